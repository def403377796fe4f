"""The picture of a matrix diagram: a grid of marks with the totals at its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.i18n.message import Msg, words
from sqc.qctools.kit.sketch import PAD_X, PAD_Y, WIDE, block, rectangle, set_block, sheet, wide
from sqc.report.marks import Mark, Plot, Text

if TYPE_CHECKING:
    from sqc.qctools.diagram.matrix import Matrix

SIGNS = ("\u25ce", "\u25cb", "\u25b3")
NAMES, CELL, LEAST_CELL, TOTALS = 14.0, 6.0, 1.9, 4.6
ROW = 1.75
TOTAL, WEIGHT = Msg("score"), Msg("weight")


def matrix_plot(found: Matrix) -> Plot:
    """Return the panel of a matrix."""
    m = len(found.criteria)
    names = [block(name, "small", NAMES - 2 * PAD_X, 3) for name in found.items]
    left = max(one.width for one in names) + 2 * PAD_X + 0.2
    left = max(left, *(wide(words(said, lang), "value") + 2 * PAD_X for said in (TOTAL, WEIGHT)
                       for lang in ("en", "zh")))  # fmt: skip
    cell = max(min((WIDE - left - TOTALS) / m, CELL), LEAST_CELL)
    heads = [block(name, "small", cell - 0.4, 6) for name in found.criteria]
    high = max(one.height for one in heads) + 2 * PAD_Y
    heights = [max(one.height + 0.7, ROW) for one in names]
    weighed = bool(np.any(found.weights != 1))
    rows = [ROW] if weighed else []
    tall = high + sum(rows) + sum(heights) + ROW + 0.4
    marks: list[Mark] = []
    top = tall - 0.2
    for j, one in enumerate(heads):
        marks += _cell(left + j * cell, top, cell, high, "cell")
        marks += set_block(one, left + (j + 0.5) * cell, top - (high - one.height) / 2, "center", False)
    right = left + m * cell
    marks += _cell(right, top, TOTALS, high, "cell")
    marks.append(Text(right + TOTALS / 2, top - high / 2, TOTAL, "value", "center", False))
    top -= high
    if weighed:
        marks += _row(WEIGHT, [f"{one:g}" for one in found.weights], "", left, top, ROW, cell)
        top -= ROW
    best = found.totals.max()
    for i, one in enumerate(names):
        role = "root" if found.totals[i] == best else "box"
        marks += _cell(0.2, top, left - 0.2, heights[i], role)
        marks += set_block(one, 0.2 + PAD_X, top - (heights[i] - one.height) / 2, halo=False)
        cells = [_sign(found, i, j) for j in range(m)]
        marks += _cells(cells, f"{found.totals[i]:.{found.decimals}f}", left, top, heights[i], cell, role)
        top -= heights[i]
    sums = [f"{one:.{found.decimals}f}" for one in found.column_totals]
    marks += _row(TOTAL, sums, "", left, top, ROW, cell)
    return sheet("matrix", marks, WIDE, tall)


def _sign(found: Matrix, i: int, j: int) -> str:
    mark = int(found.marks[i, j])
    if mark >= 0:
        return SIGNS[mark]
    return f"{found.points[i, j]:g}" if found.points[i, j] else ""


def _cell(x: float, top: float, wide: float, high: float, role: str = "box") -> list[Mark]:
    return [rectangle(x, top - high, wide, high, role)]


def _row(
    name: Msg, cells: list[str], total: str, left: float, top: float, high: float, cell: float
) -> list[Mark]:
    """Return a row of totals or weights under the heads."""
    return [
        *_cell(0.2, top, left - 0.2, high, "cell"),
        Text(0.2 + PAD_X, top - high / 2, name, "value", "left", False),
        *_cells(cells, total, left, top, high, cell, "cell"),
    ]


def _cells(
    cells: list[str], total: str, left: float, top: float, high: float, cell: float, role: str
) -> list[Mark]:
    marks: list[Mark] = []
    for j, said in enumerate(cells):
        marks += _cell(left + j * cell, top, cell, high, "box" if role == "root" else role)
        if said:
            marks.append(Text(left + (j + 0.5) * cell, top - high / 2, said, "small", "center", False))
    right = left + len(cells) * cell
    marks += _cell(right, top, TOTALS, high, role)
    if total:
        marks.append(Text(right + TOTALS / 2, top - high / 2, total, "value", "center", False))
    return marks
