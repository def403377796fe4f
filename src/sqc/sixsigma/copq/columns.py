"""Columns of costs of quality: amounts, categories in any words, months in a row, sales."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.roles import Roles
from sqc.data.select import column, number_in, numbers_of
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.window import clock
from sqc.i18n.message import Listing, Msg
from sqc.notes import DataError, OptionError, out_of_range
from sqc.qctools.kit.months import months_of as calendar
from sqc.qctools.kit.take import ask_which, column_of, nothing_left
from sqc.sixsigma.kit.take import needed, refuse_row

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CATEGORIES = ("prevention", "appraisal", "internal", "external")
COST_HEADS = (
    "cost", "costs", "amount", "value", "loss", "金额", "费用", "成本", "损失", "损失金额", "发生额",
)  # fmt: skip
CATEGORY_HEADS = (
    "category", "kind", "class", "type", "cost category", "类别", "费用类别", "成本类别", "分类",
)  # fmt: skip
ITEM_HEADS = (
    "account", "item", "cost item", "科目", "项目", "费用项目", "明细科目", "三级科目", "成本项目",
)  # fmt: skip
TIME_HEADS = (
    "month", "date", "period", "day", "月份", "月", "日期", "期间", "年月", "发生日期",
)  # fmt: skip
WORDS: dict[str, tuple[str, ...]] = {
    "prevention": ("prevention", "preventive", "p", "预防", "预防成本", "预防费用"),
    "appraisal": ("appraisal", "inspection", "a", "鉴定", "鉴定成本", "鉴定费用", "检验", "检验费用"),
    "internal": (
        "internal failure", "internal", "if", "internal failure cost", "内部损失", "内部损失成本", "内部故障",
        "内部故障成本", "内部失败", "内部失败成本", "内损", "内部",
    ),
    "external": (
        "external failure", "external", "ef", "external failure cost", "外部损失", "外部损失成本", "外部故障",
        "外部故障成本", "外部失败", "外部失败成本", "外损", "外部",
    ),
}  # fmt: skip
KNOWN = {word: category for category, words in WORDS.items() for word in words}


def cost_column(table: Table, options: Mapping[str, Any]) -> Column:
    """Return the column of amounts: as named, by its head, or the only one of numbers."""
    given = options.get("cost")
    if given is not None:
        return column(table, given, "cost")
    numbers = [c for c in table.columns if c.kind == "number"]
    found = [c for c in numbers if fold(c.name) in COST_HEADS]
    if len(found) == 1:
        return found[0]
    if found:
        raise ask_which(table, found, "cost", "copq")
    if len(numbers) == 1:
        return numbers[0]
    raise needed(table, "cost", Msg("amounts"))


def column_or_head(
    table: Table, name: str, options: Mapping[str, Any], heads: tuple[str, ...]
) -> Column | None:
    """Return the column that an option names, else the one with a known head."""
    return column_of(table, name, options.get(name), heads)


def kinds_of(table: Table, found: Column) -> Ints:
    """Return the category of each row, from 0; -1 where the cell is blank."""
    codes, names = coded(found, np.arange(table.n_rows))
    known = [KNOWN.get(fold(name)) for name in names]
    for code, one in enumerate(known):
        if one is None:
            row = int(np.flatnonzero(codes == code)[0])
            why = Msg('"{word}" is none of the categories', word=names[code])
            error = refuse_row(table, found, row, "unknown-category", why)
            error.details = (Msg("categories: {words}", words=Listing(CATEGORIES, open_end=True)),
                             "预防, 鉴定, 内部损失, 外部损失")  # fmt: skip
            raise error
    place = np.array([CATEGORIES.index(one) for one in known if one is not None] or [-1], dtype=np.int64)
    return np.where(codes >= 0, place[codes], -1)


def months_of(table: Table, options: Mapping[str, Any]) -> tuple[Ints, tuple[str, ...]]:
    """Return the month of each row, from 0 (-1: none), and their names without a gap."""
    found = column_or_head(table, "time", options, TIME_HEADS)
    if found is None:
        return np.zeros(table.n_rows, dtype=np.int64), ()
    when = clock(table, Roles(time=found.name))
    assert when is not None
    known = np.flatnonzero(~np.isnan(when.seconds))
    stamps = when.seconds[known].astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    if not len(stamps):
        raise nothing_left(table, Msg("no row holds a month"))
    if np.ptp(stamps) > 1200:
        row = int(known[np.argmax(stamps)])
        raise refuse_row(
            table, found, row, "months-too-far", Msg("this is more than 100 years after the first month")
        )
    return calendar(when.seconds)


def sales_of(table: Table, options: Mapping[str, Any], places: Ints, months: int) -> Floats | None:
    """Return sales: one number of the whole time, or by month from a column that repeats them."""
    given = options.get("sales")
    if given is None:
        return None
    number = number_in(str(given).replace(",", "")) if table.find(str(given)) is None else None
    if number is not None:
        if not 0 < number < math.inf:
            raise out_of_range("sales", str(given), Msg("a number above 0, or a column"))
        return np.array([number])
    found = column(table, str(given), "sales")
    numbers = numbers_of(table, found)
    if not months:
        raise OptionError("sales-need-months", Msg("--sales by column needs a column of months (--time)."))
    by_month = np.full(months, np.nan)
    for row in np.flatnonzero(~np.isnan(numbers) & (places >= 0)).tolist():
        place, one = int(places[row]), float(numbers[row])
        if not math.isnan(by_month[place]) and by_month[place] != one:
            why = Msg("a row above gives other sales of that month, {a}", a=f"{by_month[place]:,.10g}")
            raise refuse_row(table, found, row, "sales-differ", why)
        if one <= 0:
            raise refuse_row(table, found, row, "negative-count", Msg("sales are above 0"))
        by_month[place] = one
    if np.isnan(by_month).any():
        raise DataError(
            "sales-missing",
            Msg("{column}: a month without rows has no sales there; give --sales as one number.",
                column=found.header),
            file=table.name,
            column=found.header,
        )  # fmt: skip
    return by_month
