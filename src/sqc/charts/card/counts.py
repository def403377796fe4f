"""Counts: do they vary as chance lets them, is there a lower limit?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

import numpy as np

from sqc.charts.card.context import Context
from sqc.charts.card.thresholds import LIMITS
from sqc.charts.count_tails import known_tails, lots_of
from sqc.data.sample import Counts
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import fixed, p_value, percent
from sqc.stats.chisquare import chi2_cdf, chi2_sf
from sqc.stats.dispersion import dispersion_test

TAILS_OF = 200  # points that exact tails are computed of


def dispersion(context: Context) -> Iterator[Finding]:
    """Say whether counts vary as chance lets them."""
    sample, model = context.sample, context.panels[0].model
    if not isinstance(sample, Counts) or model is None:
        return
    ratio, p = _pooled_dispersion(sample, model)
    if not math.isfinite(ratio):
        return
    values = {"ratio": ratio, "p": p}
    name = Msg("binomial") if model == "binomial" else Msg("Poisson")
    if p >= LIMITS["dispersion_p"]:
        short = Msg("variation {ratio} x {model} (p {p})", ratio=fixed(ratio, 2), model=name, p=p_value(p))
        yield Finding("dispersion", "ok", short, values, short)
    elif ratio > 1:
        text = Msg(
            "The counts vary {ratio} times as much as chance allows (p {p}): these limits are too narrow;"
            " use the Laney chart (--kind {kind}).",
            ratio=fixed(ratio, 2),
            p=p_value(p),
            kind=context.kind.dispersed,
        )
        yield Finding("overdispersed", "watch", text, values)
    else:
        text = Msg(
            "The counts vary less than chance allows ({ratio}): are they really counted? If so, use the Laney"
            " chart (--kind {kind}).",
            ratio=fixed(ratio, 2),
            kind=context.kind.dispersed,
        )
        yield Finding("underdispersed", "watch", text, values)


def _pooled_dispersion(sample: Counts, model: Literal["binomial", "poisson"]) -> tuple[float, float]:
    """Return ratio and p of the test within stages: chi-squares and degrees of freedom add up.

    Points that the user has left out have a known cause: they do not count.
    """
    excluded = sample.about.excluded
    kept = np.ones(len(sample.count), dtype=np.bool_) if excluded is None else ~excluded
    starts = sample.about.stages.starts.tolist()
    size = np.ones(len(sample.count)) if sample.size is None else sample.size
    total, df = 0.0, 0
    for start, end in zip(starts, [*starts[1:], len(sample.count)], strict=True):
        count, area = sample.count[start:end], size[start:end]
        keep = np.isfinite(count) & (area > 0) & kept[start:end]
        if keep.sum() > 1:
            ratio, _ = dispersion_test(count[keep], area[keep], model)
            if math.isfinite(ratio):
                total += ratio * (int(keep.sum()) - 1)
                df += int(keep.sum()) - 1
    if not df:
        return float("nan"), float("nan")
    return total / df, float(chi2_sf(total, df) if total > df else chi2_cdf(total, df))


def rare_events(context: Context) -> Iterator[Finding]:
    """Say when so many counts are 0 that the intervals between events tell more."""
    if not isinstance(context.sample, Counts):
        return
    count = context.sample.count[np.isfinite(context.sample.count)]
    share = float(np.mean(count == 0)) if len(count) >= LIMITS["rare_from"] else 0.0
    if share > LIMITS["rare_share"]:
        text = Msg(
            "{p} of the counts are 0: chart the time or the number of units between events.",
            p=percent(share, 0),
        )
        yield Finding("rare-events", "watch", text, {"p": share})


def low_counts(context: Context) -> Iterator[Finding]:
    """Say when counts are so low that limits at k sigma signal far more often than k promises."""
    panel = context.panels[0]
    if panel.model is None or context.new or context.exact:
        return
    panel = panel.at(context.points[:TAILS_OF])
    lots = lots_of(panel)
    if not lots.keep.any():
        return
    above, below = known_tails(panel)[2:]
    rate = float(np.mean(above + below))
    k = float(np.max((panel.upper - panel.center)[lots.keep] / panel.sigma[lots.keep]))
    promised = math.erfc(k / math.sqrt(2.0))
    if not rate > LIMITS["low_times"] * promised:
        return
    mean = float(np.mean(panel.center[lots.keep] * lots.unit))
    text = Msg(
        "Low counts ({mean} on average): these limits signal falsely once in {n} points, not in {promised};"
        " --alpha {alpha} gives exact ones.",
        mean=fixed(mean, 1 if mean >= 0.95 else 2),
        n=f"{1 / rate:,.0f}",
        promised=f"{1 / promised:,.0f}",
        alpha=f"{promised:.2g}",
    )
    yield Finding("low-counts", "watch", text, {"mean": mean, "rate": rate, "promised": promised})


def lower_limit(context: Context) -> Iterator[Finding]:
    """Say when counts have no lower limit."""
    panel = context.panels[0]
    if panel.family != "attribute" or np.isfinite(panel.lower).all() or not panel.defined.all():
        return
    center = float(panel.center[-1])
    values: dict[str, object] = {}
    if panel.model == "binomial":
        size = context.sample.size if isinstance(context.sample, Counts) else None
        p = center / float(size[-1]) if panel.whole and size is not None else center
        needed = math.floor(9 * (1 - p) / p) + 1 if 0 < p < 1 else 0
        values["n"] = needed
        text = Msg(
            "There is no lower limit, so the chart cannot show an improvement; lots of {n} or more"
            " would have one.",
            n=needed,
        )
    else:
        text = Msg("There is no lower limit, so the chart cannot show an improvement.")
    level = "watch" if not np.isfinite(panel.lower).any() else "ok"
    if level == "watch" and center > 0:
        yield Finding("no-lower-limit", "watch", text, values)
