"""Columns of a table by name, header, number or range; their numbers, or the error that teaches."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sqc.data.suggest import fold as fold
from sqc.data.suggest import nearest as nearest
from sqc.data.suggest import same_thing as same_thing
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, correct_cell, option, where
from sqc.i18n.display import cut
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError, OptionError

Floats = npt.NDArray[np.float64]

_NAMES = re.compile(r'\s*(?:"([^"]+)"\s*|([^,]*))(?:,|$)')
# Squares of larger values leave the range of a double.
LARGEST = 1e50


def column(table: Table, name: str, option_name: str = "value") -> Column:
    """Return a column by its name, its header or its number from 1.

    Parameters
    ----------
    table : Table
    name : str
        ``直径``, ``直径(mm)`` or ``"3"``; case, full width and outer blanks do not matter.
    option_name : str
        The option that named it, for the error's hint.

    Raises
    ------
    DataError
        ``unknown-column`` with a suggestion, ``duplicate-column``.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> table = Table("a.csv", (Column("d", "d(mm)"),), np.array([2]), Source("a.csv"))
    >>> column(table, "d(mm)").name
    'd'
    """
    for key in (str, fold):
        asked = key(name)
        found = [i for i, c in enumerate(table.columns) if asked in (key(c.name), key(c.header))]
        if len(found) > 1:
            raise duplicate(table, name, found, option_name)
        if found:
            return table.columns[found[0]]
    if _in_marks(name):
        return column(table, name[1:-1], option_name)
    if name.isdecimal() and 1 <= int(name) <= len(table.columns):
        return table.columns[int(name) - 1]
    raise _unknown(table, name)


def duplicate(table: Table, name: str, places: Sequence[int], option_name: str = "value") -> DataError:
    """Return the error of a name that several columns have; `places` count them from 0."""
    numbers = [str(place + 1) for place in places]
    message = Msg(
        '{file} has {n} columns "{column}" ({numbers}); choose one: {first} or {second}.',
        file=table.name,
        n=len(numbers),
        column=name,
        numbers=Msg("columns number {list}", list=", ".join(numbers)),
        first=option(option_name, numbers[0]),
        second=option(option_name, numbers[1]),
    )
    if len(numbers) == 2:
        message = Msg(
            '{file} has two columns "{column}" ({first} and {second}); '
            "choose one: {option} {first} or {second}.",
            file=table.name,
            column=name,
            first=numbers[0],
            second=numbers[1],
            option=f"--{option_name}",
        )
    return DataError("duplicate-column", message, file=table.name, column=name)


def _unknown(table: Table, name: str) -> DataError:
    names = [c.name for c in table.columns]
    meant = nearest(name, names) or same_thing(name, names)
    message = Msg('{file} has no column "{column}".', file=table.name, column=name)
    if meant is not None:
        message = Msg(
            '{file} has no column "{column}"; did you mean "{meant}"?',
            file=table.name,
            column=name,
            meant=meant,
        )
    whole = [one for one in names if "," in one and fold(name) in map(fold, one.split(","))]
    hints = [
        Msg("a name with a comma stands in quotation marks: {option}", option=option("value", one))
        for one in whole[:1]
    ]
    there = [columns_there(table.columns)]
    return DataError("unknown-column", message, details=there, hints=hints, file=table.name, column=name)


def _in_marks(name: str) -> bool:
    return len(name) > 2 and name[0] == name[-1] == '"'


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list ``a,b``; a name in quotation marks keeps its commas.

    Examples
    --------
    >>> split_names('x1, x2'), split_names('"a,b",c')
    (('x1', 'x2'), ('a,b', 'c'))
    """
    found = (match[1] or match[2].strip() for match in _NAMES.finditer(text))
    return tuple(name for name in found if name)


def value_columns(table: Table, names: Sequence[str], option_name: str = "value") -> list[Column]:
    """Return the columns that `names` name: single ones, lists ``a,b`` and ranges ``x1..x5``.

    Parameters
    ----------
    names : sequence of str
        A range takes the columns from the first to the second in the order of the table.

    Raises
    ------
    DataError
        As for `column`.
    OptionError
        ``no-value`` without any name, ``column-twice``.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> columns = tuple(Column(name, name) for name in ("day", "x1", "x2", "x3"))
    >>> table = Table("a.csv", columns, np.array([2]), Source("a.csv"))
    >>> [c.name for c in value_columns(table, ["x1..x3"])]
    ['x1', 'x2', 'x3']
    """
    found = [c for name in names for c in _named(table, name, option_name)]
    if not found:
        raise OptionError(
            "no-value",
            Msg("no column is named to be analysed in {file}.", file=table.name),
            details=[columns_there(table.columns)],
            hints=[option(option_name, c.name) for c in numeric_columns(table)[:2]],
        )
    twice = next((c.name for i, c in enumerate(found) if any(c is other for other in found[:i])), None)
    if twice is not None:
        raise OptionError(
            "column-twice",
            Msg('{option} names column "{column}" twice.', option=f"--{option_name}", column=twice),
        )
    return found


