"""The picture of a control plan: a page of its table, what is missing hatched."""

from __future__ import annotations

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Mark, Page, Plot, Segments, Text
from sqc.sixsigma.control_plan.judge import missing
from sqc.sixsigma.control_plan.rows import BY_NAME, Plan, Row
from sqc.sixsigma.control_plan.tables import SAMPLE, cell
from sqc.sixsigma.forms import boxes

# em of small words; together the width of a page
WIDTHS = {
    "step": 8.4, "characteristic": 9.8, "class": 4.4, "specification": 9.0, "measurement": 8.5,
    "sample": 7.5, "method": 9.4, "reaction": 9.0,
}  # fmt: skip
PAD, HEAD, TALLEST, MOST_LINES = 0.4, 2.0, 110.0, 4


def page(plan: Plan, first: Finding) -> Page:
    """Return the sheet; rows beyond its height are left out, and that is said."""
    marks, deep, shown = _drawn(plan)
    plot = Plot(
        "plan",
        tuple(marks),
        Axis(visible=False, limits=(0.0, boxes.ACROSS), shared=False),
        Axis(visible=False, limits=(-deep, 0.0)),
        grid="none",
        tall=deep * boxes.SMALL,
    )
    footer: list[Words] = [Msg("characteristics: {n}", n=len(plan.rows))]
    if any(missing(row) for row in plan.rows):
        footer.append(Msg("hatched: missing"))
    if shown < len(plan.rows):
        footer.append(Msg("{k} of {n} characteristics", k=shown, n=len(plan.rows)))
    return Page(
        Join([plan.table.name, Msg("control plan")], " · "),
        ((plot,),),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=plan.source.name)),
    )


def _columns(plan: Plan) -> list[tuple[str, float, float]]:
    """Return the shown parts with the left end and the width of their columns."""
    shown = [part for part in WIDTHS if part not in ("step", "class") or plan.has(part)]
    stretch = boxes.ACROSS / sum(WIDTHS[part] for part in shown)
    found, x = [], 0.0
    for part in shown:
        found.append((part, x, WIDTHS[part] * stretch))
        x += WIDTHS[part] * stretch
    return found


def _drawn(plan: Plan) -> tuple[list[Mark], float, int]:
    """Return the marks, how deep they reach and how many rows they show."""
    columns = _columns(plan)
    marks: list[Mark] = []
    for part, x, _ in columns:
        label = SAMPLE if part == "sample" else BY_NAME[part].label
        marks.append(Text(x + PAD, -HEAD / 2, label, "value", "left", False))
    marks.append(_line(-HEAD, "axis"))
    top, above = -HEAD, ""
    for number, row in enumerate(plan.rows):
        step = row.words["step"]
        cells = {part: "" if part == "step" and step == above else _text(row, part) for part, *_ in columns}
        folded = {part: _lines(cells[part], wide) for part, _, wide in columns}
        tall = max(boxes.height(lines) for lines in folded.values()) + 2 * PAD
        if number and tall - top > TALLEST:
            return marks, -top, number
        lacks = missing(row)
        for part, x, wide in columns:
            if part in lacks or (part == "sample" and not cells[part]):
                marks.append(boxes.box(x + 0.15, top - tall + 0.15, x + wide - 0.15, top - 0.15, "other"))
            marks += boxes.words(folded[part], x + PAD, top - PAD)
        top -= tall
        marks.append(_line(top, "hair"))
        above = step
    return marks, -top, len(plan.rows)


def _text(row: Row, part: str) -> Words:
    return row.sample if part == "sample" else cell(row, part)


def _lines(text: Words, wide: float) -> list[Words]:
    """Return the lines of a cell; limits in words are short and wait for their language."""
    return [text] if isinstance(text, Msg) else [*boxes.folded(text, wide - 2 * PAD, MOST_LINES)]


def _line(y: float, role: str) -> Segments:
    at = np.array([y])
    return Segments(np.array([0.0]), at, np.array([boxes.ACROSS]), at, role)
