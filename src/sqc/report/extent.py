"""How far marks reach, and the axes that hold them. Numbers only, no drawing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sqc.report.marks import (
    Array,
    Axis,
    Band,
    Bars,
    Line,
    Mark,
    Note,
    Plot,
    Points,
    Region,
    Rule,
    Segments,
    Shape,
    Step,
    Strip,
)

BELOW, ABOVE, ABOVE_STRIP, SIDEWAYS = 0.07, 0.08, 0.12, 0.03
_LARGEST = 1e300  # beyond it the difference of two numbers may overflow


def _bars(mark: Bars, along: bool) -> tuple[Array, ...]:
    """Return the ends of bars, `along` their length or across it."""
    if along:
        return (np.asarray(mark.length) + mark.base, np.array([mark.base]))
    half = mark.width / 2
    return (np.asarray(mark.position) - half, np.asarray(mark.position) + half)


def _rule(mark: Rule, axis: str) -> tuple[Array, ...]:
    if mark.axis == axis:
        return (np.array([mark.at]),)
    return (np.array([end for end in (mark.start, mark.end) if end is not None]),)


def _region(low: float | None, high: float | None) -> tuple[Array, ...]:
    return (np.array([end for end in (low, high) if end is not None]),)


# mark -> its numbers on the x axis and on the y axis
_REACH: dict[type, tuple[Callable[[Any], tuple[Array, ...]], Callable[[Any], tuple[Array, ...]]]] = {
    Line: (lambda m: (m.x,), lambda m: (m.y,)),
    Points: (lambda m: (m.x,), lambda m: (m.y,)),
    Step: (lambda m: (m.edges,), lambda m: (m.levels,)),
    Rule: (lambda m: _rule(m, "x"), lambda m: _rule(m, "y")),
    Segments: (lambda m: (m.x0, m.x1), lambda m: (m.y0, m.y1)),
    Bars: (lambda m: _bars(m, m.horizontal), lambda m: _bars(m, not m.horizontal)),
    Band: (lambda m: (m.x,), lambda m: (m.low, m.high)),
    Region: (lambda m: _region(m.x0, m.x1), lambda m: _region(m.y0, m.y1)),
    Shape: (lambda m: (m.x,), lambda m: (m.y,)),
    Strip: (lambda m: (np.array([m.start, m.end]),), lambda m: ()),
}
_HARD = (Step, Bars, Strip)  # their ends are the ends of the axis


def _ends(marks: Iterable[Mark], which: int, log: bool) -> tuple[float, float] | None:
    """Return smallest and largest finite number on one axis (positive ones on a log axis)."""
    lows, highs = [], []
    for mark in marks:
        for numbers in _REACH[type(mark)][which](mark) if type(mark) in _REACH else ():
            values = np.asarray(numbers, dtype=float)
            values = values[np.isfinite(values) & ((values > 0) | (not log))]
            if values.size:
                lows.append(float(values.min()))
                highs.append(float(values.max()))
    if not lows:
        return None
    return max(min(lows), -_LARGEST), min(max(highs), _LARGEST)


@dataclass(frozen=True)
class Scale:
    """One axis of a placed panel: data from `low` to `high` stand at `start` to `end`, in points."""

    low: float
    high: float
    log: bool = False
    start: float = 0.0
    end: float = 1.0

    def at(self, values: object) -> Array:
        """Return places in points."""
        numbers = np.asarray(values, dtype=float)
        if self.log:
            with np.errstate(divide="ignore", invalid="ignore"):
                part = np.log(numbers / self.low) / math.log(self.high / self.low)
        else:
            part = (numbers - self.low) / (self.high - self.low)
        return np.asarray(self.start + part * (self.end - self.start))

    def one(self, value: float) -> float:
        """Return the place of one number in points."""
        return float(self.at(value))

    def between(self, start: float, end: float) -> Scale:
        """Return the same axis, placed."""
        return Scale(self.low, self.high, self.log, start, end)

    def stretched(self, per_point: float) -> Scale:
        """Return the same placed axis with so much of it on a point, about the same middle."""
        middle, half = (self.low + self.high) / 2, per_point * (self.end - self.start) / 2
        return Scale(middle - half, middle + half, self.log, self.start, self.end)

    def unit(self, points: float) -> float:
        """Return how much of a linear axis `points` are."""
        return points * (self.high - self.low) / (self.end - self.start)


def y_scale(plot: Plot, number_room: float = 0.0) -> Scale:
    """Return the y axis of a panel: data and limits, 7 % below and 8 % above, 12 % under a strip.

    Parameters
    ----------
    plot : Plot
    number_room : float
        Part of the panel's height that a rule number needs above its point.

    Examples
    --------
    >>> y_scale(Plot("r", (Rule(10.0),), y=Axis(from_zero=True)))
    Scale(low=0.0, high=10.8, log=False, start=0.0, end=1.0)
    """
    strip = any(isinstance(mark, Strip) for mark in plot.marks)
    log = plot.y.scale == "log"
    found = _ends(plot.marks, 1, log) or ((1.0, 10.0) if log else (0.0, 1.0))
    grounded = plot.y.from_zero and not log and found[0] >= 0
    if grounded:
        found = (0.0, found[1])
    scale = _axis(plot.y, found, 0.0 if grounded else BELOW, ABOVE_STRIP if strip else ABOVE)
    numbers = [mark.y for mark in plot.marks if isinstance(mark, Note) and mark.role == "rule"]
    if plot.y.limits or log or not numbers or number_room > 0.25:
        return scale
    wanted = (max(numbers) - number_room * scale.low) / (1 - number_room)
    return Scale(scale.low, max(scale.high, wanted))


def x_scale(plots: Sequence[Plot]) -> Scale:
    """Return the x axis that panels above each other share.

    Positions get half a step at both ends; steps, bars and strips say where the axis ends.

    Examples
    --------
    >>> x_scale([Plot("i", (Line(np.array([1.0, 2.0, 3.0]), np.zeros(3)),))])
    Scale(low=0.5, high=3.5, log=False, start=0.0, end=1.0)
    """
    axis = next((plot.x for plot in plots if plot.x.limits), plots[0].x)
    log = axis.scale == "log"
    marks = [mark for plot in plots for mark in plot.marks]
    found = _ends(marks, 0, log) or ((1.0, 10.0) if log else (0.0, 1.0))
    pad = 0.0 if any(isinstance(mark, _HARD) for mark in marks) else SIDEWAYS
    if pad and not log and positions(plots):
        return _axis(axis, (found[0] - 0.5, found[1] + 0.5), 0.0, 0.0)
    return _axis(axis, found, pad, pad)


def positions(plots: Sequence[Plot]) -> bool:
    """Return whether the x axis counts points: whole numbers, most of them there."""
    series = [m.x for plot in plots for m in plot.marks if isinstance(m, (Line, Points)) and len(m.x)]
    if not series:
        return False
    longest = np.asarray(max(series, key=len), dtype=float)
    reach = float(longest[-1] - longest[0])
    return bool(np.all(longest == np.round(longest))) and 0 <= reach <= 5 * len(longest)


def _axis(axis: Axis, found: tuple[float, float], below: float, above: float) -> Scale:
    if axis.limits:
        return Scale(*axis.limits, axis.scale == "log")
    low, high = found
    if axis.scale == "log":
        ratio = high / low if high > low else 10.0
        return Scale(low / ratio**below, high * ratio**above if high > low else high * ratio, True)
    reach = high - low
    if reach <= 1e-12 * max(abs(low), abs(high)):
        reach = 0.02 * max(abs(low), abs(high)) or 1.0
        low, high = (low if below == 0 and low == 0 else low - reach / 2), high + reach / 2
        return Scale(low, high)
    return Scale(low - below * reach, high + above * reach)
