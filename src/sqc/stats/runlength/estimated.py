"""What limits from estimates cost: run lengths averaged over the error of mean and sigma.

m subgroups of n give a mean with error U / sqrt(m) (in standard deviations of a plotted mean) and a sigma
that is W times the true one. Phase I and phase II are independent, and so are U and W; the exact run length
of a chart with these errors is averaged over U normal and W as the estimate has it (`sigma_law`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.constants import d2, d3
from sqc.stats.runlength.designs import Design
from sqc.stats.runlength.nodes import legendre
from sqc.stats.runlength.sigma_law import Sigma, check_estimate, mean_chi, sigma_rule, tail

Estimated = Literal["both", "mean", "sigma"]

_MEANS = 257  # nodes of the error of the mean
_REACH = 8.0  # standard deviations of it that count
_SOLVED = 1e11  # above, an integral equation has too few digits left
_FEW, _MANY = 8, 512  # intervals of an interpolation over the error of the mean
_NEAR = 12.0  # shifts up to here share one interpolation
_SAME = 1e-8  # relative error of the interpolated run length


def sigma_degrees(m: int, n: int = 1, sigma: Sigma = "pooled") -> float:
    """Degrees of freedom of an estimate of sigma.

    Parameters
    ----------
    m : int
        Number of subgroups, or of single values.
    n : int
        Subgroup size.
    sigma : {"pooled", "range", "moving-range"}
        Pooled standard deviation (of single values: their standard deviation), mean range, mean moving
        range of two neighbours.

    Returns
    -------
    float
        Exact for "pooled"; else such that a chi over its mean has the variance of the estimate.

    Raises
    ------
    ValueError
        Too few values; an estimate that does not fit the subgroup size.

    References
    ----------
    P. B. Patnaik (1950), Biometrika 37, 78-87.

    Examples
    --------
    >>> sigma_degrees(25, 5), round(sigma_degrees(25, 5, "range"), 1)
    (100.0, 90.8)
    """
    if m < 2 or n < 1:
        raise ValueError("m must be 2 or more, n 1 or more")
    if sigma == "pooled":
        return float(m * (n - 1) if n > 1 else m - 1)
    if (sigma == "range") != (n > 1):
        raise ValueError("range is for subgroups of 2 or more, moving-range for single values")
    if sigma == "range":
        return _degrees_of_variation(d3(n) ** 2 / (m * d2(n) ** 2))
    steps = m - 1
    own, neighbours = 2.0 - 4.0 / math.pi, 4.0 / math.pi * (math.sqrt(0.75) + math.pi / 12.0 - 1.0)
    variance = (steps * own + 2.0 * (steps - 1) * neighbours) / steps**2
    return _degrees_of_variation(variance * math.pi / 4.0)


def _degrees_of_variation(squared: float) -> float:
    # degrees of freedom of the chi with this squared coefficient of variation, by bisection
    low, high = 0.01, 1.0 / squared + 1.0
    for _ in range(100):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if 1.0 / mean_chi(middle) ** 2 - 1.0 > squared else (low, middle)
    return 0.5 * (low + high)


def log_lengths(design: Design, ratios: Floats, shifts: Floats) -> Floats:
    """Logarithms of the average run lengths of a chart for each ratio and shift.

    Parameters
    ----------
    design : Design
        The chart.
    ratios : float array, shape (r,)
        Estimated sigma over the true one, rising.
    shifts : float array, shape (k,)
        Shifts of the mean, in standard deviations of the plotted values.

    Returns
    -------
    float array, shape (r, k)
        Lengths that an integral equation does not give are continued: their logarithm is near linear in the
        square of the ratio.

    Examples
    --------
    >>> from sqc.stats.runlength.designs import shewhart_design
    >>> np.exp(log_lengths(shewhart_design(3.0), np.array([1.0]), np.array([0.0]))).round(2)
    array([[370.4]])
    """
    logs = np.empty((len(ratios), len(shifts)))
    squares = ratios * ratios
    with np.errstate(divide="ignore", invalid="ignore"):
        for i, ratio in enumerate(ratios):
            arl = design.arl(float(ratio), shifts)
            logs[i] = np.log(arl)
            far = ~((arl >= 1.0 - 1e-9) & (arl < _SOLVED))
            if i > 1 and np.any(far):
                slope = (logs[i - 1] - logs[i - 2]) / (squares[i - 1] - squares[i - 2])
                logs[i] = np.where(far, logs[i - 1] + slope * (squares[i] - squares[i - 1]), logs[i])
    return logs


def estimated_arl(
    design: Design,
    m: int,
    n: int = 1,
    *,
    shift: Floats,
    sigma: Sigma = "pooled",
    estimated: Estimated = "both",
    nodes: int = 24,
    same: float = _SAME,
) -> Floats:
    """Average run length of a chart whose limits come from m phase I subgroups of n, over all such charts.

    Parameters
    ----------
    design : Design
        The chart.
    m : int
        Number of phase I subgroups, or of single values.
    n : int
        Subgroup size.
    shift : float array, shape (k,)
        What the design takes: shifts of the mean, in standard deviations of the plotted values.
    sigma : {"pooled", "range", "sd", "moving-range"}
        Estimate of sigma, unbiased: pooled standard deviation, mean range, mean standard deviation, mean
        moving range.
    estimated : {"both", "mean", "sigma"}
        What is estimated; the rest is known.
    nodes : int
        Of the quadrature over sigma.
    same : float
        Relative error of the interpolation over the mean.

    Returns
    -------
    float array, shape (k,)
        Infinite where a few charts with far too wide limits carry the average.

    Raises
    ------
    ValueError
        Too few values; an estimate that does not fit the subgroup size.

    References
    ----------
    L. A. Jones, C. W. Champ and S. E. Rigdon (2001), Technometrics 43, 156-167.

    Examples
    --------
    >>> from sqc.stats.runlength.designs import shewhart_design
    >>> estimated_arl(shewhart_design(3.0), 25, 5, shift=np.array([0.0, 1.0])).round(2)
    array([418.48,  59.1 ])
    """
    shifts = np.atleast_1d(np.asarray(shift, dtype=float))
    check_estimate(m, n, sigma)
    ratios, weights = np.ones(1), np.ones(1)
    if estimated != "mean":
        if design.growth >= tail(m, n, sigma):
            return np.full(shifts.shape, math.inf)
        ratios, weights = sigma_rule(m, n, sigma, growth=design.growth, nodes=nodes)

    def over_sigma(distances: Floats) -> Floats:
        logs = log_lengths(design, ratios, distances)
        with np.errstate(divide="ignore"):
            return np.asarray(np.exp(logs + np.log(weights)[:, None]).sum(axis=0))

    if estimated == "sigma":
        return over_sigma(shifts)
    unit, shares = legendre(_MEANS)
    shares = shares * np.exp(-0.5 * (_REACH * unit) ** 2)
    reach = _REACH / math.sqrt(m)
    found = np.empty(len(shifts))
    near = np.abs(shifts) <= _NEAR
    for group in (np.flatnonzero(near), *np.flatnonzero(~near)[:, None]):
        if len(group):
            some = shifts[group]
            low, high = float(some.min()) - reach, float(some.max()) + reach
            even = design.mirrored and len(group) > 0 and near[group[0]]
            if even:
                high = max(-low, high)
                low = -high
            points = some[:, None] - reach * unit
            lengths = interpolated(over_sigma, low, high, points.ravel(), even=even, same=same)
            found[group] = lengths.reshape(points.shape) @ (shares / shares.sum())
    return found


def interpolated(
    lengths: Callable[[Floats], Floats],
    low: float,
    high: float,
    points: Floats,
    *,
    even: bool,
    same: float = _SAME,
) -> Floats:
    """Run lengths at many points from those at few: their logarithm is smooth.

    Parameters
    ----------
    lengths : callable
        From an array of points to run lengths.
    low, high : float
        Ends of the interval.
    points : float array, shape (k,)
        Inside it.
    even : bool
        The function is even and the interval symmetric: its upper half is computed.
    same : float
        Relative error.

    Returns
    -------
    float array, shape (k,)

    Notes
    -----
    Chebyshev points of the second kind, doubled until some new ones bring nothing; barycentric formula.

    Examples
    --------
    >>> interpolated(lambda x: np.exp(-x * x), -2.0, 2.0, np.array([0.3]), even=True).round(6)
    array([0.913931])
    """

    def at(unit: Floats) -> Floats:
        x = 0.5 * (low + high) + 0.5 * (high - low) * unit
        if not even:
            return np.asarray(np.log(lengths(x)))
        distinct, place = np.unique(np.abs(x).round(12), return_inverse=True)
        return np.asarray(np.log(lengths(distinct))[place])

    count = _FEW
    unit = np.cos(math.pi * np.arange(count + 1) / count)
    logs = at(unit)
    while count < _MANY:
        between = np.cos(math.pi * (np.arange(count) + 0.5) / count)
        probes = np.arange(count) % (count // _FEW) == 0
        probes |= probes[::-1]
        new = np.empty(count)
        new[probes] = at(between[probes])
        if np.max(np.abs(new - _barycentric(unit, logs, between))[probes]) < same:
            break
        if not probes.all():
            new[~probes] = at(between[~probes])
        unit, logs = _merged(unit, between), _merged(logs, new)
        count *= 2
    return np.exp(_barycentric(unit, logs, (points - 0.5 * (low + high)) / (0.5 * (high - low))))


def _merged(ends: Floats, between: Floats) -> Floats:
    found = np.empty(len(ends) + len(between))
    found[::2], found[1::2] = ends, between
    return found


def _barycentric(unit: Floats, values: Floats, x: Floats) -> Floats:
    weights = (-1.0) ** np.arange(len(unit))
    weights[[0, -1]] *= 0.5
    away = x[:, None] - unit
    hit = np.abs(away) < 1e-14
    terms = weights / np.where(hit, 1.0, away)
    found = (terms @ values) / terms.sum(axis=1)
    rows = hit.any(axis=1)
    found[rows] = values[hit[rows].argmax(axis=1)]
    return np.asarray(found)
