"""How often the report card cries wolf: stable charts of independent data, judged by the card's own code.

    python benchmarks/report_card.py [--runs 10000] [--only i-mr-50,xbar-r-25x5]

Signals are not counted (they have their own price), nor few points and a lower limit that is missing. Run i
of a design has seed i. About half a minute a design.
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import NamedTuple

import numpy as np

from sqc.charts.card.context import look
from sqc.charts.kind import Estimation, load_kind
from sqc.charts.report_card import report_card
from sqc.data.sample import About, Counts, Individuals, Sample, Subgroups
from sqc.notes import Source
from sqc.stats.grouped import describe

NOT_COUNTED = {"no-lower-limit"}
ALLOWED = 0.11


class Design(NamedTuple):
    """A chart: its kind, how many points of which size; step: what normal values are rounded to, in sigma."""

    name: str
    kind: str
    points: int
    size: int = 1
    step: float = 0.01


DESIGNS = (
    Design("i-mr-50", "i-mr", 50),
    Design("xbar-r-25x5", "xbar-r", 25, 5),
    Design("i-mr-25", "i-mr", 25),
    Design("i-mr-100", "i-mr", 100),
    Design("i-mr-50-coarse", "i-mr", 50, step=0.2),
    Design("xbar-r-25x2", "xbar-r", 25, 2),
    Design("xbar-r-25x3", "xbar-r", 25, 3),
    Design("xbar-r-100x5", "xbar-r", 100, 5),
    Design("xbar-s-25x10", "xbar-s", 25, 10),
    Design("p-25x200", "p", 25, 200),
    Design("c-25", "c", 25),
)


def sample(design: Design, seed: int) -> Sample:
    """Return a stable sample: normal values, 5 % nonconforming units, or 8 nonconformities a point."""
    rng = np.random.default_rng(seed)
    about = About(source=Source("simulated"))
    if design.kind == "p":
        size = np.full(design.points, float(design.size))
        return Counts(rng.binomial(design.size, 0.05, design.points).astype(float), size, about)
    if design.kind == "c":
        return Counts(rng.poisson(8.0, design.points).astype(float), None, about)
    values = np.round(rng.normal(0, 1 / design.step, design.points * design.size)) * design.step
    if design.size == 1:
        return Individuals(values, about)
    found = describe(values, np.arange(design.points) * design.size)
    return Subgroups(found.n, found.mean, found.range, found.sd, about, values)


def findings(design: Design, seed: int) -> set[str]:
    """Return the keys that the card says at watch or act about a stable chart."""
    data, kind = sample(design, seed), load_kind(design.kind)
    panels, _ = kind.panels(data, kind.estimate(data, Estimation()), Estimation(), None)
    card = report_card(look(kind, data, panels, False))
    return {finding.key for finding in card if finding.level != "ok"} - NOT_COUNTED


def shares(design: Design, runs: int) -> dict[str, float]:
    """Return the share of stable charts with each finding, and with any (key ``together``)."""
    counted: Counter[str] = Counter()
    for seed in range(runs):
        keys = findings(design, seed)
        counted.update(keys)
        counted["together"] += bool(keys)
    return {key: n / runs for key, n in counted.most_common()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    wanted = set(filter(None, given.only.split(",")))
    for design in DESIGNS:
        if wanted and design.name not in wanted:
            continue
        found = shares(design, given.runs)
        together = found.pop("together", 0.0)
        verdict = "kept" if together <= ALLOWED else "MISSED"
        print(f"{design.name:16} together {100 * together:5.2f} %  bar {100 * ALLOWED:g} %  {verdict}")
        for key, share in found.items():
            print(f"{'':16} {key:18} {100 * share:5.2f} %", flush=True)


if __name__ == "__main__":
    main()
