"""The pictures of a study of counts: chart, does the rate settle, rate against size, rates of the lots."""

from __future__ import annotations

import math

import numpy as np

from sqc.capability.attribute_case import Counted
from sqc.charts.footer import footer
from sqc.charts.plot import page as chart_page
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Bars, Label, Line, Mark, Page, Plot, Points, Rule
from sqc.report.model import Table

CURVE = 100


def page(case: Counted, first: Finding, table: Table) -> Page:
    """Return the sheet; `table` holds the results, whose last column says where they are from."""
    chart = case.chart
    panel = next(plot for (plot,) in chart_page(chart).rows if isinstance(plot, Plot))
    return Page(
        Join([chart.sample.about.name, Msg("process capability")], " · "),
        ((panel, _against_size(case)), (_settling(case), _lots(case))),
        first.message,
        first.level == "act",
        footer(chart),
        aside=(
            table._replace(columns=table.columns[:-1], rows=tuple(row[:-1] for row in table.rows if row[0])),
        ),
    )


def _scale(case: Counted) -> float:
    return 100.0 if case.proportion else 1.0


def _rate_words(case: Counted) -> Words:
    return Msg("nonconforming, %") if case.proportion else Msg("nonconformities per unit")


def _levels(case: Counted, across: str) -> list[Mark]:
    """Return the overall rate and the target, across an axis of rates."""
    scale, side = _scale(case), "right" if across == "y" else "top"
    mean = case.rate
    marks: list[Mark] = [Rule(scale * mean, across, role="center")]  # type: ignore[arg-type]
    marks.append(Label(scale * mean, case.text(mean), side, "center"))  # type: ignore[arg-type]
    if case.target is not None:
        marks.append(Rule(scale * case.target, across, role="target"))  # type: ignore[arg-type]
        said = Msg("target {value}", value=case.text(case.target))
        marks.append(Label(scale * case.target, said, side, "target"))  # type: ignore[arg-type]
    return marks


def _settling(case: Counted) -> Plot:
    """Return the rate of all lots so far, with its interval: it settles where enough was inspected."""
    events, total = np.cumsum(case.counts), np.cumsum(case.size)
    half, scale = (1 - case.confidence) / 2, _scale(case)
    lower, upper = case.exact(events, total, half, 1 - half)
    x = np.arange(1.0, len(events) + 1)
    marks: list[Mark] = [
        Line(x, scale * lower, "hair"),
        Line(x, scale * upper, "hair"),
        Line(x, scale * events / total, "fit"),
        *_levels(case, "y"),
    ]
    # the first lots tell little: what they leave open is cut off
    widest = max(float(np.max(upper)), case.target or 0.0)
    top = 1.1 * scale * min(widest, 3 * max(case.rate, case.bounds[1] / 2))
    return Plot(
        "settling",
        tuple(marks),
        Axis(Msg("lots so far"), limits=(0.5, len(x) + 0.5)),
        Axis(_rate_words(case), limits=(0.0, float(top)), from_zero=True),
        Msg("Does it settle? All lots so far, {level} % interval", level=case.level),
    )


def _against_size(case: Counted) -> Plot:
    """Return the rate of each lot against its size, with what chance allows: a trend asks for a reason."""
    scale, mean = _scale(case), case.rate
    size = np.linspace(float(case.size.min()), float(case.size.max()), CURVE)
    if case.size.min() == case.size.max():
        size = np.array([0.9, 1.1]) * case.size[0]
    spread = 3 * np.sqrt(mean * (1 - mean if case.proportion else 1.0) / size)
    marks: list[Mark] = [
        Line(size, scale * np.maximum(mean - spread, 0), "hair"),
        Line(size, scale * (mean + spread), "hair"),
        *_levels(case, "y"),
        Points(case.size, scale * case.counts / case.size, "cloud"),
    ]
    return Plot(
        "against_size",
        tuple(marks),
        Axis(Msg("units inspected") if case.proportion else Msg("inspected in the lot")),
        Axis(_rate_words(case), from_zero=True),
        Msg("Rate against size, 3 sigma of chance"),
    )


def _lots(case: Counted) -> Plot:
    """Return how often the lots had which rate."""
    rates = _scale(case) * case.counts / case.size
    n = max(4, min(20, math.ceil(math.sqrt(len(rates)))))
    low, width = 0.0, (float(rates.max()) or 1.0) / n
    if case.size.min() == case.size.max():
        # counts are whole: as many of them in each bar, edges between them
        step = _scale(case) / float(case.size[0])
        first = float(case.counts.min())
        whole = max(1, math.ceil((float(case.counts.max()) - first + 1) / n))
        low, width = step * (first - 0.5), step * whole
        n = math.ceil((float(case.counts.max()) - first + 1) / whole)
    edges = low + width * np.arange(n + 1)
    edges[-1] = max(edges[-1], float(rates.max()))
    counts, _ = np.histogram(rates, edges)
    bars = Bars(np.asarray(edges[:-1] + width / 2, dtype=np.float64), counts.astype(np.float64), width)
    return Plot(
        "rates",
        (bars, *_levels(case, "x")),
        Axis(_rate_words(case)),
        Axis(Msg("lots"), from_zero=True, whole=True),
        Msg("Rates of the lots"),
    )
