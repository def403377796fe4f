"""The option table of `sqc copq`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import BY, COLUMNS, FILES, JUDGED, UNIT, WHERE, Option

COPQ_OPTIONS: tuple[Option, ...] = (
    Option("cost", "text", COLUMNS, Msg("column with the amounts"), "COLUMN"),
    Option(
        "category", "text", COLUMNS, Msg("column with prevention, appraisal, internal, external"), "COLUMN"
    ),
    Option("item", "text", COLUMNS, Msg("column that names the account"), "COLUMN"),
    Option("time", "text", COLUMNS, Msg("column with the day or the month"), "COLUMN"),
    BY,
    WHERE,
    Option("sales", "text", JUDGED, Msg("sales of the whole time: a number; or a column, by month"), "X"),
    Option("top", "integer", JUDGED, Msg("accounts that are drawn; the rest is other (10)"), "N"),
    UNIT,
    *FILES,
)
