"""Limits, weights, references and intervals for a wanted in-control average run length."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.ewma import Limits, Sides, ewma_problem
from sqc.stats.runlength.hotelling import t2_limit
from sqc.stats.runlength.mewma import mewma_problem

LONGEST = 1e8  # ARL0; rounding grows with the run length, to 3e-7 of it here

_CALM: Floats = np.zeros(1)


def _check(arl0: float) -> None:
    if not 1.0 < arl0 <= LONGEST:
        raise ValueError(f"arl0 must lie above 1 and up to {LONGEST:g}")


def _log(arl: float) -> float:
    # a system too near to singular says no more than: very long
    return math.log(arl) if 1.0 - 1e-9 <= arl < 1e12 else math.log(1e12)


def _solve(arl: Callable[[float], float], arl0: float, low: float, high: float, name: str) -> float:
    """Where a monotone ARL is arl0: false position on its logarithm, kept inside the bracket (Illinois)."""
    target = math.log(arl0)
    f_low, f_high = _log(arl(low)) - target, _log(arl(high)) - target
    if f_low * f_high > 0.0:
        reach = sorted(math.exp(f + target) for f in (f_low, f_high))
        raise ValueError(f"{name}: arl0 {arl0:g} is out of reach, which is {reach[0]:.4g} to {reach[1]:.4g}")
    for _ in range(200):
        x = (low * f_high - high * f_low) / (f_high - f_low)
        f = _log(arl(x)) - target
        if f * f_high < 0.0:
            low, f_low = high, f_high
        else:
            f_low *= 0.5
        high, f_high = x, f
        if abs(f) < 1e-12 or abs(high - low) < 1e-12 * abs(x):
            break
    return high


def _bracket(arl: Callable[[float], float], arl0: float, high: float) -> float:
    # upwards in small steps: no system far longer than the wanted one is solved
    while arl(high) < arl0:
        high *= 1.3
    return high


def ewma_width(
    weight: float, arl0: float, *, sides: Sides = "two", limits: Limits = "fixed", head_share: float = 0.0
) -> float:
    """Width of the limits of an EWMA chart.

    Parameters
    ----------
    weight : float
        Weight of the newest point, inside (0, 1].
    arl0 : float
        Wanted in-control average run length, up to 1e8.
    sides, limits
        As in `ewma_problem`.
    head_share : float
        Head start as a share of the width, 0 to 1.

    Returns
    -------
    float
        In asymptotic standard deviations of the statistic.

    Raises
    ------
    ValueError
        A parameter outside its range; `arl0` out of reach.

    Examples
    --------
    >>> round(ewma_width(0.2, 500.0), 5)
    2.96218
    """
    _check(arl0)

    def arl(width: float) -> float:
        problem = ewma_problem(
            weight, width, _CALM, sides=sides, limits=limits, head_start=head_share * width
        )
        return float(problem.mean()[0])

    return _solve(arl, arl0, 1e-3, _bracket(arl, arl0, 1.0), "width")


def ewma_weight(width: float, arl0: float) -> float:
    """Weight of a two-sided EWMA chart with given width of its fixed limits.

    Parameters
    ----------
    width : float
        In asymptotic standard deviations of the statistic.
    arl0 : float
        Wanted in-control average run length, up to 1e8.

    Returns
    -------
    float
        From 0.002 to 1.

    Raises
    ------
    ValueError
        A parameter outside its range; `arl0` out of reach.

    Examples
    --------
    >>> round(ewma_weight(2.962, 499.735122), 4)
    0.2
    """
    _check(arl0)

    def arl(log_weight: float) -> float:
        return float(ewma_problem(math.exp(log_weight), width, _CALM).mean()[0])

    return math.exp(_solve(arl, arl0, math.log(0.002), 0.0, "weight"))


def cusum_interval(reference: float, arl0: float, *, sides: Sides = "two", head_share: float = 0.0) -> float:
    """Decision interval of a CUSUM chart.

    Parameters
    ----------
    reference : float
        Reference value, in standard deviations of the plotted values.
    arl0 : float
        Wanted in-control average run length, up to 1e8.
    sides
        As in `cusum_problem`.
    head_share : float
        Head start as a share of the interval, 0 to 1.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        A parameter outside its range; `arl0` out of reach.

    Examples
    --------
    >>> round(cusum_interval(0.5, 500.0), 4)
    5.0707
    """
    _check(arl0)

    def arl(interval: float) -> float:
        problem = cusum_problem(reference, interval, _CALM, sides=sides, head_start=head_share * interval)
        return float(problem.mean()[0])

    return _solve(arl, arl0, 1e-6, _bracket(arl, arl0, 0.5), "interval")


def cusum_reference(interval: float, arl0: float, *, sides: Sides = "two") -> float:
    """Reference value of a CUSUM chart with a given decision interval.

    Parameters
    ----------
    interval : float
        Decision interval, in standard deviations of the plotted values.
    arl0 : float
        Wanted in-control average run length, up to 1e8.
    sides
        As in `cusum_problem`.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        A parameter outside its range; `arl0` out of reach.

    Examples
    --------
    >>> round(cusum_reference(5.0, 465.443506), 6)
    0.5
    """
    _check(arl0)

    def arl(reference: float) -> float:
        return float(cusum_problem(reference, interval, _CALM, sides=sides).mean()[0])

    return _solve(arl, arl0, 0.0, _bracket(arl, arl0, 0.1), "reference")


def mewma_limit(p: int, weight: float, arl0: float) -> float:
    """Limit h4 of a MEWMA chart.

    Parameters
    ----------
    p : int
        Number of variables.
    weight : float
        Weight of the newest point, inside (0, 1].
    arl0 : float
        Wanted in-control average run length, up to 1e8.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        A parameter outside its range; `arl0` out of reach.

    Examples
    --------
    >>> round(mewma_limit(2, 0.1, 200.0), 6)
    8.633581
    """
    _check(arl0)

    def arl(limit: float) -> float:
        return float(mewma_problem(p, weight, limit, _CALM).mean()[0])

    return _solve(arl, arl0, 1e-3, _bracket(arl, arl0, float(p)), "limit")


def t2_limit_for(p: int, arl0: float, *, n: int = 1, m: int | None = None) -> float:
    """Limit of a T2 chart.

    Parameters
    ----------
    p : int
        Number of variables.
    arl0 : float
        Wanted in-control average run length; its reciprocal is the signal probability of a point.
    n, m
        Subgroup size and number of phase I subgroups, as in `t2_limit`.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        A parameter outside its range.

    Examples
    --------
    >>> round(t2_limit_for(2, 200.0), 6)
    10.596635
    """
    _check(arl0)
    return t2_limit(p, 1.0 / arl0, n=n, m=m)
