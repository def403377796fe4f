"""Gamma functions for the exact tails, in numpy and math alone: Stirling's error, deviance, P and Q.

Logarithms of factorials of large numbers lose digits when they are subtracted; the saddle-point form
(Loader 2000) does not. Working parts of `tails`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_HALF_LOG_TAU = 0.5 * math.log(2.0 * math.pi)
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
_lgamma = np.frompyfunc(math.lgamma, 1, 1)
_TINY = 1e-300
_EPSILON = 2e-16


def out(values: Floats | NDArray[np.object_]) -> Any:
    """A float for scalars, else an array of floats."""
    return float(values) if np.ndim(values) == 0 else np.asarray(values, dtype=float)


def stirling_error(x: Floats) -> Floats:
    """Log Gamma(x + 1) less Stirling's formula, for x > 0."""
    large = x > 15.0
    safe = np.where(large, x, 16.0)
    inverse = 1.0 / safe**2
    total = np.zeros_like(safe)
    for coefficient in reversed(_STIRLING):
        total = total * inverse + coefficient
    total = total / safe
    if not large.all():
        small = np.where(large, 1.0, x)
        exact = (
            np.asarray(_lgamma(small + 1.0), dtype=float)
            - (small + 0.5) * np.log(small)
            + small
            - _HALF_LOG_TAU
        )
        total = np.where(large, total, exact)
    return np.asarray(total)


def deviance(x: Floats, mean: Floats) -> Floats:
    """X log(x / mean) + mean - x for x, mean > 0, without cancellation where they are close."""
    difference = x - mean
    close = np.abs(difference) < 0.1 * (x + mean)
    v = np.where(close, difference, 0.0) / (x + mean)
    square, power, total = v * v, 2.0 * x * v, difference * v
    for odd in range(3, 27, 2):
        power = power * square
        total = total + power / odd
    far = x * np.log(np.where(close, 1.0, x / mean)) + mean - x
    return np.asarray(np.where(close, total, far))


def log_poisson(x: Floats, mean: Floats) -> Floats:
    """Logarithm of exp(-mean) mean**x / Gamma(x + 1) for x >= 0, mean > 0."""
    positive = np.where(x > 0, x, 1.0)
    saddle = -stirling_error(positive) - deviance(positive, mean) - _HALF_LOG_TAU - 0.5 * np.log(positive)
    return np.asarray(np.where(x > 0, saddle, -mean))


def log_binomial(x: Floats, n: Floats, p: Floats) -> Floats:
    """Logarithm of C(n, x) p**x (1 - p)**(n - x) for 0 <= x <= n, 0 < p < 1."""
    inner = (x > 0) & (x < n)
    a = np.where(inner, x, 1.0)
    size = np.where(inner, n, 2.0)
    b = size - a
    saddle = stirling_error(size) - stirling_error(a) - stirling_error(b)
    saddle -= deviance(a, size * p) + deviance(b, size * (1.0 - p))
    saddle += 0.5 * np.log(size / (a * b)) - _HALF_LOG_TAU
    end = np.where(x <= 0, n * np.log1p(-p), n * np.log(p))
    return np.asarray(np.where(inner, saddle, end))


def _series(a: Floats, x: Floats) -> Floats:
    """P(a, x) for x < a + 1, by its ascending series."""
    term = np.ones_like(a)
    total, step = term.copy(), a.copy()
    while True:
        step = step + 1.0
        term = term * (x / step)
        total += term
        if not (term > _EPSILON * total).any():
            return total * np.exp(log_poisson(a, x))


def _fraction(a: Floats, x: Floats) -> Floats:
    """Q(a, x) for x >= a + 1, by Lentz's continued fraction."""
    b = x + 1.0 - a
    c = np.full_like(a, 1.0 / _TINY)
    d = 1.0 / b
    h = d.copy()
    i = 0
    while True:
        i += 1
        numerator = -i * (i - a)
        b = b + 2.0
        d = numerator * d + b
        d = 1.0 / np.where(np.abs(d) < _TINY, _TINY, d)
        c = b + numerator / c
        c = np.where(np.abs(c) < _TINY, _TINY, c)
        change = c * d
        h = h * change
        if not (np.abs(change - 1.0) > 4 * _EPSILON).any() or i > 100_000:
            # x**a exp(-x) / Gamma(a) is a times the Poisson term
            return h * a * np.exp(log_poisson(a, x))


def incomplete_gamma(a: Floats, x: Floats) -> tuple[Floats, Floats]:
    """Regularised incomplete gamma functions P(a, x) and Q(a, x), the smaller of them to full precision."""
    a, x = (np.array(part, dtype=float) for part in np.broadcast_arrays(a, x))
    lower, upper = np.full_like(x, np.nan), np.full_like(x, np.nan)
    lower[x <= 0], upper[x <= 0] = 0.0, 1.0
    lower[np.isposinf(x)], upper[np.isposinf(x)] = 1.0, 0.0
    valid = (x > 0) & np.isfinite(x) & (a > 0)
    left, right = valid & (x < a + 1.0), valid & (x >= a + 1.0)
    if left.any():
        lower[left] = _series(a[left], x[left])
        upper[left] = 1.0 - lower[left]
    if right.any():
        upper[right] = _fraction(a[right], x[right])
        lower[right] = 1.0 - upper[right]
    return lower, upper


def binomial_tails(k: Floats, n: Floats, p: Floats) -> tuple[Floats, Floats]:
    """P(X <= k) and P(X > k) for 0 <= k < n, 0 < p < 1, the smaller to full precision.

    The smaller tail is summed from its largest term, each next term by the ratio of neighbours.
    """
    k, n, p = (np.array(part, dtype=float) for part in np.broadcast_arrays(k, n, p))
    down = k + 0.5 < n * p
    odds = np.where(down, (1.0 - p) / p, p / (1.0 - p))
    # counted from the far end, the lower tail is an upper one
    place = np.where(down, n - k, k + 1.0)
    term = np.exp(log_binomial(np.where(down, k, k + 1.0), n, p))
    total = term.copy()
    while (term > _EPSILON * total).any():
        term = term * (np.maximum(n - place, 0.0) / (place + 1.0) * odds)
        place = place + 1.0
        total += term
    return np.where(down, total, 1.0 - total), np.where(down, 1.0 - total, total)
