"""Explanations as text and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqc.i18n.catalog import language
from sqc.i18n.display import columns_of
from sqc.i18n.message import Join, Msg, Words, words
from sqc.report.explain import Explainer, Explanation, Formula, explained
from sqc.report.report import Report
from sqc.report.text import fill, note_line

_LABELS: Mapping[str, Words] = {
    "symbols": Msg("Where"),
    "here": Msg("Here"),
    "reads_as": Msg("Reads as"),
    "look_at": Msg("Look at"),
    "price": Msg("Price"),
    "needs": Msg("Needs"),
    "differs": Msg("Differs"),
}


def to_text(explainer: Explainer, key: str | None, lang: str | None = None) -> str:
    """Return explanations as text.

    Parameters
    ----------
    explainer : Explainer
    key : str, optional
        None or "": the main ones, short, and which other keys there are.
    lang : {"en", "zh"}, optional
    """
    lang = lang or language()
    found = explained(explainer, key)
    if key:
        return _whole(found, lang)
    blocks = [
        "\n\n".join(filter(None, (fill(words(one.sentence, lang)), *_formulas(one.lines[:1], lang))))
        for one in found
    ]
    blocks.append(note_line(Msg("Keys"), ", ".join(explainer.known), lang))
    return "\n\n".join(blocks) + "\n"


def _whole(found: Sequence[Explanation], lang: str) -> str:
    """Return explanations with all that is said of them; what is the same of all stands once, below."""
    names = (*_LABELS, "sources")
    first = found[0]
    same = [name for name in names if all(getattr(one, name) == getattr(first, name) for one in found)]
    blocks = []
    for one in found:
        blocks += [fill(words(one.sentence, lang)), *_formulas(one.lines, lang)]
        blocks += _notes(one, [name for name in names if name not in same], lang)
    blocks += _notes(first, same, lang)
    return "\n\n".join(blocks) + "\n"


def _notes(one: Explanation, names: Sequence[str], lang: str) -> list[str]:
    """Return the labelled lines of an explanation as one block, none where it says nothing."""
    said: list[tuple[Words, Words]] = [
        (_LABELS[name], getattr(one, name)) for name in names if name in _LABELS and getattr(one, name)
    ]
    if "sources" in names and one.sources:
        said.append((Msg("Sources"), Join(one.sources, "; ")))
    notes = [note_line(label, text, lang) for label, text in said]
    return ["\n".join(notes)] if notes else []


def _formulas(lines: Sequence[Formula], lang: str) -> list[str]:
    """Return the block of formulas: ``name = formula`` and below it ``= numbers`` and ``= value``."""
    rows: list[str] = []
    for number, line in enumerate(lines):
        if number == 1:
            rows.append("")  # the key's own formula stands apart
        name = words(line.name, lang)
        indent = 2 + columns_of(name) + 3
        for i, term in enumerate(line.terms):
            head = f"  {name} = " if i == 0 else " " * (indent - 2) + "= "
            rows.append(head + fill(words(term, lang), indent))
    return ["\n".join(rows)] if rows else []


def to_dict(report: Report, explainer: Explainer, key: str | None, lang: str | None = None) -> dict[str, Any]:
    """Return explanations as plain data: the JSON of ``--explain``."""
    from sqc import __version__

    lang = lang or language()
    found = [_record(one, lang) for one in explained(explainer, key)]
    document = {"sqc": __version__, "analysis": report.analysis, "kind": report.kind, "explanations": found}
    return {name: value for name, value in document.items() if value is not None}


def _record(one: Explanation, lang: str) -> dict[str, Any]:
    from sqc.report.data import plain

    record: dict[str, Any] = {"key": one.key, "text": words(one.sentence, lang)}
    if one.part:
        record["part"] = one.part
    if one.value is not None:
        record["value"] = plain(one.value, lang)
    if one.lines:
        record["lines"] = [
            {
                "name": words(line.name, lang),
                "terms": [words(term, lang) for term in line.terms],
                "value": plain(line.value, lang),
            }
            for line in one.lines
        ]
    for name in _LABELS:
        if getattr(one, name) is not None:
            record[name] = words(getattr(one, name), lang)
    if one.sources:
        record["sources"] = [words(source, lang) for source in one.sources]
    return record
