"""What a check sheet says: cells that stand out beyond chance, totals, wrong sums."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, plural
from sqc.notes import Finding, worst_first
from sqc.qctools.checksheet.case import Case
from sqc.report.numbers import fixed, p_value, percent

LEVEL = 0.05


def findings(case: Case) -> list[Finding]:
    """Return the findings, wrong totals first, then the verdict on the counts."""
    found = [_verdict(case), *_totals(case), *case.sheet.findings]
    wrong = [one for one in found if one.level == "act"]
    rest = [one for one in found[1:] if one.level != "act"]
    return [*wrong, found[0], *worst_first(rest)]


def _verdict(case: Case) -> Finding:
    sheet, sums = case.sheet, case.counts.sum(axis=1)
    top = int(np.argmax(sums))
    values: dict[str, object] = {"n_total": case.total, "n_standing": len(case.standing)}
    if case.standing:
        i, j = case.standing[0]
        text = plural(
            "{n} of {m} cells stands out beyond chance: {item} at {by}, {x} where {e} are expected; look"
            " there.",
            "{n} of {m} cells stand out beyond chance, first {item} at {by}: {x} where {e} are expected;"
            " look there.",
            len(case.standing),
            m=case.counts.size, item=sheet.items[i], by=sheet.by[j], x=int(case.counts[i, j]),
            e=fixed(float(case.expected[i, j]), 1),
        )  # fmt: skip
        return Finding(
            "cells-stand-out", "watch", text, {**values, "item": sheet.items[i], "by": sheet.by[j]}
        )
    words = {
        "n": int(case.total),
        "item": sheet.items[top],
        "share": percent(float(sums[top]) / case.total, 1),
    }
    if not case.crossed:
        text = Msg(
            "{n} counted; {item} leads with {share}. One row or one column has no mix to judge.", **words
        )
        return Finding("one-way", "ok", text, values)
    values["p_mix"] = case.mix[0]
    if case.mix[0] <= LEVEL:
        text = Msg(
            "The mix of items differs between the columns (p {p}), though no single cell stands out;"
            " {item} leads"
            " with {share}.",
            p=p_value(case.mix[0]), **words,
        )  # fmt: skip
        return Finding("mix-differs", "watch", text, values)
    text = Msg(
        "No cell stands out beyond chance in {n} counts: the totals tell it all; {item} leads with {share}.",
        **words,
    )
    return Finding("no-cell", "ok", text, values, Msg("no cell stands out beyond chance"))


def _totals(case: Case) -> list[Finding]:
    """Return whether the columns have the same total."""
    sums = case.counts.sum(axis=0)
    if math.isnan(case.even) or case.even > LEVEL:
        return []
    high, low = int(np.argmax(sums)), int(np.argmin(sums))
    text = Msg(
        "The totals differ: {high} has {a}, {low} {b} (p {p} if as much was inspected in each).",
        high=case.sheet.by[high], a=int(sums[high]), low=case.sheet.by[low], b=int(sums[low]),
        p=p_value(case.even),
    )  # fmt: skip
    return [Finding("totals-differ", "watch", text, {"p": case.even, "high": case.sheet.by[high]})]
