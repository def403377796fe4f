"""Families of values above 0: exponential, gamma, Rayleigh, folded normal."""

from __future__ import annotations

import math

import numpy as np

from sqc.stats.families.family import Family, Floats
from sqc.stats.normal import normal_cdf, normal_quantile, normal_sf
from sqc.stats.special import gammainc, gammaincc, gammaincinv, gammaln, psi

_LOG_ROOT_TAU = 0.5 * math.log(2.0 * math.pi)
_STEPS = 60


def _above(x: Floats, value: Floats, outside: float) -> Floats:
    return np.where(x >= 0, value, outside)


def _fit_exponential(rows: Floats) -> Floats:
    mean = rows.mean(axis=-1, keepdims=True)
    return np.where((rows >= 0).all(axis=-1, keepdims=True) & (mean > 0), mean, np.nan)


EXPONENTIAL = Family(
    "exponential", ("scale",),
    lambda x, scale: _above(x, -x / scale - np.log(scale), -np.inf),
    lambda x, scale: _above(x, -np.expm1(-np.maximum(x, 0.0) / scale), 0.0),
    lambda x, scale: _above(x, np.exp(-np.maximum(x, 0.0) / scale), 1.0),
    lambda p, scale: -scale * np.log1p(-p),
    _fit_exponential, "zero", None, "exponential",
)  # fmt: skip


