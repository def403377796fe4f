"""The option table of `sqc oee`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import BY, COLUMNS, FILES, JUDGED, WHERE, Option

OEE_OPTIONS: tuple[Option, ...] = (
    Option("planned", "text", COLUMNS, Msg("time of the shift: a column, or a number (min)"), "TIME"),
    Option("breaks", "text", COLUMNS, Msg("breaks in it: a column, or a number (min)"), "TIME"),
    Option("stops", "text", COLUMNS, Msg("time stopped: a column, or a number (min)"), "TIME"),
    Option("cycle", "text", COLUMNS, Msg("ideal time of a piece: a column, or a number (s)"), "TIME"),
    Option("count", "text", COLUMNS, Msg("pieces made: a column, or a number"), "COLUMN"),
    Option("good", "text", COLUMNS, Msg("good pieces: a column, or a number"), "COLUMN"),
    Option("rejected", "text", COLUMNS, Msg("rejected pieces, instead of good"), "COLUMN"),
    Option("stop_log", "text", COLUMNS, Msg("table of stops: start and end, or minutes; reason"), "FILE"),
    Option("planned_reason", "texts", COLUMNS, Msg("stops for this reason are no loss (repeatable)"), "TEXT"),
    BY,
    WHERE,
    Option("goal", "number", JUDGED, Msg("OEE that is asked for: 0.85"), "P"),
    *FILES,
)
