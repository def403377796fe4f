"""Several charts from one table: one for each value of a column, or for each of several columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import LEVELS, Finding, Level, SqcError
from sqc.report.model import Cell, Column, Fact, Num
from sqc.report.model import Table as Rows
from sqc.report.report import Report
from sqc.report.result import Result
from sqc.report.text import LEVEL_WORDS

if TYPE_CHECKING:
    from sqc.charts.control import ControlChart


@dataclass(frozen=True, eq=False, repr=False)
class ControlCharts(Result):
    """Several charts that show themselves: a table of them, worst first, then each.

    Parameters
    ----------
    charts : mapping of str to ControlChart
        By the value of the column, or the name of the characteristic.
    refused : mapping of str to SqcError
        Parts that allow no chart, with the reason.
    by : str
        The column that tells them apart; "" where they are different columns.
    """

    charts: Mapping[str, ControlChart]
    refused: Mapping[str, SqcError]
    by: str

    @property
    def signals(self) -> Any:
        """The signals of all charts as a data frame of the caller's library."""
        return self._joined("signals")

    @property
    def limits(self) -> Any:
        """Center and limits of every point of all charts as a data frame of the caller's library."""
        return self._joined("limits")

    def _joined(self, what: str) -> Any:
        frames = {name: getattr(chart, what) for name, chart in self.charts.items()}
        named = {
            name: {column: frame[column].to_list() for column in frame.columns}
            for name, frame in frames.items()
        }
        return self._as_frame(_stacked(self._head, named))

    def _as_frame(self, columns: Mapping[str, Any]) -> Any:
        return next(iter(self.charts.values()))._as_frame(columns)

    @property
    def _head(self) -> str:
        return self.by or "characteristic"

    def report(self) -> Report:
        """Return the table of all charts, and the report of each."""
        first = next(iter(self.charts.values()))
        signals = sum(chart.n_signals for chart in self.charts.values())
        return Report(
            "chart",
            None,
            (self._verdict(), *self._refusals()),
            self._title(),
            {
                "n_charts": Fact(len(self.charts), Msg("charts")),
                "n_signals": Fact(signals, Msg("points that signal, all charts")),
            },
            (self._table(),),
            tuple(self._chance()),
            lambda: _stacked(self._head, {name: c.stored_report.frame() for name, c in self.charts.items()}),
            source=first.sample.about.source,
            provenance={"by": self.by or None, "sha256": first.sample.about.source.sha256},
            parts=tuple((name, chart.stored_report) for name, chart in self.charts.items()),
        )

    def _levels(self, level: Level) -> list[str]:
        return [name for name, chart in self.charts.items() if chart.findings[0].level == level]

    def _verdict(self) -> Finding:
        n = len(self.charts)
        act, watch = self._levels("act"), self._levels("watch")
        values = {"n": n, "act": act, "watch": watch}
        if act:
            text = plural(
                "{n} of {all} charts needs action: {names}.",
                "{n} of {all} charts need action: {names}.",
                len(act),
                all=n,
                names=Listing(act),
            )
            return Finding("several-charts", "act", text, values)
        if watch:
            text = plural(
                "No chart of {n} needs action; look at {names}.",
                "No chart of {n} needs action; look at {names}.",
                n,
                names=Listing(watch),
            )
            return Finding("several-charts", "watch", text, values)
        text = plural("All {n} charts are stable.", "All {n} charts are stable.", n)
        return Finding("several-charts", "ok", text, values)

    def _refusals(self) -> list[Finding]:
        return [
            Finding(
                "no-chart",
                "act",
                Msg("No chart of {name}: {why}", name=name, why=error.message),
                {"name": name},
            )
            for name, error in self.refused.items()
        ]

    def _title(self) -> Words:
        if not self.by:
            return plural(
                "{n} chart, one a characteristic", "{n} charts, one a characteristic", len(self.charts)
            )
        name = next(iter(self.charts.values())).sample.about.name
        return plural(
            "{n} chart of {name}, by {column}", "{n} charts of {name}, by {column}", len(self.charts),
            name=name, column=self.by,
        )  # fmt: skip

    def _table(self) -> Rows:
        order = sorted(self.charts.items(), key=lambda item: LEVELS.index(item[1].findings[0].level))
        rows = tuple(_row(name, chart) for name, chart in order)
        columns = (
            Column("name", self.by or Msg("characteristic"), "left"),
            Column("level", Msg("level"), "left"),
            Column("chart", Msg("kind"), "left"),
            Column("points", Msg("points")),
            Column("signals", Msg("signals")),
            Column("center", Msg("center")),
            Column("sigma", Msg("sigma within")),
        )
        return Rows("charts", columns, rows)

    def _chance(self) -> list[tuple[Words, Words]]:
        """Say how many charts signal, and how many would by chance alone."""
        prices = [chart.price for chart in self.charts.values()]
        if not all(prices):
            return []
        expected = sum(price.any_signal for price in prices if price is not None)
        signal = sum(chart.n_signals > 0 for chart in self.charts.values())
        text = plural(
            "{k} of {n} chart signals; chance alone gives about {e}.",
            "{k} of {n} charts signal; chance alone gives about {e}.",
            len(prices),
            k=signal,
            e=f"{expected:.1f}",
        )
        return [(Msg("Chance"), text)]


def _row(name: str, chart: ControlChart) -> tuple[Cell, ...]:
    finding = chart.findings[0]
    facts = chart.stored_report.facts
    center = next((fact for key, fact in facts.items() if key.endswith("_center")), None)
    sigma = facts.get("sigma_within")
    return (
        name,
        Msg("[{level}]", level=LEVEL_WORDS[finding.level]),
        chart.kind.name,
        chart.panels[0].measured,
        chart.n_signals,
        _number(center, chart.panels[0].percent),
        _number(sigma),
    )


def _number(fact: Fact | None, percent: bool = False) -> Num | None:
    if fact is None or not isinstance(fact.value, float):
        return None
    return Num(fact.value, fact.decimals or 0, percent)


def _stacked(head: str, frames: Mapping[str, Mapping[str, Sequence[object]]]) -> dict[str, list[object]]:
    """Return frames below each other, with a first column that names them; cells they lack are empty."""
    from sqc.report.data import listed

    names = list(dict.fromkeys(name for frame in frames.values() for name in frame))
    found: dict[str, list[object]] = {head: [], **{name: [] for name in names}}
    for part, frame in frames.items():
        n = len(next(iter(frame.values()), ()))
        found[head] += [part] * n
        for name in names:
            cells = frame.get(name)
            found[name] += [None] * n if cells is None else listed(cells)
    return found
