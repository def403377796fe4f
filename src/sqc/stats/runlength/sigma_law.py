"""Distribution of an estimate of sigma over the true one, and Gauss quadrature with it.

Pooled standard deviations are chi; the mean of ranges or standard deviations of subgroups is a sum of
independent values, convolved on a lattice; moving ranges share values, so the characteristic function of
their sum is carried from value to value. Run lengths of charts with wide limits grow as exp(growth w^2 / 2)
in the ratio w: the distributions are computed tilted to where that counts, and so is the quadrature.
"""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sqc.stats._gamma import Floats
from sqc.stats.constants import c4, c5, d2, d3
from sqc.stats.normal import normal_cdf, normal_sf
from sqc.stats.runlength.nodes import legendre, normal_density
from sqc.stats.runlength.refusals import NoChainError
from sqc.stats.tails import chi2_cdf

Sigma = Literal["pooled", "range", "sd", "moving-range"]

FEWEST_MOVING = 16  # values: the mean of fewer moving ranges has no smooth density
_NODES = 24
_REACH = 12.0  # standard deviations to both sides
_LATTICE = 32  # steps of a standard deviation of the process
_FINE = 300  # nodes of a density that has a formula
_STEP = 0.1  # of the values behind moving ranges
_SETTLED = 200  # moving ranges; beyond, one more multiplies by a factor
_KEPT = 1e-14  # share of the greatest probability that counts


class _Law(NamedTuple):
    """Values of the ratio w and their probabilities, times exp(growth w^2 / 2 - log_scale)."""

    w: Floats
    tilted: Floats
    log_scale: float


def mean_chi(degrees: float) -> float:
    """Mean of a chi over the root of its degrees of freedom, the constant c4.

    Parameters
    ----------
    degrees : float
        Above 0, whole or not.

    Returns
    -------
    float

    Examples
    --------
    >>> round(mean_chi(4.0), 6)
    0.939986
    """
    # logs of large gammas lose digits in their difference
    if degrees > 300.0:
        return 1.0 - 1.0 / (4.0 * degrees) + 1.0 / (32.0 * degrees**2) + 5.0 / (128.0 * degrees**3)
    logs = math.lgamma(0.5 * (degrees + 1.0)) - math.lgamma(0.5 * degrees)
    return math.sqrt(2.0 / degrees) * math.exp(logs)


def check_estimate(m: int, n: int, sigma: Sigma) -> None:
    """Refuse what gives no estimate.

    Parameters
    ----------
    m : int
        Number of subgroups, or of single values.
    n : int
        Subgroup size.
    sigma : {"pooled", "range", "sd", "moving-range"}

    Raises
    ------
    ValueError
        Too few values; an estimate that does not fit the subgroup size.

    Examples
    --------
    >>> check_estimate(25, 5, "range")
    """
    if m < 2 or n < 1:
        raise ValueError("m must be 2 or more, n 1 or more")
    if sigma != "pooled" and (sigma == "moving-range") != (n == 1):
        raise ValueError("range and sd are for subgroups of 2 or more, moving-range for single values")


def tail(m: int, n: int, sigma: Sigma) -> float:
    """How fast large estimates become rare: their density falls as exp(-tail w^2 / 2).

    Parameters
    ----------
    m, n, sigma
        As in `check_estimate`.

    Returns
    -------
    float
        A chart whose run length grows as fast, exp(growth w^2 / 2), has no finite average.

    Notes
    -----
    The cheapest way to a sum of s: all ranges (standard deviations) equal; of moving ranges, values that
    alternate, s^2 / (4 m - 6) in squares.

    Examples
    --------
    >>> round(tail(25, 5, "pooled"), 2), round(tail(25, 5, "range"), 2), round(tail(25, 1, "moving-range"), 2)
    (99.5, 67.62, 7.8)
    """
    check_estimate(m, n, sigma)
    if sigma == "pooled":
        degrees = float(m * (n - 1) if n > 1 else m - 1)
        return degrees * mean_chi(degrees) ** 2
    if sigma == "range":
        return 0.5 * m * d2(n) ** 2
    if sigma == "sd":
        return m * (n - 1) * c4(n) ** 2
    return ((m - 1) * d2(2)) ** 2 / (4.0 * m - 6.0)


