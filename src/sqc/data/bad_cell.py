"""The bad cell of a block of a file that is too large for a table: line, column, text."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.data.cells import clean
from sqc.data.columns import Reading, read_column
from sqc.data.large import Large
from sqc.data.problems import Place
from sqc.data.sniff import cell_span, file_lines, read_rows
from sqc.data.text import missing_texts
from sqc.notes import SqcError


def bad_cell(large: Large, raw: bytes, first: int, places: Sequence[int]) -> SqcError | None:
    """Return the error of the first cell in one of the columns that cannot be read; None if there is none.

    Parameters
    ----------
    large : Large
    raw : bytes
        Lines of the body.
    first : int
        File line on which they begin.
    places : sequence of int
        Columns of values.
    """
    try:
        text = raw.decode(large.text.codec)
        rows = read_rows(text, large.name, large.rows.delimiter)
    except (UnicodeDecodeError, SqcError):
        return None
    shown = file_lines(text)

    def line(row: int) -> int:
        return first + rows.lines[row] - 1

    def own_line(row: int, place: int) -> tuple[str, int, int]:
        found = shown[rows.lines[row] - 1]
        return (found, *cell_span(found, rows.delimiter, place))

    missing = missing_texts(large.options)
    reading = Reading(Place(large.name, line, own_line), missing, large.options.censored, False)
    for place in places:
        cells = [clean(row[place]) if place < len(row) else "" for row in rows.cells]
        column = read_column(large.layout.heads[place], cells, reading)
        if column.problems:
            return column.problems[0]
    return None
