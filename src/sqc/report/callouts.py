"""Rule numbers, notes and keys: words inside a panel that look for a free place."""

from __future__ import annotations

import numpy as np

from sqc.report.axes import EDGE, STRIP_GAP, TICK, Panel
from sqc.report.marks import Array, Bars, Key, Line, Note, Points, Rule, Step
from sqc.report.pen import LIMIT, POINT, Pen
from sqc.report.pen import LINE as LINE_LAYER
from sqc.report.placement import Box, Crowd, crossing, place
from sqc.report.setter import LINE, Setter
from sqc.report.style import DOTS, FILLS, LINES

DIAGONAL = 1.4  # a diamond counts with its diagonal
_ASCENT, _DESCENT = 0.76, 0.24  # of a line of DejaVu Sans, in em
STALK = 5.0
FAR = 1000.0
NEAR = 30.0  # points: what is farther from a note and its words does not matter to it


def draw_notes(pen: Pen, panel: Panel, setter: Setter) -> list[Note]:
    """Draw rule numbers and notes; return the notes that found no place."""
    notes = [mark for mark in panel.plot.marks if isinstance(mark, Note)]
    if not notes:
        return []
    crowd = _crowd(panel, setter)
    homeless = []
    for note in notes:
        inside = panel.y.start <= panel.y.one(note.y) <= panel.y.end
        if inside and not _note(pen, panel, setter, crowd, note) and note.role != "rule":
            homeless.append(note)
    return homeless


def _note(pen: Pen, panel: Panel, setter: Setter, crowd: Crowd, note: Note) -> bool:
    kind = {"rule": "rule", "letter": "value"}.get(note.role, "note")
    text, size = setter.say(note.text), setter.size(kind)
    x, y = panel.x.one(note.x), panel.y.one(note.y)
    mark = DIAGONAL * DOTS["signal"].size * setter.paper.mark / 2
    words = (setter.width(text, kind) + 0.4, (_ASCENT + _DESCENT) * size)
    near = _near(crowd, x, y, NEAR + words[0])
    # a rule stands for all of its points; a letter belongs to one
    farther = words[1] if kind == "rule" else 0.0
    box = place(near, (x, y), words, mark + 1.3, STALK if kind == "note" else 0.0, farther)
    if box is None:
        return False
    halo = bool(np.any(crossing(near.lines, box)))
    caption = setter.caption((box[0] + box[2]) / 2, 0.0, text, kind, "center")
    pen.caption(caption._replace(y=box[1] + _DESCENT * size, halo=halo))
    if kind == "note":
        _hairline(pen, (x, y), box, mark)
    return True


def _near(crowd: Crowd, x: float, y: float, reach: float) -> Crowd:
    """Return the part of a crowd around a point; labels are shared with the whole."""
    boxes, lines = crowd.boxes, crowd.lines
    close = (
        (boxes[:, 2] > x - reach)
        & (boxes[:, 0] < x + reach)
        & (boxes[:, 3] > y - reach)
        & (boxes[:, 1] < y + reach)
    )
    left, right = np.minimum(lines[:, 0], lines[:, 2]), np.maximum(lines[:, 0], lines[:, 2])
    return Crowd(crowd.panel, boxes[close], lines[(right > x - reach) & (left < x + reach)], crowd.labels)


def _hairline(pen: Pen, at: tuple[float, float], box: Box, mark: float) -> None:
    """Join the words to the mark: from the nearest edge of the box to the rim of the mark."""
    x, y = min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3])
    length = float(np.hypot(x - at[0], y - at[1]))
    if length > mark + 1.0:
        part = (mark + 0.5) / length
        start = (at[0] + part * (x - at[0]), at[1] + part * (y - at[1]))
        pen.line((start[0], x), (start[1], y), "leader", LIMIT)


