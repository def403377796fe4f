"""Every verb on a small file as a whole process, as a ratio to a chart of a small file.

python benchmarks/starts.py [--runs 11]
"""

from __future__ import annotations

import argparse

from run import RINGS, Pair, measure, sqc

BAR = 1.7
CHART = ["chart", str(RINGS), "--value", "diameter", "--subgroup", "sample"]
VERBS = (
    "cpk {}/pistonrings.csv --value diameter --subgroup sample --lsl 73.95 --usl 74.05",
    "pareto {}/defects-gbk.csv",
    "histogram {}/pistonrings.csv --value diameter --lsl 73.95 --usl 74.05",
    "scatter {}/anscombe.csv --value x,y",
    "stratify {}/plants.csv",
    "checksheet {}/check-sheet.csv",
    "fishbone {}/scratches-causes.txt",
    "diagram relation {}/scratches-relations.txt",
    "matrix-data {}/rivals.csv",
    "bar {}/circle-effect.csv",
    "gantt {}/circle-plan.csv",
    "compare {}/sleep.csv --value extra --by drug",
    "compare {}/plants.csv",
    "samplesize --test t --difference 0.5 --given-sigma 0.8",
    "sigma {}/bracket-steps.csv",
    "copq {}/quality-costs-gbk.csv",
    "oee {}/press-shifts.csv",
    "fmea {}/fmea-pump.csv",
    "xy {}/xy-pump.csv",
    "sipoc {}/sipoc-pump.csv",
    "control-plan {}/control-plan-pump.csv",
    "ledger {}/suggestions-gbk.csv",
    "supplier {}/suppliers.csv",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    for line in VERBS:
        words = line.format(RINGS.parent).split()
        print(
            measure(Pair(words[0], sqc(*words), sqc(*CHART), BAR, line.format("examples")), runs), flush=True
        )


if __name__ == "__main__":
    main()
