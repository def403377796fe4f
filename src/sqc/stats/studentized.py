"""The studentized range: tail and quantile of the range of k normal values over an independent sigma.

scipy has both, at a tenth of a second each; comparisons of all pairs ask for thousands.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.search import root

Floats = NDArray[np.float64]
# nodes of the outer and of the inner sum; beyond these ends the integrands are below the last digit
_STEP, _END, _LOG_END = 0.125, 9.0, 40.0
# logarithm of sigma over its expectation: widest step of its sum, and the step as a part of its deviation
_WIDEST, _PART = 0.06, 0.5
# quantiles at more degrees of freedom lie on a polynomial in their reciprocals
_MANY, _DEGREE = 15, 11
_NODES = np.arange(-_END, _END + _STEP / 2, _STEP)


def range_sf(q: ArrayLike, k: int, df: ArrayLike) -> Any:
    """Upper tail of the studentized range.

    Parameters
    ----------
    q : float or array
        Range over sigma, 0 or more.
    k : int
        Values in the range, 2 or more.
    df : float or array
        Degrees of freedom of sigma, 1 or more; infinite where it is known.

    Returns
    -------
    float or float array of the broadcast shape

    Raises
    ------
    ValueError
        Fewer than two values, or degrees of freedom below 1.

    Notes
    -----
    k times the integral of phi(z) (Phi(z)**(k-1) - (Phi(z) - Phi(z - q s))**(k-1)), averaged over the
    distribution of s, the root of a chi-square over its degrees of freedom. Both integrals by the trapezoidal
    rule on the whole line, over z and ln s, where its error falls exponentially: right to 1e-12.

    References
    ----------
    M. D. Copenhaver, B. Holland (1988), Computation of the distribution of the maximum studentized range
    statistic, Journal of Statistical Computation and Simulation 30, 1-15 (the integrals).

    Examples
    --------
    >>> round(range_sf(3.877, 3, 10), 4)
    0.05
    """
    ratio, freedom = (np.asarray(part, dtype=np.float64) for part in np.broadcast_arrays(q, df))
    if k < 2 or not (freedom >= 1).all():
        raise ValueError("two values and one degree of freedom are needed")
    found = [_averaged(*one, k) for one in zip(ratio.ravel().tolist(), freedom.ravel().tolist(), strict=True)]
    return np.array(found).reshape(ratio.shape) if ratio.ndim else found[0]


def _averaged(q: float, df: float, k: int) -> float:
    """Return the tail at one point."""
    if math.isinf(df):
        return float(_tail(np.array([q]), k)[0])
    s, weight = sigma_nodes(df)
    return float(weight @ _tail(q * s, k))


def sigma_nodes(df: float) -> tuple[Floats, Floats]:
    """Places and weights that average over a standard deviation, in units of the true one.

    Parameters
    ----------
    df : float
        Its degrees of freedom, finite.

    Returns
    -------
    places, weights : float arrays
        The weights sum to 1.

    Notes
    -----
    The root of chi-square over its degrees of freedom, by the trapezoidal rule over its logarithm.

    Examples
    --------
    >>> s, weight = sigma_nodes(5)
    >>> round(float(weight @ s**2), 12)
    1.0
    """
    step = min(_WIDEST, _PART / math.sqrt(2.0 * df))
    # the logarithm of the density, df (t - (exp(2 t) - 1) / 2), lies _LOG_END below its peak at 0
    low = -math.sqrt(_LOG_END / df) - _LOG_END / df
    high = 0.5 * math.log1p(3.0 * math.sqrt(_LOG_END / df) + 3.0 * _LOG_END / df)
    t = np.arange(low, high + step, step)
    weight = np.exp(df * (t - 0.5 * np.expm1(2.0 * t)))
    return np.exp(t), weight / weight.sum()


def _tail(w: Floats, k: int) -> Floats:
    """Return the upper tail of the range of k standard normal values at each point."""
    from sqc.stats.special import ndtr

    below = ndtr(_NODES)
    density = np.exp(-0.5 * _NODES**2) / math.sqrt(2.0 * math.pi)
    ratio = ndtr(_NODES - w[:, None]) / below
    with np.errstate(divide="ignore"):
        lost = -np.expm1((k - 1) * np.log1p(-np.minimum(ratio, 1.0)))
    return np.asarray(k * _STEP * ((density * below ** (k - 1)) * lost).sum(axis=1))


def range_quantile(p: float, k: int, df: ArrayLike) -> Any:
    """Quantile of the studentized range.

    Parameters
    ----------
    p : float
        Probability, inside (0, 1).
    k : int
        Values in the range, 2 or more.
    df : float or array
        Degrees of freedom of sigma, 1 or more; infinite where it is known.

    Returns
    -------
    float or float array
        To 1e-12; of more than 15 finite degrees of freedom to 1e-6, to 1e-4 where some are below 2.

    Raises
    ------
    ValueError
        As `range_sf`, or an impossible probability.

    Examples
    --------
    >>> round(range_quantile(0.95, 3, 10), 4)
    3.8768
    """
    if not 0.0 < p < 1.0:
        raise ValueError(f"a probability inside (0, 1) is needed: got {p}")
    freedom = np.asarray(df, dtype=np.float64)
    if freedom.size <= _MANY or np.ptp(freedom) < 1e-9 * freedom.min():
        found = np.array([_quantile(p, k, one) for one in freedom.ravel().tolist()])
        return found.reshape(freedom.shape) if freedom.ndim else float(found[0])
    from numpy.polynomial import Chebyshev

    ends = [1.0 / float(freedom.max()), 1.0 / float(freedom.min())]
    curve: Any = Chebyshev.interpolate(
        lambda at: np.array([_quantile(p, k, 1.0 / one) for one in at.tolist()]), _DEGREE, ends
    )
    return np.asarray(curve(1.0 / freedom), dtype=np.float64)


def _quantile(p: float, k: int, df: float) -> float:
    def gap(q: float) -> float:
        return math.log(range_sf(q, k, df) / (1.0 - p))

    high = 4.0
    while gap(high) > 0:
        high *= 2.0
    low = 0.5 * high
    while gap(low) < 0:
        low *= 0.5
    return root(gap, low, high)
