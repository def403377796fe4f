"""Differences of the means of strata, with intervals that hold for all of them at once."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class Difference(NamedTuple):
    """A difference with its interval and the chance of one at least so large.

    Examples
    --------
    >>> Difference(0.5, 0.1, 0.9, 0.02).value
    0.5
    """

    value: Any
    low: Any
    high: Any
    p: Any


def pair(
    n: ArrayLike,
    mean: ArrayLike,
    sd: ArrayLike,
    first: int,
    second: int,
    alike: bool,
    confidence: float = 0.95,
) -> Difference:
    """Difference of the means of two of several strata, with an interval that holds for all pairs at once.

    Parameters
    ----------
    n, mean, sd : arrays, shape (strata,)
    first, second : int
        The strata; the difference is first less second.
    alike : bool
        The spreads are taken as one (Tukey and Kramer), else each its own (Games and Howell).
    confidence : float

    Returns
    -------
    Difference

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
    >>> found = pair([10, 10, 10], [5.032, 4.661, 5.526], [0.583091, 0.793676, 0.442573], 2, 1, True)
    >>> [round(float(value), 4) for value in found]
    [0.865, 0.1738, 1.5562, 0.012]
    """
    from scipy.special import stdtr
    from scipy.stats import studentized_range  # noqa: TID251 (no other library has it)

    size, means, sds = (np.asarray(part, dtype=np.float64) for part in (n, mean, sd))
    k, two = len(size), [first, second]
    value = float(means[first] - means[second])
    if alike:
        df = float(size.sum()) - k
        squares = float((np.where(size > 1, (size - 1) * sds**2, 0.0)).sum())
        variance = squares / df * float((1.0 / size[two]).sum())
    else:
        parts = sds[two] ** 2 / size[two]
        variance = float(parts.sum())
        df = variance**2 / float((parts**2 / (size[two] - 1.0)).sum()) if variance > 0 else math.nan
    if not variance > 0:
        return Difference(value, value, value, 0.0 if value else math.nan)
    t = abs(value) / math.sqrt(variance)
    if k == 2:  # the studentized range of two is sqrt(2) times Student's t
        from scipy.special import stdtrit

        reach = float(stdtrit(df, (1.0 + confidence) / 2.0)) * math.sqrt(variance)
        return Difference(value, value - reach, value + reach, 2.0 * float(stdtr(df, -t)))
    reach = float(studentized_range.ppf(confidence, k, df)) * math.sqrt(variance / 2.0)
    p = float(studentized_range.sf(t * math.sqrt(2.0), k, df))
    return Difference(value, value - reach, value + reach, min(max(p, 0.0), 1.0))


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
    from scipy.special import stdtr, stdtrit

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
    return Difference(value, value - reach, value + reach, np.asarray(p))
