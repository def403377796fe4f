"""The process decision program chart: steps to a goal, what may go wrong, what can be done then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from sqc.i18n.display import cut
from sqc.i18n.message import Listing, Msg, plural
from sqc.notes import DataError, Finding
from sqc.qctools.diagram.net import Card
from sqc.qctools.diagram.told import Told
from sqc.qctools.diagram.trees import tree
from sqc.qctools.kit.outline import Keys, Node, Outline, outline
from sqc.qctools.kit.sketch import block
from sqc.report.marks import Plot
from sqc.report.model import Column as Head
from sqc.report.model import Fact
from sqc.report.model import Table as Shown

KEYS = Keys("goal", "steps")
YES, NO = "\u25cb", "\u00d7"
_SIGNS = "o|x|\u25cb|\u3007|\u00d7|yes|no|可行|不可行|feasible|not feasible"
_MARK = re.compile(rf"(.*\S)[ \t\u3000]+[(\uff08]?({_SIGNS})[)\uff09]?", re.IGNORECASE)
_YES = frozenset(("o", "\u25cb", "\u3007", "yes", "可行", "feasible"))


class Risk(NamedTuple):
    """What may go wrong at a step, with its countermeasures: True feasible, False not, None not judged."""

    step: str
    text: str
    answers: tuple[tuple[str, bool | None], ...]

    def count(self, feasible: bool | None) -> int:
        """Return how many countermeasures are judged so."""
        return sum(said is feasible for _, said in self.answers)

    @property
    def covered(self) -> bool:
        """At least one countermeasure is feasible."""
        return any(feasible for _, feasible in self.answers)

    @property
    def unjudged(self) -> bool:
        """No countermeasure is feasible, and one may be."""
        return not self.covered and any(feasible is None for _, feasible in self.answers)


def judged(text: str) -> tuple[str, bool | None]:
    """Return a countermeasure without its mark, and what the mark says.

    Examples
    --------
    >>> judged("second supplier x"), judged("stock"), judged("备件 ○")
    (('second supplier', False), ('stock', None), ('备件', True))
    """
    found = _MARK.fullmatch(text)
    return (found[1], found[2].lower() in _YES) if found else (text, None)


def told(data: Any, options: Mapping[str, Any]) -> Told:
    """Return the PDPC of indented text, TOML or a dict: goal, steps, risks, countermeasures."""
    found = outline(data, options, KEYS)
    _check(found)
    root, risks = found.root, _risks(found.root)
    return Told(
        Msg("PDPC of {goal}", goal=root.text),
        root.text,
        Msg("Process decision program chart"),
        tuple(_findings(root, risks)),
        _facts(root, risks),
        (_table(risks),),
        partial(_frame, risks),
        partial(_plot, root),
        found.source,
        Msg("countermeasures are feasible or not as they are marked: o or x behind them."),
        (Msg("shaded: what may go wrong"), Msg("circle: feasible, cross: not")),
    )


def _check(found: Outline) -> None:
    for depth, node in found.root.walk():
        if depth > 3:
            text = Msg(
                "{file}, line {line}: {text} is a level too deep; a countermeasure is the last.",
                file=found.source.name, line=str(node.line), text=cut(node.text),
            )  # fmt: skip
            raise DataError("pdpc-depth", text, file=found.source.name, line=node.line)
    if not _risks(found.root):
        text = Msg(
            "{file} names nothing that may go wrong: goal, below it steps, below these what may go wrong.",
            file=found.source.name,
        )
        raise DataError("no-risks", text, file=found.source.name)


def _risks(root: Node) -> tuple[Risk, ...]:
    return tuple(
        Risk(step.text, risk.text, tuple(judged(one.text) for one in risk.children))
        for step in root.children
        for risk in step.children
    )


def _findings(root: Node, risks: tuple[Risk, ...]) -> list[Finding]:
    unjudged = [one.text for one in risks if one.unjudged]
    bare = [one.text for one in risks if not one.covered and not one.unjudged]
    values = {"n_risks": len(risks), "open": bare, "not_judged": unjudged}
    found: list[Finding] = []
    if bare:
        text = plural(
            "{n} of {all} risks has no feasible countermeasure: {names}; find one before you start.",
            "{n} of {all} risks have no feasible countermeasure: {names}; find some before you start.",
            len(bare),
            all=len(risks), names=Listing(bare),
        )  # fmt: skip
        found.append(Finding("risk-open", "act", text, values))
    if unjudged:
        text = plural(
            "{n} of {all} risks has countermeasures that nobody has judged: {names}; mark them with o or x.",
            "{n} of {all} risks have countermeasures that nobody has judged: {names}; mark them with o or x.",
            len(unjudged),
            all=len(risks), names=Listing(unjudged),
        )  # fmt: skip
        found.append(Finding("risk-unjudged", "watch", text, values))
    if not found:
        text = plural(
            "{n} risk has a feasible countermeasure; start, and watch for it.",
            "All {n} risks have a feasible countermeasure; start, and watch for them.",
            len(risks),
        )
        found.append(Finding("risks-covered", "ok", text, values))
    quiet = [step.text for step in root.children if not step.children]
    if quiet:
        text = plural(
            "Nothing is named that may go wrong at {names}: ask once more.",
            "Nothing is named that may go wrong at {names}: ask once more.",
            len(quiet),
            names=Listing(quiet),
        )
        found.append(Finding("step-without-risk", "watch", text, {"steps": quiet}))
    return found


def _facts(root: Node, risks: tuple[Risk, ...]) -> dict[str, Fact]:
    answers = [feasible for one in risks for _, feasible in one.answers]
    return {
        "n_steps": Fact(len(root.children), Msg("steps of the plan")),
        "n_risks": Fact(len(risks), Msg("what may go wrong")),
        "n_countermeasures": Fact(len(answers), Msg("countermeasures")),
        "n_feasible": Fact(sum(one is True for one in answers), Msg("feasible countermeasures")),
        "n_open": Fact(sum(not one.covered for one in risks), Msg("risks without a feasible one")),
    }


def _table(risks: tuple[Risk, ...]) -> Shown:
    columns = (
        Head("step", Msg("step of the plan"), "left"), Head("risk", Msg("what may go wrong"), "left"),
        Head("feasible", Msg("feasible")), Head("not_feasible", Msg("not feasible")),
        Head("not_judged", Msg("not judged")),
    )  # fmt: skip
    rows = tuple((one.step, one.text, one.count(True), one.count(False), one.count(None)) for one in risks)
    return Shown("risks", columns, rows)


def _frame(risks: tuple[Risk, ...]) -> dict[str, list[object]]:
    rows = [(one, text, feasible) for one in risks for text, feasible in (one.answers or (("", None),))]
    return {
        "step": [one.step for one, _, _ in rows],
        "risk": [one.text for one, _, _ in rows],
        "countermeasure": [text for _, text, _ in rows],
        "feasible": [feasible for _, _, feasible in rows],
    }


def _card(node: Node, depth: int, room: float) -> Card:
    if not depth:
        return Card(block(node.text, "value", room), "key")
    if depth < 3:
        return Card(block(node.text, "small", room), "cell" if depth == 2 else "box")
    text, feasible = judged(node.text)
    if feasible is None:
        return Card(block(text, "small", room))
    sign = YES if feasible else NO
    return Card(
        block(f"{sign} {text}", "small" if feasible else "second", room), "box" if feasible else "grey"
    )


def _plot(root: Node) -> Plot:
    return tree("pdpc", root, _card)
