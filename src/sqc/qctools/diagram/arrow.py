"""The arrow diagram: activities with durations, what must come first, the path that decides the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.labels import cell_text
from sqc.data.select import nearest, numbers_of
from sqc.data.table import Column, Table
from sqc.data.wording import line_of, where
from sqc.i18n.display import cut
from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import DataError, Finding
from sqc.qctools.diagram.arrow_plot import arrow_plot
from sqc.qctools.diagram.arrow_rows import Arrow, Event
from sqc.qctools.diagram.told import Told, bare, by_heads
from sqc.qctools.kit.take import not_negative, table_of, used
from sqc.report.marks import Plot
from sqc.report.model import Cell, Fact, Num
from sqc.report.model import Column as Head
from sqc.report.model import Table as Shown
from sqc.report.numbers import fixed
from sqc.stats.events import Events, event_times, events
from sqc.stats.network import Schedule, circles, critical_paths, schedule

Floats = npt.NDArray[np.float64]
HEADS = {
    "activity": ("activity", "task", "step", "活动", "工序", "作业", "任务", "工作"),
    "duration": (
        *("duration", "time", "days", "weeks", "hours"),
        *("工期", "持续时间", "时间", "天数", "周数", "工时"),
    ),
    "after": (
        *("after", "predecessor", "predecessors", "紧前", "紧前活动", "紧前工序", "紧前作业"),
        *("紧前工作", "前置", "前置任务"),
    ),
}
MOST = 200
NEAR = 0.1  # of the whole: so little float is worth a look
_NONE = frozenset(("", "-", "--", "/", "none", "start", "无", "—"))
_BETWEEN = re.compile(r"\s*[;,\uff1b\uff0c\u3001+&/]\s*")
_NAMES = ("early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float")


class Plan(NamedTuple):
    """Activities with their durations, predecessors and times; `early` and `late` are those of the nodes."""

    names: tuple[str, ...]
    durations: Floats
    times: Schedule
    n_paths: int
    path: tuple[int, ...]
    unit: str
    decimals: int
    net: Events
    early: Floats
    late: Floats

    def said(self, value: float) -> str:
        """Return a time as it is printed."""
        return fixed(value, self.decimals)

    def between(self, i: int) -> tuple[int, int]:
        """Return the numbers of the nodes at both ends of an activity."""
        tail, head = self.net.arcs[i]
        return tail + 1, head + 1

    def with_unit(self, value: float) -> str:
        """Return a time with its unit."""
        return f"{self.said(value)} {self.unit}".strip()


def told(data: Any, options: Mapping[str, Any]) -> Told:
    """Return the arrow diagram of a table: activity, duration, after."""
    table = table_of(data, options)
    columns = by_heads(table.columns, table.name, HEADS)
    plan = _plan(table, columns, options)
    held = np.ones(table.n_rows, dtype=bool)
    return Told(
        Msg("Arrow diagram of {n} activities", n=len(plan.names)),
        plural("{n} activity", "{n} activities", len(plan.names)),
        Msg("Arrow diagram"),
        (*_findings(plan), *table.findings),
        _facts(plan),
        (_table(plan), *_nodes(plan)),
        partial(_frame, plan),
        partial(_plot, plan),
        used(table, held),
        Msg(
            "critical path method; ES, EF: earliest start and finish, LS, LF: latest."
            " Durations count as sure, their spread is not in these times."
        ),
        (
            Msg("at each node its earliest time above its latest"),
            Msg("number at an arrow: duration"),
            Msg("bold: critical path"),
            *([Msg("dashed: dummy, only says what must come first")] if plan.net.dummies else []),
        ),
    )


def _plan(table: Table, columns: Mapping[str, Column], options: Mapping[str, Any]) -> Plan:
    names = _names(table, columns["activity"])
    durations = numbers_of(table, columns["duration"])
    not_negative(table, columns["duration"], durations)
    for row in np.flatnonzero(np.isnan(durations)).tolist():
        text = Msg(
            "{where}: the duration of {name} is missing.",
            where=where(table, row, columns["duration"]), name=cut(names[row]),
        )  # fmt: skip
        raise _refused("no-duration", text, table, row, columns["duration"])
    before = tuple(_before(table, columns["after"], names, row) for row in range(table.n_rows))
    rings = circles(len(names), [(k, i) for i, some in enumerate(before) for k in some])
    if rings:
        raise _circle(table, names, rings[0])
    times = schedule(durations, before)
    n, path = critical_paths(times, before)
    unit = options.get("unit") or bare(columns["duration"])[1]
    net = events(before)
    return Plan(
        names, durations, times, n, path, unit, columns["duration"].decimals, net,
        *event_times(net, times),
    )  # fmt: skip


def _refused(key: str, text: Msg, table: Table, row: int, column: Column) -> DataError:
    return DataError(
        key, text, file=table.name, line=int(table.lines[row]), column=column.header,
        cell=cell_text(column, row),
    )  # fmt: skip


def _names(table: Table, column: Column) -> tuple[str, ...]:
    """Return the names of the activities, each once."""
    if not 1 <= table.n_rows <= MOST:
        text = Msg("{file} has {n} activities; 1 to {most} can be drawn.", file=table.name, n=table.n_rows,
                   most=MOST)  # fmt: skip
        raise DataError("too-many-activities", text, file=table.name)
    seen: dict[str, int] = {}
    for row in range(table.n_rows):
        name = cell_text(column, row)
        if not name:
            text = Msg("{where}: an activity without a name.", where=where(table, row, column))
            raise _refused("no-activity", text, table, row, column)
        if name in seen:
            text = Msg(
                "{where}: {name} stands here a second time, first in line {line}.",
                where=where(table, row, column), name=cut(name), line=line_of(table, seen[name]),
            )  # fmt: skip
            raise _refused("activity-twice", text, table, row, column)
        seen[name] = row
    return tuple(seen)


def _before(table: Table, column: Column, names: Sequence[str], row: int) -> tuple[int, ...]:
    """Return the predecessors of a row, each by its place."""
    cell = cell_text(column, row)
    parts = [cell] if cell in names else _BETWEEN.split(cell)
    found: dict[int, None] = {}
    for part in parts:
        if part.strip().lower() in _NONE:
            continue
        if part not in names:
            near = nearest(part, list(names))
            place = where(table, row, column)
            text = Msg('{where}: there is no activity "{name}".', where=place, name=cut(part))
            if near is not None:
                text = Msg(
                    '{where}: there is no activity "{name}"; {near} is there.',
                    where=place, name=cut(part), near=cut(near),
                )  # fmt: skip
            raise _refused("unknown-predecessor", text, table, row, column)
        found[names.index(part)] = None
    return tuple(found)


def _circle(table: Table, names: Sequence[str], ring: Sequence[int]) -> DataError:
    shown = [cut(names[i]) for i in ring]
    text = Msg(
        "{file}: {names} wait for each other in a circle ({ring}); none of them could ever start.",
        file=table.name, names=Listing(shown), ring=" -> ".join([*shown, shown[0]]),
    )  # fmt: skip
    if len(ring) == 1:
        text = Msg("{file}: {names} waits for itself.", file=table.name, names=shown[0])
    return DataError("circle", text, file=table.name, line=int(table.lines[ring[0]]))


def _findings(plan: Plan) -> list[Finding]:
    total = plan.times.total
    path = [plan.names[i] for i in plan.path]
    values = {"total": total, "critical_path": path, "n_paths": plan.n_paths}
    text = Msg(
        "The whole takes {total}, decided by {path}: what slips there delays the end.",
        total=plan.with_unit(total), path=Listing(path, most=12),
    )  # fmt: skip
    found = [Finding("critical-path", "ok", text, values)]
    if plan.n_paths > 1:
        text = Msg(
            "{n} paths are critical at once: shortening one of them alone gains nothing.", n=plan.n_paths
        )
        found.append(Finding("several-critical-paths", "watch", text, {"n_paths": plan.n_paths}))
    floats = plan.times.total_float
    near = np.flatnonzero(~plan.times.critical & (floats <= NEAR * total + 1e-9))
    if len(near):
        most = float(floats[near].max())
        names = [plan.names[i] for i in near[np.argsort(floats[near], kind="stable")]]
        text = Msg(
            "Nearly critical, total float {float} at most: {names}.",
            float=plan.with_unit(most), names=Listing(names),
        )  # fmt: skip
        found.append(Finding("near-critical", "watch", text, {"activities": names, "most_float": most}))
    return found


def _facts(plan: Plan) -> dict[str, Fact]:
    unit = plan.unit or None
    return {
        "total": Fact(plan.times.total, Msg("earliest end"), unit, Msg("critical path method")),
        "n_activities": Fact(len(plan.names), Msg("activities")),
        "n_critical": Fact(int(plan.times.critical.sum()), Msg("critical activities")),
        "n_paths": Fact(plan.n_paths, Msg("critical paths")),
        "n_events": Fact(plan.net.n, Msg("nodes")),
        "n_dummies": Fact(len(plan.net.dummies), Msg("dummies")),
        "critical_path": Fact(" -> ".join(plan.names[i] for i in plan.path), Msg("critical path")),
    }


def _table(plan: Plan) -> Shown:
    heads: tuple[Words, ...] = (
        Msg("ES"), Msg("EF"), Msg("LS"), Msg("LF"), Msg("total float"), Msg("free float"),
    )  # fmt: skip
    columns = (
        Head("activity", Msg("activity"), "left"),
        Head("nodes", "i-j", "left"),
        Head("duration", Msg("duration")),
        *(Head(key, head) for key, head in zip(_NAMES, heads, strict=True)),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            "{}-{}".format(*plan.between(i)),
            Num(float(plan.durations[i]), plan.decimals),
            *(Num(float(getattr(plan.times, key)[i]), plan.decimals) for key in _NAMES),
        )
        for i, name in enumerate(plan.names)
    ]
    return Shown("activities", columns, tuple(rows))


def _nodes(plan: Plan) -> tuple[Shown, ...]:
    """Return the nodes with their times, and the dummies: for files and programs."""
    times: list[tuple[Cell, ...]] = [
        (i + 1, *(Num(float(one[i]), plan.decimals) for one in (plan.early, plan.late)))
        for i in range(plan.net.n)
    ]
    nodes = (Head("node", Msg("node")), Head("earliest", Msg("earliest")), Head("latest", Msg("latest")))
    ends = (Head("from", Msg("from node")), Head("to", Msg("to node")))
    dummies = tuple((tail + 1, head + 1) for tail, head in plan.net.dummies)
    return (
        Shown("nodes", nodes, tuple(times), printed=False),
        Shown("dummies", ends, dummies, printed=False),
    )


def _frame(plan: Plan) -> dict[str, list[object]]:
    return {
        "activity": list(plan.names),
        "from": [plan.between(i)[0] for i in range(len(plan.names))],
        "to": [plan.between(i)[1] for i in range(len(plan.names))],
        "duration": plan.durations.tolist(),
        **{key: getattr(plan.times, key).tolist() for key in _NAMES},
        "critical": plan.times.critical.tolist(),
    }


def _plot(plan: Plan) -> Plot:
    near, net = 1e-9 * max(plan.times.total, 1.0), plan.net
    decided = plan.late - plan.early <= near
    circles = [
        Event(str(i + 1), plan.said(plan.early[i]), plan.said(plan.late[i]), bool(decided[i]))
        for i in range(net.n)
    ]
    arrows = [
        Arrow(tail, head, name, plan.said(plan.durations[i]), bool(plan.times.critical[i]))
        for i, (name, (tail, head)) in enumerate(zip(plan.names, net.arcs, strict=True))
    ]
    dummies = [
        Arrow(tail, head, "", "", bool(plan.late[head] - plan.early[tail] <= near), True)
        for tail, head in net.dummies
    ]
    return arrow_plot(circles, [*arrows, *dummies])
