"""What `--explain` says of a study by a fitted curve: its numbers in letters, with the numbers put in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial

from sqc.capability.curved import SEED, Curved
from sqc.capability.curved_letters import quantile_line, share_lines, symbols
from sqc.capability.curved_parameters import parameter_entry
from sqc.capability.curved_tables import curve_facts
from sqc.capability.distribution_study import ENDS
from sqc.capability.distribution_words import family_words
from sqc.capability.explain import explainer as normal_explainer
from sqc.capability.explain_standard import of_standard
from sqc.capability.explain_words import CURVE_ENTRIES, Entry
from sqc.capability.facts import common_facts
from sqc.capability.facts import facts as normal_facts
from sqc.capability.judge import Case
from sqc.capability.numbers import index_text
from sqc.capability.specification import typed
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.explain import Explainer, Explanation, Formula, figures
from sqc.stats.families.fit import Fit

Lines = tuple[Formula, ...]
QUANTILE_NAMES = dict(zip(("x_low", "x_middle", "x_high"), ("X0.135", "X50", "X99.865"), strict=True))


def explainer(case: Case, findings: tuple[Finding, ...]) -> Explainer:
    """Return what `--explain` says of a study by a fitted curve."""
    assert case.curved is not None
    known = (*curve_facts(case.curved, _fit(case.curved), case.spec, None), *common_facts(case))
    normal = normal_explainer(case, findings)
    others = tuple(key for key in normal.known if key not in normal_facts(case))
    main = tuple(key for key in ("ppk", "pp", "ppm_overall") if key in known)
    return Explainer(main, tuple(dict.fromkeys((*known, *others))), partial(_find, case, normal, known))


def _fit(found: Curved) -> Fit:
    assert found.family is not None  # of values alone there is nothing to explain
    return found.family


def _find(case: Case, normal: Explainer, known: tuple[str, ...], key: str) -> Explanation | None:
    found = case.curved
    assert found is not None
    if case.standard is not None and (said := of_standard(case, key)) is not None:
        return said
    facts = curve_facts(found, _fit(found), case.spec, case.chart.sample.about.unit or None)
    entry = _entry(found, key)
    if key not in facts or entry is None:
        return normal.find(key) if key in known or key not in normal_facts(case) else None
    value = facts[key].value
    assert value is not None
    shown: Words = figures(value) if not isinstance(value, str) else family_words(value)
    if key in ("ppk", "pp") and not isinstance(value, str):
        shown = index_text(value, case.spec.goal)
    if facts[key].unit not in (None, "ppm"):
        shown = f"{shown} {facts[key].unit}"
    letters = symbols(_fit(found), not key.startswith("ppm_")) if _of_curve(key) else None
    return entry.explained(key, shown, value, _lines(case, found, key, entry))._replace(symbols=letters)


def _entry(found: Curved, key: str) -> Entry | None:
    """Return what is said of a key, an index under its name in this study."""
    if key.startswith("fit_"):
        name = key.removeprefix("fit_")
        return parameter_entry(name, _fit(found).name)
    entry = CURVE_ENTRIES.get(key)
    names = {"ppk": found.ppk.name, "ppk_bound": found.ppk.name, "pp": found.pp_name}
    return entry._replace(name=names[key]) if entry is not None and key in names else entry


def _of_curve(key: str) -> bool:
    return key in ("ppk", "ppk_bound", "pp", *QUANTILE_NAMES) or key.startswith("ppm_")


def _lines(case: Case, found: Curved, key: str, entry: Entry) -> Lines:
    if key in QUANTILE_NAMES:
        return (_quantile(found, key),)
    if key.startswith("ppm_"):
        return _outside(case, found, key, entry)
    make = _MADE.get("fit" if key.startswith("fit_") else key)
    return () if make is None else make(case, found, entry, key)


def _quantile(found: Curved, key: str) -> Formula:
    at = tuple(QUANTILE_NAMES).index(key)
    return quantile_line(_fit(found), QUANTILE_NAMES[key], ENDS[at])


def _ppk(case: Case, found: Curved, entry: Entry, key: str) -> Lines:
    low, middle, high = found.quantiles
    spec, value = case.spec, found.ppk.value
    near = min(abs(d) for d in (middle - spec.low, spec.high - middle) if math.isfinite(d)) or 1.0
    a, m, b = (figures(end, near) for end in (low, middle, high))
    lower = f"({m} - {typed(spec.low)}) / ({m} - {a})"
    upper = f"({typed(spec.high)} - {m}) / ({b} - {m})"
    letters = ["(X50 - LSL) / (X50 - X0.135)", "(USL - X50) / (X99.865 - X50)"]
    used = ["x_low", "x_middle", "x_high"]
    if spec.two_sided:
        said, numbers = f"min({letters[1]}, {letters[0]})", f"min({upper}, {lower})"
    elif found.ppk.side == "lower":
        said, numbers, used = letters[0], lower, used[:2]
    else:
        said, numbers, used = letters[1], upper, used[1:]
    own = Formula(found.ppk.name, (Verbatim(said), numbers, figures(value)), value)
    lines = (own, *(_quantile(found, one) for one in used), *_ends(case, found))
    if key == "ppk_bound":
        p = 1 - case.spec.confidence
        name = Msg("lower bound at {level} %", level=case.percent)
        return (_drawn(name, found, p, found.ppk.bounds[0]), *lines[:-2])
    return lines


def _drawn(name: Words, found: Curved, p: float, value: float) -> Formula:
    said = Msg(
        "quantile at {p} of {index} in {n} refits to samples drawn from the curve (seed {seed})",
        index=found.ppk.name, p=f"{p:.4g}", n=f"{found.replicates:,}", seed=SEED,
    )  # fmt: skip
    return Formula(name, (said, figures(value)), value)


def _ends(case: Case, found: Curved) -> Lines:
    half, level = (1 - case.spec.confidence) / 2, case.percent
    names = (
        Msg("lower end of the {level} % interval", level=level),
        Msg("upper end of the {level} % interval", level=level),
    )
    ends = zip(names, (half, 1 - half), found.ppk.interval, strict=True)
    return tuple(_drawn(name, found, p, value) for name, p, value in ends)


def _pp(case: Case, found: Curved, entry: Entry, key: str) -> Lines:
    low, _, high = found.quantiles
    spec = case.spec
    numbers = f"({typed(spec.high)} - {typed(spec.low)}) / ({figures(high)} - {figures(low, high - low)})"
    own = Formula(found.pp_name, (entry.formula, numbers, figures(found.pp)), found.pp)
    return (own, _quantile(found, "x_high"), _quantile(found, "x_low"))


def _outside(case: Case, found: Curved, key: str, entry: Entry) -> Lines:
    spec = case.spec
    limits = {"lower": spec.low, "upper": spec.high}
    shares = {"lower": found.below.value, "upper": found.above.value}
    sides = [
        side
        for side, limit in limits.items()
        if math.isfinite(limit) and (key == "ppm_overall" or key.endswith(side))
    ]
    total = 1e6 * sum(shares[side] for side in sides)
    said = " + ".join(figures(shares[side]) for side in sides)
    numbers = f"1000000 x ({said})" if len(sides) > 1 else f"1000000 x {said}"
    letters = " + ".join(f"p_{side}" for side in sides)
    letters = f"1000000 x ({letters})" if len(sides) > 1 else f"1000000 x {letters}"
    own = Formula(entry.name, (Verbatim(letters), numbers, figures(total)), total)
    tails = (share_lines(_fit(found), side, limits[side], typed(limits[side])) for side in sides)
    return (own, *(line for lines in tails for line in lines))


def _aicc(case: Case, found: Curved, entry: Entry, key: str) -> Lines:
    fit = _fit(found)
    k = len(fit.parameters)
    if not math.isfinite(fit.aicc):
        return ()
    put = figures(fit.loglik)
    numbers = f"-2 x ({put}) + 2 x {k} + 2 x {k} x ({k} + 1) / ({fit.n} - {k} - 1)"
    likelihood = Formula("ln L", (Msg("sum of the log density of the curve at the values"), put), fit.loglik)
    return (Formula("AICc", (entry.formula, numbers, figures(fit.aicc)), fit.aicc), likelihood)


def _plain(case: Case, found: Curved, entry: Entry, key: str) -> Lines:
    value = curve_facts(found, _fit(found), case.spec, None)[key].value
    if not isinstance(value, float):
        return ()
    return (Formula(entry.name, (entry.formula, figures(value)), value),)


_MADE: Mapping[str, Callable[[Case, Curved, Entry, str], Lines]] = {
    "ppk": _ppk,
    "ppk_bound": _ppk,
    "pp": _pp,
    "aicc": _aicc,
    "ad": _plain,
    "ad_p": _plain,
    "fit": _plain,
}
