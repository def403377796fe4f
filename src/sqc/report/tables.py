"""Tables beside panels: how wide they are, and their words. Points, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqc.report.model import Table
from sqc.report.setter import Caption, Setter
from sqc.report.text import cell_text
from sqc.report.ticks import MINUS

TABLE_LINE = 1.62
SIDEWAYS = 1.4  # gap beside each other, in gaps above each other
WIDE = 700.0  # points of paper from which tables stand beside the panels
Box = tuple[float, float, float, float]
_GAP = 24.0
_NARROW = 14.0  # between columns of tables of results, so that they fit beside each other


class SetTable(NamedTuple):
    """The words of a table and the line under its head: left end, right end, height."""

    captions: list[Caption]
    line: tuple[float, float, float]


def _rows(table: Table, setter: Setter) -> list[list[str]]:
    heads = [setter.say(column.label) for column in table.columns]
    return [heads, *([cell_text(cell, setter.lang) for cell in row] for row in table.rows)]


def _widths(rows: list[list[str]], setter: Setter) -> list[float]:
    return [max(setter.width(text, "value") for text in column) for column in zip(*rows, strict=True)]


def table_width(table: Table, setter: Setter, gap: float = _GAP) -> float:
    """Return the width a table needs, in points."""
    widths = _widths(_rows(table, setter), setter)
    return sum(widths) + gap * (len(widths) - 1)


def set_table(table: Table, box: Box, setter: Setter) -> SetTable:
    """Return a table of results: words left, numbers right, one line under the head.

    Parameters
    ----------
    table : Table
    box : (float, float, float, float)
        Where it stands: x0, y0, x1, y1; it begins at the upper left corner.
    setter : Setter
    """
    x0, _, x1, top = box
    rows = _rows(table, setter)
    widths = _widths(rows, setter)
    gap = max(min((x1 - x0 - sum(widths)) / max(len(widths) - 1, 1), _GAP), 4.0)
    step = TABLE_LINE * setter.size("small")
    captions = []
    for number, row in enumerate(rows):
        x, y = x0, top - (number + 0.5) * step
        for i, text in enumerate(row):
            right = table.columns[i].align == "right"
            kind = "second" if number == 0 else "rule" if (number - 1, i) in table.emphasis else "small"
            shown = text.replace("-", MINUS) if right and number else text
            place = x + widths[i] if right else x
            captions.append(setter.caption(place, y, shown, kind, "right" if right else "left"))
            x += widths[i] + gap
    return SetTable(captions, (x0, x0 + sum(widths) + gap * (len(widths) - 1), top - step))


def _gap(setter: Setter) -> float:
    return SIDEWAYS * 10.0 * setter.paper.base / 8


def aside_width(tables: Sequence[Table], setter: Setter) -> float:
    """Return what tables beside the panels take of the width, their gap counted; 0 where they stand below."""
    if not tables or setter.paper.width < WIDE:
        return 0.0
    return max(table_width(table, setter, _NARROW) for table in tables) + _gap(setter)


def rows_below(tables: Sequence[Table], setter: Setter, room: float) -> list[tuple[Table, ...]]:
    """Return tables in rows, as many beside each other as have room."""
    rows: list[list[Table]] = []
    left = 0.0
    for table in tables:
        width = table_width(table, setter, _NARROW) + _gap(setter)
        if not rows or width > left + _gap(setter):
            rows.append([])
            left = room
        rows[-1].append(table)
        left -= width
    return [tuple(row) for row in rows]


def stacked(tables: Sequence[Table], x: float, top: float, setter: Setter) -> list[tuple[Table, Box]]:
    """Return tables under each other, with a line between."""
    step = TABLE_LINE * setter.size("small")
    found: list[tuple[Table, Box]] = []
    for table in tables:
        below = top - (len(table.rows) + 1) * step
        found.append((table, (x, below, x + table_width(table, setter, _NARROW), top)))
        top = below - step
    return found