def _named(table: Table, name: str, option_name: str) -> list[Column]:
    if table.find(name) is None:
        if "," in name and not _in_marks(name):
            return [c for part in split_names(name) for c in _named(table, part, option_name)]
        first, dots, last = name.partition("..")
        if dots:
            ends = [_place(table, column(table, end.strip(), option_name)) for end in (first, last)]
            return list(table.columns[min(ends) : max(ends) + 1])
    return [column(table, name, option_name)]


def _place(table: Table, wanted: Column) -> int:
    return next(i for i, c in enumerate(table.columns) if c is wanted)


def numeric_columns(table: Table) -> list[Column]:
    """Return the columns of numbers.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> table = Table("a.csv", (Column("x", "x", kind="number"),), np.array([2]), Source("a.csv"))
    >>> [c.name for c in numeric_columns(table)]
    ['x']
    """
    return [c for c in table.columns if c.kind == "number"]


def numbers_of(table: Table, wanted: Column) -> Floats:
    """Return the numbers of a column, NaN where a value is missing.

    Raises
    ------
    DataError
        The column's first problem (unreadable or censored cell); ``not-numeric`` for words, dates and
        verdicts; ``no-data-left`` for an empty column; ``bad-cell`` for infinite or huge numbers.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> x = Column("x", "x", kind="number", numbers=np.array([1.0, np.nan]))
    >>> numbers_of(Table("a.csv", (x,), np.array([2, 3]), Source("a.csv")), x)
    array([ 1., nan])
    """
    if wanted.problems:
        raise wanted.problems[0]
    if wanted.kind == "empty":
        raise DataError(
            "no-data-left",
            Msg(
                'nothing is left to analyse: column "{column}" of {file} is empty.',
                column=wanted.header,
                file=table.name,
            ),
            file=table.name,
            column=wanted.header,
        )
    if wanted.kind != "number" or wanted.numbers is None:
        raise _not_numeric(table, wanted)
    numbers = wanted.numbers
    if numbers.size and not _all_moderate(numbers):
        _refuse_huge(table, wanted, numbers)
    return numbers


def _all_moderate(numbers: Floats) -> bool:
    low, high = np.fmin.reduce(numbers), np.fmax.reduce(numbers)
    return bool(np.isnan(low) or (low >= -LARGEST and high <= LARGEST))


def _refuse_huge(table: Table, wanted: Column, numbers: Floats) -> None:
    row = int(np.flatnonzero(np.abs(numbers) > LARGEST)[0])
    cell = wanted.cells[row] if wanted.cells is not None else f"{numbers[row]:g}"
    infinite = bool(np.isinf(numbers[row]))
    place = where(table, row, wanted)
    message = Msg('{where}: "{cell}" is too large to compute with (limit 1e50).', where=place, cell=cut(cell))
    if infinite:
        message = Msg('{where}: "{cell}" is not a finite number.', where=place, cell=cut(cell))
    raise DataError(
        "bad-cell",
        message,
        hints=[correct_cell(cell)],
        file=table.name,
        line=int(table.lines[row]),
        column=wanted.header,
        cell=cell,
        cells=[
            (
                int(table.lines[i]),
                wanted.header,
                wanted.cells[i] if wanted.cells is not None else f"{numbers[i]:g}",
            )
            for i in np.flatnonzero(np.abs(numbers) > LARGEST).tolist()
        ],
    )


def _not_numeric(table: Table, wanted: Column) -> DataError:
    first = next((cell for cell in wanted.cells or () if cell.strip()), "")
    what = {"date": Msg("dates"), "verdict": Msg("verdicts")}.get(wanted.kind)
    message = Msg(
        '{file}: column "{column}" is not numeric: its first cell is "{cell}".',
        file=table.name,
        column=wanted.header,
        cell=cut(first),
    )
    if what is not None:
        message = Msg(
            '{file}: column "{column}" holds {what}, not numbers.',
            file=table.name,
            column=wanted.header,
            what=what,
        )
    hints: list[Words] = [option("value", c.name) for c in numeric_columns(table)[:2]]
    if wanted.kind == "verdict":
        hints.insert(0, Msg("{option} charts the share that does not conform", option=option("kind", "p")))
    return DataError("not-numeric", message, hints=hints, file=table.name, column=wanted.header, cell=first)


def number_in(text: str) -> float | None:
    """Return the number that a text is, None when it is none.

    Examples
    --------
    >>> number_in("200"), number_in("lot")
    (200.0, None)
    """
    try:
        return float(text)
    except ValueError:
        return None


def constant(table: Table, name: str) -> float | None:
    """Return the number that stands for a column: one value for all rows; a column of that name wins.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> constant(Table("a.csv", (), np.array([2]), Source("a.csv")), "200")
    200.0
    """
    return number_in(name) if table.find(name) is None else None
