"""Title, tables and facts of a scatter diagram."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.qctools.scatter.case import Case
from sqc.qctools.scatter.judge import interval_words, number, r_text
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, p_value, percent
from sqc.stats.line import Line, t_quantile
from sqc.stats.regression import Curve

SHOWN, LAGGED = 20, 5


def title(case: Case) -> Words:
    """Return what was analysed."""
    return Msg("Scatter diagram of {y} over {x}, {n} pairs", y=case.y_name, x=case.x_name,
               n=f"{case.whole.n:,}")  # fmt: skip


def fitted(case: Case) -> Line | Curve:
    """Return what was fitted: the line, or the curve that was asked for."""
    line = case.whole.line
    assert line is not None
    return case.whole.curve or line


def ends(value: float, error: float, df: int, confidence: float) -> tuple[float, float]:
    """Return the interval of a coefficient."""
    half = t_quantile(confidence, df) * error
    return value - half, value + half


def tables(case: Case) -> tuple[Table, ...]:
    """Return correlations and line, the strata, the lags."""
    found = [_summary(case)]
    if case.parts:
        found.append(_strata(case))
    if case.lags:
        found.append(_lags(case))
    return tuple(found)


def _summary(case: Case) -> Table:
    line, level = case.whole.line, f"{100 * case.confidence:.10g}"
    assert line is not None
    rows: list[tuple[Cell, ...]] = []
    for what, found, how in (
        (Msg("r, Pearson"), case.whole.pearson, Msg("Fisher z")),
        (Msg("r, Spearman (ranks)"), case.whole.spearman, Msg("Bonett-Wright")),
    ):
        rows.append((what, r_text(found.r), interval_words(found), _p(found.p), how))
    if case.inside is not None:
        inside = case.inside
        how = Msg("less the means of the strata")
        rows.append((Msg("r within strata"), r_text(inside.r), interval_words(inside), _p(inside.p), how))
    for name, value, error, p in _coefficients(case):
        low, high = ends(value, error, fitted(case).df, case.confidence)
        between = Msg("{a} to {b}", a=number(low, error), b=number(high, error))
        rows.append((name, number(value, error), between, _p(p), Msg("Student's t")))
    fit = fitted(case)
    freedom = Verbatim(f"n - {case.whole.n - fit.df} = {fit.df}")
    rows.append((Msg("residual standard deviation"), number(fit.sd), "", "", freedom))
    rows.append((Verbatim("R2"), percent(fit.r2, 1), "", "", Msg("of the variance")))
    columns = (
        Column("what", "", "left"),
        Column("value", Msg("value")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("p", Msg("p")),
        Column("from", Msg("from"), "left"),
    )
    return Table("summary", columns, tuple(rows))


def _coefficients(case: Case) -> list[tuple[Words, float, float, float]]:
    """Return name, value, standard error and p of each coefficient; of a curve the p of the last term."""
    line, curve = case.whole.line, case.whole.curve
    assert line is not None
    if curve is None:
        return [
            (Msg("slope"), line.slope, line.slope_se, line.p),
            (Msg("intercept"), line.intercept, line.intercept_se, math.nan),
        ]
    names = [Msg("constant"), Verbatim("x"), *(Verbatim(f"x^{k}") for k in range(2, case.whole.degree + 1))]
    p = [math.nan] * case.whole.degree + [curve.p]
    return list(zip(names, curve.coefficients.tolist(), curve.errors.tolist(), p, strict=True))


def _p(p: float) -> str:
    return "" if math.isnan(p) else p_value(p).removeprefix("= ")


def _strata(case: Case) -> Table:
    columns = (
        Column("stratum", Verbatim(case.part_name), "left"),
        Column("n", Msg("number of pairs")),
        Column("r", Verbatim("r")),
        Column("interval", Msg("{level} % interval", level=f"{100 * case.confidence:.10g}"), "left"),
        Column("slope", Msg("slope")),
        Column("intercept", Msg("intercept")),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, one in list(case.parts.items())[:SHOWN]:
        line = one.line
        coefficients = ("-", "-") if line is None else (number(line.slope), number(line.intercept))
        rows.append((name, one.n, r_text(one.pearson.r), interval_words(one.pearson), *coefficients))
    if len(case.parts) > SHOWN:
        rows.append((Msg("... {n} more", n=len(case.parts) - SHOWN), "", "", "", "", ""))
    return Table("strata", columns, tuple(rows), Msg("By {column}", column=case.part_name))


def _lags(case: Case) -> Table:
    strata = list(case.parts)[:LAGGED]
    columns = (
        Column("lag", Msg("lag")),
        Column("r", Msg("r within strata") if case.parts else Verbatim("r")),
        Column("interval", Msg("{level} % interval", level=f"{100 * case.confidence:.10g}"), "left"),
        *(Column(f"r_{i}", Verbatim(name)) for i, name in enumerate(strata, 1)),
    )
    rows = tuple(
        (k, r_text(one.whole.r), interval_words(one.whole),
         *(r_text(one.parts[name].r) if name in one.parts else "-" for name in strata))
        for k, one in enumerate(case.lags)
    )  # fmt: skip
    return Table("lags", columns, rows, Msg("By lag; the largest of several is too large by chance"))


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the diagram by its key."""
    whole, fit, sure = case.whole, fitted(case), case.confidence
    r, rank = whole.pearson, whole.spearman
    found = {
        "n": Fact(whole.n, Msg("number of pairs")),
        "r": Fact(r.r, Msg("r, Pearson"), None, Msg("Fisher z"), (r.low, r.high), sure),
        "r_p": Fact(r.p, Msg("p of r, Pearson")),
        "rho": Fact(
            rank.r, Msg("r, Spearman (ranks)"), None, Msg("Bonett-Wright"), (rank.low, rank.high), sure
        ),
        "rho_p": Fact(rank.p, Msg("p of r, Spearman")),
        **_fit_facts(case),
        "r2": Fact(fit.r2, Msg("share of the variance that the fit explains")),
        "residual_sd": Fact(fit.sd, Msg("residual standard deviation"), case.y.unit or None),
        "r_without": Fact(whole.influence[1] if whole.n > 3 else math.nan,
                          Msg("r without the point that changes it most")),
    }  # fmt: skip
    if whole.bend is not None:
        found["bend_p"] = Fact(whole.bend.p, Msg("p of a quadratic term"))
    if case.inside is not None:
        inside = case.inside
        found["r_within"] = Fact(
            inside.r, Msg("r within strata"), None, Msg("Fisher z"), (inside.low, inside.high), sure
        )
        found["slopes_p"] = Fact(case.slopes_p, Msg("p of equal slopes"))
    return found


