"""A chart's automaton with its probabilities: run lengths under a stack of shifts.

Small chains are solved as a stack of matrices. Large ones (thousands of states) are never written out: the
probabilities of going on are kept per letter, and the system is solved by GMRES.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength import chain
from sqc.stats.runlength.automaton import Automaton
from sqc.stats.runlength.gmres import gmres
from sqc.stats.runlength.letters import Ints, Law
from sqc.stats.runlength.machines import SIGNAL
from sqc.stats.runlength.problem import Problem

_DENSE = 500  # states that are still written out as a matrix
_MANY = 1000  # letters
_WRITTEN = 4000  # states beyond which no matrix is written at all
_STACK = 8_000_000  # numbers of a stack of matrices at one time
_MOST = 400_000  # unknowns
_SETTLED = 1e-13  # relative change of the survival's decay that counts as none
_LONGEST = 100_000  # points that are stepped one by one


class Piece(NamedTuple):
    """What one letter does to the states of one cell.

    Parameters
    ----------
    rows, columns : int arrays, shape (states, nodes)
        Unknowns before and after the letter.
    kernel : float array, shape (k, nodes before, nodes after)

    Examples
    --------
    >>> Piece(np.array([[0]]), np.array([[1]]), np.array([[[0.5]]])).kernel.shape
    (1, 1, 1)
    """

    rows: Ints
    columns: Ints
    kernel: Floats


@dataclass(frozen=True, eq=False)
class Flow:
    """Run lengths of one chart under a stack of shifts, from its automaton.

    Unpacks to `(Q, start, info)`: the stack of matrices, the weights of the beginning, the counts of states.

    Parameters
    ----------
    pieces : tuple of Piece
    size : int
        Unknowns; unknown 0 is the beginning.
    shifts : int
        Length k of the stack.
    states, reached : int
        States of the minimal automaton, and before its last minimisation.

    Examples
    --------
    See `sqc.stats.runlength.shewhart.shewhart_problem`.
    """

    pieces: tuple[Piece, ...]
    size: int
    shifts: int
    states: int
    reached: int

    def __iter__(self) -> Iterator[Any]:
        """Q, shape (k, size, size); start, shape (size,); info."""
        if self.size > _WRITTEN:
            raise ValueError(f"{self.size} states are too many for a matrix: use the methods of the flow")
        return iter((self.dense(), self.start(), self.info()))

    def info(self) -> dict[str, int | bool]:
        """Count the states of the automaton and the unknowns; exact: not simulated."""
        return {"n_states": self.states, "n_reached": self.reached, "n_unknowns": self.size, "exact": True}

    def dense(self, part: slice = slice(None)) -> Floats:
        """Write out the probabilities of going on, shape (k, size, size), for a part of the stack."""
        count = len(range(*part.indices(self.shifts)))
        Q = np.zeros((count, self.size, self.size))
        for rows, columns, kernel in self.pieces:
            Q[:, rows[:, :, None], columns[:, None, :]] += kernel[part][:, None]
        return Q

    @property
    def small(self) -> bool:
        """Whether the stack of matrices is written out; many letters with few states each are, too."""
        return self.size <= (_DENSE if len(self.pieces) < _MANY else _WRITTEN)

    def start(self) -> Floats:
        """Weights of the states before the first point, shape (size,)."""
        weights = np.zeros(self.size)
        weights[0] = 1.0
        return weights

    def _small(self) -> Iterator[Problem]:
        """Stacks of matrices that fit in memory."""
        step = max(1, _STACK // self.size**2)
        for first in range(0, self.shifts, step):
            yield Problem(self.dense(slice(first, first + step)), self.start())

    def ahead(self, values: Floats, shift: int) -> Floats:
        """Mean of the states' values one point later (a signal has value 0), for one shift of the stack."""
        out = np.zeros(self.size)
        for rows, columns, kernel in self.pieces:
            out[rows] += values[columns] @ kernel[shift].T
        return out

    def _solve(self, shift: int, right: Floats) -> Floats:
        return gmres(lambda values: values - self.ahead(values, shift), right)

    def means(self, shift: int) -> Floats:
        """Average run length from every state, for one shift of the stack."""
        if self.small:
            return chain.means(self.dense(slice(shift, shift + 1))[0])
        return self._solve(shift, np.ones(self.size))

    def mean(self) -> Floats:
        """Average run lengths, shape (k,)."""
        if self.small:
            return np.concatenate([problem.mean() for problem in self._small()])
        return np.array([self.means(shift)[0] for shift in range(self.shifts)])

    def deviation(self) -> Floats:
        """Standard deviations of the run length, shape (k,)."""
        if self.small:
            return np.concatenate([problem.deviation() for problem in self._small()])
        found = []
        for shift in range(self.shifts):
            first = self.means(shift)
            second = 2.0 * self._solve(shift, first)[0] - first[0]
            found.append(max(second - first[0] ** 2, 0.0) ** 0.5)
        return np.array(found)

    def survival(self, n: int) -> Floats:
        """P(run length > i) for i = 0 to n, shape (k, n + 1)."""
        if self.small:
            return np.concatenate([problem.survival(n) for problem in self._small()])
        left = np.ones((self.shifts, n + 1))
        for shift in range(self.shifts):
            values = np.ones(self.size)
            for i in range(1, n + 1):
                values = self.ahead(values, shift)
                left[shift, i] = values[0]
        return left

    def quantile(self, p: float) -> Floats:
        """Smallest n with P(run length <= n) at least p, shape (k,); whole numbers."""
        if self.small:
            return np.concatenate([problem.quantile(p) for problem in self._small()])
        if not 0.0 < p < 1.0:
            raise ValueError("p must lie inside (0, 1)")
        return np.array([_quantile(self, shift, p) for shift in range(self.shifts)])

    def steady_mean(self, before: int = 0, *, restarts: bool = False) -> Floats:
        """Average run lengths after a change of a chart that runs already, shape (k,).

        Parameters
        ----------
        before : int
            Which of the stack is the process before the change.
        restarts : bool
            True: the chart began anew after each signal before the change (cyclical steady state); False:
            it did not signal before the change (conditional steady state).

        Returns
        -------
        float array, shape (k,)

        Raises
        ------
        ValueError
            A chart that keeps its last value: its nodes move with the process.
        """
        if any(kernel.shape[1] > 1 for _, _, kernel in self.pieces):
            raise ValueError("no steady state of rules that compare neighbours, nor of moving ranges")
        means = [self.means(shift) for shift in range(self.shifts)]
        return np.array([self._steady(before, values, restarts) for values in means])

    def _steady(self, shift: int, means: Floats, restarts: bool) -> float:
        """Mean of `means` over the states that the chart stands in when the process changes."""
        if restarts:
            ones = np.ones(self.size)
            if not self.small:
                return float(self._solve(shift, means)[0] / self._solve(shift, ones)[0])
            weights = chain.cyclical_start(self.dense(slice(shift, shift + 1))[0], self.start())
            return float(weights @ means)
        if self.small:
            return float(chain.conditional_start(self.dense(slice(shift, shift + 1))[0]) @ means)
        alive, before = np.ones(self.size), np.inf
        for _ in range(_LONGEST):
            means, alive = self.ahead(means, shift), self.ahead(alive, shift)
            mean = float(means[0] / alive[0])
            if abs(mean - before) < 1e-14 * mean:
                break
            before = mean
        return mean


