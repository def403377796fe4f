"""Run lengths of charts of counts (p, np, c, u), by exact binomial and Poisson tails.

Counts have ties: an equal neighbour breaks a trend, a count on the center breaks a run, and a count on a
line is not beyond it, as the rules say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats._rule_kinds import KINDS
from sqc.stats.runlength.automaton import automaton_of
from sqc.stats.runlength.chart import Chart, Rows
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


class Scale(NamedTuple):
    """Mean count that a chart is centered on, its standard deviation, and the mean counts of the stack.

    Examples
    --------
    >>> scale_of_counts("p", 0.02, 50, 0.04).means
    array([2.])
    """

    center: float
    deviation: float
    means: Floats


class Reading(NamedTuple):
    """What a chart reads in the counts: those it tells apart (None: all) and the machines of its rules.

    Examples
    --------
    >>> scale = scale_of_counts("c", 4.0, 1, 4.0)
    >>> reading(scale, [Rule("1", "beyond_limit", 1, 1)], THREE_SIGMA, 13).machines[0].symbols
    (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    """

    kept: tuple[int, ...] | None
    machines: tuple[Machine, ...]


def scale_of_counts(kind: Kind, center: float, size: float, new_center: ArrayLike) -> Scale:
    """Centers in the unit of the plotted statistic as counts.

    Parameters
    ----------
    kind, center, size, new_center
        As in `count_problem`.

    Returns
    -------
    Scale

    Raises
    ------
    ValueError
        Impossible values.

    Examples
    --------
    >>> scale_of_counts("u", 2.0, 2.0, [1.0]).center
    4.0
    """
    new = np.atleast_1d(np.asarray(new_center, dtype=float))
    # what one unit of the plotted statistic is in counts
    unit = size if kind in ("p", "u") else 1.0
    mean = center * unit
    if kind in ("p", "np"):
        possible = np.all((new >= 0) & (new * unit <= size)) and 0 < mean < size
        if size != round(size) or not possible:
            raise ValueError("size must be a whole number and the centers a share of it")
        return Scale(mean, math.sqrt(mean * (1.0 - mean / size)), new * unit)
    if not (mean > 0 and np.all(new >= 0)):
        raise ValueError("center must be greater than 0")
    return Scale(mean, math.sqrt(mean), new * unit)


def count_chances(kind: Kind, size: float, means: Floats, least: int = 0) -> Floats:
    """Probabilities of the counts 0, 1, ...

    Parameters
    ----------
    kind : {"p", "np", "c", "u"}
    size : float
    means : float array, shape (k,)
        Mean counts.
    least : int
        So many counts at least are told apart.

    Returns
    -------
    float array, shape (k, counts)
        The last with all above it.

    Examples
    --------
    >>> count_chances("np", 2, np.array([1.0])).tolist()
    [[0.25, 0.5, 0.25]]
    """
    if kind in ("p", "np"):
        share = means / size
        last = max(int(np.max(binomial_quantile(1.0 - _RARE, size, share))), min(least, int(size)))
        counts = np.arange(last)
        tails = [tail(counts, size, share[:, None]) for tail in (binomial_cdf, binomial_sf)]
    else:
        last = max(int(np.max(poisson_quantile(1.0 - _RARE, means))), least)
        counts = np.arange(last)
        tails = [tail(counts, means[:, None]) for tail in (poisson_cdf, poisson_sf)]
    return between(np.asarray(tails[0], dtype=float), np.asarray(tails[1], dtype=float))


def standardised(counts: Floats, center: Floats | float, deviation: Floats | float, lines: Floats) -> Floats:
    """Counts from the center in standard deviations; those on a line or the center stand exactly there.

    Parameters
    ----------
    counts : float array
    center, deviation : float or float array
    lines : float array
        `borders` of the rules.

    Returns
    -------
    float array

    Examples
    --------
    >>> standardised(np.array([0.3, 0.6]), 0.1, 0.1, np.array([2.0])).tolist()
    [2.0, 5.0]
    """
    points = np.asarray((counts - center) / deviation)
    for line in (0.0, *lines):
        points[np.abs(points - line) < _ON_LINE] = line
    return points


def _grouped(machines: Sequence[Machine], chances: Floats) -> tuple[Law, list[Machine]]:
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
    scale = scale_of_counts(kind, center, size, new_center)
    chances = count_chances(kind, size, scale.means)
    return flow_of_counts(reading(scale, rules, limits, chances.shape[1]), chances)


def reading(scale: Scale, rules: Sequence[Rule], limits: tuple[float, float], counts: int) -> Reading:
    """What a chart reads in the counts.

    Parameters
    ----------
    scale : Scale
    rules : sequence of Rule
    limits : pair of float
    counts : int
        How many.

    Returns
    -------
    Reading

    Examples
    --------
    >>> reading(scale_of_counts("c", 2.0, 1, 2.0), [Rule("3", "trend", 3, 3)], THREE_SIGMA, 4).kept
    (0, 1, 2, 3)
    """
    rules = [_zeros_in_a_row(rule, scale) for rule in rules]
    lines = borders(rules, limits)
    points = standardised(np.arange(float(counts)), scale.center, scale.deviation, lines)
    if not compares_neighbours(rules):
        block, places = probe(points, limits), np.arange(counts).tolist()
        return Reading(None, tuple(machines_of(rules, block, places, (0,) * counts)))
    kept = _told_apart(rules, points, limits)
    # the letters of `compared_counts`
    places = np.repeat(np.arange(len(kept)), 3).tolist()
    machines = machines_of(rules, probe(points[kept], limits), places, (-1, 0, 1) * len(kept))
    return Reading(tuple(kept.tolist()), tuple(machines))


def _zeros_in_a_row(rule: Rule, scale: Scale) -> Rule:
    """Zeros in a row are a run below the count of one half."""
    if rule.kind != "repeat_zero":
        return rule
    z = (scale.center - 0.5) / scale.deviation
    return replace(rule, kind="run_same_side", m=rule.k, z=z, side="lower")


def flow_of_counts(read: Reading, chances: Floats) -> Flow:
    """Run lengths of a chart that reads counts of these probabilities.

    Parameters
    ----------
    read : Reading
    chances : float array, shape (k, counts)

    Returns
    -------
    Flow

    Raises
    ------
    NeverSignalsError, NoChainError
        Rules that never signal; too many states.

    Examples
    --------
    >>> chances = count_chances("c", 1.0, np.array([1.0]))
    >>> scale, limit = scale_of_counts("c", 1.0, 1, 1.0), [Rule("1", "beyond_limit", 1, 1)]
    >>> flow_of_counts(reading(scale, limit, THREE_SIGMA, chances.shape[1]), chances).mean().round(2)
    array([273.24])
    """
    if read.kept is None:
        law, machines = _grouped(read.machines, chances)
    else:
        law = compared_counts(np.add.reduceat(chances, np.array(read.kept), axis=1))
        machines = list(read.machines)
    return flow_of(automaton_of(law, machines), law)


def counts_chart(
    kind: Kind, center: float, size: float, rules: Sequence[Rule], limits: tuple[float, float] = THREE_SIGMA
) -> Chart:
    """P, np, c or u chart.

    Parameters
    ----------
    kind, center, size, rules, limits
        As in `count_problem`.

    Returns
    -------
    Chart
        `mean` of the process is the true value in the unit of `center`; `ratio` is the center that the chart
        stands on over the given one, which its exact run lengths take as 1.

    Examples
    --------
    >>> chart = counts_chart("c", 4.0, 1, [Rule("1", "beyond_limit", 1, 1)])
    >>> chart.exact(np.array([4.0]), np.ones(1)).mean().round(2)
    array([352.14])
    """
    scale = scale_of_counts(kind, center, size, center)
    rules = [_zeros_in_a_row(rule, scale) for rule in rules]
    lines = borders(rules, limits)
    unit = size if kind in ("p", "u") else 1.0

    def exact(mean: Floats, ratio: Floats) -> Flow:
        return count_problem(kind, center, size, rules, mean, limits=limits)

    def draw(random: np.random.Generator, rows: Rows, points: int) -> Floats:
        shape, means, own = (len(rows.mean), points), rows.mean * unit, rows.ratio * center * unit
        if kind in ("p", "np"):
            counts, variance = random.binomial(int(size), means / size, shape), own * (1.0 - own / size)
        else:
            counts, variance = random.poisson(means, shape), own
        return standardised(counts.astype(float), own, np.sqrt(variance), lines)[None]

    return Chart(exact, ((rules, limits),), draw, 0.0, mirrored=False)
