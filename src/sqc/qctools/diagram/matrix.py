"""The matrix diagram: how strongly items and criteria belong together, weighed and ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.data.suggest import fold
from sqc.i18n.display import cut
from sqc.i18n.message import Listing, Msg
from sqc.notes import DataError, Finding, out_of_range
from sqc.qctools.diagram.grid import Grid, grid_of
from sqc.qctools.diagram.matrix_plot import matrix_plot
from sqc.qctools.diagram.told import Told
from sqc.report.model import Column as Head
from sqc.report.model import Fact, Num
from sqc.report.model import Table as Shown

Floats = npt.NDArray[np.float64]
SCALE = (3.0, 2.0, 1.0)
OTHERS = ((3.0, 2.0, 1.0), (5.0, 3.0, 1.0), (9.0, 3.0, 1.0), (4.0, 2.0, 1.0))
MARKS = {
    "\u25ce": 0, "\u25cf": 0, "\u2299": 0,
    "\u25cb": 1, "\u3007": 1, "\u25ef": 1,
    "\u25b3": 2, "\u25b2": 2,
}  # fmt: skip
NOTHING = frozenset(("", "-", "--", "/", "\u00d7", "x", "0", "\u2014", "无"))
WEIGHT = frozenset(("weight", "weights", "权重", "权数", "加权", "重要度", "权重系数"))
MOST_ROWS, MOST_COLUMNS = 60, 20


class Matrix(NamedTuple):
    """Items and criteria: strengths as points, their marks (0 to 2, -1: no mark), weights."""

    head: str
    items: tuple[str, ...]
    criteria: tuple[str, ...]
    points: Floats
    marks: npt.NDArray[np.int64]
    item_weights: Floats
    weights: Floats
    decimals: int

    @property
    def totals(self) -> Floats:
        """Points of each item, by the weights of the criteria."""
        return np.asarray(self.points @ self.weights)

    @property
    def column_totals(self) -> Floats:
        """Points of each criterion, by the weights of the items."""
        return np.asarray(self.item_weights @ self.points)

    @property
    def order(self) -> list[int]:
        """Items from the most points to the least; equals keep their order."""
        return [int(i) for i in np.argsort(-self.totals, kind="stable")]


def told(data: Any, options: Mapping[str, Any]) -> Told:
    """Return the matrix of a table: a row an item, a column a criterion."""
    scale = _scale(options.get("scale"))
    grid = grid_of(data, options)
    found = _matrix(grid, scale)
    return Told(
        Msg("Matrix diagram of {n} items by {m} criteria", n=len(found.items), m=len(found.criteria)),
        found.head,
        Msg("Matrix diagram"),
        tuple(_findings(found)),
        _facts(found),
        (_table(found),),
        partial(_frame, found),
        partial(matrix_plot, found),
        grid.source,
        Msg(
            "total: sum of points x weight; marks count {a}, {b}, {c}.",
            a=f"{scale[0]:g}", b=f"{scale[1]:g}", c=f"{scale[2]:g}",
        ),
        (Msg("double circle {a}, circle {b}, triangle {c} points",
             a=f"{scale[0]:g}", b=f"{scale[1]:g}", c=f"{scale[2]:g}"),) if (found.marks >= 0).any() else (),
    )  # fmt: skip


def _scale(given: str | None) -> tuple[float, float, float]:
    if given is None:
        return SCALE
    try:
        a, b, c = (float(part) for part in str(given).split(","))
    except ValueError:
        a = b = c = 0.0
    if not 1e6 > a > b > c > 0:
        raise out_of_range("scale", str(given), Msg("three falling numbers such as 5,3,1"))
    return a, b, c


def _matrix(grid: Grid, scale: Sequence[float]) -> Matrix:
    weighing = [j for j, head in enumerate(grid.heads) if j and fold(head) in WEIGHT]
    columns = [j for j in range(1, len(grid.heads)) if j not in weighing]
    names = [row[0] for row in grid.rows]
    weight_rows = [i for i, name in enumerate(names) if fold(name) in WEIGHT]
    rows = [i for i, name in enumerate(names) if name and i not in weight_rows]
    _check(grid, len(rows), len(columns))
    shape = (len(rows), len(columns))
    points, marks = np.zeros(shape), np.full(shape, -1)
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            points[i, j], marks[i, j] = _strength(grid, row, column, scale)
    if not points.any():
        text = Msg("{file}: no cell holds a strength; nothing is to be ranked.", file=grid.source.name)
        raise DataError("no-strengths", text, file=grid.source.name)
    weights = np.array([_number(grid, weight_rows[0], j) if weight_rows else 1.0 for j in columns])
    own = np.array([_number(grid, i, weighing[0]) if weighing else 1.0 for i in rows])
    whole = all(np.all(part == np.floor(part)) for part in (points, weights, own))
    return Matrix(
        grid.heads[0], tuple(names[i] for i in rows), tuple(grid.heads[j] for j in columns), points, marks,
        own, weights, 0 if whole else 2,
    )  # fmt: skip


def _check(grid: Grid, n: int, m: int) -> None:
    """Refuse what is no matrix, or none that can be drawn."""
    name = grid.source.name
    if not n or not m:
        text = Msg(
            "{file} is no matrix: a first column of items, then a column for each criterion.", file=name
        )
        raise DataError("no-matrix", text, file=name)
    if n > MOST_ROWS or m > MOST_COLUMNS:
        text = Msg(
            "{file}: {n} items by {m} criteria; {rows} by {columns} can be drawn.",
            file=name, n=n, m=m, rows=MOST_ROWS, columns=MOST_COLUMNS,
        )  # fmt: skip
        raise DataError("too-many-items", text, file=name)


def _strength(grid: Grid, row: int, column: int, scale: Sequence[float]) -> tuple[float, int]:
    """Return points and mark of a cell."""
    cell = grid.rows[row][column]
    if cell.lower() in NOTHING:
        return 0.0, -1
    if cell in MARKS:
        return scale[MARKS[cell]], MARKS[cell]
    return _number(grid, row, column), -1


def _number(grid: Grid, row: int, column: int) -> float:
    cell = grid.rows[row][column]
    try:
        value = float(cell)
    except ValueError:
        value = -1.0
    if 0 <= value <= 1e6:
        return value
    text = Msg(
        '{where}: "{cell}" is no strength; a number from 0 up, or a double circle, circle or triangle.',
        where=grid.where(row, column), cell=cut(cell),
    )  # fmt: skip
    raise grid.refused("not-a-strength", text, row, column)


def _findings(found: Matrix) -> list[Finding]:
    totals, order = found.totals, found.order
    top = [found.items[i] for i in order if totals[i] == totals[order[0]]]
    values = {"top": top, "total": float(totals[order[0]])}
    if len(top) > 1:
        text = Msg(
            "{names} lead together with {total} points: what is written here does not part them.",
            names=Listing(top), total=_said(found, totals[order[0]]),
        )  # fmt: skip
        said = [Finding("tie", "watch", text, values)]
    else:
        text = Msg("{top} leads with {total} points: begin with it.", top=top[0],
                   total=_said(found, totals[order[0]]))  # fmt: skip
        if len(order) > 1:
            text = Msg(
                "{top} leads with {total} points before {second} ({next}): begin with it.",
                top=top[0], total=_said(found, totals[order[0]]), second=found.items[order[1]],
                next=_said(found, totals[order[1]]),
            )  # fmt: skip
        said = [Finding("leader", "ok", text, values)]
    return [*said, *_by_scale(found, set(top)), *_empty(found)]


def _by_scale(found: Matrix, top: set[str]) -> list[Finding]:
    """Return that the lead hangs on the points of the marks, where another usual scale has another leader."""
    for scale in OTHERS:
        points = np.where(found.marks >= 0, np.array([*scale, 0.0])[found.marks], found.points)
        totals = points @ found.weights
        leaders = {found.items[i] for i in np.flatnonzero(totals == totals.max())}
        if not leaders & top or (len(top) == 1 and leaders != top):
            said = ",".join(f"{one:g}" for one in scale)
            names = [name for name in found.items if name in leaders]
            text = Msg(
                "The lead hangs on the points: with {scale} it is {names}.", scale=said, names=Listing(names)
            )
            return [Finding("scale-decides", "watch", text, {"scale": said, "leaders": names})]
    return []


def _empty(found: Matrix) -> list[Finding]:
    rows = [found.items[i] for i in np.flatnonzero(~found.points.any(axis=1))]
    columns = [found.criteria[i] for i in np.flatnonzero(~found.points.any(axis=0))]
    said = []
    if rows:
        text = Msg("Nothing is marked for {names}: forgotten, or of no use here?", names=Listing(rows))
        said.append(Finding("empty-item", "watch", text, {"items": rows}))
    if columns:
        text = Msg("No item serves {names}: one is missing there.", names=Listing(columns))
        said.append(Finding("empty-criterion", "watch", text, {"criteria": columns}))
    return said


def _said(found: Matrix, value: float) -> str:
    return f"{value:.{found.decimals}f}"


def _facts(found: Matrix) -> dict[str, Fact]:
    first = found.order[0]
    return {
        "n_items": Fact(len(found.items), Msg("items")),
        "n_criteria": Fact(len(found.criteria), Msg("criteria")),
        "top": Fact(found.items[first], Msg("leader")),
        "top_total": Fact(float(found.totals[first]), Msg("points of the leader")),
        "n_marked": Fact(int(np.count_nonzero(found.points)), Msg("cells with a strength")),
    }


def _table(found: Matrix) -> Shown:
    totals = found.totals
    columns = (
        Head("rank", Msg("rank")), Head("item", found.head, "left"),
        Head("total", Msg("score")), Head("marked", Msg("cells with a strength")),
    )  # fmt: skip
    rows = tuple(
        (
            1 + int(np.count_nonzero(totals > totals[i])),
            found.items[i],
            Num(float(totals[i]), found.decimals),
            int(np.count_nonzero(found.points[i])),
        )
        for i in found.order
    )
    return Shown("ranking", columns, rows)


def _frame(found: Matrix) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {found.head or "item": list(found.items)}
    for j, name in enumerate(found.criteria):
        columns[name] = found.points[:, j].tolist()
    columns["total"] = found.totals.tolist()
    return columns
