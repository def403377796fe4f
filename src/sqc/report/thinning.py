"""Long series: what is drawn when there is more than one point for 1.2 pixels. Numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Verbatim, Words
from sqc.report.marks import Array, Band, Line, Mark, Note, Plot, Points, Step

PIXEL = 72 / 179  # points: the pixel of a page
TOO_DENSE = 1.2 * PIXEL


def is_long(plot: Plot, room: float) -> bool:
    """Return whether a panel `room` points wide has more than one point per 1.2 pixels.

    Examples
    --------
    >>> is_long(Plot("i", (Line(np.arange(1000.0), np.zeros(1000)),)), 300.0)
    True
    """
    return longest(plot) * TOO_DENSE > room


def longest(plot: Plot) -> int:
    """Return the number of points of the panel's data lines together."""
    return sum(len(mark.x) for mark in plot.marks if isinstance(mark, Line) and mark.role == "data")


def thinned(
    plot: Plot, low: float, high: float, room: float, crowds: Sequence[tuple[float, float]] = ()
) -> Plot:
    """Return the panel with data as one bar and one mean per pixel column, and only its main signals.

    Every signal stays in the table of signals and in the counted panel; here the extreme point and the worst
    point of each crowd keep their diamond, with their place in words instead of the rule.

    Parameters
    ----------
    plot : Plot
    low, high : float
        Ends of the x axis.
    room : float
        Width of the panel in points.
    crowds : sequence of (float, float)
        Ends of the stretches with more signals than chance explains.
    """
    columns = max(int(room / PIXEL), 1)
    main = _main_signals(plot, crowds)
    names: dict[float, Words] = dict(plot.x.ticks or ())
    marks: list[Mark] = []
    for mark in plot.marks:
        if isinstance(mark, Line):
            if mark.role == "data":
                marks += _columns(mark, low, high, columns)
        elif isinstance(mark, Points):
            if mark.role == "signal":
                kept = np.isin(mark.x, main)
                rows = None if mark.rows is None else mark.rows[kept]
                x, y = mark.x[kept], mark.y[kept]
                marks.append(replace(mark, x=x, y=y, labels=(), rows=rows))
                marks += [
                    Note(at, up, names.get(at) or Verbatim(f"{at:,.0f}"), "rule")
                    for at, up in zip(x.tolist(), y.tolist(), strict=True)
                ]
        elif isinstance(mark, Step):
            marks.append(_stairs(mark, low, high, room))
        elif not (isinstance(mark, Note) and mark.role == "rule"):
            marks.append(mark)
    return replace(plot, marks=tuple(marks))


def _columns(line: Line, low: float, high: float, columns: int) -> list[Mark]:
    """Return a pale band from smallest to largest of each pixel column, and the line of their means."""
    there = np.isfinite(line.y) & np.isfinite(line.x)
    x, y = np.asarray(line.x)[there], np.asarray(line.y)[there]
    if not len(y):
        return []
    order = np.argsort(x, kind="stable") if np.any(np.diff(x) < 0) else slice(None)
    x, y = x[order], y[order]
    column = np.clip(((x - low) / (high - low) * columns).astype(np.intp), 0, columns - 1)
    starts = np.flatnonzero(np.concatenate([[True], column[1:] != column[:-1]]))
    smallest, largest = np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)
    sizes = np.diff(np.append(starts, len(y)))
    mean = np.add.reduceat(y / np.repeat(sizes, sizes), starts)
    left = low + column[starts] * (high - low) / columns
    right = np.append(left[1:], left[-1] + (high - low) / columns)
    edges = np.column_stack([left, right]).ravel()
    band = Band(edges, np.repeat(smallest, 2), np.repeat(largest, 2), "pale")
    return [band, Line((left + right) / 2, mean, "data")]


def has_too_many_stairs(step: Step, room: float) -> bool:
    """Return whether a stair changes more often than a panel `room` points wide has pixels."""
    return int(np.count_nonzero(_changes(step))) > max(int(room / PIXEL), 1)


def _changes(step: Step) -> npt.NDArray[np.bool_]:
    levels = np.asarray(step.levels)
    same = (levels[1:] == levels[:-1]) | (np.isnan(levels[1:]) & np.isnan(levels[:-1]))
    return np.concatenate([[True], ~same])


def _stairs(step: Step, low: float, high: float, room: float) -> Step | Band:
    """Return the same stairs without edges between equal levels.

    Of more stairs than pixel columns: a band from the smallest to the largest level of each column.
    """
    edges, levels = np.asarray(step.edges), np.asarray(step.levels)
    if not has_too_many_stairs(step, room):
        first = _changes(step)
        return replace(step, edges=np.append(edges[:-1][first], edges[-1]), levels=levels[first])
    columns = max(int(room / PIXEL), 1)
    column = np.clip(((edges[:-1] - low) / (high - low) * columns).astype(np.intp), 0, columns - 1)
    starts = np.flatnonzero(np.concatenate([[True], column[1:] != column[:-1]]))
    smallest, largest = np.fmin.reduceat(levels, starts), np.fmax.reduceat(levels, starts)
    ends = np.column_stack([edges[starts], np.append(edges[starts[1:]], edges[-1])]).ravel()
    return Band(ends, np.repeat(smallest, 2), np.repeat(largest, 2), "limits")


def _main_signals(plot: Plot, crowds: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """Return the places of the extreme signal and of the worst one in each crowd."""
    found = [mark for mark in plot.marks if isinstance(mark, Points) and mark.role == "signal"]
    x = np.concatenate([np.empty(0), *(mark.x for mark in found)])
    y = np.concatenate([np.empty(0), *(mark.y for mark in found)])
    if not len(x):
        return x
    far = np.abs(y - _middle(plot))
    kept = {int(np.argmax(far))}
    for start, end in crowds:
        members = np.flatnonzero((x >= start) & (x <= end))
        if len(members):
            kept.add(int(members[np.argmax(far[members])]))
    return x[sorted(kept)]


def _middle(plot: Plot) -> float:
    values: list[Array] = [np.asarray(m.y) for m in plot.marks if isinstance(m, Line) and m.role == "data"]
    joined = np.concatenate(values)
    return float(np.mean(joined[np.isfinite(joined)]))
