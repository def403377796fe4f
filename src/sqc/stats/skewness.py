"""Are values lopsided, flat or long-tailed? Skewness and kurtosis with their tests."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.normal import normal_sf


class Moment(NamedTuple):
    """A standardised moment and the chance of one at least so far from that of normal values.

    Parameters
    ----------
    value, p : float

    Examples
    --------
    >>> Moment(1.2, 0.003).p
    0.003
    """

    value: float
    p: float


def skewness_test(x: ArrayLike) -> Moment:
    """Skewness, and the test of D'Agostino whether normal values give it.

    Parameters
    ----------
    x : array, shape (values,)
        At least 8, not all equal.

    Returns
    -------
    Moment
        m3 / m2**1.5 with moments about the mean over n; p two-sided.

    Raises
    ------
    ValueError
        Fewer values, or all equal.

    References
    ----------
    R. B. D'Agostino (1970), Transformation to normality of the null distribution of g1, Biometrika 57,
    679-681.

    Examples
    --------
    >>> found = skewness_test([1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 5.0, 9.0, 12.0])
    >>> round(found.value, 4), round(found.p, 4)
    (1.2925, 0.0288)
    """
    n, m2, m3, _ = _moments(x)
    g1 = m3 / m2**1.5
    y = g1 * math.sqrt((n + 1) * (n + 3) / (6.0 * (n - 2)))
    beta2 = 3.0 * (n * n + 27 * n - 70) * (n + 1) * (n + 3) / ((n - 2.0) * (n + 5) * (n + 7) * (n + 9))
    w2 = math.sqrt(2 * (beta2 - 1)) - 1
    z = math.asinh(y / math.sqrt(2 / (w2 - 1))) / math.sqrt(0.5 * math.log(w2))
    return Moment(g1, _two_sided(z))


def kurtosis_test(x: ArrayLike) -> Moment:
    """Excess kurtosis, and the test of Anscombe and Glynn whether normal values give it.

    Parameters
    ----------
    x : array, shape (values,)
        At least 8, not all equal.

    Returns
    -------
    Moment
        m4 / m2**2 - 3 with moments about the mean over n; p two-sided.

    Raises
    ------
    ValueError
        Fewer values, or all equal.

    References
    ----------
    F. J. Anscombe, W. J. Glynn (1983), Distribution of the kurtosis statistic b2 for normal samples,
    Biometrika 70, 227-234.

    Examples
    --------
    >>> found = kurtosis_test(np.arange(1.0, 101.0))
    >>> round(found.value, 4), found.p < 1e-6
    (-1.2002, True)
    """
    n, m2, _, m4 = _moments(x)
    b2 = m4 / m2**2
    expected = 3.0 * (n - 1) / (n + 1)
    variance = 24.0 * n * (n - 2) * (n - 3) / ((n + 1.0) ** 2 * (n + 3) * (n + 5))
    distance = (b2 - expected) / math.sqrt(variance)
    root = 6.0 * (n * n - 5 * n + 2) / ((n + 7.0) * (n + 9))
    root *= math.sqrt(6.0 * (n + 3) * (n + 5) / (n * (n - 2.0) * (n - 3)))
    a = 6.0 + 8.0 / root * (2.0 / root + math.sqrt(1 + 4.0 / root**2))
    below = 1 + distance * math.sqrt(2 / (a - 4))
    cube = math.copysign(((1 - 2 / a) / abs(below)) ** (1 / 3), below) if below else math.inf
    z = (1 - 2 / (9 * a) - cube) / math.sqrt(2 / (9 * a))
    return Moment(b2 - 3.0, _two_sided(z))


def _moments(x: ArrayLike) -> tuple[int, float, float, float]:
    values = np.asarray(x, dtype=np.float64)
    n = len(values)
    if n < 8 or np.ptp(values) == 0:
        raise ValueError("at least 8 values that are not all equal are needed")
    away = values - values.mean()
    away /= np.abs(away).max()
    square = away * away
    return n, float(square.mean()), float((square * away).mean()), float((square * square).mean())


def _two_sided(z: float) -> float:
    return min(1.0, 2.0 * float(normal_sf(abs(z))))
