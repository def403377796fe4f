"""Some of the rows of a table: those that meet conditions."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.about import no_data_left
from sqc.data.coded import Coded
from sqc.data.dates import seconds
from sqc.data.labels import coded
from sqc.data.select import column, number_in
from sqc.data.table import Column, Table
from sqc.data.wording import Row, option
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError, OptionError

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]
_CONDITION = re.compile(r"\s*(.+?)\s*(!=|>=|<=|=|<|>|≠|≥|≤|＝|＞|＜)\s*(.*?)\s*", re.DOTALL)
_SIGNS = {"≠": "!=", "≥": ">=", "≤": "<=", "＝": "=", "＞": ">", "＜": "<"}
_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def take(table: Table, keep: Bools) -> Table:
    """Return the rows of a table that are kept, each with its own line of the file.

    Parameters
    ----------
    table : Table
    keep : bool array (rows,)

    Examples
    --------
    >>> from sqc.notes import Source
    >>> x = Column("x", "x", cells=("a", "b"), kind="text")
    >>> table = Table("a.csv", (x,), np.array([2, 3]), Source("a.csv"))
    >>> take(table, np.array([False, True])).columns[0].cells
    ('b',)
    """
    if keep.all():
        return table
    lines = table.lines[keep]
    kept = frozenset(lines.tolist())
    columns = tuple(_taken(c, keep, kept) for c in table.columns)
    return table._replace(columns=columns, lines=lines)


def _taken(old: Column, keep: Bools, lines: frozenset[int]) -> Column:
    place = np.cumsum(keep) - 1
    cells: Sequence[str] | None = old.cells
    if isinstance(cells, Coded):
        cells = Coded(cells.codes[keep], cells.categories)
    elif cells is not None:
        cells = tuple(cell for cell, kept in zip(cells, keep.tolist(), strict=True) if kept)
    return old._replace(
        cells=cells,
        numbers=None if old.numbers is None else old.numbers[keep],
        missing=place[old.missing[keep[old.missing]]],
        problems=tuple(p for p in old.problems if p.line is None or p.line in lines),
        spellings=tuple((int(place[row]), text) for row, text in old.spellings if keep[row]),
    )


def rows_where(table: Table, conditions: Sequence[str]) -> Table:
    """Return the rows that meet every condition; those left out are counted in the source.

    Parameters
    ----------
    table : Table
    conditions : sequence of str
        ``shift=night``, ``shift=early,late`` (one of them), ``shift!=night``, ``x>3``, ``x<=5``.

    Raises
    ------
    OptionError
        ``where-form``: not a condition, or an order asked of words.
    DataError
        ``unknown-column``; ``where-value``: no row holds the value; ``no-data-left``.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> shift = Column("shift", "shift", cells=("early", "late"))
    >>> table = Table("a.csv", (shift,), np.array([2, 3]), Source("a.csv"))
    >>> rows_where(table, ["shift=late"]).lines
    array([3])
    """
    keep = np.ones(table.n_rows, dtype=np.bool_)
    dropped = dict(table.source.dropped)
    for text in conditions:
        meets = _meets(table, text)
        left_out = int(np.count_nonzero(keep & ~meets))
        keep &= meets
        if left_out:
            dropped[f"--where {text}"] = left_out
    if keep.all():
        return table
    read = (*table.source.read, Msg("{n} rows left out by --where", n=int(np.count_nonzero(~keep))))
    found = take(table, keep)._replace(source=replace(table.source, dropped=dropped, read=read))
    if not keep.any():
        raise no_data_left(found, (), 0, {})
    return found


def _meets(table: Table, text: str) -> Bools:
    found = _CONDITION.fullmatch(text)
    if found is None or not found[3]:
        raise _no_condition(text)
    by = column(table, found[1], "where")
    sign = _SIGNS.get(found[2], found[2])
    if sign in _ORDER:
        return _compared(by, sign, found[3], text)
    meets = np.zeros(table.n_rows, dtype=np.bool_)
    for value in [found[3]] if _holds(by, found[3]) else found[3].split(","):
        equal = _equal(by, value.strip(), table.n_rows)
        if not equal.any():
            raise _no_such_value(table, by, value.strip())
        meets |= equal
    return meets if sign == "=" else ~meets


def _holds(by: Column, value: str) -> bool:
    return by.cells is not None and value in by.cells


def _equal(by: Column, value: str, rows: int) -> Bools:
    """Return where a column holds a value: as a number or date, else as text."""
    number = _place_in_order(by, value)
    if by.numbers is not None and number is not None:
        return np.asarray(by.numbers == number)
    if isinstance(by.cells, Coded):
        found = by.cells.categories.index(value) if value in by.cells.categories else -2
        return np.asarray(by.cells.codes == found)
    cells = np.asarray(by.cells if by.cells is not None else [""] * rows)
    return np.asarray(cells == value, dtype=np.bool_)


def _compared(by: Column, sign: str, value: str, text: str) -> Bools:
    wanted = _place_in_order(by, value)
    if by.numbers is None or wanted is None:
        raise _no_condition(text, by)
    return np.asarray(_ORDER[sign](by.numbers, wanted))


def _place_in_order(by: Column, value: str) -> float | None:
    if by.kind == "date":
        return seconds(value)
    return number_in(value) if by.kind == "number" else None


def _no_condition(text: str, by: Column | None = None) -> OptionError:
    message = Msg('{option}: "{text}" is not a condition.', option="--where", text=cut(text))
    if by is not None:
        message = Msg(
            '{option}: "{text}" asks for an order, and column {column} holds neither numbers nor dates.',
            option="--where",
            text=cut(text),
            column=by.header,
        )
    hints = [option("where", "shift=night"), option("where", "diameter>12")]
    return OptionError("where-form", message, hints=hints)


def _no_such_value(table: Table, by: Column, value: str) -> DataError:
    _, there = coded(by, np.arange(table.n_rows))
    return DataError(
        "where-value",
        Msg(
            'no row of {file} holds "{value}" in {column}.',
            file=table.name,
            value=cut(value),
            column=by.header,
        ),
        details=[Msg("it holds: {values}", values=Row([cut(name) for name in there], most=12))],
        file=table.name,
        column=by.header,
    )


def pick(table: Table, rows: Ints) -> Table:
    """Return some rows of a table, in the order given; what it costs is by their number.

    Parameters
    ----------
    table : Table
    rows : int array
        0-based, none twice.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> x = Column("x", "x", cells=("a", "b", "c"), kind="text")
    >>> table = Table("a.csv", (x,), np.array([2, 3, 4]), Source("a.csv"))
    >>> pick(table, np.array([2, 0])).columns[0].cells
    ('c', 'a')
    """
    lines = table.lines[rows]
    kept = frozenset(lines.tolist())
    place = {row: i for i, row in enumerate(rows.tolist())}
    columns = tuple(_picked(c, rows, kept, place) for c in table.columns)
    return table._replace(columns=columns, lines=lines)


def _picked(old: Column, rows: Ints, lines: frozenset[int], place: dict[int, int]) -> Column:
    cells: Sequence[str] | None = old.cells
    if isinstance(cells, Coded):
        cells = Coded(cells.codes[rows], cells.categories)
    elif cells is not None:
        cells = tuple(map(cells.__getitem__, rows.tolist()))
    return old._replace(
        cells=cells,
        numbers=None if old.numbers is None else old.numbers[rows],
        missing=np.sort(np.flatnonzero(np.isin(rows, old.missing))),
        problems=tuple(p for p in old.problems if p.line is None or p.line in lines),
        spellings=tuple((place[row], text) for row, text in old.spellings if row in place),
    )
