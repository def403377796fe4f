"""What a capability study explains: its numbers, its findings."""

from __future__ import annotations

import math
from functools import partial

from sqc.capability.explain_lines import entry_of, lines_of, point_of
from sqc.capability.explain_words import CRITERIA, Entry
from sqc.capability.facts import facts
from sqc.capability.judge import Case
from sqc.capability.normal import Index
from sqc.capability.numbers import index_text
from sqc.charts.explain.findings import explain_finding
from sqc.charts.explain.lines import explain_sigma
from sqc.charts.width import METHOD_NAMES
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding, SqcError
from sqc.report.explain import Explainer, Explanation, figures
from sqc.report.numbers import fixed


def explainer(case: Case, findings: tuple[Finding, ...]) -> Explainer:
    """Return what `--explain` says of a study."""
    keys = tuple(facts(case))
    head = case.headline.key
    main = tuple(key for key in dict.fromkeys((head, "cp", "cpk", "pp", "ppk")) if key in keys)
    known = (*keys, *CRITERIA, *(one.key for one in findings))
    return Explainer(main, tuple(dict.fromkeys(known)), partial(_find, case, findings))


def _find(case: Case, findings: tuple[Finding, ...], key: str) -> Explanation | None:
    known = facts(case)
    if key == "sigma_within":
        return explain_sigma(point_of(case), key, "")
    base = key.removesuffix("_bound") if key.removesuffix("_bound") in case.normal.indices else key
    entry = entry_of(case, base)
    if key in known and entry is not None:
        return _number(case, key, base, entry)
    return explain_finding(key, findings, CRITERIA)


def _number(case: Case, key: str, base: str, entry: Entry) -> Explanation:
    fact = facts(case)[key]
    index = case.normal.indices.get(base)
    assert fact.value is not None and not isinstance(fact.value, str)
    shown = _shown(case, fact.value, index)
    unit = f" {fact.unit}" if fact.unit and fact.unit != "ppm" else ""
    meaning = entry.meaning
    if base != key:
        meaning = Msg("what {index} is at least, with {level} % confidence", index=entry.name,
                      level=case.percent)  # fmt: skip
    entry = entry._replace(meaning=meaning, differs=_differs(case, index, entry))
    return entry.explained(key, shown + unit, fact.value, lines_of(case, key))._replace(
        here=_withheld(case, key), reads_as=None if index is None else _reads(case, index)
    )


def _shown(case: Case, value: float, index: Index | None) -> str:
    if index is not None:
        return index_text(value, case.spec.goal)
    return str(value) if isinstance(value, int) else figures(value)


def _withheld(case: Case, key: str) -> Words | None:
    """Say that an index is no claim here."""
    if facts(case)[key].claim is not False:
        return None
    if case.standard is not None and key != "cpm":
        return Msg("what sigma within says is for analysis; under this standard it is no claim.")
    return Msg("stability is not shown, so it is no claim; Pp and Ppk are stated.")


def _reads(case: Case, index: Index) -> Words | None:
    """Say what a side index allows the mean to do."""
    if not index.side or not index.value > 1:
        return None
    limit = "USL" if index.side == "upper" else "LSL"
    sigma = case.moments.sigma_cp if index.within else case.moments.sigma_overall
    unit = case.chart.sample.about.unit
    moved = f"{fixed(3 * (index.value - 1) * sigma, case.chart.digits)} {unit}".strip()
    return Msg(
        "the mean could move {d} towards {limit} before {index} falls to 1.",
        d=moved, limit=limit, index=index.name,
    )  # fmt: skip


def _differs(case: Case, index: Index | None, entry: Entry) -> Words | None:
    """Return what the other estimators of sigma within make of the index, and Ppk beside Cpk."""
    if index is None or not index.within:
        return entry.differs if case.standard is None else _elsewhere(case, index, entry)
    chart, moments = case.chart, case.moments
    found: list[Words] = []
    for method in chart.kind.sigma_methods:
        if method == moments.method and moments.between is None:
            continue
        estimation = chart.estimation._replace(sigma=method)
        try:
            sigma = float(chart.kind.estimate(chart.sample, estimation)["sigma"][-1])
        except SqcError:
            continue
        if math.isfinite(sigma) and sigma > 0:
            value = figures(index.value * moments.sigma_cp / sigma)
            found.append(Msg("{method} {value}", method=METHOD_NAMES[method], value=value))
    twin = case.normal.of("p" + index.key[1:])
    found.append(Msg("{method} {value}", method=twin.name, value=figures(twin.value)))
    listed: Words = Msg("{list}.", list=Join(found, "; "))
    if entry.differs is None or case.standard is not None:
        return listed
    return Join([listed, entry.differs], "\n")


def _elsewhere(case: Case, index: Index | None, entry: Entry) -> Words | None:
    """Return what an index is called where no standard names it."""
    if index is None or index.key in ("cpm", "pp_star"):
        return entry.differs
    if not case.stability.shown:
        return None
    name = "P" + index.key[1:]
    return Msg("its key is {key}; without --standard it is called {name}.", key=index.key, name=name)
