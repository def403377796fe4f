"""What limits from estimates cost: run lengths averaged over the error of mean and sigma.

m subgroups of n give a mean with error U / sqrt(m) (in standard deviations of a plotted mean) and a
sigma that is W times the true one; the run length of a chart with those is averaged over U normal and W a
chi with mean 1. The pooled standard deviation has m (n - 1) degrees of freedom; ranges and moving ranges
have the degrees that give W their variance (Patnaik 1950), an approximation: of the in-control ARL of limits
at 3 sigma by about 1 per cent low from 100 moving ranges, and right to 0.1 per cent from 25 ranges of 5.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from sqc.stats._gamma import Floats, stirling_error
from sqc.stats.constants import d2, d3
from sqc.stats.runlength.designs import Design
from sqc.stats.runlength.nodes import legendre

Sigma = Literal["pooled", "range", "moving-range"]
Estimated = Literal["both", "mean", "sigma"]

_MOST = 401  # nodes of the error of the mean
_SIGMAS = 61  # nodes of the error of sigma
_REACH = 8.0  # standard deviations of each error that count
_SOLVED = 1e11  # above, an integral equation has too few digits left


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


def mean_chi(degrees: float) -> float:
    """Mean of a chi variable over the root of its degrees of freedom, the constant c4.

    Parameters
    ----------
    degrees : float
        Degrees of freedom, greater than 0.

    Returns
    -------
    float

    Examples
    --------
    >>> round(mean_chi(4.0), 6)
    0.939986
    """
    if degrees > 300.0:  # logarithms of large gammas lose digits in their difference
        return 1.0 - 1.0 / (4.0 * degrees) + 1.0 / (32.0 * degrees**2) + 5.0 / (128.0 * degrees**3)
    logs = math.lgamma(0.5 * (degrees + 1.0)) - math.lgamma(0.5 * degrees)
    return math.sqrt(2.0 / degrees) * math.exp(logs)


def _degrees_of_variation(squared: float) -> float:
    # degrees of freedom of the chi with this squared coefficient of variation, by bisection
    low, high = 0.01, 1.0 / squared + 1.0
    for _ in range(100):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if 1.0 / mean_chi(middle) ** 2 - 1.0 > squared else (low, middle)
    return 0.5 * (low + high)


def _mean_errors(m: int, memory: float) -> tuple[Floats, Floats]:
    # enough nodes for the peak of the run length where the error is nil
    unit, weights = legendre(min(2 * math.ceil(10.0 + 70.0 * math.sqrt(min(memory / m, 9.0))) + 1, _MOST))
    z = _REACH * unit
    share = np.exp(-0.5 * z * z) * weights
    return z / math.sqrt(m), np.asarray(share / share.sum())


def _sigma_errors(degrees: float, growth: float) -> tuple[Floats, Floats]:
    """Nodes of W and their weights, reaching as far as the weighted run lengths do."""
    center = mean_chi(degrees)
    slower = math.sqrt(1.0 - growth / (degrees * center * center))
    reach = _REACH / math.sqrt(2.0 * degrees)
    low, high = max(0.0, 1.0 - reach), (1.0 + reach) / slower
    unit, weights = legendre(_SIGMAS)
    w = 0.5 * (low + high) + 0.5 * (high - low) * unit  # chi / sqrt(degrees)
    logs = (degrees - 1.0) * np.log(w) - 0.5 * degrees * (w * w - 1.0)
    norm = 0.5 * math.log(degrees / math.pi) - float(stirling_error(np.array([0.5 * degrees]))[0])
    density = np.exp(logs + norm)
    return w / center, np.asarray(density * 0.5 * (high - low) * weights)


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
        Shifts of the mean, in standard deviations of the plotted values.
    sigma : {"pooled", "range", "moving-range"}
        Estimate of sigma, unbiased.
    estimated : {"both", "mean", "sigma"}
        What is estimated; the rest is known.

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
    errors, shares = _mean_errors(m, design.memory) if estimated != "sigma" else (np.zeros(1), np.ones(1))
    ratios, weights = np.ones(1), np.ones(1)
    if estimated != "mean":
        degrees = sigma_degrees(m, n, sigma)
        if design.growth >= degrees * mean_chi(degrees) ** 2:
            return np.full(shifts.shape, math.inf)
        ratios, weights = _sigma_errors(degrees, design.growth)
    # two-sided charts: the sign of a shift does not matter
    distances, where = np.unique(np.abs(shifts[:, None] - errors).ravel(), return_inverse=True)
    logs = log_lengths(design, ratios, distances)
    with np.errstate(divide="ignore"):
        total = np.exp(logs + np.log(weights)[:, None]).sum(axis=0)[where.ravel()]
    return np.asarray(total.reshape(len(shifts), len(errors)) @ shares)
