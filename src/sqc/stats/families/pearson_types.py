"""The types of Pearson's system in standard measure (mean 0, variance 1, skewness not below 0)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sqc.stats.families import pearson_4
from sqc.stats.normal import normal_cdf, normal_quantile, normal_sf
from sqc.stats.special import betainc, betaincinv, betaln, gammainc, gammaincc, gammaincinv, gammaln, xlogy

Floats = NDArray[np.float64]
# so near to the line between two types that the type of the line is as good
_NEAR = 1e-9
_NORMAL = 1e-8
_LOG_ROOT_TAU = 0.5 * math.log(2.0 * math.pi)


class Type(NamedTuple):
    """One type: constants of skewness and kurtosis, and functions of x (or of both shares) and them.

    Examples
    --------
    >>> TYPES[0].below(np.array([0.0])).tolist()
    [0.5]
    """

    constants: Callable[[Floats, Floats], tuple[Floats, ...]]
    logpdf: Callable[..., Floats]
    below: Callable[..., Floats]
    above: Callable[..., Floats]
    quantile: Callable[..., Floats]


class _Equation(NamedTuple):
    """Pearson's equation f'/f = -(a x + b1) / (b0 + b1 x + b2 x**2), and the discriminant of the parabola."""

    a: Floats
    b0: Floats
    b1: Floats
    b2: Floats
    bent: Floats


def _equation(skewness: Floats, kurtosis: Floats) -> _Equation:
    square = skewness * skewness
    a, b0 = 10.0 * kurtosis - 12.0 * square - 18.0, 4.0 * kurtosis - 3.0 * square
    b1, b2 = skewness * (kurtosis + 3.0), 2.0 * kurtosis - 3.0 * square - 6.0
    return _Equation(a, b0, b1, b2, b1 * b1 - 4.0 * b0 * b2)


def kinds(skewness: Floats, kurtosis: Floats) -> NDArray[np.int64]:
    """Which of `TYPES` a pair of moments has; -1 where no distribution has them.

    Parameters
    ----------
    skewness : float array
        Not below 0.
    kurtosis : float array
        3 for the normal.

    Returns
    -------
    integer array

    References
    ----------
    W. P. Elderton, N. L. Johnson (1969), Systems of Frequency Curves, Cambridge University Press, chapter 5.

    Examples
    --------
    >>> kinds(np.array([0.0, 1.0, 2.0, 0.0]), np.array([3.0, 1.5, 9.0, 4.0])).tolist()
    [0, -1, 2, 4]
    """
    one = _equation(skewness, kurtosis)
    level = np.abs(one.b2) < _NEAR * kurtosis
    touching = np.abs(one.bent) < _NEAR * one.b1 * one.b1
    rest = np.where(touching & (one.b2 > 0), 3, np.where(one.bent > 0, 1, 4))
    found = np.where(level, np.where(skewness < _NORMAL, 0, 2), rest)
    possible = (kurtosis - 1.0 - skewness * skewness > _NEAR) & np.isfinite(kurtosis)
    return np.where(possible, found, -1)


def _beta(skewness: Floats, kurtosis: Floats) -> tuple[Floats, ...]:
    """Ends and exponents of types I and VI: the parabola has two roots, the near one ends the curve below."""
    one = _equation(skewness, kurtosis)
    root = np.sqrt(one.bent)
    q = -0.5 * (one.b1 + root)
    near, far = one.b0 / q, q / one.b2
    alpha = 1.0 - (one.a * near + one.b1) / root
    # type VI has no upper end: a beta curve of the second kind
    beta = np.where(one.b2 < 0, 1.0 + (one.a * far + one.b1) / root, one.a / one.b2 - 1.0)
    return near, far, alpha, beta


def _shares(x: Floats, near: Floats, far: Floats) -> tuple[Floats, Floats]:
    """Where x lies as the beta variable, and what that lacks to 1."""
    bounded = far > near
    bottom = np.where(bounded, far - near, x - far)
    u = np.where(x > near, (x - near) / bottom, 0.0)
    w = np.where(bounded, far - x, near - far) / bottom
    return np.clip(u, 0.0, 1.0), np.where(x > near, np.clip(w, 0.0, 1.0), 1.0)


def _beta_logpdf(x: Floats, near: Floats, far: Floats, alpha: Floats, beta: Floats) -> Floats:
    u, w = _shares(x, near, far)
    bounded = far > near
    power = np.where(bounded, beta - 1.0, beta + 1.0)
    inside = (x > near) & (~bounded | (x < far))
    logs = xlogy(alpha - 1.0, u) + xlogy(power, w) - betaln(alpha, beta) - np.log(np.abs(far - near))
    return np.where(inside, logs, -np.inf)


def _beta_below(x: Floats, near: Floats, far: Floats, alpha: Floats, beta: Floats) -> Floats:
    return np.asarray(betainc(alpha, beta, _shares(x, near, far)[0]))


def _beta_above(x: Floats, near: Floats, far: Floats, alpha: Floats, beta: Floats) -> Floats:
    return np.asarray(betainc(beta, alpha, _shares(x, near, far)[1]))


def _beta_quantile(p: Floats, q: Floats, near: Floats, far: Floats, alpha: Floats, beta: Floats) -> Floats:
    lower = p < 0.5
    part = betaincinv(np.where(lower, alpha, beta), np.where(lower, beta, alpha), np.where(lower, p, q))
    u, w = np.where(lower, part, 1.0 - part), np.where(lower, 1.0 - part, part)
    return np.where(far > near, near + (far - near) * u, near + (near - far) * u / w)


def _gamma_constants(skewness: Floats, kurtosis: Floats) -> tuple[Floats, ...]:
    del kurtosis  # 3 + 1.5 skewness**2
    return 4.0 / (skewness * skewness), 0.5 * skewness


def _gamma_at(x: Floats, shape: Floats, scale: Floats) -> Floats:
    return np.asarray(np.maximum(x / scale + shape, 0.0))


def _gamma_logpdf(x: Floats, shape: Floats, scale: Floats) -> Floats:
    y = _gamma_at(x, shape, scale)
    logs = xlogy(shape - 1.0, y) - y - gammaln(shape) - np.log(scale)
    return np.where(y > 0, logs, -np.inf)


def _inverse_constants(skewness: Floats, kurtosis: Floats) -> tuple[Floats, ...]:
    one = _equation(skewness, kurtosis)
    start = -0.5 * one.b1 / one.b2
    return start, one.a / one.b2 - 1.0, -(one.a * start + one.b1) / one.b2


def _inverse_at(x: Floats, start: Floats, scale: Floats) -> Floats:
    return np.where(x > start, scale / np.where(x > start, x - start, 1.0), np.inf)


def _inverse_logpdf(x: Floats, start: Floats, shape: Floats, scale: Floats) -> Floats:
    y = np.where(x > start, x - start, 1.0)
    logs = shape * np.log(scale) - gammaln(shape) - (shape + 1.0) * np.log(y) - scale / y
    return np.where(x > start, logs, -np.inf)


def _inverse_quantile(p: Floats, q: Floats, start: Floats, shape: Floats, scale: Floats) -> Floats:
    from sqc.stats.special import gammainccinv

    y = np.where(p < 0.5, gammainccinv(shape, p), gammaincinv(shape, q))
    return np.asarray(start + scale / y)


def _four_constants(skewness: Floats, kurtosis: Floats) -> tuple[Floats, ...]:
    one = _equation(skewness, kurtosis)
    h = one.a / one.b2 - 2.0
    location, scale = -0.5 * one.b1 / one.b2, 0.5 * np.sqrt(-one.bent) / one.b2
    v = (one.a * location + one.b1) / (one.b2 * scale)
    return location, scale, h, v, *pearson_4.mode_and_mass(h, v)


def _four_logpdf(x: Floats, location: Floats, scale: Floats, h: Floats, v: Floats, *rest: Floats) -> Floats:
    mode, mass, _ = rest
    t = (x - location) / scale
    logs = pearson_4.height(np.arctan(t), h, v) - pearson_4.height(mode, h, v)
    return np.asarray(logs - np.log(mass * scale) - np.log1p(t * t))


def _four_tail(side: float) -> Callable[..., Floats]:
    def share(x: Floats, location: Floats, scale: Floats, h: Floats, v: Floats, *rest: Floats) -> Floats:
        mode, mass, _ = rest
        angle = np.arctan((x - location) / scale)
        tail = pearson_4.tail(angle, h, v, mode, mass)
        return np.where((angle < mode) == (side < 0), tail, 1.0 - tail)

    return share


def _four_quantile(p: Floats, q: Floats, location: Floats, scale: Floats, *rest: Floats) -> Floats:
    return np.asarray(location + scale * np.tan(pearson_4.angle_of(p, q, *rest)))


TYPES = (
    Type(
        lambda skewness, kurtosis: (),
        lambda x: -0.5 * x * x - _LOG_ROOT_TAU,
        normal_cdf,
        normal_sf,
        lambda p, q: np.where(p < 0.5, normal_quantile(p), -normal_quantile(q)),
    ),
    Type(_beta, _beta_logpdf, _beta_below, _beta_above, _beta_quantile),
    Type(
        _gamma_constants,
        _gamma_logpdf,
        lambda x, shape, scale: gammainc(shape, _gamma_at(x, shape, scale)),
        lambda x, shape, scale: gammaincc(shape, _gamma_at(x, shape, scale)),
        lambda p, q, shape, scale: scale * (_gamma_inverse(p, q, shape) - shape),
    ),
    Type(
        _inverse_constants,
        _inverse_logpdf,
        lambda x, start, shape, scale: gammaincc(shape, _inverse_at(x, start, scale)),
        lambda x, start, shape, scale: gammainc(shape, _inverse_at(x, start, scale)),
        _inverse_quantile,
    ),
    Type(_four_constants, _four_logpdf, _four_tail(-1.0), _four_tail(1.0), _four_quantile),
)


def _gamma_inverse(p: Floats, q: Floats, shape: Floats) -> Floats:
    from sqc.stats.special import gammainccinv

    return np.where(p < 0.5, gammaincinv(shape, p), gammainccinv(shape, q))
