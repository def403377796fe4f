"""Marks on the canvas: one function for each kind of mark, one table that names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Join
from sqc.report.axes import Panel
from sqc.report.marks import (
    Array,
    Arrow,
    Axis,
    Band,
    Bars,
    Key,
    Line,
    Points,
    Region,
    Rule,
    Segments,
    Shape,
    Step,
    Text,
)
from sqc.report.numbers import percent
from sqc.report.pen import AREA, BAR, LIMIT, LINE, POINT, SIGNAL, STAGE, Pen, Tips
from sqc.report.setter import Setter
from sqc.report.ticks import MINUS

_LAYERS = {
    "signal": SIGNAL,
    "member": SIGNAL - 0.2,
    "pattern": SIGNAL - 0.4,
    "stage": STAGE,
    "zone": LIMIT - 0.2,
}
_MISSING = 3.0
_TOLD = 300  # so many points of a kind tell what they are


def paint(pen: Pen, panel: Panel, setter: Setter) -> None:
    """Draw every mark of a panel that stands inside it."""
    for mark in panel.plot.marks:
        painter = _PAINTERS.get(type(mark))
        if painter is not None:
            painter(pen, panel, setter, mark)


def _line(pen: Pen, panel: Panel, setter: Setter, mark: Line) -> None:
    layer = _LAYERS.get(mark.role, LINE)
    pen.line(panel.x.at(mark.x), panel.y.at(mark.y), mark.role, layer, panel.box)
    if mark.role == "data":
        _missing(pen, panel, mark)


def _missing(pen: Pen, panel: Panel, mark: Line) -> None:
    """Draw a small tick on the x axis under each gap inside a data line."""
    there = np.flatnonzero(np.isfinite(mark.y))
    if not len(there):
        return
    gaps = np.asarray(mark.x)[there[0] : there[-1]][~np.isfinite(np.asarray(mark.y)[there[0] : there[-1]])]
    if len(gaps):
        x, foot = panel.x.at(gaps), np.full(len(gaps), panel.y.start)
        pen.line(*_pieces(x, foot, x, foot + _MISSING), "axis", LIMIT)


def _pieces(x0: Array, y0: Array, x1: Array, y1: Array) -> tuple[Array, Array]:
    """Return separate straight pieces as one line with breaks."""
    gap = np.full(len(x0), np.nan)
    return np.column_stack([x0, x1, gap]).ravel(), np.column_stack([y0, y1, gap]).ravel()


def _step(pen: Pen, panel: Panel, setter: Setter, mark: Step) -> None:
    x = np.repeat(panel.x.at(mark.edges), 2)[1:-1]
    y = np.repeat(panel.y.at(mark.levels), 2)
    pen.line(x, y, mark.role, _LAYERS.get(mark.role, LIMIT), panel.box)


def _rule(pen: Pen, panel: Panel, setter: Setter, mark: Rule) -> None:
    along, across = (panel.y, panel.x) if mark.axis == "x" else (panel.x, panel.y)
    if not min(across.low, across.high) <= mark.at <= max(across.low, across.high):
        return
    start = along.start if mark.start is None else along.one(mark.start)
    end = along.end if mark.end is None else along.one(mark.end)
    place = across.one(mark.at)
    ends, level = [start, end], [place, place]
    x, y = (level, ends) if mark.axis == "x" else (ends, level)
    pen.line(x, y, mark.role, _LAYERS.get(mark.role, LIMIT))


def _segments(pen: Pen, panel: Panel, setter: Setter, mark: Segments) -> None:
    x0, x1, y0, y1 = panel.x.at(mark.x0), panel.x.at(mark.x1), panel.y.at(mark.y0), panel.y.at(mark.y1)
    pen.line(*_pieces(x0, y0, x1, y1), mark.role, LIMIT, panel.box)
    if mark.caps:
        length = np.hypot(x1 - x0, y1 - y0)
        length = np.where(length > 0, length, 1.0)
        across, up = -(y1 - y0) / length * 2.0, (x1 - x0) / length * 2.0
        for x, y in ((x0, y0), (x1, y1)):
            pen.line(*_pieces(x - across, y - up, x + across, y + up), mark.role, LIMIT)


def _points(pen: Pen, panel: Panel, setter: Setter, mark: Points) -> None:
    x, y = np.asarray(mark.x, dtype=float), np.asarray(mark.y, dtype=float)
    inside = np.isfinite(x) & np.isfinite(y)
    if panel.plot.y.limits:
        low, high = min(panel.plot.y.limits), max(panel.plot.y.limits)
        _off_scale(pen, panel, setter, x[inside], y[inside])
        inside &= (y >= low) & (y <= high)
    if not inside.any():
        return
    crowded = mark.role not in ("signal", "member", "mean") and _is_crowded(pen, panel)
    px, py = panel.x.at(x[inside]), panel.y.at(y[inside])
    layer = _LAYERS.get(mark.role, POINT)
    size = mark.size * (0.7 if crowded else 1.0)
    tips = _tips(panel, setter, mark, inside) if pen.tells else None
    pen.dots(px, py, mark.role, layer, size, mark.opacity, not crowded, tips)
    for place, words in zip(np.flatnonzero(inside).tolist(), mark.labels, strict=False):
        up = panel.y.one(float(y[place])) + 0.8 * setter.size("small") + 1.0
        pen.caption(setter.caption(panel.x.one(float(x[place])), up, setter.say(words), "small", "center"))


def _tips(panel: Panel, setter: Setter, mark: Points, inside: npt.NDArray[np.bool_]) -> Tips | None:
    """Return the rows that points stand for, else what each one is in words where they are few."""
    if mark.rows is not None:
        return Tips(panel.plot.key, mark.rows[inside].tolist())
    if inside.sum() > _TOLD:
        return None
    keys = (key for key in panel.plot.marks if isinstance(key, Key))
    name = next((text for key in keys for role, text in key.rows if role == mark.role), None)
    return Tips(
        panel.plot.key,
        said=[
            setter.say(Join([*([name] if name else []), *pair], ", "))
            for pair in zip(
                _named(panel.plot.x, mark.x[inside], setter),
                _named(panel.plot.y, mark.y[inside], setter),
                strict=True,
            )
        ],
    )


def _named(axis: Axis, values: Array, setter: Setter) -> list[str]:
    name = setter.say(axis.label)
    shown = (percent(value, 2) if axis.percent else f"{value:.4g}" for value in values.tolist())
    return [f"{name} {one.replace('-', MINUS)}".strip() for one in shown]


def _is_crowded(pen: Pen, panel: Panel) -> bool:
    marks = (mark for mark in panel.plot.marks if isinstance(mark, Points) and mark.role == "data")
    return sum(len(mark.x) for mark in marks) > pen.paper.crowded


def _off_scale(pen: Pen, panel: Panel, setter: Setter, x: Array, y: Array) -> None:
    """Draw what the limits of the axis leave out: a triangle at the edge, pointing out, with its value."""
    low, high = panel.y.low, panel.y.high
    edges = ((y > high, panel.y.end, "off", -1), (y < low, panel.y.start, "off-low", 1))
    for beyond, edge, role, inward in edges:
        if beyond.any():
            at = panel.x.at(x[beyond])
            pen.dots(at, np.full(len(at), edge + 3.0 * inward), role, POINT)
            for place, value in zip(at.tolist(), y[beyond].tolist(), strict=True):
                up = edge + inward * (6.0 + 0.6 * setter.size("small"))
                pen.caption(
                    setter.caption(place, up, f"{value:.4g}".replace("-", "\u2212"), "small", "center")
                )


def _bars(pen: Pen, panel: Panel, setter: Setter, mark: Bars) -> None:
    along, across = (panel.x, panel.y) if mark.horizontal else (panel.y, panel.x)
    position, half = np.asarray(mark.position, dtype=float), mark.width / 2
    start, end = across.at(position - half), across.at(position + half)
    foot = np.full(len(position), along.one(mark.base))
    tip = along.at(np.asarray(mark.length, dtype=float) + mark.base)
    corners = np.stack([start, foot, start, tip, end, tip, end, foot], axis=1).reshape(-1, 4, 2)
    if mark.horizontal:
        corners = corners[:, :, ::-1]
    drawn = corners[np.isfinite(corners).all(axis=(1, 2))]
    if len(drawn):
        pen.area(list(drawn), mark.role, BAR)
    for place, words in enumerate(mark.labels):
        middle = float(start[place] + end[place]) / 2
        _bar_label(pen, setter, mark, middle, float(foot[place]), float(tip[place]), setter.say(words))


def _bar_label(
    pen: Pen, setter: Setter, mark: Bars, middle: float, foot: float, tip: float, text: str
) -> None:
    """Write the value of a bar: inside a dark one that is long enough, else beyond its end."""
    size = setter.size("value")
    needed = setter.width(text, "value") + 6.0 if mark.horizontal else 1.6 * size
    inside = mark.role in ("vital", "bad") and abs(tip - foot) > needed
    kind = "inside" if inside else "value"
    out = (1 if tip >= foot else -1) * (-1 if inside else 1)
    if mark.horizontal:
        pen.caption(setter.caption(tip + 3.0 * out, middle, text, kind, "left" if out > 0 else "right"))
    else:
        pen.caption(setter.caption(middle, tip + out * 0.95 * size, text, kind, "center"))


def _band(pen: Pen, panel: Panel, setter: Setter, mark: Band) -> None:
    x, low, high = panel.x.at(mark.x), panel.y.at(mark.low), panel.y.at(mark.high)
    good = np.isfinite(x) & np.isfinite(low) & np.isfinite(high)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(np.int8), [0]])))
    outlines = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        there = np.column_stack([x[start:end], high[start:end]])
        back = np.column_stack([x[start:end], low[start:end]])[::-1]
        outlines.append(np.vstack([there, back]))
    if outlines:
        pen.area(outlines, mark.role, AREA + (1.5 if mark.role == "pale" else 0), panel.box)


def _region(pen: Pen, panel: Panel, setter: Setter, mark: Region) -> None:
    x0, y0, x1, y1 = panel.box
    x0 = x0 if mark.x0 is None else panel.x.one(mark.x0)
    x1 = x1 if mark.x1 is None else panel.x.one(mark.x1)
    y0 = y0 if mark.y0 is None else panel.y.one(mark.y0)
    y1 = y1 if mark.y1 is None else panel.y.one(mark.y1)
    pen.area([np.array([[x0, y0], [x0, y1], [x1, y1], [x1, y0]])], mark.role, AREA, panel.box)


def _shape(pen: Pen, panel: Panel, setter: Setter, mark: Shape) -> None:
    pen.area([np.column_stack([panel.x.at(mark.x), panel.y.at(mark.y)])], mark.role, BAR)


def _text(pen: Pen, panel: Panel, setter: Setter, mark: Text) -> None:
    caption = setter.caption(
        panel.x.one(mark.x), panel.y.one(mark.y), setter.say(mark.text), mark.role, mark.anchor
    )
    pen.caption(caption._replace(halo=mark.halo))


def _arrow(pen: Pen, panel: Panel, setter: Setter, mark: Arrow) -> None:
    tail = np.array([panel.x.one(mark.x0), panel.y.one(mark.y0)])
    head = np.array([panel.x.one(mark.x1), panel.y.one(mark.y1)])
    pen.line(*_both(tail, head), mark.role, LINE)
    length = float(np.hypot(*(head - tail))) or 1.0
    forward = (head - tail) / length
    side = np.array([-forward[1], forward[0]])
    barbs = [head - 4.0 * forward + 1.8 * side, head, head - 4.0 * forward - 1.8 * side]
    pen.line([barb[0] for barb in barbs], [barb[1] for barb in barbs], mark.role, LINE, solid=True)


def _both(start: Sequence[float] | Array, end: Sequence[float] | Array) -> tuple[list[float], list[float]]:
    return [float(start[0]), float(end[0])], [float(start[1]), float(end[1])]


_PAINTERS: dict[type, Callable[[Pen, Panel, Setter, Any], None]] = {
    Line: _line,
    Step: _step,
    Rule: _rule,
    Segments: _segments,
    Points: _points,
    Bars: _bars,
    Band: _band,
    Region: _region,
    Shape: _shape,
    Text: _text,
    Arrow: _arrow,
}
