"""Suggestions row by row: month, department, state, days to close, savings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import cell_text, coded
from sqc.data.select import numbers_of, split_names
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, where
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import DataError, Finding, OptionError, Source
from sqc.qctools.kit.months import months_of
from sqc.qctools.kit.take import column_of, dates_of, level_of, used
from sqc.sixsigma.ledger.target import Targets, targets_of
from sqc.stats.attribute import wilson

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HEADS: Mapping[str, tuple[str, ...]] = {
    "time": ("提出日期", "提案日期", "日期", "提交日期", "date", "submitted", "suggested", "proposed"),
    "closed": ("完成日期", "关闭日期", "实施日期", "结案日期", "closed", "completed", "done"),
    "status": ("状态", "采纳", "是否采纳", "审核结果", "结果", "status", "adopted", "state"),
    "value": ("节约金额", "效益", "经济效益", "收益", "节约", "savings", "saved", "benefit"),
    "by": ("部门", "车间", "班组", "department", "dept", "team"),
}
ADOPTED = (
    "采纳",
    "已采纳",
    "是",
    "实施",
    "已实施",
    "完成",
    "已完成",
    "yes",
    "y",
    "adopted",
    "accepted",
    "implemented",
    "done",
)
DECLINED = ("未采纳", "不采纳", "否", "驳回", "no", "n", "declined", "rejected")
OPEN = ("待审", "待审核", "审核中", "进行中", "实施中", "未定", "open", "pending", "in review", "in progress")
_DAY = 86400.0
NO_TARGET = Targets()


@dataclass(frozen=True, eq=False)
class Case:
    """The suggestions of a ledger.

    Parameters
    ----------
    month : int array (rows,)
        Place in `months`.
    months : tuple of str
        All from the first to the last.
    department : int array (rows,)
        Place in `departments`, -1 without one.
    state : int array (rows,)
        1 adopted, 0 declined, -1 open.
    days : float array (rows,)
        From the suggestion to its close; NaN while it is open or no day is known.
    age : float array (rows,)
        Days since an open suggestion was made, on the latest day of the file; NaN elsewhere.
    savings : float array (rows,)
        0 where none is written.
    target : Targets
    """

    month: Ints
    months: tuple[str, ...]
    department: Ints
    departments: tuple[str, ...]
    state: Ints
    days: Floats
    age: Floats
    savings: Floats
    money: bool
    unit: str
    department_name: str
    today: str
    source: Source
    findings: tuple[Finding, ...]
    confidence: float
    target: Targets = NO_TARGET

    @property
    def n(self) -> int:
        """Number of suggestions."""
        return len(self.state)

    @property
    def n_adopted(self) -> int:
        """Number of adopted ones."""
        return int(np.count_nonzero(self.state == 1))

    @property
    def n_decided(self) -> int:
        """Number of those adopted or declined."""
        return int(np.count_nonzero(self.state >= 0))

    @property
    def rate(self) -> float:
        """Adopted over decided; NaN where none is decided."""
        return self.n_adopted / self.n_decided if self.n_decided else np.nan

    @cached_property
    def interval(self) -> tuple[float, float]:
        """Wilson interval of the rate."""
        if not self.n_decided:
            return np.nan, np.nan
        half = (1 - self.confidence) / 2
        low, high = wilson(self.n_adopted, self.n_decided, half, 1 - half)
        return float(low), float(high)

    def by_month(self, weights: Floats | None = None, only: npt.NDArray[np.bool_] | None = None) -> Floats:
        """Return counts or sums by month, 0 where a month has no row."""
        return _sums(self.month, len(self.months), weights, only)

    def by_department(
        self, weights: Floats | None = None, only: npt.NDArray[np.bool_] | None = None
    ) -> Floats:
        """Return counts or sums by department."""
        known = self.department >= 0
        return _sums(self.department, len(self.departments), weights, known if only is None else only & known)


def _sums(places: Ints, n: int, weights: Floats | None, only: npt.NDArray[np.bool_] | None) -> Floats:
    kept = np.ones(len(places), dtype=np.bool_) if only is None else only
    found = np.bincount(places[kept], None if weights is None else weights[kept], n)
    return np.asarray(found, dtype=np.float64)


def case_of(table: Table, options: Mapping[str, Any]) -> Case:
    """Return the suggestions of a table.

    Raises
    ------
    SqcError
        No column of days, a close before its suggestion, a state that is not known.
    """
    found = {role: column_of(table, role, options.get(role), HEADS[role]) for role in HEADS}
    made = found["time"]
    if made is None:
        raise OptionError(
            "no-column",
            Msg("{file}: no column of {what} is known by its head; name it with {option}.",
                file=table.name, what=Msg("the day a suggestion was made"), option="--time"),
            details=[columns_there(table.columns)],
        )  # fmt: skip
    start = np.floor(dates_of(table, made) / _DAY)
    held = ~np.isnan(start)
    if not held.any():
        raise DataError("no-data-left", Msg("{file}: no row holds a day.", file=table.name), file=table.name)
    end = np.floor(dates_of(table, found["closed"]) / _DAY)
    _in_order(table, made, found["closed"], start, end)
    state = _states(table, found["status"], end, options)[held]
    month, months = months_of(start[held] * _DAY)
    department, departments = _departments(found["by"], np.flatnonzero(held))
    today = float(np.nanmax(np.concatenate([start, end])))
    unit = "" if found["value"] is None else options.get("unit") or found["value"].unit
    savings = (
        np.zeros(len(start)) if found["value"] is None else np.nan_to_num(numbers_of(table, found["value"]))
    )
    still = (state == -1) & np.isnan(end[held])
    return Case(
        month,
        months,
        department,
        departments,
        state,
        (end - start)[held],
        np.where(still, today - start[held], np.nan),
        savings[held],
        found["value"] is not None,
        unit,
        "" if found["by"] is None else found["by"].name,
        str(np.datetime64(int(today), "D")),
        used(table, held),
        tuple(table.findings),
        level_of(options.get("confidence")),
        targets_of(options.get("target"), found["value"] is not None),
    )


def _in_order(table: Table, made: Column, closed: Column | None, start: Floats, end: Floats) -> None:
    """Raise for the first suggestion that was closed before it was made."""
    wrong = np.flatnonzero(end < start)
    if closed is None or not len(wrong):
        return
    row = int(wrong[0])
    raise DataError(
        "closed-before",
        Msg(
            "{where}: closed on {end}, made on {start}.",
            where=where(table, row, closed),
            end=cell_text(closed, row),
            start=cell_text(made, row),
        ),
        file=table.name,
        line=int(table.lines[row]),
        column=closed.header,
        cell=cell_text(closed, row),
    )


def _states(table: Table, found: Column | None, end: Floats, options: Mapping[str, Any]) -> Ints:
    """Return 1 adopted, 0 declined, -1 open for each row; without a column what is closed was adopted."""
    if found is None:
        return np.where(np.isnan(end), -1, 1)
    codes, names = coded(found, np.arange(table.n_rows))
    adopted, declined = ((*split_names(options.get(name) or ""),) for name in ("adopted", "declined"))
    words = {fold(word): 1 for word in (adopted or ADOPTED)} | {
        fold(word): 0 for word in (declined or DECLINED)
    }
    words = {**{fold(word): -1 for word in OPEN}, **words}
    states = [words.get(fold(name)) for name in names]
    if None in states:
        at = states.index(None)
        row = int(np.flatnonzero(codes == at)[0])
        raise DataError(
            "unknown-state",
            Msg(
                '{where}: "{cell}" is neither adopted, declined nor open.',
                where=where(table, row, found),
                cell=names[at],
            ),
            hints=[Verbatim(f"--adopted {names[at]}"), Verbatim(f"--declined {names[at]}")],
            file=table.name,
            line=int(table.lines[row]),
            column=found.header,
            cell=names[at],
        )
    return np.array([*states, -1], dtype=np.int64)[codes]


def _departments(found: Column | None, rows: Ints) -> tuple[Ints, tuple[str, ...]]:
    if found is None:
        return np.full(len(rows), -1, dtype=np.int64), ()
    return coded(found, rows)
