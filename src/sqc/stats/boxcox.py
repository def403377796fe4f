"""The Box-Cox family of power transformations and the member that makes values most nearly normal."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.normal import normal_quantile
from sqc.stats.segments import expand, segment_mean

Floats = NDArray[np.float64]
FURTHEST = 64.0
_LARGEST = 100.0  # three times this exponent still has a square
_SMALL = 1e-4  # below it closed forms lose digits
ROUND = (-2.0, -1.0, -0.5, 0.0, 0.5, 2.0)


class Estimate(NamedTuple):
    """Lambda by maximum likelihood, and its interval.

    Parameters
    ----------
    value, lower, upper : float

    Examples
    --------
    >>> Estimate(0.2, -0.3, 0.7).rounded
    0.0
    """

    value: float
    lower: float
    upper: float

    @property
    def rounded(self) -> float:
        """1 if it lies in the interval, else the nearest of -2, -1, -1/2, 0, 1/2, 2 if that does."""
        if self.lower <= 1 <= self.upper:
            return 1.0
        nearest = min(ROUND, key=lambda power: abs(power - self.value))
        return nearest if self.lower <= nearest <= self.upper else self.value


def transform(values: ArrayLike, power: float) -> Floats:
    r"""Return the transformed values, in the order of the values whatever the power.

    Parameters
    ----------
    values : array_like
        Above 0; NaN stays NaN.
    power : float
        Lambda.

    Returns
    -------
    float array of the shape of `values`

    Notes
    -----
    .. math:: x^{(\lambda)} = (x^\lambda - 1) / \lambda, \quad x^{(0)} = \ln x

    References
    ----------
    G. E. P. Box and D. R. Cox (1964), Journal of the Royal Statistical Society B 26, 211-252.

    Examples
    --------
    >>> transform([1.0, 4.0], 0.5).tolist()
    [0.0, 2.0]
    """
    logs = np.log(np.asarray(values, dtype=np.float64))
    with np.errstate(over="ignore"):
        return logs if power == 0 else np.expm1(power * logs) / power


def inverse(values: ArrayLike, power: float) -> Floats:
    """Return the values that a transformation gave these; NaN where none did.

    Parameters
    ----------
    values : array_like
    power : float

    Returns
    -------
    float array of the shape of `values`

    Examples
    --------
    >>> inverse([0.0, 2.0], 0.5).tolist()
    [1.0, 4.0]
    """
    given = np.asarray(values, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        if power == 0:
            return np.exp(given)
        return np.exp(np.log1p(power * given) / power)


def estimate(values: ArrayLike, starts: ArrayLike, confidence: float = 0.95) -> Estimate:
    r"""Lambda of the greatest likelihood when values vary normally about the mean of their group.

    Parameters
    ----------
    values : float array
        Above 0, no gaps.
    starts : integer array
        First value of every group (subgroup or stage).
    confidence : float
        Of the interval.

    Returns
    -------
    Estimate
        An end of the interval beyond +/-64, or where powers run over, is infinite.

    Raises
    ------
    ValueError
        A value not above 0; no variation within the groups.

    Notes
    -----
    The profile log-likelihood, with values divided by their geometric mean, is
    :math:`-n/2 \ln RSS(\lambda)`; the interval is where it lies within half a chi-square quantile
    (1.9207 at 95 %) of its maximum.

    References
    ----------
    G. E. P. Box and D. R. Cox (1964), Journal of the Royal Statistical Society B 26, 211-252.

    Examples
    --------
    >>> x = np.exp([0.1, 0.8, 1.0, 1.1, 1.2, 1.3, 1.5, 2.2])
    >>> abs(estimate(x * 10, [0]).value - estimate(x, [0]).value) < 1e-9
    True
    """
    x, heads = np.asarray(values, dtype=np.float64), np.asarray(starts, dtype=np.int64)
    if not len(x) or not np.all(x > 0):
        raise ValueError("Box-Cox needs values above 0")
    logs = np.log(x)
    logs -= logs.mean()
    if not _sums(logs, heads, 0.0)[0] > 0:
        raise ValueError("no variation within the groups")
    return _interval(logs, heads, confidence)


def _interval(logs: Floats, heads: NDArray[np.int64], confidence: float) -> Estimate:
    from scipy.optimize import brentq

    drop = likelihood_drop(confidence)

    def score(power: float) -> float:
        rss, slope = _sums(logs, heads, power)
        return slope / rss

    def below(power: float) -> float:
        return 0.5 * len(logs) * (math.log(_sums(logs, heads, power)[0]) - best) - drop

    furthest = min(FURTHEST, _LARGEST / float(np.abs(logs).max()))
    low, high = _bracket(score, furthest)
    if low == high:
        return Estimate(low, -math.inf, math.inf)
    at = float(brentq(score, low, high, xtol=1e-12))
    best = math.log(_sums(logs, heads, at)[0])
    return Estimate(at, *profile_ends(below, at, furthest))


def likelihood_drop(confidence: float) -> float:
    """How far the log-likelihood falls from its maximum to the ends of an interval of one parameter.

    Parameters
    ----------
    confidence : float

    Returns
    -------
    float
        Half the quantile of chi-square with 1 degree of freedom.

    References
    ----------
    S. S. Wilks (1938), Annals of Mathematical Statistics 9, 60-62.

    Examples
    --------
    >>> round(likelihood_drop(0.95), 4)
    1.9207
    """
    return 0.5 * float(normal_quantile((1.0 + confidence) / 2.0)) ** 2


def profile_ends(below: Callable[[float], float], at: float, furthest: float) -> tuple[float, float]:
    """Where a profile likelihood has fallen far enough, on both sides of its maximum.

    Parameters
    ----------
    below : callable
        Of the parameter: how much further it has fallen than to the ends; negative between them.
    at : float
        Where it is greatest.
    furthest : float
        An end further away is infinite.

    Returns
    -------
    lower, upper : float

    Examples
    --------
    >>> low, high = profile_ends(lambda x: (x - 3.0) ** 2 - 4.0, 3.0, 64.0)
    >>> round(low, 6), round(high, 6)
    (1.0, 5.0)
    """
    from scipy.optimize import brentq

    ends = []
    for side in (-1.0, 1.0):
        reach = min(1.0, furthest)
        while reach < furthest and below(at + side * reach) < 0:
            reach *= 2
        found = below(at + side * reach) >= 0
        ends.append(float(brentq(below, at, at + side * reach, xtol=1e-12)) if found else side * math.inf)
    return ends[0], ends[1]


def _bracket(score: Callable[[float], float], furthest: float) -> tuple[float, float]:
    """Return powers on both sides of the maximum; twice the furthest where there is none."""
    reach = min(2.0, furthest)
    while reach <= furthest:
        if score(-reach) < 0 < score(reach):
            return -reach, reach
        reach *= 2
    end = furthest if score(0.0) < 0 else -furthest
    return end, end


def _sums(logs: Floats, heads: NDArray[np.int64], power: float) -> tuple[float, float]:
    """Return the sum of squares about the group means and half its derivative (geometric mean 1)."""
    z = power * logs
    w = np.expm1(z) / power if power != 0 else logs
    near = np.abs(z) < _SMALL
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (logs * np.exp(z) - w) / power if power != 0 else np.zeros_like(logs)
    # (z e^z - e^z + 1) / lambda^2 loses its digits near 0
    slope = np.where(near, logs * logs * (0.5 + z / 3.0 + z * z / 8.0), slope)
    deviation = w - expand(segment_mean(w, heads), heads, len(w))
    change = slope - expand(segment_mean(slope, heads), heads, len(w))
    return float(np.sum(deviation * deviation)), float(np.sum(deviation * change))
