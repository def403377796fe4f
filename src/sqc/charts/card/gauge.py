"""Does the gauge read finely enough?"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import LIMITS, LOOKED_AT, Context
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import percent
from sqc.stats.segments import distinct


def resolution(context: Context) -> Iterator[Finding]:
    """Say whether the gauge reads finely enough."""
    single = context.values
    if not len(single):
        return
    n = len(distinct(single))
    values = {"n": n}
    ranges = _distinct_ranges(context)
    # a handful of values says nothing of the gauge: one new value is always one value
    coarse = n <= LIMITS["distinct_act"] and len(single) >= LIMITS["distinct_from"]
    if coarse or ranges < LIMITS["distinct_ranges"]:
        yield Finding(
            "resolution",
            "act" if coarse else "watch",
            Msg(
                "Only {n} distinct values: the gauge reads too coarsely for these limits;"
                " record more digits.",
                n=n,
            )
            if coarse
            else Msg(
                "Only {n} distinct ranges within their limits: the gauge reads too coarsely; record more"
                " digits.",
                n=ranges,
            ),
            values,
        )
        return
    short = Msg("{n} distinct values", n=n)
    yield Finding("resolution", "ok", short, values, short)


def _distinct_ranges(context: Context) -> float:
    """Return the number of distinct ranges within their limits, infinity where there are too few to say."""
    spread = context.spread
    if spread is None:
        return math.inf
    below = spread.statistic[spread.statistic <= np.broadcast_to(spread.upper, spread.statistic.shape)]
    if len(below) < 2 * LIMITS["distinct_ranges"]:
        return math.inf
    below = below[:LOOKED_AT]
    scale = float(np.max(below)) or 1.0
    return len(distinct(np.round(below / scale, 9)))


def zero_ranges(context: Context) -> Iterator[Finding]:
    """Say when most ranges are 0."""
    if context.spread is None:
        return
    ranges = context.spread.statistic
    ranges = ranges[np.isfinite(ranges)]
    share = float(np.mean(ranges == 0)) if len(ranges) else 0.0
    if share > LIMITS["zero_ranges"]:
        yield Finding(
            "ties-zero",
            "watch",
            Msg(
                "{p} of the ranges are 0: limits from ranges are too narrow here.",
                p=percent(share, 0),
            ),
            {"p": share},
        )
