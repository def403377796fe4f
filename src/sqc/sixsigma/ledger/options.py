"""The option table of `sqc ledger`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, CONFIDENCE, FILES, JUDGED, UNIT, WHERE, Option

LEDGER_OPTIONS: tuple[Option, ...] = (
    Option("time", "text", COLUMNS, Msg("column with the day a suggestion was made"), "COLUMN"),
    Option("closed", "text", COLUMNS, Msg("column with the day it was closed"), "COLUMN"),
    Option("status", "text", COLUMNS, Msg("column that says whether it was adopted"), "COLUMN"),
    Option("value", "text", COLUMNS, Msg("column with the savings"), "COLUMN"),
    Option("by", "text", COLUMNS, Msg("column with the department"), "COLUMN"),
    WHERE,
    Option("adopted", "text", JUDGED, Msg("words that count as adopted: a,b"), "WORDS"),
    Option("declined", "text", JUDGED, Msg("words that count as declined: a,b"), "WORDS"),
    Option(
        "target",
        "text",
        JUDGED,
        Msg("targets: suggestions=10,savings=5000 a month, rate=60% adopted"),
        "NAME=X",
    ),
    CONFIDENCE,
    UNIT,
    *FILES,
)
