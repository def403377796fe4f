"""The option table of `sqc sigma`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, CONFIDENCE, FILES, JUDGED, WHERE, Option

CONVERTED = "converted"

SIGMA_OPTIONS: tuple[Option, ...] = (
    Option("step", "text", COLUMNS, Msg("column that names the step of the process"), "COLUMN"),
    Option("units", "text", COLUMNS, Msg("units that went in: a column, or a number"), "COLUMN"),
    Option("defects", "text", COLUMNS, Msg("defects that were counted: a column, or a number"), "COLUMN"),
    Option(
        "opportunities", "text", COLUMNS, Msg("chances of a defect in a unit: a column, or a number"), "N"
    ),
    Option("rework", "text", COLUMNS, Msg("units that were reworked: a column, or a number"), "COLUMN"),
    Option("scrap", "text", COLUMNS, Msg("units that were scrapped: a column, or a number"), "COLUMN"),
    WHERE,
    Option("goal", "number", JUDGED, Msg("sigma level that is asked for, with the shift"), "X"),
    Option("shift", "number", JUDGED, Msg("shift of the sigma level (1.5); 0: none"), "X"),
    CONFIDENCE,
    Option("dpmo", "number", CONVERTED, Msg("defects per million opportunities"), "X"),
    Option("yield_", "text", CONVERTED, Msg("share without a defect: 0.9937 or 99.37%"), "P"),
    Option("z", "number", CONVERTED, Msg("sigma level with the shift; --shift 0: without"), "X"),
    *FILES,
)
