"""The option table of `sqc pareto`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import BY, COLUMNS, CONFIDENCE, FILES, JUDGED, UNIT, WHERE, Option

PARETO_OPTIONS: tuple[Option, ...] = (
    Option(
        "item", "text", COLUMNS, Msg("column that names the item; a,b: b inside the first of a"), "COLUMN"
    ),
    Option(
        "value", "text", COLUMNS, Msg("column with the counts; without it a row counts one"), "COLUMN"
    ),
    Option("cost", "text", COLUMNS, Msg("column with the loss: rank by it, not by number"), "COLUMN"),
    Option(
        "stage", "text", COLUMNS, Msg("column with before and after: side by side on one scale"), "COLUMN"
    ),
    Option(
        "inspected",
        "text",
        COLUMNS,
        Msg("units inspected before and after: two numbers, or a column; rates are compared"),
        "N,N",
    ),
    BY,
    WHERE,
    Option("top", "integer", JUDGED, Msg("items that are drawn; the rest is other (10)"), "N"),
    CONFIDENCE,
    UNIT,
    *FILES,
)  # fmt: skip
