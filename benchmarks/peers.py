"""Python packages for control charts side by side with sqc: an Xbar-R chart of 1e6 rows in subgroups of 5.

    python benchmarks/peers.py [--runs 3] [--rows 1000000] [--folder .peers] [--only pccpy,shewhart]

Each package is installed from the package index, pinned, into an environment of its own. Every process reads
the same file and prints the limits of its means; ratios are to a script of numpy and pandas that reads and
computes limits, which runs in turn with it. The table is Markdown.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import NamedTuple

from large import GROUPED, WITHOUT_ARROW, peak, sqc, written

LIMIT = 300.0
PANDAS = ("numpy==2.4.6", "pandas==3.1.1")
DRAWS = (*PANDAS, "scipy==1.17.1", "matplotlib==3.11.2")
READ = "import pandas as pd; d = pd.read_csv({file!r}, usecols=['subgroup', 'value'])\n"
ROWS = "x = d['value'].to_numpy().reshape(-1, 5)\n"
AGG = "import matplotlib; matplotlib.use('Agg')\n"


class Peer(NamedTuple):
    """A package: what is installed, what it computes, the script that asks it."""

    name: str
    version: str
    needs: tuple[str, ...]
    computes: str
    script: str


YARDSTICK = Peer(
    "numpy, pandas",
    "2.4.6, 3.1.1",
    PANDAS,
    "limits of both panels",
    READ
    + ROWS
    + """
mean, spread = x.mean(axis=1), x.max(axis=1) - x.min(axis=1)
center, rbar = mean.mean(), spread.mean()
lines = center - 0.577 * rbar, center, center + 0.577 * rbar, 0.0, rbar, 2.114 * rbar
print(lines[0], lines[1], lines[2])
""",
)
PEERS = (
    Peer(
        "pccpy",
        "0.16.2",
        DRAWS,
        "limits, 8 tests",
        READ
        + ROWS
        + """
import pccpy
p = pccpy.xbar_r_chart(x, tests=(1, 2, 3, 4, 5, 6, 7, 8)).panels[0]
print(p.lcl[0], p.center[0], p.ucl[0])
""",
    ),
    Peer(
        "shewhart",
        "0.1.1",
        DRAWS,
        "limits, 8 rules",
        READ
        + """
import shewhart
s = shewhart.xbar_r(d, value='value', subgroup='subgroup', rules='nelson').stats
print(s['xbar_lcl'], s['xbar_center'], s['xbar_ucl'])
""",
    ),
    Peer(
        "pycontrolcharts",
        "0.1.2",
        PANDAS,
        "limits, 5 tests",
        READ
        + """
import pycontrolcharts
r = pycontrolcharts.calc_xbar_r(d['value'], subgroup_size=5).iloc[0]
print(r['lcl'], r['center_line'], r['ucl'])
""",
    ),
    Peer(
        "pyspc",
        "0.4",
        DRAWS,
        "limits",
        READ
        + ROWS
        + AGG
        + """
from pyspc import rbar, xbar_rbar
rbar().plot(x, 5)
found = xbar_rbar().plot(x, 5)
print(found[2], found[1], found[3])
""",
    ),
    Peer(
        "pyshewhart",
        "1.1.0",
        DRAWS,
        "limits, 4 rules, a picture",
        READ
        + AGG
        + """
import pyshewhart
from pyshewhart import data_types
record = data_types.import_times_values(d['value'].tolist(), sample_size=5)
pyshewhart.XbarR(record=record)
center, half = record.mean_of_means, pyshewhart.constants.A2[5] * record.mean_of_ranges
print(center - half, center, center + half)
""",
    ),
    Peer(
        "manufacturing",
        "1.6.0",
        DRAWS,
        "limits, 6 rules, a picture of the last 60",
        READ
        + AGG
        + """
import manufacturing
figure = manufacturing.xbar_r_chart(d['value'], subgroup_size=5)
""",
    ),
)


def environment(folder: Path, peer: Peer) -> str:
    """Return the interpreter of a package's own environment; it is made once."""
    own = folder / f"{peer.name.split(',')[0]}-{peer.version.split(',')[0]}"
    interpreter = own / "bin" / "python"
    if not interpreter.exists():
        venv.create(own, with_pip=True)
        wanted = peer.needs if peer is YARDSTICK else (*peer.needs, f"{peer.name}=={peer.version}")
        command = [str(interpreter), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *wanted]
        subprocess.run(command, check=True)
    return str(interpreter)


class Found(NamedTuple):
    """What came of a package: medians of seconds, of ratios to the yardstick, of MB; its limits."""

    seconds: float
    ratio: float
    most: float
    limits: str


def measured(command: list[str], yardstick: list[str], runs: int) -> Found:
    """Run both in turn; a process that takes longer than a minute is run once."""
    took, ratios, most = [], [], []
    with tempfile.TemporaryFile("w+") as output:
        peak(yardstick)
        for _ in range(runs):
            output.seek(0)
            output.truncate()
            seconds, size = peak(command, limit=LIMIT, output=output)
            took.append(seconds)
            most.append(size)
            ratios.append(seconds / peak(yardstick)[0])
            if seconds > 60:
                break
        output.seek(0)
        lines = output.read().splitlines()
        line = next((line for line in lines if line.startswith("Xbar ")), "".join(lines[-1:]))
        numbers = [word for word in line.split() if word.replace(".", "").isdigit()]
    limits = ", ".join(f"{float(word):.5f}" for word in numbers[:3])
    return Found(*(statistics.median(some) for some in (took, ratios, most)), limits)


def row(name: str, version: str, computes: str, command: list[str], yardstick: list[str], runs: int) -> str:
    """Return the line of the table of one package."""
    try:
        found = measured(command, yardstick, runs)
    except subprocess.TimeoutExpired:
        return f"| {name} {version} | {computes} | over {LIMIT:.0f} | | | |"
    except subprocess.CalledProcessError as error:
        return f"| {name} {version} | {computes} | ended with {error.returncode} | | | |"
    return (
        f"| {name} {version} | {computes} | {found.seconds:.2f} | {found.ratio:.1f} | {found.most:.0f}"
        f" | {found.limits} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(".peers"))
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    wanted = set(filter(None, given.only.split(",")))
    from sqc import __version__

    with tempfile.TemporaryDirectory() as name:
        file = written(Path(name), given.rows)
        asked = {peer.name: peer for peer in (YARDSTICK, *PEERS) if not wanted or peer.name in wanted}
        commands = {
            peer.name: [environment(given.folder, peer), "-c", peer.script.format(file=file)]
            for peer in (YARDSTICK, *asked.values())
        }
        yardstick = commands[YARDSTICK.name]
        print(f"{given.rows:,} rows, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},", end=" ")
        print(f"Python {sys.version.split()[0]}\n")
        print("| package | computed | seconds | x numpy, pandas | MB | limits of the means |")
        print("|---|---|--:|--:|--:|---|", flush=True)
        for peer in asked.values():
            told = (peer.name, peer.version, peer.computes)
            print(row(*told, commands[peer.name], yardstick, given.runs), flush=True)
        for title, before in (("sqc", WITHOUT_ARROW), ("sqc[fast]", "")):
            command = sqc("chart", file, *GROUPED, "--digits", "5", before=before)
            told = (title, __version__, "limits, 8 rules, report card, verdict")
            print(row(*told, command, yardstick, given.runs), flush=True)


if __name__ == "__main__":
    main()
