"""The Johnson system: bounded (SB), lognormal (SL) and unbounded (SU), fitted by four quantiles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from sqc.stats.families.family import Family, Floats
from sqc.stats.normal import normal_cdf, normal_quantile, normal_sf
from sqc.stats.normality import anderson_darling

# distances of the quantiles that are tried, in standard deviations of the normal
_TRIED = np.arange(0.25, 1.2501, 0.01)
_LIKE_LOGNORMAL = 1e-3


class _Kind(NamedTuple):
    name: str
    change: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    log_slope: Callable[[Floats], Floats]
    ends: tuple[float, float]


BOUNDED = _Kind(
    "sb",
    lambda u: np.log(u / (1.0 - u)),
    lambda y: 1.0 / (1.0 + np.exp(-y)),
    lambda u: -np.log(u * (1.0 - u)),
    (0.0, 1.0),
)
LOGNORMAL = _Kind("sl", np.log, np.exp, lambda u: -np.log(u), (0.0, math.inf))
UNBOUNDED = _Kind("su", np.arcsinh, np.sinh, lambda u: -0.5 * np.log1p(u * u), (-math.inf, math.inf))
_KINDS = {kind.name: kind for kind in (BOUNDED, LOGNORMAL, UNBOUNDED)}


def _family(kind: _Kind) -> Family:
    def z(x: Floats, gamma: Floats, delta: Floats, xi: Floats, scale: Floats) -> Floats:
        return np.asarray(gamma + delta * kind.change(np.clip((x - xi) / scale, *kind.ends)))

    def below(x: Floats, *values: Floats) -> Floats:
        # a lognormal with its tail to the left falls as x rises
        at = z(x, *values)
        return np.where(values[-1] > 0, normal_cdf(at), normal_sf(at))

    def above(x: Floats, *values: Floats) -> Floats:
        at = z(x, *values)
        return np.where(values[-1] > 0, normal_sf(at), normal_cdf(at))

    def logpdf(x: Floats, gamma: Floats, delta: Floats, xi: Floats, scale: Floats) -> Floats:
        u = (x - xi) / scale
        at = z(x, gamma, delta, xi, scale)
        density = (
            np.log(delta / np.abs(scale)) + kind.log_slope(u) - 0.5 * at * at - 0.5 * math.log(2.0 * math.pi)
        )
        return np.where(np.isnan(density), -np.inf, density)

    return Family(
        f"johnson-{kind.name}",
        ("gamma", "delta", "xi", "lambda"),
        logpdf,
        below,
        above,
        lambda p, gamma, delta, xi, scale: (
            xi + scale * kind.back((np.sign(scale) * normal_quantile(p) - gamma) / delta)
        ),
        lambda rows: np.array([_best(row, kind) for row in rows]),
        by="quantiles",
    )


def by_quantiles(x: Floats, z: float) -> tuple[str, tuple[float, float, float, float]] | None:
    """Johnson curve through the quantiles at -3 z, -z, z and 3 z, None where they coincide.

    Parameters
    ----------
    x : float array
        Rising values.
    z : float

    Returns
    -------
    kind : {"su", "sl", "sb"}
    parameters : gamma, delta, xi, lambda

    Notes
    -----
    With m, p, n the gaps between the quantiles from above, m n / p**2 tells SU (above 1) from SB (below 1);
    within 0.001 of 1 it is SL, whose lambda is 1, or -1 with the long tail to the left.
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
    gaps = _gaps(x, z)
    if gaps is None:
        return None
    m, p, k, middle = gaps
    ratio = m * k
    if abs(ratio - 1.0) <= _LIKE_LOGNORMAL:
        found = _lognormal(x, z)
        return None if found is None else ("sl", found)
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


def _gaps(x: Floats, z: float) -> tuple[float, float, float, float] | None:
    """Return m / p, p, n / p and the middle of the inner quantiles."""
    n = len(x)
    shares = normal_cdf(z * np.array([-3.0, -1.0, 1.0, 3.0]))
    q = np.interp(n * shares + 0.5, np.arange(1, n + 1), x)
    low, p, high = q[1] - q[0], q[2] - q[1], q[3] - q[2]
    if not min(low, p, high) > 0:
        return None
    return float(high / p), float(p), float(low / p), float((q[2] + q[1]) / 2.0)


