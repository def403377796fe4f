"""The question of a Pareto and its answer in numbers: rankings of all, of the strata, of the second level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.charts.words import quoted, with_unit
from sqc.data.labels import coded
from sqc.data.select import column, numbers_of, split_names
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there
from sqc.i18n.message import Msg, Words
from sqc.notes import DataError, Finding, OptionError, Source, out_of_range
from sqc.qctools.kit.take import (
    ask_which,
    blank_rows,
    categories,
    level_of,
    not_negative,
    nothing_left,
    the_category,
    used,
)
from sqc.qctools.pareto.change import Change, change_of, inspected_column, inspected_of
from sqc.qctools.pareto.ranking import Ranking, ranking

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

COUNT_HEADS = frozenset(
    (
        "频数", "频次", "件数", "次数", "数量", "个数", "数", "不合格数", "不良数", "缺陷数", "不合格品数",
        "count", "counts", "frequency", "freq", "n", "number", "quantity", "qty", "defects", "times",
    )
)  # fmt: skip
COST_HEADS = ("损失", "金额", "费用", "成本", "cost", "loss", "amount")
BEFORE, AFTER = ("before", "前"), ("after", "后", "後")
TOP = 10


@dataclass(frozen=True, eq=False)
class Case:
    """What a Pareto is of.

    Parameters
    ----------
    whole : Ranking
        Of all rows.
    item, measure : Words
        Head of the items; what their amounts are ("" for rows that count one).
    source : Source
    parts : mapping of str to Ranking
        Before and after, or the strata; empty without.
    split, part_name : str
        "stage", "by" or "", and the column.
    within : Ranking or None
        The second level, inside the first item; `second` is its head.
    counts : Ranking or None
        By number, where the ranking is by loss.
    findings : tuple of Finding
        What the reading has to say.
    offered : str
        A column of losses that `--cost` could take; "" when there is none or it is taken.
    top : int
        Items that are drawn.
    change : Change or None
        Before and after per unit, where the units inspected are given.
    """

    whole: Ranking
    item: Words
    measure: Words
    source: Source
    parts: Mapping[str, Ranking]
    split: str = ""
    part_name: str = ""
    within: Ranking | None = None
    second: Words = ""
    counts: Ranking | None = None
    findings: tuple[Finding, ...] = ()
    offered: str = ""
    top: int = TOP
    change: Change | None = None


class _Rows(NamedTuple):
    """Rows by item: code of each (-1: none), names, amount of each; whether each is the loss of one event."""

    codes: Ints
    names: tuple[str, ...]
    amounts: Floats
    confidence: float
    loss: bool = False
    single: bool = False

    def of(self, kept: Bools) -> Ranking:
        """Return the ranking of some rows; items that none of them names are left out."""
        codes, amounts = self.codes[kept], self.amounts[kept]
        seen = np.flatnonzero(np.bincount(codes, minlength=len(self.names)))
        sums = np.bincount(codes, amounts, len(self.names))[seen]
        squares = None
        if self.single:
            squares = np.bincount(codes, amounts**2, len(self.names))[seen].astype(np.float64)
        counted = not self.loss and bool(np.all(amounts == np.floor(amounts)))
        return ranking([self.names[i] for i in seen], sums, counted, self.confidence, squares)


def case_of(table: Table, options: Mapping[str, Any], stands_for: Ints | None = None) -> Case:
    """Return the Pareto of a table.

    Parameters
    ----------
    table : Table
    options : mapping
        Keyword options of the verb.
    stands_for : int array (rows,), optional
        Rows of the file that each row of the table sums up.

    Raises
    ------
    SqcError
        Columns that are not there or not told apart, a number below 0, a single item.
    """
    first, second = _items(table, options)
    value, cost = amount_columns(table, first, options)
    confidence = level_of(options.get("confidence"))
    counts = _amounts(table, value, stands_for)
    amounts = counts if cost is None else _amounts(table, cost, stands_for)
    rows = _Rows(*coded(first, np.arange(table.n_rows)), amounts, confidence, cost is not None)
    named, known = rows.codes >= 0, ~np.isnan(rows.amounts)
    held = named & known
    if cost is not None:
        rows = rows._replace(single=_single(rows.codes[held], counts[held]))
    if not held.any():
        raise nothing_left(table, Msg("no row holds both an item and a number"))
    whole = rows.of(held)
    _check(table, first, whole)
    split, part_name, masks = _masks(table, options, held)
    parts = {name: replace(rows.of(mask), counted=whole.counted) for name, mask in masks.items()}
    inspected = inspected_of(table, options, masks)
    if value is None and cost is None and stands_for is None:
        _not_a_table(table, first, rows)
    measured = cost or value
    unit = "" if measured is None else options.get("unit") or measured.unit
    findings = blank_rows(first, named)
    if measured is not None:
        findings += blank_rows(measured, known | ~named)
    return Case(
        whole,
        first.name,
        "" if measured is None else with_unit(measured.name, unit),
        used(table, held, stands_for),
        parts,
        split,
        part_name,
        None if second is None else _inside(second, rows, held, whole),
        "" if second is None else second.name,
        None if cost is None else rows._replace(amounts=counts, loss=False, single=False).of(held),
        (*table.findings, *findings),
        "" if cost is not None else _cost_column(table, value),
        _top(options.get("top")),
        None if inspected is None else change_of(whole, parts, inspected),
    )


def _inside(second: Column, rows: _Rows, held: Bools, whole: Ranking) -> Ranking | None:
    """Return the ranking of a second column inside the first item; None where it holds nothing there."""
    codes, names = coded(second, np.arange(len(held)))
    inside = held & (rows.codes == rows.names.index(whole.names[0])) & (codes >= 0)
    if not inside.any():
        return None
    return replace(rows._replace(codes=codes, names=names).of(inside), counted=whole.counted)


def _items(table: Table, options: Mapping[str, Any]) -> tuple[Column, Column | None]:
    names = split_names(options.get("item") or "")
    if len(names) > 2:
        raise OptionError("item-levels", Msg("--item takes one column, or two for a second level."))
    taken = (options.get("stage"), options.get("by"))
    first = the_category(table, names[0] if names else None, "item", "pareto", taken)
    return first, column(table, names[1], "item") if len(names) > 1 else None


def amount_columns(
    table: Table, item: Column, options: Mapping[str, Any]
) -> tuple[Column | None, Column | None]:
    """Return the column of counts and that of losses, as named or as their heads say."""
    named, cost = options.get("value"), options.get("cost")
    loss = None if cost is None else column(table, cost, "cost")
    if named is not None:
        return column(table, named), loss
    size = inspected_column(options)
    sized = None if size is None else column(table, size, "inspected")
    taken = (item, loss, sized)
    numbers = [c for c in table.columns if c.kind == "number" and all(c is not one for one in taken)]
    headed = [c for c in numbers if fold(c.name) in COUNT_HEADS]
    if len(headed) == 1:
        return headed[0], loss
    if len(headed) > 1:
        raise ask_which(table, headed, "value", "pareto")
    return None, loss


def _single(codes: Ints, counts: Floats) -> bool:
    """Return whether each row is the loss of one event: no count but 1, and not a row an item."""
    return bool(np.all(counts == 1)) and bool(np.any(np.bincount(codes) > 1))


def _amounts(table: Table, named: Column | None, stands_for: Ints | None) -> Floats:
    if named is None:
        return np.ones(table.n_rows) if stands_for is None else stands_for.astype(np.float64)
    numbers = numbers_of(table, named)
    not_negative(table, named, numbers)
    return numbers


def _not_a_table(table: Table, item: Column, rows: _Rows) -> None:
    """Raise where each item has one row and numbers: the file is a table of sums, not a log of events."""
    numbers = [c for c in table.columns if c.kind == "number" and c is not item]
    if not numbers or len(rows.codes) < 2 or np.any(np.bincount(rows.codes[rows.codes >= 0]) > 1):
        return
    raise OptionError(
        "which-column",
        Msg("each row of {file} names another {column}, so counting rows says nothing; name the column with"
            " the counts.", file=table.name, column=item.name),
        details=[columns_there(table.columns)],
        hints=[
            (
                Msg("for example") if i == 0 else Msg("or"),
                f"sqc pareto {quoted(table.name)} --value {quoted(c.name)}",
            )
            for i, c in enumerate(numbers[:2])
        ],
    )  # fmt: skip


def _check(table: Table, item: Column, found: Ranking) -> None:
    if found.total <= 0:
        raise nothing_left(table, Msg("all numbers are 0"))
    if found.n_named < 2:
        others = [c for c in categories(table) if c is not item]
        raise DataError(
            "one-item",
            Msg('{column} of {file} names one item only, "{name}": there is nothing to rank.',
                column=item.header, file=table.name, name=found.names[0]),
            hints=[Msg("another column: --item {name}", name=c.name) for c in others[:2]],
            file=table.name,
            column=item.header,
        )  # fmt: skip


def _masks(table: Table, options: Mapping[str, Any], held: Bools) -> tuple[str, str, dict[str, Bools]]:
    """Return how the rows are parted ("stage", "by", ""), by which column, and the rows of each part."""
    stage, by = options.get("stage"), options.get("by")
    if stage is not None and by is not None:
        raise OptionError("option-clash", Msg("--stage and --by both part the rows; choose one."))
    split = "stage" if stage is not None else "by" if by is not None else ""
    if not split:
        return "", "", {}
    found = column(table, stage or by or "", split)
    codes, names = coded(found, np.arange(table.n_rows))
    masks = {name: held & (codes == i) for i, name in enumerate(names)}
    masks = {name: mask for name, mask in masks.items() if mask.any()}
    if split == "stage" and len(masks) != 2:
        raise OptionError(
            "two-stages",
            Msg(
                "--stage {column} has {n} values; before and after are two. --by shows more.",
                column=found.name,
                n=len(masks),
            ),
        )
    if split == "stage" and _turned(*masks):
        masks = dict(reversed(masks.items()))
    return split, found.name, masks


def _turned(first: str, second: str) -> bool:
    """Return whether the file has what is called after before what is called before."""
    named = [[any(word in fold(name) for word in words) for words in (BEFORE, AFTER)]
             for name in (first, second)]  # fmt: skip
    return named == [[False, True], [True, False]]


def _cost_column(table: Table, value: Column | None) -> str:
    found = (c for c in table.columns if c.kind == "number" and c is not value)
    return next((c.name for c in found if any(word in fold(c.name) for word in COST_HEADS)), "")


def _top(given: int | None) -> int:
    if given is not None and given < 1:
        raise out_of_range("top", str(given), Msg("a number from 1 up"))
    return TOP if given is None else given
