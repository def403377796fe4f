"""Counts in a table of two ways: which cells stand out beyond chance, and do the columns have one mix?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.chisquare import chi2_sf
from sqc.stats.hypergeometric import hypergeometric_p
from sqc.stats.linear_limits import linear_limits

Floats = NDArray[np.float64]
FEW, DRAWS, SEED = 5.0, 9_999, 1


def expected_counts(table: ArrayLike) -> Floats:
    """Counts that the totals alone would give: row total times column total over the total of all.

    Parameters
    ----------
    table : array, shape (rows, columns)
        Not all 0.

    Returns
    -------
    float array, shape (rows, columns)

    Examples
    --------
    >>> expected_counts([[12, 2], [3, 8]]).round(2).tolist()
    [[8.4, 5.6], [6.6, 4.4]]
    """
    found = np.asarray(table, dtype=np.float64)
    return np.asarray(found.sum(axis=1, keepdims=True) * found.sum(axis=0) / found.sum())


def adjusted_residuals(table: ArrayLike) -> Floats:
    """How far each count lies from what the totals give, in standard deviations of that difference.

    Parameters
    ----------
    table : array, shape (rows, columns)

    Returns
    -------
    float array, shape (rows, columns)
        NaN in a row or a column that holds nothing or everything.

    Notes
    -----
    (x - e) / sqrt(e (1 - row / N) (1 - column / N)).

    References
    ----------
    S. J. Haberman (1973), The analysis of residuals in cross-classified tables, Biometrics 29, 205-220.

    Examples
    --------
    >>> adjusted_residuals([[12, 2], [3, 8]]).round(3).tolist()
    [[2.961, -2.961], [-2.961, 2.961]]
    """
    found = np.asarray(table, dtype=np.float64)
    total = found.sum()
    rest = (1.0 - found.sum(axis=1, keepdims=True) / total) * (1.0 - found.sum(axis=0) / total)
    expected = expected_counts(found)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(
            np.where(expected * rest > 0, (found - expected) / np.sqrt(expected * rest), np.nan)
        )


def cell_p(table: ArrayLike) -> Floats:
    """Exact chance of each count, or one further out on its side, when only the totals matter; both sides.

    Parameters
    ----------
    table : array of int, shape (rows, columns)

    Returns
    -------
    float array, shape (rows, columns)
        Of each cell alone; `sqc.stats.multiplicity.holm` adjusts for their number.

    Notes
    -----
    With all totals fixed a cell is hypergeometric: twice the smaller tail, at most 1.

    References
    ----------
    R. A. Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical Society 98, 39-82.

    Examples
    --------
    >>> cell_p([[12, 2], [3, 8]]).round(4).tolist()
    [[0.0097, 0.0097], [0.0097, 0.0097]]
    """
    found = np.asarray(table, dtype=np.float64)
    total, rows, columns = found.sum(), found.sum(axis=1, keepdims=True), found.sum(axis=0)
    return np.asarray(hypergeometric_p(found, total, rows, columns))


def chi_square(table: ArrayLike) -> tuple[float, int]:
    """Pearson's chi-square of a table and its degrees of freedom; empty rows and columns are left out.

    Parameters
    ----------
    table : array, shape (rows, columns)

    Returns
    -------
    statistic : float
    df : int

    Notes
    -----
    Sum of (x - e)**2 / e, e the expected counts.

    References
    ----------
    K. Pearson (1900), Philosophical Magazine, series 5, 50, 157-175.

    Examples
    --------
    >>> chi, df = chi_square([[30, 10], [20, 40]])
    >>> round(chi, 4), df
    (16.6667, 1)
    """
    found = _filled(table)
    expected = expected_counts(found)
    df = (found.shape[0] - 1) * (found.shape[1] - 1)
    return float(((found - expected) ** 2 / expected).sum()), df


def alike_p(table: ArrayLike) -> float:
    """Chance of a table at least so uneven when every column has the same mix, by chi-square alone.

    Parameters
    ----------
    table : array of int, shape (rows, columns)

    Returns
    -------
    float
        NaN where fewer than two rows or columns hold something.

    References
    ----------
    K. Pearson (1900), Philosophical Magazine, series 5, 50, 157-175.

    Examples
    --------
    >>> round(alike_p([[30, 10], [20, 40]]), 6)
    4.5e-05
    """
    found = _filled(table)
    return float(chi2_sf(*chi_square(found))) if min(found.shape) > 1 else float("nan")


def independent_p(table: ArrayLike) -> tuple[float, bool]:
    """Chance of a table at least so uneven when every column has the same mix.

    Parameters
    ----------
    table : array of int, shape (rows, columns)

    Returns
    -------
    p : float
        Pearson's chi-square test; NaN with fewer than two rows or columns.
    drawn : bool
        Some cell is expected fewer than five times: p is the share of 9,999 seeded tables of the same totals,
        itself counted with them.

    References
    ----------
    K. Pearson (1900), Philosophical Magazine, series 5, 50, 157-175; A. C. A. Hope (1968), A simplified Monte
    Carlo significance test procedure, Journal of the Royal Statistical Society B 30, 582-598.

    Examples
    --------
    >>> p, drawn = independent_p([[30, 10], [20, 40]])
    >>> round(p, 6), drawn
    (4.5e-05, False)
    """
    found = _filled(table)
    if min(found.shape) < 2:
        return float("nan"), False
    statistic, df = chi_square(found)
    expected = expected_counts(found)
    if expected.min() >= FEW or found.sum() > 1e6:
        return float(chi2_sf(statistic, df)), False
    drawn = _tables(found.sum(axis=1), found.sum(axis=0))
    simulated = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2))
    return float((1 + np.count_nonzero(simulated >= statistic * (1 - 1e-12))) / (DRAWS + 1)), True


def _tables(rows: Floats, columns: Floats) -> Floats:
    """Draw tables of given totals: each cell is hypergeometric, given the cells before it."""
    rng = np.random.default_rng(SEED)
    drawn = np.zeros((DRAWS, len(rows), len(columns)))
    left = np.tile(columns.astype(np.int64), (DRAWS, 1))
    for i, row in enumerate(rows.astype(np.int64).tolist()):
        wanted = np.full(DRAWS, row)
        for j in range(len(columns)):
            others = left[:, j + 1 :].sum(axis=1)
            cell = rng.hypergeometric(left[:, j], others, wanted)
            drawn[:, i, j] = cell
            left[:, j] -= cell
            wanted -= cell
    return drawn


def share_difference(events: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> tuple[float, float, float]:
    """Difference of two shares with its interval.

    Parameters
    ----------
    events, n : arrays, shape (2,)
        The difference is the first less the second.
    confidence : float

    Returns
    -------
    value, low, high : float

    Notes
    -----
    From the score intervals (l, u) of both: d - sqrt((p1 - l1)**2 + (u2 - p2)**2) and
    d + sqrt((u1 - p1)**2 + (p2 - l2)**2).

    References
    ----------
    R. G. Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics
    in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> [round(end, 4) for end in share_difference([56, 48], [70, 80])]
    [0.2, 0.0524, 0.3339]
    """
    from sqc.stats.attribute import wilson

    x, m = np.asarray(events, dtype=np.float64), np.asarray(n, dtype=np.float64)
    half = (1.0 - confidence) / 2.0
    p, (low, high) = x / m, wilson(x, m, half, 1.0 - half)
    lower, upper = linear_limits([1.0, -1.0], p, low, high)
    return float(p[0] - p[1]), float(lower), float(upper)


def _filled(table: ArrayLike) -> Floats:
    found = np.asarray(table, dtype=np.float64)
    return np.asarray(found[found.sum(axis=1) > 0][:, found.sum(axis=0) > 0])
