"""The Anderson-Darling statistic of a fitted curve, and its p value where a law of it is published."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.families.family import Curve, Floats
from sqc.stats.normality import anderson_darling as normal_test

_LEAST = 1e-12
_EXPONENTIAL = (
    (0.26, (-12.2204, 67.459, -110.3)),
    (0.51, (-6.1327, 20.218, -18.663)),
    (0.95, (0.9209, -3.353, 0.3)),
    (10.03, (0.731, -3.009, 0.15)),
)
# upper tail points at these shares: D'Agostino and Stephens (1986), table 4.22 (logistic)
_SHARES = (0.25, 0.10, 0.05, 0.025, 0.01, 0.005)
_LOGISTIC = (0.426, 0.563, 0.660, 0.769, 0.906, 1.010)


class Chance(NamedTuple):
    """A p value; `relation` is ``<`` or ``>`` where the published table ends.

    Examples
    --------
    >>> Chance(0.25, ">").relation
    '>'
    """

    p: float
    relation: str = "="


# the same for gamma by its shape, whose inverse is interpolated: table 4.21 (asymptotic)
_GAMMA = {
    1.0: (0.486, 0.657, 0.786, 0.917, 1.092, 1.227),
    2.0: (0.477, 0.643, 0.768, 0.894, 1.062, 1.190),
    3.0: (0.475, 0.639, 0.763, 0.886, 1.051, 1.178),
    4.0: (0.473, 0.637, 0.759, 0.883, 1.048, 1.173),
    5.0: (0.472, 0.635, 0.758, 0.881, 1.045, 1.170),
    10.0: (0.471, 0.633, 0.754, 0.877, 1.040, 1.164),
    20.0: (0.470, 0.632, 0.753, 0.875, 1.037, 1.161),
    math.inf: (0.470, 0.631, 0.752, 0.873, 1.035, 1.159),
}
# 5 % point of the statistic with known parameters: D'Agostino and Stephens (1986), table 4.2, case 0
KNOWN_PARAMETERS = 2.492
NONE = Chance(math.nan)


def statistic(curve: Curve, x: ArrayLike) -> float:
    """Anderson-Darling statistic of values about a fitted curve.

    Parameters
    ----------
    curve : Curve
    x : array, shape (n,)

    Returns
    -------
    float
        Infinite where a value is impossible by the curve.

    Notes
    -----
    A**2 = -n - mean of (2 i - 1) [ln F(x_i) + ln(1 - F(x_(n + 1 - i)))] over the ordered values.

    References
    ----------
    T. W. Anderson, D. A. Darling (1954), Journal of the American Statistical Association 49, 765-769.

    Examples
    --------
    >>> from sqc.stats.families.catalog import family
    >>> round(statistic(Curve(family("exponential"), (2.0,)), [0.5, 1.5, 4.0]), 4)
    0.2179
    """
    values = np.sort(np.asarray(x, dtype=float))
    n = len(values)
    with np.errstate(divide="ignore"):
        logs = np.log(curve.cdf(values)) + np.log(curve.sf(values[::-1]))
    return float(-n - ((2.0 * np.arange(1, n + 1) - 1.0) * logs).sum() / n)


def p_value(curve: Curve, a2: float, x: Floats) -> Chance:
    """P value of an Anderson-Darling statistic whose parameters were estimated from the same values.

    Parameters
    ----------
    curve : Curve
        Its family names the law.
    a2 : float
        The statistic at the greatest likelihood.
    x : array, shape (n,)

    Returns
    -------
    Chance
        NaN where no law is published, or for fewer than 8 values.

    Notes
    -----
    Normal: the test of D'Agostino and Stephens with the standard deviation of n - 1. Exponential:
    A*=A**2 (1 + 0.6/n). Extreme value and Weibull: A* = A**2 (1 + 0.2/sqrt n),
    p = 1 / (1 + exp(-0.10 + 1.24 ln A* + 4.48 A*)). Logistic: A* = A**2 (1 + 0.25/n), table 4.22, ln p
    interpolated. Gamma: A**2, table 4.21, for a shape of at least 1.

    References
    ----------
    R. B. D'Agostino, M. A. Stephens (1986), Goodness-of-Fit Techniques, Marcel Dekker, chapter 4;
    MIL-HDBK-17-1F (2002), section 8.3.4 (Weibull).

    Examples
    --------
    >>> from sqc.stats.families.catalog import family
    >>> curve = Curve(family("weibull"), (2.0, 1.0))
    >>> round(p_value(curve, 0.757 / (1 + 0.2 / 20**0.5), np.arange(1.0, 21.0)).p, 3)
    0.05
    """
    law, n = curve.family.law, len(x)
    if law is None or n < 8 or not a2 < math.inf:
        return NONE if law is None or n < 8 else Chance(0.0)
    if law == "normal":
        return Chance(normal_test(np.log(x) if curve.family.support == "positive" else x)[1])
    if law == "exponential":
        return Chance(_exponential(a2 * (1.0 + 0.6 / n)))
    if law == "extreme":
        a = a2 * (1.0 + 0.2 / math.sqrt(n))
        return Chance(1.0 / (1.0 + math.exp(min(700.0, -0.10 + 1.24 * math.log(a) + 4.48 * a))))
    if law == "logistic":
        return _of_table(a2 * (1.0 + 0.25 / n), _LOGISTIC)
    if law == "gamma" and curve.values[0] >= 1:
        return _of_table(a2, _gamma_points(float(curve.values[0])))
    return NONE


def _gamma_points(shape: float) -> tuple[float, ...]:
    inverse = [1.0 / one for one in _GAMMA][::-1]
    columns = np.array(list(_GAMMA.values())[::-1]).T
    return tuple(float(np.interp(1.0 / shape, inverse, column)) for column in columns)


def _exponential(a: float) -> float:
    for bound, (constant, slope, bend) in _EXPONENTIAL:
        if a < bound:
            chance = math.exp(constant + slope * a + bend * a * a)
            return 1.0 - chance if bound < 0.6 else chance
    return _LEAST


def _of_table(a: float, points: tuple[float, ...]) -> Chance:
    if a < points[0]:
        return Chance(_SHARES[0], ">")
    if a > points[-1]:
        return Chance(_SHARES[-1], "<")
    return Chance(math.exp(float(np.interp(a, points, np.log(_SHARES)))))
