"""The option table of `sqc sipoc`. It imports nothing heavy."""

from __future__ import annotations

from sqc.sixsigma.forms.options import COLUMN, FORM_FILES, WHERE, Option

SIPOC_OPTIONS: tuple[Option, ...] = (COLUMN, WHERE, *FORM_FILES)
