"""Counts of several items: is one really more frequent than the next, and does any stand out?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.chisquare import chi2_sf
from sqc.stats.discrete import binomial_sf

FEW, DRAWS, SEED = 5.0, 9_999, 1


def order_p(larger: ArrayLike, smaller: ArrayLike) -> Any:
    """Chance that two items that are equally frequent differ so much, whichever leads.

    Parameters
    ----------
    larger, smaller : int or array
        Their counts, in falling order.

    Returns
    -------
    float or array
        Two-sided exact binomial test of one half; at most 1, and 1 where nothing was counted.

    Raises
    ------
    ValueError
        If `smaller` is the larger one, or below 0.

    Notes
    -----
    2 P(X >= larger), X binomial with larger + smaller trials and p = 1/2.

    References
    ----------
    W. J. Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.1.

    Examples
    --------
    >>> round(order_p(87, 54), 4)
    0.0068
    """
    first, second = np.broadcast_arrays(np.asarray(larger, float), np.asarray(smaller, float))
    if not ((first >= second) & (second >= 0)).all():
        raise ValueError("counts in falling order are needed, none below 0")
    tail = np.asarray(binomial_sf(first - 1, first + second, np.full(first.shape, 0.5)))
    found = np.where(first > 0, np.minimum(1.0, 2.0 * tail), 1.0)
    return found if found.ndim else float(found)


def equal_p(counts: ArrayLike) -> float:
    """Chance of counts at least so uneven when all items are equally frequent.

    Parameters
    ----------
    counts : array of int, shape (items,)
        At least two items, not all 0.

    Returns
    -------
    float
        By the chi-square distribution; where an item is expected fewer than five times, the share of 9,999
        seeded draws, itself counted with them, so that it is never 0.

    Raises
    ------
    ValueError
        Fewer than two items, or nothing counted.

    References
    ----------
    W. G. Cochran (1954), Some methods for strengthening the common chi-square tests, Biometrics 10, 417-451.

    Examples
    --------
    >>> round(equal_p([12, 9, 11, 8]), 3)
    0.801
    """
    found = np.asarray(counts, dtype=np.float64)
    items, total = len(found), float(found.sum())
    if items < 2 or total <= 0:
        raise ValueError("at least two items and one event are needed")
    expected = total / items
    statistic = float(((found - expected) ** 2).sum() / expected)
    if expected >= FEW:
        return float(chi2_sf(statistic, items - 1))
    draws = np.random.default_rng(SEED).multinomial(int(total), np.full(items, 1 / items), DRAWS)
    simulated = ((draws - expected) ** 2).sum(axis=1) / expected
    return float((1 + np.count_nonzero(simulated >= statistic * (1 - 1e-12))) / (DRAWS + 1))
