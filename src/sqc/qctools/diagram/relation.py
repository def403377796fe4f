"""The relation diagram: what drives what, where it begins, where it comes together, what runs in a circle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from sqc.data.labels import cell_text
from sqc.data.wording import where
from sqc.i18n.display import cut
from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import DataError, Finding, Source
from sqc.qctools.diagram.layers import Edge
from sqc.qctools.diagram.net import Card, network
from sqc.qctools.diagram.told import Told, by_heads, is_table
from sqc.qctools.kit.sketch import block
from sqc.qctools.kit.take import table_of, used
from sqc.qctools.kit.written import line_error, place, written
from sqc.report.marks import Plot
from sqc.report.model import Column as Head
from sqc.report.model import Fact
from sqc.report.model import Table as Shown
from sqc.stats.network import circles

HEADS = {
    "from": ("from", "cause", "source", "原因", "起点", "因"),
    "to": ("to", "effect", "target", "结果", "终点", "果"),
}
MOST, LONGEST = 150, 200
_ARROW = re.compile(r"\s*(?:-+>|=+>|\u2192|\u27f6|\uff0d+>)\s*")
_MARKED = re.compile(r"(.*\S)\s*[*!\uff0a\uff01]")


class Relation(NamedTuple):
    """What drives what: names in the order they first appear, arrows, circles, names with a mark."""

    names: tuple[str, ...]
    edges: tuple[Edge, ...]
    rings: tuple[tuple[int, ...], ...]
    marked: frozenset[int]

    @property
    def out(self) -> list[int]:
        """Arrows that leave each name."""
        return [sum(a == i for a, _ in self.edges) for i in range(len(self.names))]

    @property
    def into(self) -> list[int]:
        """Arrows that reach each name."""
        return [sum(b == i for _, b in self.edges) for i in range(len(self.names))]

    @property
    def roots(self) -> list[int]:
        """Names that arrows only leave."""
        return [i for i, n in enumerate(self.into) if not n]

    @property
    def keys(self) -> list[int]:
        """Names that most arrows reach."""
        into = self.into
        return [i for i, n in enumerate(into) if n == max(into)]


class _Pairs:
    """Names and arrows as they are read."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.edges: dict[Edge, None] = {}
        self.marked: set[int] = set()

    def name(self, typed: str) -> int:
        """Return the number of a name; a mark at its end is taken off and kept."""
        found = _MARKED.fullmatch(typed)
        text = cut(found[1] if found else typed, LONGEST)
        number = self.names.setdefault(text, len(self.names))
        if found:
            self.marked.add(number)
        return number

    def relation(self) -> Relation:
        """Return what was read with its circles."""
        rings = circles(len(self.names), self.edges)
        return Relation(tuple(self.names), tuple(self.edges), tuple(rings), frozenset(self.marked))


def told(data: Any, options: Mapping[str, Any]) -> Told:
    """Return the relation diagram of lines ``a -> b``, or of a table with the heads from and to."""
    found, source = _of_table(data, options) if is_table(data) else _of_lines(data, options)
    _check(found, source.name)
    n, arrows = len(found.names), len(found.edges)
    return Told(
        Msg("Relation diagram of {items}, {arrows}", items=_items(n),
            arrows=plural("{n} arrow", "{n} arrows", arrows)),
        _items(n),
        Msg("Relation diagram"),
        tuple(_findings(found)),
        _facts(found),
        (_table(found),),
        partial(_frame, found),
        partial(_plot, found),
        source,
        Msg("root: arrows only leave it; key effect: most arrows reach it. Arrows are counted, not weighed."),
        (Msg("shaded: root"), Msg("heavy frame: most arrows reach it"), Msg("dashed: closes a circle")),
    )  # fmt: skip


def _items(n: int) -> Words:
    return plural("{n} item", "{n} items", n)


def _of_lines(data: Any, options: Mapping[str, Any]) -> tuple[Relation, Source]:
    found, pairs = written(data, options), _Pairs()
    for number, own in enumerate(found.lines, 1):
        if not own.strip():
            continue
        parts = _ARROW.split(own.strip())
        if len(parts) < 2 or not all(parts):
            column = len(own) - len(own.lstrip()) + 1
            text = Msg("{place}: this is no arrow; a -> b is expected.", place=place(found, number, column))
            raise line_error("no-arrow", text, found, number, column)
        chain = [pairs.name(part) for part in parts]
        for start, end in pairwise(chain):
            if start == end:
                text = Msg(
                    "{place}: {name} drives itself.", place=place(found, number, 1), name=cut(parts[0])
                )
                raise line_error("drives-itself", text, found, number, 1)
            pairs.edges[start, end] = None
    return pairs.relation(), found.source


