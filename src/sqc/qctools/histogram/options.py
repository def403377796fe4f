"""The option table of `sqc histogram`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import BY, COLUMNS, CONFIDENCE, FILES, JUDGED, UNIT, WHERE, Option

HISTOGRAM_OPTIONS: tuple[Option, ...] = (
    Option("value", "text", COLUMNS, Msg("column with the values; a,b or x1..x5 for several"), "COLUMN"),
    BY,
    WHERE,
    Option("lsl", "number", JUDGED, Msg("lower specification limit"), "X"),
    Option("usl", "number", JUDGED, Msg("upper specification limit"), "X"),
    Option("target", "number", JUDGED, Msg("target"), "X"),
    Option(
        "classes", "text", JUDGED,
        Msg("auto, sturges, scott, freedman-diaconis, or a number of classes"),
        "WIDTH",
    ),
    CONFIDENCE,
    UNIT,
    *FILES,
)  # fmt: skip
