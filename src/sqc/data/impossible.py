"""Counts that cannot be: below 0, not whole, more than were inspected."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.data.table import Column, Table
from sqc.data.wording import option, options, where
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def check_counts(
    table: Table,
    value: Column,
    inspected: Column | None,
    rows: Ints,
    numbers: tuple[Floats, Floats],
    *,
    proportion: bool,
) -> None:
    """Raise ``impossible-count`` at the first row whose count or size cannot be.

    Parameters
    ----------
    numbers : (count, size), float arrays (rows,)
    proportion : bool
        Counts of units: sizes are whole and no count exceeds its size.

    Raises
    ------
    DataError
    """
    count, size = numbers
    fraction = Msg("a count is a whole number")
    _refuse(table, rows, count, count < 0, value, Msg("a count is not below 0"))
    _refuse(table, rows, count, count != np.round(count), value, fraction)
    if value.unit == "%":
        _refuse(table, rows, count, count >= 0, value, Msg("a percentage is not a count"))
    if inspected is not None:
        _refuse(table, rows, size, size < 0, inspected, Msg("the number inspected is not below 0"))
        if proportion:
            _refuse(
                table, rows, size, size != np.round(size), inspected, Msg("the units inspected are whole")
            )
    over = np.flatnonzero(count > size) if proportion else np.flatnonzero((size == 0) & (count > 0))
    if len(over):
        raise _more_than_all(table, value, inspected, int(rows[over[0]]), (count[over[0]], size[over[0]]))


def _refuse(
    table: Table, rows: Ints, found: Floats, wrong: npt.NDArray[np.bool_], named: Column, why: Msg
) -> None:
    places = np.flatnonzero(wrong & ~np.isnan(found))
    if not len(places):
        return
    row = int(rows[places[0]])
    text = f"{found[places[0]]:.10g}" if named.cells is None else named.cells[row]
    hints: list[Words] = []
    if named.unit == "%" or found[places[0]] != round(float(found[places[0]])):
        hints = [Msg("{option} charts measured values", option=option("kind", "i-mr"))]
    raise DataError(
        "impossible-count",
        Msg('{where}: "{cell}" cannot be, {why}.', where=where(table, row, named), cell=text, why=why),
        hints=hints,
        file=table.name,
        line=int(table.lines[row]),
        column=named.header,
        cell=text,
    )


def _more_than_all(
    table: Table, value: Column, inspected: Column | None, row: int, numbers: tuple[float, float]
) -> DataError:
    count, size = (f"{number:.10g}" for number in numbers)
    hints: list[Words] = []
    if inspected is not None:
        swapped = options(("value", inspected.name), ("inspected", value.name))
        hints = [Msg("if the columns are swapped: {options}", options=swapped)]
    return DataError(
        "impossible-count",
        Msg(
            "{where}: {count} nonconforming of {size} inspected.",
            where=where(table, row),
            count=count,
            size=size,
        ),
        hints=hints,
        file=table.name,
        line=int(table.lines[row]),
        column=value.header,
        cell=count,
    )
