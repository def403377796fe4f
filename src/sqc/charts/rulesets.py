"""Rule sets by name, and which of their rules a panel gets."""

from __future__ import annotations

from typing import NamedTuple

from sqc.charts.kind import ControlPanel, Family
from sqc.i18n.message import Listing, Msg, Verbatim
from sqc.notes import OptionError
from sqc.stats.rules import Rule


class RuleSet(NamedTuple):
    """A published set, or a part of one.

    Parameters
    ----------
    name : str
        As the user writes it: ``nelson:1,2``.
    id, edition, source : str
        Name of the whole set, year of the text, where it was read.
    rules : tuple of Rule
    """

    name: str
    id: str
    edition: str
    source: str
    rules: tuple[Rule, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Numbers of the rules, as their authors number them."""
        return tuple(rule.id for rule in self.rules)


_BEYOND = Rule("1", "beyond_limit", 1, 1)

_NELSON = (
    _BEYOND,
    Rule("2", "run_same_side", 9, 9),
    Rule("3", "trend", 6, 6),
    Rule("4", "alternation", 14, 14),
    Rule("5", "k_of_m_beyond", 2, 3, z=2.0),
    Rule("6", "k_of_m_beyond", 4, 5, z=1.0),
    Rule("7", "hugging", 15, 15, z=1.0),
    Rule("8", "avoidance", 8, 8, z=1.0),
)
_WESTERN_ELECTRIC = (
    _BEYOND,
    Rule("2", "k_of_m_beyond", 2, 3, z=2.0),
    Rule("3", "k_of_m_beyond", 4, 5, z=1.0),
    Rule("4", "run_same_side", 8, 8),
)

SETS = {
    "limits": RuleSet("limits", "limits", "1931", "Shewhart 1931: one point beyond a limit", (_BEYOND,)),
    "nelson": RuleSet(
        "nelson", "nelson", "1984", "Nelson 1984, Journal of Quality Technology 16(4), 237-239", _NELSON
    ),
    "western-electric": RuleSet(
        "western-electric",
        "western-electric",
        "1956",
        "Western Electric, Statistical Quality Control Handbook, 1956; as in Champ and Woodall 1987",
        _WESTERN_ELECTRIC,
    ),
}

# Minitab's tests 1 to 4: what a skewed statistic with dependent neighbours can bear.
_SPREAD_KINDS = frozenset({"beyond_limit", "run_same_side", "trend", "alternation"})
_LIMITS_ONLY = frozenset({"beyond_limit"})


def rule_set(name: str) -> RuleSet:
    """Return a set by name, ``nelson``, or a part of it, ``nelson:1,2,5``.

    Raises
    ------
    OptionError
        If there is no such set or no such rule in it.
    """
    base, _, part = name.partition(":")
    base = base.strip().lower()
    if base not in SETS:
        raise _unknown(base)
    whole = SETS[base]
    if not part:
        return whole
    wanted = [number.strip() for number in part.split(",") if number.strip()]
    for number in wanted:
        if number not in whole.numbers:
            raise OptionError(
                "unknown-rule",
                Msg('rule set {set} has no rule "{rule}".', set=base, rule=number),
                details=[Msg("its rules: {rules}", rules=Listing(whole.numbers, open_end=True))],
                hints=[Verbatim(f"--rules {base}:1,2")],
            )
    rules = tuple(rule for rule in whole.rules if rule.id in wanted)
    if not rules:
        raise OptionError("unknown-rule", Msg('"{name}" names no rule.', name=name))
    label = f"{base}:{','.join(rule.id for rule in rules)}"
    return RuleSet(label, whole.id, whole.edition, whole.source, rules)


def _unknown(name: str) -> OptionError:
    from difflib import get_close_matches

    near = get_close_matches(name, SETS, 1)
    if near:
        text = Msg('there is no rule set "{name}"; did you mean "{near}"?', name=name, near=near[0])
    else:
        text = Msg('there is no rule set "{name}".', name=name)
    return OptionError("unknown-rules", text, details=[Msg("rule sets: {sets}", sets=Listing(list(SETS)))])


def rules_for(panel: ControlPanel, chosen: RuleSet) -> tuple[Rule, ...]:
    """Return the rules of the set that this panel gets.

    Location panels get the set; ranges, standard deviations and counts its limit, run, trend and
    alternation rules; moving ranges (neighbours share a value) and dependent statistics limits only.
    """
    return rules_of_family("dependent" if panel.span > 1 else panel.family, chosen)


def rules_of_family(family: Family, chosen: RuleSet) -> tuple[Rule, ...]:
    """Return the rules of the set that panels of a family get."""
    if family == "location":
        return chosen.rules
    kinds = _LIMITS_ONLY if family == "dependent" else _SPREAD_KINDS
    return tuple(rule for rule in chosen.rules if rule.kind in kinds)


def meaning(rule: Rule) -> Msg:
    """Return what the rule says, in a few words."""
    z = "" if rule.z is None else f"{rule.z:g}"
    values = {"k": rule.k, "m": rule.m, "z": z}
    return {
        "beyond_limit": Msg("beyond the limit"),
        "run_same_side": Msg("{k} in a row on one side", **values),
        "trend": Msg("{k} in a row rising or falling", **values),
        "alternation": Msg("{k} in a row alternating up and down", **values),
        "k_of_m_beyond": Msg("{k} of {m} beyond {z} sigma on one side", **values),
        "hugging": Msg("{k} in a row within {z} sigma", **values),
        "avoidance": Msg("{k} in a row beyond {z} sigma, on both sides", **values),
    }[rule.kind]
