"""Differences of the means of strata, with intervals that hold for all of them at once."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.studentized import range_quantile, range_sf

Floats = NDArray[np.float64]


class Difference(NamedTuple):
    """Differences with their intervals and the chance of one at least so large; numbers or arrays.

    Parameters
    ----------
    value, low, high, p : float or array
    error, df : float or array
        Standard error and its degrees of freedom.

    Examples
    --------
    >>> Difference(0.5, 0.1, 0.9, 0.02, 0.2, 18.0).value
    0.5
    """

    value: Any
    low: Any
    high: Any
    p: Any
    error: Any
    df: Any


def pairs(
    n: ArrayLike,
    mean: ArrayLike,
    sd: ArrayLike,
    first: ArrayLike,
    second: ArrayLike,
    alike: bool,
    confidence: float = 0.95,
) -> Difference:
    """Differences of the means of pairs of strata, with intervals that hold for all pairs at once.

    Parameters
    ----------
    n, mean, sd : arrays, shape (strata,)
    first, second : int arrays, shape (pairs,)
        The strata; a difference is first less second.
    alike : bool
        The spreads are taken as one (Tukey and Kramer), else each its own (Games and Howell).
    confidence : float

    Returns
    -------
    Difference
        p is NaN where neither the means nor the values differ; it and the ends are NaN of a stratum of one
        value whose spread is its own.

    Notes
    -----
    d -+ q(confidence; k, df) sqrt(v / 2) with the studentized range q; v = s**2 (1/n1 + 1/n2) and N - k
    degrees of freedom, or v = s1**2/n1 + s2**2/n2 and those of Welch.

    References
    ----------
    C. Y. Kramer (1956), Biometrics 12, 307-310; P. A. Games, J. F. Howell (1976), Journal of Educational
    Statistics 1, 113-125.

    Examples
    --------
    >>> found = pairs([10, 10, 10], [5.032, 4.661, 5.526], [0.583091, 0.793676, 0.442573], [2], [1], True)
    >>> [round(float(value), 4) for value in np.ravel(found[:4])]
    [0.865, 0.1738, 1.5562, 0.012]
    """
    size, means, sds = (np.asarray(part, dtype=np.float64) for part in (n, mean, sd))
    one, other = np.asarray(first), np.asarray(second)
    value = means[one] - means[other]
    if alike:
        df_all = float(size.sum()) - len(size)
        squares = float((np.where(size > 1, (size - 1) * sds**2, 0.0)).sum())
        variance = squares / df_all * (1.0 / size[one] + 1.0 / size[other])
        df = np.full(value.shape, df_all)
    else:
        square = sds**2 / size
        variance = square[one] + square[other]
        with np.errstate(divide="ignore", invalid="ignore"):
            own = square**2 / (size - 1.0)
            df = variance**2 / (own[one] + own[other])
    error = np.sqrt(variance)
    # of a single value nobody knows how it varies
    unknown = np.isnan(variance)
    reach, p = np.where(unknown, np.nan, 0.0), np.where(unknown | (value == 0), np.nan, 0.0)
    varies = variance > 0
    if varies.any():
        t = np.abs(value[varies]) / error[varies]
        quantile, p[varies] = _of_all(t, df[varies], len(size), confidence)
        reach[varies] = quantile * error[varies]
    return Difference(value, value - reach, value + reach, p, error, df)


def _of_all(t: Floats, df: Floats, k: int, confidence: float) -> tuple[Floats, Floats]:
    """Return how many standard errors the intervals reach, and p, for any two of k strata."""
    if k == 2:  # the studentized range of two is sqrt(2) times Student's t
        from sqc.stats.special import stdtr, stdtrit

        return np.asarray(stdtrit(df, (1.0 + confidence) / 2.0)), np.asarray(2.0 * stdtr(df, -t))
    ratio = math.sqrt(2.0)
    found = np.clip(range_sf(t * ratio, k, df), 0.0, 1.0)
    return np.asarray(range_quantile(confidence, k, df)) / ratio, np.asarray(found)


def against_others(
    n: ArrayLike, mean: ArrayLike, sd: ArrayLike, alike: bool, confidence: float = 0.95
) -> Difference:
    """Mean of each stratum less the mean of the means of the others, for all strata at once.

    Parameters
    ----------
    n, mean, sd : arrays, shape (strata,)
    alike : bool
        The spreads are taken as one, else each its own.
    confidence : float
        Of all intervals together.

    Returns
    -------
    Difference
        Arrays, shape (strata,); the p of each stratum alone, `sqc.stats.multiplicity.holm` adjusts them.

    Notes
    -----
    d_i = mean_i - sum of the others / (k - 1), variance v_i + sum of v_j / (k - 1)**2 with v = s**2 / n,
    Student's t with the degrees of freedom of Satterthwaite; intervals by Bonferroni.

    References
    ----------
    H. Scheffe (1959), The Analysis of Variance, Wiley, section 3.4; F. E. Satterthwaite (1946), Biometrics
    Bulletin 2, 110-114.

    Examples
    --------
    >>> found = against_others([10, 10, 10], [5.032, 4.661, 5.526], [0.583, 0.794, 0.443], False)
    >>> found.value.round(4).tolist()
    [-0.0615, -0.618, 0.6795]
    """
    from sqc.stats.special import stdtr, stdtrit

    size, means, sds = (np.asarray(part, dtype=np.float64) for part in (n, mean, sd))
    k = len(size)
    off = means - means[0]
    value = off - (off.sum() - off) / (k - 1)
    if alike:
        df_all = float(size.sum()) - k
        pooled = float(np.where(size > 1, (size - 1) * sds**2, 0.0).sum()) / df_all
        parts, df = pooled / size, np.full(k, df_all)
        variance = parts + (parts.sum() - parts) / (k - 1) ** 2
    else:
        parts = sds**2 / size
        variance = parts + (parts.sum() - parts) / (k - 1) ** 2
        own = parts**2 / (size - 1.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            df = variance**2 / (own + (own.sum() - own) / (k - 1) ** 4)
    error = np.sqrt(variance)
    reach = stdtrit(df, 1.0 - (1.0 - confidence) / (2.0 * k)) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2.0 * stdtr(df, -np.abs(value) / error)
    return Difference(value, value - reach, value + reach, np.asarray(p), error, df)
