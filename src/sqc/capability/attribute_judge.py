"""What may be said of counts: stable first, then the share against what is allowed."""

from __future__ import annotations

from collections.abc import Iterator

from sqc.capability.attribute_case import Counted
from sqc.capability.stability import point_names
from sqc.i18n.message import Msg
from sqc.notes import Finding, worst_first
from sqc.report.numbers import p_value
from sqc.stats.attribute import units_needed

# findings of the chart that a study of counts says too
CARRIED = frozenset(
    (
        "order-lost", "missing", "excluded", "time-gap", "duplicate-rows", "rows-without", "underdispersed",
        "rare-events", "empty-subgroup", "not-in-time-order", "autocorrelation",
    )
)  # fmt: skip


def findings(case: Counted) -> list[Finding]:
    """Return the verdict, then what needs action, what to watch, what is in order."""
    rest = [*_stable(case), *_spread(case), *_proven(case)]
    rest += [one for one in case.chart.findings if one.key in CARRIED and one.level != "ok"]
    return [_verdict(case), *worst_first(rest)]


def _verdict(case: Counted) -> Finding:
    low, high = case.interval
    values = {"value": case.rate, "lower": low, "upper": high, "target": case.target}
    said = {"v": case.text(case.rate), "level": case.level, "a": case.text(low), "b": case.text(high)}
    if case.stability.state == "unstable":
        text = Msg(
            "Not stable: signals at {points}; find the cause before a share or rate is promised.",
            points=point_names(case.chart, case.stability.points),
        )
        return Finding("not-stable", "act", text, values)
    target = case.target
    if target is None:
        text = (
            Msg("{v} nonconforming: {a} to {b} with {level} % confidence.", **said)
            if case.proportion
            else Msg("{v} nonconformities per unit: {a} to {b} with {level} % confidence.", **said)
        )
        return Finding("rate-stated", "ok", text, values)
    shown = {"index": case.text(case.rate), "goal": case.text(target), "level": case.level}
    lower, upper = case.bounds
    if upper <= target:
        text = Msg(
            "Capable: {index}, below {goal} with {level} % confidence (at most {ub}).",
            ub=case.text(upper), **shown,
        )  # fmt: skip
        return Finding("capable", "ok", text, values)
    if lower > target:
        text = Msg(
            "Not capable: {index}, above {goal} ({level} % interval {a} to {b}).",
            a=said["a"], b=said["b"], **shown,
        )  # fmt: skip
        return Finding("not-capable", "act", text, values)
    text = Msg(
        "Not proven: {index} may be anything from {a} to {b}; {n} units cannot tell whether {goal} is met.",
        n=int(case.total), a=said["a"], b=said["b"], index=shown["index"], goal=shown["goal"],
    )  # fmt: skip
    return Finding("capability-open", "watch", text, values)


def _stable(case: Counted) -> Iterator[Finding]:
    kind, state = case.chart.kind.title, case.stability.state
    if state == "stable":
        short = Msg("stable ({kind}, no signal)", kind=kind)
        if case.stability.by_chance:
            short = Msg("stable ({kind}, no more signals than chance gives)", kind=kind)
        yield Finding("stable", "ok", short, {}, short)
    elif state != "unstable":
        text = Msg("Stability cannot be judged: the interval holds only if nothing changed meanwhile.")
        yield Finding("stability-open", "watch", text)


def _spread(case: Counted) -> Iterator[Finding]:
    """Say whether the lots vary as chance allows, and what the interval is if they do not."""
    if case.overdispersed:
        low, high = case.ends(case.exact, case.ratio)
        text = Msg(
            "The lots vary {ratio} times as much as chance allows (p {p}): with that, the interval runs from"
            " {a} to {b}.",
            ratio=f"{case.ratio:.2f}", p=p_value(case.p), a=case.text(low), b=case.text(high),
        )  # fmt: skip
        values = {"ratio": case.ratio, "p": case.p, "lower": low, "upper": high}
        yield Finding("overdispersed", "watch", text, values)
    elif case.ratio > 0 and case.p >= 0.05:
        short = Msg("the lots vary as chance allows")
        yield Finding("as-chance", "ok", short, {"ratio": case.ratio, "p": case.p}, short)


def _proven(case: Counted) -> Iterator[Finding]:
    """Say what nothing seen proves, and how many units would prove the target."""
    if case.events:
        return
    upper = case.text(case.bounds[1])
    n = int(case.total)
    if case.target is None or not case.proportion or case.bounds[1] <= case.target:
        text = Msg("None of {n} proves only a rate below {p}.", n=n, p=upper)
        yield Finding("none-seen", "ok", text, {"bound": case.bounds[1]}, text)
        return
    text = Msg(
        "None of {n} proves only a rate below {p}; {m} without one would prove {goal}.",
        n=n, p=upper, m=units_needed(case.target, case.confidence), goal=case.text(case.target),
    )  # fmt: skip
    yield Finding("none-seen", "watch", text, {"bound": case.bounds[1]})
