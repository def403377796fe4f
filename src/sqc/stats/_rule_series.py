"""Rules that judge a whole segment: its longest run, its crossings, its number of runs. Part of `rules`.

They signal once, at the last useful point of the segment; a point on the center or missing is not useful.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sqc.stats._rule import Rule
from sqc.stats._rule_kinds import Flags
from sqc.stats._rule_panel import Arrays, part_of
from sqc.stats.runs import Runs, crossings_needed, longest_allowed, runs_about
from sqc.stats.runs_tests import runs_test


def _long(rule: Rule, runs: Runs) -> Flags:
    return np.asarray(runs.longest > longest_allowed(runs.useful))


def _few_crossings(rule: Rule, runs: Runs) -> Flags:
    return np.asarray(runs.crossings < crossings_needed(runs.useful, rule.alpha))


@lru_cache(maxsize=4096)
def _unlikely(above: int, below: int, runs: int, alpha: float) -> bool:
    found = runs_test(above, below, runs)
    few, many = found.exact_few, found.exact_many
    if np.isnan(few):
        few, many = found.few, found.many
    return bool(min(few, many) <= alpha / 2.0)


def _unlikely_count(rule: Rule, runs: Runs) -> Flags:
    each = zip(runs.above.tolist(), runs.below.tolist(), runs.runs.tolist(), strict=True)
    return np.array([_unlikely(above, below, n, rule.alpha) for above, below, n in each], dtype=bool)


KINDS: dict[str, Callable[[Rule, Runs], Flags]] = {
    "longest_run": _long,
    "crossings": _few_crossings,
    "runs_count": _unlikely_count,
}


def _useful(arrays: Arrays) -> Flags:
    x, center = arrays[0], arrays[1]
    return np.asarray((x > center) | (x < center))


def series_mask(rule: Rule, arrays: Arrays, starts: NDArray[np.int64]) -> Flags:
    """Last useful point of every segment that the rule calls unlikely."""
    total = len(arrays[0])
    found = np.zeros(total, dtype=bool)
    if not total:
        return found
    fired = KINDS[rule.kind](rule, runs_about(arrays[0], arrays[1], starts))
    places = np.flatnonzero(_useful(arrays))
    ends = np.searchsorted(places, np.append(starts[1:], total)[fired]) - 1
    found[places[ends]] = True
    return found


def series_members(rule: Rule, arrays: Arrays, starts: NDArray[np.int64], end: int) -> NDArray[np.intp]:
    """Points of the longest run, or all useful points where the rule counts them all."""
    segment = int(np.searchsorted(starts, end, side="right")) - 1
    first, after = int(starts[segment]), int(np.append(starts, len(arrays[0]))[segment + 1])
    own, only = part_of(arrays, slice(first, after)), np.zeros(1, dtype=np.int64)
    if not series_mask(rule, own, only)[end - first]:
        return np.zeros(0, dtype=np.intp)
    useful = np.flatnonzero(_useful(own))
    if rule.kind == "longest_run":
        runs = runs_about(own[0], own[1], only)
        useful = useful[(useful >= runs.first[0]) & (useful <= runs.last[0])]
    return first + useful
