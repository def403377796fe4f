"""The light path: rows of cells to a table, with all that was understood around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

import numpy as np

from sqc.data.cells import FULL_WIDTH_DIGITS, clean, comma_evidence
from sqc.data.columns import Reading, read_column
from sqc.data.decode import Decoded
from sqc.data.errors import cut, display_width, refuse, unknown_choice
from sqc.data.header import Layout, understand
from sqc.data.problems import Place
from sqc.data.select import column as find_column
from sqc.data.sniff import Rows, cell_span, file_lines, read_rows
from sqc.data.table import Column, Specification, Table
from sqc.data.wording import Row
from sqc.i18n.message import Join, Listing, Msg, Verbatim, Words, plural
from sqc.notes import DataError, Source

LONGEST_NAME = 20


@dataclass(frozen=True)
class ReadOptions:
    """How a file is read where it does not speak for itself.

    Parameters
    ----------
    encoding, delimiter : str, optional
    missing : tuple of str
        Cell texts that mean "no value", beside the usual ones.
    censored : {"half", "limit", "drop"}, optional
        What stands for a cell such as ``<0.01``.
    fill : tuple of str
        Columns whose blank cells take the value above.
    wanted : tuple of str, optional
        Columns that will be used, when that is known: a large file is read for these only.

    Examples
    --------
    >>> ReadOptions(missing=("未装",)).missing
    ('未装',)
    """

    encoding: str | None = None
    delimiter: str | None = None
    missing: tuple[str, ...] = ()
    censored: str | None = None
    fill: tuple[str, ...] = ()
    wanted: tuple[str, ...] | None = None


class Origin(NamedTuple):
    """Where the bytes came from: name as typed, size, checksum, clauses that open the `Read` line."""

    name: str
    size: int | None = None
    sha256: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    clauses: tuple[Words, ...] = ()
    spreadsheet: bool = False


class Sheet(NamedTuple):
    """Rows with their lines and their layout: what the light path and the streaming path share."""

    rows: Rows
    layout: Layout
    origin: Origin
    options: ReadOptions


def table_from_text(data: Decoded, origin: Origin, options: ReadOptions) -> Table:
    """Return the table of a decoded text.

    Raises
    ------
    DataError
        ``empty-file``, ``ragged-rows``, ``open-quote``.
    """
    rows = read_rows(data.text, origin.name, options.delimiter)
    return table_from_rows(rows, origin, options)


def table_from_rows(rows: Rows, origin: Origin, options: ReadOptions) -> Table:
    """Return the table of rows of cells, from a text or from a spreadsheet."""
    sheet = Sheet(rows, lay_out(rows, origin), origin, options)
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


def lay_out(rows: Rows, origin: Origin) -> Layout:
    """Return the layout; an empty file and a lone header are refused."""
    if not rows.cells:
        if origin.size:
            raise refuse("empty-file", Msg("{file} has blank lines only.", file=origin.name), origin.name)
        raise refuse("empty-file", Msg("{file} is empty (0 bytes).", file=origin.name), origin.name)
    layout = understand(rows.cells)
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
    pairs = [
        (k, a, b)
        for k, (a, b) in enumerate(zip(cells, cells[1:], strict=False))
        if a.isdigit() and b.isdigit()
    ]
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
            )  # fmt: skip
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
            )  # fmt: skip
        )
    return said


def _named(sheet: Sheet, name: str) -> int:
    columns = tuple(Column(head.name, head.header) for head in sheet.layout.heads)
    bare = Table(sheet.origin.name, columns, np.zeros(0, dtype=np.int64), Source(sheet.origin.name))
    found = find_column(bare, name, "fill")
    return next(place for place, column in enumerate(columns) if column is found)


def reading_of(sheet: Sheet, columns: Sequence[Sequence[str]], lines: np.ndarray) -> Reading:
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


def assemble(
    sheet: Sheet,
    columns: tuple[Column, ...],
    lines: np.ndarray,
    reading: Reading,
    said: Sequence[Words],
    wide_digits: bool,
) -> Table:
    """Return the table from its columns, and the clauses of the `Read` line."""
    rows, layout, origin = sheet.rows, sheet.layout, sheet.origin
    titles = [(rows.lines[i], rows.cells[i]) for i in layout.titles]
    footers = tuple((rows.lines[i], _joined(rows.cells[i])) for i in layout.left_out)
    read = (_opening(origin, rows, wide_digits), *_around(sheet, lines), *said, *_from_cells(columns))
    source = Source(
        origin.name, origin.sha256, origin.encoding, rows.delimiter, len(lines), read=read, size=origin.size
    )
    return Table(
        origin.name, columns, lines, source, tuple((line, _joined(cells)) for line, cells in titles),
        tuple(rows.lines[i] for i in layout.header), footers, _specifications(titles), tuple(reading.findings),
    )  # fmt: skip


def _specifications(titles: list[tuple[int, list[str]]]) -> tuple[Specification, ...]:
    if not titles:
        return ()
    from sqc.data.titles import specifications

    return specifications(titles)


def _joined(cells: Sequence[str]) -> str:
    return " ".join(cell.strip() for cell in cells if cell.strip())


def _opening(origin: Origin, rows: Rows, wide_digits: bool) -> Words:
    """Return the first clause: ``bolts.csv: UTF-8, comma``; a long name stands in the command already."""
    parts: list[Words] = list(origin.clauses)
    mark = rows.delimiter or ("," if origin.name.lower().endswith(".csv") and not origin.spreadsheet else "")
    named = {",": Msg("comma"), ";": Msg("semicolon"), "\t": Msg("tab")}
    if mark == "，":  # noqa: RUF001
        parts.append(
            Msg("full-width digits and commas normalised") if wide_digits else Msg("full-width comma")
        )
    elif mark:
        parts.append(named.get(mark) or Msg('delimiter "{mark}"', mark=mark))
    if wide_digits and mark != "，":  # noqa: RUF001
        parts.append(Msg("full-width digits normalised"))
    clause: Words = Join(parts, ", ")
    name = PurePath(origin.name).name
    if origin.name in ("-", "") or display_width(name) > LONGEST_NAME:
        return clause
    return Msg("{file}: {clause}", file=name, clause=clause)


def _around(sheet: Sheet, lines: np.ndarray) -> tuple[Words, ...]:
    """Return the clause on header, data and footer lines where they are not the plain case."""
    rows, layout = sheet.rows, sheet.layout
    if not layout.header:
        return (Msg("no header line, columns named by position"),)
    header = [rows.lines[i] for i in layout.header]
    if header == [1] and not layout.left_out:
        return ()
    said: list[Words] = [
        plural("header line {lines}", "header lines {lines}", len(header), lines=_span(header)),
        plural(
            "data line {lines}",
            "data lines {lines}",
            len(lines),
            lines=_span([int(lines[0]), int(lines[-1])]),
        ),
    ]
    left = layout.left_out
    last = int(lines[-1])
    inside = [i for i in left if rows.lines[i] < last]
    below = [i for i in left if rows.lines[i] > last]
    if inside:
        said.append(
            plural(
                "line {lines} left out ({words})",
                "lines {lines} left out ({words})",
                len(inside),
                lines=Listing([str(rows.lines[i]) for i in inside]),
                words=_words(rows, inside),
            )  # fmt: skip
        )
    if below:
        said.append(
            plural(
                "footer line {lines} left out ({words})",
                "footer lines {lines} left out ({words})",
                len(below),
                lines=_span([rows.lines[below[0]], rows.lines[below[-1]]]),
                words=_words(rows, below),
            )  # fmt: skip
        )
    return (Join(said, ", "),)


def _span(lines: Sequence[int]) -> str:
    return str(lines[0]) if lines[0] == lines[-1] else f"{lines[0]}-{lines[-1]}"


def _words(rows: Rows, places: Sequence[int]) -> Words:
    firsts = [next((clean(cell) for cell in rows.cells[i] if cell.strip()), "") for i in places]
    unique = list(dict.fromkeys(cut(first.replace("：", ":").split(":")[0], 20) for first in firsts))  # noqa: RUF001
    return Row(unique)


def _from_cells(columns: Sequence[Column]) -> list[Words]:
    units = list(dict.fromkeys(column.unit for column in columns if column.unit_from_cells and column.unit))
    if not units:
        return []
    return [
        plural(
            "unit {units} taken from the cells",
            "units {units} taken from the cells",
            len(units),
            units=Listing(units),
        )
    ]
