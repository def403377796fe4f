"""The counted panel under a long series: what happens in each stretch beside what chance explains."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.marks import Array, Axis, Bars, Label, Mark, Page, Plot, Points, Rule, Tally
from sqc.stats.chance import clumped_tail

BAR = 2.8  # points: the narrowest bar that is told from its neighbours
BEYOND = 0.01  # one stable series in a hundred has a stretch beyond chance
_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
Ends = tuple[float, float]


@dataclass(frozen=True)
class Counted:
    """Events in stretches of `width` positions.

    `chance` is the number that chance explains in one stretch, None where it is not known; `crowds` are the
    places of the highest stretch and the two ends of every unbroken row of stretches beyond chance.
    """

    edges: Array
    counts: Array
    width: float
    chance: float | None
    crowds: tuple[tuple[int, Ends], ...]


def count(tally: Tally, low: float, high: float, room: float) -> Counted:
    """Return the events of a series in as many stretches of round length as there is room for bars.

    Parameters
    ----------
    tally : Tally
    low, high : float
        Ends of the x axis, which counts positions.
    room : float
        Width of the panel in points.

    Examples
    --------
    >>> places = np.array([3.0, 550.0, 551.0, 552.0, 553.0, 554.0, 555.0])
    >>> found = count(Tally(places, "signals", 2.0), 0.5, 1000.5, 30.0)
    >>> found.width, found.counts.tolist(), found.chance
    (100.0, [1.0, 0.0, 0.0, 0.0, 0.0, 6.0, 0.0, 0.0, 0.0, 0.0], 0.2)
    >>> found.crowds
    ((5, (500.5, 600.5)),)
    """
    width = _round_up((high - low) / max(math.floor(room / BAR), 1))
    n = max(math.ceil((high - low) / width - 1e-9), 1)
    stretch = np.clip(((np.asarray(tally.x) - low) / width).astype(np.intp), 0, n - 1)
    counts = np.bincount(stretch, minlength=n).astype(float)
    edges = np.minimum(low + width * np.arange(n + 1.0), high)
    chance = None if tally.expected is None else tally.expected * width / (high - low)
    usual = max(float(np.median(counts)), 1.0) if chance is None else chance
    beyond = clumped_tail(counts, usual, tally.spread) < BEYOND / n
    return Counted(edges, counts, width, chance, _crowds(counts, edges, beyond))


def _round_up(width: float) -> float:
    """Return a length that is easily said, at least as long: whole positions."""
    if width <= 1.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(width))
    return next(
        factor * power
        for factor in _ROUND
        if factor * power >= width * (1 - 1e-9) and factor * power % 1 == 0
    )


def _crowds(counts: Array, edges: Array, beyond: npt.NDArray[np.bool_]) -> tuple[tuple[int, Ends], ...]:
    steps = np.flatnonzero(np.diff(np.concatenate([[0], beyond.astype(np.int8), [0]])))
    return tuple(
        (start + int(np.argmax(counts[start:end])), (float(edges[start]), float(edges[end])))
        for start, end in zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True)
    )


def with_counts(page: Page, counted: Counted) -> Page:
    """Return the page with the counted panel below its last one, and the words for it in the footer."""
    above = page.rows[-1][0]
    if page.tally is None or not isinstance(above, Plot):
        return page
    middle, width = (counted.edges[:-1] + counted.edges[1:]) / 2, counted.width
    highest = [place for place, _ in counted.crowds]
    marks: list[Mark] = [Bars(middle, counted.counts, width, role="vital")]
    if counted.chance is not None:
        marks.append(Rule(counted.chance, role="ref"))
        marks.append(Label(counted.chance, Msg("chance {n}", n=_said(counted.chance)), role="ref"))
    if highest:
        marks.append(Points(middle[highest], counted.counts[highest], "signal"))
    top = max(float(counted.counts.max()), counted.chance or 0.0, 1.0)
    plot = Plot(
        "counted",
        tuple(marks),
        Axis(above.x.label, above.x.ticks, limits=(float(counted.edges[0]), float(counted.edges[-1]))),
        Axis(page.tally.label, limits=(0.0, top * (1.25 if highest else 1.1)), whole=True),
        low=True,
    )
    return _page_with(page, plot, counted)


def _page_with(page: Page, plot: Plot, counted: Counted) -> Page:
    points = f"{counted.width:,.0f}"
    said: Words = (
        Msg("lowest panel: the signals in every {points} points, all counted", points=points)
        if counted.chance is None
        else Msg(
            "lowest panel: the signals in every {points} points, all counted; chance explains about {n}",
            points=points,
            n=_said(counted.chance),
        )
    )
    return replace(page, rows=(*page.rows, (plot,)), footer=(*page.footer, said))


def _said(chance: float) -> Words:
    """Return a number of events: whole from 10, else two figures."""
    return Verbatim(f"{chance:,.0f}" if chance >= 9.95 else f"{chance:.2g}")
