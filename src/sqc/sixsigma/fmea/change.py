"""Two copies of an FMEA: rows matched by id, else by item, failure mode and cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqc.data.suggest import fold
from sqc.sixsigma.fmea.sheet import Sheet
from sqc.stats.priority import LETTERS

Key = tuple[str, ...]
What = Literal["new", "closed", "changed"]


@dataclass(frozen=True)
class Change:
    """What became of one risk; rows count from 0, None where the risk is not in that copy.

    Parameters
    ----------
    what : {"new", "closed", "changed"}
    was, now : int or None
        Rows in the older and in the newer copy.
    ratings_was, ratings_now : tuple of int
        Severity, occurrence, detection; empty where they are not known.
    letter_was, letter_now : str
        Action priority; "" where it is not known.
    """

    what: What
    was: int | None
    now: int | None
    ratings_was: tuple[int, ...] = ()
    ratings_now: tuple[int, ...] = ()
    letter_was: str = ""
    letter_now: str = ""

    @property
    def moved(self) -> int:
        """How far the action priority moved: above 0 up, below 0 down; 0 where one of both is not known."""
        if not (self.letter_was and self.letter_now):
            return 0
        return LETTERS.index(self.letter_now) - LETTERS.index(self.letter_was)


@dataclass(frozen=True, eq=False)
class Comparison:
    """An older copy and what changed since.

    Parameters
    ----------
    before : Sheet
    by : {"id", "names"}
        How rows were matched.
    changes : tuple of Change
        New ones first, then changed, then closed; each in the order of its copy.
    n_same : int
        Rows of both copies with the same ratings.
    n_double : int
        Rows of either copy whose id or names stand there already; matched in their order.
    """

    before: Sheet
    by: str
    changes: tuple[Change, ...]
    n_same: int
    n_double: int

    def count(self, what: What) -> int:
        """Return how many risks are new, closed or changed."""
        return sum(one.what == what for one in self.changes)

    def moved(self, up: bool) -> tuple[Change, ...]:
        """Return the risks whose action priority rose (or fell)."""
        return tuple(one for one in self.changes if (one.moved > 0 if up else one.moved < 0))

    @property
    def severity(self) -> tuple[Change, ...]:
        """Risks whose severity is lower than it was."""
        both = [one for one in self.changes if one.ratings_was and one.ratings_now]
        return tuple(one for one in both if one.ratings_now[0] < one.ratings_was[0])


def compared(before: Sheet, now: Sheet) -> Comparison:
    """Return what changed from one copy to the next.

    Parameters
    ----------
    before, now : Sheet
    """
    by = "id" if _ids(before) and _ids(now) else "names"
    old, old_double = _places(before, by)
    new, new_double = _places(now, by)
    fresh = [row for key, row in new.items() if key not in old]
    gone = [row for key, row in old.items() if key not in new]
    both = [(old[key], row) for key, row in new.items() if key in old]
    pairs = [_change("changed", before, was, now, row) for was, row in both]
    found = [_change("new", before, None, now, row) for row in fresh]
    found += [one for one in pairs if one.ratings_was != one.ratings_now]
    found += [_change("closed", before, row, now, None) for row in gone]
    n_same = len(both) - sum(one.what == "changed" for one in found)
    return Comparison(before, by, tuple(found), n_same, old_double + new_double)


def _ids(sheet: Sheet) -> bool:
    return sheet.has("id") and all(sheet.words["id"])


def _places(sheet: Sheet, by: str) -> tuple[dict[Key, int], int]:
    """Return the row of each key; the second row of a key has its number in it."""
    columns: Sequence[list[str]] = [sheet.words[part] for part in ("item", "mode", "cause")]
    if by == "id":
        columns = [sheet.words["id"]]
    seen: Counter[Key] = Counter()
    found: dict[Key, int] = {}
    for row, cells in enumerate(zip(*columns, strict=True)):
        key = tuple(fold(cell) for cell in cells)
        seen[key] += 1
        found[(*key, str(seen[key]))] = row
    return found, sum(n - 1 for n in seen.values())


def _change(what: What, before: Sheet, was: int | None, now: Sheet, row: int | None) -> Change:
    ratings_was, letter_was = _rated(before, was)
    ratings_now, letter_now = _rated(now, row)
    return Change(what, was, row, ratings_was, ratings_now, letter_was, letter_now)


def _rated(sheet: Sheet, row: int | None) -> tuple[tuple[int, ...], str]:
    if row is None or not sheet.letters[row]:
        return (), ""
    return sheet.whole(row), sheet.letters[row]
