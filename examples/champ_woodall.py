"""Reproduce run lengths of Shewhart charts with runs rules: Champ and Woodall (1987), Table 1.

    python examples/champ_woodall.py

Their names: C1 beyond 3 sigma; C2 two of three beyond 2 sigma; C3 four of five beyond 1 sigma;
C4 eight in a row on one side. Western Electric's numbers are the same four.

D. W. Champ and W. H. Woodall (1987), Exact results for Shewhart control charts with supplementary
runs rules, Technometrics 29, 393-399.
"""

import sqc

SETS = {
    "C1": "western-electric:1",
    "C12": "western-electric:1,2",
    "C13": "western-electric:1,3",
    "C14": "western-electric:1,4",
    "C123": "western-electric:1,2,3",
    "C124": "western-electric:1,2,4",
    "C134": "western-electric:1,3,4",
    "C1234": "western-electric",
}
SHIFTS = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2, 2.4, 2.6, 2.8, 3.0]


def main() -> None:
    """Print the table."""
    columns = {
        name: sqc.arl("xbar", rules=rules, shift=SHIFTS).to_frame()["arl"] for name, rules in SETS.items()
    }
    print("shift" + "".join(f"{name:>9}" for name in columns))
    for row, shift in enumerate(SHIFTS):
        print(f"{shift:5.1f}" + "".join(f"{float(values[row]):9.2f}" for values in columns.values()))


if __name__ == "__main__":
    main()
