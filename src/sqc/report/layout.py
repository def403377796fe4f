"""Where everything of a page stands: headings, panels, axes, ticks. Points, from the lower left corner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from sqc.i18n.message import Words, words
from sqc.report import style
from sqc.report.extent import Scale, positions, x_scale, y_scale
from sqc.report.marks import Label, Page, Plot, Strip
from sqc.report.model import Table
from sqc.report.style import Paper, Type
from sqc.report.ticks import Tick, linear, logarithmic, thin
from sqc.report.wrap import shorten, wrap

LINE, TABLE_LINE = 1.35, 1.62
TICK, PAD, EDGE = 2.4, 2.2, 6.5
STRIP_GAP = 2.4
TITLE_LINES = {"page": 1, "column": 2, "a4": 1, "a4p": 1}
Width = Callable[[str, float, bool], float]
Box = tuple[float, float, float, float]


class Caption(NamedTuple):
    """Words at a place: left, middle or right end of the base line."""

    x: float
    y: float
    text: str
    type: Type
    size: float
    side: str = "left"
    turn: float = 0.0
    halo: bool = False


class Ruler(NamedTuple):
    """Ticks of an axis and how many lines their words take."""

    ticks: list[Tick]
    shown: list[Tick]
    lines: int = 1
    slanted: bool = False


@dataclass
class Panel:
    """A placed panel: `cell` holds everything of it, `box` is where the data are."""

    plot: Plot
    x: Scale
    y: Scale
    x_words: bool = True
    cell: Box = (0.0, 0.0, 0.0, 0.0)
    top: float = 0.0
    x_ruler: Ruler = Ruler([], [])
    y_ruler: Ruler = Ruler([], [])

    @property
    def box(self) -> Box:
        """Where the data are drawn: x0, y0, x1, y1."""
        return (self.x.start, self.y.start, self.x.end, self.y.end)


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


class Setter:
    """Sets words on one kind of paper in one language: sizes, widths, lines."""

    def __init__(self, paper: Paper, lang: str, width: Width) -> None:
        self.paper, self.lang, self._width = paper, lang, width

    def size(self, kind: str) -> float:
        """Return the size of a kind of text in points."""
        return self.paper.size(style.TYPES[kind])

    def width(self, text: str, kind: str) -> float:
        """Return how wide words of a kind are, in points."""
        return self._width(text, self.size(kind), style.TYPES[kind].bold)

    def say(self, text: Words | None) -> str:
        """Return the words in the language of the page."""
        return "" if text is None else words(text, self.lang)

    def lines(self, text: str, kind: str, room: float) -> list[str]:
        """Return the text in lines no wider than `room`."""
        return wrap(text, lambda piece: self.width(piece, kind), room) if text else []

    def shortened(self, text: str, kind: str, room: float) -> str:
        """Return the text, cut with an ellipsis where it is wider than `room`."""
        return shorten(text, lambda piece: self.width(piece, kind), room)

    def caption(self, x: float, y: float, text: str, kind: str, side: str = "left", turn: float = 0.0) -> Caption:
        """Return words whose middle line (half the height of a capital) is at `y`."""
        size = self.size(kind)
        drop = 0.365 * size
        if turn:
            x, y = (x + drop, y) if turn == 90 else (x - drop, y)
            return Caption(x, y, text, style.TYPES[kind], size, side, turn)
        return Caption(x, y - drop, text, style.TYPES[kind], size, side)

    def column(self, x: float, top: float, lines: Sequence[str], kind: str, leading: float = LINE) -> list[Caption]:
        """Return lines under each other, the first one's upper edge at `top`."""
        step = leading * self.size(kind)
        return [self.caption(x, top - (i + 0.5) * step, line, kind) for i, line in enumerate(lines)]


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
    grid = _Grid(page, setter, margin, sheet_width - margin)
    gap = 5.0 * paper.base / 8
    foot_height = 1.3 * setter.size("footer") * len(foot) + (gap if foot else 0.0)
    height = margin + head.height + gap + grid.height + foot_height + margin
    top = height - margin
    captions, act = head.place(margin, top)
    captions += grid.place(top - head.height - gap)
    captions += setter.column(margin, margin + foot_height - gap, foot, "footer", 1.3)
    return Sheet(paper, setter.lang, sheet_width, height, captions, grid.panels, grid.tables, act)


