"""The pen of the web: a page as SVG elements with real words, for HTML. It needs no matplotlib.

The elements carry classes, one per role (`svg_style`), and no ids: many pictures stand on one page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from sqc.i18n.display import visible
from sqc.report.drawing import drawn
from sqc.report.marks import Array, Page
from sqc.report.pen import WORDS, Tips
from sqc.report.setter import Caption, Setter, paper_of
from sqc.report.style import DOTS, FILLS, Paper

if TYPE_CHECKING:
    from sqc.report.layout import Sheet

_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
_ANCHORS = {"left": "", "center": " m", "right": " e"}
_HATCH = 3.0  # points between the lines of a hatch


def escaped(text: str) -> str:
    """Return text as it stands inside an element or a quoted attribute.

    Examples
    --------
    >>> escaped("a < b")
    'a &lt; b'
    """
    return visible(text).translate(_ESCAPES)


def svg(page: Page, lang: str, *, size: str = "page", title: str | None = None) -> tuple[str, set[str]]:
    """Return a page as one SVG element for HTML, and the classes that its style must know.

    Parameters
    ----------
    page : Page
    lang : {"en", "zh"}
    size : {"page", "column", "a4", "a4p"}
    title : str, optional
        Another title than the page's own.

    Examples
    --------
    >>> from sqc.report.marks import Line, Plot
    >>> page = Page("run", ((Plot("run", (Line(np.arange(3.0), np.arange(3.0)),)),),))
    >>> svg(page, "en")[0][:30]
    '<svg class="sqc" viewBox="0 0 '
    """
    setter = Setter(paper_of(page, size), lang)

    def pen_of(sheet: Sheet) -> SvgPen:
        return SvgPen(sheet.paper, sheet.height)

    pen, sheet = drawn(pen_of, page, setter, title)
    name = escaped(" ".join(filter(None, (setter.say(title or page.title), setter.say(page.subtitle)))))
    box = f"0 0 {_short(sheet.width)} {_short(sheet.height)}"
    return f'<svg class="sqc" viewBox="{box}" role="group" aria-label="{name}">{pen.markup()}</svg>', pen.used


class SvgPen:
    """A pen that writes SVG elements.

    Parameters
    ----------
    paper : Paper
    height : float
        Of the sheet, in points: the y axis of SVG points down.
    """

    tells = True

    def __init__(self, paper: Paper, height: float) -> None:
        self.paper, self.height = paper, height
        self.used: set[str] = set()
        self._parts: list[tuple[float, str, str]] = []

    def markup(self) -> str:
        """Return the elements, the lower layers first, in the order they came; neighbours share a group."""
        ordered = sorted(self._parts, key=lambda part: part[0])
        return "".join(
            f"<g {group}>{''.join(part[2] for part in parts)}</g>"
            for group, parts in groupby(ordered, key=lambda part: part[1])
        )

    def _add(self, layer: float, kind: str, element: str, more: str = "", extra: str = "") -> None:
        self.used.add(kind)
        self._parts.append((layer, f'class="{kind}{more}"{extra}', element))

    def line(
        self,
        x: Array | Sequence[float],
        y: Array | Sequence[float],
        role: str,
        layer: float,
        box: Sequence[float] | None = None,
        solid: bool = False,
    ) -> None:
        """Draw a line through points; NaN breaks it; `box` cuts what leaves it; `solid`: never dashed."""
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        there = np.isfinite(x) & np.isfinite(y)
        breaks = np.flatnonzero(np.diff(np.concatenate([[0], there.view(np.int8), [0]])))
        path = "".join(
            self._path(x[start:end], y[start:end])
            for start, end in zip(breaks[::2].tolist(), breaks[1::2].tolist(), strict=True)
        )
        if path:
            element = self._cut(f'<path d="{path}"/>', x[there], y[there], box)
            self._add(layer, f"l-{role}", element, " solid" if solid else "")

    def _path(self, x: Array, y: Array) -> str:
        return "M" + " ".join(f"{_short(a)} {_short(self.height - b)}" for a, b in zip(x, y, strict=True))

    def _cut(self, element: str, x: Array, y: Array, box: Sequence[float] | None) -> str:
        """Return the element, in a window of its own where it leaves the box."""
        if box is None:
            return element
        x0, y0, x1, y1 = box
        if x.min() >= x0 - 0.05 and x.max() <= x1 + 0.05 and y.min() >= y0 - 0.05 and y.max() <= y1 + 0.05:
            return element
        return self._window(element, box)

    def _window(self, element: str, box: Sequence[float]) -> str:
        x0, y0, x1, y1 = box
        left, top, width, height = (_short(v) for v in (x0, self.height - y1, x1 - x0, y1 - y0))
        place = f'x="{left}" y="{top}" width="{width}" height="{height}"'
        return f'<svg {place} viewBox="{left} {top} {width} {height}">{element}</svg>'

    def dots(
        self,
        x: Array,
        y: Array,
        role: str,
        layer: float,
        size: float = 1.0,
        opacity: float = 1.0,
        rim: bool = True,
        tips: Tips | None = None,
    ) -> None:
        """Draw points of one kind, each an element that can tell its row or its words."""
        dot = DOTS[role]
        half = dot.size * self.paper.mark * size / 2
        shape = _SHAPES[dot.shape]
        said = tips.said if tips else ()
        elements = [shape(float(a), self.height - float(b), half) for a, b in zip(x, y, strict=True)]
        if said:
            elements = [_titled(one, words) for one, words in zip(elements, said, strict=True)]
        clear = _short(min(dot.opacity, opacity), 2)
        extra = "" if clear == "1" else f' fill-opacity="{clear}" stroke-opacity="{clear}"'
        if tips:
            extra += f' data-panel="{escaped(tips.panel)}"'
            extra += f' data-rows="{runs(tips.rows)}"' if len(tips.rows) else ""
        bare = not rim and dot.shape != "x"
        self._add(layer, f"p-{role}", "".join(elements), " bare" if bare else "", extra)

    def area(
        self, outlines: Sequence[Array], role: str, layer: float, box: Sequence[float] | None = None
    ) -> None:
        """Fill closed outlines, each an array of (x, y) rows, as one shape."""
        path = "".join(self._path(outline[:, 0], outline[:, 1]) + "z" for outline in outlines)
        joined = np.concatenate(list(outlines))
        element = f'<path d="{path}"/>'
        if FILLS[role].hatch:
            element += "".join(self._hatch(outline) for outline in outlines)
        self._add(layer, f"f-{role}", self._cut(element, joined[:, 0], joined[:, 1], box))

    def _hatch(self, outline: Array) -> str:
        """Return lines at 45 degrees inside a closed outline."""
        path = "".join(self._path(*line) for line in _hatched(outline))
        return f'<path d="{path}"/>'

    def caption(self, words: Caption) -> None:
        """Set words on one line."""
        if not words.text.strip():
            return
        x, y = _short(words.x), _short(self.height - words.y)
        turned = f' transform="rotate({_short(-words.turn)} {x} {y})"' if words.turn else ""
        more = _ANCHORS[words.side] + (" h" if words.halo else "")
        self._add(
            WORDS, f"t-{words.kind}", f'<text x="{x}" y="{y}"{turned}>{escaped(words.text)}</text>', more
        )


def _hatched(outline: Array) -> list[tuple[Array, Array]]:
    """Return the pieces of lines x - y = constant that lie inside a closed outline: x and y of both ends."""
    x, y = outline[:, 0], outline[:, 1]
    across, along = x - y, x + y
    ends, beside = np.roll(across, -1), np.roll(along, -1)
    pieces = []
    for at in np.arange(across.min() + _HATCH / 2, across.max(), _HATCH).tolist():
        crossed = (across <= at) != (ends <= at)
        part = (at - across[crossed]) / (ends[crossed] - across[crossed])
        places = np.sort(along[crossed] + part * (beside[crossed] - along[crossed]))
        for low, high in places.reshape(-1, 2).tolist():
            both = np.array([low, high])
            pieces.append(((both + at) / 2, (both - at) / 2))
    return pieces


def _short(value: float, places: int = 1) -> str:
    """Return a length in as few characters as a screen can tell apart."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def runs(rows: Sequence[int]) -> str:
    """Return row numbers in a few characters.

    Examples
    --------
    >>> runs([0, 1, 2, 5])
    '0-2 5'
    """
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1][1] = int(row)
        else:
            found.append([int(row), int(row)])
    return " ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in found)


