"""Looking up a constant of control charts: the table to n = 100, computed beyond."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sqc.stats import _constants_table as table

Floats: TypeAlias = NDArray[np.float64]
Sizes: TypeAlias = NDArray[np.integer]


@cache
def _column(name: str) -> Floats:
    """Column of the table, indexed by n itself: NaN at 0 and 1."""
    values: tuple[float, ...] = getattr(table, name)
    column = np.array((np.nan,) * table.FIRST + values)
    column.flags.writeable = False
    return column


def constant(name: str, n: int | Sizes, decimals: int | None) -> float | Floats:
    """Look up to n = 100, compute beyond; NaN below 2 in arrays, an error for a single n."""
    sizes = np.asarray(n)
    if sizes.dtype.kind not in "iu":
        raise ValueError(f"a subgroup size is a whole number: got {n!r}")
    if sizes.ndim == 0 and sizes < table.FIRST:
        raise ValueError(f"a subgroup size of at least 2 is needed: got {n}")
    if sizes.ndim == 1 and sizes.strides == (0,) and len(sizes) > 1:
        return np.broadcast_to(constant(name, sizes[:1], decimals), sizes.shape)
    column = _column(name)
    values = column[np.clip(sizes, 0, table.LAST)]
    large = sizes > table.LAST
    if large.any():
        from sqc.stats import _constants_beyond as beyond

        compute: Callable[[Floats], Floats] = getattr(beyond, name.lower())
        distinct, place = np.unique(sizes[large], return_inverse=True)
        values = np.array(values)
        values[large] = compute(distinct.astype(float))[place]
    if decimals is not None:
        values = np.round(values, decimals)
    return float(values) if sizes.ndim == 0 else values
