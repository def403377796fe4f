"""The option table of `sqc scatter`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import BY, COLUMNS, CONFIDENCE, FILES, JUDGED, WHERE, Option

SCATTER_OPTIONS: tuple[Option, ...] = (
    Option("value", "text", COLUMNS, Msg("the two columns: x,y"), "X,Y"),
    BY,
    Option("order", "text", COLUMNS, Msg("column to sort the rows by"), "COLUMN"),
    WHERE,
    Option("lag", "integer", JUDGED, Msg("y of so many rows later than x (0)"), "K"),
    Option("degree", "integer", JUDGED, Msg("a curve up to this power of x: 2 to 5 (1: a line)"), "N"),
    CONFIDENCE,
    *FILES,
)
