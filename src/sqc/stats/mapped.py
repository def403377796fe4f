"""Arrays that lie in a temporary file because there are too many values for memory."""

from __future__ import annotations

import mmap
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item", bound=np.generic)

MAPPED_FROM = 1 << 25
_PIECE = 1 << 21


def zeros(shape: tuple[int, ...], dtype: type[Item]) -> NDArray[Item]:
    """Return an array of zeros, in a temporary file that goes with it where it is large.

    Parameters
    ----------
    shape : tuple of int
    dtype : type

    Returns
    -------
    array

    Examples
    --------
    >>> zeros((2, 3), np.bool_).any()
    np.False_
    """
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    if size < MAPPED_FROM:
        return np.zeros(shape, dtype)
    import tempfile

    with tempfile.TemporaryFile(prefix="sqc-") as file:
        file.truncate(size)
        return np.memmap(file, dtype=dtype, mode="r+", shape=shape)


def release(*arrays: object) -> None:
    """Give the memory of mapped arrays back; what is looked at again comes from their file.

    Parameters
    ----------
    *arrays : object
        Others are left as they are.

    Examples
    --------
    >>> release(np.zeros(3))
    """
    for array in arrays:
        held = _mapped(array)
        if held is not None and hasattr(mmap, "MADV_DONTNEED"):
            held.madvise(mmap.MADV_DONTNEED)


def _mapped(array: object) -> mmap.mmap | None:
    """Return the map that an array looks into, None where it lies in memory."""
    while isinstance(array, np.ndarray):
        found = getattr(array, "_mmap", None)
        if isinstance(found, mmap.mmap):
            return found
        array = array.base
    return None


def finite(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which values are finite, piece by piece where they are mapped.

    Parameters
    ----------
    values : array, shape (points,)

    Returns
    -------
    bool array, shape (points,)

    Examples
    --------
    >>> finite(np.array([1.0, np.nan])).tolist()
    [True, False]
    """
    if _mapped(values) is None:
        return np.isfinite(values)
    found = np.empty(values.shape, np.bool_)
    for start in range(0, len(values), _PIECE):
        np.isfinite(values[start : start + _PIECE], out=found[start : start + _PIECE])
        release(values)
    return found


def take(values: NDArray[Item], places: NDArray[np.int64]) -> NDArray[Item]:
    """Return the values at some places, piece by piece where they are mapped.

    Parameters
    ----------
    values : array, shape (points,)
    places : integer array
        Rising.

    Returns
    -------
    array
        Of the shape of `places`.

    Examples
    --------
    >>> take(np.array([1.0, 2.0, 3.0]), np.array([0, 2])).tolist()
    [1.0, 3.0]
    """
    if _mapped(values) is None:
        return values[places]
    found = np.empty(len(places), values.dtype)
    starts = np.arange(0, len(values) + _PIECE, _PIECE)
    cuts = np.searchsorted(places, starts)
    for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        found[first:last] = values[places[first:last]]
        release(values)
    return found


def extent(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the smallest and the largest value, 0 among them, NaN left out; piece by piece where mapped.

    Parameters
    ----------
    values : array, shape (points,)

    Returns
    -------
    low, high : float

    Examples
    --------
    >>> extent(np.array([2.0, np.nan, -1.0]))
    (-1.0, 2.0)
    """
    low = high = 0.0
    step = len(values) if _mapped(values) is None else _PIECE
    for start in range(0, len(values), max(step, 1)):
        piece = values[start : start + step]
        low = float(np.fmin.reduce(piece, initial=low))
        high = float(np.fmax.reduce(piece, initial=high))
        release(values)
    return low, high
