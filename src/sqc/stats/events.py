"""Events of a project: activities between numbered events, with dummies where an order needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.stats.network import Schedule

Floats = npt.NDArray[np.float64]
Arc = tuple[int, int]


class Events(NamedTuple):
    """Activities as arcs between events, numbered from 0 so that every arc leads to a higher number.

    Parameters
    ----------
    arcs : tuple of (int, int)
        For each activity the event it leaves and the event it reaches; no two have both in common.
    dummies : tuple of (int, int)
        Arcs that take no time and only say what must come first.
    n : int
        How many events there are: 0 is the start, n - 1 the end.

    Examples
    --------
    >>> events([[], [0]]).n
    3
    """

    arcs: tuple[Arc, ...]
    dummies: tuple[Arc, ...]
    n: int


def events(before: Sequence[Sequence[int]]) -> Events:
    """Return the event network of activities: the same order, few dummies.

    Parameters
    ----------
    before : sequence of sequence of int
        For each activity those that must be finished before it starts, without a circle.

    Returns
    -------
    Events

    Raises
    ------
    ValueError
        If activities wait for each other in a circle.

    Notes
    -----
    An event is a set of finished activities: what an activity needs before it starts, and this with the
    activity itself. Sets are joined by dummies where one holds the other and nothing lies between, so the end
    of u leads to the start of w exactly where u comes before w. Then events are merged where this changes
    no order: two ends of a dummy that is the only arc out of the first or into the second, and events
    that nothing but dummies leave, to the same events. Two activities never share both events. Few dummies,
    not the fewest: to find these is hard (M. S. Krishnamoorthy, N. Deo (1979), Networks 9,
    189-194).

    References
    ----------
    D. G. Corneil, C. C. Gotlieb, Y. M. Lee (1973), Minimal event-node network of project precedence
    relations, Communications of the ACM 16, 296-298. F. Sterboul, D. Wertheimer (1981), Comment construire
    un graphe PERT minimal, RAIRO Recherche operationnelle 15, 85-98.

    Examples
    --------
    >>> events([[], [], [0], [0, 1]])
    Events(arcs=((0, 1), (0, 2), (1, 3), (2, 3)), dummies=((1, 2),), n=4)
    """
    net = _of_sets(before)
    while True:
        net.drop_implied()
        if not net.merge_pass():
            return net.numbered()


def event_times(found: Events, times: Schedule) -> tuple[Floats, Floats]:
    """Return the earliest and the latest time of each event.

    Parameters
    ----------
    found : Events
    times : Schedule
        Of the same activities.

    Returns
    -------
    early, late : float array

    Examples
    --------
    >>> from sqc.stats.network import schedule
    >>> before = [[], [], [0], [0, 1]]
    >>> early, late = event_times(events(before), schedule([2, 1, 4, 3], before))
    >>> early.tolist(), late.tolist()
    ([0.0, 2.0, 2.0, 6.0], [0.0, 2.0, 3.0, 6.0])
    """
    early, late = np.zeros(found.n), np.full(found.n, times.total)
    for i, (tail, head) in enumerate(found.arcs):
        early[head] = max(early[head], times.early_finish[i])
        late[tail] = min(late[tail], times.late_start[i])
    for tail, head in sorted(found.dummies):
        early[head] = max(early[head], early[tail])
    for tail, head in sorted(found.dummies, key=lambda arc: -arc[1]):
        late[tail] = min(late[tail], late[head])
    return early, late


class _Net:
    """Events as they are merged: activities by the events at their ends, dummies."""

    def __init__(self, tails: list[int], heads: list[int], dummies: set[Arc]) -> None:
        self.tails, self.heads, self.dummies = tails, heads, dummies

    @property
    def arcs(self) -> list[Arc]:
        """Activities and dummies."""
        return [*zip(self.tails, self.heads, strict=True), *sorted(self.dummies)]

    def order(self) -> list[int]:
        """Return the events, each after those before it."""
        before: dict[int, set[int]] = {}
        for tail, head in self.arcs:
            before.setdefault(tail, set())
            before.setdefault(head, set()).add(tail)
        return list(TopologicalSorter(before).static_order())

    def drop_implied(self) -> None:
        """Take out dummies whose end is reached without them."""
        after: dict[int, set[int]] = {}
        for tail, head in self.arcs:
            after.setdefault(tail, set()).add(head)
        reached: dict[int, int] = {}
        for event in reversed(self.order()):
            reached[event] = 0
            for head in after.get(event, ()):
                reached[event] |= reached[head] | 1 << head
        activities = set(zip(self.tails, self.heads, strict=True))
        self.dummies = {
            (tail, head) for tail, head in self.dummies
            if (tail, head) not in activities
            and not any(reached[other] >> head & 1 for other in after[tail])
        }  # fmt: skip

    def merge_pass(self) -> bool:
        """Merge what can be merged; return whether anything was."""
        done = False
        for away, into in self._alone():
            done |= self._merge(away, into)
        for some in self._alike():
            kept: list[int] = []
            for event in some:
                if any(self._merge(event, into) for into in kept):
                    done = True
                else:
                    kept.append(event)
        return done

    def _alone(self) -> Iterator[Arc]:
        """Yield dummies that are the only arc out of their first event, or into their second."""
        for tail, head in sorted(self.dummies):
            if (tail, head) in self.dummies:
                leaving = self.tails.count(tail) + sum(a == tail for a, _ in self.dummies)
                reaching = self.heads.count(head) + sum(b == head for _, b in self.dummies)
                if leaving == 1 or reaching == 1:
                    yield tail, head

    def _alike(self) -> list[list[int]]:
        """Return groups of events that nothing but dummies leave, to the same events."""
        after: dict[int, frozenset[int]] = {
            event: frozenset(b for a, b in self.dummies if a == event) for event, _ in self.dummies
        }
        alike: dict[frozenset[int], list[int]] = {}
        for event in sorted(set(after) - set(self.tails)):
            alike.setdefault(after[event], []).append(event)
        return list(alike.values())

    def _merge(self, away: int, into: int) -> bool:
        """Merge two events, unless two activities would then share both of theirs."""
        tails = [into if one == away else one for one in self.tails]
        heads = [into if one == away else one for one in self.heads]
        if len(set(zip(tails, heads, strict=True))) < len(tails):
            return False
        dummies = {(into if a == away else a, into if b == away else b) for a, b in self.dummies}
        self.tails, self.heads, self.dummies = tails, heads, {(a, b) for a, b in dummies if a != b}
        return True

    def numbered(self) -> Events:
        """Return the events numbered by how many arcs lead up to them, equals as the activities stand."""
        level: dict[int, int] = {}
        for event in self.order():
            level[event] = max((level[a] + 1 for a, b in self.arcs if b == event), default=0)
        seen = {event: place for place, event in reversed(list(enumerate([*self.tails, *self.heads])))}
        names = {event: i for i, event in enumerate(sorted(level, key=lambda one: (level[one], seen[one])))}
        arcs = tuple((names[a], names[b]) for a, b in zip(self.tails, self.heads, strict=True))
        return Events(arcs, tuple(sorted((names[a], names[b]) for a, b in self.dummies)), len(names))


def _of_sets(before: Sequence[Sequence[int]]) -> _Net:
    """Return an event for every set of finished activities that is a start or an end, and all dummies."""
    n = len(before)
    needed = [0] * n
    for i in TopologicalSorter({i: before[i] for i in range(n)}).static_order():
        for k in before[i]:
            needed[i] |= needed[k] | 1 << k
    finished = [some | 1 << i for i, some in enumerate(needed)]
    sets = sorted({0, *needed, *finished, (1 << n) - 1}, key=lambda some: (some.bit_count(), some))
    place = {some: i for i, some in enumerate(sets)}
    dummies: set[Arc] = set()
    for i, some in enumerate(sets):
        nearest: list[int] = []
        for k in range(i - 1, -1, -1):
            if sets[k] & some == sets[k] and not any(sets[k] & sets[c] == sets[k] for c in nearest):
                nearest.append(k)
        dummies |= {(k, i) for k in nearest}
    tails, heads = [place[some] for some in needed], [place[some] for some in finished]
    return _Net(tails, heads, dummies - set(zip(tails, heads, strict=True)))
