"""The files of a result: each form by the ending of its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from sqc.i18n.message import Listing, Msg
from sqc.notes import OptionError
from sqc.report.formats import FILES, PICTURES, ending_of
from sqc.report.numbers import printed_with

if TYPE_CHECKING:
    from sqc.report.marks import Page
    from sqc.report.result import Result


class Form(NamedTuple):
    """How a result is written, as `Result.save` takes it."""

    lang: str | None = None
    size: str = "page"
    title: str | None = None
    dpi: int | None = None
    digits: int | None = None


def described(result: Result, digits: int | None) -> Page:
    """Return the description of the picture, inside `printed_with`.

    Raises
    ------
    OptionError
        ``no-figure``.
    """
    page = result.reported(digits).page
    if page is None:
        raise OptionError(
            "no-figure", Msg("this result has no picture; html, xlsx, json, csv, md and txt can be written.")
        )
    return page()


def files_of(result: Result, path: str, form: Form) -> list[tuple[str, str | bytes]]:
    """Return the files that are written under a name, with their content."""
    from sqc.output import make_folder
    from sqc.report import files

    report = result.stored_report
    folder = files.is_folder(path) and bool(report.parts)
    if folder:
        make_folder(path)
    elif not (path.lower().endswith(".md") and (report.page is not None or report.parts)):
        return [(path, _content(result, path, form))]
    with printed_with(form.digits):
        drawn = files.pictures(result.reported(form.digits), form.lang, form.size, form.title, form.dpi)
    places = files.into_folder(path, list(drawn)) if folder else files.beside(path, list(drawn))
    files.check_not_linked(place for name, place in places.items() if name)
    pictures: list[tuple[str, str | bytes]] = [(places[name], drawn[name]) for name in drawn]
    if folder:
        return pictures
    links = {name: os.path.basename(place) for name, place in places.items()}
    return [(path, result.to_markdown(form.lang, links, digits=form.digits)), *pictures]


def _content(result: Result, path: str, form: Form) -> str | bytes:
    ending, lang, digits = ending_of(path), form.lang, form.digits
    if ending in PICTURES:
        return picture_of(result, ending, form)
    views: dict[str, Callable[[], str | bytes]] = {
        "html": lambda: result.to_html(lang, size=form.size, title=form.title, digits=digits),
        "json": lambda: result.to_json(lang),
        "csv": lambda: "\ufeff" + result.to_csv(lang),
        "xlsx": lambda: _workbook(result, lang),
        "md": lambda: result.to_markdown(lang, digits=digits),
        "txt": lambda: result.to_text(lang, digits=digits),
    }
    if ending not in views:
        raise output_type(path, ending)
    return views[ending]()


def picture_of(result: Result, ending: str, form: Form) -> bytes:
    """Return the picture as a file; several charts are the pages of one PDF."""
    from sqc.report.figure import picture, pictures_in_one
    from sqc.report.files import not_one_picture

    lang, size, title = form.lang, form.size, form.title
    with printed_with(form.digits):
        parts = result.reported(form.digits).parts
        if parts and ending != "pdf":
            raise not_one_picture(ending, len(parts))
        if parts:
            pages = [part.page() for _, part in parts if part.page is not None]
            return pictures_in_one(pages, lang, size=size, title=title)
        kind = cast(Literal["png", "svg", "pdf"], ending)
        return picture(described(result, form.digits), lang, kind, size=size, title=title, dpi=form.dpi)


def _workbook(result: Result, lang: str | None) -> bytes:
    from sqc.report.workbook import workbook

    return workbook(result.stored_report, lang)


def output_type(path: str, ending: str) -> OptionError:
    """Return the error for a file ending that no view writes."""
    known = Listing(list(FILES), open_end=True)
    if not ending:
        return OptionError(
            "output-type",
            Msg("-o {path}: the name has no ending; {known} are known.", path=path, known=known),
        )
    return OptionError(
        "output-type",
        Msg("-o {path}: .{ending} is not known; {known} are.", path=path, ending=ending, known=known),
    )
