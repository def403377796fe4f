"""What the checks of the report card look at: points, values and residuals, thinned where there are many."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sqc.charts.card.thresholds import LIMITS, LOOKED_AT, STRETCH
from sqc.charts.kind import ChartKind, ControlPanel, Floats, Panels
from sqc.data.sample import Individuals, Ints, Sample, Subgroups
from sqc.stats.alike import compact

# differences this far below the range of the values are rounding errors of the computer
_SAME = 1e-9


class Context(NamedTuple):
    """What the checks look at.

    Parameters
    ----------
    new : bool
        Phase II: the points are judged by given limits.
    points : int array
        Points that are looked at: all, or stretches of neighbours at even distances.
    values : float array
        Single values of these points, NaN where missing or excluded; empty where only summaries are known.
    starts : int array
        Where each subgroup, or each stage of single values, begins in `values`.
    distinct, step : int, float
        Distinct values among them, and the smallest step between two; 0 where all are equal.
    exact : bool
        Limits by probability.
    residuals : float array
        What the location panel shows at these points less the center of its stage, NaN where missing or
        excluded; empty where neighbours share values.
    """

    kind: ChartKind
    sample: Sample
    panels: Panels
    new: bool
    points: Ints
    values: Floats
    starts: Ints
    distinct: int
    step: float
    exact: bool
    residuals: Floats

    @property
    def location(self) -> ControlPanel | None:
        """The panel of values or means."""
        return next((panel for panel in self.panels if panel.family == "location"), None)

    @property
    def spread(self) -> ControlPanel | None:
        """The panel of ranges or standard deviations."""
        return next((panel for panel in self.panels if panel.spread is not None), None)

    @property
    def thinned(self) -> bool:
        """Not all points are looked at."""
        return len(self.points) < len(self.panels[0].statistic)

    @property
    def stages(self) -> int:
        """Number of stages."""
        return len(self.sample.about.stages.names)

    def point_of(self, place: int) -> int:
        """Return the point that a place in `values` belongs to."""
        if isinstance(self.sample, Individuals):
            return int(self.points[place])
        return int(self.points[np.searchsorted(self.starts, place, side="right") - 1])


def look(kind: ChartKind, sample: Sample, panels: Panels, new: bool, exact: bool = False) -> Context:
    """Return what the checks look at: at most `LOOKED_AT` single values or points."""
    n = len(panels[0].statistic)
    size = max(1.0, float(compact(sample.n).mean())) if isinstance(sample, Subgroups) and n else 1.0
    points = looked(n, max(int(LOOKED_AT / size), STRETCH))
    excluded = sample.about.excluded
    out = np.zeros(len(points), dtype=np.bool_) if excluded is None else excluded[points]
    values, starts = _values(sample, points, out)
    context = Context(kind, sample, panels, new, points, values, starts, *steps(values), exact, np.zeros(0))
    panel = context.location or panels[0]
    if panel.span > 1:
        return context
    residuals = panel.statistic[points] - panel.center[points]
    residuals[out] = np.nan
    return context._replace(residuals=residuals)


def steps(values: Floats) -> tuple[int, float]:
    """Return the number of distinct values and the smallest step between two, 0 where all are equal.

    What differs by rounding errors of the computer alone is the same.

    Examples
    --------
    >>> steps(np.array([10.25, 10.5, 11.0, 10.25]))
    (3, 0.25)
    """
    single = np.sort(values[np.isfinite(values)])
    if not len(single) or single[0] == single[-1]:
        return min(len(single), 1), 0.0
    gaps = np.diff(single)
    gaps = gaps[gaps > _SAME * (single[-1] - single[0])]
    return len(gaps) + 1, float(gaps.min())


def coarse(values: Floats, step: float) -> bool:
    """Return whether rounding to a step would make the test of so many values reject normal ones.

    Examples
    --------
    >>> coarse(np.array([1.0, 2.0, 3.0]), 1.0), coarse(np.array([1.0, 2.0, 3.0]), 0.001)
    (True, False)
    """
    return step > LIMITS["normality_step"] * float(values.std()) / math.sqrt(len(values))


def looked(n: int, most: int) -> Ints:
    """Return the points to look at: all, or stretches of neighbours at even distances.

    Examples
    --------
    >>> looked(3, 100).tolist(), len(looked(1_000_000, 20_000))
    ([0, 1, 2], 20000)
    """
    if n <= most:
        return np.arange(n, dtype=np.int64)
    begins = np.linspace(0, n - STRETCH, most // STRETCH).astype(np.int64)
    return np.asarray((begins[:, None] + np.arange(STRETCH)).ravel())


def _values(sample: Sample, points: Ints, out: np.ndarray) -> tuple[Floats, Ints]:
    nothing = np.zeros(0, dtype=np.int64)
    if isinstance(sample, Individuals):
        values = np.where(out, np.nan, sample.values[points])
        return values, np.searchsorted(points, sample.about.stages.starts).astype(np.int64, copy=False)
    if not isinstance(sample, Subgroups) or sample.values is None:
        return np.zeros(0), nothing
    n = sample.n[points]
    starts = np.cumsum(n) - n
    if len(points) == len(sample.n):
        values = np.array(sample.values)
    else:
        each = compact(sample.n)
        first = points * each if len(each) == 1 else (np.cumsum(each) - each)[points]
        values = sample.values[np.repeat(first - starts, n) + np.arange(int(n.sum()))]
    values[np.repeat(out, n)] = np.nan
    return values, starts
