"""Whether the words of a diagram meet each other, leave the sheet or leave their boxes."""

from __future__ import annotations

from itertools import combinations, pairwise

from sqc.i18n.message import words
from sqc.report.marks import Line, Shape, Text
from sqc.report.metrics import width
from sqc.report.style import TYPES


def text_boxes(plot, lang="zh"):
    """Return x0, y0, x1, y1 of every text in em, with its words."""
    found = []
    for mark in plot.marks:
        if isinstance(mark, Text):
            kind, said = TYPES[mark.role], words(mark.text, lang)
            wide, high = width(said, kind.scale, kind.bold), kind.scale
            left = mark.x - {"left": 0.0, "center": 0.5, "right": 1.0}[mark.anchor] * wide
            found.append((left, mark.y - high / 2, left + wide, mark.y + high / 2, said))
    return found


def meet(a, b, slack=1e-6):
    return a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack


def wrong(plot, lang="zh"):
    """Return every pair of words that meet, and words off the sheet or across the edge of a box."""
    boxes = text_boxes(plot, lang)
    (low, high), (bottom, top) = plot.x.limits, plot.y.limits
    bad = [(a[4], b[4]) for a, b in combinations(boxes, 2) if meet(a, b)]
    bad += [
        ("off the sheet", one[4])
        for one in boxes
        if one[0] < low - 0.05 or one[2] > high + 0.05 or one[1] < bottom - 0.05 or one[3] > top + 0.05
    ]
    shapes = [
        (m.x.min(), m.y.min(), m.x.max(), m.y.max())
        for m in plot.marks
        if isinstance(m, Shape) and len(m.x) > 3
    ]
    for one in boxes:
        for box in shapes:
            inside = one[0] >= box[0] and one[2] <= box[2] and one[1] >= box[1] and one[3] <= box[3]
            if meet(one, box) and not inside:
                bad.append(("across a box", one[4]))
    return bad


def crossed(plot, lang="zh"):
    """Return the words that a line runs through."""
    boxes, bad = text_boxes(plot, lang), []
    for mark in plot.marks:
        if isinstance(mark, Line) and mark.role in ("bone", "critical", "dummy", "critical-dummy"):
            for (x0, y0), (x1, y1) in pairwise(zip(mark.x, mark.y, strict=True)):
                for i in range(33):
                    x, y = x0 + (x1 - x0) * i / 32, y0 + (y1 - y0) * i / 32
                    bad += [one[4] for one in boxes if one[0] < x < one[2] and one[1] < y < one[3]]
    return bad


def box_meetings(plot):
    """Return how many pairs of boxes cross without one holding the other."""
    shapes = [
        (m.x.min(), m.y.min(), m.x.max(), m.y.max())
        for m in plot.marks
        if isinstance(m, Shape) and len(m.x) > 3
    ]

    def holds(a, b):
        return a[0] <= b[0] and a[2] >= b[2] and a[1] <= b[1] and a[3] >= b[3]

    return [(a, b) for a, b in combinations(shapes, 2) if meet(a, b) and not holds(a, b) and not holds(b, a)]
