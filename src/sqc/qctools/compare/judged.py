"""The same items judged several times: two words or 0 and 1, by a column that names them or side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.select import column, numbers_of
from sqc.data.table import Column, Table
from sqc.data.verdicts import words_in
from sqc.data.wording import option
from sqc.i18n.message import Listing, Msg
from sqc.notes import DataError, OptionError
from sqc.qctools.compare.groups import groups_of, one_group, reading_of
from sqc.qctools.compare.pairs import beside_each_other, check_number, incomplete, rows_by_pair
from sqc.qctools.compare.sample import Counted, Reading
from sqc.qctools.compare.tests import TESTS
from sqc.qctools.kit.take import categories

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# tests of the size of values, which 0 and 1 may be meant to be
OF_VALUES = {"t", *(test.key for tests in TESTS.values() for test in tests if test.of_values)}


def are_judged(columns: list[Column], options: Mapping[str, Any]) -> bool:
    """Say whether pairs of two-valued judgements are asked for."""
    if options.get("paired") is None and len(columns) < 2:
        return False
    if options.get("inspected") is not None or options.get("kind") not in (None, "proportions"):
        return False
    if options.get("test") in OF_VALUES or options.get("pooled"):
        return False
    if options.get("kind") == "proportions":
        return True
    return len(_words(columns)) <= 2 and all(_two_valued(c) for c in columns)


def side_by_side(table: Table, options: Mapping[str, Any]) -> list[Column]:
    """Return the columns of verdicts, where there are several and nothing says what groups the rows."""
    if any(options.get(name) is not None for name in ("by", "paired", "target", "inspected")):
        return []
    verdicts = [c for c in table.columns if c.kind == "verdict"]
    words = [c for c in categories(table) if c.kind == "text"]
    # a column whose every cell is another word names the items
    grouping = [c for c in words if len(words_in(c, table.n_rows)) < table.n_rows]
    return verdicts if len(verdicts) > 1 and not grouping else []


def _words(columns: list[Column]) -> list[str]:
    return list(dict.fromkeys(word for c in columns if c.kind == "text" for word in words_in(c, 2)))


def _two_valued(c: Column) -> bool:
    if c.kind == "number" and c.numbers is not None:
        return bool(np.isin(c.numbers, (0.0, 1.0)).any() and _zero_or_one(c.numbers).all())
    return c.kind in ("verdict", "text")


def _zero_or_one(numbers: Floats) -> Bools:
    return np.asarray(np.isnan(numbers) | (numbers == 0) | (numbers == 1))


def judged(table: Table, columns: list[Column], options: Mapping[str, Any]) -> Reading:
    """Return the items that were judged every time.

    Raises
    ------
    SqcError
        A column of other values, words that do not say which one counts, one group, an item twice.
    """
    if options.get("paired") is None:
        return _side_by_side(table, columns, options)
    if len(columns) > 1:
        raise OptionError(
            "several-values",
            Msg("--paired takes one column of values; {n} are named.", n=len(columns)),
            hints=[f"--value {columns[0].name}"],
        )
    return _by_item(table, columns[0], options)


def _ask_word(table: Table, columns: list[Column]) -> None:
    """Raise where words do not say which of them counts."""
    words = _words(columns)
    if len(words) == 2:
        c = next(c for c in columns if c.kind == "text")
        raise OptionError(
            "ambiguous-verdict",
            Msg('{file}, column {column}: "{first}" and "{second}" do not say which one is nonconforming.',
                file=table.name, column=c.header, first=words[0], second=words[1]),
            hints=[option("nonconforming", word) for word in words], file=table.name, column=c.header,
        )  # fmt: skip


def _numbers(table: Table, c: Column) -> Floats:
    """Return 1 where an item counts, 0 where it does not, NaN where the cell is blank."""
    if c.kind == "verdict":
        if c.problems:
            raise c.problems[0]
        return np.asarray(c.numbers)
    numbers = numbers_of(table, c)
    other = np.flatnonzero(~_zero_or_one(numbers))
    if len(other):
        raise DataError(
            "not-two-valued",
            Msg("{column} of {file} holds {value}: pairs of shares take 0 and 1, or words such as OK and NG.",
                column=c.header, file=table.name, value=f"{numbers[other[0]]:.10g}"),
            hints=["--kind means"], file=table.name, line=int(table.lines[other[0]]), column=c.header,
        )  # fmt: skip
    return numbers


def _side_by_side(table: Table, columns: list[Column], options: Mapping[str, Any]) -> Reading:
    if len(columns) < 2:
        raise OptionError(
            "one-judgement",
            Msg("{column}: pairs need a second column of judgements, or --paired.", column=columns[0].header),
        )
    columns = beside_each_other(columns, options)
    _ask_word(table, columns)
    numbers = np.array([_numbers(table, c) for c in columns])
    known = ~np.isnan(numbers)
    whole = known.all(axis=0)
    sample = _sample(table, tuple(c.name for c in columns), numbers[:, whole], columns)
    found = incomplete(int((known.any(axis=0) & ~whole).sum()))
    reading = reading_of(table, columns[0], options, sample, "", whole, found)
    return reading._replace(measure=columns[0].stem or Listing([c.name for c in columns]))


def _by_item(table: Table, value: Column, options: Mapping[str, Any]) -> Reading:
    pair = column(table, options["paired"], "paired")
    _ask_word(table, [value])
    numbers = _numbers(table, value)
    by, codes, names = groups_of(table, value, options)
    held = ~np.isnan(numbers) & (codes >= 0)
    there = [(i, name) for i, name in enumerate(names) if (held & (codes == i)).any()]
    if len(there) == 1:
        raise one_group(table, by, there[0][1])
    rows = rows_by_pair(table, pair, held, codes, there)
    whole = (rows >= 0).all(axis=0)
    sample = _sample(table, tuple(name for _, name in there), numbers[rows[:, whole]], [value])
    kept = np.zeros(table.n_rows, dtype=np.bool_)
    kept[rows[:, whole].ravel()] = True
    single = int(((rows >= 0).any(axis=0) & ~whole).sum())
    return reading_of(table, value, options, sample, by.name, kept, incomplete(single))


def _sample(table: Table, names: tuple[str, ...], numbers: Floats, columns: list[Column]) -> Counted:
    n = numbers.shape[1]
    check_number(table, n)
    items = numbers == 1
    verdicts = any(c.kind == "verdict" for c in columns)
    sizes = np.full(len(names), float(n))
    return Counted(names, items.sum(axis=1).astype(np.float64), sizes, (), True, verdicts, items)
