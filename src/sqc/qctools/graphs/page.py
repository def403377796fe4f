"""The pictures: bars from zero, lines named at their end, slices and axes with their values."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sqc.charts.words import axis_name
from sqc.i18n.message import Join, Msg, Words, plural
from sqc.notes import Finding
from sqc.qctools.graphs.series import Series
from sqc.qctools.kit.rest import is_other
from sqc.report.marks import Axis, Bars, Key, Label, Line, Mark, Page, Plot, Points, Rule, Shape, Text
from sqc.report.numbers import fixed

GROUP = 0.74  # of the room of an item that its bars take
_PARTS = {"before": "before", "target": "other", "after": "vital"}
STRATA = tuple(f"s{i}" for i in range(5))
FILLS = ("vital", "bar", "grey", "other", "cell")
SLICES = ("vital", "bar", "grey", "cell")
RINGS = 5
TURN = np.pi / 2


def sheet(found: Series, kind: Words, plot: Plot, first: Finding) -> Page:
    """Return the sheet of one graph."""
    footer: list[Words] = [plural("{n} item", "{n} items", len(found.items))]
    title = Join([found.names[0], kind], " · ") if len(found.names) == 1 else Join([found.head, kind], " · ")
    return Page(
        title,
        ((plot,),),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=found.source.name)),
    )


def _named(found: Series) -> Axis:
    ticks = tuple((float(i), name) for i, name in enumerate(found.items))
    room = 0.5 if len(found.items) > 1 else 1.2  # one item alone is no wall
    return Axis(None, ticks, limits=(-room, len(found.items) - 1 + room), shared=False, names=True)


def _numbers(found: Series) -> Words:
    if len(found.names) == 1:
        return axis_name(found.names[0], found.unit)
    return found.unit or Msg("value")


def role_of(found: Series, i: int) -> str:
    """Return the fill of a series: before pale, target hatched, after dark, else by order."""
    for name, role in _PARTS.items():
        if found.part(name) == i:
            return role
    return FILLS[i % len(FILLS)]


def _target(target: float | None, text: str) -> list[Mark]:
    if target is None:
        return []
    return [Rule(target, role="target"), Label(target, Msg("target {value}", value=text), role="target")]


def bar(found: Series, target: float | None) -> Plot:
    """Return bars side by side, a group for each item."""
    n, k = found.values.shape
    width = min(GROUP / k, 0.58)
    marks: list[Mark] = []
    for i in range(k):
        x = np.arange(n, dtype=np.float64) + (i - (k - 1) / 2) * width
        known = ~np.isnan(found.values[:, i])
        labels = tuple(found.text(float(value)) for value in found.values[known, i]) if n * k <= 24 else ()
        marks.append(Bars(x[known], found.values[known, i], width, role=role_of(found, i), labels=labels))
    if k > 1:
        marks.append(
            Key(tuple((role_of(found, i), name) for i, name in enumerate(found.names)), "upper right")
        )
    high = float(np.nanmax(found.values))
    limits = (0.0, high * (1.25 if k > 1 else 1.12)) if np.nanmin(found.values) >= 0 and high > 0 else None
    if limits and target is not None:
        limits = (0.0, max(limits[1], 1.12 * target))
    marks += _target(target, "" if target is None else f"{target:g}")
    return Plot("bars", tuple(marks), _named(found), Axis(_numbers(found), from_zero=True, limits=limits))


def line(found: Series, target: float | None) -> Plot:
    """Return a line for each series, named at its end."""
    dates = found.dates
    x = np.arange(len(found.items), dtype=np.float64) if dates is None else dates
    marks: list[Mark] = []
    for i, name in enumerate(found.names):
        y = found.values[:, i]
        role = "data" if len(found.names) == 1 else STRATA[i % len(STRATA)]
        marks += [Line(x, y, role), Points(x[~np.isnan(y)], y[~np.isnan(y)], role)]
        there = np.flatnonzero(~np.isnan(y))
        if len(there) and len(found.names) > 1:
            marks.append(Label(float(y[there[-1]]), name, role="center"))
    marks += _target(target, "" if target is None else f"{target:g}")
    across = _named(found) if dates is None else Axis(None, scale="time", shared=False)
    return Plot("lines", tuple(marks), across, Axis(_numbers(found)))


def pie(found: Series) -> Plot:
    """Return slices from the top, clockwise, the largest first; the parts are named outside."""
    last = np.array([is_other(name) for name in found.items])
    order = np.lexsort((-found.values[:, 0], last))
    values, items = found.values[order, 0], [found.items[i] for i in order]
    shares = values / values.sum()
    ends = np.concatenate([[0.0], np.cumsum(shares)])
    marks: list[Mark] = []
    for i, (start, end) in enumerate(pairwise(ends.tolist())):
        turn = TURN - 2 * np.pi * np.linspace(start, end, max(2, int(200 * (end - start)) + 2))
        marks.append(Shape(np.append(0.0, np.cos(turn)), np.append(0.0, np.sin(turn)), _slice(items[i], i)))
        middle = TURN - np.pi * (start + end)
        x, y = 1.12 * float(np.cos(middle)), 1.12 * float(np.sin(middle))
        said = Msg(
            "{item} {value} ({share} %)",
            item=items[i],
            value=found.text(float(values[i])),
            share=fixed(100 * float(shares[i]), 1),
        )
        side = "center" if abs(x) < 0.15 else "left" if x > 0 else "right"
        marks.append(Text(x, y, said, "small", side))
    hidden = Axis(visible=False, limits=(-1.3, 1.3), shared=False)
    return Plot("pie", tuple(marks), hidden, hidden, grid="none", tall=26, equal=True)


def _slice(item: str, i: int) -> str:
    return "other" if is_other(item) else SLICES[i % len(SLICES)]


def radar(found: Series, most: float | None) -> Plot:
    """Return a closed line for each series on as many axes as there are items."""
    n = len(found.items)
    reach = most or float(np.nanmax(found.values))
    turn = TURN - 2 * np.pi * np.arange(n + 1) / n
    x, y = np.cos(turn), np.sin(turn)
    marks: list[Mark] = []
    for ring in range(1, RINGS + 1):
        marks.append(Line(x * ring / RINGS, y * ring / RINGS, "faint"))
        marks.append(Text(0.02, ring / RINGS, f"{reach * ring / RINGS:g}", "ref", "left"))
    for i in range(n):
        marks.append(Line(np.array([0.0, x[i]]), np.array([0.0, y[i]]), "faint"))
        side = "center" if abs(x[i]) < 0.2 else "left" if x[i] > 0 else "right"
        marks.append(Text(1.1 * float(x[i]), 1.1 * float(y[i]), found.items[i], "label", side))
    for k in range(len(found.names)):
        values = np.append(found.values[:, k], found.values[0, k]) / reach
        role = STRATA[k % len(STRATA)]
        marks += [Line(values * x, values * y, role), Points((values * x)[:-1], (values * y)[:-1], role)]
    if len(found.names) > 1:
        marks.append(
            Key(tuple((STRATA[k % len(STRATA)], name) for k, name in enumerate(found.names)), "upper left")
        )
    hidden = Axis(visible=False, limits=(-1.35, 1.35), shared=False)
    return Plot("radar", tuple(marks), hidden, hidden, grid="none", tall=30, equal=True)
