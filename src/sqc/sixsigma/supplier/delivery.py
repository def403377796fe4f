"""Deliveries on time: a column of shares, of yes and no, or the dates promised and received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.select import numbers_of
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.verdicts import words_in
from sqc.data.wording import columns_there
from sqc.i18n.message import Listing, Msg, plural
from sqc.notes import Finding, OptionError
from sqc.qctools.kit.take import column_of, dates_of, not_negative
from sqc.sixsigma.kit.take import refuse_row
from sqc.sixsigma.supplier.sums import Rows

Floats = npt.NDArray[np.float64]

SHARE = (
    "准时交付率", "准时交货率", "交付率", "准时率", "是否准时", "准时交付", "准时", "按时交付", "on time",
    "on-time", "delivery", "on time delivery", "late", "是否延误", "延误", "迟交",
)  # fmt: skip
PROMISED = (
    "约定日期", "承诺日期", "承诺交期", "约定交期", "要求交期", "计划交期", "交期", "要求到货日期",
    "promised", "promised date", "due", "due date",
)  # fmt: skip
RECEIVED = (
    "到货日期", "实际到货日期", "收货日期", "实际交期", "received", "received date", "arrived"
)  # fmt: skip
YES = frozenset(
    ("y", "yes", "true", "t", "1", "是", "√", "✓", "准时", "按时", "on time", "on-time", "ontime")
)  # fmt: skip
NO = frozenset(
    ("n", "no", "false", "f", "0", "否", "×", "x", "延误", "延迟", "迟交", "逾期", "late", "delayed")
)  # fmt: skip
# yes in a column of such a head is a late delivery
LATE = ("late", "延", "迟", "逾")
DAY = 86400.0


@dataclass(frozen=True, eq=False)
class OnTime:
    """What came on time, by supplier.

    Parameters
    ----------
    share : float array (suppliers,)
        In percent; NaN where nothing is known.
    on_time, n : float array (suppliers,)
        Deliveries on time among those that are judged; NaN where the file has shares alone.
    """

    share: Floats
    on_time: Floats
    n: Floats

    @property
    def known(self) -> bool:
        """Anything is known of deliveries."""
        return not bool(np.isnan(self.share).all())

    @property
    def counted(self) -> bool:
        """Deliveries were counted, at least one of each supplier: their shares have intervals."""
        return bool((self.n > 0).all())

    def of(self, order: npt.NDArray[np.int64]) -> OnTime:
        """Return some suppliers in an order."""
        return OnTime(self.share[order], self.on_time[order], self.n[order])


def on_time_of(
    table: Table, options: Mapping[str, Any], rows: Rows, lots: Floats
) -> tuple[OnTime, list[Finding]]:
    """Return the deliveries on time of a table, and what is said of those without dates.

    Raises
    ------
    SqcError
        A column that is not there, no dates, words that are neither yes nor no, a share above 100 %.
    """
    share = column_of(table, "delivery", options.get("delivery"), SHARE)
    promised = column_of(table, "promised", options.get("promised"), PROMISED)
    received = column_of(table, "received", options.get("received"), RECEIVED)
    dated = options.get("promised") is not None or options.get("received") is not None
    if share is not None and not (dated and options.get("delivery") is None):
        found = _yes_or_no(table, share)
        return (_shares(table, share, rows, lots) if found is None else _counts(rows, found)), []
    if promised is None and received is None:
        unknown = np.full(rows.shape[0], np.nan)
        return OnTime(unknown, unknown, unknown), []
    if promised is None or received is None:
        if not dated:
            unknown = np.full(rows.shape[0], np.nan)
            return OnTime(unknown, unknown, unknown), []
        raise OptionError(
            "one-date",
            Msg("a delivery is on time by two dates: name both columns with --promised and --received."),
            details=[columns_there(table.columns)],
        )
    due, came = dates_of(table, promised), dates_of(table, received)
    late = np.where(np.isnan(due) | np.isnan(came), np.nan, np.floor(came / DAY) > np.floor(due / DAY))
    return _counts(rows, 1.0 - late), _undated(late, rows)


def _undated(late: Floats, rows: Rows) -> list[Finding]:
    n = int(np.count_nonzero(np.isnan(late) & rows.held))
    if not n:
        return []
    text = plural(
        "{n} delivery lacks a date and counts neither as on time nor as late.",
        "{n} deliveries lack a date and count neither as on time nor as late.",
        n,
    )
    return [Finding("delivery-undated", "watch", text, {"n": n})]


def _counts(rows: Rows, on_time: Floats) -> OnTime:
    """Return the deliveries on time, one a row; NaN is none."""
    judged = rows.summed((~np.isnan(on_time)).astype(np.float64)).sum(axis=1)
    came = rows.summed(on_time).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return OnTime(np.asarray(100.0 * came / judged), came, judged)


def _shares(table: Table, found: Column, rows: Rows, lots: Floats) -> OnTime:
    """Return the share on time of each supplier, weighted by the lots where they are known."""
    share = numbers_of(table, found)
    not_negative(table, found, share)
    over = np.flatnonzero(share > 100)
    if len(over):
        raise refuse_row(table, found, int(over[0]), "share-range", Msg("a share on time is 100 % at most"))
    if np.nanmax(share, initial=0.0) <= 1:
        share = 100.0 * share
    weight = np.where(np.isnan(share), 0.0, np.where(np.isnan(lots), 1.0, lots))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.asarray(rows.summed(share * weight).sum(axis=1) / rows.summed(weight).sum(axis=1))
    unknown = np.full(rows.shape[0], np.nan)
    return OnTime(mean, unknown, unknown)


def _yes_or_no(table: Table, found: Column) -> Floats | None:
    """Return 1 for each delivery on time and 0 for each late one; None for a column of shares."""
    words = {fold(word): word for word in words_in(found)}
    if found.kind in ("number", "empty") and not words.keys() <= {"0", "1"}:
        return None
    if not words.keys() <= YES | NO:
        other = [word for key, word in words.items() if key not in YES | NO]
        raise OptionError(
            "on-time-words",
            Msg("{column} of {file} holds {words}: yes or no, on time or late, or a share in percent is"
                " expected.", column=found.header, file=table.name, words=Listing(other)),
        )  # fmt: skip
    value = {key: float(key in YES) for key in words}
    late = any(word in fold(found.name) for word in LATE)
    if late and not words.keys() & {"late", "delayed", "on time", "on-time", "ontime", "准时", "按时"}:
        value = {key: 1.0 - one for key, one in value.items()}
    codes, names = coded(found, np.arange(table.n_rows))
    return np.array([*(value.get(fold(name), np.nan) for name in names), np.nan])[codes]
