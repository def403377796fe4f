"""The Johnson system: bounded (SB), lognormal (SL) and unbounded (SU), fitted by four quantiles."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sqc.stats.families.family import Family, Floats
from sqc.stats.normal import normal_cdf, normal_quantile, normal_sf
from sqc.stats.normality import anderson_darling

# distances of the quantiles that are tried, in standard deviations of the normal
_TRIED = np.arange(0.25, 1.2501, 0.01)
_LIKE_LOGNORMAL = 1e-3


class _Kind(NamedTuple):
    bounded: bool

    def change(self, u: Floats) -> Floats:
        return np.log(u / (1.0 - u)) if self.bounded else np.arcsinh(u)

    def back(self, y: Floats) -> Floats:
        return 1.0 / (1.0 + np.exp(-y)) if self.bounded else np.sinh(y)

    def log_slope(self, u: Floats) -> Floats:
        return -np.log(u * (1.0 - u)) if self.bounded else -0.5 * np.log1p(u * u)


def _family(name: str, kind: _Kind) -> Family:
    def z(x: Floats, gamma: Floats, delta: Floats, xi: Floats, scale: Floats) -> Floats:
        u = (x - xi) / scale
        if kind.bounded:
            u = np.clip(u, 0.0, 1.0)
        return np.asarray(gamma + delta * kind.change(u))

    def logpdf(x: Floats, gamma: Floats, delta: Floats, xi: Floats, scale: Floats) -> Floats:
        u = (x - xi) / scale
        at = z(x, gamma, delta, xi, scale)
        density = np.log(delta / scale) + kind.log_slope(u) - 0.5 * at * at - 0.5 * math.log(2.0 * math.pi)
        return np.where(np.isnan(density), -np.inf, density)

    return Family(
        name,
        ("gamma", "delta", "xi", "lambda"),
        logpdf,
        lambda x, *values: normal_cdf(z(x, *values)),
        lambda x, *values: normal_sf(z(x, *values)),
        lambda p, gamma, delta, xi, scale: xi + scale * kind.back((normal_quantile(p) - gamma) / delta),
        lambda rows: np.array([_best(row, kind) for row in rows]),
        by="quantiles",
    )


def by_quantiles(x: Floats, z: float) -> tuple[str, tuple[float, float, float, float]] | None:
    """Johnson curve through the quantiles at -3 z, -z, z and 3 z; None where they allow none.

    Parameters
    ----------
    x : float array
        Rising values.
    z : float

    Returns
    -------
    kind : {"su", "sb"}
    parameters : gamma, delta, xi, lambda

    Notes
    -----
    With m, p, n the gaps between the quantiles from above, m n / p**2 tells SU (above 1) from SB (below 1).
    The quantile of the share P is the order statistic n P + 1/2, interpolated.

    References
    ----------
    J. F. Slifker, S. S. Shapiro (1980), Technometrics 22, 239-246.

    Examples
    --------
    >>> at = np.sinh(normal_quantile((np.arange(999) + 0.5) / 999))
    >>> kind, found = by_quantiles(at, 0.524)
    >>> kind, round(found[1], 2)
    ('su', 1.0)
    """
    n = len(x)
    shares = normal_cdf(z * np.array([-3.0, -1.0, 1.0, 3.0]))
    q = np.interp(n * shares + 0.5, np.arange(1, n + 1), x)
    low, p, high = q[1] - q[0], q[2] - q[1], q[3] - q[2]
    if not min(low, p, high) > 0:
        return None
    m, k, middle = high / p, low / p, (q[2] + q[1]) / 2.0
    ratio = m * k
    if abs(ratio - 1.0) <= _LIKE_LOGNORMAL:
        return None
    if ratio > 1:
        delta = 2.0 * z / math.acosh(0.5 * (m + k))
        root = math.sqrt(ratio - 1.0)
        gamma = delta * math.asinh((k - m) / (2.0 * root))
        scale = 2.0 * p * root / ((m + k - 2.0) * math.sqrt(m + k + 2.0))
        xi = middle + p * (k - m) / (2.0 * (m + k - 2.0))
        return "su", (gamma, delta, xi, scale)
    a, b = 1.0 / m, 1.0 / k
    delta = z / math.acosh(0.5 * math.sqrt((1.0 + a) * (1.0 + b)))
    inverse = a * b - 1.0
    gamma = delta * math.asinh((b - a) * math.sqrt((1.0 + a) * (1.0 + b) - 4.0) / (2.0 * inverse))
    scale = p * math.sqrt(((1.0 + a) * (1.0 + b) - 2.0) ** 2 - 4.0) / inverse
    xi = middle - scale / 2.0 + p * (b - a) / (2.0 * inverse)
    return "sb", (gamma, delta, xi, scale)


def _best(row: Floats, kind: _Kind) -> Floats:
    """Return the curve of a kind whose values are most nearly normal, over the quantiles that are tried."""
    x, wanted = np.sort(row), "sb" if kind.bounded else "su"
    best, found = math.inf, np.full(4, np.nan)
    for z in _TRIED:
        try:
            curve = by_quantiles(x, float(z))
        except (ValueError, ZeroDivisionError):
            continue
        if curve is None or curve[0] != wanted:
            continue
        gamma, delta, xi, scale = curve[1]
        u = (x - xi) / scale
        if kind.bounded and not (u[0] > 0 and u[-1] < 1):
            continue
        changed = gamma + delta * kind.change(u)
        if len(x) >= 8 and np.isfinite(changed).all() and (a2 := anderson_darling(changed)[0]) < best:
            best, found = a2, np.array(curve[1])
    return found


SB = _family("johnson-sb", _Kind(True))
SU = _family("johnson-su", _Kind(False))