class _Head:
    """Title and subtitle."""

    def __init__(self, page: Page, setter: Setter, room: float, title: str | None) -> None:
        self.setter, self.act = setter, page.act
        base = setter.paper.base
        self.indent = 1.1 * base if page.act else 0.0
        self.kind = "act" if page.act else "subtitle"
        self.title = setter.lines(setter.say(title or page.title), "title", room)
        self.subtitle = setter.lines(setter.say(page.subtitle), self.kind, room - self.indent)
        self.title_height = LINE * setter.size("title") * len(self.title)
        self.height = self.title_height + LINE * base * len(self.subtitle)

    def place(self, x: float, top: float) -> tuple[list[Caption], tuple[float, float] | None]:
        below = top - self.title_height
        captions = self.setter.column(x, top, self.title, "title")
        captions += self.setter.column(x + self.indent, below, self.subtitle, self.kind)
        base = self.setter.paper.base
        act = (x + 0.4 * base, below - LINE * base / 2) if self.act and self.subtitle else None
        return captions, act


def _footer(page: Page, setter: Setter, room: float) -> list[str]:
    """Clauses joined with a middle dot; a message that begins a new line is a `Source:` line."""
    clauses = [setter.say(clause) for clause in page.footer]
    sources = [clause for clause in clauses if clause.startswith(("Source:", "数据："))]
    joined = " · ".join(clause for clause in clauses if clause and clause not in sources)
    return [line for text in (joined, *sources) for line in setter.lines(text, "footer", room)]


class _Grid:
    """Rows of panels; panels with a common edge share its margin."""

    def __init__(self, page: Page, setter: Setter, left: float, right: float) -> None:
        self.setter, self.left, self.right = setter, left, right
        self.rows = [tuple(row) for row in page.rows]
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
                made[number, place] = Panel(plot, scale, y_scale(plot), x_words=last)
        self.stacks = [[made[number, place] for number, place, _ in stack] for stack in stacks]
        for number, row in enumerate(self.rows):
            for place, item in enumerate(row):
                self._placed[number].append(item if isinstance(item, Table) else made[number, place])
        self.panels = list(made.values())

    def _heights(self) -> None:
        areas = self.setter.paper.area
        n = len(self.rows)
        area = areas[min(n, 3) - 1] * max(n, 3) / 3 if n > 3 else areas[n - 1]
        weights = [max((item.weight for item in row if isinstance(item, Plot)), default=1.0) for row in self.rows]
        self.heights = [area * weight / sum(weights) for weight in weights]
        line = TABLE_LINE * self.setter.size("small")
        for number, row in enumerate(self.rows):
            lines = max((len(item.rows) + 1 for item in row if isinstance(item, Table)), default=0)
            only = all(isinstance(item, Table) for item in row)
            self.heights[number] = lines * line if only else max(self.heights[number], lines * line)

    def _margins(self) -> None:
        """Set the cells and the left and right ends of the panels."""
        sideways = 1.4 * self.gap
        lefts: dict[float, float] = {}
        rights: dict[float, float] = {}
        for height, row in zip(self.heights, self._placed, strict=True):
            cell = (self.right - self.left - sideways * (len(row) - 1)) / len(row)
            for place, item in enumerate(row):
                start = round(self.left + place * (cell + sideways), 3)
                end = round(start + cell, 3)
                if isinstance(item, Panel):
                    item.cell = (start, 0.0, end, 0.0)
                    item.y = item.y.between(0.0, height)
                    item.y_ruler = _y_ruler(item, self.setter)
                    lefts[start] = max(lefts.get(start, 0.0), _left(item, height, self.setter))
                    rights[end] = max(rights.get(end, 0.0), _right(item, self.setter))
        for panel in self.panels:
            start, _, end, _ = panel.cell
            panel.x = panel.x.between(start + lefts[start], end - rights[end])
        for stack in self.stacks:
            for panel in stack:
                panel.x_ruler = _x_ruler(panel, [one.plot for one in stack], self.setter)

    def _tops_and_bottoms(self) -> None:
        self.tops, self.bottoms = [], []
        for row in self._placed:
            panels = [item for item in row if isinstance(item, Panel)]
            for panel in panels:
                panel.top = _top(panel.plot, self.setter)
            self.tops.append(max((panel.top for panel in panels), default=0.0))
            self.bottoms.append(max((_bottom(panel, self.setter) for panel in panels), default=0.0))

    def place(self, top: float) -> list[Caption]:
        """Set the upper and lower ends; return the panel titles."""
        captions = []
        for number, row in enumerate(self._placed):
            upper = top - self.tops[number]
            lower = upper - self.heights[number]
            bottom = lower - self.bottoms[number]
            for place, item in enumerate(row):
                if isinstance(item, Table):
                    self.tables.append((item, self._table_box(row, place, upper, lower)))
                    continue
                start, _, end, _ = item.cell
                item.cell = (start, bottom, end, top)
                item.y = item.y.between(lower, upper)
                if item.plot.title is not None:
                    title = self.setter.shortened(self.setter.say(item.plot.title), "panel", end - start)
                    captions += self.setter.column(start, top, [title], "panel")
            top = bottom - self.gap
        return captions

    def _table_box(self, row: Sequence[object], place: int, upper: float, lower: float) -> Box:
        sideways = 1.4 * self.gap
        cell = (self.right - self.left - sideways * (len(row) - 1)) / len(row)
        start = self.left + place * (cell + sideways)
        return (start, lower, start + cell, upper)


