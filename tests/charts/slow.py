"""Slow and obvious references: estimates, ranges and runs point by point in plain Python."""

from __future__ import annotations

import math
from itertools import pairwise

from differential.obvious import c4, c5, d2, d3, mean, range_below, sd, sigma_of_groups

__all__ = [
    "c4",
    "c5",
    "center",
    "d2",
    "d3",
    "mean",
    "moving_ranges",
    "range_below",
    "runs",
    "sd",
    "sigma_of_groups",
]


def center(groups: list[list[float]]) -> float:
    """The grand mean of all values."""
    return mean([v for g in groups for v in g])


def moving_ranges(x: list[float]) -> list[float]:
    return [abs(b - a) for a, b in pairwise(x) if not (math.isnan(a) or math.isnan(b))]


def runs(x: list[float], middle: float, k: int) -> list[int]:
    """Points (from 0) that end k in a row on one side of the middle."""
    found = []
    for i in range(k - 1, len(x)):
        part = x[i - k + 1 : i + 1]
        if all(v > middle for v in part) or all(v < middle for v in part):
            found.append(i)
    return found