def _titled(element: str, words: str) -> str:
    name = re.match(r"<(\w+)", element)
    assert name is not None
    return f"{element[:-2]}><title>{escaped(words)}</title></{name[1]}>"


def _circle(x: float, y: float, half: float) -> str:
    return f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{_short(half, 2)}"/>'


def _corners(*corners: tuple[float, float]) -> Callable[[float, float, float], str]:
    """Return a shape from its corners in units of half its size, y up."""

    def shape(x: float, y: float, half: float) -> str:
        path = " ".join(f"{_short(x + half * a, 2)} {_short(y - half * b, 2)}" for a, b in corners)
        return f'<path d="M{path}z"/>'

    return shape


def _cross(x: float, y: float, half: float) -> str:
    near, far, whole = _short(x - half, 2), _short(x + half, 2), _short(2 * half, 2)
    top = _short(y - half, 2)
    return f'<path d="M{near} {top}l{whole} {whole}M{far} {top}l-{whole} {whole}"/>'


_TIP = 2**0.5
_SHAPES: dict[str, Callable[[float, float, float], str]] = {
    "o": _circle,
    "D": _corners((0, _TIP), (_TIP, 0), (0, -_TIP), (-_TIP, 0)),
    "d": _corners((0, _TIP), (0.6 * _TIP, 0), (0, -_TIP), (-0.6 * _TIP, 0)),
    "s": _corners((-1, 1), (1, 1), (1, -1), (-1, -1)),
    "^": _corners((0, 1), (1, -1), (-1, -1)),
    "v": _corners((0, -1), (1, 1), (-1, 1)),
    "x": _cross,
}
