"""The option tables of the graphs for reports. They import nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, FILES, SHOWN, UNIT, WHERE, Option

_ITEM = Option("item", "text", COLUMNS, Msg("column that names the items"), "COLUMN")
_VALUE = Option("value", "text", COLUMNS, Msg("columns with the numbers: a,b or x1..x5 (all)"), "COLUMNS")
_TARGET = Option("target", "number", SHOWN, Msg("target that is drawn"), "X")

BAR_OPTIONS: tuple[Option, ...] = (_ITEM, _VALUE, WHERE, _TARGET, UNIT, *FILES)
LINE_OPTIONS: tuple[Option, ...] = (_ITEM, _VALUE, WHERE, _TARGET, UNIT, *FILES)
PIE_OPTIONS: tuple[Option, ...] = (_ITEM, _VALUE, WHERE, UNIT, *FILES)
RADAR_OPTIONS: tuple[Option, ...] = (
    _ITEM,
    _VALUE,
    WHERE,
    Option("most", "number", SHOWN, Msg("end of the axes (the largest number)"), "X"),
    UNIT,
    *FILES,
)
GANTT_OPTIONS: tuple[Option, ...] = (
    Option("item", "text", COLUMNS, Msg("column that names the activity"), "COLUMN"),
    Option("start", "text", COLUMNS, Msg("columns with start and end as planned: a,b"), "COLUMNS"),
    Option("done", "text", COLUMNS, Msg("columns with start and end as done: a,b"), "COLUMNS"),
    WHERE,
    Option("today", "text", SHOWN, Msg("the day to judge delays by (the latest day done)"), "DATE"),
    *FILES,
)
