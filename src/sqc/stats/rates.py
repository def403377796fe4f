"""Shares of several groups: which differ, and which ranks the data leave open."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.hypergeometric import hypergeometric_p
from sqc.stats.multiplicity import holm

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def fisher_p(events: ArrayLike, n: ArrayLike, other_events: ArrayLike, other_n: ArrayLike) -> Any:
    """Fisher's exact test of two shares, two-sided.

    Parameters
    ----------
    events, n, other_events, other_n : int or array
        They broadcast; events of so many units, in both groups.

    Returns
    -------
    float or array
        Twice the smaller tail, at most 1.

    References
    ----------
    R. A. Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical Society 98, 39-82.

    Examples
    --------
    >>> round(fisher_p(1, 2050, 29, 2450), 9)
    5.83e-07
    """
    x, size, y, rest = (np.asarray(one, dtype=float) for one in (events, n, other_events, other_n))
    return hypergeometric_p(x, size + rest, x + y, size)


def different_p(events: ArrayLike, n: ArrayLike) -> Floats:
    """Chance that each group differs so much from all others together, adjusted by Holm.

    Parameters
    ----------
    events, n : array of int, shape (groups,)
        Two groups at least.

    Returns
    -------
    float array, shape (groups,)

    Examples
    --------
    >>> different_p([1, 20, 22], [1000, 1000, 1000]).round(4).tolist()
    [0.0, 0.0971, 0.0451]
    """
    x, size = np.asarray(events, dtype=np.float64), np.asarray(n, dtype=np.float64)
    return holm(fisher_p(x, size, x.sum() - x, size.sum() - size))


def rank_ranges(events: ArrayLike, n: ArrayLike, alpha: float = 0.05) -> tuple[Ints, Ints]:
    """Best and worst rank of each group that the data leave open; rank 1 has the smallest share.

    Parameters
    ----------
    events, n : array of int, shape (groups,)
    alpha : float
        Chance of one wrong order or more among all pairs (Holm).

    Returns
    -------
    best, worst : int array, shape (groups,)
        1 + the groups that are proven smaller; groups - those proven larger.

    Examples
    --------
    >>> [one.tolist() for one in rank_ranges([1, 20, 22], [1000, 1000, 1000])]
    [[1, 2, 2], [1, 3, 3]]
    """
    x, size = np.asarray(events, dtype=np.float64), np.asarray(n, dtype=np.float64)
    groups = len(x)
    first, second = np.triu_indices(groups, 1)
    differ = holm(fisher_p(x[first], size[first], x[second], size[second])) <= alpha
    share = x / size
    smaller = np.where(share[first] <= share[second], first, second)[differ]
    larger = np.where(share[first] <= share[second], second, first)[differ]
    best = 1 + np.bincount(larger, minlength=groups)
    worst = groups - np.bincount(smaller, minlength=groups)
    return best.astype(np.int64), worst.astype(np.int64)
