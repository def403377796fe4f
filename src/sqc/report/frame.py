"""What stands round the data: grid, axes, ticks with their words, strips, edge labels."""

from __future__ import annotations

import re

from sqc.report.axes import (
    EDGE,
    PAD,
    SLANTED,
    STRIP_GAP,
    TICK,
    Panel,
    axis_lines,
    last_word_end,
    strip_rows,
    x_words_height,
)
from sqc.report.marks import Label, Strip
from sqc.report.pen import GRID, LIMIT, STAGE, Pen
from sqc.report.placement import spread
from sqc.report.setter import LINE, Setter
from sqc.report.style import LABELS
from sqc.report.ticks import MINUS
from sqc.report.wrap import fitting

_HYPHEN = re.compile(r"(?<![\w-])-(?=[\w.])")
_PART = re.compile(r"\w{0,4}[ _/.-](?=.)")  # the rest of a part that was cut into
SLOPE = 0.87  # cosine of the angle of slanted words
CLOSE = 1.22  # labels nearer than this times their size are moved apart


def draw_frame(pen: Pen, panel: Panel, setter: Setter) -> None:
    """Draw everything of a panel that is not data."""
    _lines(pen, panel)
    if panel.plot.y.visible:
        _y_words(pen, panel, setter)
    if panel.plot.x.visible and panel.x_words:
        _x_words(pen, panel, setter)
    if panel.plot.y2 is not None:
        _second_scale(pen, panel, setter)
    _strips(pen, panel, setter)
    _right_labels(pen, panel, setter)
    _top_labels(pen, panel, setter)


def _lines(pen: Pen, panel: Panel) -> None:
    """Grid as one line, axes and ticks as another."""
    x0, y0, x1, y1 = panel.box
    gap = float("nan")
    rows = [panel.y.one(at) for at, _ in panel.y_ruler.ticks] if panel.plot.y.visible else []
    columns = [panel.x.one(at) for at, _ in panel.x_ruler.ticks] if panel.plot.x.visible else []
    xs: list[float] = []
    ys: list[float] = []
    if panel.plot.grid != "none":
        for y in rows:
            xs, ys = [*xs, x0, x1, gap], [*ys, y, y, gap]
    if panel.plot.grid == "both":
        for x in columns:
            xs, ys = [*xs, x, x, gap], [*ys, y0, y1, gap]
    if xs:
        pen.line(xs, ys, "grid", GRID)
    xs, ys = ([x0, x0, gap], [y1, y0, gap]) if panel.plot.y.visible else ([], [])
    if panel.plot.x.visible:
        xs, ys = [*xs, x0, x1, gap], [*ys, y0, y0, gap]
    if panel.plot.y2 is not None:
        xs, ys = [*xs, x1, x1, gap], [*ys, y0, y1, gap]
        rows2 = [panel.y.one(at) for at, _ in panel.plot.y2.ticks or ()]
        for y in rows2:
            xs, ys = [*xs, x1, x1 + TICK, gap], [*ys, y, y, gap]
    for y in rows:
        xs, ys = [*xs, x0 - TICK, x0, gap], [*ys, y, y, gap]
    for x in columns:
        xs, ys = [*xs, x, x, gap], [*ys, y0 - TICK, y0, gap]
    if xs:
        pen.line(xs, ys, "axis", LIMIT - 0.5)


def _y_words(pen: Pen, panel: Panel, setter: Setter) -> None:
    x0, y0, _, y1 = panel.box
    for at, said in panel.y_ruler.shown:
        pen.caption(setter.caption(x0 - TICK - PAD, panel.y.one(at), said, "tick", "right"))
    step = 1.2 * setter.size("axis")
    for number, line in enumerate(axis_lines(setter, panel.plot.y.label, y1 - y0)):
        x = panel.cell[0] + (number + 0.5) * step
        pen.caption(setter.caption(x, (y0 + y1) / 2, line, "axis", "center", 90))


def _x_words(pen: Pen, panel: Panel, setter: Setter) -> None:
    x0, y0, x1, _ = panel.box
    size = setter.size("tick")
    labels = any(isinstance(mark, Label) and mark.side == "right" for mark in panel.plot.marks)
    last = last_word_end(x1, setter) if labels else panel.cell[2]
    taken = -1.0
    for at, said in panel.x_ruler.shown:
        place = panel.x.one(at)
        if panel.x_ruler.slanted:
            end = place + 0.3 * size
            said = _last_part(said, setter, min((end - panel.cell[0]) / SLOPE, SLANTED * size))
            words = setter.caption(end, y0 - TICK - PAD - 0.5 * size, said, "tick", "right")
            pen.caption(words._replace(turn=30.0))
            continue
        lines = said.split("\n")
        half = max(setter.width(line, "tick") for line in lines) / 2
        middle = min(place, last - half)
        if middle - half < taken:  # pushed back from the edge onto the words before it
            continue
        taken = middle + half + 1.0
        for number, line in enumerate(lines):
            y = y0 - TICK - 0.6 - (number + 0.5) * LINE * size
            pen.caption(setter.caption(middle, y, line, "tick", "center"))
    if panel.plot.x.label is not None:
        title = setter.shortened(setter.say(panel.plot.x.label), "axis", panel.cell[2] - panel.cell[0])
        y = y0 - x_words_height(panel, setter) - 0.5 * LINE * setter.size("axis")
        half = setter.width(title, "axis") / 2
        middle = min(max((x0 + x1) / 2, panel.cell[0] + half), panel.cell[2] - half)
        pen.caption(setter.caption(middle, y, title, "axis", "center"))


