"""Run lengths by simulation, with their standard error: a check of the exact ones, and the last resort.

The charts are judged by the rules' own code (`sqc.stats.rules`). As in the exact calculation, points before
the first satisfy no condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._gamma import Floats
from sqc.stats._rule_kinds import KINDS
from sqc.stats.rules import Panel, Rule, masks
from sqc.stats.runlength.chart import Chart, Limits, Rows
from sqc.stats.runlength.refusals import NeverSignalsError

SEED = 20261120
_BLOCKS = (32, 256)  # points of each chart at one time, first and at most
_PILOT = 400  # charts that tell how many more there is time for
_FEWEST, MOST = 1000, 40_000  # charts
_LATER = 4  # so many times a window are looked at where points are left out of it


class Simulated(NamedTuple):
    """Run lengths of simulated charts.

    Parameters
    ----------
    lengths : int array, shape (charts,)
        In no order.

    Examples
    --------
    >>> Simulated(np.array([2, 3])).arl
    2.5
    """

    lengths: NDArray[np.int64]

    @property
    def arl(self) -> float:
        """Their mean."""
        return float(self.lengths.mean())

    @property
    def standard_error(self) -> float:
        """Standard error of the mean."""
        return self.deviation / float(np.sqrt(len(self.lengths)))

    @property
    def deviation(self) -> float:
        """Their standard deviation."""
        return float(self.lengths.std(ddof=1))

    def quantile(self, p: float) -> float:
        """Smallest run length that a share p of the charts does not exceed."""
        return float(np.quantile(self.lengths, p, method="inverted_cdf"))

    def within(self, n: int) -> float:
        """Share of the charts that signal within n points."""
        return float(np.mean(self.lengths <= n))


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


def _of_each(values: ArrayLike, charts: int) -> Floats:
    given = np.asarray(values, dtype=float)
    return np.broadcast_to(given[:charts] if given.ndim else given, (charts,))[:, None]


def _looks_back(rule: Rule) -> int:
    leaves_out = rule.tie == "ignore" or rule.missing == "ignore"
    return rule.window * (_LATER if leaves_out else 1)


def simulate(
    chart: Chart,
    mean: ArrayLike = 0.0,
    ratio: ArrayLike = 1.0,
    *,
    seed: int = SEED,
    charts: int = 10_000,
    points: float = 2e9,
) -> Simulated:
    """Run lengths of a chart by simulation.

    Parameters
    ----------
    chart : Chart
    mean, ratio : float or float array, shape (charts,) or more
        The process in the unit of the chart; of each chart, where their limits stand on estimates.
    seed : int
    charts : int
    points : float
        More points, of all charts together, are not drawn.

    Returns
    -------
    Simulated

    Raises
    ------
    NeverSignalsError
        Some charts have not signalled when the points are used up.
    ValueError
        A rule that judges a complete series: it has no run length.

    Examples
    --------
    >>> from sqc.stats.runlength.chart import means_chart
    >>> found = simulate(means_chart([Rule("1", "beyond_limit", 1, 1)]), 1.0, seed=7, charts=2000)
    >>> abs(found.arl - 43.894682) < 3 * found.standard_error
    True
    """
    rules = [rule for some, _ in chart.panels for rule in some]
    if any(rule.kind not in KINDS for rule in rules):
        raise ValueError("a rule judges a complete series: it has no run length")
    if not rules:
        raise NeverSignalsError("these rules never signal")
    random = np.random.default_rng(seed)
    means, ratios = (_of_each(values, charts) for values in (mean, ratio))
    reach = max(2, *(_looks_back(rule) for rule in rules)) - 1
    lengths, running = np.zeros(charts, dtype=np.int64), np.arange(charts)
    past, done, drawn, block = np.full((len(chart.panels), charts, reach), np.nan), 0, 0, _BLOCKS[0]
    while len(running):
        drawn += len(running) * block
        if drawn > points:
            raise NeverSignalsError("the chart signals hardly ever")
        new = chart.draw(random, Rows(means[running], ratios[running], past), block)
        shown = np.concatenate([past, new], axis=-1)
        fired = np.zeros((len(running), block), dtype=bool)
        for (some, limits), values in zip(chart.panels, shown, strict=True):
            if some:
                fired |= _signals(some, limits, values)[:, reach:]
        ended = fired.any(axis=1)
        lengths[running[ended]] = done + 1 + fired[ended].argmax(axis=1)
        running, past, done = running[~ended], shown[:, ~ended, block:], done + block
        block = min(2 * block, _BLOCKS[1])
    return Simulated(lengths)


def charts_in_time(
    chart: Chart, mean: ArrayLike = 0.0, ratio: ArrayLike = 1.0, *, points: float = 1e7
) -> int:
    """How many charts can be simulated with about so many points.

    Parameters
    ----------
    chart : Chart
    mean, ratio
        As in `simulate`.
    points : float

    Returns
    -------
    int
        From 1,000 to 40,000.

    Raises
    ------
    NeverSignalsError
        A few charts use up the points.

    Examples
    --------
    >>> from sqc.stats.runlength.chart import means_chart
    >>> charts_in_time(means_chart([Rule("1", "beyond_limit", 1, 1)]), 2.0)
    40000
    """
    arl = simulate(chart, mean, ratio, seed=SEED + 1, charts=_PILOT, points=points).arl
    return int(float(f"{min(max(points / arl, _FEWEST), MOST):.2g}"))
