"""What estimated centers cost on p, np, c and u charts: exactly, over all totals that phase I may have."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats.runlength.counts import (
    Kind,
    Reading,
    count_chances,
    flow_of_counts,
    reading,
    scale_of_counts,
)
from sqc.stats.runlength.refusals import NeverSignalsError, NoChainError
from sqc.stats.runlength.shewhart import THREE_SIGMA

_REACH = 9.0  # standard deviations of the total that count, and as many counts more
_NO_CHART = 0.01  # share of phase I data sets without limits that is still passed over
_CHARTS = 400  # that read the counts differently
_READ = 2e6  # counts that all totals read together: about three seconds
_CELLS = 500  # counts that all charts together keep, to compare neighbours: about two seconds
_log_gamma = np.frompyfunc(math.lgamma, 1, 1)


def draw_centers(
    random: np.random.Generator, count: int, kind: Kind, center: float, size: float, m: int
) -> Floats:
    """Random centers from m lots or units, of charts that have limits.

    Parameters
    ----------
    random : Generator
    count : int
        How many.
    kind, center, size, m
        As in `estimated_counts_arl`.

    Returns
    -------
    float array, shape (count,)

    Examples
    --------
    >>> draw_centers(np.random.default_rng(1), 10_000, "c", 4.0, 1, 25).mean().round(1).item()
    4.0
    """
    mean = scale_of_counts(kind, center, size, center).center
    totals, weights = _totals(kind, size, m, mean)
    return random.choice(totals, count, p=weights / weights.sum()) / m * center / mean


def _totals(kind: Kind, size: float, m: int, mean: float) -> tuple[Floats, Floats]:
    """Totals of phase I that give limits, and their probabilities."""
    total, share = m * mean, mean / size
    binomial = kind in ("p", "np")
    reach = _REACH * math.sqrt(total * (1.0 - share if binomial else 1.0)) + _REACH * 2.0
    low, high = max(1.0, math.floor(total - reach)), math.ceil(total + reach)
    x = np.arange(low, (min(high, m * size - 1) if binomial else high) + 1.0)
    if binomial:
        n = m * size
        logs = math.lgamma(n + 1.0) - _log_gamma(x + 1.0) - _log_gamma(n - x + 1.0)
        logs = logs + x * math.log(share) + (n - x) * math.log1p(-share)
    else:
        logs = x * math.log(total) - total - _log_gamma(x + 1.0)
    return x, np.exp(np.asarray(logs, dtype=float))


def estimated_counts_arl(
    kind: Kind,
    center: float,
    size: float,
    m: int,
    rules: Sequence[Rule],
    new_center: ArrayLike,
    *,
    limits: tuple[float, float] = THREE_SIGMA,
) -> Floats:
    """Average run length of a chart of counts whose center comes from m lots or units, over all such charts.

    Parameters
    ----------
    kind, center, size
        As in `sqc.stats.runlength.counts.count_problem`; `center` is the true one in phase I.
    m : int
        Phase I lots or units, 2 or more.
    rules, new_center, limits
        As there.

    Returns
    -------
    float array, shape (k,)
        Over the charts that have limits: a total of nought has none. Infinite where one never signals.

    Raises
    ------
    ValueError
        Impossible values; too few lots: one data set in a hundred or more gives no limits.
    NeverSignalsError, NoChainError
        Rules that never signal; too many states or too many different charts.

    Notes
    -----
    The total is binomial or Poisson. Charts that read the counts alike, by their rules and limits, are
    computed once.

    References
    ----------
    S. Chakraborti, S. W. Human (2006), Parameter estimation and performance of the p-chart for attributes
    data, IEEE Transactions on Reliability 55, 559-566.

    Examples
    --------
    >>> estimated_counts_arl("c", 4.0, 1, 50, [Rule("1", "beyond_limit", 1, 1)], [4.0, 8.0]).round(1)
    array([255.9,   4.6])
    """
    if m < 2:
        raise ValueError("m must be 2 or more")
    true = scale_of_counts(kind, center, size, new_center)
    totals, weights = _totals(kind, size, m, true.center)
    if weights.sum() < 1.0 - _NO_CHART:
        raise ValueError("too few subgroups: they often give no limits")
    unit = true.center / center
    scales = [scale_of_counts(kind, float(x) / m / unit, size, 0.0) for x in totals]
    width = limits[1] if math.isfinite(limits[1]) else 0.0
    top = max(scale.center + width * scale.deviation for scale in scales)
    chances = count_chances(kind, size, true.means, math.ceil(top) + 2)
    if len(totals) * chances.shape[1] > _READ:
        raise NoChainError("too many different charts for an exact average: simulate")
    charts: dict[Reading, float] = {}
    for scale, weight in zip(scales, weights.tolist(), strict=True):
        read = reading(scale, rules, limits, chances.shape[1])
        charts[read] = charts.get(read, 0.0) + weight
    if len(charts) > _CHARTS or sum(len(read.kept or ()) for read in charts) > _CELLS:
        raise NoChainError("too many different charts for an exact average: simulate")
    total = np.zeros(len(true.means))
    for read, weight in charts.items():
        try:
            total += weight * flow_of_counts(read, chances).mean()
        except NeverSignalsError:
            total += math.inf
    if not np.any(np.isfinite(total)) and len(charts) == 1:
        raise NeverSignalsError("these rules never signal")
    return np.asarray(total / weights.sum())
