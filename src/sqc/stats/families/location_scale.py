"""Families of location and scale: normal, logistic, extreme value; and those whose logarithms are."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sqc.stats.families.family import Family, Floats
from sqc.stats.normal import normal_cdf, normal_quantile, normal_sf

_LOG_ROOT_TAU = 0.5 * math.log(2.0 * math.pi)
_EULER = 0.5772156649015329
_STEPS = 60
_SETTLED = 1e-11  # squared Newton decrement by value: the step that follows it reaches the last digits
_HALVINGS = 40
_FAR = 30.0  # exp of it is far from overflow


class Standard(NamedTuple):
    """A distribution of location 0 and scale 1.

    Parameters
    ----------
    logpdf : callable
    slopes : callable
        Both derivatives of its log density.
    cdf, sf, quantile : callable
    mean, sd : float

    Examples
    --------
    >>> round(EXTREME.sd, 6)
    1.28255
    """

    logpdf: Callable[[Floats], Floats]
    slopes: Callable[[Floats], tuple[Floats, Floats]]
    cdf: Callable[[Floats], Floats]
    sf: Callable[[Floats], Floats]
    quantile: Callable[[Floats], Floats]
    mean: float
    sd: float


def _log_logistic_density(z: Floats) -> Floats:
    size = np.abs(z)
    return np.asarray(-size - 2.0 * np.log1p(np.exp(-size)))


def _logistic_slopes(z: Floats) -> tuple[Floats, Floats]:
    half = np.tanh(0.5 * z)
    return -half, -0.5 * (1.0 - half * half)


def _expit(z: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-z)))


def _extreme_slopes(z: Floats) -> tuple[Floats, Floats]:
    up = np.exp(z)
    return 1.0 - up, -up


NORMAL = Standard(
    lambda z: -0.5 * z * z - _LOG_ROOT_TAU,
    lambda z: (-z, -np.ones_like(z)),
    normal_cdf,
    normal_sf,
    normal_quantile,
    0.0,
    1.0,
)
LOGISTIC = Standard(
    _log_logistic_density,
    _logistic_slopes,
    _expit,
    lambda z: _expit(-z),
    lambda p: np.log(p) - np.log1p(-p),
    0.0,
    math.pi / math.sqrt(3.0),
)
EXTREME = Standard(
    lambda z: z - np.exp(z),
    _extreme_slopes,
    lambda z: -np.expm1(-np.exp(z)),
    lambda z: np.exp(-np.exp(z)),
    lambda p: np.log(-np.log1p(-p)),
    -_EULER,
    math.pi / math.sqrt(6.0),
)


def fit_normal(rows: Floats) -> Floats:
    """Mean and standard deviation of each row, the sum of squares divided by n.

    Parameters
    ----------
    rows : float array, shape (rows, n)

    Returns
    -------
    float array, shape (rows, 2)

    Examples
    --------
    >>> fit_normal(np.array([[1.0, 3.0]])).tolist()
    [[2.0, 1.0]]
    """
    return np.stack([rows.mean(axis=-1), rows.std(axis=-1)], axis=-1)


def fit_location_scale(rows: Floats, standard: Standard) -> Floats:
    """Return location and scale of the greatest likelihood of each row.

    Parameters
    ----------
    rows : float array, shape (rows, n)
    standard : Standard
        Its log density must be concave.

    Returns
    -------
    float array, shape (rows, 2)
        NaN for rows without variation.

    Notes
    -----
    With a = 1/scale and b = -location/scale the log-likelihood n ln a + sum g(a x + b) is concave, so that
    Newton's method with halved steps reaches its only maximum.

    References
    ----------
    J. Burridge (1981), Journal of the Royal Statistical Society B 43, 41-45.

    Examples
    --------
    >>> fit_location_scale(np.array([[1.0, 2.0, 3.0, 5.0]]), LOGISTIC).round(4).tolist()
    [[2.6367, 0.8854]]
    """
    middle = rows.mean(axis=-1)
    spread = rows.std(axis=-1)
    found = np.full((len(rows), 2), np.nan)
    active = np.flatnonzero((spread > 0) & np.isfinite(spread))
    z = (rows[active] - middle[active, None]) / spread[active, None]
    a = np.minimum(standard.sd, _FAR / np.abs(z).max(axis=-1, initial=1.0))
    b = np.full(len(active), standard.mean)
    for _ in range(_STEPS):
        if not len(active):
            break
        a, b, done = _newton(z, a, b, standard)
        ready = active[done]
        found[ready, 0] = middle[ready] - spread[ready] * b[done] / a[done]
        found[ready, 1] = spread[ready] / a[done]
        active, z, a, b = active[~done], z[~done], a[~done], b[~done]
    return found


def _newton(z: Floats, a: Floats, b: Floats, standard: Standard) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return both parameters after one step, and which rows have settled."""
    n = z.shape[-1]
    first, second = standard.slopes(a[:, None] * z + b[:, None])
    zs = z * second
    ga, gb = 1.0 / a + (z * first).mean(axis=-1), first.mean(axis=-1)
    haa, hab, hbb = (z * zs).mean(axis=-1) - 1.0 / a**2, zs.mean(axis=-1), second.mean(axis=-1)
    determinant = haa * hbb - hab * hab
    da, db = -(hbb * ga - hab * gb) / determinant, -(haa * gb - hab * ga) / determinant
    decrement = ga * da + gb * db
    done = np.asarray(decrement < _SETTLED)
    step = np.where(a + da > 0, 1.0, -0.9 * a / np.where(da < 0, da, -1.0))

    def height(at: Floats, rows: NDArray[np.intp]) -> Floats:
        u, v = a[rows] + at * da[rows], b[rows] + at * db[rows]
        with np.errstate(over="ignore"):
            return np.asarray(np.log(u) + standard.logpdf(u[:, None] * z[rows] + v[:, None]).mean(axis=-1))

    every = np.flatnonzero(~done)
    before = height(np.zeros(len(every)), every)
    for _ in range(_HALVINGS):
        worse = ~(height(step[every], every) >= before + 1e-4 * step[every] * decrement[every] - 1e-14 * n)
        every, before = every[worse], before[worse]
        if not len(every):
            break
        step[every] *= 0.5
    return a + step * da, b + step * db, done


