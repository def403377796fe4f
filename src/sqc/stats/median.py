"""Distribution of the median of n independent N(0, 1) values, even n included. No scipy."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.discrete import binomial_sf
from sqc.stats.normal import normal_cdf, normal_sf

Floats = NDArray[np.float64]

_REACH = 12.0  # standard deviations of single values
_NODES = 200


@lru_cache(maxsize=1)
def _below() -> tuple[Floats, Floats]:
    """Distances below the median that is asked for, and their weights."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    return 0.5 * _REACH * (nodes + 1.0), 0.5 * _REACH * weights


def _log_sf(z: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.where(z < 0, np.log1p(-normal_cdf(np.minimum(z, 0.0))), np.log(normal_sf(z)))


def _even(x: Floats, n: int) -> Floats:
    """P(median <= x), x not above 0: over the lower of the two middle values, at x less a distance."""
    m = n // 2
    distance, weights = _below()
    low, high = x[..., None] - distance, x[..., None] + distance
    upper = _log_sf(low)
    # the other middle value is not above `high`, given that it is above `low`
    nearer = -np.expm1(m * (_log_sf(high) - upper))
    factor = math.lgamma(n + 1) - math.lgamma(m) - math.lgamma(m + 1)
    with np.errstate(divide="ignore", under="ignore"):
        lower = (m - 1) * np.log(normal_cdf(low)) if m > 1 else np.zeros(low.shape)
        density = np.exp(factor + lower + m * upper - 0.5 * low**2) / math.sqrt(2.0 * math.pi)
    return np.asarray((weights * density * nearer).sum(axis=-1))


def median_cdf(x: ArrayLike, n: int) -> Floats:
    """P(median <= x) for the median of n independent N(0, 1) values.

    Parameters
    ----------
    x : float or array
        In units of sigma.
    n : int
        Number of values, at least 1; for an even one the median is the mean of the two middle values.

    Returns
    -------
    float array of the shape of `x`

    Notes
    -----
    Odd n = 2 m + 1: at least m + 1 of n values are not above x. Even n = 2 m:

    n! / ((m - 1)! m!) times the integral over t < x of Phi(t)**(m - 1) [(1 - Phi(t))**m -
    (1 - Phi(2 x - t))**m] phi(t).

    References
    ----------
    M. M. Desu, R. H. Rodine (1969), Estimation of the population median, Skandinavisk Aktuarietidskrift 52,
    67-70.

    Examples
    --------
    >>> median_cdf([-1.0, 0.0], 4).round(6).tolist()
    [0.033575, 0.5]
    """
    z = np.asarray(x, dtype=np.float64)
    if n % 2:
        return np.asarray(binomial_sf(n // 2, n, normal_cdf(z)))
    tail = _even(-np.abs(z), n)
    return np.asarray(np.where(z > 0, 1.0 - tail, tail))


def median_sf(x: ArrayLike, n: int) -> Floats:
    """P(median > x), without cancellation: the median is symmetric.

    Parameters
    ----------
    x : float or array
    n : int
        As for `median_cdf`.

    Returns
    -------
    float array of the shape of `x`

    Examples
    --------
    >>> round(2 * float(median_sf(3 * 0.5355685405304131, 5)), 9)
    0.002909021
    """
    return median_cdf(-np.asarray(x, dtype=np.float64), n)
