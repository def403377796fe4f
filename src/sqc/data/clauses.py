"""The finished table, and the clauses of its `Read` line."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sqc.data.cells import clean
from sqc.data.columns import Reading
from sqc.data.sheet import Origin, Sheet
from sqc.data.sniff import Rows
from sqc.data.table import Column, Specification, Table
from sqc.data.wording import Row
from sqc.i18n.display import columns_of, cut
from sqc.i18n.message import Join, Listing, Msg, Words, plural
from sqc.notes import Source

LONGEST_NAME = 20


def assemble(
    sheet: Sheet,
    columns: tuple[Column, ...],
    lines: npt.NDArray[np.int64],
    reading: Reading,
    said: Sequence[Words],
    wide_digits: bool,
) -> Table:
    """Return the table from its columns, and the clauses of the `Read` line."""
    rows, layout, origin = sheet.rows, sheet.layout, sheet.origin
    titles = [(rows.lines[i], rows.cells[i]) for i in layout.titles]
    footers = tuple((rows.lines[i], _joined(rows.cells[i])) for i in layout.left_out)
    read = (
        opening(origin, rows.delimiter, wide_digits),
        *_around(sheet, lines),
        *said,
        *_commas(reading),
        *_from_cells(columns),
    )
    source = Source(
        origin.name, origin.sha256, origin.encoding, rows.delimiter, len(lines), read=read, size=origin.size
    )
    return Table(
        origin.name,
        columns,
        lines,
        source,
        tuple((line, _joined(cells)) for line, cells in titles),
        tuple(rows.lines[i] for i in layout.header),
        footers,
        _specifications(titles),
        tuple(reading.findings),
    )


def _specifications(titles: list[tuple[int, list[str]]]) -> tuple[Specification, ...]:
    if not titles:
        return ()
    from sqc.data.titles import specifications

    return specifications(titles)


def _joined(cells: Sequence[str]) -> str:
    return " ".join(cell.strip() for cell in cells if cell.strip())


def opening(origin: Origin, delimiter: str | None = None, wide_digits: bool = False) -> Words:
    """Return the first clause: ``bolts.csv: UTF-8, comma``; a long name stands in the command already."""
    parts: list[Words] = list(origin.clauses)
    mark = delimiter or ("," if origin.name.lower().endswith(".csv") and not origin.spreadsheet else "")
    named = {",": Msg("comma"), ";": Msg("semicolon"), "\t": Msg("tab")}
    if mark == "，":
        parts.append(
            Msg("full-width digits and commas normalised") if wide_digits else Msg("full-width comma")
        )
    elif mark:
        parts.append(named.get(mark) or Msg('delimiter "{mark}"', mark=mark))
    if wide_digits and mark != "，":
        parts.append(Msg("full-width digits normalised"))
    clause: Words = Join(parts, ", ")
    name = os.path.basename(origin.name)
    if origin.name in ("-", "") or columns_of(name) > LONGEST_NAME:
        return clause
    return Msg("{file}: {clause}", file=name, clause=clause)


def _around(sheet: Sheet, lines: npt.NDArray[np.int64]) -> tuple[Words, ...]:
    """Return the clause on header, data and footer lines where they are not the plain case."""
    rows, layout = sheet.rows, sheet.layout
    if not layout.header:
        return (Msg("no header line, columns named by position"),)
    header = [rows.lines[i] for i in layout.header]
    # a line without a word or number says nothing and is not missed
    left = [i for i in layout.left_out if _joined(rows.cells[i])]
    if header == [1] and not left:
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
            )
        )
    if below:
        said.append(
            plural(
                "footer line {lines} left out ({words})",
                "footer lines {lines} left out ({words})",
                len(below),
                lines=_span([rows.lines[below[0]], rows.lines[below[-1]]]),
                words=_words(rows, below),
            )
        )
    return (Join(said, ", "),)


def _span(lines: Sequence[int]) -> str:
    return str(lines[0]) if lines[0] == lines[-1] else f"{lines[0]}-{lines[-1]}"


def _words(rows: Rows, places: Sequence[int]) -> Words:
    firsts = [next((clean(cell) for cell in rows.cells[i] if cell.strip()), "") for i in places]
    unique = list(dict.fromkeys(cut(first.replace("：", ":").split(":")[0], 20) for first in firsts))
    return Row(unique)


def _commas(reading: Reading) -> list[Words]:
    return [Msg("decimal comma")] if reading.decimal_commas else []


def _from_cells(columns: Sequence[Column]) -> list[Words]:
    units = list(dict.fromkeys(c.unit for c in columns if c.unit_from_cells and c.unit not in ("", "%")))
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