def sigma_rule(
    m: int, n: int, sigma: Sigma, *, growth: float = 0.0, nodes: int = _NODES
) -> tuple[Floats, Floats]:
    """Gauss quadrature over an estimate of sigma.

    Parameters
    ----------
    m, n, sigma
        As in `check_estimate`.
    growth : float
        What is averaged grows at most as exp(growth w^2 / 2); below `tail`.
    nodes : int

    Returns
    -------
    w, weights : float arrays, shape (nodes,)
        Ratios of the estimate (unbiased) to sigma, rising; the mean of f(w) is the sum of weights f(w).

    Raises
    ------
    NoChainError
        Fewer than 16 moving ranges and one: simulate.
    ValueError
        Too few values; an estimate that does not fit the subgroup size; too fast a growth.

    References
    ----------
    G. H. Golub, J. H. Welsch (1969), Mathematics of Computation 23, 221-230.

    Examples
    --------
    >>> w, weights = sigma_rule(25, 5, "range")
    >>> [round(float(weights @ w**k), 6) for k in (0, 1, 2)]
    [1.0, 1.0, 1.00552]
    """
    check_estimate(m, n, sigma)
    if growth >= tail(m, n, sigma):
        raise ValueError("what grows as fast has no finite average")
    law = _pooled(m, n, growth) if sigma == "pooled" else _summed(m, n, sigma, growth)
    w, shares = _gauss(law.w, law.tilted, nodes)
    return w, shares * np.exp(law.log_scale - 0.5 * growth * w * w)


def draw_sigma(random: np.random.Generator, count: int, m: int, n: int, sigma: Sigma) -> Floats:
    """Random estimates of sigma over the true one.

    Parameters
    ----------
    random : Generator
    count : int
        How many.
    m, n, sigma
        As in `check_estimate`.

    Returns
    -------
    float array, shape (count,)

    Examples
    --------
    >>> draw_sigma(np.random.default_rng(1), 10_000, 25, 5, "range").mean().round(2).item()
    1.0
    """
    check_estimate(m, n, sigma)
    if sigma == "pooled":
        degrees = float(m * (n - 1) if n > 1 else m - 1)
        return np.asarray(np.sqrt(random.chisquare(degrees, count) / degrees) / mean_chi(degrees))
    if sigma == "moving-range" and m < FEWEST_MOVING:
        return np.asarray(np.abs(np.diff(random.standard_normal((count, m)))).mean(axis=1) / float(d2(2)))
    law = _summed(m, n, sigma, 0.0)
    return np.asarray(random.choice(law.w, count, p=law.tilted / law.tilted.sum()))


def _gauss(x: Floats, mass: Floats, count: int) -> tuple[Floats, Floats]:
    """Nodes and weights of the Gauss rule of a discrete distribution, by Lanczos."""
    kept = mass > _KEPT * mass.max()
    x, mass = x[kept], mass[kept]
    count = min(count, len(x))
    total = float(mass.sum())
    basis = np.zeros((count, len(x)))
    basis[0] = np.sqrt(mass / total)
    matrix = np.zeros((count, count))
    for i in range(count):
        after = x * basis[i]
        for _ in range(2):
            done = basis[: i + 1] @ after
            matrix[i, i] += done[i]
            after = after - done @ basis[: i + 1]
        length = float(np.linalg.norm(after))
        if i + 1 < count:
            matrix[i, i + 1] = matrix[i + 1, i] = length
            basis[i + 1] = after / length
    values, vectors = np.linalg.eigh(matrix)
    return values, total * vectors[0] ** 2


