"""``sqc verify``: every published case on this machine, published against ours."""

from __future__ import annotations

import math
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sqc.i18n.message import Join, Listing, Msg, Verbatim, Words, plural
from sqc.notes import Finding
from sqc.report.model import Cell, Column, Fact, LongTable, Num, Table
from sqc.report.numbers import apart, fixed
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.verification.compare import Row, compare
from sqc.verification.labels import quantity_words
from sqc.verification.load import PublishedCase, select
from sqc.verification.reasons import REASONS

SHOWN, SHOWN_KNOWN = 5, 3
SHOWN_AT_MOST = 40
_VERDICTS = {
    "agrees": Msg("agrees"),
    "known": Msg("known difference"),
    "differs": Msg("does not agree"),
}


@dataclass(frozen=True, eq=False, repr=False)
class Verification(Result):
    """What came out when the published cases were run.

    Parameters
    ----------
    cases : tuple of PublishedCase
    rows : tuple of Row
        One per published value.
    named : bool
        The user chose the cases: all their values are printed, up to 40.
    """

    cases: tuple[PublishedCase, ...]
    rows: tuple[Row, ...]
    named: bool = False

    @cached_property
    def failed(self) -> tuple[Row, ...]:
        """The values that do not agree and for which no reason is known."""
        return self._with("differs")

    def _with(self, verdict: str) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.verdict == verdict)

    def report(self) -> Report:
        """Return everything the verification says."""
        from sqc import __version__

        n_open = sum(len(case.open) for case in self.cases)
        facts = {
            "n_cases": Fact(len(self.cases), Msg("published cases")),
            "n_values": Fact(len(self.rows), Msg("published values")),
            "n_agree": Fact(len(self._with("agrees")), Msg("values that agree")),
            "n_known": Fact(len(self._with("known")), Msg("values that differ for a known reason")),
            "n_failed": Fact(len(self.failed), Msg("values that do not agree")),
            "n_open": Fact(n_open, Msg("values of analyses that this version does not have")),
        }
        title = Msg("Published cases run by sqc {version}: {n}", version=__version__, n=len(self.cases))
        return Report(
            "verify",
            None,
            (self._verdict(),),
            title,
            facts,
            (_printed(self.rows, self.named), _all_rows(self.rows)),
            tuple(self._notes(n_open)),
            lambda: _frame(self.rows),
            provenance={
                "python": platform.python_version(),
                "numpy": np.__version__,
                "platform": f"{platform.system()} {platform.machine()}",
            },
            long=lambda _: _long(self.rows),  # a validation file is whole
        )

    def _verdict(self) -> Finding:
        n, known = len(self.rows), len(self._with("known"))
        values = {"n_values": n, "n_known": known, "n_failed": len(self.failed)}
        if self.failed:
            return _failing(self.failed, n, values)
        agree = n - known
        if not known:
            text = plural("{n} published value agrees.", "All {n} published values agree.", n)
        else:
            text = plural(
                "{a} of {m} published values agree; {n} differs for a reason that is known.",
                "{a} of {m} published values agree; {n} differ for a reason that is known.",
                known,
                a=agree,
                m=n,
            )
        return Finding("verified", "ok", text, values)

    def _notes(self, n_open: int) -> list[tuple[Words, Words]]:
        notes: list[tuple[Words, Words]] = []
        known = self._with("known")
        if known:
            why: list[Words] = [
                Msg(
                    "the print cuts a digit, rounds a constant or misprints, or its program follows another"
                    " convention or computes coarsely; each row says which."
                )
            ]
            remedy = next((row for row in known if row.remedy is not None and row.case.kind), None)
            if remedy is not None:
                why.append(_remedy(remedy))
            notes.append((Msg("Known"), Join(why, "\n")))
        if any(row.n > 1 for row in self.rows):
            text = Msg("a list of values counts once; its element that lies furthest off is given.")
            notes.append((Msg("Counted"), text))
        if n_open:
            text = plural(
                "{n} value belongs to an analysis that this version does not have.",
                "{n} values belong to analyses that this version does not have.",
                n_open,
            )
            notes.append((Msg("Open"), text))
        return notes


