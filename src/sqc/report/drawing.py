"""A page drawn on any ground: laid out once, again where a note moves to the footer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report.callouts import draw_keys, draw_notes
from sqc.report.counting import Ends, count, with_counts
from sqc.report.frame import draw_frame
from sqc.report.layout import Sheet, lay_out
from sqc.report.marks import Note, Page, Plot, Points, Step
from sqc.report.painting import paint
from sqc.report.pen import LIMIT, SIGNAL, Pen
from sqc.report.setter import Setter
from sqc.report.style import DOTS
from sqc.report.tables import set_table
from sqc.report.thinning import has_too_many_stairs, is_long, thinned

AnyPen = TypeVar("AnyPen", bound=Pen)
ACT = 0.62  # of the base size: the diamond before a subtitle that asks for something
RING = Msg("ring: member of a pattern; number: rule, where first met")
LONG = Msg(
    "a long series: each pixel column shows the smallest value, the largest and the mean;"
    " only the main signals are marked, with their place"
)
STAIRS = Msg("grey: from the smallest limit to the largest")


def drawn(
    pen_of: Callable[[Sheet], AnyPen], page: Page, setter: Setter, title: str | None
) -> tuple[AnyPen, Sheet]:
    """Return the pen that has drawn the page; notes without a place get a letter and are drawn again.

    Parameters
    ----------
    pen_of : callable
        Returns a pen for a laid out sheet.
    page : Page
    setter : Setter
        Paper and language.
    title : str or None
        Another title than the page's own.
    """
    sheet = lay_out(page, setter, title)
    crowds: list[Ends] = []
    if explained := _explained(sheet):
        page = replace(page, footer=(*page.footer, *explained))
        if page.tally is not None and LONG in explained:
            x = sheet.panels[-1].x
            counted = count(page.tally, x.low, x.high, x.end - x.start)
            page, crowds = with_counts(page, counted), [ends for _, ends in counted.crowds]
        sheet = lay_out(page, setter, title)
    pen = pen_of(sheet)
    homeless = _fill(pen, sheet, setter, crowds)
    if homeless:
        sheet = lay_out(_lettered(page, homeless, setter), setter, title)
        pen = pen_of(sheet)
        _fill(pen, sheet, setter, crowds)
    return pen, sheet


def _explained(sheet: Sheet) -> list[Words]:
    """Return what the footer says of marks that do not explain themselves."""
    long = [is_long(panel.plot, panel.x.end - panel.x.start) for panel in sheet.panels]
    rings = any(
        isinstance(mark, Points) and mark.role == "member"
        for panel, thin in zip(sheet.panels, long, strict=True)
        if not thin
        for mark in panel.plot.marks
    )
    stairs = any(
        isinstance(mark, Step) and has_too_many_stairs(mark, panel.x.end - panel.x.start)
        for panel, thin in zip(sheet.panels, long, strict=True)
        if thin
        for mark in panel.plot.marks
    )
    said = ((RING, rings), (LONG, any(long)), (STAIRS, stairs))
    return [words for words, needed in said if needed]


def _fill(pen: Pen, sheet: Sheet, setter: Setter, crowds: Sequence[Ends]) -> list[Note]:
    """Draw a laid out page; return the notes that found no place."""
    for caption in sheet.captions:
        pen.caption(caption)
    if sheet.act is not None:
        size = ACT * sheet.paper.base / DOTS["signal"].size
        pen.dots(np.array([sheet.act[0]]), np.array([sheet.act[1]]), "signal", SIGNAL, size, rim=False)
    for table, box in sheet.tables:
        words, (start, end, height) = set_table(table, box, setter)
        pen.line((start, end), (height, height), "hair", LIMIT)
        for caption in words:
            pen.caption(caption)
    homeless: list[Note] = []
    for panel in sheet.panels:
        room = panel.x.end - panel.x.start
        if is_long(panel.plot, room):
            panel.plot = thinned(panel.plot, panel.x.low, panel.x.high, room, crowds)
        draw_frame(pen, panel, setter)
        paint(pen, panel, setter)
        draw_keys(pen, panel, setter)
        homeless += draw_notes(pen, panel, setter)
    return homeless


def _lettered(page: Page, homeless: list[Note], setter: Setter) -> Page:
    """Return the page with a letter for each note without a place; its words move to the footer."""
    letters = {id(note): chr(ord("a") + i % 26) for i, note in enumerate(homeless)}
    said: list[Words] = [f"{letters[id(note)]}: {setter.say(note.text)}" for note in homeless]

    def one(plot: Plot) -> Plot:
        marks = [
            replace(mark, text=Verbatim(letters[id(mark)]), role="letter")
            if isinstance(mark, Note) and id(mark) in letters
            else mark
            for mark in plot.marks
        ]
        return replace(plot, marks=tuple(marks))

    rows = tuple(tuple(one(item) if isinstance(item, Plot) else item for item in row) for row in page.rows)
    return replace(page, rows=rows, footer=(*said, *page.footer))