def _continues(
    stack: Sequence[tuple[int, int, Plot]], number: int, place: int, plot: Plot, rows: Sequence[Sequence[object]]
) -> bool:
    """Return whether a panel stands right below a stack and shows the same x axis."""
    row, column, above = stack[-1]
    same_place = row == number - 1 and column == place and len(rows[row]) == len(rows[number])
    same_axis = above.x.label is None or above.x.label == plot.x.label
    return same_place and same_axis and above.x.scale == plot.x.scale


def _y_ruler(panel: Panel, setter: Setter) -> Ruler:
    axis, scale = panel.plot.y, panel.y
    ticks = _ticks(axis.ticks, scale, 2.05 * setter.paper.base, axis.percent)
    if axis.ticks is None or len(ticks) < 3:
        return Ruler(ticks, ticks)
    places = [(scale.one(at), said) for at, said in ticks]
    shown, _ = thin(places, scale.end - scale.start, lambda _: setter.size("tick"), 0.2 * setter.size("tick"))
    return Ruler(ticks, [tick for tick, place in zip(ticks, places, strict=True) if place in shown])


def _ticks(given: Sequence[Tick] | None, scale: Scale, apart: float, percent: bool, whole: bool = False) -> list[Tick]:
    if given is not None:
        low, high = min(scale.low, scale.high), max(scale.low, scale.high)
        return [tick for tick in given if low <= tick[0] <= high]
    if scale.log:
        return logarithmic(scale.low, scale.high)
    return linear(scale.low, scale.high, scale.unit(apart), percent, whole)


def _x_ruler(panel: Panel, plots: Sequence[Plot], setter: Setter) -> Ruler:
    """Automatic ticks as wide apart as their words need; of given ones every k-th."""
    scale, em = panel.x, setter.size("tick")
    given = next((plot.x.ticks for plot in reversed(plots) if plot.x.ticks is not None), None)
    if given is None:
        whole, percent = positions(plots), plots[-1].x.percent
        apart = 3.5 * setter.paper.base
        for _ in range(3):  # wider words ask for wider steps; twice is enough
            ticks = _ticks(None, scale, apart, percent, whole)
            needed = max((setter.width(said, "tick") for _, said in ticks), default=0.0) + em
            if needed <= apart or scale.log:
                break
            apart = needed
        return Ruler(ticks, _clear(ticks, scale, setter))
    ticks = _ticks(given, scale, 0.0, False)
    places = scale.at([at for at, _ in ticks]).tolist() if ticks else []
    apart = (places[-1] - places[0]) / max(len(places) - 1, 1) if len(places) > 1 else scale.end - scale.start
    if len(ticks) <= 15:
        lines = {at: setter.lines(said, "tick", max(apart - 0.4 * em, em)) for at, said in ticks}
        if all(len(one) <= 2 for one in lines.values()):
            folded = [(at, "\n".join(one)) for at, one in lines.items()]
            return Ruler(folded, folded, max(map(len, lines.values()), default=1))
    named = [(place, said) for place, (_, said) in zip(places, ticks, strict=True)]
    shown, slanted = thin(named, scale.end - scale.start, lambda said: setter.width(said, "tick"), em)
    wanted = {place for place, _ in shown}
    kept = [tick for tick, place in zip(ticks, places, strict=True) if place in wanted]
    return Ruler(kept, kept, 1, slanted)


