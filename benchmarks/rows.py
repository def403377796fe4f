"""Write rows of a stable process to standard output, fast: subgroup (5 rows each), value, operator.

python benchmarks/rows.py 1000000 > rows.csv
"""

from __future__ import annotations

import sys

import numpy as np

BLOCK = 1_000_000
FIRST = 10_000_001
LINE = b"########,##.####,A\n"


def _digits(block: np.ndarray, place: int, numbers: np.ndarray, width: int) -> None:
    for column in range(place + width - 1, place - 1, -1):
        numbers, digit = np.divmod(numbers, 10)
        block[:, column] = digit + ord("0")


def main() -> None:
    rows, out = int(sys.argv[1]), sys.stdout.buffer
    out.write(b"subgroup,value,operator\n")
    rng = np.random.default_rng(1)
    for start in range(0, rows, BLOCK):
        n = min(BLOCK, rows - start)
        block = np.tile(np.frombuffer(LINE, dtype=np.uint8), (n, 1))
        value = np.round(rng.normal(740_000, 100, n)).astype(np.int64)
        _digits(block, 0, (start + np.arange(n)) // 5 + FIRST, 8)
        _digits(block, 9, value // 10_000, 2)
        _digits(block, 12, value % 10_000, 4)
        out.write(block.data)


if __name__ == "__main__":
    main()
