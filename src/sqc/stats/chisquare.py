"""The chi-square distribution: tails and quantile, in numpy and math alone."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats import _gamma
from sqc.stats._gamma import Floats, out
from sqc.stats.normal import normal_quantile

# degrees of freedom and standard deviations between which the expansion of a quantile is exact
_MANY, _FAR = 1e4, 6.0
_STEPS = 100
_lgamma = np.frompyfunc(math.lgamma, 1, 1)


def chi2_cdf(x: ArrayLike, df: ArrayLike) -> Any:
    """Lower tail of the chi-square distribution.

    Parameters
    ----------
    x : float or array
        Point, 0 or more.
    df : float or array
        Degrees of freedom, positive.

    Returns
    -------
    float or float array of the broadcast shape; NaN where `df` is not positive

    Notes
    -----
    P(df/2, x/2).

    References
    ----------
    Abramowitz and Stegun (1964), 26.4.19.

    Examples
    --------
    >>> round(chi2_cdf(3.841458820694124, 1), 12)
    0.95
    """
    return out(_gamma.incomplete_gamma(np.asarray(df) / 2.0, np.asarray(x) / 2.0)[0])


def chi2_sf(x: ArrayLike, df: ArrayLike) -> Any:
    """Upper tail of the chi-square distribution.

    Parameters
    ----------
    x : float or array
        Point, 0 or more.
    df : float or array
        Degrees of freedom, positive.

    Returns
    -------
    float or float array of the broadcast shape; NaN where `df` is not positive

    Notes
    -----
    Q(df/2, x/2), by series or continued fraction.

    References
    ----------
    Abramowitz and Stegun (1964), 26.4.19.

    Examples
    --------
    >>> round(chi2_sf(85.4093193798411, 29), 12)
    1.8211e-07
    """
    return out(_gamma.incomplete_gamma(np.asarray(df) / 2.0, np.asarray(x) / 2.0)[1])


def chi2_quantile(p: ArrayLike, df: ArrayLike) -> Any:
    """Quantile of the chi-square distribution.

    Parameters
    ----------
    p : float or array
        Probability, 0 to 1.
    df : float or array
        Degrees of freedom, positive.

    Returns
    -------
    float or float array of the broadcast shape; NaN for impossible parameters

    Notes
    -----
    Newton's method for the logarithm of the smaller tail over ln x, from the guess of Wilson and Hilferty:
    that curve is concave, so that no step runs away. From 10,000 degrees of freedom on the expansion of
    Cornish and Fisher, whose next term is then below the last digit.

    References
    ----------
    Wilson and Hilferty (1931), Proc. Nat. Acad. Sci. 17, 684-688 (the guess only). H. Goldberg, H. Levine
    (1946), Annals of Mathematical Statistics 17, 216-225 (the expansion).

    Examples
    --------
    >>> round(chi2_quantile(0.95, 1), 9)
    3.841458821
    """
    p, df = (np.asarray(part, dtype=float) for part in np.broadcast_arrays(p, df))
    good = (p > 0) & (p < 1) & (df > 0)
    z = np.asarray(normal_quantile(np.where(good, p, 0.5)))
    many = good & (df >= _MANY) & (np.abs(z) <= _FAR)
    found = _expansion(z, np.where(many, df, 1.0))
    few = good & ~many
    if few.any():
        found = np.array(found)
        found[few] = _solved(p[few], df[few], z[few])
    end = np.where((p == 0) & (df > 0), 0.0, np.where((p == 1) & (df > 0), np.inf, np.nan))
    return out(np.where(good, found, end))


def _solved(level: Floats, size: Floats, z: Floats) -> Floats:
    """Quantiles by Newton's method; `z` are those of the normal distribution."""
    lower, half = level < 0.5, size / 2.0
    wanted = np.where(lower, level, 1.0 - level)
    constant = np.asarray(_lgamma(half), dtype=np.float64)
    c = 2.0 / (9.0 * size)
    # the guess of Wilson and Hilferty; near 0 the tail is a power of x
    start = np.exp((np.log(level) + np.asarray(_lgamma(half + 1.0), dtype=np.float64)) / half)
    x = np.maximum(size * np.maximum(1.0 - c + z * np.sqrt(c), 0.0) ** 3, np.maximum(2.0 * start, 1e-300))
    last = np.full(x.shape, np.inf)
    for _ in range(_STEPS):
        below, above = _gamma.incomplete_gamma(half, x / 2.0)
        tail = np.where(lower, below, -above)
        density = np.exp(half * np.log(x / 2.0) - x / 2.0 - constant)
        change = np.log(np.abs(tail) / wanted) * tail / density
        x = x * np.exp(-np.clip(change, -2.0, 2.0))
        # at the last digits steps no longer halve
        if not ((np.abs(change) > 1e-16) & (np.abs(change) < 0.5 * last)).any():
            break
        last = np.abs(change)
    return np.asarray(x)


def _expansion(z: Floats, n: Floats) -> Floats:
    """Quantile of n degrees of freedom at the normal quantile z, by powers of 1 / sqrt(n)."""
    root = np.sqrt(2.0 * n)
    return np.asarray(
        n
        + root * z
        + 2.0 / 3.0 * (z**2 - 1.0)
        + (z**3 - 7.0 * z) / (9.0 * root)
        - (6.0 * z**4 + 14.0 * z**2 - 32.0) / (405.0 * n)
        + (9.0 * z**5 + 256.0 * z**3 - 433.0 * z) / (4860.0 * n * root)
        + (12.0 * z**6 - 243.0 * z**4 - 923.0 * z**2 + 1472.0) / (25515.0 * n**2)
        - (3753.0 * z**7 + 4353.0 * z**5 - 289517.0 * z**3 - 289717.0 * z) / (9185400.0 * n**2 * root)
    )
