"""What `sqc chart-design` prints below line 1: charts of the same price, power, limits, phase I, method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.arl_words import number
from sqc.charts.design_charts import KINDS, WITHIN
from sqc.charts.design_phase1 import sentence
from sqc.i18n.message import Join, Msg, Verbatim, Words, words
from sqc.report.model import Column, Num, Table

if TYPE_CHECKING:
    from sqc.charts.design import ChartDesign

ARLS = ("arl_0", "arl_half", "arl_shift", "arl_double")


def _head(result: ChartDesign, text: Words) -> Words:
    unit = result.wanted.unit
    return Msg("{words}, {unit}", words=text, unit=unit) if unit else text


def comparison(result: ChartDesign) -> Table:
    """Return the average run lengths of the charts of the same price."""
    heads = (
        Column("chart", _head(result, Msg("ARL under a shift of")), "left"),
        Column("design", Msg("design"), "left"),
    )
    columns = tuple(
        Column(key, Verbatim(number(shift))) for key, shift in zip(ARLS, result.shifts, strict=True)
    )
    rows = tuple(
        (words(chart.name), chart.brief, *(Num(float(x), 1 if x < 999.95 else 0) for x in arl))
        for chart, arl in zip(result.others, result.arl[1:], strict=True)
    )
    return Table("comparison", (*heads, *columns), rows)


def power(result: ChartDesign) -> Table:
    """Return the chances of a signal within some points: one minus the operating characteristic."""
    head = Column("shift", _head(result, Msg("power: shift")))
    columns = tuple(Column(f"within_{n}", Msg("signal within {n}", n=n)) for n in WITHIN)
    places = max(len(number(shift).partition(".")[2]) for shift in result.shifts)
    rows = tuple(
        (Num(shift, places), *(Num(float(p), 1, percent=True) for p in powers))
        for shift, powers in zip(result.shifts, result.power, strict=True)
    )
    return Table("power", (head, *columns), rows)


def notes(result: ChartDesign) -> list[tuple[Words, Words]]:
    """Return the lines on limits in the user's unit, phase I and method."""
    found: list[tuple[Words, Words]] = []
    limits = _limits(result)
    if limits is not None:
        found.append((Msg("Limits"), limits))
    if result.phase1_subgroups is not None:
        found.append((Msg("Phase I"), sentence(result.wanted, result.phase1_subgroups)))
    clauses = [result.chart.method, Msg("known mean and sigma"), Msg("zero state")]
    if len(result.others) < len(KINDS[result.wanted.kind].beside):
        clauses.append(Msg("charts that cannot reach this ARL0 are left out"))
    text = Msg("{clauses}; {unit}.", clauses=Join(clauses, ", "), unit=_unit(result))
    return [*found, (Msg("Method"), text)]


def _limits(result: ChartDesign) -> Words | None:
    widths = [f"{x:.4g} {result.wanted.unit}".strip() for x in result.widths().values()]
    if not widths:
        return None
    if len(widths) == 1:
        return Msg("{width} above and below the center line.", width=widths[0])
    return Msg("reference value {k}, decision interval {h}.", k=widths[0], h=widths[1])


def _unit(result: ChartDesign) -> Words:
    if "variables" in KINDS[result.wanted.kind].takes:
        return Msg("shift as a distance in sigma (Mahalanobis)")
    sigma = result.wanted.given_sigma
    if sigma is None:
        return Msg("shift in sigma within of single values")
    return Msg("shift in the unit of sigma, which is {sigma}", sigma=f"{sigma:g}")
