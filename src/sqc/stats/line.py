"""A straight line by least squares: coefficients, their errors, bands, lines of strata."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.fisher import f_sf, t_sf

Floats = NDArray[np.float64]


class Line(NamedTuple):
    """A line fitted by least squares.

    Parameters
    ----------
    slope, intercept : float
    slope_se, intercept_se : float
        Their standard errors.
    sd : float
        Residual standard deviation, n - 2 below.
    r2 : float
        Share of the variance of y that the line explains.
    n : int
    mean_x, sxx : float
        Mean of x, and sum of squares about it.

    Examples
    --------
    >>> found = fit_line([1.0, 2.0, 3.0, 4.0], [2.1, 3.9, 6.2, 7.8])
    >>> round(found.slope, 4), round(found.intercept, 4), round(found.r2, 4)
    (1.94, 0.15, 0.9957)
    """

    slope: float
    intercept: float
    slope_se: float
    intercept_se: float
    sd: float
    r2: float
    n: int
    mean_x: float
    sxx: float

    @property
    def df(self) -> int:
        """Degrees of freedom of the residuals."""
        return self.n - 2

    @property
    def p(self) -> float:
        """Chance of a slope at least so far from 0 where y does not depend on x."""
        if not self.slope_se > 0:
            return 0.0 if self.slope else math.nan
        return min(1.0, 2.0 * float(t_sf(abs(self.slope / self.slope_se), self.df)))

    def at(self, x: ArrayLike) -> Floats:
        """Return the line at x."""
        return self.intercept + self.slope * np.asarray(x, dtype=np.float64)

    def half_widths(self, x: ArrayLike, confidence: float) -> tuple[Floats, Floats]:
        """Return half the width of the band of the mean and of that of a single value, at x.

        Notes
        -----
        t s sqrt(1/n + (x - mean)**2 / Sxx), and with 1 added below the root for a single value.

        References
        ----------
        N. R. Draper, H. Smith (1998), Applied Regression Analysis, 3rd ed., chapter 3.
        """
        away = np.asarray(x, dtype=np.float64) - self.mean_x
        t = t_quantile(confidence, self.df)
        inside = 1.0 / self.n + away * away / self.sxx
        return t * self.sd * np.sqrt(inside), t * self.sd * np.sqrt(1.0 + inside)


def t_quantile(confidence: float, df: float) -> float:
    """Two-sided quantile of Student's t distribution.

    Parameters
    ----------
    confidence : float
        Share between the quantile and its negative.
    df : float
        Degrees of freedom.

    Returns
    -------
    float

    Examples
    --------
    >>> round(t_quantile(0.95, 10), 6)
    2.228139
    """
    from sqc.stats.special import stdtrit

    return float(stdtrit(df, 0.5 + confidence / 2.0))


def fit_line(x: ArrayLike, y: ArrayLike) -> Line:
    """Fit y = intercept + slope x by least squares.

    Parameters
    ----------
    x, y : array, shape (points,)
        At least three points, x not all equal.

    Returns
    -------
    Line

    Raises
    ------
    ValueError
        Fewer points, or all x equal.

    Notes
    -----
    slope = Sxy / Sxx about the means. Residuals are taken and fitted once more, which leaves the certified
    digits of NIST's data set Norris.

    References
    ----------
    N. R. Draper, H. Smith (1998), Applied Regression Analysis, 3rd ed., chapter 1; NIST Statistical Reference
    Datasets, linear regression.

    Examples
    --------
    >>> fit_line([0.0, 1.0, 2.0], [1.0, 3.0, 5.0]).slope
    2.0
    """
    first, second = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n = len(first)
    if n < 3 or np.ptp(first) == 0:
        raise ValueError("at least 3 points with different x are needed")
    u, mean_x = _centred(first)
    v, mean_y = _centred(second)
    sxx = math.fsum(u * u)
    slope = math.fsum(u * v) / sxx
    rest = v - slope * u
    step = math.fsum(u * rest) / sxx
    slope += step
    rest = rest - step * u
    rest -= math.fsum(rest) / n
    sse, syy = math.fsum(rest * rest), math.fsum(v * v)
    sd = math.sqrt(sse / (n - 2))
    return Line(
        slope,
        mean_y - slope * mean_x,
        sd / math.sqrt(sxx),
        sd * math.sqrt(1.0 / n + mean_x * mean_x / sxx),
        sd,
        1.0 - sse / syy if syy > 0 else math.nan,
        n,
        mean_x,
        sxx,
    )


def _centred(values: Floats) -> tuple[Floats, float]:
    """Return deviations from the mean, and the mean, to the last digit."""
    mean = math.fsum(values) / len(values)
    return values - mean, mean


def slopes_p(x: ArrayLike, y: ArrayLike, codes: ArrayLike) -> float:
    """Chance that the slopes of strata differ so much when all have one.

    Parameters
    ----------
    x, y : array, shape (points,)
    codes : integer array, shape (points,)
        Stratum of each point, from 0.

    Returns
    -------
    float
        F test; NaN where fewer than two strata have a slope or no freedom is left.

    References
    ----------
    N. R. Draper, H. Smith (1998), Applied Regression Analysis, 3rd ed., chapter 14.

    Examples
    --------
    >>> x = np.tile(np.arange(5.0), 2)
    >>> y = np.concatenate([np.arange(5.0), -np.arange(5.0)]) + np.tile([0.1, -0.1, 0.0, 0.1, -0.1], 2)
    >>> slopes_p(x, y, np.repeat([0, 1], 5)) < 1e-6
    True
    """
    u, v, place, groups = within(x, y, codes)
    sxx, sxy = (np.bincount(place, part, groups) for part in (u * u, u * v))
    sloped = sxx > 0
    if sloped.sum() < 2:
        return math.nan
    several = np.bincount(place, minlength=groups) > 0
    df = len(u) - int(several.sum()) - int(sloped.sum())
    between = float((sxy[sloped] ** 2 / sxx[sloped]).sum() - sxy.sum() ** 2 / sxx.sum())
    sse = float((v * v).sum() - (sxy[sloped] ** 2 / sxx[sloped]).sum())
    if df < 1 or sse <= 0:
        return math.nan
    k = int(sloped.sum()) - 1
    return float(f_sf(max(between, 0.0) / k / (sse / df), k, df))


def within(x: ArrayLike, y: ArrayLike, codes: ArrayLike) -> tuple[Floats, Floats, NDArray[Any], int]:
    """Take the means of their stratum off x and y.

    Parameters
    ----------
    x, y : array, shape (points,)
    codes : integer array, shape (points,)
        Stratum of each point, from 0.

    Returns
    -------
    x, y : float arrays
    codes : integer array
    groups : int
        Number of strata.

    Examples
    --------
    >>> within([1.0, 3.0, 5.0], [2.0, 4.0, 9.0], [0, 0, 1])[0].tolist()
    [-1.0, 1.0, 0.0]
    """
    place = np.asarray(codes, dtype=np.int64)
    groups = int(place.max()) + 1
    size = np.maximum(np.bincount(place, minlength=groups), 1)
    parts = []
    for given in (x, y):
        values = np.asarray(given, dtype=np.float64)
        values = values - values.mean()
        parts.append(values - (np.bincount(place, values, groups) / size)[place])
    return parts[0], parts[1], place, groups
