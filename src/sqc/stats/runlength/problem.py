"""What a run length is computed from: a chain per shift, where it starts, and what came before it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength import chain


class Problem(NamedTuple):
    """Run lengths of one chart under a stack of shifts.

    Parameters
    ----------
    Q : float array, shape (k, s, s)
        Probabilities of going on, a matrix per shift.
    start : float array, shape (s,) or (k, s)
        Weights of the states before the chain's first point; with a head, less than 1 in sum.
    head : float array, shape (k, t), optional
        P(run length > i) for i = 0 to t - 1: points whose limits still move, before the chain begins.

    Examples
    --------
    >>> Problem(np.array([[[0.99]]]), np.array([1.0])).mean().round(6)
    array([100.])
    """

    Q: Floats
    start: Floats
    head: Floats | None = None

    def _head(self) -> Floats:
        return np.empty((len(self.Q), 0)) if self.head is None else self.head

    def mean(self) -> Floats:
        """Average run lengths, shape (k,)."""
        return np.asarray(self._head().sum(axis=-1) + chain.mean(self.Q, self.start))

    def deviation(self) -> Floats:
        """Standard deviations of the run length, shape (k,)."""
        if self.head is None:
            return chain.deviation(self.Q, self.start)
        steps = self.head.shape[-1]
        tail = chain.mean(self.Q, self.start)
        squares = chain.second_moment(self.Q, self.start) + 2.0 * steps * tail
        squares = squares + np.sum(self.head * (2.0 * np.arange(steps) + 1.0), axis=-1)
        return np.asarray(np.sqrt(np.maximum(squares - self.mean() ** 2, 0.0)))

    def survival(self, n: int) -> Floats:
        """P(run length > i) for i = 0 to n, shape (k, n + 1)."""
        head = self._head()[:, : n + 1]
        steps = head.shape[-1]
        if steps == n + 1:
            return head
        return np.concatenate([head, chain.survival(self.Q, self.start, n - steps)], axis=-1)

    def quantile(self, p: float) -> Floats:
        """Smallest n with P(run length <= n) at least p, shape (k,); whole numbers."""
        later = chain.quantile(self.Q, self.start, p)
        if self.head is None:
            return later
        passed = np.sum(self.head > 1.0 - p, axis=-1)  # points 0 to t - 1 that are not enough
        steps = self.head.shape[-1]
        sums = np.broadcast_to(self.start, self.Q.shape[:-1]).sum(axis=-1)
        return np.asarray(np.where(sums > 1.0 - p, steps + later, np.minimum(passed, steps)), dtype=float)
