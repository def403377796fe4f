"""May the process be called stable? The chart that the same values would get says it."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.charts.control import ControlChart
from sqc.charts.signals import deciding
from sqc.charts.words import named
from sqc.data.sample import label
from sqc.i18n.message import Words

FEWEST = 10
State = Literal["stable", "unstable", "sorted", "few", "undefined"]


class Stability(NamedTuple):
    """Whether the process may be called stable, and the points that speak against it.

    `by_chance`: there are signals, no more than chance gives.
    """

    state: State
    points: npt.NDArray[np.int64]
    by_chance: bool = False

    @property
    def shown(self) -> bool:
        """Stability was looked at and holds."""
        return self.state == "stable"


def stability(chart: ControlChart, n: int) -> Stability:
    """Judge by count and size of the signals; too few values and sorted ones cannot be judged."""
    nothing = np.zeros(0, dtype=np.int64)
    keys = {finding.key for finding in chart.findings}
    if n < FEWEST:
        return Stability("few", nothing)
    if "order-lost" in keys:
        return Stability("sorted", nothing)
    first = chart.findings[0]
    if first.key == "undefined":
        return Stability("undefined", nothing)
    judged = deciding(chart.judged, chart.sample.about.excluded)
    points = np.flatnonzero(np.logical_or.reduce([one.signalling for one in judged]))
    if first.level == "act":
        return Stability("unstable", points)
    return Stability("stable", points, first.key == "signal-expected")


def point_names(chart: ControlChart, points: npt.NDArray[np.int64]) -> Words:
    """Return the points by the user's own names: "subgroup 18"."""
    shown = points[:5] if len(points) > 5 else points
    return named(chart.kind.noun, [label(chart.sample, int(i)) for i in shown], len(points))
