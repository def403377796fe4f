"""Values far from the rest: Grubbs' test and the generalised extreme Studentised deviate."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._segment_parts import kept_part
from sqc.stats.fisher import t_sf
from sqc.stats.grouped import describe, expand
from sqc.stats.normal import normal_sf

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Extremes(NamedTuple):
    """The values furthest from the rest, one after the other.

    Parameters
    ----------
    position : integer array, shape (steps,)
        Where each stood in the values.
    statistic : float array, shape (steps,)
        Its distance from the mean of its group, in standard deviations, without those before it.
    p : float array, shape (steps,)
        Chance of a value at least as far out if all remaining ones are normal.
    outliers : int
        How many of them are outliers.

    Examples
    --------
    >>> Extremes(np.array([4]), np.array([3.1]), np.array([0.002]), 1).outliers
    1
    """

    position: Ints
    statistic: Floats
    p: Floats
    outliers: int


def grubbs_p(statistic: ArrayLike, n: ArrayLike, sides: int = 2) -> Floats:
    """Chance that the value furthest from the mean of n normal ones is at least so far from it.

    Parameters
    ----------
    statistic : float or array
        Largest distance from the mean over the standard deviation.
    n : integer or array
        Number of values, at least 3.
    sides : {1, 2}
        1: only the largest value, or only the smallest.

    Returns
    -------
    float array
        An upper bound that is exact where no two values can be so far out; at most 1.

    Notes
    -----
    `sides` n P(T > t) with t**2 = n (n - 2) G**2 / ((n - 1)**2 - n G**2) and n - 2 degrees of freedom.

    References
    ----------
    F. E. Grubbs (1969), Procedures for detecting outlying observations in samples, Technometrics 11, 1-21.

    Examples
    --------
    >>> float(grubbs_p(2.289954084480, 10).round(9))
    0.05
    """
    size = np.asarray(n, dtype=np.float64)
    studentised = np.asarray(statistic, dtype=np.float64) * np.sqrt(size / (size - 1.0))
    return _chance(studentised, size * sides, size - 1.0)


def _chance(r: ArrayLike, tests: ArrayLike, df: ArrayLike) -> Floats:
    """Bound of Bonferroni for the largest of `tests` one-sided residuals with `df` degrees of freedom."""
    size, times, freedom = np.broadcast_arrays(np.asarray(r, float), np.asarray(tests, float), df)
    square = np.minimum(size**2, freedom)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.sqrt((freedom - 1.0) * square / (freedom - square))
    # t has the longer tail: where the normal one is long enough for a chance of 1, it need not be computed
    found = np.array(np.minimum(times * normal_sf(t), 1.0))
    small = found < 1.0
    found[small] = np.minimum(times[small] * t_sf(t[small], freedom[small] - 1.0), 1.0)
    return found


def generalised_esd(x: ArrayLike, starts: ArrayLike = (0,), most: int = 10, alpha: float = 0.01) -> Extremes:
    """Outliers among values that are normal about the mean of their group.

    Parameters
    ----------
    x : array, shape (values,)
        NaN is missing.
    starts : integer array, shape (groups,)
        First index of every group, rising from 0; by default all values are one group.
    most : int
        Steps; 1 is Grubbs' test.
    alpha : float
        Level of every step, two-sided.

    Returns
    -------
    Extremes
        No step where fewer than three degrees of freedom remain or nothing varies.

    Notes
    -----
    In every step the value with the largest deviation e / (s sqrt(1 - 1/n_i)) is set aside, s pooled over
    the groups of the values that remain. All values up to the last step with p below `alpha` are outliers, so
    that two of them cannot hide each other. For one group these are Rosner's statistics and critical values;
    he shows that they hold from 25 values on. For several groups the bound is Stefansky's.

    References
    ----------
    B. Rosner (1983), Percentage points for a generalized ESD many-outlier procedure, Technometrics 25,
    165-172. W. Stefansky (1972), Rejecting outliers in factorial designs, Technometrics 14, 469-479.

    Examples
    --------
    >>> found = generalised_esd([5.0, 5.2, 4.9, 5.1, 9.0, 5.0, 4.8, 5.1], most=1)
    >>> found.outliers, found.position.tolist()
    (1, [4])
    """
    kept, first, size = kept_part(np.asarray(x, dtype=np.float64), starts, None)
    position = np.flatnonzero(~np.isnan(np.asarray(x, dtype=np.float64)))
    groups = describe(kept, first)
    squares = np.where(size > 1, (size - 1) * groups.sd**2, 0.0)
    outward = np.abs(kept - expand(groups.mean, first, len(kept)))
    outward /= np.sqrt(expand(_room(size), first, len(kept)))
    steps: list[tuple[int, float, float, int, int]] = []
    alive = np.ones(len(kept), dtype=np.bool_)
    while len(steps) < most:
        several = size > 1
        n, df, total = int(size[several].sum()), int((size - 1)[several].sum()), float(squares.sum())
        if df < 3 or not (total > 0 and np.isfinite(total)):
            break
        j = int(np.nanargmax(outward))
        group = int(np.searchsorted(first, j, side="right")) - 1
        r = float(outward[j]) / np.sqrt(total / df)
        steps.append((int(position[j]), r * float(np.sqrt(_room(size[group]))), r, 2 * n, df))
        alive[j] = False
        size[group] -= 1
        # only the group of the value set aside changes
        own = slice(int(first[group]), int(first[group + 1]) if group + 1 < len(first) else len(kept))
        rest = kept[own][alive[own]]
        mean = rest[0] + (rest - rest[0]).mean() if len(rest) else np.nan
        squares[group] = float(((rest - mean) ** 2).sum())
        outward[own] = np.where(alive[own], np.abs(kept[own] - mean) / np.sqrt(_room(size[group])), np.nan)
    if not steps:
        return Extremes(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0), 0)
    place, distance, r, tests, freedom = (np.array(part) for part in zip(*steps, strict=True))
    p = _chance(r, tests, freedom)
    beyond = np.flatnonzero(p < alpha)
    return Extremes(place, distance, p, int(beyond[-1]) + 1 if len(beyond) else 0)


def _room(n: Any) -> Any:
    """Variance of a deviation from the mean of n values over that of a value; NaN for a lone value."""
    return np.where(n > 1, 1.0 - 1.0 / np.maximum(n, 1), np.nan)
