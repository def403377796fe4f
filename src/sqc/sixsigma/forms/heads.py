"""Which column of a form plays which part, by its head in English or Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqc.data.select import column
from sqc.data.suggest import fold, nearest
from sqc.data.table import Column, Table
from sqc.data.wording import columns_there, option
from sqc.i18n.display import cut
from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import DataError, OptionError

_CHINESE = re.compile("[\u4e00-\u9fff]+")
_LATIN = re.compile("[a-z]{3,}")
_BRACKETS = re.compile(r"[(\[【（].*?[)\]】）]")
_BETWEEN = re.compile(r"[\s_\-./:：*#]+")
Given = str | Sequence[str] | Mapping[str, str] | None


class Part(NamedTuple):
    """A part that a column plays in a form.

    Parameters
    ----------
    name : str
        As ``--column`` has it.
    label : Words
        Head of the column in results.
    heads : str
        How the column is headed in files: words without blanks and signs, blanks between them.
    """

    name: str
    label: Words
    heads: str = ""

    @property
    def known(self) -> tuple[str, ...]:
        """Every head, the name of the part first."""
        return (squeezed(self.name), *self.heads.split())


class Found(NamedTuple):
    """Columns by part, and those that would play a part that is taken."""

    columns: Mapping[str, Column]
    twice: tuple[tuple[str, Column], ...] = ()


def squeezed(head: str) -> str:
    """Return a head without blanks, signs, and what stands in brackets.

    Examples
    --------
    >>> squeezed("Failure_Mode (potential)"), squeezed("严重度 S")
    ('failuremode', '严重度s')
    """
    text = fold(head)
    return _BETWEEN.sub("", _BRACKETS.sub("", text) or text)


def _spellings(found: Column) -> list[str]:
    """Return what a head may be known by, the surest first: whole, its Chinese part, its English part."""
    whole = squeezed(found.header)
    parts = ["".join(_CHINESE.findall(whole)), "".join(_LATIN.findall(whole))]
    if found.stem:  # the head under a merged one
        parts.insert(0, squeezed(found.name.removeprefix(found.stem)))
    inside = [squeezed(part.strip("()[]【】（）")) for part in _BRACKETS.findall(fold(found.header))]
    return [
        text
        for text in (whole, squeezed(found.name), *parts, *(one for one in inside if len(one) > 1))
        if text
    ]


def parts_of(
    table: Table, parts: Sequence[Part], given: Given = None, known: Mapping[str, Column] | None = None
) -> Found:
    """Return the columns that play the parts: as the user says, else by their heads.

    Parameters
    ----------
    table : Table
    parts : sequence of Part
    given : str, sequence of str or mapping, optional
        ``severity=Sev``.
    known : mapping of str to Column, optional
        Columns whose part is known already; what the user says goes first.

    Raises
    ------
    OptionError
        ``unknown-part``.
    DataError
        ``unknown-column``.

    Examples
    --------
    >>> from sqc.data.read import read_table
    >>> table = read_table({"Sev.": [3], "频度(O)": [2]})
    >>> parts = (Part("severity", "S", "sev s"), Part("occurrence", "O", "频度"))
    >>> {name: column.name for name, column in parts_of(table, parts).columns.items()}
    {'severity': 'Sev.', 'occurrence': '频度(O)'}
    """
    names = [part.name for part in parts]
    found: dict[str, Column] = {}
    for name, head in _pairs(given, names):
        found[name] = column(table, head, "column")
    said = list(found.values())
    for name, one in (known or {}).items():
        if name not in found and all(one is not other for other in said):
            found[name] = one
    taken = list(found.values())
    twice: list[tuple[str, Column]] = []
    for one in table.columns:
        if not one.name or any(one is other for other in taken):
            continue
        part = _part_of(one, parts)
        if part is None:
            continue
        if part in found:
            twice.append((part, one))
        else:
            found[part] = one
    return Found(found, tuple(twice))


def _part_of(one: Column, parts: Sequence[Part]) -> str | None:
    for text in _spellings(one):
        for part in parts:
            if text in part.known:
                return part.name
    return None


def _pairs(given: Given, names: Sequence[str]) -> list[tuple[str, str]]:
    if given is None:
        return []
    if isinstance(given, Mapping):
        pairs = [(name, "=", head) for name, head in given.items()]
    else:
        pairs = [one.partition("=") for one in ([given] if isinstance(given, str) else given)]
    for name, sign, head in pairs:
        if name.strip() not in names or not sign or not head.strip():
            raise _unknown_part(f"{name}{sign}{head}", names)
    return [(name.strip(), head.strip()) for name, _, head in pairs]


def _unknown_part(given: str, names: Sequence[str]) -> OptionError:
    meant = nearest(given.partition("=")[0], names)
    hints = [option("column", f"{meant}=...")] if meant is not None and "=" in given else []
    text = Msg(
        "--column {given} names no part; PART=COLUMN has the parts {names}.",
        given=cut(given),
        names=Listing(names, most=len(names)),
    )
    return OptionError("unknown-part", text, hints=hints)


def needed(table: Table, found: Found, wanted: Sequence[Part]) -> None:
    """Raise ``no-column`` where a part that the form cannot do without has no column."""
    missing = [part for part in wanted if part.name not in found.columns]
    if not missing:
        return
    first = missing[0]
    heads: list[Words] = [first.name, *[head for head in first.known if _CHINESE.match(head)][:1]]
    raise DataError(
        "no-column",
        Msg(
            "{file} has no column headed {heads}; name it with --column {part}=COLUMN.",
            file=table.name,
            heads=Listing([Msg('"{name}"', name=head) for head in heads], open_end=True),
            part=first.name,
        ),
        details=[columns_there(table.columns)],
        file=table.name,
    )
