"""Large files as tables: a fast parser with the types that the light path found in the head of the file."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sqc.data.cells import clean
from sqc.data.clauses import assemble
from sqc.data.coded import Coded, Whole, coded_column
from sqc.data.columns import Reading, read_column
from sqc.data.decimals import shown_decimals
from sqc.data.decode import decode, gb_label
from sqc.data.header import TOTAL_BEGINS, is_total, profile, understand
from sqc.data.heads import Head
from sqc.data.large import (
    HEAD,
    NEWLINE,
    Bytes,
    Large,
    NotRegular,
    Scan,
    check,
    footer_lines,
    footers,
    line_of,
    scan,
)
from sqc.data.parsers import has_arrow
from sqc.data.problems import Place
from sqc.data.sheet import Origin, ReadOptions, Sheet
from sqc.data.sniff import Rows, cell_span, read_rows
from sqc.data.table import Column, Table
from sqc.data.text import full_width, reading_of
from sqc.data.wanted import wanted_of
from sqc.i18n.message import Verbatim
from sqc.notes import SqcError

_HEAD_LINES = 300
_CODECS = ("utf-8", "gb18030", "gbk", "cp950", "big5", "cp1252", "iso8859-1", "ascii")


def table_from_large_file(path: str, name: str, options: ReadOptions) -> Table | None:
    """Return the table of a large text file; None when only the light path can read it.

    Parameters
    ----------
    path : str
    name : str
        The file as the user typed it.
    options : ReadOptions
        With `wanted` only those columns (and the first) are read; the others are ``loaded=False``.
    """
    return table_from_large(np.memmap(path, dtype=np.uint8, mode="r"), name, options, path)


def table_from_large(data: Bytes, name: str, options: ReadOptions, source: str | None = None) -> Table | None:
    """Return the table of the bytes of a large text; None when only the light path can read it."""
    try:
        large = understood(data, name, options, source)
        return None if large is None else _read(large)
    except NotRegular:
        return None


def understood(data: Bytes, name: str, options: ReadOptions, source: str | None) -> Large | None:
    """Return a large text whose head is read; None when it is not regular."""
    raw = data[:HEAD].tobytes()
    raw = b"\n".join([*raw.split(b"\n", _HEAD_LINES)[:-1], b""])
    if not raw or options.fill or b"\0" in raw or raw[:2] in (b"\x1f\x8b", b"PK"):
        return None
    try:
        text = decode(raw, name, options.encoding)
        rows = read_rows(text.text, name, options.delimiter)
        layout = understand(rows.cells)
    except SqcError:
        return None
    regular = text.codec in _CODECS and rows.delimiter is not None and rows.delimiter.isascii()
    if not regular or not len(layout.body) or layout.left_out:
        return None
    return Large(data, text, rows, layout, profile(rows.cells), options, name, source)


def _read(large: Large) -> Table:
    left_out = footers(large)
    seen: list[Scan] = []
    thread = threading.Thread(target=lambda: seen.append(scan(large)))
    thread.start()
    try:
        if left_out:
            thread.join()
        nrows = seen[0].newlines - large.first_line + 1 - left_out if left_out else None
        sample = sample_columns(large)
        found = _parsed(large, sample, wanted_places(large, sample), nrows, left_out)
    finally:
        thread.join()
    n = max((len(cells) for cells in found.values()), default=0)
    check(large, seen[0], n, left_out)
    lines = np.arange(large.first_line, large.first_line + n, dtype=np.int64)
    return _table(large, sample, found, lines, seen[0], left_out)


def _parsed(
    large: Large, sample: Sequence[Column], wanted: list[int], nrows: int | None, left_out: int
) -> dict[int, Whole]:
    """Return the columns by pyarrow where it is installed and knows the encoding, else by pandas."""
    plain = [i for i in wanted if sample[i].kind == "number" and is_plain(sample[i])]
    if has_arrow() and (large.text.codec in ("utf-8", "ascii") or plain == wanted):
        from sqc.data.whole_arrow import parse_arrow

        return parse_arrow(large, wanted, plain, left_out)
    from sqc.data.whole_pandas import parse_pandas

    words = [i for i in wanted if sample[i].kind == "text"]
    return parse_pandas(large, wanted, plain, words, nrows)


def sample_columns(large: Large) -> list[Column]:
    """Return the columns as the light path reads them from the head of the file."""
    body = [large.rows.cells[i] for i in large.layout.body]
    cells = [[clean(row[h.place]) if h.place < len(row) else "" for row in body] for h in large.layout.heads]
    lines = np.array([large.rows.lines[i] for i in large.layout.body], dtype=np.int64)
    reading = reading_of(sheet_of(large), cells, lines)
    return [
        read_column(head, column, reading) for head, column in zip(large.layout.heads, cells, strict=True)
    ]


def sheet_of(large: Large, sha256: str | None = None, label: str = "") -> Sheet:
    """Return rows, layout and origin of what was read of a large file."""
    origin = Origin(large.name, large.data.size, sha256, label, clauses=(Verbatim(label),))
    return Sheet(large.rows, large.layout, origin, large.options)


def wanted_places(large: Large, sample: Sequence[Column]) -> list[int]:
    """Return the places of the columns to read; the first tells total rows from data."""
    return sorted({0} | wanted_of(sample, large.options.wanted))


def is_plain(column: Column) -> bool:
    """Return whether a number column holds nothing but digits, signs and points."""
    return not (column.unit_from_cells or column.problems) and not any(
        "," in cell for cell in (column.cells or ())[:200]
    )


def _table(
    large: Large,
    sample: Sequence[Column],
    found: dict[int, Whole],
    lines: npt.NDArray[np.int64],
    seen: Scan,
    left_out: int,
) -> Table:
    label = gb_label(bytes(large.data)) if large.text.label in ("GBK", "GB18030") else large.text.label
    sheet = with_footers(
        sheet_of(large, seen.sha256, label), large, int(lines[-1]) + 1, footer_lines(large, left_out)
    )
    reading = _reading(large, sheet, sample, lines)
    columns = []
    for place, column in enumerate(sample):
        if place in found:
            columns.append(_column(large.layout.heads[place], column, found[place], reading))
        else:
            columns.append(unread(column))
    _refuse_blank_rows(large, columns, lines)
    body = [large.rows.cells[i] for i in large.layout.body[:1000]]
    return assemble(sheet, tuple(columns), lines, reading, (), full_width(body))


def unread(column: Column) -> Column:
    """Return a column that was not asked for."""
    return Column(
        column.name, column.header, column.unit, column.kind, decimals=column.decimals,
        integer=column.integer, stem=column.stem, loaded=False,
    )  # fmt: skip


def _reading(large: Large, sheet: Sheet, sample: Sequence[Column], lines: npt.NDArray[np.int64]) -> Reading:
    cells = [list(column.cells or ())[:1000] for column in sample]
    small = reading_of(sheet, cells, lines)
    ends: list[npt.NDArray[np.int64]] = []

    def raw(row: int, place: int) -> tuple[str, int, int]:
        if not ends:
            ends.append(np.flatnonzero(large.data == NEWLINE))
        line = line_of(large, ends[0], int(lines[row]))
        return (line, *cell_span(line, large.rows.delimiter, place))

    place = Place(large.name, lambda row: int(lines[row]), raw)
    return Reading(place, small.missing, small.censored, small.comma)


def _column(head: Head, sample: Column, cells: Whole, reading: Reading) -> Column:
    if isinstance(cells, Coded):
        return _labels(head, cells.codes, cells.categories, reading)
    numbers = cells
    whole = sample.integer and bool((numbers == np.floor(numbers)).all())
    decimals = 0 if whole else max(sample.decimals, shown_decimals(numbers))
    return Column(
        head.name,
        head.header,
        head.unit,
        "number",
        numbers=numbers,
        decimals=decimals,
        integer=whole,
        stem=head.stem,
    )


def _labels(head: Head, codes: npt.NDArray[np.integer], texts: Sequence[str], reading: Reading) -> Column:
    if names_total(head.header, texts):
        raise NotRegular
    return coded_column(head, codes, texts, reading)


def names_total(header: str, texts: Sequence[str]) -> bool:
    """Return whether a column of names holds a total row or repeats its own head."""
    total = any(text[:1].casefold() in TOTAL_BEGINS and is_total([text, ""]) for text in texts)
    return total or header in texts


def _refuse_blank_rows(large: Large, columns: Sequence[Column], lines: npt.NDArray[np.int64]) -> None:
    """A row of delimiters only is a blank line, which the light path drops."""
    read = [column for column in columns if column.loaded and column.kind != "empty"]
    blank = [set(column.missing.tolist()) - {row for row, _ in column.spellings} for column in read]
    rows = sorted(set.intersection(*blank)) if blank else []
    if not rows:
        return
    ends = np.flatnonzero(large.data == NEWLINE)
    empty = f'{large.rows.delimiter} \t\r"'
    if any(not line_of(large, ends, int(lines[row])).strip(empty) for row in rows):
        raise NotRegular


def with_footers(sheet: Sheet, large: Large, first: int, texts: Sequence[str]) -> Sheet:
    """Put the footer lines, the first of them line `first`, behind the rows of the head for the clauses."""
    if not texts:
        return sheet
    cells = [row for text in texts for row in read_rows(text, large.name, large.rows.delimiter).cells]
    rows = Rows(
        [*large.rows.cells, *cells],
        [*large.rows.lines, *range(first, first + len(texts))],
        large.rows.delimiter,
        "",
    )
    added = tuple(range(len(large.rows.cells), len(rows.cells)))
    return Sheet(rows, large.layout._replace(left_out=added), sheet.origin, sheet.options)
