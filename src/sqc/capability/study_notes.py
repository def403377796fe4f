"""The labelled lines below the tables of a study: standard, what was checked, what is needed."""

from __future__ import annotations

from sqc.capability.judge import Case, needed_values
from sqc.capability.standards import standard_words
from sqc.charts.words import read_note
from sqc.i18n.message import Join, Msg, Words
from sqc.notes import Finding


def study_notes(case: Case, findings: tuple[Finding, ...]) -> list[tuple[Words, Words]]:
    """Return the standard, what was checked, what is needed, how the values were read."""
    about = case.chart.sample.about
    fine = [one for one in findings[1:] if one.level == "ok"]
    short = [one.short for one in fine if one.short is not None and one.key != "ppm-extrapolated"]
    checked: list[Words] = [Msg("{list}.", list=Join(short, ", "))] if short else []
    checked += [one.message for one in fine if one.key == "ppm-extrapolated"]
    notes: list[tuple[Words, Words]] = []
    if case.standard is not None:
        notes.append((Msg("Standard"), Msg("{list}.", list=standard_words(case))))
    if checked:
        notes.append((Msg("Checked"), Join(checked, " ")))
    if case.stability.state == "few":
        notes.append((Msg("Needed"), _needed(case)))
    if about.choice is not None:
        notes.append((Msg("Chosen"), about.choice))
    return [*notes, *read_note(about.source)]


def _needed(case: Case) -> Msg:
    spec = case.spec
    (a, x), (b, y) = needed_values(case)
    return Msg(
        "{a} values if the true Ppk is about {x}, {b} if it is about {y}, to show {goal} with {level} %"
        " confidence.",
        a=a,
        x=f"{x:.2f}",
        b=b,
        y=f"{y:.2f}",
        goal=f"{spec.goal:g}",
        level=case.percent,
    )
