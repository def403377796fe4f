"""Tests of the number of runs, about a line and up and down: clusters, mixtures, trends, oscillation."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.tails import normal_cdf, normal_sf

# up to so many points the number of runs has its exact distribution
EXACT = 500


class RunsTest(NamedTuple):
    """How many runs there are, against what chance gives.

    Parameters
    ----------
    points, observed : int
        Points that count, and their runs.
    expected : float
        NaN where there are too few points.
    z : float
        Observed less expected in standard deviations.
    exact_few, exact_many : float
        P(so few runs or fewer), P(so many or more) by the exact distribution; NaN above `EXACT` points.

    Examples
    --------
    >>> runs_test(10, 10, 6).expected
    11.0
    """

    points: int
    observed: int
    expected: float
    z: float
    exact_few: float
    exact_many: float

    @property
    def few(self) -> float:
        """P(so few runs or fewer) by the normal approximation, as programs print it."""
        return float(normal_cdf(self.z))

    @property
    def many(self) -> float:
        """P(so many runs or more) by the normal approximation."""
        return float(normal_sf(self.z))


def _deviation(observed: int, mean: float, variance: float) -> float:
    return (observed - mean) / math.sqrt(variance) if variance > 0 else math.nan


def runs_test(above: int, below: int, runs: int) -> RunsTest:
    """Test the number of runs about a line: too few are clusters, too many are mixtures.

    Parameters
    ----------
    above, below : int
        Points on either side.
    runs : int
        Observed runs.

    Returns
    -------
    RunsTest

    Notes
    -----
    Given m points above and n below, all orders are equally likely: mean 1 + 2mn/N, variance
    2mn(2mn - N) / (N^2 (N - 1)); no continuity correction.

    References
    ----------
    A. Wald, J. Wolfowitz (1940), Annals of Mathematical Statistics 11, 147-162. NIST/SEMATECH e-Handbook,
    1.3.5.13. Minitab, Methods and formulas for Run Chart.

    Examples
    --------
    >>> found = runs_test(10, 10, 6)
    >>> round(found.few, 4), round(found.exact_few, 4)
    (0.0108, 0.0185)
    """
    m, n = above, below
    total = m + n
    if not m or not n:
        return RunsTest(total, runs, *[math.nan] * 4)
    mean = 1.0 + 2.0 * m * n / total
    variance = 2.0 * m * n * (2.0 * m * n - total) / (total**2 * (total - 1.0))
    exact = (math.nan, math.nan)
    if total <= EXACT:
        ways = [_orders(m, n, r) for r in range(2, total + 1)]
        exact = sum(ways[: runs - 1]) / sum(ways), sum(ways[runs - 2 :]) / sum(ways)
    return RunsTest(total, runs, mean, _deviation(runs, mean, variance), *exact)


def _orders(m: int, n: int, runs: int) -> int:
    """Orders of m and n points that have so many runs."""
    half, odd = divmod(runs, 2)
    if not odd:
        return 2 * math.comb(m - 1, half - 1) * math.comb(n - 1, half - 1)
    return math.comb(m - 1, half) * math.comb(n - 1, half - 1) + math.comb(m - 1, half - 1) * math.comb(
        n - 1, half
    )


def up_down_test(x: ArrayLike) -> RunsTest:
    """Test the number of runs up and down: too few are trends, too many are oscillation.

    Parameters
    ----------
    x : float array, shape (points,)
        In order; NaN is left out, equal neighbours count as one point.

    Returns
    -------
    RunsTest

    Notes
    -----
    Of N different values all orders are equally likely: mean (2N - 1)/3, variance (16N - 29)/90, no
    continuity correction; the exact distribution by Andre's recursion.

    References
    ----------
    H. Levene, J. Wolfowitz (1944), Annals of Mathematical Statistics 15, 58-69. E. S. Edgington (1961),
    Journal of the American Statistical Association 56, 156-159. D. Andre (1884), Annales scientifiques de
    l'Ecole normale superieure (3) 1, 121-134. Minitab, Methods and formulas for Run Chart.

    Examples
    --------
    >>> up_down_test([1.0, 2.0, 3.0, 4.0, 5.0]).observed
    1
    """
    values = np.asarray(x, dtype=np.float64)
    steps = np.diff(values[~np.isnan(values)])
    steps = steps[steps != 0]
    n = len(steps) + 1
    if n < 3:
        return RunsTest(n, len(steps), *[math.nan] * 4)
    observed = 1 + int(np.count_nonzero((steps[1:] > 0) != (steps[:-1] > 0)))
    mean, variance = (2.0 * n - 1.0) / 3.0, (16.0 * n - 29.0) / 90.0
    exact = (math.nan, math.nan)
    if n <= EXACT:
        chances = up_down_chances(n)
        exact = float(chances[: observed + 1].sum()), float(chances[observed:].sum())
    return RunsTest(n, observed, mean, _deviation(observed, mean, variance), *exact)


def up_down_chances(n: int) -> NDArray[np.float64]:
    """Return the distribution of the number of runs up and down of n different values.

    Parameters
    ----------
    n : int
        At least 2.

    Returns
    -------
    float array, shape (n,)
        P(0 runs), ..., P(n - 1 runs).

    References
    ----------
    D. Andre (1884): as in `up_down_test`.

    Examples
    --------
    >>> (24 * up_down_chances(4)).round(9).tolist()
    [0.0, 2.0, 12.0, 10.0]
    """
    chances = np.zeros(n)
    chances[1] = 1.0
    runs = np.arange(n)
    for size in range(3, n + 1):
        after = runs * chances
        after[1:] += 2.0 * chances[:-1]
        after[2:] += (size - runs[2:]) * chances[:-2]
        chances = after / size
    return chances
