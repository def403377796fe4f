"""The option table of `sqc matrix-data`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, FILES, JUDGED, WHERE, Option

MATRIX_DATA_OPTIONS: tuple[Option, ...] = (
    Option(
        "value", "text", COLUMNS, Msg("columns: a,b or x1..x5; without it all columns of numbers"), "COLUMN"
    ),
    Option("item", "text", COLUMNS, Msg("column that names the rows, written at their points"), "COLUMN"),
    WHERE,
    Option("covariance", "flag", JUDGED, Msg("columns as they are, in one unit; else each counts alike")),
    *FILES,
)
