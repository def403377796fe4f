"""The tables of what charts cost under rule sets that are no default.

`price_subsets.npy` (see `scripts/price_subsets.py`) holds every part of Nelson's rules and of Western
Electric's: a set is bits, bits 0 to 7 are Nelson's rules 1 to 8, bit 8 is Western Electric's run of 8, whose
rules 1 to 3 are Nelson's 1, 5 and 6. A set with these rules costs the same under any name. `price_named.npy`
(see `scripts/price_named.py`) holds the other published sets by their names, and the kinds of one panel.
Beside each stands what its rows are, as JSON. An archive of both would cost 5 ms to open.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.charts.rulesets import NELSON, RuleSet, place_of, rules_at, same_rules
from sqc.charts.rulesets import SETS as BUILT_IN
from sqc.charts.signals import Judged
from sqc.stats.rules import Rule

RULES = 9
NINE: tuple[Rule, ...] = (*NELSON, replace(BUILT_IN["western-electric"].rules[3], id="9"))
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
# P(N >= 1, 2, ..., 12) from the counts of the table: between them it falls by a constant factor
_BETWEEN = np.array([np.interp(np.arange(1, COUNTED[-1] + 1), COUNTED, one) for one in np.eye(len(COUNTED))])
# shares of 1 have no logarithm of survival
_MOST = 0.9999

Rows = dict[str, dict[str, Any]]


def bits_of(rules: Sequence[Rule]) -> int | None:
    """Return the bits of rules, None where one of them is neither Nelson's nor Western Electric's.

    Parameters
    ----------
    rules : sequence of Rule

    Examples
    --------
    >>> bits_of(NELSON[:2]), bits_of([Rule("1", "trend", 7, 7)])
    (3, None)
    """
    bits = 0
    for rule in rules:
        at = next((i for i, one in enumerate(NINE) if same_rules([rule], [one])), None)
        if at is None:
            return None
        bits |= 1 << at
    return bits


def column_of(bits: int | None) -> int | None:
    """Return where a set stands in the table of parts, None if it does not.

    Parameters
    ----------
    bits : int or None
        As from `bits_of`.

    Examples
    --------
    >>> column_of(255), column_of(bits_of(BUILT_IN["western-electric"].rules))
    (254, 262)
    """
    known: list[int] = SETS.tolist()
    return known.index(bits) if bits in known else None


def bits_of_chart(judged: Sequence[Judged]) -> int | None:
    """Return the bits of the rules of a chart, None where its other panels get more or less than usual.

    Parameters
    ----------
    judged : sequence of Judged
    """
    bits = bits_of(judged[0].rules)
    if bits is None:
        return None
    rules = tuple(rule for i, rule in enumerate(NINE) if bits >> i & 1)
    usual = RuleSet("", "", "", "", rules)
    others = ((one.rules, rules_at(place_of(one.panel), usual)) for one in judged[1:])
    return (
        bits if all(mine == theirs or bits_of(mine) == bits_of(theirs) for mine, theirs in others) else None
    )


def rows_of(kind: str, phase: int, chosen: RuleSet, judged: Sequence[Judged]) -> Rows | None:
    """Return the rows of one set, by subgroup size and points.

    Parameters
    ----------
    kind : str
    phase : {1, 2}
    chosen : RuleSet
    judged : sequence of Judged
        The panels with the rules they got.

    Returns
    -------
    dict or None
        [size][points] = P(N >= 1, 2, ..., 12), share of the location panel, mean of N, variance over mean.
    """
    table, sizes, points, names = _read("price_subsets", kind, phase)
    column = None if table is None else column_of(bits_of_chart(judged))
    if column is None:
        table, sizes, points, names = _read("price_named", kind, phase)
        column = names.index(chosen.name) if chosen.name in names else None
    if column is None or table is None:
        return None
    return _unpacked(table[..., column], sizes, points)


def share_of_part(rules: Sequence[Rule]) -> float | None:
    """Return how many stable series of 25 points signal by these rules, None where they are no part.

    Parameters
    ----------
    rules : sequence of Rule
        Of one panel with known limits.

    Examples
    --------
    >>> round(share_of_part(NELSON), 2)
    0.25
    """
    column = column_of(bits_of(rules))
    table, _, points, _ = _read("price_subsets", "i-mr", 2)
    if column is None or table is None:
        return None
    # the same panel stands in the table once for every size of its subgroups
    roots = table[:, points.index(25), len(COUNTED), column] / STEPS[len(COUNTED)]
    return float((roots**2).mean())


def _unpacked(roots: npt.NDArray[np.uint16], sizes: list[int], points: list[int]) -> Rows:
    cells = (roots / STEPS) ** 2
    shares, others = cells[..., : len(COUNTED)], cells[..., len(COUNTED) :]
    at_least = np.exp(np.log(np.clip(shares, 1e-9, _MOST)) @ _BETWEEN).tolist()
    others[..., 0] = np.minimum(others[..., 0], _MOST)
    return {
        str(n): {str(m): (shares, *more) for m, shares, more in zip(points, by_points, rest, strict=True)}
        for n, by_points, rest in zip(sizes, at_least, others.tolist(), strict=True)
    }


Table = tuple[npt.NDArray[np.uint16] | None, list[int], list[int], list[str]]


@lru_cache(maxsize=4)
def _read(name: str, kind: str, phase: int) -> Table:
    """Read what a table says of a kind: roots in steps, subgroup sizes, points, names of the sets."""
    stem = os.path.join(os.path.dirname(__file__), name)
    with open(f"{stem}.json", encoding="utf-8") as file:
        about = json.load(file)
    first, sizes = about["rows"].get(f"{kind} {phase}", (0, []))
    if not sizes:
        return None, [], [], []
    table = np.load(f"{stem}.npy", mmap_mode="r")[first : first + len(sizes)]
    return table, sizes, about["points"], about["sets"]
