"""The HTML view: results as one self-contained page in both languages, with no network request."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sqc.i18n.catalog import language
from sqc.i18n.display import visible
from sqc.i18n.message import Msg, Words, words
from sqc.notes import Finding
from sqc.report import style
from sqc.report.html_tables import CODES, HtmlLong, HtmlTable, both, facts_table, html_long, html_table
from sqc.report.report import Report
from sqc.report.style import PAPERS
from sqc.report.svg import svg
from sqc.report.svg_style import FAMILY, rules
from sqc.report.text import level_word

MOST_ROWS = 2000  # of a long table; a longer series lists what matters
_NAMES = {"en": "English", "zh": "\u4e2d\u6587"}
_SHEETS = {"a4": "A4 landscape"}
_WORDS = {
    "numbers": Msg("Every number, with its method"),
    "origin": Msg("Where the numbers come from"),
    "all": Msg("all"),
}


class HtmlFinding(NamedTuple):
    """A finding: level, level word and sentence."""

    level: str
    word: Markup
    text: Markup


class HtmlResult(NamedTuple):
    """What the template shows of a result."""

    id: str
    title: Markup
    subtitle: Markup | None
    verdict: HtmlFinding
    findings: Sequence[HtmlFinding]
    pictures: Sequence[Markup]
    long: HtmlLong | None
    tables: Sequence[HtmlTable]
    notes: Sequence[tuple[Markup, Markup]]
    facts: HtmlTable
    origin: Sequence[tuple[str, Markup]]


def render(
    reports: Sequence[Report], lang: str | None = None, *, size: str = "page", title: str | None = None
) -> str:
    r"""Return results as one HTML page.

    Parameters
    ----------
    reports : sequence of Report
        One part of the page each, in this order; one that sums up others is followed by them.
    lang : {"en", "zh"}, optional
        The language that is shown first; the other one is a click away.
    size : {"page", "column", "a4", "a4p"}
        Of the pictures.
    title : str, optional
        Replaces the title of the page; of a single result also that of its picture.

    Examples
    --------
    >>> from sqc.notes import Finding
    >>> report = Report("look", None, (Finding("looked", "ok", Msg("2 columns.")),), "a", {}, (), (), dict)
    >>> page = render([report], "en")
    >>> page[:32], "<script src" in page
    ('<!doctype html>\n<html lang="en">', False)
    """
    lang = lang or language()
    used: set[str] = set()
    heading: Words | None = None if len(reports) == 1 else title or Msg("{n} results", n=len(reports))
    own = title if heading is None else None
    results = []
    named = [one for report in reports for one in ((own, report), *report.parts)]
    size = _size_of([report for _, report in named], size)
    for number, (name, report) in enumerate(named, 1):
        pictures = _pictures(report, own if len(named) == 1 else None, size, used)
        results.append(_result(report, f"r{number}-" if len(named) > 1 else "", name, pictures))
    choices = max((len(one.long.choices) for one in results if one.long), default=0)
    sheet = _style(used, size, choices)
    script = _source("script.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            lang=CODES[lang],
            languages=[(CODES[one], name) for one, name in _NAMES.items()],
            policy=_policy(sheet, script),
            version=_version(),
            title=visible(words(heading or own or reports[0].title, lang)),
            heading=heading and both(heading),
            style=sheet,
            script=script,
            results=results,
            words={name: both(said) for name, said in _WORDS.items()},
        )
    )


def _size_of(reports: Sequence[Report], size: str) -> str:
    """Return the size that holds every picture: one style sheet says how large their words are."""
    if size != "column":
        return size
    pages = (report.page() for report in reports if report.page is not None)
    return "page" if any(page.least == "page" for page in pages) else size


def _version() -> str:
    from sqc import __version__

    return __version__


def _result(report: Report, prefix: str, name: str | None, pictures: Sequence[Markup]) -> HtmlResult:
    """Return what the template shows of a result, under its name or its title."""
    verdict, *others = (_finding(finding) for finding in report.findings)
    return HtmlResult(
        f"{prefix}result",
        both(name or report.title),
        both(report.title) if name else None,
        verdict,
        [finding for finding in others if finding.level != "ok"],
        pictures,
        None if report.long is None else html_long(report.long(MOST_ROWS)),
        [html_table(table) for table in report.tables if table.printed and table.rows],
        [(both(label), _note(text)) for label, text in report.notes],
        facts_table(report.facts, prefix),
        [(key, both(text)) for key, text in _origin(report)],
    )


def _finding(finding: Finding) -> HtmlFinding:
    word = both(*(level_word(finding.level, lang) for lang in CODES))
    return HtmlFinding(finding.level, word, both(finding.message))


def _note(text: Words) -> Markup:
    return Markup("<br>").join(both(*pair) for pair in zip(*_lines(text), strict=True))


def _lines(text: Words) -> list[list[str]]:
    """Return the lines of a note in each language; where their numbers differ each is one line."""
    lines = [words(text, lang).split("\n") for lang in CODES]
    return lines if len({len(one) for one in lines}) == 1 else [[" ".join(one)] for one in lines]


def _pictures(report: Report, title: str | None, size: str, used: set[str]) -> list[Markup]:
    """Return the figure in each language; the classes that it needs are added to `used`."""
    if report.page is None:
        return []
    page = report.page()
    found = []
    for lang, code in CODES.items():
        markup, classes = svg(page, lang, size=size, title=title)
        used |= classes
        found.append(Markup(markup.replace("<svg ", f'<svg lang="{code}" ', 1)))
    return found


def _origin(report: Report) -> Iterable[tuple[str, str]]:
    """Return what made the numbers, by the keys of the JSON view."""
    source = report.source
    yield "sqc", _version()
    if source is not None:
        yield "source", source.name
        counts = {"n_read": source.n_read, "n_used": source.n_used, "n_missing": source.n_missing}
        yield from ((key, f"{count:,}") for key, count in counts.items())
    for key, value in report.provenance.items():
        if value is not None:
            yield key, f"{value:.6g}" if isinstance(value, float) else str(value)


def _style(used: set[str], size: str, choices: int) -> Markup:
    tokens = {name: getattr(style, name.upper()) for name in ("ink", "ink2", "hair", "grid", "paper", "data")}
    base = (
        _environment()
        .get_template("style.css")
        .render(
            **tokens,
            signal=style.SIGNAL,
            family=Markup(FAMILY),
            sheet=_SHEETS.get(size, "A4"),
            width=PAPERS[size].width * 4 / 3,  # pixels
            choices=choices,
        )
    )
    return Markup(base + (rules(used, PAPERS[size]) if used else ""))


def _policy(*inline: str) -> str:
    """Return what a browser may load: nothing but the style and the script of this very page."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in inline
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}';"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    folder = os.path.join(os.path.dirname(__file__), "templates")
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _source(name: str) -> Markup:
    loader = _environment().loader
    assert loader is not None
    return Markup(loader.get_source(_environment(), name)[0])
