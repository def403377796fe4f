"""From what the user wrote to a rule set: one that is built in, a published one, or a file of his own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqc.charts.rulesets import SETS, RuleSet
from sqc.i18n.message import Listing, Msg, Verbatim
from sqc.notes import OptionError


def rule_set(name: str) -> RuleSet:
    """Return a set by name, ``nelson``, or a part of it, ``nelson:1,2,5``; ``minitab:all``; ``my.toml:1,2``.

    Raises
    ------
    OptionError
        If there is no such set or no such rule in it.
    DataError
        If the user's own file is no rule set; with line and column.
    """
    base, part = _split(name)
    whole = _whole(base)
    return whole if part is None else chosen_of(whole, part)


def _split(name: str) -> tuple[str, str | None]:
    """Return set and part, None where none is asked for; a file may have a colon in its path."""
    at = name.lower().find(".toml")
    end = name.find(":") if at < 0 else at + 5
    base, rest = (name, "") if end < 0 else (name[:end], name[end:])
    part = rest.lstrip(": ").rstrip() if ":" in rest else None
    return base.strip() if at >= 0 else base.strip().lower(), part


def _whole(base: str) -> RuleSet:
    if base in SETS:
        return SETS[base]
    from sqc.charts.ruleset_file import own_set, published_sets

    if base.lower().endswith(".toml"):
        return own_set(base)
    found = published_sets()
    if base not in found:
        raise _unknown(base, list(found))
    return found[base]


def chosen_of(whole: RuleSet, part: str) -> RuleSet:
    """Return the rules of a set that are named: ``1,2``, or ``all``.

    Raises
    ------
    OptionError
        A rule that the set does not have, or that cannot be computed.
    """
    known = {rule.id: rule for rule in (*whole.rules, *whole.more)}
    wanted = [number.strip() for number in part.split(",") if number.strip()]
    if wanted == ["all"]:
        wanted = list(known)
    for number in wanted:
        if number in whole.listed:
            from sqc.charts.rule_reasons import LISTED

            raise OptionError(
                "rule-not-computed",
                Msg(
                    "rule {rule} of {set} is listed, not computed: {what}.",
                    rule=number,
                    set=whole.id,
                    what=LISTED[whole.listed[number]],
                ),
                details=[_its_rules(known)],
            )
        if number not in known:
            raise OptionError(
                "unknown-rule",
                Msg('rule set {set} has no rule "{rule}".', set=whole.id, rule=number),
                details=[_its_rules(known)],
                hints=_parts(whole.id, known)[-1:],
            )
    rules = tuple(rule for number, rule in known.items() if number in wanted)
    if not rules:
        raise OptionError(
            "unknown-rule",
            Msg('"{name}" names no rule.', name=f"{whole.id}:{part}"),
            details=[_its_rules(known)],
            hints=_parts(whole.id, known),
        )
    label = whole.name if rules == whole.rules else f"{whole.name}:{','.join(rule.id for rule in rules)}"
    return whole._replace(name=label, rules=rules)


def _its_rules(known: Collection[str]) -> Msg:
    return Msg("its rules: {rules}", rules=Listing(list(known), open_end=True))


def _parts(name: str, known: Collection[str]) -> list[Verbatim]:
    """Return the set and a part of it as the option takes them."""
    return [Verbatim(f"--rules {name}"), Verbatim(f"--rules {name}:{','.join(list(known)[:2])}")]


def _unknown(name: str, more: Sequence[str]) -> OptionError:
    from difflib import get_close_matches

    from sqc.charts.rule_reasons import WITHHELD

    known = [*SETS, *more]
    if name in WITHHELD:
        why, near = WITHHELD[name]
        return OptionError("rules-withheld", why, hints=[Verbatim(f"--rules {near}")])
    close = get_close_matches(name, known, 1)
    if close:
        text = Msg('there is no rule set "{name}"; did you mean "{near}"?', name=name, near=close[0])
    else:
        text = Msg('there is no rule set "{name}".', name=name)
    return OptionError("unknown-rules", text, hints=[Verbatim("sqc chart --rules ?")])
