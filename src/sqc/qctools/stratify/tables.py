"""Title, tables and facts of a stratification of a measure."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, Words
from sqc.qctools.stratify.case import Case
from sqc.qctools.stratify.groups import Groups
from sqc.qctools.stratify.judge import column_p, ends_text, signed
from sqc.report.model import Cell, Column, Fact, Num, Table
from sqc.report.numbers import fixed, p_value, percent

SHOWN = 20
TEST_NAMES = {"welch": Msg("Welch"), "anova": Msg("analysis of variance"), "kruskal": Msg("Kruskal-Wallis")}


def title(case: Case) -> Words:
    """Return what was analysed."""
    ways, n = case.rows.ways, len(case.rows.values)
    if len(ways) > 1:
        return Msg("{measure} by {n} columns, N = {total}", measure=case.rows.measure, n=len(ways), total=n)
    return Msg(
        "{measure} by {column}, {k} strata, N = {total}",
        measure=case.rows.measure, column=ways[0].name, k=len(ways[0].names), total=n,
    )  # fmt: skip


def tables(case: Case) -> tuple[Table, ...]:
    """Return the ranking of the columns, the strata, the answers, and the other columns for files."""
    several = len(case.groups) > 1
    found = [_ranking(case)] if several else []
    found.append(strata_table("strata", case, case.first, several))
    if len(case.first.names) > 2:
        found.append(_others(case))
    found.append(_answers(case))
    for i, groups in enumerate(case.groups[1:], 2):
        found.append(strata_table(f"strata_{i}", case, groups, True)._replace(printed=False))
    return tuple(found)


def _level(groups: Groups) -> str:
    return f"{100 * groups.confidence:.10g}"


def _ranking(case: Case) -> Table:
    """Return a row a column: what it explains alone, and beside the others."""
    level = _level(case.first)
    columns = (
        Column("column", Msg("column"), "left"),
        Column("strata", Msg("strata")),
        Column("share", Msg("share of variance")),
        Column("interval", Msg("{level} % interval", level=level), "left"),
        Column("p", Msg("alone p"), "left"),
        Column("beside", Msg("beside the others p"), "left"),
    )
    rows: list[tuple[Cell, ...]] = []
    for groups, place, p in zip(case.groups, case.order, column_p(case), strict=True):
        beside = None if case.columns is None else case.columns.beside[place]
        rows.append(
            (
                groups.name,
                len(groups.names),
                percent(groups.share, 1),
                ends_text(groups.share_ends),
                _bare(p),
                "-" if beside is None else _bare(beside.p),
            )
        )
    if case.columns is not None and case.columns.joint is not None:
        joint = _bare(case.columns.joint.p)
        rows.append((Msg("joint action"), "", "", "", "", joint))
    return Table("columns", columns, tuple(rows))


def strata_table(key: str, case: Case, groups: Groups, headed: bool) -> Table:
    """Return a row a stratum: number, mean with interval, spread, median, ends, distance from the others."""
    digits = case.digits
    columns = [
        Column("stratum", groups.name if headed else Msg("stratum"), "left"),
        Column("n", Msg("n")),
        Column("mean", Msg("mean")),
        Column("interval", Msg("{level} % interval", level=_level(groups)), "left"),
        Column("sd", Msg("sd")),
        Column("median", Msg("median")),
        Column("min", Msg("min")),
        Column("max", Msg("max")),
    ]
    (low, high), (least, most) = groups.intervals, groups.ends
    rows: list[tuple[Cell, ...]] = []
    for i in range(min(len(groups.names), SHOWN)):
        ends: Cell = "-"
        if not math.isnan(low[i]):
            ends = Msg("{a} to {b}", a=fixed(float(low[i]), digits), b=fixed(float(high[i]), digits))
        cells: tuple[Cell, ...] = (
            groups.names[i],
            int(groups.n[i]),
            fixed(float(groups.means[i]), digits),
            ends,
            Num(float(groups.stats.sd[i]), digits),
            fixed(float(groups.medians[i]), digits),
            fixed(float(least[i]), case.rows.decimals),
            fixed(float(most[i]), case.rows.decimals),
        )
        rows.append(cells)
    if len(groups.names) > SHOWN:
        rows.append((Msg("... {n} more", n=len(groups.names) - SHOWN), *("",) * (len(columns) - 1)))
    return Table(key, tuple(columns), tuple(rows))


def _others(case: Case) -> Table:
    """Return a row a stratum: its mean less that of the others, with an interval for all of them."""
    groups, digits = case.first, case.digits
    columns = (
        Column("stratum", groups.name, "left"),
        Column("others", Msg("to the others")),
        Column("interval", Msg("{level} % interval", level=_level(groups)), "left"),
        Column("p", Msg("p"), "left"),
    )
    found = groups.others
    rows = tuple(
        (
            groups.names[i],
            signed(float(found.value[i]), digits),
            Msg("{a} to {b}", a=fixed(float(found.low[i]), digits), b=fixed(float(found.high[i]), digits)),
            _bare(float(found.p[i])),
        )
        for i in range(min(len(groups.names), SHOWN))
    )
    apart = frozenset((i, 1) for i in groups.apart if i < SHOWN)
    return Table("others", columns, rows, emphasis=apart, printed=len(groups.names) <= SHOWN)


def _answers(case: Case) -> Table:
    """Return what is asked of the strata: value, interval, from what."""
    groups, digits = case.first, case.digits
    columns = (
        Column("question", Msg("question"), "left"),
        Column("value", Msg("value")),
        Column("interval", Msg("{level} % interval", level=_level(groups)), "left"),
        Column("from", Msg("from"), "left"),
    )
    high, low = groups.extremes
    found = groups.difference
    ends: Cell = "-"
    if not math.isnan(found.low):
        ends = Msg("{a} to {b}", a=fixed(found.low, digits), b=fixed(found.high, digits))
    how: Words = Msg("Tukey-Kramer, spreads as one") if groups.alike else Msg("Games-Howell")
    if len(groups.names) == 2:
        how = Msg("Student, spreads as one") if groups.alike else Msg("Welch")
    pair = Msg("{a} less {b}; {how}", a=groups.names[high], b=groups.names[low], how=how)
    rows: list[tuple[Cell, ...]] = [
        (Msg("share of variance"), percent(groups.share, 1), ends_text(groups.share_ends),
         Msg("omega squared; noncentral F")),
        (Msg("largest difference"), fixed(float(found.value), digits), ends, pair),
        (Msg("spread inside"), fixed(float(groups.anova.within**0.5), digits), "",
         Msg("{all} of all values together", all=fixed(float(np.std(groups.x, ddof=1)), digits))),
    ]  # fmt: skip
    rows += [(_test_row(groups, name)) for name in ("welch", "anova", "kruskal") if _has(groups, name)]
    if groups.spread is not None:
        f = groups.spread
        rows.append((Msg("spreads alike, p"), _bare(f.p), "",
                     Msg("Brown-Forsythe F({a}, {b}) = {f}", a=str(f.df_between), b=str(f.df_within),
                         f=fixed(f.f, 2))))  # fmt: skip
    return Table("answers", columns, tuple(rows))


def _has(groups: Groups, name: str) -> bool:
    return name != "welch" or groups.welch is not None


def _test_row(groups: Groups, name: str) -> tuple[Cell, ...]:
    """Return one test of the means; that which is judged by comes under its own name."""
    asked: Words = Msg("means alike, p") if name != "kruskal" else Msg("ranks alike, p")
    if name == "welch" and groups.welch is not None:
        one = groups.welch
        how = Msg(
            "Welch F({a}, {b}) = {f}", a=f"{one.df1:.0f}", b=fixed(one.df2, 1), f=fixed(one.statistic, 2)
        )
        p = one.p
    elif name == "anova":
        two = groups.anova
        how = Msg("ANOVA F({a}, {b}) = {f}", a=str(two.df_between), b=str(two.df_within),
                  f=fixed(two.f, 2))  # fmt: skip
        p = two.p
    else:
        h, df, p = groups.ranks
        how = Msg("Kruskal-Wallis H({a}) = {f}", a=df, f=fixed(h, 2))
    judged = Msg("{how}; judged by it", how=how) if name == groups.test else how
    return (asked, _bare(p), "", judged)


def _bare(p: float) -> str:
    return p_value(p).removeprefix("= ")


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the stratification by its key."""
    groups, unit = case.first, case.rows.unit or None
    high, low = groups.extremes
    found, sure = groups.difference, groups.confidence
    ends = None if math.isnan(found.low) else (float(found.low), float(found.high))
    said = {
        "n_values": Fact(len(case.rows.values), Msg("values")),
        "n_strata": Fact(len(groups.names), Msg("strata")),
        "column": Fact(groups.name, Msg("column that explains most")),
        "share": Fact(
            groups.share, Msg("share of variance"), None, Msg("omega squared"), groups.share_ends, sure
        ),
        "difference": Fact(float(found.value), Msg("largest difference"), unit, None, ends, sure),
        "highest": Fact(groups.names[high], Msg("stratum with the largest mean")),
        "lowest": Fact(groups.names[low], Msg("stratum with the smallest mean")),
        "sd_inside": Fact(float(groups.anova.within**0.5), Msg("standard deviation inside the strata"), unit),
        "sd_all": Fact(float(np.std(groups.x, ddof=1)), Msg("standard deviation of all values"), unit),
        "test": Fact(groups.test, Msg("test that is judged by")),
        "p_means": Fact(groups.p, Msg("p of alike strata"), None, TEST_NAMES[groups.test]),
        "f": Fact(groups.anova.f, Msg("F, analysis of variance")),
    }
    if groups.welch is not None:
        said["welch_f"] = Fact(groups.welch.statistic, Msg("F by Welch"))
        said["welch_df"] = Fact(groups.welch.df2, Msg("degrees of freedom by Welch"))
    if groups.spread is not None:
        said["p_spreads"] = Fact(groups.spread.p, Msg("p of alike spreads"), None, Msg("Brown-Forsythe"))
    if not math.isnan(groups.normal_p):
        said["p_normal"] = Fact(groups.normal_p, Msg("p of normal values inside the strata"))
    if len(case.groups) > 1:
        for i, one in enumerate(case.groups, 1):
            label = Msg("share of variance, {column}", column=one.name)
            said[f"share_{i}"] = Fact(one.share, label, None, Msg("omega squared"), one.share_ends, sure)
        if case.columns is not None and case.columns.joint is not None:
            said["p_joint"] = Fact(case.columns.joint.p, Msg("p of the joint action"))
    return said


def frame(case: Case) -> dict[str, list[object]]:
    """Return the strata of all columns, in full precision."""
    found: dict[str, list[object]] = {}
    for groups in case.groups:
        (low, high), (least, most) = groups.intervals, groups.ends
        k = len(groups.names)
        columns = {
            "column": [groups.name] * k,
            "stratum": list(groups.names),
            "n": groups.n.tolist(),
            "mean": groups.means.tolist(),
            "mean_lower": low.tolist(),
            "mean_upper": high.tolist(),
            "sd": groups.stats.sd.tolist(),
            "median": groups.medians.tolist(),
            "min": least.tolist(),
            "max": most.tolist(),
            "to_others": groups.others.value.tolist(),
            "to_others_p": groups.others.p.tolist(),
        }
        for name, values in columns.items():
            found.setdefault(name, []).extend(values)
    return found
