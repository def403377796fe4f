"""The tables of results on the sheet of a study: the process, the indices, what lies outside."""

from __future__ import annotations

import math

from sqc.capability.distribution_words import family_words
from sqc.capability.judge import Case
from sqc.capability.tables import index_table
from sqc.charts.footer import InSigns, shown
from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Table
from sqc.report.numbers import p_value, ppm_text

FAMILIES = 5  # that the sheet lists


def page_tables(case: Case) -> tuple[Table, ...]:
    """Return the tables: those of the text without where the numbers are from, which the footer says."""
    if case.curved is None:
        outside = _outside(case)
        stated = index_table(case, shares=not outside)
        return (_process(case), _without_origin(stated), *outside)
    from sqc.capability.curved_tables import curve_table, family_table

    n, digits = case.moments.n, case.chart.digits
    families = _shortened(family_table(case.curved, case.spec, n), case)
    return (
        _process(case),
        _without_origin(curve_table(case.curved, case.spec, n, digits, case.percent)),
        *([families] if families.rows else []),
    )


def _shortened(families: Table, case: Case) -> Table:
    """Return the families that fit best, the one that was taken among them, and how many more fit."""
    assert case.curved is not None
    taken = None if case.curved.family is None else family_words(case.curved.family.name)
    kept = [row for i, row in enumerate(families.rows) if i < FAMILIES or row[0] == taken]
    left = len(families.rows) - len(kept)
    more: list[tuple[Cell, ...]] = [(Msg("... {n} more", n=left), "", "", "")] if left else []
    return families._replace(rows=(*kept, *more))


def _without_origin(table: Table) -> Table:
    kept = [i for i, column in enumerate(table.columns) if column.key != "from"]
    rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
    return table._replace(columns=tuple(table.columns[i] for i in kept), rows=rows)


def _process(case: Case) -> Table:
    """Return n, mean and sigma, and whether what the indices rest on holds."""
    m, digits = case.moments, case.chart.digits
    unit = case.chart.sample.about.unit
    rows: list[tuple[Cell, ...]] = [
        ("n", f"{m.n:,}"),
        (Msg("mean"), shown(m.mean, digits)),
        (Msg("sigma within"), shown(m.sigma_within, digits) if math.isfinite(m.sigma_within) else "-"),
    ]
    if m.between is not None:
        rows.append((Msg("sigma between subgroups"), shown(m.between.of("sigma_between"), digits)))
        rows.append((Msg("sigma between/within"), shown(m.sigma_cp, digits)))
    rows.append((Msg("sigma overall"), shown(m.sigma_overall, digits)))
    rows.append((Msg("stable"), _stable(case)))
    if case.shape.p is not None:
        rows.append((Msg("normality p"), p_value(case.shape.p).removeprefix("= ")))
    signed = tuple((InSigns(name) if isinstance(name, Msg) else name, value) for name, value in rows)
    head: Words = Msg("process") if not unit else Msg("process, {unit}", unit=unit)
    return Table("process", (Column("quantity", head, "left"), Column("value", "")), signed)


def _stable(case: Case) -> Msg:
    state = case.stability.state
    if state == "stable":
        return Msg("yes")
    return Msg("no") if state == "unstable" else Msg("cannot be judged")


def _outside(case: Case) -> tuple[Table, ...]:
    """Return what is expected and observed outside, in ppm; one column where there is one limit."""
    n, stated = case.moments.n, case.stability.state
    if stated in ("few", "undefined", "unstable"):
        return ()
    curves = [(Msg("overall"), case.normal.overall)]
    if case.stability.shown and case.standard is None:
        name = Msg("within") if case.moments.between is None else Msg("between/within")
        curves.insert(0, (name, case.normal.within))
    below, above = case.normal.observed
    seen = Msg("{a} of {n}", a=below + above, n=n)
    head = Column("ppm", Msg("outside, ppm"), "left")
    if not case.spec.two_sided:
        rows: list[tuple[Cell, ...]] = [(name, ppm_text(one.share, n)) for name, one in curves]
        side = Msg("above USL") if math.isnan(case.spec.low) else Msg("below LSL")
        return (Table("outside", (head, Column("both", side)), (*rows, (Msg("observed"), seen))),)
    columns = (head, Column("below", Msg("below LSL")), Column("above", Msg("above USL")),
               Column("both", Msg("both")))  # fmt: skip
    rows = [
        (name, ppm_text(one.below, n), ppm_text(one.above, n), ppm_text(one.share, n)) for name, one in curves
    ]
    return (Table("outside", columns, (*rows, (Msg("observed"), below, above, seen))),)
