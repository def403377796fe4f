"""The option table of `sqc control-plan`. It imports nothing heavy."""

from __future__ import annotations

from sqc.sixsigma.forms.options import COLUMN, FORM_FILES, WHERE, Option

CONTROL_PLAN_OPTIONS: tuple[Option, ...] = (COLUMN, WHERE, *FORM_FILES)
