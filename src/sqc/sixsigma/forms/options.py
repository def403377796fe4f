"""Options that the forms share. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, FILES, JUDGED, READING, WHERE, Option

COLUMN = Option(
    "column",
    "texts",
    COLUMNS,
    Msg("which column plays which part, where its head does not say it (repeatable)"),
    "PART=COLUMN",
)
# what a form of words has no use for
FORM_FILES: tuple[Option, ...] = tuple(option for option in FILES if option.name != "censored")

__all__ = ["COLUMN", "COLUMNS", "FILES", "FORM_FILES", "JUDGED", "READING", "WHERE", "Option"]
