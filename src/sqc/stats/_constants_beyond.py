"""Constants of control charts beyond the table: by series and by quadrature. Called for n > 100 only.

The trapezoidal rule on the whole line converges geometrically for these integrands (Trefethen and
Weideman 2014, SIAM Review 56), so fixed fine grids give about 13 digits.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sqc.stats.normal import normal_cdf, normal_sf

_STEP = 1 / 32
_GRID = np.arange(-10.0, 10.0 + _STEP, _STEP)
# Gamma(m/2 + 1/2) / (Gamma(m/2) sqrt(m/2)) = 1 + sum of these / m**j; next term below 1e-15 at m = 100
_C4_SERIES = (-1 / 4, 1 / 32, 5 / 128, -21 / 2048, -399 / 8192, 869 / 65536, 39325 / 262144)


def _c4_deficit(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 - c4 by its series in 1/(n - 1), without cancellation."""
    m = n - 1.0
    total = np.zeros_like(m)
    for coefficient in reversed(_C4_SERIES):
        total = (total + coefficient) / m
    return -total


def c4(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """C4 for large n."""
    return 1.0 - _c4_deficit(n)


def c5(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """C5 for large n."""
    deficit = _c4_deficit(n)
    return np.sqrt(deficit * (2.0 - deficit))


@lru_cache(maxsize=1)
def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Normal density, distribution and survival on the grid."""
    density = np.exp(-0.5 * _GRID**2) / np.sqrt(2 * np.pi)
    return density, normal_cdf(_GRID), normal_sf(_GRID)


def range_cdf(w: NDArray[np.float64], n: float) -> NDArray[np.float64]:
    """P(R <= w): n times the integral of phi(x) [Phi(x + w) - Phi(x)]^(n - 1) dx."""
    density, below, above = _grid()
    shifted = _GRID + np.asarray(w)[..., None]
    # the difference of the smaller tails, so that nothing cancels on the right
    between = np.where(_GRID < 0, normal_cdf(shifted) - below, above - normal_sf(shifted))
    return np.asarray(n * _STEP * (density * between ** (n - 1)).sum(axis=-1))


@lru_cache(maxsize=64)
def range_root(p: float, n: float) -> float:
    """Root w of P(R <= w) = p, by bisection to the last bit."""
    low, high = 0.0, 20.0
    while high - low > 4e-16 * high:
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if range_cdf(np.array(middle), n) < p:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@lru_cache(maxsize=64)
def median_root(p: float, n: float) -> float:
    """Quantile of the median of n normal values, by bisection."""
    from sqc.stats.median import median_cdf

    if p == 0.5:
        return 0.0
    if p > 0.5:
        return -median_root(1.0 - p, n)
    low, high = -40.0, 0.0
    for _ in range(100):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if median_cdf(np.array(middle), int(n)) < p else (low, middle)
    return 0.5 * (low + high)


@lru_cache(maxsize=64)
def sd_root(p: float, n: float) -> float:
    """Quantile of S / sigma: the root of the chi-square quantile over its degrees of freedom."""
    from sqc.stats.chisquare import chi2_quantile

    return math.sqrt(float(chi2_quantile(p, n - 1.0)) / (n - 1.0))


@lru_cache(maxsize=256)
def _d2(n: float) -> float:
    _, below, above = _grid()
    left, right = np.log(below), np.log(above)
    return float(_STEP * (-np.expm1(n * left) - np.exp(n * right)).sum())


@lru_cache(maxsize=256)
def _d3(n: float) -> float:
    nodes, weights = np.polynomial.legendre.leggauss(200)
    w = 8.0 * (nodes + 1.0)
    second = float((8.0 * weights * 2.0 * w * (1.0 - range_cdf(w, n))).sum())
    return float(np.sqrt(second - _d2(n) ** 2))


@lru_cache(maxsize=256)
def _d4(n: float) -> float:
    return range_root(0.5, n)


def d2(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """D2 by quadrature."""
    return np.array([_d2(float(size)) for size in n])


def d3(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """D3 by quadrature."""
    return np.array([_d3(float(size)) for size in n])


def d4(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Median of the range by bisection."""
    return np.array([_d4(float(size)) for size in n])


@lru_cache(maxsize=256)
def _sd_median(n: float) -> float:
    """Root of 4 times the integral of x P(median > x) over x > 0; beyond 12 sd it is nought."""
    from sqc.stats.median import median_sf

    nodes, weights = np.polynomial.legendre.leggauss(100)
    half = 6.0 * math.sqrt(math.pi / (2.0 * n))
    x = half * (nodes + 1.0)
    return math.sqrt(float((4.0 * half * weights * x * median_sf(x, int(n))).sum()))


def sd_median(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard deviation of the median by quadrature."""
    return np.array([_sd_median(float(size)) for size in n])


def c4_mssd(n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean root of half the mean squared successive difference.

    The determinant of I + t D'D is (2 t'/q)^(n - 1) (1 - q^(2n)) / (1 - q^2) with q the small root of
    2 t' q^2 - (1 + 4 t') q + 2 t' = 0; 2 t'/q = 1 + 2 t' (2 - q) keeps all digits for small t.
    """
    step = 0.25
    y = np.arange(-80.0, 80.0, step)
    size = n[:, None]
    t = np.exp(y) / (2.0 * (size - 1.0))
    q = 4.0 * t / (1.0 + 4.0 * t + np.sqrt(1.0 + 8.0 * t))
    q = np.minimum(q, 1.0 - 1e-15)
    log_determinant = (size - 1.0) * np.log1p(2.0 * t * (2.0 - q))
    log_determinant += np.log1p(-(q ** (2.0 * size))) - np.log1p(-(q**2))
    integrand = -np.expm1(-0.5 * log_determinant) * np.exp(-0.5 * y)
    return np.asarray(step * integrand.sum(axis=1) / (2.0 * np.sqrt(np.pi)))
