"""Run lengths of a Shewhart chart with any set of run rules, for normal statistics.

The points are independent. A chart has its first signal when one of its rules fires; points before the
first satisfy no condition, so k of m points fire as soon as k are reached (Champ and Woodall 1987).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats.runlength.automaton import automaton_of
from sqc.stats.runlength.flow import Flow, flow_of
from sqc.stats.runlength.letters import (
    Law,
    borders,
    compares_neighbours,
    independent,
    inside,
    normal_zones,
    probe,
)
from sqc.stats.runlength.machines import Machine, machines_of
from sqc.stats.runlength.neighbours import Zones, compared

THREE_SIGMA = (-3.0, 3.0)


def panel_law(rules: Sequence[Rule], lines: Floats, zones: Zones) -> Law:
    """Law of one panel of independent points: its last point is kept only if a rule compares neighbours.

    Parameters
    ----------
    rules : sequence of Rule
    lines : float array, shape (zones - 1,)
        `borders` of the rules.
    zones : callable
        From lines to the probabilities of the zones between them, shape (k, zones).

    Returns
    -------
    Law

    Examples
    --------
    >>> panel_law([Rule("3", "trend", 6, 6)], np.zeros(0), lambda lines: normal_zones(lines, [0.0])).sizes
    (1, 9)
    """
    return compared(lines, zones) if compares_neighbours(rules) else independent(zones(lines))


def panel_machines(
    rules: Sequence[Rule], limits: tuple[float, float], law: Law, panel: int = 0
) -> list[Machine]:
    """Machines of one panel with a continuous statistic.

    Parameters
    ----------
    rules : sequence of Rule
    limits : pair of float
        In standard deviations of the statistic from its center.
    law : Law
        Of all panels.
    panel : int
        Which of them.

    Returns
    -------
    list of Machine

    Examples
    --------
    >>> law = independent(np.array([[0.1, 0.8, 0.1]]))
    >>> [m.symbols for m in panel_machines([Rule("1", "beyond_limit", 1, 1)], (-3.0, 3.0), law)]
    [(0, 0, 1), (1, 0, 0)]
    """
    block = probe(inside(borders(rules, limits)), limits)
    return machines_of(rules, block, law.zones[panel], law.steps[panel])


def panel_problem(rules: Sequence[Rule], limits: tuple[float, float], zones: Zones) -> Flow:
    """Run lengths of one panel of independent points of a continuous statistic.

    Parameters
    ----------
    rules : sequence of Rule
    limits : pair of float
        In standard deviations of the statistic from its center.
    zones : callable
        From lines in the same unit to the probabilities of the zones between them, shape (k, zones).

    Returns
    -------
    Flow

    Raises
    ------
    NeverSignalsError, NoChainError
        Rules that never signal; too many states.

    Examples
    --------
    >>> one_percent = np.array([[0.005, 0.99, 0.005]])
    >>> panel_problem([Rule("1", "beyond_limit", 1, 1)], (-3.0, 3.0), lambda _: one_percent).mean().round(9)
    array([100.])
    """
    law = panel_law(rules, borders(rules, limits), zones)
    return flow_of(automaton_of(law, panel_machines(rules, limits, law)), law)


def shewhart_problem(
    rules: Sequence[Rule],
    shift: ArrayLike,
    *,
    limits: tuple[float, float] = THREE_SIGMA,
    spread: ArrayLike = 1.0,
) -> Flow:
    """Run lengths of a Shewhart chart of a normal statistic, exactly.

    Parameters
    ----------
    rules : sequence of Rule
        Rules of the chart.
    shift : float array, shape (k,)
        Mean of the statistic, in its standard deviations in control, from the center.
    limits : pair of float
        Lower and upper limit in the same unit; an infinite or NaN one is no limit.
    spread : float or float array, shape (k,)
        Standard deviation of the statistic over that in control.

    Returns
    -------
    Flow
        Its methods give the run lengths; it unpacks to `(Q, start, info)`.

    Raises
    ------
    ValueError
        Rules that never signal.

    Notes
    -----
    Zone rules make a Markov chain (Champ and Woodall). For rules that compare neighbours the state also holds
    the last value, as its place within its zone; the integral equation in that place is solved by
    collocation.

    References
    ----------
    C. W. Champ, W. H. Woodall (1987), Technometrics 29, 393-399.

    Examples
    --------
    >>> rules = [Rule("1", "beyond_limit", 1, 1), Rule("2", "k_of_m_beyond", 2, 3, z=2.0)]
    >>> flow = shewhart_problem(rules, [0.0, 1.0])
    >>> flow.mean().round(2), flow.deviation().round(2), flow.quantile(0.5)
    (array([225.44,  20.01]), array([224.38,  18.84]), array([157.,  14.]))
    >>> Q, start, info = flow
    >>> Q.shape, start, info["n_states"]
    ((2, 7, 7), array([1., 0., 0., 0., 0., 0., 0.]), 7)
    """
    if not np.all(np.asarray(spread) > 0):
        raise ValueError("spread must be greater than 0")
    return panel_problem(rules, limits, lambda lines: normal_zones(lines, shift, spread))
