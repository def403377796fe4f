"""Where everything of a page stands: headings, panels, tables. Points, from the lower left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqc.report.axes import Box, Panel, bottom_room, left_room, right_room, top_room, x_ruler, y_ruler
from sqc.report.extent import Scale, x_scale, y_scale
from sqc.report.marks import Page, Plot
from sqc.report.model import Table
from sqc.report.setter import LINE, Caption, Setter
from sqc.report.style import Paper
from sqc.report.tables import SIDEWAYS, TABLE_LINE, aside_width, rows_below, stacked, table_width

LOW = 0.28  # of the height of a single panel


@dataclass
class Sheet:
    """A laid out page."""

    paper: Paper
    lang: str
    width: float
    height: float
    captions: list[Caption]
    panels: list[Panel]
    tables: list[tuple[Table, Box]]
    act: tuple[float, float] | None = None


def lay_out(page: Page, setter: Setter, title: str | None = None) -> Sheet:
    """Return the page with a place for everything.

    Parameters
    ----------
    page : Page
    setter : Setter
        Paper, language and the width of words.
    title : str, optional
        Another title than the page's own.
    """
    paper = setter.paper
    sheet_width, margin = paper.width, paper.margin
    room = sheet_width - 2 * margin
    head = _Head(page, setter, room, title)
    foot = _footer(page, setter, room)
    side = aside_width(page.aside, setter)
    rows = [*page.rows, *([] if side else rows_below(page.aside, setter, room))]
    grid = _Grid(rows, setter, margin, sheet_width - margin - side)
    gap = 5.0 * paper.base / 8
    foot_height = 1.3 * setter.size("footer") * len(foot) + (gap if foot else 0.0)
    height = margin + head.height + gap + grid.height + foot_height + margin
    top = height - margin
    captions, act = head.place(margin, top)
    captions += grid.place(top - head.height - gap)
    if side:
        begin = sheet_width - margin - side + SIDEWAYS * grid.gap
        grid.tables += stacked(page.aside, begin, top - head.height - gap, setter)
    captions += setter.column(margin, margin + foot_height - gap, foot, "footer", 1.3)
    return Sheet(paper, setter.lang, sheet_width, height, captions, grid.panels, grid.tables, act)


class _Head:
    """Title and subtitle."""

    def __init__(self, page: Page, setter: Setter, room: float, title: str | None) -> None:
        self.setter, self.act = setter, page.act
        base = setter.paper.base
        self.indent = 1.1 * base if page.act else 0.0
        self.kind = "act" if page.act else "subtitle"
        self.title = _few(_title_lines(setter.say(title or page.title), setter, room), 3)
        self.subtitle = _few(setter.lines(setter.say(page.subtitle), self.kind, room - self.indent), 5)
        self.title_height = LINE * setter.size("title") * len(self.title)
        self.height = self.title_height + LINE * base * len(self.subtitle)

    def place(self, x: float, top: float) -> tuple[list[Caption], tuple[float, float] | None]:
        below = top - self.title_height
        captions = self.setter.column(x, top, self.title, "title")
        captions += self.setter.column(x + self.indent, below, self.subtitle, self.kind)
        base = self.setter.paper.base
        act = (x + 0.4 * base, below - LINE * base / 2) if self.act and self.subtitle else None
        return captions, act


def _few(lines: list[str], most: int) -> list[str]:
    """Return the first lines; a name from the data may be of any length."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-2] + "…"]


def _title_lines(said: str, setter: Setter, room: float) -> list[str]:
    """Return a title in lines; one that needs two breaks before its method if that takes no more."""
    lines = setter.lines(said, "title", room)
    name, _, method = said.rpartition(" · ")
    if len(lines) > 1 and name:
        parted = [*setter.lines(name, "title", room), *setter.lines(method, "title", room)]
        if len(parted) <= len(lines):
            return parted
    return lines


def _footer(page: Page, setter: Setter, room: float) -> list[str]:
    """Clauses joined with a middle dot; a message that begins a new line is a `Source:` line."""
    clauses = [setter.say(clause) for clause in page.footer]
    sources = [clause for clause in clauses if clause.startswith(("Source:", "数据："))]
    joined = " · ".join(clause for clause in clauses if clause and clause not in sources)
    return [line for text in (joined, *sources) for line in _few(setter.lines(text, "footer", room), 6)]