def _lognormal(x: Floats, z: float) -> tuple[float, float, float, float] | None:
    """Return the SL curve by the gap on the side of the long tail; None where the gaps are equal."""
    gaps = _gaps(x, z)
    if gaps is None or max(gaps[0], gaps[2]) <= 1.0:
        return None
    side = 1.0 if gaps[0] >= gaps[2] else -1.0
    m, p, middle = max(gaps[0], gaps[2]), gaps[1], side * gaps[3]
    delta = 2.0 * z / math.log(m)
    gamma = delta * math.log((m - 1.0) / (p * math.sqrt(m)))
    xi = middle - 0.5 * p * (m + 1.0) / (m - 1.0)
    return gamma, delta, side * xi, side


def _misfit(x: Floats, kind: _Kind, curve: tuple[float, float, float, float]) -> float:
    """Return how far from normal the transformed values are; infinite where a value has none."""
    gamma, delta, xi, scale = curve
    u = (x - xi) / scale
    if len(x) < 8 or not (kind.ends[0] < u.min() and u.max() < kind.ends[1]):
        return math.inf
    changed = np.sort(gamma + delta * kind.change(u))
    return anderson_darling(changed)[0] if np.isfinite(changed).all() else math.inf


def _curves(x: Floats, wanted: str | None) -> Iterator[tuple[float, str, float, tuple[float, ...]]]:
    """Yield misfit, kind, z and parameters for every distance of the quantiles that is tried."""
    for z in map(float, _TRIED):
        try:
            lognormal = _lognormal(x, z) if wanted == "sl" else None
            found = by_quantiles(x, z) if lognormal is None else ("sl", lognormal)
        except (ValueError, ZeroDivisionError):
            continue
        if found is not None and wanted in (None, found[0]):
            yield _misfit(x, _KINDS[found[0]], found[1]), found[0], z, found[1]


def _best(row: Floats, kind: _Kind) -> Floats:
    """Return the curve of a kind whose values are most nearly normal, over the quantiles that are tried."""
    best = min(_curves(np.sort(row), kind.name), default=None)
    return np.full(4, np.nan) if best is None or math.isinf(best[0]) else np.array(best[3])


class Choice(NamedTuple):
    """Which curve of Johnson's system the quantiles of values ask for.

    Parameters
    ----------
    name : {"johnson-sb", "johnson-sl", "johnson-su"}
    ratio : float
        m n / p**2 of the gaps between the quantiles.
    z : float
        Distance of the quantiles, in standard deviations of the normal.

    Examples
    --------
    >>> Choice("johnson-su", 1.8, 0.52).name
    'johnson-su'
    """

    name: str
    ratio: float
    z: float


def choose(values: Floats) -> Choice | None:
    """Choose among SB, SL and SU by the ratio of the gaps between four quantiles.

    Parameters
    ----------
    values : float array, shape (n,)

    Returns
    -------
    Choice or None
        Of the distance of the quantiles at which the transformed values are most nearly normal; None for
        fewer than 8 values, or where no curve goes through their quantiles.

    References
    ----------
    J. F. Slifker, S. S. Shapiro (1980), Technometrics 22, 239-246.

    Examples
    --------
    >>> choose(np.sinh(normal_quantile((np.arange(999) + 0.5) / 999))).name
    'johnson-su'
    """
    x = np.sort(values)
    best = min(_curves(x, None), default=None)
    gaps = None if best is None else _gaps(x, best[2])
    if best is None or gaps is None or math.isinf(best[0]):
        return None
    return Choice(f"johnson-{best[1]}", gaps[0] * gaps[2], best[2])


SB, SL, SU = (_family(kind) for kind in (BOUNDED, LOGNORMAL, UNBOUNDED))
