"""The incomplete beta function, in numpy and math alone. Working part of `fisher`."""

from __future__ import annotations

import numpy as np

from sqc.stats._gamma import Floats, log_binomial

_TINY = 1e-300
# the last factor of the fraction; below it rounding decides
_CLOSE = 2e-15


def _fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    """Lentz's continued fraction of the incomplete beta function, for x < (a + 1) / (a + b + 2)."""
    c = np.ones_like(x)
    d = 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / np.where(np.abs(d) < _TINY, _TINY, d)
    h = d.copy()
    m = 0
    while True:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        for numerator in (even, odd):
            d = 1.0 + numerator * d
            d = 1.0 / np.where(np.abs(d) < _TINY, _TINY, d)
            c = 1.0 + numerator / c
            c = np.where(np.abs(c) < _TINY, _TINY, c)
            change = c * d
            h = h * change
        if not (np.abs(change - 1.0) > _CLOSE).any() or m > 100_000:
            return h


def incomplete_beta(a: Floats, b: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Regularised incomplete beta functions I_x(a, b) and its complement, the smaller to full precision.

    `y` is 1 - x, given apart because near 1 it cannot be had from `x`. The factor before the fraction is a
    binomial term in saddle-point form: no logarithms of factorials are subtracted, so large `a` and `b` lose
    no digits.
    """
    a, b, x, y = (np.array(part, dtype=float) for part in np.broadcast_arrays(a, b, x, y))
    lower, upper = np.full_like(x, np.nan), np.full_like(x, np.nan)
    valid = (a > 0) & (b > 0)
    lower[valid & (x <= 0)], upper[valid & (x <= 0)] = 0.0, 1.0
    lower[valid & (y <= 0)], upper[valid & (y <= 0)] = 1.0, 0.0
    inside = valid & (x > 0) & (y > 0)
    left = inside & (x < (a + 1.0) / (a + b + 2.0))
    for part, p, q, at, near, far in (
        (left, a, b, x, lower, upper),
        (inside & ~left, b, a, y, upper, lower),
    ):
        if part.any():
            p, q, at = p[part], q[part], at[part]
            term = np.exp(log_binomial(p, p + q, at)) * q / (p + q)
            near[part] = term * _fraction(p, q, at)
            far[part] = 1.0 - near[part]
    return lower, upper
