"""The table of what charts cost under any set of rules: see `scripts/price_subsets.py`.

A set is bits: bits 0 to 7 are Nelson's rules 1 to 8, bit 8 is Western Electric's run of 8. Western Electric's
rules 1 to 3 are Nelson's 1, 5 and 6.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.charts.rulesets import RuleSet

RULES = 9
_BITS = {
    "limits": {"1": 0},
    "nelson": {str(i + 1): i for i in range(8)},
    "western-electric": {"1": 0, "2": 4, "3": 5, "4": 8},
}
_RUN_OF_8 = 1 << 8
# the sets of the table, rising: all of Nelson's, then those with Western Electric's run
SETS = np.array(
    [*range(1, 256), *(_RUN_OF_8 + zones + limit for zones in (0, 16, 32, 48) for limit in (0, 1))]
)
# columns: P(N >= j) for these j, the share of the location panel, mean of N, variance of N over its mean
COUNTED = (1, 2, 3, 5, 8, 12)
COLUMNS = len(COUNTED) + 3
# the table holds square roots, whose standard error is the same everywhere (0.0025 for a share), in steps
STEPS = np.array([1000] * (COLUMNS - 1) + [30])
# shares of 1 have no logarithm of survival
_MOST = 0.9999

Rows = dict[str, dict[str, Any]]


def column_of(chosen: RuleSet) -> int | None:
    """Return where a set stands in the table, None if it does not.

    Parameters
    ----------
    chosen : RuleSet

    Returns
    -------
    int or None

    Examples
    --------
    >>> from sqc.charts.rule_choice import rule_set
    >>> column_of(rule_set("nelson")), column_of(rule_set("western-electric"))
    (254, 262)
    """
    bit = _BITS.get(chosen.id)
    if bit is None:
        return None
    places = np.flatnonzero(sum(1 << bit[number] for number in chosen.numbers) == SETS)
    return int(places[0]) if len(places) else None


def rows_of(kind: str, phase: int, chosen: RuleSet) -> Rows | None:
    """Return the rows of one set, by subgroup size and points.

    Parameters
    ----------
    kind : str
    phase : {1, 2}
    chosen : RuleSet

    Returns
    -------
    dict or None
        [size][points] = P(N >= 1, 2, ..., 12), share of the location panel, mean of N, variance over mean.
    """
    column = column_of(chosen)
    table, sizes, points = _read(kind, phase)
    if column is None or table is None:
        return None
    return {
        str(n): {str(m): _row(cell) for m, cell in zip(points, by_points, strict=True)}
        for n, by_points in zip(sizes, table[..., column].tolist(), strict=True)
    }


def _row(cell: list[float]) -> tuple[list[float], float, float, float]:
    """Return one row; between the counts of the table P(N >= j) falls by a constant factor."""
    shares = np.clip(cell[: len(COUNTED)], 1e-9, _MOST)
    at_least = np.exp(np.interp(np.arange(1, COUNTED[-1] + 1), COUNTED, np.log(shares)))
    location, mean, spread = cell[len(COUNTED) :]
    return at_least.tolist(), min(location, _MOST), mean, spread


@lru_cache(maxsize=2)
def _read(kind: str, phase: int) -> tuple[npt.NDArray[np.float64] | None, list[int], list[int]]:
    """Read the part of the file that a kind needs."""
    with np.load(os.path.join(os.path.dirname(__file__), "price_subsets.npz")) as file:
        key = f"{kind} {phase}"
        if key not in file:
            return None, [], []
        table = (file[key] / STEPS[:, None]) ** 2
        return table, file[f"{kind} n"].tolist(), file["points"].tolist()
