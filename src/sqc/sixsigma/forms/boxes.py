"""Words in boxes: lines as wide as a box, and the marks that draw them. One unit is an em of small words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sqc.i18n.display import on_one_line
from sqc.i18n.message import Words
from sqc.report.marks import Shape, Text
from sqc.report.metrics import width
from sqc.report.wrap import shorten, wrap

ACROSS = 66.0  # em of small words between the margins of a page, 170 mm
SMALL = 0.84  # of the base size
LEADING = 1.3


def em(text: str) -> float:
    """Return how wide words are, in em of their size."""
    return width(text, 1.0)


def folded(text: str, room: float, most: int) -> list[str]:
    """Return words in at most so many lines; what has no room is cut with an ellipsis.

    Examples
    --------
    >>> folded("check the torque of every bolt", 9.0, 2)
    ['check the torque', 'of every bolt']
    """
    text = on_one_line(text)
    found = wrap(text, em, room) if text else []
    if len(found) <= most:
        return found
    return [*found[: most - 1], shorten(found[most - 1] + found[most], em, room)]


def height(lines: Sequence[Words]) -> float:
    """Return the height of lines, in em."""
    return LEADING * len(lines)


def words(
    lines: Sequence[Words], x: float, top: float, anchor: str = "left", role: str = "small"
) -> list[Text]:
    """Return lines under each other, the upper edge of the first at `top`."""
    return [Text(x, top - (i + 0.5) * LEADING, line, role, anchor, False) for i, line in enumerate(lines)]


def box(x0: float, y0: float, x1: float, y1: float, role: str = "box") -> Shape:
    """Return a rectangle.

    Examples
    --------
    >>> box(0.0, 0.0, 2.0, 1.0).x.tolist()
    [0.0, 2.0, 2.0, 0.0]
    """
    return Shape(np.array([x0, x1, x1, x0]), np.array([y0, y0, y1, y1]), role)
