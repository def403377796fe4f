"""Which of several columns explains most: each alone, each beside the others, all together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.grouped import describe
from sqc.stats.oneway import OneWay

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_CELLS = 2_000


class Columns(NamedTuple):
    """What columns of strata explain.

    Parameters
    ----------
    alone : tuple of OneWay
        Each column as the only one.
    beside : tuple of OneWay or None
        What each adds to all others, without their joint action (type II); None where it adds nothing new.
    joint : OneWay or None
        What their combinations add to the columns (interaction); None where none is left to add.
    cells : OneWay or None
        The combinations as strata; None where no combination holds two values.

    Examples
    --------
    >>> found = explained([[0, 0], [0, 1], [1, 0], [1, 1]] * 2, [1.0, 2.0, 5.0, 6.0, 1.2, 2.1, 5.3, 6.2])
    >>> [round(one.f, 1) for one in found.beside]
    [1458.0, 80.2]
    """

    alone: tuple[OneWay, ...]
    beside: tuple[OneWay | None, ...]
    joint: OneWay | None
    cells: OneWay | None


def explained(codes: ArrayLike, x: ArrayLike) -> Columns:
    """Return what each column of strata explains of the values.

    Parameters
    ----------
    codes : int array, shape (values, columns)
        Stratum of each value by each column, from 0.
    x : array, shape (values,)
        Centred values, none missing.

    Returns
    -------
    Columns

    Raises
    ------
    ValueError
        Fewer than two strata of a column, no more values than strata, or too many combinations.

    Notes
    -----
    Sums of squares of cell means about least-squares fits of the columns' indicators. The error of `beside`
    and `joint` is that inside the combinations; where none holds two values, what the columns leave.

    References
    ----------
    F. Yates (1934), The analysis of multiple classifications with unequal numbers in the different classes,
    Journal of the American Statistical Association 29, 51-66.

    Examples
    --------
    >>> round(explained([[0], [0], [1], [1]], [1.0, 2.0, 5.0, 6.0]).alone[0].f, 6)
    32.0
    """
    every, values = np.asarray(codes, dtype=np.int64), np.asarray(x, dtype=np.float64)
    cells, which = np.unique(every, axis=0, return_inverse=True)
    if len(cells) > MOST_CELLS:
        raise ValueError(f"at most {MOST_CELLS} combinations are compared: got {len(cells)}")
    order = np.argsort(which.ravel(), kind="stable")
    starts = np.searchsorted(which.ravel()[order], np.arange(len(cells)))
    stats = describe(values[order], starts)
    n, total = stats.n.astype(np.float64), len(values)
    inside = float(np.where(n > 1, (n - 1) * np.nan_to_num(stats.sd) ** 2, 0.0).sum())
    fit = _Fits(cells, n, stats.mean)
    count = every.shape[1]
    nothing, ranks = fit.of(()), range(count)
    alone = []
    for i in ranks:
        left, rank = fit.of((i,))
        if rank < 2 or total <= rank:
            raise ValueError("at least 2 strata and more values than strata are needed")
        alone.append(_test(nothing[0] - left, rank - 1, left + inside, total - rank))
    full, rank = fit.of(tuple(ranks))
    df_inside = total - len(cells)
    error, df_error = (inside, df_inside) if df_inside > 0 else (full, len(cells) - rank)
    beside = []
    for i in ranks:
        left, smaller = fit.of(tuple(j for j in ranks if j != i))
        new = rank > smaller and df_error > 0 and count > 1
        beside.append(_test(left - full, rank - smaller, error, df_error) if new else None)
    joint = _test(full, len(cells) - rank, inside, df_inside) if len(cells) > rank and df_inside > 0 else None
    whole = _test(nothing[0], len(cells) - 1, inside, df_inside) if df_inside > 0 else None
    return Columns(tuple(alone), tuple(beside), joint, whole)


def _test(part: float, df: int, error: float, df_error: int) -> OneWay:
    return OneWay(max(part, 0.0) / df, max(error, 0.0) / df_error, df, df_error)


class _Fits:
    """Least-squares fits of columns to cell means, each cell with the weight of its values."""

    def __init__(self, cells: Ints, n: Floats, mean: Floats) -> None:
        self.cells, self.root, self.target = cells, np.sqrt(n), np.sqrt(n) * mean

    def of(self, columns: tuple[int, ...]) -> tuple[float, int]:
        """Return the sum of squares that is left, and the parameters that were spent."""
        parts = [np.ones((len(self.cells), 1))]
        for i in columns:
            names, place = np.unique(self.cells[:, i], return_inverse=True)
            parts.append(np.eye(len(names))[place.ravel()][:, 1:])
        design = np.hstack(parts) * self.root[:, None]
        found, _, rank, _ = np.linalg.lstsq(design, self.target, rcond=None)
        left = self.target - design @ found
        return float(left @ left), int(rank)
