"""What `sqc oee` says: OEE, the largest loss and what to start with, what cannot be true."""

from __future__ import annotations

import math

from sqc.data.wording import line_of
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding, Level, worst_first
from sqc.report.numbers import percent
from sqc.sixsigma.oee.case import Case
from sqc.sixsigma.oee.times import LOSSES, MINUTE

LOSS_WORDS: dict[str, Words] = dict(zip(LOSSES, (Msg("stops"), Msg("speed"), Msg("rejects")), strict=True))
TOO_FAST = 1.0 + 1e-9


def minutes(seconds: float) -> str:
    """Return minutes as they are printed: one decimal.

    Examples
    --------
    >>> minutes(25200.0), minutes(3109.0)
    ('420.0', '51.8')
    """
    return f"{seconds / MINUTE + 0.0:,.1f}"


def ratio(value: float) -> str:
    """Return a ratio in percent with two decimals, ``-`` where it has no meaning.

    Examples
    --------
    >>> ratio(0.747949), ratio(float("nan"))
    ('74.79 %', '-')
    """
    return percent(value, 2) if math.isfinite(value) else "-"


def findings(case: Case) -> list[Finding]:
    """Return the findings, the verdict first."""
    found = [*_fast_rows(case), *_parts(case), *_reason(case), *case.findings]
    return [_verdict(case), *worst_first(found)]


def _verdict(case: Case) -> Finding:
    times = case.times
    if times.run <= 0 or times.count <= 0:
        return _nothing(case)
    if times.performance > TOO_FAST:
        text = Msg(
            "OEE {oee} is not to be used: performance is {p}, more pieces than the ideal cycle time allows;"
            " check cycle time, count and stops.",
            oee=ratio(times.oee), p=ratio(times.performance),
        )  # fmt: skip
        return Finding("too-fast", "act", text, {"oee": times.oee, "performance": times.performance})
    largest = times.largest
    lost = times.planned - times.ideal_good
    values = {"oee": times.oee, "largest": largest, "minutes": times.losses[largest] / MINUTE}
    if lost <= 0:
        return Finding(
            "oee", "ok", Msg("OEE 100 %: nothing of the planned time was lost; check the stops."), values
        )
    said: dict[str, object] = {
        "oee": ratio(times.oee),
        "lost": minutes(lost),
        "planned": minutes(times.planned),
        "loss": LOSS_WORDS[largest],
        "min": minutes(times.losses[largest]),
    }
    if case.goal is None:
        text = Msg(
            "OEE {oee}: {lost} of {planned} min are lost, most to {loss} ({min} min); start there.", **said
        )
        return Finding("oee", "ok", text, values)
    level: Level = "ok" if times.oee >= case.goal else "act"
    said["goal"] = percent(case.goal, 0) if case.goal * 100 % 1 == 0 else ratio(case.goal)
    if level == "ok":
        text = Msg("OEE {oee} reaches {goal}; the largest loss is {loss} ({min} min).", **said)
    else:
        text = Msg(
            "OEE {oee} misses {goal}: {lost} of {planned} min are lost, most to {loss} ({min} min); start"
            " there.",
            **said,
        )
    return Finding("oee", level, text, {**values, "goal": case.goal})


def _nothing(case: Case) -> Finding:
    times = case.times
    if times.run <= 0:
        text = Msg("OEE 0 %: the machine stood still all {planned} min.", planned=minutes(times.planned))
    else:
        text = Msg("OEE 0 %: no piece was made in {run} min of run time; check the count.",
                   run=minutes(times.run))  # fmt: skip
    return Finding("nothing-made", "act", text, {"oee": 0.0})


def _fast_rows(case: Case) -> list[Finding]:
    """Return the shifts whose performance is above 100 %, where the whole hides them or they are several."""
    table = case.shifts.table
    if not case.fast or table is None:
        return []
    row = case.fast[0]
    line = line_of(table, int(case.shifts.rows[row]))
    text = Msg(
        "{n} of {m} shifts made more pieces than their run time allows (first: line {line}); check cycle time"
        " and count.",
        n=len(case.fast), m=len(case.shifts.rows), line=line,
    )  # fmt: skip
    return [Finding("shift-too-fast", "act", text, {"n": len(case.fast), "line": line})]


def _parts(case: Case) -> list[Finding]:
    known = {name: one for name, one in case.parts.items() if math.isfinite(one.oee)}
    if len(known) < 2:
        return []
    worst = min(known, key=lambda name: known[name].oee)
    best = max(known, key=lambda name: known[name].oee)
    text = Msg(
        "{worst} has the lowest OEE ({a}), {best} the highest ({b}); most is lost at {most} ({min} min)",
        worst=worst, a=ratio(known[worst].oee), best=best, b=ratio(known[best].oee),
        **_most(case),
    )  # fmt: skip
    return [Finding("parts", "ok", text, {"worst": worst, "best": best}, text)]


def _most(case: Case) -> dict[str, str]:
    most = max(case.parts, key=lambda name: case.parts[name].planned - case.parts[name].ideal_good)
    return {"most": most, "min": minutes(case.parts[most].planned - case.parts[most].ideal_good)}


def _reason(case: Case) -> list[Finding]:
    lost = [one for one in case.reasons if not one.planned and one.name]
    if not lost or case.times.stopped <= 0:
        return []
    first = lost[0]
    text = Msg(
        "{reason} makes {share} of the time stopped ({min} min)",
        reason=first.name, share=percent(first.seconds / case.times.stopped, 1), min=minutes(first.seconds),
    )  # fmt: skip
    values = {"reason": first.name, "minutes": first.seconds / MINUTE}
    return [Finding("first-reason", "ok", text, values, text)]