def fit_gamma(rows: Floats) -> Floats:
    """Return shape and scale of the greatest likelihood of each row.

    Parameters
    ----------
    rows : float array, shape (rows, n)

    Returns
    -------
    float array, shape (rows, 2)
        NaN for rows with a value not above 0 or without variation.

    Notes
    -----
    ln k - psi(k) = ln mean - mean of logarithms, solved for ln k by Newton's method.

    References
    ----------
    S. C. Choi, R. Wette (1969), Technometrics 11, 683-690.

    Examples
    --------
    >>> fit_gamma(np.array([[1.0, 2.0, 3.0, 5.0]])).round(4).tolist()
    [[3.257, 0.8443]]
    """
    mean = rows.mean(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # of ratios to the mean: large values that differ little lose no digits
        gap = -np.log(rows / mean[:, None]).mean(axis=-1)
        gap = np.where((rows > 0).all(axis=-1) & (gap > 1e-15), gap, np.nan)
        shape = (3.0 - gap + np.sqrt((gap - 3.0) ** 2 + 24.0 * gap)) / (12.0 * gap)
        last = np.full(shape.shape, np.inf)
        for _ in range(_STEPS):
            error = np.log(shape) - psi(shape) - gap
            slope = _slope(shape)
            change = error / slope
            shape = shape * np.exp(np.clip(-change, -2.0, 2.0))
            # large shapes stop at their rounding: steps that no longer halve
            if not ((np.abs(change) > 1e-14) & (np.abs(change) < 0.5 * last)).any():
                break
            last = np.abs(change)
    return np.stack([shape, mean / shape], axis=-1)


def _slope(shape: Floats) -> Floats:
    """Return the slope of ln k - psi(k) over ln k: a difference, for large k the first terms of its series.

    Newton's method with it gains eight digits a step; the exact one loads a package for a tenth of a second.
    """
    step = 1e-4
    near = (psi(shape * (1 + step)) - psi(shape * (1 - step))) / (2 * step)
    return np.asarray(np.where(shape < 1e3, 1.0 - near, -0.5 / shape - 1.0 / (6.0 * shape**2)))


GAMMA = Family(
    "gamma", ("shape", "scale"),
    lambda x, shape, scale: np.where(
        x > 0,
        (shape - 1.0) * np.log(np.where(x > 0, x, 1.0) / scale) - x / scale - gammaln(shape) - np.log(scale),
        -np.inf,
    ),
    lambda x, shape, scale: gammainc(shape, np.maximum(x, 0.0) / scale),
    lambda x, shape, scale: gammaincc(shape, np.maximum(x, 0.0) / scale),
    lambda p, shape, scale: scale * gammaincinv(shape, p),
    fit_gamma, "positive", "exponential", "gamma",
)  # fmt: skip


def _fit_rayleigh(rows: Floats) -> Floats:
    scale = np.sqrt(0.5 * (rows * rows).mean(axis=-1, keepdims=True))
    return np.where((rows > 0).all(axis=-1, keepdims=True), scale, np.nan)


# squares of Rayleigh values are exponential, so the law of its statistic is that of the exponential
RAYLEIGH = Family(
    "rayleigh", ("scale",),
    lambda x, scale: np.where(
        x > 0, np.log(np.where(x > 0, x, 1.0)) - 2.0 * np.log(scale) - 0.5 * (x / scale) ** 2, -np.inf
    ),
    lambda x, scale: -np.expm1(-0.5 * (np.maximum(x, 0.0) / scale) ** 2),
    lambda x, scale: np.exp(-0.5 * (np.maximum(x, 0.0) / scale) ** 2),
    lambda p, scale: scale * np.sqrt(-2.0 * np.log1p(-p)),
    _fit_rayleigh, "positive", None, "exponential",
)  # fmt: skip


def fit_folded(rows: Floats) -> Floats:
    """Return mean and standard deviation of the normal distribution whose absolute values these are.

    Parameters
    ----------
    rows : float array, shape (rows, n)

    Returns
    -------
    float array, shape (rows, 2)
        The mean is 0 where the fourth moment is at least 3 times the squared second one; NaN for rows with
        a value below 0.

    Notes
    -----
    At the maximum mean = average of x tanh(x mean / sd**2) and mean**2 + sd**2 = average of x**2.

    References
    ----------
    F. C. Leone, L. S. Nelson, R. B. Nottingham (1961), Technometrics 3, 543-550.

    Examples
    --------
    >>> fit_folded(np.array([[1.0, 2.0, 3.0, 5.0]])).round(3).tolist()
    [[2.674, 1.612]]
    """
    size = np.sqrt((rows * rows).mean(axis=-1))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = rows / size[:, None]
    usable = (rows >= 0).all(axis=-1) & (size > 0)
    low, high = np.full(len(rows), 1e-8), np.full(len(rows), 1.0)
    folded = usable & ((z**4).mean(axis=-1) < 3.0) & (rows.std(axis=-1) > 0)
    active = np.flatnonzero(folded)
    for _ in range(_STEPS):
        if not len(active):
            break
        t = 0.5 * (low[active] + high[active])
        pull = z[active] * np.tanh(z[active] * (t / ((1.0 - t) * (1.0 + t)))[:, None])
        up = pull.mean(axis=-1) > t
        low[active] = np.where(up, t, low[active])
        high[active] = np.where(up, high[active], t)
    t = np.where(folded, 0.5 * (low + high), 0.0)
    found = np.stack([size * t, size * np.sqrt((1.0 - t) * (1.0 + t))], axis=-1)
    return np.where(usable[:, None], found, np.nan)


def _folded_logpdf(x: Floats, mean: Floats, sd: Floats) -> Floats:
    near = -0.5 * ((x - mean) / sd) ** 2
    inside = near + np.log1p(np.exp(-2.0 * np.maximum(x, 0.0) * mean / sd**2))
    return _above(x, inside - _LOG_ROOT_TAU - np.log(sd), -np.inf)


def _folded_sf(x: Floats, mean: Floats, sd: Floats) -> Floats:
    return _above(x, normal_sf((x - mean) / sd) + normal_sf((x + mean) / sd), 1.0)


def _folded_cdf(x: Floats, mean: Floats, sd: Floats) -> Floats:
    return _above(x, normal_cdf((x - mean) / sd) - normal_cdf(-(x + mean) / sd), 0.0)


def _folded_quantile(p: Floats, mean: Floats, sd: Floats) -> Floats:
    """Return quantiles by halving: the share below rises with x."""
    wanted, m, s = np.broadcast_arrays(p, mean, sd)
    low, high = np.zeros(wanted.shape), m + 40.0 * s
    for _ in range(_STEPS):
        x = 0.5 * (low + high)
        up = np.where(wanted < 0.5, _folded_cdf(x, m, s) < wanted, _folded_sf(x, m, s) > 1.0 - wanted)
        low, high = np.where(up, x, low), np.where(up, high, x)
    return np.where((wanted >= 0) & (wanted < 1), 0.5 * (low + high), np.where(wanted == 1, np.inf, np.nan))


FOLDED = Family(
    "folded-normal", ("mean", "sd"), _folded_logpdf, _folded_cdf, _folded_sf, _folded_quantile,
    fit_folded, "zero", draw=lambda u, mean, sd: np.abs(mean + sd * normal_quantile(u)),
)  # fmt: skip
