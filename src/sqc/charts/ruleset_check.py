"""The entries of a rule set, each checked and found again in the text when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqc.charts.rulesets import PLACES
from sqc.data.suggest import nearest
from sqc.i18n.display import cut
from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import DataError
from sqc.stats._rule import NAMES, SERIES, Rule

# longer windows and sets are typing errors
MOST_POINTS, MOST_RULES = 1000, 100
_TEXTS = ("name", "edition", "source", "listed_by", "withdrawn")
_ENTRIES = (*_TEXTS, "panels", "rule")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "side": ("each", "any", "upper", "lower", "both-required", "opposite"),
    "tie": ("break", "ignore"),
    "count_in": ("points", "steps"),
    "missing": ("break", "ignore"),
    "zone": ("sigma", "side", "upper"),
}
_WHOLE = ("k", "m", "high")
_FLAGS = ("strict", "last_point_required", "on")
_FIELDS = ("id", "kind", *_WHOLE, "z", "alpha", *_CHOICES, *_FLAGS, "panels", "listed_by", "says")
_SHORTEST = {"trend": 2, "alternation": 3}
_WITHOUT_K = SERIES | {"beyond_limit", "range_pair"}


def broken_line(file: str, message: Words, line: int, column: int, typed: str) -> DataError:
    """Return the error of a place in a file of rules, with its line and a mark under the column."""
    details = [typed, " " * (column - 1) + "^"] if 0 < len(typed) <= 76 else []
    return DataError("rules-file-broken", message, details=details, file=file, line=line, column=str(column))


class RuleReader:
    """A parsed rule set with its text.

    Parameters
    ----------
    file : str
        As the user typed it.
    text : str
        For line and column of what is wrong.
    document : mapping
        What `tomllib` made of it.
    """

    def __init__(self, file: str, text: str, document: Mapping[str, Any]) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.document = document

    def known_entries(self) -> None:
        """A misspelt entry must not be passed over."""
        for name in self.document:
            if name not in _ENTRIES:
                raise self._unknown(None, name, _ENTRIES)

    def text(self, name: str) -> str:
        """Return a text, "" when the entry is not there."""
        value = self.document.get(name, "")
        if not isinstance(value, str):
            raise self.wrong(None, name, Msg("is not text in quotes"))
        return value

    def rules(self) -> Sequence[Mapping[str, Any]]:
        """Return the tables of the rules."""
        found = self.document.get("rule")
        if not isinstance(found, list) or not found or not all(isinstance(rule, dict) for rule in found):
            message = Msg("{file} holds no rule: each stands under a line [[rule]].", file=self.file)
            raise DataError("rules-file-broken", message, file=self.file)
        if len(found) > MOST_RULES:
            message = Msg(
                "{file} holds {n} rules; at most {most} are read.",
                file=self.file,
                n=len(found),
                most=MOST_RULES,
            )
            raise DataError("rules-file-broken", message, file=self.file)
        return found

    def rule_id(self, number: int) -> str:
        """Return the id of a rule, which no rule before it has."""
        for name in self.rules()[number]:
            if name not in _FIELDS:
                raise self._unknown(number, name, _FIELDS)
        key = self.rules()[number].get("id")
        if key is None:
            raise self._lacking(number, "id")
        if isinstance(key, bool) or not isinstance(key, str | int) or not re.fullmatch(r"[\w.-]+", str(key)):
            raise self.wrong(number, "id", Msg("is no id of a rule: letters, digits, - and . make one"))
        before = [str(rule.get("id")) for rule in self.rules()[:number]]
        if str(key) in before:
            raise self.wrong(number, "id", Msg("is the id of two rules"))
        return str(key)

    def rule(self, number: int, key: str) -> Rule:
        """Return a rule, all its fields checked."""
        kind = self._kind(number)
        given = self.rules()[number]
        fields: dict[str, Any] = {name: self._choice(number, name) for name in _CHOICES if name in given}
        fields |= {name: self.flag(number, name) for name in _FLAGS if name in given and name != "on"}
        for name in ("z", "alpha"):
            if name in given:
                fields[name] = self._number(number, name)
        k, m, high = (self._whole(number, name) for name in _WHOLE)
        if k is None and kind not in _WITHOUT_K:
            raise self._lacking(number, "k")
        k = 1 if k is None else k
        m = k if m is None else m
        self._window(number, kind, k, m, high)
        return Rule(key, kind, k, m, high=high, **fields)

    def _window(self, number: int, kind: str, k: int, m: int, high: int | None) -> None:
        if k > m:
            raise self.wrong(number, "k", Msg("is more than m, which is {m}", m=m))
        if k < _SHORTEST.get(kind, 1):
            raise self.wrong(number, "k", Msg("is too few: at least {n}", n=_SHORTEST[kind]))
        if kind == "middle_third":
            if high is None:
                raise self._lacking(number, "high")
            if not k <= high < m:
                raise self.wrong(number, "high", Msg("is not between k and m"))

    def flag(self, number: int, name: str) -> bool:
        """Return true or false; true when the entry is not there."""
        value = self.rules()[number].get(name, True)
        if not isinstance(value, bool):
            raise self.wrong(number, name, Msg("is neither true nor false"))
        return value

    def panels(self, number: int) -> tuple[str, ...] | None:
        """Return the panels a rule is judged on, where it or its set says so."""
        at = number if "panels" in self.rules()[number] else None
        found = (self.document if at is None else self.rules()[number]).get("panels")
        if found is None:
            return None
        if not isinstance(found, list) or not found or not set(map(str, found)) <= set(PLACES):
            known = Listing(list(PLACES), open_end=True)
            raise self.wrong(at, "panels", Msg("is no list of panels; {known} are known", known=known))
        return tuple(found)

    def _kind(self, number: int) -> str:
        kind = self.rules()[number].get("kind")
        if kind is None:
            raise self._lacking(number, "kind")
        if kind not in NAMES:
            near = nearest(str(kind), NAMES)
            if near is not None:
                raise self.wrong(number, "kind", Msg('is no kind of rule; did you mean "{near}"?', near=near))
            known = Listing(list(NAMES), open_end=True)
            raise self.wrong(number, "kind", Msg("is no kind of rule; {known} are", known=known))
        return str(kind)

    def _choice(self, number: int, name: str) -> str:
        value = self.rules()[number][name]
        if value not in _CHOICES[name]:
            known = Listing(list(_CHOICES[name]), open_end=True)
            raise self.wrong(number, name, Msg("is not known; {known} are", known=known))
        return str(value)

    def _whole(self, number: int, name: str) -> int | None:
        value = self.rules()[number].get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_POINTS:
            raise self.wrong(number, name, Msg("is not a whole number from 1 to {most}", most=MOST_POINTS))
        return value

    def _number(self, number: int, name: str) -> float:
        value = self.rules()[number][name]
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            raise self.wrong(number, name, Msg("is not a number"))
        if name == "alpha" and not 0 < value < 1:
            raise self.wrong(number, name, Msg("is not between {a} and {b}", a="0", b="1"))
        if not 0 <= value <= 100:
            raise self.wrong(number, name, Msg("is not between {a} and {b}", a="0", b="100"))
        return float(value)

    def _head(self, number: int) -> int:
        """Return the index of the line with which a rule begins."""
        heads = [i for i, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*rule\s*\]\]", line)]
        if not heads:  # rule = [ { ... }, ... ]
            heads = [i for i, line in enumerate(self.lines) if re.match(r"\s*(rule\s*=\s*\[\s*)?\{", line)]
        return heads[number] if number < len(heads) else 0

    def _place(self, number: int | None, name: str) -> tuple[int, int]:
        """Return line and column of an entry's value, from 1."""
        first = 0 if number is None else self._head(number)
        pattern = re.compile(rf"(?:^\s*|[{{,]\s*)[\"']?{re.escape(name)}[\"']?\s*=\s*")
        for i in range(first, len(self.lines)):
            if number is not None and i > first and re.match(r"\s*(\[|\{)", self.lines[i]):
                break
            found = pattern.search(self.lines[i])
            if found is not None:
                return i + 1, found.end() + 1
        return first + 1, 1

    def _error(self, message: Words, place: tuple[int, int]) -> DataError:
        line, column = place
        typed = self.lines[line - 1] if line <= len(self.lines) else ""
        return broken_line(self.file, message, line, column, typed)

    def wrong(self, number: int | None, name: str, what: Words) -> DataError:
        """Return the error of an entry whose value has no meaning."""
        line, column = self._place(number, name)
        entry = self.document if number is None else self.rules()[number]
        message = Msg(
            '{file}, line {line}, column {column}: {entry} "{cell}" {what}.',
            file=self.file,
            line=str(line),
            column=str(column),
            entry=name,
            cell=cut(str(entry.get(name))),
            what=what,
        )
        return self._error(message, (line, column))

    def _unknown(self, number: int | None, name: str, known: Sequence[str]) -> DataError:
        line, column = self._place(number, name)
        near = nearest(name, known)
        shown = {"file": self.file, "line": str(line), "entry": cut(name)}
        message = Msg('{file}, line {line}: a rule set has no entry "{entry}".', **shown)
        if near is not None:
            message = Msg(
                '{file}, line {line}: a rule set has no entry "{entry}"; did you mean "{near}"?',
                **shown,
                near=near,
            )
        return self._error(message, (line, max(column, 1)))

    def _lacking(self, number: int, name: str) -> DataError:
        line = self._head(number) + 1
        message = Msg(
            "{file}, line {line}: this rule has no {entry}.", file=self.file, line=str(line), entry=name
        )
        return self._error(message, (line, 1))
