"""Shares of nonconforming units by stratum: numbers, sentences, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Listing, Msg, Words, plural
from sqc.notes import DataError, Finding, OptionError
from sqc.qctools.kit.take import level_of
from sqc.qctools.stratify.take import Rows, Way
from sqc.report.model import Cell, Column, Fact, Table
from sqc.report.numbers import fixed, p_value, percent
from sqc.stats.attribute import clopper_pearson
from sqc.stats.contingency import cell_p, chi_square, independent_p, share_difference
from sqc.stats.multiplicity import holm

Floats = npt.NDArray[np.float64]
SHOWN = 20


@dataclass(frozen=True, eq=False)
class Shares:
    """Nonconforming and inspected units by the strata of one column."""

    name: str
    names: tuple[str, ...]
    events: Floats
    inspected: Floats
    confidence: float

    @cached_property
    def table(self) -> Floats:
        """Nonconforming and conforming units by stratum."""
        return np.stack([self.events, self.inspected - self.events])

    @cached_property
    def shares(self) -> Floats:
        """Share of nonconforming units of each stratum."""
        return np.asarray(self.events / self.inspected)

    @cached_property
    def intervals(self) -> tuple[Floats, Floats]:
        """Exact intervals of the shares."""
        half = (1 - self.confidence) / 2
        low, high = clopper_pearson(self.events, self.inspected, half, 1 - half)
        return np.asarray(low), np.asarray(high)

    @cached_property
    def test(self) -> tuple[float, bool]:
        """Chance of shares so uneven if all strata are alike, and whether it was drawn."""
        return independent_p(self.table)

    @cached_property
    def explained(self) -> float:
        """Share of the variance of a single verdict between strata, freed of chance: (chi2 - df) / N."""
        chi, df = chi_square(self.table)
        return max(chi - df, 0.0) / float(self.inspected.sum())

    @cached_property
    def apart(self) -> Floats:
        """For each stratum the exact chance against all others, adjusted by Holm."""
        return holm(cell_p(self.table)[0])

    @cached_property
    def extremes(self) -> tuple[int, int]:
        """Strata with the largest and with the smallest share."""
        high, low = int(np.argmax(self.shares)), int(np.argmin(self.shares))
        return (high, low) if high != low else (0, 1)

    @cached_property
    def difference(self) -> tuple[float, float, float]:
        """Largest share less smallest, with an interval that holds for all pairs (Bonferroni)."""
        k, two = len(self.names), list(self.extremes)
        sure = 1 - (1 - self.confidence) / (k * (k - 1) / 2)
        return share_difference(self.events[two], self.inspected[two], sure)


@dataclass(frozen=True, eq=False)
class CountCase:
    """Shares by one or several columns of strata, that which explains most first."""

    rows: Rows
    groups: tuple[Shares, ...]

    @property
    def first(self) -> Shares:
        """The column that explains most."""
        return self.groups[0]

    @cached_property
    def p(self) -> list[float]:
        """P of each column, adjusted for their number."""
        return [float(p) for p in holm([one.test[0] for one in self.groups])]


def case_of(rows: Rows, options: Mapping[str, Any]) -> CountCase:
    """Return the answer for counts.

    Raises
    ------
    SqcError
        Options that need a measure; no nonconforming unit, or nothing else.
    """
    for name in ("test", "kind"):
        if options.get(name) not in (None, "auto"):
            raise OptionError(
                "option-clash", Msg("--{option} is for a measure; these are counts.", option=name)
            )
    assert rows.inspected is not None
    confidence, total = level_of(options.get("confidence")), float(rows.values.sum())
    if total in (0.0, float(rows.inspected.sum())):
        raise DataError(
            "no-variation",
            Msg("{x} of {n} units are nonconforming: there is nothing to explain.", x=f"{total:,.0f}",
                n=f"{rows.inspected.sum():,.0f}"),
            file=rows.source.name,
        )  # fmt: skip
    found = [_shares(rows, way, confidence) for way in rows.ways]
    order = sorted(range(len(found)), key=lambda i: (-found[i].explained, found[i].test[0]))
    return CountCase(rows, tuple(found[i] for i in order))


def _shares(rows: Rows, way: Way, confidence: float) -> Shares:
    k = len(way.names)
    assert rows.inspected is not None
    events, inspected = (
        np.bincount(way.codes, part, k).astype(np.float64) for part in (rows.values, rows.inspected)
    )
    return Shares(way.name, way.names, events, inspected, confidence)


def findings(case: CountCase) -> list[Finding]:
    """Return the findings, the verdict first."""
    first = case.first
    found = [*_apart(case), *case.rows.findings]
    if first.test[1]:
        text = Msg("some strata expect fewer than five: p by 9,999 seeded draws")
        found.append(Finding("few-expected", "ok", text, {}, text))
    return [_verdict(case), *found]


def _verdict(case: CountCase) -> Finding:
    first, p = case.first, case.p[0]
    high, low = first.extremes
    value, least, most = first.difference
    words = {
        "column": first.name,
        "high": first.names[high],
        "low": first.names[low],
        "a": percent(float(first.shares[high]), 2),
        "b": percent(float(first.shares[low]), 2),
        "p": p_value(p),
    }
    values = {"column": first.name, "p": p, "highest": first.names[high], "lowest": first.names[low],
              "difference": value}  # fmt: skip
    if p > 1 - first.confidence:
        text = Msg(
            "Not proven that shares differ by {column} (p {p}): {high} has {a}, {low} {b}; the difference"
            " may be"
            " up to {most} points.",
            most=fixed(100 * max(abs(least), abs(most)), 2), **words,
        )  # fmt: skip
        return Finding("shares-open", "watch", text, values)
    text = Msg(
        "Shares differ by {column} (p {p}): {high} has {a} nonconforming, {low} {b}; a difference of"
        " {least} to"
        " {most} points, look at {high} first.",
        least=fixed(100 * least, 2), most=fixed(100 * most, 2), **words,
    )  # fmt: skip
    return Finding("shares-differ", "watch", text, values)


def _apart(case: CountCase) -> list[Finding]:
    first = case.first
    level = 1 - first.confidence
    if len(first.names) < 3 or case.p[0] > level:
        return []
    found = [first.names[i] for i in np.flatnonzero(first.apart <= level)]
    if not found:
        return []
    text = plural(
        "{names} differs from all others together.", "{names} differ from all others together.", len(found),
        names=Listing(found),
    )  # fmt: skip
    return [Finding("stratum-apart", "watch", text, {"strata": found})]


def title(case: CountCase) -> Words:
    """Return what was analysed."""
    total, n = case.rows.values.sum(), case.first.inspected.sum()
    return Msg(
        "{measure} by {column}: {x} nonconforming of {n} inspected",
        measure=case.rows.measure, column=Listing([way.name for way in case.rows.ways]),
        x=f"{total:,.0f}", n=f"{n:,.0f}",
    )  # fmt: skip


def tables(case: CountCase) -> tuple[Table, ...]:
    """Return the ranking of the columns and the strata of each."""
    found = [_ranking(case)] if len(case.groups) > 1 else []
    for i, one in enumerate(case.groups, 1):
        found.append(_strata(f"strata_{i}" if i > 1 else "strata", one)._replace(printed=i == 1))
    return tuple(found)


def _ranking(case: CountCase) -> Table:
    columns = (
        Column("column", Msg("column"), "left"),
        Column("strata", Msg("strata")),
        Column("difference", Msg("largest difference, points")),
        Column("p", Msg("alone p"), "left"),
    )
    rows = tuple(
        (one.name, len(one.names), fixed(100 * one.difference[0], 2), p_value(p).removeprefix("= "))
        for one, p in zip(case.groups, case.p, strict=True)
    )
    return Table("columns", columns, rows)


def _strata(key: str, shares: Shares) -> Table:
    low, high = shares.intervals
    more = len(shares.names) > 2
    columns = [
        Column("stratum", shares.name, "left"),
        Column("inspected", Msg("inspected")),
        Column("nonconforming", Msg("nonconforming units")),
        Column("share", Msg("share")),
        Column("interval", Msg("{level} % interval", level=f"{100 * shares.confidence:.10g}"), "left"),
    ]
    if more:
        columns.append(Column("p", Msg("to all others, p"), "left"))
    rows: list[tuple[Cell, ...]] = []
    for i in range(min(len(shares.names), SHOWN)):
        cells: list[Cell] = [
            shares.names[i],
            f"{shares.inspected[i]:,.0f}",
            f"{shares.events[i]:,.0f}",
            percent(float(shares.shares[i]), 2),
            Msg("{a} to {b}", a=fixed(100 * float(low[i]), 2), b=fixed(100 * float(high[i]), 2)),
        ]
        if more:
            cells.append(p_value(float(shares.apart[i])).removeprefix("= "))
        rows.append(tuple(cells))
    if len(shares.names) > SHOWN:
        rows.append((Msg("... {n} more", n=len(shares.names) - SHOWN), *("",) * (len(columns) - 1)))
    return Table(key, tuple(columns), tuple(rows))


def facts(case: CountCase) -> dict[str, Fact]:
    """Return every number by its key."""
    first, sure = case.first, case.first.confidence
    high, low = first.extremes
    value, least, most = first.difference
    return {
        "n_inspected": Fact(float(first.inspected.sum()), Msg("units inspected")),
        "n_nonconforming": Fact(float(first.events.sum()), Msg("nonconforming units")),
        "n_strata": Fact(len(first.names), Msg("strata")),
        "column": Fact(first.name, Msg("column that explains most")),
        "difference": Fact(
            value, Msg("largest difference"), None, Msg("Newcombe, Bonferroni"), (least, most), sure,
        ),
        "highest": Fact(first.names[high], Msg("stratum with the largest share")),
        "lowest": Fact(first.names[low], Msg("stratum with the smallest share")),
        "share_highest": Fact(
            float(first.shares[high]), Msg("largest share"), None, Msg("Clopper-Pearson"),
            (float(first.intervals[0][high]), float(first.intervals[1][high])), sure,
        ),
        "chi_square": Fact(chi_square(first.table)[0], Msg("chi-square")),
        "p_shares": Fact(first.test[0], Msg("p of alike shares")),
    }  # fmt: skip


def frame(case: CountCase) -> dict[str, list[object]]:
    """Return the strata of all columns, in full precision."""
    found: dict[str, list[object]] = {}
    for one in case.groups:
        low, high = one.intervals
        columns = {
            "column": [one.name] * len(one.names),
            "stratum": list(one.names),
            "inspected": one.inspected.tolist(),
            "nonconforming": one.events.tolist(),
            "share": one.shares.tolist(),
            "share_lower": low.tolist(),
            "share_upper": high.tolist(),
            "apart_p": one.apart.tolist(),
        }
        for name, values in columns.items():
            found.setdefault(name, []).extend(values)
    return found
