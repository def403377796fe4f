"""The picture: a page drawn by matplotlib, and the file it is saved in."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypeVar

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

from sqc.i18n.catalog import language
from sqc.i18n.message import Msg, Verbatim, Words
from sqc.report import typefaces
from sqc.report.callouts import draw_keys, draw_notes
from sqc.report.canvas import LIMIT, SIGNAL, Canvas, Ground, Pile
from sqc.report.frame import draw_frame
from sqc.report.layout import Sheet, lay_out
from sqc.report.marks import Note, Page, Plot, Points
from sqc.report.painting import paint
from sqc.report.png import encode
from sqc.report.setter import Setter
from sqc.report.style import DOTS, LINES, PAPER, PAPERS, RC
from sqc.report.tables import set_table
from sqc.report.thinning import is_long, thinned

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Form = Literal["png", "svg", "pdf"]
AnyGround = TypeVar("AnyGround", bound=Ground)
ACT = 0.62  # of the base size: the diamond before a subtitle that asks for something
RING = Msg("ring: member of a pattern; number: rule, where first met")
LONG = Msg(
    "a long series: each pixel column shows the smallest value, the largest and the mean;"
    " only the main signals are marked"
)
_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
}


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
    from matplotlib.figure import Figure

    def sheet_of_paper(sheet: Sheet) -> Figure:
        dpi = sheet.paper.dpi
        return Figure(figsize=_inches(sheet), dpi=dpi, facecolor=PAPER, edgecolor="none", linewidth=0.0)

    with matplotlib.rc_context(_settings()):
        return _drawn(sheet_of_paper, page, Setter(PAPERS[size], lang or language(), typefaces.width), title)[
            0
        ]


def picture(
    page: Page,
    lang: str | None = None,
    form: Form = "png",
    *,
    size: str = "page",
    title: str | None = None,
    dpi: int | None = None,
) -> bytes:
    """Return a page as the bytes of a file: those that `save` writes of `draw`, sooner.

    A PNG is drawn without a matplotlib figure, whose import alone takes as long as all the rest.

    Parameters
    ----------
    page, lang, size, title
        As `draw` takes them.
    form : {"png", "svg", "pdf"}
    dpi : int, optional
        Pixels per inch of a PNG; default: 1200 pixels for a page, 640 for a column.

    Examples
    --------
    >>> from sqc.report.marks import Line, Plot
    >>> page = Page("run", ((Plot("run", (Line(np.arange(3.0), np.arange(3.0)),)),),))
    >>> picture(page, "en")[1:4]
    b'PNG'
    """
    if form != "png":
        buffer = io.BytesIO()
        save(draw(page, lang, size=size, title=title), buffer, form)
        return buffer.getvalue()
    resolution = dpi or PAPERS[size].dpi
    with matplotlib.rc_context(_settings()):
        setter = Setter(PAPERS[size], lang or language(), typefaces.width)
        pile, sheet = _drawn(lambda _: Pile(resolution), page, setter, title)
        width, height = _inches(sheet)
        agg: Any = RendererAgg
        renderer = agg(int(width * resolution), int(height * resolution), resolution)
        np.asarray(renderer.buffer_rgba())[:] = 255  # white paper
        pile.draw(renderer)
        return encode(np.asarray(renderer.buffer_rgba()), resolution)


def _drawn(
    ground_of: Callable[[Sheet], AnyGround], page: Page, setter: Setter, title: str | None
) -> tuple[AnyGround, Sheet]:
    """Return the ground with everything on it; notes without a place get a letter and are drawn again."""
    sheet = lay_out(page, setter, title)
    if explained := _explained(sheet):
        page = replace(page, footer=(*page.footer, *explained))
        sheet = lay_out(page, setter, title)
    ground = ground_of(sheet)
    homeless = _fill(Canvas(ground, sheet.paper), sheet, setter)
    if homeless:
        sheet = lay_out(_lettered(page, homeless, setter), setter, title)
        ground = ground_of(sheet)
        _fill(Canvas(ground, sheet.paper), sheet, setter)
    return ground, sheet


def _explained(sheet: Sheet) -> list[Words]:
    """Return what the footer says of marks that do not explain themselves."""
    long = [is_long(panel.plot, panel.x.end - panel.x.start) for panel in sheet.panels]
    rings = any(
        isinstance(mark, Points) and mark.role == "member"
        for panel, thin in zip(sheet.panels, long, strict=True)
        if not thin
        for mark in panel.plot.marks
    )
    return [*([RING] if rings else []), *([LONG] if any(long) else [])]


def _fill(canvas: Canvas, sheet: Sheet, setter: Setter) -> list[Note]:
    """Draw a laid out page; return the notes that found no place."""
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
    return homeless


def _inches(sheet: Sheet) -> tuple[float, float]:
    """Return width and height of whole pixels; the tiny excess keeps their floor from losing one."""
    dpi = sheet.paper.dpi
    return (sheet.paper.pixels + 1e-3) / dpi, (round(sheet.height / 72 * dpi) + 1e-3) / dpi


def save(figure: Figure, target: str | Path | IO[bytes], form: Form, dpi: int | None = None) -> None:
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
