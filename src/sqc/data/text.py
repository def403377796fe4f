"""The light path: rows of cells to a table, with all that was understood around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sqc.data.cells import FULL_WIDTH_DIGITS, clean, comma_evidence
from sqc.data.clauses import assemble
from sqc.data.columns import Reading, read_column
from sqc.data.decode import Decoded
from sqc.data.errors import refuse, unknown_choice
from sqc.data.header import Layout, understand
from sqc.data.problems import Place
from sqc.data.room import refuse_wide, room
from sqc.data.select import column as find_column
from sqc.data.sheet import Origin, ReadOptions, Sheet
from sqc.data.sniff import DELIMITERS, Rows, cell_span, file_lines, read_rows, spoken_delimiter
from sqc.data.table import Column, Table
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Verbatim, Words, plural
from sqc.notes import DataError, Source


def table_from_text(data: Decoded, origin: Origin, options: ReadOptions) -> Table:
    """Return the table of a decoded text.

    Raises
    ------
    DataError
        ``empty-file``, ``ragged-rows``, ``open-quote``, ``too-large``.
    """
    marks = spoken_delimiter(options.delimiter) if options.delimiter else "".join(DELIMITERS)
    refuse_wide(data.text, origin.name, marks, room(options.max_size))
    rows = read_rows(data.text, origin.name, options.delimiter)
    return table_from_rows(rows, origin, options)


def table_from_rows(rows: Rows, origin: Origin, options: ReadOptions) -> Table:
    """Return the table of rows of cells, from a text or from a spreadsheet."""
    sheet = Sheet(rows, lay_out(rows, origin, options.form), origin, options)
    refuse_ragged(sheet)
    body = [rows.cells[i] for i in sheet.layout.body]
    lines = np.array([rows.lines[i] for i in sheet.layout.body], dtype=np.int64)
    columns = [
        [clean(row[h.place]) if h.place < len(row) else "" for row in body] for h in sheet.layout.heads
    ]
    filled = fill_down(sheet, columns)
    reading = reading_of(sheet, columns, lines)
    read = tuple(read_column(h, cells, reading) for h, cells in zip(sheet.layout.heads, columns, strict=True))
    return assemble(sheet, read, lines, reading, filled, full_width(body))


def lay_out(rows: Rows, origin: Origin, form: bool = False) -> Layout:
    """Return the layout; an empty file and a lone header are refused."""
    if not rows.cells:
        if origin.size:
            raise refuse("empty-file", Msg("{file} has blank lines only.", file=origin.name), origin.name)
        raise refuse("empty-file", Msg("{file} is empty (0 bytes).", file=origin.name), origin.name)
    layout = understand(rows.cells, form)
    if not len(layout.body):
        raise refuse("empty-file", Msg("{file} has a header but no rows.", file=origin.name), origin.name)
    return layout


def refuse_ragged(sheet: Sheet) -> None:
    """Refuse a row with more cells than the header has; blank cells at its end do not count."""
    width = len(sheet.layout.heads)
    for i in sheet.layout.body:
        row = sheet.rows.cells[i]
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise _ragged(sheet, i, width)


def _ragged(sheet: Sheet, i: int, width: int) -> DataError:
    rows, name = sheet.rows, sheet.origin.name
    line, cells = rows.lines[i], [clean(cell) for cell in rows.cells[i]]
    used = len(cells) - next((k for k, cell in enumerate(reversed(cells)) if cell), 0)
    message = Msg(
        "{file}, line {line}: {n} cells where the header has {width}.",
        file=name,
        line=str(line),
        n=used,
        width=width,
    )
    hints: list[Words] = []
    pairs = [(k, a, b) for k, (a, b) in enumerate(pairwise(cells)) if a.isdigit() and b.isdigit()]
    split = next(
        (pair for pair in pairs if len(pair[2]) == 3 and len(pair[1]) <= 3), pairs[0] if pairs else None
    )
    raw = rows.raw(line)
    details: tuple[Words, ...] = (cut(raw, 76),)
    if rows.delimiter == "," and split is not None:
        number = f"{split[1]},{split[2]}"
        hints.append(
            Msg(
                'quote the cell if {cell} is one number: "{cell}"; or {option}',
                cell=number,
                option=Verbatim('--delimiter ";"'),
            )
        )
    else:
        hints.append(Msg("put a cell that holds the delimiter in quotation marks, or name it: --delimiter"))
    return DataError("ragged-rows", message, details=details, hints=hints, file=name, line=line)


def fill_down(sheet: Sheet, columns: list[list[str]]) -> list[Words]:
    """Fill the blank cells of the columns named by ``--fill`` from above; return what is to be said."""
    said: list[Words] = []
    for name in sheet.options.fill:
        place = _named(sheet, name)
        cells, n, above = columns[place], 0, ""
        for row, cell in enumerate(cells):
            if cell:
                above = cell
            elif above:
                cells[row], n = above, n + 1
        said.append(
            plural(
                "{n} blank cell of {column} filled from above",
                "{n} blank cells of {column} filled from above",
                n,
                column=sheet.layout.heads[place].name,
            )
        )
    return said


def _named(sheet: Sheet, name: str) -> int:
    columns = tuple(Column(head.name, head.header) for head in sheet.layout.heads)
    bare = Table(sheet.origin.name, columns, np.zeros(0, dtype=np.int64), Source(sheet.origin.name))
    found = find_column(bare, name, "fill")
    return next(place for place, column in enumerate(columns) if column is found)


def reading_of(sheet: Sheet, columns: Sequence[Sequence[str]], lines: npt.NDArray[np.int64]) -> Reading:
    """Return what the columns of the sheet share."""
    options, rows = sheet.options, sheet.rows
    if options.censored not in (None, "half", "limit", "drop"):
        raise unknown_choice("--censored", str(options.censored), ("half", "limit", "drop"))
    raw_lines: list[str] = []
    body = sheet.layout.body

    def raw(row: int, place: int) -> tuple[str, int, int]:
        if not raw_lines:
            raw_lines.extend(file_lines(rows.text))
        line = raw_lines[int(lines[row]) - 1] if int(lines[row]) <= len(raw_lines) else ""
        return (line, *cell_span(line, rows.delimiter, place))

    def shown(row: int, place: int) -> tuple[str, int, int]:
        cells = rows.cells[body[row]]
        start = sum(len(cell) + 3 for cell in cells[:place])
        return " | ".join(cells), start, start + len(cells[place]) if place < len(cells) else start

    place = Place(sheet.origin.name, lambda row: int(lines[row]), shown if sheet.origin.spreadsheet else raw)
    missing = missing_texts(options)
    return Reading(place, missing, options.censored, _commas_are_decimal(sheet, columns))


def missing_texts(options: ReadOptions) -> frozenset[str]:
    """Return the cell texts that were named as missing, as typed and case-folded."""
    texts = [clean(text) for text in options.missing]
    return frozenset(texts) | frozenset(text.casefold() for text in texts)


def _commas_are_decimal(sheet: Sheet, columns: Sequence[Sequence[str]]) -> bool:
    """In a file with semicolons a comma is a decimal mark unless a number shows otherwise."""
    if sheet.rows.delimiter != ";":
        return False
    seen = {comma_evidence(cell) for cells in columns for cell in cells[:1000] if "," in cell or "." in cell}
    return "decimal" in seen or not seen & {"point", "thousands"}


def full_width(body: Sequence[list[str]]) -> bool:
    """Say whether the first rows hold full-width digits."""
    return any(not cell.isascii() and FULL_WIDTH_DIGITS.search(cell) for row in body[:1000] for cell in row)
