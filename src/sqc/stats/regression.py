"""Least squares with several terms, to the digits that NIST certifies; curves of one variable, curvature."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.fisher import t_sf
from sqc.stats.line import fit_line, t_quantile

Floats = NDArray[np.float64]
_REFINED = 3


class Fit(NamedTuple):
    """A fit by least squares.

    Parameters
    ----------
    coefficients : float array, shape (terms,)
    root : float array, shape (terms, terms)
        The covariance of the coefficients is sd**2 root @ root.T.
    sd : float
        Residual standard deviation, n - terms below.
    r2 : float
        Explained share of the sum of squares of y, about the mean where a term is constant, else about 0.
    df : int
        Degrees of freedom of the residuals.

    Examples
    --------
    >>> Fit(np.array([2.0]), np.array([[0.1]]), 3.0, 0.99, 10).errors.round(3).tolist()
    [0.3]
    """

    coefficients: Floats
    root: Floats
    sd: float
    r2: float
    df: int

    @property
    def errors(self) -> Floats:
        """Standard errors of the coefficients."""
        return np.asarray(self.sd * np.sqrt((self.root**2).sum(axis=1)))


def least_squares(terms: ArrayLike, y: ArrayLike) -> Fit:
    """Fit y by the sum of terms with a coefficient each.

    Parameters
    ----------
    terms : array, shape (points, terms)
    y : array, shape (points,)

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        No more points than terms, or terms that follow from each other.

    Notes
    -----
    QR of the columns, each over its length; the residuals, taken in the longest floating numbers of the
    machine, are fitted again.

    References
    ----------
    G. H. Golub, C. F. Van Loan (2013), Matrix Computations, 4th ed., section 5.3; NIST Statistical Reference
    Datasets, linear regression.

    Examples
    --------
    >>> found = least_squares([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]], [1.1, 2.9, 5.2, 6.8])
    >>> found.coefficients.round(6).tolist(), found.df
    ([1.09, 1.94], 2)
    """
    x, values = np.asarray(terms, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n, k = x.shape
    if n <= k:
        raise ValueError(f"more points than terms are needed: got {n} of {k}")
    scale = np.sqrt((x * x).sum(axis=0))
    if not (scale > 0).all():
        raise ValueError("a term is 0 everywhere")
    q, r = np.linalg.qr(x / scale)
    if np.abs(np.diag(r)).min() < 1e-13:
        raise ValueError("the terms follow from each other")
    inverse = np.linalg.inv(r)
    long, found = x.astype(np.longdouble), np.zeros(k, dtype=np.longdouble)
    for _ in range(_REFINED):
        rest = values - long @ found
        found = found + (inverse @ (q.T @ rest.astype(np.float64))) / scale
    rest = np.asarray(values - long @ found, dtype=np.float64)
    sse = math.fsum(rest * rest)
    off = values - math.fsum(values) / n if (np.ptp(x, axis=0) == 0).any() else values
    total = math.fsum(off * off)
    return Fit(
        found.astype(np.float64),
        np.asarray(inverse / scale[:, None]),
        math.sqrt(sse / (n - k)),
        1.0 - sse / total if total > 0 else math.nan,
        n - k,
    )


class Curve(NamedTuple):
    """A polynomial fitted by least squares.

    Parameters
    ----------
    fit : Fit
        In powers of z = (x - center) / scale.
    center, scale : float
    powers : float array, shape (terms, terms)
        Takes coefficients of z to those of x, from the constant up.

    Examples
    --------
    >>> found = fit_curve([0.0, 1.0, 2.0, 3.0, 4.0], [1.0, 2.1, 4.9, 10.2, 16.8], 2)
    >>> found.coefficients.round(3).tolist(), round(found.turn, 3)
    ([0.989, 0.113, 0.964], -0.059)
    """

    fit: Fit
    center: float
    scale: float
    powers: Floats

    @property
    def coefficients(self) -> Floats:
        """Coefficients of 1, x, x**2, ..."""
        return np.asarray(self.powers @ self.fit.coefficients)

    @property
    def errors(self) -> Floats:
        """Standard errors of these."""
        return np.asarray(self.fit.sd * np.sqrt(((self.powers @ self.fit.root) ** 2).sum(axis=1)))

    @property
    def sd(self) -> float:
        """Residual standard deviation."""
        return self.fit.sd

    @property
    def r2(self) -> float:
        """Share of the variance of y that the curve explains."""
        return self.fit.r2

    @property
    def df(self) -> int:
        """Degrees of freedom of the residuals."""
        return self.fit.df

    @property
    def p(self) -> float:
        """Chance of a highest term at least so far from 0 where the curve needs none."""
        value, error = float(self.fit.coefficients[-1]), float(self.fit.errors[-1])
        if not error > 0:
            return 0.0 if value else math.nan
        return min(1.0, 2.0 * float(t_sf(abs(value / error), self.fit.df)))

    @property
    def turn(self) -> float:
        """X at which a curve of degree 2 turns; NaN of another degree."""
        if len(self.fit.coefficients) != 3 or self.fit.coefficients[2] == 0:
            return math.nan
        _, b, c = self.fit.coefficients.tolist()
        return float(self.center - self.scale * b / (2.0 * c))

    def turn_ends(self, confidence: float) -> tuple[float, float]:
        """Return the interval of the turn; infinite where the data do not show that there is one.

        Notes
        -----
        The ratios -b / (2 c) that are not rejected: the roots of (b + 2 c u)**2 = t**2 var(b + 2 c u).

        References
        ----------
        E. C. Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185.
        """
        t = t_quantile(confidence, self.fit.df)
        (_, b, c), half = self.fit.coefficients.tolist(), (t * self.fit.sd * self.fit.root)[1:]
        (bb, bc), (_, cc) = (half @ half.T).tolist()
        square, mixed, rest = 4.0 * (c * c - cc), 2.0 * (b * c - bc), b * b - bb
        if square <= 0:
            return -math.inf, math.inf
        reach = math.sqrt(max(mixed * mixed - square * rest, 0.0))
        ends = ((-mixed - reach) / square, (-mixed + reach) / square)
        return self.center + self.scale * ends[0], self.center + self.scale * ends[1]

    def at(self, x: ArrayLike) -> Floats:
        """Return the curve at x."""
        return np.asarray(self._terms(x) @ self.fit.coefficients)

    def half_widths(self, x: ArrayLike, confidence: float) -> tuple[Floats, Floats]:
        """Return half the width of the band of the mean and of that of a single value, at x.

        Notes
        -----
        t s sqrt(h), h the leverage at x, and with 1 added below the root for a single value.

        References
        ----------
        N. R. Draper, H. Smith (1998), Applied Regression Analysis, 3rd ed., chapter 12.
        """
        inside = ((self._terms(x) @ self.fit.root) ** 2).sum(axis=1)
        t = t_quantile(confidence, self.fit.df) * self.fit.sd
        return np.asarray(t * np.sqrt(inside)), np.asarray(t * np.sqrt(1.0 + inside))

    def _terms(self, x: ArrayLike) -> Floats:
        z = (np.asarray(x, dtype=np.float64) - self.center) / self.scale
        return np.vander(z, len(self.powers), increasing=True)


def fit_curve(x: ArrayLike, y: ArrayLike, degree: int) -> Curve:
    """Fit a polynomial of x by least squares.

    Parameters
    ----------
    x, y : array, shape (points,)
    degree : int
        1 or more.

    Returns
    -------
    Curve

    Raises
    ------
    ValueError
        No more points than coefficients, or fewer distinct x than coefficients.

    Notes
    -----
    x is centred and scaled to -1 to 1 first, so that its powers stay apart.

    References
    ----------
    N. R. Draper, H. Smith (1998), Applied Regression Analysis, 3rd ed., chapter 12; NIST Statistical
    Reference Datasets, linear regression, data sets Wampler1 to 5.

    Examples
    --------
    >>> fit_curve([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 4.0, 9.0], 2).coefficients.round(9).tolist()
    [0.0, 0.0, 1.0]
    """
    first = np.asarray(x, dtype=np.float64)
    if len(np.unique(first)) <= degree:
        raise ValueError(f"at least {degree + 1} different x are needed")
    low, high = float(first.min()), float(first.max())
    center, scale = 0.5 * (low + high), 0.5 * (high - low)
    fit = least_squares(np.vander((first - center) / scale, degree + 1, increasing=True), y)
    powers = np.zeros((degree + 1, degree + 1))
    for j in range(degree + 1):
        for i in range(j + 1):
            powers[i, j] = math.comb(j, i) * (-center) ** (j - i) / scale**j
    return Curve(fit, center, scale, powers)


class Bend(NamedTuple):
    """A quadratic term beside the line: p of its t test, and the residual sd without and with it.

    Examples
    --------
    >>> Bend(0.001, 2.0, 0.5).p
    0.001
    """

    p: float
    line_sd: float
    curve_sd: float


def bend(x: ArrayLike, y: ArrayLike) -> Bend | None:
    """Test whether y bends: a quadratic term beside the line.

    Parameters
    ----------
    x, y : array, shape (points,)

    Returns
    -------
    Bend or None
        None of fewer than five points or three distinct x.

    References
    ----------
    N. R. Draper, H. Smith (1998), Applied Regression Analysis, 3rd ed., chapter 12.

    Examples
    --------
    >>> found = bend([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1.1, 3.9, 9.2, 15.8, 25.1, 36.0])
    >>> found.p < 0.001
    True
    """
    first, second = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if len(first) < 5 or len(np.unique(first)) < 3:
        return None
    line, curve = fit_line(first, second), fit_curve(first, second, 2)
    if line.sd <= 1e-10 * float(np.abs(second).max()):
        return Bend(1.0, 0.0, 0.0)
    return Bend(curve.p, line.sd, curve.sd)
