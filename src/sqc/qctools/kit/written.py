"""Text that people wrote as a file: a diagram as lines or as TOML."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqc.data.checksum import checksum
from sqc.data.clauses import opening
from sqc.data.decode import decode
from sqc.data.errors import refuse
from sqc.data.sheet import Origin
from sqc.data.spool import IN_MEMORY, Spooled, spooled
from sqc.data.toml_file import file_bytes
from sqc.i18n.display import cut, printable
from sqc.i18n.message import Msg, Verbatim, plural
from sqc.notes import DataError, Source

LARGEST = 200_000  # bytes: a diagram that people can read has a few thousand


class Written(NamedTuple):
    """A text with its lines and where it came from."""

    text: str
    source: Source

    @property
    def lines(self) -> list[str]:
        """The lines as they stand."""
        return self.text.split("\n")


def written(data: Any, options: Mapping[str, Any]) -> Written:
    r"""Return the text of a file, of standard input, or the text itself where it has several lines.

    Parameters
    ----------
    data : str or path
        A path, ``"-"``, or text with a line feed in it.
    options : mapping
        `encoding`, where the file does not speak for itself.

    Raises
    ------
    DataError
        What cannot be read.

    Examples
    --------
    >>> written("scratches\n  machine", {}).lines
    ['scratches', '  machine']
    """
    if isinstance(data, str) and "\n" in data:
        _refuse_empty(data, "text")
        return Written(_plain(data), Source("text", n_read=_used(data), n_used=_used(data)))
    name = os.fsdecode(os.fspath(data))
    return written_bytes(content_of(name), name, options)


def written_bytes(content: bytes, name: str, options: Mapping[str, Any]) -> Written:
    """Return the text that the bytes of a file hold.

    Raises
    ------
    DataError
        ``too-large``, ``empty-file`` and what cannot be decoded.
    """
    if len(content) > LARGEST:
        raise refuse("too-large", Msg("{file} is too large for a diagram.", file=cut(name, 200)), name)
    found = decode(content, name, options.get("encoding"))
    text = _plain(found.text)
    _refuse_empty(text, name)
    n = _used(text)
    origin = Origin(name, len(content), clauses=(Verbatim(found.label),))
    read = (opening(origin), plural("{n} line", "{n} lines", n))
    source = Source(name, checksum(content), found.label, n_read=n, n_used=n, read=read, size=len(content))
    return Written(text, source)


def content_of(name: str) -> bytes:
    """Return what stands in a file or comes by standard input."""
    if name != "-":
        return file_bytes(name)
    with spooled(name) as given:
        held = given.content if isinstance(given, Spooled) else None
        return b" " * (IN_MEMORY + 1) if held is None else held


def _refuse_empty(text: str, name: str) -> None:
    if not text.strip():
        raise refuse("empty-file", Msg("{file} holds no line with words.", file=cut(name, 200)), name)


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _used(text: str) -> int:
    return sum(bool(line.strip()) for line in text.split("\n"))


def line_error(
    key: str, message: Msg, found: Written, line: int, column: int, hint: Msg | None = None
) -> DataError:
    """Return an error about one place of a text, with the user's own line and a mark under it."""
    own = found.lines[line - 1] if 0 < line <= len(found.lines) else ""
    shown = printable(own)[: column + 40]
    from sqc.i18n.display import columns_of

    marker = " " * columns_of(shown[: column - 1]) + "^"
    return DataError(
        key,
        message,
        details=[shown, marker] if own.strip() else [],
        hints=[] if hint is None else [hint],
        file=found.source.name,
        line=line,
        column=str(column),
    )


def place(found: Written, line: int, column: int) -> Msg:
    """Return the head of an error: file, line, column."""
    return Msg(
        "{file}, line {line}, column {at}",
        file=cut(found.source.name, 60),
        line=str(line),
        at=str(column),
    )
