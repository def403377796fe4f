"""The option table of `sqc supplier`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, CONFIDENCE, FILES, JUDGED, WHERE, Option

SUPPLIER_OPTIONS: tuple[Option, ...] = (
    Option("supplier", "text", COLUMNS, Msg("column that names the supplier"), "COLUMN"),
    Option("time", "text", COLUMNS, Msg("column with the time"), "COLUMN"),
    Option("value", "text", COLUMNS, Msg("column with the nonconforming units"), "COLUMN"),
    Option("inspected", "text", COLUMNS, Msg("column with the units inspected"), "COLUMN"),
    Option("lots", "text", COLUMNS, Msg("column with the lots delivered"), "COLUMN"),
    Option("rejected", "text", COLUMNS, Msg("column with the lots rejected"), "COLUMN"),
    Option("delivery", "text", COLUMNS, Msg("column with the share on time, or yes and no"), "COLUMN"),
    Option("promised", "text", COLUMNS, Msg("column with the date promised"), "COLUMN"),
    Option("received", "text", COLUMNS, Msg("column with the date received"), "COLUMN"),
    WHERE,
    Option("target", "number", JUDGED, Msg("ppm that a supplier may have"), "PPM"),
    Option(
        "weights",
        "text",
        JUDGED,
        Msg("a score: quality=60,delivery=40; lots, or a column of scores"),
        "P=W",
    ),
    CONFIDENCE,
    *FILES,
)
