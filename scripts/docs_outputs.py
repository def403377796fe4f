"""Play the commands that the documentation shows, and write what they print under them.

python scripts/docs_outputs.py          rewrite the outputs in docs/ and README
python scripts/docs_outputs.py --check  only name the pages whose outputs are stale

A block fenced with ``console`` holds commands (``$ sqc ...``) and what they print. They are played in a copy
of examples/, in the language of the page (``x.zh.md``, ``README.zh.md``: Chinese). A line ``...`` stands for
whatever else is printed up to the end of that command's output.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"(?m)^```console\n(.*?)^```$", re.DOTALL)
REST = "..."


def pages() -> list[Path]:
    """Return the pages that are read by users."""
    written = [path for path in (ROOT / "docs").rglob("*.md") if "generated" not in path.parts]
    return sorted([*written, ROOT / "README.md", ROOT / "README.zh.md"])


def language(page: Path) -> str:
    """Return the language of a page by its name."""
    return "zh" if page.name.endswith(".zh.md") else "en"


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """Return every command of a block with the output that stands under it."""
    command, output = "", list[str]()
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, output
            command, output = line[2:], []
        else:
            output.append(line)
    if command:
        yield command, output


def play(command: str, lang: str, folder: Path) -> list[str]:
    """Return what a command prints, standard output before standard error."""
    words = shlex.split(command)
    program = [sys.executable, "-m", "sqc"] if words[0] == "sqc" else [sys.executable]
    environment = {**_environment(), "SQC_LANG": lang}
    done = subprocess.run(
        [*program, *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return (done.stdout + done.stderr).splitlines()


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}


def refreshed(block: str, lang: str, folder: Path) -> str:
    """Return a block with the outputs of today; a cut that the writer made stays."""
    lines = []
    for command, output in commands(block):
        fresh = play(command, lang, folder)
        if output and output[-1] == REST:
            fresh = [*fresh[: len(output) - 1], REST]
        lines += [f"$ {command}", *fresh]
    return "\n".join(lines) + "\n"


def page_refreshed(page: Path) -> str:
    """Return a page with the outputs of today."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "examples"
        shutil.copytree(ROOT / "examples", folder)
        return _BLOCK.sub(lambda found: f"```console\n{refreshed(found[1], language(page), folder)}```", text)


def main() -> None:
    """Rewrite or check all pages."""
    stale = []
    for page in pages():
        text = page_refreshed(page)
        if text != page.read_text(encoding="utf-8"):
            stale.append(str(page.relative_to(ROOT)))
            if "--check" not in sys.argv:
                page.write_text(text, encoding="utf-8")
    print("\n".join(stale) or "every page shows what the program prints")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
