"""What a tolerance interval says: the verdict, what it rests on, what it would be otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sqc.capability.judge import CARRIED
from sqc.capability.shape import Shape
from sqc.capability.specification import typed
from sqc.capability.stability import Stability, point_names
from sqc.capability.tolerance_ask import Asked
from sqc.capability.tolerance_limits import Floats, Limits, factor, limits
from sqc.charts.control import ControlChart
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding, SqcError, worst_first
from sqc.report.numbers import fixed, p_value, panel_decimals
from sqc.stats.tolerance import values_for_factor
from sqc.stats.tolerance_ranks import values_for_ranks

# the order of the values does not enter a tolerance interval
SAID = CARRIED - {"order-lost", "sawtooth", "hugging", "variance-changed", "between-large"}
FEW = 10


class Case(NamedTuple):
    """What is judged."""

    ask: Asked
    limits: Limits
    values: Floats
    shape: Shape
    stability: Stability
    chart: ControlChart

    @property
    def digits(self) -> int:
        """Decimals of numbers in the unit of the data."""
        return panel_decimals(self.chart.sample.about.decimals, float(self.values.std()))

    @property
    def possible(self) -> bool:
        """There is an interval with the confidence asked for."""
        return self.limits.achieved >= self.ask.confidence

    def shown(self, value: float) -> str:
        """Return a number in the unit of the data."""
        return fixed(value, self.digits)


def findings(case: Case) -> list[Finding]:
    """Return the verdict, then what needs action, what to watch, what is in order."""
    verdict = _verdict(case)
    rest = [*_shape(case), *_few(case), *_wider(case)]
    rest += [one for one in _stable(case) if one.key != verdict.key]
    rest += [one for one in case.chart.findings if one.key in SAID and one.level != "ok"]
    return [verdict, *worst_first(rest)]


def between(case: Case, found: Limits) -> Words:
    """Return "between 73.97 and 74.03", or "above 73.97"."""
    lower, upper = case.shown(found.lower), case.shown(found.upper)
    if case.ask.side == "both":
        return Msg("between {a} and {b}", a=lower, b=upper)
    return Msg("above {a}", a=lower) if case.ask.side == "lower" else Msg("below {b}", b=upper)


def _verdict(case: Case) -> Finding:
    ask, found = case.ask, case.limits
    values: dict[str, object] = {
        "coverage": ask.coverage,
        "confidence": ask.confidence,
        "lower": found.lower if math.isfinite(found.lower) else None,
        "upper": found.upper if math.isfinite(found.upper) else None,
    }
    if not case.possible:
        return _impossible(case, values)
    said = {"share": ask.share, "between": between(case, found), "sure": ask.sure}
    if case.stability.state == "unstable" and (not ask.specified or inside(ask, found)):
        text = Msg(
            "Not stable: signals at {points}; of these parts alone {share} lie {between}, with {sure} %"
            " confidence.",
            points=point_names(case.chart, case.stability.points),
            **said,
        )
        return Finding("not-stable", "watch", text, values)
    if not ask.specified:
        text = Msg("{share} of parts lie {between}, with {sure} % confidence.", **said)
        return Finding("tolerance", "ok", text, values)
    spec = specified(ask)
    if inside(ask, found):
        text = Msg("{share} of parts lie {between}, with {sure} % confidence: {spec}.", spec=spec, **said)
        return Finding("inside", "ok", text, values)
    if _shown_not(case):
        text = Msg("Less than {share} of parts lie {spec}, with {sure} % confidence.", spec=spec, **said)
        return Finding("not-inside", "act", text, values)
    text = Msg(
        "Not proven that {share} of parts lie {spec}: with {sure} % confidence they lie {between}.",
        spec=spec,
        **said,
    )
    return Finding("inside-open", "watch", text, values)


def specified(ask: Asked) -> Words:
    """Return "inside 73.95 to 74.05", "above LSL 73.95"."""
    if math.isnan(ask.usl):
        return Msg("above LSL {lsl}", lsl=typed(ask.lsl))
    if math.isnan(ask.lsl):
        return Msg("below USL {usl}", usl=typed(ask.usl))
    return Msg("inside {lsl} to {usl}", lsl=typed(ask.lsl), usl=typed(ask.usl))


def inside(ask: Asked, found: Limits) -> bool:
    """Return whether the interval lies inside the specification."""
    return not (found.lower < ask.lsl or found.upper > ask.usl)


def _shown_not(case: Case) -> bool:
    """Return whether an interval that holds less than the coverage, so surely, reaches past each limit."""
    ask = case.ask
    less = limits(ask, case.values, 1.0 - ask.confidence)
    if less.achieved < 1.0 - ask.confidence:
        return False
    beyond = [less.lower < ask.lsl] * (not math.isnan(ask.lsl)) + [less.upper > ask.usl] * (
        not math.isnan(ask.usl)
    )
    return all(beyond)


def _impossible(case: Case, values: dict[str, object]) -> Finding:
    ask, n = case.ask, len(case.values)
    needed = values_for_ranks(ask.coverage, ask.confidence, 2 if ask.side == "both" else 1)
    text = Msg(
        "Not possible with {n} values: {needed} are needed to hold {share} of parts with {sure} % confidence"
        " whatever their distribution.",
        n=n,
        needed=needed,
        share=ask.share,
        sure=ask.sure,
    )
    return Finding("too-few-values", "act", text, values | {"n": n, "needed": needed})


def _shape(case: Case) -> Iterator[Finding]:
    """Say whether the values look like the distribution, and what holds whatever it is."""
    p = case.shape.p
    if p is None:
        return
    if p >= 0.05:
        short = Msg("normality p {p}", p=p_value(p))
        if case.ask.dist == "lognormal":
            short = Msg("normality of the logarithms p {p}", p=p_value(p))
        yield Finding("normality", "ok", short, {"p": p}, short)
        return
    ask = case.ask._replace(dist="any", method="exact", center=math.nan, sigma=math.nan)
    free = limits(ask, case.values)
    values: dict[str, object] = {"p": p, "lower": free.lower, "upper": free.upper}
    if free.achieved >= ask.confidence:
        text = Msg(
            "The distribution is doubtful (Anderson-Darling p {p}): whatever it is, {share} lie {between}"
            " (--dist any).",
            p=p_value(p),
            share=ask.share,
            between=between(case, free),
        )
    else:
        needed = values_for_ranks(ask.coverage, ask.confidence, 2 if ask.side == "both" else 1)
        text = Msg(
            "The distribution is doubtful (Anderson-Darling p {p}), and an interval without one (--dist any)"
            " needs {needed} values.",
            p=p_value(p),
            needed=needed,
        )
    yield Finding("not-normal", "watch", text, values)


def _few(case: Case) -> Iterator[Finding]:
    n, k = len(case.values), case.limits.parts.get("k")
    if k is None or n >= FEW or math.isfinite(case.ask.sigma):
        return
    wide = k / factor(case.ask, 1_000_000)
    text = Msg(
        "With {n} values the interval is {ratio} times as wide as with very many.", n=n, ratio=f"{wide:.2g}"
    )
    yield Finding("few-values", "watch", text, {"n": n, "ratio": wide})


def _stable(case: Case) -> Iterator[Finding]:
    if case.stability.state == "unstable":
        text = Msg(
            "Not stable: signals at {points}; the interval describes these parts and is no forecast.",
            points=point_names(case.chart, case.stability.points),
        )
        yield Finding("not-stable", "watch", text, {"points": (case.stability.points[:100] + 1).tolist()})
    elif case.stability.shown:
        short = Msg("stable ({kind}, no signal)", kind=case.chart.kind.title)
        if case.stability.by_chance:
            short = Msg("stable ({kind}, no more signals than chance gives)", kind=case.chart.kind.title)
        yield Finding("stable", "ok", short, {}, short)


def _wider(case: Case) -> Iterator[Finding]:
    """Say how many values of the same mean and spread would show what is not proven."""
    ask, parts = case.ask, case.limits.parts
    if not ask.specified or inside(ask, case.limits) or "k" not in parts:
        return
    ends = np.array([ask.lsl, ask.usl])
    ends = np.log(ends) if ask.dist == "lognormal" and not np.any(ends <= 0) else ends
    room = min(
        (parts["mean"] - ends[0]) if not math.isnan(ends[0]) else math.inf,
        (ends[1] - parts["mean"]) if not math.isnan(ends[1]) else math.inf,
    )
    try:
        needed = values_for_factor(lambda n: factor(ask, n), room / parts["sigma"])
    except SqcError:
        return
    if needed is None:
        return
    text = Msg("{n} values of the same mean and spread would show it.", n=needed)
    yield Finding("values-needed", "watch", text, {"needed": needed})
