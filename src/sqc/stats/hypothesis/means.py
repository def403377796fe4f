"""Means of one or two groups, of pairs, and equivalence by two one-sided tests."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.fisher import t_sf
from sqc.stats.hypothesis.found import Found

Floats = NDArray[np.float64]


class Difference(NamedTuple):
    """A difference with its standard error.

    Parameters
    ----------
    effect, error, df : float

    Examples
    --------
    >>> Difference(0.4, 0.1, 18.0).df
    18.0
    """

    effect: float
    error: float
    df: float


def _moments(x: ArrayLike) -> tuple[int, float, float]:
    """Return n, mean and variance; deviations from a value near them lose no digit of the others."""
    values = np.asarray(x, dtype=np.float64)
    if len(values) < 2:
        raise ValueError(f"at least 2 values are needed: got {len(values)}")
    rest = values - values[0]
    return len(values), float(values[0]) + float(rest.mean()), float(rest.var(ddof=1))


def mean_difference(x: ArrayLike, y: ArrayLike, pooled: bool = False) -> Difference:
    """Difference of two means, the second less the first, with its standard error.

    Parameters
    ----------
    x, y : array
        At least two values each.
    pooled : bool
        Both groups have one variance (Student); else each its own (Welch).

    Returns
    -------
    Difference

    Raises
    ------
    ValueError
        A group of fewer than two values, or nothing varies.

    Notes
    -----
    Welch: s_x**2 / n_x + s_y**2 / n_y with the degrees of freedom of Satterthwaite.

    References
    ----------
    B. L. Welch (1947), Biometrika 34, 28-35.

    Examples
    --------
    >>> found = mean_difference([1.0, 2.0, 3.0], [3.0, 4.0, 8.0])
    >>> found.effect, round(found.error, 4), round(found.df, 4)
    (3.0, 1.633, 2.56)
    """
    (n, mean_x, var_x), (m, mean_y, var_y) = _moments(x), _moments(y)
    if var_x + var_y == 0:
        raise ValueError("nothing varies within the groups")
    if pooled:
        df = float(n + m - 2)
        square = ((n - 1) * var_x + (m - 1) * var_y) / df * (1 / n + 1 / m)
    else:
        a, b = var_x / n, var_y / m
        square = a + b
        # by shares of the larger one, whose squares neither overflow nor vanish
        scale = max(a, b)
        df = (square / scale) ** 2 / ((a / scale) ** 2 / (n - 1) + (b / scale) ** 2 / (m - 1))
    return Difference(mean_y - mean_x, float(np.sqrt(square)), df)


def mean_from(x: ArrayLike, target: float = 0.0) -> Difference:
    """Difference of a mean from a number that is given; for pairs of the mean of their differences.

    Parameters
    ----------
    x : array
        At least two values.
    target : float

    Returns
    -------
    Difference

    Raises
    ------
    ValueError
        Fewer than two values, or nothing varies.

    Examples
    --------
    >>> found = mean_from([1.0, 2.0, 3.0], 1.5)
    >>> found.effect, round(found.error, 6), found.df
    (0.5, 0.57735, 2.0)
    """
    n, mean, variance = _moments(x)
    if variance == 0:
        raise ValueError("nothing varies")
    return Difference(mean - target, float(np.sqrt(variance / n)), n - 1.0)


def by_t(difference: Difference, confidence: float = 0.95) -> Found:
    """Test of a difference against 0 by Student's t, with its interval.

    Parameters
    ----------
    difference : Difference
    confidence : float
        Of the interval.

    Returns
    -------
    Found

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6, 1-25.

    Examples
    --------
    >>> found = by_t(mean_difference([1.0, 2.0, 3.0], [3.0, 4.0, 8.0]))
    >>> [round(value, 4) for value in (found.lower, found.upper, found.p)]
    [-2.7407, 8.7407, 0.1791]
    """
    from sqc.stats.special import stdtrit

    effect, error, df = difference
    width = error * float(stdtrit(df, 0.5 + confidence / 2))
    t = effect / error
    p = min(1.0, 2.0 * float(t_sf(abs(t), df)))
    return Found(effect, effect - width, effect + width, p, t, df)


def equivalence_p(difference: Difference, low: float, high: float) -> float:
    """Chance of a difference so far inside a margin when the true one lies on its edge or outside.

    Parameters
    ----------
    difference : Difference
    low, high : float
        The margin.

    Returns
    -------
    float
        The larger one of two one-sided tests.

    Notes
    -----
    At most alpha exactly when the interval of confidence 1 - 2 alpha lies inside the margin.

    References
    ----------
    D. J. Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680.

    Examples
    --------
    >>> round(equivalence_p(Difference(0.1, 0.1, 18.0), -0.3, 0.3), 4)
    0.0304
    """
    effect, error, df = difference
    tails: Any = t_sf(np.array([effect - low, high - effect]) / error, df)
    return float(np.max(tails))
