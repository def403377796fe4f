"""Subgroups: rows that belong together, rows of several readings, or a table of their summaries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sqc.data.about import Usage, about, missing_finding, no_data_left, used_clause
from sqc.data.grouping import grouped_rows, is_grouped
from sqc.data.individuals import row_values
from sqc.data.points import Points, labelled_rows
from sqc.data.repeats import repeated_rows
from sqc.data.roles import Roles
from sqc.data.sample import Subgroups
from sqc.data.select import value_columns
from sqc.data.sizes import size_findings, without_empty
from sqc.data.table import Column, Table
from sqc.data.wording import option
from sqc.i18n.message import Msg
from sqc.notes import DataError, Finding
from sqc.stats.grouped import GroupStats, describe

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def subgroups(table: Table, roles: Roles) -> Subgroups:
    """Return n, mean, range and standard deviation of each subgroup.

    Parameters
    ----------
    table : Table
    roles : Roles
        `subgroup`, `size` or `window` say which rows belong together; several `value` columns: the
        readings of a row do; `mean` with `range` or `sd` and `n`: a table of summaries.

    Raises
    ------
    OptionError
        ``no-subgroups``, ``option-clash``, ``size-too-small``, ``window-form``, ``no-time``.
    DataError
        ``subgroups-of-one``, ``no-data-left`` and what columns and cells raise.

    Examples
    --------
    >>> from sqc.data.table import Column
    >>> from sqc.notes import Source
    >>> x = Column("x", "x", kind="number", numbers=np.array([1.0, 3.0, 2.0, 6.0]))
    >>> table = Table("a.csv", (x,), np.arange(2, 6), Source("a.csv"))
    >>> subgroups(table, Roles(value=("x",), size=2)).mean
    array([2., 4.])
    """
    if roles.mean is not None:
        from sqc.data.summary import summary_subgroups

        return summary_subgroups(table, roles)
    columns = value_columns(table, roles.value)
    parts = len(columns)
    rows_are_points = parts > 1 and not is_grouped(roles)
    points = labelled_rows(table, roles) if rows_are_points else grouped_rows(table, roles)
    values = row_values(table, columns, points.rows)
    gone = np.isnan(values)
    n_missing = int(np.count_nonzero(gone))
    if n_missing == len(values):
        raise no_data_left(table, columns, len(points.rows), points.dropped)
    stats = describe(values, points.starts * parts)
    findings = [*missing_finding(table, columns, points.rows, gone), *repeated_rows(table, roles)]
    dropped = {name: n * parts for name, n in points.dropped.items()}
    n_read = len(values) + sum(dropped.values())
    usage = Usage(n_read, len(values) - n_missing, n_missing, dropped)
    values = values[~gone] if n_missing else values
    return subgroups_of(table, roles, columns, points, stats, values, usage, findings)


def subgroups_of(
    table: Table,
    roles: Roles,
    columns: Sequence[Column],
    points: Points,
    stats: GroupStats,
    values: Floats,
    usage: Usage,
    findings: Sequence[Finding],
) -> Subgroups:
    """Return the sample of subgroups whose statistics are known, those without a value left out."""
    held = stats.n > 0
    points, empty = without_empty(points, held)
    if empty:
        stats = GroupStats(stats.n[held], stats.mean[held], stats.range[held], stats.sd[held])
    said = [*findings, *empty, *size_findings(stats.n, points)]
    _not_only_ones(table, stats.n, points)
    clause = used_clause(usage.n_used, usage.n_read)
    return Subgroups(
        stats.n,
        stats.mean,
        stats.range,
        stats.sd,
        about(table, roles, columns, points, usage, clause=clause, findings=said),
        values,
    )


def _not_only_ones(table: Table, n: Ints, points: Points) -> None:
    if len(n) > 1 and int(n.max()) == 1:
        blank = [
            Msg("{option} takes blank cells from the row above", option=option("fill", name))
            for name in points.dropped
        ]
        raise DataError(
            "subgroups-of-one",
            Msg("{file}: all {n} subgroups have one value, so nothing varies within them.",
                file=table.name, n=len(n)),
            hints=[*blank, Msg("{option} takes the values one by one", option=option("kind", "i-mr"))],
            file=table.name,
        )  # fmt: skip
