"""What a fishbone says: which causes are confirmed, which are to be checked, where to ask further."""

from __future__ import annotations

from collections import Counter

from sqc.i18n.message import Listing, plural
from sqc.notes import Finding
from sqc.qctools.fishbone.case import Case


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    return [_verdict(case), *_not_at_the_end(case), *_empty(case), *_repeated(case)]


def _verdict(case: Case) -> Finding:
    names = [one.node.text for one in case.confirmed]
    n = len(case.ends)
    values = {
        "n_causes": len(case.causes), "n_end_causes": n, "n_bones": len(case.bones), "confirmed": names,
    }  # fmt: skip
    bones = plural("{n} bone", "{n} bones", len(case.bones))
    if not names:
        text = plural(
            "{n} end cause on {bones}, not confirmed: check it on the floor and mark it with * if the facts"
            " confirm it.",
            "{n} end causes on {bones}, none confirmed: check each on the floor and mark with * what the"
            " facts confirm.",
            n,
            bones=bones,
        )
        return Finding("none-confirmed", "watch", text, values)
    text = plural(
        "{n} of {all} causes on {bones} is confirmed: plan a countermeasure for {names}.",
        "{n} of {all} causes on {bones} are confirmed: plan countermeasures for {names}.",
        len(names),
        all=len(case.causes),
        bones=bones,
        names=Listing(names),
    )
    return Finding("confirmed", "ok", text, values)


def _not_at_the_end(case: Case) -> list[Finding]:
    """Return the confirmed causes that have causes of their own, none of them confirmed."""
    names = [
        one.node.text
        for one in case.confirmed
        if not one.end and not any(below.marked for depth, below in one.node.walk() if depth)
    ]
    if not names:
        return []
    text = plural(
        "{names} is confirmed, but none of its own causes is: check these before you act.",
        "{names} are confirmed, but none of their own causes is: check these before you act.",
        len(names),
        names=Listing(names),
    )
    return [Finding("confirmed-not-end", "watch", text, {"causes": names})]


def _empty(case: Case) -> list[Finding]:
    names = [bone.text for bone in case.bones if not bone.children]
    if not names:
        return []
    text = plural(
        "No cause stands on {names}: ask once more, or leave that bone out.",
        "No cause stands on {names}: ask once more, or leave those bones out.",
        len(names),
        names=Listing(names),
    )
    return [Finding("empty-bone", "watch", text, {"bones": names})]


def _repeated(case: Case) -> list[Finding]:
    seen = Counter(one.node.text for one in case.causes)
    names = [name for name, n in seen.items() if n > 1]
    if not names:
        return []
    text = plural(
        "{names} stands at several places: a relation diagram shows what it drives.",
        "{names} stand at several places: a relation diagram shows what they drive.",
        len(names),
        names=Listing(names),
    )
    return [Finding("repeated-cause", "watch", text, {"causes": names})]
