"""The table of limits: a row per panel, and per stage or subgroup size where these differ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sqc.charts.describe import LEARNED_DIGITS, sigma_origin
from sqc.charts.judged import JudgedChart
from sqc.charts.kind import Bools, ControlPanel, Floats
from sqc.charts.printed import decimals_of
from sqc.data.sample import Counts, Subgroups
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.model import Cell, Column, Num, Table
from sqc.report.numbers import fixed, percent
from sqc.stats.alike import compact
from sqc.stats.segments import distinct

NONE = Msg("none")
MOST_SIZES = 4
Piece = tuple[tuple[Cell, ...], Bools | slice]


def limits_table(chart: JudgedChart) -> Table:
    """Return LCL, center and UCL of every panel with what they came from."""
    head, pieces = _pieces(chart)
    rows: list[tuple[Cell, ...]] = []
    for panel in chart.panels:
        for number, (name, where) in enumerate(pieces):
            cells = [_cell(chart, panel, line[where]) for line in (panel.lower, panel.center, panel.upper)]
            rows.append((panel.words.text, *name, *cells, _origin(chart, panel) if number == 0 else ""))
    if chart.phase == 1:
        rows += _learned_rows(chart, "sigma", Msg("sigma within"), chart.digits, len(head))
        for key, called in chart.kind.learned.items():
            rows += _learned_rows(chart, key, called, LEARNED_DIGITS, len(head))
    lines = [Column("lower", Msg("LCL")), Column("center", Msg("center")), Column("upper", Msg("UCL"))]
    if not chart.kind.limited:
        lines = [Column("center", Msg("median"))]
        rows = [(*row[: len(head) + 1], row[-3], row[-1]) for row in rows]
    columns = (Column("panel", "", "left"), *head, *lines, Column("from", Msg("from"), "left"))
    return Table("limits", columns, tuple(rows))


def _pieces(chart: JudgedChart) -> tuple[tuple[Column, ...], list[Piece]]:
    """Return the extra column and its pieces: stages, else sizes where there are few."""
    stages, n = chart.sample.about.stages, len(chart.panels[0].statistic)
    if len(stages.names) > 1:
        starts = stages.starts.tolist()
        bounds = zip(stages.names, starts, [*starts[1:], n], strict=True)
        pieces: list[Piece] = [((name,), slice(start, end)) for name, start, end in bounds]
        return (Column("stage", Msg("stage"), "left"),), pieces
    sample = chart.sample
    sizes = compact(sample.n).astype(float) if isinstance(sample, Subgroups) else np.zeros(1)
    if isinstance(sample, Counts) and sample.size is not None:
        sizes = sample.size
    found = distinct(sizes)
    if not 1 < len(found) <= MOST_SIZES:
        return (), [((), slice(None))]
    return (Column("n", Verbatim("n")),), [((f"{size:g}",), np.asarray(sizes == size)) for size in found]


def _origin(chart: JudgedChart, panel: ControlPanel) -> Words:
    """Return what the limits are from; for fractions with the counts behind the center."""
    sample = chart.sample
    single = len(sample.about.stages.names) == 1 and sample.about.excluded is None
    if not (isinstance(sample, Counts) and sample.size is not None and single and chart.phase == 1):
        return panel.origin
    count, size = np.nansum(sample.count), np.nansum(sample.size)
    return Msg(
        "{count} of {size}; {method}",
        count=f"{count:,g}" if count < 1e6 else f"{count:,.0f}",
        size=f"{size:,.0f}" if size == round(size) else f"{size:,.6g}",
        method=panel.origin,
    )


def _learned_rows(
    chart: JudgedChart, name: str, called: Words, digits: int, extra: int
) -> Iterator[tuple[Cell, ...]]:
    """Return a row for each stage of a parameter that is no line of the chart."""
    stages = chart.sample.about.stages.names
    for stage, value in enumerate(chart.parameters.values.get(name, np.zeros(0)).tolist()):
        where = (stages[stage] if len(stages) > 1 else "",) * extra
        origin = sigma_origin(chart) if stage == 0 else ""
        yield (called, *where, "", Num(value, digits), "", origin)


def _cell(chart: JudgedChart, panel: ControlPanel, line: Floats) -> Cell:
    """Return one number, or "a to b" where the limit differs from point to point."""
    line = compact(line)
    finite = line[np.isfinite(line)]
    if not len(finite):
        return NONE
    digits = decimals_of(panel, chart.sample, chart.sigma)
    low, high = float(finite.min()), float(finite.max())
    show = percent if panel.percent else fixed
    if len(finite) == len(line) and show(low, digits) == show(high, digits):
        return "0" if panel.family == "dispersion" and low == 0.0 else Num(low, digits, panel.percent)
    first: Words = show(low, digits) if len(finite) == len(line) else NONE
    return Msg("{a} to {b}", a=first, b=show(high, digits))
