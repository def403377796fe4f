"""Samples from blocks: single values, and subgroups whose rows pass over the ends of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.about import Usage, about, missing_said, used_clause
from sqc.data.decimals import LOOKED_AT, shown_decimals
from sqc.data.flow import plain
from sqc.data.grouping import is_grouped, short_last
from sqc.data.individuals import pairs
from sqc.data.labels import Labels
from sqc.data.large import NotRegular
from sqc.data.passing import Body, Parsed, Rows
from sqc.data.points import Points
from sqc.data.roles import Roles
from sqc.data.sample import Individuals, Subgroups, one_stage
from sqc.data.select import column, value_columns
from sqc.data.store import Store
from sqc.data.subgroups import subgroups_of
from sqc.data.table import Column, Table
from sqc.notes import Finding
from sqc.stats.grouped import GroupStats, describe

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def flowing_sample(flow: Rows, roles: Roles, takes: str) -> Individuals | Subgroups | None:
    """Return the sample of a large file whose columns the options name; None: only its table can give it.

    Parameters
    ----------
    flow : Rows
    roles : Roles
        `value`, with `subgroup` (a column of rising whole numbers) or `size` for subgroups.
    takes : {"individuals", "subgroups"}
    """
    head = flow.head
    values = value_columns(head, roles.value)
    if not all(plain(c) for c in values):
        return None
    label = None if roles.subgroup is None else column(head, roles.subgroup, "subgroup")
    if label is not None and not plain(label, whole=True):
        return None
    try:
        if takes == "individuals":
            return None if label or is_grouped(roles) else _individuals(flow, roles, values)
        if label is not None and roles.size is None:
            return _labelled(flow, roles, values, label)
        if label is None and roles.window is None:
            return _sized(flow, roles, values)
    except NotRegular:
        pass
    return None


def _individuals(flow: Rows, roles: Roles, values: Sequence[Column]) -> Individuals:
    passed = _Values(flow.expected_rows * len(values))
    seen = flow.passing(values, None, lambda parsed: parsed.values, passed.append)
    series = passed.store.array()
    usage = _usage(seen, len(values))
    columns = _shown(values, passed, seen)
    table = _table(flow, columns, None, seen)
    everywhere = np.broadcast_to(np.int64(0), (seen.rows,))
    points = Points(everywhere, everywhere)
    n_ranges = pairs(~np.isnan(series), one_stage()) if seen.n_gone else None
    said = about(
        table,
        roles,
        columns,
        points,
        usage,
        clause=used_clause(usage.n_used, usage.n_read, points),
        parts=len(values),
        findings=_missing(table, columns, seen, usage, n_ranges),
    )
    return Individuals(series, said)


class _Values:
    """Values that have passed, and so many of them at even distances that their decimals show."""

    def __init__(self, expected: int) -> None:
        self.store = Store(np.float64, expected)
        self._step = max(expected // LOOKED_AT, 1)
        self._some: list[Floats] = []

    def append(self, values: Floats) -> None:
        self.store.append(values)
        self._some.append(values[:: self._step].copy())

    def decimals(self) -> int:
        return shown_decimals(np.concatenate(self._some))

    def whole(self) -> bool:
        values = self.store.array()
        return bool((values == np.floor(values)).all())


class _Groups:
    """Statistics of the subgroups that have passed; `values` are theirs, those that are missing left out."""

    def __init__(self, expected: int) -> None:
        self.values = _Values(expected)
        # where the values lie in a file, these do too
        expected = expected if self.values.store.spilled else 0
        self.n = Store(np.int64, expected)
        self.labels, self.mean, self.range, self.sd = (Store(np.float64, expected) for _ in range(4))
        self.sizes: set[int] = set()

    def add(self, stats: GroupStats, labels: Ints | None = None) -> None:
        if labels is not None:
            self.labels.append(labels.astype(np.float64))
        before = self.sizes.copy()
        if len(stats.n) and len(self.sizes) < 2:
            self.sizes |= {int(stats.n.min()), int(stats.n.max())}
        if len(self.sizes) > 1:
            if len(before) == 1:
                self.n.append(np.full(self.mean.size, before.pop()))
            self.n.append(stats.n)
        self.mean.append(stats.mean)
        self.range.append(stats.range)
        self.sd.append(stats.sd)

    @property
    def stats(self) -> GroupStats:
        """Statistics of all subgroups; equal sizes take no room."""
        n = self.n.array()
        if len(self.sizes) == 1:
            n = np.broadcast_to(np.array(list(self.sizes)), (self.mean.size,))
        return GroupStats(n, self.mean.array(), self.range.array(), self.sd.array())


class _Runs(NamedTuple):
    """The subgroups of a block: labels, statistics of all but the two at its ends, which may be cut.

    `first` and `last` are the values that those two hold.
    """

    labels: Ints
    whole: GroupStats | None
    values: Floats
    first: int
    last: int


def _runs(parsed: Parsed, parts: int) -> _Runs:
    """Cut a block where the label changes; whole subgroups are described together."""
    assert parsed.labels is not None
    labels, values = parsed.labels, _held(parsed)
    rows = np.concatenate(([0], np.flatnonzero(labels[1:] != labels[:-1]) + 1))
    if (np.diff(labels[rows]) <= 0).any():
        raise NotRegular  # subgroups that do not stand together
    starts = rows * parts
    if len(rows) == 1:
        return _Runs(labels[rows], None, values, len(values), 0)
    begin, end = int(starts[1]), int(starts[-1])
    whole = describe(parsed.values[begin:end], starts[1:-1] - begin) if len(rows) > 2 else None
    ends = (parsed.values[:begin], parsed.values[end:])
    first, last = (int(np.count_nonzero(~np.isnan(cells))) for cells in ends)
    return _Runs(labels[rows], whole, values, first, last)


def _held(parsed: Parsed) -> Floats:
    return parsed.values[~np.isnan(parsed.values)] if parsed.n_gone else parsed.values


def _labelled(flow: Rows, roles: Roles, values: Sequence[Column], label: Column) -> Subgroups:
    groups = _Groups(flow.expected_rows * len(values))
    values_of = groups.values.store
    open_one: list[tuple[int, int]] = []  # label and first value of the subgroup that is open

    def close() -> None:
        if open_one:
            name, start = open_one.pop()
            whole = describe(values_of.part(start, values_of.size), [0])
            groups.add(whole, np.array([name]))

    def take(runs: _Runs) -> None:
        before = open_one[0][0] if open_one else None
        if before is not None and before > int(runs.labels[0]):
            raise NotRegular
        if before != int(runs.labels[0]):
            close()
            open_one.append((int(runs.labels[0]), values_of.size))
        groups.values.append(runs.values[: runs.first])
        if len(runs.labels) == 1:
            return
        close()
        tail = len(runs.values) - runs.last
        if runs.whole is not None:
            groups.add(runs.whole, runs.labels[1:-1])
            groups.values.append(runs.values[runs.first : tail])
        open_one.append((int(runs.labels[-1]), values_of.size))
        groups.values.append(runs.values[tail:])

    seen = flow.passing(values, label, lambda parsed: _runs(parsed, len(values)), take)
    close()
    return _subgroups(flow, roles, values, label, groups, seen, [])


def _sized(flow: Rows, roles: Roles, values: Sequence[Column]) -> Subgroups:
    """Return subgroups of so many rows; without `size` each row is one."""
    parts = len(values)
    size = (roles.size or 1) * parts
    if size < 2:
        raise NotRegular  # the table says that a subgroup needs two rows
    groups = _Groups(flow.expected_rows * parts)
    rest = np.zeros(0)

    def add(cells: Floats) -> None:
        groups.add(describe(cells, np.arange(0, len(cells), size, dtype=np.int64)))

    def take(parsed: Parsed) -> None:
        nonlocal rest
        groups.values.append(_held(parsed))
        cells = np.concatenate((rest, parsed.values)) if len(rest) else parsed.values
        whole = len(cells) // size * size
        rest = cells[whole:]
        if whole:
            add(cells[:whole])

    seen = flow.passing(values, None, lambda parsed: parsed, take)
    short = len(rest) // parts
    if short:
        add(rest)
    findings = [short_last([short], roles.size or 1)] if short else []
    return _subgroups(flow, roles, values, None, groups, seen, findings)


def _subgroups(
    flow: Rows,
    roles: Roles,
    values: Sequence[Column],
    label: Column | None,
    groups: _Groups,
    seen: Body,
    findings: list[Finding],
) -> Subgroups:
    held, stats = groups.values.store.array(), groups.stats
    columns = _shown(values, groups.values, seen)
    k = len(stats.n)
    by = None if label is None else label._replace(cells=None, numbers=groups.labels.array())
    places = np.arange(k, dtype=np.int64) if 0 in groups.sizes else np.broadcast_to(np.int64(0), (k,))
    points = Points(
        places,
        places,
        labels=None if by is None else Labels((by,), range(k)),
        label_name="" if by is None else by.name,
    )
    usage = _usage(seen, len(values))
    table = _table(flow, columns, by, seen)
    findings = [*findings, *_missing(table, columns, seen, usage)]
    return subgroups_of(table, roles, columns, points, stats, held, usage, findings)


def _usage(seen: Body, parts: int) -> Usage:
    n = seen.rows * parts
    if n == seen.n_gone:
        raise NotRegular  # the table says why nothing is left
    return Usage(n, n - seen.n_gone, seen.n_gone, {})


def _shown(values: Sequence[Column], passed: _Values, seen: Body) -> list[Column]:
    """Return the columns with the decimals that all their values show, and the texts of the first gaps."""
    whole = all(c.integer for c in values) and passed.whole()
    decimals = 0 if whole else passed.decimals()
    gaps = list(enumerate(seen.gone, 1))
    return [
        c._replace(
            cells=None,
            numbers=None,
            decimals=max(c.decimals, decimals),
            integer=whole,
            spellings=tuple((i, gap.text) for i, gap in gaps if gap.part == part and gap.text),
        )
        for part, c in enumerate(values)
    ]


def _table(flow: Rows, values: Sequence[Column], label: Column | None, seen: Body) -> Table:
    """Return a table of the first row and the first rows with a gap: what is said of a sample names them."""
    columns = list(flow.columns)
    for c in (*values, *([] if label is None else [label])):
        columns[flow.place(c)] = c
    return flow.table(columns, np.array([0, *(gap.row for gap in seen.gone)], dtype=np.int64), seen)


def _missing(
    table: Table, columns: Sequence[Column], seen: Body, usage: Usage, n_ranges: int | None = None
) -> list[Finding]:
    """Return the finding of cells without a value."""
    cells = [(i, columns[gap.part]) for i, gap in enumerate(seen.gone, 1)]
    return missing_said(table, cells, (seen.n_gone, usage.n_read), len(columns) > 1, n_ranges)
