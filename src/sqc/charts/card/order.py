"""Order in time: sorted values, neighbours that depend on each other."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sqc.charts.card.context import LIMITS, Context
from sqc.data.sample import Counts, Individuals
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import fixed
from sqc.stats.dependence import autocorrelation


def order_lost(context: Context) -> Iterator[Finding]:
    """Say when the values are sorted."""
    sample = context.sample
    if not isinstance(sample, Individuals) or sample.about.order != "file":
        return
    values = sample.values[np.isfinite(sample.values)]
    steps = np.diff(values)
    sorted_ = bool(steps.any()) and (np.all(steps >= 0) or np.all(steps <= 0))
    if len(values) >= LIMITS["sorted_from"] and sorted_:
        yield Finding(
            "order-lost",
            "act",
            Msg("The values are sorted: their order in time is lost and stability cannot be judged."),
            {"n": len(values)},
        )


def dependence(context: Context) -> Iterator[Finding]:
    """Say whether neighbouring values depend on each other."""
    # neighbours that share a value depend on each other anyway
    if isinstance(context.sample, Counts) or context.panels[0].span > 1:
        return
    series = context.residuals
    n = int(np.isfinite(series).sum())
    if n < LIMITS["autocorrelation_from"]:
        return
    r, limit = autocorrelation(series), 2.0 / math.sqrt(n)
    if not math.isfinite(r):
        return
    values = {"r": r, "limit": limit, "n": n}
    if abs(r) > LIMITS["autocorrelation_act"] and r > limit:
        level = "act"
    elif r > limit:
        level = "watch"
    elif r < -limit:
        yield Finding(
            "sawtooth",
            "watch",
            Msg("High and low take turns: two streams may be mixed in one chart; stratify."),
            values,
        )
        return
    else:
        short = Msg("autocorrelation {r} (limit {limit})", r=fixed(r, 2), limit=fixed(limit, 2))
        yield Finding("autocorrelation", "ok", short, values, short)
        return
    yield Finding(
        "autocorrelation",
        level,  # type: ignore[arg-type]
        Msg(
            "Neighbouring values depend on each other (correlation {r}): the limits are too narrow;"
            " chart batch means or residuals.",
            r=fixed(r, 2),
        ),
        values,
    )
