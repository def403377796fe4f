"""The option table of `sqc checksheet`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, FILES, JUDGED, WHERE, Option

CHECKSHEET_OPTIONS: tuple[Option, ...] = (
    Option(
        "item",
        "text",
        COLUMNS,
        Msg("column of the items; without a file the items themselves: a,b,c"),
        "COLUMN",
    ),
    Option(
        "by", "text", COLUMNS, Msg("column they are tallied by; without a file the heads: Mon,Tue"), "COLUMN"
    ),
    Option("value", "text", COLUMNS, Msg("column with the counts; without it a row counts one"), "COLUMN"),
    WHERE,
    Option("alpha", "number", JUDGED, Msg("chance that any cell stands out by chance alone (0.05)"), "P"),
    *FILES,
)
