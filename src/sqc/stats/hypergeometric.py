"""Exact tails of the hypergeometric distribution: marked units in a lot drawn from a finite total."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._gamma import out

Floats = NDArray[np.float64]


def hypergeometric_cdf(k: ArrayLike, total: ArrayLike, marked: ArrayLike, drawn: ArrayLike) -> Any:
    """P(X <= k) for X marked units among `drawn` of `total`, of which `marked` are marked.

    Parameters
    ----------
    k, total, marked, drawn : float or array
        They broadcast; whole numbers, 0 <= marked, drawn <= total.

    Returns
    -------
    float or array

    Notes
    -----
    P(X = x) = C(marked, x) C(total - marked, drawn - x) / C(total, drawn), by the ratio of neighbours
    from the mode, so that nothing overflows.

    References
    ----------
    N. L. Johnson, A. W. Kemp, S. Kotz (2005), Univariate Discrete Distributions, 3rd ed., section 6.2.

    Examples
    --------
    >>> round(hypergeometric_cdf(0, 50, 5, 10), 6)
    0.310563
    """
    return out(_tails(k, total, marked, drawn)[0])


def hypergeometric_sf(k: ArrayLike, total: ArrayLike, marked: ArrayLike, drawn: ArrayLike) -> Any:
    """P(X > k) for X marked units among `drawn` of `total`, of which `marked` are marked.

    Parameters
    ----------
    k, total, marked, drawn : float or array
        They broadcast; whole numbers, 0 <= marked, drawn <= total.

    Returns
    -------
    float or array

    Notes
    -----
    The upper tail is summed as such, never as one less the lower.

    References
    ----------
    N. L. Johnson, A. W. Kemp, S. Kotz (2005), Univariate Discrete Distributions, 3rd ed., section 6.2.

    Examples
    --------
    >>> round(hypergeometric_sf(0, 50, 5, 10), 6)
    0.689437
    """
    return out(_tails(k, total, marked, drawn)[1])


def hypergeometric_p(k: ArrayLike, total: ArrayLike, marked: ArrayLike, drawn: ArrayLike) -> Any:
    """Chance of a number of marked units that lies at least so far out on its side, for both sides.

    Parameters
    ----------
    k, total, marked, drawn : float or array
        As `hypergeometric_cdf` takes them.

    Returns
    -------
    float or array
        Twice the smaller tail, at most 1.

    References
    ----------
    R. A. Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical Society 98, 39-82.

    Examples
    --------
    >>> round(hypergeometric_p(12, 25, 15, 14), 4)
    0.0097
    """
    below, _ = _tails(k, total, marked, drawn)
    _, above = _tails(np.asarray(k) - 1, total, marked, drawn)
    return out(np.minimum(1.0, 2.0 * np.minimum(below, above)))


def fisher_p(k: int, total: int, marked: int, drawn: int) -> float:
    """Fisher's exact test: chance of all numbers of marked units no more probable than the one found.

    Parameters
    ----------
    k, total, marked, drawn : int
        As `hypergeometric_cdf` takes them; `k` possible.

    Returns
    -------
    float

    References
    ----------
    A. Agresti (2013), Categorical Data Analysis, 3rd ed., Wiley, section 3.5.1.

    Examples
    --------
    >>> round(fisher_p(3, 8, 4, 4), 6)  # the tea-tasting lady, two-sided
    0.485714
    """
    least, chances = _probabilities(total, marked, drawn)
    # chances that differ by less than this are equal: what R's fisher.test allows
    return min(1.0, float(chances[chances <= chances[int(k - least)] * (1 + 1e-7)].sum()))


def _tails(k: ArrayLike, total: ArrayLike, marked: ArrayLike, drawn: ArrayLike) -> tuple[Floats, Floats]:
    shaped = np.broadcast_arrays(np.floor(np.asarray(k, dtype=float)), total, marked, drawn)
    flat = [np.asarray(part, dtype=float).ravel() for part in shaped]
    lower, upper = np.empty(flat[0].shape), np.empty(flat[0].shape)
    # lots of one size share one table of probabilities
    parameters, place = np.unique(np.stack(flat[1:], axis=1), axis=0, return_inverse=True)
    for number, (whole, special, lot) in enumerate(parameters):
        least, chances = _probabilities(whole, special, lot)
        mine = place.ravel() == number
        cut = np.clip(flat[0][mine] - least + 1, 0, len(chances)).astype(int)
        from_below = np.concatenate(([0.0], np.cumsum(chances)))
        from_above = np.concatenate((np.cumsum(chances[::-1])[::-1], [0.0]))
        lower[mine], upper[mine] = np.minimum(from_below[cut], 1.0), np.minimum(from_above[cut], 1.0)
    return lower.reshape(shaped[0].shape), upper.reshape(shaped[0].shape)


def _probabilities(total: float, marked: float, drawn: float) -> tuple[float, Floats]:
    """Least possible number and the probabilities from it upwards."""
    least, most = max(0.0, drawn + marked - total), min(drawn, marked)
    x = np.arange(least, most)
    steps = (
        np.log(marked - x) + np.log(drawn - x) - np.log(x + 1.0) - np.log(total - marked - drawn + x + 1.0)
    )
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    chances = np.exp(logs - logs.max())
    return least, np.asarray(chances / chances.sum())
