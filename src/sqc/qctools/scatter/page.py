"""The picture of a scatter diagram: points, line, band of the mean, dotted prediction; strata by shape."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.qctools.scatter.case import Case
from sqc.qctools.scatter.judge import interval_words, r_text
from sqc.qctools.scatter.pairs import Pairs
from sqc.qctools.scatter.tables import fitted, line_words, r2_words, sd_words
from sqc.report.marks import Axis, Band, Key, Label, Line, Mark, Note, Page, Plot, Points

SIDES = 101
SHAPES, MOST_PARTS, ACROSS = 5, 9, 3
CLOUD, DUST = 150, 2_000


def page(case: Case, first: Finding) -> Page:
    """Return the sheet: one panel, with up to five strata by shape; more strata have a panel each."""
    several = len(case.parts) > SHAPES
    plots = _parts(case) if several else [_plot(case)]
    rows = tuple(tuple(plots[i : i + ACROSS]) for i in range(0, len(plots), ACROSS))
    level = f"{100 * case.confidence:.10g}"
    footer: list[Words] = [
        Msg("n = {n}", n=f"{case.whole.n:,}"),
        line_words(case),
        Msg("residual s = {s}", s=sd_words(case)),
        Verbatim(f"R² = {r2_words(case)}"),
        Msg("band: mean, dotted: single values, {level} %", level=level),
    ]
    if case.parts:
        footer[-1] = Msg("a line for each stratum") if several else Msg("dashed: line of all")
    if len(case.parts) > MOST_PARTS:
        footer.append(Msg("{k} of {n} strata", k=MOST_PARTS, n=len(case.parts)))
    return Page(
        Join([Msg("{y} over {x}", y=case.y.name, x=case.x.name), Msg("scatter diagram")], " · "),
        rows,
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=case.source.name)),
    )


def _plot(case: Case) -> Plot:
    whole, fit = case.whole, fitted(case)
    low, high = _room(whole.x)
    x = np.linspace(low, high, SIDES)
    y = fit.at(x)
    mean, single = fit.half_widths(x, case.confidence)
    marks: list[Mark] = []
    if case.parts:
        marks += _strata(case)
        marks.append(Line(x, y, "fit2"))
        marks.append(Label(float(y[-1]), Msg("all"), "right", "ref"))
        reach = np.concatenate([whole.y, y])
    else:
        marks += [
            Band(x, y - mean, y + mean),
            Line(x, y - single, "warning"),
            Line(x, y + single, "warning"),
            Line(x, y, "fit"),
            Points(whole.x, whole.y, _role(whole.n), rows=np.arange(whole.n)),
            Label(float(y[-1]), Msg("line") if whole.curve is None else Msg("curve"), "right", "fit"),
            Label(float((y + single)[-1]), Msg("prediction"), "right", "warning"),
        ]
        reach = np.concatenate([whole.y, y - single, y + single])
        marks += _marked(case)
    bottom, top = _room(reach)
    return Plot(
        "scatter",
        tuple(marks),
        Axis(case.x_name, limits=(low, high)),
        Axis(case.y_name, limits=(bottom, top)),
        grid="both",
        tall=30.0,
    )


def _marked(case: Case) -> list[Mark]:
    """Return the note at the point that makes the correlation, where one does."""
    whole = case.whole
    if whole.n < 4:
        return []
    place, r = whole.influence
    if whole.pearson.low <= r <= whole.pearson.high:
        return []
    said = Msg("without it r = {r}", r=r_text(r))
    return [Note(float(whole.x[place]), float(whole.y[place]), said)]


def _strata(case: Case) -> list[Mark]:
    marks: list[Mark] = []
    rows: list[tuple[str, Words]] = []
    for i, (name, one) in enumerate(case.parts.items()):
        role = f"s{i}"
        marks.append(Points(one.x, one.y, role))
        line = one.line
        if line is not None:
            x = np.array([float(one.x.min()), float(one.x.max())])
            marks.append(Line(x, line.at(x), role))
        rows.append((role, Msg("{name}: r = {r}", name=name, r=r_text(one.pearson.r))))
    falls = case.whole.pearson.r < 0
    marks.append(Key(tuple(rows), "upper right" if falls else "upper left"))
    return marks


def _parts(case: Case) -> list[Plot]:
    """Return a panel for each stratum on the same scales."""
    x, y = _room(case.whole.x), _room(case.whole.y)
    return [
        _part(case, f"part_{i}", name, one, x, y)
        for i, (name, one) in enumerate(list(case.parts.items())[:MOST_PARTS], 1)
    ]


def _part(
    case: Case, key: str, name: str, one: Pairs, x: tuple[float, float], y: tuple[float, float]
) -> Plot:
    marks: list[Mark] = []
    if one.line is not None:
        at = np.array([float(one.x.min()), float(one.x.max())])
        marks.append(Line(at, one.line.at(at), "fit"))
    marks.append(Points(one.x, one.y, _role(one.n)))
    said = Msg("{name}: r = {r} ({range})", name=name, r=r_text(one.pearson.r),
               range=interval_words(one.pearson))  # fmt: skip
    return Plot(
        key, tuple(marks), Axis(case.x_name, limits=x), Axis(case.y_name, limits=y), said, grid="both"
    )


def _role(n: int) -> str:
    return "data" if n <= CLOUD else "cloud" if n <= DUST else "dust"


def _room(values: np.typing.NDArray[np.float64]) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = 0.05 * (high - low) or 0.5
    return low - room, high + room
