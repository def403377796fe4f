"""May I say so? The verdict by the interval against the goal, and what stands behind it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sqc.capability.moments import Moments
from sqc.capability.normal import Index, Normal
from sqc.capability.numbers import index_text
from sqc.capability.shape import Shape
from sqc.capability.specification import Specification
from sqc.capability.stability import Stability, point_names
from sqc.capability.standards import Standard
from sqc.charts.control import ControlChart
from sqc.charts.words import counted
from sqc.data.sample import Individuals, label
from sqc.i18n.message import Msg
from sqc.notes import Finding, worst_first
from sqc.report.numbers import fixed, p_value, ppm_text
from sqc.stats.capability import values_needed

if TYPE_CHECKING:
    from sqc.capability.curved import Curved

# findings of the chart's report card that a capability study says too
CARRIED = frozenset(
    (
        "order-lost", "autocorrelation", "sawtooth", "outlier", "resolution", "rounding", "missing",
        "unit-mixed", "variance-changed", "between-large", "hugging", "excluded", "time-gap",
        "duplicate-rows", "rows-without", "short-last-subgroup", "subgroup-scattered", "empty-subgroup",
        "not-in-time-order", "censored",
    )
)  # fmt: skip


class Case(NamedTuple):
    """What is judged; `goal_at_n` is what a standard asks of the index of so few values, NaN: the goal."""

    spec: Specification
    moments: Moments
    normal: Normal
    stability: Stability
    shape: Shape
    chart: ControlChart
    without: Index | None = None
    curved: Curved | None = None
    standard: Standard | None = None
    goal_at_n: float = math.nan

    @property
    def headline(self) -> Index:
        """The index that the answer is about: Cpk of a stable process in subgroups, else Ppk.

        Under a standard it is by the standard deviation of all values, whatever its name.
        """
        if self.curved is not None:
            return self.curved.ppk
        if self.standard is not None:
            return self.normal.of("ppk")
        grouped = not isinstance(self.chart.sample, Individuals)
        return self.normal.of("cpk" if grouped and self.stability.shown else "ppk")

    @property
    def star(self) -> Index | None:
        """P between a natural bound and a limit, where the standard states it."""
        return self.normal.indices.get("pp_star")

    @property
    def percent(self) -> str:
        """Confidence in percent."""
        return f"{100 * self.spec.confidence:.10g}"


def findings(case: Case) -> list[Finding]:
    """Return the verdict, then what needs action, what to watch, what is in order."""
    first = _verdict(case)
    rest = [*_stable(case), *_between(case), *_of_curve(case), *_limits(case)]
    carried = [one for one in case.chart.findings if one.key in CARRIED and one.level != "ok"]
    if case.moments.between is not None:
        carried = [one for one in carried if one.key != "between-large"]  # it is what sigma is made of here
    return [first, *worst_first([*rest, *carried])]


def _between(case: Case) -> Iterator[Finding]:
    if case.moments.between is not None:
        from sqc.capability.between import between_findings

        yield from between_findings(case.moments.between, case.chart.digits)


def _of_curve(case: Case) -> Iterator[Finding]:
    if case.curved is None:
        yield from _normal(case)
        yield from _center(case)
    elif case.curved.family is not None:
        from sqc.capability.curved_tables import family_findings

        yield from family_findings(case.curved, case.spec, case.moments.n)


def _verdict(case: Case) -> Finding:
    n = case.moments.n
    if case.stability.state == "few":
        return _too_few(case)
    if case.stability.state == "unstable":
        text = Msg(
            "Not stable: signals at {points}; find the cause before Cp and Cpk are stated.",
            points=point_names(case.chart, case.stability.points),
        )
        return Finding("not-stable", "act", text, {"points": (case.stability.points[:100] + 1).tolist()})
    if case.stability.state == "undefined":
        chart = case.chart.findings[0]
        return Finding("undefined", "act", chart.message, chart.values)
    if case.curved is not None and not case.curved.claim:
        from sqc.capability.empirical import too_few

        return too_few(case.curved, n)
    index, goal = case.headline, case.spec.goal
    shown = {
        "index": index.name,
        "v": index_text(index.value, goal),
        "goal": f"{goal:g}",
        "level": case.percent,
    }
    low, high = index.bounds
    values = {"index": index.key, "value": index.value, "goal": goal, "lower": low, "upper": high}
    if low >= goal:
        text = Msg(
            "Capable: {index} {v}, above {goal} with {level} % confidence (at least {lb}).",
            lb=index_text(low, goal),
            **shown,
        )
        return Finding("capable", "ok", text, values)
    a, b = (fixed(end, 2) for end in index.interval)
    if high < goal:
        text = Msg(
            "Not capable: {index} {v}, below {goal} ({level} % interval {a} to {b}).", a=a, b=b, **shown
        )
        return Finding("not-capable", "act", text, values)
    text = Msg(
        "Not proven: {index} {v} may be anything from {a} to {b}; {n} values cannot tell whether {goal} is"
        " met.",
        a=a,
        b=b,
        n=n,
        index=index.name,
        v=shown["v"],
        goal=shown["goal"],
    )
    return Finding("capability-open", "watch", text, values)


def _too_few(case: Case) -> Finding:
    index = case.normal.of("ppk")
    (needed, _), _ = needed_values(case)
    text = Msg(
        "Too few data: with {n} values {index} may be anything from {a} to {b}; measure at least {m} parts.",
        n=case.moments.n,
        index=index.name,
        a=fixed(index.interval[0], 2),
        b=fixed(index.interval[1], 2),
        m=needed,
    )
    return Finding("too-few-values", "act", text, {"n": case.moments.n, "needed": needed})


def needed_values(case: Case) -> tuple[tuple[int | None, float], tuple[int | None, float]]:
    """Return how many values show the goal when the true index is one and two classes above it."""
    spec = case.spec
    above = [round(spec.goal + step, 2) for step in (0.34, 0.67)]
    first, second = ((values_needed(true, spec.goal, spec.confidence), true) for true in above)
    return first, second


def _stable(case: Case) -> Iterator[Finding]:
    kind = case.chart.kind.title if case.moments.between is None else Msg("between/within chart")
    if case.stability.state == "stable":
        short = Msg("stable ({kind}, no signal)", kind=kind)
        if case.stability.by_chance:
            short = Msg("stable ({kind}, no more signals than chance gives)", kind=kind)
        yield Finding("stable", "ok", short, {}, short)
    elif case.stability.state == "unstable":
        yield from _without(case)
        yield from (one for one in case.chart.findings[1:] if one.key == "spread-stable")
    elif case.stability.state == "sorted":
        text = Msg("Stability cannot be judged; only P indices are stated.")
        yield Finding("p-indices-only", "watch", text)


def _without(case: Case) -> Iterator[Finding]:
    """Say what leaving the signalling points out would give, and that it is no cure."""
    if case.without is None:
        return
    index, goal = case.without, case.spec.goal
    shown = {
        "points": ",".join(label(case.chart.sample, int(i)) for i in case.stability.points),
        "index": index.name,
        "v": index_text(index.value, goal),
        "a": fixed(index.interval[0], 2),
        "b": fixed(index.interval[1], 2),
        "goal": f"{goal:g}",
    }
    if index.bounds[0] >= goal:
        text = Msg(
            "--exclude {points} would give {index} {v} ({a} to {b}). Leave out only what has a cause that is"
            " found and removed.",
            **shown,
        )
    else:
        text = Msg(
            "Even without them {goal} is not proven: --exclude {points} gives {index} {v} ({a} to {b}). Leave"
            " out only what has a cause that is found and removed.",
            **shown,
        )
    yield Finding("without-signals", "watch", text, {"value": index.value, "points": shown["points"]})


def _normal(case: Case) -> Iterator[Finding]:
    p = case.shape.p
    if p is None:
        return
    if p >= 0.05:
        short = Msg("normality p {p}", p=p_value(p))
        yield Finding("normality", "ok", short, {"p": p}, short)
        return
    share = case.normal.overall.share
    text = Msg(
        "Normality is doubtful (Anderson-Darling p {p}); the {ppm} ppm that are expected depend on it.",
        p=p_value(p),
        ppm=ppm_text(share, case.moments.n),
    )
    yield Finding("not-normal", "watch", text, {"p": p, "ppm": 1e6 * share})


def _center(case: Case) -> Iterator[Finding]:
    within = case.stability.shown and case.standard is None
    cp, cpk = (case.normal.of(key) for key in (("cp", "cpk") if within else ("pp", "ppk")))
    goal = case.spec.goal
    if not (cp.value >= goal > cpk.value) or case.stability.state == "few":
        return
    away = case.moments.mean - (case.spec.low + case.spec.high) / 2
    text = Msg(
        "Centering alone would bring {index} from {cpk} to {cp}: the mean is {d} from the middle.",
        index=cpk.name,
        cpk=index_text(cpk.value, goal),
        cp=index_text(cp.value, goal),
        d=fixed(abs(away), case.chart.digits),
    )
    yield Finding("off-center", "watch", text, {"cp": cp.value, "cpk": cpk.value, "off": away})


def _limits(case: Case) -> Iterator[Finding]:
    if sum(case.normal.observed) == case.moments.n > 1:
        text = Msg(
            "All {n} values lie outside the specification; look whether limits, unit and column belong"
            " together.",
            n=case.moments.n,
        )
        yield Finding("all-outside", "act", text, {"n": case.moments.n})
    if not case.spec.two_sided:
        short = Msg("Cp and Pp need two limits: not stated")
        if math.isfinite(case.spec.target):
            short = Msg("Cp, Pp and Cpm need two limits: not stated")
        if case.star is not None:
            short = Msg("{index} has no goal", index=case.star.name)
        yield Finding("one-sided", "ok", short, {}, short)
    n, share = case.moments.n, case.normal.overall.share
    if case.curved is not None:
        share = case.curved.below.value + case.curved.above.value
    if 0 < share < 1 / n and case.stability.state != "few":
        text = Msg(
            "{n} values reach to about {ppm} ppm; below that, the fitted curve.",
            n=n,
            ppm=ppm_text(1 / n, n),
        )
        yield Finding("ppm-extrapolated", "ok", text, {"n": n, "ppm": 1e6 / n}, text)
    if not any(one.key == "missing" for one in case.chart.findings if one.level != "ok"):
        short = Msg("nothing missing")
        yield Finding("missing", "ok", short, {}, short)
    if not any(one.key == "outlier" for one in case.chart.findings) and n >= 10:
        short = Msg("no outlier")
        yield Finding("no-outlier", "ok", short, {}, short)


def looked_at(case: Case) -> Msg:
    """Return "25 subgroups of 5" or "50 values"."""
    from sqc.charts.describe import size_words

    k = case.chart.panels[0].measured
    points, size = counted(case.chart.kind.noun, k), size_words(case.chart)
    if size is None:
        return counted("value", case.moments.n)
    return Msg("{points} {size}", points=points, size=size)
