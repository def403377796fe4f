"""A trend in values in order of time: does it go up or down at all?"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.normal import normal_sf

EXACT_TO = 10


def trend_p(values: ArrayLike) -> tuple[int, float]:
    """Chance of a trend at least so strong among values in random order.

    Parameters
    ----------
    values : array, shape (n,)
        In order of time.

    Returns
    -------
    score : int
        Pairs that rise less pairs that fall.
    p : float
        Two-sided; 1 with fewer than three values or all equal.

    Notes
    -----
    Mann and Kendall: exact by the number of orders up to ten different values, else the normal
    approximation with ties and continuity correction.

    References
    ----------
    H. B. Mann (1945), Nonparametric tests against trend, Econometrica 13, 245-259.
    M. G. Kendall (1975), Rank Correlation Methods, 4th ed., Griffin.

    Examples
    --------
    >>> score, p = trend_p([3, 4, 6, 5, 8, 9])
    >>> score, round(p, 4)
    (13, 0.0167)
    """
    x = np.asarray(values, dtype=np.float64)
    n = len(x)
    score = int(np.sign(x[None, :] - x[:, None])[np.triu_indices(n, 1)].sum())
    counts = np.unique(x, return_counts=True)[1]
    if n < 3 or len(counts) == 1:
        return score, 1.0
    if n <= EXACT_TO and len(counts) == n:
        return score, _exact(n, score)
    ties = float((counts * (counts - 1) * (2 * counts + 5)).sum())
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18.0
    z = max(abs(score) - 1, 0) / math.sqrt(variance)
    return score, min(1.0, 2.0 * float(normal_sf(z)))


def _exact(n: int, score: int) -> float:
    """Return the two-sided chance from the numbers of orders with so many pairs that fall."""
    orders = np.ones(1)
    for k in range(2, n + 1):
        orders = np.convolve(orders, np.ones(k))
    pairs = n * (n - 1) // 2
    falling = (pairs - abs(score)) // 2
    return min(1.0, 2.0 * float(orders[: falling + 1].sum() / orders.sum()))


def slope(values: ArrayLike) -> float:
    """Median slope of values at equal distances of time.

    Parameters
    ----------
    values : array, shape (n,)
        In order of time.

    Returns
    -------
    float
        NaN with fewer than two values.

    Notes
    -----
    Median of (x_j - x_i) / (j - i) over all pairs: a few extreme values do not move it.

    References
    ----------
    P. K. Sen (1968), Journal of the American Statistical Association 63, 1379-1389.

    Examples
    --------
    >>> slope([3, 4, 6, 5, 8, 90])
    1.5
    """
    x = np.asarray(values, dtype=np.float64)
    if len(x) < 2:
        return math.nan
    i, j = np.triu_indices(len(x), 1)
    return float(np.median((x[j] - x[i]) / (j - i)))
