"""Two independent panels that get their points at the same time: the chances of no signal multiply."""

from __future__ import annotations

from functools import cached_property

from sqc.stats._gamma import Floats
from sqc.stats.runlength.flow import Flow
from sqc.stats.runlength.settled import Settled


class Pair:
    """Run lengths of a chart of two independent panels under a stack of shifts.

    Parameters
    ----------
    first, second : Flow
        The panels, under the same stack.

    Notes
    -----
    The states of the panels are never multiplied. The survival of each is stepped until it falls by a
    constant factor; the steady state of both is that of each.

    Examples
    --------
    >>> from sqc.stats.runlength.shewhart import shewhart_problem
    >>> from sqc.stats.rules import Rule
    >>> one = shewhart_problem([Rule("1", "beyond_limit", 1, 1)], [0.0])
    >>> Pair(one, one).mean().round(4)
    array([185.4495])
    """

    panels = 2

    def __init__(self, first: Flow, second: Flow) -> None:
        self.first, self.second = first, second

    @property
    def states(self) -> int:
        """States of both chains."""
        return self.first.states + self.second.states

    @property
    def unknowns(self) -> int:
        """Unknowns of both chains."""
        return self.first.size + self.second.size

    @cached_property
    def _settled(self) -> Settled:
        return self.first.settled().beside(self.second.settled())

    def mean(self) -> Floats:
        """Average run lengths, shape (k,)."""
        return self._settled.mean()

    def deviation(self) -> Floats:
        """Standard deviations of the run length, shape (k,)."""
        return self._settled.deviation()

    def survival(self, n: int) -> Floats:
        """P(run length > i) for i = 0 to n, shape (k, n + 1)."""
        return self._settled.survival(n)

    def quantile(self, p: float) -> Floats:
        """Smallest n with P(run length <= n) at least p, shape (k,); whole numbers."""
        return self._settled.quantile(p)

    def steady_mean(self, before: int = 0) -> Floats:
        """Average run lengths after a change of a chart that has not signalled before it, shape (k,).

        Parameters
        ----------
        before : int
            Which of the stack is the process before the change.
        """
        one, other = (flow.settled(flow.changed(before)) for flow in (self.first, self.second))
        return one.beside(other).mean()
