"""Statistics of segments: `values` cut at `starts` into subgroups, stages or processes.

`starts` holds the first index of every segment, in order, the first being 0; two equal neighbours mean an
empty segment. Missing values (NaN) are left out and not counted. No loop over points anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._segment_parts import Floats, Integers, bounds, kept_part, reduce
from sqc.stats.segments import expand, segment_count, segment_mean, segment_median, segment_sum

__all__ = [
    "GroupStats",
    "describe",
    "expand",
    "moving_range",
    "segment_count",
    "segment_mean",
    "segment_median",
    "segment_sum",
    "starts_of",
]

# above this size a loop over columns is slower than numpy's own reduction along the rows
_WIDE = 64
# values of groups whose columns fit into the cache of a processor together
_TOGETHER = 1 << 15


@dataclass(frozen=True, eq=False)
class GroupStats:
    """Sufficient statistics of each group, arrays of one value per group.

    Parameters
    ----------
    n : integer array
        Values counted.
    mean : float array
        NaN for an empty group.
    range : float array
        Largest less smallest value; NaN below two values.
    sd : float array
        Standard deviation with n - 1 below; NaN below two values.

    Examples
    --------
    >>> describe([1.0, 3.0, 5.0], [0]).sd.tolist()
    [2.0]
    """

    n: Integers
    mean: Floats
    range: Floats
    sd: Floats


def _equal(block: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, range and sum of squared deviations of the rows of a matrix."""
    n = block.shape[1]
    if n > _WIDE:
        base = block[:, :1]
        mean = block[:, 0] + (block - base).sum(axis=1) / n
        deviation = block - mean[:, None]
        squares = (deviation**2).sum(axis=1) - deviation.sum(axis=1) ** 2 / n
        return mean, block.max(axis=1) - block.min(axis=1), squares
    mean, spread, squares = np.empty((3, len(block)))
    together = _TOGETHER // n
    for first in range(0, len(block), together):
        part = slice(first, first + together)
        mean[part], spread[part], squares[part] = _narrow(np.ascontiguousarray(block[part].T))
    return mean, spread, squares


def _narrow(columns: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, range and sum of squared deviations of groups whose n values stand below each other."""
    n = len(columns)
    mean = columns[0] + (columns - columns[0]).sum(axis=0) / n
    deviation = columns - mean
    rest = deviation.sum(axis=0)
    squares = np.einsum("ij,ij->j", deviation, deviation) - rest * rest / n
    return mean, columns.max(axis=0) - columns.min(axis=0), squares


def _unequal(x: Floats, first: Integers, lengths: Integers) -> tuple[Floats, Floats, Floats]:
    """Mean, range and sum of squared deviations of segments of any length."""
    spread = reduce(np.maximum, x, first, lengths) - reduce(np.minimum, x, first, lengths)
    base = np.where(lengths > 0, x[np.minimum(first, len(x) - 1)], np.nan) if len(x) else spread.copy()
    mean = base + reduce(np.add, x - np.repeat(base, lengths), first, lengths) / np.maximum(lengths, 1)
    deviation = x - np.repeat(mean, lengths)
    rest = reduce(np.add, deviation, first, lengths)
    squares = reduce(np.add, deviation * deviation, first, lengths) - rest * rest / np.maximum(lengths, 1)
    return mean, spread, squares


def describe(values: ArrayLike, starts: ArrayLike) -> GroupStats:
    """Count, mean, range and standard deviation of every group.

    Parameters
    ----------
    values : array, shape (points,)
        Measured values; NaN is missing.
    starts : integer array, shape (groups,)
        First index of every group, rising from 0; equal neighbours mean an empty group.

    Returns
    -------
    GroupStats
        Arrays of shape (groups,), in the unit of the values.

    Raises
    ------
    ValueError
        `starts` that do not begin at 0 or that fall.

    Notes
    -----
    Deviations are taken from the first value, then from the mean, and the sum of squares is corrected by
    the square of their sum (corrected two-pass algorithm).

    References
    ----------
    T. F. Chan, G. H. Golub, R. J. LeVeque (1983), The American Statistician 37, 242-247.

    Examples
    --------
    >>> groups = describe([1.0, 2.0, 3.0, 5.0, np.nan, 7.0], [0, 3])
    >>> groups.n.tolist(), groups.mean.tolist(), groups.range.tolist()
    ([3, 2], [2.0, 6.0], [2.0, 2.0])
    """
    given = np.asarray(values, dtype=np.float64)
    x, first, lengths = kept_part(given, starts, None)
    size = int(lengths[0])
    with np.errstate(over="ignore", invalid="ignore"):
        if size > 0 and len(x) == size * len(first) and (lengths == size).all():
            mean, spread, squares = _equal(x.reshape(-1, size))
        else:
            mean, spread, squares = _unequal(x, first, lengths)
        several = lengths > 1
        variance = np.maximum(squares, 0.0) / np.where(several, lengths - 1, 1)
        sd = np.where(several, np.sqrt(variance), np.nan)
    # equal values: exactly no spread, whatever the rounding of their mean
    sd[several & (spread == 0)] = 0.0
    return GroupStats(lengths, mean, np.where(several, spread, np.nan), sd)


def starts_of(sizes: ArrayLike) -> Integers:
    """First index of every group of values that stand one group after the other.

    Parameters
    ----------
    sizes : integer array, shape (groups,)

    Returns
    -------
    integer array, shape (groups,)

    Examples
    --------
    >>> starts_of([2, 3, 1]).tolist()
    [0, 2, 5]
    """
    return np.concatenate(([0], np.cumsum(sizes)[:-1]))


def moving_range(values: ArrayLike, starts: ArrayLike, span: int = 2) -> Floats:
    """Largest less smallest of the last `span` values.

    Parameters
    ----------
    values : array, shape (points,)
        Individual values; NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0; no range is taken across a border.
    span : int
        Values in a range, at least 2.

    Returns
    -------
    float array, shape (points,)
        NaN at the first ``span - 1`` points of a segment and where a value of the window is missing.

    Raises
    ------
    ValueError
        A span below 2, or impossible `starts`.

    Notes
    -----
    abs(x[i] - x[i - 1]) for a span of 2.

    References
    ----------
    ISO 7870-2:2013, charts for individuals.

    Examples
    --------
    >>> moving_range([1.0, 4.0, 2.0, np.nan, 5.0, 6.0], [0]).tolist()
    [nan, 3.0, 2.0, nan, nan, 1.0]
    """
    if span < 2:
        raise ValueError(f"a moving range needs a span of at least 2: got {span}")
    x = np.asarray(values, dtype=np.float64)
    first, _ = bounds(starts, len(x))
    ranges = np.empty(len(x))
    ranges[: span - 1] = np.nan
    with np.errstate(over="ignore"):
        if span == 2:
            np.abs(np.subtract(x[1:], x[:-1]), out=ranges[1:])
        elif len(x) >= span:
            high, low = x[span - 1 :].copy(), x[span - 1 :].copy()
            for back in range(1, span):
                earlier = x[span - 1 - back : len(x) - back]
                np.maximum(high, earlier, out=high)
                np.minimum(low, earlier, out=low)
            ranges[span - 1 :] = high - low
    heads = (first[:, None] + np.arange(span - 1)).ravel()
    ranges[heads[heads < len(x)]] = np.nan
    return ranges
