"""The F and Student's t distribution: tails, in numpy and math alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._beta import incomplete_beta
from sqc.stats._gamma import Floats, out


def f_cdf(x: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Any:
    """Lower tail of the F distribution.

    Parameters
    ----------
    x : float or array
        Ratio of two variances, 0 or more.
    df1, df2 : float or array
        Degrees of freedom of its numerator and denominator, positive.

    Returns
    -------
    float or float array of the broadcast shape; NaN for impossible degrees of freedom

    Notes
    -----
    I_z(df1/2, df2/2) with z = df1 x / (df1 x + df2).

    References
    ----------
    Abramowitz and Stegun (1964), 26.6.2.

    Examples
    --------
    >>> round(f_cdf(4.964602743730711, 1, 10), 12)
    0.95
    """
    return out(_tails(x, df1, df2)[0])


def f_sf(x: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Any:
    """Upper tail of the F distribution.

    Parameters
    ----------
    x : float or array
        Ratio of two variances, 0 or more.
    df1, df2 : float or array
        Degrees of freedom of its numerator and denominator, positive.

    Returns
    -------
    float or float array of the broadcast shape; NaN for impossible degrees of freedom

    Notes
    -----
    I_z(df2/2, df1/2) with z = df2 / (df2 + df1 x), computed as such and not as one less the lower tail.

    References
    ----------
    Abramowitz and Stegun (1964), 26.6.2.

    Examples
    --------
    >>> round(f_sf(4.964602743730711, 1, 10), 12)
    0.05
    """
    return out(_tails(x, df1, df2)[1])


def t_sf(x: ArrayLike, df: ArrayLike) -> Any:
    """Upper tail of Student's t distribution.

    Parameters
    ----------
    x : float or array
    df : float or array
        Degrees of freedom, positive.

    Returns
    -------
    float or float array of the broadcast shape; NaN for impossible degrees of freedom

    Notes
    -----
    For x > 0 half the upper tail of F with 1 and `df` degrees of freedom at x**2.

    References
    ----------
    Abramowitz and Stegun (1964), 26.7.1.

    Examples
    --------
    >>> round(t_sf(1.8124611228107335, 10), 12)
    0.05
    """
    value = np.asarray(x, dtype=float)
    half = 0.5 * np.asarray(f_sf(value * value, 1.0, df))
    return out(np.where(value > 0, half, 1.0 - half))


def _tails(x: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> tuple[Floats, Floats]:
    ratio = np.asarray(df1, dtype=float) * np.asarray(x, dtype=float)
    below = np.asarray(df2, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(np.isposinf(ratio), 1.0, ratio / (ratio + below))
        rest = below / (ratio + below)
    return incomplete_beta(np.asarray(df1) / 2.0, below / 2.0, share, rest)
