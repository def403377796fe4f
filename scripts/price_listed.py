"""Compute what `sqc chart --rules ?` prints of every set, and write src/sqc/charts/price_listed.json.

One panel of independent normal points, known limits. Average run length and share of series of 25 points
with a signal by the chain of the rules. That chain knows no full window (2 of 3 may be met at the second
point), sqc's own code does: what that takes from the share is simulated, as is a set that has no chain.
Seed 20261120.

    nice python scripts/price_listed.py [--series 1000000]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from sqc.charts.rule_choice import rule_set
from sqc.charts.ruleset_file import published_sets
from sqc.charts.rulesets import SETS, RuleSet, rules_at
from sqc.stats.rules import Panel, Rule, masks
from sqc.stats.runlength.chart import means_chart
from sqc.stats.runlength.shewhart import shewhart_problem
from sqc.stats.runlength.simulate import simulate

SEED, POINTS, BLOCK = 20261120, 25, 20_000
SERIES_KINDS = ("longest_run", "crossings", "runs_count")
# parts that published tables price
PARTS = (
    "minitab:1,2,3,4",
    "minitab:all",
    "aiag-vda-yellow:1,2,3,4",
    "aiag-vda-yellow:all",
    "jasp-default:1,2,3",
)
ABOUT = (
    "What rule sets cost on one panel: scripts/price_listed.py, seed {seed}, {series} simulated series."
    " sets[name] = [share of stable series of 25 points with a signal (standard error below 0.0005), average"
    " run length without a shift, its standard error (0: exact)]; null: the rules judge a complete series."
)
TARGET = Path(__file__).parents[1] / "src/sqc/charts/price_listed.json"


def sets() -> list[RuleSet]:
    """Return every set that ships, and the parts that are priced."""
    return [*SETS.values(), *published_sets().values(), *map(rule_set, PARTS)]


def shares(chosen: list[tuple[Rule, ...]], series: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of stable series with a signal, and that where no window need be full, of each set."""
    distinct = list({rule: None for rules in chosen for rule in rules})
    pad = max(rule.window for rule in distinct) - 1
    width = pad + POINTS
    rng = np.random.default_rng(SEED)
    hits = np.zeros((2, len(chosen)))
    for first in range(0, series, BLOCK):
        n = min(BLOCK, series - first)
        x = np.full((n, width), np.nan)
        x[:, pad:] = rng.standard_normal((n, POINTS))
        full = fired(distinct, x)
        # points before the first stand on the center: beyond no line
        early = full | (
            fired(distinct, np.nan_to_num(x)) & np.array([counts(rule) for rule in distinct])[:, None]
        )
        for i, rules in enumerate(chosen):
            mine = [distinct.index(rule) for rule in rules]
            hits[:, i] += full[mine].any(axis=0).sum(), early[mine].any(axis=0).sum()
    full_share, early_share = hits / series
    return full_share, early_share


def fired(rules: list[Rule], x: np.ndarray) -> np.ndarray:
    """Return which series each rule signals in, shape (rules, series)."""
    panel = Panel(x.ravel(), 0.0, -3.0, 3.0, 1.0)
    return masks(rules, panel, np.arange(len(x)) * x.shape[1]).reshape(len(rules), *x.shape).any(axis=2)


def counts(rule: Rule) -> bool:
    """Whether a rule may be met before its window is full."""
    return rule.k < rule.m and rule.kind in ("k_of_m_beyond", "run_same_side")


def row(rules: tuple[Rule, ...], full: float, early: float) -> list[float | None]:
    """Return share, average run length and its standard error."""
    if any(rule.kind in SERIES_KINDS for rule in rules):
        return [round(full, 5), None, None]
    try:
        flow = shewhart_problem(rules, [0.0])
    except ValueError:
        found = simulate(means_chart(rules), seed=SEED, charts=40_000)
        return [round(full, 5), round(found.arl, 3), round(found.standard_error, 3)]
    exact = 1.0 - float(flow.survival(POINTS)[0, -1])
    return [round(exact - (early - full), 5), round(float(flow.mean()[0]), 6), 0.0]


def main() -> None:
    """Compute and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=1_000_000)
    series = parser.parse_args().series
    found = sets()
    rules = [rules_at("individuals", one) for one in found]
    table = {
        one.name: row(mine, float(full), float(early))
        for one, mine, full, early in zip(found, rules, *shares(rules, series), strict=True)
    }
    about = ABOUT.format(seed=SEED, series=f"{series:,}")
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in table.items())
    TARGET.write_text(f'{{"about": {json.dumps(about)},\n"sets": {{\n{lines}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
