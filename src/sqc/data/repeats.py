"""Rows that repeat another row, time included: an export that ran twice."""

from __future__ import annotations

import numpy as np

from sqc.data.labels import cell_text
from sqc.data.roles import Roles
from sqc.data.table import Table
from sqc.data.window import clock
from sqc.data.wording import lines
from sqc.i18n.message import plural
from sqc.notes import Finding

LOOKED_AT = 200_000


def repeated_rows(table: Table, roles: Roles) -> list[Finding]:
    """Return finding `duplicate-rows` when rows with a time of day repeat another row in every column.

    A date alone does not tell rows apart, and larger tables than `LOOKED_AT` rows are not looked at.

    Examples
    --------
    >>> from sqc.notes import Source
    >>> repeated_rows(Table("a.csv", (), np.arange(2, 5), Source("a.csv")), Roles())
    []
    """
    if table.n_rows > LOOKED_AT:
        return []
    when = clock(table, roles)
    if when is None or not when.has_hours:
        return []
    _, inverse, counts = np.unique(when.seconds, return_inverse=True, return_counts=True, equal_nan=False)
    several = np.flatnonzero(counts[inverse] > 1)
    if not len(several):
        return []
    seen: set[tuple[str, ...]] = set()
    again: list[int] = []
    for row in several.tolist():
        cells = tuple(cell_text(c, row) for c in table.columns)
        if cells in seen:
            again.append(row)
        seen.add(cells)
    if not again:
        return []
    message = plural(
        "{n} row repeats another row: {lines}. It was used; check the export.",
        "{n} rows repeat another row: {lines}. They were used; check the export.",
        len(again),
        lines=lines(table, again),
    )
    return [Finding("duplicate-rows", "watch", message, {"n": len(again)})]
