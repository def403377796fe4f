"""Chance that a test sees a difference: of means, of several groups, of spreads, of a correlation."""

from __future__ import annotations

import math

import numpy as np


def _t_quantile(df: float, alpha: float, sides: int) -> float:
    from sqc.stats.special import stdtrit

    return float(stdtrit(df, 1.0 - alpha / sides))


def t_power(n: float, effect: float, samples: int = 2, alpha: float = 0.05, sides: int = 2) -> float:
    """Power of a t test of two groups of equal size, of one sample, or of pairs.

    Parameters
    ----------
    n : float
        Values in each group, or pairs; above 1.
    effect : float
        True difference in standard deviations: of a value, for pairs of a difference.
    samples : {1, 2}
        1: one sample, or pairs.
    alpha : float
    sides : {1, 2}

    Returns
    -------
    float

    Notes
    -----
    Noncentral t with `samples` (n - 1) degrees of freedom and noncentrality effect sqrt(n / samples); both
    tails count in a two-sided test.

    References
    ----------
    J. Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 2.

    Examples
    --------
    >>> round(t_power(22.021098, 1.0), 6)
    0.9
    """
    from sqc.stats.special import nctdtr

    df = samples * (n - 1.0)
    away = abs(effect) * math.sqrt(n / samples)
    t = _t_quantile(df, alpha, sides)
    # the lower tail of the mirrored one: an upper tail loses no digit
    upper = float(nctdtr(df, -away, -t))
    return upper + float(nctdtr(df, away, -t)) if sides == 2 else upper


def z_power(n: float, effect: float, samples: int = 2, alpha: float = 0.05, sides: int = 2) -> float:
    """Power of the same test where the standard deviation is known.

    Parameters
    ----------
    n, effect, samples, alpha, sides
        As for `t_power`.

    Returns
    -------
    float

    References
    ----------
    NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.2.2.

    Examples
    --------
    >>> round(z_power(8.563847, 1.0, samples=1, sides=1), 6)
    0.9
    """
    from sqc.stats.special import ndtr, ndtri

    z, away = float(ndtri(1.0 - alpha / sides)), abs(effect) * math.sqrt(n / samples)
    return float(ndtr(away - z)) + (float(ndtr(-away - z)) if sides == 2 else 0.0)


def anova_power(n: float, effect: float, groups: int, alpha: float = 0.05) -> float:
    """Power of the analysis of variance of groups of equal size.

    Parameters
    ----------
    n : float
        Values in each group; above 1.
    effect : float
        f: root mean square of the distances of the group means from their mean, in standard deviations.
    groups : int
    alpha : float

    Returns
    -------
    float

    Notes
    -----
    Noncentral F with k - 1 and k (n - 1) degrees of freedom and noncentrality k n f**2.

    References
    ----------
    J. Cohen (1988), chapter 8.

    Examples
    --------
    >>> round(anova_power(15, 0.25, 3), 6)
    0.284972
    """
    from sqc.stats.special import fdtri, ncfdtr

    df, rest = groups - 1.0, groups * (n - 1.0)
    edge = float(fdtri(df, rest, 1.0 - alpha))
    return 1.0 - float(ncfdtr(df, rest, groups * n * effect**2, edge))


def table_power(n: float, effect: float, df: float, alpha: float = 0.05) -> float:
    """Power of Pearson's chi-square test.

    Parameters
    ----------
    n : float
        Units in the whole table.
    effect : float
        w: root of the sum of (p1 - p0)**2 / p0 over the cells.
    df : float
    alpha : float

    Returns
    -------
    float

    Notes
    -----
    Noncentral chi-square with noncentrality n w**2.

    References
    ----------
    J. Cohen (1988), chapter 7.

    Examples
    --------
    >>> round(table_power(272.564082, 0.2, 3), 6)
    0.8
    """
    from sqc.stats.special import chdtri, chndtr

    return 1.0 - float(chndtr(float(chdtri(df, alpha)), df, n * effect**2))


