"""Gaps in time between points, and the time of the newest row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sqc.data.labels import Labels
from sqc.data.points import Points
from sqc.data.table import Table
from sqc.data.window import DAY, Clock
from sqc.data.wording import lines
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding

Floats = npt.NDArray[np.float64]

GAP = 10.0
INTERVALS_FROM = 9
# a gap that comes back is the rhythm of work: nights, weekends
RECURS = 3


def times_of(table: Table, when: Clock | None, points: Points) -> tuple[float | None, list[Finding]]:
    """Return the time of the newest row that is used, and what is said of gaps between points.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> rows = np.arange(2)
    >>> times_of(Table("a.csv", (), rows, Source("a.csv")), None, Points(rows, rows))
    (None, [])
    """
    if when is None or not len(points.rows):
        return None, []
    seconds = when.seconds[points.rows]
    newest = float(np.fmax.reduce(seconds))
    if newest != newest:
        return None, []
    if points.order != "time":
        return newest, []
    found = _longest_gap(seconds[points.starts], points.stages().starts)
    if found is None:
        return newest, []
    after, length = found
    row = int(points.rows[points.starts[after]])
    text = Msg(
        "There is a gap of {t} after {time} ({lines}): is it still the same process?",
        t=_length(length),
        time=Labels(when.columns, np.array([row]))[0],
        lines=lines(table, [row]),
    )
    return newest, [Finding("time-gap", "watch", text, {"seconds": length, "after": after + 1})]


def _longest_gap(seconds: Floats, stages: npt.NDArray[np.int64]) -> tuple[int, float] | None:
    """Return the point before a gap far longer than usual, and its length; None if there is none."""
    intervals = np.diff(seconds)
    intervals[stages[1:] - 1] = np.nan  # a new stage may begin when it likes
    usual = intervals[intervals > 0]
    if len(usual) < INTERVALS_FROM:
        return None
    longest = int(np.nanargmax(intervals))
    gap = float(intervals[longest])
    recurs = int(np.count_nonzero(intervals >= 0.5 * gap)) >= RECURS
    return None if recurs or gap <= GAP * float(np.median(usual)) else (longest, gap)


def _length(seconds: float) -> Msg:
    """Return a length of time in whole days, hours, minutes or seconds: at least two of them."""
    if seconds >= 2 * DAY:
        return plural("{n} day", "{n} days", round(seconds / DAY))
    if seconds >= 7200:
        return plural("{n} hour", "{n} hours", round(seconds / 3600))
    if seconds >= 120:
        return plural("{n} minute", "{n} minutes", round(seconds / 60))
    return plural("{n} second", "{n} seconds", round(seconds))
