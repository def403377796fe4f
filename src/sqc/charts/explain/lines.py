"""The lines of a panel: what the chart says of its limits and centers at a point."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from sqc.charts.catalog import KINDS
from sqc.charts.describe import LIMIT_NAMES
from sqc.charts.explain.point import CENTER, PanelText, Point, known, references, text_of, typed_in
from sqc.charts.explain.sigma import error_line, estimator_references, sigma_lines
from sqc.charts.explain.variables import LIMIT, SIGN
from sqc.charts.kind import ControlPanel, Estimation
from sqc.charts.printed import decimals_of
from sqc.charts.width import METHOD_NAMES, multiplier
from sqc.charts.words import point_head
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import SqcError
from sqc.report.explain import Explanation, Formula, figures
from sqc.report.numbers import fixed, percent

SIDES: Mapping[str, int] = {"lower": -1, "center": 0, "upper": 1}
# alpha that exact limits of counts are shown for: what 3 sigma leaves outside of a normal distribution
_USUAL_ALPHA = 0.0027


def explain_line(point: Point, name: str, key: str, named: bool) -> Explanation:
    """Return the explanation of a limit or the center at a point.

    Parameters
    ----------
    point : Point
    name : {"lower", "center", "upper"}
    key : str
        As it was asked.
    named : bool
        The user named the point.
    """
    chart, panel, side = point.chart, point.panel, SIDES[name]
    value = float(getattr(panel, name)[point.at])
    text = text_of(panel)
    lines = _lines(point, name, text)
    head = Msg("{panel}, {name}", panel=panel.words.text, name=LIMIT_NAMES[name])
    if not (named or _level(getattr(panel, name))):
        head = Msg(
            "{line}, at {noun} {label} (it is not the same at all points)",
            line=head, noun=point_head(chart.kind.noun), label=point.name,
        )  # fmt: skip
    elif named:
        head = Msg("{line}, at {noun} {label}", line=head, noun=point_head(chart.kind.noun), label=point.name)
    return Explanation(
        key,
        _sentence(point, name, value, head, text),
        value if math.isfinite(value) else None,
        lines,
        reads_as=_reads(side, value, text),
        needs=None if text is None else text.needs,
        differs=_differs(point, name, value),
        sources=_sources(point),
    )


def _level(values: np.ndarray) -> bool:
    return bool(len(values)) and bool(np.all((values == values[0]) | np.isnan(values) & np.isnan(values[0])))


def _shown(point: Point, value: float) -> str:
    digits = decimals_of(point.panel, point.chart.sample, point.chart.sigma)
    text = percent(value, digits) if point.panel.percent else fixed(value, digits)
    unit = point.chart.sample.about.unit if point.panel.family != "attribute" else ""
    return f"{text} {unit}".strip()


def _sentence(point: Point, name: str, value: float, head: Words, text: PanelText | None) -> Words:
    side = SIDES[name]
    if point.symbols:
        return Msg("{line}: {what}.", line=head, what=_what(point, side, text))
    if not math.isfinite(value):
        if name == "lower" and point.panel.family == "attribute":
            return Msg("{line}: there is none, counts do not fall below 0.", line=head)
        return Msg("{line}: undefined on this chart.", line=head)
    if side < 0 and value == 0 and point.panel.family == "dispersion":
        return Msg("{line} = 0: the formula gives less, and no spread is below 0.", line=head)
    shown = _shown(point, value)
    if typed_in(point):
        return Msg("{line} = {value}: entered by hand.", line=head, value=shown)
    return Msg("{line} = {value}: {what}.", line=head, value=shown, what=_what(point, side, text))


def _what(point: Point, side: int, text: PanelText | None) -> Words:
    """Return what a line is, in a few words."""
    estimation = point.estimation
    if side == 0:
        return text.center_is if text is not None else Msg("the level that the points scatter about")
    if estimation.alpha is not None:
        p = f"{estimation.alpha / 2:g}"
        if side > 0:
            return Msg("a stable process plots a point above it with probability {p} at most", p=p)
        return Msg("a stable process plots a point below it with probability {p} at most", p=p)
    if side > 0:
        return Msg("{k} standard deviations of a plotted point above the center", k=f"{estimation.k:g}")
    return Msg("{k} standard deviations of a plotted point below the center", k=f"{estimation.k:g}")


def _lines(point: Point, name: str, text: PanelText | None) -> tuple[Formula, ...]:
    panel, side = point.panel, SIDES[name]
    value = float(getattr(panel, name)[point.at])
    if typed_in(point):
        if not math.isfinite(value):
            return ()
        said = Msg("from {file}, not re-estimated", file=point.chart.limits_file or "")
        return (Formula(LIMIT[side] if side else CENTER, (said, figures(value)), value),)
    if text is not None:
        found = text.center(point) if side == 0 else text.limit(point, side)
        return tuple(line for line in found if line.value is None or math.isfinite(line.value))
    return _plain(point, side, value)


def _plain(point: Point, side: int, value: float) -> tuple[Formula, ...]:
    """Return the lines of a panel that brings no formula: center +/- k standard deviations."""
    if not math.isfinite(value):
        return ()
    if side == 0:
        return (Formula(CENTER, (figures(value),), value),)
    center, s = float(point.panel.center[point.at]), float(point.panel.sigma[point.at])
    k = multiplier(point.estimation)
    if not math.isclose(center + side * k * s, value, rel_tol=1e-9):
        return (Formula(LIMIT[side], (figures(value),), value),)
    symbolic = Msg("center {sign} k x {deviation}", sign=SIGN[side], deviation="s")
    numbers = f"{point.put(center, value)} {SIGN[side]} {figures(k)} x {point.put(s, value)}"
    return (Formula(LIMIT[side], (symbolic, numbers, point.put(value, value)), value),)


def _reads(side: int, value: float, text: PanelText | None) -> Words | None:
    if side == 0:
        return Msg("the level that the points scatter about; it says nothing about the specification.")
    if side < 0 and (value == 0 or not math.isfinite(value)):
        return Msg("no point can fall below it, so the chart does not show an improvement.")
    if text is None:
        return None
    return text.above if side > 0 else text.below


def _sources(point: Point) -> tuple[Words, ...]:
    found = references(point.chart.kind.name)
    return (Verbatim(found),) if found else ()


def _differs(point: Point, name: str, value: float) -> Words | None:
    """Return what the same line is by the other estimators, by printed constants, by exact quantiles."""
    chart = point.chart
    if (
        chart.phase == 2
        or not math.isfinite(value)
        or value == 0
        or known(point, "sigma")
        or known(point, "center")
    ):
        return None
    found: list[Words] = []
    for label, other in _others(chart.kind.sigma_methods, point):
        panel = _again(point, other)
        line = math.nan if panel is None else float(getattr(panel, name)[point.at])
        if math.isfinite(line):
            found.append(Msg("{method} {value}", method=label, value=_shown(point, line)))
    return Msg("{list}.", list=Join(found, "; ")) if found else None


def _others(methods: tuple[str, ...], point: Point) -> list[tuple[Words, Estimation]]:
    estimation, mine = point.estimation, point.chart.parameters.method
    found = [(METHOD_NAMES[m], estimation._replace(sigma=m)) for m in methods if m != mine]
    if KINDS[point.chart.kind.name].family == "variables":
        if not estimation.tabulated:
            found.append((Msg("printed constants"), estimation._replace(tabulated=True)))
    elif estimation.alpha is None and point.panel.model is not None:
        label = Msg("exact limits (--alpha {alpha})", alpha=f"{_USUAL_ALPHA:g}")
        found.append((label, estimation._replace(alpha=_USUAL_ALPHA)))
    return found


def _again(point: Point, estimation: Estimation) -> ControlPanel | None:
    """Return the panel as other options would draw it."""
    kind, sample = point.chart.kind, point.chart.sample
    try:
        panels, _ = kind.panels(sample, kind.estimate(sample, estimation), estimation, None)
    except SqcError:
        return None
    return next((panel for panel in panels if panel.key == point.panel.key), None)


def explain_learned(point: Point, name: str, key: str) -> Explanation:
    """Return the explanation of what a kind learns beside center and sigma: sigma z."""
    value = point.parameter(name)
    called = point.chart.kind.learned[name]
    text = text_of(point.panel)
    lines = text.learned[name](point) if text is not None and name in text.learned else ()
    return Explanation(
        key,
        Msg("{label}.", label=called)
        if point.symbols
        else Msg("{label}: {value}.", label=called, value=figures(value)),
        value if math.isfinite(value) else None,
        lines if math.isfinite(value) else (),
        sources=_sources(point),
    )


def explain_sigma(point: Point, key: str, stage: str) -> Explanation:
    """Return the explanation of sigma within; `stage` names it where there are several."""
    chart, sigma = point.chart, point.parameter("sigma")
    unit = chart.sample.about.unit
    shown = f"{fixed(sigma, chart.digits)} {unit}".strip()
    if not math.isfinite(sigma):
        return Explanation(key, Msg("sigma within: undefined on this chart."))
    sentence = Msg(
        "sigma within = {value}: the standard deviation of single values, without what moves the level.",
        value=shown,
    )
    if point.symbols:
        sentence = Msg("sigma within: the standard deviation of single values, without what moves the level.")
    elif stage:
        sentence = Msg(
            "sigma within of stage {stage} = {value}: the standard deviation of single values, without what"
            " moves the level.",
            stage=stage, value=shown,
        )  # fmt: skip
    method = chart.parameters.method
    found = estimator_references(method) if known(point, "sigma") is None else ""
    return Explanation(
        key,
        sentence,
        sigma,
        (*sigma_lines(point), *error_line(point)),
        reads_as=Msg("the spread that the process has while its level stays; all limits are made of it."),
        needs=Msg(
            "subgroups or neighbours that were made under the same conditions, values independent of each"
            " other and close to normal."
        ),
        differs=_other_sigmas(point, sigma),
        sources=(Verbatim(found),) if found else _sources(point),
    )


def _other_sigmas(point: Point, sigma: float) -> Words | None:
    chart = point.chart
    if known(point, "sigma") is not None:
        return None
    found: list[Words] = []
    for label, other in _others(chart.kind.sigma_methods, point):
        try:
            values = chart.kind.estimate(chart.sample, other)["sigma"]
        except SqcError:
            continue
        value = float(values[min(point.stage, len(values) - 1)])
        if math.isfinite(value):
            found.append(Msg("{method} {value}", method=label, value=figures(value)))
    return Msg("{list}.", list=Join(found, "; ")) if found else None
