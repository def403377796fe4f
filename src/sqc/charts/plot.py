"""A chart's panels as a page of marks, for all kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sqc.charts.footer import InSigns, footer, shown
from sqc.charts.judged import JudgedChart
from sqc.charts.kind import Bools, ControlPanel, Floats
from sqc.charts.printed import decimals_of
from sqc.charts.series import segments
from sqc.charts.signals import MANY, Judged, deciding
from sqc.charts.words import axis_name, point_head
from sqc.data.sample import Sample, label
from sqc.i18n.display import cut
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.report.marks import (
    Axis,
    Label,
    Line,
    Mark,
    Note,
    Page,
    Plot,
    Points,
    Rule,
    Step,
    Strip,
    Tally,
)
from sqc.report.numbers import percent

ZONE_KINDS = frozenset({"k_of_m_beyond", "hugging", "avoidance"})
CAUSE_WIDTH = 28  # display columns of a cause in the picture
MANY_STAGES = 24  # so many breaks are a pattern of their own: they step back behind the data
# counts that all stand above this share of the highest are not drawn from 0
FAR_ABOVE = 0.7
_WHOLE_MINUTE = re.compile(r".*\d \d\d:\d\d:00")  # seconds that are 0 everywhere say nothing on an axis


@dataclass(frozen=True)
class Drawing:
    """What the panels of one chart share when they are drawn."""

    sample: Sample
    x_title: Words
    value_name: str
    unit: str
    decimals: dict[str, int]
    stage_lines: Sequence[Words]
    x: Floats
    edges: Floats

    @property
    def in_time(self) -> bool:
        """Whether points stand at their time; else side by side."""
        return self.x is self.sample.about.times


def page(chart: JudgedChart) -> Page:
    """Return the sheet of a chart: title, first finding, panels, footer."""
    about = chart.sample.about
    x, edges = _places(chart.sample, len(chart.panels[0].statistic))
    drawing = Drawing(
        chart.sample,
        about.label_name or point_head(chart.kind.noun),
        about.name,
        about.unit,
        {panel.key: decimals_of(panel, chart.sample, chart.sigma) for panel in chart.panels},
        _stage_lines(chart),
        x,
        edges,
    )
    first = chart.findings[0]
    remark = None if chart.kind.remark is None else chart.kind.remark(chart.parameters)
    return Page(
        Join([about.name, InSigns(chart.kind.title)], " · "),
        tuple((plot,) for plot in plot_panels(chart.judged, drawing)),
        first.message if remark is None else Msg("{finding} {more}", finding=first.message, more=remark),
        first.level == "act",
        footer(chart),
        _tally(chart, x),
    )


def _places(sample: Sample, n: int) -> tuple[Floats, Floats]:
    """Return where points stand on the x axis, and the borders between them: at their times if these rise."""
    times = sample.about.times
    if times is None or n < 2 or not np.all(np.diff(times) > 0):
        return np.arange(1.0, n + 1.0), np.arange(0.5, n + 1.0)
    half = float(np.median(np.diff(times))) / 2
    middle = (times[1:] + times[:-1]) / 2
    return times, np.concatenate([[times[0] - half], middle, [times[-1] + half]])


def _tally(chart: JudgedChart, x: Floats) -> Tally:
    """Return every point that signals, each panel counted for itself, beside what a stable chart gives."""
    judged = deciding(chart.judged, chart.sample.about.excluded)
    places = x[np.concatenate([np.flatnonzero(one.signalling) for one in judged])]
    price = chart.price
    if price is None:
        return Tally(places, Msg("signals"))
    return Tally(places, Msg("signals"), price.expected, price.spread)


def _stage_lines(chart: JudgedChart) -> list[Words]:
    panel, stages = chart.panels[0], chart.sample.about.stages
    digits = decimals_of(panel, chart.sample, chart.sigma)
    sigma = chart.parameters.values.get("sigma")
    # a limits file has one sigma for all stages, or none where the limits were typed by hand
    sigmas = np.broadcast_to(np.nan if sigma is None else sigma, len(stages.starts)).tolist()
    lines: list[Words] = []
    for start, one in zip(stages.starts.tolist(), sigmas, strict=True):
        center = float(panel.center[start])
        parts = [f"{panel.words.symbol} {_said(panel, center, digits)}"] if np.isfinite(center) else []
        parts += [f"σ {shown(one, digits)}"] if np.isfinite(one) else []
        lines.append(Verbatim(" · ".join(parts)))
    return lines


def _said(panel: ControlPanel, value: float, digits: int) -> str:
    """Return a number of a panel as its labels print it: one power of ten for all of them."""
    if panel.percent:
        return percent(value, digits)
    finite = np.concatenate([panel.upper, panel.center, panel.lower])
    finite = np.abs(finite[np.isfinite(finite)])
    return shown(value, digits, float(finite.max()) if len(finite) else None)


def plot_panels(judged: tuple[Judged, ...], drawing: Drawing) -> tuple[Plot, ...]:
    """Return one plot for each panel, location over dispersion."""
    plots = []
    for number, one in enumerate(judged):
        last = number == len(judged) - 1
        weight = 1.0 if number else 1.6 if one.panel.single_values else 1.5 if len(judged) > 1 else 1.0
        plots.append(_plot(one, drawing, first=number == 0, last=last, weight=weight))
    return tuple(plots)


def _plot(one: Judged, drawing: Drawing, first: bool, last: bool, weight: float) -> Plot:
    panel = one.panel
    x, edges = drawing.x, drawing.edges
    marks: list[Mark] = [
        *_limit_lines(panel, drawing),
        *_zone_lines(one),
        *_data(one, drawing.sample, x),
        *_signal_marks(one, x, drawing.sample.about.excluded),
        *_breaks(drawing, first),
        *(_annotations(one, drawing) if first else ()),
        *_labels(panel, drawing),
    ]
    return Plot(
        panel.key,
        tuple(marks),
        x=Axis(
            (Msg("time") if drawing.in_time else drawing.x_title) if last else None,
            None if drawing.in_time else _ticks(drawing.sample, len(x)),
            "time" if drawing.in_time else "linear",
            limits=(float(edges[0]), float(edges[-1])),
        ),
        y=Axis(
            _axis_title(panel, drawing),
            percent=panel.percent,
            from_zero=_from_zero(panel),
        ),
        weight=weight,
    )


def _from_zero(panel: ControlPanel) -> bool:
    """Spread and counts are seen from 0, unless all that is drawn stands far above it."""
    if panel.family != "attribute":
        return panel.family == "dispersion"
    drawn = np.concatenate([panel.statistic, panel.lower, panel.upper])
    drawn = drawn[np.isfinite(drawn)]
    return not len(drawn) or bool(drawn.min() < FAR_ABOVE * drawn.max())


def _axis_title(panel: ControlPanel, drawing: Drawing) -> Words:
    name: Words = drawing.value_name if panel.single_values else panel.words.axis
    return name if panel.family == "attribute" else axis_name(name, drawing.unit)


def _constant(values: Floats, start: int, end: int) -> bool:
    piece = values[start:end]
    return len(piece) > 0 and bool(np.all(piece == piece[0]) or not np.isfinite(piece).any())


def _limit_lines(panel: ControlPanel, drawing: Drawing) -> Iterator[Mark]:
    """Straight lines where a limit is constant in a stage, stairs where it is not."""
    starts, edges = drawing.sample.about.stages.starts.tolist(), drawing.edges
    ends = [*starts[1:], len(panel.statistic)]
    lines = [("center", panel.center), ("limit", panel.lower), ("limit", panel.upper)]
    if panel.beside is not None:
        lines += [("warning", panel.beside.lower), ("warning", panel.beside.upper)]
    for role, values in lines:
        if panel.family == "dispersion" and values is panel.lower:  # a limit at zero is no line
            values = np.where(values > 0, values, np.nan)
        for start, end in zip(starts, ends, strict=True):
            if _constant(values, start, end):
                if np.isfinite(values[start]):
                    yield Rule(float(values[start]), "y", float(edges[start]), float(edges[end]), role)
            else:
                yield Step(edges[start : end + 1], np.asarray(values[start:end]), role)


def _zone_lines(one: Judged) -> Iterator[Mark]:
    if not any(rule.kind in ZONE_KINDS for rule in one.rules):
        return
    panel = one.panel
    if not _constant(panel.sigma, 0, len(panel.sigma)) or not _constant(panel.center, 0, len(panel.center)):
        return
    for z, name in ((1, "+1σ"), (2, "+2σ"), (-1, "−1σ"), (-2, "−2σ")):
        at = float(panel.center[0] + z * panel.sigma[0])
        yield Rule(at, "y", role="zone")
        yield Label(at, Verbatim(name), role="zone")


def _data(one: Judged, sample: Sample, x: Floats) -> Iterator[Mark]:
    statistic = np.asarray(one.panel.statistic)
    starts = sample.about.stages.starts.tolist()
    for start, end in zip(starts, [*starts[1:], len(x)], strict=True):
        yield Line(x[start:end], statistic[start:end], "data")
    members = _members(one)
    excluded = sample.about.excluded
    plain = np.isfinite(statistic) & ~one.beyond & ~members
    if excluded is not None:  # their cause is known: a cross, whatever a rule says of them
        yield _points(x, statistic, excluded, "excluded")
        plain &= ~excluded
    yield _points(x, statistic, plain, "data")


def _points(x: Floats, y: Floats, which: Bools, role: str) -> Points:
    return Points(x[which], y[which], role, rows=np.flatnonzero(which))


def _members(one: Judged) -> Bools:
    """Points of patterns: ring marks; those beyond a limit keep their diamond."""
    return np.asarray(one.patterns.any(axis=0) & ~one.beyond)


def _signal_marks(one: Judged, x: Floats, excluded: Bools | None) -> Iterator[Mark]:
    statistic = np.asarray(one.panel.statistic)
    counted = np.ones(len(x), dtype=bool) if excluded is None else ~excluded
    members, beyond = _members(one) & counted, one.beyond & counted
    if members.any():
        joined = members | beyond
        edges = np.flatnonzero(np.diff(np.concatenate([[0], joined.view(np.int8), [0]])))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start > 1:
                yield Line(x[start:end], statistic[start:end], "pattern")
        yield _points(x, statistic, members, "member")
    if beyond.any():
        yield _points(x, statistic, beyond, "signal")
    for point, numbers in _first_met(one).items():
        if not counted[point]:
            continue
        yield Note(float(x[point]), float(statistic[point]), Verbatim(",".join(numbers)), "rule")


def _first_met(one: Judged) -> dict[int, list[str]]:
    """Return the rule numbers to write: each once an episode, where it is first met."""
    found: dict[int, list[str]] = {}
    for rule, mask in zip(one.rules, one.masks, strict=True):
        fresh = mask & ~np.concatenate([[False], mask[:-1]])
        for point in np.flatnonzero(fresh)[:MANY].tolist():
            found.setdefault(point, []).append(rule.id)
    for segment in segments(one):
        # the number of a rule about the longest run stands at its end, not at that of the stage
        if segment.rules[0].kind == "longest_run" and segment.at in found:
            found.setdefault(segment.last, []).extend(found.pop(segment.at))
    return found


def _breaks(drawing: Drawing, first: bool) -> Iterator[Mark]:
    stages, edges, n = drawing.sample.about.stages, drawing.edges, len(drawing.x)
    if len(stages.names) < 2:
        return
    starts = stages.starts.tolist()
    for start in starts[1:]:
        yield Rule(float(edges[start]), "x", role="stage" if len(starts) <= MANY_STAGES else "faint")
    if first:
        for start, end, name, second in zip(
            starts, [*starts[1:], n], stages.names, drawing.stage_lines, strict=True
        ):
            yield Strip(float(edges[start]), float(edges[end]), name, second)


def _annotations(one: Judged, drawing: Drawing) -> Iterator[Mark]:
    """Causes at their points, cut where they are long: the table of notes has them whole."""
    for note in drawing.sample.about.annotations:
        at = float(one.panel.statistic[note.place])
        if note.cause and np.isfinite(at):
            yield Note(float(drawing.x[note.place]), at, Verbatim(cut(note.cause, CAUSE_WIDTH)), "note")


def _labels(panel: ControlPanel, drawing: Drawing) -> Iterator[Mark]:
    """Edge labels of the last stage or lot: UCL, center, LCL."""
    digits = drawing.decimals[panel.key]
    upper, center, lower = (float(a[-1]) for a in (panel.upper, panel.center, panel.lower))
    if np.isfinite(upper):
        yield Label(upper, Verbatim(f"UCL {_said(panel, upper, digits)}"), role="limit")
    if panel.beside is not None and np.isfinite(panel.beside.upper[-1]):
        yield Label(float(panel.beside.upper[-1]), panel.beside.words, role="warning")
    if np.isfinite(center):
        yield Label(center, Verbatim(f"{panel.words.symbol} {_said(panel, center, digits)}"), role="center")
    if not np.isfinite(lower):
        if np.isfinite(center) and panel.limited:
            yield Label(None, Msg("LCL none"), role="limit")
    else:
        yield Label(
            lower, Verbatim("LCL 0" if lower == 0 else f"LCL {_said(panel, lower, digits)}"), role="limit"
        )


def _ticks(sample: Sample, n: int) -> tuple[tuple[float, str], ...] | None:
    """Return labels as ticks when points have names of their own; None: automatic numbers."""
    if sample.about.labels is None or n > 2000:
        return None
    names = [label(sample, i) for i in range(n)]
    if names == [str(i + 1) for i in range(n)]:
        return None
    if all(_WHOLE_MINUTE.fullmatch(name) for name in names):
        names = [name[:-3] for name in names]
    return tuple((i + 1.0, name) for i, name in enumerate(names))
