"""Values by group, and the column that names the groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import coded
from sqc.data.select import numbers_of
from sqc.data.suggest import fold, nearest
from sqc.data.table import Column, Table
from sqc.i18n.message import Listing, Msg, plural
from sqc.notes import DataError, Finding, OptionError
from sqc.qctools.compare.sample import Counted, Reading, Values, is_constant
from sqc.qctools.kit.take import blank_rows, nothing_left, the_category, used

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

BEFORE = frozenset(("before", "old", "改善前", "改进前", "对策前", "活动前", "调整前", "实施前", "前", "旧"))
GROUP_HEADS = frozenset(("group", "groups", "组", "组别", "分组"))
MOST_GROUPS = 20


def groups_of(
    table: Table, value: Column, options: Mapping[str, Any]
) -> tuple[Column, Ints, tuple[str, ...]]:
    """Return the column of groups, the group of each row (-1: none) and the names, the reference first."""
    others = (value.name, options.get("paired"), options.get("order"))
    headed = [c.name for c in table.columns if fold(c.name) in GROUP_HEADS and c.name not in others]
    named = options.get("by") or (headed[0] if len(headed) == 1 else None)
    by = the_category(table, named, "by", "compare", others)
    codes, names = coded(by, np.arange(table.n_rows))
    if not names:
        raise nothing_left(table, Msg("no row names a group"))
    if len(names) > MOST_GROUPS:
        raise DataError(
            "too-many-groups",
            Msg("{column} of {file} holds {n} groups; {most} at most are compared.",
                column=by.header, file=table.name, n=len(names), most=MOST_GROUPS),
            file=table.name, column=by.header,
        )  # fmt: skip
    first = first_of(by, names, options.get("reference"))
    order = [first, *(i for i in range(len(names)) if i != first)]
    rank = np.full(len(names) + 1, -1)
    rank[order] = np.arange(len(names))
    return by, rank[codes], tuple(names[i] for i in order)


def first_of(by: Column, names: Sequence[str], reference: str | None) -> int:
    """Return the place of the group that the others are compared with."""
    folded = [fold(name) for name in names]
    if reference is None:
        return next((i for i, name in enumerate(folded) if name in BEFORE), 0)
    if fold(reference) in folded:
        return folded.index(fold(reference))
    near = nearest(reference, names)
    text = Msg('{column} has no group "{name}".', column=by.header, name=reference)
    if near is not None:
        text = Msg('{column} has no group "{name}"; did you mean "{near}"?',
                   column=by.header, name=reference, near=near)  # fmt: skip
    raise OptionError("unknown-group", text, details=[Msg("groups: {list}", list=Listing(names))])


def one_group(table: Table, by: Column, name: str) -> DataError:
    """Return the error of a single group."""
    return DataError(
        "one-group",
        Msg('{column} of {file} holds one group only, "{name}"; two are needed to compare.',
            column=by.header, file=table.name, name=name),
        hints=[Msg("--target X compares one group with a number")],
        file=table.name,
        column=by.header,
    )  # fmt: skip


def grouped(table: Table, value: Column, options: Mapping[str, Any]) -> Reading:
    """Return values by group, or one sample against a target."""
    numbers = numbers_of(table, value)
    known = ~np.isnan(numbers)
    sorted_by = options.get("order") or "file"
    if options.get("target") is not None:
        if options.get("by") is not None:
            raise OptionError(
                "option-clash", Msg("--target compares with a number, --by between groups; choose one.")
            )
        sample = Values(
            (value.name,), (numbers[known],), (table.lines[known],), value.decimals, "", sorted_by
        )
        check_sizes(table, value, sample)
        return reading_of(table, value, options, sample, "", known, blank_rows(value, known))
    by, codes, names = groups_of(table, value, options)
    held = known & (codes >= 0)
    if not held.any():
        raise nothing_left(table, Msg("no row holds both a value and a group"))
    there = [i for i in range(len(names)) if (held & (codes == i)).any()]
    if len(there) < 2:
        raise one_group(table, by, names[there[0]])
    masks = [held & (codes == i) for i in there]
    sample = Values(
        tuple(names[i] for i in there),
        tuple(numbers[mask] for mask in masks),
        tuple(table.lines[mask] for mask in masks),
        value.decimals,
        "",
        sorted_by,
    )
    check_sizes(table, by, sample)
    findings = [*blank_rows(by, codes >= 0), *blank_rows(value, known | (codes < 0))]
    return reading_of(table, value, options, sample, by.name, held, findings)


def check_sizes(table: Table, by: Column, sample: Values) -> None:
    """Raise where a group is too small, or where nothing varies within any of them."""
    for name, part in zip(sample.names, sample.parts, strict=True):
        if len(part) < 2:
            text = plural(
                '{column} of {file}: "{name}" holds {n} value; two are needed to know how it varies.',
                '{column} of {file}: "{name}" holds {n} values; two are needed to know how it varies.',
                len(part), column=by.header, file=table.name, name=name,
            )  # fmt: skip
            hints = [f'--where "{by.name}!={name}"'] if len(sample.names) > 2 else []
            raise DataError("group-too-small", text, hints=hints, file=table.name, column=by.header)
    if all(is_constant(part) for part in sample.parts):
        n = sum(len(part) for part in sample.parts)
        every = np.concatenate(sample.parts)
        text = Msg(
            "nothing varies within the groups of {column}: no test can tell them apart.", column=by.header
        )
        if np.ptp(every) == 0:
            text = Msg("all {n} values are {value}; without variation nothing can be compared.",
                       n=n, value=f"{every[0]:.{sample.decimals}f}")  # fmt: skip
        raise DataError(
            "no-variation", text, hints=[Msg("record more digits, or check that the gauge answers")],
            file=table.name,
        )  # fmt: skip


def reading_of(
    table: Table,
    value: Column,
    options: Mapping[str, Any],
    sample: Values | Counted,
    by: str,
    held: Bools,
    findings: Sequence[Finding],
) -> Reading:
    """Return the reading of a sample, with what was used of the table."""
    unit = options.get("unit") or value.unit
    return Reading(sample, value.name, unit, by, used(table, held), (*table.findings, *findings))