class _Grid:
    """Rows of panels; panels with a common edge share its margin."""

    def __init__(
        self, rows: Sequence[Sequence[Plot | Table]], setter: Setter, left: float, right: float
    ) -> None:
        self.setter, self.left, self.right = setter, left, right
        self.rows = [tuple(row) for row in rows]
        self.gap = 10.0 * setter.paper.base / 8
        self.panels: list[Panel] = []
        self.tables: list[tuple[Table, Box]] = []
        self._placed: list[list[Panel | Table]] = [[] for _ in self.rows]
        self._shares()
        self._heights()
        self._margins()
        self._tops_and_bottoms()
        self.height = sum(self.tops) + sum(self.heights) + sum(self.bottoms) + self.gap * (len(self.rows) - 1)

    def _shares(self) -> None:
        """Make the panels; those above each other with one x axis share it."""
        stacks: list[list[tuple[int, int, Plot]]] = []
        for number, row in enumerate(self.rows):
            for place, item in enumerate(row):
                if isinstance(item, Table):
                    continue
                above = next((s for s in stacks if _continues(s, number, place, item, self.rows)), None)
                if above is None:
                    stacks.append([(number, place, item)])
                else:
                    above.append((number, place, item))
        made: dict[tuple[int, int], Panel] = {}
        for stack in stacks:
            scale = x_scale([plot for _, _, plot in stack])
            for number, place, plot in stack:
                last = (number, place) == stack[-1][:2]
                made[number, place] = Panel(plot, scale, Scale(0.0, 1.0), x_words=last)
        self.stacks = [[made[number, place] for number, place, _ in stack] for stack in stacks]
        for number, row in enumerate(self.rows):
            for place, item in enumerate(row):
                self._placed[number].append(item if isinstance(item, Table) else made[number, place])
        self.panels = list(made.values())

    def _heights(self) -> None:
        areas = self.setter.paper.area
        low = [any(isinstance(item, Plot) and item.low for item in row) for row in self.rows]
        n = max(low.count(False), 1)
        area = areas[min(n, 3) - 1] * max(n, 3) / 3 if n > 3 else areas[n - 1]
        weights = [
            max((item.weight for item in row if isinstance(item, Plot)), default=1.0) for row in self.rows
        ]
        whole = sum(weight for weight, apart in zip(weights, low, strict=True) if not apart)
        self.heights = [
            LOW * areas[0] if apart else area * weight / whole
            for weight, apart in zip(weights, low, strict=True)
        ]
        line = TABLE_LINE * self.setter.size("small")
        for number, row in enumerate(self.rows):
            lines = max((len(item.rows) + 1 for item in row if isinstance(item, Table)), default=0)
            tall = max((item.tall for item in row if isinstance(item, Plot)), default=0.0)
            if tall:
                self.heights[number] = tall * self.setter.paper.base
            only = all(isinstance(item, Table) for item in row)
            self.heights[number] = lines * line if only else max(self.heights[number], lines * line)

    def _margins(self) -> None:
        """Set the cells and the left and right ends of the panels."""
        number_room = 6.5 * self.setter.paper.mark + self.setter.size("rule")
        lefts: dict[float, float] = {}
        rights: dict[float, float] = {}
        for height, row in zip(self.heights, self._placed, strict=True):
            for (start, end), item in zip(self._cells(row), row, strict=True):
                if isinstance(item, Panel):
                    item.cell = (start, 0.0, end, 0.0)
                    item.y = y_scale(item.plot, number_room / height).between(0.0, height)
                    item.y_ruler = y_ruler(item, self.setter)
                    lefts[start] = max(lefts.get(start, 0.0), left_room(item, height, self.setter))
                    rights[end] = max(rights.get(end, 0.0), right_room(item, self.setter))
        for panel in self.panels:
            start, _, end, _ = panel.cell
            panel.x = panel.x.between(start + lefts[start], end - rights[end])
            if panel.plot.equal:
                _equal(panel)
        for stack in self.stacks:
            for panel in stack:
                panel.x_ruler = x_ruler(panel, [one.plot for one in stack], self.setter)

    def _tops_and_bottoms(self) -> None:
        self.tops, self.bottoms = [], []
        for row in self._placed:
            panels = [item for item in row if isinstance(item, Panel)]
            for panel in panels:
                panel.top = top_room(panel, self.setter)
            self.tops.append(max((panel.top for panel in panels), default=0.0))
            self.bottoms.append(max((bottom_room(panel, self.setter) for panel in panels), default=0.0))

    def place(self, top: float) -> list[Caption]:
        """Set the upper and lower ends; return the panel titles."""
        captions = []
        for number, row in enumerate(self._placed):
            upper = top - self.tops[number]
            lower = upper - self.heights[number]
            bottom = lower - self.bottoms[number]
            for place, item in enumerate(row):
                if isinstance(item, Table):
                    start, end = self._cells(row)[place]
                    self.tables.append((item, (start, lower, end, upper)))
                    continue
                start, _, end, _ = item.cell
                item.cell = (start, bottom, end, top)
                item.y = item.y.between(lower, upper)
                if item.plot.title is not None:
                    title = self.setter.shortened(self.setter.say(item.plot.title), "panel", end - start)
                    captions += self.setter.column(start, top, [title], "panel")
            top = bottom - self.gap
        return captions

    def _cells(self, row: Sequence[Panel | Table]) -> list[tuple[float, float]]:
        """Return the ends of the cells of a row: a table is as wide as its words, panels share the rest."""
        sideways = SIDEWAYS * self.gap
        room = self.right - self.left - sideways * (len(row) - 1)
        natural = [table_width(item, self.setter) if isinstance(item, Table) else 0.0 for item in row]
        panels = sum(isinstance(item, Panel) for item in row)
        widths = [room / len(row)] * len(row)
        if panels:
            natural = [min(width, room / len(row)) for width in natural]
            share = (room - sum(natural)) / panels
            widths = [share if isinstance(item, Panel) else natural[i] for i, item in enumerate(row)]
        elif (spare := room - sum(natural)) >= 0:
            widths = [width + spare / len(row) for width in natural]
        else:
            whole = sum(natural)
            widths = [width * room / whole for width in natural]
        ends, start = [], self.left
        for width in widths:
            ends.append((round(start, 3), round(start + width, 3)))
            start += width + sideways
        return ends


def _equal(panel: Panel) -> None:
    """Make a unit as long on both axes: the axis with room to spare shows more."""
    per_point = max(panel.x.unit(1.0), panel.y.unit(1.0))
    panel.x, panel.y = panel.x.stretched(per_point), panel.y.stretched(per_point)


def _continues(
    stack: Sequence[tuple[int, int, Plot]],
    number: int,
    place: int,
    plot: Plot,
    rows: Sequence[Sequence[object]],
) -> bool:
    """Return whether a panel stands right below a stack and shows the same x axis."""
    row, column, above = stack[-1]
    same_place = row == number - 1 and column == place and len(rows[row]) == len(rows[number])
    same_axis = above.x.label is None or above.x.label == plot.x.label
    return same_place and same_axis and above.x.scale == plot.x.scale and plot.x.shared
