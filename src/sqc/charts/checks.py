"""The report card: what was looked at in the data, with what came of it.

Each check returns findings; a finding at ``ok`` carries the short form for the `Checked` line.
Thresholds stand in `LIMITS`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from sqc.charts.kind import ChartKind, Floats, Panels
from sqc.charts.words import counted, named
from sqc.data.sample import Counts, Individuals, Sample, Subgroups, label
from sqc.i18n.message import Msg
from sqc.notes import Finding
from sqc.report.numbers import fixed, p_value, percent
from sqc.stats.chisquare import chi2_cdf, chi2_sf
from sqc.stats.dependence import autocorrelation
from sqc.stats.dispersion import dispersion_test
from sqc.stats.normality import anderson_darling
from sqc.stats.segments import distinct

LOOKED_AT = 20_000
LIMITS = {
    "autocorrelation_from": 30,
    "autocorrelation_act": 0.5,
    "normality_p": 0.05,
    "dispersion_p": 0.05,
    "zero_ranges": 0.5,
    "distinct_act": 3,
    "distinct_from": 10,
    "distinct_ranges": 5,
    "sorted_from": 10,
}


class Context(NamedTuple):
    """What the checks look at."""

    kind: ChartKind
    sample: Sample
    panels: Panels
    new: bool

    @property
    def values(self) -> Floats:
        """Single values without gaps, at most `LOOKED_AT` at even distances."""
        raw = self.raw
        thin = raw if len(raw) <= LOOKED_AT else raw[:: math.ceil(len(raw) / LOOKED_AT)]
        return thin[np.isfinite(thin)]

    @property
    def residuals(self) -> Floats:
        """What the first panel shows, less the center of its stage; thinned like `values`."""
        panel = self.panels[0]
        found = np.array(panel.statistic[:LOOKED_AT] - panel.center[:LOOKED_AT])
        if self.sample.about.excluded is not None:
            found[self.sample.about.excluded[:LOOKED_AT]] = np.nan
        return found

    @property
    def raw(self) -> Floats:
        """Single values in order; empty where only summaries were given."""
        if isinstance(self.sample, Individuals):
            return self.sample.values
        if isinstance(self.sample, Subgroups) and self.sample.values is not None:
            return self.sample.values
        return np.zeros(0)


def amount(context: Context) -> Iterator[Finding]:
    """Say how many points there are."""
    points = context.panels[0].measured
    short = counted(context.kind.noun, points)
    if context.new or points >= context.kind.minimum:
        yield Finding("amount", "ok", short, {"k": points}, short)


def excluded(context: Context) -> Iterator[Finding]:
    """Say which points were left out."""
    excluded = context.sample.about.excluded
    if excluded is not None and excluded.any():
        points = np.flatnonzero(excluded)
        names = [label(context.sample, int(i)) for i in points[:5]]
        text = Msg(
            "Left out of the estimate and of the verdict: {points}; leave out only what has a known cause.",
            points=named(context.kind.noun, names, len(points)),
        )
        yield Finding("excluded", "watch", text, {"points": (points[:100] + 1).tolist(), "n": len(points)})


def sizes(context: Context) -> Iterator[Finding]:
    """Say when all sizes are equal."""
    sample = context.sample
    sizes = sample.n if isinstance(sample, Subgroups) else sample.size if isinstance(sample, Counts) else None
    if sizes is not None and len(sizes) and np.all(sizes == sizes[0]):
        yield Finding("equal-n", "ok", Msg("equal sizes"), {"n": float(sizes[0])}, Msg("equal sizes"))


def dependence(context: Context) -> Iterator[Finding]:
    """Say whether neighbouring values depend on each other."""
    if isinstance(context.sample, Counts):
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


def normality(context: Context) -> Iterator[Finding]:
    """Say whether single values look normal."""
    residuals = context.residuals[np.isfinite(context.residuals)]
    if not isinstance(context.sample, Individuals) or len(residuals) < 8 or not np.ptp(residuals) > 0:
        return
    _, p = anderson_darling(residuals)
    if p < LIMITS["normality_p"]:
        yield Finding(
            "not-normal",
            "watch",
            Msg(
                "Normality is doubtful (Anderson-Darling p {p}): the limits of single values lean on it.",
                p=p_value(p),
            ),
            {"p": p},
        )
        return
    short = Msg("normality p {p}", p=p_value(p))
    yield Finding("normality", "ok", short, {"p": p}, short)


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
    if len(context.panels) < 2:
        return math.inf
    spread = context.panels[1]
    below = spread.statistic[spread.statistic <= np.broadcast_to(spread.upper, spread.statistic.shape)]
    if len(below) < 2 * LIMITS["distinct_ranges"]:
        return math.inf
    below = below[:LOOKED_AT]
    scale = float(np.max(below)) or 1.0
    return len(distinct(np.round(below / scale, 9)))


def zero_ranges(context: Context) -> Iterator[Finding]:
    """Say when most ranges are 0."""
    if len(context.panels) < 2:
        return
    ranges = context.panels[1].statistic
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


def lower_limit(context: Context) -> Iterator[Finding]:
    """Say when counts have no lower limit."""
    panel = context.panels[0]
    if panel.family != "attribute" or np.isfinite(panel.lower).all() or not panel.defined.all():
        return
    center = float(panel.center[-1])
    values: dict[str, object] = {}
    if context.kind.center == "share":
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


def missing(context: Context) -> Iterator[Finding]:
    """Say when nothing is missing."""
    if not any(finding.key == "missing" for finding in context.sample.about.findings):
        yield Finding("missing", "ok", Msg("nothing missing"), {}, Msg("nothing missing"))
