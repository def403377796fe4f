"""How limits from so many phase I subgroups behave: the run lengths of all such charts.

A chart with estimated limits has an average run length of its own, by the errors of its mean and sigma. Its
logarithm is smooth in the ratio of the estimated to the true sigma and in the error of the mean, and even in
the latter: one table at Chebyshev nodes, over the errors that `least` subgroups make, serves every larger
number, so that a search costs no more equations than one number.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.designs import Design
from sqc.stats.runlength.estimated import log_lengths, sigma_degrees
from sqc.stats.runlength.nodes import legendre
from sqc.stats.runlength.sigma_law import Sigma, mean_chi
from sqc.stats.tails import chi2_sf

_TABLES = (64, 16, 4, 2)  # subgroups that a table is for, and more
_REACH = 5.0  # standard deviations of each error in a table
_RATIOS, _MEANS = 25, 49  # nodes of a table
_FINE = 61  # nodes of a distribution


@dataclass(frozen=True)
class Charts:
    """All charts with limits from `least` or more phase I subgroups.

    Parameters
    ----------
    n : int
        Subgroup size; 1 for single values.
    sigma : {"pooled", "range", "moving-range"}
        Estimate of sigma.
    low, high : float
        Smallest and largest ratio of the estimated to the true sigma in the table.
    far : float
        Largest error of the mean in the table, in standard deviations of the plotted values.
    terms : float array
        Chebyshev coefficients of the logarithm of the run length by ratio and error.

    Examples
    --------
    >>> from sqc.stats.runlength.designs import shewhart_design
    >>> round(charts_of(shewhart_design(3.0), 5).below(100, 185.2), 3)
    0.028
    """

    n: int
    sigma: Sigma
    low: float
    high: float
    far: float
    terms: Floats

    def below(self, m: int, length: float) -> float:
        """Share of the charts with limits from `m` subgroups whose average run length is shorter."""
        unit, shares = legendre(_FINE)
        z = 0.5 * _REACH * (unit + 1.0)
        shares = shares * np.exp(-0.5 * z * z)
        x = np.linspace(-1.0, 1.0, 4 * _FINE)
        logs = np.polynomial.chebyshev.chebgrid2d(x, z / (math.sqrt(m) * self.far), self.terms)
        # the run length rises with the ratio: where it passes `length`, for each error of the mean
        passed = np.array([np.interp(math.log(length), column, x) for column in logs.T])
        ratios = self.low + (self.high - self.low) * 0.5 * (passed + 1.0)
        degrees = sigma_degrees(m, self.n, self.sigma)
        chances = 1.0 - np.asarray(chi2_sf(degrees * (mean_chi(degrees) * ratios) ** 2, degrees))
        return float(chances @ shares / shares.sum())


def charts_of(design: Design, n: int = 1, *, sigma: Sigma = "pooled", least: int = 64) -> Charts:
    """Tabulate the in-control run lengths of charts whose limits come from phase I.

    Parameters
    ----------
    design : Design
        The chart.
    n : int
        Subgroup size; 1 for single values.
    sigma : {"pooled", "range", "moving-range"}
        Estimate of sigma.
    least : int
        Fewest subgroups that the table is for.

    Returns
    -------
    Charts

    Examples
    --------
    >>> from sqc.stats.runlength.designs import shewhart_design
    >>> charts = charts_of(shewhart_design(3.0), 5, least=25)
    >>> round(charts.below(25, 185.2), 3)
    0.224
    """
    reach, far = _REACH / math.sqrt(2.0 * sigma_degrees(least, n, sigma)), _REACH / math.sqrt(least)
    low, high = max(0.02, 1.0 - reach), 1.0 + reach
    # more nodes where few subgroups make large errors
    half = math.ceil(_MEANS * math.sqrt(max(64 / least, 1.0)))
    x, y = _nodes(_RATIOS), _nodes(2 * half - 1)
    ratios = low + (high - low) * 0.5 * (x + 1.0)
    logs = log_lengths(design, ratios[::-1], far * y[:half])[::-1]
    even = np.concatenate([logs, logs[:, half - 2 :: -1]], axis=1)
    by_ratio = np.polynomial.chebyshev.chebfit(x, even, _RATIOS - 1)
    terms = np.polynomial.chebyshev.chebfit(y, by_ratio.T, 2 * half - 2).T
    return Charts(n, sigma, low, high, far, np.asarray(terms, dtype=float))


def _nodes(n: int) -> Floats:
    # falling; for odd n the middle one is 0
    return np.asarray(np.cos(math.pi * (np.arange(n) + 0.5) / n))


def enough_subgroups(
    design: Design,
    n: int = 1,
    *,
    share: float = 0.5,
    sure: float = 0.9,
    sigma: Sigma = "pooled",
    most: int = 2**20,
) -> int:
    """Number of phase I subgroups with which most charts reach a share of the ARL with known parameters.

    Parameters
    ----------
    design : Design
        The chart.
    n : int
        Subgroup size; 1 for single values.
    share : float
        Share of the in-control ARL with known parameters, inside (0, 1).
    sure : float
        Share of the charts that reach it, inside (0, 1).
    sigma : {"pooled", "range", "moving-range"}
        Estimate of sigma.
    most : int
        The search ends here.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        A share outside (0, 1); more than `most` subgroups.

    References
    ----------
    W. Albers and W. C. M. Kallenberg (2004), Metrika 59, 207-234.

    Examples
    --------
    >>> from sqc.stats.runlength.designs import shewhart_design
    >>> enough_subgroups(shewhart_design(3.0), 5)
    53
    """
    if not (0.0 < share < 1.0 and 0.0 < sure < 1.0):
        raise ValueError("share and sure must lie inside (0, 1)")
    wanted = share * float(design.arl(1.0, np.zeros(1))[0])
    tables = {least: cache(partial(charts_of, design, n, sigma=sigma, least=least)) for least in _TABLES}

    def short(m: int) -> bool:
        table = next(table for least, table in tables.items() if least <= m)
        return table().below(m, wanted) > 1.0 - sure

    low, high = _bracket(short, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if short(middle) else (low, middle)
    return high


def _bracket(short: Callable[[int], bool], most: int) -> tuple[int, int]:
    """Return a number of subgroups that is too small and one that is not."""
    high = _TABLES[0]
    if short(high):
        low = high
        while short(high := 2 * low):
            low = high
            if high > most:
                raise ValueError(f"more than {most} subgroups")
        return low, high
    for low in _TABLES[1:]:
        if short(low):
            return low, high
        high = low
    return 1, high
