"""Letters of a control chart: what one point tells the rules, and how probable that is.

A point tells the zone it lies in and whether it is above or below the point before it. Zones come from the
rules as data: the lines that the rules and the limits draw, in standard deviations of the plotted statistic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats._rule_kinds import Block
from sqc.stats.tails import normal_cdf, normal_sf

Ints = NDArray[np.int64]
NEIGHBOURS = ("trend", "alternation")
_USUAL = {
    "run_same_side": 0.0,
    "hugging": 1.0,
    "avoidance": 1.0,
    "range_pair": 4.0,
    "k_of_m_near_limit": 2.0,
}
_SIDED = ("beyond_limit", "k_of_m_beyond", "run_same_side")


class Law(NamedTuple):
    """How the letters of a chart follow each other.

    A cell is what the next letter depends on: cell 0 before the first point, else the zone of the last one.
    Inside a cell the last value is kept at nodes, of which a cell with nothing to keep has one.

    Parameters
    ----------
    sizes : tuple of int
        Nodes of each cell.
    target : tuple of int
        Cell that each letter leads to.
    zones, steps : tuple of int tuples
        For each panel the zone of every letter (-1: the panel has no point yet) and its direction
        (1 up, -1 down, 0 equal or no point before it).
    kernels : dict
        From (cell, letter) to the probabilities, shape (k, nodes of the cell, nodes of the target); letters
        that cannot come are absent.
    changed : callable, optional
        From one of the stack to the kernels of the first point after the process left it for the others: the
        last value of a cell stood where it does under that one. None: no cell keeps a value.

    Examples
    --------
    >>> law = independent(np.array([[0.25, 0.75]]))
    >>> law.sizes, law.target, law.zones, law.steps
    ((1,), (0, 0), ((0, 1),), ((0, 0),))
    """

    sizes: tuple[int, ...]
    target: tuple[int, ...]
    zones: tuple[tuple[int, ...], ...]
    steps: tuple[tuple[int, ...], ...]
    kernels: dict[tuple[int, int], Floats]
    changed: Callable[[int], dict[tuple[int, int], Floats]] | None = None


def compares_neighbours(rules: Sequence[Rule]) -> bool:
    """Whether one of the rules compares a point with the one before it.

    Parameters
    ----------
    rules : sequence of Rule

    Returns
    -------
    bool

    Examples
    --------
    >>> compares_neighbours([Rule("3", "trend", 6, 6)])
    True
    """
    return any(rule.kind in NEIGHBOURS for rule in rules)


def _lines(rule: Rule, lower: float, upper: float) -> tuple[float, ...]:
    """The lines that one rule draws, in standard deviations from the center."""
    if rule.kind in NEIGHBOURS:
        return ()
    z = _USUAL.get(rule.kind) if rule.z is None else rule.z
    if z is None:
        low, high = lower, upper
    else:
        block = Block(np.zeros(1), 0.0, lower, upper, 1.0)
        half = 0.5 * z if rule.kind == "range_pair" else z
        low, high = (float(block.line(half, side, rule.zone)) for side in ("lower", "upper"))
    if rule.kind in _SIDED and rule.side in ("upper", "lower"):
        return (high,) if rule.side == "upper" else (low,)
    if rule.kind == "k_of_m_near_limit":
        return low, high, 0.0, lower, upper
    return low, high


def borders(rules: Sequence[Rule], limits: tuple[float, float]) -> Floats:
    """Borders of the zones that the rules tell apart.

    Parameters
    ----------
    rules : sequence of Rule
    limits : pair of float
        Lower and upper limit in standard deviations of the statistic from its center; an infinite or NaN
        one is no limit.

    Returns
    -------
    float array, shape (zones - 1,)
        Finite lines in rising order.

    Examples
    --------
    >>> borders([Rule("1", "beyond_limit", 1, 1), Rule("2", "run_same_side", 9, 9)], (-3.0, 3.0)).tolist()
    [-3.0, 0.0, 3.0]
    """
    lines = [line for rule in rules for line in _lines(rule, *limits)]
    return np.unique(np.array([line + 0.0 for line in lines if math.isfinite(line)], dtype=float))


def probe(points: Floats, limits: tuple[float, float]) -> Block:
    """Points as the rules see them, one for each zone.

    Parameters
    ----------
    points : float array, shape (zones,)
        A value of each zone, in standard deviations of the statistic from its center.
    limits : pair of float
        As in `borders`.

    Returns
    -------
    Block

    Examples
    --------
    >>> probe(np.array([-4.0, 0.0, 4.0]), (-3.0, 3.0)).beyond(None, "upper").tolist()
    [False, False, True]
    """
    return Block(points, 0.0, limits[0], limits[1], 1.0)


def inside(lines: Floats) -> Floats:
    """One point inside each zone.

    Parameters
    ----------
    lines : float array, shape (zones - 1,)
        Borders in rising order.

    Returns
    -------
    float array, shape (zones,)

    Examples
    --------
    >>> inside(np.array([-3.0, 0.0, 3.0])).tolist()
    [-4.0, -1.5, 1.5, 4.0]
    """
    if not len(lines):
        return np.zeros(1)
    return np.concatenate(([lines[0] - 1.0], 0.5 * (lines[1:] + lines[:-1]), [lines[-1] + 1.0]))


def between(below: Floats, above: Floats) -> Floats:
    """Probabilities of the zones from both tails at their borders, without cancellation.

    Parameters
    ----------
    below, above : float arrays, shape (..., zones - 1)
        P(statistic <= border), P(statistic > border).

    Returns
    -------
    float array, shape (..., zones)

    Examples
    --------
    >>> between(np.array([0.1, 0.9]), np.array([0.9, 0.1])).round(9).tolist()
    [0.1, 0.8, 0.1]
    """
    nought = np.zeros((*below.shape[:-1], 1))
    low = np.concatenate([nought, below, nought + 1.0], axis=-1)
    high = np.concatenate([nought + 1.0, above, nought], axis=-1)
    return np.asarray(np.where(low[..., 1:] < 0.5, np.diff(low, axis=-1), -np.diff(high, axis=-1)))


def normal_zones(lines: Floats, shift: ArrayLike, spread: ArrayLike = 1.0) -> Floats:
    """Probabilities of the zones for a normal statistic.

    Parameters
    ----------
    lines : float array, shape (zones - 1,)
        Borders in standard deviations of the statistic in control.
    shift : float array, shape (k,)
        Mean, in the same unit.
    spread : float or float array, shape (k,)
        Standard deviation over that in control.

    Returns
    -------
    float array, shape (k, zones)

    Examples
    --------
    >>> normal_zones(np.array([-3.0, 3.0]), [0.0]).round(4).tolist()
    [[0.0013, 0.9973, 0.0013]]
    """
    mean, ratio = np.broadcast_arrays(np.atleast_1d(np.asarray(shift, dtype=float)), np.asarray(spread))
    z = (lines - mean[:, None]) / ratio[:, None]
    return between(normal_cdf(z), normal_sf(z))


def independent(chances: Floats) -> Law:
    """Law of independent points that are not compared with each other.

    Parameters
    ----------
    chances : float array, shape (k, zones)
        Probabilities of the zones.

    Returns
    -------
    Law
        One cell, a letter per zone.

    Examples
    --------
    >>> sorted(independent(np.array([[0.25, 0.0, 0.75]])).kernels)
    [(0, 0), (0, 2)]
    """
    count = chances.shape[1]
    kernels = {(0, zone): chances[:, zone, None, None] for zone in range(count) if chances[:, zone].any()}
    return Law((1,), (0,) * count, (tuple(range(count)),), ((0,) * count,), kernels)
