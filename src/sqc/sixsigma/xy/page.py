"""The picture of a cause-and-effect matrix: its cells by how strong they are, beside the totals as bars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.marks import Axis, Bars, Mark, Page, Plot, Text
from sqc.report.numbers import fixed
from sqc.report.wrap import shorten
from sqc.sixsigma.forms.boxes import box, em
from sqc.sixsigma.xy.matrix import Ints, Matrix
from sqc.sixsigma.xy.tables import decimals

ROWS, COLUMNS = 20, 10
NAME = 13.0  # em of a name at the axis
# shares of the largest score from which a cell is dark, pale, tinted
STRONG, MEDIUM = 0.75, 0.25


def page(matrix: Matrix, first: Finding) -> Page:
    """Return the sheet; long forms show their first rows and columns."""
    order = matrix.order[:ROWS]
    heavy = np.argsort(-matrix.weights, kind="stable")[:COLUMNS]
    shown = np.sort(heavy)
    footer: list[Words] = [
        Msg("points = sum of score x weight"),
        Msg("weights in brackets"),
        Msg("dark 9, pale 3, tinted 1"),
    ]
    if len(order) < len(matrix.inputs):
        footer.append(Msg("{k} of {n} inputs", k=len(order), n=len(matrix.inputs)))
    if len(shown) < len(matrix.outputs):
        footer.append(Msg("{k} of {n} outputs", k=len(shown), n=len(matrix.outputs)))
    return Page(
        Join([matrix.source.name, Msg("cause-and-effect matrix")], " · "),
        ((_cells(matrix, order, shown), _bars(matrix, order)),),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=matrix.source.name)),
    )


def _height(n: int) -> float:
    return max(1.9 * n, 9.0)


def _rows(matrix: Matrix, order: Ints) -> Axis:
    n = len(order)
    ticks = tuple((n - at - 0.5, shorten(matrix.inputs[i], em, NAME)) for at, i in enumerate(order.tolist()))
    return Axis(None, ticks, limits=(0.0, float(n)))


def _cells(matrix: Matrix, order: Ints, shown: Ints) -> Plot:
    """Return the scores as cells; a score of 0 is an empty one."""
    n, largest = len(order), max(float(matrix.scores.max()), 9.0)
    marks: list[Mark] = []
    for at, i in enumerate(order.tolist()):
        for place, output in enumerate(shown.tolist()):
            score = float(matrix.scores[i, output])
            if not score:
                continue
            role = "vital" if score >= STRONG * largest else "bar" if score >= MEDIUM * largest else "cell"
            y = n - at - 0.5
            marks.append(box(place + 0.04, y - 0.46, place + 0.96, y + 0.46, role))
            kind = "inside" if role == "vital" else "value"
            marks.append(Text(place + 0.5, y, Verbatim(f"{score:g}"), kind, halo=False))
    names = [f"{shorten(matrix.outputs[i], em, NAME)} ({matrix.weights[i]:g})" for i in shown.tolist()]
    ticks = tuple((place + 0.5, name) for place, name in enumerate(names))
    across = Axis(None, ticks, limits=(0.0, float(len(shown))), shared=False, names=True)
    down, tall = _rows(matrix, order), _height(n)
    return Plot("matrix", tuple(marks), across, down, Msg("Scores"), grid="none", tall=tall)


def _bars(matrix: Matrix, order: Ints) -> Plot:
    """Return the totals as bars in the rows of the cells; those to start with are dark."""
    n, places = len(order), decimals(matrix)
    lead = set(matrix.lead.tolist())
    marks: list[Mark] = []
    for role, chosen in (("vital", True), ("bar", False)):
        rows = [(at, i) for at, i in enumerate(order.tolist()) if (i in lead) == chosen]
        if rows:
            y = np.array([n - at - 0.5 for at, _ in rows])
            totals = np.array([float(matrix.totals[i]) for _, i in rows])
            labels = tuple(fixed(float(one), places) for one in totals)
            marks.append(Bars(y, totals, 0.58, horizontal=True, role=role, labels=labels))
    top = max(float(matrix.totals.max()), 1.0)
    rows_axis = replace(_rows(matrix, order), visible=False)
    return Plot(
        "totals",
        tuple(marks),
        Axis(Msg("weighted total"), limits=(0.0, 1.18 * top), from_zero=True, shared=False),
        rows_axis,
        Msg("Weighted totals"),
        grid="none",
        tall=_height(n),
    )