def _failing(failed: Sequence[Row], n: int, values: Mapping[str, object]) -> Finding:
    first = failed[0]
    text = plural(
        "{n} of {m} published values does not agree: {case}, {quantity}: published {a}, sqc {b},"
        " tolerance {t}; do not use this installation for records.",
        "{n} of {m} published values do not agree, the first: {case}, {quantity}: published {a}, sqc {b},"
        " tolerance {t}; do not use this installation for records.",
        len(failed),
        m=n,
        case=first.case.id,
        quantity=_quantity(first),
        a=_shown(first, first.published),
        b=_shown(first, first.ours),
        t=f"{first.tolerance:.3g}",
    )
    return Finding("not-verified", "act", text, {**values, "case": first.case.id, "quantity": first.quantity})


def _remedy(row: Row) -> Msg:
    settings = row.case.known[row.quantity].settings
    options = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in settings.items())
    assert row.remedy is not None
    value = fixed(row.remedy, _decimals(row))
    return Msg("{case} agrees with {options}: {value}.", case=row.case.id, options=options, value=value)


def _decimals(row: Row) -> int:
    """Return the printed decimals, at most six figures elsewhere; enough to tell two values apart."""
    values = [v for v in (row.published, row.ours) if isinstance(v, float)]
    size = max((abs(v) for v in values), default=0.0)
    decimals = row.case.decimals.get(row.quantity)
    if decimals is None:
        figures = 5 - math.floor(math.log10(size)) if size > 0 else 0
        given = max((len(repr(v).partition(".")[2].rstrip("0")) for v in values), default=0)
        decimals = max(min(figures, given), 0)
    return apart(values[0], values[1], decimals) if row.verdict != "agrees" and len(values) == 2 else decimals


def _shown(row: Row, value: float | tuple[int, ...] | None) -> Words:
    """Return a value as it is printed."""
    if isinstance(value, tuple):
        return Listing([str(position) for position in value]) if value else Msg("none")
    if value is None:
        return Msg("none")
    plain = row.quantity not in row.case.decimals and abs(value) < 1e-6
    return f"{value:.5g}" if plain else fixed(value, _decimals(row))


def _quantity(row: Row) -> Words:
    words = quantity_words(row.quantity)
    return words if row.n == 1 else Msg("{quantity}, {i} of {n}", quantity=words, i=row.element, n=row.n)


def _verdict_words(row: Row) -> Msg:
    if row.verdict == "known":
        return Msg("known: {reason}", reason=REASONS[row.reason][0])
    return _VERDICTS[row.verdict]


def selection(rows: Sequence[Row], named: bool) -> list[int]:
    """Return which rows are printed: all that fail, three known by different reasons, some that agree.

    Those that agree are upper limits of different chart kinds against a print.
    """
    if named and len(rows) <= SHOWN_AT_MOST:
        return list(range(len(rows)))
    failed = [i for i, row in enumerate(rows) if row.verdict == "differs"][:SHOWN_AT_MOST]
    known: dict[str, int] = {}
    agreeing: dict[str, int] = {}
    for i, row in enumerate(rows):
        if row.verdict == "known":
            known.setdefault(row.reason, i)
        elif (
            row.case.kind
            and row.verdict == "agrees"
            and row.quantity in row.case.decimals
            and row.quantity.endswith("upper")
        ):
            agreeing.setdefault(row.case.kind, i)
    shown = [known[reason] for reason in REASONS if reason in known][:SHOWN_KNOWN]
    shown += list(agreeing.values())[: max(SHOWN - len(shown), 0)]
    if not failed and not shown:  # named cases without a chart
        shown = list(range(SHOWN))
    return sorted({*failed, *shown})


