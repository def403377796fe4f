"""Cells that are not what their column holds: where they stand, what was expected, what works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqc.data.cells import Quantity
from sqc.data.heads import Head
from sqc.data.wording import correct_cell
from sqc.i18n.display import columns_of, cut, printable
from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import DataError, Finding

if TYPE_CHECKING:
    from decimal import Decimal

_SHOWN = 3
_KEPT = 20
_WIDTH = 76


class Place(NamedTuple):
    """Where the cells of a table stand in the user's file.

    Parameters
    ----------
    file : str
    line : callable
        File line (from 1) of a body row (from 0).
    raw : callable or None
        The user's own line of a body row, and where the cell of a column begins and ends in it.
    frame : bool
        Rows of a data frame: they are called rows.
    """

    file: str
    line: Callable[[int], int]
    raw: Callable[[int, int], tuple[str, int, int]] | None = None
    frame: bool = False

    def cell(self, head: Head, row: int) -> Msg:
        """Return the head of a sentence about one cell."""
        values = {"file": self.file, "line": str(self.line(row)), "column": head.header or head.name}
        if self.frame:
            return Msg("{file}, row {line}, column {column}", **values)
        return Msg("{file}, line {line}, column {column}", **values)

    def column(self, head: Head) -> Msg:
        """Return the head of a sentence about a whole column."""
        return Msg("{file}, column {column}", file=self.file, column=head.header or head.name)

    def marked(self, head: Head, row: int) -> tuple[Words, ...]:
        """Return the user's own line and carets under the cell."""
        if self.raw is None:
            return ()
        return marked(*self.raw(row, head.place))

    def error(
        self,
        key: str,
        message: Msg,
        head: Head,
        row: int,
        cell: str,
        hints: Sequence[Words],
        details: Sequence[Words] = (),
        cells: Sequence[tuple[int, str, str]] = (),
    ) -> DataError:
        """Return an error about a cell; `cells` are all that it is about."""
        return DataError(
            key, message, details=details, hints=hints, file=self.file, line=self.line(row),
            column=head.header or head.name, cell=cell, cells=cells,
        )  # fmt: skip

    def listed(
        self, head: Head, cells: Sequence[str], rows: Sequence[int]
    ) -> tuple[tuple[int, str, str], ...]:
        """Return line, column and text of every cell of a column in some rows."""
        name = head.header or head.name
        return tuple((self.line(row), name, cells[row]) for row in rows)


def marked(raw: str, start: int, end: int) -> tuple[str, str]:
    """Return a line and carets under its characters `start` to `end`, cut around them where it is long.

    Examples
    --------
    >>> marked("白班,12.0l8,OK", 3, 9)
    ('白班,12.0l8,OK', '     ^^^^^^')
    """
    raw = printable(raw)
    while end > start and raw[start:end][:1] == " ":
        start += 1
    while end > start and raw[start:end][-1:] == " ":
        end -= 1
    end = min(end, start + 40)
    if columns_of(raw) > _WIDTH:
        begin = start
        while begin > 0 and columns_of(raw[begin:end]) < _WIDTH // 2:
            begin -= 1
        stop = len(raw)
        while columns_of(raw[begin:stop]) > _WIDTH - 6:
            stop -= 1
        stop = max(stop, end)
        head, tail = "..." if begin else "", "..." if stop < len(raw) else ""
        raw, start, end = head + raw[begin:stop] + tail, start - begin + len(head), end - begin + len(head)
    return raw, " " * columns_of(raw[:start]) + "^" * max(columns_of(raw[start:end]), 1)


def _sentence(what: str, place: Msg, cell: str) -> Msg:
    """Return the sentence about one cell (written out: the catalogue collects these calls)."""
    if what == "verdict":
        return Msg('{place}: "{cell}" is neither a pass nor a fail.', place=place, cell=cell)
    if what == "date":
        return Msg('{place}: "{cell}" is not a date.', place=place, cell=cell)
    if what == "date-without-year":
        return Msg('{place}: "{cell}" has no year, so no order.', place=place, cell=cell)
    if what == "ambiguous-date":
        return Msg('{place}: "{cell}" does not say which is day, month and year.', place=place, cell=cell)
    return Msg('{place}: "{cell}" is not a number.', place=place, cell=cell)


