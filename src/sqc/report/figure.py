"""The picture: a page drawn by matplotlib, and the file it is saved in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Literal

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sqc.i18n.catalog import language
from sqc.i18n.message import Verbatim, Words
from sqc.report import typefaces
from sqc.report.callouts import draw_keys, draw_notes
from sqc.report.canvas import LIMIT, SIGNAL, Canvas
from sqc.report.frame import draw_frame
from sqc.report.layout import Sheet, lay_out
from sqc.report.marks import Note, Page, Plot
from sqc.report.painting import paint
from sqc.report.png import encode
from sqc.report.setter import Setter
from sqc.report.style import DOTS, LINES, PAPER, PAPERS, RC
from sqc.report.tables import set_table
from sqc.report.thinning import is_long, thinned

ACT = 0.62  # of the base size: the diamond before a subtitle that asks for something


def draw(page: Page, lang: str | None = None, *, size: str = "page", title: str | None = None) -> Figure:
    """Return a page as a matplotlib figure.

    The figure has no axes: everything stands in points from the lower left corner, laid out once.

    Parameters
    ----------
    page : Page
        Title, panels, footer.
    lang : {"en", "zh"}, optional
        Default: the language that is set.
    size : {"page", "column", "a4", "a4p"}
        170 mm, 90 mm, A4 landscape, A4 portrait.
    title : str, optional
        Another title than the page's own.

    Raises
    ------
    KeyError
        If there is no such size.

    Examples
    --------
    >>> from sqc.report.marks import Line, Plot
    >>> series = Line(np.arange(1.0, 6.0), np.array([3.0, 5.0, 4.0, 4.0, 6.0]))
    >>> figure = draw(Page("diameter", ((Plot("run", (series,)),),)), "en")
    >>> round(figure.get_figwidth() * figure.get_dpi())
    1200
    """
    paper = PAPERS[size]
    setter = Setter(paper, lang or language(), typefaces.width)
    with matplotlib.rc_context(_settings()):
        figure, homeless = _drawn(page, setter, title)
        if homeless:
            figure, _ = _drawn(_lettered(page, homeless, setter), setter, title)
    return figure


def _drawn(page: Page, setter: Setter, title: str | None) -> tuple[Figure, list[Note]]:
    """Return the figure and the notes that found no place."""
    sheet = lay_out(page, setter, title)
    figure = _empty(sheet)
    canvas = Canvas(figure, sheet.paper)
    for caption in sheet.captions:
        canvas.caption(caption)
    if sheet.act is not None:
        diamond = DOTS["signal"]._replace(size=ACT * sheet.paper.base, rim_width=0.0)
        canvas.dots(np.array([sheet.act[0]]), np.array([sheet.act[1]]), diamond, SIGNAL)
    for table, box in sheet.tables:
        words, (start, end, height) = set_table(table, box, setter)
        canvas.line((start, end), (height, height), LINES["hair"], LIMIT)
        for caption in words:
            canvas.caption(caption)
    homeless: list[Note] = []
    for panel in sheet.panels:
        room = panel.x.end - panel.x.start
        if is_long(panel.plot, room):
            panel.plot = thinned(panel.plot, panel.x.low, panel.x.high, room)
        draw_frame(canvas, panel, setter)
        paint(canvas, panel, setter)
        draw_keys(canvas, panel, setter)
        homeless += draw_notes(canvas, panel, setter)
    return figure, homeless


def _empty(sheet: Sheet) -> Figure:
    """Return a figure of whole pixels; the tiny excess keeps their floor from losing one."""
    dpi = sheet.paper.dpi
    pixels = round(sheet.height / 72 * dpi)
    size = ((sheet.paper.pixels + 1e-3) / dpi, (pixels + 1e-3) / dpi)
    return Figure(figsize=size, dpi=dpi, facecolor=PAPER, edgecolor="none", linewidth=0.0)


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


def _settings() -> dict[Any, Any]:
    return {key: value for key, value in RC.items() if key in matplotlib.rcParams}


_METADATA = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
}


def save(
    figure: Figure, target: str | Path | IO[bytes], form: Literal["png", "svg", "pdf"], dpi: int | None = None
) -> None:
    """Write a figure: the same figure gives the same bytes, whenever and wherever.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What `draw` returned.
    target : path or binary file
    form : {"png", "svg", "pdf"}
    dpi : int, optional
        Pixels per inch of a PNG; default: 1200 pixels for a page, 640 for a column.

    Examples
    --------
    >>> import io
    >>> from sqc.report.marks import Line, Plot
    >>> page = Page("run", ((Plot("run", (Line(np.arange(3.0), np.arange(3.0)),)),),))
    >>> buffer = io.BytesIO()
    >>> save(draw(page, "en"), buffer, "png")
    >>> buffer.getvalue()[1:4]
    b'PNG'
    """
    with matplotlib.rc_context(_settings()):
        if form == "png":
            _write(target, _png(figure, dpi or figure.get_dpi()))
        else:
            figure.savefig(target, format=form, metadata=_METADATA[form], facecolor=PAPER, edgecolor="none")


def _png(figure: Figure, dpi: float) -> bytes:
    """Draw once on an Agg canvas; the figure gets its own canvas and resolution back."""
    own, resolution = figure.canvas, figure.get_dpi()
    figure.set_dpi(dpi)
    canvas: Any = FigureCanvasAgg(figure)
    try:
        canvas.draw()
        return encode(np.asarray(canvas.buffer_rgba()), dpi)
    finally:
        figure.set_dpi(resolution)
        figure.set_canvas(own)


def _write(target: str | Path | IO[bytes], content: bytes) -> None:
    if isinstance(target, (str, Path)):
        Path(target).write_bytes(content)
    else:
        target.write(content)
