"""Networks of activities: earliest and latest times, floats, critical paths, and what runs in circles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
# sums of durations differ by less only in the last digits of a double
_SAME = 1e-9


class Schedule(NamedTuple):
    """Times of activities, each an array of shape (activities,).

    Parameters
    ----------
    early_start, early_finish : float array
        Every predecessor finished as early as it can.
    late_start, late_finish : float array
        The whole project still finishes as early as it can.
    total_float : float array
        What an activity may slip without a later end of the project.
    free_float : float array
        What it may slip without a later start of any other activity.

    Examples
    --------
    >>> schedule([3, 2, 4], [[], [0], [0]]).total_float.tolist()
    [0.0, 2.0, 0.0]
    """

    early_start: Floats
    early_finish: Floats
    late_start: Floats
    late_finish: Floats
    total_float: Floats
    free_float: Floats

    @property
    def total(self) -> float:
        """How long the project takes."""
        return float(self.early_finish.max(initial=0.0))

    @property
    def critical(self) -> Bools:
        """Which activities have no total float."""
        return np.asarray(self.total_float <= _SAME * max(self.total, 1.0))


def schedule(durations: npt.ArrayLike, before: Sequence[Sequence[int]]) -> Schedule:
    """Return earliest and latest times and floats of activities by the critical path method.

    Parameters
    ----------
    durations : array, shape (activities,)
    before : sequence of sequence of int
        For each activity those that must be finished before it starts.

    Returns
    -------
    Schedule

    Raises
    ------
    ValueError
        If activities wait for each other in a circle.

    Notes
    -----
    Forward: ES = max EF of the predecessors, EF = ES + d. Backward: LF = min LS of the successors (the end of
    the project without any), LS = LF - d. Total float LS - ES, free float min ES of the successors - EF.

    References
    ----------
    J. E. Kelley, M. R. Walker (1959), Critical-path planning and scheduling, Proceedings of the Eastern Joint
    Computer Conference, 160-173.

    Examples
    --------
    >>> found = schedule([2, 4, 10, 6], [[], [0], [1], [1]])
    >>> found.total, found.late_start.tolist()
    (16.0, [0.0, 2.0, 6.0, 10.0])
    """
    lengths = np.asarray(durations, dtype=np.float64)
    n = len(lengths)
    order = tuple(TopologicalSorter({i: before[i] for i in range(n)}).static_order())
    start, finish = np.zeros(n), np.zeros(n)
    for i in order:
        start[i] = max((finish[k] for k in before[i]), default=0.0)
        finish[i] = start[i] + lengths[i]
    end = float(finish.max(initial=0.0))
    last, nearest = np.full(n, end), np.full(n, end)
    for i in reversed(order):
        for k in before[i]:
            last[k] = min(last[k], last[i] - lengths[i])
            nearest[k] = min(nearest[k], start[i])
    floats = [_clean(last - finish, end), _clean(nearest - finish, end)]
    return Schedule(start, finish, last - lengths, last, *floats)


def _clean(floats: Floats, end: float) -> Floats:
    """Return floats in which rounding does not pass for time."""
    return np.where(np.abs(floats) <= _SAME * max(end, 1.0), 0.0, floats)


def critical_paths(found: Schedule, before: Sequence[Sequence[int]]) -> tuple[int, tuple[int, ...]]:
    """Return how many critical paths there are, and the activities of the first one.

    Parameters
    ----------
    found : Schedule
    before : sequence of sequence of int
        As `schedule` took it.

    Returns
    -------
    int, tuple of int

    Examples
    --------
    >>> before = [[], [0], [0], [1, 2]]
    >>> critical_paths(schedule([1, 2, 2, 1], before), before)
    (2, (0, 1, 3))
    """
    critical, end = found.critical, found.total
    near = _SAME * max(end, 1.0)
    ways: dict[int, int] = {}
    came: dict[int, int | None] = {}
    for i in TopologicalSorter({i: before[i] for i in range(len(before))}).static_order():
        if not critical[i]:
            continue
        earlier = [k for k in dict.fromkeys(before[i]) if critical[k] and
                   abs(found.early_finish[k] - found.early_start[i]) <= near]  # fmt: skip
        ways[i] = sum(ways[k] for k in earlier) if earlier else 1
        came[i] = min(earlier) if earlier else None
    followed = {k for i in ways for k in before[i] if k in ways}
    ends = [i for i in sorted(ways) if i not in followed and found.early_finish[i] >= end - near]
    path: list[int] = []
    at: int | None = ends[0] if ends else None
    while at is not None:
        path.append(at)
        at = came[at]
    return sum(ways[i] for i in ends), tuple(reversed(path))


def circles(n: int, edges: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return circles in a network, so many that it has none when the last arrow of each is taken out.

    Parameters
    ----------
    n : int
        Nodes are 0 to n - 1.
    edges : iterable of (int, int)
        From, to.

    Returns
    -------
    list of tuple of int
        Nodes in the order of the arrows; the first node follows the last.

    Examples
    --------
    >>> circles(3, [(0, 1), (1, 2), (2, 0)])
    [(0, 1, 2)]
    """
    after: dict[int, list[int]] = {i: [] for i in range(n)}
    for start, end in edges:
        if start not in after[end]:
            after[end].append(start)
    found: list[tuple[int, ...]] = []
    while True:
        try:
            TopologicalSorter(after).prepare()
            return found
        except CycleError as error:
            ring = list(error.args[1])[:-1]
            first = ring.index(min(ring))
            ring = ring[first:] + ring[:first]
            found.append(tuple(ring))
            after[ring[0]].remove(ring[-1])
