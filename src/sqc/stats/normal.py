"""The normal distribution: tails and quantile, in numpy and math alone."""

from __future__ import annotations

import math
from typing import TypeVar, cast

import numpy as np

from sqc.stats._gamma import Floats, out

Number = TypeVar("Number", float, Floats)

_erfc = np.frompyfunc(math.erfc, 1, 1)
_ROOT_HALF = math.sqrt(0.5)

# Wichura (1988), algorithm AS 241, PPND16: numerator and denominator of each of the three ranges
_CENTRAL = (
    (
        3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
        45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
    ),
    (
        1.0, 42.31333070160091, 687.1870074920579, 5394.196021424751,
        21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854,
    ),
)  # fmt: skip
_MIDDLE = (
    (
        1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
        1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    ),
    (
        1.0, 2.053191626637759, 1.6763848301838038, 0.6897673349851,
        0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-09,
    ),
)  # fmt: skip
_FAR = (
    (
        6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
        0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07,
    ),
    (
        1.0, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
        0.0007868691311456133, 1.8463183175100548e-05, 1.421511758316446e-07, 2.0442631033899397e-15,
    ),
)  # fmt: skip


def _polynomial(coefficients: tuple[float, ...], x: Floats) -> Floats:
    # Horner's rule; numpy.polynomial would cost its import
    total = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        total = total * x + coefficient
    return total


def _ratio(parts: tuple[tuple[float, ...], tuple[float, ...]], x: Floats) -> Floats:
    return np.asarray(_polynomial(parts[0], x) / _polynomial(parts[1], x))


def normal_cdf(z: Number) -> Number:
    """Standard normal distribution function.

    Parameters
    ----------
    z : float or float array, any shape
        Standard deviations from the mean.

    Returns
    -------
    float or float array of the shape of `z`

    Notes
    -----
    erfc(-z / sqrt 2) / 2, so the lower tail keeps its relative precision.

    References
    ----------
    Abramowitz and Stegun (1964), 26.2.29.

    Examples
    --------
    >>> round(normal_cdf(-3.0), 12)
    0.001349898032
    """
    return cast(Number, out(np.asarray(0.5 * _erfc(-_ROOT_HALF * np.asarray(z, dtype=float)))))


def normal_sf(z: Number) -> Number:
    """Upper tail of the standard normal distribution.

    Parameters
    ----------
    z : float or float array, any shape
        Standard deviations from the mean.

    Returns
    -------
    float or float array of the shape of `z`

    Notes
    -----
    erfc(z / sqrt 2) / 2.

    References
    ----------
    Abramowitz and Stegun (1964), 26.2.29.

    Examples
    --------
    >>> round(2 * normal_sf(3.0), 10)
    0.0026997961
    """
    return cast(Number, out(np.asarray(0.5 * _erfc(_ROOT_HALF * np.asarray(z, dtype=float)))))


def normal_quantile(p: Number) -> Number:
    """Quantile of the standard normal distribution.

    Parameters
    ----------
    p : float or array, any shape
        Probabilities; 0 and 1 give -inf and inf, outside of [0, 1] NaN.

    Returns
    -------
    float or float array of the shape of `p`

    Notes
    -----
    Three rational approximations, relative error about 1e-16.

    References
    ----------
    M. J. Wichura (1988), Algorithm AS 241, Applied Statistics 37, 477-484.

    Examples
    --------
    >>> round(normal_quantile(0.99865), 6)
    2.999977
    """
    probability = np.asarray(p, dtype=float)
    q = probability - 0.5
    tail = np.minimum(probability, 1.0 - probability)
    inside = (tail > 0) & (tail <= 0.5)
    r = np.sqrt(-np.log(np.where(inside, tail, 0.5)))
    far = np.where(r <= 5.0, _ratio(_MIDDLE, r - 1.6), _ratio(_FAR, r - 5.0))
    central = q * _ratio(_CENTRAL, 0.180625 - np.minimum(q * q, 0.180625))
    value = np.where(np.abs(q) <= 0.425, central, np.copysign(far, q))
    value = np.where(inside, value, np.where(tail == 0, np.copysign(np.inf, q), np.nan))
    return cast(Number, out(value))
