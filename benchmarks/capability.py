"""How often the intervals of capability indices hold the true one, by estimator of sigma and amount of data.

    python benchmarks/capability.py [--runs 20000] [--seed 1]

Normal values with a true Cpk of 1.33 and a true Cp of 1.67, confidence 95 %. `cp` and `cpk`: two-sided
intervals (chi-square, normal approximation); `cpk at least`: the one-sided lower bound of the answer;
`exact`: the bound by the noncentral t; `n - 1`: the two-sided interval of Cpk with n - 1 degrees of freedom
whatever the estimator. Three standard errors of 20,000 runs: 0.5 points. The second table: sigma
between/within of subgroups whose levels vary, by sigma between over sigma within. About twenty seconds.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.stats.between import Components, components
from sqc.stats.capability import side_interval, width_interval
from sqc.stats.grouped import describe
from sqc.stats.sigma import INDIVIDUAL_METHODS, SUBGROUP_METHODS

CP, CPK, CONFIDENCE = 5 / 3, 4 / 3, 0.95
Floats = npt.NDArray[np.float64]


class Design(NamedTuple):
    """So many subgroups of one size; 1: single values."""

    points: int
    size: int

    @property
    def name(self) -> str:
        """Return ``25 x 5`` or ``50``."""
        return f"{self.points} x {self.size}" if self.size > 1 else str(self.points)


DESIGNS = (Design(25, 5), Design(20, 3), Design(50, 1), Design(125, 1))


def estimates(
    design: Design, runs: int, rng: np.random.Generator
) -> Iterator[tuple[str, Floats, Floats, Floats]]:
    """Return mean, sigma and degrees of freedom of each run by each estimator."""
    n = design.points * design.size
    values = rng.standard_normal((runs, n))
    mean = values.mean(axis=1)
    yield "overall s", mean, values.std(axis=1, ddof=1), np.full(runs, n - 1.0)
    used = np.ones(runs * design.points, dtype=bool)
    starts = design.points * np.arange(runs)
    if design.size == 1:
        for name in ("mr", "median-mr", "mssd"):
            yield name, mean, *INDIVIDUAL_METHODS[name](values.ravel(), starts, used)
        return
    groups = describe(values.ravel(), design.size * np.arange(runs * design.points))
    for name, estimator in SUBGROUP_METHODS.items():
        yield name, mean, *estimator(groups.n, groups.range, groups.sd, starts, used)


def coverage(n: int, mean: Floats, sigma: Floats, df: Floats) -> tuple[float, ...]:
    """Return the shares of runs whose intervals hold the true index."""
    from scipy.special import nctdtrit

    low, high = (1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2
    cp = CP / sigma
    lower, upper = 3 * (2 * CP - CPK), 3 * CPK  # distances of the limits from the true mean, in true sigma
    cpk = np.minimum(upper - mean, lower + mean) / (3 * sigma)

    def held(ends: tuple[Floats, Floats], true: float) -> float:
        return float(((ends[0] <= true) & (true <= ends[1])).mean())

    one = side_interval(cpk, n, df, 1 - CONFIDENCE, CONFIDENCE)[0]
    # the bound lies below the true index where the statistic is below its quantile at the true index
    scale = 3 * math.sqrt(n)
    exact = cpk <= nctdtrit(float(df[0]), scale * CPK, CONFIDENCE) / scale
    return (
        held(width_interval(cp, df, low, high), CP),
        held(side_interval(cpk, n, df, low, high), CPK),
        float((one <= CPK).mean()),
        float(exact.mean()),
        held(side_interval(cpk, n, n - 1, low, high), CPK),
    )


RATIOS = (0.0, 0.3, 0.5, 1.0, 2.0)


def between_within(
    design: Design, ratio: float, name: str, runs: int, rng: np.random.Generator
) -> tuple[Floats, Components]:
    """Return mean and components of each run; the variances within and between add up to 1."""
    within = 1 / math.sqrt(1 + ratio**2)
    values = within * rng.standard_normal((runs, design.points, design.size))
    values += ratio * within * rng.standard_normal((runs, design.points, 1))
    groups = describe(values.ravel(), design.size * np.arange(runs * design.points))
    used, starts = np.ones(runs * design.points, dtype=bool), design.points * np.arange(runs)
    sigma, df = SUBGROUP_METHODS[name](groups.n, groups.range, groups.sd, starts, used)
    return values.mean(axis=(1, 2)), components(groups.mean, groups.n, starts, used, sigma, df)


def between_coverage(mean: Floats, found: Components) -> tuple[float, float, float]:
    """Return the shares of runs whose intervals by sigma between/within hold the true index."""
    low, high = (1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2
    cp, n, df = CP / found.sigma_bw, found.n_effective, found.df_bw
    lower, upper = 3 * (2 * CP - CPK), 3 * CPK
    cpk = np.minimum(upper - mean, lower + mean) / (3 * found.sigma_bw)
    wide, side = width_interval(cp, df, low, high), side_interval(cpk, n, df, low, high)
    bound = side_interval(cpk, n, df, 1 - CONFIDENCE, CONFIDENCE)[0]
    return (
        float(((wide[0] <= CP) & (wide[1] >= CP)).mean()),
        float(((side[0] <= CPK) & (side[1] >= CPK)).mean()),
        float((bound <= CPK).mean()),
    )


def print_between(runs: int, seed: int) -> None:
    """Print the table of sigma between/within."""
    print("\n| data | sigma between / within | estimator | df | sigma between 0 | cp | cpk | cpk at least |")
    print("|---|--:|---|--:|--:|--:|--:|--:|")
    for design in (Design(25, 5), Design(20, 3)):
        for ratio in RATIOS:
            for name in ("rbar", "pooled"):
                mean, found = between_within(design, ratio, name, runs, np.random.default_rng(seed))
                shares = " | ".join(f"{100 * share:.1f}" for share in between_coverage(mean, found))
                none = 100 * float((found.sigma_between == 0).mean())
                df = float(np.median(found.df_bw))
                print(f"| {design.name} | {ratio:g} | {name} | {df:.1f} | {none:.0f} % | {shares} |")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print("| data | estimator | df | cp | cpk | cpk at least | exact | n - 1 |")
    print("|---|---|--:|--:|--:|--:|--:|--:|")
    for design in DESIGNS:
        rng = np.random.default_rng(asked.seed)
        for name, mean, sigma, df in estimates(design, asked.runs, rng):
            shares = " | ".join(
                f"{100 * share:.1f}" for share in coverage(design.points * design.size, mean, sigma, df)
            )
            print(f"| {design.name} | {name} | {df[0]:.1f} | {shares} |")
    print_between(asked.runs, asked.seed)


if __name__ == "__main__":
    main()
