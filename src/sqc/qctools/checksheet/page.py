"""The picture of a check sheet: a ruled grid with counts and tally marks, or blank to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding
from sqc.qctools.checksheet.blank import FIELDS
from sqc.qctools.checksheet.case import Blank, Case
from sqc.qctools.checksheet.marks import Tally
from sqc.report.marks import Axis, Mark, Page, Plot, Region, Segments, Text

# in units of the text: the sheet is so wide; rows with marks are higher
WIDE, FIRST, LAST = 58.0, 11.0, 5.0
HEAD, ROW, OPEN = 2.4, 2.9, 3.6
MOST_COLUMNS, MOST_ROWS = 14, 30
# wider marks stand for themselves as a number only
LONGEST = {"five": 2.7, "one": 0.55}


def page(case: Case, first: Finding) -> Page:
    """Return the filled-in sheet; cells that stand out are marked."""
    sheet = case.sheet
    k, m = min(len(sheet.items), MOST_ROWS), min(len(sheet.by), MOST_COLUMNS)
    grid = _Grid(m, k + 1, ROW)
    marks: list[Mark] = [*grid.lines(), *grid.heads(sheet.item_name or Msg("item"), sheet.by[:m])]
    marks += grid.names([*sheet.items[:k], Msg("total")])
    standing = {place for place in case.standing if place[0] < k and place[1] < m}
    marks[:0] = [grid.shade(i, j) for i, j in standing]
    for i in range(k):
        for j in range(m):
            marks += grid.count(i, j, int(case.counts[i, j]), (i, j) in standing)
        marks.append(grid.text(i, m, f"{case.counts[i].sum():,.0f}", "value"))
    for j in range(m):
        marks.append(grid.text(k, j, f"{case.counts[:, j].sum():,.0f}", "value"))
    marks.append(grid.text(k, m, f"{case.total:,.0f}", "value"))
    footer: list[Words] = [Msg("N = {n}", n=int(case.total))]
    if standing:
        footer.append(
            Msg("marked: beyond chance, all cells together at {alpha}", alpha=f"{100 * case.alpha:.10g} %")
        )
    if k < len(sheet.items) or m < len(sheet.by):
        footer.append(
            Msg("{k} of {n} items, {m} of {all} columns", k=k, n=len(sheet.items), m=m, all=len(sheet.by))
        )
    return Page(
        Join([sheet.item_name or Msg("item"), Msg("Check sheet")], " · "),
        ((grid.plot(marks),),),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=sheet.source.name)),
    )


def blank_page(blank: Blank) -> Page:
    """Return the empty sheet, fields to write on above the grid."""
    m, k = len(blank.by), len(blank.items)
    grid = _Grid(m, k + 1, OPEN)
    marks: list[Mark] = [*grid.lines(), *grid.heads(Msg("item"), blank.by)]
    marks += grid.names([*blank.items, Msg("total")])
    return Page(
        Msg("Check sheet"),
        ((_fields(),), (grid.plot(marks),)),
        None,
        False,
        (Msg("one mark for each nonconformity; every fifth across the four before it"),),
    )


def _fields() -> Plot:
    """Return the lines to write title, product, name and date on, two in a row."""
    marks: list[Mark] = []
    for i, field in enumerate(FIELDS):
        x, y = (i % 2) * (WIDE / 2 + 1), -2.2 * (i // 2)
        marks.append(Text(x, y - 1.3, field, "axis", "left"))
        start = np.array([x + 8.5])
        marks.append(
            Segments(start, np.array([y - 1.9]), np.array([x + WIDE / 2 - 1]), np.array([y - 1.9]), "axis")
        )
    depth = 2.2 * ((len(FIELDS) + 1) // 2) + 0.6
    return _frameless("fields", marks, depth)


def _frameless(key: str, marks: Sequence[Mark], depth: float) -> Plot:
    return Plot(
        key,
        tuple(marks),
        Axis(visible=False, limits=(-0.1, WIDE + 0.1), shared=False),
        Axis(visible=False, limits=(-depth, 0.1)),
        grid="none",
        tall=depth,
    )


class _Grid:
    """A ruled grid: a column of names, columns of counts, a column of totals."""

    def __init__(self, columns: int, rows: int, row: float) -> None:
        self.columns, self.rows, self.row = columns, rows, row
        self.width = (WIDE - FIRST - LAST) / columns
        edges = FIRST + self.width * np.arange(columns + 1)
        self.x = np.concatenate(([0.0], edges, [WIDE]))
        self.y = -np.concatenate(([0.0], HEAD + row * np.arange(rows + 1)))

    @property
    def depth(self) -> float:
        """Height of the grid."""
        return float(-self.y[-1])

    def lines(self) -> list[Mark]:
        """Return the rules of the grid."""
        across, down = np.zeros_like(self.y), np.zeros_like(self.x)
        return [
            Segments(across, self.y, across + WIDE, self.y, "axis"),
            Segments(self.x, down, self.x, down - self.depth, "axis"),
        ]

    def heads(self, first: Words, names: Sequence[str]) -> list[Mark]:
        """Return the words of the head."""
        y = -HEAD / 2
        found: list[Mark] = [Text(0.6, y, first, "value", "left")]
        every: list[Words] = [*names, Msg("total")]
        for j, name in enumerate(every):
            found.append(Text(self._middle(j), y, name, "value"))
        return found

    def names(self, names: Sequence[Words]) -> list[Mark]:
        """Return the words of the first column."""
        return [Text(0.6, self._row(i), name, "small", "left") for i, name in enumerate(names)]

    def count(self, i: int, j: int, n: int, stands: bool) -> list[Mark]:
        """Return a count with its tally marks above it, where these fit."""
        role = "rule" if stands else "small"
        if not n:
            return [self.text(i, j, "0", role)] if stands else []
        fives, rest = divmod(n, 5)
        if LONGEST["five"] * fives + LONGEST["one"] * rest > self.width - 0.6:
            return [self.text(i, j, f"{n:,}", role)]
        x, y = self._middle(j), self._row(i)
        return [Text(x, y + 0.6, Tally(n), role, halo=False), Text(x, y - 0.75, f"{n:,}", role, halo=False)]

    def text(self, i: int, j: int, said: Words, role: str) -> Text:
        """Return words in the middle of a cell."""
        return Text(self._middle(j), self._row(i), said, role, halo=False)

    def shade(self, i: int, j: int) -> Region:
        """Return the shade behind a cell."""
        top = -HEAD - self.row * i
        return Region(float(self.x[j + 1]), float(self.x[j + 2]), top - self.row, top, "band")

    def plot(self, marks: Sequence[Mark]) -> Plot:
        """Return the panel."""
        return _frameless("sheet", marks, self.depth + 0.1)

    def _middle(self, j: int) -> float:
        return float(self.x[j + 1] + self.x[j + 2]) / 2

    def _row(self, i: int) -> float:
        return -HEAD - self.row * (i + 0.5)
