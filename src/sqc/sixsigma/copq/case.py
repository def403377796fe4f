"""Costs of quality from a table: categories in any words, months in a row, accounts, departments."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.select import column, numbers_of
from sqc.data.table import Column, Table
from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import Finding, Source, out_of_range
from sqc.qctools.kit.take import blank_rows, not_negative, nothing_left, used
from sqc.qctools.pareto.ranking import Ranking, ranking
from sqc.sixsigma.copq.columns import (
    CATEGORIES,
    CATEGORY_HEADS,
    ITEM_HEADS,
    column_or_head,
    cost_column,
    kinds_of,
    months_of,
    sales_of,
)
from sqc.sixsigma.kit.take import needed
from sqc.stats.trend import slope, trend_p

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FAILURE = ("internal", "external")
TOP = 10
# months from which a trend is judged
LEAST = 6


@dataclass(frozen=True, eq=False)
class Case:
    """Costs of quality.

    Parameters
    ----------
    amounts : float array (months, 4)
        By month and category; one row where there is no time.
    months : tuple of str
        ``2026-01``; empty without a time.
    accounts : Ranking or None
        Accounts of failure costs, the largest first; None where no column names accounts.
    parts : mapping of str to float array (4,)
        By department.
    item, part_name : Words, str
    unit : str
    sales : float array (months,) or None
        By month, or one number for the whole time.
    source : Source
    findings : tuple of Finding
    top : int
    """

    amounts: Floats
    months: tuple[str, ...]
    accounts: Ranking | None
    parts: Mapping[str, Floats]
    item: Words
    part_name: str
    unit: str
    sales: Floats | None
    source: Source
    findings: tuple[Finding, ...]
    top: int = TOP

    @property
    def totals(self) -> dict[str, float]:
        """Amount of each category."""
        return dict(zip(CATEGORIES, self.amounts.sum(axis=0).tolist(), strict=True))

    @property
    def total(self) -> float:
        """All costs of quality."""
        return float(self.amounts.sum())

    @property
    def failure(self) -> float:
        """Costs of poor quality: internal and external failure."""
        return float(self.by_month.sum())

    @property
    def by_month(self) -> Floats:
        """Failure costs of each month."""
        return np.asarray(self.amounts[:, [CATEGORIES.index(one) for one in FAILURE]].sum(axis=1))

    @property
    def all_sales(self) -> float:
        """Sales of the whole time, NaN where they are not given."""
        return math.nan if self.sales is None else float(self.sales.sum())

    @property
    def judged(self) -> Floats:
        """What the trend is judged of: failure costs by month, or their share of the sales."""
        if self.sales is not None and len(self.sales) == len(self.months) > 1:
            return np.asarray(self.by_month / self.sales)
        return self.by_month

    @property
    def trend(self) -> tuple[int, float, float]:
        """Score, chance and slope a month of the trend."""
        score, p = trend_p(self.judged)
        return score, p, slope(self.judged)

    @property
    def has_trend(self) -> bool:
        """There are months enough to judge a trend."""
        return len(self.months) >= LEAST


def case_of(table: Table, options: Mapping[str, Any]) -> Case:
    """Return the costs of a table.

    Raises
    ------
    SqcError
        Columns that are not there, an amount below 0, a category that is none of the four, with its line.
    """
    cost = cost_column(table, options)
    category = column_or_head(table, "category", options, CATEGORY_HEADS)
    if category is None:
        raise needed(table, "category", Msg("prevention, appraisal, internal, external"))
    item = column_or_head(table, "item", options, ITEM_HEADS)
    amounts = numbers_of(table, cost)
    not_negative(table, cost, amounts)
    kinds = kinds_of(table, category)
    places, months = months_of(table, options)
    known = ~np.isnan(amounts)
    held = known & (kinds >= 0) & (places >= 0)
    if not held.any():
        raise nothing_left(table, Msg("no row holds a category and an amount"))
    sums = np.zeros((max(len(months), 1), len(CATEGORIES)))
    np.add.at(sums, (places[held], kinds[held]), amounts[held])
    by = None if options.get("by") is None else column(table, options["by"], "by")
    failing = held & np.isin(kinds, [CATEGORIES.index(one) for one in FAILURE])
    return Case(
        sums,
        months,
        None if item is None else _accounts(item, amounts, failing),
        {} if by is None else _parts(by, amounts, kinds, held),
        "" if item is None else item.name,
        "" if by is None else by.name,
        options.get("unit") or cost.unit,
        sales_of(table, options, places, len(months)),
        used(table, held),
        (*table.findings, *blank_rows(cost, known), *blank_rows(category, kinds >= 0),
         *_undated(table, places), *_empty(sums, months)),
        _top(options.get("top")),
    )  # fmt: skip


def _accounts(item: Column, amounts: Floats, held: Bools) -> Ranking | None:
    codes, names = coded(item, np.arange(len(amounts)))
    kept = held & (codes >= 0)
    sums = np.bincount(codes[kept], amounts[kept], len(names))
    there = np.flatnonzero(sums > 0)
    return ranking([names[int(i)] for i in there], sums[there], counted=False) if len(there) else None


def _parts(by: Column, amounts: Floats, kinds: Ints, held: Bools) -> dict[str, Floats]:
    codes, names = coded(by, np.arange(len(amounts)))
    found: dict[str, Floats] = {}
    for i, name in enumerate(names):
        mine = held & (codes == i)
        if mine.any():
            found[name] = np.bincount(kinds[mine], amounts[mine], len(CATEGORIES)).astype(np.float64)
    order = sorted(found, key=lambda name: -float(found[name][2:].sum()))
    return {name: found[name] for name in order}


def _undated(table: Table, places: Ints) -> list[Finding]:
    n = int(np.count_nonzero(places < 0))
    if not n:
        return []
    text = plural("{n} row holds no month and was left out.", "{n} rows hold no month and were left out.", n)
    return [Finding("rows-without", "watch", text, {"n": n})]


def _empty(sums: Floats, months: tuple[str, ...]) -> list[Finding]:
    """Return the months without a row: they count as 0."""
    none = [month for month, row in zip(months, sums, strict=False) if not row.any()] if months else []
    if not none:
        return []
    text = plural(
        "{n} month has no cost and counts as 0: {months}; check that it was booked.",
        "{n} months have no cost and count as 0: {months}; check that they were booked.",
        len(none),
        months=Listing(none),
    )
    return [Finding("months-empty", "watch", text, {"n": len(none), "months": none})]


def _top(given: int | None) -> int:
    if given is not None and given < 1:
        raise out_of_range("top", str(given), Msg("a number from 1 up"))
    return TOP if given is None else given
