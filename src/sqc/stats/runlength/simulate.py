"""Run lengths by simulation, with their standard error: a check of the exact ones, and the last resort.

The charts are judged by the rules' own code (`sqc.stats.rules`). As in the exact calculation, points before
the first satisfy no condition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sqc.stats._gamma import Floats
from sqc.stats.rules import Panel, Rule, masks
from sqc.stats.runlength.shewhart import THREE_SIGMA
from sqc.stats.runlength.spread import scale_of, spread_share

_BLOCK = 128  # points of each chart at one time
_POINTS = 2_000_000_000  # then the chart is said to signal hardly ever

Limits = tuple[float, float]
Draw = Callable[[np.random.Generator, int, int], Floats]


class Simulated(NamedTuple):
    """Run lengths of simulated charts.

    Parameters
    ----------
    arl : float
        Their mean.
    standard_error : float
        Of that mean.
    quantiles : dict
        Probability to run length.
    lengths : int array, shape (charts,)

    Examples
    --------
    >>> Simulated(2.5, 0.5, {0.5: 2.0}, np.array([2, 3])).arl
    2.5
    """

    arl: float
    standard_error: float
    quantiles: dict[float, float]
    lengths: NDArray[np.int64]


def _signals(rules: Sequence[Rule], limits: Limits, points: Floats) -> NDArray[np.bool_]:
    """Points of each chart (row) at which a rule fires; NaN stands for points before the first."""
    charts, width = points.shape
    starts = np.arange(charts) * width
    found = np.zeros(points.size, dtype=bool)
    # k of m may fire before m points: missing ones stand on the center, where they are beyond no line
    counting = [rule for rule in rules if rule.k < rule.m and rule.kind in ("k_of_m_beyond", "run_same_side")]
    others = [rule for rule in rules if rule not in counting]
    for some, values in ((counting, np.nan_to_num(points)), (others, points)):
        if some:
            found |= masks(some, Panel(values.ravel(), 0.0, *limits, 1.0), starts).any(axis=0)
    return found.reshape(charts, width)


def simulate_points(
    panels: Sequence[tuple[Sequence[Rule], Limits]], draw: Draw, *, seed: int, charts: int
) -> Simulated:
    """Run lengths of charts of any statistics with independent points, by simulation.

    Parameters
    ----------
    panels : sequence of (rules, limits)
        Limits in standard deviations of the statistic from its center.
    draw : function
        From a random generator, a number of charts and a number of points to the points of the panels, in
        the same unit, shape (panels, charts, points).
    seed : int
    charts : int

    Returns
    -------
    Simulated

    Raises
    ------
    ValueError
        The charts signal hardly ever.

    Examples
    --------
    >>> coins = lambda random, charts, points: random.choice([-1.0, 1.0], size=(1, charts, points))
    >>> twice = [Rule("1", "run_same_side", 2, 2)]
    >>> simulate_points([(twice, (-3.0, 3.0))], coins, seed=1, charts=4000).quantiles[0.5]
    2.0
    """
    random = np.random.default_rng(seed)
    reach = max(rule.window for rules, _ in panels for rule in rules) - 1
    lengths = np.zeros(charts, dtype=np.int64)
    running, past, done = np.arange(charts), np.full((len(panels), charts, reach), np.nan), 0
    drawn = 0
    while len(running):
        drawn += len(running) * _BLOCK
        if drawn > _POINTS:
            raise ValueError("the chart signals hardly ever: no run length was found")
        points = np.concatenate([past, draw(random, len(running), _BLOCK)], axis=-1)
        fired = np.zeros((len(running), _BLOCK), dtype=bool)
        for (rules, limits), values in zip(panels, points, strict=True):
            fired |= _signals(rules, limits, values)[:, reach:]
        ended = fired.any(axis=1)
        lengths[running[ended]] = done + 1 + fired[ended].argmax(axis=1)
        running, past, done = running[~ended], points[:, ~ended, _BLOCK:], done + _BLOCK
    error = float(lengths.std(ddof=1) / np.sqrt(charts))
    levels = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
    quantiles = {p: float(np.quantile(lengths, p, method="inverted_cdf")) for p in levels}
    return Simulated(float(lengths.mean()), error, quantiles, lengths)


def simulate(
    rules: Sequence[Rule],
    shift: float = 0.0,
    *,
    limits: Limits = THREE_SIGMA,
    spread: float = 1.0,
    seed: int = 20261120,
    charts: int = 10_000,
) -> Simulated:
    """Run lengths of a Shewhart chart of a normal statistic, by simulation.

    Parameters
    ----------
    rules : sequence of Rule
    shift : float
        Mean of the statistic, in its standard deviations in control, from the center.
    limits : pair of float
        In the same unit.
    spread : float
        Standard deviation over that in control.
    seed : int
    charts : int

    Returns
    -------
    Simulated

    Raises
    ------
    ValueError
        The chart signals hardly ever.

    Examples
    --------
    >>> found = simulate([Rule("1", "beyond_limit", 1, 1)], 1.0, seed=7, charts=2000)
    >>> abs(found.arl - 43.894682) < 3 * found.standard_error
    True
    """

    def draw(random: np.random.Generator, rows: int, points: int) -> Floats:
        return random.normal(shift, spread, size=(1, rows, points))

    return simulate_points([(rules, limits)], draw, seed=seed, charts=charts)


def simulate_xbar_r(
    n: int,
    rules: Sequence[Rule],
    shift: float = 0.0,
    ratio: float = 1.0,
    *,
    panel: Literal["r", "s"] = "r",
    spread_rules: Sequence[Rule] | None = None,
    limits: Limits = THREE_SIGMA,
    spread_limits: Limits = THREE_SIGMA,
    seed: int = 20261120,
    charts: int = 10_000,
) -> Simulated:
    """Run lengths of an Xbar-R or Xbar-S chart, both panels together, by simulation.

    Parameters
    ----------
    n : int
        Subgroup size, at least 2.
    rules : sequence of Rule
        Rules of the panel of means.
    shift : float
        Mean of the subgroup means in their standard deviations in control (sigma / sqrt n).
    ratio : float
        Standard deviation of the process over that in control.
    panel : {"r", "s"}
    spread_rules : sequence of Rule, optional
        Rules of the R or S panel; by default `sqc.stats.runlength.spread.spread_share` of `rules`.
    limits, spread_limits : pair of float
        Limits of each panel in standard deviations of its statistic.
    seed : int
    charts : int

    Returns
    -------
    Simulated

    Raises
    ------
    ValueError
        The charts signal hardly ever.

    Examples
    --------
    >>> found = simulate_xbar_r(5, [Rule("1", "beyond_limit", 1, 1)], 2.0, seed=7, charts=2000)
    >>> abs(found.arl - 6.14) < 0.5
    True
    """
    below = spread_share(rules) if spread_rules is None else spread_rules
    center, deviation = scale_of(panel, n)

    def draw(random: np.random.Generator, rows: int, points: int) -> Floats:
        values = random.normal(0.0, ratio, size=(rows, points, n))
        spread = np.ptp(values, axis=-1) if panel == "r" else values.std(axis=-1, ddof=1)
        return np.stack([values.mean(axis=-1) * n**0.5 + shift, (spread - center) / deviation])

    return simulate_points([(rules, limits), (below, spread_limits)], draw, seed=seed, charts=charts)
