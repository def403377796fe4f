"""From text to rows of cells: the delimiter that fits, and where each row stands in the file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import NamedTuple

from sqc.data.cells import NUMBER, clean, quantity
from sqc.data.dates import seconds
from sqc.data.errors import refuse, unknown_choice
from sqc.i18n.message import Msg

DELIMITERS = ("\t", ";", ",", "，", "|")
_SPOKEN = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|"}
_SNIFFED_LINES = 80
# the line under the head of a table in Markdown
_RULED = re.compile(r"\s*(?::?-{3,}:?)?\s*")
_LONGEST_CELL = 131072


class Rows(NamedTuple):
    """Rows that are not blank: their cells as typed, and the first file line of each."""

    cells: list[list[str]]
    lines: list[int]
    delimiter: str | None
    text: str

    def raw(self, line: int) -> str:
        """Return a line of the file as it stands there."""
        return file_lines(self.text)[line - 1] if line <= len(file_lines(self.text)) else ""


def file_lines(text: str) -> list[str]:
    """Return the lines of a text whatever their ends are: CRLF, LF or CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_rows(text: str, name: str, delimiter: str | None = None) -> Rows:
    """Return the rows of a delimited text.

    Parameters
    ----------
    text : str
    name : str
        The file, for messages.
    delimiter : str, optional
        One character, or ``tab``, ``comma``, ``semicolon``; else the one that fits is found.

    Raises
    ------
    DataError
        ``open-quote``: a quotation mark opens a cell that never ends; ``long-cell``.

    Examples
    --------
    >>> read_rows("a;b" + chr(10) + "1;2,5", "x.csv").cells
    [['a', 'b'], ['1', '2,5']]
    """
    skip = 0
    if text[:4].lower() == "sep=" and len(first := text[:16].splitlines()[0]) == 5:
        delimiter, skip = delimiter or first[4], 1
    mark = spoken_delimiter(delimiter) if delimiter else sniff(text)
    cells: list[list[str]] = []
    lines: list[int] = []
    source = io.StringIO(text, newline=None)
    reader = csv.reader(source, delimiter=mark or ",", quoting=csv.QUOTE_MINIMAL)
    one_column = mark is None
    before = 0
    try:
        for row in reader:
            line, before = before + 1, reader.line_num
            if line <= skip or not (one_column or (row and _holds_something(row))):
                continue
            if mark == "|" and all(_RULED.fullmatch(cell) for cell in row):
                continue
            cells.append(["".join(row) if len(row) < 2 else row[0]] if one_column and len(row) < 2 else row)
            lines.append(line)
    except csv.Error:
        raise _long_cell(name, before + 1) from None
    _refuse_open_quote(text, name, lines, before)
    if one_column:
        _trim(cells, lines)
    return Rows(cells, lines, mark, text)


def _holds_something(row: list[str]) -> bool:
    return bool(row[0].strip()) or any(cell and not cell.isspace() for cell in row)


def _trim(cells: list[list[str]], lines: list[int]) -> None:
    """Drop blank lines at both ends of a file of one column; a blank line inside is a missing value."""
    while cells and not any(cell.strip() for cell in cells[-1]):
        cells.pop()
        lines.pop()
    start = next((i for i, row in enumerate(cells) if any(cell.strip() for cell in row)), 0)
    del cells[:start], lines[:start]


def spoken_delimiter(given: str) -> str:
    """Return the character that ``--delimiter`` names.

    Examples
    --------
    >>> spoken_delimiter("semicolon")
    ';'
    """
    mark = _SPOKEN.get(given.lower(), given)
    if len(mark) != 1 or mark in '"\r\n\0':
        raise unknown_choice("--delimiter", given, ("comma", "semicolon", "tab", "|"))
    return mark


def sniff(text: str) -> str | None:
    """Return the delimiter of a text, None for a single column.

    Every candidate is judged by how many rows it cuts into the same number of cells and by how many of
    the cells are then numbers or dates; on a tie TAB and semicolon come before the commas, which also
    stand inside numbers.

    Examples
    --------
    >>> rows = ["d;t", "12,5;1", "12,6;2"]
    >>> sniff(chr(10).join(rows))
    ';'
    """
    head = "\n".join(line for line in file_lines(text[:_LONGEST_CELL])[:_SNIFFED_LINES] if line.strip())
    scored = [(_score(head, mark), -place, mark) for place, mark in enumerate(DELIMITERS) if mark in head]
    if not scored:
        return None
    best, _, mark = max(scored, key=lambda item: (round(item[0], 1), item[1]))
    return mark if best > 0 else None


def _score(head: str, mark: str) -> float:
    try:
        rows = [row for row in csv.reader(io.StringIO(head), delimiter=mark) if row]
    except csv.Error:
        return 0.0
    body = rows[len(rows) // 2 :] if len(rows) > 3 else rows
    widths = Counter(len(row) for row in body)
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width < 2:
        return 0.0
    same = sum(len(row) == width for row in rows) / len(rows)
    cells = [clean(cell) for row in body if len(row) == width for cell in row]
    known = sum(not cell or readable(cell) for cell in cells) / len(cells)
    return same + known + often / len(body)


def readable(cell: str) -> bool:
    """Say whether a cleaned cell is a number or a date."""
    if NUMBER.fullmatch(cell):
        return True
    return quantity(cell) is not None or quantity(cell, comma=True) is not None or seconds(cell) is not None


def _refuse_open_quote(text: str, name: str, lines: list[int], last: int) -> None:
    """A cell that opens with a quotation mark and never closes swallows the rest of the file."""
    if not lines or '"' not in text or text.count('"') % 2 == 0 or last - lines[-1] < 1:
        return
    tail = file_lines(text)[lines[-1] - 1 :]
    if sum(line.count('"') for line in tail) % 2 and any(line.strip() for line in tail[1:]):
        message = Msg(
            "{file}, line {line}: a quotation mark opens a cell and nothing closes it.",
            file=name,
            line=str(lines[-1]),
        )
        hint = Msg("close the quotation, or double the mark inside the cell")
        raise refuse("open-quote", message, name, hint, line=lines[-1])


def _long_cell(name: str, line: int) -> Exception:
    message = Msg(
        "{file}, line {line}: a cell runs over more than {n} characters; is a quotation mark left open?",
        file=name,
        line=str(line),
        n=_LONGEST_CELL,
    )
    return refuse("long-cell", message, name, line=line)


def cell_span(raw: str, delimiter: str | None, index: int) -> tuple[int, int]:
    """Return where the cell with this index begins and ends in a raw line.

    Examples
    --------
    >>> cell_span('a,"b,c",d', ",", 2)
    (8, 9)
    """
    starts, quoted, begin = [0], False, True
    for place, character in enumerate(raw):
        if character == '"' and (quoted or begin):
            quoted = not quoted
        elif character == delimiter and not quoted:
            starts.append(place + 1)
        begin = character == delimiter and not quoted
    if index >= len(starts):
        return len(raw), len(raw)
    end = starts[index + 1] - 1 if index + 1 < len(starts) else len(raw)
    return starts[index], end
