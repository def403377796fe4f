"""The picture of a ledger: suggestions by month, savings summed up, departments."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Bars, Key, Label, Line, Mark, Page, Plot, Points, Rule
from sqc.report.numbers import percent
from sqc.sixsigma.ledger.case import Case
from sqc.sixsigma.ledger.judge import money_text, savings_words

MOST = 12


def page(case: Case, first: Finding) -> Page:
    """Return the sheet."""
    rows = [(_made(case),)]
    if case.money:
        rows.append((_saved(case),))
    if not math.isnan(case.target.rate):
        rows.append((_shares(case),))
    if case.departments:
        rows.append((_by_department(case),))
    footer: list[Words] = [
        Msg("{n} suggestions", n=case.n),
        Msg("months without a row are 0"),
        Msg("open ones as of {today}", today=case.today),
    ]
    return Page(
        Join([Msg("Suggestions"), Msg("ledger")], " · "),
        tuple(rows),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=case.source.name)),
    )


def _axis(names: tuple[str, ...], shared: bool = False) -> Axis:
    ticks = tuple((float(i), name) for i, name in enumerate(names))
    return Axis(None, ticks, limits=(-0.5, len(names) - 0.5), shared=shared, names=True)


def _target(value: float, text: Callable[[float], str]) -> tuple[Mark, ...]:
    """Return the line of a target with its name; none without one."""
    if math.isnan(value):
        return ()
    return Rule(value, role="target"), Label(value, Msg("target {value}", value=text(value)), role="target")


def _shares(case: Case) -> Plot:
    """Return the share adopted of those decided, by the month in which they were made."""
    x = np.arange(len(case.months), dtype=np.float64)
    adopted, declined = (case.by_month(None, case.state == state) for state in (1, 0))
    decided = adopted + declined
    there = decided > 0
    share = np.where(there, adopted / np.maximum(decided, 1), np.nan)
    return Plot(
        "shares",
        (
            Line(x, share, "data"),
            Points(x[there], share[there], "data"),
            *_target(case.target.rate, lambda value: percent(value, 1)),
        ),
        _axis(case.months),
        Axis(Msg("share adopted"), limits=(0.0, 1.05), percent=True),
        Msg("Share adopted, by month made"),
    )


def _made(case: Case) -> Plot:
    """Return suggestions made by month, the adopted ones dark."""
    x = np.arange(len(case.months), dtype=np.float64)
    made, adopted = case.by_month(), case.by_month(None, case.state == 1)
    most = float(np.nanmax([made.max(), 1.0, case.target.made]))
    return Plot(
        "made",
        (
            Bars(x, made, 0.7, role="grey"),
            Bars(x, adopted, 0.7, role="vital"),
            Key((("vital", Msg("adopted")), ("grey", Msg("declined or open")))),
            *_target(case.target.made, lambda value: f"{value:,.10g}"),
        ),
        _axis(case.months),
        Axis(Msg("suggestions"), from_zero=True, whole=True, limits=(0.0, 1.25 * most)),
        Msg("By month"),
    )


def _saved(case: Case) -> Plot:
    """Return savings by month and their sum so far."""
    x = np.arange(len(case.months), dtype=np.float64)
    monthly = case.by_month(case.savings)
    sums = np.cumsum(monthly)
    return Plot(
        "saved",
        (
            Bars(x, monthly, 0.7, role="bar"),
            Line(x, sums, "cum"),
            Points(x, sums, "cum"),
            Label(float(sums[-1]), Msg("sum {value}", value=money_text(case, float(sums[-1])))),
            *_target(case.target.saved, lambda value: money_text(case, value)),
        ),
        _axis(case.months),
        Axis(savings_words(case), from_zero=True),
        Msg("Savings by month, and their sum"),
    )


def _by_department(case: Case) -> Plot:
    """Return departments, the one with the most suggestions first."""
    made = case.by_department()
    order = np.argsort(-made, kind="stable")[:MOST]
    adopted = case.by_department(None, case.state == 1)
    x = np.arange(len(order), dtype=np.float64)
    said = tuple(f"{a:.0f}/{m:.0f}" for a, m in zip(adopted[order], made[order], strict=True))
    return Plot(
        "departments",
        (Bars(x, made[order], 0.58, role="grey", labels=said), Bars(x, adopted[order], 0.58, role="vital")),
        _axis(tuple(case.departments[i] for i in order)),
        Axis(Msg("suggestions"), from_zero=True, whole=True, limits=(0.0, 1.15 * float(made.max()))),
        Msg("By {column}", column=case.department_name),
    )
