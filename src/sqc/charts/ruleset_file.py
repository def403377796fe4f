"""Rule sets in TOML: the published ones of ``rulesets.toml``, and a user's own file.

A file of one's own holds ``name``, ``edition``, ``source`` and a table ``[[rule]]`` for each rule: ``id``,
``kind``, the other fields of a rule, ``panels`` it is judged on, ``on = false`` where it is judged only when
it is named.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import lru_cache, partial

from sqc.charts.ruleset_check import RuleReader, broken_line
from sqc.charts.rulesets import SETS, RuleSet
from sqc.i18n.message import Msg
from sqc.notes import DataError
from sqc.stats._rule import Rule

PUBLISHED = os.path.join(os.path.dirname(__file__), "rulesets.toml")


@lru_cache(maxsize=1)
def published_sets() -> Mapping[str, RuleSet]:
    """Return the published sets that no chart uses unasked, by their ids.

    Examples
    --------
    >>> published_sets()["gb-t-4091"].withdrawn
    '2020-10-01'
    """
    with open(PUBLISHED, encoding="utf-8") as file:
        text = file.read()
    return {
        name: _set(name, RuleReader(PUBLISHED, text, table)) for name, table in tomllib.loads(text).items()
    }


def own_set(path: str) -> RuleSet:
    """Return the rule set of a user's file; nothing in it is ever run.

    Parameters
    ----------
    path : str

    Raises
    ------
    DataError
        ``file-not-found``, ``rules-file-broken`` with line and column.
    """
    from sqc.data.toml_file import file_bytes, parsed, toml_text

    text = toml_text(file_bytes(path), partial(_not_text, path))
    document = parsed(text, partial(_not_toml, path))
    reader = RuleReader(path, text, document)
    reader.known_entries()
    stem = os.path.splitext(os.path.basename(path))[0]
    name = reader.text("name") or stem
    if name in SETS or name in published_sets():
        raise reader.wrong(None, "name", Msg("is the name of a published rule set"))
    return _set(name, reader)._replace(name=path)


def _set(name: str, reader: RuleReader) -> RuleSet:
    """Return the set of a table; what is wrong in it is found again in the text."""
    chosen: list[Rule] = []
    more: list[Rule] = []
    places: dict[str, tuple[str, ...]] = {}
    listed: dict[str, str] = {}
    whole, listed_by = reader.text("listed_by"), {}
    for number, entry in enumerate(reader.rules()):
        key = reader.rule_id(number)
        if "says" in entry:
            listed[key] = entry["says"]
            continue
        rule = reader.rule(number, key)
        (chosen if reader.flag(number, "on") else more).append(rule)
        panels = reader.panels(number)
        if panels is not None:
            places[key] = panels
        if who := entry.get("listed_by", whole):
            listed_by[key] = who
    return RuleSet(
        name,
        name,
        reader.text("edition"),
        reader.text("source"),
        tuple(chosen),
        places,
        listed_by,
        reader.text("withdrawn"),
        tuple(more),
        listed,
    )


def _not_text(name: str, line: int) -> DataError:
    message = Msg("{file}, line {line}: a rule set is text in UTF-8; this is not.", file=name, line=str(line))
    return DataError("rules-file-broken", message, file=name, line=line)


def _not_toml(name: str, line: int, column: int, typed: str) -> DataError:
    """Return the error of a line that TOML does not allow, with that line and a mark under the place."""
    message = Msg(
        "{file}, line {line}, column {column}: this is not a line of a rule set; text stands in quotes.",
        file=name,
        line=str(line),
        column=str(column),
    )
    return broken_line(name, message, line, column, typed)
