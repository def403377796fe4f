"""Families of values that a power transformation makes normal: Box-Cox and Yeo-Johnson."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sqc.stats.boxcox import FURTHEST, estimate, likelihood_drop, profile_ends
from sqc.stats.families.family import Family, Floats
from sqc.stats.families.location_scale import NORMAL_FAMILY
from sqc.stats.families.threshold import narrowed

POWERS = ("box-cox", "yeo-johnson")
_TRIED = np.linspace(-8.0, 10.0, 37)


def _power(x: Floats, power: Floats) -> Floats:
    """Return (x**power - 1) / power, the logarithm for 0."""
    return _power_of_logs(np.log(x), power)


def _power_of_logs(logs: Floats, power: Floats) -> Floats:
    some = np.where(power == 0, 1.0, power)
    return np.where(power == 0, logs, np.expm1(some * logs) / some)


def _root(y: Floats, power: Floats) -> Floats:
    """Return what `_power` gave this of; 0 or infinite beyond its range."""
    some = np.where(power == 0, 1.0, power)
    inside = some * y > -1
    found = np.exp(np.where(power == 0, y, np.log1p(np.where(inside, some * y, 0.0)) / some))
    return np.where((power == 0) | inside, found, np.where(power > 0, 0.0, np.inf))


def _boxcox(x: Floats, power: Floats) -> Floats:
    return _power(np.where(x > 0, x, np.nan), power)


def yeo_johnson(x: Floats, power: Floats) -> Floats:
    """Transform values of any sign.

    Parameters
    ----------
    x, power : float or array

    Returns
    -------
    float array

    References
    ----------
    I.-K. Yeo, R. A. Johnson (2000), Biometrika 87, 954-959.

    Examples
    --------
    >>> yeo_johnson(np.array([-3.0, 3.0]), np.array(1.0)).tolist()
    [-3.0, 3.0]
    """
    return np.where(
        x >= 0, _power(1.0 + np.maximum(x, 0.0), power), -_power(1.0 - np.minimum(x, 0.0), 2.0 - power)
    )


def _yeo_johnson_root(y: Floats, power: Floats) -> Floats:
    up = _root(np.maximum(y, 0.0), power) - 1.0
    down = 1.0 - _root(np.maximum(-y, 0.0), 2.0 - power)
    return np.where(y >= 0, up, down)


def _fit_boxcox(rows: Floats) -> Floats:
    usable = (rows > 0).all(axis=-1) & (rows.std(axis=-1) > 0)
    x = rows[usable]
    if len(x) == 1:
        power = np.array([estimate(x[0], [0]).value])
    else:  # refits need no twelve digits, and the exact search takes twenty times as long
        logs = np.log(x)
        logs -= logs.mean(axis=-1, keepdims=True)
        spread = logs.std(axis=-1)
        scaled = logs / spread[:, None]
        power = (
            _highest(lambda at: -np.log(_power_of_logs(scaled, at[:, None]).std(axis=-1)), len(x)) / spread
        )
    changed = _power(x, power[:, None])
    found = np.full((len(rows), 3), np.nan)
    found[usable] = np.stack([power, changed.mean(axis=-1), changed.std(axis=-1)], axis=-1)
    return found


def _highest(height: Callable[[Floats], Floats], rows: int) -> Floats:
    """Return the power of each row at which a profile likelihood is greatest."""
    every = np.array([height(np.full(rows, at)) for at in _TRIED])
    best = np.clip(np.where(np.isfinite(every), every, -np.inf).argmax(axis=0), 1, len(_TRIED) - 2)
    return narrowed(height, _TRIED[best - 1], _TRIED[best + 1])


def _height(rows: Floats) -> Callable[[Floats], Floats]:
    """Return the profile log-likelihood of the power of each row."""
    n = rows.shape[-1]
    slopes = (np.sign(rows) * np.log1p(np.abs(rows))).sum(axis=-1)

    def height(power: Floats) -> Floats:
        spread = yeo_johnson(rows, power[:, None]).std(axis=-1)
        return np.asarray(-n * np.log(spread) + (power - 1.0) * slopes)

    return height


def power_interval(name: str, values: Floats, power: float, confidence: float = 0.95) -> tuple[float, float]:
    """Likelihood-ratio interval of the power of a transformation.

    Parameters
    ----------
    name : {"box-cox", "yeo-johnson"}
    values : float array, shape (n,)
    power : float
        That of the greatest likelihood.
    confidence : float

    Returns
    -------
    lower, upper : float

    References
    ----------
    G. E. P. Box and D. R. Cox (1964), Journal of the Royal Statistical Society B 26, 211-252; I.-K. Yeo,
    R. A. Johnson (2000), Biometrika 87, 954-959.

    Examples
    --------
    >>> x = np.exp([0.1, 0.8, 1.0, 1.1, 1.2, 1.3, 1.5, 2.2])
    >>> low, high = power_interval("box-cox", x, estimate(x, [0]).value)
    >>> low < 0 < high
    True
    """
    if name == BOX_COX.name:
        _, low, high = estimate(values, [0], confidence)
        return low, high
    height, drop = _height(values[None]), likelihood_drop(confidence)
    best = float(height(np.array([power]))[0])

    def below(at: float) -> float:
        with np.errstate(all="ignore"):
            fallen = best - float(height(np.array([at]))[0])
        return fallen - drop if math.isfinite(fallen) else math.inf

    return profile_ends(below, power, FURTHEST)


def _fit_yeo_johnson(rows: Floats) -> Floats:
    power = _highest(_height(rows), len(rows))
    changed = yeo_johnson(rows, power[:, None])
    return np.stack([power, changed.mean(axis=-1), changed.std(axis=-1)], axis=-1)


def _changed(
    name: str,
    change: Callable[[Floats, Floats], Floats],
    back: Callable[[Floats, Floats], Floats],
    log_slope: Callable[[Floats, Floats], Floats],
    fit: Callable[[Floats], Floats],
    support: str,
) -> Family:
    """Return the family of values that a transformation makes normal."""

    def cdf(x: Floats, power: Floats, mean: Floats, sd: Floats) -> Floats:
        share = NORMAL_FAMILY.cdf(change(x, power), mean, sd)
        return np.where(np.isnan(share), 0.0, share)

    def sf(x: Floats, power: Floats, mean: Floats, sd: Floats) -> Floats:
        share = NORMAL_FAMILY.sf(change(x, power), mean, sd)
        return np.where(np.isnan(share), 1.0, share)

    return Family(
        name,
        ("lambda", "mean", "sd"),
        lambda x, power, mean, sd: NORMAL_FAMILY.logpdf(change(x, power), mean, sd) + log_slope(x, power),
        cdf,
        sf,
        lambda p, power, mean, sd: back(NORMAL_FAMILY.quantile(p, mean, sd), power),
        fit,
        support,
    )


BOX_COX = _changed(
    "box-cox", _boxcox, _root, lambda x, power: (power - 1.0) * np.log(x), _fit_boxcox, "positive"
)
YEO_JOHNSON = _changed(
    "yeo-johnson",
    yeo_johnson,
    _yeo_johnson_root,
    lambda x, power: (power - 1.0) * np.sign(x) * np.log1p(np.abs(x)),
    _fit_yeo_johnson,
    "real",
)
