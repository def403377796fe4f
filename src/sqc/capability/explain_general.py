"""What can be said of capability without a file: formulas in letters of indices, curves and counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from sqc.capability.attribute_explain import CRITERIA as CRITERIA_OF_COUNTS
from sqc.capability.attribute_explain import ENTRIES as COUNTS
from sqc.capability.attribute_explain import in_general
from sqc.capability.curved_letters import FOLDED, QUANTILES, point_words, quantile_letters
from sqc.capability.curved_parameters import parameter_entry, parameter_list
from sqc.capability.distribution_fit import unknown_distribution
from sqc.capability.distribution_words import PARAMETER
from sqc.capability.explain_words import CRITERIA, CURVE_ENTRIES, ENTRIES, OF_STANDARD, Entry
from sqc.charts.explain.findings import explain_finding
from sqc.charts.explain.general import General
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.report.explain import Explainer, Explanation, Formula
from sqc.stats.families.catalog import FAMILIES, NAMES, family

_INDICES = ("cp", "cpl", "cpu", "cpk", "pp", "ppl", "ppu", "ppk", "cpm")
_BOUNDED = tuple(f"{key}_bound" for key in _INDICES)
# --dist that is no curve with a formula of its own
_NO_CURVE = ("normal", "auto", "johnson", "empirical")
_SHARES = {"x_low": "0.00135", "x_middle": "0.5", "x_high": "0.99865"}
# of a fitted curve, where its entry leaves the formula to the study
_OF_CURVE: Mapping[str, Words] = {
    "ppk": Verbatim("min((USL - X50) / (X99.865 - X50), (X50 - LSL) / (X50 - X0.135))"),
    "ppk_bound": Msg(
        "quantile at {p} of {index} in refits to samples drawn from the curve",
        p=Msg("1 - confidence"), index="Ppk",
    ),
    "ppm_overall": Verbatim("1000000 x (p_lower + p_upper)"),
    "ppm_overall_lower": Verbatim("1000000 x p_lower"),
    "ppm_overall_upper": Verbatim("1000000 x p_upper"),
}  # fmt: skip


def of_capability(dist: str | None = None) -> General:
    """Return what can be said of capability without a file: general formulas, and when findings speak.

    Parameters
    ----------
    dist : str, optional
        The family whose quantiles are written out.

    Raises
    ------
    OptionError
        ``unknown-distribution``.

    Examples
    --------
    >>> of_capability("weibull").explain("x_low", "en").splitlines()[2]
    '  X0.135 = scale x (-ln(1 - p))^(1 / shape)'
    """
    if dist is not None and dist not in (*NAMES, *_NO_CURVE):
        raise unknown_distribution(dist, (*NAMES, *_NO_CURVE[1:]))
    curve = dist if dist in FAMILIES and dist != "normal" else None
    parameters = PARAMETER if curve is None else family(curve).parameters
    curves = [key for key in CURVE_ENTRIES if key != "fit"] + [f"fit_{name}" for name in parameters]
    known = (
        *ENTRIES, *_BOUNDED, "sigma_within", *OF_STANDARD, *curves, *COUNTS, *CRITERIA, *CRITERIA_OF_COUNTS,
    )  # fmt: skip
    return General("cpk", Explainer((), tuple(dict.fromkeys(known)), partial(_find, curve)))


def _find(curve: str | None, key: str) -> Explanation | None:
    if key == "sigma_within":
        from sqc.charts.explain.symbols import general

        return general(key, {})
    name = key.removeprefix("fit_")
    if key.startswith("fit_") and name in (PARAMETER if curve is None else family(curve).parameters):
        entry = parameter_entry(name, curve or "")
        return _said(key, entry, _one(entry))
    by_curve = CURVE_ENTRIES.get(key)
    if key in _BOUNDED and (curve is None or by_curve is None):
        return _bound(key)
    if by_curve is not None and (curve is not None or key not in ENTRIES):
        found = _said(key, by_curve, _curve_lines(curve, key, by_curve))
        return found._replace(symbols=_letters(curve) if curve is not None and key in _SHARES else None)
    normal = ENTRIES.get(key) or OF_STANDARD.get(key)
    if normal is not None:
        beside = () if by_curve is None else _beside(key, by_curve)
        return _said(key, normal, (*_one(normal), *beside))
    if key in COUNTS:
        more, letters = in_general(key)
        return _said(key, COUNTS[key], (*_one(COUNTS[key]), *more))._replace(symbols=letters)
    return explain_finding(key, (), _criteria())


def _said(key: str, entry: Entry, lines: tuple[Formula, ...]) -> Explanation:
    sentence = Msg("{name}: {meaning}.", name=entry.name, meaning=entry.meaning)
    return Explanation(
        key, sentence, None, lines, needs=entry.needs, differs=entry.differs, sources=entry.sources
    )


def _one(entry: Entry) -> tuple[Formula, ...]:
    return (Formula(entry.name, (entry.formula,)),) if entry.formula else ()


def _curve_lines(curve: str | None, key: str, entry: Entry) -> tuple[Formula, ...]:
    if key not in _SHARES:
        return _one(entry._replace(formula=entry.formula or _OF_CURVE.get(key, "")))
    written = () if curve is None else quantile_letters(curve)
    if not written:
        said = Msg("value that the share {p} of the curve lies below", p=_SHARES[key])
        if curve == "folded-normal":
            said = Msg("x at which {share} = {p}", share=FOLDED, p=_SHARES[key])
        written = (said,)
    names: tuple[Words, ...] = (entry.name, Msg("{name} where it is below 0", name=entry.name))
    return tuple(Formula(name, (one,)) for name, one in zip(names, written, strict=False))


def _beside(key: str, entry: Entry) -> tuple[Formula, ...]:
    """Return the formula of a fitted curve beside that of the normal one."""
    said = entry.formula or _OF_CURVE[key]
    if said == (ENTRIES[key].formula if key in ENTRIES else None):
        return ()
    return (Formula(Msg("{name} of a fitted curve", name=entry.name), (said,)),)


def _letters(curve: str) -> Words:
    found = parameter_list(curve)
    found += point_words("" if curve == "folded-normal" else QUANTILES.get(curve, ""))
    if curve == "folded-normal":
        found.append(Msg("F the standard normal distribution function"))
    return Msg("{list}.", list=Join(found, "; "))


def _bound(key: str) -> Explanation:
    """Return the lower confidence bound of an index in letters."""
    entry = ENTRIES[key.removesuffix("_bound")]
    said = Msg("{index} {sign} z sqrt(1 / (9 n) + {index}^2 / (2 df))", index=entry.name, sign="-")
    if key in ("cp_bound", "pp_bound", "cpm_bound"):
        said = Msg(
            "{index} x sqrt(chi-square quantile at {p} / df)", index=entry.name, p=Msg("1 - confidence")
        )
    lines = [Formula(Msg("lower bound"), (said,))]
    if key == "ppk_bound":
        lines += _beside(key, CURVE_ENTRIES[key]._replace(name=Msg("lower bound")))
    meaning = Msg("what {index} is at least, with the confidence", index=entry.name)
    return _said(key, entry._replace(name=Msg("lower bound"), meaning=meaning, differs=None), tuple(lines))


def _criteria() -> Mapping[str, Words]:
    """Return when each finding speaks, of counts too where they have one of the same name."""
    found: dict[str, Words] = {**CRITERIA_OF_COUNTS, **CRITERIA}
    for key in CRITERIA.keys() & CRITERIA_OF_COUNTS.keys():
        found[key] = Msg(
            "{measured}; of counts: {counted}", measured=CRITERIA[key], counted=CRITERIA_OF_COUNTS[key]
        )
    return found
