"""A chart's automaton with its probabilities: run lengths under a stack of shifts.

Small chains are solved as a stack of matrices. Large ones (thousands of states) are never written out: the
probabilities of going on are kept per letter, and the system is solved by GMRES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength import chain
from sqc.stats.runlength.automaton import Automaton
from sqc.stats.runlength.gmres import gmres
from sqc.stats.runlength.letters import Ints, Law
from sqc.stats.runlength.machines import SIGNAL
from sqc.stats.runlength.problem import Problem
from sqc.stats.runlength.refusals import NeverSignalsError, NoChainError
from sqc.stats.runlength.settled import Settled

_DENSE = 500  # states that are still written out as a matrix
_MANY = 1000  # letters
_WRITTEN = 4000  # states beyond which no matrix is written at all
_STACK = 8_000_000  # numbers of a stack of matrices at one time
_MOST = 400_000  # unknowns
_SETTLED = 1e-13  # relative change of the survival's decay that counts as none
_WINDOW = 100  # points at least: no rule looks back further
_LONGEST = 100_000  # points that are stepped one by one
_GONE = 1e-20  # survival that adds nothing


Kernels = Mapping[tuple[int, int], Floats]


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
    change : callable or None
        From one of the stack to the pieces of the first point after the process left it for the others; None
        where no state holds a value.

    Examples
    --------
    See `sqc.stats.runlength.shewhart.shewhart_problem`.
    """

    pieces: tuple[Piece, ...]
    size: int
    shifts: int
    states: int
    reached: int
    change: Callable[[int], tuple[Piece, ...]] | None = None

    panels = 1  # a chain of its own for each

    @property
    def unknowns(self) -> int:
        """Unknowns of all chains: what a solution costs."""
        return self.size

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

    def _ahead_all(self, values: Floats) -> Floats:
        """The same for the whole stack, shape (k, size)."""
        if not self.small:
            return np.array([self.ahead(one, shift) for shift, one in enumerate(values)])
        out = np.zeros(values.shape)
        for rows, columns, kernel in self.pieces:
            out[:, rows] += values[:, columns] @ np.swapaxes(kernel, 1, 2)
        return out

    def behind(self, weights: Floats, shift: int, pieces: tuple[Piece, ...] | None = None) -> Floats:
        """Weights of the states one point later from those before, for one shift of the stack."""
        out = np.zeros(self.size)
        for rows, columns, kernel in self.pieces if pieces is None else pieces:
            parts = weights[rows] @ kernel[shift]
            out += np.bincount(columns.ravel(), parts.ravel(), minlength=self.size)
        return out

    def _solve(self, shift: int, right: Floats) -> Floats:
        return gmres(lambda values: values - self.ahead(values, shift), right)

    @cached_property
    def _all_means(self) -> Floats:
        """Average run lengths from every state, shape (k, size)."""
        if self.small:
            return np.concatenate([chain.means(problem.Q) for problem in self._small()])
        ones = np.ones(self.size)
        return np.array([self._solve(shift, ones) for shift in range(self.shifts)])

    def mean(self) -> Floats:
        """Average run lengths, shape (k,)."""
        return np.asarray(self._all_means[:, 0])

    def deviation(self) -> Floats:
        """Standard deviations of the run length, shape (k,)."""
        if self.small:
            return np.concatenate([problem.deviation() for problem in self._small()])
        found = []
        for shift, first in enumerate(self._all_means):
            second = 2.0 * self._solve(shift, first)[0] - first[0]
            found.append(max(second - first[0] ** 2, 0.0) ** 0.5)
        return np.array(found)

    def survival(self, n: int) -> Floats:
        """P(run length > i) for i = 0 to n, shape (k, n + 1)."""
        if self.small:
            return np.concatenate([problem.survival(n) for problem in self._small()])
        return self._own_settled.survival(n)

    def quantile(self, p: float) -> Floats:
        """Smallest n with P(run length <= n) at least p, shape (k,); whole numbers."""
        if self.small:
            return np.concatenate([problem.quantile(p) for problem in self._small()])
        return self._own_settled.quantile(p)

    @cached_property
    def _own_settled(self) -> Settled:
        return self.settled()

    def settled(self, first: Floats | None = None) -> Settled:
        """Survival, stepped point by point until it falls by a constant factor.

        Parameters
        ----------
        first : float array, shape (k, size), optional
            Weights of the states after the first point; by default the chart begins with it.

        Returns
        -------
        Settled
        """
        values = np.ones((self.shifts, self.size))
        head, decay = [values[:, 0]], np.ones(self.shifts)
        for n in range(1, _LONGEST):
            later = self._ahead_all(values)
            left = later[:, 0] if first is None else np.einsum("ks,ks->k", first, values)
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = left / head[-1]
            head.append(left)
            even = (np.abs(ratio - decay) < _SETTLED) & (n > _WINDOW)
            if np.all(even | (left < _GONE)):
                return Settled(np.stack(head, axis=1), np.where(left < _GONE, 0.0, ratio))
            values, decay = later, ratio
        raise NeverSignalsError("the chart signals hardly ever")

    def changed(self, before: int = 0, *, restarts: bool = False) -> Floats:
        """Weights of the states after the first point of a changed process, of a chart that runs already.

        Parameters
        ----------
        before : int
            Which of the stack is the process before the change.
        restarts : bool
            True: the chart began anew after each signal before the change (cyclical steady state); False:
            it did not signal before the change (conditional steady state).

        Returns
        -------
        float array, shape (k, size)
        """
        weights = self._cyclical(before) if restarts else self._conditional(before)
        pieces = None if self.change is None else self.change(before)
        return np.array([self.behind(weights, shift, pieces) for shift in range(self.shifts)])

    def _conditional(self, shift: int) -> Floats:
        if self.small:
            return np.asarray(chain.conditional_start(self.dense(slice(shift, shift + 1))[0]))
        weights = self.start()
        for n in range(_LONGEST):
            later = self.behind(weights, shift)
            later /= later.sum()
            if n > _WINDOW and np.abs(later - weights).max() < _SETTLED:
                break
            weights = later
        return weights

    def _cyclical(self, shift: int) -> Floats:
        if self.small:
            return np.asarray(chain.cyclical_start(self.dense(slice(shift, shift + 1))[0], self.start()))
        visits = gmres(lambda weights: weights - self.behind(weights, shift), self.start())
        return np.asarray(visits / visits.sum())

    def steady_mean(self, before: int = 0, *, restarts: bool = False) -> Floats:
        """Average run lengths after a change of a chart that runs already, shape (k,).

        Parameters
        ----------
        before, restarts
            As in `changed`.

        Returns
        -------
        float array, shape (k,)
        """
        first = self.changed(before, restarts=restarts)
        return np.asarray(1.0 + np.einsum("ks,ks->k", first, self._all_means))


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
        raise NeverSignalsError("these rules never signal")
    sizes = np.array(law.sizes)[automaton.cells]
    first = np.concatenate([[0], np.cumsum(sizes)])
    if first[-1] > _MOST:
        raise NoChainError(f"{first[-1]} states are too many for an exact solution: simulate")

    def pieces(kernels: Kernels) -> tuple[Piece, ...]:
        return tuple(_pieces(kernels, automaton, first))

    changed = law.changed
    change = None if changed is None else lambda before: pieces(changed(before))
    shifts = len(next(iter(law.kernels.values())))
    size, states = int(first[-1]), len(automaton.cells)
    return Flow(pieces(law.kernels), size, shifts, states, automaton.reached, change)


def _pieces(kernels: Kernels, automaton: Automaton, first: Ints) -> Iterator[Piece]:
    """What each letter does; a letter that ends every state it can follow does nothing."""
    for (cell, letter), kernel in kernels.items():
        states = np.flatnonzero(automaton.cells == cell)
        after = automaton.table[states, letter]
        states, after = states[after >= 0], after[after >= 0]
        if len(states):
            rows = first[states][:, None] + np.arange(kernel.shape[1])
            columns = first[after][:, None] + np.arange(kernel.shape[2])
            yield Piece(rows, columns, kernel)
