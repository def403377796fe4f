"""The picture: a page drawn by matplotlib, and the file it is saved in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

from sqc.i18n.catalog import language
from sqc.report.canvas import Canvas, Pile
from sqc.report.drawing import drawn
from sqc.report.layout import Sheet
from sqc.report.marks import Page
from sqc.report.png import encode
from sqc.report.setter import Setter, paper_of
from sqc.report.style import PAPER, RC

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Form = Literal["png", "svg", "pdf"]
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

    def pen_of(sheet: Sheet) -> Canvas[Figure]:
        size, dpi = _inches(sheet), sheet.paper.dpi
        return Canvas(Figure(size, dpi, facecolor=PAPER, edgecolor="none", linewidth=0.0), sheet.paper)

    with matplotlib.rc_context(_settings()):
        return drawn(pen_of, page, Setter(paper_of(page, size), lang or language()), title)[0].ground


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
    paper = paper_of(page, size)
    resolution = dpi or paper.dpi
    with matplotlib.rc_context(_settings()):
        setter = Setter(paper, lang or language())
        pen, sheet = drawn(lambda sheet: Canvas(Pile(resolution), sheet.paper), page, setter, title)
        width, height = _inches(sheet)
        agg: Any = RendererAgg
        renderer = agg(int(width * resolution), int(height * resolution), resolution)
        np.asarray(renderer.buffer_rgba())[:] = 255  # white paper
        pen.ground.draw(renderer)
        return encode(np.asarray(renderer.buffer_rgba()), resolution)


def pictures_in_one(
    pages: Sequence[Page], lang: str | None = None, *, size: str = "page", title: str | None = None
) -> bytes:
    """Return several pages as one PDF, a sheet each.

    Parameters
    ----------
    pages : sequence of Page
    lang, size, title
        As `draw` takes them.

    Examples
    --------
    >>> from sqc.report.marks import Line, Plot
    >>> page = Page("run", ((Plot("run", (Line(np.arange(3.0), np.arange(3.0)),)),),))
    >>> pictures_in_one([page, page], "en")[:4]
    b'%PDF'
    """
    from matplotlib.backends.backend_pdf import PdfPages

    buffer = io.BytesIO()
    with matplotlib.rc_context(_settings()), PdfPages(buffer, metadata=_METADATA["pdf"]) as book:
        for page in pages:
            book.savefig(draw(page, lang, size=size, title=title), facecolor=PAPER, edgecolor="none")
    return buffer.getvalue()


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


def _settings() -> dict[Any, Any]:
    return {key: value for key, value in RC.items() if key in matplotlib.rcParams}