def spread_power(n: float, ratio: float, alpha: float = 0.05, sides: int = 2) -> float:
    """Power of the F test of two variances, groups of equal size.

    Parameters
    ----------
    n : float
        Values in each group; above 1.
    ratio : float
        Of the true standard deviations, above 0.
    alpha : float
    sides : {1, 2}

    Returns
    -------
    float

    Notes
    -----
    s_y**2 / s_x**2 is F times ratio**2, with n - 1 and n - 1 degrees of freedom.

    References
    ----------
    NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.9.

    Examples
    --------
    >>> round(spread_power(30, 2.0), 6)
    0.955851
    """
    from sqc.stats.special import fdtrc, fdtri

    square = max(ratio, 1.0 / ratio) ** 2
    edge = float(fdtri(n - 1, n - 1, 1.0 - alpha / sides))
    above = float(fdtrc(n - 1, n - 1, edge / square))
    return above + (float(fdtrc(n - 1, n - 1, edge * square)) if sides == 2 else 0.0)


def correlation_power(n: float, r: float, alpha: float = 0.05, sides: int = 2) -> float:
    """Power of the test of a correlation against 0.

    Parameters
    ----------
    n : float
        Pairs; above 3.
    r : float
        The true correlation.
    alpha : float
    sides : {1, 2}

    Returns
    -------
    float

    Notes
    -----
    By Fisher's z with its bias: atanh(r) + r / (2 (n - 1)) less atanh of the smallest significant r, in units
    of 1 / sqrt(n - 3).

    References
    ----------
    J. Cohen (1988), chapter 3.

    Examples
    --------
    >>> round(correlation_power(50, 0.3), 6)
    0.571556
    """
    from sqc.stats.special import ndtr

    t = _t_quantile(n - 2.0, alpha, sides)
    edge = math.atanh(t / math.sqrt(t * t + n - 2.0))
    size = abs(r)
    center, scale = math.atanh(size) + size / (2.0 * (n - 1.0)), math.sqrt(n - 3.0)
    above = float(ndtr((center - edge) * scale))
    return above + (float(ndtr((-center - edge) * scale)) if sides == 2 else 0.0)


def equivalence_power(n: float, effect: float, margin: float, samples: int = 2, alpha: float = 0.05) -> float:
    """Power of two one-sided t tests to show that a difference lies inside a margin.

    Parameters
    ----------
    n : float
        Values in each group, or pairs; above 1.
    effect : float
        True difference in standard deviations.
    margin : float
        Half width of the margin about 0, in standard deviations, above 0.
    samples : {1, 2}
    alpha : float
        Of each of the two tests.

    Returns
    -------
    float

    Notes
    -----
    Exact: the chance that the difference lies inside the margin by t standard errors, given the standard
    deviation, over the chi distribution of that (Owen's Q).

    References
    ----------
    K. F. Phillips (1990), Journal of Pharmacokinetics and Biopharmaceutics 18, 137-144.

    Examples
    --------
    >>> round(equivalence_power(20, 0.0, 1.0), 6)
    0.855805
    """
    from scipy.integrate import quad

    from sqc.stats.special import gammaln, ndtr

    df, error = samples * (n - 1.0), math.sqrt(samples / n)
    t = _t_quantile(df, alpha, 1)
    most = margin / (t * error)
    constant = 0.5 * df * math.log(df / 2.0) + math.log(2.0) - float(gammaln(df / 2.0))

    def inside(s: float) -> float:
        if s <= 0:
            return 0.0
        width = margin / error - t * s
        chance = float(ndtr(width - effect / error) - ndtr(-width - effect / error))
        return chance * math.exp(constant + (df - 1.0) * math.log(s) - 0.5 * df * s * s)

    # the density of s is narrow about 1 where there are many degrees of freedom
    spread = 12.0 / math.sqrt(2.0 * df)
    low, high = max(0.0, 1.0 - spread), min(most, 1.0 + spread)
    if high <= low:
        return 0.0
    return float(np.clip(quad(inside, low, high, limit=200, epsabs=1e-12, epsrel=1e-10)[0], 0.0, 1.0))
