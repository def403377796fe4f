"""A tree as a picture: a column for each level, or a list where there are too many of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from sqc.qctools.diagram.net import Card
from sqc.qctools.kit.outline import Node
from sqc.qctools.kit.sketch import PAD_X, WIDE, boxed, line, moved, sheet
from sqc.report.marks import Mark, Plot

GAP, MOST_GAP, APART = 1.8, 4.0, 0.5
LEAST_ROOM, MOST_ROOM, LIST_ROOM = 3.8, 10.0, 16.0
INDENT = 2.0

Cards = Callable[[Node, int, float], Card]


def tree(key: str, root: Node, card_of: Cards) -> Plot:
    """Return the panel of a tree.

    Parameters
    ----------
    key : str
    root : Node
    card_of : callable
        Returns the box of an entry, its depth and the room for its words given.
    """
    levels = max(depth for depth, _ in root.walk()) + 1
    room = (WIDE - (levels - 1) * GAP) / levels - 2 * PAD_X
    if room < LEAST_ROOM:
        return _listed(key, root, card_of)
    entries = list(root.walk())
    cards = [card_of(node, depth, min(room, MOST_ROOM)) for depth, node in entries]
    widths = [
        max(card.width for card, (depth, _) in zip(cards, entries, strict=True) if depth == level)
        for level in range(levels)
    ]
    gap = max(min((WIDE - sum(widths)) / max(levels - 1, 1), MOST_GAP), 0.5 * GAP)
    starts = [sum(widths[:level]) + level * gap for level in range(levels)]
    middles = _middles([depth for depth, _ in entries], [card.height for card in cards])
    tall = max(at + card.height / 2 for at, card in zip(middles, cards, strict=True)) + 0.2
    marks: list[Mark] = []
    parents: dict[int, int] = {}
    for i, (depth, _) in enumerate(entries):
        parents[depth] = i
        if depth:
            marks.append(_elbow(starts, widths, depth, tall - middles[parents[depth - 1]], tall - middles[i]))
    for card, (depth, _), at in zip(cards, entries, middles, strict=True):
        y = tall - at - card.height / 2
        marks += boxed(card.words, starts[depth], y, widths[depth], card.height, card.role)
    return sheet(key, marks, WIDE, tall)


def _elbow(starts: list[float], widths: list[float], depth: int, above: float, own: float) -> Mark:
    """Return the line from a box to one that hangs on it."""
    right = starts[depth - 1] + widths[depth - 1]
    middle = (right + starts[depth]) / 2
    return line([(right, above), (middle, above), (middle, own), (starts[depth], own)])


def _middles(depths: list[int], heights: list[float]) -> list[float]:
    """Return how far down the middle of each box stands: apart in each level, parents in the middle.

    From the last entry to the first: children are known before their parent.
    """
    n = len(depths)
    children: list[list[int]] = [[] for _ in range(n)]
    last: dict[int, int] = {}
    for i, depth in enumerate(depths):
        last[depth] = i
        if depth:
            children[last[depth - 1]].append(i)
    found = [0.0] * n
    free = 0.2
    for i in range(n):  # leaves from the top
        if not children[i]:
            found[i] = free + heights[i] / 2
            free += heights[i] + APART
    for i in reversed(range(n)):
        if children[i]:
            found[i] = (found[children[i][0]] + found[children[i][-1]]) / 2
    return _apart(depths, heights, found, children)


def _apart(
    depths: list[int], heights: list[float], found: list[float], children: list[list[int]]
) -> list[float]:
    """Return the middles with boxes that are higher than their children moved down with all that follows."""
    for _ in range(len(depths)):
        moved = False
        for level in set(depths):
            row = [i for i, depth in enumerate(depths) if depth == level]
            first = heights[row[0]] / 2 - found[row[0]]
            if first > 1e-9:
                found, moved = [at + first for at in found], True
            for a, b in pairwise(row):
                short = found[a] + heights[a] / 2 + APART + heights[b] / 2 - found[b]
                if short > 1e-9:
                    found = _lower(found, b, short)
                    moved = True
        if not moved:
            break
        for i in reversed(range(len(depths))):
            if children[i]:
                found[i] = (found[children[i][0]] + found[children[i][-1]]) / 2
    return found


def _lower(found: list[float], first: int, by: float) -> list[float]:
    """Return the middles with an entry, what hangs on it and all after it moved down."""
    return [at + by if i >= first else at for i, at in enumerate(found)]


def _listed(key: str, root: Node, card_of: Cards) -> Plot:
    """Return a tree as an indented list: an entry a row."""
    marks: list[Mark] = []
    rows: list[tuple[float, float, float, Card]] = []
    ends: dict[int, tuple[float, float]] = {}
    at = 0.2
    for depth, node in root.walk():
        card = card_of(node, depth, LIST_ROOM)
        rows.append((depth * INDENT, at, card.height, card))
        middle = at + card.height / 2
        if depth:
            x, above = ends[depth - 1]
            marks.append(line([(x, -above), (x, -middle), (depth * INDENT, -middle)]))
        ends[depth] = (depth * INDENT + INDENT / 2, at + card.height)
        at += card.height + APART
    tall = at
    marks = [moved(mark, tall) for mark in marks]
    for x, top, high, card in rows:
        marks += boxed(card.words, x, tall - top - high, card.width, high, card.role)
    return sheet(key, marks, WIDE, tall)
