"""Cells of a form: words, blanks, numbers, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sqc.charts.words import quoted
from sqc.data.labels import cell_text
from sqc.data.read import read_table
from sqc.data.rows import rows_where
from sqc.data.sheet import read_options
from sqc.data.spool import spooled
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import Row, line_of
from sqc.i18n.message import Msg, plural
from sqc.notes import Finding

Floats = npt.NDArray[np.float64]

# what people write where there is nothing
BLANKS = frozenset(
    (
        "", "-", "--", "---", "—", "——", "–", "/", "\\", "*", "?", "...", "…", "n/a", "na", "n.a.", "none",
        "nil", "tbd", "tba", "open", "无", "没有", "待定", "未定", "暂无", "略",
    )
)  # fmt: skip


def form_of(data: Any, options: Mapping[str, Any]) -> Table:
    """Return the rows of a form that the conditions keep; a row of words alone is a row.

    Parameters
    ----------
    data : str, path, data frame or dict
    options : mapping
        Keyword options of the verb: how the file is read, and `where`.

    Examples
    --------
    >>> form_of({"step": ["cut", "wash"]}, {}).n_rows
    2
    """
    conditions = options.get("where") or ()
    with spooled(data) as source:
        table = read_table(source, read_options(options)._replace(form=True))
    return rows_where(table, (conditions,) if isinstance(conditions, str) else conditions)


def is_blank(text: str) -> bool:
    """Return whether a cell says that there is nothing.

    Examples
    --------
    >>> is_blank(" N/A "), is_blank("无"), is_blank("0")
    (True, True, False)
    """
    return fold(text) in BLANKS


def texts(found: Column | None, n: int) -> list[str]:
    """Return the words of a column, "" where there is nothing; all blank without a column."""
    if found is None:
        return [""] * n
    gone = set(found.missing.tolist())
    cells = ("" if row in gone and found.kind != "text" else cell_text(found, row) for row in range(n))
    return ["" if is_blank(cell) else " ".join(cell.split()) for cell in cells]


def lines(table: Table, rows: Sequence[int]) -> Msg:
    """Return ``line 5`` or ``lines 5, 7 and 9 more``."""
    row = Row([line_of(table, at) for at in rows[:5]], len(rows))
    if table.origin != "file":
        return plural("row {places}", "rows {places}", len(rows), places=row)
    return plural("line {places}", "lines {places}", len(rows), places=row)


def taken_twice(table: Table, twice: Sequence[tuple[str, Column]]) -> list[Finding]:
    """Return that further columns would play a part that the first one plays."""
    if not twice:
        return []
    part, second = twice[0]
    place = next(i for i, c in enumerate(table.columns, 1) if c is second)
    text = plural(
        "{n} further column is headed like one that is used ({column}); --column {part}={place} takes it.",
        "{n} further columns are headed like ones that are used ({column} first); --column {part}={place}"
        " takes it.",
        len(twice),
        column=quoted(second.name),
        part=part,
        place=str(place),
    )
    return [Finding("column-twice", "watch", text, {"part": part, "column": second.name, "n": len(twice)})]
