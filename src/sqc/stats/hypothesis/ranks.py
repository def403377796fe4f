"""Shifts without a distribution: Mann-Whitney, signed ranks, and the interval of Hodges and Lehmann."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.correlation import ranks
from sqc.stats.hypothesis.found import NAN, Found
from sqc.stats.normal import normal_quantile, normal_sf
from sqc.stats.ties import tied

Floats = NDArray[np.float64]
# exact distributions up to here, where no two values are equal
EXACT = 50
# so many pairs are held at once
HELD = 2_000_000


def mann_whitney(x: ArrayLike, y: ArrayLike, confidence: float = 0.95) -> Found:
    """Shift of a second group against a first one, and whether it is more than chance.

    Parameters
    ----------
    x, y : array
    confidence : float
        Of the interval of the shift.

    Returns
    -------
    Found
        `effect` is the median of all differences y - x; `statistic` the pairs in which x is larger, a tie
        counting one half.

    Notes
    -----
    Exact up to 50 values in each group without ties; else the normal approximation with the variance for
    ties and continuity correction. The interval holds the shifts that the test does not reject.

    References
    ----------
    H. B. Mann, D. R. Whitney (1947), Annals of Mathematical Statistics 18, 50-60. J. L. Hodges,
    E. L. Lehmann (1963), Annals of Mathematical Statistics 34, 598-611.

    Examples
    --------
    >>> found = mann_whitney([1.1, 2.2, 3.3, 4.4, 5.5], [3.0, 5.0, 6.1, 7.2, 9.3])
    >>> round(found.effect, 6), round(found.p, 6), found.exact
    (2.8, 0.095238, True)
    """
    a, b = (np.sort(np.asarray(part, dtype=np.float64)) for part in (x, y))
    n, m = len(a), len(b)
    place = ranks(np.concatenate((a, b)))
    larger = float(place[:n].sum()) - n * (n + 1) / 2.0
    exact = bool(max(n, m) <= EXACT and len(np.unique(place)) == n + m)
    if exact:
        counts = pair_counts(n, m)
        p, left_out = _exact_p(counts, larger), _left_out(counts, 1 - confidence)
    else:
        # the variance of the ranks is smaller where values are equal
        square = n * m / float(n + m) * float(place.var(ddof=1))
        p = _normal_p(abs(larger - n * m / 2.0), square)
        left_out = _left_out_normal(n * m / 2.0, square, confidence)
    effect, lower, upper = _shift(lambda k: _pair(a, b, k), n * m, left_out)
    return Found(effect, lower, upper, p, larger, NAN, exact)


def signed_rank(x: ArrayLike, target: float = 0.0, confidence: float = 0.95) -> Found:
    """Shift of a symmetric distribution from a number, and whether it is more than chance.

    Parameters
    ----------
    x : array
        Values, or differences of pairs.
    target : float
    confidence : float
        Of the interval of the shift.

    Returns
    -------
    Found
        `effect` is the median of the means of all two values less `target`.

    Notes
    -----
    Exact up to 50 values without ties and without a difference of 0; else the normal approximation with
    continuity correction. Differences of 0 are left out of the test, not of the interval.

    References
    ----------
    F. Wilcoxon (1945), Biometrics Bulletin 1, 80-83. J. L. Hodges, E. L. Lehmann (1963), as above.

    Examples
    --------
    >>> found = signed_rank([1.3, -0.4, 2.5, 0.9, 1.6, 0.2])
    >>> round(found.effect, 6), round(found.p, 6), found.exact
    (1.05, 0.09375, True)
    """
    given = np.asarray(x, dtype=np.float64)
    values = np.sort(tied(given - target, max(float(np.abs(given).max()), abs(target))))
    moved = values[values != 0]
    n = len(values)
    if not len(moved):
        return Found(0.0, 0.0, 0.0, 1.0)
    place = ranks(np.abs(moved))
    above = float(place[moved > 0].sum())
    statistic = min(above, float(place.sum()) - above)
    exact = bool(n <= EXACT and len(np.unique(place)) == n)
    if exact:
        counts = rank_counts(n)
        p, left_out = _exact_p(counts, statistic), _left_out(counts, 1 - confidence)
    else:
        p = _normal_p(abs(statistic - float(place.sum()) / 2.0), float((place**2).sum()) / 4.0)
        # at another shift other values are equal or 0: none are
        square = n * (n + 1) * (2 * n + 1) / 24.0
        left_out = _left_out_normal(n * (n + 1) / 4.0, square, confidence)
    effect, lower, upper = _shift(lambda k: _walsh(values, k), n * (n + 1) // 2, left_out)
    return Found(effect, lower, upper, p, statistic, NAN, exact)


def pair_counts(n: int, m: int) -> Floats:
    """Distribution of the Mann-Whitney statistic of n and m values without ties.

    Parameters
    ----------
    n, m : int

    Returns
    -------
    float array, shape (n m + 1,)
        Probabilities of 0, 1, ..., n m.

    Notes
    -----
    c(n, m; u) = c(n - 1, m; u - m) + c(n, m - 1; u) tables: the largest value is one of the n, or one of the
    m. Nothing is subtracted, so that small tails keep their digits.

    Examples
    --------
    >>> (6 * pair_counts(2, 2)).round(9).tolist()
    [1.0, 1.0, 2.0, 1.0, 1.0]
    """
    found = np.zeros((m + 1, n * m + 1))
    found[:, 0] = 1.0
    for _ in range(n):
        for j in range(1, m + 1):
            found[j, j:] = found[j, : n * m + 1 - j]
            found[j, :j] = 0.0
            found[j] += found[j - 1]
    return np.asarray(found[m] / found[m].sum())


def rank_counts(n: int) -> Floats:
    """Distribution of the sum of signed ranks of n values without ties.

    Parameters
    ----------
    n : int

    Returns
    -------
    float array, shape (n (n + 1) / 2 + 1,)
        Probabilities of 0, 1, ..., n (n + 1) / 2.

    Notes
    -----
    The product of (1 + q**i) / 2, i = 1, ..., n.

    Examples
    --------
    >>> (4 * rank_counts(2)).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    found = np.zeros(n * (n + 1) // 2 + 1)
    found[0] = 1.0
    for i in range(1, n + 1):
        shifted = np.zeros(len(found))
        shifted[i:] = found[:-i]
        found = 0.5 * (found + shifted)
    return found


def _exact_p(chances: Floats, statistic: float) -> float:
    """Return the two-sided probability of a symmetric distribution on 0, 1, ..."""
    at = round(min(statistic, len(chances) - 1 - statistic))
    return min(1.0, 2.0 * float(chances[: at + 1].sum()))


def _normal_p(distance: float, square: float) -> float:
    """Return the two-sided probability by the normal curve, with the correction for steps of one."""
    if square <= 0:
        return 1.0
    return min(1.0, 2.0 * float(normal_sf((distance - 0.5) / np.sqrt(square))))


def _left_out(chances: Floats, alpha: float) -> int:
    """Return how many ordered pairs are cut off at each end: the rejected values of a statistic from 0."""
    # a tail that is the level up to rounding counts as it, as quantiles do
    return int(np.count_nonzero(np.cumsum(chances) <= alpha / 2 * (1 + 1e-12)))


def _left_out_normal(middle: float, square: float, confidence: float) -> int:
    z = float(normal_quantile(0.5 + confidence / 2))
    return max(0, int(np.ceil(middle - 0.5 - z * np.sqrt(square))))


def _shift(pair: Callable[[int], float], total: int, left_out: int) -> tuple[float, float, float]:
    """Return the middle of ordered pairs and the ends that remain when some are cut off at each end."""
    middle = 0.5 * (pair((total + 1) // 2) + pair(total // 2 + 1))
    if left_out == 0:
        return middle, -np.inf, np.inf
    return middle, pair(left_out), pair(total + 1 - left_out)


def _pair(a: Floats, b: Floats, k: int) -> float:
    """Return the k-th smallest difference b - a of two rising arrays, from 1."""
    if len(a) * len(b) <= HELD:
        return float(np.partition((b[:, None] - a).ravel(), k - 1)[k - 1])

    def count(d: float) -> int:
        return int(np.searchsorted(b, a + d, side="right").sum())

    return _bisected(count, float(b[0] - a[-1]), float(b[-1] - a[0]), k)


def _walsh(x: Floats, k: int) -> float:
    """Return the k-th smallest mean of two values of a rising array, each with itself too, from 1."""
    n = len(x)
    if n * (n + 1) // 2 <= HELD:
        i, j = np.triu_indices(n)
        return float(np.partition(0.5 * (x[i] + x[j]), k - 1)[k - 1])

    def count(d: float) -> int:
        # ordered pairs, and those of a value with itself once more
        ordered = int(np.searchsorted(x, 2.0 * d - x, side="right").sum())
        return (ordered + int(np.searchsorted(x, d, side="right"))) // 2

    return _bisected(count, float(x[0]), float(x[-1]), k)


def _bisected(count: Callable[[float], int], low: float, high: float, k: int) -> float:
    """Return the smallest number below or at which k pairs lie, to the last places of a double."""
    while True:
        middle = 0.5 * (low + high)
        if middle in (low, high):
            return high
        low, high = (low, middle) if count(middle) >= k else (middle, high)
