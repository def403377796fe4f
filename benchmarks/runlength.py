"""Speed of run lengths, each with its error beside it.

    python benchmarks/runlength.py [--runs 5] [--only ewma,xbar]

In process: the quickest of many repetitions, and the relative error against the published cases of
`sqc verify`. Whole processes: `sqc arl KIND` and `import numpy, scipy.linalg` in turn after a warm-up, the
median of each and of their ratios, and the time of the processor; the bar is for the wall clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

import numpy as np
from run import python, seconds, sqc

from sqc.charts.rulesets import SETS
from sqc.stats.rules import Rule
from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.mewma import mewma_problem
from sqc.stats.runlength.shewhart import shewhart_problem
from sqc.verification.load import PublishedCase, select

WORST = 1e-8  # relative error
CHARTS = {
    "ewma 0.2, 2.86": ("r-spc-xewma-l02-l286-two-fix", 1e-3),
    "cusum 0.5, 4.77": ("r-spc-xcusum-k05-h477-two", 1e-3),
    "western-electric": ("chain-c1234-western-electric", None),
    "mewma p 3, 0.2": ("r-spc-mewma-l02-p3", None),
}
ALL_EIGHT = (
    "from sqc.charts.rulesets import SETS\n"
    "from sqc.stats.runlength.shewhart import shewhart_problem\n"
    "shewhart_problem(SETS['nelson'].rules, 0.0).mean()\n"
)
YARDSTICK = "import numpy, scipy.linalg"
COUNTS = ("--given-center", "0.04", "--inspected", "100", "--shift", "0.08")
PROCESSES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("xbar", "i", "xbar-r", "xbar-s", "i-mr"), ("--shift", "0,1")),
    **dict.fromkeys(("r", "s", "mr"), ("--shift", "1.5")),
    "p": COUNTS,
    "np": COUNTS,
    "c": ("--given-center", "4", "--shift", "8"),
    "u": ("--given-center", "4", "--inspected", "2.5", "--shift", "8"),
    **dict.fromkeys(("ewma", "cusum", "mewma", "t2"), ("--shift", "0,1")),
    "xbar nelson": ("--rules", "nelson", "--shift", "0,1"),
    "ewma, 100 shifts": ("--shift", ",".join(f"{shift:g}" for shift in np.linspace(0.0, 3.0, 100))),
    "xbar, m = 25": ("--size", "5", "--subgroups", "25", "--shift", "0,1"),
    "ewma, m = 25": ("--size", "5", "--subgroups", "25", "--shift", "0,1"),
}
Lengths = Callable[[np.ndarray], np.ndarray]


def chart_of(case: PublishedCase) -> tuple[Lengths, np.ndarray, np.ndarray]:
    """Return run lengths by shift of the chart of a case, its shifts and published lengths."""
    asked = dict(case.settings)
    shifts, published = np.array(asked.pop("shift"), dtype=float), np.array(case.expected["arl"])
    if "rules" in asked:
        rules = [Rule(name, **case.data["rules"][name]) for name in asked["rules"]]
        return lambda shift: shewhart_problem(rules, shift).mean(), shifts, published
    build = {"ewma": ewma_problem, "cusum": cusum_problem, "mewma": mewma_problem}[asked.pop("chart")]
    return lambda shift: build(shift=shift, **asked).mean(), shifts, published


def quickest(action: Callable[[], object], most: float = 0.5) -> float:
    """Return the time of the quickest of as many repetitions as fit in half a second, three at least."""
    action()
    times: list[float] = []
    while len(times) < 3 or sum(times) < most:
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def line(name: str, took: float, bar: float | None, error: float) -> str:
    verdict = "kept  " if (bar is None or took <= bar) and error <= WORST else "MISSED"
    bars = f"bar {'' if bar is None else f'{bar * 1000:g} ms at '}{WORST:.0e}"
    return f"{name:30} {took * 1000:9.3f} ms  error {error:7.1e}  {bars:18} {verdict}"


def one_length(name: str, case: str, bar: float | None) -> str:
    """Measure the run length without a shift, and its error."""
    lengths, shifts, published = chart_of(select([case])[0])
    calm = shifts[:1]
    error = abs(float(lengths(calm)[0]) / published[0] - 1.0)
    return line(name, quickest(lambda: lengths(calm)), bar, error)


def curve(name: str, case: str) -> str:
    """Measure 100 shifts in one stack against one by one; the error at those that are published."""
    lengths, shifts, published = chart_of(select([case])[0])
    stack = np.sort(np.concatenate([shifts, np.linspace(0.05, 2.95, 100 - len(shifts))]))
    found = lengths(stack)
    error = float(np.max(np.abs(found[np.searchsorted(stack, shifts)] / published - 1.0)))
    together = quickest(lambda: lengths(stack))
    single = quickest(lambda: [lengths(stack[i : i + 1]) for i in range(len(stack))])
    text = line(f"{name}, 100 shifts", together, None, error)
    return f"{text}  one by one {single / together:.1f} times as long"


def in_process() -> None:
    """Print single run lengths and curves."""
    for name, (case, bar) in CHARTS.items():
        print(one_length(name, case, bar), flush=True)
    for name in list(CHARTS)[:3]:
        print(curve(name, CHARTS[name][0]), flush=True)


def process(name: str, command: list[str], bar: float, runs: int) -> str:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "OPENBLAS_NUM_THREADS": "1"}
    yardstick = python("-c", YARDSTICK)
    for one in (command, yardstick):
        seconds(one, environment)
    both = [(_took(command, environment), _took(yardstick, environment)) for _ in range(runs)]
    ours, work, other = (
        statistics.median(times) for times in zip(*((*a, b[0]) for a, b in both), strict=True)
    )
    ratio = statistics.median(a[0] / b[0] for a, b in both)
    verdict = "kept" if ours <= bar else "MISSED"
    return (
        f"{name:30} {ours:9.3f} s   ratio {ratio:5.2f} to {other:.3f} s  processor {work:.3f} s"
        f"  bar {bar:g} s  {verdict}"
    )


def _took(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return the time by the wall clock, and that of the processor, which a busy machine does not stretch."""
    before = os.times()
    took = seconds(command, environment)
    after = os.times()
    return took, sum(after[2:4]) - sum(before[2:4])


def all_eight(runs: int) -> str:
    """Measure all eight rules of Nelson as a process that imports what it needs."""
    published = select(["chain-nelson-1-2-3-4-5-6-7-8"])[0].expected["arl_at_0"]
    found = float(shewhart_problem(SETS["nelson"].rules, 0.0).mean()[0])
    text = process("nelson, all eight rules", python("-c", ALL_EIGHT), 2.0, runs)
    return f"{text}  error {abs(found / published - 1.0):.1e} (8 digits are published)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    wanted = set(filter(None, given.only.split(",")))
    if not wanted or "in-process" in wanted:
        in_process()
    if not wanted or "rules" in wanted:
        print(all_eight(given.runs), flush=True)
    for name, options in PROCESSES.items():
        kind = name.partition(" ")[0].rstrip(",")
        if not wanted or kind in wanted:
            print(process(f"sqc arl {name}", sqc("arl", kind, *options), 1.0, given.runs), flush=True)


if __name__ == "__main__":
    main()
