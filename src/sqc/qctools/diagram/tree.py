"""The tree diagram: a goal, measures that lead to it, how to carry these out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqc.i18n.message import Listing, Msg, plural
from sqc.notes import DataError, Finding
from sqc.qctools.diagram.net import Card
from sqc.qctools.diagram.told import Told
from sqc.qctools.diagram.trees import tree
from sqc.qctools.kit.outline import Keys, Node, outline
from sqc.qctools.kit.sketch import block
from sqc.report.marks import Plot
from sqc.report.model import Column as Head
from sqc.report.model import Fact
from sqc.report.model import Table as Shown

KEYS = Keys("goal", "measures")


def told(data: Any, options: Mapping[str, Any]) -> Told:
    """Return the tree of indented text, TOML or a dict."""
    found = outline(data, options, KEYS)
    root = found.root
    if not root.children:
        text = Msg("{file} holds a goal and no measure; indent these below it.", file=found.source.name)
        raise DataError("no-measures", text, file=found.source.name)
    return Told(
        Msg("Tree of {goal}", goal=root.text),
        root.text,
        Msg("Tree diagram"),
        tuple(_findings(root)),
        _facts(root),
        (_table(root),),
        partial(_frame, root),
        partial(_plot, root),
        found.source,
        Msg("an end measure is one on which nothing hangs; which of them to take, a matrix diagram weighs."),
        (Msg("red: marked with *"),) if any(node.marked for _, node in root.walk()) else (),
    )


def _ends(node: Node) -> list[Node]:
    return [one for depth, one in node.walk() if depth and not one.children]


def _depth(node: Node) -> int:
    return max(depth for depth, _ in node.walk())


def _findings(root: Node) -> list[Finding]:
    n, depth = len(_ends(root)), _depth(root)
    text = plural(
        "{n} end measure on {branches} to {goal}, {levels}: weigh which to carry out.",
        "{n} end measures on {branches} to {goal}, {levels}: weigh which to carry out.",
        n,
        branches=plural("{n} branch", "{n} branches", len(root.children)),
        goal=root.text,
        levels=plural("{n} level", "{n} levels", depth),
    )
    found = [Finding("measures", "ok", text, {"n_end": n, "n_branches": len(root.children), "depth": depth})]
    short = [
        one.text for one in root.children if _depth(one) + 1 < depth - 1 or (depth > 1 and not one.children)
    ]
    if short:
        text = plural(
            "{names} ends earlier than the others: ask once more how.",
            "{names} end earlier than the others: ask once more how.",
            len(short),
            names=Listing(short),
        )
        found.append(Finding("short-branch", "watch", text, {"branches": short}))
    single = [node.text for _, node in root.walk() if len(node.children) == 1]
    if single:
        text = plural(
            "Only one measure stands below {names}: the same in other words, or is a second one missing?",
            "Only one measure each stands below {names}: the same in other words, or are others missing?",
            len(single),
            names=Listing(single),
        )
        found.append(Finding("single-measure", "watch", text, {"items": single}))
    return found


def _facts(root: Node) -> dict[str, Fact]:
    return {
        "n_branches": Fact(len(root.children), Msg("branches")),
        "n_measures": Fact(sum(1 for _ in root.walk()) - 1, Msg("measures")),
        "n_end": Fact(len(_ends(root)), Msg("end measures")),
        "depth": Fact(_depth(root), Msg("levels")),
    }


def _table(root: Node) -> Shown:
    columns = (
        Head("branch", Msg("branch"), "left"), Head("measures", Msg("measures")),
        Head("end", Msg("end measures")), Head("depth", Msg("levels")),
    )  # fmt: skip
    rows = tuple(
        (one.text, sum(1 for _ in one.walk()) - 1, len(_ends(one)), _depth(one)) for one in root.children
    )
    return Shown("branches", columns, rows)


def _frame(root: Node) -> dict[str, list[object]]:
    found: list[tuple[str, int, bool, str]] = []
    above: dict[int, str] = {}
    for depth, node in root.walk():
        above[depth] = node.text
        found.append((node.text, depth, not node.children, above[depth - 1] if depth else ""))
    return {
        "item": [one[0] for one in found], "depth": [one[1] for one in found],
        "end": [one[2] for one in found], "above": [one[3] for one in found],
    }  # fmt: skip


def _card(node: Node, depth: int, room: float) -> Card:
    if node.marked:
        return Card(block(node.text, "confirmed", room), "confirmed")
    if not depth:
        return Card(block(node.text, "value", room), "key")
    return Card(block(node.text, "small", room), "cell" if node.children else "box")


def _plot(root: Node) -> Plot:
    return tree("tree", root, _card)
