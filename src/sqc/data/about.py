"""What a sample says of itself: names, labels, stages, what was read, used, missing and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.exclude import excluded_points
from sqc.data.gaps import times_of
from sqc.data.labels import Labels
from sqc.data.points import Points
from sqc.data.roles import Roles
from sqc.data.sample import About
from sqc.data.table import Column, Table
from sqc.data.window import Clock, clock
from sqc.data.wording import SHOWN, missing_cells, option
from sqc.i18n.message import Join, Msg, Words, plural
from sqc.notes import DataError, Finding, Level

Bools = npt.NDArray[np.bool_]

MISSING_ACT = 0.2


class Usage(NamedTuple):
    """Values (or rows) read, used and missing; `dropped` counts those left out by reason."""

    n_read: int
    n_used: int
    n_missing: int
    dropped: Mapping[str, int]


def stem(columns: Sequence[Column]) -> str:
    """Return the one name of several columns (直径1 to 直径5: 直径), else the first and the last.

    Examples
    --------
    >>> stem([Column("x1", "x1"), Column("x10", "x10")]), stem([Column("l", "l"), Column("r", "r")])
    ('x', 'l..r')
    """
    if len(columns) == 1:
        return columns[0].name
    stems = {c.stem for c in columns}
    if len(stems) == 1 and columns[0].stem:
        return columns[0].stem
    common = columns[0].name
    while not all(c.name.startswith(common) for c in columns):
        common = common[:-1]
    return common.rstrip("0123456789_-. #([（第") or f"{columns[0].name}..{columns[-1].name}"


def about(
    table: Table,
    roles: Roles,
    columns: Sequence[Column],
    points: Points,
    usage: Usage,
    *,
    clause: Words,
    parts: int = 1,
    findings: Sequence[Finding] = (),
) -> About:
    """Return what a sample says of itself.

    Parameters
    ----------
    columns : sequence of Column
        The columns of values, for name, unit and decimals.
    points : Points
    usage : Usage
    clause : Msg
        How much of the data was used, for the `Read` line.
    parts : int
        Points of the sample that each of `points` gives.

    Raises
    ------
    OptionError, DataError
        As `excluded_points` does.
    """
    labels = points.labels
    if labels is not None and parts > 1:
        labels = Labels(labels.columns, labels.rows, parts)
    n = len(points.starts) * parts
    when = clock(table, roles)
    until, gaps = times_of(table, when, points)
    source = replace(
        table.source,
        n_read=usage.n_read,
        n_used=usage.n_used,
        n_missing=usage.n_missing,
        dropped={**table.source.dropped, **usage.dropped},
        read=(*table.source.read, clause, *_blank_cells(table, roles, columns)),
    )
    return About(
        name=stem(columns),
        unit=next((c.unit for c in columns if c.unit), ""),
        decimals=max(c.decimals for c in columns),
        label_name=points.label_name,
        labels=labels,
        stages=points.stages(parts),
        excluded=None if roles.exclude is None else excluded_points(roles.exclude, labels, n),
        source=source,
        findings=(
            *table.findings,
            *points.findings,
            *_rows_without(points),
            *_mixed_units(columns),
            *findings,
            *gaps,
        ),
        order=points.order,
        until=until,
        times=_times(when, roles, points, parts),
    )


def _times(when: Clock | None, roles: Roles, points: Points, parts: int) -> npt.NDArray[np.float64] | None:
    """Return the time of the first row of each point, None where no column of times was named."""
    if roles.time is None or when is None or not len(points.starts):
        return None
    return np.repeat(when.seconds[points.rows[points.starts]], parts)


def used_clause(n_used: int, n_read: int, points: Points | None = None) -> Words:
    """Return ``125 of 125 values used``; with `points` also in which order."""
    clause = Msg("{used} of {read} values used", used=n_used, read=n_read)
    if n_used == n_read:
        clause = Msg("{n} of {n} values used", n=n_read)
    if points is None or points.order == "time":
        return clause
    if points.order == "column":
        return Join([clause, Msg("in order of {column}", column=points.order_name)], ", ")
    return Join([clause, Msg("in file order")], ", ")


def rows_clause(n_used: int, n_read: int) -> Words:
    """Return ``20 of 20 rows used``."""
    if n_used == n_read:
        return Msg("{n} of {n} rows used", n=n_read)
    return Msg("{used} of {read} rows used", used=n_used, read=n_read)


def _blank_cells(table: Table, roles: Roles, columns: Sequence[Column]) -> list[Words]:
    """Return a clause for each column of words, used for nothing, that has some cells blank."""
    used = {c.name for c in columns} | {roles.subgroup, roles.stage, roles.order, roles.time}
    blank = [
        c
        for c in table.columns
        if c.kind == "text" and c.name not in used and 0 < 2 * len(c.missing) <= table.n_rows
    ]
    return [
        plural("{column} has {n} blank cell", "{column} has {n} blank cells", len(c.missing), column=c.name)
        for c in blank[:3]
    ]


def _rows_without(points: Points) -> list[Finding]:
    """Return a finding for each column whose blank cells left rows out."""
    found = []
    for name, n in points.dropped.items():
        if name == points.order_name:
            text = plural(
                "{n} row holds nothing in {column} and was left out.",
                "{n} rows hold nothing in {column} and were left out.",
                n,
                column=name,
            )
        else:
            text = plural(
                "{n} row holds nothing in {column} and was left out; {option} takes the cell above.",
                "{n} rows hold nothing in {column} and were left out; {option} takes the cell above.",
                n,
                column=name,
                option=option("fill", name),
            )
        found.append(Finding("rows-without", "watch", text, {"column": name, "n": n}))
    return found


def _mixed_units(columns: Sequence[Column]) -> list[Finding]:
    units = list(dict.fromkeys(c.unit for c in columns if c.unit))
    if len(units) < 2:
        return []
    message = Msg(
        "{column} holds {u1} and {u2}: nothing was converted; state --unit.",
        column=stem(columns),
        u1=units[0],
        u2=units[1],
    )
    return [Finding("unit-mixed", "act", message, {"units": units})]


def missing_finding(
    table: Table,
    columns: Sequence[Column],
    rows: npt.NDArray[np.int64],
    gone: Bools,
    n_ranges: int | None = None,
) -> list[Finding]:
    """Return the finding of cells without a value, none when every cell has one.

    Parameters
    ----------
    columns : sequence of Column
    rows : int array (rows,)
    gone : bool array (rows * columns,)
        Cells without a value, row after row.
    n_ranges : int, optional
        Moving ranges that remain, for single values.
    """
    n = int(np.count_nonzero(gone))
    first = np.flatnonzero(gone)[: SHOWN + 1]
    cells = [(int(rows[i // len(columns)]), columns[int(i % len(columns))]) for i in first]
    return missing_said(table, cells, (n, len(gone)), len(columns) > 1, n_ranges)


def missing_said(
    table: Table,
    cells: Sequence[tuple[int, Column]],
    of: tuple[int, int],
    several: bool,
    n_ranges: int | None,
) -> list[Finding]:
    """Return the finding of so many cells `of` all without a value, of which `cells` are the first."""
    n, total = of
    if not n:
        return []
    places = missing_cells(table, cells, n, several)
    message = plural(
        "{n} of {N} cells holds no value: {lines}.",
        "{n} of {N} cells hold no value: {lines}.",
        n,
        N=total,
        lines=places,
    )
    if n_ranges is not None:
        message = plural(
            "{n} of {N} cells holds no value: {lines}. {ranges} moving ranges remain; none is taken "
            "across a gap.",
            "{n} of {N} cells hold no value: {lines}. {ranges} moving ranges remain; none is taken "
            "across a gap.",
            n,
            N=total,
            lines=places,
            ranges=n_ranges,
        )
    return [missing_level(message, n, total)]


def missing_level(message: Msg, n: int, total: int) -> Finding:
    """Return finding `missing`: watch, from a fifth of the cells on act."""
    level: Level = "act" if n > MISSING_ACT * total else "watch"
    return Finding("missing", level, message, {"n": n, "N": total})


def no_data_left(
    table: Table, columns: Sequence[Column], n_missing: int, dropped: Mapping[str, int]
) -> DataError:
    """Return the error of a table of which no value remains, with what became of its rows.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> table = Table("a.csv", (), np.arange(2, 5), Source("a.csv"))
    >>> print(no_data_left(table, [Column("x", "x")], 3, {}))
    nothing is left to analyse: 3 rows read, 3 without a value in x.
    """
    outside = sum(table.source.dropped.values())
    reasons: list[Words] = []
    if n_missing:
        reasons.append(Msg("{n} without a value in {column}", n=n_missing, column=stem(columns)))
    reasons += [Msg("{n} without a value in {column}", n=n, column=name) for name, n in dropped.items()]
    reasons += [Msg("{n} left out ({reason})", n=n, reason=why) for why, n in table.source.dropped.items()]
    n_read = table.n_rows + outside
    message: Words = plural(
        "nothing is left to analyse: {n} row read.", "nothing is left to analyse: {n} rows read.", n_read
    )
    if reasons:
        message = plural(
            "nothing is left to analyse: {n} row read, {reasons}.",
            "nothing is left to analyse: {n} rows read, {reasons}.",
            n_read,
            reasons=Join(reasons, ", "),
        )
    return DataError("no-data-left", message, file=table.name, column=columns[0].header if columns else None)
