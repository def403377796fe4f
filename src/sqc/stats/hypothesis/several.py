"""Several groups: Welch's analysis of variance, and all pairs of them with what so many tests cost."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats import differences
from sqc.stats.chisquare import chi2_sf
from sqc.stats.correlation import ranks
from sqc.stats.grouped import starts_of
from sqc.stats.hypothesis.found import NAN, Found, Overall
from sqc.stats.multiplicity import holm
from sqc.stats.normal import normal_sf
from sqc.stats.strata import welch

Floats = NDArray[np.float64]
Pairs = list[tuple[int, int]]


def pairs_of(groups: int) -> Pairs:
    """Return all pairs of groups, by place, the first one lower.

    Parameters
    ----------
    groups : int

    Returns
    -------
    list of (int, int)

    Examples
    --------
    >>> pairs_of(3)
    [(0, 1), (0, 2), (1, 2)]
    """
    return list(combinations(range(groups), 2))


def welch_anova(groups: list[Floats]) -> Overall:
    """Test of equal means of groups that need not have one variance.

    Parameters
    ----------
    groups : list of arrays
        At least two values that differ in each.

    Returns
    -------
    Overall

    Raises
    ------
    ValueError
        A group of fewer than two values, or in which nothing varies.

    Notes
    -----
    As `strata.welch`, from the values.

    References
    ----------
    B. L. Welch (1951), On the comparison of several mean values, Biometrika 38, 330-336.

    Examples
    --------
    >>> found = welch_anova([np.array([1.0, 2, 3]), np.array([2.0, 4, 6]), np.array([5.0, 6, 7])])
    >>> round(found.statistic, 4), round(found.df2, 4), round(found.p, 4)
    (10.2047, 3.7895, 0.0298)
    """
    base = float(groups[0][0])
    parts = [group - base for group in groups]
    if any(len(part) < 2 or np.ptp(part) == 0 for part in parts):
        raise ValueError("at least two values that differ are needed in each group")
    means, sds = [float(part.mean()) for part in parts], [float(part.std(ddof=1)) for part in parts]
    found = welch([len(part) for part in parts], means, sds)
    return Overall(found.statistic, found.df1, found.df2, found.p)


def all_pairs(groups: list[Floats], alike: bool, confidence: float = 0.95) -> list[Found]:
    """All differences of means, later less earlier, whose intervals hold together.

    Parameters
    ----------
    groups : list of arrays
    alike : bool
        One variance for all (Tukey and Kramer), else each its own (Games and Howell).
    confidence : float
        Of all intervals together.

    Returns
    -------
    list of Found
        In the order of `pairs_of`.

    Notes
    -----
    As `differences.pairs`, from the values.

    References
    ----------
    C. Y. Kramer (1956), Biometrics 12, 307-310; P. A. Games, J. F. Howell (1976), Journal of Educational
    Statistics 1, 113-125.

    Examples
    --------
    >>> groups = [np.array([1.0, 2, 3]), np.array([2.0, 4, 6]), np.array([5.0, 6, 7])]
    >>> found = all_pairs(groups, alike=False)
    >>> [round(one.effect, 6) for one in found], round(found[1].p, 4)
    ([2.0, 4.0, 2.0], 0.0175)
    """
    base = float(groups[0][0])
    parts = [group - base for group in groups]
    n, mean = np.array([len(part) for part in parts]), np.array([part.mean() for part in parts])
    sd = np.array([part.std(ddof=1) for part in parts])
    first, second = np.array(pairs_of(len(groups))).T
    found = differences.pairs(n, mean, sd, second, first, alike, confidence)
    t = found.value / found.error
    rows = np.stack([found.value, found.low, found.high, found.p, t, found.df], axis=1)
    return [Found(*row) for row in rows.tolist()]


def dunn(groups: list[Floats]) -> Floats:
    """Probabilities of the differences of mean ranks of all pairs, adjusted by Holm.

    Parameters
    ----------
    groups : list of arrays

    Returns
    -------
    float array
        In the order of `pairs_of`.

    Notes
    -----
    z = difference of the mean ranks / sqrt((N (N + 1)/12 - sum (t**3 - t)/(12 (N - 1))) (1/n_i + 1/n_j)).

    References
    ----------
    O. J. Dunn (1964), Technometrics 6, 241-252.

    Examples
    --------
    >>> dunn([np.array([1.0, 2, 3]), np.array([2.5, 4, 6]), np.array([5.0, 7, 8])]).round(4).tolist()
    [0.4661, 0.0512, 0.4661]
    """
    sizes = np.array([len(group) for group in groups])
    values = np.concatenate(groups)
    ties = np.unique(values, return_counts=True)[1].astype(np.float64)
    total = float(len(values))
    square = total * (total + 1) / 12.0 - float((ties**3 - ties).sum()) / (12.0 * (total - 1))
    means = np.add.reduceat(ranks(values), starts_of(sizes)) / sizes
    first, second = np.array(pairs_of(len(groups))).T
    z = np.abs(means[second] - means[first]) / np.sqrt(square * (1 / sizes[first] + 1 / sizes[second]))
    return holm(np.minimum(1.0, 2.0 * np.asarray(normal_sf(z))))


def rates_test(events: ArrayLike, size: ArrayLike) -> Overall:
    """Chi-square test whether several Poisson rates are one.

    Parameters
    ----------
    events, size : arrays, shape (groups,)

    Returns
    -------
    Overall

    Notes
    -----
    sum (x - e)**2 / e with e = t sum x / sum t.

    References
    ----------
    G. W. Snedecor, W. G. Cochran (1980), Statistical Methods, 7th ed., section 7.13.

    Examples
    --------
    >>> found = rates_test([11, 3, 8], [800.0, 1011.0, 900.0])
    >>> round(found.statistic, 4), round(found.p, 4)
    (6.4979, 0.0388)
    """
    x, t = np.asarray(events, dtype=np.float64), np.asarray(size, dtype=np.float64)
    if x.sum() == 0:
        return Overall(0.0, len(x) - 1.0, NAN, 1.0)
    expected = t * x.sum() / t.sum()
    statistic = float(((x - expected) ** 2 / expected).sum())
    return Overall(statistic, len(x) - 1.0, NAN, float(chi2_sf(statistic, len(x) - 1)))
