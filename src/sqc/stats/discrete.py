"""Exact tails and quantiles of the binomial and Poisson distributions, in numpy and math alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats import _gamma
from sqc.stats._gamma import Floats, out
from sqc.stats.normal import normal_quantile


def _discrete(
    k: ArrayLike,
    parameters: tuple[ArrayLike, ...],
    tails: Callable[[Floats, tuple[Floats, ...]], tuple[Floats, Floats]],
) -> tuple[Floats, Floats]:
    """Both tails at floor(k), with everything broadcast to one shape."""
    count, *rest = np.broadcast_arrays(np.floor(np.asarray(k, dtype=float)), *parameters)
    return tails(np.asarray(count, dtype=float), tuple(np.asarray(part, dtype=float) for part in rest))


def _binomial(k: Floats, parameters: tuple[Floats, ...]) -> tuple[Floats, Floats]:
    n, p = parameters
    bad = ~((n >= 0) & (p >= 0) & (p <= 1)) | np.isnan(k)
    lower = np.array(np.where(bad, np.nan, np.where((k >= n) | ((k >= 0) & (p == 0)), 1.0, 0.0)))
    upper = np.asarray(1.0 - lower)
    inner = ~bad & (k >= 0) & (k < n) & (p > 0) & (p < 1)
    if inner.any():
        lower[inner], upper[inner] = _gamma.binomial_tails(k[inner], n[inner], p[inner])
    return lower, upper


def _poisson(k: Floats, parameters: tuple[Floats, ...]) -> tuple[Floats, Floats]:
    (mean,) = parameters
    bad = ~(mean >= 0) | np.isnan(k)
    upper, lower = _gamma.incomplete_gamma(np.where(k >= 0, k + 1.0, 1.0), mean)
    lower = np.where(bad, np.nan, np.where(k < 0, 0.0, lower))
    return lower, np.where(bad, np.nan, np.where(k < 0, 1.0, upper))


def binomial_cdf(k: ArrayLike, n: ArrayLike, p: ArrayLike) -> Any:
    """P(X <= k) for X binomial(n, p).

    Parameters
    ----------
    k : float or array
        Counts; rounded down.
    n : int or array
        Number inspected.
    p : float or array
        Proportion, 0 to 1.

    Returns
    -------
    float or float array of the broadcast shape; NaN for impossible parameters

    Notes
    -----
    The smaller tail is a sum of terms, its first one by the saddle-point form.

    References
    ----------
    C. Loader (2000), Fast and accurate computation of binomial probabilities.

    Examples
    --------
    >>> round(binomial_cdf(4, 50, 0.02), 12)
    0.996790257974
    """
    return out(_discrete(k, (n, p), _binomial)[0])


def binomial_sf(k: ArrayLike, n: ArrayLike, p: ArrayLike) -> Any:
    """P(X > k) for X binomial(n, p).

    Parameters
    ----------
    k : float or array
        Counts; rounded down.
    n : int or array
        Number inspected.
    p : float or array
        Proportion, 0 to 1.

    Returns
    -------
    float or float array of the broadcast shape; NaN for impossible parameters

    Notes
    -----
    See `binomial_cdf`.

    References
    ----------
    C. Loader (2000), Fast and accurate computation of binomial probabilities.

    Examples
    --------
    >>> round(binomial_sf(0, 10, 0.1), 10)
    0.6513215599
    """
    return out(_discrete(k, (n, p), _binomial)[1])


def poisson_cdf(k: ArrayLike, mean: ArrayLike) -> Any:
    """P(X <= k) for X Poisson with the given mean.

    Parameters
    ----------
    k : float or array
        Counts; rounded down.
    mean : float or array
        Expected count, 0 or more.

    Returns
    -------
    float or float array of the broadcast shape; NaN for a negative mean

    Notes
    -----
    The regularised upper incomplete gamma function Q(k + 1, mean).

    References
    ----------
    Abramowitz and Stegun (1964), 26.4.21.

    Examples
    --------
    >>> round(poisson_cdf(2, 1.0), 12)
    0.919698602929
    """
    return out(_discrete(k, (mean,), _poisson)[0])


def poisson_sf(k: ArrayLike, mean: ArrayLike) -> Any:
    """P(X > k) for X Poisson with the given mean.

    Parameters
    ----------
    k : float or array
        Counts; rounded down.
    mean : float or array
        Expected count, 0 or more.

    Returns
    -------
    float or float array of the broadcast shape; NaN for a negative mean

    Notes
    -----
    The regularised lower incomplete gamma function P(k + 1, mean).

    References
    ----------
    Abramowitz and Stegun (1964), 26.4.21.

    Examples
    --------
    >>> round(poisson_sf(28, 16.0), 12)
    0.002188570183
    """
    return out(_discrete(k, (mean,), _poisson)[1])


def _smallest(
    p: Floats,
    center: Floats,
    spread: Floats,
    cdf: Callable[[Floats], Floats],
) -> Floats:
    """Smallest whole k with cdf(k) >= p, by doubling steps from a normal guess and bisection."""
    # a probability that is a tail up to rounding counts as reached, as in R's qbinom
    goal = p * (1.0 - 64 * np.finfo(float).eps)
    guess = np.floor(center + spread * np.clip(normal_quantile(p), -40, 40))
    low, high = np.maximum(guess - 1.0, -1.0), np.maximum(guess + 1.0, 0.0)
    step = np.maximum(np.ceil(0.2 * spread), 1.0)
    while (over := (low >= 0) & (cdf(low) >= goal)).any():
        low = np.where(over, np.maximum(low - step, -1.0), low)
        step = 2 * step
    step = np.maximum(np.ceil(0.2 * spread), 1.0)
    while (under := cdf(high) < goal).any():
        high = np.where(under, high + step, high)
        step = 2 * step
    while (high - low > 1).any():
        middle = np.floor(0.5 * (low + high))
        reached = (middle >= 0) & (cdf(middle) >= goal)
        high, low = np.where(reached, middle, high), np.where(reached, low, middle)
    return high


def binomial_quantile(q: ArrayLike, n: ArrayLike, p: ArrayLike) -> Any:
    """Smallest k with P(X <= k) >= q for X binomial(n, p).

    Parameters
    ----------
    q : float or array
        Probability.
    n : int or array
        Number inspected.
    p : float or array
        Proportion, 0 to 1.

    Returns
    -------
    float or float array of the broadcast shape; NaN for impossible parameters

    Notes
    -----
    Bisection on `binomial_cdf` from a normal guess. A `q` within 64 units in the last place of a tail
    counts as that tail, as in R.

    References
    ----------
    R Core Team, function qbinom.

    Examples
    --------
    >>> binomial_quantile([0.00135, 0.99865], 50, 11.566666666666666 / 50)
    array([ 4., 21.])
    """
    q, n, p = (np.asarray(part, dtype=float) for part in np.broadcast_arrays(q, n, p))
    good = (q >= 0) & (q <= 1) & (n >= 0) & (p >= 0) & (p <= 1)
    q, n, p = np.where(good, q, 0.5), np.where(good, n, 0.0), np.where(good, p, 0.0)

    def cdf(k: Floats) -> Floats:
        return np.asarray(binomial_cdf(k, n, p), dtype=float)

    found = _smallest(q, n * p, np.sqrt(n * p * (1.0 - p)), cdf)
    return out(np.where(good, np.where(q == 1, n, found), np.nan))


def poisson_quantile(q: ArrayLike, mean: ArrayLike) -> Any:
    """Smallest k with P(X <= k) >= q for X Poisson with the given mean.

    Parameters
    ----------
    q : float or array
        Probability; 1 gives inf.
    mean : float or array
        Expected count, 0 or more.

    Returns
    -------
    float or float array of the broadcast shape; NaN for impossible parameters

    Notes
    -----
    As `binomial_quantile`.

    References
    ----------
    R Core Team, function qpois.

    Examples
    --------
    >>> poisson_quantile([0.00135, 0.99865], 19.846153846153847)
    array([ 8., 34.])
    """
    q, mean = (np.asarray(part, dtype=float) for part in np.broadcast_arrays(q, mean))
    good = (q >= 0) & (q < 1) & (mean >= 0) & np.isfinite(mean)
    level, size = np.where(good, q, 0.5), np.where(good, mean, 0.0)

    def cdf(k: Floats) -> Floats:
        return np.asarray(poisson_cdf(k, size), dtype=float)

    found = _smallest(level, size, np.sqrt(size), cdf)
    return out(np.where(good, found, np.where((q == 1) & (mean >= 0), np.inf, np.nan)))
