"""Activities with their planned and done stretches of time: which are late, and the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.dates import seconds
from sqc.data.labels import cell_text
from sqc.data.select import column, split_names
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, where
from sqc.i18n.message import Join, Listing, Msg, Words, plural
from sqc.notes import DataError, Finding, OptionError, Source
from sqc.qctools.kit.take import column_of, dates_of, headed, nothing_left, the_category, used
from sqc.report.marks import Axis, Key, Line, Mark, Page, Plot, Rule, Shape, Text
from sqc.report.model import Cell, Fact
from sqc.report.model import Column as Head
from sqc.report.model import Table as Shown

Floats = npt.NDArray[np.float64]

HEADS: Mapping[str, tuple[str, ...]] = {
    "item": ("活动", "任务", "步骤", "活动步骤", "项目", "activity", "task", "step"),
    "start": ("计划开始", "计划开始日期", "planned start", "plan start", "start"),
    "end": ("计划结束", "计划完成", "计划结束日期", "planned end", "plan end", "end", "finish"),
    "began": ("实际开始", "实际开始日期", "actual start", "done start", "began"),
    "ended": ("实际结束", "实际完成", "实际结束日期", "actual end", "done end", "ended"),
}
_DAY = 86400.0
TALL, ROW = 6.0, 2.6  # em: above and below, an activity


@dataclass(frozen=True, eq=False)
class Plan:
    """Activities with times in seconds since 1970-01-01.

    Parameters
    ----------
    items : tuple of str
    start, end : float array (items,)
        As planned.
    began, ended : float array (items,)
        As done; NaN where not yet.
    today : float
        The day that delays are judged by.
    """

    items: tuple[str, ...]
    head: str
    start: Floats
    end: Floats
    began: Floats
    ended: Floats
    today: float
    source: Source
    findings: tuple[Finding, ...]

    @property
    def late(self) -> Floats:
        """Days that each ended after its planned end, or is behind it today; 0 where it is not."""
        last = np.where(np.isnan(self.ended), self.today, self.ended)
        return np.asarray(np.maximum((last - self.end) / _DAY, 0.0))

    @property
    def finished(self) -> npt.NDArray[np.bool_]:
        """Which activities are done."""
        return ~np.isnan(self.ended)


def plan_of(table: Table, options: Mapping[str, Any]) -> Plan:
    """Return the activities of a table.

    Raises
    ------
    SqcError
        Columns that are missing, an end before its start, no date.
    """
    planned = _pair(table, options.get("start"), ("start", "end"))
    done = _pair(table, options.get("done"), ("began", "ended"))
    if planned[0] is None or planned[1] is None:
        raise OptionError(
            "no-plan",
            Msg(
                "{file} has no columns of planned start and end; name them with --start a,b.", file=table.name
            ),
            details=[columns_there(table.columns)],
        )
    item = column_of(table, "item", options.get("item"), HEADS["item"])
    item = item or the_category(table, None, "item", "gantt")
    start, end, began, ended = (dates_of(table, one) for one in (*planned, *done))
    _in_order(table, planned[1], start, end)
    _in_order(table, done[1], began, ended)
    held = (
        np.array([bool(cell_text(item, row)) for row in range(table.n_rows)])
        & ~np.isnan(start)
        & ~np.isnan(end)
    )
    if not held.any():
        raise nothing_left(table, Msg("no row holds an activity with planned start and end"))
    rows = np.flatnonzero(held)
    known = np.concatenate([began[rows], ended[rows]])
    latest = float(np.nanmax(known)) if (~np.isnan(known)).any() else float(start[rows].min())
    return Plan(
        tuple(cell_text(item, int(row)) for row in rows),
        item.name,
        start[rows],
        end[rows],
        began[rows],
        ended[rows],
        _today(options.get("today"), latest),
        used(table, held),
        tuple(table.findings),
    )


def _pair(table: Table, named: str | None, heads: tuple[str, str]) -> tuple[Column | None, Column | None]:
    if named is None:
        return headed(table, HEADS[heads[0]]), headed(table, HEADS[heads[1]])
    names = split_names(named)
    if len(names) != 2:
        raise OptionError("two-columns", Msg("a stretch of time takes two columns: start,end."))
    return column(table, names[0], "start"), column(table, names[1], "start")


def _in_order(table: Table, found: Column | None, start: Floats, end: Floats) -> None:
    wrong = np.flatnonzero(end < start)
    if found is None or not len(wrong):
        return
    row = int(wrong[0])
    raise DataError(
        "ends-before",
        Msg(
            "{where}: it ends on {end}, before it starts on {start}.",
            where=where(table, row, found),
            end=_day(end[row]),
            start=_day(start[row]),
        ),
        file=table.name,
        line=int(table.lines[row]),
        column=found.header,
        cell=cell_text(found, row),
    )


def _today(given: str | None, latest: float) -> float:
    if given is None:
        return latest
    found = seconds(given)
    if found is None:
        raise OptionError("not-a-day", Msg("--today {text} is no date such as 2026-11-20.", text=given))
    return found


def _day(value: float) -> str:
    return str(np.datetime64(int(value), "s"))[:10]


def judged(found: Plan) -> list[Finding]:
    """Return how many are done and which are behind."""
    late, finished = found.late, found.finished
    behind = [found.items[i] for i in np.flatnonzero((late > 0) & ~finished)]
    values = {
        "n_done": int(finished.sum()),
        "n": len(found.items),
        "behind": behind,
        "today": _day(found.today),
    }
    said = {"k": int(finished.sum()), "n": len(found.items), "today": _day(found.today)}
    if behind:
        text = plural(
            "{n} activity is behind its plan on {today}: {names}; the longest by {days} days.",
            "{n} activities are behind their plan on {today}: {names}; the longest by {days} days.",
            len(behind),
            today=_day(found.today),
            names=Listing(behind),
            days=f"{late[~finished].max():.0f}",
        )
        first = Finding("behind", "act", text, values)
    else:
        text = Msg("{k} of {n} activities done on {today}, none behind its plan.", **said)
        first = Finding("on-plan", "ok", text, values)
    over = [found.items[i] for i in np.flatnonzero((late > 0) & finished)]
    rest = []
    if over:
        text = Msg("Done later than planned: {names}.", names=Listing(over))
        rest.append(Finding("done-late", "watch", text, {"items": over}))
    return [first, *rest, *found.findings]


def facts(found: Plan) -> dict[str, Fact]:
    """Return the numbers of the plan by key."""
    return {
        "n": Fact(len(found.items), Msg("activities")),
        "n_done": Fact(int(found.finished.sum()), Msg("activities done")),
        "n_behind": Fact(
            int(((found.late > 0) & ~found.finished).sum()), Msg("activities behind their plan")
        ),
        "days_behind": Fact(float(found.late.max()), Msg("largest delay, days")),
        "start": Fact(_day(float(found.start.min())), Msg("planned start")),
        "end": Fact(_day(float(found.end.max())), Msg("planned end")),
    }


def table_of(found: Plan) -> Shown:
    """Return a row an activity."""
    heads = (
        Head("item", found.head, "left"),
        Head("planned", Msg("planned"), "left"),
        Head("done", Msg("done"), "left"),
        Head("late", Msg("days late")),
    )
    rows: list[tuple[Cell, ...]] = []
    for i, name in enumerate(found.items):
        planned = Msg("{a} to {b}", a=_day(found.start[i]), b=_day(found.end[i]))
        done: Words = "-"
        if not np.isnan(found.began[i]):
            done = Msg("from {a}", a=_day(found.began[i]))
        if found.finished[i]:
            begun = found.began[i] if not np.isnan(found.began[i]) else found.ended[i]
            done = Msg("{a} to {b}", a=_day(begun), b=_day(found.ended[i]))
        rows.append((name, planned, done, f"{found.late[i]:.0f}" if found.late[i] else "-"))
    return Shown("activities", heads, tuple(rows))


def frame(found: Plan) -> dict[str, list[object]]:
    """Return the activities as columns."""
    times = {"start": found.start, "end": found.end, "began": found.began, "ended": found.ended}
    columns: dict[str, list[object]] = {"item": list(found.items)}
    for name, values in times.items():
        columns[name] = ["" if np.isnan(value) else _day(value) for value in values.tolist()]
    return {**columns, "days_late": found.late.tolist()}


def page(found: Plan, first: Finding) -> Page:
    """Return the sheet: planned dashed, done solid, the first activity at the top."""
    n = len(found.items)
    y = np.arange(n, 0, -1, dtype=np.float64)
    marks: list[Mark] = []
    for i in range(n):
        marks.append(_box(found.start[i], found.end[i] + _DAY, y[i] + 0.05, y[i] + 0.35))
        if not np.isnan(found.began[i]):
            end = found.ended[i] if found.finished[i] else max(found.today, found.began[i])
            role = "vital" if found.finished[i] else "bar"
            marks.append(_filled(found.began[i], end + _DAY, y[i] - 0.32, y[i] - 0.02, role))
        if found.late[i] > 0 and not found.finished[i]:
            said = plural("{n} day behind", "{n} days behind", int(found.late[i]))
            at = max(found.today, found.end[i]) + 1.5 * _DAY
            marks.append(Text(at, y[i], said, "rule", "left"))
    marks.append(Rule(found.today + _DAY, "x", role="stage"))
    marks.append(
        Key((("limit", Msg("planned")), ("vital", Msg("done")), ("bar", Msg("under way"))), "lower left")
    )
    first_day, last_day = float(np.nanmin(found.start)), float(max(found.end.max(), found.today))
    span = last_day - first_day
    ticks = tuple((float(at), name) for at, name in zip(y, found.items, strict=True))
    return Page(
        Join([found.head, Msg("plan and progress")], " · "),
        (
            (
                Plot(
                    "gantt",
                    tuple(marks),
                    Axis(
                        None,
                        scale="time",
                        limits=(first_day - 0.02 * span, last_day + 0.16 * span),
                        shared=False,
                    ),
                    Axis(None, ticks, limits=(0.3, n + 0.7)),
                    grid="none",
                    tall=TALL + ROW * n,
                ),
            ),
        ),
        first.message,
        first.level == "act",
        (Msg("upright line: {day}", day=_day(found.today)), Msg("Source: {name}", name=found.source.name)),
    )


def _box(x0: float, x1: float, y0: float, y1: float) -> Line:
    return Line(np.array([x0, x1, x1, x0, x0]), np.array([y0, y0, y1, y1, y0]), "limit")


def _filled(x0: float, x1: float, y0: float, y1: float, role: str) -> Shape:
    return Shape(np.array([x0, x1, x1, x0]), np.array([y0, y0, y1, y1]), role)
