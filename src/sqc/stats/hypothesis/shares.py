"""Shares and rates of one or two groups: Fisher, chi-square, Newcombe, exact tests of counts."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._gamma import log_poisson
from sqc.stats.attribute import garwood, wilson
from sqc.stats.chisquare import chi2_sf
from sqc.stats.contingency import chi_square, expected_counts, share_difference
from sqc.stats.hypergeometric import fisher_p
from sqc.stats.hypothesis.found import NAN, Found, Overall
from sqc.stats.rate_ratio import binomial_p, rate_ratios

# an expected count below this: Fisher's exact test in place of chi-square
FEW = 5.0


def two_shares(
    events: tuple[float, float],
    n: tuple[float, float],
    confidence: float = 0.95,
    exact: bool | None = None,
) -> Found:
    """Difference of two shares with Newcombe's interval, and a test.

    Parameters
    ----------
    events, n : pairs of float
        Of the first and the second group.
    confidence : float
    exact : bool, optional
        Fisher's exact test, or Pearson's chi-square without correction; by default the exact one where an
        expected count is below 5.

    Returns
    -------
    Found

    References
    ----------
    R. A. Fisher (1935), Journal of the Royal Statistical Society 98, 39-82. Interval:
    `share_difference`.

    Examples
    --------
    >>> found = two_shares((15, 25), (100, 110))
    >>> round(found.statistic, 6), round(found.p, 6)
    (2.028409, 0.154382)
    """
    table = np.array([events, np.subtract(n, events)], dtype=np.float64)
    effect, lower, upper = share_difference(events[::-1], n[::-1], confidence)
    if (table.sum(axis=1) == 0).any():
        return Found(effect, lower, upper, 1.0, NAN, NAN, True)
    if exact is None:
        exact = bool(few_expected(table))
    if exact:
        p = fisher_p(int(events[0]), int(sum(n)), int(sum(events)), int(n[0]))
        return Found(effect, lower, upper, p, NAN, NAN, True)
    overall = table_test(table)
    return Found(effect, lower, upper, overall.p, overall.statistic, overall.df)


def few_expected(table: ArrayLike) -> bool:
    """Say whether a table has an expected count below 5.

    Parameters
    ----------
    table : array, shape (rows, groups)

    Returns
    -------
    bool

    References
    ----------
    W. G. Cochran (1954), Biometrics 10, 417-451.

    Examples
    --------
    >>> few_expected([[1, 9], [30, 20]]), few_expected([[15, 25], [85, 85]])
    (True, False)
    """
    return bool((expected_counts(table) < FEW).any())


def table_test(table: ArrayLike) -> Overall:
    """Pearson's chi-square test of a table, without correction for continuity.

    Parameters
    ----------
    table : array, shape (rows, groups)
        Counts; rows and columns of nothing but 0 are left out.

    Returns
    -------
    Overall

    References
    ----------
    K. Pearson (1900), Philosophical Magazine, series 5, 50, 157-175.

    Examples
    --------
    >>> found = table_test([[83, 90, 129, 70], [3, 3, 7, 12]])
    >>> round(found.statistic, 5), found.df, round(found.p, 6)
    (12.60041, 3.0, 0.005585)
    """
    statistic, df = chi_square(table)
    return Overall(statistic, float(df), NAN, float(chi2_sf(statistic, df)) if df else 1.0)


def one_share(events: float, n: float, target: float, confidence: float = 0.95) -> Found:
    """Difference of a share from one that is given: exact binomial test, Wilson's interval.

    Parameters
    ----------
    events, n : float
    target : float
        The share that is asked for.
    confidence : float

    Returns
    -------
    Found

    References
    ----------
    W. J. Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.1.

    Examples
    --------
    >>> round(one_share(12, 90, 0.1).p, 6)
    0.289739
    """
    low, high = wilson(events, n, 0.5 - confidence / 2, 0.5 + confidence / 2)
    p = float(binomial_p(events, n, target))
    return Found(events / n - target, float(low) - target, float(high) - target, p, NAN, NAN, True)


def two_rates(events: tuple[float, float], size: tuple[float, float], confidence: float = 0.95) -> Found:
    """Ratio of two rates of Poisson counts, the second to the first: exact conditional test.

    Parameters
    ----------
    events, size : pairs of float
        Counts, and the units, area or time on which they were counted.
    confidence : float

    Returns
    -------
    Found
        The interval is that of Clopper and Pearson, carried over; its upper end is infinite where the first
        group has no event.

    References
    ----------
    J. Przyborowski, H. Wilenski (1940), Biometrika 31, 313-323; see `rate_ratios`.

    Examples
    --------
    >>> found = two_rates((21, 11), (3011.0, 800.0))
    >>> [round(value, 4) for value in (found.effect, found.lower, found.upper, found.p)]
    [1.9715, 0.8584, 4.2773, 0.0797]
    """
    (x, y), (t, u) = events, size
    ratio, lower, upper, p = (float(part) for part in rate_ratios(x, t, y, u, confidence))
    return Found(ratio, lower, upper, p, NAN, NAN, True)


def one_rate(events: float, size: float, target: float, confidence: float = 0.95) -> Found:
    """Ratio of a rate of Poisson counts to one that is given: exact test and Garwood's interval.

    Parameters
    ----------
    events, size : float
    target : float
        The rate that is asked for, above 0.
    confidence : float

    Returns
    -------
    Found

    Notes
    -----
    Two-sided: all counts that are no more probable than the one that was found.

    References
    ----------
    F. Garwood (1936), Biometrika 28, 437-442.

    Examples
    --------
    >>> found = one_rate(12, 9, 1.0)
    >>> round(found.lower, 6), round(found.upper, 6), round(found.p, 6)
    (0.688953, 2.329065, 0.312682)
    """
    low, high = garwood(events, size, 0.5 - confidence / 2, 0.5 + confidence / 2)
    p = _poisson_p(events, size * target)
    return Found(events / size / target, float(low) / target, float(high) / target, p, NAN, NAN, True)


def _poisson_p(events: float, mean: float) -> float:
    # counts beyond this are less probable than anything that a double can tell from 0
    most = int(max(events, mean) + 40 * math.sqrt(max(events, mean)) + 40)
    least = int(max(0.0, min(events, mean) - 40 * math.sqrt(max(events, mean))))
    counts = np.arange(least, most + 1.0)
    chances = np.exp(log_poisson(counts, np.asarray(mean)))
    here = float(chances[int(events) - least])
    return min(1.0, float(chances[chances <= here * (1 + 1e-7)].sum()))
