"""Which files are large: read as a stream, not as rows of cells."""

from __future__ import annotations

import os
from typing import NamedTuple

from sqc.data.sheet import ReadOptions
from sqc.data.spool import Spooled

STREAM_FROM = 8_000_000
TABLE_TO = 200_000_000  # bytes of a file up to which a table of it is tried
_ARROW = (".arrow", ".arrows", ".ipc")
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


class LargeFile(NamedTuple):
    """A large file: path, name as the user typed it, whether a table of it would fill the memory.

    `stored`: what stores columns ("Parquet", "Feather", "Arrow"), "" for text.
    """

    path: str
    name: str
    too_large: bool
    stored: str


def large_file(data: object, options: ReadOptions) -> LargeFile | None:
    """Return the large file that the user gave, None of anything else.

    Examples
    --------
    >>> large_file([1.0, 2.0], ReadOptions())
    """
    if options.sheet is not None:
        return None
    if isinstance(data, Spooled):
        return None if data.content is not None else _large(data.path, "-")
    if not isinstance(data, str | os.PathLike):
        return None
    name = os.fsdecode(os.fspath(data))
    return None if os.path.splitext(name)[1].lower() in SPREADSHEETS else _large(name, name)


def _large(path: str, name: str) -> LargeFile | None:
    try:
        size = os.stat(path).st_size if os.path.isfile(path) else 0
        if size < STREAM_FROM:
            return None
        with open(path, "rb") as file:
            stored = stored_columns(file.read(8), os.path.splitext(name)[1].lower())
    except (ValueError, OSError):
        return None  # the table says what is wrong
    return LargeFile(path, name, size > TABLE_TO, stored)


def stored_columns(head: bytes, ending: str) -> str:
    """Return what stores columns by its first bytes or its ending; "" for anything else."""
    if head[:4] == b"PAR1" or (ending == ".parquet" and head):
        return "Parquet"
    if head[:4] == b"FEA1" or (ending == ".feather" and head):
        return "Feather"
    arrow = head[:6] == b"ARROW1" or head[:4] == b"\xff\xff\xff\xff" or (ending in _ARROW and head)
    return "Arrow" if arrow else ""
