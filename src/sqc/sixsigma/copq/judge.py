"""What `sqc copq` says: failure costs and their largest account, the trend, what is not booked."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Words
from sqc.notes import Finding, Level, worst_first
from sqc.qctools.pareto.words import amount_text
from sqc.report.numbers import p_value, percent
from sqc.sixsigma.copq.case import LEAST, Case
from sqc.sixsigma.copq.columns import CATEGORIES

CATEGORY_WORDS: dict[str, Words] = dict(
    zip(
        CATEGORIES,
        (Msg("prevention"), Msg("appraisal"), Msg("internal failure"), Msg("external failure")),
        strict=True,
    )
)
ALPHA = 0.05


def money(case: Case, value: float) -> str:
    """Return an amount with its unit, where one is known."""
    shown = amount_text(round(value, 2))
    return f"{shown} {case.unit}" if case.unit else shown


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    found = [*_trend(case), *_unbooked(case), *_parts(case), *case.findings]
    return [_verdict(case), *worst_first(found)]


def _verdict(case: Case) -> Finding:
    level: Level = "watch" if _rises(case) else "ok"
    values: dict[str, object] = {"failure": case.failure, "total": case.total}
    if case.total == 0:
        return Finding("no-costs", "watch", Msg("All amounts are 0: check what was booked."), values)
    if case.failure == 0:
        text = Msg("No failure costs were booked: check that scrap, rework and complaints are recorded.")
        return Finding("no-failure-costs", "watch", text, values)
    said: dict[str, object] = {
        "failure": money(case, case.failure),
        "share": percent(case.failure / case.total, 1),
        "total": money(case, case.total),
        "rise": Msg(" and rises") if _rises(case) else "",
    }
    first = None if case.accounts is None else case.accounts
    if first is not None:
        said |= {"account": first.names[0], "one": percent(float(first.shares[0]), 1)}
        values |= {"account": first.names[0], "account_share": float(first.shares[0])}
    if not math.isnan(case.all_sales):
        said["of_sales"] = percent(case.failure / case.all_sales, 2)
        values["failure_of_sales"] = case.failure / case.all_sales
    return Finding("failure-costs", level, _sentence(case, said), values)


def _sentence(case: Case, said: dict[str, object]) -> Msg:
    if case.accounts is not None and "of_sales" in said:
        return Msg(
            "Poor quality costs {failure}{rise}: {share} of all costs of quality, {of_sales} of the sales;"
            " start with {account} ({one} of it).",
            **said,
        )
    if case.accounts is not None:
        return Msg(
            "Poor quality costs {failure}{rise}: {share} of all costs of quality; start with {account}"
            " ({one} of it).",
            **said,
        )
    larger = max(("internal", "external"), key=lambda one: case.totals[one])
    said["larger"] = CATEGORY_WORDS[larger]
    said["one"] = percent(case.totals[larger] / case.failure, 1)
    if "of_sales" in said:
        return Msg(
            "Poor quality costs {failure}{rise}: {share} of all costs of quality, {of_sales} of the sales;"
            " start with {larger} ({one} of it).",
            **said,
        )
    return Msg(
        "Poor quality costs {failure}{rise}: {share} of all costs of quality; start with {larger} ({one} of"
        " it).",
        **said,
    )


def _rises(case: Case) -> bool:
    if not case.has_trend:
        return False
    score, p, _ = case.trend
    return p <= ALPHA and score > 0


def _trend(case: Case) -> list[Finding]:
    """Return whether failure costs go up or down over the months."""
    if len(case.months) < 2:
        return []
    if not case.has_trend:
        text = Msg(
            "{n} months are too few to judge a trend ({least} at least)", n=len(case.months), least=LEAST
        )
        return [Finding("few-months", "ok", text, {"n": len(case.months)}, text)]
    score, p, slope = case.trend
    by_sales = case.sales is not None and len(case.sales) > 1
    values = {"p": p, "slope": slope, "score": score}
    each = percent(abs(slope), 3) if by_sales else money(case, float(f"{abs(slope):.4g}"))
    said = {"p": p_value(p), "each": each}
    if p > ALPHA:
        open_ = Msg(
            "no trend of the failure costs is proven in {n} months (p {p})", n=len(case.months), **said
        )
        return [Finding("trend-open", "ok", open_, values, open_)]
    if score > 0 and by_sales:
        text = Msg("Failure costs rise by {each} of sales a month (p {p}): find what drives them.", **said)
    elif score > 0:
        text = Msg("Failure costs rise by {each} a month (p {p}): find what drives them.", **said)
    elif by_sales:
        text = Msg("failure costs fall by {each} of sales a month (p {p})", **said)
    else:
        text = Msg("failure costs fall by {each} a month (p {p})", **said)
    if score > 0:
        return [Finding("trend-up", "watch", text, values)]
    return [Finding("trend-down", "ok", text, values, text)]


def _unbooked(case: Case) -> list[Finding]:
    """Return the categories without an amount: not spent, or not recorded."""
    found = []
    for key, amount in case.totals.items():
        if amount == 0 and case.total > 0 and case.failure > 0:
            text = Msg(
                "No costs of {category} were booked: not spent, or not recorded?",
                category=CATEGORY_WORDS[key],
            )
            found.append(Finding("category-empty", "watch", text, {"category": key}))
    return found


def _parts(case: Case) -> list[Finding]:
    failing = {name: float(one[2:].sum()) for name, one in case.parts.items()}
    if len(failing) < 2 or case.failure == 0:
        return []
    first = max(failing, key=lambda name: failing[name])
    text = Msg(
        "by {column} most failure costs stand at {name} ({share})",
        column=case.part_name, name=first, share=percent(failing[first] / case.failure, 1),
    )  # fmt: skip
    return [Finding("parts", "ok", text, {"first": first, "share": failing[first] / case.failure}, text)]
