"""The option table of `sqc xy`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.sixsigma.forms.options import COLUMNS, FORM_FILES, JUDGED, WHERE, Option

XY_OPTIONS: tuple[Option, ...] = (
    Option("item", "text", COLUMNS, Msg("column that names the inputs"), "COLUMN"),
    Option("value", "text", COLUMNS, Msg("columns of the outputs; a,b or y1..y5"), "COLUMN"),
    WHERE,
    Option("weights", "text", JUDGED, Msg("weights of the outputs, instead of a row named weight"), "W,W"),
    Option("top", "integer", JUDGED, Msg("inputs to start with (3)"), "N"),
    *FORM_FILES,
)
