"""What rules and sets say, in a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqc.charts.rulesets import SETS, RuleSet
from sqc.i18n.message import Join, Msg, Words
from sqc.stats._rule import Rule


def _beyond(rule: Rule) -> Msg:
    return Msg("beyond the limit") if rule.z is None else Msg("beyond {z} sigma", z=f"{rule.z:g}")


def _run(rule: Rule) -> Msg:
    if rule.k < rule.m:
        return Msg("{k} of {m} on one side", k=rule.k, m=rule.m)
    return Msg("{k} in a row on one side", k=rule.k)


def _trend(rule: Rule) -> Msg:
    if rule.count_in == "steps":
        return Msg("{k} steps in a row up or down", k=rule.k)
    return Msg("{k} in a row rising or falling", k=rule.k)


def _alternation(rule: Rule) -> Msg:
    if rule.count_in == "steps":
        return Msg("{k} steps in a row alternating up and down", k=rule.k)
    return Msg("{k} in a row alternating up and down", k=rule.k)


def _k_of_m(rule: Rule) -> Msg:
    if rule.z is None:
        return Msg("{k} of {m} beyond a limit", k=rule.k, m=rule.m)
    shown = {"k": rule.k, "m": rule.m, "z": f"{rule.z:g}"}
    if rule.side == "any":
        return Msg("{k} of {m} beyond {z} sigma, on any side", **shown)
    return Msg("{k} of {m} beyond {z} sigma on one side", **shown)


def _avoidance(rule: Rule) -> Msg:
    shown = {"k": rule.k, "z": f"{1.0 if rule.z is None else rule.z:g}"}
    if rule.side == "any":
        return Msg("{k} in a row beyond {z} sigma, on any side", **shown)
    return Msg("{k} in a row beyond {z} sigma, on both sides", **shown)


def _pair(rule: Rule) -> Msg:
    return Msg("2 in a row beyond {z} sigma on opposite sides", z=f"{(rule.z or 4.0) / 2.0:g}")


_MEANINGS: Mapping[str, Callable[[Rule], Msg]] = {
    "beyond_limit": _beyond,
    "run_same_side": _run,
    "trend": _trend,
    "alternation": _alternation,
    "k_of_m_beyond": _k_of_m,
    "hugging": lambda rule: Msg(
        "{k} in a row within {z} sigma", k=rule.k, z=f"{1.0 if rule.z is None else rule.z:g}"
    ),
    "avoidance": _avoidance,
    "range_pair": _pair,
    "middle_third": lambda rule: Msg(
        "of {m} fewer than {k} or more than {high} in the middle third", m=rule.m, k=rule.k, high=rule.high
    ),
    "k_of_m_near_limit": lambda rule: Msg(
        "{k} of {m} between {z} sigma and the limit, all on one side",
        k=rule.k,
        m=rule.m,
        z=f"{2.0 if rule.z is None else rule.z:g}",
    ),
    "repeat_zero": lambda rule: Msg("{k} in a row equal to 0", k=rule.k),
    "longest_run": lambda rule: Msg("a run longer than chance gives"),
    "crossings": lambda rule: Msg("fewer crossings than chance gives"),
    "runs_count": lambda rule: Msg("too few or too many runs"),
}


def meaning(rule: Rule) -> Words:
    """Return what a rule says, in a few words.

    Parameters
    ----------
    rule : Rule

    Examples
    --------
    >>> meaning(Rule("2", "run_same_side", 9, 9)).render("en")
    '9 in a row on one side'
    """
    said = _MEANINGS[rule.kind](rule)
    if rule.side == "upper":
        return Join([said, Msg("above only")], ", ")
    if rule.side == "lower":
        return Join([said, Msg("below only")], ", ")
    return said


def said_of(chosen: RuleSet) -> list[Words]:
    """Return what must be said beside the name of a set: who lists it, that it was withdrawn.

    Parameters
    ----------
    chosen : RuleSet
    """
    found: list[Words] = []
    if chosen.who:
        found.append(as_listed(chosen.who))
    if chosen.withdrawn:
        found.append(Msg("withdrawn {day}", day=chosen.withdrawn))
    return found


_WHO: Mapping[str, Words] = {"a clause map": Msg("a clause map of the draft")}


def as_listed(who: str) -> Msg:
    """Return the words for rules whose publication itself was not read."""
    return Msg("as listed by {who}", who=_WHO.get(who, who))


def set_words(chosen: RuleSet) -> Words:
    """Return how a set is called beside its rules: its name, and for others than the usual ones its edition.

    Parameters
    ----------
    chosen : RuleSet
    """
    parts: list[Words] = [chosen.edition] if chosen.edition else []
    parts += said_of(chosen)
    if chosen.id in SETS or not parts:
        return chosen.id
    return Msg("{set} ({parts})", set=chosen.id, parts=Join(parts, ", "))
