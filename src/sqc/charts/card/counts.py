"""Counts: do they vary as chance lets them, is there a lower limit?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

import numpy as np

from sqc.charts.card.context import Context
from sqc.charts.card.thresholds import LIMITS
from sqc.data.sample import Counts
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import fixed, p_value, percent
from sqc.stats.chisquare import chi2_cdf, chi2_sf
from sqc.stats.dispersion import dispersion_test


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
            "The counts vary {ratio} times as much as chance allows (p {p}): these limits are too narrow.",
            ratio=fixed(ratio, 2),
            p=p_value(p),
        )
        yield Finding("overdispersed", "watch", text, values)
    else:
        text = Msg(
            "The counts vary less than chance allows ({ratio}): are they really counted?",
            ratio=fixed(ratio, 2),
        )
        yield Finding("underdispersed", "watch", text, values)


def _pooled_dispersion(sample: Counts, model: Literal["binomial", "poisson"]) -> tuple[float, float]:
    """Return ratio and p of the test within stages: chi-squares and degrees of freedom add up."""
    starts = sample.about.stages.starts.tolist()
    size = np.ones(len(sample.count)) if sample.size is None else sample.size
    total, df = 0.0, 0
    for start, end in zip(starts, [*starts[1:], len(sample.count)], strict=True):
        count, area = sample.count[start:end], size[start:end]
        keep = np.isfinite(count) & (area > 0)
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
