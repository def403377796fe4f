"""Lines that are the same at every point: computed once, held as views that take no memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item", bound=np.generic)


def compact(values: NDArray[Item]) -> NDArray[Item]:
    """Return the one value of a view that repeats it, else the array itself.

    Parameters
    ----------
    values : array, shape (points,)

    Returns
    -------
    array
        Of one value where all points share it in memory.

    Examples
    --------
    >>> compact(np.broadcast_to(np.array([3.0]), (1000,))), compact(np.array([3.0, 3.0]))
    (array([3.]), array([3., 3.]))
    """
    return values[:1] if values.ndim == 1 and values.strides == (0,) else values


def pointwise(
    compute: Callable[..., tuple[NDArray[Any], ...]], *lines: NDArray[Any]
) -> tuple[NDArray[Any], ...]:
    """Return ``compute(*lines)``, arrays of a value per point; where all lines repeat one value, from that.

    Parameters
    ----------
    compute : callable
        Takes the lines; what it returns at a point depends on that point alone.
    *lines : arrays, shape (points,)

    Returns
    -------
    tuple of arrays, shape (points,)

    Examples
    --------
    >>> n = np.broadcast_to(np.array([4.0]), (3,))
    >>> pointwise(lambda n: (np.sqrt(n), 1 / n), n)
    (array([2., 2., 2.]), array([0.25, 0.25, 0.25]))
    """
    short = [compact(line) for line in lines]
    if any(len(line) != 1 for line in short):
        return compute(*lines)
    return tuple(np.broadcast_to(found, lines[0].shape) for found in compute(*short))
