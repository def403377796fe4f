"""The picture of suppliers: shares with their intervals, and the months of each."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Label, Line, Mark, Page, Plot, Points, Rule, Segments, Step
from sqc.sixsigma.supplier.case import Case
from sqc.sixsigma.supplier.judge import limits_of, ppm_of
from sqc.sixsigma.supplier.score import Score

MOST, ACROSS = 6, 3


def page(case: Case, first: Finding) -> Page:
    """Return the sheet: all suppliers, then the months of those with the largest shares."""
    rows: list[tuple[Plot, ...]] = [(_shares(case),)]
    if case.score is not None:
        rows = [(_shares(case), _scores(case.names, case.score))]
    if len(case.months) > 1:
        worst = list(range(len(case.names)))[::-1][:MOST]
        plots = [_months(case, i) for i in worst]
        rows += [tuple(plots[k : k + ACROSS]) for k in range(0, len(plots), ACROSS)]
    footer: list[Words] = [
        Msg("{n} units inspected", n=f"{case.inspected.sum():,.0f}"),
        Msg("{level} % Clopper-Pearson intervals", level=f"{100 * case.confidence:.10g}"),
        Msg("limits: 3 sigma of chance about the supplier's own share"),
    ]
    return Page(
        Join([Msg("Suppliers"), Msg("nonconforming, ppm")], " · "),
        tuple(rows),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=case.source.name)),
    )


def _shares(case: Case) -> Plot:
    """Return a dot with its interval for each supplier, beside the share of all."""
    x = np.arange(len(case.names), dtype=np.float64) + 1
    low, high = (1e6 * end for end in case.intervals)
    worse = (case.p_others <= 0.05) & (case.share > case.whole)
    marks: list[Mark] = [
        Segments(x, low, x, high, "range", caps=True),
        Rule(1e6 * case.whole, role="center"),
        Label(1e6 * case.whole, Msg("all {ppm}", ppm=ppm_of(case, case.whole)), role="center"),
    ]
    if not math.isnan(case.target):
        marks += [
            Rule(case.target, role="target"),
            Label(case.target, Msg("target {value}", value=f"{case.target:,.10g}"), role="target"),
        ]
    for role, chosen in (("data", ~worse), ("signal", worse)):
        if chosen.any():
            marks.append(Points(x[chosen], 1e6 * case.share[chosen], role))
    ticks = tuple((float(at), name) for at, name in zip(x, case.names, strict=True))
    return Plot(
        "suppliers",
        tuple(marks),
        Axis(None, ticks, limits=(0.5, len(x) + 0.5), shared=False, names=True),
        Axis(Msg("nonconforming, ppm"), from_zero=True),
    )


def _scores(names: tuple[str, ...], score: Score) -> Plot:
    """Return the total of each supplier with its interval, the highest first."""
    order = score.order
    x = np.arange(len(order), dtype=np.float64) + 1
    low, high = (end[order] for end in score.intervals)
    ticks = tuple((float(at), names[i]) for at, i in zip(x, order.tolist(), strict=True))
    return Plot(
        "scores",
        (Segments(x, low, x, high, "range", caps=True), Points(x, score.totals[order], "data")),
        Axis(None, ticks, limits=(0.5, len(x) + 0.5), shared=False, names=True),
        Axis(Msg("score, of 100"), limits=(0.0, 105.0)),
    )


def _months(case: Case, i: int) -> Plot:
    """Return the months of one supplier with limits about its own share."""
    found = limits_of(case, i)
    x = np.arange(len(case.months), dtype=np.float64) + 1
    outside = (found.share > found.upper) | ((found.share < found.lower) & (found.lower > 0))
    edges = np.append(x - 0.5, x[-1] + 0.5)
    lower = np.where(found.lower > 0, found.lower, np.nan)
    marks: list[Mark] = [
        Step(edges, 1e6 * found.upper, "limit"),
        Step(edges, 1e6 * lower, "limit"),
        Rule(1e6 * float(case.share[i]), role="center"),
        Line(x, 1e6 * found.share, "data"),
    ]
    for role, chosen in (("data", ~outside & np.isfinite(found.share)), ("signal", outside)):
        if chosen.any():
            marks.append(Points(x[chosen], 1e6 * found.share[chosen], role))
    ticks = tuple((float(at), month) for at, month in zip(x, case.months, strict=True))
    return Plot(
        f"months_{i}",
        tuple(marks),
        Axis(None, ticks, limits=(0.5, len(x) + 0.5), shared=False),
        Axis("ppm", from_zero=True),
        case.names[i],
    )