def _crowd(panel: Panel, setter: Setter) -> Crowd:
    """Return what words in a panel must keep clear of."""
    boxes, lines = [np.empty((0, 4))], [np.empty((0, 4))]
    for mark in panel.plot.marks:
        if isinstance(mark, Points):
            dot = DOTS[mark.role]
            half = dot.size * setter.paper.mark * mark.size / 2 * (DIAGONAL if dot.shape == "D" else 1.0)
            x, y = panel.x.at(mark.x), panel.y.at(mark.y)
            boxes.append(np.column_stack([x - half, y - half, x + half, y + half]))
        elif isinstance(mark, Bars) and not mark.horizontal:
            x, half = panel.x.at(mark.position), mark.width / 2 / panel.x.unit(1.0)
            foot = np.full(len(x), panel.y.one(mark.base))
            boxes.append(
                np.column_stack([x - half, foot, x + half, panel.y.at(np.asarray(mark.length) + mark.base)])
            )
        else:
            lines.append(_straight(panel, mark))
    joined, pieces = np.concatenate(boxes), np.concatenate(lines)
    inside = joined[np.isfinite(joined).all(axis=1)], pieces[np.isfinite(pieces).all(axis=1)]
    return Crowd(panel.box, *inside, _surroundings(panel))


def _surroundings(panel: Panel) -> list[Box]:
    """Return where words round the panel stand: above it, at its edges, below it; and what lies beyond."""
    x0, y0, x1, y1 = panel.box
    left, bottom, right, top = panel.cell
    above = top - y1 > STRIP_GAP
    edge = EDGE * 0.75
    return [
        (left, y1 + STRIP_GAP if above else top + 4.0, right, top + 100.0),
        (x1 + edge, y0 - 10.0, right, y1 + 10.0),
        (left - 1.0, y0 - 10.0, x0 - TICK, y1 + 10.0),
        (left, bottom, right, y0 - TICK),
        (left - FAR, bottom - FAR, left, top + FAR),
        (right, bottom - FAR, right + FAR, top + FAR),
    ]


def _straight(panel: Panel, mark: object) -> Array:
    """Return the straight pieces of a line mark, in points."""
    if isinstance(mark, Line):
        x, y = panel.x.at(mark.x), panel.y.at(mark.y)
    elif isinstance(mark, Step):
        x, y = np.repeat(panel.x.at(mark.edges), 2)[1:-1], np.repeat(panel.y.at(mark.levels), 2)
    elif isinstance(mark, Rule) and mark.axis == "y":
        start = panel.x.start if mark.start is None else panel.x.one(mark.start)
        end = panel.x.end if mark.end is None else panel.x.one(mark.end)
        x, y = np.array([start, end]), panel.y.at([mark.at, mark.at])
    elif isinstance(mark, Rule):
        x, y = panel.x.at([mark.at, mark.at]), np.array([panel.y.start, panel.y.end])
    else:
        return np.empty((0, 4))
    return np.column_stack([x[:-1], y[:-1], x[1:], y[1:]])


def draw_keys(pen: Pen, panel: Panel, setter: Setter) -> None:
    """Draw keys in their corner: a sample of each line with its mark, words 21 points from its start."""
    for key in (mark for mark in panel.plot.marks if isinstance(mark, Key)):
        x0, y0, x1, y1 = panel.box
        step = LINE * setter.size("small")
        widest = max(setter.width(setter.say(text), "small") for _, text in key.rows)
        left = x0 + 6.0 if "left" in key.corner else x1 - widest - 27.0
        top = y1 - 3.0 if "upper" in key.corner else y0 + step * len(key.rows) + 3.0
        for number, (role, text) in enumerate(key.rows):
            y = top - (number + 0.5) * step
            _sample(pen, role, left, y)
            pen.caption(setter.caption(left + 21.0, y, setter.say(text), "small")._replace(halo=True))


def _sample(pen: Pen, role: str, x: float, y: float) -> None:
    if role in FILLS:
        corners = [[x + 4.0, y - 2.5], [x + 4.0, y + 2.5], [x + 13.0, y + 2.5], [x + 13.0, y - 2.5]]
        pen.area([np.array(corners)], role, LINE_LAYER)
        return
    if role in LINES:
        pen.line((x, x + 17.0), (y, y), role, LINE_LAYER)
    if role in DOTS:
        pen.dots(np.array([x + 8.5]), np.array([y]), role, POINT)
