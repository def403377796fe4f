"""Numbers by item in one column or several: before, target and after are known by their heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.data.labels import cell_text
from sqc.data.select import column, numbers_of, numeric_columns, split_names, value_columns
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import DataError, Finding, OptionError, Source
from sqc.qctools.kit.take import nothing_left, used

Floats = npt.NDArray[np.float64]

PARTS: Mapping[str, tuple[str, ...]] = {
    "before": ("活动前", "改善前", "对策前", "现状", "before", "baseline", "current"),
    "target": ("目标", "目标值", "target", "goal"),
    "after": ("活动后", "改善后", "对策后", "after", "result"),
}


@dataclass(frozen=True, eq=False)
class Series:
    """Numbers of items in one series or several.

    Parameters
    ----------
    items : tuple of str
    head : str
        What the items are.
    names : tuple of str
        Of the series.
    values : float array, shape (items, series)
        NaN where a cell is blank.
    unit : str
    decimals : int
    dates : float array (items,) or None
        Seconds since 1970-01-01 where the items are times.
    """

    items: tuple[str, ...]
    head: str
    names: tuple[str, ...]
    values: Floats
    unit: str
    decimals: int
    source: Source
    findings: tuple[Finding, ...]
    dates: Floats | None = None

    def part(self, name: str) -> int | None:
        """Return which series is before, target or after; None where its head does not say."""
        return next((i for i, one in enumerate(self.names) if fold(one) in PARTS[name]), None)

    def text(self, value: float) -> str:
        """Return a number as it stands in the file."""
        return f"{value:,.{self.decimals}f}"


def series_of(table: Table, options: Mapping[str, Any], verb: str) -> Series:
    """Return the numbers by item.

    Raises
    ------
    SqcError
        No column of numbers, an item that stands twice, nothing left.
    """
    item = _item(table, options.get("item"), verb)
    named = split_names(options.get("value") or "")
    columns = value_columns(table, named) if named else [c for c in numeric_columns(table) if c is not item]
    if not columns:
        raise OptionError(
            "no-numbers",
            Msg("{file} has no column of numbers.", file=table.name),
            details=[columns_there(table.columns)],
        )
    values = np.column_stack([numbers_of(table, c) for c in columns])
    items = [cell_text(item, row) for row in range(table.n_rows)]
    held = np.array([bool(name) for name in items])  # a row without numbers is a gap
    if np.isnan(values[held]).all():
        raise nothing_left(table, Msg("no row holds both an item and a number"))
    _once(table, item, items, verb)
    rows = np.flatnonzero(held)
    dates = item.numbers[rows] if item.kind == "date" and item.numbers is not None else None
    return Series(
        tuple(items[row] for row in rows),
        item.name,
        tuple(c.name for c in columns),
        values[rows],
        options.get("unit") or next((c.unit for c in columns if c.unit), ""),
        max(c.decimals for c in columns),
        used(table, held),
        tuple(table.findings),
        dates,
    )


def _item(table: Table, named: str | None, verb: str) -> Column:
    """Return the column of the items: as named, else the first that holds no numbers, else the first."""
    if named is not None:
        return column(table, named, "item")
    words = [c for c in table.columns if c.kind in ("text", "verdict", "date")]
    return words[0] if words else table.columns[0]


def _once(table: Table, item: Column, items: Sequence[str], verb: str) -> None:
    """Raise for the first item that stands twice: adding up is for Pareto."""
    seen: dict[str, int] = {}
    for row, name in enumerate(items):
        if name in seen:
            raise DataError(
                "item-twice",
                Msg(
                    '{column} of {file} holds "{name}" in two rows; one row an item is drawn.',
                    column=item.header,
                    file=table.name,
                    name=name,
                ),
                hints=[Verbatim(f"sqc pareto {table.name}")] if name else [],
                file=table.name,
                line=int(table.lines[row]),
                column=item.header,
            )
        if name:
            seen[name] = row
