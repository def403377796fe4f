"""What a study of counts states: share or rate with intervals, whether the lots vary as chance allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.capability.stability import Stability, stability
from sqc.charts.control import ControlChart
from sqc.data.sample import Counts
from sqc.i18n.message import Words
from sqc.report.numbers import percent
from sqc.stats.attribute import clopper_pearson, garwood, wilson
from sqc.stats.dispersion import dispersion_test

Floats = npt.NDArray[np.float64]
Ends = tuple[float, float]


class Counted(NamedTuple):
    """A study of counts.

    Parameters
    ----------
    chart : ControlChart
        The p or u chart that stability was judged by.
    proportion : bool
        Nonconforming units (binomial); else nonconformities (Poisson).
    counts, size : float arrays (lots,)
        Of the lots that count.
    target : float or None
        Share or rate that is allowed.
    confidence : float
    ratio, p : float
        Variance between the lots over the one by chance, and how often chance gives as much.
    stability : Stability
    """

    chart: ControlChart
    proportion: bool
    counts: Floats
    size: Floats
    target: float | None
    confidence: float
    ratio: float
    p: float
    stability: Stability

    @property
    def events(self) -> int:
        """Nonconforming units, or nonconformities."""
        return round(float(self.counts.sum()))

    @property
    def total(self) -> float:
        """Units inspected."""
        return float(self.size.sum())

    @property
    def rate(self) -> float:
        """Share nonconforming, or nonconformities per unit."""
        return self.events / self.total

    @property
    def level(self) -> str:
        """Confidence in percent."""
        return f"{100 * self.confidence:.10g}"

    @property
    def interval(self) -> Ends:
        """Exact two-sided interval of the rate."""
        return self.ends(self.exact)

    @property
    def bounds(self) -> Ends:
        """Exact one-sided bounds of the rate."""
        return _pair(self.exact(self.events, self.total, 1 - self.confidence, self.confidence))

    @property
    def exact(self) -> Callable[..., tuple[Any, Any]]:
        """Clopper and Pearson of a share, Garwood of a rate."""
        return clopper_pearson if self.proportion else garwood

    def ends(self, method: Callable[..., tuple[Any, Any]], spread: float = 1.0) -> Ends:
        """Return the interval by a method; `spread` is the variance over the one by chance."""
        half = (1 - self.confidence) / 2
        return _pair(method(self.events / spread, self.total / spread, half, 1 - half))

    @property
    def score(self) -> Ends | None:
        """Wilson's interval of a share."""
        return self.ends(wilson) if self.proportion else None

    @property
    def overdispersed(self) -> bool:
        """The lots vary more than chance explains."""
        return self.ratio > 1 and self.p < 0.05

    def text(self, value: float) -> str:
        """Return a share as percent, a rate as a number, with three figures."""
        if self.proportion:
            return percent(value, _decimals(100 * value))
        return f"{value:.{_decimals(value)}f}"


def _decimals(value: float) -> int:
    return 0 if value == 0 else max(0, min(9, 2 - int(np.floor(np.log10(abs(value))))))


def _pair(ends: tuple[Any, Any]) -> Ends:
    return float(ends[0]), float(ends[1])


def counted(chart: ControlChart, target: float | None, confidence: float) -> Counted:
    """Return the study of the counts behind a p or u chart, those of excluded lots left out."""
    sample = chart.sample
    assert isinstance(sample, Counts)
    used = ~np.isnan(sample.count)
    if sample.about.excluded is not None:
        used &= ~sample.about.excluded
    size = np.ones(len(sample.count)) if sample.size is None else sample.size
    count, size = sample.count[used], size[used]
    model = chart.panels[0].model or "poisson"
    ratio, p = np.nan, np.nan
    if len(count) >= 2:
        ratio, p = dispersion_test(count, size, model)
    judged = stability(chart, len(count))  # fewer than ten lots cannot show it
    return Counted(chart, model == "binomial", count, size, target, confidence, ratio, p, judged)


def unit_word(case: Counted) -> Words:
    """Return the user's name of what was counted."""
    return case.chart.sample.about.name