def _printed(rows: Sequence[Row], named: bool) -> Table:
    columns = (
        Column("case", Msg("case"), "left"),
        Column("quantity", Msg("quantity"), "left"),
        Column("published", Msg("published")),
        Column("sqc", Verbatim("sqc")),
        Column("verdict", Msg("verdict"), "left"),
    )
    chosen = selection(rows, named)
    lines: list[tuple[Cell, ...]] = []
    for row in (rows[i] for i in chosen):
        pair = _shown(row, row.published), _shown(row, row.ours)
        lines.append((row.case.id, _quantity(row), *pair, _verdict_words(row)))
    marked = frozenset((at, 4) for at, i in enumerate(chosen) if rows[i].verdict == "differs")
    if len(chosen) < len(rows):
        more = Msg("... {n} more", n=len(rows) - len(chosen))
        lines.append((more, Verbatim("-o verify.json"), "", "", Msg("with sources")))
    return Table("shown", columns, tuple(lines), emphasis=marked)


def _frame(rows: Sequence[Row]) -> Mapping[str, Sequence[object]]:
    """Return every row with its source, in stable words; reasons are sentences."""
    return {
        "case": [row.case.id for row in rows],
        "title": [row.case.title for row in rows],
        "source": [row.case.source for row in rows],
        "seen_in": [row.case.seen_in for row in rows],
        "quantity": [row.quantity for row in rows],
        "published": [_plain(row.published) for row in rows],
        "sqc": [_plain(row.ours) for row in rows],
        "element": [row.element for row in rows],
        "of": [row.n for row in rows],
        "tolerance": [row.tolerance for row in rows],
        "verdict": [row.verdict for row in rows],
        "reason": [REASONS[row.reason][1] if row.reason else "" for row in rows],
    }


def _plain(value: float | tuple[int, ...] | None) -> float | str | None:
    return " ".join(map(str, value)) if isinstance(value, tuple) else value


def _all_rows(rows: Sequence[Row]) -> Table:
    frame = _frame(rows)
    columns = tuple(Column(key, Verbatim(key)) for key in frame)
    lines = tuple(
        tuple(Num(value) if isinstance(value, float) else value for value in line)
        for line in zip(*frame.values(), strict=True)
    )
    return Table("cases", columns, lines, printed=False)


def _long(rows: Sequence[Row]) -> LongTable:
    """Return every row in words, with its source and tolerance."""
    columns = (
        Column("case", Msg("case"), "left"),
        Column("source", Msg("source"), "left"),
        Column("quantity", Msg("quantity"), "left"),
        Column("published", Msg("published")),
        Column("sqc", Verbatim("sqc")),
        Column("tolerance", Msg("tolerance")),
        Column("verdict", Msg("verdict"), "left"),
        Column("reason", Msg("reason"), "left"),
    )
    lines: list[tuple[Cell, ...]] = []
    for row in rows:
        pair = _shown(row, row.published), _shown(row, row.ours)
        why = REASONS[row.reason][1] if row.reason else ""
        tolerance = f"{row.tolerance:.3g}"
        lines.append(
            (row.case.id, row.case.source, _quantity(row), *pair, tolerance, _VERDICTS[row.verdict], why)
        )
    marked = frozenset((i, 6) for i, row in enumerate(rows) if row.verdict == "differs")
    table = Table("values", columns, tuple(lines), Msg("Every published value"), False, marked)
    return LongTable(table, tuple(range(len(rows))), "verdict", ("case", "source"))


def verify(*, cases: Sequence[str] | None = None) -> Verification:
    """Return how this installation does on published cases.

    Parameters
    ----------
    cases : sequence of str, optional
        Names of cases, or what their names begin with; default all.

    Returns
    -------
    Verification
        `facts` count the values; `to_frame` holds a row per published value with source and tolerance.

    Raises
    ------
    OptionError
        If a name fits no case.

    Notes
    -----
    The tolerance is half a unit of the last printed decimal, 1e-9 relative for values in full precision,
    or the case's own. A value that differs for a known reason must equal the right value, which stands
    in the case and was computed independently.

    Examples
    --------
    >>> import sqc
    >>> sqc.verify(cases=["montgomery-7-1-p-chart"])["n_agree"]
    4
    """
    chosen = select(cases)
    rows = tuple(row for case in chosen for row in compare(case))
    return Verification(chosen, rows, bool(cases))
