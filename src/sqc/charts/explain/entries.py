"""What ``--explain`` says of a verb whose numbers stand in a table: meaning, formula, source, criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from sqc.charts.explain.findings import explain_finding
from sqc.charts.explain.general import General
from sqc.i18n.message import Msg, Words
from sqc.notes import Finding
from sqc.report.explain import Explainer, Explanation, Formula, figures
from sqc.report.model import Fact


class Entry(NamedTuple):
    """What is known of a number before there are data.

    Parameters
    ----------
    meaning : Words
        What it is, as the end of "key = value: ...".
    formula : Words, optional
        In letters.
    symbols : Words, optional
        What the letters stand for.
    source : Words, optional
        Author, year, page or clause.
    name : Words, optional
        What stands before the formula; else the key.
    """

    meaning: Words
    formula: Words | None = None
    symbols: Words | None = None
    source: Words | None = None
    name: Words | None = None


class Known(NamedTuple):
    """Everything a verb can explain: numbers and findings by key; `main` are explained when none is named."""

    verb: str
    numbers: Mapping[str, Entry]
    criteria: Mapping[str, Words]
    main: tuple[str, ...]


def explainer(
    known: Known,
    facts: Mapping[str, Fact],
    said: Sequence[Finding],
    lines: Mapping[str, Sequence[Formula]] | None = None,
) -> Explainer:
    """Return what a result explains; without facts the definitions alone.

    Parameters
    ----------
    known : Known
    facts, said
        Of the result at hand; empty: none.
    lines : mapping, optional
        Formulas with the numbers of the result put in, by key.
    """
    keys = tuple(key for key in known.numbers if not facts or key in facts)
    main = tuple(key for key in known.main if not facts or key in facts)
    every = tuple(dict.fromkeys((*keys, *known.criteria, *(one.key for one in said))))
    return Explainer(main if facts else (), every, partial(_find, known, facts, tuple(said), lines or {}))


def without_file(known: Known) -> General:
    """Return what can be said without a file."""
    return General(known.verb, explainer(known, {}, ()))


def _find(
    known: Known,
    facts: Mapping[str, Fact],
    said: tuple[Finding, ...],
    lines: Mapping[str, Sequence[Formula]],
    key: str,
) -> Explanation | None:
    if key not in known.numbers or (facts and key not in facts):
        return explain_finding(key, said, known.criteria)
    entry = known.numbers[key]
    value = facts[key].value if key in facts else None
    shown = figures(value) if isinstance(value, float) else "" if value is None else str(value)
    sentence = Msg("{key} = {value}: {what}.", key=key, value=shown, what=entry.meaning)
    if value is None:
        sentence = Msg("{key}: {what}.", key=key, what=entry.meaning)
    own = tuple(lines.get(key, ()))
    if not own and entry.formula is not None:
        own = (Formula(entry.name or key, (entry.formula,)),)
    source = () if entry.source is None else (entry.source,)
    return Explanation(key, sentence, value, own, entry.symbols, sources=source)
