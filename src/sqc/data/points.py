"""Rows of a table to points of a chart: order, stages, subgroups, labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from sqc.data.labels import Labels, cell_keys
from sqc.data.roles import LABEL_HEADS, Roles
from sqc.data.sample import Stages, one_stage
from sqc.data.select import column
from sqc.data.stages import RowStages, row_stages
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.window import clock, refuse_yearless
from sqc.data.wording import lines, option
from sqc.i18n.message import Msg, plural
from sqc.notes import DataError, Finding

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Points:
    """Which rows make each point.

    Parameters
    ----------
    rows : int array
        Table rows that are used, point after point.
    starts : int array (points,)
        Where each point begins in `rows`.
    stage : int array (points,) or None
        Stage of each point; `stage_names` names them.
    labels : Labels or None
    dropped : mapping of column name to rows left out because it held nothing there
    """

    rows: Ints
    starts: Ints
    stage: Ints | None = None
    stage_names: tuple[str, ...] = ("",)
    labels: Labels | None = None
    label_name: str = ""
    order: str = "file"
    order_name: str = ""
    dropped: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def sizes(self) -> Ints:
        """Rows of each point."""
        return np.diff(self.starts, append=len(self.rows)).astype(np.int64, copy=False)

    def stages(self, parts: int = 1) -> Stages:
        """Return the segments of the points; `parts` points come from each."""
        if self.stage is None or not len(self.stage):
            return one_stage()
        starts = starts_of(self.stage)
        names = tuple(self.stage_names[int(code)] for code in self.stage[starts])
        return Stages(starts * parts, names)


def starts_of(keys: npt.NDArray[np.generic]) -> Ints:
    """Return where runs of equal keys begin.

    Examples
    --------
    >>> starts_of(np.array([1, 1, 2, 1]))
    array([0, 2, 3])
    """
    if not len(keys):
        return np.zeros(0, dtype=np.int64)
    changed = np.empty(len(keys), dtype=np.bool_)
    changed[0] = True
    np.not_equal(keys[1:], keys[:-1], out=changed[1:])
    return np.flatnonzero(changed).astype(np.int64, copy=False)


def single_rows(table: Table, roles: Roles) -> Points:
    """Return every row as one point, in the order asked for, with stages.

    Labels come from the subgroup column, or from the column to sort by where it tells rows apart.

    Raises
    ------
    DataError
        As `column` does.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> table = Table("a.csv", (Column("x", "x"),), np.array([2, 3]), Source("a.csv"))
    >>> single_rows(table, Roles()).starts
    array([0, 1])
    """
    base = ordered_rows(table, roles)
    points = replace(base, starts=np.arange(len(base.rows), dtype=np.int64))
    head = roles.subgroup or roles.order
    if head is None:
        return points
    named = column(table, head, "subgroup" if roles.subgroup else "order")
    if roles.subgroup is None and not _distinct(named, points.rows):
        return points
    return replace(points, labels=Labels((named,), points.rows), label_name=named.name)


def labelled_rows(table: Table, roles: Roles) -> Points:
    """Return every row as one point with the best label there is: subgroup, serial or lot column, date.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> lot = Column("lot", "lot", cells=("L1", "L2"))
    >>> table = Table("a.csv", (lot,), np.array([2, 3]), Source("a.csv"))
    >>> list(labelled_rows(table, Roles()).labels)
    ['L1', 'L2']
    """
    points = single_rows(table, roles)
    if roles.subgroup is not None or not len(points.rows):
        return points
    for named in _label_candidates(table, roles):
        if _distinct(named, points.rows):
            return replace(points, labels=Labels((named,), points.rows), label_name=named.name)
    when = clock(table, roles)
    if when is not None and len(np.unique(when.seconds)) == len(when.seconds):
        return replace(points, labels=Labels(when.columns, points.rows), label_name=when.name)
    return points


def _label_candidates(table: Table, roles: Roles) -> list[Column]:
    taken = {*roles.value, roles.inspected, roles.mean, roles.range, roles.sd, roles.n, roles.stage}
    free = [c for c in table.columns if c.name not in taken and c.header not in taken]
    heads = {fold(c.name): c for c in reversed(free)}
    return [heads[head] for head in LABEL_HEADS if head in heads]


def _distinct(c: Column, rows: Ints) -> bool:
    """Return whether every row holds something and no two rows the same."""
    if not c.loaded or c.kind == "empty":
        return False
    keys, held = cell_keys(c, rows)
    return bool(held.all()) and len(np.unique(keys)) == len(keys)


def ordered_rows(table: Table, roles: Roles) -> Points:
    """Return the rows in order with their stages; `starts` is not set yet."""
    rows = np.arange(table.n_rows, dtype=np.int64)
    points = Points(rows, rows[:0])
    refuse_yearless(table, roles)
    if roles.order is not None:
        by = column(table, roles.order, "order")
        points = sorted_rows(points, by, sort_keys(table, by), "time" if by.kind == "date" else "column")
    else:
        points = _check_time(table, roles, points)
    return with_stages(points, row_stages(table, roles, points.rows))


def sort_keys(table: Table, by: Column) -> Floats:
    """Return numbers to sort by; a column of dates takes its times of day with it.

    Raises
    ------
    DataError
        A problem of the column; ``not-sortable`` for words.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> x = Column("x", "x", kind="number", numbers=np.array([2.0, 1.0]))
    >>> sort_keys(Table("a.csv", (x,), np.array([2, 3]), Source("a.csv")), x)
    array([2., 1.])
    """
    if by.problems:
        raise by.problems[0]
    if by.kind == "date":
        when = clock(table, Roles(time=by.name))
        if when is not None:
            return when.seconds
    if by.kind != "number" or by.numbers is None:
        raise DataError(
            "not-sortable",
            Msg('{file}: column "{column}" holds neither numbers nor dates to sort by.',
                file=table.name, column=by.header),
            hints=[option("order", c.name) for c in table.columns if c.kind in ("number", "date")][:3],
            file=table.name,
            column=by.header,
        )  # fmt: skip
    return by.numbers


def sorted_rows(points: Points, by: Column, keys: Floats, order: str) -> Points:
    """Return the rows sorted by `keys`, ties in file order; rows without a key are left out and counted.

    Examples
    --------
    >>> rows = np.arange(3)
    >>> sorted_rows(Points(rows, rows), Column("t", "t"), np.array([2.0, np.nan, 1.0]), "time").rows
    array([2, 0])
    """
    missing = np.isnan(keys)
    rows = np.argsort(keys, kind="stable")
    n_missing = int(np.count_nonzero(missing))
    rows = rows[: len(rows) - n_missing]
    dropped = {by.name: n_missing} if n_missing else {}
    return replace(points, rows=rows, order=order, order_name=by.name, dropped=dropped)


def _check_time(table: Table, roles: Roles, points: Points) -> Points:
    when = clock(table, roles)
    if when is None:
        return points
    seconds = when.seconds[~np.isnan(when.seconds)]
    back = np.flatnonzero(np.diff(seconds) < 0)
    if not len(back):
        return replace(points, order="time")
    rows = np.flatnonzero(~np.isnan(when.seconds))[back + 1]
    message = plural(
        "The times in {column} go back in {n} place ({places}); the rows were taken in file order: "
        "{option} sorts them.",
        "The times in {column} go back in {n} places ({places}); the rows were taken in file order: "
        "{option} sorts them.",
        len(back),
        column=when.name,
        places=lines(table, [int(row) for row in rows[:5]], len(back)),
        option=option("order", when.columns[0].name),
    )
    finding = Finding("not-in-time-order", "watch", message, {"n": len(back), "column": when.name})
    return replace(points, findings=(finding,))


def with_stages(points: Points, stages: RowStages | None) -> Points:
    """Return the rows with the stage of each."""
    if stages is None:
        return points
    dropped = dict(points.dropped)
    if stages.n_missing:
        dropped[stages.name] = dropped.get(stages.name, 0) + stages.n_missing
    return replace(
        points,
        rows=stages.rows,
        stage=stages.codes,
        stage_names=stages.names,
        dropped=dropped,
        findings=points.findings + stages.findings,
    )


def keep(points: Points, kept: Bools) -> Points:
    """Return the points without those that hold nothing; positions stay the labels they had.

    Examples
    --------
    >>> rows = np.arange(3)
    >>> list(keep(Points(rows, rows), np.array([True, False, True])).labels)
    ['1', '3']
    """
    if bool(kept.all()):
        return points
    places = np.flatnonzero(kept).astype(np.int64, copy=False)
    rows = points.rows[np.repeat(kept, points.sizes)]
    sizes = points.sizes[kept]
    labels = points.labels.pick(places) if points.labels is not None else Labels((), places)
    return replace(
        points,
        rows=rows,
        starts=np.cumsum(sizes) - sizes,
        stage=None if points.stage is None else points.stage[kept],
        labels=labels,
    )
