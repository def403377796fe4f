"""Last digits that come too often: readings rounded by eye, or by two habits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.chisquare import chi2_sf

# a smooth distribution puts as many values on each residue once sigma is so many of its steps
WIDE = 0.6
EVERY = (2, 5, 10)


class Heaping(NamedTuple):
    """Values that stand on every k-th step more often than chance gives.

    Parameters
    ----------
    every : int
        k: 2, 5 or 10 steps.
    share : float
        Of the values on the fullest of the k places; 1/k is expected.
    p : float
        Chance of shares at least so uneven, times the number of k that were looked at.
    place : int
        The fullest of them: the remainder of its steps by k.

    Examples
    --------
    >>> Heaping(5, 0.6, 0.0001, 0).every
    5
    """

    every: int
    share: float
    p: float
    place: int


def heaping(x: ArrayLike, step: float) -> Heaping | None:
    """Return the most uneven of the last digits by 2, 5 and 10 steps.

    Parameters
    ----------
    x : array, shape (values,)
        Multiples of `step`.
    step : float
        Resolution.

    Returns
    -------
    Heaping or None
        None where the values spread over too few steps to tell, or fewer than 5 are expected on a place.

    Notes
    -----
    Chi-square test of equal shares, k - 1 degrees of freedom; p by Bonferroni. It is made where s >= 0.6 k
    steps: a normal distribution then departs from equal shares by less than 0.2 %.

    References
    ----------
    K. Pearson (1900), Philosophical Magazine, series 5, 50, 157-175.

    Examples
    --------
    >>> heaping([10.0, 10.2, 10.4, 10.6, 10.8, 11.0, 10.2, 10.4, 10.6, 10.8] * 2, 0.1).every
    2
    """
    values = np.asarray(x, dtype=np.float64)
    n = len(values)
    if n < 2 or not step > 0:
        return None
    steps = np.round(values / step)
    wide = float(steps.std(ddof=1))
    tests = [k for k in EVERY if wide >= WIDE * k and n >= 5 * k]
    found: list[Heaping] = []
    for k in tests:
        counts = np.bincount(np.mod(steps, k).astype(np.int64), minlength=k)
        statistic = float(((counts - n / k) ** 2).sum() / (n / k))
        p = min(1.0, len(tests) * float(chi2_sf(statistic, k - 1)))
        found.append(Heaping(k, float(counts.max()) / n, p, int(counts.argmax())))
    return min(found, key=lambda one: one.p, default=None)
