"""Run lengths of a chart that is an absorbing Markov chain: mean, deviation, distribution, steady states.

`Q` holds the probabilities of going on, state to state, one matrix or a stack of them (..., s, s); what a
row lacks to 1 is the probability of a signal. `start` weighs the states *before* the first point and sums
to 1; it may be one vector for the whole stack.
"""

from __future__ import annotations

import numpy as np

from sqc.stats._gamma import Floats

_DOUBLINGS = 60  # run lengths up to 2**60


def _ones_left(Q: Floats) -> Floats:
    # (I - Q) of the stack: every run length is a solution of this system
    return np.asarray(np.eye(Q.shape[-1]) - Q)


def _dot(start: Floats, values: Floats) -> Floats:
    return np.asarray(np.sum(start * values, axis=-1))


def _step(v: Floats, Q: Floats) -> Floats:
    # one row vector per matrix of the stack, carried one step on
    return np.asarray(np.matmul(v[..., None, :], Q)[..., 0, :])


def means(Q: Floats) -> Floats:
    """Average run length from each state.

    Parameters
    ----------
    Q : float array, shape (..., s, s)
        Probabilities of going on.

    Returns
    -------
    float array, shape (..., s)
        Solution a of (I - Q) a = 1.

    Raises
    ------
    ValueError
        The chain never signals.

    Notes
    -----
    Rounding takes about 3e-15 of the result per point of its length: 1e-8 at 3 million points.

    Examples
    --------
    >>> means(np.array([[0.5, 0.25], [0.0, 0.5]]))
    array([3., 2.])
    """
    try:
        return np.asarray(np.linalg.solve(_ones_left(Q), np.ones((Q.shape[-1], 1)))[..., 0])
    except np.linalg.LinAlgError:
        raise ValueError("the chain never signals") from None


def mean(Q: Floats, start: Floats) -> Floats:
    """Average run length (ARL).

    Parameters
    ----------
    Q : float array, shape (..., s, s)
        Probabilities of going on.
    start : float array, shape (..., s)
        Weights of the states before the first point.

    Returns
    -------
    float array, shape (...)
        Mean number of points up to and with the signal.

    Raises
    ------
    ValueError
        The chain never signals.

    Examples
    --------
    >>> round(float(mean(np.array([[0.99]]), np.array([1.0]))), 9)
    100.0
    """
    return _dot(start, means(Q))


def second_moment(Q: Floats, start: Floats) -> Floats:
    """Mean of the square of the run length.

    Parameters
    ----------
    Q : float array, shape (..., s, s)
        Probabilities of going on.
    start : float array, shape (..., s)
        Weights of the states before the first point.

    Returns
    -------
    float array, shape (...)

    Notes
    -----
    E N^2 = start (2 (I - Q)^-2 - (I - Q)^-1) 1.

    Examples
    --------
    >>> round(float(second_moment(np.array([[0.5]]), np.array([1.0]))), 9)
    6.0
    """
    first = means(Q)
    second = np.asarray(np.linalg.solve(_ones_left(Q), first[..., None])[..., 0])
    return np.asarray(2.0 * _dot(start, second) - _dot(start, first))


def deviation(Q: Floats, start: Floats) -> Floats:
    """Standard deviation of the run length (SDRL).

    Parameters
    ----------
    Q : float array, shape (..., s, s)
        Probabilities of going on.
    start : float array, shape (..., s)
        Weights of the states before the first point.

    Returns
    -------
    float array, shape (...)

    Examples
    --------
    >>> round(float(deviation(np.array([[0.99]]), np.array([1.0]))), 6)
    99.498744
    """
    arl = mean(Q, start)
    return np.asarray(np.sqrt(np.maximum(second_moment(Q, start) - arl * arl, 0.0)))


