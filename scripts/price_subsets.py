"""Simulate how often stable charts signal by any set of rules, and write src/sqc/charts/price_subsets.npy.

All 255 subsets of Nelson's eight rules, and those of Western Electric's four that are not among them. Every
chart is judged once by all rules (sqc's own code); a point counts for a set if one of its rules is in it.
Independent normal data, seed 20261120. Phase I: limits from the same points; phase II: known limits.

    nice python scripts/price_subsets.py [--charts 40000]
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
from price_table import SEED, sample_of

from sqc.charts.kind import Estimation, load_kind
from sqc.charts.price_sets import COLUMNS, COUNTED, NINE, RULES, SETS, STEPS
from sqc.charts.rulesets import RuleSet
from sqc.charts.signals import judge

Sizes = tuple[int, ...]
POINTS = (10, 15, 20, 25, 30, 50, 100, 200)
SIZES = {"xbar-r": (2, 3, 4, 5, 8), "xbar-s": (2, 3, 5, 12), "i-mr": (2,)}
CHARTS = Path(__file__).parents[1] / "src/sqc/charts"

ALL = RuleSet("nine", "nine", "", "", NINE)
# which sets a point belongs to by the bits of the rules that signal there
MEMBER = (np.arange(1 << RULES)[:, None] & SETS != 0).astype(np.float32)


def counts(kind: str, phase: int, points: int, n: int, charts: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the points that signal on the location panel and on the other one, shape (charts, sets)."""
    rng = np.random.default_rng([SEED, points, n, phase, len(kind), ord(kind[-1])])
    record, estimation = load_kind(kind), Estimation()
    found: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    block = max(1, 1_000_000 // (points * n))
    for first in range(0, charts, block):
        size = min(block, charts - first)
        sample = sample_of(kind, size, points, n, rng)
        parameters = record.estimate(sample, estimation)
        if phase == 2:
            parameters = replace(parameters, values={"center": np.zeros(size), "sigma": np.ones(size)})
        panels, _ = record.panels(sample, parameters, estimation, None)
        places = np.repeat(np.arange(size) << RULES, points)
        for panel, into in zip(panels, found, strict=True):
            judged = judge(panel, ALL, sample.about.stages.starts)
            bits = np.zeros(size * points, dtype=np.int64)
            for rule, mask in zip(judged.rules, judged.masks, strict=True):
                bits |= mask.astype(np.int64) << (int(rule.id) - 1)
            table = np.bincount(places + bits, minlength=size << RULES).reshape(size, -1)
            into.append(table.astype(np.float32) @ MEMBER)
    location, spread = (np.concatenate(parts) for parts in found)
    return location, spread


def row(location: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Return what the table says of each set, shape (COLUMNS, sets)."""
    total = location + spread
    mean = total.mean(axis=0, dtype=np.float64)
    shares = [(total >= j).mean(axis=0) for j in COUNTED]
    over = total.var(axis=0, dtype=np.float64) / np.maximum(mean, 1e-9)
    found = np.stack([*shares, (location >= 1).mean(axis=0), mean, over])
    assert len(found) == COLUMNS
    return found


def packed(table: np.ndarray) -> np.ndarray:
    """Round within a third of the standard errors: what is noise takes no room."""
    return np.round(np.sqrt(table) * STEPS[:, None]).astype(np.uint16)


def write(
    name: str, about: str, sets: list[str], parts: dict[str, np.ndarray], sizes: dict[str, Sizes]
) -> None:
    """Write a table and what its rows are: temporary names first, so that a reader never finds half of it.

    `parts` are packed, by kind and phase; `sizes` the subgroup sizes by kind.
    """
    about += ". [rows of kind and phase, by subgroup size; points, column, set] = root, in steps"
    rows, first = {}, 0
    for key, part in parts.items():
        rows[key] = (first, sizes[key.split()[0]])
        first += len(part)
    head = {"about": about, "points": POINTS, "sets": sets, "rows": rows}
    table, text = (CHARTS / f"{name}.new.{end}" for end in ("npy", "json"))
    np.save(table, np.concatenate(list(parts.values())))
    text.write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")
    os.replace(table, CHARTS / f"{name}.npy")
    os.replace(text, CHARTS / f"{name}.json")


def main() -> None:
    """Simulate and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=40_000)
    charts = parser.parse_args().charts
    tables = {}
    for kind, sizes in SIZES.items():
        for phase in (1, 2):
            tables[f"{kind} {phase}"] = packed(
                np.array([[row(*counts(kind, phase, points, n, charts)) for points in POINTS] for n in sizes])
            )
            print(kind, phase, flush=True)
    about = (
        f"scripts/price_subsets.py, {charts} simulated charts a row, seed {SEED}, standard error of a share"
        f" at most {0.5 / charts**0.5:.4f}"
    )
    write("price_subsets", about, [], tables, SIZES)


if __name__ == "__main__":
    main()
