"""Shifts without a distribution: Mann-Whitney, signed ranks, and the interval of Hodges and Lehmann."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.hypothesis.found import NAN, Found
from sqc.stats.normal import normal_quantile

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
    from scipy import stats

    a, b = (np.sort(np.asarray(part, dtype=np.float64)) for part in (x, y))
    n, m = len(a), len(b)
    both = np.concatenate((a, b))
    ties = np.unique(both, return_counts=True)[1].astype(np.float64)
    exact = bool(max(n, m) <= EXACT and len(ties) == n + m)
    found: Any = stats.mannwhitneyu(a, b, method="exact" if exact else "asymptotic")
    if exact:
        left_out = _left_out(pair_counts(n, m), 1 - confidence)
    else:
        total = n + m
        square = n * m / 12.0 * (total + 1 - float((ties**3 - ties).sum()) / (total * (total - 1.0)))
        left_out = _left_out_normal(n * m / 2.0, square, confidence)
    effect, lower, upper = _shift(lambda k: _pair(a, b, k), n * m, left_out)
    return Found(effect, lower, upper, float(found.pvalue), float(found.statistic), NAN, exact)


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
    from scipy import stats

    values = np.sort(np.asarray(x, dtype=np.float64) - target)
    sizes = np.abs(values[values != 0])
    n, ranked = len(values), len(sizes)
    exact = bool(n <= EXACT and len(np.unique(sizes)) == n)
    if not ranked:
        return Found(0.0, 0.0, 0.0, 1.0)
    method: Any = "exact" if exact else "asymptotic"
    found: Any = stats.wilcoxon(values, correction=not exact, method=method)
    if exact:
        left_out = _left_out(rank_counts(n), 1 - confidence)
    else:
        # at another shift other values are equal or 0: none are
        square = n * (n + 1) * (2 * n + 1) / 24.0
        left_out = _left_out_normal(n * (n + 1) / 4.0, square, confidence)
    effect, lower, upper = _shift(lambda k: _walsh(values, k), n * (n + 1) // 2, left_out)
    return Found(effect, lower, upper, float(found.pvalue), float(found.statistic), NAN, exact)


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
    The Gaussian binomial coefficient: product of (1 - q**(m + i)) / (1 - q**i), i = 1, ..., n.

    Examples
    --------
    >>> (6 * pair_counts(2, 2)).round(9).tolist()
    [1.0, 1.0, 2.0, 1.0, 1.0]
    """
    size = n * m + 1
    found = np.zeros(size)
    found[0] = 1.0
    for i in range(1, n + 1):
        shifted = np.zeros(size)
        shifted[m + i :] = found[: max(size - m - i, 0)]
        found = found - shifted
        for start in range(i):
            found[start::i] = np.cumsum(found[start::i])
        # a step chooses one more value of m + i
        found /= (m + i) / i
    return np.maximum(found, 0.0)


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
