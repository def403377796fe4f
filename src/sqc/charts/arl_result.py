"""Run lengths of a chart as a result: verdict, table, price, method."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sqc.charts.arl_ask import Asked
from sqc.charts.arl_lengths import Lengths
from sqc.charts.arl_words import SCALES, about, in_unit
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.notes import Finding
from sqc.report.marks import Page
from sqc.report.model import Cell, Column, Fact, Num, Table
from sqc.report.numbers import percent
from sqc.report.report import Report
from sqc.report.result import Result

if TYPE_CHECKING:
    from sqc.report.explain import Explainer


@dataclass(frozen=True, eq=False, repr=False)
class RunLength(Result):
    """Run lengths of a chart under shifts.

    Parameters
    ----------
    asked : Asked
        The chart and its shifts, checked.
    lengths : Lengths
        Of no shift, then of each shift.
    plain : Lengths or None
        The same with limits alone, where the chart has more rules.
    known : Lengths or None
        The same with known parameters, where they are estimated.
    """

    asked: Asked
    lengths: Lengths
    plain: Lengths | None = None
    known: Lengths | None = None

    def report(self) -> Report:
        """Return verdict, table, price and method."""
        ask = self.asked
        rules = ask.rules
        title = Msg("Run lengths: {kind}", kind=ask.ask.kind)
        if rules is not None:
            title = Msg("Run lengths: {kind}, rules {rules}", kind=ask.ask.kind, rules=rules.name)
        return Report(
            "arl",
            ask.ask.kind,
            (self._verdict(),),
            title,
            self._facts(),
            (self._table(),),
            tuple(self._notes()),
            self._frame,
            page=self._page,
            provenance={
                "options": {
                    name: value for name, value in ask.ask._asdict().items() if name not in ("kind", "rules")
                },
                "rules": None if rules is None else rules.name,
            },
            explain=self._explainer,
        )

    def _explainer(self) -> Explainer:
        from sqc.charts.explain.runlength import ARL, explainer

        return explainer(ARL, self.facts, self.asked.ask.kind, self.lengths.method)

    def _page(self) -> Page:
        from sqc.charts.arl_page import page

        return page(self)

    @cached_property
    def columns(self) -> Mapping[str, list[float]]:
        """Every number a shift has, by its key: what files carry."""
        lengths = self.lengths
        found = {"shift": list(self.asked.shifts), "arl": _after(lengths.arl)}
        for key in ("standard_error", "sdrl", "rl_5", "median_rl", "rl_95", "arl_steady"):
            values = getattr(lengths, key)
            if values is not None:
                found[key] = _after(values)
        if self.asked.per_point is not None:
            found["ats"] = [self.asked.per_point[0] * arl for arl in found["arl"]]
        if self.plain is not None:
            found["arl_limits_only"] = _after(self.plain.arl)
        if self.known is not None:
            found["arl_known"] = _after(self.known.arl)
        return found

    def _frame(self) -> Mapping[str, Sequence[object]]:
        return self.columns

    def _facts(self) -> dict[str, Fact]:
        facts = {"arl0": Fact(float(self.lengths.arl[0]), Msg("ARL without a shift"))}
        unit = self.asked.per_point[1] if self.asked.per_point else None
        for key, values in self.columns.items():
            if key != "shift":
                facts[key] = Fact(values[0], _LABELS[key], unit if key == "ats" else None)
        if self.lengths.early is not None:
            facts["share_25"] = Fact(
                float(self.lengths.early[0]), Msg("share of stable charts of 25 points that signal")
            )
        return facts

    def _points(self, length: float) -> Words:
        n = about(length)
        if self.asked.given_sigma is not None and self.asked.ask.size > 1:
            return Msg("{n} subgroups", n=n)
        return Msg("{n} points", n=n)

    def _verdict(self) -> Finding:
        arl0 = float(self.lengths.arl[0])
        values: dict[str, object] = {"arl0": arl0}
        told = self.told
        if not math.isfinite(arl0):
            text = Msg("The ARL without a shift is infinite: a few charts with far too wide limits carry it.")
            return Finding("arl-infinite", "watch", text, values)
        calm = self._calm(values)
        if told is None:
            return Finding("arl", "ok", Msg("{calm}.", calm=calm), values)
        shift, arl = self.asked.shifts[told], float(self.lengths.arl[told + 1])
        values |= {"shift": shift, "arl": arl}
        points = self._points(arl)
        if self.asked.given_sigma is not None:
            seen = in_unit(shift, self.asked.unit, points)
        else:
            seen = SCALES[self.asked.kind.scale].seen(shift, points)
        return Finding("arl", "ok", Msg("{calm}; {seen}.", calm=calm, seen=seen), values)

    def _calm(self, values: dict[str, object]) -> Words:
        """Return how often a stable process signals; a simulated length with its standard error."""
        lengths = self.lengths
        n = self._points(float(lengths.arl[0]))
        if lengths.standard_error is None:
            return Msg("A stable process signals falsely about once in {n}", n=n)
        values["standard_error"] = error = float(lengths.standard_error[0])
        return Msg(
            "A stable process signals falsely about once in {n} (simulated, standard error {error})",
            n=n,
            error=f"{error:.2g}",
        )

    @property
    def told(self) -> int | None:
        """Return which shift line 1 tells of."""
        shifts, calm = np.array(self.asked.shifts), self.asked.calm
        moved = np.flatnonzero(shifts != calm)
        if not len(moved):
            return None
        telling = SCALES[self.asked.kind.scale].telling
        if telling is None:
            above = [i for i in moved if shifts[i] > calm]
            return int(min(above or moved, key=lambda i: abs(shifts[i] - calm)))
        return int(min(moved, key=lambda i: abs(abs(shifts[i]) * self.asked.scale - telling)))

    def _table(self) -> Table:
        shift_places = max(_places(shift) for shift in self.asked.shifts)
        heads = [key for key in _HEADS if key in self.columns]
        columns = tuple(Column(key, self._head(key)) for key in heads)
        places = {"rl_5": 0, "median_rl": 0, "rl_95": 0, "shift": shift_places}
        if "standard_error" in heads:
            least = min(error for error in self.columns["standard_error"] if error > 0)
            places["standard_error"] = max(0, -math.floor(math.log10(least)))
        rows = [
            tuple(_cell(self.columns[key][i], places.get(key)) for key in heads)
            for i in range(len(self.asked.shifts))
        ]
        return Table("arl", columns, tuple(rows))

    def _head(self, key: str) -> Words:
        if key == "ats" and self.asked.per_point is not None:
            return Msg("ATS, {unit}", unit=self.asked.per_point[1])
        return _HEADS[key]

    def _notes(self) -> list[tuple[Words, Words]]:
        notes: list[tuple[Words, Words]] = []
        price = self._price()
        if price is not None:
            notes.append((Msg("Price"), price))
        clauses = Join(self.lengths.method, ", ")
        unit = SCALES[self.asked.kind.scale].unit
        if self.asked.given_sigma is not None:
            unit = Msg("shift in the unit of sigma, which is {sigma}", sigma=f"{self.asked.given_sigma:g}")
            if self.asked.ask.size > 1:
                unit = Msg(
                    "shift in the unit of sigma, which is {sigma}; subgroups of {n}",
                    sigma=f"{self.asked.given_sigma:g}", n=self.asked.ask.size,
                )  # fmt: skip
        notes.append((Msg("Method"), Msg("{clauses}; {unit}.", clauses=clauses, unit=unit)))
        return notes

    def _price(self) -> Words | None:
        """Return how often a stable chart of 25 points signals."""
        if self.lengths.early is None:
            return None
        share = float(self.lengths.early[0])
        if not 0 < share <= 0.5:
            return Msg(
                "A stable chart of 25 points signals with probability {share}.", share=percent(share, 1)
            )
        n, words = round(1 / share), percent(share, 1 if share > 0.0005 else 4)
        if self.plain is None or self.plain.early is None:
            return Msg("One stable chart of 25 points in {n} signals ({share}).", n=n, share=words)
        return Msg(
            "One stable chart of 25 points in {n} signals ({share}; limits only {limits}).",
            n=n, share=words, limits=percent(float(self.plain.early[0]), 1),
        )  # fmt: skip


_HEADS: dict[str, Words] = {
    "shift": Msg("shift"),
    "arl": Msg("ARL"),
    "standard_error": Msg("SE"),
    "sdrl": Msg("SD"),
    "rl_5": Verbatim("5 %"),
    "median_rl": Msg("median"),
    "rl_95": Verbatim("95 %"),
    "arl_steady": Msg("steady"),
    "arl_limits_only": Msg("limits only"),
    "arl_known": Msg("known parameters"),
    "ats": Verbatim("ATS"),
}

_LABELS: dict[str, Words] = {
    "arl": Msg("average run length"),
    "standard_error": Msg("standard error of the average run length"),
    "sdrl": Msg("standard deviation of the run length"),
    "rl_5": Msg("5 % quantile of the run length"),
    "median_rl": Msg("median of the run length"),
    "rl_95": Msg("95 % quantile of the run length"),
    "arl_steady": Msg("average run length, steady state"),
    "ats": Msg("average time to signal"),
    "arl_limits_only": Msg("average run length with limits only"),
    "arl_known": Msg("average run length with known parameters"),
}


def _after(values: Any) -> list[float]:
    return [float(value) for value in values[1:]]


def _places(shift: float) -> int:
    return len(f"{shift:.10g}".partition(".")[2].partition("e")[0])


def _cell(value: float, places: int | None) -> Cell:
    if places is None:
        places = 1 if abs(value) < 999.95 else 0
    return Num(value, places, undefined=Msg("infinite"))
