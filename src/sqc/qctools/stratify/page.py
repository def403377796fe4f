"""The picture of a stratification: box plots, a multi-vari chart, or shares with their intervals."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding, OptionError
from sqc.qctools.stratify.boxes import QUARTILES, SMALL, box_plot
from sqc.qctools.stratify.case import Case
from sqc.qctools.stratify.counts import CountCase, Shares
from sqc.qctools.stratify.multivari import MOST_SPOTS, multi_vari, spots
from sqc.report.marks import Axis, Page, Plot, Points, Rule, Segments

MOST_FACTORS, MOST_STRATA = 3, 30


def page(case: Case | CountCase, first: Finding) -> Page:
    """Return the sheet."""
    if isinstance(case, CountCase):
        said: list[Words] = [Msg("N = {n}", n=f"{case.first.inspected.sum():,.0f}")]
        level = f"{100 * case.first.confidence:.10g}"
        said.append(Msg("lines: {level} % intervals, Clopper-Pearson", level=level))
        plots = tuple(_shares(one) for one in case.groups[:4])
        return _sheet(case, first, Msg("shares by stratum"), plots, said, len(case.first.names))
    footer: list[Words] = [Msg("N = {n}", n=f"{len(case.rows.values):,}")]
    if _wants_multi_vari(case):
        plot, key = multi_vari(case)
        footer += [Msg("bars: smallest to largest value"), *key]
        return _sheet(case, first, Msg("Multi-vari chart"), (plot,), footer, 0)
    shown = case.groups[:4]
    if max(int(one.n.max()) for one in shown) >= SMALL:
        footer.append(Msg("box: quartiles ({rule}), line: median, ring: mean", rule=QUARTILES))
        footer.append(Msg("whiskers to the last value within 1.5 boxes"))
    if min(int(one.n.min()) for one in shown) < SMALL:
        footer.append(Msg("fewer than {n} values: dots, line: median, ring: mean", n=SMALL))
    plots = tuple(box_plot(case, groups, MOST_STRATA) for groups in shown)
    return _sheet(case, first, Msg("Box plots"), plots, footer, max(len(one.names) for one in shown))


def _wants_multi_vari(case: Case) -> bool:
    """Return whether a multi-vari chart is drawn: asked for, or two or three columns of few combinations."""
    n, factors = spots(case), len(case.rows.ways)
    fits = factors <= MOST_FACTORS and n <= MOST_SPOTS
    if case.kind == "multi-vari" and not fits:
        raise OptionError(
            "multi-vari-size",
            Msg("a multi-vari chart shows up to {k} columns and {most} combinations; here are {m} and {n}.",
                k=MOST_FACTORS, most=MOST_SPOTS, m=factors, n=n),
        )  # fmt: skip
    return case.kind == "multi-vari" or (case.kind == "" and factors > 1 and fits)


def _sheet(
    case: Case | CountCase,
    first: Finding,
    kind: Words,
    plots: tuple[Plot, ...],
    footer: list[Words],
    most: int,
) -> Page:
    if most > MOST_STRATA:
        footer.append(Msg("the first {k} of {n} strata", k=MOST_STRATA, n=most))
    rows = tuple((plot,) for plot in plots) if most > 8 else _in_rows(plots)
    return Page(
        Join([case.rows.measure, kind], " · "),
        rows,
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=case.rows.source.name)),
    )


def _in_rows(plots: tuple[Plot, ...]) -> tuple[tuple[Plot, ...], ...]:
    across = 1 if len(plots) < 2 else 2
    return tuple(plots[i : i + across] for i in range(0, len(plots), across))


def _shares(shares: Shares) -> Plot:
    """Return shares with their intervals, and the share of all as a line."""
    k = min(len(shares.names), MOST_STRATA)
    x = np.arange(k, dtype=np.float64) + 0.5
    low, high = shares.intervals
    whole = float(shares.events.sum() / shares.inspected.sum())
    ticks = tuple((float(x[i]), shares.names[i]) for i in range(k))
    marks = (
        Rule(whole, role="center"),
        Segments(x, low[:k], x, high[:k], "data", True),
        Points(x, shares.shares[:k], "data", size=1.4),
    )
    top = 1.06 * float(max(high[:k].max(), whole))
    return Plot(
        f"shares_{shares.name}",
        marks,
        Axis(shares.name, ticks, limits=(0.0, float(k)), shared=False, names=True),
        Axis(Msg("share nonconforming"), limits=(0.0, top), percent=True, from_zero=True),
    )
