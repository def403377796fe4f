"""Every point of a chart as a row: label, and on each panel value, limits and the rules that name it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sqc.charts.describe import LIMIT_NAMES
from sqc.charts.judged import JudgedChart
from sqc.charts.kind import Bools, ControlPanel, Floats
from sqc.charts.printed import decimals_of, value_digits
from sqc.charts.rule_words import meaning
from sqc.charts.signals import Judged
from sqc.charts.words import point_head
from sqc.data.sample import Subgroups, label
from sqc.i18n.message import Join, Msg, Words
from sqc.report.model import Cell, Column, LongTable, Num, Over, Table

LEFT_OUT = Msg("left out of the estimate")


def points_table(chart: JudgedChart, most: int) -> LongTable:
    """Return a row for each point; of more than `most` points those that signal, at most so many."""
    n = len(chart.panels[0].statistic)
    places = list(range(n)) if n <= most else np.flatnonzero(_told(chart))[:most].tolist()
    sizes = chart.sample.n if isinstance(chart.sample, Subgroups) else None
    if sizes is not None and len(sizes) and np.all(sizes == sizes[0]):
        sizes = None
    columns = [Column("label", chart.sample.about.label_name or point_head(chart.kind.noun))]
    columns += [] if sizes is None else [Column("n", "n")]
    cells: list[Callable[[int], tuple[Cell, ...]]] = []
    emphasis: set[tuple[int, int]] = set()
    for one in chart.judged:
        over = Over(one.panel.key, one.panel.words.text)
        emphasis |= {(row, len(columns)) for row, at in enumerate(places) if one.masks[:, at].any()}
        columns += [
            Column("value", Msg("value"), over=over),
            *(Column(key, name, over=over) for key, name in LIMIT_NAMES.items()),
            Column("rule", Msg("rule"), "left", over),
        ]
        cells.append(_panel(chart, one))
    rows = tuple(
        (
            label(chart.sample, at),
            *(() if sizes is None else (f"{sizes[at]:g}",)),
            *(cell for panel in cells for cell in panel(at)),
        )
        for at in places
    )
    title = Msg("Every point") if len(rows) == n else Msg("Points that signal")
    table = Table("points", tuple(columns), rows, title, False, frozenset(emphasis))
    note = Msg(
        "{n} of {all} points are listed, only those that signal; -o FILE.csv writes all.", n=len(rows), all=n
    )
    return LongTable(table, tuple(places), note=note if len(rows) < n else None)


def _told(chart: JudgedChart) -> Bools:
    """Return the points that signal on a panel or were left out."""
    found = np.logical_or.reduce([one.signalling for one in chart.judged])
    excluded = chart.sample.about.excluded
    return np.asarray(found if excluded is None else found | excluded)


def _panel(chart: JudgedChart, one: Judged) -> Callable[[int], tuple[Cell, ...]]:
    """Return what gives the cells of a point on one panel."""
    panel, excluded = one.panel, chart.sample.about.excluded
    digits = decimals_of(panel, chart.sample, chart.sigma)
    limits: tuple[Floats, ...] = tuple(getattr(panel, key) for key in LIMIT_NAMES)
    rules = [Msg("{number}: {rule}", number=rule.id, rule=meaning(rule)) for rule in one.rules]
    parts = [Msg("part of a signal of rule {number}", number=rule.id) for rule in one.rules]
    joined = one.patterns & ~one.masks

    def cells(at: int) -> tuple[Cell, ...]:
        value = float(panel.statistic[at])
        crossed = None
        if one.beyond[at]:
            crossed = float((panel.upper if value > panel.center[at] else panel.lower)[at])
        own, _ = value_digits(panel, chart.sample, value, crossed, digits)
        said: list[Words] = [rule for rule, hit in zip(rules, one.masks[:, at], strict=True) if hit]
        said += [part for part, hit in zip(parts, joined[:, at], strict=True) if hit]
        if excluded is not None and excluded[at]:
            said.append(LEFT_OUT)
        return (
            Num(value, own, panel.percent),
            *(_limit(panel, float(limit[at]), digits) for limit in limits),
            Join(said, "; ") if said else "",
        )

    return cells


def _limit(panel: ControlPanel, value: float, digits: int) -> Cell:
    if value == 0.0:
        return "0"
    return Num(value if np.isfinite(value) else None, digits, panel.percent, Msg("none"))
