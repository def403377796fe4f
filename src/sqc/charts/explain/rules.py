"""What a signal of a rule usually means, and what its set costs. No numpy is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqc.charts.price_listed import listed_prices
from sqc.charts.rule_choice import rule_set
from sqc.charts.rule_words import meaning, said_of
from sqc.charts.rulesets import RuleSet
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import SqcError
from sqc.report.explain import Explanation
from sqc.report.numbers import percent
from sqc.stats._rule import Rule


class RuleText(NamedTuple):
    """What a signal of a kind of rule usually means: on values and means, on spread; where to look."""

    usual: Msg
    spread: Msg
    look: Msg


_SHIFT_LOOK = Msg(
    "the start of the run, not its end: material, tool, setting, gauge, people, shift. The level stays until"
    " the cause goes."
)
_SPREAD_SHIFT = Msg("On ranges and standard deviations: the spread has changed for good.")
_STREAMS_LOOK = Msg("machine, spindle, mould, appraiser, shift of each point; chart each stream alone.")

RULES: Mapping[str, RuleText] = {
    "beyond_limit": RuleText(
        Msg("a sudden change at this point: another setting, material or tool, or a slip in measuring."),
        Msg("On ranges and standard deviations: one subgroup varies more or less inside than the others."),
        Msg("the record of this point first, then what differs from the points before it."),
    ),
    "run_same_side": RuleText(
        Msg("a lasting shift of the level: it has moved and stays."), _SPREAD_SHIFT, _SHIFT_LOOK
    ),
    "trend": RuleText(
        Msg("a drift: wear, warming up, fouling, ageing of a bath or a gauge."),
        Msg("On ranges and standard deviations: the spread grows or shrinks step by step."),
        Msg("what moves slowly and in one direction; when it was last set, cleaned or changed."),
    ),
    "alternation": RuleText(
        Msg("two streams that take turns, or a setting that is corrected after every point."),
        Msg("On ranges and standard deviations: two streams of different spread take turns."),
        Msg("who adjusts and when; machine, spindle, appraiser or shift of every other point."),
    ),
    "k_of_m_beyond": RuleText(
        Msg("a lasting shift, seen sooner than by the limits alone: the further the line, the larger it is."),
        Msg("On ranges and standard deviations: the spread has changed."),
        Msg("what changed at the first of these points, as for a point beyond the limit."),
    ),
    "hugging": RuleText(
        Msg(
            "stratification: limits too wide for the points, since each subgroup holds several streams, or"
            " the limits are of an older, worse process, or values were smoothed."
        ),
        Msg("On ranges and standard deviations: the spread is steadier than chance gives."),
        Msg(
            "how subgroups are formed and when the limits were made; form subgroups of one stream, or"
            " estimate again."
        ),
    ),
    "avoidance": RuleText(
        Msg("a mixture: points come from two levels, hardly any from between."),
        Msg("On ranges and standard deviations: points of two different spreads are mixed."),
        _STREAMS_LOOK,
    ),
    "range_pair": RuleText(
        Msg("two neighbours far apart on opposite sides: the spread has grown, or one of the two is wrong."),
        Msg("On ranges and standard deviations the rule says nothing more than the limits."),
        Msg("both records, the gauge and the reagent or material between them."),
    ),
    "middle_third": RuleText(
        Msg("too few in the middle: a mixture of streams; too many: stratification inside the subgroups."),
        Msg("On ranges and standard deviations: the same, of the spread."),
        _STREAMS_LOOK,
    ),
    "k_of_m_near_limit": RuleText(
        Msg("a shift that has almost reached the limit: an early warning."),
        Msg("On ranges and standard deviations: the spread has changed."),
        Msg("what changed at the first of these points, as for a point beyond the limit."),
    ),
    "repeat_zero": RuleText(
        Msg("more points of 0 in a row than chance gives: a change of the rate, or of how it is recorded."),
        Msg("On ranges and standard deviations: values that are copied, or a gauge that does not move."),
        Msg("how the points were recorded."),
    ),
    "longest_run": RuleText(
        Msg("a lasting shift of the level: points stay on one side of the center too long."),
        _SPREAD_SHIFT,
        _SHIFT_LOOK,
    ),
    "crossings": RuleText(
        Msg("a lasting shift or a drift: the line crosses the center too rarely."), _SPREAD_SHIFT, _SHIFT_LOOK
    ),
    "runs_count": RuleText(
        Msg("too few runs: a shift, a drift or clusters; too many: two streams that take turns."),
        Msg("On ranges and standard deviations: the same, of the spread."),
        Msg("the order of the points, and machine, appraiser or shift of each."),
    ),
}


def keys_of(chosen: RuleSet) -> list[str]:
    """Return the keys of the rules of a set: ``nelson-1``.

    Examples
    --------
    >>> keys_of(rule_set("limits"))
    ['limits-1']
    """
    return [f"{chosen.id}-{rule.id}" for rule in (*chosen.rules, *chosen.more)]


def explain_rule(key: str, own: RuleSet | None = None) -> Explanation | None:
    """Return the explanation of a rule, ``nelson-5`` or ``nelson:5``; None where the key names none.

    Parameters
    ----------
    key : str
    own : RuleSet, optional
        The set of the chart, which may be of the user's own.
    """
    if own is not None:
        for rule in (*own.rules, *own.more):
            if key in (f"{own.id}-{rule.id}", f"{own.id}:{rule.id}"):
                return _explained(key, own, rule)
    for at in (i for i, char in enumerate(key) if char in "-:" and 0 < i < len(key) - 1):
        name, number = key[:at], key[at + 1 :]
        try:
            chosen = rule_set(name)
        except SqcError:
            continue
        for rule in (*chosen.rules, *chosen.more):
            if rule.id == number:
                return _explained(key, chosen, rule)
    return None


def _explained(key: str, chosen: RuleSet, rule: Rule) -> Explanation:
    text = RULES[rule.kind]
    sentence = Msg("Rule {number} of {set}: {rule}.", number=rule.id, set=chosen.id, rule=meaning(rule))
    sources: list[Words] = [
        Join([part for part in (chosen.id, chosen.edition) if part], " "),
        *said_of(chosen),
    ]
    if chosen.source:
        sources.append(Verbatim(chosen.source))
    return Explanation(
        key,
        sentence,
        reads_as=Join([text.usual, text.spread], "\n"),
        look_at=text.look,
        needs=Msg("points that do not depend on each other; neighbouring moving ranges share a value."),
        price=_price(chosen),
        sources=tuple(sources),
    )


def _price(chosen: RuleSet) -> Words | None:
    """Return what the whole set costs on one panel, from shipped numbers."""
    whole = chosen.name.partition(":")[0]
    listed = listed_prices().get(whole)
    if listed is None:
        return None
    share = percent(listed.share, 1)
    limits = percent(listed_prices()["limits"].share, 1)
    if listed.arl0 is None:
        return Msg(
            "the usual rules of the set together: {share} of stable series of 25 points signal (limits only:"
            " {limits}).",
            share=share, limits=limits,
        )  # fmt: skip
    return Msg(
        "the usual rules of the set together: {share} of stable series of 25 points signal (limits only:"
        " {limits}), one false signal in {arl0} points.",
        share=share, limits=limits, arl0=f"{listed.arl0:,.1f}",
    )  # fmt: skip
