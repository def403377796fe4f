"""Run lengths of the CUSUM chart of a normal mean, by its integral equation with the atom at 0.

Upper: C_t = max(0, C_{t-1} + X_t - reference), a signal when C_t > interval; the lower sum mirrors it.

The two-sided chart is exact, distribution and steady states too. When one sum signals the other stands at 0
(both positive, their total falls by twice the reference at each point), so the lower chart's signals are
restarts of the upper one and the other way round. Hence, with a(n) and b(n) the probabilities that the
two-sided chart signals at n above or below and f the distributions of the sums alone,

    a = f_upper - b * f_upper from 0,    b = f_lower - a * f_lower from 0    (* convolution).

Means give Kemp's 1 / ARL = 1 / ARL_upper + 1 / ARL_lower, and Lucas and Crosier's form with head start.
As a chain: the weights of each sum's states, where every signal of the other takes one restart away.
"""

from __future__ import annotations

import math

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.ewma import Sides
from sqc.stats.runlength.nodes import enough, legendre, normal_density
from sqc.stats.runlength.problem import Problem
from sqc.stats.tails import normal_cdf


def _check(reference: float, interval: float, sides: str, head_start: float) -> None:
    if not 0.0 <= reference < math.inf:
        raise ValueError("reference must be 0 or greater")
    if not 0.0 < interval < math.inf:
        raise ValueError("interval must be greater than 0")
    if sides not in ("two", "upper"):
        raise ValueError("sides are two or upper")
    if not 0.0 <= head_start <= interval:
        raise ValueError("head_start must lie between 0 and the interval")
    if sides == "two" and 2.0 * head_start > interval + 2.0 * reference:
        raise ValueError("two-sided, head_start may be up to half the interval plus the reference")


def upper_sum(
    reference: Floats, interval: Floats, shift: Floats, start: float = 0.0
) -> tuple[Floats, Floats]:
    """Chains of upper sums, a reference, an interval and a shift each.

    Parameters
    ----------
    reference, interval, shift : float arrays, shape (...)
        In standard deviations of an observation.
    start : float
        Head start as a share of the interval, 0 to 1.

    Returns
    -------
    Q : float array, shape (..., s, s)
        The first state is 0 itself, the last the head start, if there is one.
    start : float array, shape (s,)

    Examples
    --------
    >>> Q, start = upper_sum(np.array(0.5), np.array(4.0), np.array(5.0))
    >>> round(float(start @ Q.sum(axis=-1)), 6)
    0.308538
    """
    unit, weights = legendre(enough(float(np.max(interval))))
    shares = np.concatenate([[0.0], 0.5 * (unit + 1.0), [start] if start else []])
    states = interval[..., None] * shares
    drift = (shift - reference)[..., None, None]
    nodes = states[..., 1 : len(unit) + 1]
    density = normal_density(nodes[..., None, :] - states[..., :, None] - drift)
    Q = np.zeros((*states.shape, len(shares)))
    Q[..., 1 : len(unit) + 1] = density * (0.5 * interval[..., None] * weights)[..., None, :]
    Q[..., 0] = normal_cdf(-states - drift[..., 0])
    begin = np.zeros(len(shares))
    begin[-1 if start else 0] = 1.0
    return Q, begin


def join(upper: Floats, lower: Floats, start: Floats) -> tuple[Floats, Floats]:
    """Chain of the two-sided chart from the chains of its two sums.

    Parameters
    ----------
    upper, lower : float arrays, shape (..., s, s)
        Chains of the sums; the first state is 0.
    start : float array, shape (s,)
        Where both begin.

    Returns
    -------
    Q : float array, shape (..., 2 s, 2 s)
        A chain in the algebra of run lengths; single entries are no probabilities.
    start : float array, shape (2 s,)

    Notes
    -----
    Half of each half's weights is the distribution of that sum while the chart has not signalled, so both
    halves have the same total. The terms -1/2 and +1/2 in the columns of 0 vanish for such weights; they
    take away the eigenvalue 1 that unequal totals would have.

    Examples
    --------
    >>> Q, start = join(np.array([[0.99]]), np.array([[0.98]]), np.array([1.0]))
    >>> from sqc.stats.runlength import chain
    >>> round(float(chain.mean(Q, start)), 6)
    33.333333
    """
    s = len(start)
    Q = np.zeros((*upper.shape[:-2], 2 * s, 2 * s))
    Q[..., :s, :s], Q[..., s:, s:] = upper, lower
    Q[..., :s, s] = upper.sum(axis=-1) - 0.5
    Q[..., s:, 0] = lower.sum(axis=-1) - 0.5
    Q[..., :s, 0] -= 0.5
    Q[..., s:, s] -= 0.5
    return Q, 0.5 * np.concatenate([start, start])


def cusum_problem(
    reference: float,
    interval: float,
    shift: Floats,
    *,
    sides: Sides = "two",
    head_start: float = 0.0,
) -> Problem:
    """Run length problem of a CUSUM chart of normal means.

    Parameters
    ----------
    reference : float
        Reference value k, in standard deviations of the observations (subgroup means: of a mean).
    interval : float
        Decision interval h, in the same unit.
    shift : float array, shape (k,)
        Shifts of the mean, in the same unit.
    sides : {"two", "upper"}
        Both sums, or the upper one alone.
    head_start : float
        Sums before the first point (fast initial response), in the same unit.

    Returns
    -------
    Problem

    Raises
    ------
    ValueError
        A parameter outside its range; a two-sided chart with a head start above half the interval plus
        the reference, where the two sums would meet.

    References
    ----------
    J. M. Lucas and R. B. Crosier (1982), Technometrics 24, 199-205. S. Knoth (2006), The art of evaluating
    monitoring schemes, Frontiers in Statistical Quality Control 8, 74-99.

    Examples
    --------
    >>> round(float(cusum_problem(0.5, 5.0, np.array([0.0])).mean()[0]), 4)
    465.4435
    """
    _check(reference, interval, sides, head_start)
    shifts = np.atleast_1d(np.asarray(shift, dtype=float))
    k, h = np.full(shifts.shape, reference), np.full(shifts.shape, interval)
    upper, start = upper_sum(k, h, shifts, head_start / interval)
    if sides == "upper":
        return Problem(upper, start)
    lower, _ = upper_sum(k, h, -shifts, head_start / interval)
    return Problem(*join(upper, lower, start))
