"""Which columns of a file will be used, where the options tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sqc.data.select import value_columns
from sqc.data.table import Column, Table
from sqc.notes import Source, SqcError


def wanted_of(columns: Sequence[Column], names: Sequence[str] | None) -> set[int]:
    """Return the places of the columns that are named; without any names all of them.

    Examples
    --------
    >>> sorted(wanted_of([Column("a", "a"), Column("d", "d(mm)"), Column("n", "n")], ["d(mm)", "x"]))
    [1]
    """
    if names is None:
        return set(range(len(columns)))
    bare = Table("", tuple(columns), np.zeros(0, dtype=np.int64), Source(""))
    places: set[int] = set()
    for name in names:
        try:
            found = value_columns(bare, [name])
        except SqcError:
            continue
        places |= {i for i, column in enumerate(columns) if any(column is one for one in found)}
    return places
