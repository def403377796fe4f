"""Single values in order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sqc.data.about import Usage, about, missing_finding, no_data_left, used_clause
from sqc.data.points import single_rows
from sqc.data.repeats import repeated_rows
from sqc.data.roles import Roles
from sqc.data.sample import Individuals, Stages
from sqc.data.select import numbers_of, value_columns
from sqc.data.table import Column, Table

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def individuals(table: Table, roles: Roles) -> Individuals:
    """Return the values of one column, or of several row by row, as single values.

    Parameters
    ----------
    table : Table
    roles : Roles
        `value`; `order`, `stage`, `exclude`; `subgroup` names the points.

    Raises
    ------
    DataError
        ``unknown-column``, ``not-numeric``, ``no-data-left`` and the problems of cells.
    OptionError
        ``no-value``, ``unknown-label``.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> x = Column("x", "x", kind="number", numbers=np.array([1.0, 3.0]))
    >>> individuals(Table("a.csv", (x,), np.array([2, 3]), Source("a.csv")), Roles(value=("x",))).values
    array([1., 3.])
    """
    columns = value_columns(table, roles.value)
    points = single_rows(table, roles)
    values = row_values(table, columns, points.rows)
    gone = np.isnan(values)
    n_missing = int(np.count_nonzero(gone))
    parts = len(columns)
    if n_missing == len(values):
        raise no_data_left(table, columns, len(points.rows), points.dropped)
    dropped = {name: n * parts for name, n in points.dropped.items()}
    n_read = len(values) + sum(dropped.values())
    usage = Usage(n_read, len(values) - n_missing, n_missing, dropped)
    n_ranges = pairs(~gone, points.stages(parts)) if n_missing else None
    findings = [
        *missing_finding(table, columns, points.rows, gone, n_ranges),
        *repeated_rows(table, roles),
    ]
    clause = used_clause(usage.n_used, n_read, points)
    return Individuals(
        values, about(table, roles, columns, points, usage, clause=clause, parts=parts, findings=findings)
    )


def row_values(table: Table, columns: Sequence[Column], rows: Ints) -> Floats:
    """Return the numbers of columns, row after row.

    Raises
    ------
    DataError
        As `numbers_of` does.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> a = Column("a", "a", kind="number", numbers=np.array([1.0, 3.0]))
    >>> b = Column("b", "b", kind="number", numbers=np.array([2.0, 4.0]))
    >>> row_values(Table("t", (a, b), np.array([2, 3]), Source("t")), (a, b), np.arange(2))
    array([1., 2., 3., 4.])
    """
    if len(columns) == 1:
        return numbers_of(table, columns[0])[rows]
    return np.column_stack([numbers_of(table, c)[rows] for c in columns]).ravel()


def pairs(held: Bools, stages: Stages) -> int:
    """Return how many neighbours both hold a value, none across a border of stages."""
    both = held[1:] & held[:-1]
    borders = stages.starts[1:] - 1
    return int(np.count_nonzero(both)) - int(np.count_nonzero(both[borders]))
