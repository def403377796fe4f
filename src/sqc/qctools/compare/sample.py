"""What is compared: measured values by group, or events among units inspected."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Words
from sqc.notes import Finding, Source

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Values(NamedTuple):
    """Measured values.

    Parameters
    ----------
    names : tuple of str
        Of the groups; of a single sample its column.
    parts : tuple of float arrays
        Their values in order; those of pairs stand at the same place.
    lines : tuple of int arrays
        File line of each value.
    decimals : int
    paired : str
        What names the pairs; "" without pairs.
    sorted_by : str
        "file" or the column that gives the order.
    """

    names: tuple[str, ...]
    parts: tuple[Floats, ...]
    lines: tuple[Ints, ...]
    decimals: int
    paired: str = ""
    sorted_by: str = "file"


def is_constant(part: Floats) -> bool:
    """Say whether values are equal, or differ by so little that the square of it is 0.

    Examples
    --------
    >>> is_constant(np.full(6, 5.1)), bool(np.full(6, 5.1).var() == 0)
    (True, False)
    """
    rest = part - part[0]
    return not (rest * rest).any()


class Counted(NamedTuple):
    """Events among units inspected, or on an area.

    Parameters
    ----------
    names : tuple of str
    events, sizes : float arrays, shape (groups,)
    rows : tuple of (float array, float array)
        Events and sizes of the rows of each group.
    proportion : bool
        Units that count, at most all that were inspected; else events on an area.
    verdicts : bool
        What is counted is nonconforming.
    items : bool array, shape (groups, items), or None
        Of the same items judged in each group, which of them count; None: each group has units of its own.
    """

    names: tuple[str, ...]
    events: Floats
    sizes: Floats
    rows: tuple[tuple[Floats, Floats], ...]
    proportion: bool
    verdicts: bool
    items: Bools | None = None


class Reading(NamedTuple):
    """What was read: the sample, what it is of, the groups' column, and what is said of the reading."""

    sample: Values | Counted
    measure: Words
    unit: str
    by: str
    source: Source
    findings: tuple[Finding, ...]
