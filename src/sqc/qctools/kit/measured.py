"""Columns of measured values: as the user names them, else those that the table can only mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from sqc.charts.columns import shape_of
from sqc.charts.words import quoted
from sqc.data.labels import coded
from sqc.data.select import column, value_columns
from sqc.data.table import Column, Table
from sqc.i18n.message import Join, Msg, Verbatim, Words
from sqc.qctools.kit.take import OFFERED, ask_which

# more names than these are labels, no strata
STRATA = 20


def measured(table: Table, name: str | None, verb: str, taken: Iterable[str | None] = ()) -> list[Column]:
    """Return the column or columns of one characteristic.

    Parameters
    ----------
    table : Table
    name : str or None
        ``diameter``, ``a,b``, ``x1..x5``; None: the only one there is, or columns side by side.
    verb : str
        For the commands of the hint.
    taken : iterable of str or None
        Columns that have another part.

    Raises
    ------
    OptionError
        ``no-value`` where there is none, ``which-column`` where several are possible.
    DataError
        ``unknown-column``.
    """
    if name is not None:
        return value_columns(table, [name])
    found = candidates(table, taken)
    shape = shape_of(table, _spoken_for(table, taken))
    if shape.family is not None and not shape.family_differs:
        return list(shape.family)
    if len(found) == 1:
        return found
    if not found:
        return value_columns(table, [])
    raise ask_which(table, found, "value", verb)


def candidates(table: Table, taken: Iterable[str | None] = ()) -> list[Column]:
    """Return the columns that may be characteristics: no running numbers, nothing that is taken."""
    spoken = _spoken_for(table, taken)
    shape = shape_of(table, spoken)
    found = list(shape.measured)
    if not found:
        found = [c for c in table.columns if c.kind == "number" and c.name not in shape.index_names | spoken]
    return found


def offered(table: Table) -> tuple[str, ...]:
    """Return columns of words by which the rows could be stratified: 2 to 20 of them, 5 rows each or more."""
    rows = np.arange(table.n_rows)
    words = [c for c in table.columns if c.kind in ("text", "verdict")]
    most = min(STRATA, table.n_rows // 5)
    return tuple(c.name for c in words if 2 <= len(coded(c, rows)[1]) <= most)


def stratifies(names: Sequence[str]) -> Words:
    """Return the clause of the `Read` line that offers columns of strata."""
    by = Join([Verbatim(f"--by {quoted(name)}") for name in names[:OFFERED]], ", ")
    return Msg("{by} stratifies", by=by)


def _spoken_for(table: Table, taken: Iterable[str | None]) -> frozenset[str]:
    return frozenset(column(table, one).name for one in taken if one is not None)