def _last_part(said: str, setter: Setter, room: float) -> str:
    """Return slanted words that end on the sheet, cut at their beginning: names differ at their end."""
    if setter.width(said, "tick") <= room:
        return said
    end = fitting(said[::-1], lambda piece: setter.width("…" + piece, "tick"), room)
    kept = said[-max(end, 1) :]
    part = _PART.match(kept)
    return "…" + (kept[part.end() :] if part else kept)


def _second_scale(pen: Pen, panel: Panel, setter: Setter) -> None:
    second = panel.plot.y2
    if second is None:
        return
    _, y0, x1, y1 = panel.box
    for at, said in second.ticks or ():
        pen.caption(setter.caption(x1 + TICK + PAD, panel.y.one(at), setter.say(said), "tick"))
    if second.label is not None:
        title = setter.shortened(setter.say(second.label), "axis", y1 - y0)
        x = panel.cell[2] - 0.6 * setter.size("axis")
        pen.caption(setter.caption(x, (y0 + y1) / 2, title, "axis", "center", 270))


def _strips(pen: Pen, panel: Panel, setter: Setter) -> None:
    """Write the names of phases and stages above their stretch; those that meet move apart or are cut."""
    strips = [mark for mark in panel.plot.marks if isinstance(mark, Strip)]
    if not strips:
        return
    top, step = panel.box[3] + STRIP_GAP, LINE * setter.size("strip")
    ends = [(panel.x.one(strip.start), panel.x.one(strip.end)) for strip in strips]
    for start, end in ends:
        inner = (
            start + (0.8 if start > panel.x.start + 0.5 else 0.0),
            end - (0.8 if end < panel.x.end - 0.5 else 0.0),
        )
        pen.line(inner, (top, top), "strip", STAGE)
    low, high = panel.box[0], panel.cell[2]
    rows = strip_rows(panel, setter)
    for number, (kind, names) in enumerate(rows):
        em = 0.6 * setter.size(kind)
        sizes = [setter.width(name, kind) + em for name in names]
        middles = spread([(start + end) / 2 for start, end in ends], sizes, low - em / 2, high + em / 2)
        y = top + 1.0 + (len(rows) - number - 0.5) * step
        for middle, name in zip(middles, names, strict=True):
            if name:
                pen.caption(setter.caption(middle, y, name, kind, "center"))


def _right_labels(pen: Pen, panel: Panel, setter: Setter) -> None:
    labels = [mark for mark in panel.plot.marks if isinstance(mark, Label) and mark.side == "right"]
    if not labels:
        return
    size = setter.size("label")
    _, y0, x1, y1 = panel.box
    wanted = [y0 if mark.at is None else min(max(panel.y.one(mark.at), y0), y1) for mark in labels]
    ends = y0 - 0.6 * size - CLOSE * size / 2, y1 + 0.6 * size + CLOSE * size / 2
    places = spread(wanted, [CLOSE * size] * len(labels), *ends)
    x = x1 + EDGE * setter.paper.base / 8
    for mark, line, place in zip(labels, wanted, places, strict=True):
        said = _HYPHEN.sub(MINUS, setter.say(mark.text))
        pen.caption(setter.caption(x, place, said, LABELS.get(mark.role, "label")))
        if mark.at is not None and abs(place - line) > 0.3 * LINE * size:
            pen.line((x1 + 1.0, x - 1.0), (line, place), "leader", LIMIT)


def _top_labels(pen: Pen, panel: Panel, setter: Setter) -> None:
    labels = [
        mark
        for mark in panel.plot.marks
        if isinstance(mark, Label) and mark.side == "top" and mark.at is not None
    ]
    if not labels:
        return
    said = [_HYPHEN.sub(MINUS, setter.say(mark.text)) for mark in labels]
    wanted = [panel.x.one(mark.at) for mark in labels if mark.at is not None]
    gap = 0.6 * setter.size("label")
    sizes = [setter.width(text, "label") + gap for text in said]
    places = spread(wanted, sizes, panel.cell[0] - gap / 2, panel.cell[2] + gap / 2)
    y = panel.box[3] + 0.5 * LINE * setter.size("label")
    for mark, place, text in zip(labels, places, said, strict=True):
        pen.caption(setter.caption(place, y, text, LABELS.get(mark.role, "label"), "center"))
