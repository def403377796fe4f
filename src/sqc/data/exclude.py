"""Points that are drawn but do not enter the estimate: labels, positions and ranges of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sqc.data.select import number_in
from sqc.data.wording import Row
from sqc.i18n.message import Msg
from sqc.notes import DataError, OptionError

Bools = npt.NDArray[np.bool_]


class PointNames:
    """The names of the points: labels where there are some, else positions from 1.

    Examples
    --------
    >>> PointNames(["L1", "L2"], 2).find("L2"), PointNames(None, 3).find("2")
    ([1], [1])
    """

    def __init__(self, labels: Sequence[str] | None, n: int) -> None:
        self.n = n
        self.places: dict[str, list[int]] = {}
        for place, label in enumerate(labels or ()):
            self.places.setdefault(label, []).append(place)
        self.numbers = _as_numbers(self.places)

    def find(self, name: str) -> list[int]:
        """Return the 0-based places of a name; none when it is unknown.

        A number is a position only where labels are not numbers themselves: 18 must not mean the 18th
        point of a series that lacks label 18.
        """
        if name in self.places:
            return self.places[name]
        if self.numbers is not None and self.places:
            wanted = number_in(name)
            return [p for label, value in self.numbers.items() if value == wanted for p in self.places[label]]
        if name.isdecimal() and 1 <= int(name) <= self.n:
            return [int(name) - 1]
        return []

    def between(self, first: str, last: str) -> list[int]:
        """Return the places from one name to another."""
        low, high = number_in(first), number_in(last)
        if self.numbers is not None and self.places and low is not None and high is not None:
            low, high = min(low, high), max(low, high)
            return [p for label, v in self.numbers.items() if low <= v <= high for p in self.places[label]]
        ends = [self.find(first), self.find(last)]
        if not all(ends):
            return []
        places = [*ends[0], *ends[1]]
        return list(range(min(places), max(places) + 1))

    def examples(self) -> list[str]:
        """Return the first few names."""
        return list(self.places)[:5] or [str(place) for place in range(1, min(self.n, 5) + 1)]


def _as_numbers(places: dict[str, list[int]]) -> dict[str, float] | None:
    numbers = {label: number_in(label) for label in places}
    known = {label: value for label, value in numbers.items() if value is not None}
    return known if len(known) == len(numbers) else None


def excluded_points(text: str, labels: Sequence[str] | None, n: int) -> Bools:
    """Return which points are left out of the estimate.

    Parameters
    ----------
    text : str
        Labels, positions or ranges of them: ``18``, ``5,9-12``, ``2024/3/5-2024/3/7``.
    labels : sequence of str or None
        The points' own names; None: positions from 1.
    n : int
        Number of points.

    Raises
    ------
    OptionError
        ``unknown-label``.
    DataError
        ``no-data-left`` when no point remains.

    Examples
    --------
    >>> np.flatnonzero(excluded_points("2,4-5", None, 6)).tolist()
    [1, 3, 4]
    """
    known = PointNames(labels, n)
    mask = np.zeros(n, dtype=np.bool_)
    for name in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
        places = known.find(name) or _range(known, name)
        if not places:
            raise OptionError(
                "unknown-label",
                Msg('{option}: there is no point "{name}".', option="--exclude", name=name),
                details=[
                    Msg("points: {names}", names=Row(known.examples(), total=max(len(known.places), n)))
                ],
            )
        mask[places] = True
    if n and bool(mask.all()):
        raise DataError(
            "no-data-left",
            Msg(
                "nothing is left to analyse: {option} leaves out all {n} points.",
                option=f"--exclude {text}",
                n=n,
            ),
        )
    return mask


def _range(known: PointNames, name: str) -> list[int]:
    """Return the places of ``first-last``; a label may hold the sign itself, so every one is tried."""
    cuts = [i for i, sign in enumerate(name) if sign in "-~" and 0 < i < len(name) - 1]
    found = (known.between(name[:i].strip(), name[i + 1 :].strip()) for i in cuts)
    return next((places for places in found if places), [])
