"""Title, table and facts of a tolerance interval."""

from __future__ import annotations

import math

from sqc.capability.tolerance_ask import Asked
from sqc.capability.tolerance_judge import Case
from sqc.charts.describe import characteristic
from sqc.charts.words import counted
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import percent

DIST_WORDS: dict[str, Words] = {
    "normal": Msg("normal distribution"),
    "lognormal": Msg("lognormal distribution"),
    "exponential": Msg("exponential distribution"),
    "weibull": Msg("Weibull distribution"),
    "any": Msg("any distribution"),
}
_PARTS: dict[str, tuple[Words, Words]] = {
    "mean": (Msg("mean"), Msg("mean of the logarithms")),
    "sigma": (Msg("sigma"), Msg("sigma of the logarithms")),
    "shape": (Msg("shape"), ""),
    "scale": (Msg("scale"), ""),
    "lower_factor": (Msg("factor of the mean, lower"), ""),
    "upper_factor": (Msg("factor of the mean, upper"), ""),
    "k": (Verbatim("k"), ""),
}


def title(case: Case) -> Words:
    """Return what was analysed."""
    return Msg(
        "Tolerance interval of {name}, {points}, {dist}",
        name=characteristic(case.chart),
        points=counted("value", len(case.values)),
        dist=DIST_WORDS[case.ask.dist],
    )


def asked_words(ask: Asked) -> Words:
    """Return "99 % with 95 % confidence"."""
    return Msg("{share} with {sure} % confidence", share=ask.share, sure=ask.sure)


def _limit_words(case: Case, name: str) -> Words:
    ranks, n = case.limits.ranks, len(case.values)
    if case.ask.dist == "any":
        rank = ranks[0] if name == "lower" else n + 1 - ranks[1]
        return Msg("value {rank} of {n} by size", rank=rank, n=n)
    signs = {"lower": Msg("mean - k s"), "upper": Msg("mean + k s")}
    if case.ask.dist == "normal":
        return signs[name]
    if case.ask.dist == "lognormal":
        return Msg("exp({sum})", sum=signs[name])
    return case.limits.method


def table(case: Case) -> Table:
    """Return limits, factor and what they are made of."""
    found, ask = case.limits, case.ask
    columns = (Column("what", "", "left"), Column("value", Msg("value")), Column("from", Msg("from"), "left"))
    rows: list[tuple[Cell, ...]] = []
    for name, label, value in (("lower", Msg("lower"), found.lower), ("upper", Msg("upper"), found.upper)):
        asked_for = ask.side in ("both", name)
        if asked_for:
            rows.append((label, case.shown(value), _limit_words(case, name)))
    if "k" in found.parts:
        rows.append(("k", f"{found.parts['k']:.4f}", found.method))
    rows += [
        (_label(ask, key), _part(case, key, value), _origin(ask, key))
        for key, value in found.parts.items()
        if key != "k"
    ]
    if ask.dist == "any":
        rows.append((Msg("confidence"), percent(found.achieved, 2), Msg("asked for {sure} %", sure=ask.sure)))
    return Table("interval", columns, tuple(rows))


def _label(ask: Asked, key: str) -> Words:
    plain, of_logs = _PARTS[key]
    return of_logs if ask.dist == "lognormal" and of_logs else plain


def _part(case: Case, key: str, value: float) -> str:
    if (case.ask.dist in ("normal", "exponential") and key in ("mean", "sigma")) or key == "scale":
        return case.shown(value)
    return f"{value:.4f}" if abs(value) >= 0.01 else f"{value:.4g}"


def _origin(ask: Asked, key: str) -> Words:
    if key == "sigma":
        if math.isfinite(ask.sigma):
            return Msg("known")
        return Msg("about the known mean") if math.isfinite(ask.center) else Msg("of all values")
    if key == "mean" and math.isfinite(ask.center):
        return Msg("known")
    return Msg("maximum likelihood") if ask.dist == "weibull" else ""


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the interval by its key."""
    ask, found, digits = case.ask, case.limits, case.digits
    unit = case.chart.sample.about.unit or None
    sure = found.achieved
    stated = {
        "lower": Fact(_known(found.lower), Msg("lower tolerance limit"), unit, found.method),
        "upper": Fact(_known(found.upper), Msg("upper tolerance limit"), unit, found.method),
    }
    facts = {
        key: fact._replace(confidence=sure, claim=case.possible, decimals=digits)
        for key, fact in stated.items()
        if fact.value is not None
    }
    facts |= {
        "coverage": Fact(ask.coverage, Msg("coverage")),
        "confidence": Fact(ask.confidence, Msg("confidence")),
        "n": Fact(len(case.values), Msg("values that count")),
    }
    names = {"sigma": "sigma_overall"} if ask.dist == "normal" else {}
    for key, value in found.parts.items():
        facts[names.get(key, key)] = Fact(
            value, _label(ask, key), method=found.method if key == "k" else None
        )
    if ask.dist == "any":
        facts["achieved_confidence"] = Fact(sure, Msg("confidence of these order statistics"))
    if case.shape.p is not None:
        test = Verbatim("Anderson-Darling")
        facts["normality_p"] = Fact(case.shape.p, Msg("p of the test of normality"), None, test)
    for name, limit in (("lsl", ask.lsl), ("usl", ask.usl)):
        if math.isfinite(limit):
            facts[name] = Fact(limit, Verbatim(name.upper()), unit)
    return facts


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
