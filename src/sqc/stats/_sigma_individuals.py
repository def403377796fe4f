"""Estimates of the standard deviation within from individual values, in time order. See `sigma`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sqc.stats import constants
from sqc.stats.grouped import describe, moving_range, segment_count, segment_mean, segment_median

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]
Flags = NDArray[np.bool_]
Estimate = tuple[Floats, Floats]

# Degrees of freedom per range of the mean and of the median of overlapping moving ranges, by span: own
# simulation, 40,000 series of 1,000 values (asymptotic; a slow test repeats it). For the mean at a span of 2
# the usual figure 0.62, which includes the gain of short series, in place of the asymptotic 0.605.
_SPANS = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25)
_MEAN_RANGE_DF = (0.62, 0.72, 0.79, 0.82, 0.83, 0.84, 0.82, 0.81, 0.78, 0.72, 0.68)
_MEDIAN_RANGE_DF = (0.30, 0.46, 0.53, 0.58, 0.60, 0.61, 0.61, 0.60, 0.58, 0.54, 0.51)


def _ranges(values: Floats, starts: Integers, used: Flags, span: int) -> Floats:
    """Moving ranges of which all values are used, NaN elsewhere."""
    return moving_range(values if used.all() else np.where(used, values, np.nan), starts, span)


def _range_df(ranges: Floats, starts: Integers, span: int, per_range: tuple[float, ...]) -> Floats:
    return np.asarray(segment_count(ranges, starts) * np.interp(span, _SPANS, per_range), dtype=float)


def mr(values: Floats, starts: Integers, used: Flags, *, span: int = 2, tabulated: bool = False) -> Estimate:
    """Mean moving range over d2 of its span.

    Parameters
    ----------
    values : float array, shape (points,)
        Individual values; NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    used : bool array, shape (points,)
        Points that enter; a moving range enters when all its values do.
    span : int
        Values in a moving range, at least 2; ignored by estimates that take none.
    tabulated : bool
        With the rounded constants that textbooks print.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    sigma = mean(MR) / d2(span); df = 0.62 per range for a span of 2.

    References
    ----------
    ISO 7870-2:2013, charts for individuals; NIST/SEMATECH e-Handbook 6.3.2.2.

    Examples
    --------
    >>> x = np.array([1.0, 3.0, 2.0, 2.5, 4.5])
    >>> sigma, df = mr(x, np.array([0]), np.ones(5, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.218562], [2.48])
    """
    ranges = _ranges(values, starts, used, span)
    sigma = segment_mean(ranges, starts) / constants.d2(span, tabulated=tabulated)
    return sigma, _range_df(ranges, starts, span, _MEAN_RANGE_DF)


def median_mr(
    values: Floats, starts: Integers, used: Flags, *, span: int = 2, tabulated: bool = False
) -> Estimate:
    """Median moving range over the median d4 of the range.

    Parameters
    ----------
    values : float array, shape (points,)
        Individual values; NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    used : bool array, shape (points,)
        Points that enter; a moving range enters when all its values do.
    span : int
        Values in a moving range, at least 2; ignored by estimates that take none.
    tabulated : bool
        With the rounded constants that textbooks print.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    sigma = median(MR) / d4(span); half as certain as `mr`, but outliers do not widen it.

    References
    ----------
    D. J. Wheeler (1995), Advanced Topics in Statistical Process Control, SPC Press.

    Examples
    --------
    >>> x = np.array([1.0, 3.0, 2.0, 2.5, 4.5])
    >>> sigma, df = median_mr(x, np.array([0]), np.ones(5, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.572537], [1.2])
    """
    ranges = _ranges(values, starts, used, span)
    sigma = segment_median(ranges, starts) / constants.d4(span, tabulated=tabulated)
    return sigma, _range_df(ranges, starts, span, _MEDIAN_RANGE_DF)


def mssd(
    values: Floats,
    starts: Integers,
    used: Flags,
    *,
    span: int = 2,
    unbiased: bool = False,
    tabulated: bool = False,
) -> Estimate:
    """Root of half the mean squared successive difference.

    Parameters
    ----------
    values : float array, shape (points,)
        Individual values; NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    used : bool array, shape (points,)
        Points that enter; a moving range enters when all its values do.
    span : int
        Values in a moving range, at least 2; ignored by estimates that take none.
    tabulated : bool
        With the rounded constants that textbooks print.
    unbiased : bool
        Divided by c4_mssd(k + 1), exact for a series without gaps.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    sigma = sqrt(sum (x[i] - x[i - 1])**2 / (2 k)) of k differences; df = 2 k**2 / (3 k - 1). NIST Dataplot
    reports it as it stands; Minitab divides by its mean for sigma = 1.

    References
    ----------
    J. von Neumann, R. H. Kent, H. R. Bellinson, B. I. Hart (1941), Ann. Math. Statist. 12, 153-162.

    Examples
    --------
    >>> x = np.array([1.0, 3.0, 2.0, 2.5, 4.5])
    >>> sigma, df = mssd(x, np.array([0]), np.ones(5, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.075291], [2.909])
    """
    with np.errstate(over="ignore"):
        squares = _ranges(values, starts, used, 2) ** 2
    count = segment_count(squares, starts)
    sigma = np.sqrt(0.5 * segment_mean(squares, starts))
    if unbiased:
        sigma = sigma / constants.c4_mssd(count + 1, tabulated=tabulated)
    return sigma, 2.0 * count**2 / (3.0 * count - np.where(count > 0, 1.0, -1.0))


def overall(
    values: Floats,
    starts: Integers,
    used: Flags,
    *,
    span: int = 2,
    unbiased: bool = False,
    tabulated: bool = False,
) -> Estimate:
    """Standard deviation of all values, order ignored.

    Parameters
    ----------
    values : float array, shape (points,)
        Individual values; NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    used : bool array, shape (points,)
        Points that enter; a moving range enters when all its values do.
    span : int
        Values in a moving range, at least 2; ignored by estimates that take none.
    tabulated : bool
        With the rounded constants that textbooks print.
    unbiased : bool
        Divided by c4(n), as qcc does for individuals.

    Returns
    -------
    sigma, df : float arrays, shape (segments,)
        Estimate and its degrees of freedom; NaN and 0 where nothing can be estimated.

    Notes
    -----
    sigma = sqrt(sum (x - mean)**2 / (n - 1)), df = n - 1; not a within estimate: it holds drifts too.

    References
    ----------
    ISO 22514-2:2017.

    Examples
    --------
    >>> x = np.array([1.0, 3.0, 2.0, 2.5, 4.5])
    >>> sigma, df = overall(x, np.array([0]), np.ones(5, dtype=bool))
    >>> sigma.round(6).tolist(), df.round(3).tolist()
    ([1.294218], [4.0])
    """
    stats = describe(np.where(used, values, np.nan), starts)
    sigma = stats.sd / constants.c4(stats.n, tabulated=tabulated) if unbiased else stats.sd
    return sigma, np.maximum(stats.n - 1.0, 0.0)
