"""The rules of a chart together as one minimal automaton.

The machines of the rules run side by side; of their joint states those are kept that can be reached, and of
these one for each future (Moore 1956).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sqc.stats.runlength.letters import Ints, Law
from sqc.stats.runlength.machines import Machine, Table
from sqc.stats.runlength.refusals import NoChainError

IMPOSSIBLE = -2
_MOST = 3_000_000  # entries of a table: about a second


class Automaton(NamedTuple):
    """States of a chart and where each letter leads.

    Parameters
    ----------
    table : int array, shape (states, letters)
        Next state; `machines.SIGNAL`, or `IMPOSSIBLE` for a letter that cannot come. State 0 is the
        beginning.
    cells : int array, shape (states,)
        Cell of the law that each state stands in; states are sorted by it.
    reached : int
        States before minimisation.

    Examples
    --------
    >>> Automaton(np.array([[0, -1]]), np.array([0]), 1).table.shape
    (1, 2)
    """

    table: Ints
    cells: Ints
    reached: int


def cell_table(law: Law) -> Table:
    """Where each letter leads among the cells of a law.

    Parameters
    ----------
    law : Law

    Returns
    -------
    tuple of int tuples, (cells, letters)
        Next cell, or `IMPOSSIBLE`.

    Examples
    --------
    >>> from sqc.stats.runlength.letters import independent
    >>> cell_table(independent(np.array([[0.25, 0.0, 0.75]])))
    ((0, -2, 0),)
    """
    rows = [[IMPOSSIBLE] * len(law.target) for _ in law.sizes]
    for cell, letter in law.kernels:
        rows[cell][letter] = law.target[letter]
    return tuple(tuple(row) for row in rows)


def _reachable(table: Ints, other: Ints, symbols: Ints) -> tuple[Ints, Ints]:
    """Run a machine beside an automaton: pairs that can be reached from (0, 0), and their table."""
    width = len(other)
    seen = np.zeros(len(table) * width, dtype=bool)
    seen[0] = True
    frontier, found, rows = np.zeros(1, dtype=np.int64), [], []
    while len(frontier):
        state, memory = np.divmod(frontier, width)
        first = table[state]
        second = np.where(symbols < 0, memory[:, None], other[memory[:, None], symbols])
        after = np.where(first < 0, first, np.where(second < 0, second, first * width + second))
        found.append(frontier)
        rows.append(after)
        if sum(map(len, found)) * table.shape[1] > _MOST:
            raise NoChainError("too many states for an exact solution: simulate")
        fresh = np.unique(after[after >= 0])
        frontier = fresh[~seen[fresh]]
        seen[frontier] = True
    pairs = np.concatenate(found)
    number = np.empty(len(seen), dtype=np.int64)
    number[pairs] = np.arange(len(pairs))
    after = np.concatenate(rows)
    return np.where(after < 0, after, number[np.maximum(after, 0)]), pairs


def _minimal(table: Ints, cells: Ints) -> tuple[Ints, Ints]:
    """Merge states of one cell that have the same future; sorted by cell, the beginning first."""
    random = np.random.default_rng(1956)
    labels = cells
    while True:
        # the two labels at the end are those of IMPOSSIBLE and of a signal, which index from the end
        extended = np.concatenate([labels, [len(table), len(table) + 1]])
        after = extended[table]
        _, first, labels_now = np.unique(labels, return_index=True, return_inverse=True)
        if np.array_equal(after, after[first][labels_now]):
            break
        # futures told apart by a random hash; a collision only costs another round
        factors = random.integers(1, 2**62, size=after.shape[1], dtype=np.int64) * 2 + 1
        codes = after @ factors + labels * int(random.integers(1, 2**62))
        labels = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    kept = first[np.lexsort((first, cells[first]))]
    number = np.empty(len(first), dtype=np.int64)
    number[labels_now[kept]] = np.arange(len(kept))
    after = table[kept]
    return np.where(after < 0, after, number[labels_now[np.maximum(after, 0)]]), cells[kept]


@lru_cache(maxsize=64)
def build(cells: Table, machines: tuple[Machine, ...]) -> Automaton:
    """Automaton of several machines on the letters of a law.

    Parameters
    ----------
    cells : tuple of int tuples
        As from `cell_table`.
    machines : tuple of Machine
        Machines of the rules of all panels.

    Returns
    -------
    Automaton

    Raises
    ------
    ValueError
        Too many states.

    Examples
    --------
    >>> from sqc.stats.runlength.machines import k_of_m
    >>> build(((0, 0, 0),), (Machine(k_of_m(2, 3), (0, 0, 1)), Machine(k_of_m(2, 3), (1, 0, 0)))).table.shape
    (7, 3)
    """
    table = np.array(cells, dtype=np.int64)
    place = np.arange(len(cells), dtype=np.int64)
    reached = len(cells)
    for machine in machines:
        other = np.array(machine.table, dtype=np.int64)
        table, pairs = _reachable(table, other, np.array(machine.symbols, dtype=np.int64))
        reached = len(table)
        table, place = _minimal(table, place[pairs // len(other)])
    table.flags.writeable = place.flags.writeable = False
    return Automaton(table, place, reached)


def automaton_of(law: Law, machines: Sequence[Machine]) -> Automaton:
    """Automaton of the machines under a law.

    Parameters
    ----------
    law : Law
    machines : sequence of Machine

    Returns
    -------
    Automaton

    Examples
    --------
    >>> from sqc.stats.runlength.letters import independent
    >>> law = independent(np.array([[0.5, 0.5]]))
    >>> automaton_of(law, [Machine(((0, 1), (0, -1)), (0, 1))]).table.tolist()
    [[0, 1], [0, -1]]
    """
    return build(cell_table(law), tuple(machines))
