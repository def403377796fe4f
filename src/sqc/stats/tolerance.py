"""Factors of normal tolerance intervals: mean +/- k s holds a share of the distribution with a confidence."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sqc.stats.search import fewest

Floats = NDArray[np.float64]

_NODES = 160
_REACH = 9.0  # standard errors of the mean, beyond which less than 1e-18 lies
_MOST_N = 100_000_000


def one_sided_factor(n: int, coverage: float, confidence: float) -> float:
    """Factor k of a one-sided normal tolerance limit, mean - k s or mean + k s.

    Parameters
    ----------
    n : int
        Values, 2 or more; mean and standard deviation are estimated from them.
    coverage : float
        Share of the distribution beyond the limit's good side, between 0 and 1.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    float

    Notes
    -----
    t(confidence; n - 1, z(coverage) sqrt(n)) / sqrt(n), t a quantile of the noncentral t distribution.

    References
    ----------
    ISO 16269-6:2014 (GB/T 3359). R. E. Odeh, D. B. Owen (1980), Tables for Normal Tolerance Limits.

    Examples
    --------
    >>> round(one_sided_factor(10, 0.95, 0.95), 6)
    2.910963
    """
    from sqc.stats.special import nctdtr, nctdtrit, ndtri

    root, df = math.sqrt(n), n - 1
    shift = float(ndtri(coverage)) * root
    near = float(nctdtrit(df, shift, confidence)) / root  # right to 1e-8 only in older versions of scipy
    return _root(lambda k: float(nctdtr(df, shift, k * root)), confidence, near)


def two_sided_factor(n: int, coverage: float, confidence: float) -> float:
    """Exact factor k of a two-sided normal tolerance interval, mean +/- k s.

    Parameters
    ----------
    n : int
        Values, 2 or more; mean and standard deviation are estimated from them.
    coverage : float
        Share of the distribution inside, between 0 and 1.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    float

    Notes
    -----
    The k at which the mean over z, a standard normal, of P(chi2 > (n - 1) r(z)**2 / k**2) with n - 1 degrees
    of freedom is the confidence; r(z) is half the width of the interval about z / sqrt(n) that holds the
    coverage. By Gauss-Legendre quadrature, right to 1e-10.

    References
    ----------
    R. E. Odeh, D. B. Owen (1980), Tables for Normal Tolerance Limits, table 3. ISO 16269-6:2014 (GB/T 3359).

    Examples
    --------
    >>> round(two_sided_factor(10, 0.95, 0.95), 6)
    3.393429
    """
    from sqc.stats.special import chdtrc

    node, weight = np.polynomial.legendre.leggauss(_NODES)
    z = _REACH / 2 * (node + 1.0)
    share = _REACH * weight * np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    reach = _half_width(z / math.sqrt(n), coverage)

    def held(k: float) -> float:
        return float(share @ chdtrc(n - 1, (n - 1) * (reach / k) ** 2))

    return _root(held, confidence, wald_wolfowitz_factor(n, coverage, confidence))


def _root(held: Callable[[float], float], confidence: float, near: float) -> float:
    """Return where `held`, which rises from 0 to 1, is the confidence."""
    from scipy.optimize import brentq

    step = 1e-6 * max(1.0, abs(near))
    low, high = near - step, near + step
    while held(low) > confidence:
        low, step = low - step, 2.0 * step
    while held(high) < confidence:
        high, step = high + step, 2.0 * step
    return float(brentq(lambda k: held(k) - confidence, low, high, xtol=1e-13, rtol=1e-14))


def _half_width(center: Floats, coverage: float) -> Floats:
    """Return half the width of the interval about each center that holds the coverage of N(0, 1)."""
    from sqc.stats.special import ndtr, ndtri

    out = 1.0 - coverage  # by what lies outside: coverages near 1 keep their figures
    width = np.abs(center) - ndtri(out / 2.0)
    for _ in range(60):
        upper, lower = center - width, -center - width
        miss = ndtr(upper) + ndtr(lower) - out
        slope = (np.exp(-0.5 * upper * upper) + np.exp(-0.5 * lower * lower)) / math.sqrt(2.0 * math.pi)
        step = np.clip(miss / slope, -0.5 * width, 0.5 * width)
        width = width + step
        if np.all(np.abs(step) <= 1e-15 * width):
            break
    return np.asarray(width)


def wald_wolfowitz_factor(n: int, coverage: float, confidence: float) -> float:
    """Factor of Wald and Wolfowitz: the mean is taken as one standard error off.

    Parameters
    ----------
    n : int
    coverage, confidence : float

    Returns
    -------
    float

    Notes
    -----
    r(1) sqrt((n - 1) / chi2(1 - confidence; n - 1)), r as in `two_sided_factor`.

    References
    ----------
    A. Wald, J. Wolfowitz (1946), Annals of Mathematical Statistics 17, 208-215.

    Examples
    --------
    >>> round(wald_wolfowitz_factor(10, 0.95, 0.95), 6)
    3.379442
    """
    reach = float(_half_width(np.array([1.0 / math.sqrt(n)]), coverage)[0])
    return reach * math.sqrt((n - 1) / _chi2_low(n - 1, confidence))


def howe_factor(n: int, coverage: float, confidence: float) -> float:
    """Howe's factor of a two-sided normal tolerance interval.

    Parameters
    ----------
    n : int
    coverage, confidence : float

    Returns
    -------
    float

    Notes
    -----
    z((1 + coverage) / 2) sqrt(1 + 1/n) sqrt((n - 1) / chi2(1 - confidence; n - 1)).

    References
    ----------
    W. G. Howe (1969), Journal of the American Statistical Association 64, 610-620; NIST/SEMATECH e-Handbook,
    7.2.6.3.

    Examples
    --------
    >>> round(howe_factor(43, 0.90, 0.99), 4)
    2.2173
    """
    from sqc.stats.special import ndtri

    z = -float(ndtri((1.0 - coverage) / 2.0))
    return z * math.sqrt((1.0 + 1.0 / n) * (n - 1) / _chi2_low(n - 1, confidence))


def howe_corrected_factor(n: int, coverage: float, confidence: float) -> float:
    """Howe's factor with his correction for few values.

    Parameters
    ----------
    n : int
    coverage, confidence : float

    Returns
    -------
    float

    Notes
    -----
    That of `howe_factor` times sqrt(1 + (n - 3 - chi2(1 - confidence; n - 1)) / (2 (n + 1)**2)).

    References
    ----------
    W. G. Howe (1969), Journal of the American Statistical Association 64, 610-620.

    Examples
    --------
    >>> round(howe_corrected_factor(10, 0.95, 0.95), 6)
    3.407495
    """
    low = _chi2_low(n - 1, confidence)
    return howe_factor(n, coverage, confidence) * math.sqrt(1.0 + (n - 3 - low) / (2.0 * (n + 1) ** 2))


def known_sigma_factor(n: int, coverage: float, confidence: float, two_sided: bool = True) -> float:
    """Factor k of mean +/- k sigma where sigma is known and the mean is estimated.

    Parameters
    ----------
    n : int
        Values behind the mean, 1 or more.
    coverage, confidence : float
    two_sided : bool
        Else of a limit on one side.

    Returns
    -------
    float

    Notes
    -----
    Two-sided the half width about u / sqrt(n) that holds the coverage, u = z((1 + confidence) / 2); one-sided
    z(coverage) + z(confidence) / sqrt(n).

    References
    ----------
    ISO 16269-6:2014 (GB/T 3359).

    Examples
    --------
    >>> round(known_sigma_factor(10, 0.95, 0.95), 4), round(known_sigma_factor(10, 0.95, 0.95, False), 4)
    (2.2829, 2.165)
    """
    from sqc.stats.special import ndtri

    if not two_sided:
        return float(ndtri(coverage) + ndtri(confidence) / math.sqrt(n))
    off = float(ndtri((1.0 + confidence) / 2.0)) / math.sqrt(n)
    return float(_half_width(np.array([off]), coverage)[0])


def known_mean_factor(n: int, coverage: float, confidence: float, two_sided: bool = True) -> float:
    """Factor k of mean +/- k s where the mean is known and s is the root mean square about it.

    Parameters
    ----------
    n : int
        Values behind s, 1 or more.
    coverage, confidence : float
    two_sided : bool
        Else of a limit on one side.

    Returns
    -------
    float

    Notes
    -----
    z sqrt(n / chi2(1 - confidence; n)), z of (1 + coverage) / 2, one-sided of the coverage.

    References
    ----------
    ISO 16269-6:2014 (GB/T 3359).

    Examples
    --------
    >>> round(known_mean_factor(10, 0.95, 0.95), 4)
    3.1224
    """
    from sqc.stats.special import ndtri

    z = -float(ndtri((1.0 - coverage) / 2.0)) if two_sided else float(ndtri(coverage))
    # below half the distribution the limit lies beyond the mean: the large sigma is then the unsafe one
    return z * math.sqrt(n / _chi2_low(n, confidence if z >= 0 else 1.0 - confidence))


def _chi2_low(df: int, confidence: float) -> float:
    from sqc.stats.special import chdtri

    return float(chdtri(df, confidence))


def values_for_factor(factor: Callable[[int], float], wanted: float, least: int = 2) -> int | None:
    """Fewest values whose factor is no larger than a wanted one.

    Parameters
    ----------
    factor : callable
        Factor by n, which falls.
    wanted : float
    least : int
        Where the search begins.

    Returns
    -------
    int or None
        None where no number of values does.

    Examples
    --------
    >>> values_for_factor(lambda n: howe_factor(n, 0.95, 0.95), 2.5)
    35
    """
    return fewest(lambda n: factor(n) <= wanted, least, _MOST_N)
