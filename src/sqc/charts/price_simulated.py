"""The price of a chart under any rules, simulated when it is asked for: stable charts of this very shape.

Independent normal data in the subgroups, stages and gaps of the chart, judged by its own code; with known
limits by those, else by limits from the same points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sqc.charts.kind import ChartKind, Estimation, Floats, Parameters
from sqc.charts.price import Price
from sqc.charts.rulesets import RuleSet, rules_at
from sqc.charts.signals import deciding, judge
from sqc.data.sample import About, Individuals, Ints, Stages, Subgroups
from sqc.stats.grouped import describe
from sqc.stats.rules import Panel, masks

SEED = 20261120
# simulated values, all charts together, and the fewest and most charts: a second at the most for usual sizes
SIMULATED, FEWEST, MOST, BLOCK = 4_000_000, 200, 20_000, 500_000
COUNTED = 12


def simulated_price(
    kind: ChartKind,
    sample: Individuals | Subgroups,
    chosen: RuleSet,
    estimation: Estimation,
    parameters: Parameters,
    known: bool,
) -> Price:
    """Return how often stable charts of this shape signal.

    Parameters
    ----------
    kind : ChartKind
    sample : Individuals or Subgroups
        Its sizes, stages, gaps and excluded points are those of the simulated charts.
    chosen : RuleSet
    estimation : Estimation
        Width of the limits and estimator of sigma.
    parameters : Parameters
        Their names are those of the kind; their values are not used.
    known : bool
        The limits are known; else they come from the same points.
    """
    sizes = sample.n if isinstance(sample, Subgroups) else np.ones(len(sample.values), dtype=np.int64)
    values = max(int(sizes.sum()), 1)
    charts = int(np.clip(SIMULATED // values, FEWEST, MOST))
    rng = np.random.default_rng(SEED)
    total, first = [], []
    for many in _blocks(charts, max(1, BLOCK // values)):
        drawn = _drawn(sample, sizes, many, rng)
        learned = kind.estimate(drawn, replace_given(estimation))
        if known:
            stages = len(drawn.about.stages.starts)
            ones = {name: np.full(stages, float(name != "center")) for name in parameters.values}
            learned = replace(learned, values=ones)
        panels, _ = kind.panels(drawn, learned, replace_given(estimation), None)
        starts = drawn.about.stages.starts
        judged = deciding(tuple(judge(panel, chosen, starts) for panel in panels), drawn.about.excluded)
        counts = [one.signalling.reshape(many, -1).sum(axis=1) for one in judged]
        total.append(np.sum(counts, axis=0))
        first.append(counts[0])
    return _price(np.concatenate(total), np.concatenate(first), len(sizes))


def replace_given(estimation: Estimation) -> Estimation:
    """Return the estimation without the user's own center and sigma: the simulated process has others."""
    return estimation._replace(given_center=None, given_sigma=None)


def _blocks(charts: int, most: int) -> Iterator[int]:
    while charts > 0:
        yield min(charts, most)
        charts -= most


def _drawn(
    sample: Individuals | Subgroups, sizes: Ints, charts: int, rng: np.random.Generator
) -> Individuals | Subgroups:
    """Return so many stable charts of this shape, one after another."""
    about, points = sample.about, len(sizes)
    starts = (np.arange(charts)[:, None] * points + about.stages.starts).ravel()
    excluded = None if about.excluded is None else np.tile(about.excluded, charts)
    new = About(stages=Stages(starts, ("",) * len(starts)), excluded=excluded)
    if isinstance(sample, Individuals):
        values = rng.standard_normal((charts, points))
        values[:, np.isnan(sample.values)] = np.nan
        return Individuals(values.ravel(), new)
    n = np.tile(sizes, charts)
    ends = np.cumsum(n)
    values = rng.standard_normal(int(ends[-1]))
    found = describe(values, ends - n)
    return Subgroups(found.n, found.mean, found.range, found.sd, new, values)


def _price(total: Ints, first: Ints, points: int) -> Price:
    at_least = tuple(float(np.mean(total >= j)) for j in range(1, COUNTED + 1))
    mean = float(total.mean())
    spread = float(total.var()) / mean if mean > 0 else 1.0
    return Price(at_least, mean, points, float(np.mean(first > 0)), spread, len(total))


def simulated_share(chosen: RuleSet) -> float:
    """Return how many stable series of 25 single values have a signal: one panel, known limits.

    Parameters
    ----------
    chosen : RuleSet
    """
    series, points = MOST, 25
    rules = rules_at("individuals", chosen)
    if not rules:
        return 0.0
    x: Floats = np.random.default_rng(SEED).standard_normal(series * points)
    found = masks(rules, Panel(x, 0.0, -3.0, 3.0, 1.0), np.arange(series) * points)
    return float(found.any(axis=0).reshape(series, points).any(axis=1).mean())
