"""Shewhart charts: for each its exact run lengths, and its points for a simulation.

The process is given in the unit of the chart: `mean` from the center and `ratio` of its standard deviation,
both in the sigma that the limits stand on. With limits from estimates these are the errors of the estimates.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats._rule import Rule
from sqc.stats.constants import d2, d3
from sqc.stats.runlength.designs import Design
from sqc.stats.runlength.flow import Flow
from sqc.stats.runlength.moving import i_mr_problem
from sqc.stats.runlength.pair import Pair
from sqc.stats.runlength.shewhart import THREE_SIGMA, shewhart_problem
from sqc.stats.runlength.spread import scale_of, spread_problem, spread_share, xbar_r_problem

Limits = tuple[float, float]
Judged = tuple[Sequence[Rule], Limits]


class Rows(NamedTuple):
    """What the next points of simulated charts depend on, a row a chart.

    Parameters
    ----------
    mean, ratio : float arrays, shape (charts, 1)
        The process, in the unit of the chart.
    past : float array, shape (panels, charts, points)
        The points before, NaN before the first.

    Examples
    --------
    >>> Rows(np.zeros((2, 1)), np.ones((2, 1)), np.full((1, 2, 3), np.nan)).past.shape
    (1, 2, 3)
    """

    mean: Floats
    ratio: Floats
    past: Floats


Draw = Callable[[np.random.Generator, Rows, int], Floats]


class Chart(NamedTuple):
    """A Shewhart chart.

    Parameters
    ----------
    exact : callable
        From mean and ratio of the process, shapes (k,), to its run lengths.
    panels : tuple of (rules, limits)
        Limits in standard deviations of the statistic in control, from its center.
    draw : callable
        From a random generator, rows and a number of points to these points, shape (panels, charts, points),
        in the same unit.
    growth : float
        With limits w times as wide the run length grows as exp(growth w^2 / 2); 0: it is bounded.
    mirrored : bool
        The sign of `mean` does not matter.

    Examples
    --------
    >>> chart = means_chart([Rule("1", "beyond_limit", 1, 1)])
    >>> chart.exact(np.zeros(1), np.ones(1)).mean().round(4), chart.growth
    (array([370.3983]), 9.0)
    """

    exact: Callable[[Floats, Floats], Flow | Pair]
    panels: tuple[Judged, ...]
    draw: Draw
    growth: float
    mirrored: bool = True


def _reach(rule: Rule, limits: Limits) -> float:
    """Square of what the points of a rule need together as sigma is estimated too large; 0: nothing."""
    lower, upper = (abs(limit) for limit in limits)
    sides = {"upper": (upper,), "lower": (lower,)}.get(rule.side, (lower, upper))
    limit = min((line for line in sides if not math.isnan(line)), default=math.inf)
    line = limit if rule.z is None else rule.z * (1.0 if rule.zone == "sigma" else limit / 3.0)
    each = {"beyond_limit": 1.0, "k_of_m_beyond": rule.k, "k_of_m_near_limit": rule.k, "avoidance": rule.k}
    if rule.kind == "range_pair":
        return 0.5 * (4.0 if rule.z is None else rule.z) ** 2
    if rule.kind in ("avoidance", "k_of_m_near_limit") and rule.z is None:
        line = 1.0 if rule.kind == "avoidance" else 2.0
    return each.get(rule.kind, 0.0) * line * line


def growth_of(rules: Sequence[Rule], limits: Limits) -> float:
    """How fast the run length of a normal statistic grows as its sigma is estimated too large.

    Parameters
    ----------
    rules : sequence of Rule
    limits : pair of float

    Returns
    -------
    float
        As in `Chart`; that of the rule which still signals most often, 0 for one that then signals more.

    Examples
    --------
    >>> rules = [Rule("1", "beyond_limit", 1, 1), Rule("5", "k_of_m_beyond", 2, 3, z=2.0)]
    >>> growth_of(rules, (-3.0, 3.0)), growth_of([*rules, Rule("2", "run_same_side", 9, 9)], (-3.0, 3.0))
    (8.0, 0.0)
    """
    return min((_reach(rule, limits) for rule in rules), default=math.inf)


def _growth_of_spread(panel: Literal["r", "s", "mr"], n: int, rules: Sequence[Rule], limits: Limits) -> float:
    """The same for ranges, standard deviations and moving ranges."""
    if panel == "mr":
        center, deviation, rare = float(d2(2)), float(d3(2)), 0.5
    else:
        (center, deviation), rare = scale_of(panel, n), 0.5 if panel == "r" else n - 1.0
    low, high = (center + deviation * limit for limit in limits)
    # below a lower limit that stands too high there are more signals, and runs are longer
    if any(rule.kind != "beyond_limit" for rule in rules) or (rules and low > 0.0):
        return 0.0
    return rare * high * high if rules and math.isfinite(high) else math.inf


def _mirrored(rules: Sequence[Rule], limits: Limits) -> bool:
    return limits[0] == -limits[1] and not any(rule.side in ("upper", "lower") for rule in rules)


def means_chart(rules: Sequence[Rule], limits: Limits = THREE_SIGMA) -> Chart:
    """Chart of means or single values.

    Parameters
    ----------
    rules : sequence of Rule
    limits : pair of float

    Returns
    -------
    Chart

    Examples
    --------
    >>> means_chart([Rule("2", "run_same_side", 9, 9)]).growth
    0.0
    """

    def exact(mean: Floats, ratio: Floats) -> Flow:
        return shewhart_problem(rules, mean, limits=limits, spread=ratio)

    def draw(random: np.random.Generator, rows: Rows, points: int) -> Floats:
        return (rows.mean + rows.ratio * random.standard_normal((len(rows.mean), points)))[None]

    return Chart(exact, ((rules, limits),), draw, growth_of(rules, limits), _mirrored(rules, limits))


def spread_chart(
    panel: Literal["r", "s", "mr"], n: int, rules: Sequence[Rule], limits: Limits = THREE_SIGMA
) -> Chart:
    """Chart of ranges, standard deviations or moving ranges alone.

    Parameters
    ----------
    panel : {"r", "s", "mr"}
    n : int
        Subgroup size, at least 2; without meaning for "mr".
    rules : sequence of Rule
    limits : pair of float

    Returns
    -------
    Chart

    Examples
    --------
    >>> round(spread_chart("r", 5, [Rule("1", "beyond_limit", 1, 1)]).growth, 2)
    12.09
    """

    def exact(mean: Floats, ratio: Floats) -> Flow:
        return spread_problem(panel, n, rules, ratio, limits=limits)

    growth = _growth_of_spread(panel, n, rules, limits)
    if panel == "mr":
        # the single values are drawn too, and judged by nothing
        return Chart(exact, (((), limits), (rules, limits)), _individuals, growth)

    def draw(random: np.random.Generator, rows: Rows, points: int) -> Floats:
        return _subgroups(panel, n, random, rows, points)[1:]

    return Chart(exact, ((rules, limits),), draw, growth)


def _subgroups(
    panel: Literal["r", "s"], n: int, random: np.random.Generator, rows: Rows, points: int
) -> Floats:
    """Means and ranges, or means and standard deviations."""
    center, deviation = scale_of(panel, n)
    shape = (len(rows.mean), points)
    if panel == "r":
        values = random.standard_normal((*shape, n))
        means, spread = values.mean(axis=-1) * math.sqrt(n), np.ptp(values, axis=-1)
    else:
        means, spread = random.standard_normal(shape), np.sqrt(random.chisquare(n - 1.0, shape) / (n - 1.0))
    return np.stack([rows.mean + rows.ratio * means, (rows.ratio * spread - center) / deviation])


def _individuals(random: np.random.Generator, rows: Rows, points: int) -> Floats:
    """Single values and their moving ranges; the first has none."""
    values = rows.mean + rows.ratio * random.standard_normal((len(rows.mean), points))
    ranges = np.abs(np.diff(np.concatenate([rows.past[0, :, -1:], values], axis=1), axis=1))
    return np.stack([values, (ranges - float(d2(2))) / float(d3(2))])


def subgroups_chart(
    panel: Literal["r", "s"],
    n: int,
    rules: Sequence[Rule],
    spread_rules: Sequence[Rule] | None = None,
    limits: Limits = THREE_SIGMA,
) -> Chart:
    """Xbar-R or Xbar-S chart, both panels together.

    Parameters
    ----------
    panel : {"r", "s"}
    n : int
        Subgroup size, at least 2.
    rules : sequence of Rule
        Rules of the means.
    spread_rules : sequence of Rule, optional
        Rules of the other panel; by default `sqc.stats.runlength.spread.spread_share` of `rules`.
    limits : pair of float
        Of both panels.

    Returns
    -------
    Chart

    Examples
    --------
    >>> subgroups_chart("s", 5, [Rule("1", "beyond_limit", 1, 1)]).growth
    9.0
    """
    below = spread_share(rules) if spread_rules is None else spread_rules

    def exact(mean: Floats, ratio: Floats) -> Flow | Pair:
        return xbar_r_problem(
            n, rules, mean, ratio, panel=panel, spread_rules=below, limits=limits, spread_limits=limits
        )

    def draw(random: np.random.Generator, rows: Rows, points: int) -> Floats:
        return _subgroups(panel, n, random, rows, points)

    growth = min(growth_of(rules, limits), _growth_of_spread(panel, n, below, limits))
    return Chart(exact, ((rules, limits), (below, limits)), draw, growth, _mirrored(rules, limits))


def individuals_chart(
    rules: Sequence[Rule], range_rules: Sequence[Rule] | None = None, limits: Limits = THREE_SIGMA
) -> Chart:
    """I-MR chart, both panels together.

    Parameters
    ----------
    rules : sequence of Rule
        Rules of the single values.
    range_rules : sequence of Rule, optional
        Rules of the moving ranges; by default those of `rules` about the limits.
    limits : pair of float
        Of both panels.

    Returns
    -------
    Chart

    Examples
    --------
    >>> round(individuals_chart([Rule("1", "beyond_limit", 1, 1)]).growth, 2)
    6.79
    """
    below = [rule for rule in rules if rule.kind == "beyond_limit"] if range_rules is None else range_rules

    def exact(mean: Floats, ratio: Floats) -> Flow:
        return i_mr_problem(rules, mean, ratio, range_rules=below, limits=limits, range_limits=limits)

    growth = min(growth_of(rules, limits), _growth_of_spread("mr", 2, below, limits))
    return Chart(exact, ((rules, limits), (below, limits)), _individuals, growth, _mirrored(rules, limits))


def design_of(chart: Chart, scale: Literal["mean", "ratio"] = "mean") -> Design:
    """Chart as a function of the ratio of the estimated to the true sigma.

    Parameters
    ----------
    chart : Chart
        Of means or single values, alone or with a panel of spread; or of spread alone.
    scale : {"mean", "ratio"}
        What a shift changes: the mean, or, by this factor, the standard deviation.

    Returns
    -------
    Design

    Examples
    --------
    >>> design_of(means_chart([Rule("1", "beyond_limit", 1, 1)])).arl(1.0, np.array([1.0])).round(2)
    array([43.89])
    """

    def arl(ratio: float, shift: Floats) -> Floats:
        if scale == "ratio":
            return chart.exact(np.zeros(len(shift)), shift / ratio).mean()
        return chart.exact(shift / ratio, np.full(len(shift), 1.0 / ratio)).mean()

    return Design(arl, chart.growth, chart.mirrored)
