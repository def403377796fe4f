"""What a Pareto says: which few to start with, and what the data do not prove."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, plural
from sqc.notes import Finding, Level, worst_first
from sqc.qctools.pareto.case import Case
from sqc.qctools.pareto.changed import change_findings
from sqc.qctools.pareto.ranking import LEVEL, Ranking
from sqc.qctools.pareto.words import amount_text
from sqc.report.numbers import p_value, percent
from sqc.stats.contingency import alike_p
from sqc.stats.shares import order_p


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    if case.change is not None:
        first, *rest = change_findings(case.change)
    else:
        first, rest = _change(case) if case.split == "stage" else _verdict(case), []
    found = [*rest, *_strata(case), *_order(case), *_second(case), *_by_loss(case), *case.findings]
    return [first, *worst_first(found)]


def _verdict(case: Case) -> Finding:
    whole = case.whole
    values = {"n_items": len(whole.names), "n_total": whole.total, "n_vital": whole.n_vital,
              "top": whole.names[0], "top_share": float(whole.shares[0])}  # fmt: skip
    if whole.p_equal > LEVEL:
        text = Msg(
            "No item stands out: {n} items that are equally frequent differ as much in {p} of such samples;"
            " count more before you choose.",
            n=whole.n_named, p=percent(whole.p_equal, 0),
        )  # fmt: skip
        return Finding("no-vital-few", "watch", text, {**values, "p_equal": whole.p_equal})
    text = plural(
        "{n} of {m} items makes {share} of the total of {total}; start with {top} ({one}).",
        "{n} of {m} items make {share} of the total of {total}; start with {top} ({one}).",
        whole.n_vital,
        m=len(whole.names),
        share=percent(float(whole.sums[whole.n_vital - 1]), 1),
        total=amount_text(whole.total),
        top=whole.names[0],
        one=percent(float(whole.shares[0]), 1),
    )
    return Finding("vital-few", "ok", text, values)


def open_pairs(whole: Ranking) -> list[int]:
    """Return the items, by place, whose lead over the next may be chance; those of 0 do not matter."""
    p = whole.p_next
    return [int(i) for i in np.flatnonzero(p > LEVEL) if whole.amounts[i] > 0]


def _order(case: Case) -> list[Finding]:
    """Return that the order is not proven, where a pair among the items that matter is open."""
    whole = case.whole
    vital = [i for i in open_pairs(whole) if i < whole.n_vital]
    if not vital or whole.p_equal > LEVEL or case.split == "stage":
        return []
    i = vital[0]
    values = {"first": whole.names[i], "next": whole.names[i + 1], "p": float(whole.p_next[i])}
    if i == 0:
        text = Msg(
            "The lead of {a} over {b} may be chance: do not rank them by it.",
            a=whole.names[0], b=whole.names[1],
        )  # fmt: skip
    else:
        text = Msg(
            "The order below {last} may be chance: do not rank {a} and {b} by it.",
            last=whole.names[i - 1], a=whole.names[i], b=whole.names[i + 1],
        )  # fmt: skip
    return [Finding("order-open", "watch", text, values)]


def _second(case: Case) -> list[Finding]:
    if not case.second:
        return []
    inside = case.within
    if inside is None or inside.n_named < 1:
        text = Msg("{column} holds nothing for {top}.", column=case.second, top=case.whole.names[0])
        return [Finding("no-second-level", "watch", text, {"column": case.second})]
    top, name = case.whole.names[0], inside.names[0]
    whole = float(inside.amounts[0]) / case.whole.total
    values = {"item": top, "inside": name, "share": float(inside.shares[0]), "share_of_all": whole}
    text = Msg(
        "{name} makes {share} of {top}, {all} of everything.",
        name=name, share=percent(float(inside.shares[0]), 1), top=top, all=percent(whole, 1),
    )  # fmt: skip
    return [Finding("second-level", "ok", text, values, text)]


def _change(case: Case) -> Finding:
    """Return what became of the item that led before, and of the total."""
    (before, first), (after, last) = case.parts.items()
    top = first.names[0]
    there = last.names.index(top) if top in last.names else None
    now = 0.0 if there is None else float(last.amounts[there])
    was = float(first.amounts[0])
    values = {
        "item": top,
        "before": was,
        "after": now,
        "total_before": first.total,
        "total_after": last.total,
    }
    counts = {
        "top": top,
        "was": amount_text(was),
        "now": amount_text(now),
        "all": amount_text(first.total),
        "rest": amount_text(last.total),
        "a": before,
        "b": after,
    }
    if not first.counted:
        text = Msg("{top} went from {was} ({a}) to {now} ({b}), the total from {all} to {rest}.", **counts)
        return Finding("change", "ok" if now < was else "watch", text, values)
    p = order_p(max(was, now), min(was, now))
    level: Level = "watch" if p > LEVEL or now >= was else "ok"
    text = Msg(
        "{top} went from {was} ({a}) to {now} ({b}), the total from {all} to {rest}; for the same number"
        " inspected p {p}.",
        p=p_value(p), **counts,
    )  # fmt: skip
    return Finding("change", level, text, {**values, "p": p})


def _strata(case: Case) -> list[Finding]:
    """Return whether the strata have the same mix of items."""
    if case.split != "by" or not case.whole.counted or len(case.parts) < 2:
        return []
    place = {name: i for i, name in enumerate(case.whole.names)}
    table = np.zeros((len(place), len(case.parts)))
    for column, part in enumerate(case.parts.values()):
        table[[place[name] for name in part.names], column] = part.amounts
    p = alike_p(table)
    values = {"column": case.part_name, "p": p}
    if p > LEVEL or math.isnan(p):
        text = Msg("the mix of items is alike by {column}", column=case.part_name)
        return [Finding("strata-alike", "ok", text, values, text)]
    text = Msg(
        "The mix of items differs by {column} (p {p}): look at each one alone.",
        column=case.part_name, p=p_value(p),
    )  # fmt: skip
    return [Finding("strata-differ", "watch", text, values)]


def _by_loss(case: Case) -> list[Finding]:
    """Return that the most frequent item is not the dearest."""
    if case.counts is None or case.counts.names[0] == case.whole.names[0]:
        return []
    text = Msg(
        "By loss {top} leads, by number {other}: choose by what you want to lower.",
        top=case.whole.names[0], other=case.counts.names[0],
    )  # fmt: skip
    return [
        Finding(
            "loss-not-number", "watch", text, {"top": case.whole.names[0], "by_number": case.counts.names[0]}
        )
    ]
