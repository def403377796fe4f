"""Ratios and shares of sums of losses, one loss an event: intervals and tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.rate_ratio import Ratios

Floats = NDArray[np.float64]


def sum_ratios(
    sums: ArrayLike, squares: ArrayLike, other: ArrayLike, other_squares: ArrayLike, confidence: float = 0.95
) -> Ratios:
    """Ratio of each sum of losses to another one, when both the number of events and their losses vary.

    Parameters
    ----------
    sums, squares : float or array
        Sum of the losses of the events before (or of one item), and sum of their squares.
    other, other_squares : float or array
        The same after (or of the other item); the ratio is the other sum to the first.
    confidence : float
        Of each interval alone.

    Returns
    -------
    Ratios
        The interval and p are NaN where a sum is 0.

    Notes
    -----
    Events are independent and their number is Poisson, so a sum S has the variance that its sum of squares Q
    estimates. To the first order the logarithm of a ratio has the variance a + b, a = Q / S**2 of either sum
    (1 / a: so many equal losses are as uncertain). Its interval and test are those of Student's t with
    (a + b)**2 / (a**3 + b**3) - 1 degrees of freedom, 1 at least (Satterthwaite). For equal losses a + b is
    1/x + 1/y of the two counts.

    References
    ----------
    W. G. Cochran (1977), Sampling Techniques, 3rd ed., Wiley, chapter 6 (linearised ratio).
    F. E. Satterthwaite (1946), Biometrics Bulletin 2, 110-114.

    Examples
    --------
    >>> found = sum_ratios(40, 40, 60, 60)
    >>> [round(float(part), 3) for part in found]
    [1.5, 1.0, 2.251, 0.05]
    """
    from sqc.stats.special import stdtr, stdtrit

    s, q, t, r = (
        np.asarray(one, dtype=np.float64) for one in np.broadcast_arrays(sums, squares, other, other_squares)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.asarray(t / s)
        a, b = q / (s * s), r / (t * t)
        df = np.maximum((a + b) ** 2 / (a**3 + b**3) - 1.0, 1.0)
        error, log = np.sqrt(a + b), np.log(ratio)
        p = np.asarray(2.0 * stdtr(df, -np.abs(log) / error))
        reach = stdtrit(df, 0.5 + confidence / 2.0) * error
    with np.errstate(over="ignore", invalid="ignore"):
        lower, upper = np.exp(log - reach), np.exp(log + reach)
    known = (s > 0) & (t > 0)
    return Ratios(ratio, *(np.where(known, part, np.nan) for part in (lower, upper, p)))


def loss_shares(sums: ArrayLike, squares: ArrayLike, confidence: float = 0.95) -> tuple[Any, Any]:
    """Ends of the interval of each item's share in the sum of all losses.

    Parameters
    ----------
    sums, squares : array, shape (items,)
        Sum of the losses of each item, and sum of their squares; two items at least.
    confidence : float
        Of each interval alone.

    Returns
    -------
    lower, upper : float array, shape (items,)
        NaN for an item without loss, or that has all of it.

    Notes
    -----
    The share is r / (1 + r), r the ratio of the item's sum to that of all others, see `sum_ratios`: the
    interval of a linearised ratio on the logit scale.

    References
    ----------
    W. G. Cochran (1977), Sampling Techniques, 3rd ed., Wiley, chapter 6.
    E. L. Korn, B. I. Graubard (1999), Analysis of Health Surveys, Wiley (intervals on the logit scale).

    Examples
    --------
    >>> lower, upper = loss_shares([60, 40], [60, 40])
    >>> lower.round(3).tolist(), upper.round(3).tolist()
    ([0.5, 0.308], [0.692, 0.5])
    """
    s, q = np.asarray(sums, dtype=np.float64), np.asarray(squares, dtype=np.float64)
    found = sum_ratios(s.sum() - s, np.maximum(q.sum() - q, 0.0), s, q, confidence)
    # 1 / (1 + 1 / r) is right for an infinite r as well
    with np.errstate(divide="ignore"):
        low, high = (1.0 / (1.0 + 1.0 / end) for end in (found.lower, found.upper))
    return low, high
