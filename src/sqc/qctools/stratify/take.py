"""From a table to the rows that are compared: the measure, or counts, and the stratum of each row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.charts.words import with_unit
from sqc.data.labels import coded
from sqc.data.roles import LABEL_HEADS, TIME_HEADS
from sqc.data.select import column, numbers_of, numeric_columns, split_names
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, where
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError, Finding, OptionError, Source
from sqc.qctools.kit.take import ask_which, blank_rows, not_negative, nothing_left, used

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# columns of names that are compared when none is named, and the most of them
MOST_COLUMNS, MOST_NAMES = 5, 12


class Way(NamedTuple):
    """One column of strata: its name, the names of the strata, the stratum of each row."""

    name: str
    names: tuple[str, ...]
    codes: Ints


class Rows(NamedTuple):
    """The rows that hold a value and a stratum by every column.

    Parameters
    ----------
    measure : Words
        Name with unit.
    values : float array, shape (rows,)
        The measure; of counts the nonconforming units.
    inspected : float array or None
        Of counts.
    ways : tuple of Way
        In the order of the user.
    decimals : int
        Of the cells.
    unit : str
    source : Source
    findings : tuple of Finding
    chosen : bool
        The columns of strata were not named.
    """

    measure: Words
    values: Floats
    inspected: Floats | None
    ways: tuple[Way, ...]
    decimals: int
    unit: str
    source: Source
    findings: tuple[Finding, ...]
    chosen: bool


def rows_of(table: Table, options: Mapping[str, Any]) -> Rows:
    """Return the rows of a table that are compared.

    Raises
    ------
    SqcError
        Columns that are not there or not told apart, nothing left, one stratum.
    """
    named = split_names(options.get("by") or "")
    by = [column(table, name, "by") for name in named]
    value = _value(table, options, by)
    size = None if options.get("inspected") is None else column(table, options["inspected"], "inspected")
    by = by or _ways(table, value, size)
    _check_columns(by, value)
    numbers, inspected = _numbers(table, value, size)
    coded_by = [coded(one, np.arange(table.n_rows)) for one in by]
    known = ~np.isnan(numbers) & (True if inspected is None else inspected > 0)
    held = known & np.all([codes >= 0 for codes, _ in coded_by], axis=0)
    if not held.any():
        raise nothing_left(table, Msg("no row holds both a value and a stratum"))
    findings = list(table.findings) + blank_rows(value, known)
    for one, (codes, _) in zip(by, coded_by, strict=True):
        findings += blank_rows(one, (codes >= 0) | ~known)
    ways = tuple(_way(table, one, *part, held) for one, part in zip(by, coded_by, strict=True))
    unit = options.get("unit") or value.unit
    return Rows(
        with_unit(value.name, unit if inspected is None else ""),
        numbers[held],
        None if inspected is None else inspected[held],
        ways,
        value.decimals,
        unit,
        used(table, held),
        tuple(findings),
        not named,
    )


def _value(table: Table, options: Mapping[str, Any], by: list[Column]) -> Column:
    """Return the column that is compared: as named, else the only measure, else the only verdicts."""
    if options.get("value") is not None:
        return column(table, options["value"])
    taken = [*by]
    if options.get("inspected") is not None:
        taken.append(column(table, options["inspected"], "inspected"))
    found = [c for c in numeric_columns(table) if all(c is not one for one in taken)]
    found = [c for c in found if fold(c.name) not in LABEL_HEADS]
    found = found or [c for c in table.columns if c.kind == "verdict"]
    if len(found) == 1:
        return found[0]
    if not found:
        raise OptionError(
            "no-value",
            Msg("no column is named to be analysed in {file}.", file=table.name),
            details=[columns_there(table.columns)],
        )
    raise ask_which(table, found, "value", "stratify")


def _ways(table: Table, value: Column, size: Column | None) -> list[Column]:
    """Return the columns of names that may be strata, where the user names none."""
    named = [c for c in table.columns if c.kind in ("text", "verdict") and fold(c.name) not in TIME_HEADS]
    found = [c for c in named if c is not value and c is not size]
    few = [c for c in found if 2 <= len(coded(c, np.arange(table.n_rows))[1]) <= MOST_NAMES]
    if 0 < len(few) <= MOST_COLUMNS:
        return few
    if few:
        raise ask_which(table, few, "by", "stratify")
    raise OptionError(
        "no-column",
        Msg("{file} has no column of names; name one with --{option}.", file=table.name, option="by"),
        details=[columns_there(table.columns)],
    )


def _check_columns(by: list[Column], value: Column) -> None:
    twice = next((c for i, c in enumerate(by) if any(c is other for other in by[:i])), None)
    if twice is not None:
        text = Msg('{option} names column "{column}" twice.', option="--by", column=twice.name)
        raise OptionError("column-twice", text)
    if any(c is value for c in by):
        raise OptionError(
            "option-clash", Msg("{column} is both the measure and the strata.", column=value.name)
        )


def _numbers(table: Table, value: Column, size: Column | None) -> tuple[Floats, Floats | None]:
    """Return the values and, for counts, the units inspected: one a row for verdicts."""
    if value.kind == "verdict" and value.numbers is not None:
        return value.numbers, np.where(np.isnan(value.numbers), np.nan, 1.0)
    numbers = numbers_of(table, value)
    if size is None:
        return numbers, None
    inspected = numbers_of(table, size)
    for one, given in ((value, numbers), (size, inspected)):
        not_negative(table, one, given)
    more = np.flatnonzero(numbers > inspected)
    if len(more):
        row = int(more[0])
        raise DataError(
            "impossible-count",
            Msg("{where}: {x} nonconforming of {n} inspected.", where=where(table, row),
                x=f"{numbers[row]:g}", n=f"{inspected[row]:g}"),
            file=table.name,
            line=int(table.lines[row]),
            column=value.header,
        )  # fmt: skip
    return numbers, inspected


def _way(
    table: Table, found: Column, codes: Ints, names: tuple[str, ...], held: npt.NDArray[np.bool_]
) -> Way:
    """Return the strata that rows are left of; numbers in rising order, names as they come."""
    left = np.unique(codes[held])
    order = left
    if found.kind == "number":
        order = left[np.argsort([float(names[i]) for i in left], kind="stable")]
    if len(order) < 2:
        raise DataError(
            "one-stratum",
            Msg('{column} of {file} holds one stratum only, "{name}": there is nothing to compare.',
                column=found.header, file=table.name, name=names[int(order[0])]),
            file=table.name,
            column=found.header,
        )  # fmt: skip
    if len(order) == int(held.sum()):
        raise DataError(
            "own-strata",
            Msg("{column} of {file} names every row by itself: strata are groups of rows.",
                column=found.header, file=table.name),
            file=table.name,
            column=found.header,
        )  # fmt: skip
    place = np.full(len(names), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    return Way(found.name, tuple(names[int(i)] for i in order), place[codes[held]])
