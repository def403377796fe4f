"""The labelled lines of a form: what was checked, how it is judged, what was read."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.charts.words import checked_note, read_note
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding, Source


def notes(found: Sequence[Finding], how: Words, source: Source) -> tuple[tuple[Words, Words], ...]:
    """Return the lines `Checked`, `Method` and `Read`; the first of the findings is the verdict."""
    return (*checked_note(found, "; "), (Msg("Method"), how), *read_note(source))