def _pooled(m: int, n: int, growth: float) -> _Law:
    degrees = float(m * (n - 1) if n > 1 else m - 1)
    center = mean_chi(degrees)
    left = degrees - growth / center**2
    peak, width = math.sqrt(max(degrees - 1.0, 0.0) / left), math.sqrt(0.5 / left)
    low, high = max(0.0, peak - _REACH * width), peak + 1.5 * _REACH * width
    unit, weights = legendre(_FINE)
    w = 0.5 * (low + high) + 0.5 * (high - low) * unit  # chi / sqrt(degrees)
    logs = (degrees - 1.0) * np.log(w) - 0.5 * left * w * w
    norm = math.log(2.0) + 0.5 * degrees * math.log(0.5 * degrees) - math.lgamma(0.5 * degrees)
    top = float(logs.max())
    return _Law(w / center, np.exp(logs - top) * weights * 0.5 * (high - low), top + norm)


def _summed(m: int, n: int, sigma: Sigma, growth: float) -> _Law:
    """Law of the mean of ranges, standard deviations or moving ranges over its expectation."""
    if sigma == "moving-range":
        if m < FEWEST_MOVING:
            raise NoChainError("too few moving ranges for their exact distribution: simulate")
        sums, logs = _moving(m, growth)
        w = sums / ((m - 1) * float(d2(2)))
    else:
        sums, logs = _independent(m, n, sigma, growth)
        w = sums / (m * _unit(n, sigma)[0])
    tilted = logs + 0.5 * growth * w * w
    top = float(tilted.max())
    return _Law(w, np.exp(tilted - top), top)


def _unit(n: int, sigma: Sigma) -> tuple[float, float]:
    """Mean and standard deviation of one range or standard deviation, over sigma."""
    return (float(d2(n)), float(d3(n))) if sigma == "range" else (float(c4(n)), float(c5(n)))


