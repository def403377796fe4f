"""The affinity diagram: cards in groups under a topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import DataError, Finding
from sqc.qctools.diagram.cards import cards_of
from sqc.qctools.diagram.told import Told, is_table
from sqc.qctools.kit.outline import Keys, Node, outline
from sqc.qctools.kit.sketch import PAD_X, PAD_Y, WIDE, block, boxed, moved, rectangle, set_block, sheet
from sqc.report.marks import Mark, Plot
from sqc.report.model import Column as Head
from sqc.report.model import Fact
from sqc.report.model import Table as Shown

KEYS = Keys("topic", "groups")
ACROSS, BETWEEN, INSIDE = 3, 1.2, 0.5


def told(data: Any, options: Mapping[str, Any]) -> Told:
    """Return the groups of indented text, TOML or a dict: topic, groups, cards; or of a table of cards."""
    found = outline(data, options, KEYS) if _is_outline(data) else cards_of(data, options)
    root = found.root
    if not any(group.children for group in root.children):
        text = Msg("{file} holds no group with cards: topic, below it groups, below these cards.",
                   file=found.source.name)  # fmt: skip
        raise DataError("no-groups", text, file=found.source.name)
    return Told(
        Msg("Affinity diagram of {topic}", topic=root.text),
        root.text,
        Msg("Affinity diagram"),
        tuple(_findings(root)),
        _facts(root),
        (_table(root),),
        partial(_frame, root),
        partial(_plot, root),
        found.source,
        Msg("groups as they were laid by people; nothing is grouped here."),
    )


def _is_outline(data: Any) -> bool:
    if isinstance(data, Mapping):
        return isinstance(data.get(KEYS.top), str) or KEYS.branches in data
    return not is_table(data)


def _groups(root: Node) -> list[Node]:
    return [one for one in root.children if one.children]


def _cards(group: Node) -> list[Node]:
    return [node for depth, node in group.walk() if depth and not node.children]


def _lone(root: Node) -> list[str]:
    return [one.text for one in root.children if not one.children]


def _findings(root: Node) -> list[Finding]:
    groups = _groups(root)
    sizes = [len(_cards(group)) for group in groups]
    largest = groups[sizes.index(max(sizes))].text
    total = sum(sizes) + len(_lone(root))
    text = plural(
        "{n} card in {groups}, most in {largest} ({most}); put each group into one sentence.",
        "{n} cards in {groups}, most in {largest} ({most}); put each group into one sentence.",
        total,
        groups=_n_groups(len(groups)), largest=largest, most=max(sizes),
    )  # fmt: skip
    found = [Finding("groups", "ok", text, {"n_cards": total, "n_groups": len(groups), "largest": largest})]
    alone = _lone(root)
    if alone:
        text = plural(
            "{names} stands in no group: leave it so, or find where it belongs.",
            "{names} stand in no group: leave them so, or find where they belong.",
            len(alone),
            names=Listing(alone),
        )
        found.append(Finding("card-alone", "watch", text, {"cards": alone}))
    seen = Counter(card.text for group in groups for card in _cards(group))
    twice = [name for name, n in seen.items() if n > 1]
    if twice:
        text = plural(
            "{names} lies in more than one group: the groups are not apart there.",
            "{names} lie in more than one group: the groups are not apart there.",
            len(twice),
            names=Listing(twice),
        )
        found.append(Finding("card-twice", "watch", text, {"cards": twice}))
    single = [group.text for group, n in zip(groups, sizes, strict=True) if n == 1]
    if single:
        text = plural(
            "{names} holds one card only: a group, or a heading for one thought?",
            "{names} hold one card each: groups, or headings for one thought?",
            len(single),
            names=Listing(single),
        )
        found.append(Finding("group-of-one", "watch", text, {"groups": single}))
    return found


def _n_groups(n: int) -> Words:
    return plural("{n} group", "{n} groups", n)


def _facts(root: Node) -> dict[str, Fact]:
    groups = _groups(root)
    return {
        "n_groups": Fact(len(groups), Msg("groups")),
        "n_cards": Fact(sum(len(_cards(one)) for one in groups) + len(_lone(root)), Msg("cards")),
        "n_alone": Fact(len(_lone(root)), Msg("cards in no group")),
    }


def _table(root: Node) -> Shown:
    columns = (Head("group", Msg("group"), "left"), Head("cards", Msg("cards")))
    return Shown("groups", columns, tuple((one.text, len(_cards(one))) for one in _groups(root)))


def _frame(root: Node) -> dict[str, list[object]]:
    rows = [(one.text, card.text) for one in _groups(root) for card in _cards(one)]
    rows += [("", name) for name in _lone(root)]
    return {"group": [group for group, _ in rows], "card": [card for _, card in rows]}


def _plot(root: Node) -> Plot:
    """Return the groups in columns: each goes where most room is left."""
    entries = [*_groups(root), *(one for one in root.children if not one.children)]
    across = min(ACROSS, len(entries))
    width = min((WIDE - (across - 1) * BETWEEN) / across, 24.0)
    marks: list[Mark] = []
    down = [0.2] * across
    for entry in entries:
        column = down.index(min(down))
        found, height = _group(entry, column * (width + BETWEEN), -down[column], width)
        marks += found
        down[column] += height + BETWEEN
    tall = max(down) - BETWEEN + 0.2
    return sheet("affinity", [moved(mark, tall) for mark in marks], WIDE, tall)


def _group(entry: Node, x: float, top: float, width: float) -> tuple[list[Mark], float]:
    """Return a group: its name above its cards; a card without a group is a box alone."""
    room = width - 2 * PAD_X
    if not entry.children:
        words = block(entry.text, "small", room)
        height = words.height + 2 * PAD_Y
        return boxed(words, x, top - height, width, height), height
    name = block(entry.text, "confirmed" if entry.marked else "panel", room)
    y = top - PAD_Y - name.height - INSIDE
    inner: list[Mark] = []
    for depth, node in entry.walk():
        if not depth:
            continue
        left = x + PAD_X + (depth - 1) * 1.2
        wide = x + width - PAD_X - left
        role = "confirmed" if node.marked else "value" if node.children else "small"
        words = block(node.text, role, wide - 2 * PAD_X)
        high = words.height + 2 * PAD_Y
        inner += boxed(words, left, y - high, wide, high, "confirmed" if node.marked else "box")
        y -= high + INSIDE
    bottom = y - PAD_Y + INSIDE
    frame = rectangle(x, bottom, width, top - bottom, "cell")
    return [frame, *set_block(name, x + width / 2, top - PAD_Y, "center", False), *inner], top - bottom
