"""Simulate how often stable charts signal, and write src/sqc/charts/price_table.json.

Independent normal data, seed 20261120. Phase I: limits from the same points; phase II: known limits.
The charts are judged by sqc's own code: every simulated chart is a stage of one long series.

    python scripts/price_table.py [--charts 40000] [--kinds median-r]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from sqc.charts.kind import Estimation, load_kind
from sqc.charts.rule_choice import rule_set
from sqc.charts.signals import judge
from sqc.data.sample import About, Individuals, Stages, Subgroups
from sqc.stats.grouped import describe

SEED = 20261120
MOST = 12
POINTS = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 200)
SIZES = {
    "xbar-r": (2, 3, 4, 5, 6, 8, 10),
    "xbar-s": (2, 3, 4, 5, 8, 12, 20),
    "median-r": (3, 4, 5, 7, 9),
    "i-mr": (1,),
}
ABOUT = (
    "How often stable charts signal; scripts/price_table.py, {charts} simulated charts a row, seed {seed},"
    " standard error of a share at most {error:.4f}."
    " rows[kind phase rules][subgroup size][points] = [P(N >= 1), P(N >= 2), ...],"
    " share of the location panel alone, mean of N, variance of N over its mean."
)
TARGET = Path(__file__).parents[1] / "src/sqc/charts/price_table.json"


def sample_of(
    kind: str, charts: int, points: int, n: int, rng: np.random.Generator
) -> Individuals | Subgroups:
    """Return `charts` stable charts as the stages of one sample."""
    starts = np.arange(charts, dtype=np.int64) * points
    about = About(stages=Stages(starts, ("",) * charts))
    if kind == "i-mr":
        return Individuals(rng.standard_normal(charts * points), about)
    values = rng.standard_normal(charts * points * n)
    found = describe(values, np.arange(0, len(values), n))
    return Subgroups(found.n, found.mean, found.range, found.sd, about, values)


def simulate(kind: str, phase: int, rules: str, points: int, n: int, charts: int) -> tuple[object, ...]:
    """Return P(N >= 1..MOST), the share of the location panel alone, mean of N, variance over mean."""
    rng = np.random.default_rng([SEED, points, n, phase, len(rules), len(kind)])
    record, estimation, chosen = load_kind(kind), Estimation(), rule_set(rules)
    counts, location = [], []
    block = max(1, 1_000_000 // (points * n))
    for first in range(0, charts, block):
        size = min(block, charts - first)
        sample = sample_of(kind, size, points, n, rng)
        parameters = record.estimate(sample, estimation)
        if phase == 2:
            known = {"center": np.zeros(size), "sigma": np.ones(size)}
            parameters = replace(parameters, values=known)
        panels, _ = record.panels(sample, parameters, estimation, None)
        judged = [judge(panel, chosen, sample.about.stages.starts) for panel in panels]
        signalling = [one.signalling.reshape(size, points).sum(axis=1) for one in judged]
        counts.append(sum(signalling))
        location.append(signalling[0])
    total, first_panel = np.concatenate(counts), np.concatenate(location)
    at_least = tuple(round(float(np.mean(total >= j)), 5) for j in range(1, MOST + 1))
    mean = float(total.mean())
    return (
        at_least,
        round(float(np.mean(first_panel >= 1)), 5),
        round(mean, 5),
        round(float(total.var()) / max(mean, 1e-9), 4),
    )


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=40_000)
    parser.add_argument("--kinds", nargs="*", default=list(SIZES), help="the rows of the others are kept")
    given = parser.parse_args()
    charts = given.charts
    rows = json.loads(TARGET.read_text(encoding="utf-8"))["rows"] if TARGET.exists() else {}
    for kind, sizes in SIZES.items():
        for phase in (1, 2) if kind in given.kinds else ():
            for rules in ("limits", "nelson:1,2"):
                key = f"{kind} {phase} {rules}"
                rows[key] = {
                    n: {points: simulate(kind, phase, rules, points, n, charts) for points in POINTS}
                    for n in sizes
                }
                print(key, flush=True)
    table = {"about": ABOUT.format(charts=charts, seed=SEED, error=0.5 / charts**0.5), "rows": rows}
    # one chart and set a line: a chart reads its own line alone
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(row)}" for key, row in table["rows"].items())
    about = json.dumps(table["about"])
    TARGET.write_text(f'{{"about": {about}, "rows": {{\n{lines}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
