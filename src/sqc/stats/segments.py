"""Sums, means and medians of segments: `values` cut at `starts` into subgroups, stages or processes."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._segment_parts import FEW, Flags, Floats, Integers, bounds, kept_part, reduce
from sqc.stats.alike import compact

Item = TypeVar("Item", bound=np.generic)


def segment_count(x: ArrayLike, starts: ArrayLike, used: Flags | None = None) -> Integers:
    """Number of values of every segment that are not missing.

    Parameters
    ----------
    x : array, shape (points,)
        NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    used : bool array, shape (points,), optional
        Points that count.

    Returns
    -------
    integer array, shape (segments,)

    Raises
    ------
    ValueError
        Impossible `starts`.

    Examples
    --------
    >>> segment_count([1.0, np.nan, 3.0], [0, 2]).tolist()
    [1, 1]
    """
    return kept_part(np.asarray(x, dtype=np.float64), starts, used)[2]


def segment_sum(x: ArrayLike, starts: ArrayLike, used: Flags | None = None) -> Floats:
    """Sum of every segment.

    Parameters
    ----------
    x : array, shape (points,)
        NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    used : bool array, shape (points,), optional
        Points that count.

    Returns
    -------
    float array, shape (segments,)
        0 for an empty segment.

    Raises
    ------
    ValueError
        Impossible `starts`.

    Examples
    --------
    >>> segment_sum([1.0, np.nan, 3.0, 4.0], [0, 2]).tolist()
    [1.0, 7.0]
    """
    kept, first, lengths = kept_part(np.asarray(x, dtype=np.float64), starts, used)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.where(lengths > 0, reduce(np.add, kept, first, lengths), 0.0)


def segment_mean(x: ArrayLike, starts: ArrayLike, used: Flags | None = None) -> Floats:
    """Mean of every segment.

    Parameters
    ----------
    x : array, shape (points,)
        NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    used : bool array, shape (points,), optional
        Points that count.

    Returns
    -------
    float array, shape (segments,)
        NaN for an empty segment.

    Raises
    ------
    ValueError
        Impossible `starts`.

    Examples
    --------
    >>> segment_mean([1.0, np.nan, 3.0, 4.0], [0, 2]).tolist()
    [1.0, 3.5]
    """
    kept, first, lengths = kept_part(np.asarray(x, dtype=np.float64), starts, used)
    with np.errstate(over="ignore", invalid="ignore"):
        return reduce(np.add, kept, first, lengths) / np.maximum(lengths, 1)


def segment_median(x: ArrayLike, starts: ArrayLike, used: Flags | None = None) -> Floats:
    """Median of every segment.

    Parameters
    ----------
    x : array, shape (points,)
        NaN is missing.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    used : bool array, shape (points,), optional
        Points that count.

    Returns
    -------
    float array, shape (segments,)
        NaN for an empty segment.

    Raises
    ------
    ValueError
        Impossible `starts`.

    Examples
    --------
    >>> segment_median([1.0, 5.0, 2.0, 3.0, 4.0], [0, 3]).tolist()
    [2.0, 3.5]
    """
    kept, first, lengths = kept_part(np.asarray(x, dtype=np.float64), starts, used)
    if len(kept) == 0:
        return np.full(len(first), np.nan)
    if (lengths == lengths[0]).all():
        ordered = np.sort(kept.reshape(-1, lengths[0]), axis=1).ravel()
    elif len(first) <= FEW:
        ordered = np.concatenate([np.sort(part) for part in np.split(kept, first[1:])])
    else:
        ordered = kept[np.lexsort((kept, np.repeat(np.arange(len(first)), lengths)))]
    last = len(ordered) - 1
    low = ordered[np.clip(first + (lengths - 1) // 2, 0, last)]
    high = ordered[np.clip(first + lengths // 2, 0, last)]
    return np.where(lengths > 0, 0.5 * low + 0.5 * high, np.nan)


def expand(per_segment: NDArray[Item], starts: ArrayLike, total: int) -> NDArray[Item]:
    """One value per point from one value per segment.

    Parameters
    ----------
    per_segment : array, shape (segments,)
        Value of every segment.
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    total : int
        Number of points.

    Returns
    -------
    array, shape (total,)
        For one segment a read-only view that takes no memory.

    Raises
    ------
    ValueError
        Impossible `starts`.

    Examples
    --------
    >>> expand(np.array([1.0, 2.0]), [0, 3], 5).tolist()
    [1.0, 1.0, 1.0, 2.0, 2.0]
    """
    segments = np.asarray(per_segment)
    if len(segments) == 1:
        return np.broadcast_to(segments, (total,))
    return np.repeat(segments, bounds(starts, total)[1])


def distinct(values: NDArray[Item]) -> NDArray[Item]:
    """Sorted distinct values, without NaN.

    Parameters
    ----------
    values : array

    Returns
    -------
    array
        Rising, each value once.

    Notes
    -----
    ``numpy.unique`` without its import of ``numpy.ma``, a tenth of the start-up of a small chart.

    Examples
    --------
    >>> distinct(np.array([3.0, 1.0, 3.0])).tolist()
    [1.0, 3.0]
    """
    found: NDArray[Item] = np.sort(compact(values), axis=None)
    found = found[found == found]
    if not len(found):
        return found
    fresh = np.concatenate(([True], found[1:] != found[:-1]))
    return found[fresh]