def bad_cells(
    place: Place,
    head: Head,
    cells: Sequence[str],
    rows: Sequence[int],
    what: str = "number",
) -> list[DataError]:
    """Return an error for each cell (20 at most); the first one shows three of them and lists all.

    Parameters
    ----------
    rows : sequence of int
        Body rows of the cells, in order.
    what : {"number", "verdict", "date", "date-without-year", "ambiguous-date"}
        What was expected there.
    """
    key = what if what in ("date-without-year", "ambiguous-date") else "bad-cell"
    errors: list[DataError] = []
    for row in rows[:_KEPT]:
        details = _details(place, head, rows) if not errors else place.marked(head, row)
        every = place.listed(head, cells, rows if not errors else [row])
        if key == "bad-cell":
            hint = correct_cell(cells[row])
        else:
            hint = Msg("write dates with their year first: {example}", example="2024-03-05")
        message = _sentence(what, place.cell(head, row), cut(cells[row]))
        errors.append(place.error(key, message, head, row, cells[row], [hint], details, every))
    return errors


def _details(place: Place, head: Head, rows: Sequence[int]) -> list[Words]:
    shown: list[Words] = [part for row in rows[:_SHOWN] for part in place.marked(head, row)]
    if len(rows) > _SHOWN:
        shown.append(plural("and {n} more cell", "and {n} more cells", len(rows) - _SHOWN))
    return shown


def censored_cells(
    place: Place, head: Head, cells: Sequence[str], limits: Mapping[int, tuple[str, Quantity]]
) -> list[DataError]:
    """Return an error for each cell that holds only a limit (20 at most)."""
    errors: list[DataError] = []
    rows = list(limits)
    for row in rows[:_KEPT]:
        side, limit = limits[row]
        at = place.cell(head, row)
        taken = format(_decimal(limit).normalize(), "f")
        if side == "<":
            message = Msg('{place}: "{cell}" is below the detection limit.', place=at, cell=cut(cells[row]))
            half = format((_decimal(limit) / 2).normalize(), "f")
            hint = Msg(
                "--censored limit (takes {limit}), half ({half}) or drop; it changes the result",
                limit=taken,
                half=half,
            )
        else:
            message = Msg('{place}: "{cell}" is above the measuring range.', place=at, cell=cut(cells[row]))
            hint = Msg("--censored limit (takes {limit}) or drop; it changes the result", limit=taken)
        details = _details(place, head, rows) if not errors and len(rows) > 1 else ()
        every = place.listed(head, cells, rows if not errors else [row])
        errors.append(place.error("censored-cell", message, head, row, cells[row], [hint], details, every))
    return errors


def _decimal(limit: Quantity) -> Decimal:
    from decimal import Decimal

    return Decimal(repr(limit.value))


def censored_finding(place: Place, head: Head, how: str, rows: Sequence[int]) -> Finding:
    """Return the finding that says what was put in for censored cells."""
    lines = Listing([str(place.line(row)) for row in rows])
    values = {
        "n": len(rows),
        "column": head.header or head.name,
        "how": how,
        "lines": [place.line(row) for row in rows],
    }
    done = {
        "half": Msg("half their limit was put in"),
        "limit": Msg("their limit was put in"),
        "drop": Msg("they were left out"),
    }[how]
    message = plural(
        "{n} cell of {column} holds only a limit (line {lines}): {done}; the result depends on it.",
        "{n} cells of {column} hold only a limit (lines {lines}): {done}; the result depends on it.",
        len(rows), column=head.header or head.name, lines=lines, done=done,
    )  # fmt: skip
    return Finding("censored", "watch", message, values)


def mixed_units(place: Place, head: Head, row: int, units: Sequence[str]) -> DataError:
    """Return error ``unit-mixed``: more than one unit in a column."""
    if "" in units:
        message = Msg(
            "{place} holds numbers with {unit} and without: nothing was converted.",
            place=place.column(head),
            unit=units[0],
        )
    else:
        message = Msg(
            "{place} holds {first} and {second}: nothing was converted.",
            place=place.column(head), first=units[0], second=units[1],
        )  # fmt: skip
    hint = Msg("write one unit in the whole column")
    return place.error("unit-mixed", message, head, row, "", [hint])
