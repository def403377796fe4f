"""What a scatter diagram is of: pairs of values, correlations, lines, strata, lags, influence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from sqc.charts.words import axis_name
from sqc.data.about import rows_clause
from sqc.data.labels import coded
from sqc.data.select import column, numbers_of, split_names, value_columns
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there
from sqc.i18n.message import Msg, Words, plural
from sqc.notes import Finding, OptionError, Source
from sqc.qctools.kit.measured import candidates, offered
from sqc.qctools.kit.take import ask_which, blank_rows, level_of
from sqc.qctools.scatter.checks import check_points, degree_of, lag_of, too_few
from sqc.qctools.scatter.lags import Lag, lag_of_strata, later, left_out
from sqc.qctools.scatter.pairs import FEWEST, Floats, Ints, Pairs
from sqc.stats.classes import resolution
from sqc.stats.correlation import Correlation, pearson
from sqc.stats.line import slopes_p, within

SEVERAL = 100


@dataclass(frozen=True, eq=False)
class Case:
    """What a scatter diagram is of.

    Parameters
    ----------
    whole : Pairs
    x, y : Column
        For names, units and decimals.
    parts : mapping of str to Pairs
        Strata; empty without.
    part_name : str
    inside : Correlation or None
        Correlation of x and y less the means of their stratum.
    slopes_p : float
        Chance of slopes that differ so much; NaN without strata.
    lag : int
    lags : tuple of Lag
        By lag from 0; empty where no lag is asked for.
    sorted_by : str
    table : Table
        For lines of the file.
    confidence : float
    source : Source
    findings : tuple of Finding
        What the reading has to say.
    offered : tuple of str
        Columns that ``--by`` could take.
    """

    whole: Pairs
    x: Column
    y: Column
    parts: Mapping[str, Pairs]
    part_name: str
    inside: Correlation | None
    slopes_p: float
    lag: int
    lags: tuple[Lag, ...]
    sorted_by: str
    table: Table
    confidence: float
    source: Source
    findings: tuple[Finding, ...]
    offered: tuple[str, ...]

    @property
    def x_name(self) -> Words:
        """X with its unit."""
        return axis_name(self.x.name, self.x.unit)

    @property
    def y_name(self) -> Words:
        """Y with its unit, and how much later it was taken."""
        name = axis_name(self.y.name, self.y.unit)
        if self.lag and self.parts:
            return plural("{name}, {n} row later within {column}", "{name}, {n} rows later within {column}",
                          self.lag, name=name, column=self.part_name)  # fmt: skip
        return (
            plural("{name}, {n} row later", "{name}, {n} rows later", self.lag, name=name)
            if self.lag
            else name
        )

    @cached_property
    def steps(self) -> tuple[float, int]:
        """Resolution of x, and how many of its steps x runs over; 0 where x is not rounded."""
        step = resolution(self.whole.x, self.x.decimals)
        return step, round(float(np.ptp(self.whole.x)) / step) if step else 0


def case_of(table: Table, options: Mapping[str, Any]) -> Case:
    """Return the scatter diagram of a table.

    Raises
    ------
    SqcError
        Columns that are not there or not told apart, too few points, x or y that do not vary.
    """
    confidence, lag = level_of(options.get("confidence")), lag_of(options.get("lag"))
    by, order = options.get("by"), options.get("order")
    degree = degree_of(options.get("degree"))
    if by is not None and degree > 1:
        text = Msg("--degree draws one curve, --by parts the rows; choose one, or keep a stratum by --where.")
        raise OptionError("option-clash", text)
    x, y = _columns(table, options.get("value"), (by, order))
    rows = _ordered(table, order)
    first, second = numbers_of(table, x)[rows], numbers_of(table, y)[rows]
    findings = _blank(first, second, x, y)
    names: tuple[str, ...] = ("",)
    codes = np.zeros(len(rows), dtype=np.int64)
    parted = None if by is None else column(table, by, "by")
    if parted is not None:
        codes, names = coded(parted, rows)
        findings += blank_rows(parted, codes >= 0)
        if len(names) > SEVERAL:
            text = Msg("--by makes {n} strata; at most {most} are told apart.", n=len(names), most=SEVERAL)
            raise OptionError("too-many-strata", text)
    at, after = later(codes, lag)
    if len(at) < FEWEST:
        raise too_few(table, len(at))
    held = ~np.isnan(first[at]) & ~np.isnan(second[after])
    at, after = at[held], after[held]
    whole = Pairs(first[at], second[after], rows[at], confidence, degree)
    check_points(table, whole, x, y)
    parts = {} if parted is None else _parts(whole, codes[at], names)
    findings += left_out(names, parts) if lag else []
    inside, p = _inside(whole, codes[at], len(parts)) if len(parts) > 1 else (None, math.nan)
    lags = tuple(
        lag_of_strata(first, second, codes, names, k, confidence) for k in range(lag + 1 if lag else 0)
    )
    return Case(
        whole, x, y, parts, "" if parted is None else parted.name, inside, p, lag, lags,
        "" if order is None else column(table, order, "order").name, table, confidence,
        _used(table, whole.n), (*table.findings, *findings),
        () if parted is not None else offered(table),
    )  # fmt: skip


def _columns(table: Table, value: str | None, taken: tuple[str | None, ...]) -> tuple[Column, Column]:
    """Return the columns of x and y: as named, else the only two there are."""
    if value is not None:
        found = value_columns(table, [value])
        if len(found) == 2:
            return found[0], found[1]
        raise OptionError(
            "two-columns",
            Msg("--value {value} names {n}; a scatter diagram takes two: x,y.", value=value, n=len(found)),
            details=[columns_there(table.columns)],
        )
    found = candidates(table, taken)
    if len(found) == 2:
        return found[0], found[1]
    if len(found) < 2:
        raise OptionError(
            "two-columns",
            Msg("{file} has fewer than two columns of numbers; a scatter diagram takes two.",
                file=table.name),
            details=[columns_there(table.columns)],
        )  # fmt: skip
    pairs = [f"{a.name},{b.name}" for a, b in pairwise(found)]
    raise ask_which(table, found, "value", "scatter", pairs)


def _ordered(table: Table, order: str | None) -> Ints:
    """Return the rows in the order that is asked for; those without a place are left out."""
    if order is None:
        return np.arange(table.n_rows)
    found = column(table, order, "order")
    if found.kind == "date" and found.numbers is not None and not found.problems:
        numbers = found.numbers
    else:
        numbers = numbers_of(table, found)
    rows = np.argsort(numbers, kind="stable")
    return rows[: len(rows) - int(np.isnan(numbers).sum())]


def _parts(whole: Pairs, codes: Ints, names: tuple[str, ...]) -> dict[str, Pairs]:
    masks = {name: codes == i for i, name in enumerate(names)}
    return {
        name: Pairs(whole.x[mask], whole.y[mask], whole.rows[mask], whole.confidence)
        for name, mask in masks.items()
        if mask.any()
    }


def _inside(whole: Pairs, codes: Ints, k: int) -> tuple[Correlation, float]:
    u, v, _, _ = within(whole.x, whole.y, codes)
    return pearson(u, v, whole.confidence, k - 1), slopes_p(whole.x, whole.y, codes)


def _blank(first: Floats, second: Floats, x: Column, y: Column) -> list[Finding]:
    return [*blank_rows(x, ~np.isnan(first)), *blank_rows(y, ~np.isnan(second) | np.isnan(first))]


def _used(table: Table, n: int) -> Source:
    kept, read = table.n_rows, n
    clause = rows_clause(read, kept)
    return replace(
        table.source, n_read=kept, n_used=read, n_missing=kept - read, read=(*table.source.read, clause)
    )


def named_columns(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns that will be used, where the options name them one by one."""
    value = options.get("value")
    if value is None or ".." in value:
        return ()
    others = (options.get(name) for name in ("by", "order"))
    return (*split_names(value), *(name for name in others if name is not None))


def line_of(case: Case, place: int) -> Words:
    """Return where a point stands in the file: its line, or its row of a frame."""
    row = int(case.whole.rows[place])
    if case.table.origin == "file" and len(case.table.lines) > row:
        return Msg("line {n}", n=int(case.table.lines[row]))
    return Msg("row {n}", n=row + 1)
