"""The table of families: parameters, tests, AICc, ppm."""

from __future__ import annotations

import math

from sqc.capability.distribution_judge import chance_cell
from sqc.capability.distribution_study import ENDS, Study
from sqc.capability.distribution_words import family_words, parameter_words, reason_words
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, p_value, panel_decimals, ppm_text
from sqc.stats.families.fit import Fit

# parameters that are values of the characteristic
IN_UNIT = ("mean", "location", "threshold")


def tables(study: Study) -> tuple[Table, ...]:
    """Return a row per family: fits by rising AICc, then those without one.

    Beside the ppm outside a specification the parameters have no room: they stand in a table of their own.
    """
    columns = [
        Column("family", Msg("distribution"), "left"),
        Column("aicc", Msg("AICc")),
        Column("ad", Msg("AD")),
        Column("ad_p", Msg("AD p")),
        Column("ratio_p", Msg("LR p")),
    ]
    parameters = Column("parameters", Msg("parameters"), "left")
    rows: list[tuple[Cell, ...]] = [_row(study, fit) for fit in study.fits]
    told: list[Words] = [parameters_text(study, fit) for fit in study.fits]
    rows += [(family_words(one.name), "-", "-", "-", "-") for one in study.failed]
    told += [reason_words(one.reason, float(study.values.min())) for one in study.failed]
    if not study.specified:
        joined = tuple((*row, text) for row, text in zip(rows, told, strict=True))
        return (Table("families", (*columns, parameters), joined),)
    outside = [ppm_text(study.share(fit), fit.n) for fit in study.fits] + ["-"] * len(study.failed)
    first = tuple((*row, ppm) for row, ppm in zip(rows, outside, strict=True))
    second = tuple((row[0], text) for row, text in zip(rows, told, strict=True))
    return (
        Table("families", (*columns, Column("ppm", _outside_head(study))), first),
        Table("parameters", (columns[0], parameters), second),
    )


def _outside_head(study: Study) -> Words:
    if math.isnan(study.usl):
        return Msg("ppm below {lsl}", lsl=f"{study.lsl:.15g}")
    if math.isnan(study.lsl):
        return Msg("ppm above {usl}", usl=f"{study.usl:.15g}")
    return Msg("ppm outside")


def _row(study: Study, fit: Fit) -> tuple[Cell, ...]:
    ratio = study.ratio_p(fit)
    return (
        family_words(fit.name),
        fixed(fit.aicc, 1) if math.isfinite(fit.aicc) else "-",
        fixed(fit.ad, 2) if math.isfinite(fit.ad) else "-",
        chance_cell(fit),
        "-" if math.isnan(ratio) else p_value(ratio).removeprefix("= "),
    )


def parameters_text(study: Study, fit: Fit) -> Words:
    """Return parameters by name: places with the decimals of the values, others with four figures."""
    digits = panel_decimals(study.about.decimals, float(study.values.std()))
    told = [
        Msg(
            "{name} {value}",
            name=parameter_words(key),
            value=fixed(value, digits) if key in IN_UNIT else f"{value:.4g}",
        )
        for key, value in fit.parameters.items()
    ]
    return Join(told, ", ")


def frame(study: Study) -> dict[str, list[object]]:
    """Return a column per number, in full precision."""
    keys = [key for fit in study.fits for key in fit.parameters]
    found: dict[str, list[object]] = {
        "family": [one.name for one in study.found],
        "aicc": [], "loglik": [], "ad": [], "ad_p": [], "ad_p_relation": [], "ratio_p": [],
        "q00135": [], "median": [], "q99865": [], "ppm": [], "reason": [],
    }  # fmt: skip
    found |= {f"parameter_{key}": [] for key in dict.fromkeys(keys)}
    for one in study.found:
        numbers = _numbers(study, one) if isinstance(one, Fit) else {"reason": one.reason}
        for key in found:
            if key != "family":
                found[key].append(numbers.get(key))
    if not study.specified:
        del found["ppm"]
    return found


def _numbers(study: Study, fit: Fit) -> dict[str, object]:
    low, middle, high = fit.quantile(ENDS)
    found: dict[str, object] = {
        "aicc": _known(fit.aicc),
        "loglik": fit.loglik,
        "ad": _known(fit.ad),
        "ad_p": _known(fit.ad_p),
        "ad_p_relation": None if math.isnan(fit.ad_p) else fit.chance.relation,
        "ratio_p": _known(study.ratio_p(fit)),
        "q00135": float(low),
        "median": float(middle),
        "q99865": float(high),
        "ppm": 1e6 * study.share(fit),
    }
    return found | {f"parameter_{key}": value for key, value in fit.parameters.items()}


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def facts(study: Study) -> dict[str, Fact]:
    """Return counts, the best family and its tail points."""
    found = {
        "n": Fact(len(study.values), Msg("values that count")),
        "n_fitted": Fact(len(study.fits), Msg("distributions with a fit")),
        "n_alike": Fact(len(study.fitting), Msg("distributions that the data cannot tell apart")),
    }
    if study.fits:
        best = study.fits[0]
        unit = study.about.unit or None
        method = Msg("{family}, maximum likelihood", family=family_words(best.name))
        found["best"] = Fact(best.name, Msg("distribution of the smallest AICc"))
        found["aicc"] = Fact(_known(best.aicc), Msg("its AICc"), None, method)
        for key, value, name in zip(
            ("q00135", "median", "q99865"), best.quantile(ENDS), ("X0.135", "X50", "X99.865"), strict=True
        ):
            found[key] = Fact(float(value), Verbatim(name), unit, method)
        if study.specified:
            found["ppm"] = Fact(1e6 * study.share(best), _outside_head(study), "ppm", method)
    return found
