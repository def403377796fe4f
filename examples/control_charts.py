"""Draw one chart of every kind from the files of this folder.

python examples/control_charts.py [FOLDER FOR THE PICTURES]
"""

import sys
from pathlib import Path

import sqc

HERE = Path(__file__).parent

CHARTS = {
    "xbar-r": ("pistonrings.csv", {"value": "diameter", "subgroup": "sample"}),
    "xbar-s": ("pistonrings.csv", {"value": "diameter", "subgroup": "sample", "kind": "xbar-s"}),
    "median-r": ("pistonrings.csv", {"value": "diameter", "subgroup": "sample", "kind": "median-r"}),
    "xbar": ("pistonrings.csv", {"value": "diameter", "subgroup": "sample", "kind": "xbar"}),
    "r": ("pistonrings.csv", {"value": "diameter", "subgroup": "sample", "kind": "r"}),
    "s": ("pistonrings.csv", {"value": "diameter", "subgroup": "sample", "kind": "s"}),
    "xbar-r-rows": ("flow-width.csv", {}),
    "xbar-r-summary": ("summary-rows.csv", {"mean": "average", "range": "range", "n": 5}),
    "i-mr": ("heat-flow.csv", {}),
    "i": ("heat-flow.csv", {"kind": "i"}),
    "mr": ("heat-flow.csv", {"kind": "mr"}),
    "p": ("orange-juice.csv", {}),
    "np": ("orange-juice.csv", {"kind": "np"}),
    "c": ("wafers.csv", {}),
    "u": ("circuit-boards.csv", {"kind": "u", "inspected": "boards"}),
    "u-unequal": ("hospital-infections.csv", {"value": "infections", "inspected": "patient_days"}),
    "laney-p": (
        "nhs-attendances.csv",
        {"value": "seen_within_4_hours", "inspected": "attendances", "kind": "laney-p"},
    ),
    "laney-u": (
        "hospital-infections.csv",
        {"value": "infections", "inspected": "patient_days", "kind": "laney-u"},
    ),
    "run": ("nile.csv", {"value": "flow", "kind": "run"}),
    "gbk": ("shaft-gbk.csv", {}),
}


def main(folder: Path | None = None) -> None:
    """Print line 1 of every chart; write the pictures where a folder is given."""
    for name, (file, options) in CHARTS.items():
        chart = sqc.chart(HERE / file, **options)
        print(f"{name:15} {chart.to_text().splitlines()[0]}")
        if folder is not None:
            chart.save(folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
