"""Cutting values at starts: the steps that all statistics of segments share. See `segments`."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# so few segments are worked on one by one
FEW = 16


def bounds(starts: ArrayLike, total: int) -> tuple[Integers, Integers]:
    """Starts and lengths of the segments, checked."""
    first = np.asarray(starts, dtype=np.int64)
    lengths = np.diff(first, append=total)
    if first.ndim != 1 or first.size == 0 or first[0] != 0 or (lengths < 0).any():
        raise ValueError(f"starts must begin at 0 and rise to at most {total}, the number of values")
    return first, lengths


def reduce(ufunc: np.ufunc, x: Floats, first: Integers, lengths: Integers) -> Floats:
    """Ufunc over every segment; NaN where it is empty (reduceat would return a neighbour's value)."""
    filled = lengths > 0
    if filled.all() and len(first) <= FEW:
        # pairwise sums: faster and closer than reduceat, and the same whether a segment stands alone or not
        ends = (first + lengths).tolist()
        return np.array([ufunc.reduce(x[a:b]) for a, b in zip(first.tolist(), ends, strict=True)])
    if filled.all():
        return np.asarray(ufunc.reduceat(x, first))
    reduced = np.full(len(first), np.nan)
    if filled.any():
        reduced[filled] = ufunc.reduceat(x, first[filled])
    return reduced


def kept_part(x: Floats, starts: ArrayLike, used: Flags | None) -> tuple[Floats, Integers, Integers]:
    """Values that count, with the starts and lengths of what is left of each segment."""
    first, lengths = bounds(starts, len(x))
    keep = ~np.isnan(x)
    if used is not None:
        keep &= used
    if keep.all():
        return x, first, lengths
    before = np.concatenate(([0], np.cumsum(keep)))
    first, ends = before[first], before[first + lengths]
    return x[keep], first, ends - first
