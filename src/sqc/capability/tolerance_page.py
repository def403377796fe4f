"""The pictures of `sqc tolerance`: the values with their interval; the factor over the number of values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sqc.capability.specification import typed
from sqc.capability.tolerance_judge import Case
from sqc.capability.tolerance_limits import factor, factor_words
from sqc.capability.tolerance_tables import DIST_WORDS, asked_words
from sqc.charts.footer import InSigns, footer
from sqc.charts.words import axis_name
from sqc.i18n.message import Join, Msg, Verbatim
from sqc.notes import Finding
from sqc.report.histogram import histogram
from sqc.report.marks import Axis, Bars, Label, Line, Mark, Page, Plot, Points, Region, Rule, Text

if TYPE_CHECKING:
    from sqc.capability.tolerance_plan import ToleranceFactor

SIDES = 201
_CURVE = 40


def page(case: Case, first: Finding) -> Page:
    """Return the histogram with the tolerance limits, the specification and the fitted curve."""
    about = case.chart.sample.about
    name = axis_name(about.name, about.unit)
    bars = histogram(case.values, about.decimals)
    limits = _range(case, bars)
    plot = Plot(
        "distribution",
        (*_marks(case, bars), *_curve(case, bars, limits)),
        Axis(name, limits=limits),
        Axis(Msg("count"), from_zero=True, whole=True),
        Msg("Values, and limits that hold {asked}", asked=asked_words(case.ask)),
    )
    said = footer(case.chart)
    return Page(
        Join([about.name, Msg("tolerance interval")], " · "),
        ((plot,),),
        first.message,
        first.level == "act",
        (Join([DIST_WORDS[case.ask.dist], case.limits.method], ", "), *said[1:]),
    )


def _marks(case: Case, bars: Bars) -> list[Mark]:
    ask, found = case.ask, case.limits
    marks: list[Mark] = [_inside(case), bars]
    for name, value in (("lower", found.lower), ("upper", found.upper)):
        if ask.side in ("both", name) and math.isfinite(value):
            marks += [Rule(value, "x"), Label(value, Verbatim(case.shown(value)), "top")]
    for limit, words in ((ask.lsl, "LSL"), (ask.usl, "USL")):
        if math.isfinite(limit):
            marks.append(Rule(limit, "x", role="spec"))
            marks.append(Label(limit, Verbatim(f"{words} {typed(limit)}"), "top", "spec"))
    return marks


def _inside(case: Case) -> Region:
    found = case.limits
    ends = (
        found.lower if case.ask.side != "upper" and math.isfinite(found.lower) else None,
        found.upper if case.ask.side != "lower" and math.isfinite(found.upper) else None,
    )
    return Region(ends[0], ends[1], role="band")


def _range(case: Case, bars: Bars) -> tuple[float, float]:
    """Return the stretch that is drawn: the values, their limits and the specification."""
    found, ask = case.limits, case.ask
    edges = bars.position[0] - bars.width / 2, bars.position[-1] + bars.width / 2
    ends = [*map(float, edges), ask.lsl, ask.usl]
    ends += [found.lower] if ask.side != "upper" else []
    ends += [found.upper] if ask.side != "lower" else []
    known = [end for end in ends if math.isfinite(end)]
    low, high = min(known), max(known)
    room = 0.06 * (high - low) or 0.5
    return low - room, high + room


def _curve(case: Case, bars: Bars, limits: tuple[float, float]) -> list[Mark]:
    """Return the density of the estimated distribution, at the scale of the bars."""
    parts, n = case.limits.parts, len(case.values)
    x = np.linspace(*limits, SIDES)
    if case.ask.dist != "normal":
        x = x[x > 0]
    if case.ask.dist in ("normal", "lognormal"):
        at = x if case.ask.dist == "normal" else np.log(x)
        density = np.exp(-0.5 * ((at - parts["mean"]) / parts["sigma"]) ** 2)
        density /= parts["sigma"] * math.sqrt(2 * math.pi) * (1.0 if case.ask.dist == "normal" else x)
    elif case.ask.dist == "exponential":
        density = np.exp(-x / parts["mean"]) / parts["mean"]
    elif case.ask.dist == "weibull":
        ratio = x / parts["scale"]
        density = (
            parts["shape"]
            / parts["scale"]
            * ratio ** (parts["shape"] - 1)
            * np.exp(-(ratio ** parts["shape"]))
        )
    else:
        return []
    return [Line(x, n * bars.width * density, "fit")]


def factor_page(plan: ToleranceFactor) -> Page:
    """Return the factor over the number of values, the one asked for marked."""
    ask, n = plan.ask, plan.n
    most = max(200.0, 5.0 * n)
    counts = np.unique(np.round(np.geomspace(3, most, _CURVE)).astype(int))
    curve = np.array([factor(ask, int(count)) for count in counts])
    very_many = factor(ask, 100_000_000)
    high = max(plan.factor, float(curve[0]) if n < 10 else factor(ask, 5))
    low = min(very_many, plan.factor)
    said = Msg("{n} values: {k}", n=n, k=f"{plan.factor:.3f}")
    marks: list[Mark] = [
        Line(counts.astype(float), curve),
        Rule(very_many, "y", role="ref"),
        Label(very_many, Msg("very many: {k}", k=f"{very_many:.3f}"), "right", "ref"),
        Points(np.array([float(n)]), np.array([plan.factor]), "mean"),
        Text(1.08 * n, plan.factor + 0.04 * (high - low), said, anchor="left"),
    ]
    plot = Plot(
        "factor",
        tuple(marks),
        Axis(Msg("values"), scale="log", limits=(float(min(n, counts[0])), most)),
        Axis(Verbatim("k"), limits=(low - 0.08 * (high - low), high + 0.08 * (high - low))),
        Msg("Factor k for {asked}", asked=asked_words(ask)),
    )
    first = InSigns(plan.findings_list()[0].message)
    return Page(Msg("tolerance interval"), ((plot,),), first, False, (factor_words(ask),))
