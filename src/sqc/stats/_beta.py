"""The incomplete beta function, in numpy and math alone. Working part of `fisher`."""

from __future__ import annotations

import numpy as np

from sqc.stats._gamma import Floats, log_binomial

_TINY = 1e-300
# the last factor of the fraction; below it rounding decides
_CLOSE = 2e-15


def _one(a: float, b: float, x: float) -> float:
    """Lentz's continued fraction of the incomplete beta function, for x < (a + 1) / (a + b + 2)."""
    c, d = 1.0, 1.0 / ((1.0 - (a + b) * x / (a + 1.0)) or _TINY)
    h = d
    for m in range(1, 100_000):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        change = 1.0
        for numerator in (even, odd):
            d = 1.0 / ((1.0 + numerator * d) or _TINY)
            c = (1.0 + numerator / c) or _TINY
            change = c * d
            h *= change
        if abs(change - 1.0) <= _CLOSE:
            break
    return h


# one by one: a single tail is the usual question, and arrays of one value cost numpy twenty times as much
_fraction = np.frompyfunc(_one, 3, 1)


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
            near[part] = term * np.asarray(_fraction(p, q, at), dtype=float)
            far[part] = 1.0 - near[part]
    return lower, upper
