"""How a number was computed, what a finding or a rule means: as data and as text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqc.i18n.message import Listing, Msg, Verbatim, Words
from sqc.notes import Finding, OptionError
from sqc.report.model import Fact
from sqc.report.numbers import fixed
from sqc.report.report import Report

FIGURES = 6
# a double holds no more decimals than this, and no calculator shows them
_MOST = 15


class Formula(NamedTuple):
    """A value as a formula, then the same with the numbers put in, then the value.

    Parameters
    ----------
    name : Words
    terms : tuple of Words
        One line each, joined by ``=``; those with numbers are arithmetic that a calculator does.
    value : float, optional
        What each line of numbers comes to; None: the line says something else.
    """

    name: Words
    terms: tuple[Words, ...]
    value: float | None = None


class Explanation(NamedTuple):
    """What can be said of one key.

    Parameters
    ----------
    key : str
    sentence : Words
    value : float, int, str or None
        That of the fact, as it is everywhere else.
    lines : tuple of Formula
        The one of the key first, then those of the numbers in it.
    symbols : Words, optional
        What the letters in the lines stand for.
    here, reads_as, look_at, needs, differs, price : Words, optional
        What the result at hand says of it; what it means; where to look after a signal; what must hold; who
        computes it otherwise; what it costs.
    sources : tuple of Words
        Author, year, page or clause.
    part : str
        The chart that it is about, where a result holds several.
    """

    key: str
    sentence: Words
    value: float | int | str | None = None
    lines: tuple[Formula, ...] = ()
    symbols: Words | None = None
    here: Words | None = None
    reads_as: Words | None = None
    look_at: Words | None = None
    needs: Words | None = None
    differs: Words | None = None
    price: Words | None = None
    sources: tuple[Words, ...] = ()
    part: str = ""


class Explainer(NamedTuple):
    """What a result can explain.

    Parameters
    ----------
    main : tuple of str
        Keys that are explained when none is named.
    known : tuple of str
        All keys, as they are listed.
    find : callable
        Returns the explanation of a key, None where there is none.
    parts : tuple of (str, Explainer)
        Of the results that it sums up, by name.
    """

    main: tuple[str, ...]
    known: tuple[str, ...]
    find: Callable[[str], Explanation | None]
    parts: tuple[tuple[str, Explainer], ...] = ()


def figures(value: float, near: float | None = None) -> str:
    """Return a number with six figures, or as many as a sum needs whose result is of the size `near`.

    Examples
    --------
    >>> figures(2.3259289), figures(74.001176, near=0.0131), figures(1.25e-20), figures(0.5)
    ('2.32593', '74.001176', '1.25e-20', '0.5')
    """
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    size = abs(value)
    if near is not None and near != 0 and math.isfinite(near):
        size = min(size, abs(near))
    decimals = FIGURES - 1 - math.floor(math.log10(size))
    if decimals > _MOST or abs(value) >= 1e15:
        mantissa, _, power = f"{value:.{FIGURES - 1}e}".partition("e")
        return f"{mantissa.rstrip('0').rstrip('.')}e{power}"
    text = fixed(value, max(decimals, 0))
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def explain_fact(key: str, fact: Fact) -> Explanation:
    """Return what stands in a fact itself: label, value, method."""
    shown = f"{fact.value:.6g}" if isinstance(fact.value, float) else str(fact.value)
    unit = f" {fact.unit}" if fact.unit else ""
    sentence = Msg("{label}: {value}.", label=fact.label, value=shown + unit)
    how = None if fact.method is None else Msg("computed by {method}.", method=fact.method)
    return Explanation(key, sentence, fact.value, reads_as=how)


def explain_finding(finding: Finding) -> Explanation:
    """Return a finding as it stands, where nothing more is known of its key."""
    return Explanation(finding.key, finding.message)


def explainer_of(report: Report) -> Explainer:
    """Return what a report explains: its own explainer, else its facts and findings as they are."""
    own = report.explain() if report.explain is not None else Explainer((), (), lambda key: None)
    findings = {finding.key: finding for finding in report.findings}

    def find(key: str) -> Explanation | None:
        found = own.find(key)
        if found is not None:
            return found
        if key in report.facts:
            return explain_fact(key, report.facts[key])
        return explain_finding(findings[key]) if key in findings else None

    parts = tuple((name, explainer_of(part)) for name, part in report.parts)
    theirs = (key for _, one in parts for key in one.known)
    known = tuple(dict.fromkeys((*own.known, *report.facts, *findings, *theirs)))
    return Explainer(own.main or tuple(report.facts), known, find, parts)


def explained(explainer: Explainer, key: str | None) -> tuple[Explanation, ...]:
    """Return the explanation of a key, by each part that has it, or of the main ones.

    Raises
    ------
    OptionError
        If there is no such key; with the nearest and the list.
    """
    if not key:
        return tuple(one for one in map(explainer.find, explainer.main) if one is not None)
    found = explainer.find(key.strip())
    if found is not None:
        return (found,)
    each = _of_parts(explainer, key.strip())
    if not each:
        raise unknown_key(key, explainer.known)
    if all(one == each[0][1] for _, one in each):
        return (each[0][1],)
    return tuple(
        one._replace(part=name, sentence=Msg("{part}: {sentence}", part=name, sentence=one.sentence))
        for name, one in each
    )


def _of_parts(explainer: Explainer, key: str) -> list[tuple[str, Explanation]]:
    """Return what each part says of a key; a part may lack the point that it names."""
    found, refused = [], []
    for name, part in explainer.parts:
        try:
            one = part.find(key)
        except OptionError as error:
            refused.append(error)
            continue
        if one is not None:
            found.append((name, one))
    if refused and not found:
        raise refused[0]
    return found


def unknown_key(key: str, known: Sequence[str]) -> OptionError:
    """Return the error of a key that nothing bears."""
    from difflib import get_close_matches

    close = get_close_matches(key.strip().lower(), known, 1)
    text = Msg('--explain: there is no key "{key}".', key=key)
    if close:
        text = Msg('--explain: there is no key "{key}"; did you mean "{near}"?', key=key, near=close[0])
    hints = [Verbatim(f"--explain {close[0]}")] if close else []
    listed = Msg("keys: {keys}", keys=Listing(known, open_end=True))
    return OptionError("unknown-key", text, details=[listed], hints=hints)
