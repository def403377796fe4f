"""Run lengths of Hotelling's T2 chart: known parameters by chi-square, estimated ones by F."""

from __future__ import annotations

import math

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.mewma import poisson_terms, poisson_weights
from sqc.stats.runlength.problem import Problem
from sqc.stats.tails import chi2_quantile, chi2_sf


def _check(p: int, n: int, m: int | None) -> None:
    if p < 1 or n < 1:
        raise ValueError("p and n must be 1 or more")
    if m is not None and _degrees(p, n, m) <= 0:
        raise ValueError("too few subgroups for a covariance matrix of p variables")


def covariance_degrees(n: int, m: int) -> int:
    """Degrees of freedom of an estimated covariance: pooled within subgroups, or of single values.

    Parameters
    ----------
    n : int
        Subgroup size.
    m : int
        Number of subgroups, or of single values.

    Returns
    -------
    int

    Examples
    --------
    >>> covariance_degrees(5, 25), covariance_degrees(1, 25)
    (100, 24)
    """
    return m * (n - 1) if n > 1 else m - 1


def _degrees(p: int, n: int, m: int) -> int:
    # denominator degrees of freedom of F
    return covariance_degrees(n, m) - p + 1


def _scale(p: int, n: int, m: int) -> float:
    # T2 = scale * F: covariance estimated, and the mean with variance 1 / m of a plotted mean
    degrees = _degrees(p, n, m)
    return p * (degrees + p - 1) / degrees * (1.0 + 1.0 / m)


def t2_limit(p: int, alarm: float, *, n: int = 1, m: int | None = None) -> float:
    """Limit of the T2 chart in phase II for a wanted probability of a false signal per point.

    Parameters
    ----------
    p : int
        Number of variables.
    alarm : float
        Probability, inside (0, 1); with estimated parameters averaged over the estimates.
    n : int
        Subgroup size.
    m : int, optional
        Number of phase I subgroups behind mean and covariance (pooled, or of single values); without it
        the parameters are known.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        A parameter outside its range.

    References
    ----------
    N. D. Tracy, J. C. Young and R. L. Mason (1992), Journal of Quality Technology 24, 88-95.

    Examples
    --------
    >>> round(t2_limit(2, 0.005), 6)
    10.596635
    >>> round(t2_limit(2, 0.005, m=30), 4)
    13.7853
    """
    _check(p, n, m)
    if not 0.0 < alarm < 1.0:
        raise ValueError("alarm must lie inside (0, 1)")
    if m is None:
        return float(chi2_quantile(1.0 - alarm, p)) if alarm > 1e-6 else _far_quantile(p, alarm)
    from sqc.stats.special import fdtri

    return float(_scale(p, n, m) * fdtri(p, _degrees(p, n, m), 1.0 - alarm))


def _far_quantile(p: int, alarm: float) -> float:
    # 1 - alarm would lose its digits: bisection on the upper tail
    low, high = 0.0, 2.0 * p - 4.0 * math.log(alarm)
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if chi2_sf(middle, p) > alarm else (low, middle)
    return 0.5 * (low + high)


def t2_signal(p: int, limit: float, shift: Floats, *, n: int = 1, m: int | None = None) -> Floats:
    """Probability that one point of a T2 chart signals.

    Parameters
    ----------
    p : int
        Number of variables.
    limit : float
        Upper limit of T2.
    shift : float array, shape (k,)
        Mahalanobis distances of the mean from the target, of single observations.
    n : int
        Subgroup size.
    m : int, optional
        Number of phase I subgroups behind mean and covariance; without it the parameters are known.

    Returns
    -------
    float array, shape (k,)
        With estimated parameters averaged over the estimates.

    Raises
    ------
    ValueError
        A parameter outside its range.

    Notes
    -----
    Non-central chi-square or F as a Poisson mixture of central ones.

    Examples
    --------
    >>> t2_signal(2, 10.5966347331, np.array([0.0, 1.0])).round(6)
    array([0.005   , 0.023857])
    """
    _check(p, n, m)
    if not 0.0 < limit < math.inf:
        raise ValueError("limit must be greater than 0")
    distance = np.atleast_1d(np.asarray(shift, dtype=float))
    half = 0.5 * n * distance**2 / (1.0 if m is None else 1.0 + 1.0 / m)
    j = np.arange(float(poisson_terms(float(np.max(half)))))
    if m is None:
        tails = np.asarray(chi2_sf(limit, p + 2.0 * j), dtype=float)
    else:
        from sqc.stats.special import betainc

        degrees = _degrees(p, n, m)
        share = p * limit / _scale(p, n, m) / degrees
        tails = np.asarray(betainc(0.5 * degrees, 0.5 * p + j, 1.0 / (1.0 + share)), dtype=float)
    return np.asarray(poisson_weights(half, len(j)) @ tails)


def t2_problem(p: int, limit: float, shift: Floats, *, n: int = 1, m: int | None = None) -> Problem:
    """Run length problem of a T2 chart.

    Parameters
    ----------
    p : int
        Number of variables.
    limit : float
        Upper limit of T2.
    shift : float array, shape (k,)
        Mahalanobis distances of the mean from the target, of single observations.
    n : int
        Subgroup size.
    m : int, optional
        Number of phase I subgroups behind mean and covariance; without it the parameters are known.

    Returns
    -------
    Problem
        Geometric. With estimated parameters of the average signal probability: the points of one chart
        share its estimates, so its reciprocal is a lower bound of the average run length.

    Examples
    --------
    >>> t2_problem(2, 10.5966347331, np.array([0.0])).mean().round(6)
    array([200.])
    """
    stay = 1.0 - t2_signal(p, limit, shift, n=n, m=m)
    return Problem(stay[:, None, None], np.ones(1))
