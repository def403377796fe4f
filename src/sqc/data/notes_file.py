"""What people found at points of a chart: a table of point, cause, action, who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqc.data.exclude import PointNames
from sqc.data.labels import cell_text
from sqc.data.read import ReadOptions, read_table
from sqc.data.roles import LABEL_HEADS, TIME_HEADS
from sqc.data.sample import Annotation
from sqc.data.suggest import fold
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, where
from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError

_HEADS = {
    "point": ("point", "label", "点", "点号", *LABEL_HEADS, *TIME_HEADS),
    "cause": ("cause", "note", "reason", "comment", "原因", "备注", "说明", "原因分析"),
    "action": ("action", "measure", "countermeasure", "措施", "对策", "处置", "处置措施"),
    "who": ("who", "by", "owner", "responsible", "责任人", "负责人", "处置人", "人员"),
}


def read_notes(given: Any, labels: Sequence[str] | None, n: int) -> tuple[Annotation, ...]:
    """Return what a table says of the points of a chart, by point.

    Parameters
    ----------
    given : str, path or frame
        Columns by their heads: point (or what names the points: lot, date ...), cause, action, who.
    labels : sequence of str or None
        The points' own names; None: positions from 1.
    n : int
        Number of points.

    Raises
    ------
    DataError
        ``notes-columns``: no column of points or of causes; ``unknown-point`` with the line.

    Examples
    --------
    >>> read_notes({"point": ["2"], "cause": ["new tool"]}, None, 3)[0].place
    1
    """
    table = read_table(given, ReadOptions())
    columns = {part: _column(table, heads) for part, heads in _HEADS.items()}
    point, cause = columns["point"], columns["cause"]
    if point is None or cause is None:
        raise DataError(
            "notes-columns",
            Msg(
                "{file} needs a column of points and one of causes: point, cause (action, who).",
                file=table.name,
            ),
            details=[columns_there(table.columns)],
            file=table.name,
        )
    known = PointNames(labels, n)
    found: list[Annotation] = []
    for row in range(table.n_rows):
        name = cell_text(point, row)
        if not name:
            continue
        texts = ["" if c is None else cell_text(c, row) for c in (cause, columns["action"], columns["who"])]
        places = known.find(name)
        if not places:
            raise DataError(
                "unknown-point",
                Msg('{where}: the chart has no point "{name}".', where=where(table, row), name=cut(name)),
                file=table.name,
                line=int(table.lines[row]),
                column=point.header,
                cell=name,
            )
        found.append(Annotation(places[0], name, *texts))
    return tuple(sorted(found))


def _column(table: Table, heads: Sequence[str]) -> Column | None:
    """Return the column whose head stands first in the list."""
    by_head = {fold(c.name): c for c in reversed(table.columns)}
    return next((by_head[fold(head)] for head in heads if fold(head) in by_head), None)
