"""Items in falling order with their shares, classes, and what the data prove of the order."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sqc.qctools.kit.rest import is_other
from sqc.stats.attribute import wilson
from sqc.stats.loss_ratio import loss_shares, sum_ratios
from sqc.stats.shares import equal_p, order_p

Floats = npt.NDArray[np.float64]

# classes end where the sum of the shares passes these
CLASSES = (("A", 0.8), ("B", 0.9), ("C", 1.0))
LEVEL = 0.05


@dataclass(frozen=True, eq=False)
class Ranking:
    """Items of one group, the largest first, the rest last.

    Parameters
    ----------
    names : tuple of str
    amounts : float array, shape (items,)
        Counts, or losses.
    counted : bool
        The amounts are counts of events: shares have intervals, the order can be proven.
    confidence : float
        Of the intervals.
    squares : float array, shape (items,), optional
        Sums of the squared losses, where each row is the loss of one event: shares have intervals too.

    Examples
    --------
    >>> found = ranking(["other", "a", "b"], [9, 4, 6], True)
    >>> found.names, found.sums.round(2).tolist(), found.classes
    (('b', 'a', 'other'), [0.32, 0.53, 1.0], ('A', 'A', 'C'))
    """

    names: tuple[str, ...]
    amounts: Floats
    counted: bool
    confidence: float = 0.95
    squares: Floats | None = None

    @property
    def judged(self) -> bool:
        """Shares have intervals and the order can be proven: counts, or losses of single events."""
        return self.counted or self.squares is not None

    @property
    def total(self) -> float:
        """Sum of all amounts."""
        return float(self.amounts.sum())

    @property
    def n_named(self) -> int:
        """Number of items without the rest."""
        return len(self.names) - (len(self.names) > 0 and is_other(self.names[-1]))

    @cached_property
    def shares(self) -> Floats:
        """Share of each item."""
        return np.asarray(self.amounts / self.total)

    @cached_property
    def sums(self) -> Floats:
        """Sum of the shares down to each item."""
        return np.asarray(np.cumsum(self.amounts) / self.total)

    @cached_property
    def intervals(self) -> tuple[Floats, Floats]:
        """Intervals of the shares: Wilson's of counts, those of `loss_shares`; NaN of totals of losses."""
        if self.squares is not None:
            return loss_shares(self.amounts, self.squares, self.confidence)
        if not self.counted:
            unknown = np.full(len(self.names), math.nan)
            return unknown, unknown
        half = (1 - self.confidence) / 2
        low, high = wilson(self.amounts, self.total, half, 1 - half)
        return np.asarray(low), np.asarray(high)

    @cached_property
    def n_vital(self) -> int:
        """Items of class A: those whose shares sum to 80 % at most, the first at least."""
        within = self.sums[: self.n_named] <= CLASSES[0][1] + 1e-12
        return max(1, int(np.count_nonzero(within)))

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Class of each item: A to 80 %, B to 90 %, C above; the rest is C."""
        ends = np.array([end for _, end in CLASSES])
        found = [CLASSES[min(int(i), 2)][0] for i in np.searchsorted(ends, self.sums - 1e-12)]
        found[0] = "A"
        return tuple("C" if i >= self.n_named else one for i, one in enumerate(found))

    @cached_property
    def p_next(self) -> Floats:
        """For each item the chance of its lead over the next; NaN for the last named and of totals."""
        found = np.full(len(self.names), math.nan)
        pairs = self.n_named - 1 if self.judged else 0
        if pairs > 0:
            found[:pairs] = self._lead_p(slice(pairs), slice(1, pairs + 1))
        return found

    def _lead_p(self, first: slice, second: slice) -> Floats:
        if self.squares is None:
            return np.asarray(order_p(self.amounts[first], self.amounts[second]))
        sums, squares = self.amounts, self.squares
        return sum_ratios(sums[first], squares[first], sums[second], squares[second]).p

    @cached_property
    def p_equal(self) -> float:
        """Chance of counts at least so uneven if all named items are alike; NaN where that is not judged."""
        named = self.amounts[: self.n_named]
        return equal_p(named) if self.counted and len(named) > 1 and named.sum() > 0 else math.nan


def ranking(names: list[str] | tuple[str, ...], amounts: npt.ArrayLike, counted: bool,
            confidence: float = 0.95, squares: Floats | None = None) -> Ranking:  # fmt: skip
    """Return the items in falling order; equals keep their order, the rest stands last.

    Parameters
    ----------
    names : sequence of str
    amounts : array, shape (items,)
    counted : bool
    confidence : float
    squares : float array, shape (items,), optional
    """
    found = np.asarray(amounts, dtype=np.float64)
    last = np.array([is_other(name) for name in names], dtype=bool)
    order = np.lexsort((np.arange(len(found)), -found, last))
    squared = None if squares is None else squares[order]
    return Ranking(tuple(names[i] for i in order), found[order], counted, confidence, squared)


def pooled(found: Ranking, most: int) -> Ranking:
    """Return the first `most` items with the sum of all others as the rest, for a picture."""
    if found.n_named <= most + 1:
        return found
    rest = float(found.amounts[most:].sum())
    name = found.names[-1] if found.n_named < len(found.names) else ""
    amounts = np.append(found.amounts[:most], rest)
    return Ranking((*found.names[:most], name), amounts, found.counted, found.confidence)
