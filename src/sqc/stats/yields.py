"""Sigma levels and yields: from a share of defects to Z and back, the yield of steps in a row."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.discrete import binomial_cdf, binomial_sf
from sqc.stats.hypergeometric import hypergeometric_p
from sqc.stats.normal import normal_quantile, normal_sf

SHIFT = 1.5
MILLION = 1e6


def dpmo_of_level(level: ArrayLike, shift: float = SHIFT, sides: int = 1) -> Any:
    """Defects per million opportunities of a sigma level.

    Parameters
    ----------
    level : float or array
        Distance of the limit from the centre in standard deviations, before the shift.
    shift : float
        How far the centre is taken to move towards a limit; 0: not at all.
    sides : {1, 2}
        Limits: the nearer one alone, or both.

    Returns
    -------
    float or array

    Notes
    -----
    10^6 P(Z > level - shift); with two sides also 10^6 P(Z > level + shift).

    References
    ----------
    ISO 13053-1:2011, Six Sigma, part 1: DMAIC methodology (sigma scores with a shift of 1.5).

    Examples
    --------
    >>> round(dpmo_of_level(6.0), 4), round(dpmo_of_level(3.0, 0, 2), 2)
    (3.3977, 2699.8)
    """
    z = np.asarray(level, dtype=np.float64)
    tail = np.asarray(normal_sf(z - shift))
    if sides == 2:
        tail = tail + np.asarray(normal_sf(z + shift))
    found = MILLION * tail
    return found if found.ndim else float(found)


def level_of_share(share: ArrayLike, shift: float = SHIFT) -> Any:
    """Sigma level of a share of defects.

    Parameters
    ----------
    share : float or array
        Defects per opportunity; 0 gives infinity, 1 minus infinity.
    shift : float
        What is added to Z; 0: Z itself.

    Returns
    -------
    float or array

    Notes
    -----
    Z + shift, where P(normal > Z) is the share.

    References
    ----------
    ISO 13053-1:2011.

    Examples
    --------
    >>> round(level_of_share(6210e-6), 4), round(level_of_share(6210e-6, 0), 4)
    (4.0, 2.5)
    """
    p = np.asarray(share, dtype=np.float64)
    inside = (p > 0) & (p < 1)
    z = -np.asarray(normal_quantile(np.where(inside, p, 0.5)))
    found = np.where(inside, z, np.where(p <= 0, np.inf, -np.inf)) + shift
    return found if found.ndim else float(found)


def rolled_yield(yields: ArrayLike) -> float:
    """Share of units that pass all steps in a row the first time.

    Parameters
    ----------
    yields : array, shape (steps,)

    Returns
    -------
    float

    Notes
    -----
    Their product: the steps fail independently.

    References
    ----------
    M. J. Harry, R. Schroeder (2000), Six Sigma, Doubleday.

    Examples
    --------
    >>> round(rolled_yield([0.96, 0.93, 0.99]), 6)
    0.883872
    """
    return float(np.prod(np.asarray(yields, dtype=np.float64)))


def normalised_yield(rolled: float, steps: int) -> float:
    """Yield that each of so many equal steps would have.

    Parameters
    ----------
    rolled : float
        Rolled throughput yield.
    steps : int

    Returns
    -------
    float

    Notes
    -----
    rolled^(1/steps), the geometric mean of the yields.

    References
    ----------
    M. J. Harry, R. Schroeder (2000), Six Sigma, Doubleday.

    Examples
    --------
    >>> round(normalised_yield(0.612, 3), 3)
    0.849
    """
    return float(rolled ** (1.0 / steps))


def rolled_ends(yields: ArrayLike, low: ArrayLike, high: ArrayLike) -> tuple[float, float]:
    """Interval of a rolled throughput yield from the intervals of its steps.

    Parameters
    ----------
    yields, low, high : array, shape (steps,)
        Yield of each step and the ends of its interval.

    Returns
    -------
    lower, upper : float

    Notes
    -----
    On the log scale the distances to the ends add up as squares do (MOVER):
    log RTY - sqrt(sum (log y - log l)^2) and log RTY + sqrt(sum (log u - log y)^2).

    References
    ----------
    G. Y. Zou, A. Donner (2008), Statistics in Medicine 27, 1693-1702.

    Examples
    --------
    >>> [round(end, 4) for end in rolled_ends([0.96, 0.93], [0.95, 0.91], [0.97, 0.95])]
    [0.8715, 0.9142]
    """
    y, below, above = (np.asarray(one, dtype=np.float64) for one in (yields, low, high))
    if not (y > 0).all():
        return 0.0, float(np.prod(above))
    with np.errstate(divide="ignore"):
        down, up = np.log(y) - np.log(below), np.log(above) - np.log(y)
    rolled = float(np.log(y).sum())
    return float(np.exp(rolled - np.sqrt((down**2).sum()))), float(np.exp(rolled + np.sqrt((up**2).sum())))


def shares_differ_p(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Chance that two equal shares differ so much.

    Parameters
    ----------
    first, second : (int, int)
        Events and units.

    Returns
    -------
    float

    Notes
    -----
    Fisher's exact test: given all events, those of the first are hypergeometric; the smaller tail, doubled.

    References
    ----------
    R. A. Fisher (1935), Journal of the Royal Statistical Society 98, 39-82.

    Examples
    --------
    >>> round(shares_differ_p((8, 100), (1, 100)), 4)
    0.0349
    """
    (x, n), (y, m) = first, second
    return float(hypergeometric_p(round(x), round(n + m), round(x + y), round(n)))


def rates_differ_p(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Chance that two equal rates of events differ so much.

    Parameters
    ----------
    first, second : (int, float)
        Events, and the units on which they were counted.

    Returns
    -------
    float

    Notes
    -----
    Given their sum the events of the first are binomial; the smaller tail, doubled.

    References
    ----------
    J. Przyborowski, H. Wilenski (1940), Biometrika 31, 313-323.

    Examples
    --------
    >>> round(rates_differ_p((30, 100), (12, 100)), 4)
    0.0079
    """
    events, part = round(first[0] + second[0]), first[1] / (first[1] + second[1])
    x = round(first[0])
    low, high = binomial_cdf(x, events, part), binomial_sf(x - 1, events, part)
    return min(1.0, 2.0 * min(float(low), float(high)))
