"""Tables beside panels: how wide they are, and their words. Points, no drawing."""

from __future__ import annotations

from typing import NamedTuple

from sqc.report.model import Table
from sqc.report.setter import Caption, Setter
from sqc.report.text import cell_text
from sqc.report.ticks import MINUS

TABLE_LINE = 1.62
_GAP = 24.0


class SetTable(NamedTuple):
    """The words of a table and the line under its head: left end, right end, height."""

    captions: list[Caption]
    line: tuple[float, float, float]


def _rows(table: Table, setter: Setter) -> list[list[str]]:
    heads = [setter.say(column.label) for column in table.columns]
    return [heads, *([cell_text(cell, setter.lang) for cell in row] for row in table.rows)]


def _widths(rows: list[list[str]], setter: Setter) -> list[float]:
    return [max(setter.width(text, "value") for text in column) for column in zip(*rows, strict=True)]


def table_width(table: Table, setter: Setter) -> float:
    """Return the width a table needs, in points."""
    widths = _widths(_rows(table, setter), setter)
    return sum(widths) + _GAP * (len(widths) - 1)


def set_table(table: Table, box: tuple[float, float, float, float], setter: Setter) -> SetTable:
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
