"""The picture of a comparison: the groups, and beside them the difference with its interval."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.charts.words import axis_name
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.qctools.compare import items
from sqc.qctools.compare.case import Case, Contrast
from sqc.qctools.compare.said import level_text
from sqc.qctools.compare.sample import Counted, Values, is_constant
from sqc.qctools.compare.sentences import target_text
from sqc.qctools.compare.tables import contrast_name, p_cell
from sqc.report.marks import Axis, Label, Mark, Page, Plot, Points, Region, Rule, Segments
from sqc.stats.attribute import garwood, wilson
from sqc.stats.hypothesis.means import by_t, mean_from

Floats = npt.NDArray[np.float64]
MOST_DOTS, MOST_GROUPS, MOST_PAIRS, MOST_NAMED = 400, 12, 15, 8
BIN, DRAWN = 40, 0.28


class Middle(NamedTuple):
    """Of each group the point that is drawn and the ends of its interval."""

    at: Floats
    low: Floats
    high: Floats


def page(case: Case, first: Finding) -> Page:
    """Return the sheet: groups at the left, estimation at the right."""
    sample = case.sample
    footer: list[Words] = [case.test.name]
    if isinstance(sample, Values):
        footer.append(Msg("n = {n}", n=", ".join(str(len(part)) for part in sample.parts[:MOST_GROUPS])))
        footer.append(Msg("rings: means with {level} % interval", level=level_text(case.confidence)))
        if any(len(part) > MOST_DOTS for part in sample.parts):
            footer.append(Msg("{n} values of a group are drawn at most", n=MOST_DOTS))
    if (changes := items.note(case)) is not None:
        footer.append(changes)
    if len(sample.names) > MOST_GROUPS:
        footer.append(Msg("{k} of {n} groups", k=MOST_GROUPS, n=len(sample.names)))
    if case.several:
        footer.append(case.test.pairs or "")
    return Page(
        Join([case.reading.measure, Msg("comparison of {about}", about=_about(case))], " · "),
        ((_groups(case), _estimation(case)),),
        first.message,
        first.level == "act",
        (
            Join([part for part in footer if part], " · "),
            Msg("Source: {name}", name=case.reading.source.name),
        ),
    )


def _about(case: Case) -> Words:
    return {
        "means": Msg("means"),
        "medians": Msg("medians"),
        "variances": Msg("standard deviations"),
        "proportions": Msg("shares"),
        "counts": Msg("rates"),
    }[case.test.about]


def _groups(case: Case) -> Plot:
    """Return the groups as dots, or as shares and rates, with means and intervals."""
    sample = case.sample
    shown = min(len(sample.names), MOST_GROUPS)
    x = np.arange(shown, dtype=np.float64)
    marks: list[Mark] = []
    percent = isinstance(sample, Counted) and sample.proportion
    if case.target is not None:
        marks += [
            Rule(case.target, role="target"),
            Label(case.target, Verbatim(target_text(case)), role="target"),
        ]
    if isinstance(sample, Values):
        if case.shape == "paired":
            marks += _pair_lines(sample)
        for i in range(shown):
            marks.append(_dots(float(i), sample.parts[i]))
    found = _middles(case, shown)
    # beside the dots, so that the ring hides none
    aside = 0.0 if isinstance(sample, Counted) else 0.36
    beside = x + (np.array([-aside, aside]) if case.shape == "paired" else aside)
    marks.append(Segments(beside, found.low, beside, found.high, "spine" if shown <= 4 else "fit", caps=True))
    marks.append(Points(beside, found.at, "mean"))
    ticks = tuple((float(i), sample.names[i]) for i in range(shown))
    label = axis_name(case.reading.measure, case.reading.unit)
    if isinstance(sample, Counted):
        label = Msg("share") if sample.proportion else Msg("rate")
    return Plot(
        "groups",
        tuple(marks),
        Axis(case.reading.by or None, ticks, limits=(-0.7, shown - 0.3), shared=False, names=True),
        Axis(label, percent=percent, from_zero=isinstance(sample, Counted)),
        Msg("Groups"),
    )


def _pair_lines(sample: Values) -> list[Mark]:
    first, second = (part[:MOST_DOTS] for part in sample.parts)
    zero = np.zeros(len(first))
    return [Segments(zero, first, zero + 1.0, second, "pale")]


def _dots(x: float, part: Floats) -> Points:
    """Return the values of a group, spread sideways where they are near each other; the same each time."""
    drawn = part[:: max(1, -(-len(part) // MOST_DOTS))]
    span = float(np.ptp(drawn)) or 1.0
    place = np.floor((drawn - drawn.min()) / span * (BIN - 1)).astype(np.int64)
    order = np.lexsort((drawn, place))
    ranked = place[order]
    starts = np.flatnonzero(np.concatenate(([True], np.diff(ranked) > 0)))
    sizes = np.diff(np.append(starts, len(ranked)))
    within = np.arange(len(ranked)) - np.repeat(starts, sizes)
    middle = within - (np.repeat(sizes, sizes) - 1) / 2.0
    step = min(0.05, 2 * DRAWN / max(int(sizes.max()), 1))
    return Points(x + middle * step, drawn[order], "cloud" if len(drawn) > 30 else "data")


def _middles(case: Case, shown: int) -> Middle:
    sample = case.sample
    if isinstance(sample, Counted):
        ends = (0.5 - case.confidence / 2, 0.5 + case.confidence / 2)
        events, sizes = sample.events[:shown], sample.sizes[:shown]
        low, high = (wilson if sample.proportion else garwood)(events, sizes, *ends)
        return Middle(events / sizes, np.asarray(low), np.asarray(high))
    means = np.array([float(part.mean()) for part in sample.parts[:shown]])
    found = [
        None if is_constant(part) else by_t(mean_from(part), case.confidence) for part in sample.parts[:shown]
    ]
    low = np.array([m if one is None else one.lower for one, m in zip(found, means, strict=True)])
    high = np.array([m if one is None else one.upper for one, m in zip(found, means, strict=True)])
    return Middle(means, low, high)


def _estimation(case: Case) -> Plot:
    """Return the effects with their intervals, no effect as a line, and the margin."""
    pairs = sorted(case.contrasts, key=lambda one: one.found.p) if case.several else case.contrasts
    drawn = list(pairs[:MOST_PAIRS])
    y = np.arange(len(drawn), dtype=np.float64)[::-1]
    scale = 100.0 if case.test.scale == "share" else 1.0
    effect, low, high = (
        scale * np.array([getattr(one.found, end) for one in drawn]) for end in ("effect", "lower", "upper")
    )
    limits = _reach(case, low, high, scale)
    ratio = case.test.scale == "ratio"
    cut = [np.clip(part, *limits) for part in (effect, low, high)]
    marks: list[Mark] = []
    if case.margin is not None:
        edge = scale * case.margin
        marks.append(Region(1 / edge if ratio else -edge, edge, None, None, "band"))
        marks += [Rule(end, "x", role="ref") for end in ((1 / edge if ratio else -edge), edge)]
    marks.append(Rule(case.null, "x", role="center"))
    marks.append(Segments(cut[1], y, cut[2], y, "spine" if len(drawn) < 5 else "fit", caps=True))
    if case.margin is not None:
        marks += _within(drawn, y, scale)
    marks.append(Points(cut[0], y, "mean"))
    if len(drawn) <= MOST_NAMED:
        for one, place in zip(drawn, y.tolist(), strict=True):
            marks.append(Label(place, Msg("p {p}", p=_p(one)), role="ref"))
    ticks = tuple((place, contrast_name(case, one)) for one, place in zip(drawn, y.tolist(), strict=True))
    return Plot(
        "estimation",
        tuple(marks),
        Axis(_effect_axis(case), limits=limits, scale="log" if ratio else "linear", shared=False),
        Axis(None, ticks, limits=(-0.6, len(drawn) - 0.35)),
        Msg("Estimation, {level} % interval", level=level_text(case.confidence)),
        grid="none",
    )


def _p(one: Contrast) -> str:
    said = p_cell(one.found.p)
    return said if said.startswith("<") else f"= {said}"


def _within(drawn: list[Contrast], y: Floats, scale: float) -> list[Mark]:
    """Return the shorter intervals that are held against the margin."""
    ends = np.array([one.within or (math.nan, math.nan) for one in drawn]) * scale
    return [Segments(ends[:, 0], y - 0.12, ends[:, 1], y - 0.12, "data", caps=True)]


def _reach(case: Case, low: Floats, high: Floats, scale: float) -> tuple[float, float]:
    ends = [float(end) for end in (*low, *high) if math.isfinite(end)] + [case.null]
    ends += [scale * one.found.effect for one in case.contrasts if math.isfinite(one.found.effect)]
    if case.test.scale == "ratio":
        ends = [end for end in ends if end > 0]
        edge = [case.margin, 1 / case.margin] if case.margin else []
        least, most = min([*ends, *edge]), max([*ends, *edge])
        room = max(most / least, 1.2) ** 0.12
        return least / room, most * room
    edge = [scale * case.margin, -scale * case.margin] if case.margin else []
    least, most = min([*ends, *edge]), max([*ends, *edge])
    room = 0.12 * ((most - least) or 1.0)
    return least - room, most + room


def _effect_axis(case: Case) -> Words:
    if case.test.scale == "ratio":
        return Msg("ratio")
    if case.test.scale == "share":
        return Msg("difference, points")
    return axis_name(Msg("difference"), case.reading.unit)
