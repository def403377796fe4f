"""Correlation by Pearson and by Spearman with intervals, and how one point changes it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.fisher import t_sf
from sqc.stats.normal import normal_quantile

Floats = NDArray[np.float64]


class Correlation(NamedTuple):
    """A correlation coefficient with its interval; NaN where nothing varies.

    Examples
    --------
    >>> Correlation(0.8, 0.6, 0.9, 0.001).r
    0.8
    """

    r: float
    low: float
    high: float
    p: float


def pearson(x: ArrayLike, y: ArrayLike, confidence: float = 0.95, lost: int = 0) -> Correlation:
    """Pearson's correlation with Fisher's interval.

    Parameters
    ----------
    x, y : array, shape (points,)
    confidence : float
    lost : int
        Means beyond the first that were taken off x and y: strata less one.

    Returns
    -------
    Correlation
        Its interval is NaN with fewer than four points.

    Notes
    -----
    z = atanh r is nearly normal with standard error 1/sqrt(n - 3); p by t = r sqrt((n - 2)/(1 - r**2)).

    References
    ----------
    R. A. Fisher (1921), On the probable error of a coefficient of correlation, Metron 1, 3-32.

    Examples
    --------
    >>> found = pearson([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0])
    >>> [round(value, 4) for value in found]
    [0.8, -0.2796, 0.9862, 0.1041]
    """
    r = _r(np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64))
    n = len(np.asarray(x)) - lost
    return _with_interval(r, n, confidence, 1.0)


def spearman(x: ArrayLike, y: ArrayLike, confidence: float = 0.95) -> Correlation:
    """Spearman's rank correlation with the interval of Bonett and Wright.

    Parameters
    ----------
    x, y : array, shape (points,)
        Equal values share the mean of their ranks.
    confidence : float

    Returns
    -------
    Correlation

    Notes
    -----
    z = atanh r with standard error sqrt((1 + r**2/2)/(n - 3)); p as for Pearson's, which holds from about ten
    points on, and never below 2/n!, the chance that n points stand in perfect order.

    References
    ----------
    D. G. Bonett, T. A. Wright (2000), Sample size requirements for estimating Pearson, Kendall and Spearman
    correlations, Psychometrika 65, 23-28.

    Examples
    --------
    >>> found = spearman([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0])
    >>> round(found.r, 4), round(found.low, 4)
    (0.8, -0.4571)
    """
    first, second = ranks(x), ranks(y)
    r = _r(first, second)
    found = _with_interval(r, len(first), confidence, 1.0 + r * r / 2.0)
    return found._replace(p=max(found.p, 2.0 / math.factorial(min(len(first), 20))))


def ranks(x: ArrayLike) -> Floats:
    """Rank of each value from 1; equal ones share the mean of their ranks.

    Parameters
    ----------
    x : array, shape (values,)

    Returns
    -------
    float array

    Examples
    --------
    >>> ranks([3.0, 1.0, 3.0]).tolist()
    [2.5, 1.0, 2.5]
    """
    _, place, counts = np.unique(np.asarray(x, dtype=np.float64), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2.0)[place])


def _r(x: Floats, y: Floats) -> float:
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return math.nan
    u, v = x - x.mean(), y - y.mean()
    u, v = u / np.abs(u).max(), v / np.abs(v).max()
    found = float(u @ v) / math.sqrt(float(u @ u) * float(v @ v))
    return max(-1.0, min(1.0, found))


def _with_interval(r: float, n: int, confidence: float, factor: float) -> Correlation:
    if math.isnan(r) or n < 3:
        return Correlation(r, math.nan, math.nan, math.nan)
    df = n - 2
    rest = 1.0 - r * r
    p = min(1.0, 2.0 * float(t_sf(abs(r) * math.sqrt(df / rest), df))) if rest > 0 else 0.0
    if n < 4:
        return Correlation(r, math.nan, math.nan, p)
    if rest <= 0:
        return Correlation(r, r, r, p)
    half = float(normal_quantile(0.5 + confidence / 2.0)) * math.sqrt(factor / (n - 3))
    z = math.atanh(r)
    return Correlation(r, math.tanh(z - half), math.tanh(z + half), p)


def without_each(x: ArrayLike, y: ArrayLike) -> Floats:
    """Correlation without each point in turn.

    Parameters
    ----------
    x, y : array, shape (points,)

    Returns
    -------
    float array
        NaN where nothing varies then.

    Notes
    -----
    Without point i the sums about the mean lose n/(n - 1) times the products of its deviations.

    References
    ----------
    R. D. Cook, S. Weisberg (1982), Residuals and Influence in Regression, Chapman and Hall.

    Examples
    --------
    >>> found = without_each([1.0, 2.0, 3.0, 9.0], [2.0, 1.0, 1.5, 9.0])
    >>> round(float(found[3]), 3)
    -0.5
    """
    first, second = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n = len(first)
    u, v = first - first.mean(), second - second.mean()
    k = n / (n - 1.0)
    sxx, syy, sxy = u @ u - k * u * u, v @ v - k * v * v, u @ v - k * u * v
    least = 1e-12
    flat = (sxx <= least * float(u @ u)) | (syy <= least * float(v @ v))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = sxy / np.sqrt(sxx * syy)
    return np.asarray(np.where(flat, np.nan, np.clip(found, -1.0, 1.0)))