def _by_freedom(values: tuple[Any, ...], n: int) -> tuple[Any, ...]:
    """Return mean and the standard deviation that divides by n - 1."""
    return values[0], values[1] * math.sqrt(n / (n - 1))


def _family(name: str, standard: Standard, law: str, *, mirrored: bool = False) -> Family:
    """Return the family of a standard distribution, or of its mirror image."""
    sign = -1.0 if mirrored else 1.0
    lower, upper = (standard.sf, standard.cdf) if mirrored else (standard.cdf, standard.sf)

    def fit(rows: Floats) -> Floats:
        if standard is NORMAL:
            return fit_normal(rows)
        return np.asarray(fit_location_scale(sign * rows, standard) * np.array([sign, 1.0]))

    def quantile(p: Floats, location: Floats, scale: Floats) -> Floats:
        at = np.log(-np.log(p)) if mirrored else standard.quantile(p)
        return np.asarray(location + sign * scale * at)

    return Family(
        name,
        ("mean", "sd") if standard is NORMAL else ("location", "scale"),
        lambda x, location, scale: standard.logpdf(sign * (x - location) / scale) - np.log(scale),
        lambda x, location, scale: lower(sign * (x - location) / scale),
        lambda x, location, scale: upper(sign * (x - location) / scale),
        quantile,
        fit,
        law=law,
        adjusted=_by_freedom if standard is NORMAL else None,
    )


def _logs(rows: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(rows > 0, np.log(rows), np.nan)


def _log_family(name: str, base: Family, parameters: tuple[str, str]) -> Family:
    """Return the family of values whose logarithms follow another."""

    def logpdf(x: Floats, location: Floats, scale: Floats) -> Floats:
        logs = np.log(np.where(x > 0, x, np.nan))
        return np.where(x > 0, base.logpdf(logs, location, scale) - logs, -np.inf)

    def at(curve: Callable[..., Floats], outside: float) -> Callable[..., Floats]:
        def of(x: Floats, location: Floats, scale: Floats) -> Floats:
            logs = np.log(np.where(x > 0, x, 1.0))
            return np.where(x > 0, curve(logs, location, scale), outside)

        return of

    return Family(
        name, parameters, logpdf, at(base.cdf, 0.0), at(base.sf, 1.0),
        lambda p, location, scale: np.exp(base.quantile(p, location, scale)),
        lambda rows: base.fit(_logs(rows)), "positive", law=base.law,
    )  # fmt: skip


NORMAL_FAMILY = _family("normal", NORMAL, "normal")
LOGISTIC_FAMILY = _family("logistic", LOGISTIC, "logistic")
SMALLEST = _family("smallest-extreme", EXTREME, "extreme")
LARGEST = _family("largest-extreme", EXTREME, "extreme", mirrored=True)
LOGNORMAL = _log_family("lognormal", NORMAL_FAMILY, ("log_mean", "log_sd"))
LOGLOGISTIC = _log_family("loglogistic", LOGISTIC_FAMILY, ("log_location", "log_scale"))
# the variant that divides by n - 1 departs from the greatest likelihood; some programs print it
LOGNORMAL_BY_FREEDOM = LOGNORMAL._replace(name="lognormal-n-1", adjusted=_by_freedom)
_LOG_EXTREME = _log_family("weibull", SMALLEST, ("location", "scale"))


def _shaped(curve: Callable[..., Floats]) -> Callable[..., Floats]:
    return lambda x, shape, scale: curve(x, np.log(scale), 1.0 / np.asarray(shape))


def _fit_weibull(rows: Floats) -> Floats:
    found = _LOG_EXTREME.fit(rows)
    return np.stack([1.0 / found[:, 1], np.exp(found[:, 0])], axis=-1)


WEIBULL = Family(
    "weibull", ("shape", "scale"),
    _shaped(_LOG_EXTREME.logpdf), _shaped(_LOG_EXTREME.cdf), _shaped(_LOG_EXTREME.sf),
    _shaped(_LOG_EXTREME.quantile), _fit_weibull, "positive", "exponential", "extreme",
)  # fmt: skip
