"""The picture of ``sqc chart-design``: ARL curves of the charts, operating characteristic of the one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.design_charts import WITHIN
from sqc.i18n.message import Join, Msg, plural
from sqc.report.marks import Axis, Key, Line, Mark, Page, Plot, Points, Rule

if TYPE_CHECKING:
    from sqc.charts.design import ChartDesign
    from sqc.charts.design_charts import Floats, Solved

_CURVE = 61  # shifts of a curve
_FEW = 31  # where the matrices are large
_REACH = 2.5  # of the shift


def page(result: ChartDesign) -> Page:
    """Return the sheet: ARL over the shift, log scale; the operating characteristic beside it."""
    report = result.stored_report
    clauses = Join([result.chart.method, Msg("known mean and sigma"), Msg("zero state")], ", ")
    with np.errstate(all="ignore"):
        plots = (_arl(result), _characteristic(result))
    return Page(
        report.title,
        (plots,),
        report.findings[0].message,
        footer=(Msg("{clauses}.", clauses=clauses),),
    )


def _shifts(result: ChartDesign, chart: Solved) -> Floats:
    own = np.array(result.shifts)
    return np.unique(
        np.concatenate([own, np.linspace(0.0, _REACH * result.wanted.shift, _FEW if chart.few else _CURVE)])
    )


def _axis(result: ChartDesign) -> Axis:
    if result.chart.parameters.keys() & {"limit"}:
        return Axis(Msg("distance of the mean (Mahalanobis)"))
    if result.wanted.given_sigma is not None:
        unit = result.wanted.unit
        return Axis(Msg("shift of the mean, {unit}", unit=unit) if unit else Msg("shift of the mean"))
    return Axis(Msg("shift of the mean, in {sigma} of single values", sigma="σ"))


def _arl(result: ChartDesign) -> Plot:
    marks: list[Mark] = []
    for i, chart in enumerate(result.others):
        shifts = _shifts(result, chart)
        marks.append(Line(shifts, chart.runs(shifts * result.wanted.scale).mean(), f"s{i}"))
        marks.append(Points(np.array(result.shifts), result.arl[i + 1], f"s{i}"))
    marks.append(Key(tuple((f"s{i}", chart.name) for i, chart in enumerate(result.others)), "upper right"))
    marks.append(Rule(result.wanted.shift, "x", role="ref"))
    y = Axis(Msg("average run length to a signal (log)"), scale="log")
    return Plot("arl", tuple(marks), x=_axis(result), y=y, title=Msg("charts of the same price"), grid="both")


def _characteristic(result: ChartDesign) -> Plot:
    shifts = _shifts(result, result.chart)
    unseen = result.chart.runs(shifts * result.wanted.scale).survival(WITHIN[-1])
    marks: list[Mark] = [Line(shifts, unseen[:, n], f"s{i}") for i, n in enumerate(WITHIN)]
    rows = tuple((f"s{i}", plural("within {n} point", "within {n} points", n)) for i, n in enumerate(WITHIN))
    marks += [Key(rows, _corner(shifts, unseen)), Rule(result.wanted.shift, "x", role="ref")]
    return Plot(
        "oc",
        tuple(marks),
        x=_axis(result),
        y=Axis(Msg("chance of no signal"), percent=True, from_zero=True),
        title=Msg("operating characteristic, {name}", name=result.chart.name),
        grid="both",
    )


def _corner(shifts: Floats, unseen: Floats) -> str:
    """Return the corner with fewer points of the curves, which fall from upper left to lower right."""
    left = shifts < shifts[-1] / 2
    low, high = unseen[left][:, list(WITHIN)] < 1 / 3, unseen[~left][:, list(WITHIN)] > 2 / 3
    return "lower left" if np.sum(low) <= np.sum(high) else "upper right"
