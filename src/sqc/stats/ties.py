"""Differences that are equal in decimals, though the last bits of their doubles are not."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
# what one subtraction and the two numbers it takes may be off by, with room to spare
BITS = 8.0 * float(np.finfo(np.float64).eps)


def tied(x: ArrayLike, size: float) -> Floats:
    """Return differences in which those that only rounding tells apart are one, up to their sign.

    Parameters
    ----------
    x : array, shape (n,)
        Differences of two numbers each.
    size : float
        The largest of those numbers, without its sign.

    Returns
    -------
    float array, shape (n,)
        Of each run of sizes that lie within 8 units in the last place of `size` the smallest one; those as
        near to 0 are 0.

    Examples
    --------
    >>> x = [5.3 - 5.2, 5.2 - 5.1, 5.1 - 5.2]
    >>> len(set(x)), len(set(abs(tied(x, 5.3)).tolist()))
    (3, 1)
    """
    values = np.asarray(x, dtype=np.float64)
    lengths = np.abs(values)
    order = np.argsort(lengths, kind="stable")
    rising = lengths[order]
    near = BITS * abs(size)
    begins = np.concatenate(([True], np.diff(rising) > near))[: len(rising)]
    one = rising[np.maximum.accumulate(np.where(begins, np.arange(len(rising)), 0))]
    found = np.empty_like(values)
    found[order] = np.where(one <= near, 0.0, one)
    # + 0 leaves no negative zero
    return np.copysign(found, values) + 0.0
