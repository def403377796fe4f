"""Do groups differ in their means, or in their spread? One-way analysis of variance and Brown-Forsythe."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.fisher import f_cdf, f_sf
from sqc.stats.grouped import describe, expand, segment_median


class OneWay(NamedTuple):
    """An analysis of variance of groups.

    Parameters
    ----------
    between, within : float
        Mean squares.
    df_between, df_within : int
        Their degrees of freedom.

    Examples
    --------
    >>> OneWay(6.0, 2.0, 2, 9).f
    3.0
    """

    between: float
    within: float
    df_between: int
    df_within: int

    @property
    def f(self) -> float:
        """Ratio of the mean squares; infinite where nothing varies within, NaN where nothing varies."""
        if self.within == 0:
            return float("inf") if self.between > 0 else float("nan")
        return self.between / self.within

    @property
    def p(self) -> float:
        """Chance of means that differ as much or more in equal groups."""
        return float(f_sf(self.f, self.df_between, self.df_within))

    @property
    def p_alike(self) -> float:
        """Chance of means that differ as little or less in equal groups."""
        return float(f_cdf(self.f, self.df_between, self.df_within))


def one_way(n: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> OneWay:
    """One-way analysis of variance from the summaries of the groups.

    Parameters
    ----------
    n : integer array, shape (groups,)
        Values in each group; empty groups are left out.
    mean, sd : float arrays, shape (groups,)
        `sd` has n - 1 below; NaN in a group of one value.

    Returns
    -------
    OneWay

    Raises
    ------
    ValueError
        Fewer than two groups, or no group of two values.

    Notes
    -----
    Between: sum n_i (mean_i - grand mean)**2 / (k - 1); within: sum (n_i - 1) sd_i**2 / (N - k).

    References
    ----------
    NIST/SEMATECH e-Handbook of Statistical Methods, 7.4.3.

    Examples
    --------
    >>> found = one_way([5, 5, 5], [6.94, 5.66, 8.54], [1.1, 0.9, 1.0])
    >>> round(found.f, 3), found.df_between, found.df_within
    (10.342, 2, 12)
    """
    size = np.asarray(n, dtype=np.float64)
    filled = size > 0
    size, means, sds = size[filled], np.asarray(mean, float)[filled], np.asarray(sd, float)[filled]
    k, total = len(size), float(size.sum())
    if k < 2 or total <= k:
        raise ValueError(f"at least 2 groups and a group of 2 values are needed: got {k} of {total:g} values")
    base = means - means[0]
    deviation = base - float((size * base).sum()) / total
    between = float((size * deviation**2).sum()) / (k - 1)
    squares = np.where(size > 1, (size - 1) * sds**2, 0.0)
    return OneWay(between, float(squares.sum()) / (total - k), k - 1, int(total) - k)


def brown_forsythe(x: ArrayLike, starts: ArrayLike) -> OneWay:
    """Test of equal spread in groups: one-way analysis of the distances from the group medians.

    Parameters
    ----------
    x : array, shape (values,)
        NaN is missing.
    starts : integer array, shape (groups,)
        First index of every group, rising from 0.

    Returns
    -------
    OneWay
        Its `p` is small where the spread differs.

    Raises
    ------
    ValueError
        As `one_way` does, and for impossible `starts`.

    Notes
    -----
    Levene's test with the median in place of the mean: it keeps its level for skewed and long-tailed values.

    References
    ----------
    M. B. Brown, A. B. Forsythe (1974), Robust tests for the equality of variances, Journal of the American
    Statistical Association 69, 364-367; NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.10.

    Examples
    --------
    >>> found = brown_forsythe([9.0, 10.0, 11.0, 5.0, 10.0, 15.0], [0, 3])
    >>> round(found.f, 6), round(found.p, 6)
    (2.461538, 0.191744)
    """
    values = np.asarray(x, dtype=np.float64)
    distance = np.abs(values - expand(segment_median(values, starts), starts, len(values)))
    groups = describe(distance, starts)
    return one_way(groups.n, groups.mean, groups.sd)