def _fit_facts(case: Case) -> dict[str, Fact]:
    """Return the coefficients by their keys, of a curve its turn too."""
    sure, df, curve = case.confidence, fitted(case).df, case.whole.curve
    keys = ["slope", "intercept"] if curve is None else [f"b{k}" for k in range(case.whole.degree + 1)]
    found = {}
    for key, (name, value, error, _) in zip(keys, _coefficients(case), strict=True):
        between = ends(value, error, df, sure)
        found[key] = Fact(value, name, None, Msg("Student's t"), between, sure)
        found[f"{key}_se"] = Fact(error, Msg("standard error of {what}", what=name))
    if curve is not None:
        found["curve_p"] = Fact(curve.p, Msg("p of the last term"))
    if curve is not None and not math.isnan(curve.turn):
        found["turn"] = Fact(
            curve.turn, Msg("x at which the curve turns"), case.x.unit or None, Verbatim("Fieller"),
            curve.turn_ends(sure), sure,
        )  # fmt: skip
    return found


def frame(case: Case) -> dict[str, list[object]]:
    """Return the pairs with the line, the residuals and both bands, in full precision."""
    whole, fit = case.whole, fitted(case)
    at = fit.at(whole.x)
    mean, single = fit.half_widths(whole.x, case.confidence)
    names = {int(row): name for name, one in case.parts.items() for row in one.rows}
    columns: dict[str, list[object]] = {
        "row": (whole.rows + 1).tolist(),
        "x": whole.x.tolist(),
        "y": whole.y.tolist(),
        "fit": at.tolist(),
        "residual": (whole.y - at).tolist(),
        "mean_lower": (at - mean).tolist(),
        "mean_upper": (at + mean).tolist(),
        "prediction_lower": (at - single).tolist(),
        "prediction_upper": (at + single).tolist(),
    }
    if names:
        columns["stratum"] = [names[int(row)] for row in whole.rows]
    return columns


def line_words(case: Case) -> Words:
    """Return the line or the curve as an equation, for the picture."""
    line, curve = case.whole.line, case.whole.curve
    assert line is not None
    values = [line.intercept, line.slope] if curve is None else curve.coefficients.tolist()
    shown = [number(abs(value)) for value in values]
    if curve is not None and curve.sd > 0:
        # terms of a curve cancel each other: each to a hundredth of the residuals
        far = float(np.abs(case.whole.x).max())
        places = [max(0, math.ceil(math.log10(50.0 * far**k / curve.sd))) for k in range(len(values))]
        shown = [fixed(abs(value), place) for value, place in zip(values, places, strict=True)]
    said = f"{case.y.name} = {'−' if values[0] < 0 else ''}{shown[0]}"
    for k, value in enumerate(values[1:], 1):
        power = "" if k == 1 else "²³⁴⁵"[k - 2]
        said += f" {'+' if value >= 0 else '−'} {shown[k]} × {case.x.name}{power}"
    return Verbatim(said)


def sd_words(case: Case) -> str:
    """Return the residual standard deviation."""
    return number(fitted(case).sd)


def r2_words(case: Case) -> str:
    """Return R2."""
    return fixed(fitted(case).r2, 3)
