"""The published cases: what a case file says, and the cases of all files.

A file of `cases/` is one publication or one set of data: `source`, `seen_in`, `data` and `cases`. Each
case has `id`, `title`, `topic` (default chart), `kind`, `settings`, `phase1` (points that set the limits),
`points` (points used, default all), `expected` (quantity: number, list, or positions from 1), `decimals`,
`relative`, `tolerance`, `known` and `open` (values of analyses that sqc does not have). A case may have
`data` of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqc.i18n.message import Msg
from sqc.notes import OptionError

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
        head = json.loads(path.read_text(encoding="utf-8"))
        found += [case_of(head, body) for body in head["cases"]]
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
