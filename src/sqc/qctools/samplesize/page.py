"""The picture of a sample size: power over n."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.qctools.samplesize.plan import Plan
from sqc.qctools.samplesize.tables import NAMES, curve, effect_text, method_words
from sqc.report.marks import Axis, Label, Line, Mark, Page, Plot, Points, Rule, Text
from sqc.report.numbers import percent

# the same picture for a smaller and a larger effect
BESIDE = (0.75, 1.5)


def page(plan: Plan, first: Finding) -> Page:
    """Return the power curve with the plan on it, and those of a smaller and a larger effect."""
    solid = _curve(plan, 1.0, "fit")
    n = solid.x
    marks: list[Mark] = [
        Rule(plan.wanted, role="ref"),
        Label(plan.wanted, percent(plan.wanted, 0), role="ref"),
    ]
    beside = [plan.size * times for times in BESIDE if plan.size * times < plan.design.most]
    marks += [_curve(plan, size / plan.size, "fit2") for size in beside]
    marks += [
        solid,
        Rule(plan.n, "x", 0.0, plan.power, "ref"),
        Points(np.array([plan.n]), np.array([plan.power]), "mean"),
        Text(plan.n + 0.01 * float(n[-1]), max(plan.power - 0.06, 0.03), _here(plan), "value", "left"),
    ]
    label: Words = Msg("n in each group") if plan.design.groups > 1 else Msg("n")
    plot = Plot(
        "power",
        tuple(marks),
        Axis(label, limits=(0.0, float(n[-1]))),
        Axis(Msg("power"), limits=(0.0, 1.04), percent=True),
        grid="both",
    )
    return Page(
        Join([Msg("Sample size"), NAMES[plan.design.test]], " · "),
        ((plot,),),
        first.message,
        first.level == "act",
        (Join([method_words(plan), _drawn(plan, beside)], " · "),),
    )


def _here(plan: Plan) -> Words:
    return Msg("n = {n}, {power}", n=f"{plan.n:,.10g}", power=percent(plan.power, 1))


def _curve(plan: Plan, times: float, role: str) -> Line:
    n, found = curve(plan, times)
    return Line(np.array(n), np.array(found), role)


def _drawn(plan: Plan, beside: list[float]) -> Words:
    """Return which effect each curve is of."""
    effects = [effect_text(plan, size) for size in beside]
    solid = effect_text(plan)
    if len(effects) < len(BESIDE):
        return Msg("solid: {effect}; dashed: {less}", effect=solid, less=effects[0])
    return Msg("solid: {effect}; dashed: {less} and {more}", effect=solid, less=effects[0], more=effects[1])
