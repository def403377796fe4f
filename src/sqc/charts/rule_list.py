"""``sqc chart --rules ?``: the sets and what they cost, from shipped numbers. It imports no numpy."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqc.charts.price_listed import TABLE, listed_prices
from sqc.charts.rule_choice import rule_set
from sqc.charts.rule_reasons import LISTED
from sqc.charts.rule_words import as_listed, meaning, said_of
from sqc.charts.rulesets import SETS, RuleSet
from sqc.i18n.message import Join, Listing, Msg, Verbatim, Words, plural
from sqc.notes import Finding
from sqc.report.model import Cell, Column, Fact, Num, Table
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.stats._rule import Rule


@dataclass(frozen=True, eq=False, repr=False)
class RuleList(Result):
    """Rule sets with edition, rules and price.

    Parameters
    ----------
    sets : tuple of RuleSet
    one : bool
        One set was asked for: its rules are printed.
    """

    sets: tuple[RuleSet, ...]
    one: bool = False

    def report(self) -> Report:
        """Return the table of sets, or of the rules of one."""
        return Report(
            "rules",
            None,
            (self._verdict(),),
            self._title(),
            {"n_sets": Fact(len(self.sets), Msg("rule sets"))},
            (_rules_table(self.sets[0]),) if self.one else (_sets_table(self.sets),),
            tuple(self._notes()),
            lambda: _frame(self.sets),
            sections=lambda: {"rule_sets": [_record(one) for one in self.sets]},
            provenance={"prices": os.path.basename(TABLE)},
        )

    def _verdict(self) -> Finding:
        if self.one:
            chosen = self.sets[0]
            price = listed_prices().get(chosen.name)
            if price is None:
                text = Msg("{set} is a rule set of your own.", set=chosen.id)
                return Finding("rule-set", "ok", text, {"set": chosen.id})
            text = Msg(
                "{set} signals falsely on {p} % of stable series of 25 points.",
                set=chosen.id,
                p=f"{100 * price.share:.1f}",
            )
            return Finding(
                "rule-set", "ok", text, {"set": chosen.id, "share_25": price.share, "arl0": price.arl0}
            )
        text = plural("{n} rule set ships.", "{n} rule sets ship.", len(self.sets))
        return Finding("rule-sets", "ok", text, {"n": len(self.sets)})

    def _title(self) -> Words:
        if not self.one:
            return Msg("Rule sets: --rules SET, or a part of one: --rules nelson:1,2")
        chosen = self.sets[0]
        head: list[Words] = [Verbatim(" ".join(part for part in (chosen.id, chosen.edition) if part))]
        return Join([*head, *said_of(chosen)], ", ")

    def _notes(self) -> list[tuple[Words, Words]]:
        if self.one:
            return self._notes_of_one()
        price = Msg(
            "P25 is the share of stable series of 25 points with a signal, ARL0 the points until a false one;"
            " one panel, known limits, independent points. A chart prints its own price."
        )
        some = Msg("1 of 8: the others are judged when they are named, minitab:1,2,3 or minitab:all.")
        more = Msg("--rules nelson:? lists the rules of a set, --rules FILE.toml reads your own.")
        return [(Msg("Price"), price), (Msg("Rules"), some), (Msg("More"), more)]

    def _notes_of_one(self) -> list[tuple[Words, Words]]:
        chosen = self.sets[0]
        notes: list[tuple[Words, Words]] = [(Msg("Source"), chosen.source)] if chosen.source else []
        if chosen.listed_by and not chosen.who:
            numbers = Listing(list(chosen.listed_by), open_end=True)
            said = Msg(
                "rules {numbers} {said}.",
                numbers=numbers,
                said=as_listed(next(iter(chosen.listed_by.values()))),
            )
            notes.append((Msg("Rules"), said))
        return notes


def _sets_table(sets: Sequence[RuleSet]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in sets:
        price = listed_prices()[one.name]
        n = len(one.rules)
        count = Msg("{n} of {all}", n=n, all=n + len(one.more)) if one.more else Verbatim(str(n))
        arl0 = None if price.arl0 is None else Num(price.arl0, 1)
        said = Join(said_of(one), ", ") if said_of(one) else ""
        rows.append((one.id, one.edition or None, count, Num(price.share, 1, True), arl0, said))
    columns = (
        Column("set", Msg("set"), "left"),
        Column("edition", Msg("edition"), "left"),
        Column("rules", Msg("rules")),
        Column("p25", Verbatim("P25")),
        Column("arl0", Verbatim("ARL0")),
        Column("said", "", "left"),
    )
    return Table("rule_sets", columns, tuple(rows))


def _rules_table(chosen: RuleSet) -> Table:
    rows: list[tuple[Cell, ...]] = [(rule.id, meaning(rule), "") for rule in chosen.rules]
    rows += [(rule.id, meaning(rule), Msg("when it is named")) for rule in chosen.more]
    rows += [(key, LISTED[what], Msg("not computed")) for key, what in chosen.listed.items()]
    columns = (
        Column("rule", Msg("rule"), "left"),
        Column("meaning", Msg("meaning"), "left"),
        Column("said", "", "left"),
    )
    return Table("rules", columns, tuple(rows))


def _record(chosen: RuleSet) -> Mapping[str, object]:
    """Return a set with all fields of its rules, for scripts."""
    price = listed_prices().get(chosen.name)
    rules = [(rule, True) for rule in chosen.rules] + [(rule, False) for rule in chosen.more]
    return {
        "id": chosen.id,
        "edition": chosen.edition,
        "source": chosen.source,
        "listed_by": dict(chosen.listed_by) or None,
        "withdrawn": chosen.withdrawn or None,
        "p25": price and price.share,
        "arl0": price and price.arl0,
        "rules": [_rule_record(rule, on, chosen.places.get(rule.id)) for rule, on in rules],
        "not_computed": [{"id": key, "why": LISTED[what]} for key, what in chosen.listed.items()],
    }


def _rule_record(rule: Rule, on: bool, panels: tuple[str, ...] | None) -> Mapping[str, object]:
    return {**asdict(rule), "on": on, "panels": panels, "text": meaning(rule)}


def _frame(sets: Sequence[RuleSet]) -> Mapping[str, Sequence[object]]:
    """Return a row per rule."""
    rows = [
        (
            one.id,
            one.edition,
            one.listed_by,
            rule.id,
            rule.kind,
            rule.k,
            rule.m,
            rule.z,
            rule in one.rules,
            meaning(rule),
        )
        for one in sets
        for rule in (*one.rules, *one.more)
    ]
    names = ("set", "edition", "listed_by", "rule", "kind", "k", "m", "z", "on", "meaning")
    return dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True))


def rule_list(name: str = "") -> RuleList:
    """Return all sets that ship, or the rules of one.

    Parameters
    ----------
    name : str
        A set, or a TOML file; "": all.

    Raises
    ------
    SqcError
        There is no such set.

    Examples
    --------
    >>> rule_list("western-electric").sets[0].numbers
    ('1', '2', '3', '4')
    """
    from sqc.charts.ruleset_file import published_sets

    if name:
        return RuleList((rule_set(name),), one=True)
    return RuleList((*SETS.values(), *published_sets().values()))
