"""What `--explain` says of a study of counts: each number in letters, then with the numbers put in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

import numpy as np

from sqc.capability.attribute_case import Counted
from sqc.capability.explain_words import Entry
from sqc.charts.explain.findings import explain_finding
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.explain import Explainer, Explanation, Formula, figures
from sqc.report.model import Fact
from sqc.stats.chisquare import chi2_quantile
from sqc.stats.normal import normal_quantile

Lines = tuple[Formula, ...]

_CLOPPER = Verbatim("Clopper and Pearson 1934, Biometrika 26, 404-413")
_WILSON = Verbatim("Wilson 1927, Journal of the American Statistical Association 22, 209-212")
_GARWOOD = Verbatim("Garwood 1936, Biometrika 28, 437-442")
_SNEDECOR = Verbatim("Snedecor and Cochran 1980, Statistical Methods, 7th ed., 7.13 and 11.7")
_STABLE = Msg("a stable process whose lots vary only as chance allows; every unit judged alike.")
_X = Msg("x nonconforming units, n units inspected.")
_C = Msg("x nonconformities, n units or area inspected.")
_LOTS = Msg("m lots; x_i and n_i those of a lot.")

ENTRIES: Mapping[str, Entry] = {
    "p": Entry("p", Msg("the share of nonconforming units, all lots together"), Verbatim("x / n"), _STABLE,
               Msg("the mean of the shares of the lots weighs small lots as much as large ones."),
               (_CLOPPER,)),
    "p_wilson": Entry("p", Msg("the same share; the score interval is shorter and not always safe"),
                      Verbatim("x / n"), _STABLE, None, (_WILSON,)),
    "p_bound": Entry(Msg("p at most"), Msg("the share that is not exceeded, with the confidence"),
                     Msg("quantile at {p} of beta(x + 1, n - x)", p=Msg("confidence")), _STABLE, None,
                     (_CLOPPER,)),
    "ppm": Entry("ppm", Msg("the share in a million"), Verbatim("1000000 x p"), _STABLE, None, (_CLOPPER,)),
    "z": Entry("Z", Msg("the distance of one limit, in sigma, that leaves this share outside"),
               Msg("value that a standard normal variable exceeds with the share outside"), _STABLE,
               Msg("some tables add 1.5 and call it the sigma level; here nothing is added.")),
    "dpu": Entry("DPU", Msg("nonconformities per unit, all lots together"), Verbatim("x / n"), _STABLE, None,
                 (_GARWOOD,)),
    "dpu_bound": Entry(Msg("DPU at most"), Msg("the rate that is not exceeded, with the confidence"),
                       Msg("chi-square quantile at {p} with 2 (x + 1) degrees of freedom / (2 n)",
                           p=Msg("confidence")), _STABLE, None, (_GARWOOD,)),
    "share_without": Entry(Msg("share without"), Msg("the share of units without a nonconformity"),
                           Verbatim("exp(-DPU)"),
                           Msg("nonconformities that fall on the units independently (Poisson).")),
    "variance_ratio": Entry(Msg("ratio"), Msg("how many times as much the lots vary as chance allows"),
                            Verbatim("chi2 / (m - 1)"), None, None, (_SNEDECOR,)),
    "dispersion_p": Entry("p", Msg("how often chance alone gives lots that vary so much, or so little"),
                          Msg("probability that chi-square with m - 1 degrees of freedom is as far out"),
                          None, None, (_SNEDECOR,)),
    "n_lots": Entry("m", Msg("lots that count"), ""),
    "n_units": Entry("n", Msg("units inspected in all of them"), Msg("sum of the sizes")),
    "n_events": Entry("x", Msg("what was found in all of them"), Msg("sum of the counts")),
}  # fmt: skip

CRITERIA: Mapping[str, Msg] = {
    "capable": Msg("the upper confidence bound of the share or rate is at or below the target"),
    "not-capable": Msg("the lower confidence bound of the share or rate is above the target"),
    "capability-open": Msg("the target lies between the lower and the upper confidence bound"),
    "rate-stated": Msg("no target is given"),
    "not-stable": Msg("the control chart of the same counts has more signals than chance explains"),
    "stability-open": Msg("fewer than 10 lots, or the order is lost"),
    "overdispersed": Msg("the lots vary more than chance allows, p below 0.05"),
    "as-chance": Msg("p of the variance between the lots is 0.05 or more"),
    "none-seen": Msg("none was found"),
}


def explainer(case: Counted, facts: Mapping[str, Fact], findings: tuple[Finding, ...]) -> Explainer:
    """Return what a study of counts explains."""
    main = tuple(key for key in ("p", "ppm", "dpu", "share_without") if key in facts)
    known = tuple(dict.fromkeys((*facts, *CRITERIA, *(one.key for one in findings))))
    return Explainer(main, known, partial(_find, case, facts, findings))


def _find(
    case: Counted, facts: Mapping[str, Fact], findings: tuple[Finding, ...], key: str
) -> Explanation | None:
    entry = ENTRIES.get(key)
    if key not in facts or entry is None:
        return explain_finding(key, findings, CRITERIA)
    value = facts[key].value
    assert value is not None and not isinstance(value, str)
    if not math.isfinite(value):
        sentence = Msg("{name}: these counts leave nothing to compute it from.", name=entry.name)
        return Explanation(key, sentence, value, sources=entry.sources)
    letters = None if key.startswith("n_") else _symbols(case.proportion, key)
    lines = _lines(case, key, entry, float(value))
    return entry.explained(key, figures(float(value)), value, lines)._replace(symbols=letters)


def in_general(key: str) -> tuple[Lines, Words | None]:
    """Return the formulas behind a number of any study of counts, and what their letters stand for."""
    if key.startswith("n_") or key == "share_without":
        return (), None
    if key not in ("variance_ratio", "dispersion_p"):
        return (), _C if key.startswith("dpu") else _X
    return tuple(Formula("chi2", (_chi2(of_shares),)) for of_shares in (True, False)), _LOTS


def _symbols(proportion: bool, key: str) -> Words:
    letters = _X if proportion else _C
    if key not in ("variance_ratio", "dispersion_p"):
        return letters
    return Join([letters, _LOTS], " ")


def _lines(case: Counted, key: str, entry: Entry, value: float) -> Lines:
    x, n = case.events, f"{case.total:.10g}"
    half = (1 - case.confidence) / 2
    if key in ("p", "dpu"):
        own = Formula(entry.name, (entry.formula, f"{x} / {n}", figures(value)), value)
        return (own, *_exact(case, half, 1 - half))
    if key == "p_wilson":
        own = Formula(entry.name, (entry.formula, f"{x} / {n}", figures(value)), value)
        return (own, *_score(case, 1 - half))
    if key in ("p_bound", "dpu_bound"):
        (_, upper) = _exact(case, 1 - case.confidence, case.confidence)
        return (upper._replace(name=entry.name),)
    if key == "ppm":
        own = Formula(entry.name, (entry.formula, f"1000000 x {figures(case.rate)}", figures(value)), value)
        return (own, *_lines(case, "p", ENTRIES["p"], case.rate)[:1])
    if key == "z":
        own = Formula(entry.name, (entry.formula, figures(value)), value)
        return (own, *_lines(case, "p", ENTRIES["p"], case.rate)[:1])
    if key == "share_without":
        own = Formula(entry.name, (entry.formula, f"exp(-{figures(case.rate)})", figures(value)), value)
        return (own, *_lines(case, "dpu", ENTRIES["dpu"], case.rate)[:1])
    if key in ("variance_ratio", "dispersion_p"):
        return _variance(case, key, entry, value)
    return (Formula(entry.name, (entry.formula, figures(value)), value),) if entry.formula else ()


def _end_names(case: Counted) -> tuple[Words, Words]:
    return (
        Msg("lower end of the {level} % interval", level=case.level),
        Msg("upper end of the {level} % interval", level=case.level),
    )


def _exact(case: Counted, low: float, high: float) -> Lines:
    """Return the ends of the exact interval at two probabilities."""
    lower, upper = (float(end) for end in case.exact(case.events, case.total, low, high))
    names, x, n = _end_names(case), case.events, f"{case.total:.10g}"
    if case.proportion:
        terms: list[tuple[Words, ...]] = [
            (Msg("quantile at {p} of beta(x, n - x + 1)", p=f"{low:.4g}"), figures(lower)),
            (Msg("quantile at {p} of beta(x + 1, n - x)", p=f"{high:.4g}"), figures(upper)),
        ]
    else:
        quantiles = [
            float(chi2_quantile(low, 2.0 * x)) if x else 0.0,
            float(chi2_quantile(high, 2.0 * x + 2)),
        ]
        said = (
            Msg("chi-square quantile at {p} with 2 x degrees of freedom / (2 n)", p=f"{low:.4g}"),
            Msg("chi-square quantile at {p} with 2 (x + 1) degrees of freedom / (2 n)", p=f"{high:.4g}"),
        )
        ends = (lower, upper)
        terms = [(said[i], f"{figures(quantiles[i])} / (2 x {n})", figures(ends[i])) for i in range(2)]
    return tuple(Formula(*one) for one in zip(names, terms, (lower, upper), strict=True))


def _score(case: Counted, high: float) -> Lines:
    """Return the ends of the score interval."""
    assert case.score is not None
    z, n = figures(float(normal_quantile(high))), f"{case.total:.10g}"
    p = figures(case.rate)
    found: list[Formula] = []
    for name, sign, value in zip(_end_names(case), "-+", case.score, strict=True):
        letters = f"(p + z^2 / (2 n) {sign} z sqrt(p (1 - p) / n + z^2 / (4 n^2))) / (1 + z^2 / n)"
        numbers = (
            f"({p} + {z}^2 / (2 x {n}) {sign} {z} x sqrt({p} x (1 - {p}) / {n} + {z}^2 / (4 x {n}^2)))"
            f" / (1 + {z}^2 / {n})"
        )
        found.append(Formula(name, (Verbatim(letters), numbers, figures(value)), value))
    return tuple(found)


def _variance(case: Counted, key: str, entry: Entry, value: float) -> Lines:
    if not math.isfinite(value):
        return ()
    m, spread = len(case.counts), case.rate * (1 - case.rate if case.proportion else 1.0)
    squares = float(np.sum((case.counts - case.size * case.rate) ** 2 / (case.size * spread)))
    chi2 = Formula("chi2", (_chi2(case.proportion), figures(squares)), squares)
    if key == "dispersion_p":
        return (Formula(entry.name, (entry.formula, figures(value)), value), chi2)
    numbers = f"{figures(squares)} / ({m} - 1)"
    return (Formula(entry.name, (entry.formula, numbers, figures(value)), value), chi2)


def _chi2(proportion: bool) -> Words:
    mean, chance = ("n_i p", "n_i p (1 - p)") if proportion else ("n_i DPU", "n_i DPU")
    return Msg("sum of (x_i - {mean})^2 / ({chance})", mean=mean, chance=chance)
