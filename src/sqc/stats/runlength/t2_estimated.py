"""What an estimated mean and covariance cost on a T2 chart: simulated phase I, exact signal probabilities.

Given the estimates, T2 of a new point is a sum of weighted non-central chi-squares of one degree: the weights
are the reciprocal eigenvalues of the estimated covariance over the true one. Its tail is Ruben's mixture of
central chi-squares; the run length of that chart is geometric.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.hotelling import covariance_degrees, t2_signal
from sqc.stats.runlength.simulate import SEED
from sqc.stats.tails import chi2_sf

_LEFT = 1e-10  # of the mixture's weights
_TERMS = 3000
_AT_ONCE = 500  # charts


class Averaged(NamedTuple):
    """Average run lengths over all charts with limits from estimates.

    Parameters
    ----------
    arl, standard_error : float arrays, shape (k,)

    Examples
    --------
    >>> Averaged(np.array([200.0]), np.array([1.0])).arl
    array([200.])
    """

    arl: Floats
    standard_error: Floats


def weighted_tail(weights: Floats, means: Floats, limit: float) -> Floats:
    """P(sum of weights (z + mean)^2 > limit) for standard normal z.

    Parameters
    ----------
    weights : float array, shape (charts, p)
        Greater than 0.
    means : float array, shape (charts, p)
    limit : float

    Returns
    -------
    float array, shape (charts,)

    References
    ----------
    H. Ruben (1962), Annals of Mathematical Statistics 33, 542-570.

    Examples
    --------
    >>> weighted_tail(np.array([[1.0, 1.0]]), np.zeros((1, 2)), 10.5966347331).round(6)
    array([0.005])
    """
    count, p = weights.shape
    least = weights.min(axis=1)
    rest, squares = 1.0 - least[:, None] / weights, means * means
    half = 0.5 * limit / least
    # P(chi-square of p + 2 k > 2 half) rises by the term half^a e^(-half) / Gamma(a + 1), a = p / 2 + k
    tail = np.asarray(chi2_sf(2.0 * half, p), dtype=float)
    log_step = 0.5 * p * np.log(half) - half - math.lgamma(0.5 * p + 1.0)
    shares, growth = np.zeros((_TERMS, count)), np.zeros((_TERMS, count))
    shares[0] = np.exp(0.5 * (np.log(1.0 - rest) - squares).sum(axis=1))
    found, left, power = shares[0] * tail, 1.0 - shares[0], np.ones(rest.shape)
    for k in range(1, _TERMS):
        growth[k] = 0.5 * (power * rest + k * squares * (1.0 - rest) * power).sum(axis=1)
        power = power * rest
        shares[k] = np.einsum("ic,ic->c", shares[:k], growth[k:0:-1]) / k
        tail = tail + np.exp(log_step)
        log_step = log_step + np.log(half / (0.5 * p + k))
        found, left = found + shares[k] * tail, left - shares[k]
        if np.max(left) < _LEFT:
            break
    return np.asarray(np.minimum(found + np.maximum(left, 0.0) * tail, 1.0))


def t2_estimated(
    p: int, limit: float, shift: Floats, m: int, *, n: int = 1, seed: int = SEED, charts: int = 10_000
) -> Averaged:
    """Average run length of a T2 chart whose mean and covariance come from m subgroups of n.

    Parameters
    ----------
    p : int
        Number of variables.
    limit : float
        Upper limit of T2.
    shift : float array, shape (k,)
        Mahalanobis distances of the mean, of single observations.
    m : int
        Number of phase I subgroups, or of single values.
    n : int
        Subgroup size.
    seed : int
    charts : int
        Simulated phase I data sets.

    Returns
    -------
    Averaged
        Infinite where a few charts with far too wide limits carry the average.

    Raises
    ------
    ValueError
        A parameter outside its range; too few subgroups for a standard error.

    Notes
    -----
    The signal probability averaged over all estimates is known exactly (`t2_signal`): what the simulated ones
    miss of it corrects the average run length (control variate).

    References
    ----------
    C. W. Champ, L. A. Jones-Farmer and S. E. Rigdon (2005), Technometrics 47, 437-445.

    Examples
    --------
    >>> found = t2_estimated(2, 11.7494, np.array([0.0]), 25, n=5)
    >>> bool(abs(found.arl[0] - 281) < 3 * found.standard_error[0])
    True
    """
    distances = np.atleast_1d(np.asarray(shift, dtype=float))
    expected = t2_signal(p, limit, distances, n=n, m=m)
    degrees = covariance_degrees(n, m)
    if limit >= degrees * p:
        infinite = np.full(len(distances), math.inf)
        return Averaged(infinite, infinite)
    if 2.0 * limit >= degrees * p:
        raise ValueError("too few subgroups: the average run length has no standard error")
    random = np.random.default_rng(seed)
    weights, errors, direction = _phase1(p, m, degrees, charts, random)
    found = []
    for distance, mean in zip(distances.tolist(), expected.tolist(), strict=True):
        means = distance * math.sqrt(n) * direction - errors
        blocks = range(0, charts, _AT_ONCE)
        signal = np.concatenate(
            [weighted_tail(weights[i : i + _AT_ONCE], means[i : i + _AT_ONCE], limit) for i in blocks]
        )
        found.append(_controlled(1.0 / signal, signal, mean))
    arl, error = np.array(found).T
    return Averaged(arl, error)


def _phase1(
    p: int, m: int, degrees: int, charts: int, random: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Reciprocal eigenvalues of covariances; along their vectors the error of the mean and a shift of 1."""
    # Bartlett: the covariance is A A' / degrees
    a = np.tril(random.standard_normal((charts, p, p)), -1)
    a[:, np.arange(p), np.arange(p)] = np.sqrt(random.chisquare(degrees - np.arange(float(p)), (charts, p)))
    weights = degrees / np.linalg.eigvalsh(a @ np.swapaxes(a, 1, 2))
    # the vectors point anywhere, whatever the eigenvalues
    direction = random.standard_normal((charts, p))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    return weights, random.standard_normal((charts, p)) / math.sqrt(m), direction


def _controlled(lengths: Floats, signal: Floats, mean: float) -> tuple[float, float]:
    """Mean and its standard error, corrected by the known mean of the signal probability."""
    slope = float(np.cov(lengths, signal)[0, 1] / signal.var(ddof=1))
    corrected = lengths - slope * (signal - mean)
    return float(corrected.mean()), float(corrected.std(ddof=2) / math.sqrt(len(lengths)))
