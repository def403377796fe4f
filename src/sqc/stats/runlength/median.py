"""Run lengths of medians of normal values, alone or over their ranges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats.constants import sd_median
from sqc.stats.median import median_cdf, median_sf
from sqc.stats.runlength.chart import Chart, Rows, growth_of
from sqc.stats.runlength.flow import Flow
from sqc.stats.runlength.letters import between
from sqc.stats.runlength.pair import Pair
from sqc.stats.runlength.refusals import NeverSignalsError
from sqc.stats.runlength.shewhart import THREE_SIGMA, panel_problem
from sqc.stats.runlength.spread import scale_of, spread_problem

Limits = tuple[float, float]


def median_zones(n: int, lines: Floats, shift: ArrayLike, ratio: ArrayLike = 1.0) -> Floats:
    """Probabilities of the zones of a panel of medians.

    Parameters
    ----------
    n : int
        Subgroup size, at least 2.
    lines : float array, shape (zones - 1,)
        Borders in standard deviations of the median in control, from its center.
    shift : float array, shape (k,)
        Mean of the medians, in the same unit.
    ratio : float or float array, shape (k,)
        Standard deviation of the process over that in control.

    Returns
    -------
    float array, shape (k, zones)

    Examples
    --------
    >>> median_zones(5, np.array([-3.0, 3.0]), [0.0]).round(6).tolist()
    [[0.001455, 0.997091, 0.001455]]
    """
    means, ratios = np.broadcast_arrays(np.atleast_1d(np.asarray(shift, dtype=float)), np.asarray(ratio))
    z = (lines - means[:, None]) / ratios[:, None] * sd_median(n)
    return between(median_cdf(z, n), median_sf(z, n))


def median_problem(
    n: int,
    rules: Sequence[Rule],
    shift: ArrayLike,
    ratio: ArrayLike = 1.0,
    *,
    limits: Limits = THREE_SIGMA,
) -> Flow:
    """Run lengths of a panel of medians alone, exactly.

    Parameters
    ----------
    n : int
        Subgroup size, at least 2.
    rules : sequence of Rule
    shift : float array, shape (k,)
        Mean of the medians in their standard deviations in control.
    ratio : float or float array, shape (k,)
        Standard deviation of the process over that in control.
    limits : pair of float
        In standard deviations of the median.

    Returns
    -------
    Flow

    Examples
    --------
    >>> median_problem(5, [Rule("1", "beyond_limit", 1, 1)], [0.0]).mean().round(2).tolist()
    [343.76]
    """
    return panel_problem(rules, limits, lambda lines: median_zones(n, lines, shift, ratio))


def median_chart(
    n: int, rules: Sequence[Rule], spread_rules: Sequence[Rule], limits: Limits = THREE_SIGMA
) -> Chart:
    """Median-R chart, both panels together.

    Parameters
    ----------
    n : int
        Subgroup size, at least 2.
    rules, spread_rules : sequence of Rule
        Of the medians and of the ranges.
    limits : pair of float
        Of both panels.

    Returns
    -------
    Chart

    Notes
    -----
    Each panel is exact. Together they are taken as independent: median and range of normal values are
    uncorrelated, and independent if there are two; of more values, far medians come with somewhat larger
    ranges, so that the chart runs up to 2 % longer than stated (three values, limits alone: 115.5 by
    simulation, 113.8 stated).

    Examples
    --------
    >>> limit = [Rule("1", "beyond_limit", 1, 1)]
    >>> median_chart(5, limit, limit).exact(np.zeros(1), np.ones(1)).mean().round(1).tolist()
    [133.4]
    """
    center, deviation = scale_of("r", n)

    def exact(mean: Floats, ratio: Floats) -> Flow | Pair:
        try:
            medians = median_problem(n, rules, mean, ratio, limits=limits)
        except NeverSignalsError:
            return spread_problem("r", n, spread_rules, ratio, limits=limits)
        try:
            return Pair(medians, spread_problem("r", n, spread_rules, ratio, limits=limits))
        except NeverSignalsError:
            return medians

    def draw(random: np.random.Generator, rows: Rows, points: int) -> Floats:
        values = random.standard_normal((len(rows.mean), points, n))
        medians = np.median(values, axis=-1) / sd_median(n)
        ranges = (rows.ratio * np.ptp(values, axis=-1) - center) / deviation
        return np.stack([rows.mean + rows.ratio * medians, ranges])

    return Chart(exact, ((rules, limits), (spread_rules, limits)), draw, growth_of(rules, limits))
