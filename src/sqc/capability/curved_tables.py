"""Tables, facts and findings of a study by a fitted family."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from sqc.capability.curved import SEED, Curved, Share
from sqc.capability.distribution_fit import hangs_on_family
from sqc.capability.distribution_judge import chance_cell, chance_text
from sqc.capability.distribution_study import share_outside
from sqc.capability.distribution_words import family_words
from sqc.capability.normal import Index
from sqc.capability.numbers import index_text, interval_text
from sqc.capability.specification import Specification
from sqc.capability.standards import by_method
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.model import Cell, Column, Fact, Num, Table
from sqc.report.numbers import fixed, ppm_text
from sqc.stats.families.fit import Fit

_MEDIAN: Mapping[str, Words] = {
    "likelihood": Msg("median of the fit (maximum likelihood)"),
    "quantiles": Msg("median of the fit (through quantiles)"),
    "moments": Msg("median of the fit (by four moments)"),
}


def curve_table(
    found: Curved, spec: Specification, n: int, digits: int, percent: str, method: str = ""
) -> Table:
    """Return Ppk with the quantiles that it is made of, and what lies outside, by the curve or the values."""
    fit = found.family
    if fit is None:
        from sqc.capability.empirical import empirical_table

        return empirical_table(found, spec, n, digits, percent)
    low, middle, high = found.quantiles
    columns = (
        Column("index", "", "left"),
        Column("value", Msg("value")),
        Column("interval", Msg("{level} % interval", level=percent), "left"),
        Column("from", Msg("from"), "left"),
    )
    rows: list[tuple[Cell, ...]] = []
    if math.isfinite(found.pp):
        origin = by_method(Verbatim("(USL - LSL) / (X99.865 - X0.135)"), method)
        rows.append((found.pp_name, index_text(found.pp), "", origin))
    rows.append(
        (
            found.ppk.name,
            index_text(found.ppk.value, spec.goal),
            interval_text(found.ppk.interval),
            by_method(_formula(found), method),
        )
    )
    rows += [_of_standard(one, spec.goal) for one in found.more]
    rows.append(("X50", fixed(middle, digits), "", _MEDIAN[fit.curve.family.by]))
    if math.isfinite(spec.low):
        rows.append(("X0.135", fixed(low, digits), "", Msg("0.135 % quantile of the fit")))
    if math.isfinite(spec.high):
        rows.append(("X99.865", fixed(high, digits), "", Msg("99.865 % quantile of the fit")))
    if found.power is not None:
        power = fixed(fit.parameters["lambda"], 2)
        words = Msg("power of the transformation, not rounded; likelihood ratio")
        rows.append((Msg("lambda"), power, interval_text(found.power), words))
    origin = Msg("fit; bootstrap {n}, seed {seed}", n=f"{found.replicates:,}", seed=SEED)
    if found.refitted < n:
        origin = Msg(
            "fit; bootstrap {n} of {m} values each, scaled to {k}; seed {seed}",
            n=f"{found.replicates:,}",
            m=f"{found.refitted:,}",
            k=f"{n:,}",
            seed=SEED,
        )
    for share, name, limit in (
        (found.below, Msg("below LSL, ppm"), spec.low),
        (found.above, Msg("above USL, ppm"), spec.high),
    ):
        if math.isfinite(limit):
            rows.append((name, ppm_text(share.value, n), _ppm_ends(share, n), origin))
    return Table("indices", columns, tuple(rows))


def _of_standard(index: Index, goal: float) -> tuple[Cell, ...]:
    """Return the row of an index that only a standard asks for."""
    if index.key == "pp_star":
        return index.name, index_text(index.value), "", Msg("from the bound to the limit; no goal")
    origin: Words = Verbatim("(z_L + z_U) / 6")
    if index.key == "ppk_z":
        origin = Msg(
            "{z} / 3, z of the share outside, bootstrap", z="z_L" if index.side == "lower" else "z_U"
        )
    if not index.side:
        return index.name, index_text(index.value), "", origin
    return index.name, index_text(index.value, goal), interval_text(index.interval), origin


def _formula(found: Curved) -> Words:
    if found.ppk.side == "lower":
        return Msg("(X50 - LSL) / (X50 - X0.135), bootstrap")
    return Msg("(USL - X50) / (X99.865 - X50), bootstrap")


def _ppm_ends(share: Share, n: int) -> Words:
    a, b = (ppm_text(end, n) for end in share.interval)
    return Msg("{a} to {b}", a=a, b=b)


def family_table(found: Curved, spec: Specification, n: int) -> Table:
    """Return the families that the values cannot tell apart, the one that was taken among them."""
    fits = list(found.fitting)
    if found.family is not None and found.family.name not in [fit.name for fit in fits]:
        fits.append(found.family)
    columns = (
        Column("family", Msg("family that fits"), "left"),
        Column("aicc", Verbatim("AICc")),
        Column("ad_p", Msg("AD p")),
        Column("ppm", Msg("ppm outside")),
    )
    rows = tuple(
        (
            family_words(fit.name),
            Num(fit.aicc, 1),
            chance_cell(fit),
            ppm_text(share_outside(fit, spec.low, spec.high), n),
        )
        for fit in fits
    )
    return Table("families", columns, rows)


def family_findings(found: Curved, spec: Specification, n: int) -> Iterator[Finding]:
    """Say when the answer hangs on the family, and when the one that was asked for is rejected."""
    fit = found.family
    if fit is not None and fit.rejected:
        text = Msg(
            "The values are not {family} (Anderson-Darling p {p}): what this curve says of the tails does not"
            " hold.",
            family=family_words(fit.name),
            p=chance_text(fit),
        )
        yield Finding("distribution-rejected", "act", text, {"family": fit.name, "p": fit.ad_p})
    if found.johnson is not None:
        short = Msg(
            "{family} chosen: the ratio of the gaps m n / p^2 is {ratio} at z {z} (SB below 1,"
            " SL 1, SU above)",
            family=family_words(found.johnson.name),
            ratio=fixed(found.johnson.ratio, 3),
            z=fixed(found.johnson.z, 2),
        )
        yield Finding("johnson-chosen", "ok", short, found.johnson._asdict(), short)
    fits = found.fitting
    if hangs_on_family(fits, lambda fit: share_outside(fit, spec.low, spec.high)):
        shares = sorted(share_outside(fit, spec.low, spec.high) for fit in fits)
        text = Msg(
            "The answer hangs on the family: {k} that fit say {a} to {b} ppm. {n} values cannot tell them"
            " apart; process knowledge must.",
            k=len(fits),
            a=ppm_text(shares[0], n),
            b=ppm_text(shares[-1], n),
            n=n,
        )
        values = {fit.name: 1e6 * share_outside(fit, spec.low, spec.high) for fit in fits}
        yield Finding("family-open", "act", text, values)


def _more(index: Index, level: float) -> Fact:
    method = Msg("quantiles of the fit")
    if index.key in ("pp_z", "ppk_z"):
        method = Msg("z of the shares outside; bootstrap") if index.side else Msg("z of the shares outside")
    known = all(map(math.isfinite, index.interval))
    ends, confidence = (index.interval, level) if known else (None, None)
    return Fact(index.value, Verbatim(index.name), None, method, ends, confidence, True, 2)


def curve_facts(found: Curved, fit: Fit, spec: Specification, unit: str | None) -> dict[str, Fact]:
    """Return the facts of the fitted curve."""
    method = Msg("quantiles of the fit; bootstrap")
    index, level = found.ppk, spec.confidence
    facts = {
        "ppk": Fact(index.value, Verbatim(index.name), None, method, index.interval, level, True, 2),
        "ppk_bound": Fact(
            index.bounds[0],
            Msg("one-sided lower bound of {index}", index=index.name),
            None,
            method,
            confidence=level,
        ),
        "distribution": Fact(fit.name, Msg("family of the curve")),
        "ad": Fact(fit.ad, Verbatim("Anderson-Darling")),
    }
    if math.isfinite(fit.aicc):  # not of a curve without greatest likelihood
        facts["aicc"] = Fact(fit.aicc, Verbatim("AICc"))
    if fit.ad_p == fit.ad_p:
        facts["ad_p"] = Fact(fit.ad_p, Msg("p of the Anderson-Darling test of the curve"))
    if math.isfinite(found.pp):
        facts["pp"] = Fact(
            found.pp, Verbatim(found.pp_name), None, Msg("quantiles of the fit"), claim=True, decimals=2
        )
    for one in found.more:
        facts[one.key] = _more(one, level)
    for key, value in zip(("x_low", "x_middle", "x_high"), found.quantiles, strict=True):
        facts[key] = Fact(value, Msg("quantile of the fit"), unit)
    for name, value in fit.parameters.items():
        facts[f"fit_{name}"] = Fact(value, Msg("parameter {name} of the curve", name=name))
    if found.power is not None and all(map(math.isfinite, found.power)):
        facts["fit_lambda"] = facts["fit_lambda"]._replace(
            method=Msg("not rounded; likelihood ratio"), interval=found.power, confidence=level
        )
    for key, share, limit in (("lower", found.below, spec.low), ("upper", found.above, spec.high)):
        if math.isfinite(limit):
            ends = (1e6 * share.interval[0], 1e6 * share.interval[1])
            label = Msg("expected outside by the curve, ppm")
            facts[f"ppm_overall_{key}"] = Fact(1e6 * share.value, label, "ppm", method, ends, level, True)
    total = 1e6 * share_outside(fit, spec.low, spec.high)
    facts["ppm_overall"] = Fact(total, Msg("expected outside by the curve, ppm"), "ppm", claim=True)
    return facts