def _independent(m: int, n: int, sigma: Sigma, growth: float) -> tuple[Floats, Floats]:
    """Sums of m ranges or standard deviations and the logarithms of their probabilities."""
    values, single = _on_lattice(n, sigma)
    unit, deviation = _unit(n, sigma)
    theta = _tilt(values, single, growth / (m * unit * unit))
    weights = single * np.exp(theta * values)
    scale = float(weights.sum())
    weights /= scale
    mean = float(weights @ values)
    spread = math.sqrt(float(weights @ (values - mean) ** 2))
    length = max(2 * math.ceil(_REACH * spread * math.sqrt(m) * _LATTICE), len(values))
    convolved = np.fft.irfft(np.fft.rfft(weights, length) ** m, length)
    places = max(0, round(m * mean * _LATTICE) - length // 2) + np.arange(length)
    sums = places / _LATTICE
    logs = _logs(convolved[places % length]) - theta * sums + m * math.log(scale)
    # the lattice kept the mean but widened the spread
    wider = math.sqrt(float(single @ (values - unit) ** 2)) / deviation
    return m * unit + (sums - m * unit) / wider, logs


def _logs(density: Floats) -> Floats:
    # what rounding leaves is nothing: far from the peak it would be multiplied by a large number
    kept = density > _KEPT * density.max()
    return np.asarray(np.where(kept, np.log(np.where(kept, density, 1.0)), -np.inf))


def _on_lattice(n: int, sigma: Sigma) -> tuple[Floats, Floats]:
    """Probabilities of a range or standard deviation, shared out to the lattice points; means are kept."""
    far = 14.0 if sigma == "range" else 1.0 + 10.0 / math.sqrt(n - 1.0)
    halves = np.arange(2 * math.ceil(far * _LATTICE) + 1) / (2.0 * _LATTICE)
    below = _range_below(n, len(halves)) if sigma == "range" else chi2_cdf((n - 1.0) * halves**2, n - 1.0)
    at = np.asarray(below)[::2]
    mean = (at[:-1] + 4.0 * np.asarray(below)[1::2] + at[1:]) / 6.0
    single = np.zeros(len(at))
    single[1:] += at[1:] - mean
    single[:-1] += mean - at[:-1]
    return halves[::2], np.maximum(single, 0.0)


def _range_below(n: int, count: int) -> Floats:
    """P(range <= i half lattice steps), i = 0 to count - 1, as `range_cdf`: one grid holds all the values."""
    step = 0.5 / _LATTICE
    grid = step * np.arange(-640.0, 640.0 + count)
    below, above = normal_cdf(grid), normal_sf(grid)
    x = slice(0, 1280, 2)
    density, left = 2.0 * step * n * normal_density(grid[x]), grid[x] < 0.0
    found = np.empty(count)
    for i in range(count):
        there = slice(i, 1280 + i, 2)
        # the difference of the smaller tails
        between = np.where(left, below[there] - below[x], above[x] - above[there])
        found[i] = density @ between ** (n - 1)
    return found


def _tilt(values: Floats, single: Floats, growth: float) -> float:
    """Theta at which the mean under weights exp(theta r) is theta / growth: the peak of the tilted sum."""
    if growth == 0.0:
        return 0.0

    def mean(theta: float) -> float:
        weights = single * np.exp(theta * (values - values[-1]))
        return float(weights @ values / weights.sum())

    low, high = 0.0, growth * float(values[-1])
    for _ in range(60):
        theta = 0.5 * (low + high)
        low, high = (theta, high) if growth * mean(theta) > theta else (low, theta)
    return theta


def _moving(m: int, growth: float) -> tuple[Floats, Floats]:
    """Sums of the moving ranges of m values and the logarithms of their probabilities."""
    theta, peak, spread = _moving_tilt(m, growth)
    # characteristic function on the line theta + i t, transformed back on a window around the peak
    count = 16 * math.ceil(_REACH)
    step = 2.0 * _REACH * spread / count
    places = np.arange(float(count)) - count // 2
    t = 2.0 * math.pi / (count * step) * places
    logs = _log_moments(m, theta + 1j * t)
    scale = float(logs[count // 2].real)
    waves = np.exp(logs - scale - 1j * t * peak)
    sums = np.asarray(peak + step * places)
    density = (waves @ np.exp(-1j * step * np.outer(t, places))).real / count
    kept = sums > 0.0
    return sums[kept], _logs(density[kept]) + scale - theta * sums[kept]


def _moving_tilt(m: int, growth: float) -> tuple[float, float, float]:
    """Theta as in `_tilt`, and mean and standard deviation of the sum under it; by Newton."""
    factor, theta, small = growth / ((m - 1) * float(d2(2))) ** 2, 0.0, 1e-3
    for _ in range(50):
        low, middle, high = _log_moments(m, theta + small * np.array([-1.0, 0.0, 1.0])).real
        mean, variance = (high - low) / (2.0 * small), (high - 2.0 * middle + low) / small**2
        step = (factor * mean - theta) / (1.0 - factor * variance)
        theta += step
        if abs(step) < 1e-6:
            break
    return theta, float(mean), math.sqrt(variance)


def _log_moments(m: int, z: NDArray[Any]) -> NDArray[np.complex128]:
    """Logarithm of the mean of exp(z S), S the sum of the moving ranges of m standard normal values.

    Trapezoids over the values; the kink of |x - y| is mended to the fourth order.
    """
    reach = 9.0 + 2.0 * float(np.abs(z.real).max())
    x = np.arange(-reach, reach, _STEP)
    weights = _STEP * normal_density(x)
    rising = np.exp(np.multiply.outer(z, x))
    falling = 1.0 / rising
    kink = 1.0 + z[:, None] * _STEP / 6.0
    values = np.ones(rising.shape, dtype=complex)
    logs, factor = np.zeros(len(z), dtype=complex), np.zeros(len(z), dtype=complex)
    for _ in range(min(m - 1, _SETTLED)):
        mass = weights * values
        # below and above each value, by sums that all values share
        below = np.cumsum(mass * falling, axis=1) - mass * falling
        above = np.cumsum((mass * rising)[:, ::-1], axis=1)[:, ::-1] - mass * rising
        values = rising * below + falling * above + mass * kink
        factor = np.log(values @ weights)
        values /= np.exp(factor)[:, None]
        logs += factor
    return np.asarray(logs + max(m - 1 - _SETTLED, 0) * factor)
