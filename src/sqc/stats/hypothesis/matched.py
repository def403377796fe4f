"""Items judged several times: McNemar's test with Tango's interval, Cochran's Q."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.chisquare import chi2_sf
from sqc.stats.hypothesis.found import NAN, Found, Overall
from sqc.stats.normal import normal_quantile
from sqc.stats.rate_ratio import binomial_p
from sqc.stats.search import root

ASIDE = 1e-9


def mcnemar(first: int, second: int, n: int, confidence: float = 0.95, exact: bool = True) -> Found:
    """Difference of two shares of the same items, and whether it is more than chance.

    Parameters
    ----------
    first, second : int
        Items that count the first time only, the second time only.
    n : int
        All items.
    confidence : float
    exact : bool
        By the binomial distribution, or by chi-square without correction for continuity.

    Returns
    -------
    Found
        `effect` is the second share less the first; the interval is that of `paired_interval`.

    Notes
    -----
    Items that count both times, or neither time, tell nothing of a change: given their number, of those that
    changed each way is as likely as the other. Chi-square: (second - first)**2 / (second + first).

    References
    ----------
    Q. McNemar (1947), Note on the sampling error of the difference between correlated proportions,
    Psychometrika 12, 153-157.

    Examples
    --------
    >>> found = mcnemar(16, 6, 161)
    >>> [round(value, 4) for value in (found.effect, found.lower, found.upper, found.p)]
    [-0.0621, -0.124, -0.0054, 0.0525]
    """
    changed = first + second
    effect = (second - first) / n
    lower, upper = paired_interval(first, second, n, confidence)
    if not changed:
        return Found(effect, lower, upper, 1.0, NAN, NAN, exact)
    if exact:
        p = float(binomial_p(second, changed, 0.5))
        return Found(effect, lower, upper, p, NAN, NAN, True)
    statistic = (second - first) ** 2 / changed
    return Found(effect, lower, upper, float(chi2_sf(statistic, 1)), statistic, 1.0)


def paired_interval(first: int, second: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of the difference of two shares of the same items: the differences that are not rejected.

    Parameters
    ----------
    first, second, n, confidence
        As for `mcnemar`.

    Returns
    -------
    lower, upper : float
        They hold 0 exactly when McNemar's chi-square does not reject it.

    Notes
    -----
    The ends d of (c - b - n d)**2 <= z**2 n (2 q + d (1 - d)), b = `first`, c = `second`; q is the maximum
    likelihood share of items that count the first time only when d is true, the larger root of
    2 n q**2 + ((2 n - c + b) d - b - c) q - b d (1 - d) = 0. It holds 94 to 100 % from 15 items on, 94.5 to
    96 % from 80 on (tested, all tables counted).

    References
    ----------
    T. Tango (1998), Equivalence test and confidence interval for the difference in proportions for the
    paired-sample design, Statistics in Medicine 17, 891-908.

    Examples
    --------
    >>> [round(end, 4) for end in paired_interval(7, 1, 21)]
    [-0.5172, -0.026]
    """
    effect = (second - first) / n
    z = float(normal_quantile(0.5 + confidence / 2))

    def beyond(d: float) -> float:
        half = 0.5 * ((2 * n - second + first) * d - first - second)
        q = (math.sqrt(max(half * half + 2 * n * first * d * (1 - d), 0.0)) - half) / (2 * n)
        return abs(effect - d) - z * math.sqrt(max(2 * q + d * (1 - d), 0.0) / n)

    # where every item changes the same way, or none does, the found difference is a root too
    lower = -1.0 if effect == -1 else root(beyond, -1.0, effect - ASIDE)
    upper = 1.0 if effect == 1 else root(beyond, effect + ASIDE, 1.0)
    return lower, upper


def cochran_q(judged: ArrayLike) -> Overall:
    """Test whether several shares of the same items are one.

    Parameters
    ----------
    judged : array of bool, shape (times, items)
        Whether an item counts each time.

    Returns
    -------
    Overall
        By the chi-square distribution; a statistic of 0 where no item changes.

    Notes
    -----
    Q = (k - 1) (k sum x_j**2 - N**2) / (k N - sum y_i**2): k times, x_j items that count at a time, y_i times
    that an item counts, N all together. Of two times it is McNemar's chi-square.

    References
    ----------
    W. G. Cochran (1950), The comparison of percentages in matched samples, Biometrika 37, 256-266.

    Examples
    --------
    >>> found = cochran_q([[1, 0, 0, 1, 0, 0], [1, 1, 0, 1, 1, 0], [1, 1, 1, 1, 1, 0]])
    >>> round(found.statistic, 4), found.df, round(found.p, 4)
    (4.6667, 2.0, 0.097)
    """
    x = np.asarray(judged, dtype=np.float64)
    k = len(x)
    times, items = x.sum(axis=1), x.sum(axis=0)
    total = float(x.sum())
    below = k * total - float((items**2).sum())
    if below == 0:
        return Overall(0.0, k - 1.0, NAN, 1.0)
    statistic = (k - 1) * (k * float((times**2).sum()) - total**2) / below
    return Overall(statistic, k - 1.0, NAN, float(chi2_sf(statistic, k - 1)))
