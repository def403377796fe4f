"""Run lengths of the MEWMA chart of a multivariate normal mean, by its integral equations.

Z_t = (1 - weight) Z_{t-1} + weight X_t in p dimensions, observations standardised; a signal when
(2 - weight) / weight |Z_t|^2 > limit (h4, asymptotic covariance). In control the distance |Z| alone is a
chain with non-central chi-square steps (Rigdon 1995a); under a shift the part along it and the distance
across it are (Rigdon 1995b). Lengths are in standard deviations of one step, `weight`.
"""

from __future__ import annotations

import math

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.nodes import enough, legendre, normal_density
from sqc.stats.runlength.problem import Problem

_WIDEST = 30.0  # about 5,000 states under a shift
_log_gamma = np.frompyfunc(math.lgamma, 1, 1)


def poisson_weights(mean: Floats, terms: int) -> Floats:
    """Poisson probabilities of 0 to terms - 1, in a last axis.

    Parameters
    ----------
    mean : float array, shape (...)
        Means, 0 or greater.
    terms : int
        How many probabilities.

    Returns
    -------
    float array, shape (..., terms)

    Examples
    --------
    >>> poisson_weights(np.array([0.0, 1.0]), 2).round(4)
    array([[1.    , 0.    ],
           [0.3679, 0.3679]])
    """
    j = np.arange(float(terms))
    factorials = np.asarray(_log_gamma(j + 1.0), dtype=float)
    m = np.asarray(mean)[..., None]
    logs = j * np.log(np.maximum(m, 1e-300)) - m - factorials
    return np.asarray(np.where(m > 0.0, np.exp(logs), j == 0.0))


def poisson_terms(mean: float) -> int:
    """How many Poisson probabilities carry all but 1e-16 of the weight.

    Parameters
    ----------
    mean : float
        The mean.

    Returns
    -------
    int

    Examples
    --------
    >>> poisson_terms(0.0)
    25
    """
    return math.ceil(mean + 9.0 * math.sqrt(mean)) + 25


def distance_density(p: int, before: Floats, after: Floats) -> Floats:
    """Density of the length of a normal vector with unit variances, mean at a distance from the origin.

    Parameters
    ----------
    p : int
        Dimensions, 1 or more.
    before : float array, shape (r,)
        Lengths of the mean vector.
    after : float array, shape (s,)
        Lengths, greater than 0.

    Returns
    -------
    float array, shape (r, s)

    Notes
    -----
    Poisson mixture of central chi densities: a product of two matrices, all terms positive.

    Examples
    --------
    >>> distance_density(1, np.array([0.0]), np.array([1.0])).round(6)
    array([[0.483941]])
    """
    terms = poisson_terms(0.5 * float(np.max(before)) ** 2)
    half = 0.5 * p + np.arange(float(terms))[:, None]
    gammas = np.asarray(_log_gamma(half), dtype=float)
    logs = 2.0 * half * np.log(after) - 0.5 * after * after - (half - 1.0) * math.log(2.0) - gammas
    return np.asarray(poisson_weights(0.5 * before * before, terms) @ (np.exp(logs) / after))


def _calm(p: int, weight: float, radius: float) -> tuple[Floats, Floats]:
    # the distance alone; the first state is 0
    unit, weights = legendre(enough(radius))
    nodes = 0.5 * radius * (unit + 1.0)
    states = np.concatenate([[0.0], nodes])
    Q = np.zeros((1, len(states), len(states)))
    Q[0, :, 1:] = distance_density(p, (1.0 - weight) * states, nodes) * (0.5 * radius * weights)
    return Q, _first(len(states))


def _first(states: int) -> Floats:
    start = np.zeros(states)
    start[0] = 1.0
    return start


def _along(p: int, n: int) -> tuple[Floats, Floats]:
    # the width across goes as (1 - x^2)^((p - 1) / 2): a polynomial for odd p, else a root times one,
    # which Chebyshev's second kind integrates as smoothly
    if p % 2:
        return legendre(n)
    angle = math.pi * np.arange(1, n + 1) / (n + 1)
    return np.cos(angle), math.pi / (n + 1) * np.sin(angle)


def _shifted(p: int, weight: float, radius: float, shift: Floats) -> tuple[Floats, Floats]:
    """States (along, across) the shift, across as a share of the width there; the first is the center."""
    x, x_weights = _along(p, math.ceil(3.3 * radius) + 5)
    share, share_weights = legendre(math.ceil(1.5 * radius) + 6)  # both to 1e-9 of the ARL
    width = radius * np.sqrt(1.0 - x * x)[:, None]
    along = np.repeat(radius * x, len(share))
    across = (0.5 * width * (share + 1.0)).ravel()
    area = (0.5 * width * radius * x_weights[:, None] * share_weights).ravel()
    start = np.zeros(1)
    before, aside = (1.0 - weight) * np.concatenate([start, along]), np.concatenate([start, across])
    lateral = distance_density(p - 1, (1.0 - weight) * aside, across) * area
    Q = np.zeros((len(shift), len(before), len(before)))
    Q[:, :, 1:] = normal_density(along - before[:, None] - shift[:, None, None]) * lateral
    return Q, _first(len(before))


def mewma_problem(p: int, weight: float, limit: float, shift: Floats, *, plane: bool = False) -> Problem:
    """Run length problem of a MEWMA chart.

    Parameters
    ----------
    p : int
        Number of variables, 2 or more.
    weight : float
        Weight of the newest point, inside (0, 1].
    limit : float
        h4, the limit of the plotted T2 (asymptotic covariance).
    shift : float array, shape (k,)
        Mahalanobis distances of the mean from the target (subgroup means: times the root of their size).
    plane : bool
        Two-dimensional states in control too, as the steady state before a shift needs.

    Returns
    -------
    Problem

    Raises
    ------
    ValueError
        A parameter outside its range.

    References
    ----------
    S. E. Rigdon (1995), Journal of Statistical Computation and Simulation 52, 351-365; Statistics and
    Probability Letters 24, 365-373. S. Knoth (2017), Journal of Quality Technology 49, 371-389.

    Examples
    --------
    >>> round(float(mewma_problem(2, 0.1, 8.633581, np.array([0.0])).mean()[0]), 3)
    200.0
    """
    if p < 2:
        raise ValueError("p must be 2 or more")
    if not 0.0 < weight <= 1.0:
        raise ValueError("weight must lie inside (0, 1]")
    if not 0.0 < limit < math.inf:
        raise ValueError("limit must be greater than 0")
    shifts = np.atleast_1d(np.asarray(shift, dtype=float))
    if np.any(shifts < 0.0):
        raise ValueError("a shift of a MEWMA chart is a distance, 0 or greater")
    radius = math.sqrt(limit / (weight * (2.0 - weight)))
    if radius > _WIDEST:
        raise ValueError("weight is too small for the limit: the matrices would not fit")
    if np.any(shifts) or plane:
        return Problem(*_shifted(p, weight, radius, shifts))
    Q, start = _calm(p, weight, radius)
    return Problem(np.repeat(Q, len(shifts), axis=0), start)
