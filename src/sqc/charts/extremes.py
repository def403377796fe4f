"""How improbable the furthest signalling point is, whatever the panel."""

from __future__ import annotations

import math

import numpy as np

from sqc.charts.kind import ControlPanel
from sqc.charts.signals import Judged
from sqc.data.sample import Ints
from sqc.stats.chisquare import chi2_sf
from sqc.stats.mapped import take


def furthest_tail(judged: tuple[Judged, ...], sigma: float, sizes: Ints | None) -> float:
    """Return the smallest tail probability of a signalling point over all panels; 1.0 without one.

    For ranges of n values P(R > r) is at most n (n - 1) / 2 times that of one difference; a moving
    range is such a difference; a standard deviation has a chi-square tail.

    Parameters
    ----------
    judged : tuple of Judged
    sigma : float
        Sigma within; not finite for counts.
    sizes : int array, optional
        Subgroup size of every point.
    """
    smallest = _centered_tail(judged)
    if not (math.isfinite(sigma) and sigma > 0):
        return smallest
    for one in judged:
        panel, hit = one.panel, np.flatnonzero(one.beyond)
        above = take(panel.statistic, hit) > panel.center[hit]
        high = hit[above]
        if panel.family != "dispersion" or not len(high):
            continue
        for point in high[np.argsort(-take(panel.statistic, high))[:3]].tolist():
            n = panel.span if sizes is None else int(sizes[point])
            smallest = min(smallest, _spread_tail(panel, float(panel.statistic[point]) / sigma, n))
    return smallest


def _spread_tail(panel: ControlPanel, ratio: float, n: int) -> float:
    if panel.spread == "sd":
        return float(chi2_sf((n - 1) * ratio**2, n - 1))
    return min(1.0, n * (n - 1) / 2 * math.erfc(ratio / 2.0))


def _centered_tail(judged: tuple[Judged, ...]) -> float:
    """Return the smallest two-sided tail probability of a signalling location or attribute point.

    Exact tails for counts with a model, normal ones else. 1.0 where nothing signals.
    """
    smallest = 1.0
    for one in judged:
        panel = one.panel
        hit = np.flatnonzero(one.beyond)
        if panel.family not in ("location", "attribute") or not len(hit):
            continue
        if panel.model is None:
            z = (
                np.abs(take(panel.statistic, hit) - panel.center[hit])
                / np.broadcast_to(panel.sigma, panel.statistic.shape)[hit]
            )
            smallest = min(smallest, math.erfc(float(np.max(z)) / math.sqrt(2.0)))
        else:
            smallest = min(smallest, _count_tail(panel, hit))
    return smallest


def _count_tail(panel: ControlPanel, hit: Ints) -> float:
    """Return twice the smallest exact tail of the signalling counts."""
    from sqc.charts.count_tails import known_tails

    some = panel.at(hit)
    step = 1e-7 * np.maximum(np.abs(some.statistic), 1.0)
    _, _, above, below = known_tails(some._replace(lower=some.statistic + step, upper=some.statistic - step))
    return float(2.0 * np.min(np.minimum(above, below))) if len(above) else 1.0
