"""Diagrams in em: how wide words are, boxes round them, arrows between them, the panel that holds them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sqc.i18n.message import Words
from sqc.report.marks import Axis, Line, Mark, Plot, Shape, Text
from sqc.report.metrics import width
from sqc.report.style import TYPES
from sqc.report.wrap import shorten, wrap

WIDE = 57.0  # a page between its margins
LEADING = 1.3  # of the size of the words
PAD_X, PAD_Y = 0.55, 0.45
HEAD, HEAD_HALF = 0.75, 0.28  # of an arrow


class Block(NamedTuple):
    """Words in lines: their role, how wide and how high they are."""

    lines: tuple[str, ...]
    role: str
    width: float
    height: float


def wide(text: str, role: str) -> float:
    """Return how wide words are, in em.

    Examples
    --------
    >>> round(wide("人机料", "panel"), 2)
    3.0
    """
    kind = TYPES[role]
    return width(text, kind.scale, kind.bold)


def leading(role: str) -> float:
    """Return the distance of two lines, in em."""
    return LEADING * TYPES[role].scale


def block(text: str, role: str, room: float, most: int = 8) -> Block:
    """Return words in lines no wider than `room` em; more than `most` lines end with an ellipsis.

    Examples
    --------
    >>> block("one two", "small", 3.0).lines
    ('one', 'two')
    """
    lines = wrap(text, lambda piece: wide(piece, role), room)
    if len(lines) > most:
        rest = shorten(lines[most - 1] + " " + lines[most], lambda piece: wide(piece, role), room)
        lines = [*lines[: most - 1], rest]
    return Block(
        tuple(lines), role, max((wide(line, role) for line in lines), default=0.0), len(lines) * leading(role)
    )


def set_block(found: Block, x: float, top: float, anchor: str = "left", halo: bool = True) -> list[Mark]:
    """Return the lines of a block, the first one's upper edge at `top`."""
    step = leading(found.role)
    return [
        Text(x, top - (i + 0.5) * step, line, found.role, anchor, halo) for i, line in enumerate(found.lines)
    ]


def rectangle(x: float, y: float, wide: float, high: float, role: str = "box") -> Shape:
    """Return a box from its lower left corner."""
    return Shape(np.array([x, x, x + wide, x + wide]), np.array([y, y + high, y + high, y]), role)


def boxed(found: Block, x: float, y: float, wide: float, high: float, role: str = "box") -> list[Mark]:
    """Return a box with its words in the middle."""
    top = y + (high + found.height) / 2
    return [
        rectangle(x, y, wide, high, role),
        *set_block(found, x + wide / 2, top, "center", halo=False),
    ]


def head(x0: float, y0: float, x1: float, y1: float, role: str = "ink2", size: float = 1.0) -> Shape:
    """Return the filled head of an arrow that comes from the first place and ends at the second."""
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    bx, by = x1 - HEAD * size * ux, y1 - HEAD * size * uy
    dx, dy = -uy * HEAD_HALF * size, ux * HEAD_HALF * size
    return Shape(np.array([x1, bx + dx, bx - dx]), np.array([y1, by + dy, by - dy]), role)


def line(places: Sequence[tuple[float, float]], role: str = "bone") -> Line:
    """Return a line through places."""
    return Line(np.array([x for x, _ in places]), np.array([y for _, y in places]), role)


def arrow(places: Sequence[tuple[float, float]], role: str = "bone", ink: str = "ink2") -> list[Mark]:
    """Return a line through places with a head at its end; the line ends inside the head."""
    (x0, y0), (x1, y1) = places[-2], places[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    part = min(0.5 * HEAD / length, 0.9)
    inside = (x1 - part * (x1 - x0), y1 - part * (y1 - y0))
    return [line([*places[:-1], inside], role), head(x0, y0, x1, y1, ink)]


def moved(mark: Mark, up: float) -> Mark:
    """Return a mark of a diagram so many em higher."""
    if isinstance(mark, Text):
        return replace(mark, y=mark.y + up)
    assert isinstance(mark, Line | Shape)
    return replace(mark, y=np.asarray(mark.y) + up)


def sheet(key: str, marks: Iterable[Mark], across: float, tall: float, title: Words | None = None) -> Plot:
    """Return the panel of a diagram that is so many em wide and high."""
    return Plot(
        key,
        tuple(marks),
        Axis(limits=(0.0, max(across, 1.0)), visible=False, shared=False),
        Axis(limits=(0.0, max(tall, 1.0)), visible=False),
        title,
        grid="none",
        tall=max(tall, 1.0),
        equal=True,
    )