def _of_table(data: Any, options: Mapping[str, Any]) -> tuple[Relation, Source]:
    table = table_of(data, options)
    columns = by_heads(table.columns, table.name, HEADS)
    pairs = _Pairs()
    for row in range(table.n_rows):
        texts = [cell_text(columns[part], row) for part in HEADS]
        for part, text in zip(HEADS, texts, strict=True):
            if not text:
                said = Msg(
                    "{where}: the other end of this arrow is missing.", where=where(table, row, columns[part])
                )
                raise DataError("no-arrow", said, file=table.name, line=int(table.lines[row]), column=part)
        start, end = map(pairs.name, texts)
        if start == end:
            said = Msg("{where}: {name} drives itself.", where=where(table, row), name=cut(texts[0]))
            raise DataError("drives-itself", said, file=table.name, line=int(table.lines[row]))
        pairs.edges[start, end] = None
    import numpy as np

    return pairs.relation(), used(table, np.ones(table.n_rows, dtype=bool))


def _check(found: Relation, name: str) -> None:
    if not 2 <= len(found.names) <= MOST:
        text = Msg(
            "{file} has {n} items; 2 to {most} can be drawn.", file=name, n=len(found.names), most=MOST
        )
        raise DataError("too-many-items", text, file=name)


def _findings(found: Relation) -> list[Finding]:
    names, into = found.names, found.into
    roots, keys = [names[i] for i in found.roots], [names[i] for i in found.keys]
    values = {"roots": roots, "key_effects": keys, "arrows_in": max(into), "n_items": len(names)}
    arrows = plural("{n} arrow reaches", "{n} arrows reach", max(into))
    if not roots:
        text = Msg(
            "Nothing is a root, every item is driven by another: break a circle. Most arrows reach {keys}.",
            keys=Listing(keys),
        )
        first = Finding("no-root", "watch", text, values)
    else:
        text = plural(
            "{n} of {all} items is a root: {roots}; check it on the floor. {arrows} {keys}.",
            "{n} of {all} items are roots: {roots}; check these on the floor. {arrows} {keys}.",
            len(roots),
            all=len(names), roots=Listing(roots), arrows=arrows, keys=Listing(keys),
        )  # fmt: skip
        first = Finding("roots", "ok", text, values)
    said = [first]
    for ring in found.rings:
        shown = [names[i] for i in ring]
        text = Msg(
            "{names} drive each other in a circle ({ring}): where it begins this diagram cannot tell.",
            names=Listing(shown), ring=" -> ".join([*shown, shown[0]]),
        )  # fmt: skip
        said.append(Finding("circle", "watch", text, {"items": shown}))
    if found.marked:
        shown = [names[i] for i in sorted(found.marked)]
        text = plural("{names} is marked as confirmed", "{names} are marked as confirmed", len(shown),
                      names=Listing(shown))  # fmt: skip
        said.append(Finding("marked", "ok", text, {"items": shown}, text))
    return said


def _part(found: Relation, i: int) -> Words:
    into, out = found.into[i], found.out[i]
    if i in found.keys and into > 1:
        return Msg("key effect")
    return Msg("root") if not into else Msg("end effect") if not out else ""


def _facts(found: Relation) -> dict[str, Fact]:
    names = found.names
    return {
        "n_items": Fact(len(names), Msg("items")),
        "n_arrows": Fact(len(found.edges), Msg("arrows")),
        "n_roots": Fact(len(found.roots), Msg("roots")),
        "n_circles": Fact(len(found.rings), Msg("circles")),
        "key_effect": Fact(names[found.keys[0]], Msg("key effect")),
        "arrows_in": Fact(max(found.into), Msg("arrows that reach it")),
    }


def _table(found: Relation) -> Shown:
    into, out = found.into, found.out
    order = sorted(range(len(found.names)), key=lambda i: (into[i] > 0, into[i] - out[i], i))
    columns = (
        Head("item", Msg("item"), "left"), Head("out", Msg("arrows out")), Head("into", Msg("arrows in")),
        Head("role", Msg("role"), "left"),
    )  # fmt: skip
    rows = tuple((found.names[i], out[i], into[i], _part(found, i)) for i in order)
    return Shown("items", columns, rows)


def _frame(found: Relation) -> dict[str, list[object]]:
    return {
        "item": list(found.names),
        "out": list(found.out),
        "into": list(found.into),
        "root": [not n for n in found.into],
        "marked": [i in found.marked for i in range(len(found.names))],
    }


def _plot(found: Relation) -> Plot:
    back = frozenset((ring[-1], ring[0]) for ring in found.rings)
    into = found.into

    def card(i: int, name: str, room: float) -> Card:
        if i in found.marked:
            return Card(block(name, "confirmed", room), "confirmed")
        key = i in found.keys and into[i] > 1
        return Card(
            block(name, "value" if key else "small", room), "key" if key else "box" if into[i] else "root"
        )

    def cards(room: float) -> list[Card]:
        return [card(i, name, room) for i, name in enumerate(found.names)]

    return network("relation", cards, len(found.names), found.edges, back)
