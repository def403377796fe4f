"""The price of a chart of counts under any set of rules: simulated on its own limits.

Counts are drawn from the center of the chart; where a panel has no model of them (Laney), the points are
drawn as normal ones with the chart's own sigma. With known limits they are judged by the chart's own lines;
with limits estimated from the same points every drawn chart gets lines of its own, as many standard
deviations away as the chart's.
"""

from __future__ import annotations

import numpy as np

from sqc.charts.count_tails import Lots, lots_of
from sqc.charts.kind import Bools, ControlPanel, Floats
from sqc.charts.rulesets import RuleSet
from sqc.charts.signals import Judged, judge
from sqc.data.sample import Ints
from sqc.stats.constants import d2

Lines = tuple[Floats, ...]

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
        Panel of a chart of counts without points that cannot be judged.
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
    drawn, own = (_normal if panel.model is None else _counted)(judged, charts)
    if phase == 2:
        own = tuple(np.tile(np.broadcast_to(line, total), charts) for line in _lines(panel))
    center, lower, upper, sigma = (line.ravel() for line in own)
    middle = center.reshape(charts, total)
    # the size of a lot is known to the last digits only: a count on the center stays there
    statistic = np.where(np.isclose(drawn, middle, rtol=1e-9, atol=0.0), middle, drawn)
    many = panel._replace(statistic=statistic.ravel(), center=center, lower=lower, upper=upper, sigma=sigma)
    starts = (np.arange(charts)[:, None] * total + judged.starts).ravel()
    found = judge(many, chosen, starts).signalling.reshape(charts, total)
    return np.asarray(found.sum(axis=1))


def _counted(judged: Judged, charts: int) -> tuple[Floats, Lines]:
    """Return drawn statistics and the lines that they give themselves, shapes (charts, points)."""
    lots = lots_of(judged.panel)
    counts = _drawn(judged.panel, lots, charts)
    statistic = np.full((charts, len(judged.panel.statistic)), np.nan)
    statistic[:, lots.keep] = counts / lots.unit
    return statistic, _estimated(judged, lots, counts)


def _normal(judged: Judged, charts: int) -> tuple[Floats, Lines]:
    """Return the same for normal points: the center weighted by size, sigma by moving ranges."""
    panel, total = judged.panel, len(judged.panel.statistic)
    keep = panel.defined & (panel.sigma > 0)
    center, sigma = (np.broadcast_to(line, total)[keep] for line in (panel.center, panel.sigma))
    drawn = np.random.default_rng(SEED).standard_normal((charts, len(center)))
    middle, width = np.zeros(drawn.shape), np.zeros(drawn.shape)
    stage = np.searchsorted(judged.starts, np.flatnonzero(keep), side="right") - 1
    for number in range(len(judged.starts)):
        mine = stage == number
        if mine.sum() > 1:
            weight = 1.0 / sigma[mine]
            off = (drawn[:, mine] * weight).sum(axis=1, keepdims=True) / (weight**2).sum()
            ranges = np.abs(np.diff(drawn[:, mine] - off * weight, axis=1))
            middle[:, mine] = center[mine] + off
            width[:, mine] = sigma[mine] * ranges.mean(axis=1, keepdims=True) / d2(2)
    statistic = np.full((charts, total), np.nan)
    statistic[:, keep] = center + sigma * drawn
    return statistic, _away(panel, keep, middle, width)


def _lines(panel: ControlPanel) -> Lines:
    return panel.center, panel.lower, panel.upper, panel.sigma


def _drawn(panel: ControlPanel, lots: Lots, charts: int) -> Ints:
    """Draw counts, shape (charts, points that are kept), from the chart's own center."""
    rng = np.random.default_rng(SEED)
    mean = np.asarray(panel.center)[lots.keep] * lots.unit
    shape = (charts, len(mean))
    if lots.binomial:
        return rng.binomial(lots.size.astype(np.int64), mean / lots.size, shape)
    return rng.poisson(mean, shape)


def _estimated(judged: Judged, lots: Lots, counts: Ints) -> Lines:
    """Return center, lower, upper and sigma of every drawn chart, each stage from its own counts."""
    stage = np.searchsorted(judged.starts, np.flatnonzero(lots.keep), side="right") - 1
    rate = np.zeros(counts.shape)
    for number in range(len(judged.starts)):
        mine = stage == number
        if mine.any():
            rate[:, mine] = counts[:, mine].sum(axis=1, keepdims=True) / lots.size[mine].sum()
    spread = rate * (1.0 - rate) if lots.binomial else rate
    center = rate * lots.size / lots.unit
    sigma = np.sqrt(spread * lots.size) / lots.unit
    return _away(judged.panel, lots.keep, center, sigma)


def _away(panel: ControlPanel, keep: Bools, center: Floats, sigma: Floats) -> Lines:
    """Return lines as many standard deviations from these centers as the panel's are from its own."""
    total = len(panel.statistic)
    own = [np.broadcast_to(line, total)[keep] for line in _lines(panel)]
    far = (own[2] - own[0]) / own[3]
    near = np.where(np.isfinite(own[1]), (own[0] - own[1]) / own[3], far)
    lower = center - near * sigma
    lines = (center, np.where(lower > 0, lower, np.nan), center + far * sigma, sigma)
    full = np.full((4, len(center), total), np.nan)
    full[:, :, keep] = lines
    return full[0], full[1], full[2], full[3]
