"""What a chart costs: how often a stable process signals on a chart of this kind and size.

Variables charts read tables that `scripts/price_table.py` (the default sets), `scripts/price_subsets.py`
(their parts) and `scripts/price_named.py` (the other published sets) simulate: independent normal data, the
chart judged by its own code. Charts of counts are computed exactly from binomial or Poisson tails for the
default sets, and simulated on their own limits for the others. Run charts are computed from the chances of
runs.
"""

from __future__ import annotations

import math
import os
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np

from sqc.charts.rulesets import NELSON, RuleSet, place_of, rules_at, same_rules
from sqc.charts.signals import Judged
from sqc.stats.chance import clumped_tail, expected_signals, signal_distribution
from sqc.stats.chisquare import chi2_sf

MOST_POINTS = 100
# with so many expected signals the normal and the gamma distribution of their number agree
MANY = 500
# relative standard error of the signals per point, from the simulated table
RATE_ERROR = 0.01
SUBSET_RATE_ERROR = 0.02
# the default sets: length of the run that signals; a set of other name with the same rules costs the same
_RUNS = {"limits": 0, "nelson:1,2": 9}
_WHOLE = {"longest_run", "crossings"}
_DEFAULTS = {"beyond_limit": "limits", "beyond_limit run_same_side": "nelson:1,2"}


class Price(NamedTuple):
    """Share of stable charts that show at least j signals, j = 1, 2, ...; or their expected number.

    `at_least[j - 1]` is P(N >= j); above `MOST_POINTS` points only `expected` is stated. `location`
    is the share for the location panel alone. `spread` is the variance of N over its mean. `charts` is how
    many stable charts were simulated when it was asked for, 0 where a table or a formula was read. `method`
    says where the numbers are from.
    """

    at_least: tuple[float, ...]
    expected: float
    points: int
    location: float | None = None
    spread: float = 1.0
    charts: int = 0
    method: Literal["table", "exact", "runs", "simulated"] = "table"

    @property
    def error(self) -> float:
        """Standard error of `any_signal` where it was simulated, else 0."""
        share = self.any_signal
        return math.sqrt(share * (1.0 - share) / self.charts) if self.charts else 0.0

    @property
    def error_of_expected(self) -> float:
        """Standard error of `expected` where it was simulated, else 0."""
        return math.sqrt(self.spread * self.expected / self.charts) if self.charts else 0.0

    @property
    def any_signal(self) -> float:
        """Share of stable charts of this size with at least one signal."""
        return self.at_least[0]

    def chance_of(self, signals: int) -> float:
        """Return the probability that a stable chart of this size shows at least so many signals."""
        if signals < 1:
            return 1.0
        if self.points <= MOST_POINTS:
            return _tail(self.at_least, signals)
        spread = max(self.spread, 1e-9)
        if self.expected > MANY:
            deviation = (signals - 0.5 - self.expected) / math.sqrt(self.expected * spread)
            return 0.5 * math.erfc(deviation / math.sqrt(2.0))
        # signals come in clumps: a gamma with their mean and variance has the longer upper tail
        return float(chi2_sf(2.0 * max(signals - 0.5, 0.0) / spread, 2.0 * self.expected / spread))


def _tail(at_least: tuple[float, ...], signals: int) -> float:
    """Return P(N >= signals); after the last one listed it falls as it fell to there."""
    more = signals - len(at_least)
    if more <= 0:
        return at_least[signals - 1]
    if len(at_least) < 5 or at_least[-1] <= 0.0:
        return 0.0
    return at_least[-1] * math.exp(math.log(at_least[-1] / at_least[-5]) * more / 4)


