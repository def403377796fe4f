"""What is said of a ledger: how many were adopted, how long they wait, what they saved."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import Finding, led_by
from sqc.report.numbers import fixed, p_value, percent
from sqc.sixsigma.ledger.case import Case, Floats
from sqc.sixsigma.ledger.target import months_reached
from sqc.stats.contingency import alike_p
from sqc.stats.multiplicity import holm

LEVEL = 0.05
LONG = 30  # days that an open suggestion may wait before it is said


def amount_text(value: float) -> str:
    """Return an amount: whole numbers from 100 on.

    Examples
    --------
    >>> amount_text(12345.6), amount_text(2.5)
    ('12,346', '2.50')
    """
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else fixed(value, 2)


def money_text(case: Case, value: float) -> str:
    """Return an amount with its unit."""
    return f"{amount_text(value)} {case.unit}".rstrip()


def savings_words(case: Case) -> Words:
    """Return "savings" with their unit, as a head has it."""
    return Msg("savings, {unit}", unit=case.unit) if case.unit else Msg("savings")


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    found = [
        *_targets(case),
        *_waiting(case),
        *_empty_months(case),
        *_departments(case),
        *_losses(case),
        *case.findings,
    ]
    return led_by(_verdict(case), found)


def _verdict(case: Case) -> Finding:
    values = {"n": case.n, "n_adopted": case.n_adopted, "savings": float(case.savings.sum())}
    if not case.n_decided:
        text = plural("{n} suggestion, none decided yet.", "{n} suggestions, none decided yet.", case.n)
        return Finding("none-decided", "watch", text, values)
    said = {"n": case.n_decided, "share": percent(case.rate, 1), "k": case.n_adopted}
    if case.money:
        text = Msg(
            "{k} of {n} decided suggestions adopted ({share}), {money} saved.",
            money=money_text(case, float(case.savings.sum())),
            **said,
        )
    else:
        text = Msg("{k} of {n} decided suggestions adopted ({share}).", **said)
    short = Msg("{k} of {n} decided suggestions adopted ({share})", **said)
    return Finding("adopted", "ok", text, values, short)


def _targets(case: Case) -> list[Finding]:
    """Return which targets were reached."""
    found = []
    if not math.isnan(case.target.made):
        found.append(_monthly(case, "suggestions", case.by_month(), case.target.made))
    if not math.isnan(case.target.saved):
        found.append(_monthly(case, "savings", case.by_month(case.savings), case.target.saved))
    if not math.isnan(case.target.rate) and case.n_decided:
        found.append(_rate_target(case))
    return found


def _monthly(case: Case, what: str, monthly: Floats, target: float) -> Finding:
    """Return whether so much a month came on average, and in how many months."""
    mean, k = float(monthly.mean()), months_reached(monthly, target)
    values = {"of": what, "target": target, "mean": mean, "months": k, "n": len(monthly)}
    said: dict[str, Words] = {"k": str(k), "n": str(len(monthly))}
    if what == "savings":
        said |= {"target": money_text(case, target), "mean": money_text(case, mean)}
    else:
        said |= {"target": f"{target:,.10g}", "mean": fixed(mean, 1)}
    if mean < target:
        text = Msg("Target of {target} suggestions a month not reached: {mean} on average, {k} of {n} months"
                   " reach it.", **said)  # fmt: skip
        if what == "savings":
            text = Msg("Target of {target} saved a month not reached: {mean} on average, {k} of {n} months"
                       " reach it.", **said)  # fmt: skip
        return Finding(f"{what}-missed", "act", text, values)
    text = Msg(
        "target of {target} suggestions a month reached ({mean} on average, {k} of {n} months)", **said
    )
    if what == "savings":
        text = Msg("target of {target} saved a month reached ({mean} on average, {k} of {n} months)", **said)
    return Finding(f"{what}-reached", "ok", text, values, text)


def _rate_target(case: Case) -> Finding:
    """Return whether the share adopted is proven to reach its target."""
    low, high = case.interval
    target = case.target.rate
    values = {"of": "rate", "target": target, "rate": case.rate, "lower": low, "upper": high}
    said = {
        "target": percent(target, 1), "share": percent(case.rate, 1),
        "level": f"{100 * case.confidence:.10g}", "low": fixed(100 * low, 1), "high": percent(high, 1),
    }  # fmt: skip
    if high < target:
        text = Msg(
            "Target of {target} adopted not reached: {share} ({level} % interval {low} to {high}).", **said
        )
        return Finding("rate-missed", "act", text, values)
    if low < target:
        text = Msg("Not proven that {target} of the suggestions are adopted: {share}, {level} % interval"
                   " {low} to {high}.", **said)  # fmt: skip
        return Finding("rate-open", "watch", text, values)
    text = Msg("target of {target} adopted reached ({share}, {level} % interval {low} to {high})", **said)
    return Finding("rate-reached", "ok", text, values, text)


def _waiting(case: Case) -> list[Finding]:
    """Return how many open suggestions wait long."""
    late = np.flatnonzero(case.age > LONG)
    if not len(late):
        return []
    text = plural(
        "{n} open suggestion is older than {days} days on {today} (the oldest {most}): answer it.",
        "{n} open suggestions are older than {days} days on {today} (the oldest {most}): answer them.",
        len(late),
        days=LONG,
        today=case.today,
        most=f"{np.nanmax(case.age):.0f}",
    )
    return [Finding("open-long", "watch", text, {"n": len(late), "oldest": float(np.nanmax(case.age))})]


def _empty_months(case: Case) -> list[Finding]:
    empty = [case.months[i] for i in np.flatnonzero(case.by_month() == 0)]
    if not empty:
        return []
    text = Msg("No suggestion in {months}: counted as 0.", months=Listing(empty))
    return [Finding("empty-months", "watch", text, {"months": empty})]


def _departments(case: Case) -> list[Finding]:
    """Return whether departments adopt alike, and where they do not, which one stands out."""
    if len(case.departments) < 2:
        return []
    adopted = case.by_department(None, case.state == 1)
    declined = case.by_department(None, case.state == 0)
    table = np.array([adopted, declined])
    p = alike_p(table)
    if not p <= LEVEL:
        text = Msg("adoption alike in all departments")
        return [Finding("departments-alike", "ok", text, {"p": p}, text)]
    decided = table.sum(axis=0)
    whole = adopted.sum() / decided.sum()
    rest = [
        alike_p(np.column_stack([table[:, i], table.sum(axis=1) - table[:, i]])) for i in range(len(decided))
    ]
    differ = np.flatnonzero(holm(np.nan_to_num(np.array(rest), nan=1.0)) <= LEVEL).tolist()
    names = [case.departments[i] for i in differ] or [
        case.departments[int(np.argmin(adopted / np.maximum(decided, 1)))]
    ]
    text = Msg(
        "The share adopted differs between departments (p {p}): look at {names} against {share} of all.",
        p=p_value(p),
        names=Listing(names),
        share=percent(float(whole), 1),
    )
    return [Finding("departments-differ", "watch", text, {"p": p, "departments": names})]


def _losses(case: Case) -> list[Finding]:
    n = int(np.count_nonzero(case.savings < 0))
    if not n:
        return []
    text = plural(
        "{n} suggestion has savings below 0: a cost? It was counted as it stands.",
        "{n} suggestions have savings below 0: costs? They were counted as they stand.",
        n,
    )
    return [Finding("savings-below-0", "watch", text, {"n": n})]
