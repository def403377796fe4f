"""One-sided tolerance limits of exponential and Weibull lives, exact for complete data."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_NODES = 400
_MOST_STEPS = 200


def exponential_factor(n: int, coverage: float, confidence: float, lower: bool) -> float:
    """Factor of the mean that gives a one-sided tolerance limit of an exponential distribution.

    Parameters
    ----------
    n : int
        Values behind the mean.
    coverage, confidence : float
    lower : bool
        The share lies above the limit, else below.

    Returns
    -------
    float

    Notes
    -----
    Lower limit 2 n (-ln P) / chi2(G; 2 n), upper limit 2 n (-ln(1 - P)) / chi2(1 - G; 2 n), for a share P
    with confidence G: 2 n mean / theta has a chi-square distribution with 2 n degrees of freedom.

    References
    ----------
    L. A. Goodman, A. Madansky (1962), Technometrics 4, 75-96.

    Examples
    --------
    >>> round(exponential_factor(10, 0.90, 0.95, True), 6)
    0.067086
    """
    from sqc.stats.special import chdtri

    if lower:
        return float(-2.0 * n * math.log(coverage) / chdtri(2 * n, 1.0 - confidence))
    return float(-2.0 * n * math.log1p(-coverage) / chdtri(2 * n, confidence))


class Weibull(NamedTuple):
    """Maximum likelihood estimates of a Weibull distribution with two parameters.

    Examples
    --------
    >>> Weibull(2.1, 81.9).shape
    2.1
    """

    shape: float
    scale: float


def weibull_fit(values: ArrayLike) -> Weibull:
    """Fit a Weibull distribution by maximum likelihood.

    Parameters
    ----------
    values : array
        Above 0, not all the same.

    Returns
    -------
    Weibull

    Notes
    -----
    The shape solves sum(x**b ln x) / sum(x**b) - 1 / b = mean(ln x), by Newton's method.

    References
    ----------
    J. F. Lawless (2003), Statistical Models and Methods for Lifetime Data, 5.1.

    Examples
    --------
    >>> lives = [17.88, 28.92, 33.00, 41.52, 42.12, 45.60, 48.48, 51.84, 51.96, 54.12, 55.56, 67.80,
    ...     68.64, 68.64, 68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.40]
    >>> [round(float(value), 3) for value in weibull_fit(lives)]
    [2.102, 81.878]
    """
    y = np.log(np.asarray(values, dtype=np.float64))
    center, most = float(y.mean()), float(y.max())
    shape = 1.2825 / float(y.std(ddof=1))
    for _ in range(_MOST_STEPS):
        weight = np.exp(shape * (y - most))
        weight /= weight.sum()
        mean = float(weight @ y)
        spread = float(weight @ (y - mean) ** 2)
        step = (mean - 1.0 / shape - center) / (spread + 1.0 / shape**2)
        shape -= min(step, 0.5 * shape)
        if abs(step) <= 1e-14 * shape:
            break
    scale = math.exp(most + math.log(float(np.mean(np.exp(shape * (y - most))))) / shape)
    return Weibull(shape, scale)


def weibull_limit(
    values: ArrayLike, coverage: float, confidence: float, lower: bool, fit: Weibull | None = None
) -> float:
    """One-sided tolerance limit of a Weibull distribution, exact given the configuration of the data.

    Parameters
    ----------
    values : array
        Above 0, not all the same, complete.
    coverage, confidence : float
    lower : bool
        The share lies above the limit, else below.
    fit : Weibull, optional
        The estimates, where they are known already.

    Returns
    -------
    float

    Notes
    -----
    With y = ln x, u and b the estimated location and scale of y and a = (y - u) / b, the ratio z of estimated
    to true scale has a density proportional to z**(n - 2) exp(z sum(a)) / S(z)**n, S(z) = sum(exp(a z)), and
    the quantile with probability p below it lies above u - b t with the mean over z of the probability
    P(G <= exp(w + t z) S(z)), G gamma with shape n, w = ln(-ln(1 - p)). By the trapezium rule over ln z.

    References
    ----------
    J. F. Lawless (1975), Technometrics 17, 255-261.

    Examples
    --------
    >>> round(weibull_limit([3.0, 5.0, 6.0, 7.0, 9.0, 12.0], 0.90, 0.95, True), 3)
    0.912
    """
    from scipy.optimize import brentq

    from sqc.stats.special import gammainc

    x = np.asarray(values, dtype=np.float64)
    found = weibull_fit(x) if fit is None else fit
    n, y = len(x), np.log(x)
    location, scale = math.log(found.scale), 1.0 / found.shape
    a = (y - location) / scale
    z, weight, log_sum = _ratio(a)
    p = 1.0 - coverage if lower else coverage
    w = math.log(-math.log1p(-p))
    wanted = confidence if lower else 1.0 - confidence

    def above(t: float) -> float:
        return float(weight @ gammainc(n, np.exp(np.minimum(w + t * z + log_sum, 700.0))))

    low, high = -w - 1.0, -w + 1.0
    while above(low) > wanted:
        low -= high - low
    while above(high) < wanted:
        high += high - low
    t = brentq(lambda at: above(at) - wanted, low, high, xtol=1e-13)
    return math.exp(location - scale * t)


def _ratio(a: Floats) -> tuple[Floats, Floats, Floats]:
    """Return places, weights and ln S of the ratio of estimated to true scale."""
    n, total, most = len(a), float(a.sum()), float(a.max())
    shifted = a - most

    def log_sum(z: Floats) -> Floats:
        whole = np.zeros(len(z))
        for part in np.array_split(shifted, max(1, n * len(z) // 4_000_000)):
            whole += np.exp(np.outer(z, part)).sum(axis=1)
        return np.asarray(np.log(whole) + most * z)

    # the trapezium rule over v = ln z: first where the density may lie, then where it is
    reach = 12.0 / math.sqrt(n)
    ends = (-max(reach, 50.0 / (n - 1)), reach + 1.0)
    for _ in range(2):
        v = np.linspace(*ends, _NODES)
        z = np.exp(v)
        sums = log_sum(z)
        density = (n - 1) * v + total * z - n * sums
        seen = v[density > density.max() - 45.0]
        ends = (float(seen[0]), float(seen[-1]))
    share = np.exp(density - density.max())
    return z, share / share.sum(), sums
