"""Which files are large: read as a stream, not as rows of cells."""

from __future__ import annotations

import os
from typing import NamedTuple

from sqc.data.sheet import ReadOptions
from sqc.data.spool import Spooled

STREAM_FROM = 8_000_000
TABLE_TO = 200_000_000  # bytes of a file up to which a table of it is tried
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


class LargeFile(NamedTuple):
    """A large text file: path, name as the user typed it, and whether a table of it would fill the memory."""

    path: str
    name: str
    too_large: bool


def large_file(data: object, options: ReadOptions) -> LargeFile | None:
    """Return the large text file that the user gave, None of anything else.

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
    except ValueError:
        return None
    return LargeFile(path, name, size > TABLE_TO) if size >= STREAM_FROM else None
