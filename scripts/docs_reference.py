"""Write the reference pages of the documentation from the program: commands, options, Python names.

python scripts/docs_reference.py     docs/generated/*.md, in both languages; `make docs` runs it
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import sqc
from sqc.i18n.catalog import LANGUAGES, language
from sqc.verbs import VERBS

HERE = Path(__file__).parents[1] / "docs" / "generated"
COMMANDS = {"en": "Commands", "zh": "命令"}


def commands() -> str:
    """Return the help page of every verb, as ``sqc VERB --help`` prints it."""
    parts = [f"# {COMMANDS[language()]}"]
    for verb in VERBS:
        words = " ".join(verb.words)
        command = import_module("sqc.cli." + "_".join(verb.words).replace("-", "_")).command
        parts += [f"## sqc {words}", verb.help.render(), f"```\n{command.page()}\n```"]
    return "\n\n".join(parts) + "\n"


def python() -> str:
    """Return the functions of the front door, from their docstrings."""
    parts = ["# Python", "```python\nimport sqc\n```"]
    for verb in VERBS:
        parts += [f"## sqc.{verb.function}", f"::: {verb.module}.{verb.function}"]
    parts += [
        "## Result",
        "::: sqc.report.result.Result\n    options:\n      members: true\n      filters: ['!^_']",
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write every page in every language."""
    HERE.mkdir(parents=True, exist_ok=True)
    for lang in LANGUAGES:
        sqc.set_language(lang)
        suffix = "" if lang == "en" else f".{lang}"
        for page in (commands, python):
            (HERE / f"{page.__name__}{suffix}.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
