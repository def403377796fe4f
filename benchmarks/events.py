"""Write rows of events to standard output, fast: running number, what happened, how often.

python benchmarks/events.py 1000000 > events.csv
"""

from __future__ import annotations

import sys

import numpy as np

BLOCK = 1_000_000
ITEMS = ("scratch", "pore", "size", "burr", "warped", "missing", "other")
SHARES = (0.40, 0.25, 0.14, 0.10, 0.05, 0.03, 0.03)


def main() -> None:
    rows, out = int(sys.argv[1]), sys.stdout
    out.write("id,item,count\n")
    rng = np.random.default_rng(1)
    for start in range(0, rows, BLOCK):
        n = min(BLOCK, rows - start)
        items = rng.choice(len(ITEMS), n, p=SHARES).tolist()
        counts = rng.integers(1, 9, n).tolist()
        numbers = range(start, start + n)
        out.writelines(f"{i},{ITEMS[k]},{c}\n" for i, k, c in zip(numbers, items, counts, strict=True))


if __name__ == "__main__":
    main()
