"""Writing files so that nothing is lost: a temporary name first, then rename."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from sqc.i18n.message import Msg
from sqc.notes import SqcError


def write_atomically(path: str | PathLike[str], content: str | bytes) -> None:
    """Write a file whole or not at all; an old file stays as it was until the new one is complete.

    Parameters
    ----------
    path : str or path
        Symbolic links are followed: the file they name is replaced.
    content : str or bytes
        Text is written as UTF-8, line ends as they are.

    Raises
    ------
    SqcError
        ``output-not-writable``: the folder is missing or read-only, or `path` is a folder.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomically(f"{folder}/a.txt", "x")
    ...     Path(folder, "a.txt").read_text()
    'x'
    """
    write_together([(path, content)])


def write_together(files: Sequence[tuple[str | PathLike[str], str | bytes]]) -> None:
    """Write several files, all or none: each is complete under a temporary name before one is renamed.

    Parameters
    ----------
    files : sequence of (path, content)
        As for `write_atomically`.

    Raises
    ------
    SqcError
        ``output-not-writable``; no file was changed.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_together([(f"{folder}/a.txt", "x"), (f"{folder}/b.txt", "y")])
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['a.txt', 'b.txt']
    """
    waiting: list[tuple[Path, Path]] = []
    devices: list[tuple[Path, bytes]] = []
    name = ""
    try:
        for path, content in files:
            name = os.fspath(path)
            check_writable(name)
            target = Path(os.path.realpath(name))
            data = content.encode("utf-8") if isinstance(content, str) else content
            if target.exists() and not target.is_file():
                # a device or a pipe (/dev/null, /dev/stdout) is written to, never replaced
                devices.append((target, data))
            else:
                waiting.append((_temporary(target, data), target))
        for target, data in devices:
            target.write_bytes(data)
        while waiting:
            temporary, target = waiting[0]
            temporary.replace(target)
            del waiting[0]
    except OSError as error:
        raise _refused(name, Msg("{reason}", reason=error.strerror or type(error).__name__)) from None
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


def make_folder(path: str | PathLike[str]) -> None:
    """Make a folder where there is none; the one it stands in must be there.

    Raises
    ------
    SqcError
        ``output-not-writable``.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     make_folder(f"{folder}/charts/")
    ...     Path(folder, "charts").is_dir()
    True
    """
    name = os.fspath(path)
    try:
        Path(name).mkdir(exist_ok=True)
    except OSError as error:
        raise _refused(name, Msg("{reason}", reason=error.strerror or type(error).__name__)) from None


def check_writable(path: str | PathLike[str]) -> None:
    """Raise where a file cannot be written, as far as that shows before the work is done.

    Raises
    ------
    SqcError
        ``output-not-writable``.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     check_writable(f"{folder}/a.txt")
    """
    name = os.fspath(path)
    if "\0" in name:
        raise _refused(name.replace("\0", "?"), Msg("the name holds a NUL character"))
    try:
        _check(Path(os.path.realpath(name)), name)
    except OSError as error:
        raise _refused(name, Msg("{reason}", reason=error.strerror or type(error).__name__)) from None


def _check(target: Path, name: str) -> None:
    folder = str(Path(name).parent)
    if target.is_dir():
        raise _refused(name, Msg("it is a folder"))
    if not target.parent.is_dir():
        raise _refused(name, Msg("there is no folder {folder}", folder=folder))
    if target.exists() and not os.access(target, os.W_OK):
        raise _refused(name, Msg("the file is read-only"))
    if not os.access(target.parent, os.W_OK):
        raise _refused(name, Msg("{folder} is read-only", folder=folder))


def _temporary(target: Path, data: bytes) -> Path:
    """Return a file beside the target that holds the data whole."""
    handle, name = tempfile.mkstemp(prefix=".sqc-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _mode(target: Path) -> int:
    """Return the old file's permissions, else what the user's mask gives a new file."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _refused(name: str, reason: Msg) -> SqcError:
    text = Msg("{file} cannot be written: {reason}. No file was changed.", file=name, reason=reason)
    return SqcError("output-not-writable", text, file=name)
