"""Families with a threshold below which there are no values: a third parameter."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sqc.stats.families.family import Family, Floats
from sqc.stats.families.location_scale import LOGLOGISTIC, LOGNORMAL, WEIBULL
from sqc.stats.families.positive import EXPONENTIAL, GAMMA

# distances of the threshold from the smallest value that are tried, by that of the median, as logarithms
_TRIED = np.linspace(math.log(1e-6), math.log(1e3), 46)
_GOLDEN = 0.5 * (math.sqrt(5.0) - 1.0)
_NARROWED = 26


def fit_threshold(rows: Floats, base: Family) -> Floats:
    """Return the base family's parameters and the threshold of the greatest local likelihood of each row.

    Parameters
    ----------
    rows : float array, shape (rows, n)
    base : Family
        Of values above 0.

    Returns
    -------
    float array, shape (rows, parameters + 1)
        NaN where the likelihood has no local maximum: it rises without bound towards a threshold at the
        smallest value, or as the threshold moves away without end.

    Notes
    -----
    The likelihood is infinite where the threshold meets the smallest value (lognormal always, Weibull and
    gamma for a shape below 1); the local maximum is what is consistent. The profile over the threshold is
    searched on a grid, the greatest inner maximum narrowed by the golden section.

    References
    ----------
    B. M. Hill (1963), Journal of the American Statistical Association 58, 72-84; R. L. Smith (1985),
    Biometrika 72, 67-90.

    Examples
    --------
    >>> values = 10.0 + LOGNORMAL.quantile((np.arange(400) + 0.5) / 400, 0.0, 1.0)
    >>> fit_threshold(values[None], LOGNORMAL)[0, 1:].round(1).tolist()
    [1.0, 10.0]
    """
    least = rows.min(axis=-1)
    spread = np.median(rows, axis=-1) - least
    spread = np.where(spread > 0, spread, rows.std(axis=-1))
    above = rows - least[:, None]

    def height(logs: Floats) -> Floats:
        x = above + (spread * np.exp(logs))[:, None]
        parameters = base.fit(x)
        return np.asarray(base.logpdf(x, *parameters.T[:, :, None]).sum(axis=-1))

    every = np.array([height(np.full(len(rows), at)) for at in _TRIED])
    inner = np.asarray((every[1:-1] > every[:-2]) & (every[1:-1] >= every[2:]))
    best = np.where(inner, every[1:-1], -np.inf).argmax(axis=0) + 1
    logs = narrowed(height, _TRIED[best - 1], _TRIED[best + 1])
    gap = spread * np.exp(logs)
    parameters = base.fit(above + gap[:, None])
    found = np.concatenate([parameters, (least - gap)[:, None]], axis=-1)
    return np.where(np.any(inner, axis=0)[:, None], found, np.nan)


def narrowed(height: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Where a function of one peak between two ends is greatest.

    Parameters
    ----------
    height : callable
    low, high : float array

    Returns
    -------
    float array

    Examples
    --------
    >>> narrowed(lambda x: -((x - 0.3) ** 2), np.array([0.0]), np.array([1.0])).round(4).tolist()
    [0.3]
    """
    a, b = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_a, at_b = height(a), height(b)
    for _ in range(_NARROWED):
        left = at_a > at_b
        low, high = np.where(left, low, a), np.where(left, b, high)
        fresh = np.where(left, high - _GOLDEN * (high - low), low + _GOLDEN * (high - low))
        known, at_known = np.where(left, a, b), np.where(left, at_a, at_b)
        at_fresh = height(fresh)
        a, b = np.where(left, fresh, known), np.where(left, known, fresh)
        at_a, at_b = np.where(left, at_fresh, at_known), np.where(left, at_known, at_fresh)
    return np.asarray(0.5 * (low + high))


def _shifted(base: Family, name: str) -> Family:
    """Return a family of values above a threshold."""

    def moved(curve: Callable[..., Floats]) -> Callable[..., Floats]:
        return lambda x, *values: curve(x - values[-1], *values[:-1])

    return Family(
        name,
        (*base.parameters, "threshold"),
        moved(base.logpdf),
        moved(base.cdf),
        moved(base.sf),
        lambda p, *values: values[-1] + base.quantile(p, *values[:-1]),
        lambda rows: fit_threshold(rows, base),
        within=base.name,
    )


def _fit_exponential(rows: Floats) -> Floats:
    least = rows.min(axis=-1)
    return np.stack([rows.mean(axis=-1) - least, least], axis=-1)


LOGNORMAL_3 = _shifted(LOGNORMAL, "lognormal-3")
WEIBULL_3 = _shifted(WEIBULL, "weibull-3")
GAMMA_3 = _shifted(GAMMA, "gamma-3")
LOGLOGISTIC_3 = _shifted(LOGLOGISTIC, "loglogistic-3")
# the threshold is the smallest value; what the others are above it is an exponential sample of n - 1
EXPONENTIAL_2 = _shifted(EXPONENTIAL, "exponential-2")._replace(
    fit=_fit_exponential,
    law="exponential",
    tested=lambda values, ordered: (
        (values[0] * len(ordered) / (len(ordered) - 1), values[1]),
        ordered[1:],
    ),
)
