"""The option table of `sqc fmea`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.sixsigma.forms.options import COLUMN, FORM_FILES, JUDGED, WHERE, Option

FMEA_OPTIONS: tuple[Option, ...] = (
    COLUMN,
    WHERE,
    Option("before", "text", JUDGED, Msg("an older copy of the form: what changed since"), "FILE"),
    *FORM_FILES,
)
