"""Large files as whole processes: time as ratios to a bare parse that runs in turn, memory at its peak.

    python benchmarks/large.py [--runs 5] [--huge] [--only table,pipe,memory,store,png,card,pareto]

`--huge` sends 1e8 rows through a pipe, too (2 GB of temporary files, some minutes).
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from run import Pair, measure, python, seconds

HERE = Path(__file__).parent
GROUPED = ("--value", "value", "--subgroup", "subgroup", "--kind", "xbar-r", "--rules", "nelson")
SINGLE = ("--value", "value", "--kind", "i-mr", "--rules", "nelson")
# pandas alone: for ours and for the yardstick pyarrow is as good as not installed
WITHOUT_ARROW = "import sys; sys.modules['pyarrow'] = None; "
WITHOUT_CARD = "import sqc.charts.control as c; c.report_card = lambda _: []; c.look = lambda *_: None; "
RUN = "from sqc.cli.main import run; run()"
BY_PANDAS = "import pandas; pandas.read_csv({file!r}, usecols=['subgroup', 'value'])"
BY_ARROW = (
    "import pyarrow.csv as c;"
    " c.read_csv({file!r}, convert_options=c.ConvertOptions(include_columns=['subgroup', 'value']))"
)
TO_STORE = """
import sys
from pyarrow import csv, feather, parquet
write = parquet.write_table if sys.argv[2].endswith("parquet") else feather.write_feather
write(csv.read_csv(sys.argv[1]), sys.argv[2])
"""
MEMORY, FLAT = 600, 1.2


def sqc(*arguments: str, before: str = "") -> list[str]:
    return python("-c", before + RUN, *arguments)


def written(folder: Path, rows: int) -> str:
    """Return a file of so many rows; another process writes it, this one stays small."""
    path = folder / f"{rows}.csv"
    if not path.exists():
        with path.open("wb") as file:
            subprocess.run(python(str(HERE / "rows.py"), str(rows)), stdout=file, check=True)
    return str(path)


def engines() -> Iterator[tuple[str, str, str, float]]:
    """Yield each engine: name, what our process is told before, the yardstick, the bar."""
    yield "pandas", WITHOUT_ARROW, WITHOUT_ARROW + BY_PANDAS, 1.2
    if importlib.util.find_spec("pyarrow") is not None:
        yield "pyarrow", "", BY_ARROW, 1.6


def peak(
    command: list[str], rows: int | None = None, limit: float = 3600.0, output: IO[str] | None = None
) -> tuple[float, float]:
    """Return seconds and MB at most of a process; with `rows` they come through its standard input.

    Raises `TimeoutExpired` after `limit` seconds, `CalledProcessError` when it fails.
    """
    source = None
    if rows is not None:
        source = subprocess.Popen(python(str(HERE / "rows.py"), str(rows)), stdout=subprocess.PIPE)
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=source.stdout if source else None,
        stdout=output or subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    if source and source.stdout:
        source.stdout.close()
    timer = threading.Timer(limit, process.kill)
    timer.start()
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if source:
        source.wait()
    if took >= limit:
        raise subprocess.TimeoutExpired(command, limit)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return took, used.ru_maxrss / 1024


def kept(good: bool) -> str:
    return "kept" if good else "MISSED"


def tables(folder: Path, runs: int) -> Iterator[str]:
    """Limits and eight rules of 1e6 and 1e7 rows against a bare parse."""
    for rows, times in ((1_000_000, runs), (10_000_000, max(runs // 2, 1))):
        file = written(folder, rows)
        for name, before, yardstick, bar in engines():
            ours = sqc("chart", file, *GROUPED, before=before)
            pair = Pair(
                name, ours, python("-c", yardstick.format(file=file)), bar, f"{rows:.0e} rows, Xbar-R"
            )
            yield measure(pair, times)
            most = peak(ours)[1]
            yield f"{name:8} {most:8.0f} MB  {rows:.0e} rows  bar {MEMORY} MB  {kept(most <= MEMORY)}"


def pipes(huge: bool) -> Iterator[str]:
    """Rows through a pipe: time grows with them, memory does not."""
    seen = {}
    for rows in (1_000_000, 10_000_000, *([100_000_000] if huge else [])):
        for name, before, _, _ in engines():
            took, most = peak(sqc("chart", "-", *GROUPED, before=before), rows)
            seen[name, rows] = took, most
            yield f"{name:8} {took:8.1f} s {most:8.0f} MB  {rows:.0e} rows through a pipe"
    for name in dict.fromkeys(name for name, _ in seen) if huge else ():
        (t7, m7), (t8, m8) = seen[name, 10_000_000], seen[name, 100_000_000]
        yield (
            f"{name:8} 1e8 / 1e7 rows: time x {t8 / t7:.1f} (linear is 10), memory x {m8 / m7:.2f}"
            f"  bar {FLAT}  {kept(m8 / m7 <= FLAT)}"
        )


def memory(folder: Path) -> Iterator[str]:
    """Single values: all of them are points."""
    file = written(folder, 10_000_000)
    for name, before, _, _ in engines():
        took, most = peak(sqc("chart", file, *SINGLE, before=before))
        yield (
            f"{name:8} {took:8.1f} s {most:8.0f} MB  I-MR of 1e7 values  bar {MEMORY} MB"
            f"  {kept(most <= MEMORY)}"
        )


def stored(folder: Path) -> Iterator[str]:
    """Files that store columns, where pyarrow is installed."""
    if importlib.util.find_spec("pyarrow") is None:
        return
    for ending in (".parquet", ".feather"):
        file = f"{written(folder, 10_000_000)}{ending}"
        subprocess.run(python("-c", TO_STORE, file.removesuffix(ending), file), check=True)
        took, most = peak(sqc("chart", file, *GROUPED))
        yield (
            f"pyarrow  {took:8.1f} s {most:8.0f} MB  1e7 rows of {ending}  bar {MEMORY} MB"
            f"  {kept(most <= MEMORY)}"
        )


def pictures(folder: Path, runs: int) -> Iterator[str]:
    """A picture of a million points: twice that of a thousand, plus the read."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    many, few, target = written(folder, 1_000_000), written(folder, 1000), str(folder / "chart.png")
    ratios = []
    for name, before, yardstick, _ in list(engines())[-1:]:
        large = sqc("chart", many, *SINGLE, "-o", target, before=before)
        small = sqc("chart", few, *SINGLE, "-o", target, before=before)
        read = python("-c", yardstick.format(file=many))
        for _ in range(runs):
            a, b, c = (seconds(command, environment) for command in (large, small, read))
            ratios.append(a / (2 * b + c))
        ratio = statistics.median(ratios)
        yield (
            f"{name:8} {a:8.1f} s {b:8.1f} s {c:8.1f} s  PNG of 1e6 points / (2 x of 1e3 + read)"
            f"  ratio {ratio:4.2f}  bar 1.00  {kept(ratio <= 1)}"
        )


