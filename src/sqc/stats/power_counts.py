"""Chance that a test sees a difference of two shares, or of two rates; how many units that takes."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sqc.stats.search import root

Floats = NDArray[np.float64]


def share_power(n: float, p: float, q: float, alpha: float = 0.05, sides: int = 2) -> float:
    """Power of the test of two shares by the normal distribution, groups of equal size.

    Parameters
    ----------
    n : float
        Units in each group.
    p, q : float
        The true shares.
    alpha : float
    sides : {1, 2}

    Returns
    -------
    float

    Notes
    -----
    P(Z < (sqrt(n) |p - q| - z sqrt(2 m (1 - m))) / sqrt(p (1 - p) + q (1 - q))), m their mean.

    References
    ----------
    J. L. Fleiss, B. Levin, M. C. Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed.,
    section 4.2.

    Examples
    --------
    >>> round(share_power(434.432022, 0.05, 0.1), 6)
    0.8
    """
    from sqc.stats.special import ndtr, ndtri

    middle = 0.5 * (p + q)
    null = float(ndtri(1.0 - alpha / sides)) * math.sqrt(2.0 * middle * (1.0 - middle))
    spread = math.sqrt(p * (1.0 - p) + q * (1.0 - q))
    if spread == 0:
        return 1.0 if p != q else alpha
    return float(ndtr((math.sqrt(n) * abs(p - q) - null) / spread))


def log_ways(x: Floats, n: int) -> Floats:
    """Logarithm of the number of ways to take x of n units.

    Parameters
    ----------
    x : float array
        From 0 to n.
    n : int

    Returns
    -------
    float array

    Examples
    --------
    >>> np.exp(log_ways(np.arange(3.0), 2)).round(9).tolist()
    [1.0, 2.0, 1.0]
    """
    from sqc.stats.special import gammaln

    return np.asarray(gammaln(n + 1.0) - gammaln(x + 1.0) - gammaln(n - x + 1.0))


def binomial_chances(x: Floats, n: int, p: float) -> Floats:
    """Chance of each number of units among n; 0 and 1 are shares too.

    Parameters
    ----------
    x : float array
        From 0 to n.
    n : int
    p : float
        Share of all units.

    Returns
    -------
    float array

    Notes
    -----
    C(n, x) p**x (1 - p)**(n - x).

    Examples
    --------
    >>> binomial_chances(np.arange(3.0), 2, 0.5).round(9).tolist()
    [0.25, 0.5, 0.25]
    """
    from sqc.stats.special import xlog1py, xlogy

    return np.asarray(np.exp(log_ways(x, n) + xlogy(x, p) + xlog1py(n - x, -p)))


def fisher_power(n: int, p: float, q: float, alpha: float = 0.05) -> float:
    """Power of Fisher's exact test, two-sided, groups of equal size: all tables counted.

    Parameters
    ----------
    n : int
        Units in each group.
    p, q : float
        The true shares.
    alpha : float

    Returns
    -------
    float

    References
    ----------
    R. A. Fisher (1935), Journal of the Royal Statistical Society 98, 39-82.

    Examples
    --------
    >>> round(fisher_power(10, 0.1, 0.7), 6)
    0.666917
    """
    x = np.arange(n + 1.0)
    ways, first, second = log_ways(x, n), binomial_chances(x, n, p), binomial_chances(x, n, q)
    power = 0.0
    for total in range(2 * n + 1):
        a = np.arange(max(0, total - n), min(n, total) + 1)
        weight = ways[a] + ways[total - a]
        chance = np.exp(weight - weight.max())
        chance /= chance.sum()
        order = np.argsort(chance, kind="stable")
        rising = chance[order]
        # all tables that are no more probable, those equal up to rounding too
        upto = np.searchsorted(rising, chance * (1 + 1e-7), side="right")
        rejected = np.cumsum(rising)[upto - 1] <= alpha
        power += float((first[a] * second[total - a])[rejected].sum())
    return min(power, 1.0)


def rate_power(n: float, rate: float, other: float, alpha: float = 0.05) -> float:
    """Power of the exact conditional test of two Poisson rates, two-sided, on n units each.

    Parameters
    ----------
    n : float
        Units, area or time of each group.
    rate, other : float
        The true rates per unit.
    alpha : float

    Returns
    -------
    float

    Notes
    -----
    The mean over the Poisson total of the chance that its parts lie in the tails of the binomial of one half.

    References
    ----------
    J. Przyborowski, H. Wilenski (1940), Biometrika 31, 313-323.

    Examples
    --------
    >>> round(rate_power(10, 2.0, 1.0), 6)
    0.373514
    """
    from scipy import stats

    mean = n * (rate + other)
    reach = 12.0 * math.sqrt(mean) + 40.0
    total = np.arange(max(0.0, math.floor(mean - reach)), math.ceil(mean + reach) + 1.0)
    tails = beyond_half(total, other / (rate + other), alpha, 2)
    return float((stats.poisson.pmf(total, mean) * tails).sum())


def beyond_half(total: Floats, share: float, alpha: float, sides: int) -> Floats:
    """Chance that the exact test of a share against one half rejects, for each number of events.

    Parameters
    ----------
    total : float array
        Numbers of events.
    share : float
        The true share, above one half where `sides` is 1.
    alpha : float
    sides : {1, 2}

    Returns
    -------
    float array of the shape of `total`

    Examples
    --------
    >>> beyond_half(np.array([5.0, 6.0]), 0.9, 0.05, 2).round(6).tolist()
    [0.0, 0.531442]
    """
    from scipy import stats

    tail = alpha / sides
    edge = np.asarray(stats.binom.ppf(tail, total, 0.5))
    # the largest count whose tail is at most its part of the level
    edge = np.where(stats.binom.cdf(edge, total, 0.5) <= tail * (1 + 1e-12), edge, edge - 1)
    above = np.asarray(stats.binom.sf(total - edge - 1, total, share))
    return above + np.asarray(stats.binom.cdf(edge, total, share)) if sides == 2 else above


def cohen_h(p: float, q: float) -> float:
    """Difference of two shares on the scale of arcsines, where its standard error hangs on n alone.

    Parameters
    ----------
    p, q : float
        Shares from 0 to 1.

    Returns
    -------
    float
        2 asin(sqrt(q)) - 2 asin(sqrt(p)).

    References
    ----------
    J. Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 6.

    Examples
    --------
    >>> round(cohen_h(0.05, 0.1), 6)
    0.192474
    """
    return 2.0 * (math.asin(math.sqrt(q)) - math.asin(math.sqrt(p)))


def n_needed(power: Callable[[float], float], wanted: float, least: float, most: float = 1e7) -> float | None:
    """Number at which a power that rises with it is reached; not rounded.

    Parameters
    ----------
    power : callable
        Of n.
    wanted : float
    least, most : float
        Where it is sought.

    Returns
    -------
    float or None
        `least` where that is enough; None where `most` is not.

    Examples
    --------
    >>> n_needed(lambda n: 1 - 0.9**n, 0.5, 1.0).__round__(6)
    6.578813
    """
    if power(least) >= wanted:
        return least
    low, high = least, 2.0 * least
    while power(high) < wanted:
        low, high = high, 2.0 * high
        if low > most:
            return None
    return root(lambda n: power(n) - wanted, low, high)


def units_needed(power: Callable[[int], float], wanted: float, begin: int, most: int) -> int | None:
    """Fewest units from which on an exact power, which rises in a saw-tooth, stays reached.

    Parameters
    ----------
    power : callable
        Of n.
    wanted : float
    begin : int
        A number near it: where the search begins.
    most : int
        Where it ends.

    Returns
    -------
    int or None
        None where it lies beyond `most`.

    Notes
    -----
    Stays: for 10 numbers in a row.

    Examples
    --------
    >>> units_needed(lambda n: 1 - 0.9**n, 0.5, 4, 100)
    7
    """
    at = max(begin, 1)
    while at > 1 and power(at) >= wanted:
        at = max(1, at - 10)
    run = 0
    while at + run <= most:
        if power(at + run) >= wanted:
            run += 1
            if run == 10:
                return at
        else:
            at, run = at + run + 1, 0
    return None
