"""The labelled lines of a form: what was checked, how it is judged, what was read."""

from __future__ import annotations

from collections.abc import Sequence

from sqc.charts.words import read_note
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding, Source


def notes(found: Sequence[Finding], how: Words, source: Source) -> tuple[tuple[Words, Words], ...]:
    """Return the lines `Checked`, `Method` and `Read`; the first of the findings is the verdict."""
    checked = [one.short for one in found[1:] if one.level == "ok" and one.short]
    said: list[tuple[Words, Words]] = [(Msg("Method"), how), *read_note(source)]
    if checked:
        said.insert(0, (Msg("Checked"), Msg("{list}.", list=Join(checked, "; "))))
    return tuple(said)
