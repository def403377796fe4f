"""Every number of a normal study by its key."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sqc.capability.judge import Case
from sqc.capability.normal import Index
from sqc.capability.standards import Standard
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.model import Fact
from sqc.stats.capability import proven_below

_METHODS: Mapping[str, Words] = {
    "width": Msg("chi-square"),
    "side": Msg("normal approximation (Bissell)"),
    "cpm": Msg("chi-square (Boyles)"),
}


def facts(case: Case) -> Mapping[str, Fact]:
    """Return the facts; indices of sigma within are no claim where stability is not shown."""
    found: dict[str, Fact] = {}
    for index in case.normal.indices.values():
        if math.isfinite(index.value):
            found[index.key] = _index(case, index, _claimed(case, index))
    head = case.headline
    if math.isfinite(head.bounds[0]):
        label = Msg("one-sided lower bound of {index}", index=head.name)
        found[f"{head.key}_bound"] = Fact(
            head.bounds[0], label, None, _METHODS["side"], confidence=case.spec.confidence, decimals=2
        )
    if math.isfinite(case.normal.k):
        found["k"] = Fact(case.normal.k, Msg("distance of the mean from the middle over half the width"))
    return found | _outside(case) | common_facts(case)


def _claimed(case: Case, index: Index) -> bool:
    """Return whether an index may be stated; under a standard none by sigma within may."""
    if case.standard is None:
        return case.stability.shown or not index.within
    return not index.within and (case.stability.shown or index.key != "cpm")


def _index(case: Case, index: Index, claim: bool) -> Fact:
    method = _METHODS["cpm" if index.key == "cpm" else "side" if index.side else "width"]
    known = all(map(math.isfinite, index.interval))
    return Fact(
        index.value,
        Verbatim(index.name),
        None,
        method,
        index.interval if known else None,
        case.spec.confidence if known else None,
        claim,
        2,
    )


def _outside(case: Case) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    within = ("within", case.normal.within, Msg("expected outside by sigma within, ppm"))
    if case.moments.between is not None:
        within = ("bw", case.normal.within, Msg("expected outside by sigma between/within, ppm"))
    names = (
        within,
        ("overall", case.normal.overall, Msg("expected outside by sigma overall, ppm")),
    )
    for name, one, label in names:
        claim = (case.stability.shown and case.standard is None) or name == "overall"
        found[f"ppm_{name}"] = Fact(1e6 * one.share, label, "ppm", claim=claim)
        found[f"ppm_{name}_lower"] = Fact(
            1e6 * one.below, Msg("{what}, below LSL", what=label), "ppm", claim=claim
        )
        found[f"ppm_{name}_upper"] = Fact(
            1e6 * one.above, Msg("{what}, above USL", what=label), "ppm", claim=claim
        )
        if math.isfinite(one.z):
            found[f"z_bench_{name}"] = Fact(one.z, Verbatim("Z.bench"), claim=claim, decimals=2)
    return found | observed_facts(case)


def observed_facts(case: Case) -> dict[str, Fact]:
    """Return how many values lie outside, and what that proves whatever the distribution."""
    found: dict[str, Fact] = {}
    events, n = sum(case.normal.observed), case.moments.n
    bound = 1e6 * proven_below(events, n, case.spec.confidence)
    found["ppm_observed"] = Fact(
        1e6 * events / n, Msg("observed outside, ppm"), "ppm", Msg("{a} of {n}", a=events, n=n)
    )
    found["ppm_observed_bound"] = Fact(
        bound, Msg("what the observed count proves at most, ppm"), "ppm", Msg("Clopper-Pearson"),
        confidence=case.spec.confidence,
    )  # fmt: skip
    return found


def common_facts(case: Case) -> dict[str, Fact]:
    """Return what every study states: n, mean, both sigmas, the specification."""
    unit, digits = case.chart.sample.about.unit or None, case.chart.digits
    m = case.moments
    found = {
        "n": Fact(m.n, Msg("values that count")),
        "mean": Fact(m.mean, Msg("mean"), unit, decimals=digits),
        "sigma_within": Fact(m.sigma_within, Msg("sigma within"), unit, decimals=digits),
        "df_within": Fact(m.df_within, Msg("degrees of freedom of sigma within")),
        "sigma_overall": Fact(m.sigma_overall, Msg("sigma overall"), unit, decimals=digits),
        "df_overall": Fact(m.df_overall, Msg("degrees of freedom of sigma overall")),
        "goal": Fact(case.spec.goal, Msg("goal")),
    }
    if case.standard is not None:
        found |= _of_standard(case, case.standard)
    if m.between is not None:
        from sqc.capability.between import between_facts

        found |= between_facts(m.between, m.method, unit, digits)
    for name, value, label in (
        ("lsl", case.spec.lsl, Verbatim("LSL")),
        ("usl", case.spec.usl, Verbatim("USL")),
        ("target", case.spec.target, Msg("target")),
    ):
        if math.isfinite(value):
            found[name] = Fact(value, label, unit)
    if case.shape.p is not None:
        found["normality_p"] = Fact(
            case.shape.p, Msg("p of the test of normality"), None, Verbatim("Anderson-Darling")
        )
    return found


def _of_standard(case: Case, standard: Standard) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    if not math.isnan(case.goal_at_n):
        found["goal_at_n"] = Fact(case.goal_at_n, Msg("goal at {n} values", n=case.moments.n), decimals=2)
    method = standard.normal if case.curved is None else standard.by_quantiles
    if method:
        found["method"] = Fact(method, Msg("method of the index"))
    return found
