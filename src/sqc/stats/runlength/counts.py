"""Run lengths of charts of counts (p, np, c, u), by exact binomial and Poisson tails.

Counts have ties: an equal neighbour breaks a trend, a count on the center breaks a run, and a count on a
line is not beyond it, as the rules say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats._rule_kinds import KINDS
from sqc.stats.runlength.automaton import automaton_of
from sqc.stats.runlength.flow import Flow, flow_of
from sqc.stats.runlength.letters import (
    Ints,
    Law,
    between,
    borders,
    compares_neighbours,
    independent,
    probe,
)
from sqc.stats.runlength.machines import Machine, machines_of
from sqc.stats.runlength.neighbours import compared_counts
from sqc.stats.runlength.shewhart import THREE_SIGMA
from sqc.stats.tails import (
    binomial_cdf,
    binomial_quantile,
    binomial_sf,
    poisson_cdf,
    poisson_quantile,
    poisson_sf,
)

Kind = Literal["p", "np", "c", "u"]
_RARE = 1e-15  # of the counts beyond the last one that is told apart
_ON_LINE = 1e-9  # standard deviations between a count and a line that it stands on


class _Scale(NamedTuple):
    """Mean count in control, its standard deviation, and the mean counts of the stack."""

    center: float
    deviation: float
    means: Floats


def _scale(kind: Kind, center: float, size: float, new_center: ArrayLike) -> _Scale:
    new = np.atleast_1d(np.asarray(new_center, dtype=float))
    # what one unit of the plotted statistic is in counts
    unit = size if kind in ("p", "u") else 1.0
    mean = center * unit
    if kind in ("p", "np"):
        possible = np.all((new >= 0) & (new * unit <= size)) and 0 < mean < size
        if size != round(size) or not possible:
            raise ValueError("size must be a whole number and the centers a share of it")
        return _Scale(mean, math.sqrt(mean * (1.0 - mean / size)), new * unit)
    if not (mean > 0 and np.all(new >= 0)):
        raise ValueError("center must be greater than 0")
    return _Scale(mean, math.sqrt(mean), new * unit)


def _chances(kind: Kind, size: float, means: Floats) -> Floats:
    """Probabilities of the counts 0, 1, ..., the last one with all above it, shape (k, counts)."""
    if kind in ("p", "np"):
        share = means / size
        last = int(np.max(binomial_quantile(1.0 - _RARE, size, share)))
        counts = np.arange(last)
        tails = [tail(counts, size, share[:, None]) for tail in (binomial_cdf, binomial_sf)]
    else:
        last = int(np.max(poisson_quantile(1.0 - _RARE, means)))
        counts = np.arange(last)
        tails = [tail(counts, means[:, None]) for tail in (poisson_cdf, poisson_sf)]
    return between(np.asarray(tails[0], dtype=float), np.asarray(tails[1], dtype=float))


def _grouped(machines: list[Machine], chances: Floats) -> tuple[Law, list[Machine]]:
    """Take counts together that no rule tells apart."""
    symbols = np.array([machine.symbols for machine in machines])
    groups, place = np.unique(symbols, axis=1, return_inverse=True)
    merged = np.zeros((len(chances), groups.shape[1]))
    for group in range(groups.shape[1]):
        merged[:, group] = chances[:, place.ravel() == group].sum(axis=1)
    read = [
        machine._replace(symbols=tuple(row)) for machine, row in zip(machines, groups.tolist(), strict=True)
    ]
    return independent(merged), read


def _told_apart(rules: Sequence[Rule], points: Floats, limits: tuple[float, float]) -> Ints:
    """First of each group of counts: neighbouring counts that always signal need not be told apart."""
    signals = np.zeros(len(points), dtype=bool)
    for rule in rules:
        if rule.kind == "beyond_limit":
            signals |= KINDS[rule.kind](rule, probe(points, limits))
    side = np.where(signals, np.sign(points), 0.0)
    same = (side[1:] == side[:-1]) & (side[1:] != 0)
    return np.flatnonzero(np.concatenate([[True], ~same]))


def count_problem(
    kind: Kind,
    center: float,
    size: float,
    rules: Sequence[Rule],
    new_center: ArrayLike,
    *,
    limits: tuple[float, float] = THREE_SIGMA,
) -> Flow:
    """Run lengths of a p, np, c or u chart, exactly.

    Parameters
    ----------
    kind : {"p", "np", "c", "u"}
    center : float
        Center line, in the unit of the plotted statistic: share, number, count, count per unit.
    size : float
        Units inspected per subgroup (p, np) or area of opportunity (u); without meaning for "c".
    rules : sequence of Rule
    new_center : float array, shape (k,)
        True values of the process in the unit of `center`.
    limits : pair of float
        In standard deviations of the statistic in control; a limit below 0 never signals.

    Returns
    -------
    Flow

    Raises
    ------
    ValueError
        Impossible values, rules that never signal, or too many states.

    Examples
    --------
    >>> count_problem("p", 0.02, 50, [Rule("1", "beyond_limit", 1, 1)], [0.02, 0.05]).mean().round(2)
    array([56.31,  4.17])
    """
    scale = _scale(kind, center, size, new_center)
    chances = _chances(kind, size, scale.means)
    points = (np.arange(chances.shape[1], dtype=np.float64) - scale.center) / scale.deviation
    for line in (0.0, *borders(rules, limits)):
        points[np.abs(points - line) < _ON_LINE] = line
    if compares_neighbours(rules):
        kept = _told_apart(rules, points, limits)
        chances, points = np.add.reduceat(chances, kept, axis=1), points[kept]
        law = compared_counts(chances)
    else:
        law = independent(chances)
    machines = machines_of(rules, probe(points, limits), law.zones[0], law.steps[0])
    if not compares_neighbours(rules):
        law, machines = _grouped(machines, chances)
    return flow_of(automaton_of(law, machines), law)
