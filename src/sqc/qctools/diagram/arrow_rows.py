"""Circles and arrows of an arrow diagram, cut into rows where a page is too narrow for one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_CUT = 3  # arrows that run on from one row to the next


class Event(NamedTuple):
    """A circle: its number, earliest and latest time, on a critical path or not.

    A place where an arrow runs on in the next row has a letter and no times.
    """

    number: str
    early: str
    late: str
    critical: bool


class Arrow(NamedTuple):
    """An arrow from circle to circle; a dummy has no name, nor has an arrow that comes from the row above."""

    tail: int
    head: int
    name: str
    duration: str
    critical: bool
    dummy: bool = False

    @property
    def role(self) -> str:
        """How its line looks."""
        if self.dummy:
            return "critical-dummy" if self.critical else "dummy"
        return "critical" if self.critical else "bone"


class Row(NamedTuple):
    """Circles of a row with their levels from the left, and the arrows between them."""

    events: list[Event]
    level: list[int]
    arrows: list[Arrow]


def cut_into(events: Sequence[Event], arrows: Sequence[Arrow], level: Sequence[int], n: int) -> list[Row]:
    """Return `n` rows of about as many levels each; nothing where too many arrows would run on.

    Circles at a cut stand at the end of one row and at the beginning of the next. An arrow that passes a cut
    ends at a letter and begins there again.

    Parameters
    ----------
    events, arrows : sequence
    level : sequence of int
        Of each circle.
    n : int

    Examples
    --------
    >>> circles = [Event(number, "0", "0", True) for number in "123"]
    >>> chain = [Arrow(0, 1, "a", "1", True), Arrow(1, 2, "b", "1", True)]
    >>> [[one.number for one in row.events] for row in cut_into(circles, chain, [0, 1, 2], 2)]
    [['1', '2'], ['2', '3']]
    """
    last = max(level)
    step = math.ceil(last / n)
    n_rows = math.ceil(last / step)
    rows = [_Cut(row * step) for row in range(n_rows)]
    for i, event in enumerate(events):
        for row, found in enumerate(rows):
            if row * step <= level[i] <= (row + 1) * step:
                found.put(str(i), event, level[i])
    n_letters = 0
    for one in arrows:
        first, end = level[one.tail] // step, (level[one.head] - 1) // step
        stops = [letter(n_letters + k) for k in range(end - first)]
        n_letters += len(stops)
        for k, (start, stop) in enumerate(pairwise([str(one.tail), *stops, str(one.head)])):
            found, left = rows[first + k], (first + k) * step
            for name, at in ((start, left), (stop, left + step)):
                found.put(name, Event(name, "", "", one.critical), at)
            found.draw(one if not k else one._replace(name="", duration=""), start, stop)
    return [found.row for found in rows] if n_letters <= MOST_CUT * (n_rows - 1) else []


def letter(n: int) -> str:
    """Return the letter of the n-th arrow that is cut, from 0: A to Z, AA."""
    return LETTERS[n % len(LETTERS)] * (1 + n // len(LETTERS))


class _Cut:
    """A row as it is filled: circles by name, those that stand there already stay."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.names: dict[str, int] = {}
        self.row = Row([], [], [])

    def put(self, name: str, event: Event, level: int) -> None:
        """Add a circle, unless it is there."""
        if name not in self.names:
            self.names[name] = len(self.names)
            self.row.events.append(event)
            self.row.level.append(level - self.left)

    def draw(self, one: Arrow, tail: str, head: str) -> None:
        """Add an arrow between two circles of the row."""
        self.row.arrows.append(one._replace(tail=self.names[tail], head=self.names[head]))
