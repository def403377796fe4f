"""Run lengths of the moving range panel and of individuals with their moving range.

Neighbouring moving ranges share a value, so the state holds the last individual value. Its integral equation
is solved by collocation, piece by piece: borders seen from a distance of a moving range make kinks, and no
piece reaches over one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats._constants_lookup import constant
from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats.runlength.automaton import automaton_of
from sqc.stats.runlength.flow import Flow, flow_of
from sqc.stats.runlength.letters import Law, borders, compares_neighbours
from sqc.stats.runlength.nodes import legendre, normal_density
from sqc.stats.runlength.refusals import NoChainError
from sqc.stats.runlength.shewhart import THREE_SIGMA, panel_machines

_FAR = 8.5  # standard deviations; beyond them there is 2e-17
_NODES = 8  # of a piece
_WIDTH = 1.2  # of a piece at most, in standard deviations


class _Grid(NamedTuple):
    """Zones of the individuals cut into pieces, in standard deviations of the process from its mean.

    edges: shape (k, pieces + 1); zone_of: zone of each piece; zones, ranges: borders of the individuals'
    and of the moving ranges' zones, shapes (k, zones + 1), (k, range zones + 1).
    """

    edges: Floats
    zone_of: tuple[int, ...]
    zones: Floats
    ranges: Floats


@cache
def _basis() -> Floats:
    # from values at the nodes to Legendre coefficients
    nodes = legendre(_NODES)[0]
    return np.asarray(np.linalg.inv(np.polynomial.legendre.legvander(nodes, _NODES - 1)))


def _kinks(lines: Floats, ranges: Floats) -> Floats:
    """Borders of individuals, and where a value stands a moving range's border from one of them, twice."""
    distances = np.concatenate([-ranges, ranges])
    points = lines
    if len(lines):
        for _ in range(2):
            points = np.unique(np.concatenate([points, (points[:, None] + distances).ravel()]).round(12))
            points = points[(points >= lines[0] - 1e-9) & (points <= lines[-1] + 1e-9)]
    # rounding of a sum must not leave two borders side by side
    near = np.abs(points[:, None] - lines).min(axis=1, initial=np.inf) < 1e-9
    return np.unique(np.concatenate([lines, points[~near]]))


def _grid(lines: Floats, ranges: Floats, shift: Floats, ratio: Floats) -> _Grid:
    """Pieces that end at the kinks and are short, for every shift of the stack."""
    kinks = np.concatenate([[-np.inf], _kinks(lines, ranges), [np.inf]])
    scaled = np.clip((kinks - shift[:, None]) / ratio[:, None], -_FAR, _FAR)
    widths = np.diff(scaled, axis=1).max(axis=0)
    edges, zone_of = [scaled[:, :1]], []
    for i, width in enumerate(widths):
        parts = max(1, math.ceil(width / _WIDTH))
        steps = np.arange(1, parts + 1) / parts
        edges.append(scaled[:, i : i + 1] + np.diff(scaled[:, i : i + 2]) * steps)
        zone_of += [int(np.searchsorted(lines, kinks[i], side="right"))] * parts
    ends = np.concatenate([[-np.inf], lines, [np.inf]])
    spans = np.concatenate([[0.0], ranges, [np.inf]])
    return _Grid(
        np.concatenate(edges, axis=1),
        tuple(zone_of),
        np.clip((ends - shift[:, None]) / ratio[:, None], -_FAR, _FAR),
        np.minimum(spans / ratio[:, None], 3.0 * _FAR),
    )


def _points(grid: _Grid, zone: int) -> tuple[Floats, Floats]:
    """Nodes of a zone and their probabilities, shape (k, nodes)."""
    x, weights = legendre(_NODES)
    pieces = [i for i, place in enumerate(grid.zone_of) if place == zone]
    low, high = grid.edges[:, pieces, None], grid.edges[:, [i + 1 for i in pieces], None]
    values = 0.5 * (low + high) + 0.5 * (high - low) * x
    chances = 0.5 * (high - low) * weights * normal_density(values)
    return values.reshape(len(values), -1), chances.reshape(len(values), -1)


def _kernel(grid: _Grid, before: Floats, zone: int, low: Floats, high: Floats) -> Floats:
    """Probabilities of going from values `before` to the nodes of a zone, by way of (low, high)."""
    x, weights = legendre(_NODES + 4)
    columns = []
    for i, place in enumerate(grid.zone_of):
        if place != zone:
            continue
        first, last = grid.edges[:, i, None], grid.edges[:, i + 1, None]
        bottom, top = np.clip(low, first, last), np.clip(high, first, last)
        half = 0.5 * (top - bottom)[..., None]
        values = 0.5 * (top + bottom)[..., None] + half * x
        middle, reach = 0.5 * (first + last)[..., None], 0.5 * (last - first)[..., None]
        place_in = (values - middle) / np.maximum(reach, 1e-300)
        polynomials = np.polynomial.legendre.legvander(place_in, _NODES - 1)
        mass = half * weights * normal_density(values)
        columns.append(np.einsum("kiq,kiqd->kid", mass, polynomials) @ _basis())
    return np.concatenate(columns, axis=-1)


