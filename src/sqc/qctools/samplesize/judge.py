"""What a sample size says."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.qctools.samplesize.plan import Plan
from sqc.qctools.samplesize.tables import effect_text, rounded
from sqc.report.numbers import percent

LARGER = 1.2


def findings(plan: Plan) -> list[Finding]:
    """Return the findings, the answer first."""
    return [verdict(plan), *_sensitive(plan)]


def _chance(plan: Plan) -> str:
    value = plan.power
    return percent(min(value, 0.9999) if value < 1 else value, 1)


def many(plan: Plan) -> Words:
    """Return "86 values in each of 2 groups", "30 pairs"."""
    n = f"{plan.n:,.10g}"
    if plan.design.test in ("paired", "correlation"):
        return Msg("{n} pairs", n=n)
    if plan.design.test == "paired-proportion":
        return Msg("{n} items twice", n=n)
    if plan.design.groups == 1:
        return Msg("{n} values", n=n)
    if plan.design.test in ("proportion", "counts"):
        return Msg("{n} units in each of {k} groups", n=n, k=plan.design.groups)
    return Msg("{n} values in each of {k} groups", n=n, k=plan.design.groups)


def verdict(plan: Plan) -> Finding:
    """Return line 1."""
    given: dict[str, object] = {"many": many(plan), "effect": effect_text(plan), "power": _chance(plan)}
    values = {"n": plan.n, "power": plan.power, "effect": plan.size}
    if plan.asked == "effect":
        text = Msg("{many} show {effect} with a chance of {power}; anything smaller may be missed.", **given)
        return Finding("size-seen", "ok", text, values)
    if plan.asked == "power" and plan.power < plan.wanted:
        needed = rounded(plan.needed(plan.wanted))
        text = Msg("{many} show {effect} with a chance of {power} only; {n} would give {wanted}.",
                   **given, n=needed, wanted=percent(plan.wanted, 0))  # fmt: skip
        return Finding("power-low", "watch", text, values)
    if plan.asked == "power":
        text = Msg("{many} show {effect} with a chance of {power}.", **given)
        return Finding("power", "ok", text, values)
    text = Msg("Measure {many}: they show {effect} with a chance of {power}.", **given)
    if plan.design.test in ("proportion", "paired-proportion", "counts"):
        text = Msg("Inspect {many}: they show {effect} with a chance of {power}.", **given)
    return Finding("sample-size", "ok", text, values)


def _sensitive(plan: Plan) -> list[Finding]:
    """Return what a sigma that was guessed too small would cost."""
    if plan.asked != "n" or "given_sigma" not in plan.options or math.isnan(plan.fraction):
        return []
    reached = plan.design.power(plan.n, plan.size / LARGER)
    if plan.design.test == "equivalence":
        from sqc.stats.power import equivalence_power

        true = abs(plan.options.get("difference", 0.0)) / plan.design.unit / LARGER
        reached = equivalence_power(plan.n, true, plan.size / LARGER, plan.design.groups, plan.alpha)
    text = Msg("If sigma is 20 % larger than given, the chance is {power}.", power=percent(reached, 1))
    return [Finding("sigma-guess", "ok", text, {"power": reached}, text)]
