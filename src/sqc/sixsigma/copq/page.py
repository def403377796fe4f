"""The picture of `sqc copq`: categories stacked by month, and the accounts in falling order."""

from __future__ import annotations

import numpy as np

from sqc.charts.words import axis_name
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.qctools.pareto.case import Case as ParetoCase
from sqc.qctools.pareto.page import plot as pareto_plot
from sqc.report.marks import Axis, Bars, Key, Mark, Page, Plot, Text
from sqc.report.numbers import percent
from sqc.sixsigma.copq.case import Case
from sqc.sixsigma.copq.columns import CATEGORIES
from sqc.sixsigma.copq.judge import CATEGORY_WORDS, money

# dark is what fails outside, hatched what prevents
ROLES = {"external": "vital", "internal": "bar", "appraisal": "grey", "prevention": "other"}
ORDER = ("external", "internal", "appraisal", "prevention")
MOST_MONTHS = 36


def page(case: Case, first: Finding) -> Page:
    """Return the sheet."""
    rows: list[tuple[Plot, ...]] = [(_stacked(case) if len(case.months) > 1 else _alone(case),)]
    if case.accounts is not None and len(case.accounts.names) > 1:
        whole = ParetoCase(case.accounts, case.item, _axis(case), case.source, {}, top=case.top)
        rows.append((pareto_plot(whole, "accounts", case.accounts, Msg("Failure costs by account")),))
    footer: list[Words] = [Msg("all costs of quality {total}", total=money(case, case.total)),
                           Msg("{n} rows", n=case.source.n_used)]  # fmt: skip
    if any(one.key == "months-empty" for one in case.findings):
        footer.append(Msg("months without a row are 0"))
    lines: list[Words] = [Join(footer, " · "), Msg("Source: {name}", name=case.source.name)]
    return Page(Msg("Costs of quality"), tuple(rows), first.message, first.level == "act", tuple(lines))


def _axis(case: Case) -> Words:
    return axis_name(Msg("costs"), case.unit)


def _stacked(case: Case) -> Plot:
    """Return a bar a month, failures at the bottom."""
    amounts, months = case.amounts[-MOST_MONTHS:], case.months[-MOST_MONTHS:]
    marks: list[Mark] = []
    base = np.zeros(len(months))
    for key in ORDER:
        part = amounts[:, CATEGORIES.index(key)]
        marks += [
            Bars(np.array([i + 0.5]), np.array([one]), 0.7, start, role=ROLES[key])
            for i, (one, start) in enumerate(zip(part.tolist(), base.tolist(), strict=True))
            if one > 0
        ]
        base = base + part
    top = float(base.max()) or 1.0
    rows = tuple((ROLES[key], CATEGORY_WORDS[key]) for key in reversed(ORDER))
    marks.append(Key(rows, "upper right"))
    each = max(1, (len(months) + 11) // 12)
    ticks = tuple((i + 0.5, month) for i, month in enumerate(months) if i % each == 0)
    return Plot(
        "months",
        tuple(marks),
        # the key stands beside the last bar
        Axis(None, ticks, limits=(0.0, len(months) * 1.42), shared=False, names=True),
        Axis(_axis(case), limits=(0.0, 1.08 * top), from_zero=True),
        Msg("By month"),
    )


def _alone(case: Case) -> Plot:
    """Return a bar a category, where there are no months."""
    marks: list[Mark] = []
    top = max(case.totals.values()) or 1.0
    for i, (key, amount) in enumerate(case.totals.items()):
        marks.append(Bars(np.array([i + 0.5]), np.array([amount]), 0.58, role=ROLES[key]))
        share = f" ({percent(amount / case.total, 1)})" if case.total else ""
        marks.append(Text(i + 0.5, amount + 0.05 * top, money(case, amount) + share, "small"))
    ticks = tuple((i + 0.5, CATEGORY_WORDS[key]) for i, key in enumerate(CATEGORIES))
    return Plot(
        "categories",
        tuple(marks),
        Axis(None, ticks, limits=(0.0, 4.0), shared=False, names=True),
        Axis(_axis(case), limits=(0.0, 1.14 * top), from_zero=True),
        Msg("By category"),
    )