def card(folder: Path, runs: int) -> Iterator[str]:
    """The report card: the same command with and without it."""
    file = written(folder, 1_000_000)
    for name, before, _, _ in engines():
        command = ("chart", file, *GROUPED)
        pair = Pair(name, sqc(*command, before=before), sqc(*command, before=before + WITHOUT_CARD), 1.05,
                    "with the report card / without")  # fmt: skip
        yield measure(pair, runs)


def pareto(folder: Path, runs: int) -> Iterator[str]:
    """Items of 1e7 rows against reading their two columns."""
    path = folder / "events.csv"
    with path.open("wb") as file:
        subprocess.run(python(str(HERE / "events.py"), "10000000"), stdout=file, check=True)
    for name, before, yardstick, _ in engines():
        ours = sqc("pareto", str(path), "--item", "item", "--value", "count", before=before)
        read = yardstick.replace("['subgroup', 'value']", "['item', 'count']").format(file=str(path))
        yield measure(Pair(name, ours, python("-c", read), 1.2, "1e7 rows, Pareto / read"), runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--huge", action="store_true")
    parser.add_argument("--only", default="table,pipe,memory,store,png,card,pareto")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {
            "table": lambda: tables(folder, given.runs),
            "pipe": lambda: pipes(given.huge),
            "memory": lambda: memory(folder),
            "pareto": lambda: pareto(folder, max(given.runs // 2, 1)),
            "store": lambda: stored(folder),
            "png": lambda: pictures(folder, given.runs),
            "card": lambda: card(folder, given.runs),
        }
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
        for part in given.only.split(","):
            for line in parts[part]():
                print(line, flush=True)


if __name__ == "__main__":
    main()