def flow_of(automaton: Automaton, law: Law) -> Flow:
    """Put the probabilities of a law on its automaton.

    Parameters
    ----------
    automaton : Automaton
    law : Law

    Returns
    -------
    Flow

    Raises
    ------
    ValueError
        The rules never signal, or the chart has too many states.

    Examples
    --------
    >>> from sqc.stats.runlength.automaton import automaton_of
    >>> from sqc.stats.runlength.letters import independent
    >>> from sqc.stats.runlength.machines import Machine
    >>> law = independent(np.array([[0.5, 0.5]]))
    >>> heads = Machine(((0, 1), (0, -1)), (0, 1))
    >>> flow_of(automaton_of(law, [heads]), law).mean()
    array([6.])
    """
    if not (automaton.table == SIGNAL).any():
        raise ValueError("these rules never signal")
    sizes = np.array(law.sizes)[automaton.cells]
    first = np.concatenate([[0], np.cumsum(sizes)])
    if first[-1] > _MOST:
        raise ValueError(f"{first[-1]} states are too many for an exact solution: simulate")
    pieces = []
    for (cell, letter), kernel in law.kernels.items():
        states = np.flatnonzero(automaton.cells == cell)
        after = automaton.table[states, letter]
        states, after = states[after >= 0], after[after >= 0]
        if len(states):
            rows = first[states][:, None] + np.arange(kernel.shape[1])
            columns = first[after][:, None] + np.arange(kernel.shape[2])
            pieces.append(Piece(rows, columns, kernel))
    shifts = len(next(iter(law.kernels.values())))
    return Flow(tuple(pieces), int(first[-1]), shifts, len(automaton.cells), automaton.reached)


def _quantile(flow: Flow, shift: int, p: float) -> float:
    """Step the survival point by point; once it decays evenly, the rest is geometric."""
    values, before, decay = np.ones(flow.size), 1.0, 0.0
    for n in range(1, _LONGEST):
        values = flow.ahead(values, shift)
        left = float(values[0])
        if left <= 1.0 - p:
            return float(n)
        ratio = left / before
        if abs(ratio - decay) < _SETTLED and n > 100:
            return float(n + np.ceil(np.log((1.0 - p) / left) / np.log(ratio)))
        before, decay = left, ratio
    raise ValueError("the chart signals hardly ever: no quantile was found")
