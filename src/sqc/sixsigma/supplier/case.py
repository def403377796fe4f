"""Deliveries by supplier and month: sums, shares with intervals, who differs from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.select import numbers_of
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, where
from sqc.i18n.message import Msg
from sqc.notes import DataError, Finding, OptionError, Source, out_of_range
from sqc.qctools.kit.months import months_of
from sqc.qctools.kit.take import (
    blank_rows,
    column_of,
    level_of,
    not_negative,
    nothing_left,
    the_category,
    used,
)
from sqc.sixsigma.supplier.delivery import OnTime, on_time_of
from sqc.sixsigma.supplier.score import Counts, Score, score_of, weights_of
from sqc.sixsigma.supplier.sums import Rows
from sqc.stats.attribute import clopper_pearson
from sqc.stats.rates import different_p, rank_ranges

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

HEADS: Mapping[str, tuple[str, ...]] = {
    "supplier": ("供应商", "供方", "厂家", "供应商名称", "supplier", "vendor"),
    "time": ("月份", "月", "日期", "时间", "month", "date", "time"),
    "value": ("不合格数", "不良数", "不合格品数", "nonconforming", "defectives", "defects", "bad"),
    "inspected": ("抽检数", "检验数", "抽样数", "检查数", "inspected", "units", "n"),
    "lots": ("来料批数", "批数", "交货批数", "lots", "lots delivered"),
    "rejected": ("不合格批数", "拒收批数", "退货批数", "rejected", "lots rejected"),
}
NUMBERS = ("value", "inspected", "lots", "rejected")


@dataclass(frozen=True, eq=False)
class Case:
    """Sums by supplier and by month.

    Parameters
    ----------
    names : tuple of str
        Suppliers, the smallest share of nonconforming units first.
    bad, inspected : float array (suppliers, months)
    lots, rejected : float array (suppliers, months)
        NaN where the file has no lots.
    delivery : OnTime
        What came on time.
    months : tuple of str
        Labels of the periods, empty without a column of times.
    target : float
        ppm, NaN without one.
    score : Score or None
        The weighted score, where weights are given.
    """

    names: tuple[str, ...]
    bad: Floats
    inspected: Floats
    lots: Floats
    rejected: Floats
    delivery: OnTime
    months: tuple[str, ...]
    source: Source
    findings: tuple[Finding, ...]
    confidence: float
    target: float
    score: Score | None = None

    @cached_property
    def share(self) -> Floats:
        """Nonconforming share of each supplier."""
        return np.asarray(self.bad.sum(axis=1) / self.inspected.sum(axis=1))

    @property
    def whole(self) -> float:
        """Nonconforming share of all."""
        return float(self.bad.sum() / self.inspected.sum())

    @cached_property
    def intervals(self) -> tuple[Floats, Floats]:
        """Clopper-Pearson intervals of the shares."""
        half = (1 - self.confidence) / 2
        low, high = clopper_pearson(self.bad.sum(axis=1), self.inspected.sum(axis=1), half, 1 - half)
        return np.asarray(low), np.asarray(high)

    @cached_property
    def ranks(self) -> tuple[Ints, Ints]:
        """Best and worst rank of each supplier that the data leave open."""
        return rank_ranges(self.bad.sum(axis=1), self.inspected.sum(axis=1), 1 - self.confidence)

    @cached_property
    def p_others(self) -> Floats:
        """Chance that each differs so much from all others together, adjusted by Holm."""
        return different_p(self.bad.sum(axis=1), self.inspected.sum(axis=1))

    @property
    def lot_share(self) -> Floats:
        """Share of the lots that were rejected."""
        return np.asarray(self.rejected.sum(axis=1) / self.lots.sum(axis=1))


def case_of(table: Table, options: Mapping[str, Any]) -> Case:
    """Return the deliveries of a table.

    Raises
    ------
    SqcError
        A column that is missing, a count below 0, more nonconforming than inspected, a single supplier.
    """
    found = {role: _column(table, role, options.get(role)) for role in HEADS}
    supplier = found["supplier"] or the_category(table, None, "supplier", "supplier")
    codes, names = coded(supplier, np.arange(table.n_rows))
    numbers = {role: _numbers(table, found[role]) for role in NUMBERS}
    _possible(table, found["value"], numbers["value"], numbers["inspected"])
    _possible(table, found["rejected"], numbers["rejected"], numbers["lots"])
    when, months = _months(table, found["time"])
    held = (codes >= 0) & (when >= 0) & ~np.isnan(numbers["value"]) & (numbers["inspected"] > 0)
    if not held.any():
        raise nothing_left(table, Msg("no row holds a supplier, a count and a number inspected"))
    width = max(len(months), 1)
    rows = Rows(codes * width + when, held, (len(names), width))
    bad, inspected = rows.summed(numbers["value"]), rows.summed(numbers["inspected"])
    there = np.flatnonzero(inspected.sum(axis=1) > 0)
    order = there[np.argsort((bad.sum(axis=1)[there] / inspected.sum(axis=1)[there]), kind="stable")]
    if len(order) < 2:
        text = Msg("{file} holds one supplier only: there is nothing to rank.", file=table.name)
        raise DataError("one-supplier", text, file=table.name)
    lots = _known(found["lots"], rows.summed(numbers["lots"]))[order]
    rejected = _known(found["rejected"], rows.summed(numbers["rejected"]))[order]
    delivery, undated = on_time_of(table, options, rows, numbers["lots"])
    case = Case(
        tuple(names[i] for i in order),
        bad[order],
        inspected[order],
        lots,
        rejected,
        delivery.of(order),
        months,
        used(table, held),
        (*table.findings, *blank_rows(supplier, codes >= 0), *undated),
        level_of(options.get("confidence")),
        _target(options.get("target")),
    )
    if options.get("weights") is None:
        return case
    bad, inspected, rejected, lots = (part.sum(axis=1) for part in (case.bad, case.inspected, rejected, lots))
    counts = Counts(bad, inspected, rejected, lots, case.delivery, case.target)
    weights = weights_of(options["weights"])
    return replace(case, score=score_of(table, rows, order, counts, weights, case.names, case.confidence))


def _known(found: Column | None, numbers: Floats) -> Floats:
    return numbers if found is not None else np.full(numbers.shape, np.nan)


_WHAT = {"value": Msg("nonconforming units"), "inspected": Msg("units inspected")}


def _column(table: Table, role: str, named: str | None) -> Column | None:
    """Return the column of a role, as named or as its head says; None where an optional one is not there."""
    found = column_of(table, role, named, HEADS[role])
    if found is None and role in ("value", "inspected"):
        raise OptionError(
            "no-column",
            Msg("{file}: no column of {what} is known by its head; name it with {option}.",
                file=table.name, what=_WHAT[role], option=f"--{role}"),
            details=[columns_there(table.columns)],
        )  # fmt: skip
    return found


def _numbers(table: Table, found: Column | None) -> Floats:
    if found is None:
        return np.full(table.n_rows, np.nan)
    numbers = numbers_of(table, found)
    not_negative(table, found, numbers)
    return numbers


def _possible(table: Table, found: Column | None, part: Floats, whole: Floats) -> None:
    """Raise where more are nonconforming than were inspected, or more lots rejected than delivered."""
    over = np.flatnonzero(part > whole)
    if found is None or not len(over):
        return
    row = int(over[0])
    raise DataError(
        "impossible-count",
        Msg(
            "{where}: {count} of {size} cannot be.",
            where=where(table, row, found),
            count=f"{part[row]:.10g}",
            size=f"{whole[row]:.10g}",
        ),
        file=table.name,
        line=int(table.lines[row]),
        column=found.header,
    )


def _months(table: Table, found: Column | None) -> tuple[Ints, tuple[str, ...]]:
    """Return the month of each row (-1: none), and all months from the first to the last."""
    if found is None:
        return np.zeros(table.n_rows, dtype=np.int64), ()
    if found.kind != "date" or found.numbers is None:
        codes, names = coded(found, np.arange(table.n_rows))
        return codes, names
    return months_of(found.numbers)


def _target(given: float | None) -> float:
    if given is None:
        return np.nan
    if not 0 < given < 1e6:
        raise out_of_range("target", f"{given:g}", Msg("ppm between 0 and 1,000,000"))
    return given
