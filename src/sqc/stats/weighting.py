"""Weighted sums of scores, and what a change of one weight does to their order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Moved(NamedTuple):
    """What becomes of the order when one weight at a time moves up or down by a step.

    Parameters
    ----------
    weights : float array (moves, outputs)
        The weights of each move.
    ranks : int array (moves, inputs)
        Rank of each input under them, 1 the largest; equals share the better rank.
    best, worst : int array (inputs,)
        Over all moves, and as it is.

    Examples
    --------
    >>> moved_ranks([[9, 0], [0, 9]], [3, 2]).weights.tolist()
    [[4.0, 2.0], [3.0, 3.0], [2.0, 2.0], [3.0, 1.0]]
    """

    weights: Floats
    ranks: Ints
    best: Ints
    worst: Ints


def weighted_totals(scores: npt.ArrayLike, weights: npt.ArrayLike) -> Floats:
    """Return the sum of score times weight of each row.

    Parameters
    ----------
    scores : array_like (inputs, outputs)
    weights : array_like (outputs,)

    Returns
    -------
    float array (inputs,)

    Examples
    --------
    >>> weighted_totals([[9, 1], [3, 3]], [5, 2]).tolist()
    [47.0, 21.0]
    """
    return np.asarray(np.asarray(scores, dtype=np.float64) @ np.asarray(weights, dtype=np.float64))


def ranks_of(totals: npt.ArrayLike) -> Ints:
    """Return the ranks along the last axis, 1 the largest; equals share the better rank.

    Parameters
    ----------
    totals : array_like (..., inputs)

    Returns
    -------
    int array (..., inputs)

    Examples
    --------
    >>> ranks_of([5, 9, 5, 1]).tolist()
    [2, 1, 2, 4]
    """
    found = -np.atleast_2d(np.asarray(totals, dtype=np.float64))
    # beyond the rounding of a sum of products, so that equal totals are equal
    ordered = np.sort(found, axis=-1) + 1e-9 * np.maximum(np.abs(found).max(axis=-1, keepdims=True), 1.0)
    rows = [np.searchsorted(edges, row) + 1 for edges, row in zip(ordered, found, strict=True)]
    return np.asarray(rows, dtype=np.int64).reshape(np.shape(totals))


def moved_ranks(scores: npt.ArrayLike, weights: npt.ArrayLike, step: float = 1.0) -> Moved:
    """Return the ranks of the weighted totals when each weight moves up and down by a step, one at a time.

    Parameters
    ----------
    scores : array_like (inputs, outputs)
    weights : array_like (outputs,)
        None of them below 0; a weight does not move below 0.
    step : float

    Returns
    -------
    Moved

    Examples
    --------
    >>> moved = moved_ranks([[9, 0], [0, 9], [1, 1]], [3, 2])
    >>> moved.best.tolist(), moved.worst.tolist()
    ([1, 1, 3], [1, 2, 3])
    """
    given = np.asarray(weights, dtype=np.float64)
    moves = np.eye(len(given)) * step
    tried = np.maximum(np.vstack([given + moves, given - moves]), 0.0)
    ranks = ranks_of(tried @ np.asarray(scores, dtype=np.float64).T)
    every = np.vstack([ranks, ranks_of(weighted_totals(scores, given))])
    return Moved(tried, ranks, every.min(axis=0), every.max(axis=0))