def survival(Q: Floats, start: Floats, n: int) -> Floats:
    """Probability of no signal up to each point.

    Parameters
    ----------
    Q : float array, shape (..., s, s)
        Probabilities of going on.
    start : float array, shape (..., s)
        Weights of the states before the first point.
    n : int
        Last point.

    Returns
    -------
    float array, shape (..., n + 1)
        P(run length > i) for i = 0 to n.

    Examples
    --------
    >>> survival(np.array([[0.5]]), np.array([1.0]), 3)
    array([1.   , 0.5  , 0.25 , 0.125])
    """
    v = np.broadcast_to(start, Q.shape[:-1])
    left = np.empty((*Q.shape[:-2], n + 1))
    left[..., 0] = v.sum(axis=-1)
    for i in range(1, n + 1):
        v = _step(v, Q)
        left[..., i] = v.sum(axis=-1)
    return left


def quantile(Q: Floats, start: Floats, p: float) -> Floats:
    """Smallest run length n with P(run length <= n) at least p.

    Parameters
    ----------
    Q : float array, shape (..., s, s)
        Probabilities of going on.
    start : float array, shape (..., s)
        Weights of the states before the first point.
    p : float
        Probability, inside (0, 1).

    Returns
    -------
    float array, shape (...)
        Whole numbers.

    Raises
    ------
    ValueError
        `p` outside (0, 1), or the chain does not signal within 2**60 points.

    Notes
    -----
    Q, Q^2, Q^4, ... until the survival is down to 1 - p, then bisection over these powers: every n is
    decided by the survival at n itself, no geometric tail is assumed.

    Examples
    --------
    >>> float(quantile(np.array([[0.99]]), np.array([1.0]), 0.5))
    69.0
    """
    if not 0.0 < p < 1.0:
        raise ValueError("p must lie inside (0, 1)")
    v = np.broadcast_to(start, Q.shape[:-1])
    powers = [Q]
    while np.any(_step(v, powers[-1]).sum(axis=-1) > 1.0 - p):
        if len(powers) > _DOUBLINGS:
            raise ValueError("the chain does not signal within 2**60 points")
        powers.append(np.matmul(powers[-1], powers[-1]))
    passed = np.zeros(Q.shape[:-2])
    for level in range(len(powers) - 1, -1, -1):
        ahead = _step(v, powers[level])
        still = ahead.sum(axis=-1) > 1.0 - p
        passed += np.where(still, 2.0**level, 0.0)
        v = np.where(still[..., None], ahead, v)
    return np.asarray(passed + 1.0)


def conditional_start(Q: Floats) -> Floats:
    """Steady state of a chart that has not signalled so far (quasi-stationary distribution).

    Parameters
    ----------
    Q : float array, shape (..., s, s)
        Probabilities of going on.

    Returns
    -------
    float array, shape (..., s)
        Left eigenvector of the greatest eigenvalue, summing to 1.

    Notes
    -----
    Repeated squaring of (I + Q) / 2, which has the eigenvectors of Q and no period.

    Examples
    --------
    >>> conditional_start(np.array([[0.5, 0.25], [0.25, 0.5]]))
    array([0.5, 0.5])
    """
    power = 0.5 * (np.eye(Q.shape[-1]) + Q)
    weights = np.zeros(Q.shape[:-1])
    for _ in range(_DOUBLINGS):
        power = np.matmul(power, power)
        power = power / power.sum(axis=(-2, -1), keepdims=True)
        before, weights = weights, power.sum(axis=-2)
        if np.max(np.abs(weights - before)) < 1e-15:
            break
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def cyclical_start(Q: Floats, start: Floats) -> Floats:
    """Steady state of a chart that begins anew at `start` after every signal.

    Parameters
    ----------
    Q : float array, shape (..., s, s)
        Probabilities of going on.
    start : float array, shape (..., s)
        Weights of the states before the first point.

    Returns
    -------
    float array, shape (..., s)
        Share of the points that find the chart in each state.

    Examples
    --------
    >>> cyclical_start(np.array([[0.5, 0.25], [0.0, 0.5]]), np.array([1.0, 0.0])).round(6)
    array([0.666667, 0.333333])
    """
    begin = np.broadcast_to(start, Q.shape[:-1])[..., None]
    visits = np.linalg.solve(np.swapaxes(_ones_left(Q), -1, -2), begin)[..., 0]
    return np.asarray(visits / visits.sum(axis=-1, keepdims=True))
