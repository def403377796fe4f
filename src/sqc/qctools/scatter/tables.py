"""Title, tables and facts of a scatter diagram."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.qctools.scatter.case import Case
from sqc.qctools.scatter.judge import interval_words, number, r_text
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, p_value, percent
from sqc.stats.line import Line, t_quantile

SHOWN = 20


def title(case: Case) -> Words:
    """Return what was analysed."""
    return Msg("Scatter diagram of {y} over {x}, {n} pairs", y=case.y_name, x=case.x_name,
               n=f"{case.whole.n:,}")  # fmt: skip


def ends(value: float, error: float, line: Line, confidence: float) -> tuple[float, float]:
    """Return the interval of a coefficient."""
    half = t_quantile(confidence, line.df) * error
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
    for name, found, how in (
        (Msg("r, Pearson"), case.whole.pearson, Msg("Fisher z")),
        (Msg("r, Spearman (ranks)"), case.whole.spearman, Msg("Bonett-Wright")),
    ):
        rows.append((name, r_text(found.r), interval_words(found), _p(found.p), how))
    if case.inside is not None:
        inside = case.inside
        how = Msg("less the means of the strata")
        rows.append((Msg("r within strata"), r_text(inside.r), interval_words(inside), _p(inside.p), how))
    for name, value, error, p in (
        (Msg("slope"), line.slope, line.slope_se, line.p),
        (Msg("intercept"), line.intercept, line.intercept_se, math.nan),
    ):
        low, high = ends(value, error, line, case.confidence)
        between = Msg("{a} to {b}", a=number(low, error), b=number(high, error))
        rows.append((name, number(value, error), between, _p(p), Msg("Student's t")))
    rows.append((Msg("residual standard deviation"), number(line.sd), "", "", Msg("n - 2 = {n}", n=line.df)))
    rows.append((Verbatim("R2"), percent(line.r2, 1), "", "", Msg("of the variance")))
    columns = (
        Column("what", "", "left"),
        Column("value", Msg("value")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("p", Msg("p")),
        Column("from", Msg("from"), "left"),
    )
    return Table("summary", columns, tuple(rows))


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
    columns = (
        Column("lag", Msg("lag")),
        Column("r", Verbatim("r")),
        Column("interval", Msg("{level} % interval", level=f"{100 * case.confidence:.10g}"), "left"),
    )
    rows = tuple((k, r_text(one.r), interval_words(one)) for k, one in enumerate(case.lags))
    return Table("lags", columns, rows, Msg("By lag; the largest of several is too large by chance"))


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the diagram by its key."""
    whole, line, sure = case.whole, case.whole.line, case.confidence
    assert line is not None
    r, rank = whole.pearson, whole.spearman
    slope, intercept = (
        ends(value, error, line, sure)
        for value, error in ((line.slope, line.slope_se), (line.intercept, line.intercept_se))
    )
    t = Msg("Student's t")
    found = {
        "n": Fact(whole.n, Msg("number of pairs")),
        "r": Fact(r.r, Msg("r, Pearson"), None, Msg("Fisher z"), (r.low, r.high), sure),
        "r_p": Fact(r.p, Msg("p of r, Pearson")),
        "rho": Fact(
            rank.r, Msg("r, Spearman (ranks)"), None, Msg("Bonett-Wright"), (rank.low, rank.high), sure
        ),
        "rho_p": Fact(rank.p, Msg("p of r, Spearman")),
        "slope": Fact(line.slope, Msg("slope"), None, t, slope, sure),
        "slope_se": Fact(line.slope_se, Msg("standard error of the slope")),
        "intercept": Fact(line.intercept, Msg("intercept"), None, t, intercept, sure),
        "intercept_se": Fact(line.intercept_se, Msg("standard error of the intercept")),
        "r2": Fact(line.r2, Msg("share of the variance that the line explains")),
        "residual_sd": Fact(line.sd, Msg("residual standard deviation"), case.y.unit or None),
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


def frame(case: Case) -> dict[str, list[object]]:
    """Return the pairs with the line, the residuals and both bands, in full precision."""
    whole, line = case.whole, case.whole.line
    assert line is not None
    at = line.at(whole.x)
    mean, single = line.half_widths(whole.x, case.confidence)
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
    """Return the line as an equation, for the picture."""
    line = case.whole.line
    assert line is not None
    sign = "+" if line.slope >= 0 else "−"
    return Verbatim(
        f"{case.y.name} = {number(line.intercept)} {sign} {number(abs(line.slope))} × {case.x.name}"
    )


def sd_words(case: Case) -> str:
    """Return the residual standard deviation."""
    line = case.whole.line
    assert line is not None
    return number(line.sd)


def r2_words(case: Case) -> str:
    """Return R2."""
    line = case.whole.line
    assert line is not None
    return fixed(line.r2, 3)
