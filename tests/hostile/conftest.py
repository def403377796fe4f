"""A folder with the same file in two states, and the results of both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    f"{lot},{'AB'[lot % 2]},{10 + lot * 7 % 5 / 10 + part * 3 % 7 / 10:.1f}"
    for lot in range(24)
    for part in range(4)
]
OLD = "lot,machine,d\n" + "\n".join(ROWS) + "\n"
NEW = OLD.replace(",10.3", ",12.9")


def start(folder: Path, arguments: Sequence[str], **settings: str) -> subprocess.Popen[bytes]:
    """Start the real command in a folder."""
    # whoever runs the tests in the background lets his children not hear Ctrl-C
    hears = None if os.name == "nt" else lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    path = [str(ROOT / "src"), str(Path(__file__).with_name("moments"))]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "MPLBACKEND": "agg", **settings}
    return subprocess.Popen(
        [sys.executable, "-m", "sqc", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=env,
        preexec_fn=hears,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what stands in a folder, and in the folders in it, but for the data."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != "data.csv"}


class States:
    """Results of the old and of the new data; a folder can be put back to the old one."""

    def __init__(self, folder: Path, arguments: Sequence[str]) -> None:
        self.folder = folder
        self.arguments = arguments
        self.old = self._made(OLD)
        self.new = self._made(NEW)
        assert self.old.keys() == self.new.keys()
        assert all(self.old[name] != self.new[name] for name in self.old)

    def _made(self, data: str) -> dict[str, bytes]:
        (self.folder / "data.csv").write_text(data, encoding="utf-8")
        process = start(self.folder, self.arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, (out, err)
        return files_of(self.folder)

    def back(self) -> None:
        """Put the old results there, beside the new data."""
        for name in files_of(self.folder):
            (self.folder / name).unlink()
        for name, data in self.old.items():
            (self.folder / name).write_bytes(data)

    def changed(self) -> int:
        """Check that each file is whole, the old one or the new; return how many are new."""
        found = files_of(self.folder)
        left = [name for name in found if Path(name).name.startswith(".sqc-")]
        assert set(found) - set(left) == set(self.old)
        assert len(left) <= len(self.old)
        for name in self.old:
            assert found[name] in (self.old[name], self.new[name]), name
        return sum(found[name] == self.new[name] for name in self.old)


@pytest.fixture(scope="session")
def states(tmp_path_factory) -> Callable[..., States]:
    """Make a folder with the results of some command."""
    return lambda *arguments: States(tmp_path_factory.mktemp("states"), ["chart", "data.csv", *arguments])
