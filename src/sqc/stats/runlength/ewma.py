"""Run lengths of the EWMA chart of a normal mean, by its integral equation.

Z_t = (1 - weight) Z_{t-1} + weight X_t of X with standard deviation 1 and mean `shift`. Fixed limits stand at
`width` asymptotic standard deviations sqrt(weight / (2 - weight)) of Z; exact ones follow its standard
deviation at each point. The equation is solved at Gauss-Legendre nodes (Crowder 1987).
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.nodes import enough, legendre, normal_density
from sqc.stats.runlength.problem import Problem
from sqc.stats.tails import normal_cdf

Sides = Literal["two", "upper"]
Limits = Literal["fixed", "exact", "fast"]

_SETTLED = 1e-12  # of the width: from here on moving limits count as fixed
_FAST = 0.5  # Steiner's fast initial response: at the first point the limits have half their width
_FAST_POINTS = 20  # and at the twentieth 99 per cent of it


def _check(weight: float, width: float, sides: str, limits: str, head_start: float) -> None:
    if not 0.0 < weight <= 1.0:
        raise ValueError("weight must lie inside (0, 1]")
    if not 0.0 < width < math.inf:
        raise ValueError("width must be greater than 0")
    if sides not in ("two", "upper") or limits not in ("fixed", "exact", "fast"):
        raise ValueError("sides are two or upper, limits fixed, exact or fast")
    if not 0.0 <= head_start <= width:
        raise ValueError("head_start must lie between the center line and the limit")


def spread(weight: float) -> float:
    """Asymptotic standard deviation of the EWMA of observations with standard deviation 1.

    Parameters
    ----------
    weight : float
        Weight of the newest point, inside (0, 1].

    Returns
    -------
    float

    Examples
    --------
    >>> round(spread(0.2), 6)
    0.333333
    """
    return math.sqrt(weight / (2.0 - weight))


def kernel(weight: float, before: Floats, after: Floats, weights: Floats, shift: Floats) -> Floats:
    """Probability weights of the EWMA going from values `before` to nodes `after`.

    Parameters
    ----------
    weight : float
        Weight of the newest point.
    before : float array, shape (..., r)
        Values of the EWMA.
    after, weights : float arrays, shape (..., s)
        Nodes and their quadrature weights.
    shift : float array, shape (...)
        Mean of the observations.

    Returns
    -------
    float array, shape (..., r, s)

    Examples
    --------
    >>> one = np.array([0.0])
    >>> kernel(1.0, one, one, np.array([1.0]), np.array(0.0)).round(4)
    array([[0.3989]])
    """
    step = (after[..., None, :] - (1.0 - weight) * before[..., :, None]) / weight
    density = normal_density(step - shift[..., None, None])
    return np.asarray(density * (weights / weight)[..., None, :])


def two_sided(weight: float, limit: Floats, shift: Floats) -> tuple[Floats, Floats]:
    """Chains of two-sided charts, a limit and a shift each.

    Parameters
    ----------
    weight : float
        Weight of the newest point.
    limit : float array, shape (...)
        Limits at -limit and limit, in standard deviations of an observation.
    shift : float array, shape (...)
        Means of the observations.

    Returns
    -------
    Q : float array, shape (..., s, s)
    start : float array, shape (s,)
        The center line, which is the middle node.

    Examples
    --------
    >>> Q, start = two_sided(1.0, np.array(3.0), np.array(0.0))
    >>> round(1 - float(start @ Q.sum(axis=-1)), 8)
    0.0026998
    """
    unit, weights = legendre(enough(2.0 * float(np.max(limit)) / weight))
    nodes = limit[..., None] * unit
    start = np.zeros(len(unit))
    start[len(unit) // 2] = 1.0
    return kernel(weight, nodes, nodes, limit[..., None] * weights, shift), start


def upper_sided(weight: float, limit: Floats, shift: Floats, start: float = 0.0) -> tuple[Floats, Floats]:
    """Chains of one-sided charts that are put back to 0 when they fall below it.

    Parameters
    ----------
    weight : float
        Weight of the newest point.
    limit : float array, shape (...)
        Upper limit, in standard deviations of an observation.
    shift : float array, shape (...)
        Means of the observations.
    start : float
        Value of the EWMA before the first point, from 0 to the limit.

    Returns
    -------
    Q : float array, shape (..., s, s)
        The first state is 0 itself.
    start : float array, shape (s,)

    Examples
    --------
    >>> Q, start = upper_sided(1.0, np.array(3.0), np.array(0.0))
    >>> round(1 - float(start @ Q.sum(axis=-1)), 8)
    0.0013499
    """
    unit, weights = legendre(enough(float(np.max(limit)) / weight))
    nodes = 0.5 * limit[..., None] * (unit + 1.0)
    first = np.zeros((*limit.shape, 1))
    parts = [first, nodes, first + start] if start else [first, nodes]
    states = np.concatenate(parts, axis=-1)
    Q = kernel(weight, states, nodes, 0.5 * limit[..., None] * weights, shift)
    if start:  # nothing leads back to where the chart began
        Q = np.concatenate([Q, np.zeros((*Q.shape[:-1], 1))], axis=-1)
    floor = normal_cdf(np.asarray(-(1.0 - weight) / weight * states - shift[..., None]))
    begin = np.zeros(states.shape[-1])
    begin[-1 if start else 0] = 1.0
    return np.concatenate([floor[..., None], Q], axis=-1), begin


def _shares(weight: float, limits: Limits, head_start: float) -> Floats:
    """Limits at points 1, 2, ... as shares of the fixed ones, until they have settled."""
    fading = -math.log1p(-weight) if weight < 1.0 else 50.0
    slowest = 2.0 * fading if limits == "exact" else math.inf
    if head_start:
        slowest = min(slowest, fading)
    rate = (2.0 / -math.log10(1.0 - _FAST) - 1.0) / (_FAST_POINTS - 1)
    if limits == "fast":
        slowest = min(slowest, 2.0 * fading, -rate * math.log(1.0 - _FAST))
    t = np.arange(1, math.ceil(-math.log(_SETTLED) / slowest) + 1)
    left = (1.0 - weight) ** t
    shares = np.ones(len(t)) if limits == "fixed" else np.sqrt(1.0 - left * left)
    if limits == "fast":
        shares = shares * (1.0 - (1.0 - _FAST) ** (1.0 + rate * (t - 1)))
    return np.asarray(shares - head_start * left)


def _moving(weight: float, limit: float, shift: Floats, shares: Floats) -> Problem:
    """The points with moving limits carried forward one by one, then the chain with fixed ones."""
    Q, _ = two_sided(weight, np.full(shift.shape, limit), shift)
    unit, weights = legendre(Q.shape[-1])
    head = np.ones((len(shift), len(shares) + 1))
    nodes, mass = np.zeros(1), np.ones((len(shift), 1))
    for i, share in enumerate(shares):
        after = share * limit * unit
        step = kernel(weight, nodes, after, share * limit * weights, shift)
        nodes, mass = after, np.matmul(mass[:, None, :], step)[:, 0]
        head[:, i + 1] = mass.sum(axis=-1)
    # the last limits are the fixed ones, so their nodes are the chain's
    return Problem(Q, mass, head[:, :-1])


def ewma_problem(
    weight: float,
    width: float,
    shift: Floats,
    *,
    sides: Sides = "two",
    limits: Limits = "fixed",
    head_start: float = 0.0,
) -> Problem:
    """Run length problem of an EWMA chart of normal means.

    Parameters
    ----------
    weight : float
        Weight of the newest point, inside (0, 1].
    width : float
        Limits in asymptotic standard deviations of the plotted statistic.
    shift : float array, shape (k,)
        Shifts of the mean, in standard deviations of the observations (subgroup means: of a mean).
    sides : {"two", "upper"}
        "upper" puts the statistic back to the center line when it falls below.
    limits : {"fixed", "exact", "fast"}
        Asymptotic limits; limits that follow the standard deviation at each point; the latter narrowed
        at first by Steiner's factor (half the width at point 1, 99 per cent at point 20).
    head_start : float
        Fast initial response, in asymptotic standard deviations of the statistic: two-sided, two EWMA
        start at this distance above and below the center line and the chart signals when the upper one
        passes the upper limit or the lower one the lower; one-sided, the one starts there.

    Returns
    -------
    Problem

    Raises
    ------
    ValueError
        A parameter outside its range; moving limits with one side.

    References
    ----------
    S. V. Crowder (1987), Technometrics 29, 401-407. J. M. Lucas and M. S. Saccucci (1990), Technometrics
    32, 1-12. S. H. Steiner (1999), Journal of Quality Technology 31, 75-86.

    Examples
    --------
    >>> round(float(ewma_problem(0.2, 2.962, np.array([0.0])).mean()[0]), 3)
    499.735
    """
    _check(weight, width, sides, limits, head_start)
    limit = width * spread(weight)
    shifts = np.atleast_1d(np.asarray(shift, dtype=float))
    stack = np.full(shifts.shape, limit)
    if sides == "upper":
        if limits != "fixed":
            raise ValueError("one-sided charts have fixed limits")
        return Problem(*upper_sided(weight, stack, shifts, head_start * spread(weight)))
    if weight == 1.0 and limits == "exact" and not head_start:
        limits = "fixed"
    if limits == "fixed" and not head_start:
        return Problem(*two_sided(weight, stack, shifts))
    shares = _shares(weight, limits, head_start / width)
    if shares[0] <= 0.0:
        raise ValueError("head_start leaves no room between the first limits")
    return _moving(weight, limit, shifts, shares)
