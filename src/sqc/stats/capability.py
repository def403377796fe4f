"""Capability of a normal characteristic: indices, their intervals, what lies outside.

All functions take scalars or arrays of one value per characteristic; a specification limit that there is none
of is NaN, and what needs it is NaN.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._gamma import binomial_tails, log_binomial
from sqc.stats.attribute import clopper_pearson
from sqc.stats.chisquare import chi2_quantile
from sqc.stats.normal import normal_quantile, normal_sf
from sqc.stats.search import fewest

Floats = NDArray[np.float64]

_SUMMED = 100


class Indices(NamedTuple):
    """Indices of one sigma: both limits, lower side, upper side, the smaller side.

    Examples
    --------
    >>> Indices(1.0, 0.9, 1.1, 0.9).smaller
    0.9
    """

    both: Any
    lower: Any
    upper: Any
    smaller: Any


def indices(mean: ArrayLike, sigma: ArrayLike, lsl: ArrayLike, usl: ArrayLike) -> Indices:
    """Cp, Cpl, Cpu and Cpk, or Pp, Ppl, Ppu and Ppk, by the sigma that is given.

    Parameters
    ----------
    mean, sigma : float or array
        In the unit of the characteristic; sigma above 0.
    lsl, usl : float or array
        NaN where there is none.

    Returns
    -------
    Indices

    Notes
    -----
    Cp = (USL - LSL) / (6 sigma); Cpl = (mean - LSL) / (3 sigma); Cpu = (USL - mean) / (3 sigma);
    Cpk = min(Cpl, Cpu), the only side where there is one limit.

    References
    ----------
    V. E. Kane (1986), Journal of Quality Technology 18, 41-52.

    Examples
    --------
    >>> found = indices(16.0, 2.0, 8.0, 20.0)
    >>> float(found.both), round(float(found.smaller), 4)
    (1.0, 0.6667)
    """
    m, s = np.asarray(mean, dtype=float), np.asarray(sigma, dtype=float)
    low, high = np.asarray(lsl, dtype=float), np.asarray(usl, dtype=float)
    lower, upper = (m - low) / (3.0 * s), (high - m) / (3.0 * s)
    return Indices((high - low) / (6.0 * s), lower, upper, np.fmin(lower, upper))


def taguchi(mean: ArrayLike, sigma: ArrayLike, lsl: ArrayLike, usl: ArrayLike, target: ArrayLike) -> Any:
    """Cpm: the width against the spread about the target.

    Parameters
    ----------
    mean, sigma, lsl, usl, target : float or array

    Returns
    -------
    float or array
        For a target off the middle the nearer limit counts twice.

    Notes
    -----
    Cpm = min(USL - T, T - LSL) / (3 sqrt(sigma**2 + (mean - T)**2)): (USL - LSL) / (6 ...) for a target in
    the middle.

    References
    ----------
    L. K. Chan, S. W. Cheng, F. A. Spiring (1988), Journal of Quality Technology 20, 162-175.

    Examples
    --------
    >>> round(float(taguchi(16.0, 2.0, 8.0, 20.0, 14.0)), 6)
    0.707107
    """
    t = np.asarray(target, dtype=float)
    nearer = np.fmin(np.asarray(usl, dtype=float) - t, t - np.asarray(lsl, dtype=float))
    off = np.asarray(mean, dtype=float) - t
    return nearer / (3.0 * np.sqrt(np.asarray(sigma, dtype=float) ** 2 + off**2))


def width_interval(index: ArrayLike, df: ArrayLike, low: float, high: float) -> tuple[Any, Any]:
    """Ends of the interval of an index that is a width over a sigma: Cp, Pp.

    Parameters
    ----------
    index : float or array
    df : float or array
        Degrees of freedom of the estimator of sigma.
    low, high : float
        Probabilities below the ends: 0.025 and 0.975 for a two-sided interval at 95 %.

    Returns
    -------
    lower, upper : float or array

    Notes
    -----
    index sqrt(chi2(p; df) / df).

    References
    ----------
    Y. Chou, D. B. Owen, S. A. Borrego (1990), Journal of Quality Technology 22, 223-229.

    Examples
    --------
    >>> [round(float(end), 6) for end in width_interval(1.0, 49, 0.025, 0.975)]
    [0.802482, 1.197126]
    """
    value, nu = np.asarray(index, dtype=float), np.asarray(df, dtype=float)
    return tuple(value * np.sqrt(np.asarray(chi2_quantile(p, nu)) / nu) for p in (low, high))


def side_interval(index: ArrayLike, n: ArrayLike, df: ArrayLike, low: float, high: float) -> tuple[Any, Any]:
    """Ends of the interval of an index that is a distance over a sigma: Cpk, Ppk, Cpl, Cpu.

    Parameters
    ----------
    index : float or array
    n : int or array
        Values behind the mean.
    df : float or array
        Degrees of freedom of the estimator of sigma.
    low, high : float
        Probabilities below the ends.

    Returns
    -------
    lower, upper : float or array

    Notes
    -----
    index + z sqrt(1 / (9 n) + index**2 / (2 df)), the normal approximation.

    References
    ----------
    A. F. Bissell (1990), Applied Statistics 39, 331-340.

    Examples
    --------
    >>> [round(float(end), 6) for end in side_interval(2 / 3, 50, 49, 0.025, 0.975)]
    [0.505551, 0.827782]
    """
    value = np.asarray(index, dtype=float)
    spread = np.sqrt(
        1.0 / (9.0 * np.asarray(n, dtype=float)) + value**2 / (2.0 * np.asarray(df, dtype=float))
    )
    return value + normal_quantile(low) * spread, value + normal_quantile(high) * spread


def target_interval(
    index: ArrayLike,
    mean: ArrayLike,
    sigma: ArrayLike,
    target: ArrayLike,
    df: ArrayLike,
    low: float,
    high: float,
) -> tuple[Any, Any]:
    """Ends of the interval of Cpm.

    Parameters
    ----------
    index, mean, sigma, target : float or array
    df : float or array
        Degrees of freedom of sigma.
    low, high : float
        Probabilities below the ends.

    Returns
    -------
    lower, upper : float or array

    Notes
    -----
    The spread about the target is taken as chi-square with (df + 1)(1 + d**2)**2 / (1 + 2 d**2) degrees of
    freedom, d = (mean - T) / sigma.

    References
    ----------
    R. A. Boyles (1991), Journal of Quality Technology 23, 17-26.

    Examples
    --------
    >>> [round(float(end), 4) for end in target_interval(1.0, 10.0, 1.0, 10.0, 49, 0.025, 0.975)]
    [0.8045, 1.1952]
    """
    off = (np.asarray(mean, dtype=float) - np.asarray(target, dtype=float)) / np.asarray(sigma, dtype=float)
    freedom = (np.asarray(df, dtype=float) + 1.0) * (1.0 + off**2) ** 2 / (1.0 + 2.0 * off**2)
    return width_interval(index, freedom, low, high)


def side_bound(index: float, n: int, df: float, confidence: float) -> float:
    """Exact one-sided lower bound of an index of one side: Cpl, Cpu, Ppl, Ppu.

    Parameters
    ----------
    index : float
    n : int
        Values behind the mean.
    df : float
        Degrees of freedom of the estimator of sigma.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    float

    Notes
    -----
    The noncentrality at which 3 sqrt(n) index is the `confidence` quantile of the noncentral t, over
    3 sqrt(n).

    References
    ----------
    Y. Chou, D. B. Owen, S. A. Borrego (1990), Journal of Quality Technology 22, 223-229.

    Examples
    --------
    >>> round(side_bound(2 / 3, 50, 49, 0.95), 6)
    0.529613
    """
    from scipy.optimize import brentq

    from sqc.stats.special import nctdtr, nctdtrinc

    scale = 3.0 * np.sqrt(n)
    t = scale * index
    near = float(nctdtrinc(df, confidence, t))  # right to 1e-8 only
    root = brentq(lambda shift: nctdtr(df, shift, t) - confidence, near - 0.01, near + 0.01, xtol=1e-12)
    return float(root / scale)


def outside(mean: ArrayLike, sigma: ArrayLike, lsl: ArrayLike, usl: ArrayLike) -> tuple[Any, Any]:
    """Share of a normal distribution below LSL and above USL; 0 where there is no such limit.

    Parameters
    ----------
    mean, sigma, lsl, usl : float or array

    Returns
    -------
    below, above : float or array
        Tails themselves, never one less the rest: right far below 1e-16.

    Examples
    --------
    >>> [f"{1e6 * float(share):.6g}" for share in outside(16.0, 2.0, 8.0, 20.0)]
    ['31.6712', '22750.1']
    """
    m, s = np.asarray(mean, dtype=float), np.asarray(sigma, dtype=float)
    below = normal_sf((m - np.asarray(lsl, dtype=float)) / s)
    above = normal_sf((np.asarray(usl, dtype=float) - m) / s)
    return np.nan_to_num(below), np.nan_to_num(above)


def bench(share: ArrayLike) -> Any:
    """Z.bench: the quantile of the normal distribution that leaves this share outside on one side.

    Parameters
    ----------
    share : float or array
        Between 0 and 1.

    Returns
    -------
    float or array

    Examples
    --------
    >>> round(float(bench(0.022781803190012)), 6)
    1.999414
    """
    return -np.asarray(normal_quantile(np.asarray(share, dtype=float)))


def proven_below(events: int, n: int, confidence: float = 0.95) -> float:
    """One-sided upper bound of a share of which `events` of `n` were seen.

    Parameters
    ----------
    events, n : int
    confidence : float

    Returns
    -------
    float
        For no event 1 - (1 - confidence)**(1 / n), else by Clopper and Pearson.

    References
    ----------
    C. J. Clopper, E. S. Pearson (1934), Biometrika 26, 404-413.

    Examples
    --------
    >>> round(proven_below(0, 125), 4), round(proven_below(2, 100), 4)
    (0.0237, 0.0616)
    """
    if events >= n:
        return 1.0
    if events == 0:
        return float(-np.expm1(np.log1p(-confidence) / n))
    if events > _SUMMED:
        return float(clopper_pearson(events, n, 0.0, confidence)[1])
    return _few_below(events, n, 1.0 - confidence)


def _few_below(events: int, n: int, tail: float) -> float:
    """Share of which so few events or fewer are seen with the chance `tail`: Newton on its logarithm.

    Sums of a few terms: what would do it for any number takes longer to load than a study of a small file.
    """
    k, size = np.asarray(float(events)), np.asarray(float(n))
    share = min((events + 1.0 + 3.0 * math.sqrt(events + 1.0)) / n, 0.5 + 0.5 * events / n)
    for _ in range(100):
        at = np.asarray(share)
        below, one = float(binomial_tails(k, size, at)[0]), math.exp(float(log_binomial(k, size, at)))
        step = math.log(below / tail) * below * (1.0 - share) / ((n - events) * one)
        share = min(max(share + step, 0.5 * share), 0.5 + 0.5 * share)
        if abs(step) <= 1e-15 * share:
            break
    return share


def values_needed(true: float, goal: float, confidence: float = 0.95, most: int = 1_000_000) -> int | None:
    """Fewest values whose lower bound of Ppk reaches the goal when the estimate is the true Ppk.

    Parameters
    ----------
    true, goal : float
    confidence : float
        Of the one-sided bound.
    most : int

    Returns
    -------
    int or None
        None where even `most` values do not.

    Notes
    -----
    By `side_interval` with n - 1 degrees of freedom.

    Examples
    --------
    >>> values_needed(1.67, 1.33), values_needed(2.0, 1.33)
    (37, 14)
    """

    def reached(n: int) -> bool:
        return bool(side_interval(true, n, n - 1, 1.0 - confidence, 0.5)[0] >= goal)

    return fewest(reached, 3, most, 4)
