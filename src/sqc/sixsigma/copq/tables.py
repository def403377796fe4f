"""Title, tables and facts of `sqc copq`."""

from __future__ import annotations

import math

from sqc.charts.words import with_unit
from sqc.i18n.message import Msg, Words
from sqc.qctools.pareto.ranking import pooled
from sqc.qctools.pareto.words import amount_text, name_of
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import percent
from sqc.sixsigma.copq.case import Case
from sqc.sixsigma.copq.columns import CATEGORIES
from sqc.sixsigma.copq.judge import CATEGORY_WORDS

SHOWN = 24


def title(case: Case) -> Words:
    """Return what was added up."""
    if not case.months:
        return with_unit(Msg("Costs of quality"), case.unit)
    if len(case.months) == 1:
        return with_unit(Msg("Costs of quality, {month}", month=case.months[0]), case.unit)
    span = Msg("Costs of quality, {first} to {last}", first=case.months[0], last=case.months[-1])
    return with_unit(span, case.unit)


def tables(case: Case) -> tuple[Table, ...]:
    """Return the categories, the largest accounts, the months, the departments."""
    found = [_categories(case)]
    if case.accounts is not None:
        found.append(_accounts(case))
    if len(case.months) > 1:
        found.append(_months(case))
    if case.parts:
        found.append(_parts(case))
    return tuple(found)


def text_of(value: float) -> str:
    """Return an amount as it stands in a table."""
    return amount_text(round(value, 2))


def _categories(case: Case) -> Table:
    columns = [Column("category", Msg("category"), "left"), Column("amount", Msg("costs")),
               Column("share", Msg("share"))]  # fmt: skip
    sales = case.all_sales
    if not math.isnan(sales):
        columns.append(Column("sales", Msg("of sales")))
    whole = case.total or math.nan

    def row(name: Words, amount: float) -> tuple[Cell, ...]:
        cells: list[Cell] = [name, text_of(amount), percent(amount / whole, 1) if case.total else "-"]
        return tuple(cells if math.isnan(sales) else [*cells, percent(amount / sales, 2)])

    rows = [row(CATEGORY_WORDS[key], amount) for key, amount in case.totals.items()]
    rows += [row(Msg("poor quality (failure)"), case.failure), row(Msg("all costs of quality"), case.total)]
    return Table("categories", tuple(columns), tuple(rows))


def _accounts(case: Case) -> Table:
    assert case.accounts is not None
    found = pooled(case.accounts, case.top)
    sums = found.amounts.cumsum() / found.total
    rows: list[tuple[Cell, ...]] = [
        (name_of(name), text_of(amount), percent(share, 1), percent(sum_, 1))
        for name, amount, share, sum_ in zip(
            found.names, found.amounts.tolist(), found.shares.tolist(), sums.tolist(), strict=True
        )
    ]
    columns = (Column("account", case.item, "left"), Column("amount", Msg("costs")),
               Column("share", Msg("share")), Column("sum", Msg("sum")))  # fmt: skip
    return Table("accounts", columns, tuple(rows), Msg("Failure costs by account"))


def _months(case: Case) -> Table:
    columns = [Column("month", Msg("month"), "left")]
    columns += [Column(key, CATEGORY_WORDS[key]) for key in CATEGORIES]
    columns.append(Column("failure", Msg("poor quality")))
    by_sales = case.sales is not None and len(case.sales) == len(case.months)
    if by_sales:
        columns.append(Column("sales", Msg("of sales")))
    rows: list[tuple[Cell, ...]] = []
    for i, month in list(enumerate(case.months))[-SHOWN:]:
        cells: list[Cell] = [month, *(text_of(one) for one in case.amounts[i].tolist())]
        cells.append(text_of(float(case.by_month[i])))
        if by_sales:
            cells.append(percent(float(case.judged[i]), 2))
        rows.append(tuple(cells))
    heading: Words = Msg("By month")
    if len(case.months) > SHOWN:
        heading = Msg("By month, the last {n} of {m}", n=SHOWN, m=len(case.months))
    return Table("months", tuple(columns), tuple(rows), heading)


def _parts(case: Case) -> Table:
    columns = [Column("part", case.part_name, "left")]
    columns += [Column(key, CATEGORY_WORDS[key]) for key in CATEGORIES]
    columns.append(Column("failure", Msg("poor quality")))
    rows: list[tuple[Cell, ...]] = [
        (name, *(text_of(amount) for amount in one.tolist()), text_of(float(one[2:].sum())))
        for name, one in case.parts.items()
    ]
    return Table("parts", tuple(columns), tuple(rows), Msg("By {column}", column=case.part_name))


def facts(case: Case) -> dict[str, Fact]:
    """Return every number by its key."""
    unit = case.unit or None
    found = {key: Fact(amount, CATEGORY_WORDS[key], unit) for key, amount in case.totals.items()}
    found |= {
        "failure": Fact(case.failure, Msg("costs of poor quality: internal and external failure"), unit),
        "total": Fact(case.total, Msg("all costs of quality"), unit),
    }
    if case.total > 0:
        found["failure_share"] = Fact(case.failure / case.total, Msg("share of the failure costs"))
    if not math.isnan(case.all_sales):
        found["failure_of_sales"] = Fact(case.failure / case.all_sales, Msg("failure costs in the sales"))
        found["total_of_sales"] = Fact(case.total / case.all_sales, Msg("costs of quality in the sales"))
    if case.accounts is not None:
        found["account"] = Fact(case.accounts.names[0], Msg("largest account of failure costs"))
        found["account_share"] = Fact(float(case.accounts.shares[0]), Msg("its share of the failure costs"))
    if case.months:
        found["n_months"] = Fact(len(case.months), Msg("months"))
    if case.has_trend:
        _, p, slope = case.trend
        found["p_trend"] = Fact(p, Msg("p of no trend"))
        found["slope"] = Fact(slope, Msg("median change a month"))
    return found


def frame(case: Case) -> dict[str, list[object]]:
    """Return the months as columns, in full precision."""
    months: list[object] = list(case.months) or [""]
    columns: dict[str, list[object]] = {"month": months}
    for i, key in enumerate(CATEGORIES):
        columns[key] = case.amounts[:, i].tolist()
    columns["failure"] = case.by_month.tolist()
    if case.sales is not None and len(case.sales) == len(months):
        columns["sales"] = case.sales.tolist()
    return columns
