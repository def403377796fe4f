"""Pairs: by a column that names them, or two columns beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.select import column, numbers_of
from sqc.data.table import Column, Table
from sqc.i18n.message import Listing, Msg, plural
from sqc.notes import DataError, Finding, OptionError
from sqc.qctools.compare.groups import check_sizes, first_of, groups_of, reading_of
from sqc.qctools.compare.outcome import differences
from sqc.qctools.compare.sample import Reading, Values, is_constant

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def wide(table: Table, columns: list[Column], options: Mapping[str, Any]) -> Reading:
    """Return columns beside each other: two are pairs unless a test of groups is asked for."""
    columns = beside_each_other(columns, options)
    numbers = [numbers_of(table, c) for c in columns]
    known = [~np.isnan(part) for part in numbers]
    asked = options.get("test") in (None, "t", "rank") and options.get("kind") != "variances"
    paired = len(columns) == 2 and asked and not options.get("pooled")
    masks = [np.logical_and.reduce(known)] * 2 if paired else known
    sample = Values(
        tuple(c.name for c in columns),
        tuple(part[mask] for part, mask in zip(numbers, masks, strict=True)),
        tuple(table.lines[mask] for mask in masks),
        max(c.decimals for c in columns),
        "row" if paired else "",
        options.get("order") or "file",
    )
    if paired:
        _check_pairs(table, sample)
    else:
        check_sizes(table, columns[0], sample)
    found = incomplete(int((known[0] ^ known[1]).sum())) if paired else []
    first = columns[0]
    name = first.stem or Listing([c.name for c in columns])
    held = np.logical_or.reduce(masks)
    reading = reading_of(table, first, options, sample, "", held, found)
    return reading._replace(measure=name)


def beside_each_other(columns: list[Column], options: Mapping[str, Any]) -> list[Column]:
    """Return several columns of values, the one that the others are compared with first.

    Raises
    ------
    OptionError
        ``several-values``: an option takes one column.
    """
    if options.get("by") is not None or options.get("target") is not None:
        raise OptionError(
            "several-values",
            Msg("--by and --target take one column of values; {n} are named.", n=len(columns)),
            hints=[f"--value {c.name}" for c in columns[:2]],
        )
    reference = options.get("reference")
    if reference is None:
        return columns
    names = tuple(c.name for c in columns)
    first = columns[first_of(columns[0], names, reference)]
    return [first, *(c for c in columns if c is not first)]


def incomplete(n: int) -> list[Finding]:
    """Return what is said of pairs that are not whole."""
    if not n:
        return []
    text = plural(
        "{n} pair lacks one of its values and was left out.",
        "{n} pairs lack one of their values and were left out.",
        n,
    )
    return [Finding("incomplete-pairs", "watch", text, {"n": n})]


def pairs(table: Table, value: Column, options: Mapping[str, Any]) -> Reading:
    """Return the values of two groups, those of one pair at the same place."""
    pair = column(table, options["paired"], "paired")
    numbers = numbers_of(table, value)
    by, codes, names = groups_of(table, value, options)
    held = ~np.isnan(numbers) & (codes >= 0)
    there = [i for i in range(len(names)) if (held & (codes == i)).any()]
    if len(there) != 2:
        raise _not_two(table, by, len(there))
    rows = rows_by_pair(table, pair, held, codes, [(i, names[i]) for i in there])
    whole = (rows >= 0).all(axis=0)
    first, second = rows[:, whole]
    if len(first) > 1 and options.get("order") is not None:
        in_order = np.argsort(first, kind="stable")
        first, second = first[in_order], second[in_order]
    sample = Values(
        tuple(names[i] for i in there),
        (numbers[first], numbers[second]),
        (table.lines[first], table.lines[second]),
        value.decimals,
        pair.name,
        options.get("order") or "file",
    )
    _check_pairs(table, sample)
    kept = np.zeros(table.n_rows, dtype=np.bool_)
    kept[np.concatenate((first, second))] = True
    single = int(((rows >= 0).sum(axis=0) == 1).sum())
    return reading_of(table, value, options, sample, by.name, kept, incomplete(single))


def rows_by_pair(
    table: Table, pair: Column, held: Bools, codes: Ints, groups: Sequence[tuple[int, str]]
) -> Ints:
    """Return the row of each pair in each group, -1 where it has none.

    Raises
    ------
    DataError
        A pair that stands twice in a group.
    """
    keys, labels = coded(pair, np.arange(table.n_rows))
    rows = np.full((len(groups), len(labels)), -1)
    for place, (i, name) in enumerate(groups):
        mine = np.flatnonzero(held & (codes == i) & (keys >= 0))
        twice = np.flatnonzero(np.bincount(keys[mine], minlength=len(labels)) > 1)
        if len(twice):
            raise DataError(
                "pair-twice",
                Msg('{column} of {file}: "{pair}" stands more than once in group "{name}".',
                    column=pair.header, file=table.name, pair=labels[int(twice[0])], name=name),
                hints=[Msg("without --paired the groups are compared as a whole")],
                file=table.name, column=pair.header,
            )  # fmt: skip
        rows[place, keys[mine]] = mine
    return rows


def _not_two(table: Table, by: Column, n: int) -> DataError:
    return DataError(
        "two-groups",
        plural(
            "{column} of {file} names {n} group; pairs are of two.",
            "{column} of {file} names {n} groups; pairs are of two.",
            n, column=by.header, file=table.name,
        ),
        hints=[Msg('--where "{column}=..." keeps the groups to compare', column=by.name)] if n > 2 else [],
        file=table.name,
        column=by.header,
    )  # fmt: skip


def check_number(table: Table, n: int) -> None:
    """Raise where there are too few pairs."""
    if n < 2:
        raise DataError(
            "group-too-small",
            plural("{file}: {n} pair is whole; two are needed to know how they vary.",
                   "{file}: {n} pairs are whole; two are needed to know how they vary.",
                   n, file=table.name),
            file=table.name,
        )  # fmt: skip


def _check_pairs(table: Table, sample: Values) -> None:
    first, second = sample.parts
    check_number(table, len(first))
    if is_constant(differences(sample)):
        raise DataError(
            "no-variation",
            Msg("all {n} differences of the pairs are {value}; without variation nothing can be tested.",
                n=len(first), value=f"{second[0] - first[0]:.{sample.decimals}f}"),
            file=table.name,
        )  # fmt: skip