def moving_law(lines: Floats, ranges: Floats, shift: ArrayLike, ratio: ArrayLike) -> Law:
    """Law of individuals and their moving ranges.

    Parameters
    ----------
    lines : float array, shape (zones - 1,)
        Borders of the individuals' zones in standard deviations in control from the center.
    ranges : float array, shape (range zones - 1,)
        Borders of the moving ranges' zones in standard deviations of individuals in control; above 0.
    shift, ratio : float arrays, shape (k,)
        Mean, and standard deviation over that in control.

    Returns
    -------
    Law
        Two panels. Cell 0, then a cell per zone of the individuals; letters (zone, first), then (zone, down,
        range zone) and (zone, up, range zone).

    Examples
    --------
    >>> law = moving_law(np.array([-3.0, 3.0]), np.array([3.7]), [0.0], 1.0)
    >>> law.zones
    ((0, 1, 2, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2), (-1, -1, -1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1))
    """
    means, ratios = (np.asarray(a, dtype=float) for a in np.broadcast_arrays(np.atleast_1d(shift), ratio))
    grid = _grid(lines, ranges, means, ratios)
    count, spans = len(lines) + 1, len(ranges) + 1
    letters = [(zone, -1, 0) for zone in range(count)]
    letters += [(zone, span, step) for zone in range(count) for step in (-1, 1) for span in range(spans)]
    points = [_points(grid, zone) for zone in range(count)]

    def kernels(places: Sequence[Floats]) -> dict[tuple[int, int], Floats]:
        """Kernels from last values at these places, in standard deviations of each process from its mean."""
        found: dict[tuple[int, int], Floats] = {}
        for letter, (zone, span, step) in enumerate(letters):
            if span < 0:
                found[0, letter] = points[zone][1][:, None]
                continue
            near, far = grid.ranges[:, span, None], grid.ranges[:, span + 1, None]
            for cell, before in enumerate(places):
                low, high = (before + near, before + far) if step > 0 else (before - far, before - near)
                found[cell + 1, letter] = _kernel(grid, before, zone, low, high)
        return found

    def changed(before: int) -> dict[tuple[int, int], Floats]:
        values = [means[before] + ratios[before] * nodes[before] for nodes, _ in points]
        moved = kernels([(value - means[:, None]) / ratios[:, None] for value in values])
        return {key: moved[key] for key in possible}

    possible = {
        key: kernel for key, kernel in kernels([nodes for nodes, _ in points]).items() if kernel.any()
    }
    sizes = (1, *(nodes.shape[1] for nodes, _ in points))
    zones = tuple(zone for zone, _, _ in letters), tuple(span for _, span, _ in letters)
    steps = tuple(step for _, _, step in letters), (0,) * len(letters)
    return Law(sizes, tuple(zone + 1 for zone in zones[0]), zones, steps, possible, changed)


def mr_problem(rules: Sequence[Rule], ratio: ArrayLike, *, limits: tuple[float, float] = THREE_SIGMA) -> Flow:
    """Run lengths of a moving range panel alone, of normal individuals.

    Parameters
    ----------
    rules : sequence of Rule
    ratio : float array, shape (k,)
        Standard deviation of the individuals over that in control.
    limits : pair of float
        In standard deviations d3 sigma of the moving range from its center d2 sigma.

    Returns
    -------
    Flow
        Run lengths count individuals; the first moving range comes with the second.

    Raises
    ------
    ValueError
        Rules that never signal or that compare neighbours.

    Notes
    -----
    With limits alone the run length is 120.48. One moving range in 109.3 lies beyond its limit, but they come
    in pairs: two share the value that lies far out. 107, which is quoted from a simulation, is neither.

    Examples
    --------
    >>> mr_problem([Rule("1", "beyond_limit", 1, 1)], [1.0]).mean().round(3)
    array([120.482])
    """
    return i_mr_problem((), 0.0, ratio, range_rules=rules, range_limits=limits)


def i_mr_problem(
    rules: Sequence[Rule],
    shift: ArrayLike,
    ratio: ArrayLike = 1.0,
    *,
    range_rules: Sequence[Rule] | None = None,
    limits: tuple[float, float] = THREE_SIGMA,
    range_limits: tuple[float, float] = THREE_SIGMA,
) -> Flow:
    """Run lengths of a chart of individuals and moving ranges, both panels together.

    Parameters
    ----------
    rules : sequence of Rule
        Rules of the individuals.
    shift : float array, shape (k,)
        Mean of the individuals, in their standard deviations in control, from the center.
    ratio : float or float array, shape (k,)
        Standard deviation of the individuals over that in control.
    range_rules : sequence of Rule, optional
        Rules of the moving ranges; by default those of `rules` about the limits, as neighbours share a value.
    limits, range_limits : pair of float
        Limits of each panel in standard deviations of its statistic from its center.

    Returns
    -------
    Flow
        Run lengths count individuals.

    Raises
    ------
    ValueError
        A ratio that is not positive, rules that never signal, rules that compare moving ranges with each
        other, or too many states.

    References
    ----------
    S. V. Crowder (1987), Computations of ARL for individual measurement and moving range charts, Journal of
    Quality Technology 19, 98-102.

    Examples
    --------
    >>> i_mr_problem([Rule("1", "beyond_limit", 1, 1)], [0.0, 1.0]).mean().round(3)
    array([105.331,  37.464])
    """
    if range_rules is None:
        range_rules = [rule for rule in rules if rule.kind == "beyond_limit"]
    if compares_neighbours(range_rules):
        raise NoChainError("rules that compare moving ranges with each other are not computed: simulate")
    if not np.all(np.asarray(ratio) > 0):
        raise ValueError("ratio must be greater than 0")
    center, deviation = (float(np.asarray(constant(name, 2, None))) for name in ("D2", "D3"))
    ranges = center + deviation * borders(range_rules, range_limits)
    law = moving_law(borders(rules, limits), ranges[ranges > 0], shift, ratio)
    # zones of ranges below nought are empty, but the rules count them
    empty = int(np.sum(ranges <= 0))
    spans = tuple(zone + empty if zone >= 0 else zone for zone in law.zones[1])
    law = law._replace(zones=(law.zones[0], spans))
    machines = panel_machines(rules, limits, law) + panel_machines(range_rules, range_limits, law, 1)
    return flow_of(automaton_of(law, machines), law)
