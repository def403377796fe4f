"""The published cases: what a case file says, and the cases of all files.

A file of `cases/` is one publication or one set of data: `source`, `seen_in`, `data` and `cases`. Each
case has `id`, `title`, `topic` (default chart), `kind`, `settings`, `phase1` (points that set the limits),
`points` (points used, default all), `expected` (quantity: number, list, or positions from 1), `decimals`,
`relative`, `tolerance`, `known` and `open` (values of analyses that sqc does not have). A case may have
`data` of its own; `univariate.values_of` reads digits and repeated values in short.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqc.i18n.display import cut
from sqc.i18n.message import Msg
from sqc.notes import DataError, OptionError

FOLDER = Path(__file__).with_name("cases")


@dataclass(frozen=True)
class Known:
    """Why a published value differs, and what is right.

    Parameters
    ----------
    reason : str
        Key of `reasons.REASONS`.
    exact : number, list or None
        The right value, computed independently of sqc; None: there is none (no lower limit).
    settings : mapping
        Settings with which sqc gives the published value; empty when no setting does.
    """

    reason: str
    exact: Any
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PublishedCase:
    """One published case; the fields are those of the files.

    Parameters
    ----------
    expected : mapping
        Published values by quantity.
    decimals : mapping
        Printed decimals by quantity: half a unit of the last one is the tolerance.
    tolerance : mapping
        Absolute tolerance by quantity, of a list also one for each element; `decimals` do not count then.
    relative : float
        Relative tolerance of quantities without their own; with `decimals` the larger of the two.
    """

    id: str
    title: str
    source: str
    expected: Mapping[str, Any]
    topic: str = "chart"
    kind: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    phase1: int | None = None
    points: int | None = None
    decimals: Mapping[str, int] = field(default_factory=dict)
    tolerance: Mapping[str, Any] = field(default_factory=dict)
    relative: float = 0.0
    known: Mapping[str, Known] = field(default_factory=dict)
    open: Mapping[str, Any] = field(default_factory=dict)
    seen_in: str = ""
    note: str = ""


_FIELDS: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("id", "title", "source", "topic", "kind", "seen_in", "note"), (str,)),
    **dict.fromkeys(("expected", "settings", "data", "decimals", "tolerance", "known", "open"), (dict,)),
    "phase1": (int,),
    "points": (int,),
    "relative": (int, float),
}
_NEEDED = ("id", "title", "source", "expected")


def cases_of(name: str, content: bytes) -> list[PublishedCase]:
    """Return the cases of a file.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : bytes

    Raises
    ------
    DataError
        ``cases-file-broken``.

    Examples
    --------
    >>> cases_of("a.json", b'{"source": "s", "cases": [{"id": "a", "title": "t", "expected": {}}]}')[0].id
    'a'
    """
    try:
        head = json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _broken(name, Msg("it is not strict JSON")) from None
    bodies = head.get("cases") if isinstance(head, dict) else None
    if not isinstance(bodies, list):
        raise _broken(name, Msg("it has no list of cases"))
    for body in bodies:
        if not isinstance(body, dict):
            raise _broken(name, Msg("it has no list of cases"))
        _check({**head, **body}, name)
    return [case_of(head, body) for body in bodies]


def _no_number(name: str) -> None:
    raise ValueError(name)


def _check(fields: Mapping[str, Any], name: str) -> None:
    """Refuse a case with a field that there is not, is of another type or is missing."""
    for field_name in (*_NEEDED, *fields):
        value, kinds = fields.get(field_name), _FIELDS.get(field_name, ())
        if field_name == "cases" or (value is None and kinds == (int,)):
            continue
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise _broken(
                name, Msg('its field "{field}" is missing, unknown or of another type', field=cut(field_name))
            )
    for entry in fields.get("known", {}).values():
        known = isinstance(entry, dict) and isinstance(entry.get("reason"), str) and "exact" in entry
        if not known or not isinstance(entry.get("with", {}), dict):
            raise _broken(name, Msg("what is known of a difference has reason and exact"))


def _broken(name: str, why: Msg) -> DataError:
    return DataError(
        "cases-file-broken", Msg("{file} holds no published cases: {why}.", file=name, why=why), file=name
    )


def case_of(head: Mapping[str, Any], body: Mapping[str, Any]) -> PublishedCase:
    """Return a case from what its file says of all cases and of this one."""
    known = {
        quantity: Known(entry["reason"], entry["exact"], entry.get("with", {}))
        for quantity, entry in body.get("known", {}).items()
    }
    shared = {key: value for key, value in head.items() if key != "cases"}
    return PublishedCase(**{**shared, **body, "known": known})


@lru_cache(maxsize=1)
def all_cases() -> tuple[PublishedCase, ...]:
    """Return every case, by file name and in the order of its file."""
    found: list[PublishedCase] = []
    for path in sorted(FOLDER.glob("*.json")):
        found += cases_of(path.name, path.read_bytes())
    return tuple(found)


def select(names: Sequence[str] | None) -> tuple[PublishedCase, ...]:
    """Return the cases with these names, or with ids that begin with them; None: all.

    Raises
    ------
    OptionError
        If a name fits no case.
    """
    cases = all_cases()
    if not names:
        return cases
    found: list[PublishedCase] = []
    for name in names:
        fitting = [case for case in cases if case.id == name] or [
            case for case in cases if case.id.startswith(name)
        ]
        if not fitting:
            raise _unknown(name, [case.id for case in cases])
        found += [case for case in fitting if case not in found]
    return tuple(found)


def _unknown(name: str, ids: Sequence[str]) -> OptionError:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), ids, 1, 0.5)
    if near:
        text = Msg('there is no published case "{name}"; did you mean "{near}"?', name=name, near=near[0])
    else:
        text = Msg('there is no published case "{name}".', name=name)
    return OptionError("unknown-case", text, hints=[Msg("sqc verify --format csv (lists them)")])
