"""Ratios of rates of Poisson counts, all pairs at once: exact conditional tests and intervals."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._gamma import log_binomial, out
from sqc.stats.attribute import clopper_pearson
from sqc.stats.discrete import binomial_cdf, binomial_sf

Floats = NDArray[np.float64]

# chances that differ by less than this are equal: what R's binom.test allows
_EQUAL = 1e-7


class Ratios(NamedTuple):
    """Ratios with the ends of their intervals and the chance of each if the rates were equal.

    Examples
    --------
    >>> round(float(rate_ratios(21, 3011, 11, 800).ratio), 6)
    1.971488
    """

    ratio: Floats
    lower: Floats
    upper: Floats
    p: Floats


def binomial_p(events: ArrayLike, n: ArrayLike, share: ArrayLike) -> Any:
    """Exact two-sided binomial test: chance of all counts that are no more probable than the one found.

    Parameters
    ----------
    events, n : int or array
    share : float or array
        Share to be tested, above 0 and below 1.

    Returns
    -------
    float or array
        1 where n is 0.

    References
    ----------
    W. J. Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.1; two-sided as in R's
    binom.test.

    Examples
    --------
    >>> round(binomial_p(682, 925, 0.75), 6)
    0.382492
    """
    x, m, q = (np.asarray(one, dtype=np.float64) for one in np.broadcast_arrays(events, n, share))
    # looked at from the side on which the count is the upper tail
    below = x < m * q
    x, q = np.where(below, m - x, x), np.where(below, 1.0 - q, q)
    mean = m * q
    bound = log_binomial(x, m, q) + math.log1p(_EQUAL)
    # the largest count at or below the mean that is no more probable, by bisection; -1: none
    low, high = np.full(x.shape, -1.0), np.floor(mean) + 1.0
    while (high - low > 1).any():
        middle = np.floor(0.5 * (low + high))
        rare = (middle < 0) | (log_binomial(np.maximum(middle, 0.0), m, q) <= bound)
        low, high = np.where(rare, middle, low), np.where(rare, high, middle)
    found = np.asarray(binomial_cdf(low, m, q)) + np.asarray(binomial_sf(x - 1.0, m, q))
    return out(np.where((m == 0) | (x == mean), 1.0, np.minimum(found, 1.0)))


def rate_ratios(
    events: ArrayLike, size: ArrayLike, other: ArrayLike, other_size: ArrayLike, confidence: float = 0.95
) -> Ratios:
    """Ratio of each rate to another one: exact conditional test and interval.

    Parameters
    ----------
    events, size : float or array
        Counts before, and the units, area or time on which they were counted.
    other, other_size : float or array
        Counts after; the ratio is that of their rate to the rate before.
    confidence : float
        Of each interval alone.

    Returns
    -------
    Ratios
        Of nothing counted on either side: NaN, from 0 without limit. Of nothing before: infinite.

    Notes
    -----
    Given the sum, the count after is binomial with share r u / (t + r u), t and u the sizes and r the ratio:
    `binomial_p` at r = 1, and the interval of Clopper and Pearson carried over.

    References
    ----------
    J. Przyborowski, H. Wilenski (1940), Biometrika 31, 313-323.

    Examples
    --------
    >>> found = rate_ratios([21, 0], 3011, [11, 0], 800)
    >>> [part.round(4).tolist() for part in found]
    [[1.9715, nan], [0.8584, 0.0], [4.2773, inf], [0.0797, 1.0]]
    """
    x, t, y, u = (
        np.asarray(one, dtype=np.float64) for one in np.broadcast_arrays(events, size, other, other_size)
    )
    both = x + y
    half = 0.5 - confidence / 2
    ends = clopper_pearson(y, np.maximum(both, 1.0), half, 1.0 - half)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower, upper = (np.asarray(end / (1.0 - end) * t / u) for end in ends)
        ratio = np.asarray(y / u / (x / t))
    none = both == 0
    p = np.asarray(binomial_p(y, both, u / (t + u)))
    return Ratios(ratio, np.where(none, 0.0, lower), np.where(none, np.inf, upper), p)
