"""The picture of a SIPOC: five columns of boxes with arrows; what is missing is hatched."""

from __future__ import annotations

from typing import NamedTuple

from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.marks import Arrow, Axis, Mark, Page, Plot, Text
from sqc.sixsigma.forms.boxes import ACROSS, LEADING, SMALL, box, folded, height, words
from sqc.sixsigma.sipoc.steps import PARTS, Pair, Sipoc, Step

GAP = 2.2  # between columns
BOX = (ACROSS - 4 * GAP) / 5
PAD, BETWEEN, APART = 0.45, 0.6, 1.4  # inside a box, between boxes, between steps
HEAD = 2.0
TALLEST = 110.0  # em of small words on one sheet
MOST_LINES = 5


class Placed(NamedTuple):
    """A pair of boxes beside each other: their lines and how high they are."""

    left: list[str]
    right: list[str]
    tall: float


def page(sipoc: Sipoc, first: Finding) -> Page:
    """Return the sheet; steps beyond its height are left out, and that is said."""
    marks, deep, shown, gaps = _drawn(sipoc)
    plot = Plot(
        "sipoc",
        tuple(marks),
        Axis(visible=False, limits=(0.0, ACROSS), shared=False),
        Axis(visible=False, limits=(-deep, 0.0)),
        grid="none",
        tall=deep * SMALL,
    )
    footer: list[Words] = [Msg("arrows: what is handed on")]
    if gaps:
        footer.append(Msg("hatched: missing"))
    if shown < len(sipoc.steps):
        footer.append(Msg("{k} of {n} steps", k=shown, n=len(sipoc.steps)))
    return Page(
        Join([sipoc.title, Verbatim("SIPOC")], " · "),
        ((plot,),),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=sipoc.source.name)),
    )


def _drawn(sipoc: Sipoc) -> tuple[list[Mark], float, int, bool]:
    """Return the marks, how deep they reach, how many steps they show, and whether a place is hatched."""
    marks: list[Mark] = [
        Text(_left(i) + BOX / 2, -HEAD / 2, part.label, "value", halo=False) for i, part in enumerate(PARTS)
    ]
    top, gaps = -HEAD, False
    below: float | None = None
    for number, step in enumerate(sipoc.steps):
        ins, outs = (_pairs(pairs) for pairs in (step.ins, step.outs))
        name = folded(step.name, BOX - 2 * PAD, MOST_LINES)
        tall = max(_stack(ins), _stack(outs), height(name) + 2 * PAD)
        if number and tall - top > TALLEST:
            return marks, -top, number, gaps
        if below is not None:
            x = _left(2) + BOX / 2
            marks.append(Arrow(x, below, x, top, "axis"))
        marks += _step(step, name, (ins, outs), top, tall)
        gaps = gaps or not all(a and b for a, b in (*step.ins, *step.outs)) or not (step.ins and step.outs)
        below = top - tall
        top = below - APART
    return marks, -top, len(sipoc.steps), gaps


def _left(column: int) -> float:
    return column * (BOX + GAP)


def _pairs(pairs: tuple[Pair, ...]) -> list[Placed]:
    found = []
    for pair in pairs or (("", ""),):
        left, right = (folded(text, BOX - 2 * PAD, MOST_LINES) for text in pair)
        found.append(Placed(left, right, max(height(left), height(right), LEADING) + 2 * PAD))
    return found


def _stack(pairs: list[Placed]) -> float:
    return sum(one.tall for one in pairs) + BETWEEN * (len(pairs) - 1)


def _step(
    step: Step, name: list[str], sides: tuple[list[Placed], list[Placed]], top: float, tall: float
) -> list[Mark]:
    """Return the boxes of one step with the arrows between them."""
    marks: list[Mark] = _box(name, 2, top, tall, "cell")
    for pairs, column, ends in ((sides[0], 0, step.ins), (sides[1], 3, step.outs)):
        y = top - (tall - _stack(pairs)) / 2
        for place, one in enumerate(pairs):
            a, b = ends[place] if ends else ("", "")
            # a step without anything on a side lacks the input or output itself, not its partner
            marks += _box(one.left, column, y, one.tall, _role(a, bool(ends) or column == 3))
            marks += _box(one.right, column + 1, y, one.tall, _role(b, bool(ends) or column == 0))
            middle = y - one.tall / 2
            starts = (0, 1) if column == 0 else (2, 3)
            for start in starts:
                near = {0: a and b, 1: b, 2: a, 3: a and b}[start]
                if near:
                    marks.append(Arrow(_left(start) + BOX, middle, _left(start + 1), middle, "axis"))
            y -= one.tall + BETWEEN
    return marks


def _role(text: str, wanted: bool) -> str:
    return "box" if text else "other" if wanted else ""


def _box(lines: list[str], column: int, top: float, tall: float, role: str) -> list[Mark]:
    """Return a box with its words in the middle; no role: no box."""
    if not role:
        return []
    x = _left(column)
    first = top - (tall - height(lines)) / 2
    return [box(x, top - tall, x + BOX, top, role), *words(lines, x + BOX / 2, first, "center")]
