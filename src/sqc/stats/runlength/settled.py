"""Run lengths from the chance of no signal so far, once it falls by a constant factor from point to point."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sqc.stats._gamma import Floats


class Settled(NamedTuple):
    """Survival of charts, a row each: point by point, then geometric.

    Parameters
    ----------
    head : float array, shape (k, t)
        P(run length > i) for i = 0 to t - 1, t at least 1.
    decay : float array, shape (k,)
        Factor from one point to the next beyond.

    Examples
    --------
    >>> Settled(np.array([[1.0]]), np.array([0.99])).mean().round(6)
    array([100.])
    """

    head: Floats
    decay: Floats

    @property
    def _last(self) -> Floats:
        return np.asarray(self.head[:, -1])

    def mean(self) -> Floats:
        """Average run lengths, shape (k,)."""
        return np.asarray(self.head.sum(axis=1) + self._last * self.decay / (1.0 - self.decay))

    def deviation(self) -> Floats:
        """Standard deviations of the run length, shape (k,)."""
        n = np.arange(self.head.shape[1])
        left = self._last * self.decay / (1.0 - self.decay)
        # the mean square is the sum of (2 n + 1) P(run length > n)
        squares = self.head @ (2.0 * n + 1.0) + left * (2.0 * len(n) + 1.0)
        squares = squares + 2.0 * left * self.decay / (1.0 - self.decay)
        return np.asarray(np.sqrt(np.maximum(squares - self.mean() ** 2, 0.0)))

    def survival(self, n: int) -> Floats:
        """P(run length > i) for i = 0 to n, shape (k, n + 1)."""
        more = np.arange(1, n + 2 - self.head.shape[1])
        beyond = self._last[:, None] * self.decay[:, None] ** more
        return np.concatenate([self.head[:, : n + 1], beyond], axis=1)

    def quantile(self, p: float) -> Floats:
        """Smallest n with P(run length <= n) at least p, shape (k,); whole numbers."""
        if not 0.0 < p < 1.0:
            raise ValueError("p must lie inside (0, 1)")
        passed = np.sum(self.head > 1.0 - p, axis=1).astype(float)
        with np.errstate(divide="ignore", invalid="ignore"):
            more = np.ceil(np.log((1.0 - p) / self._last) / np.log(self.decay))
        within = self._last <= 1.0 - p
        return np.asarray(np.where(within, passed, self.head.shape[1] - 1.0 + more))

    def beside(self, other: Settled) -> Settled:
        """Survival of charts with another, independent panel: both must be silent."""
        points = max(self.head.shape[1], other.head.shape[1]) - 1
        return Settled(self.survival(points) * other.survival(points), self.decay * other.decay)
