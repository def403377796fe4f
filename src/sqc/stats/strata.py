"""How strata differ: test of means, the share of variance between them, values that would show it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.fisher import f_sf
from sqc.stats.search import fewest, root

Floats = NDArray[np.float64]
MOST_PER_STRATUM = 100_000


class WelchTest(NamedTuple):
    """A test of alike means: statistic, its degrees of freedom, chance of one at least so large.

    Examples
    --------
    >>> WelchTest(5.18, 2.0, 17.1, 0.017).p
    0.017
    """

    statistic: float
    df1: float
    df2: float
    p: float


def centred(x: ArrayLike, decimals: int | None = None) -> tuple[Floats, float]:
    """Values less one of them near their middle, so that sums of squares lose no digits.

    Parameters
    ----------
    x : array, shape (values,)
        No NaN.
    decimals : int, optional
        Decimals of the values as they were written: their differences have no more, and what a double cannot
        hold of 1000000000000.4 is mended.

    Returns
    -------
    values : float array, shape (values,)
    base : float
        What was taken off.

    Examples
    --------
    >>> centred([1000000000000.4, 1000000000000.3, 1000000000000.5], 1)[0].tolist()
    [0.0, -0.1, 0.1]
    """
    values = np.asarray(x, dtype=np.float64)
    base = float(np.partition(values, len(values) // 2)[len(values) // 2])
    found = values - base
    if decimals is not None and np.spacing(np.abs(values).max(initial=0.0)) < 0.1 * 10.0**-decimals:
        found = np.round(found, decimals)
    return found, base


def welch(n: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> WelchTest:
    """Test of equal means of strata whose spreads may differ.

    Parameters
    ----------
    n, mean, sd : arrays, shape (strata,)
        At least two strata of two values with a spread above 0 each.

    Returns
    -------
    WelchTest

    Raises
    ------
    ValueError
        Otherwise.

    Notes
    -----
    w = n / sd**2, W = sum w, m = sum(w mean) / W, L = sum((1 - w/W)**2 / (n - 1)) / (k**2 - 1):
    F = sum(w (mean - m)**2) / (k - 1) / (1 + 2 (k - 2) L) with k - 1 and 1 / (3 L) degrees of freedom.

    References
    ----------
    B. L. Welch (1951), On the comparison of several mean values, Biometrika 38, 330-336.

    Examples
    --------
    >>> found = welch([10, 10, 10], [5.032, 4.661, 5.526], [0.583091, 0.793676, 0.442573])
    >>> round(found.statistic, 4), round(found.df2, 4), round(found.p, 5)
    (5.181, 17.1284, 0.01739)
    """
    size, means, sds = (np.asarray(part, dtype=np.float64) for part in (n, mean, sd))
    k = len(size)
    if k < 2 or not (size > 1).all() or not (sds > 0).all():
        raise ValueError("at least 2 strata of 2 values that differ are needed")
    weight = size / sds**2
    total = float(weight.sum())
    off = means - means[0]
    center = float((weight * off).sum()) / total
    loss = float(((1.0 - weight / total) ** 2 / (size - 1.0)).sum()) / (k * k - 1.0)
    f = float((weight * (off - center) ** 2).sum()) / (k - 1) / (1.0 + 2.0 * (k - 2) * loss)
    df2 = 1.0 / (3.0 * loss)
    return WelchTest(f, k - 1.0, df2, float(f_sf(f, k - 1, df2)))


def eta_squared(f: float, df1: float, df2: float) -> float:
    """Share of the variance of the sample between strata: sum of squares between over that of all.

    Parameters
    ----------
    f : float
        Of the one-way analysis of variance.
    df1, df2 : float
        Its degrees of freedom.

    Returns
    -------
    float

    Notes
    -----
    df1 F / (df1 F + df2).

    Examples
    --------
    >>> round(eta_squared(21.0, 8, 180), 6)
    0.482759
    """
    return 1.0 if math.isinf(f) else df1 * f / (df1 * f + df2)


def omega_squared(f: float, df1: float, df2: float) -> float:
    """Share of the variance between strata, freed of what chance alone would give; at least 0.

    Parameters
    ----------
    f : float
        Of the one-way analysis of variance.
    df1, df2 : float
        Its degrees of freedom.

    Returns
    -------
    float

    Notes
    -----
    df1 (F - 1) / (df1 (F - 1) + df1 + df2 + 1).

    References
    ----------
    W. L. Hays (1963), Statistics for Psychologists, Holt, Rinehart and Winston.

    Examples
    --------
    >>> round(omega_squared(21.0, 8, 180), 4), omega_squared(0.5, 8, 180)
    (0.4585, 0.0)
    """
    if math.isinf(f):
        return 1.0
    part = df1 * (f - 1.0)
    return max(part / (part + df1 + df2 + 1.0), 0.0)


def share_interval(f: float, df1: float, df2: float, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of the share of the variance that lies between strata.

    Parameters
    ----------
    f : float
    df1, df2 : float
        Of the one-way analysis of variance.
    confidence : float

    Returns
    -------
    low, high : float

    Notes
    -----
    The noncentralities at which F lies at the upper and at the lower tail, lambda / (lambda + N) each, N the
    number of values; 0 where even 0 is too large.

    References
    ----------
    J. H. Steiger (2004), Beyond the F test, Psychological Methods 9, 164-182.

    Examples
    --------
    >>> [round(end, 4) for end in share_interval(4.846087862380135, 2, 27)]
    [0.0099, 0.4639]
    """
    if math.isinf(f):
        return 1.0, 1.0
    total = df1 + df2 + 1.0
    half = (1.0 - confidence) / 2.0
    ends = (_noncentrality(f, df1, df2, tail) for tail in (1.0 - half, half))
    low, high = (end / (end + total) for end in ends)
    return low, high


def _noncentrality(f: float, df1: float, df2: float, below: float) -> float:
    """Return the noncentrality at which a share `below` lies under F; 0 where none is so small."""
    from sqc.stats.special import ncfdtr

    def gap(value: float) -> float:
        return float(ncfdtr(df1, df2, value, f)) - below

    if gap(0.0) <= 0:
        return 0.0
    high = max(4.0 * df1 * f, 10.0)
    while gap(high) > 0:
        high *= 2.0
    return root(gap, 0.0, high)


def values_for_share(strata: int, share: float, level: float = 0.05, power: float = 0.8) -> int:
    """Fewest values in each stratum that show a share of variance between strata.

    Parameters
    ----------
    strata : int
    share : float
        Of the variance that lies between them.
    level, power : float
        Chance of finding a difference where there is none, and where there is this one.

    Returns
    -------
    int
        At most 100,000.

    References
    ----------
    J. Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 8.

    Examples
    --------
    >>> values_for_share(3, 0.0588235294)
    53
    """
    from sqc.stats.special import fdtri, ncfdtr

    df1, ratio = strata - 1.0, share / (1.0 - share)

    def shows(n: int) -> bool:
        df2 = strata * (n - 1.0)
        limit = float(fdtri(df1, df2, 1.0 - level))
        return float(ncfdtr(df1, df2, ratio * strata * n, limit)) <= 1.0 - power

    return min(fewest(shows, 2, 2 * MOST_PER_STRATUM) or MOST_PER_STRATUM, MOST_PER_STRATUM)
