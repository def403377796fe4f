"""The picture of a histogram: bars, normal curve, specification full height, strata one below another."""

from __future__ import annotations

import math

import numpy as np

from sqc.charts.words import axis_name
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.qctools.histogram.case import Case, Group
from sqc.qctools.histogram.judge import places, typed
from sqc.qctools.histogram.shape import by_mixture
from sqc.qctools.histogram.tables import rule_words
from sqc.report.histogram import normal_curve, two_normal_curves
from sqc.report.marks import Axis, Bars, Label, Line, Mark, Page, Plot, Region, Rule
from sqc.report.numbers import fixed

MOST_PARTS = 6
HEADROOM = 1.1
# shapes that a normal curve is drawn solid for
FITTING = ("few", "coarse", "bell", "comb", "island", "unseen")


def page(case: Case, first: Finding) -> Page:
    """Return the sheet: one panel, or one for each stratum on the same scales."""
    parts = list(case.parts.items())[:MOST_PARTS]
    plots = [_plot(case, "histogram", case.whole, None)]
    if parts:
        top = max(HEADROOM * _top(case, one) for _, one in parts)
        plots = [_part(case, i, name, one, top, i == len(parts)) for i, (name, one) in enumerate(parts, 1)]
    whole, d = case.whole, places(case)
    footer: list[Words] = [
        Msg("n = {n}", n=f"{whole.n:,}"),
        Msg("mean {mean}, s {s}", mean=fixed(whole.mean, d), s=fixed(whole.sigma, d)),
        _line_words(case),
        rule_words(case),
    ]
    if len(case.parts) > MOST_PARTS:
        footer.append(Msg("{k} of {n} strata", k=MOST_PARTS, n=len(case.parts)))
    return Page(
        Join([case.name, Msg("histogram")], " · "),
        tuple((plot,) for plot in plots),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=case.source.name)),
    )


def _line_words(case: Case) -> Words:
    """Return what the curves are."""
    shapes = [one.shape for one in (case.parts or {"": case.whole}).values()]
    if any(by_mixture(one) for one in shapes):
        return Msg("solid: two normal peaks, dashed: normal curve")
    if any(one.main not in FITTING for one in shapes):
        return Msg("dashed: normal curve, does not hold")
    return Msg("line: normal curve")


def _part(case: Case, i: int, name: str, one: Group, top: float, last: bool) -> Plot:
    d = places(case)
    said = Msg("{name}: n = {n}, mean {mean}, s {s}", name=name, n=f"{one.n:,}", mean=fixed(one.mean, d),
               s=fixed(one.sigma, d) if one.n > 1 else "-")  # fmt: skip
    return _plot(case, f"part_{i}", one, said, top, i == 1, last)


def _plot(
    case: Case,
    key: str,
    group: Group,
    name: Words | None,
    top: float | None = None,
    labelled: bool = True,
    last: bool = True,
) -> Plot:
    ends = _ends(case)
    found = case.classes
    marks: list[Mark] = [*_outside(case)]
    marks.append(Bars(found.middles, group.counts.astype(np.float64), found.width))
    marks += _curves(case, group, ends)
    marks += _limits(case, labelled)
    height = HEADROOM * _top(case, group) if top is None else top
    return Plot(
        key,
        tuple(marks),
        Axis(axis_name(case.name, case.unit) if last else None, limits=ends),
        Axis(Msg("count"), limits=(0.0, height), from_zero=True, whole=True),
        name,
    )


def _curves(case: Case, group: Group, ends: tuple[float, float]) -> list[Line]:
    """Return the normal curve, dashed where the shape speaks against it; two peaks are drawn as such."""
    if not (group.n > 1 and group.sigma > 0):
        return []
    shape, width = group.shape, case.classes.width
    role = "fit" if shape.main in FITTING else "fit2"
    curves = [normal_curve(group.n, width, group.mean, group.sigma, ends, role)]
    peaks = shape.peaks
    if peaks is not None and by_mixture(shape):
        two = ((peaks.share, peaks.low, peaks.sigma), (1 - peaks.share, peaks.high, peaks.sigma))
        curves.append(two_normal_curves(group.n, width, two, ends))
    return curves


def _top(case: Case, group: Group) -> float:
    """Return the height of the highest bar, or of the curves where these are higher."""
    highest = float(group.counts.max())
    curves = [float(line.y.max()) for line in _curves(case, group, _ends(case))]
    # a curve far above the bars is that of a narrow stratum in wide classes
    return max([highest, *(min(curve, 1.5 * highest) for curve in curves)])


def _ends(case: Case) -> tuple[float, float]:
    """Return the stretch that is drawn: classes, specification, room at both sides."""
    edges, spec = case.classes.edges, case.spec
    known = [end for end in (float(edges[0]), float(edges[-1]), *spec) if math.isfinite(end)]
    low, high = min(known), max(known)
    room = 0.06 * (high - low)
    return low - room, high + room


def _outside(case: Case) -> list[Mark]:
    spec = case.spec
    below = [Region(None, spec.lsl)] if math.isfinite(spec.lsl) else []
    return [*below, *([Region(spec.usl, None)] if math.isfinite(spec.usl) else [])]


def _limits(case: Case, labelled: bool) -> list[Mark]:
    spec = case.spec
    marks: list[Mark] = []
    for limit, name in ((spec.lsl, "LSL"), (spec.usl, "USL")):
        if math.isfinite(limit):
            marks.append(Rule(limit, "x", role="spec"))
            if labelled:
                marks.append(Label(limit, Verbatim(f"{name} {typed(limit)}"), "top", "spec"))
    if math.isfinite(spec.target):
        marks.append(Rule(spec.target, "x", role="target"))
        if labelled:
            marks.append(Label(spec.target, Msg("target {value}", value=typed(spec.target)), "top", "target"))
    return marks
