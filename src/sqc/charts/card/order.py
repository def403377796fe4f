"""Order in time: sorted points, neighbours that depend on each other, a spread that changes."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import Context
from sqc.charts.card.thresholds import LIMITS, STRETCH
from sqc.charts.kind import Floats
from sqc.charts.words import named
from sqc.data.sample import Individuals, Ints, Subgroups, label
from sqc.i18n.message import Msg
from sqc.notes import Finding, Level
from sqc.report.numbers import fixed, p_value
from sqc.stats import constants
from sqc.stats.dependence import autocorrelation
from sqc.stats.grouped import describe
from sqc.stats.oneway import OneWay, brown_forsythe, one_way


def order_lost(context: Context) -> Iterator[Finding]:
    """Say when values, subgroup means or counts are sorted, and no column gives their order."""
    sample = context.sample
    if sample.about.order != "file":
        return
    if isinstance(sample, Individuals | Subgroups):
        series = sample.values if isinstance(sample, Individuals) else sample.mean
    else:
        series = context.panels[0].statistic
    # most series show it in their first points: a million need not be compared
    if not (_is_sorted(series[:100]) and _is_sorted(series)):
        return
    series = series[np.isfinite(series)]
    if _chance_of_order(series) > LIMITS["sorted_chance"]:
        return
    if isinstance(sample, Subgroups):
        text = Msg(
            "The subgroups are sorted by their mean: their order in time is lost and stability cannot be"
            " judged."
        )
    elif isinstance(sample, Individuals):
        text = Msg("The values are sorted: their order in time is lost and stability cannot be judged.")
    else:
        text = Msg("The counts are sorted: their order in time is lost and stability cannot be judged.")
    yield Finding("order-lost", "act", text, {"n": len(series)})


def _is_sorted(series: Floats) -> bool:
    steps = np.diff(series[np.isfinite(series)])
    return bool(np.all(steps >= 0) or np.all(steps <= 0))


def _chance_of_order(series: Floats) -> float:
    """Chance that points in random order rise or fall throughout: 2 over the number of arrangements."""
    ties = np.diff(np.flatnonzero(np.concatenate(([True], np.diff(series) != 0, [True]))))
    if len(ties) < 2:
        return 1.0
    several = ties[ties > 1].tolist()
    return 2.0 * math.exp(sum(math.lgamma(t + 1) for t in several) - math.lgamma(len(series) + 1))


def dependence(context: Context) -> Iterator[Finding]:
    """Say whether neighbouring values depend on each other."""
    if not isinstance(context.sample, Individuals | Subgroups):
        return
    series = context.residuals
    n = int(np.isfinite(series).sum())
    if n < LIMITS["autocorrelation_from"]:
        return
    if context.thinned:
        # the end of a stretch and the beginning of the next are no neighbours
        series = np.insert(series, np.arange(STRETCH, len(series), STRETCH), np.nan)
    r, limit = autocorrelation(series), 2.0 / math.sqrt(n)
    if not math.isfinite(r):
        return
    limit = max(limit, LIMITS["autocorrelation_least"])
    values = {"r": r, "limit": limit, "n": n}
    if r > limit:
        level: Level = "act" if r > LIMITS["autocorrelation_act"] else "watch"
        text = Msg(
            "Neighbouring values depend on each other (correlation {r}): the limits are too narrow;"
            " chart batch means or residuals.",
            r=fixed(r, 2),
        )
        yield Finding("autocorrelation", level, text, values)
    elif r < -limit:
        text = Msg("High and low take turns: two streams may be mixed in one chart; stratify.")
        yield Finding("sawtooth", "watch", text, values)
    else:
        short = Msg("autocorrelation {r} (limit {limit})", r=fixed(r, 2), limit=fixed(limit, 2))
        yield Finding("autocorrelation", "ok", short, values, short)


def variance(context: Context) -> Iterator[Finding]:
    """Say when the spread differs between the quarters of a chart of one stage."""
    if context.stages > 1:
        return
    parts, found = _quarters(context)
    if found is None:
        return
    spread = _spreads(context, parts)
    low, high = int(np.argmin(spread)), int(np.argmax(spread))
    ratio = float(spread[high] / spread[low]) if spread[low] > 0 else math.inf
    if not LIMITS["variance_ratio"] <= ratio < math.inf or not found.p < LIMITS["variance_p"]:
        return
    ends = [*parts[1:].tolist(), len(context.points)]
    text = Msg(
        "The spread changes along the chart: from {first} to {last} it is {ratio} times as large as from {a}"
        " to {b} (p {p}); look for what changed.",
        first=_name(context, int(parts[high])),
        last=_name(context, ends[high] - 1),
        a=_name(context, int(parts[low])),
        b=_name(context, ends[low] - 1),
        ratio=fixed(ratio, 1),
        p=p_value(found.p),
    )
    yield Finding("variance-changed", "watch", text, {"p": found.p, "ratio": ratio})


def _name(context: Context, place: int) -> Msg:
    return named(context.kind.noun, [label(context.sample, int(context.points[place]))])


def _quarters(context: Context) -> tuple[Ints, OneWay | None]:
    """Return where the quarters begin in the points, and the test of equal spread; None if too short."""
    series = context.values if isinstance(context.sample, Individuals) else _relative_spreads(context)
    least = LIMITS["variance_values" if isinstance(context.sample, Individuals) else "variance_subgroups"]
    parts = np.linspace(0, len(context.points), int(LIMITS["variance_parts"]) + 1)[:-1].astype(np.int64)
    counts = np.add.reduceat(np.isfinite(series), parts) if len(series) else np.zeros(1)
    if counts.sum() < least or counts.min() < least / (2 * len(parts)):
        return parts, None
    if isinstance(context.sample, Individuals):
        return parts, brown_forsythe(series, parts)
    groups = describe(series, parts)
    return parts, one_way(groups.n, groups.mean, groups.sd)


def _relative_spreads(context: Context) -> Floats:
    """Return sigma within by each subgroup alone, NaN where it is excluded or has one value."""
    sample, points = context.sample, context.points
    if not isinstance(sample, Subgroups):
        return np.zeros(0)
    n, sd = sample.n[points], sample.sd[points]
    several = np.maximum(n, 2)
    if np.isfinite(sd).any():
        found = sd / np.asarray(constants.c4(several))
    else:
        found = sample.range[points] / np.asarray(constants.d2(several))
    out = n < 2
    if sample.about.excluded is not None:
        out |= sample.about.excluded[points]
    return np.where(out, np.nan, found)


def _spreads(context: Context, parts: Ints) -> Floats:
    """Return sigma in each quarter."""
    if isinstance(context.sample, Individuals):
        return describe(context.values, parts).sd
    return describe(_relative_spreads(context), parts).mean
