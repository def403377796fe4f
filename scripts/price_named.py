"""Simulate how often stable charts signal by the published sets, and write src/sqc/charts/price_named.npy.

Every set that ships, with the rules it has on by default, and the parts that published tables price, on every
kind for measured values. A chart is judged once by all different rules (sqc's own code); a point counts for a
set if one of the rules that its panel gets signals there. Independent normal data, seed 20261120. Phase I:
limits from the same points; phase II: known limits.

    nice python scripts/price_named.py [--charts 20000] [KIND ...]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace

import numpy as np
from price_subsets import CHARTS, POINTS, packed, row, write
from price_table import SEED

from sqc.charts.catalog import KINDS
from sqc.charts.kind import ControlPanel, Estimation, load_kind
from sqc.charts.rule_choice import rule_set
from sqc.charts.ruleset_file import published_sets
from sqc.charts.rulesets import SETS, RuleSet, rules_for
from sqc.charts.signals import engine_panel
from sqc.data.sample import About, Individuals, Stages, Subgroups
from sqc.stats.grouped import describe
from sqc.stats.rules import masks

SMALL, LARGE = (2, 3, 4, 5, 8), (2, 3, 5, 12)
# kinds with standard deviations take large subgroups too; single values have none
SIZES = {"xbar-r": SMALL, "r": SMALL, "xbar-s": LARGE, "s": LARGE, "xbar": LARGE}
PARTS = ("nelson:1,2", "minitab:1,2,3,4", "minitab:all", "aiag-vda-yellow:1,2,3,4", "aiag-vda-yellow:all")
BLOCK = 500_000  # values at one time


def sets() -> list[RuleSet]:
    """Return the sets of the table."""
    found = [*SETS.values(), *published_sets().values(), *map(rule_set, PARTS)]
    return found + [rule_set(f"{one.id}:all") for one in found if one.more and one.name == one.id]


def sample_of(
    takes: str, charts: int, points: int, n: int, rng: np.random.Generator
) -> Individuals | Subgroups:
    """Return `charts` stable charts as the stages of one sample."""
    about = About(stages=Stages(np.arange(charts, dtype=np.int64) * points, ("",) * charts))
    if takes == "individuals":
        return Individuals(rng.standard_normal(charts * points), about)
    values = rng.standard_normal(charts * points * n)
    found = describe(values, np.arange(0, charts * points * n, n))
    return Subgroups(found.n, found.mean, found.range, found.sd, about, values)


def signalling(panel: ControlPanel, chosen: list[RuleSet], starts: np.ndarray, points: int) -> np.ndarray:
    """Return how many points of each chart signal by each set, shape (charts, sets)."""
    mine = [rules_for(panel, one) for one in chosen]
    distinct = list({rule: None for rules in mine for rule in rules})
    found = masks(distinct, engine_panel(panel), starts)
    count = np.zeros((len(starts), len(chosen)), dtype=np.float32)
    for i, rules in enumerate(mine):
        if rules:
            hit = np.logical_or.reduce([found[distinct.index(rule)] for rule in rules])
            count[:, i] = hit.reshape(-1, points).sum(axis=1)
    return count


def counts(kind: str, phase: int, points: int, n: int, charts: int, chosen: list[RuleSet]) -> np.ndarray:
    """Return the table of one size: what `price_subsets.row` says of each set."""
    rng = np.random.default_rng([SEED, points, n, phase, *kind.encode()])
    record, estimation = load_kind(kind), Estimation()
    parts: list[list[np.ndarray]] = [[], []]
    block = max(1, BLOCK // (points * n))
    for first in range(0, charts, block):
        size = min(block, charts - first)
        sample = sample_of(KINDS[kind].takes, size, points, n, rng)
        parameters = record.estimate(sample, estimation)
        if phase == 2:
            known = {name: np.full(size, float(name == "sigma")) for name in parameters.values}
            parameters = replace(parameters, values=known)
        panels, _ = record.panels(sample, parameters, estimation, None)
        each = [signalling(panel, chosen, sample.about.stages.starts, points) for panel in panels]
        parts[0].append(each[0])
        parts[1].append(np.sum(each[1:], axis=0) if each[1:] else np.zeros_like(each[0]))
    return row(*(np.concatenate(part) for part in parts))


def kept() -> tuple[dict[str, np.ndarray], dict[str, tuple[int, ...]]]:
    """Return what the table says of every kind and phase, and the subgroup sizes of each kind."""
    rows = json.loads((CHARTS / "price_named.json").read_text(encoding="utf-8"))["rows"]
    table = np.load(CHARTS / "price_named.npy")
    parts = {key: table[first : first + len(sizes)] for key, (first, sizes) in rows.items()}
    return parts, {key.split()[0]: tuple(sizes) for key, (_, sizes) in rows.items()}


def main() -> None:
    """Simulate and write; kinds that are not named keep what the file says of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=20_000)
    measured = [name for name, line in KINDS.items() if line.family == "variables"]
    parser.add_argument("kinds", nargs="*", default=measured)
    given = parser.parse_args()
    chosen = sets()
    parts, sizes = ({}, {}) if given.kinds == measured else kept()
    for kind in given.kinds:
        sizes[kind] = SIZES.get(kind, SMALL) if KINDS[kind].takes == "subgroups" else (2,)
        for phase in (1, 2):
            n = [1] if KINDS[kind].takes == "individuals" else sizes[kind]
            parts[f"{kind} {phase}"] = packed(
                np.array([[counts(kind, phase, m, size, given.charts, chosen) for m in POINTS] for size in n])
            )
            print(kind, phase, flush=True)
    about = (
        f"scripts/price_named.py, {given.charts} simulated charts a row, seed {SEED}, standard error of a"
        f" share at most {0.5 / given.charts**0.5:.4f}"
    )
    write("price_named", about, [one.name for one in chosen], parts, sizes)


if __name__ == "__main__":
    main()
