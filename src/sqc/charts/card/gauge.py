"""Does the gauge read finely enough?"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import Context
from sqc.charts.card.thresholds import LIMITS
from sqc.data.sample import Individuals
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import percent
from sqc.stats.segments import distinct


def resolution(context: Context) -> Iterator[Finding]:
    """Say whether the gauge reads finely enough, and what rounding adds to the variance."""
    n, ranges, held = context.distinct, _distinct_ranges(context), int(np.isfinite(context.values).sum())
    values = {"n": n}
    if not held:
        return
    # a handful of values says nothing of the gauge: one new value is always one value, and no step shows
    if n <= LIMITS["distinct_act"] and held >= LIMITS["distinct_from"]:
        text = Msg(
            "Only {n} distinct values: the gauge reads too coarsely for these limits; record more digits.",
            n=n,
        )
        yield Finding("resolution", "act", text, values)
    elif ranges < LIMITS["distinct_ranges"]:
        text = Msg(
            "Only {n} distinct ranges within their limits: the gauge reads too coarsely; record more digits.",
            n=int(ranges),
        )
        yield Finding("resolution", "watch", text, values)
    else:
        short = Msg("{n} distinct values", n=n)
        yield Finding("resolution", "ok", short, values, short)
        if held >= LIMITS["distinct_from"]:
            yield from _rounding(context)


def _rounding(context: Context) -> Iterator[Finding]:
    step, sigma = context.step, _sigma(context)
    if step > LIMITS["rounding"] * sigma:
        added = step * step / 12 / (sigma * sigma)
        text = Msg(
            "Rounding to {h} adds {p} to the variance; record one more digit.",
            h=f"{step:.6g}",
            p=percent(added, 1),
        )
        yield Finding("rounding", "watch", text, {"h": step, "p": added})


def _sigma(context: Context) -> float:
    """Return the smallest sigma within of the stages, infinity where there is none."""
    panel = context.location
    if panel is None:
        return math.inf
    single = np.asarray(panel.sigma)[context.points]
    if not isinstance(context.sample, Individuals):
        single = single * np.sqrt(getattr(context.sample, "n", np.ones(1))[context.points])
    known = single[np.isfinite(single) & (single > 0)]
    return float(known.min()) if len(known) else math.inf


def _distinct_ranges(context: Context) -> float:
    """Return the number of distinct ranges within their limits, infinity where there are too few to say."""
    panel = context.spread
    if panel is None:
        return math.inf
    ranges = panel.statistic[context.points]
    below = ranges[ranges <= np.asarray(panel.upper)[context.points]]
    if len(below) < 2 * LIMITS["distinct_ranges"]:
        return math.inf
    scale = float(np.max(below)) or 1.0
    return len(distinct(np.round(below / scale, 9)))


def zero_ranges(context: Context) -> Iterator[Finding]:
    """Say when most ranges are 0."""
    panel = context.spread
    if panel is None:
        return
    ranges = panel.statistic[context.points]
    ranges = ranges[np.isfinite(ranges)]
    share = float(np.mean(ranges == 0)) if len(ranges) else 0.0
    if share > LIMITS["zero_ranges"]:
        text = Msg("{p} of the ranges are 0: limits from ranges are too narrow here.", p=percent(share, 0))
        yield Finding("ties-zero", "watch", text, {"p": share})
