"""What `sqc tolerance --explain` says: each formula, then the same with the numbers put in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sqc.capability.tolerance_ask import Asked
from sqc.capability.tolerance_limits import Limits, factor
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.report.explain import Explainer, Explanation, Formula, figures

_ISO = Verbatim("ISO 16269-6:2014 (GB/T 3359)")
_SOURCES: Mapping[str, Words] = {
    "exact": Verbatim("Odeh, Owen (1980), Tables for Normal Tolerance Limits"),
    "howe": Verbatim("Howe (1969), JASA 64, 610-620; NIST/SEMATECH e-Handbook 7.2.6.3"),
    "howe-corrected": Verbatim("Howe (1969), JASA 64, 610-620"),
    "wald-wolfowitz": Verbatim("Wald, Wolfowitz (1946), Ann. Math. Stat. 17, 208-215"),
    "exponential": Verbatim("Goodman, Madansky (1962), Technometrics 4, 75-96"),
    "weibull": Verbatim("Lawless (1975), Technometrics 17, 255-261"),
    "any": Verbatim("Wilks (1941), Ann. Math. Stat. 12, 91-96"),
}
_MEANS: Mapping[str, Msg] = {
    "k": Msg("how many sigma the limits lie from the mean"),
    "lower": Msg("the lower tolerance limit"),
    "upper": Msg("the upper tolerance limit"),
    "coverage": Msg("the share of all parts, not only of those measured, that the interval holds"),
    "confidence": Msg("so many of a hundred such intervals hold the share; the others hold less"),
    "achieved_confidence": Msg("order statistics go in steps: the confidence of the step that was taken"),
}


def explainer(ask: Asked, n: int, found: Limits | None) -> Explainer:
    """Return what a tolerance interval, or its factor alone, explains."""
    numbers = _numbers(ask, n, found)

    def find(key: str) -> Explanation | None:
        if key not in numbers:
            return None
        value, line = numbers[key]
        sentence = Msg("{key} = {value}: {what}.", key=key, value=figures(value), what=_MEANS[key])
        return Explanation(
            key,
            sentence,
            value,
            () if line is None else (line,),
            reads_as=_reads(ask),
            needs=Msg("a random sample of one population; a prediction needs a stable process too."),
            sources=(_ISO, *_sources(ask)),
        )

    main = tuple(key for key in ("k", "lower", "upper", "achieved_confidence") if key in numbers)
    return Explainer(main, tuple(numbers), find)


def _sources(ask: Asked) -> tuple[Words, ...]:
    if ask.dist in _SOURCES:
        return (_SOURCES[ask.dist],)
    known = math.isfinite(ask.center) or math.isfinite(ask.sigma)
    return () if known else (_SOURCES[ask.method],)


def _reads(ask: Asked) -> Msg:
    return Msg(
        "with {sure} % confidence at least {share} of all parts lie inside; it is no interval of the mean.",
        sure=ask.sure,
        share=ask.share,
    )


def _numbers(ask: Asked, n: int, found: Limits | None) -> dict[str, tuple[float, Formula | None]]:
    made: dict[str, tuple[float, Formula | None]] = {}
    if ask.dist in ("normal", "lognormal"):
        k = factor(ask, n)
        made["k"] = (k, _factor_line(ask, n, k))
    if found is not None:
        for name in ("lower", "upper"):
            value = getattr(found, name)
            if ask.side in ("both", name) and math.isfinite(value):
                made[name] = (value, _limit_line(ask, n, found, name))
        if ask.dist == "any":
            made["achieved_confidence"] = (found.achieved, _ranks_line(ask, n, found))
    made["coverage"] = (ask.coverage, None)
    made["confidence"] = (ask.confidence, None)
    return made


def _limit_line(ask: Asked, n: int, found: Limits, name: str) -> Formula | None:
    value, parts, sign = getattr(found, name), found.parts, "-" if name == "lower" else "+"
    if ask.dist in ("normal", "lognormal"):
        letters = f"mean {sign} k s"
        put = f"{figures(parts['mean'])} {sign} {figures(parts['k'])} x {figures(parts['sigma'])}"
        if ask.dist == "lognormal":
            letters, put = f"exp({letters})", f"exp({put})"
    elif ask.dist == "exponential":
        share, sure = _share(ask), _sure(ask)
        tail = f"{figures(share)}" if name == "lower" else f"1 - {figures(share)}"
        level = sure if name == "lower" else 1.0 - sure
        letters = "2 n mean (-ln P) / chi2" if name == "lower" else "2 n mean (-ln(1 - P)) / chi2"
        put = f"2 x {n} x {figures(parts['mean'])} x (-ln({tail})) / chi2({figures(level)}; {2 * n})"
    elif ask.dist == "any":
        rank = found.ranks[0] if name == "lower" else n + 1 - found.ranks[1]
        letters, put = f"x({rank})", ""
    else:
        return None
    terms: list[Words] = [Verbatim(text) for text in (letters, put, figures(value)) if text]
    return Formula(name, tuple(terms), value)


def _share(ask: Asked) -> float:
    return (1 + ask.coverage) / 2 if ask.side == "both" else ask.coverage


def _sure(ask: Asked) -> float:
    return (1 + ask.confidence) / 2 if ask.side == "both" else ask.confidence


def _ranks_line(ask: Asked, n: int, found: Limits) -> Formula:
    cut, out = sum(found.ranks), figures(1.0 - ask.coverage)
    terms: tuple[Words, ...] = (
        Verbatim("P(B >= r + s)"),
        Msg("P(B >= {cut}), B binomial of {n} trials with probability {p}", cut=cut, n=n, p=out),
        Verbatim(figures(found.achieved)),
    )
    return Formula(Msg("confidence"), terms, found.achieved)


def _factor_line(ask: Asked, n: int, k: float) -> Formula:
    p, g = figures(ask.coverage), figures(ask.confidence)
    z, low = figures((1 + ask.coverage) / 2), figures(1 - ask.confidence)
    shown = Verbatim(figures(k))
    if math.isfinite(ask.sigma):
        return Formula("k", (_known_sigma(ask, n), shown), k)
    if math.isfinite(ask.center):
        share = z if ask.side == "both" else p
        return Formula("k", (Verbatim(f"z({share}) sqrt({n} / chi2({low}; {n}))"), shown), k)
    if ask.side != "both":
        return Formula("k", (Verbatim(f"t({g}; {n - 1}, z({p}) sqrt({n})) / sqrt({n})"), shown), k)
    return Formula("k", (_TWO_SIDED[ask.method](n, z, low, g), shown), k)


def _known_sigma(ask: Asked, n: int) -> Words:
    if ask.side != "both":
        return Verbatim(f"z({figures(ask.coverage)}) + z({figures(ask.confidence)}) / sqrt({n})")
    off = figures((1 + ask.confidence) / 2)
    return Msg(
        "r where {share} of a normal distribution lie within r of z({off}) / sqrt({n})",
        share=ask.share,
        off=off,
        n=n,
    )


def _exact(n: int, z: str, low: str, g: str) -> Words:
    mean = Msg("mean over z of P(chi2({df}) > {df} r(z)^2 / k^2) = {g}", df=n - 1, g=g)
    return Join([Msg("the solution of"), mean], " ")


_TWO_SIDED: Mapping[str, Callable[[int, str, str, str], Words]] = {
    "exact": _exact,
    "howe": lambda n, z, low, g: Verbatim(f"z({z}) sqrt((1 + 1/{n}) {n - 1} / chi2({low}; {n - 1}))"),
    "howe-corrected": lambda n, z, low, g: Verbatim(
        f"z({z}) sqrt((1 + 1/{n}) {n - 1} / c (1 + ({n} - 3 - c) / (2 ({n} + 1)^2))),"
        f" c = chi2({low}; {n - 1})"
    ),
    "wald-wolfowitz": lambda n, z, low, g: Verbatim(f"r(1) sqrt({n - 1} / chi2({low}; {n - 1}))"),
}
