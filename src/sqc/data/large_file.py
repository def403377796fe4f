"""Which files are large: read as a stream, not as rows of cells."""

from __future__ import annotations

import os

from sqc.data.sheet import ReadOptions
from sqc.data.spool import Spooled

STREAM_FROM = 8_000_000
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


def large_file(data: object, options: ReadOptions) -> tuple[str, str] | None:
    """Return path and name of a large text file that the user gave, None of anything else.

    Examples
    --------
    >>> large_file([1.0, 2.0], ReadOptions())
    """
    if options.sheet is not None:
        return None
    if isinstance(data, Spooled):
        return None if data.content is not None else (data.path, "-")
    if not isinstance(data, str | os.PathLike):
        return None
    name = os.fsdecode(os.fspath(data))
    try:
        large = os.path.isfile(name) and os.stat(name).st_size >= STREAM_FROM
    except ValueError:
        return None
    return (name, name) if large and os.path.splitext(name)[1].lower() not in SPREADSHEETS else None
