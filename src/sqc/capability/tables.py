"""The tables of a normal study: indices with intervals, what lies outside."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sqc.capability.judge import Case
from sqc.capability.normal import Index
from sqc.capability.numbers import index_text, interval_text
from sqc.capability.standards import by_method
from sqc.charts.width import METHOD_NAMES
from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Table
from sqc.report.numbers import fixed, percent, ppm_text
from sqc.stats.capability import proven_below


def index_table(case: Case, shares: bool = True) -> Table:
    """Return the indices that are stated, the one the answer is about among the first.

    `shares`: with what lies outside the one limit there is.
    """
    head = Msg("{level} % interval", level=case.percent)
    columns = (
        Column("index", "", "left"),
        Column("value", Msg("value")),
        Column("interval", head, "left"),
        Column("from", Msg("from"), "left"),
    )
    rows = [*_rows(case)]
    if shares and not case.spec.two_sided and case.stability.state != "few":
        rows.append(_expected(case))
    if not case.stability.shown:
        rows.append((_not_stated(case), Msg("not stated"), "", _why(case)))
    if case.stability.state in ("unstable", "undefined"):
        seen, n = sum(case.normal.observed), case.moments.n
        rows.append((Msg("observed"), Msg("{a} of {n}", a=seen, n=n), "", Msg("outside the specification")))
    return Table("indices", columns, tuple(rows))


def _rows(case: Case) -> Iterator[tuple[Cell, ...]]:
    letters = "pc" if case.headline.key == "ppk" else "cp"
    if case.standard is not None or not case.stability.shown:
        letters = "p"
    for letter in letters:
        wide, side = case.normal.of(letter + "p"), case.normal.of(letter + "pk")
        sigma = _sigma_words(case, letter)
        if case.spec.two_sided:
            yield _row(case, wide, sigma)
            yield _row(case, side, by_method(_side_words(case, side), _method(case)))
        else:
            if case.star is not None:
                star = case.star
                origin = Msg("from the bound to the limit; no goal")
                yield star.name, index_text(star.value), interval_text(star.interval), origin
            yield _row(case, side, sigma)
    target = case.normal.of("cpm")
    if math.isfinite(target.value) and (case.standard is None or case.stability.shown):
        words = Msg("about the target {target}, sigma overall", target=f"{case.spec.target:.15g}")
        yield _row(case, target, words)


def _row(case: Case, index: Index, origin: Words) -> tuple[Cell, ...]:
    return index.name, index_text(index.value, case.spec.goal), interval_text(index.interval), origin


def _method(case: Case) -> str:
    return "" if case.standard is None else case.standard.normal


def _sigma_words(case: Case, letter: str) -> Words:
    unit = case.chart.sample.about.unit
    unit = f" {unit}" if unit else ""
    if letter == "p":
        sigma = fixed(case.moments.sigma_overall, case.chart.digits)
        said = Msg("sigma overall {s} (s, df {df})", s=sigma + unit, df=case.moments.df_overall)
        return by_method(said, _method(case))
    df = f"{case.moments.df_cp:.1f}".removesuffix(".0")
    if case.moments.between is not None:
        from sqc.capability.between import method_words

        return Msg(
            "sigma between/within {s} ({method}, df {df})",
            s=fixed(case.moments.sigma_cp, case.chart.digits) + unit,
            method=method_words(case.moments.method),
            df=df,
        )
    method = METHOD_NAMES.get(case.moments.method, case.moments.method)
    return Msg(
        "sigma within {s} ({method}, df {df})",
        s=fixed(case.moments.sigma_within, case.chart.digits) + unit,
        method=method,
        df=df,
    )


def _side_words(case: Case, index: Index) -> Words:
    if index.key == "ppk" and case.stability.state == "unstable":
        if index.side == "upper":
            return Msg("upper side; looks back, is no forecast")
        return Msg("lower side; looks back, is no forecast")
    mean = fixed(case.moments.mean, case.chart.digits)
    if index.side == "upper":
        return Msg("upper side: USL - {mean}; normal approximation", mean=mean)
    return Msg("lower side: {mean} - LSL; normal approximation", mean=mean)


def _not_stated(case: Case) -> Words:
    return Msg("Cp, Cpk") if case.spec.two_sided else "Cpk"


def _why(case: Case) -> Words:
    if case.stability.state == "few":
        return Msg("stability cannot be judged on {n} values", n=case.moments.n)
    if case.stability.state == "sorted":
        return Msg("the order in time is lost")
    return Msg("the process is not stable")


def _expected(case: Case) -> tuple[Cell, ...]:
    overall = case.normal.overall
    head = Msg("above, ppm") if math.isnan(case.spec.low) else Msg("below, ppm")
    seen = Msg("expected, overall; observed {a} of {n}", a=sum(case.normal.observed), n=case.moments.n)
    return head, ppm_text(overall.share, case.moments.n), "-", seen


def outside_table(case: Case) -> Table | None:
    """Return what is expected and observed outside two limits, None where the other table says it."""
    if not case.spec.two_sided or case.stability.state in ("unstable", "few", "undefined"):
        return None
    n = case.moments.n
    columns = (
        Column("ppm", Msg("outside, ppm"), "left"),
        Column("below", Msg("below LSL")),
        Column("above", Msg("above USL")),
        Column("both", Msg("both")),
    )
    rows: list[tuple[Cell, ...]] = []
    expected = [(Msg("expected, overall"), case.normal.overall)]
    if case.stability.shown and case.standard is None:
        name = Msg("expected, within") if case.moments.between is None else Msg("expected, between/within")
        expected.insert(0, (name, case.normal.within))
    for name, one in expected:
        rows.append((name, ppm_text(one.below, n), ppm_text(one.above, n), ppm_text(one.share, n)))
    below, above = case.normal.observed
    rows.append((Msg("observed"), below, above, observed_words(below + above, n)))
    return Table("outside", columns, tuple(rows))


def observed_words(events: int, n: int) -> Words:
    """Return ``0 of 125 (proves only < 2.4 %)``."""
    bound = percent(proven_below(events, n), 1)
    return Msg("{a} of {n} (proves only < {p})", a=events, n=n, p=bound)