def price_of(
    kind: str, chosen: RuleSet, judged: tuple[Judged, ...], size: float, phase: int, stages: int
) -> Price | None:
    """Return the price of a chart, None where it is not computed.

    Parameters
    ----------
    kind : str
    chosen : RuleSet
    judged : tuple of Judged
        The panels with the rules they got; those of counts are priced exactly from their own limits.
    size : float
        Mean subgroup size.
    phase : {1, 2}
        1: limits estimated from these points; 2: known limits.
    stages : int
        Stages are priced as charts of their own.
    """
    default = _default(judged)
    first = judged[0].panel
    if not first.limited and {rule.kind for rule in judged[0].rules} <= _WHOLE:
        return _by_runs(judged[0], phase)
    if first.family == "attribute":
        if first.model is None:
            return _simulated(judged[0], chosen, phase)
        # the run rule on limits from the same points: no formula, the total of the chart is given
        exact = default is not None and (phase == 2 or not _RUNS[default])
        if exact or first.measured > MOST_POINTS:
            return None if default is None else _exact(judged[0], _RUNS[default], phase)
        return _simulated(judged[0], chosen, phase)
    rows, known = (_rows(kind, which, chosen, judged, default) for which in (phase, 2))
    if rows is None or known is None:
        return None
    error = SUBSET_RATE_ERROR if default is None else RATE_ERROR
    rate = _rate(known, max(size, 2.0))
    # a moving range is missing at the start of every stage: the tables count the values
    points = first.measured / stages + first.span - 1
    return _interpolated(rows, max(size, 2.0), points, stages, (rate, error))


def _by_runs(one: Judged, phase: int) -> Price:
    """Return the exact price of the longest run and the crossings about a median."""
    from sqc.stats.runs import crossings_needed, longest_allowed
    from sqc.stats.runs_chance import unlikely_share

    kinds = {rule.kind for rule in one.rules}
    alpha = min((rule.alpha for rule in one.rules if rule.kind == "crossings"), default=0.0)
    counted = np.add.reduceat(np.isfinite(one.panel.statistic).astype(np.int64), one.starts)
    chances = np.ones(1)
    for points in counted.tolist():
        # of an odd number one lies on its own median
        useful = points if phase == 2 else points - points % 2
        if useful:
            longest = int(longest_allowed(useful)) if "longest_run" in kinds else useful
            crossings = int(crossings_needed(useful, alpha)) if alpha else 0
            share = unlikely_share(useful, longest, crossings, known=phase == 2)
            # a stage signals once or not at all
            chances = np.convolve(chances, [1.0 - share, share])
    at_least = np.clip(1.0 - np.cumsum(chances), 0.0, 1.0)[:-1][:12].tolist()
    expected = float(np.dot(np.arange(len(chances)), chances))
    at_least += [0.0] * (12 - len(at_least))
    return Price(tuple(at_least), expected, int(counted.sum()), at_least[0], method="runs")


def _default(judged: tuple[Judged, ...]) -> str | None:
    """Return the default set that judges these panels as their rules do; None: others."""
    name = _DEFAULTS.get(" ".join(rule.kind for rule in judged[0].rules))
    if name is None:
        return None
    usual = RuleSet(name, "", "", "", NELSON[: 1 if name == "limits" else 2])
    each = ((one.rules, rules_at(place_of(one.panel), usual)) for one in judged)
    return name if all(same_rules(mine, theirs) for mine, theirs in each) else None


def _rows(
    kind: str, phase: int, chosen: RuleSet, judged: tuple[Judged, ...], default: str | None
) -> Rows | None:
    """Return the table of one set; the sets that are no default stand in files of their own."""
    rows = _default_rows(f"{kind} {phase} {default}")
    if rows is None:
        from sqc.charts.price_sets import rows_of

        rows = rows_of(kind, phase, chosen, judged)
    return rows


Rows = dict[str, dict[str, Any]]


@lru_cache(maxsize=8)
def _default_rows(key: str) -> Rows | None:
    """Return the rows of a chart and set from its own line of the table; to read all takes 1 ms."""
    with open(os.path.join(os.path.dirname(__file__), "price_table.json"), encoding="utf-8") as file:
        line = next((line for line in file if line.startswith(f'"{key}": ')), None)
    if line is None:
        return None
    import json

    rows: Rows = json.loads(line[len(key) + 4 :].rstrip(",\n"))
    return rows


def _nearest(rows: Rows, size: float) -> dict[int, Any]:
    nearest = min(rows, key=lambda n: abs(math.log(int(n) / size)))
    return {int(m): row for m, row in rows[nearest].items()}


