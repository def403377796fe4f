"""Which rows stand together: subgroups by a column, by number of rows, by windows of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sqc.data.labels import Labels, cell_keys
from sqc.data.points import Points, ordered_rows, sorted_rows, starts_of, with_stages
from sqc.data.roles import LABEL_HEADS, SUBGROUP_HEADS, Roles
from sqc.data.select import column
from sqc.data.stages import row_stages
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.window import Clock, clock, window_seconds
from sqc.data.wording import Row, lines, option
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding, OptionError

Ints = npt.NDArray[np.int64]


def grouped_rows(table: Table, roles: Roles) -> Points:
    """Return rows as points of several rows: by subgroup column, size, time window or equal times.

    Raises
    ------
    OptionError
        ``option-clash``, ``no-subgroups``, ``size-too-small``, ``window-form``, ``no-time``.
    DataError
        As `column` and `clock` do.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> table = Table("a.csv", (Column("x", "x"),), np.arange(2, 7), Source("a.csv"))
    >>> grouped_rows(table, Roles(size=2)).starts
    array([0, 2, 4])
    """
    _one_grouping(roles)
    if roles.subgroup is not None:
        return _by_column(table, roles, column(table, roles.subgroup, "subgroup"))
    if roles.size is not None:
        return _by_size(table, roles, roles.size)
    if roles.window is not None:
        return _by_window(table, roles, roles.window)
    if roles.time is not None:
        return _by_column(table, roles, column(table, roles.time, "time"))
    raise no_subgroups(table)


def is_grouped(roles: Roles) -> bool:
    """Return whether an option says which rows belong together.

    Examples
    --------
    >>> is_grouped(Roles(size=5)), is_grouped(Roles())
    (True, False)
    """
    return any(choice is not None for choice in (roles.subgroup, roles.size, roles.window))


def no_subgroups(table: Table) -> OptionError:
    """Return the error of a table whose rows are not said to belong together.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> no_subgroups(Table("a.csv", (), np.array([2]), Source("a.csv"))).key
    'no-subgroups'
    """
    heads = [c for c in table.columns if fold(c.name) in LABEL_HEADS or c.kind == "date"]
    heads.sort(key=lambda c: fold(c.name) not in SUBGROUP_HEADS)
    return OptionError(
        "no-subgroups",
        Msg("{file}: nothing says which rows make a subgroup.", file=table.name),
        hints=[*(option("subgroup", c.name) for c in heads[:2]), option("size", "5")],
    )


def _one_grouping(roles: Roles) -> None:
    given = [
        f"--{name}"
        for name, value in (("subgroup", roles.subgroup), ("size", roles.size), ("window", roles.window))
        if value is not None
    ]
    if len(given) > 1:
        raise OptionError(
            "option-clash",
            Msg(
                "{first} and {second} both form subgroups: use one of them.", first=given[0], second=given[1]
            ),
        )
    if roles.size is not None and roles.size < 2:
        raise OptionError(
            "size-too-small",
            Msg("{option}: a subgroup needs at least 2 rows.", option=f"--size {roles.size}"),
            hints=[Msg("{option} takes the values one by one", option=option("kind", "i-mr"))],
        )


def _by_column(table: Table, roles: Roles, by: Column) -> Points:
    base = ordered_rows(table, roles)
    keys, held = cell_keys(by, base.rows)
    rows, stage, dropped = base.rows, base.stage, dict(base.dropped)
    if not held.all():
        rows, keys = rows[held], keys[held]
        stage = None if stage is None else stage[held]
        dropped[by.name] = dropped.get(by.name, 0) + int(np.count_nonzero(~held))
    starts = starts_of(keys)
    if stage is not None:
        starts = np.union1d(starts, starts_of(stage))
    labels = keys[starts]
    codes = _codes_of_runs(labels, None if stage is None else stage[starts])
    findings = base.findings
    if codes is not None:
        findings = (*findings, _scattered(table, by, rows, starts, codes))
        runs = np.diff(starts, append=len(rows))
        row_codes = np.repeat(codes, runs)
        together = np.argsort(row_codes, kind="stable")
        rows, row_codes = rows[together], row_codes[together]
        stage = None if stage is None else stage[together]
        starts = starts_of(row_codes)
    return replace(
        base,
        rows=rows,
        starts=starts,
        stage=None if stage is None else stage[starts],
        labels=Labels((by,), rows[starts]),
        label_name=by.name,
        dropped=dropped,
        findings=findings,
    )


def _codes_of_runs(labels: npt.NDArray[np.generic], stage: Ints | None) -> Ints | None:
    """Return the subgroup of each run in order of first appearance; None when every run is one."""
    if stage is None and labels.dtype.kind == "f" and bool(np.all(labels[1:] > labels[:-1])):  # type: ignore[operator]
        return None
    _, codes = np.unique(labels, return_inverse=True)
    if stage is not None:
        codes = codes + stage * (int(codes.max(initial=0)) + 1)
    _, first, codes = np.unique(codes, return_index=True, return_inverse=True)
    if len(first) == len(codes):
        return None
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    return rank[codes]


def _scattered(table: Table, by: Column, rows: Ints, starts: Ints, codes: Ints) -> Finding:
    seen = np.zeros(int(codes.max()) + 1, dtype=np.bool_)
    _, first = np.unique(codes, return_index=True)
    again = np.ones(len(codes), dtype=np.bool_)
    again[first] = False
    n = len(np.unique(codes[again]))
    places = rows[starts[again]]
    message = Msg(
        "The rows of {n} of {k} subgroups in {column} do not stand together ({places}); "
        "they were put together.",
        n=n,
        k=len(seen),
        column=by.name,
        places=lines(table, [int(row) for row in places[:5]], len(places)),
    )
    return Finding("subgroup-scattered", "watch", message, {"n": n, "k": len(seen), "column": by.name})


def _by_size(table: Table, roles: Roles, size: int) -> Points:
    base = ordered_rows(table, roles)
    n = len(base.rows)
    segments = starts_of(base.stage) if base.stage is not None else np.zeros(min(n, 1), dtype=np.int64)
    ends = np.append(segments[1:], n)
    pieces = [np.arange(a, b, size, dtype=np.int64) for a, b in zip(segments, ends, strict=True)]
    starts = np.concatenate(pieces) if pieces else segments
    short = [int((b - a) % size) for a, b in zip(segments, ends, strict=True) if (b - a) % size]
    findings = base.findings
    if short:
        findings = (*findings, short_last(short, size))
    stage = None if base.stage is None else base.stage[starts]
    return replace(base, starts=starts, stage=stage, findings=findings)


def short_last(sizes: Sequence[int], size: int) -> Finding:
    """Return finding `short-last-subgroup`: subgroups of so many rows, the last of them shorter."""
    message = Msg(
        "The last subgroup has {sizes} of {size} rows; it was kept.",
        sizes=Row([str(n) for n in sizes]),
        size=size,
    )
    return Finding("short-last-subgroup", "watch", message, {"sizes": list(sizes), "size": size})


def _by_window(table: Table, roles: Roles, window: str) -> Points:
    length = window_seconds(window)
    when = clock(table, roles)
    if when is None:
        raise OptionError(
            "no-time",
            Msg("{option} needs a column of times; {file} has none that is headed so.",
                option=f"--window {window}", file=table.name),
            hints=[option("time", c.name) for c in table.columns if c.kind == "date"][:3],
        )  # fmt: skip
    return _windows(table, roles, when, length, window)


def _windows(table: Table, roles: Roles, when: Clock, length: float, window: str) -> Points:
    rows = np.arange(table.n_rows, dtype=np.int64)
    first = when.columns[0]
    base = sorted_rows(Points(rows, rows[:0]), first, when.seconds, "time")
    base = with_stages(base, row_stages(table, roles, base.rows))
    seconds = when.seconds[base.rows]
    number = np.floor((seconds - seconds[0]) / length) if len(seconds) else seconds
    starts = starts_of(number)
    if base.stage is not None:
        starts = np.union1d(starts, starts_of(base.stage))
    findings = base.findings
    skipped = int(np.sum(np.maximum(np.diff(number[starts]) - 1, 0))) if len(starts) else 0
    if skipped:
        message = plural(
            "{n} window of {window} holds no row and was skipped.",
            "{n} windows of {window} hold no row and were skipped.",
            skipped,
            window=window,
        )
        short = plural("{n} empty window skipped", "{n} empty windows skipped", skipped)
        findings = (
            *findings,
            Finding("empty-window", "ok", message, {"n": skipped, "window": window}, short),
        )
    return replace(
        base,
        starts=starts,
        stage=None if base.stage is None else base.stage[starts],
        labels=Labels(when.columns, base.rows[starts]),
        label_name=when.name,
        findings=findings,
    )
