"""What a rule set is, the sets that a chart uses unasked, and which of its rules a panel gets.

Nothing heavy is imported: `--rules ?` reads this too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqc.stats._rule import SERIES, Rule

if TYPE_CHECKING:
    from sqc.charts.kind import ControlPanel

Place = Literal["location", "individuals", "dispersion", "moving-range", "attribute", "dependent"]


class RuleSet(NamedTuple):
    """A published set, or a part of one.

    Parameters
    ----------
    name : str
        As the user writes it: ``nelson:1,2``.
    id, edition, source : str
        Name of the whole set, year of the text, where it was read.
    rules : tuple of Rule
        Those that are chosen.
    places : mapping of str to tuple of str
        Panels that a rule judges, where the set says so; else the house decides.
    listed_by : mapping of str to str
        Who lists a rule, where the publication itself was not read.
    withdrawn : str
        The day on which the publication was withdrawn.
    more : tuple of Rule
        Rules that are on only when they are named.
    listed : mapping of str to str
        Rules that cannot be computed: number and what they say, a key of `rule_reasons.LISTED`.
    """

    name: str
    id: str
    edition: str
    source: str
    rules: tuple[Rule, ...]
    places: Mapping[str, tuple[str, ...]] = {}
    listed_by: Mapping[str, str] = {}
    withdrawn: str = ""
    more: tuple[Rule, ...] = ()
    listed: Mapping[str, str] = {}

    @property
    def numbers(self) -> tuple[str, ...]:
        """Numbers of the chosen rules, as their authors number them."""
        return tuple(rule.id for rule in self.rules)

    @property
    def who(self) -> str:
        """Who lists the chosen rules; "" where the publication itself was read."""
        return next((self.listed_by[rule.id] for rule in self.rules if rule.id in self.listed_by), "")


_BEYOND = Rule("1", "beyond_limit", 1, 1)

NELSON = (
    _BEYOND,
    Rule("2", "run_same_side", 9, 9),
    Rule("3", "trend", 6, 6),
    Rule("4", "alternation", 14, 14),
    Rule("5", "k_of_m_beyond", 2, 3, z=2.0),
    Rule("6", "k_of_m_beyond", 4, 5, z=1.0),
    Rule("7", "hugging", 15, 15, z=1.0),
    Rule("8", "avoidance", 8, 8, z=1.0, side="both-required"),
)
_WESTERN_ELECTRIC = (
    _BEYOND,
    Rule("2", "k_of_m_beyond", 2, 3, z=2.0),
    Rule("3", "k_of_m_beyond", 4, 5, z=1.0),
    Rule("4", "run_same_side", 8, 8),
)
_ANHOEJ = (
    Rule("1", "longest_run", 1, 1, tie="ignore", missing="ignore"),
    Rule("2", "crossings", 1, 1, tie="ignore", missing="ignore"),
)

SETS = {
    "limits": RuleSet("limits", "limits", "1931", "Shewhart 1931: one point beyond a limit", (_BEYOND,)),
    "nelson": RuleSet(
        "nelson", "nelson", "1984", "Nelson 1984, Journal of Quality Technology 16(4), 237-239", NELSON
    ),
    "western-electric": RuleSet(
        "western-electric",
        "western-electric",
        "1956",
        "Western Electric, Statistical Quality Control Handbook, 1956; as in Champ and Woodall 1987",
        _WESTERN_ELECTRIC,
    ),
    "anhoej": RuleSet(
        "anhoej",
        "anhoej",
        "2014",
        "Anhoej and Olesen 2014, PLoS ONE 9(11), e113825; R package qicharts2, 2025-09-05",
        _ANHOEJ,
        {rule.id: ("location", "attribute") for rule in _ANHOEJ},
    ),
}

# Minitab's tests 1 to 4: what a skewed statistic can bear.
_SPREAD_KINDS = frozenset({"beyond_limit", "run_same_side", "trend", "alternation"})
_LIMITS_ONLY = frozenset({"beyond_limit"})
# rules that a panel without limits can be judged by
_ORDER_KINDS = SERIES | {"run_same_side", "trend", "alternation", "repeat_zero"}
# kinds of rules that a panel gets where the set does not say; None: all
_HOUSE: Mapping[Place, frozenset[str] | None] = {
    "location": None,
    "individuals": None,
    "dispersion": _SPREAD_KINDS,
    "attribute": _SPREAD_KINDS,
    "moving-range": _LIMITS_ONLY,
    "dependent": _LIMITS_ONLY,
}
PLACES: tuple[str, ...] = tuple(_HOUSE)


def place_of(panel: ControlPanel) -> Place:
    """Return what a panel is to the rules.

    Parameters
    ----------
    panel : ControlPanel
    """
    if panel.span > 1:
        return "moving-range" if panel.spread == "range" else "dependent"
    if panel.family == "location" and panel.single_values:
        return "individuals"
    return panel.family


def rules_for(panel: ControlPanel, chosen: RuleSet) -> tuple[Rule, ...]:
    """Return the rules of the set that this panel gets.

    Unless the set says otherwise, location panels get all; ranges, standard deviations and counts its limit,
    run, trend and alternation rules; moving ranges (neighbours share a value) and dependent statistics limits
    only. A panel without limits gets no rule about them.
    """
    rules = rules_at(place_of(panel), chosen)
    if panel.limited:
        return rules
    return tuple(rule for rule in rules if rule.kind in _ORDER_KINDS and not rule.z)


def rules_at(place: Place, chosen: RuleSet) -> tuple[Rule, ...]:
    """Return the rules of the set that panels of a sort get."""
    house = _HOUSE[place]
    names = {place, "location"} if place == "individuals" else {place}
    return tuple(
        rule
        for rule in chosen.rules
        if (
            not names.isdisjoint(chosen.places[rule.id])
            if rule.id in chosen.places
            else house is None or rule.kind in house
        )
    )


def same_rules(some: Sequence[Rule], others: Sequence[Rule]) -> bool:
    """Return whether two lists hold the same rules, whatever their numbers."""
    return [replace(rule, id="") for rule in some] == [replace(rule, id="") for rule in others]