def _rate(rows: Rows, size: float) -> float:
    """Return the signals that a point of a long chart adds: limits known, runs no longer at their start."""
    by_points = _nearest(rows, size)
    few, many = sorted(by_points)[-2:]
    rate: float = (by_points[many][2] - by_points[few][2]) / (many - few)
    return rate


def _interpolated(rows: Rows, size: float, points: float, stages: int, rate: tuple[float, float]) -> Price:
    """Interpolate log survival between chart sizes, at the nearest subgroup size in the table.

    Beyond the table each point adds `rate` signals, known up to its relative error, which widens the spread.
    """
    by_points = _nearest(rows, size)
    smallest = by_points[min(by_points)]
    # a chart without points signals never
    by_points[0] = [[0.0] * len(smallest[0]), 0.0, 0.0, smallest[3]]
    sizes = sorted(by_points)
    low = max([m for m in sizes if m <= points], default=sizes[0])
    high = min([m for m in sizes if m >= points], default=sizes[-1])
    weight = 0.0 if high == low else (points - low) / (high - low)
    (few, few_location, few_mean, few_spread), (many, many_location, many_mean, many_spread) = (
        by_points[low],
        by_points[high],
    )

    def between(a: float, b: float) -> float:
        return (1 - weight) * a + weight * b

    at_least = tuple(
        1.0 - math.exp(between(math.log1p(-a), math.log1p(-b))) for a, b in zip(few, many, strict=True)
    )
    beyond = max(points - sizes[-1], 0.0)
    expected = between(few_mean, many_mean) + rate[0] * beyond
    one = Price(
        at_least,
        expected,
        round(points),
        between(few_location, many_location),
        between(few_spread, many_spread) + expected * rate[1] ** 2 * (beyond > 0),
    )
    return one if stages == 1 else _several(one, stages)


def _several(one: Price, stages: int) -> Price:
    """Return the price of several stages side by side: the counts add up."""
    single = -np.diff(np.array([1.0, *one.at_least, 0.0]))
    total = single
    for _ in range(stages - 1):
        total = np.convolve(total, single)
    at_least = 1.0 - np.cumsum(total)[: len(one.at_least)]
    return Price(
        tuple(np.clip(at_least, 0.0, 1.0).tolist()),
        one.expected * stages,
        one.points * stages,
        None if one.location is None else 1 - (1 - one.location) ** stages,
        one.spread,
    )


def _exact(judged: Judged, run: int, phase: int) -> Price | None:
    """Price a chart of counts by its own limits, as if its points were independent."""
    panel = judged.panel
    if not panel.defined[np.isfinite(panel.statistic)].all():
        return None
    from sqc.charts.count_tails import estimated_tails, known_tails

    above, below, beyond_above, beyond_below = (
        known_tails(panel) if phase == 2 else estimated_tails(panel, judged.starts)
    )
    points = int(np.isfinite(panel.statistic).sum())
    if points > MOST_POINTS:
        starts = np.searchsorted(np.flatnonzero(panel.defined & (panel.sigma > 0)), judged.starts)
        expected, spread = expected_signals(above, below, beyond_above, beyond_below, run, starts)
        return Price(
            (float(clumped_tail(1, expected, spread)),), expected, points, spread=spread, method="exact"
        )
    most = 12
    chances = signal_distribution(above, below, beyond_above, beyond_below, run, most)
    at_least = 1.0 - np.cumsum(chances)[:most]
    expected = float(np.dot(np.arange(len(chances)), chances))
    return Price(tuple(np.clip(at_least, 0.0, 1.0).tolist()), expected, points, method="exact")


def _simulated(judged: Judged, chosen: RuleSet, phase: int) -> Price | None:
    """Price a chart of counts by stable charts drawn on its own limits."""
    measured = np.isfinite(judged.panel.statistic)
    if not (judged.panel.defined & np.isfinite(judged.panel.sigma))[measured].all():
        return None
    from sqc.charts.price_counts import simulated_counts

    counts = simulated_counts(judged, chosen, phase)
    if counts is None:
        return None
    at_least = tuple(float(np.mean(counts >= j)) for j in range(1, 13))
    expected = float(counts.mean())
    spread = float(counts.var()) / expected if expected > 0 else 1.0
    return Price(at_least, expected, judged.panel.measured, spread=spread, method="simulated")
