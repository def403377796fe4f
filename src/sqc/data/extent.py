"""How far the cells of a sheet reach, by its stored form: a few cells far apart make a table of millions.

Readers of spreadsheets make a table of all cells between the first and the last; this looks before they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECE = 1 << 24
# of a number the first twelve digits are enough: it reaches too far
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_LETTERS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,9})""")
_ROW_OF_CELL = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]*0*(\d{1,12})""")
_NAMED_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=""")
_REPEATED_ROWS = re.compile(rb'number-rows-repeated="0*(\d{1,12})')
_CELL_OF_ODS = re.compile(
    rb'<table:(?:covered-)?table-cell(?:[^>]{0,2000}?number-columns-repeated="0*(\d{1,12}))?[^>]{0,2000}?(/?)>'
)
# BIFF12: the row that follows, and cells of eleven sorts
_BINARY_SHEET, _ROW_RECORD, _CELL_RECORDS = b"\x81\x01", 0, range(1, 12)


def extent(content: bytes) -> tuple[int, int]:
    """Return rows and columns of a part of a spreadsheet, (0, 0) where it is no sheet.

    Examples
    --------
    >>> extent(b'<sheetData><row r="1"><c r="A1"/></row><row r="90"><c r="D90"/></row></sheetData>')
    (90, 4)
    """
    if content[:2] == _BINARY_SHEET:
        return _of_binary(content)
    if b"sheetData" in content:
        return _of_xml(content)
    return _of_ods(content) if b"<table:table-row" in content else (0, 0)


def _pieces(content: bytes) -> Iterator[bytes]:
    """Cut a long document between its tags."""
    start = 0
    while start < len(content):
        stop = content.find(b"<", start + _PIECE)
        stop = len(content) if stop < 0 else stop
        yield content[start:stop]
        start = stop


def _of_xml(content: bytes) -> tuple[int, int]:
    rows: set[bytes] = set()
    letters: set[bytes] = set()
    named = n_rows = n_cells = n_named_cells = 0
    for piece in _pieces(content):
        rows.update(_ROW_OF_CELL.findall(piece))
        found = _LETTERS.findall(piece)
        letters.update(found)
        n_named_cells += len(found)
        named += len(_NAMED_ROW.findall(piece))
        n_rows += len(_ROW.findall(piece))
        n_cells += len(_CELL.findall(piece))
    most_rows = max(map(int, rows), default=0) + max(n_rows - named, 0)
    most_columns = max(map(_column, letters), default=0)
    if n_cells > n_named_cells:  # cells without a name follow each other
        most_columns += max(len(_CELL.findall(row)) for row in _ROW.split(content))
    return most_rows, most_columns


def _column(letters: bytes) -> int:
    """Return the number of a column, 1 for A."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _of_ods(content: bytes) -> tuple[int, int]:
    rows = columns = blank = 0
    for row in content.split(b"<table:table-row")[1:]:
        head, _, body = row.partition(b">")
        repeated = _REPEATED_ROWS.search(head)
        n = int(repeated[1]) if repeated else 1
        cells = [(int(times or 1), bool(end)) for times, end in _CELL_OF_ODS.findall(body)]
        if b"office:value" not in body and b"<text:" not in body:
            blank += n
            continue
        rows, blank = rows + blank + n, 0
        last = cells.pop() if len(cells) > 1 else (0, False)
        columns = max(columns, sum(times for times, _ in cells) + (0 if last[1] else last[0]))
    return rows, columns


def _of_binary(content: bytes) -> tuple[int, int]:
    rows = columns = place = 0
    while place < len(content):
        kind, place = _number(content, place, 2)
        length, place = _number(content, place, 4)
        if kind == _ROW_RECORD:
            rows = max(rows, int.from_bytes(content[place : place + 4], "little") + 1)
        elif kind in _CELL_RECORDS:
            columns = max(columns, int.from_bytes(content[place : place + 4], "little") + 1)
        place += length
    return rows, columns


def _number(content: bytes, place: int, most: int) -> tuple[int, int]:
    """Return a number in seven bits a byte, and the place behind it."""
    number = 0
    for shift in range(0, 7 * most, 7):
        byte = content[place] if place < len(content) else 0
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return number, place
