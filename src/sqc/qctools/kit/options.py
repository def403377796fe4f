"""Options that several quality tools share. It imports nothing heavy."""

from __future__ import annotations

from sqc.charts.options import OPTIONS, READING, Option
from sqc.i18n.message import Msg

COLUMNS, JUDGED, SHOWN = "columns", "judged", "shown"

WHERE = next(option for option in OPTIONS if option.name == "where")._replace(section=COLUMNS)
UNIT = next(option for option in OPTIONS if option.name == "unit")
FILES: tuple[Option, ...] = tuple(option for option in OPTIONS if option.data)
CONFIDENCE = Option("confidence", "number", JUDGED, Msg("confidence of the intervals (0.95)"), "P")
BY = Option("by", "text", COLUMNS, Msg("column of the strata: machine, shift, supplier"), "COLUMN")

__all__ = ["BY", "COLUMNS", "CONFIDENCE", "FILES", "JUDGED", "READING", "SHOWN", "UNIT", "WHERE", "Option"]
