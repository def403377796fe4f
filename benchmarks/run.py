"""Speed of sqc as whole processes, as ratios to a yardstick that runs in turn with it.

    python benchmarks/run.py [--runs 11] [--only help,text]

Each pair runs A B A B ... after a warm-up; the median of the pairwise ratios is printed beside the bar.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
RINGS = HERE.parent / "examples" / "pistonrings.csv"
TWO_LINES = """
from matplotlib.figure import Figure
from matplotlib.backends.backend_agg import FigureCanvasAgg
figure = Figure(figsize=(6.7, 4.4), dpi=179)
FigureCanvasAgg(figure)
for row in (1, 2):
    axes = figure.add_subplot(2, 1, row)
    axes.plot(range(25), [i % 7 for i in range(25)])
figure.savefig({target!r})
"""
# the families of --dist auto, with and without a threshold
FITS = """
import numpy as np
from scipy import stats
x = np.loadtxt({file!r}, skiprows=1)
for one in (stats.norm, stats.logistic, stats.gumbel_l, stats.gumbel_r):
    one.fit(x)
for one in (stats.lognorm, stats.weibull_min, stats.gamma, stats.expon, stats.fisk):
    one.fit(x, floc=0)
    one.fit(x)
"""


@dataclass(frozen=True)
class Pair:
    """One measurement: our command, the yardstick, and the bar the ratio must keep."""

    name: str
    ours: list[str]
    yardstick: list[str]
    bar: float
    meaning: str


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def sqc(*arguments: str) -> list[str]:
    script = Path(sys.executable).with_name("sqc")
    return [str(script), *arguments] if script.exists() else python("-m", "sqc", *arguments)


def pairs(folder: Path) -> list[Pair]:
    small, large = folder / "small.csv", folder / "large.csv"
    many, specs, lives = folder / "many.csv", folder / "specs.csv", folder / "lives.csv"
    np.savetxt(lives, np.random.default_rng(1).gamma(5.0, 1.0, 1000), "%.4f", header="life", comments="")
    _write(small, 200)
    _write_many(many, specs, 200, 1000)
    _write(large, 1_000_000)
    picture, lines = str(folder / "chart.png"), str(folder / "lines.png")
    two_lines = python("-c", TWO_LINES.format(target=lines))
    grouped = ["--value", "value", "--subgroup", "subgroup"]
    read = f"import pandas; pandas.read_csv({str(large)!r}, usecols=['subgroup', 'value'])"
    return [
        Pair("help", sqc("--help"), python("-c", "import click"), 2.0, "sqc --help / import click"),
        Pair(
            "text",
            sqc("chart", str(small), *grouped),
            python("-c", "import click, numpy"),
            1.6,
            "200 rows to text / import click, numpy",
        ),
        Pair(
            "png",
            sqc("chart", str(small), *grouped, "-o", picture, "--lang", "en"),
            two_lines,
            1.15,
            "200 rows to PNG / two lines by matplotlib",
        ),
        Pair(
            "png-zh",
            sqc("chart", str(small), *grouped, "-o", picture, "--lang", "zh"),
            two_lines,
            1.35,
            "the same in Chinese",
        ),
        Pair(
            "large",
            sqc("chart", str(large), *grouped, "--kind", "xbar-r", "--rules", "nelson"),
            python("-c", read),
            1.3,
            "1e6 rows, Xbar-R, 8 rules / pandas.read_csv",
        ),
        Pair(
            "many",
            sqc("cpk", str(many), "--specs", str(specs)),
            python("-c", f"import pandas; pandas.read_csv({str(many)!r})"),
            2.0,
            "capability of 200 characteristics, 1,000 values each / pandas.read_csv",
        ),
        Pair(
            "cpk",
            sqc("cpk", str(large), *grouped, "--lsl", "73.95", "--usl", "74.05"),
            sqc("chart", str(large), *grouped),
            1.2,
            "1e6 values, Cpk with intervals / their chart",
        ),
        Pair(
            "dist",
            sqc("cpk", str(lives), "--usl", "20", "--dist", "auto"),
            python("-W", "ignore", "-c", FITS.format(file=str(lives))),
            3.0,
            "--dist auto on 1,000 values / the same fits by scipy.stats",
        ),
    ]


def _write(path: Path, rows: int) -> None:
    """Write rows of subgroup (5 rows each), value and a column nobody asks for."""
    rng = np.random.default_rng(1)
    values = rng.normal(74.0, 0.01, rows)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("subgroup,value,operator\n")
        file.writelines(f"{i // 5 + 1},{value:.4f},A\n" for i, value in enumerate(values))


def _write_many(path: Path, specs: Path, columns: int, rows: int) -> None:
    """Write a column for each characteristic, and a specification file with a row for each."""
    values = np.random.default_rng(1).normal(10.0, 0.1, (rows, columns))
    names = [f"dim {i + 1} a" for i in range(columns)]
    np.savetxt(path, values, "%.3f", ",", header=",".join(names), comments="", encoding="utf-8")
    lines = ["characteristic,lsl,usl", *(f"{name},9.55,10.45" for name in names)]
    specs.write_text("\n".join(lines) + "\n", encoding="utf-8")


def seconds(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def measure(pair: Pair, runs: int) -> str:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "OPENBLAS_NUM_THREADS": "1"}
    for command in (pair.ours, pair.yardstick):
        seconds(command, environment)
    both = [(seconds(pair.ours, environment), seconds(pair.yardstick, environment)) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in both)
    ours, other = (statistics.median(times) for times in zip(*both, strict=True))
    verdict = "kept" if ratio <= pair.bar else "MISSED"
    return (
        f"{pair.name:12} {ours * 1000:8.0f} ms {other * 1000:8.0f} ms  "
        f"ratio {ratio:5.2f}  bar {pair.bar:4.2f}  {verdict:6}  {pair.meaning}"
    )


def rules_rate() -> str:
    """Return points per second of all eight Nelson rules on 1e7 values, in process."""
    from sqc.charts.rule_choice import rule_set
    from sqc.stats.rules import Panel, masks

    values = np.random.default_rng(1).standard_normal(10_000_000)
    panel = Panel(values, 0.0, -3.0, 3.0, 1.0)
    rules = rule_set("nelson").rules
    best = min(_timed(lambda: masks(rules, panel, np.array([0]))) for _ in range(3))
    rate = len(values) / best / 1e6
    verdict = "kept" if rate >= 25 else "MISSED"
    return f"rules    {rate:8.1f} M points/s, all eight; bar 25  {verdict}"


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    wanted = set(filter(None, given.only.split(",")))
    with tempfile.TemporaryDirectory() as name:
        for pair in pairs(Path(name)):
            if not wanted or pair.name in wanted:
                print(measure(pair, given.runs), flush=True)
    if not wanted or "rules" in wanted:
        print(rules_rate(), flush=True)


if __name__ == "__main__":
    main()
