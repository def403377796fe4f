"""The cells of a file as they stand: a check sheet is a form, not a table of columns."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqc.data.decode import decode
from sqc.data.packed import unpacked
from sqc.data.room import room
from sqc.data.sheet import read_options
from sqc.data.sniff import DELIMITERS, Rows, file_lines, read_rows, sniff

# a form is small; a larger file holds rows of events
LARGEST = 1_000_000


def raw_rows(data: object, options: Mapping[str, Any]) -> Rows | None:
    """Return the rows of a file that may be a sheet; None for data in memory and for large files.

    Parameters
    ----------
    data : str, path or other
    options : mapping
        Keyword options of the verb.

    Raises
    ------
    DataError
        A spreadsheet that cannot be opened.
    """
    if not isinstance(data, str | os.PathLike) or not os.path.isfile(data):
        return None
    name = os.fsdecode(os.fspath(data))
    if os.path.getsize(name) > LARGEST:
        return None
    with open(name, "rb") as file:
        content = file.read()
    reading = read_options(options)
    if content[:2] == b"\x1f\x8b":
        content = unpacked(name, content, room(reading.max_size))
    if content.startswith((b"\xd0\xcf\x11\xe0", b"PK\x03\x04")):
        from sqc.data.excel import rows_from_spreadsheet

        return rows_from_spreadsheet(content, name, reading)[0]
    if content.startswith((b"PAR1", b"ARROW1")):
        return None
    text = decode(content, name, reading.encoding).text
    return read_rows(text, name, reading.delimiter or _delimiter(text))


def _delimiter(text: str) -> str | None:
    """Return what parts the cells: bars are tally marks where another sign stands in most lines."""
    found = sniff(text)
    if found != "|":
        return found
    lines = [line for line in file_lines(text) if line.strip()]
    often = Counter(sign for line in lines for sign in DELIMITERS if sign != "|" and sign in line)
    best = often.most_common(1)
    return best[0][0] if best and 2 * best[0][1] > len(lines) else found
