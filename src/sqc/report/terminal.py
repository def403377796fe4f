"""The terminal view: a page drawn with characters, limits labelled at their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.i18n.display import columns_of, on_one_line
from sqc.i18n.message import Msg, Words, words
from sqc.report.extent import Scale, x_scale, y_scale
from sqc.report.marks import Bars, Key, Label, Line, Mark, Page, Plot, Points, Rule, Step, Strip
from sqc.report.text import WIDTH, fill, pad
from sqc.report.ticks import MINUS, linear, logarithmic
from sqc.report.times import times

HEIGHT, LOWER_HEIGHT = 15, 8  # rows of the first panel and of those below it
Grid = npt.NDArray[np.str_]
_DRAWN = (Line, Points, Step, Rule)


class Glyph(NamedTuple):
    """A sign of the figure as a character: plain, and where the terminal has more than ASCII."""

    plain: str
    fine: str


# a sign that stands later in the table covers one that stands before it
GLYPHS: dict[str, Glyph] = {
    "zone": Glyph(".", "·"),
    "warning": Glyph(".", "·"),
    "limit": Glyph("-", "╌"),
    "center": Glyph("-", "─"),
    "stage": Glyph("|", "│"),
    "pale": Glyph(":", "┊"),
    "fit": Glyph("+", "+"),
    "fit2": Glyph("+", "+"),
    "cloud": Glyph("o", "•"),
    "dust": Glyph("o", "•"),
    "s0": Glyph("o", "•"),
    "s1": Glyph("+", "+"),
    "s2": Glyph("x", "×"),
    "s3": Glyph("*", "*"),
    "data": Glyph("o", "•"),
    "excluded": Glyph("x", "×"),
    "member": Glyph("@", "○"),
    "signal": Glyph("#", "◆"),
}
MEANINGS = {
    "signal": Msg("beyond the limit"),
    "member": Msg("member of a pattern"),
    "excluded": Msg("left out of the estimate"),
    "pale": Msg("smallest to largest"),
}
_EVERY_OTHER = ("limit", "zone")


def can_draw(page: Page) -> bool:
    """Return whether characters can say what the page shows: lines and points, no bars, no diagram."""
    plots = [item for row in page.rows for item in row]
    return all(
        isinstance(plot, Plot)
        and not plot.equal
        and any(isinstance(mark, _DRAWN) for mark in plot.marks)
        and not any(isinstance(mark, Bars) for mark in plot.marks)
        for plot in plots
    )


def plot_text(page: Page, lang: str, fine: bool) -> str:
    """Return the panels of a page drawn with characters.

    Parameters
    ----------
    page : Page
    lang : {"en", "zh"}
    fine : bool
        Use signs beyond ASCII. Chinese terminals draw them two columns wide: not for them.
    """
    plots = [item for row in page.rows for item in row if isinstance(item, Plot)]
    names = [_labels(plot, lang) for plot in plots]
    left = max((columns_of(name) for some in names for name, _ in some), default=0) + 1
    room = WIDTH - left - 1
    across = x_scale(plots).between(0, room)
    used: set[str] = set()
    blocks = []
    for number, (plot, labels) in enumerate(zip(plots, names, strict=True)):
        rows = HEIGHT if number == 0 else LOWER_HEIGHT
        grid, seen = _grid(plot, across, room, rows, fine)
        used |= seen
        blocks.append(_panel(plot, grid, labels, left, lang, fine))
    blocks.append(_x_axis(plots[-1], across, room, left, lang, fine))
    named = [row for plot in plots for mark in plot.marks if isinstance(mark, Key) for row in mark.rows]
    named += [(role, text) for role, text in MEANINGS.items() if role in used]
    key = [f"{_sign(role, fine)} {words(text, lang)}" for role, text in named]
    text = "\n".join([*blocks, *([fill("   ".join(key), left + 1, first=0)] if key else [])]) + "\n"
    return text if fine else text.replace("σ", "sigma")


def _sign(role: str, fine: bool) -> str:
    glyph = GLYPHS.get(role, GLYPHS["data"])
    return glyph.fine if fine else glyph.plain


def _labels(plot: Plot, lang: str) -> list[tuple[str, float]]:
    """Return what stands left of a row: UCL and LCL as in the figure, the center by its name; else ticks."""
    found = []
    for mark in plot.marks:
        if isinstance(mark, Label) and mark.at is not None and mark.role in ("limit", "center"):
            said = on_one_line(words(mark.text, lang))
            if mark.role == "center":
                said = f"{Msg('center').render(lang)} {said.partition(' ')[2]}"
            found.append((said, mark.at))
    if found:
        return found
    scale = y_scale(plot)
    smallest = (scale.high - scale.low) / 4
    ticks = logarithmic(scale.low, scale.high) if scale.log else linear(scale.low, scale.high, smallest)
    return [(said.replace(MINUS, "-"), at) for at, said in ticks]


def _rows_of(scale: Scale, values: object, rows: int) -> npt.NDArray[np.intp]:
    """Return the row of values, 0 at the top; values beyond the axis stand at its edge."""
    with np.errstate(invalid="ignore"):
        place = np.nan_to_num(scale.between(rows - 1, 0).at(values), nan=0.0)
    return np.clip(np.round(place), 0, rows - 1).astype(np.intp)


def _columns_of(across: Scale, values: object, room: int) -> npt.NDArray[np.intp]:
    return np.clip(np.floor(across.at(values)), 0, room - 1).astype(np.intp)


def _grid(plot: Plot, across: Scale, room: int, rows: int, fine: bool) -> tuple[Grid, set[str]]:
    """Return the characters of a panel and the roles that are on it."""
    scale = y_scale(plot)
    grid = np.full((rows, room), " ", dtype="<U1")
    used: set[str] = set()
    order = list(GLYPHS)
    # the data stand on their line, where they have one
    lined = any(isinstance(mark, Line) and mark.role == "data" for mark in plot.marks)
    drawn = [m for m in plot.marks if not (lined and isinstance(m, Points) and m.role == "data")]
    pieces = [piece for mark in drawn for piece in _pieces(mark, across, scale, rows, room)]
    for role, row, column in sorted(pieces, key=lambda p: order.index(p[0]) if p[0] in order else 0):
        if len(row):
            grid[row, column] = _sign(role, fine)
            used.add(role)
    return grid, used


Piece = tuple[str, npt.NDArray[np.intp], npt.NDArray[np.intp]]


def _pieces(mark: Mark, across: Scale, scale: Scale, rows: int, room: int) -> Iterator[Piece]:
    if isinstance(mark, Points):
        there = np.isfinite(mark.y)
        column = _columns_of(across, np.asarray(mark.x)[there], room)
        yield mark.role, _rows_of(scale, np.asarray(mark.y)[there], rows), column
    elif isinstance(mark, Line):
        if mark.role != "pattern":
            yield from _line(mark, across, scale, rows, room)
    elif isinstance(mark, Step):
        column = np.arange(room)
        edges = _columns_of(across, mark.edges, room)
        level = np.asarray(mark.levels)[
            np.clip(np.searchsorted(edges, column, side="right") - 1, 0, len(mark.levels) - 1)
        ]
        there = np.isfinite(level) & (column % 2 == 0)
        yield mark.role, _rows_of(scale, level[there], rows), column[there]
    elif isinstance(mark, Rule):
        yield from _rule(mark, across, scale, rows, room)


def _line(mark: Line, across: Scale, scale: Scale, rows: int, room: int) -> Iterator[Piece]:
    """A point in its column; where several share one, their mean, and a bar from smallest to largest."""
    there = np.isfinite(mark.y) & np.isfinite(mark.x)
    x, y = np.asarray(mark.x)[there], np.asarray(mark.y)[there]
    if not len(x):
        return
    if mark.role != "data":
        column = np.arange(*_columns_of(across, x[[0, -1]], room) + np.array([0, 1]))
        middle = across.low + (column + 0.5) / room * (across.high - across.low)
        yield mark.role, _rows_of(scale, np.interp(middle, x, y), rows), column
        return
    column = _columns_of(across, x, room)
    starts = np.flatnonzero(np.concatenate([[True], column[1:] != column[:-1]]))
    sizes = np.diff(np.append(starts, len(y)))
    top = _rows_of(scale, np.maximum.reduceat(y, starts), rows)
    bottom = _rows_of(scale, np.minimum.reduceat(y, starts), rows)
    height = np.where(sizes > 1, bottom - top + 1, 0)
    first = np.repeat(top - np.concatenate([[0], np.cumsum(height)[:-1]]), height)
    yield "pale", first + np.arange(height.sum()), np.repeat(column[starts], height)
    yield "data", _rows_of(scale, np.add.reduceat(y, starts) / sizes, rows), column[starts]


def _rule(mark: Rule, across: Scale, scale: Scale, rows: int, room: int) -> Iterator[Piece]:
    if mark.axis == "x":
        column = np.repeat(_columns_of(across, [mark.at], room), rows)
        yield "stage", np.arange(rows), column
        return
    ends = [across.low if mark.start is None else mark.start, across.high if mark.end is None else mark.end]
    first, last = _columns_of(across, ends, room)
    column = np.arange(first, last + 1)
    if mark.role in _EVERY_OTHER:
        column = column[column % 2 == 0]
    yield mark.role, np.repeat(_rows_of(scale, [mark.at], rows), len(column)), column


def _panel(
    plot: Plot, grid: Grid, labels: Sequence[tuple[str, float]], left: int, lang: str, fine: bool
) -> str:
    scale, rows = y_scale(plot), len(grid)
    beside: dict[int, str] = {}
    for name, at in labels:
        beside.setdefault(int(_rows_of(scale, [at], rows)[0]), name)
    title: Words | None = plot.title if plot.title is not None else plot.y.label
    lines = [] if title is None else [on_one_line(words(title, lang))]
    lines += [strip for strip in [_strips(plot, grid.shape[1], left, lang)] if strip]
    wall = "│" if fine else "|"
    lines += [f"{pad(beside.get(i, ''), left)}{wall}{''.join(row)}".rstrip() for i, row in enumerate(grid)]
    return "\n".join(lines)


def _strips(plot: Plot, room: int, left: int, lang: str) -> str:
    """Return the names of stages above their stretch."""
    across = x_scale([plot]).between(0, room)
    line = ""
    for mark in plot.marks:
        if isinstance(mark, Strip):
            start = left + 1 + int(_columns_of(across, [mark.start], room)[0])
            line = pad(line, start) if columns_of(line) < start else line + " "
            line += on_one_line(words(mark.name, lang))
    return line


def _x_axis(plot: Plot, across: Scale, room: int, left: int, lang: str, fine: bool) -> str:
    """Return the axis with as many words below it as fit, and its title."""
    smallest = (across.high - across.low) / room * 8
    given = plot.x.ticks
    ticks = None if given is None else tuple((at, words(said, lang)) for at, said in given)
    if ticks is None and plot.x.scale == "time":
        ticks = tuple(times(across.low, across.high, 2 * smallest))
    elif ticks is None and across.log:
        ticks = tuple(logarithmic(across.low, across.high))
    elif ticks is None:
        ticks = tuple(linear(across.low, across.high, smallest, plot.x.percent, whole=True))
    line, marks = "", [("─" if fine else "-")] * room
    for at, said in _spread(ticks, across, room):
        column = int(_columns_of(across, [at], room)[0])
        start = max(column - columns_of(said) // 2, 0)
        if start + columns_of(said) > room or (line and columns_of(line) + 1 > start):
            continue
        line = pad(line, start) + said
        marks[column] = "┴" if fine else "+"
    corner = "└" if fine else "+"
    title = [] if plot.x.label is None else [" " * (left + 1) + on_one_line(words(plot.x.label, lang))]
    return "\n".join([" " * left + corner + "".join(marks), " " * (left + 1) + line, *title])


def _spread(ticks: Sequence[tuple[float, str]], across: Scale, room: int) -> list[tuple[float, str]]:
    """Return every k-th tick so that their words keep apart."""
    inside = [(at, on_one_line(said)) for at, said in ticks if across.low <= at <= across.high]
    if len(inside) < 2:
        return inside
    widest = max(columns_of(said) for _, said in inside) + 2
    every = max(1, -(-widest * len(inside) // room))
    return inside[every - 1 :: every] if every > 1 else inside
