"""Writing files so that nothing is lost: a temporary name first, then rename."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from sqc.i18n.message import Listing, Msg
from sqc.i18n.reasons import reason_of
from sqc.notes import SqcError

File = tuple[str | PathLike[str], str | bytes]
PREFIX = ".sqc-"  # of a temporary file, which only a killed process leaves behind
_holding: list[list[File]] = []


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
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomically(f"{folder}/a.txt", "x")
    ...     Path(folder, "a.txt").read_text()
    'x'
    """
    write_together([(path, content)])


@contextmanager
def held() -> Iterator[list[File]]:
    """Keep what would be written inside, to be written with other files or not at all.

    Examples
    --------
    >>> with held() as files:
    ...     write_atomically("no-such-folder/a.txt", "x")
    >>> files
    [('no-such-folder/a.txt', 'x')]
    """
    files: list[File] = []
    _holding.append(files)
    try:
        yield files
    finally:
        _holding.remove(files)


def write_together(files: Sequence[File]) -> None:
    """Write several files, all or none: each is complete under a temporary name before one is renamed.

    Parameters
    ----------
    files : sequence of (path, content)
        As for `write_atomically`.

    Raises
    ------
    SqcError
        ``output-not-writable``; no file was changed, or the error names those that were.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_together([(f"{folder}/a.txt", "x"), (f"{folder}/b.txt", "y")])
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['a.txt', 'b.txt']
    """
    if _holding:
        _holding[-1].extend(files)
        return
    waiting: list[tuple[str, Path, Path]] = []
    devices: list[tuple[str, Path, bytes]] = []
    done: list[str] = []
    name = ""
    try:
        for path, content in files:
            name = os.fspath(path)
            check_writable(name)
            target = Path(os.path.realpath(name))
            data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
            if target.exists() and not target.is_file():
                # a device or a pipe (/dev/null, /dev/stdout) is written to, never replaced
                devices.append((name, target, data))
            else:
                # named before it is there, so that whatever stops the writing takes it away
                waiting.append((name, target.with_name(PREFIX + os.urandom(6).hex()), target))
                _write_whole(*waiting[-1][1:], data)
        for name, target, data in devices:
            target.write_bytes(data)
            done.append(name)
        with _undisturbed():
            while waiting:
                name, temporary, target = waiting[0]
                temporary.replace(target)
                del waiting[0]
                done.append(name)
    except OSError as error:
        raise not_written(name, reason_of(error), done) from None
    finally:
        for _, temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C pass for the moment in which files get their names: all of them or none."""
    import signal

    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread: Ctrl-C does not stop it
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def make_folder(path: str | PathLike[str]) -> None:
    """Make a folder where there is none; the one it stands in must be there.

    Raises
    ------
    SqcError
        ``output-not-writable``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     make_folder(f"{folder}/charts/")
    ...     Path(folder, "charts").is_dir()
    True
    """
    name = os.fspath(path)
    try:
        Path(name).mkdir(exist_ok=True)
    except OSError as error:
        raise not_written(name, reason_of(error)) from None


def check_writable(path: str | PathLike[str]) -> None:
    """Raise where a file cannot be written, as far as that shows before the work is done.

    Raises
    ------
    SqcError
        ``output-not-writable``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     check_writable(f"{folder}/a.txt")
    """
    name = os.fspath(path)
    if "\0" in name:
        raise not_written(name.replace("\0", "?"), Msg("the name holds a NUL character"))
    try:
        _check(Path(os.path.realpath(name)), name)
    except OSError as error:
        raise not_written(name, reason_of(error)) from None


def _check(target: Path, name: str) -> None:
    folder = str(Path(name).parent)
    if target.is_dir():
        raise not_written(name, Msg("it is a folder"))
    if not target.parent.is_dir():
        raise not_written(name, Msg("there is no folder {folder}", folder=folder))
    if target.exists() and not os.access(target, os.W_OK):
        raise not_written(name, Msg("the file is read-only"))
    if not os.access(target.parent, os.W_OK):
        raise not_written(name, Msg("{folder} is read-only", folder=folder))


def _write_whole(temporary: Path, target: Path, data: bytes) -> None:
    """Write a file beside the target that holds the data whole."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.chmod(_mode(target))


def _mode(target: Path) -> int:
    """Return the old file's permissions, else what the user's mask gives a new file."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def not_written(name: str, reason: Msg, done: Sequence[str] = ()) -> SqcError:
    """Return the error of a file that cannot be written, after those that are."""
    text = Msg("{file} cannot be written: {reason}. No file was changed.", file=name, reason=reason)
    if done:
        text = Msg(
            "{file} cannot be written: {reason}. Written before it: {names}.",
            file=name,
            reason=reason,
            names=Listing(done),
        )
    return SqcError("output-not-writable", text, file=name)
