"""The picture of a fishbone."""

from __future__ import annotations

from sqc.i18n.message import Join, Msg, Words, plural
from sqc.notes import Finding
from sqc.qctools.fishbone.case import Case
from sqc.qctools.fishbone.layout import HEAD_ROOM, placed, spines
from sqc.qctools.kit.sketch import WIDE, block, moved, sheet
from sqc.report.marks import Mark, Page, Plot

BETWEEN = 1.5  # em between two spines


def page(case: Case, first: Finding) -> Page:
    """Return the sheet."""
    footer: list[Words] = [
        plural("{n} end cause", "{n} end causes", len(case.ends)),
        Msg("red: confirmed by facts"),
    ]
    return Page(
        Join([case.effect, Msg("Cause-and-effect diagram")], " · "),
        ((plot(case),),),
        first.message,
        first.level == "act",
        (Join(footer, " · "), Msg("Source: {name}", name=case.source.name)),
        least="page",
    )


def plot(case: Case) -> Plot:
    """Return the fishbone as a panel."""
    effect = block(case.effect, "panel", HEAD_ROOM)
    share = block(case.share, "panel", HEAD_ROOM)
    found = [placed(one, effect, share) for one in spines(case.bones, max(effect.width, share.width) + 1.2)]
    marks: list[Mark] = []
    bottom = 0.0
    for one in reversed(found):
        marks += [moved(mark, bottom) for mark in one.marks]
        bottom += one.height + BETWEEN
    return sheet("fishbone", marks, max(WIDE, *(one.width for one in found)), bottom - BETWEEN)
