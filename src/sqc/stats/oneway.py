"""Do groups differ in their means, or in their spread? One-way analysis of variance and Brown-Forsythe."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.chisquare import chi2_sf
from sqc.stats.correlation import ranks
from sqc.stats.fisher import f_cdf, f_sf
from sqc.stats.grouped import describe, expand, segment_median, segment_sum


class OneWay(NamedTuple):
    """An analysis of variance of groups.

    Parameters
    ----------
    between, within : float
        Mean squares.
    df_between, df_within : float
        Their degrees of freedom.

    Examples
    --------
    >>> OneWay(6.0, 2.0, 2, 9).f
    3.0
    """

    between: float
    within: float
    df_between: float
    df_within: float

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


def one_way(n: ArrayLike, mean: ArrayLike, sd: ArrayLike, starts: ArrayLike = (0,)) -> OneWay:
    """One-way analysis of variance from the summaries of the groups.

    Parameters
    ----------
    n : integer array, shape (groups,)
        Values in each group; empty groups are left out.
    mean, sd : float arrays, shape (groups,)
        `sd` has n - 1 below; NaN in a group of one value.
    starts : integer array, shape (segments,)
        First group of every segment, rising from 0; groups are compared within their segment only. By
        default there is one.

    Returns
    -------
    OneWay

    Raises
    ------
    ValueError
        No two groups to compare, no group of two values, or impossible `starts`.

    Notes
    -----
    Between: sum n_i (mean_i - mean of the segment)**2 / (k - segments); within: sum (n_i - 1) sd_i**2 /
    (N - k).

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
    means = np.asarray(mean, dtype=np.float64)
    # deviations from a value near them: means that agree in many digits lose none
    base = np.where(filled, means - means[filled][:1].sum(), 0.0)
    totals = segment_sum(size, starts)
    k, segments, total = int(filled.sum()), int((totals > 0).sum()), float(size.sum())
    if k <= segments or total <= k:
        raise ValueError(f"at least 2 groups and a group of 2 values are needed: got {k} of {total:g} values")
    centers = segment_sum(size * base, starts) / np.where(totals > 0, totals, 1.0)
    deviation = base - expand(centers, starts, len(base))
    between = float((size * deviation**2).sum()) / (k - segments)
    squares = np.where(size > 1, (size - 1) * np.asarray(sd, dtype=np.float64) ** 2, 0.0)
    return OneWay(between, float(squares.sum()) / (total - k), k - segments, int(total) - k)


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


def kruskal(x: ArrayLike, starts: ArrayLike) -> tuple[float, int, float]:
    """Test of groups of one location by ranks, for values far from normal.

    Parameters
    ----------
    x : array, shape (values,)
        None missing.
    starts : integer array, shape (groups,)
        First index of every group, rising from 0.

    Returns
    -------
    statistic : float
        Kruskal and Wallis's H, corrected for ties.
    df : int
    p : float
        By the chi-square distribution; NaN where all values are equal.

    Notes
    -----
    (N - 1) times the share of the sum of squares of the ranks that lies between the groups.

    References
    ----------
    W. H. Kruskal, W. A. Wallis (1952), Use of ranks in one-criterion variance analysis, Journal of the
    American Statistical Association 47, 583-621.

    Examples
    --------
    >>> h, df, p = kruskal([1.0, 2.0, 3.0, 7.0, 8.0, 9.0], [0, 3])
    >>> round(h, 4), df, round(p, 4)
    (3.8571, 1, 0.0495)
    """
    values, first = np.asarray(x, dtype=np.float64), np.asarray(starts)
    df, total = len(first) - 1, float(len(values))
    if values.min() == values.max():
        return float("nan"), df, float("nan")
    place = ranks(values)
    size = np.diff(np.append(first, len(values)))
    off = np.add.reduceat(place, first) / size - (total + 1.0) / 2.0
    # the variance of the ranks is smaller where values are equal
    h = (total - 1.0) * float(size @ off**2) / float(((place - (total + 1.0) / 2.0) ** 2).sum())
    return h, df, float(chi2_sf(h, df))
