"""From a table to what is compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import cell_keys
from sqc.data.rows import take
from sqc.data.select import column, numeric_columns, value_columns
from sqc.data.table import Column, Table
from sqc.i18n.message import Msg
from sqc.notes import OptionError
from sqc.qctools.compare.counted import counted
from sqc.qctools.compare.groups import grouped
from sqc.qctools.compare.judged import are_judged, judged, side_by_side
from sqc.qctools.compare.pairs import pairs, wide
from sqc.qctools.compare.sample import Reading
from sqc.qctools.kit.take import ask_which, nothing_left

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def read(table: Table, options: Mapping[str, Any]) -> Reading:
    """Return what is compared.

    Raises
    ------
    SqcError
        Columns that are not there, one group, a group that is too small, counts that cannot be.
    """
    if options.get("paired") is not None and options.get("target") is not None:
        raise OptionError(
            "option-clash", Msg("--paired compares groups, --target one group with a number; choose one.")
        )
    table = _ordered(table, options.get("order"))
    columns = _values(table, options)
    kind, first = options.get("kind"), columns[0]
    if are_judged(columns, options):
        return judged(table, columns, options)
    counts = kind in ("proportions", "counts") or options.get("inspected") is not None
    if first.kind == "verdict" or counts:
        if kind in ("means", "medians", "variances"):
            raise _no_values(table, first, kind)
        return counted(table, columns, options, proportion=kind != "counts")
    if len(columns) > 1:
        return wide(table, columns, options)
    if options.get("paired") is not None:
        return pairs(table, first, options)
    return grouped(table, first, options)


def _ordered(table: Table, order: str | None) -> Table:
    if order is None:
        return table
    keys, held = cell_keys(column(table, order, "order"), np.arange(table.n_rows))
    place = np.lexsort((keys, ~held))
    return _sorted(take(table, np.ones(table.n_rows, dtype=np.bool_)), place)


def _sorted(table: Table, place: npt.NDArray[np.intp]) -> Table:
    """Return the rows in another order; only what this verb reads of a column is moved."""

    def moved(old: Column) -> Column:
        cells = None if old.cells is None else tuple(old.cells[int(i)] for i in place)
        back = np.argsort(place)
        return old._replace(
            cells=cells,
            numbers=None if old.numbers is None else old.numbers[place],
            missing=np.sort(back[old.missing]),
            spellings=tuple((int(back[row]), text) for row, text in old.spellings),
        )

    return table._replace(columns=tuple(moved(c) for c in table.columns), lines=table.lines[place])


def _values(table: Table, options: Mapping[str, Any]) -> list[Column]:
    """Return the columns that are compared: as named, else the only one that can be."""
    named = options.get("value")
    if named is not None:
        return value_columns(table, [named])
    judged_twice = side_by_side(table, options)
    if judged_twice:
        return judged_twice
    taken = [options.get(name) for name in ("by", "paired", "order", "inspected")]
    others = [column(table, name) for name in taken if name is not None and table.find(name) is not None]
    free = [c for c in numeric_columns(table) if all(c is not other for other in others)]
    free = free or [c for c in table.columns if c.kind == "verdict" and all(c is not o for o in others)]
    if len(free) == 1:
        return free
    if not free:
        raise nothing_left(table, Msg("no column holds numbers or verdicts"))
    raise ask_which(table, free, "value", "compare")


def _no_values(table: Table, found: Column, kind: str) -> OptionError:
    return OptionError(
        "no-values",
        Msg("{column} of {file} holds counts or verdicts: --kind {kind} needs measured values.",
            column=found.header, file=table.name, kind=kind),
        hints=["--kind proportions", "--kind counts"],
    )  # fmt: skip
