"""Every sentence the program says: Babel's extraction and the catalogue it must agree with."""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from .source import PACKAGE, modules

CATALOGUE = PACKAGE / "i18n" / "locale" / "zh_CN" / "LC_MESSAGES" / "sqc.po"
KEYWORDS = {"Msg": (1,), "plural": (1, 2)}


class Sentence(NamedTuple):
    """English forms (singular, plural) and where they stand."""

    forms: tuple[str, ...]
    place: str


class Pair(NamedTuple):
    """English forms and the Chinese one."""

    forms: tuple[str, ...]
    zh: str


@cache
def extracted() -> tuple[Sentence, ...]:
    found = {}
    for name, path in modules().items():
        for line, text, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            forms = text if isinstance(text, tuple) else (text,)
            found.setdefault(forms[0] if len(forms) == 1 else forms, Sentence(forms, f"{name}:{line}"))
    return tuple(found.values())


@cache
def catalogue(path: Path = CATALOGUE) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN", abort_invalid=True)


@cache
def pairs() -> tuple[Pair, ...]:
    """Return what the catalogue holds, without its header."""
    found = []
    for message in catalogue():
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            zh = message.string if isinstance(message.string, str) else message.string[0]
            found.append(Pair(forms, zh))
    return tuple(found)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