def _clear(ticks: list[Tick], scale: Scale, setter: Setter) -> list[Tick]:
    """Return the ticks whose words keep clear of the one before (log axes are uneven)."""
    shown: list[Tick] = []
    end = float("-inf")
    for at, said in ticks:
        half = setter.width(said, "tick") / 2
        if scale.one(at) - half >= end + 0.3 * setter.size("tick"):
            shown.append((at, said))
            end = scale.one(at) + half
    return shown


def _left(panel: Panel, height: float, setter: Setter) -> float:
    """Room left of a panel: axis title, tick words, ticks."""
    if not panel.plot.y.visible:
        return 0.0
    widest = max((setter.width(said, "tick") for _, said in panel.y_ruler.shown), default=0.0)
    lines = len(axis_lines(setter, panel.plot.y.label, height))
    return widest + PAD + TICK + lines * 1.2 * setter.size("axis") + (PAD if lines else 0.0)


def axis_lines(setter: Setter, label: Words | None, height: float) -> list[str]:
    """Return the title of a y axis in at most two lines that fit its height.

    Two lines where one is too long, an ellipsis where two are.
    """
    lines = setter.lines(setter.say(label), "axis", height)
    if len(lines) > 2:
        lines = [lines[0], setter.shortened("".join(lines[1:]), "axis", height)]
    return lines


def _right(panel: Panel, setter: Setter) -> float:
    """Room right of a panel: edge labels, or the second scale, or half of the last tick's words."""
    gap = EDGE * setter.paper.base / 8
    labels = [mark for mark in panel.plot.marks if isinstance(mark, Label) and mark.side == "right"]
    needed = [gap + setter.width(setter.say(mark.text), "label") + 0.5 for mark in labels]
    second = panel.plot.y2
    if second is not None:
        widest = max((setter.width(said, "tick") for _, said in second.ticks or ()), default=0.0)
        needed.append(TICK + PAD + widest + (1.2 * setter.size("axis") + PAD if second.label else 0.0))
    return max(needed, default=1.5 * setter.paper.base)


def _top(plot: Plot, setter: Setter) -> float:
    """Room above a panel: its title, strips, top labels."""
    height = 0.0 if plot.title is None else LINE * setter.size("panel") + 2.0
    strips = [mark for mark in plot.marks if isinstance(mark, Strip)]
    if strips:
        lines = 1 + any(strip.second is not None for strip in strips)
        height += lines * LINE * setter.size("strip") + 1.0 + STRIP_GAP
    if any(isinstance(mark, Label) and mark.side == "top" for mark in plot.marks):
        height += LINE * setter.size("label")
    return height


def _bottom(panel: Panel, setter: Setter) -> float:
    """Room below a panel: ticks, their words, the axis title."""
    if not panel.plot.x.visible:
        return 0.0
    if not panel.x_words:
        return TICK
    return x_words_height(panel, setter) + (LINE * setter.size("axis") if panel.plot.x.label else 0.0)


def x_words_height(panel: Panel, setter: Setter) -> float:
    """Return how far the words of the x ticks reach below the axis, in points."""
    size = setter.size("tick")
    if not panel.x_ruler.slanted:
        return TICK + 0.6 + panel.x_ruler.lines * LINE * size
    longest = max((setter.width(said, "tick") for _, said in panel.x_ruler.shown), default=0.0)
    return TICK + PAD + 0.5 * longest + 0.9 * size
