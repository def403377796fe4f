"""A log of stops: how long each was, what overlaps, how much of it lies in the shifts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.roles import Roles
from sqc.data.select import numbers_of
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.window import UNITS, clock, time_of_day
from sqc.i18n.message import Msg
from sqc.qctools.kit.take import headed, not_negative
from sqc.sixsigma.kit.take import needed, refuse_row

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

START_HEADS = ("start", "start time", "begin", "from", "开始", "开始时间", "停机开始", "起", "起始时间")
END_HEADS = ("end", "end time", "to", "结束", "结束时间", "停机结束", "止", "终止时间")
LENGTH_HEADS = (
    "minutes", "duration", "downtime", "length", "stop", "时长", "停机时间", "停机时长", "停机分钟", "分钟",
    "持续时间",
)  # fmt: skip
REASON_HEADS = ("reason", "cause", "category", "原因", "停机原因", "停机类别", "类别")
MACHINE_HEADS = ("machine", "line", "equipment", "设备", "机台", "机器", "产线", "生产线", "设备编号")


class Span(NamedTuple):
    """Start and end of each row in seconds, and the column of the end."""

    start: Floats
    end: Floats
    last: Column


@dataclass(frozen=True, eq=False)
class Stops:
    """Stops as the log has them.

    Parameters
    ----------
    lengths : float array (stops,)
        Seconds; without what an earlier stop of the machine covers already.
    reasons : tuple of str
        Of each.
    machines : tuple of str
        Of each, "" where the log names none.
    rows : int array
        Row of the log.
    start, end : float array or None
        Seconds; None where the log holds lengths only. The start is that of what counts.
    full : float array
        Seconds from start to end, overlaps with it.
    table : Table
        The log.
    """

    lengths: Floats
    reasons: tuple[str, ...]
    machines: tuple[str, ...]
    rows: Ints
    start: Floats | None
    end: Floats | None
    full: Floats
    table: Table

    @property
    def overlapped(self) -> Floats:
        """Seconds of each that an earlier stop covers."""
        return np.asarray(self.full - self.lengths)


def span_of(table: Table) -> Span | None:
    """Return start and end of the rows, None where there are no such columns.

    Raises
    ------
    SqcError
        ``end-before-start`` with its line; columns that hold no times.
    """
    first, last = headed(table, START_HEADS), headed(table, END_HEADS)
    if first is None or last is None or "empty" in (first.kind, last.kind):
        return None
    start, end = _seconds(table, first), _seconds(table, last)
    before = np.flatnonzero(end < start)
    if len(before):
        row = int(before[0])
        why = Msg('"{end}" is before the start, "{start}"', end=last.text(row), start=first.text(row))
        error = refuse_row(table, last, row, "end-before-start", why)
        error.hints = (Msg("past midnight the end needs its date: 2026-03-02 00:10"),)
        raise error
    return Span(start, end, last)


def _seconds(table: Table, found: Column) -> Floats:
    """Return the times of a column; times of day alone where no column holds dates."""
    hours = time_of_day(found)
    if hours is not None and not any(c.kind == "date" and time_of_day(c) is None for c in table.columns):
        return hours
    when = clock(table, Roles(time=found.name))
    assert when is not None
    return when.seconds


def length_unit(found: Column, default: float) -> float:
    """Return how many seconds a unit of a column is: by its head, else the one that is usual."""
    return UNITS.get(fold(found.unit), default)


def stops_of(table: Table, machine: Column | None) -> Stops:
    """Return the stops of a log.

    Raises
    ------
    SqcError
        No column of times or lengths; an end before its start, with its line.
    """
    span = span_of(table)
    reason = headed(table, REASON_HEADS, (machine,))
    reasons = names_of(table, reason)
    machines = names_of(table, machine)
    if span is not None:
        held = np.flatnonzero(~np.isnan(span.start) & ~np.isnan(span.end))
        return _joined(table, span, held, reasons, machines)
    found = headed(table, LENGTH_HEADS)
    if found is None:
        raise needed(table, "stop_log", Msg("start and end, or minutes"))
    numbers = numbers_of(table, found)
    not_negative(table, found, numbers)
    held = np.flatnonzero(~np.isnan(numbers))
    lengths = numbers[held] * length_unit(found, 60.0)
    why, whose = (tuple(one[int(i)] for i in held) for one in (reasons, machines))
    return Stops(lengths, why, whose, held, None, None, lengths, table)


def _joined(table: Table, span: Span, held: Ints, reasons: Sequence[str], machines: Sequence[str]) -> Stops:
    """Return stops of each machine in order of time, what an earlier one covers taken off."""
    names = np.array([machines[int(i)] for i in held], dtype=object)
    order = held[np.lexsort((span.end[held], span.start[held], names.astype(str)))]
    start, end = span.start[order].copy(), span.end[order]
    of = [machines[int(i)] for i in order]
    counted = start.copy()
    edges = [0, *(i for i in range(1, len(of)) if of[i] != of[i - 1]), len(of)]
    for a, b in pairwise(edges):
        if b - a > 1:
            reached = np.maximum.accumulate(end[a : b - 1])
            counted[a + 1 : b] = np.maximum(start[a + 1 : b], reached)
    lengths = np.maximum(end - counted, 0.0)
    why, whose = (tuple(one[int(i)] for i in order) for one in (reasons, machines))
    return Stops(lengths, why, whose, order, np.minimum(counted, end), end, end - start, table)


def names_of(table: Table, found: Column | None, rows: Ints | None = None) -> tuple[str, ...]:
    """Return the words of a column in some rows, "" where there are none."""
    rows = np.arange(table.n_rows) if rows is None else rows
    if found is None:
        return ("",) * len(rows)
    codes, names = coded(found, rows)
    return tuple(names[int(code)] if code >= 0 else "" for code in codes)


def inside(stops: Stops, chosen: Ints, start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Return, of some stops, the seconds inside the shifts, and of each shift the seconds stopped.

    Parameters
    ----------
    stops : Stops
        With times.
    chosen : int array
        Which: those of one machine, in order of time.
    start, end : float array (shifts,)
        Of its shifts, which do not overlap, in order of time.
    """
    assert stops.start is not None
    assert stops.end is not None
    first, last = stops.start[chosen], stops.end[chosen]
    last = np.maximum(last, first)
    held = _covered(start, end)
    each = np.interp(last, *held) - np.interp(first, *held) if len(start) else np.zeros(len(first))
    going = _covered(first, last)
    by_shift = np.interp(end, *going) - np.interp(start, *going) if len(first) else np.zeros(len(start))
    return each, by_shift


def _covered(start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Return the points of the curve of time covered so far by stretches that do not overlap."""
    times = np.column_stack((start, end)).ravel()
    sums = np.append(0.0, np.cumsum(end - start))
    covered = np.column_stack((sums[:-1], sums[1:])).ravel()
    return times, covered
