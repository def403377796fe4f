"""Which files are large: read as a stream, not as rows of cells."""

from __future__ import annotations

import os

from sqc.data.sheet import ReadOptions

STREAM_FROM = 8_000_000
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


def is_large(data: object, options: ReadOptions) -> bool:
    """Return whether the user gave the path of a large text file.

    Examples
    --------
    >>> is_large([1.0, 2.0], ReadOptions())
    False
    """
    if not isinstance(data, str | os.PathLike) or options.sheet is not None:
        return False
    name = os.fsdecode(os.fspath(data))
    try:
        large = os.path.isfile(name) and os.stat(name).st_size >= STREAM_FROM
    except ValueError:
        return False
    return large and os.path.splitext(name)[1].lower() not in SPREADSHEETS
