"""The price of a chart of counts under any set of rules: simulated on its own limits.

Counts are drawn from the center of the chart. With known limits they are judged by the chart's own lines;
with limits estimated from the same points every drawn chart gets lines of its own, as many standard
deviations away as the chart's.
"""

from __future__ import annotations

import numpy as np

from sqc.charts.count_tails import Lots, lots_of
from sqc.charts.kind import ControlPanel, Floats
from sqc.charts.rulesets import RuleSet
from sqc.charts.signals import Judged, judge
from sqc.data.sample import Ints

SEED = 20261120
# simulated points, all charts together: 16,000 charts of 25 points in about 0.1 s
SIMULATED = 400_000
# longer charts would take longer to price than to judge
LONGEST = 20_000


def simulated_counts(judged: Judged, chosen: RuleSet, phase: int) -> Ints | None:
    """Return how many points signal on each of many stable charts with these lots and limits.

    Parameters
    ----------
    judged : Judged
        Panel of a p, np, c or u chart without points that cannot be judged.
    chosen : RuleSet
    phase : {1, 2}
        1: limits estimated from the same points; 2: known.

    Returns
    -------
    integer array, shape (charts,), or None
        None above `LONGEST` points.
    """
    panel = judged.panel
    total = len(panel.statistic)
    if total > LONGEST:
        return None
    charts = max(20, SIMULATED // total)
    lots = lots_of(panel)
    counts = _drawn(panel, lots, charts)
    if phase == 2:
        lines = tuple(np.tile(np.broadcast_to(line, total), charts) for line in _lines(panel))
    else:
        lines = tuple(line.ravel() for line in _estimated(judged, lots, counts))
    center, lower, upper, sigma = lines
    statistic = np.full((charts, total), np.nan)
    statistic[:, lots.keep] = counts / lots.unit
    middle = center.reshape(charts, total)
    # the size of a lot is known to the last digits only: a count on the center stays there
    statistic = np.where(np.isclose(statistic, middle, rtol=1e-9, atol=0.0), middle, statistic)
    many = panel._replace(statistic=statistic.ravel(), center=center, lower=lower, upper=upper, sigma=sigma)
    starts = (np.arange(charts)[:, None] * total + judged.starts).ravel()
    found = judge(many, chosen, starts).signalling.reshape(charts, total)
    return np.asarray(found.sum(axis=1))


def _lines(panel: ControlPanel) -> tuple[Floats, Floats, Floats, Floats]:
    return panel.center, panel.lower, panel.upper, panel.sigma


def _drawn(panel: ControlPanel, lots: Lots, charts: int) -> Ints:
    """Draw counts, shape (charts, points that are kept), from the chart's own center."""
    rng = np.random.default_rng(SEED)
    mean = np.asarray(panel.center)[lots.keep] * lots.unit
    shape = (charts, len(mean))
    if lots.binomial:
        return rng.binomial(lots.size.astype(np.int64), mean / lots.size, shape)
    return rng.poisson(mean, shape)


def _estimated(judged: Judged, lots: Lots, counts: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    """Return center, lower, upper and sigma of every drawn chart, each stage from its own counts."""
    panel, total = judged.panel, len(judged.panel.statistic)
    stage = np.searchsorted(judged.starts, np.flatnonzero(lots.keep), side="right") - 1
    rate = np.zeros(counts.shape)
    for number in range(len(judged.starts)):
        mine = stage == number
        if mine.any():
            rate[:, mine] = counts[:, mine].sum(axis=1, keepdims=True) / lots.size[mine].sum()
    spread = rate * (1.0 - rate) if lots.binomial else rate
    center = rate * lots.size / lots.unit
    sigma = np.sqrt(spread * lots.size) / lots.unit
    own = [np.broadcast_to(line, total)[lots.keep] for line in _lines(panel)]
    far = (own[2] - own[0]) / own[3]
    near = np.where(np.isfinite(own[1]), (own[0] - own[1]) / own[3], far)
    lower = center - near * sigma
    lines = (center, np.where(lower > 0, lower, np.nan), center + far * sigma, sigma)
    full = np.full((4, len(counts), total), np.nan)
    full[:, :, lots.keep] = lines
    return full[0], full[1], full[2], full[3]
