"""Samples from blocks: single values, and subgroups whose rows pass over the ends of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.about import Usage, about, missing_said, used_clause
from sqc.data.decimals import shown_decimals
from sqc.data.flow import Body, Flow, Parsed, plain
from sqc.data.grouping import is_grouped, short_last
from sqc.data.individuals import pairs
from sqc.data.labels import Labels
from sqc.data.large import HEAD, NEWLINE, NotRegular
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

_MARGIN = 1.25


def flowing_sample(flow: Flow, roles: Roles, takes: str) -> Individuals | Subgroups | None:
    """Return the sample of a large file whose columns the options name; None: only its table can give it.

    Parameters
    ----------
    flow : Flow
    roles : Roles
        `value`, with `subgroup` (a column of rising whole numbers) or `size` for subgroups.
    takes : {"individuals", "subgroups"}
    """
    head = flow.head()
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


def _individuals(flow: Flow, roles: Roles, values: Sequence[Column]) -> Individuals:
    store = Store(np.float64, _expected(flow, len(values)))
    seen = flow.passing(values, None, lambda parsed: parsed.values, lambda _, found: store.append(found))
    series = store.array()
    usage = _usage(seen, len(values))
    columns = _shown(values, series, seen)
    table = _table(flow, columns, None, np.zeros(0, dtype=np.int64), seen)
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
        findings=_missing(table, columns, 0, seen, usage, n_ranges),
    )
    return Individuals(series, said)


class _Groups:
    """Statistics of the subgroups that have passed; `values` are theirs, those that are missing left out."""

    def __init__(self, expected: int) -> None:
        self.values = Store(np.float64, expected)
        self.labels, self.rows, self.n = (Store(np.int64) for _ in range(3))
        self.mean, self.range, self.sd = (Store(np.float64) for _ in range(3))

    def add(self, labels: Ints, rows: Ints, stats: GroupStats) -> None:
        self.labels.append(labels)
        self.rows.append(rows)
        self.n.append(stats.n)
        self.mean.append(stats.mean)
        self.range.append(stats.range)
        self.sd.append(stats.sd)

    @property
    def stats(self) -> GroupStats:
        """Statistics of all subgroups; equal sizes take no room."""
        n = self.n.array()
        if len(n) and int(n.min()) == int(n.max()):
            n = np.broadcast_to(n[0], n.shape)
        return GroupStats(n, self.mean.array(), self.range.array(), self.sd.array())


class _Runs(NamedTuple):
    """The subgroups of a block: label, first row and statistics of each; those at both ends may be cut."""

    labels: Ints
    rows: Ints
    stats: GroupStats
    values: Floats


def _runs(parsed: Parsed, parts: int) -> _Runs:
    """Cut a block where the label changes; whole subgroups are described together."""
    assert parsed.labels is not None
    labels = parsed.labels
    rows = np.concatenate(([0], np.flatnonzero(labels[1:] != labels[:-1]) + 1))
    if (np.diff(labels[rows]) <= 0).any():
        raise NotRegular  # subgroups that do not stand together
    return _Runs(labels[rows], rows, _described(parsed.values, rows * parts), _held(parsed))


def _described(values: Floats, starts: Ints) -> GroupStats:
    """Describe the subgroups of a block; the two at its ends for themselves, as they may be cut."""
    if len(starts) < 3:
        return describe(values, starts)
    first, last = int(starts[1]), int(starts[-1])
    pieces = (
        describe(values[:first], [0]),
        describe(values[first:last], starts[1:-1] - first),
        describe(values[last:], [0]),
    )
    return GroupStats(*(np.concatenate([getattr(p, name) for p in pieces]) for name in _STATS))


_STATS = ("n", "mean", "range", "sd")


def _held(parsed: Parsed) -> Floats:
    return parsed.values[~np.isnan(parsed.values)] if parsed.n_gone else parsed.values


def _labelled(flow: Flow, roles: Roles, values: Sequence[Column], label: Column) -> Subgroups:
    groups = _Groups(_expected(flow, len(values)))
    open_one: list[tuple[int, int, int]] = []  # label, first row, first value of the subgroup that is open

    def close() -> None:
        if open_one:
            name, row, start = open_one.pop()
            whole = describe(groups.values.part(start, groups.values.size), [0])
            groups.add(np.array([name]), np.array([row]), whole)

    def take(first: int, runs: _Runs) -> None:
        n = runs.stats.n
        goes_on = bool(open_one) and open_one[0][0] == int(runs.labels[0])
        if open_one and open_one[0][0] > int(runs.labels[0]):
            raise NotRegular
        head = int(n[0]) if goes_on else 0
        groups.values.append(runs.values[:head])
        if goes_on and len(n) == 1:
            return
        close()
        whole = slice(int(goes_on), len(n) - 1)
        stats = GroupStats(*(getattr(runs.stats, name)[whole] for name in _STATS))
        groups.add(runs.labels[whole], runs.rows[whole] + first, stats)
        tail = int(n[-1])
        groups.values.append(runs.values[head : len(runs.values) - tail])
        open_one.append((int(runs.labels[-1]), int(runs.rows[-1]) + first, groups.values.size))
        groups.values.append(runs.values[len(runs.values) - tail :])

    seen = flow.passing(values, label, lambda parsed: _runs(parsed, len(values)), take)
    close()
    return _subgroups(flow, roles, values, label, groups, seen, [])


def _sized(flow: Flow, roles: Roles, values: Sequence[Column]) -> Subgroups:
    """Return subgroups of so many rows; without `size` each row is one."""
    parts = len(values)
    size = (roles.size or 1) * parts
    if size < 2:
        raise NotRegular  # the table says that a subgroup needs two rows
    groups = _Groups(_expected(flow, parts))
    rest = np.zeros(0)

    def add(cells: Floats, stop_row: int) -> None:
        starts = np.arange(0, len(cells), size, dtype=np.int64)
        rows = stop_row + (starts - len(cells)) // parts
        groups.add(rows, rows, describe(cells, starts))

    def take(first: int, parsed: Parsed) -> None:
        nonlocal rest
        groups.values.append(_held(parsed))
        cells = np.concatenate((rest, parsed.values)) if len(rest) else parsed.values
        whole = len(cells) // size * size
        rest = cells[whole:]
        if whole:
            add(cells[:whole], first + parsed.rows - len(rest) // parts)

    seen = flow.passing(values, None, lambda parsed: parsed, take)
    short = len(rest) // parts
    if short:
        add(rest, seen.rows)
    findings = [short_last([short], roles.size or 1)] if short else []
    return _subgroups(flow, roles, values, None, groups, seen, findings)


def _subgroups(
    flow: Flow,
    roles: Roles,
    values: Sequence[Column],
    label: Column | None,
    groups: _Groups,
    seen: Body,
    findings: list[Finding],
) -> Subgroups:
    held = groups.values.array()
    rows = groups.rows.array()
    columns = _shown(values, held, seen, len(rows))
    by = (
        None
        if label is None
        else label._replace(cells=None, numbers=groups.labels.array().astype(np.float64))
    )
    table = _table(flow, columns, by, rows, seen)
    places = np.arange(len(rows), dtype=np.int64)
    points = Points(
        places,
        places,
        labels=None if by is None else Labels((by,), places),
        label_name="" if by is None else by.name,
    )
    usage = _usage(seen, len(values))
    findings = [*_missing(table, columns, len(rows), seen, usage), *findings]
    return subgroups_of(table, roles, columns, points, groups.stats, held, usage, findings)


def _expected(flow: Flow, parts: int) -> int:
    """Return a bound of the values that will come, by the length of the first lines."""
    large = flow.large
    head = large.data[:HEAD]
    length = len(head) / max(int(np.count_nonzero(head == NEWLINE)), 1)
    return int(large.data.size / length * _MARGIN) * parts


def _usage(seen: Body, parts: int) -> Usage:
    n = seen.rows * parts
    if n == seen.n_gone:
        raise NotRegular  # the table says why nothing is left
    return Usage(n, n - seen.n_gone, seen.n_gone, {})


def _shown(values: Sequence[Column], series: Floats, seen: Body, n: int = 0) -> list[Column]:
    """Return the columns with the decimals that all their values show, and the texts of the first gaps.

    The rows of the gaps stand from row `n` on in the table that is made of them.
    """
    step = max(len(series) // 20_000, 1)
    decimals = shown_decimals(series[::step])
    whole = all(c.integer for c in values) and bool((series == np.floor(series)).all())
    if whole:
        decimals = 0
    gaps = [(n + i, gap) for i, gap in enumerate(seen.gone)]
    return [
        c._replace(
            cells=None,
            numbers=None,
            decimals=max(c.decimals, decimals),
            integer=whole,
            spellings=tuple((row, gap.text) for row, gap in gaps if gap.part == part and gap.text),
        )
        for part, c in enumerate(values)
    ]


def _table(flow: Flow, values: Sequence[Column], label: Column | None, rows: Ints, seen: Body) -> Table:
    """Return a table of the first row of each subgroup, and below them the first rows with a gap."""
    columns = list(flow.columns)
    for c in (*values, *([] if label is None else [label])):
        columns[_place(flow, c)] = c
    gone = np.array([gap.row for gap in seen.gone], dtype=np.int64)
    return flow.table(columns, np.concatenate((rows, gone)), seen)


def _place(flow: Flow, wanted: Column) -> int:
    return next(i for i, c in enumerate(flow.columns) if c.header == wanted.header and c.name == wanted.name)


def _missing(
    table: Table, columns: Sequence[Column], n: int, seen: Body, usage: Usage, n_ranges: int | None = None
) -> list[Finding]:
    """Return the finding of cells without a value; their rows stand from row `n` of the table on."""
    cells = [(n + i, columns[gap.part]) for i, gap in enumerate(seen.gone)]
    return missing_said(table, cells, (seen.n_gone, usage.n_read), len(columns) > 1, n_ranges)
