"""Intervals of a weighted sum of estimates whose own intervals are known and need not be symmetric."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def linear_limits(
    weights: ArrayLike, values: ArrayLike, lower: ArrayLike, upper: ArrayLike
) -> tuple[Any, Any]:
    """Ends of the interval of a weighted sum of independent estimates, from the intervals of each.

    Parameters
    ----------
    weights : float array, shape (parts,)
        Negative ones subtract.
    values, lower, upper : float array, shape (..., parts)
        Estimates and their ends, all of one confidence; a part without uncertainty has ends that equal it.

    Returns
    -------
    lower, upper : float array, shape (...)

    Notes
    -----
    The square-and-add method: from the sum, the root of the sum of squares of what each part can take away
    from it, and of what each can add.

    References
    ----------
    G. Y. Zou, W. Huang, X. Zhang (2009), A note on confidence interval estimation for a linear function of
    binomial proportions, Computational Statistics and Data Analysis 53, 1080-1085.

    Examples
    --------
    >>> low, high = linear_limits([1, -1], [0.8, 0.6], [0.692, 0.49], [0.877, 0.70])
    >>> round(float(low), 3), round(float(high), 3)
    (0.053, 0.334)
    """
    w, x, low, high = (np.asarray(one, dtype=np.float64) for one in (weights, values, lower, upper))
    down, up = w * (x - low), w * (high - x)
    # a part that subtracts does so most at its upper end
    down, up = np.where(w < 0, -up, down), np.where(w < 0, -down, up)
    total = (w * x).sum(axis=-1)
    return total - np.sqrt((down**2).sum(axis=-1)), total + np.sqrt((up**2).sum(axis=-1))
