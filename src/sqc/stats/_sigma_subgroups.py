"""Estimates of the standard deviation within from subgroups. See `sigma`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sqc.stats import constants
from sqc.stats.alike import compact
from sqc.stats.grouped import segment_count, segment_mean, segment_sum

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]
Flags = NDArray[np.bool_]
Estimate = tuple[Floats, Floats]


def _cv_df(cv: Floats) -> Floats:
    """Degrees of freedom of a standard deviation with this coefficient of variation."""
    known = cv > 0
    return np.where(known, 0.5 / np.where(known, cv, 1.0) ** 2 + 0.25, 0.0)


def _usable(n: Integers, statistic: Floats, used: Flags) -> tuple[Integers, Flags]:
    """Subgroups of two or more with a statistic; the sizes of the others are made harmless."""
    good = used & (n >= 2) & ~np.isnan(statistic)
    return (n if good.all() else np.where(good, n, 2)), good


def _mean_of(statistic: Floats, center: Floats, spread: Floats, starts: Integers, good: Flags) -> Estimate:
    """Mean of the unbiased estimates of the subgroups."""
    each = compact(center)
    if len(each) == 1:
        sigma = segment_mean(statistic, starts, good) / each
    else:
        sigma = segment_mean(statistic / center, starts, good)
    count = segment_count(statistic, starts, good)
    cv = compact(spread) / each
    variance = cv**2 * count if len(cv) == 1 else segment_sum(cv**2, starts, good)
    return sigma, _cv_df(np.sqrt(variance) / np.maximum(count, 1))


def _weighted(statistic: Floats, center: Floats, spread: Floats, starts: Integers, good: Flags) -> Estimate:
    """Estimates of the subgroups weighted by the inverse of their variance."""
    weight = (center / spread) ** 2
    total = segment_sum(weight, starts, good)
    known = total > 0
    divisor = np.where(known, total, 1.0)
    sigma = segment_sum(weight * statistic / center, starts, good) / divisor
    return np.where(known, sigma, np.nan), _cv_df(np.where(known, 1.0 / np.sqrt(divisor), 0.0))


def rbar(
    n: Integers, ranges: Floats, sds: Floats, starts: Integers, used: Flags, *, tabulated: bool = False
) -> Estimate:
    """Mean of the subgroup ranges, each over its d2.

    Parameters
    ----------
    n, ranges, sds : arrays, shape (subgroups,)
        Size, range and standard deviation of each subgroup; sizes below 2 do not enter.
    starts : integer array, shape (segments,)
        First subgroup of every segment, rising from 0.
    used : bool array, shape (subgroups,)
        Subgroups that enter the estimate.
    tabulated : bool
        With the rounded constants that textbooks print.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    sigma = mean(R_i / d2(n_i)); df = 1/(2 cv**2) + 1/4 with cv of that mean from d3(n_i) / d2(n_i).

    References
    ----------
    ISO 7870-2:2013, Xbar and R charts; P. B. Patnaik (1950), Biometrika 37, 78-87 (degrees of freedom).

    Examples
    --------
    >>> n, r, s = np.array([2, 2, 2]), np.array([1.0, 2.0, 3.0]), np.array([0.5, 1.0, 1.5]) * np.sqrt(2)
    >>> sigma, df = rbar(n, r, s, np.array([0]), np.ones(3, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.772454], [2.878])
    """
    size, good = _usable(n, ranges, used)
    center, spread = constants.d2(size, tabulated=tabulated), constants.d3(size)
    return _mean_of(ranges, center, spread, starts, good)


def sbar(
    n: Integers, ranges: Floats, sds: Floats, starts: Integers, used: Flags, *, tabulated: bool = False
) -> Estimate:
    """Mean of the subgroup standard deviations, each over its c4.

    Parameters
    ----------
    n, ranges, sds : arrays, shape (subgroups,)
        Size, range and standard deviation of each subgroup; sizes below 2 do not enter.
    starts : integer array, shape (segments,)
        First subgroup of every segment, rising from 0.
    used : bool array, shape (subgroups,)
        Subgroups that enter the estimate.
    tabulated : bool
        With the rounded constants that textbooks print.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    sigma = mean(S_i / c4(n_i)); df = 1/(2 cv**2) + 1/4 with cv of that mean from c5(n_i) / c4(n_i).

    References
    ----------
    ISO 7870-2:2013, Xbar and s charts.

    Examples
    --------
    >>> n, r, s = np.array([2, 2, 2]), np.array([1.0, 2.0, 3.0]), np.array([0.5, 1.0, 1.5]) * np.sqrt(2)
    >>> sigma, df = sbar(n, r, s, np.array([0]), np.ones(3, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.772454], [2.878])
    """
    size, good = _usable(n, sds, used)
    center, spread = constants.c4(size, tabulated=tabulated), constants.c5(size)
    return _mean_of(sds, center, spread, starts, good)


def _pool(n: Integers, sds: Floats, starts: Integers, used: Flags) -> Estimate:
    """Root of the pooled variance."""
    size, good = _usable(n, sds, used)
    freedom = size - 1.0
    df = segment_sum(freedom, starts, good)
    with np.errstate(over="ignore", invalid="ignore"):
        squares = segment_sum(freedom * sds**2, starts, good)
        return np.sqrt(squares / np.where(df > 0, df, np.nan)), df


def pooled(
    n: Integers, ranges: Floats, sds: Floats, starts: Integers, used: Flags, *, tabulated: bool = False
) -> Estimate:
    """Pooled standard deviation, unbiased by the c4 of its degrees of freedom.

    Parameters
    ----------
    n, ranges, sds : arrays, shape (subgroups,)
        Size, range and standard deviation of each subgroup; sizes below 2 do not enter.
    starts : integer array, shape (segments,)
        First subgroup of every segment, rising from 0.
    used : bool array, shape (subgroups,)
        Subgroups that enter the estimate.
    tabulated : bool
        With the rounded constants that textbooks print.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    sigma = sqrt(sum (n_i - 1) S_i**2 / df) / c4(df + 1), df = sum (n_i - 1).

    References
    ----------
    I. W. Burr (1969), Journal of Quality Technology 1, 163-167.

    Examples
    --------
    >>> n, r, s = np.array([2, 2, 2]), np.array([1.0, 2.0, 3.0]), np.array([0.5, 1.0, 1.5]) * np.sqrt(2)
    >>> sigma, df = pooled(n, r, s, np.array([0]), np.ones(3, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.657979], [3.0])
    """
    sigma, df = _pool(n, sds, starts, used)
    unbiasing = constants.c4(np.rint(df).astype(np.int64) + 1, tabulated=tabulated)
    return sigma / unbiasing, df


def rms(
    n: Integers, ranges: Floats, sds: Floats, starts: Integers, used: Flags, *, tabulated: bool = False
) -> Estimate:
    """Pooled standard deviation as it stands.

    Parameters
    ----------
    n, ranges, sds : arrays, shape (subgroups,)
        Size, range and standard deviation of each subgroup; sizes below 2 do not enter.
    starts : integer array, shape (segments,)
        First subgroup of every segment, rising from 0.
    used : bool array, shape (subgroups,)
        Subgroups that enter the estimate.
    tabulated : bool
        With the rounded constants that textbooks print.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    sigma = sqrt(sum (n_i - 1) S_i**2 / df), df = sum (n_i - 1); biased low by c4(df + 1).

    References
    ----------
    ISO 22514-2:2017 (root mean square of the standard deviations).

    Examples
    --------
    >>> n, r, s = np.array([2, 2, 2]), np.array([1.0, 2.0, 3.0]), np.array([0.5, 1.0, 1.5]) * np.sqrt(2)
    >>> sigma, df = rms(n, r, s, np.array([0]), np.ones(3, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.527525], [3.0])
    """
    return _pool(n, sds, starts, used)


def mvlue_r(
    n: Integers, ranges: Floats, sds: Floats, starts: Integers, used: Flags, *, tabulated: bool = False
) -> Estimate:
    """Minimum-variance linear unbiased estimate from the ranges.

    Parameters
    ----------
    n, ranges, sds : arrays, shape (subgroups,)
        Size, range and standard deviation of each subgroup; sizes below 2 do not enter.
    starts : integer array, shape (segments,)
        First subgroup of every segment, rising from 0.
    used : bool array, shape (subgroups,)
        Subgroups that enter the estimate.
    tabulated : bool
        With the rounded constants that textbooks print.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    Weights (d2(n_i) / d3(n_i))**2 on R_i / d2(n_i); equals `rbar` for equal subgroups.

    References
    ----------
    I. W. Burr (1969), Journal of Quality Technology 1, 163-167.

    Examples
    --------
    >>> n, r, s = np.array([2, 2, 2]), np.array([1.0, 2.0, 3.0]), np.array([0.5, 1.0, 1.5]) * np.sqrt(2)
    >>> sigma, df = mvlue_r(n, r, s, np.array([0]), np.ones(3, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.772454], [2.878])
    """
    size, good = _usable(n, ranges, used)
    center, spread = constants.d2(size, tabulated=tabulated), constants.d3(size, tabulated=tabulated)
    return _weighted(ranges, center, spread, starts, good)


def mvlue_s(
    n: Integers, ranges: Floats, sds: Floats, starts: Integers, used: Flags, *, tabulated: bool = False
) -> Estimate:
    """Minimum-variance linear unbiased estimate from the standard deviations.

    Parameters
    ----------
    n, ranges, sds : arrays, shape (subgroups,)
        Size, range and standard deviation of each subgroup; sizes below 2 do not enter.
    starts : integer array, shape (segments,)
        First subgroup of every segment, rising from 0.
    used : bool array, shape (subgroups,)
        Subgroups that enter the estimate.
    tabulated : bool
        With the rounded constants that textbooks print.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    Weights (c4(n_i) / c5(n_i))**2 on S_i / c4(n_i); equals `sbar` for equal subgroups.

    References
    ----------
    I. W. Burr (1969), Journal of Quality Technology 1, 163-167.

    Examples
    --------
    >>> n, r, s = np.array([2, 2, 2]), np.array([1.0, 2.0, 3.0]), np.array([0.5, 1.0, 1.5]) * np.sqrt(2)
    >>> sigma, df = mvlue_s(n, r, s, np.array([0]), np.ones(3, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.772454], [2.878])
    """
    size, good = _usable(n, sds, used)
    center, spread = constants.c4(size, tabulated=tabulated), constants.c5(size, tabulated=tabulated)
    return _weighted(sds, center, spread, starts, good)
