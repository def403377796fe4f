"""Title, tables and facts of a ledger."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg, Words
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import percent
from sqc.sixsigma.ledger.case import Case, Ints
from sqc.sixsigma.ledger.judge import amount_text, savings_words

MOST = 24


def title(case: Case) -> Words:
    """Return what was analysed."""
    first, last = case.months[0], case.months[-1]
    return Msg("Ledger of {n} suggestions, {first} to {last}", n=case.n, first=first, last=last)


def tables(case: Case) -> tuple[Table, ...]:
    """Return counts, adoption and savings by month and by department."""
    found = [_table(case, "months", Msg("month"), case.months, case.month)]
    if case.departments:
        found.append(_table(case, "departments", case.department_name, case.departments, case.department))
    return tuple(found)


def _table(case: Case, key: str, head: Words, names: tuple[str, ...], places: Ints) -> Table:
    columns = [
        Column(key.removesuffix("s"), head, "left"),
        Column("made", Msg("made")),
        Column("adopted", Msg("adopted")),
        Column("declined", Msg("declined")),
        Column("open", Msg("open")),
        Column("share", Msg("share")),
        Column("days", Msg("days")),
    ]
    columns += [Column("savings", savings_words(case))] if case.money else []
    rows = [_row(case, name, places == i) for i, name in list(enumerate(names))[-MOST:]]
    rows.append(_row(case, Msg("total"), np.ones(case.n, dtype=np.bool_)))
    return Table(key, tuple(columns), tuple(rows))


def _row(case: Case, name: Words, mine: npt.NDArray[np.bool_]) -> tuple[Cell, ...]:
    """Return the numbers of some suggestions."""
    adopted, declined, still = (int(np.count_nonzero(mine & (case.state == state))) for state in (1, 0, -1))
    decided = adopted + declined
    days = case.days[mine & ~np.isnan(case.days)]
    cells: list[Cell] = [
        name,
        int(np.count_nonzero(mine)),
        adopted,
        declined,
        still,
        percent(adopted / decided, 1) if decided else "-",
        f"{np.median(days):.0f}" if len(days) else "-",
    ]
    if case.money:
        cells.append(amount_text(float(case.savings[mine].sum())))
    return tuple(cells)


def facts(case: Case) -> dict[str, Fact]:
    """Return every number of the ledger by its key."""
    days = case.days[~np.isnan(case.days)]
    found = {
        "n": Fact(case.n, Msg("suggestions")),
        "n_adopted": Fact(case.n_adopted, Msg("adopted")),
        "n_declined": Fact(case.n_decided - case.n_adopted, Msg("declined")),
        "n_open": Fact(case.n - case.n_decided, Msg("still open")),
    }
    if not math.isnan(case.rate):
        found["adoption_rate"] = Fact(
            case.rate,
            Msg("share adopted"),
            method=Msg("Wilson interval"),
            interval=case.interval,
            confidence=case.confidence,
        )
    if len(days):
        low, middle, high = np.quantile(days, [0.25, 0.5, 0.75], method="median_unbiased").tolist()
        found["days_median"] = Fact(
            middle,
            Msg("days to close, median"),
            method=Msg("quartiles {a} to {b}", a=f"{low:.0f}", b=f"{high:.0f}"),
        )
        found["days_longest"] = Fact(float(days.max()), Msg("days to close, longest"))
    if case.money:
        monthly = case.by_month(case.savings)
        found["savings"] = Fact(float(case.savings.sum()), Msg("savings"), case.unit or None)
        found["savings_month"] = Fact(float(monthly.mean()), Msg("savings per month"), case.unit or None)
    goals = case.target
    for key, value, label in (
        ("target_suggestions", goals.made, Msg("target, suggestions a month")),
        ("target_savings", goals.saved, Msg("target, savings a month")),
        ("target_rate", goals.rate, Msg("target, share adopted")),
    ):
        if not math.isnan(value):
            found[key] = Fact(value, label)
    return found


def frame(case: Case) -> dict[str, list[object]]:
    """Return the months as columns."""
    return {
        "month": list(case.months),
        "made": case.by_month().tolist(),
        "adopted": case.by_month(None, case.state == 1).tolist(),
        "declined": case.by_month(None, case.state == 0).tolist(),
        "open": case.by_month(None, case.state == -1).tolist(),
        "savings": case.by_month(case.savings).tolist(),
    }
