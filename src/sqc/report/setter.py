"""Setting words: sizes, widths, lines, base lines. Points, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqc.i18n.display import on_one_line, visible
from sqc.i18n.message import Words, words
from sqc.report import metrics, style
from sqc.report.marks import Page
from sqc.report.style import PAPERS, Paper
from sqc.report.wrap import pieces, shorten, wrap

LINE = 1.35


def paper_of(page: Page, size: str) -> Paper:
    """Return the paper of a page: the one that is asked for, or the smallest that holds it.

    Examples
    --------
    >>> paper_of(Page("a", (), least="page"), "column").pixels
    1200
    """
    return PAPERS[page.least if size == "column" else size]


class Caption(NamedTuple):
    """Words at a place: left, middle or right end of the base line."""

    x: float
    y: float
    text: str
    kind: str
    size: float
    side: str = "left"
    turn: float = 0.0
    halo: bool = False


class Setter:
    """Sets words on one kind of paper in one language: sizes, widths, lines."""

    def __init__(self, paper: Paper, lang: str) -> None:
        self.paper, self.lang = paper, lang

    def size(self, kind: str) -> float:
        """Return the size of a kind of text in points."""
        return self.paper.size(style.TYPES[kind])

    def width(self, text: str, kind: str) -> float:
        """Return how wide words of a kind are, in points."""
        return metrics.width(text, self.size(kind), style.TYPES[kind].bold)

    def say(self, text: Words | None) -> str:
        """Return the words in the language of the page."""
        return "" if text is None else visible(words(text, self.lang))

    def lines(self, text: str, kind: str, room: float) -> list[str]:
        """Return the text in lines no wider than `room`."""
        return wrap(text, lambda piece: self.width(piece, kind), room) if text else []

    def folded(self, text: str, kind: str, room: float) -> list[str]:
        """Return the text in one line or two of about one length; nothing where no break makes it fit."""
        whole = self.width(text, kind)
        if whole <= room:
            return [text]
        if whole > 2.5 * room:  # two lines cannot hold it
            return []
        parts = pieces(text)
        halves = [("".join(parts[:i]).rstrip(), "".join(parts[i:])) for i in range(1, len(parts))]
        widest = {half: max(self.width(half[0], kind), self.width(half[1], kind)) for half in halves}
        best = min(widest, key=lambda half: widest[half], default=None)
        return [*best] if best is not None and widest[best] <= room else []

    def shortened(self, text: str, kind: str, room: float) -> str:
        """Return the text, cut with an ellipsis where it is wider than `room`."""
        return shorten(text, lambda piece: self.width(piece, kind), room)

    def caption(
        self, x: float, y: float, text: str, kind: str, side: str = "left", turn: float = 0.0
    ) -> Caption:
        """Return words whose middle line (half the height of a capital) is at `y`."""
        text, size = on_one_line(text), self.size(kind)
        drop = 0.365 * size
        if turn:
            x, y = (x + drop, y) if turn == 90 else (x - drop, y)
            return Caption(x, y, text, kind, size, side, turn)
        return Caption(x, y - drop, text, kind, size, side)

    def column(
        self, x: float, top: float, lines: Sequence[str], kind: str, leading: float = LINE
    ) -> list[Caption]:
        """Return lines under each other, the first one's upper edge at `top`."""
        step = leading * self.size(kind)
        return [self.caption(x, top - (i + 0.5) * step, line, kind) for i, line in enumerate(lines)]
