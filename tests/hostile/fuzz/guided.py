"""Inputs led by coverage, with atheris: ``make fuzz DOOR=table SECONDS=1500``.

The corpus starts from the seeds; half of the mutations are ours, which know tables, entries and archives.
What breaks a promise is kept in `found/` with its traceback, and the run goes on.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sqc"]):
    from hostile.fuzz import doors, mutate, seeds

    for name in doors.DOORS:  # what the doors import late is instrumented too
        for data in seeds.seeds(name)[:40]:
            doors.DOORS[name](data)

FOUND = Path("found")
LONGEST = 20_000


def main(door: str, seconds: int) -> None:
    """Run one door for so long; the last lines say inputs, edges and what is kept."""
    throw, given = doors.DOORS[door], seeds.seeds(door)
    places: set[str] = set()

    def one(data: bytes) -> None:
        try:
            with doors.watched():
                throw(data)
        except (Exception, doors.Hang):
            told = traceback.format_exc()
            place = "\n".join(told.strip().splitlines()[-3:])
            if place in places:
                return
            places.add(place)
            FOUND.mkdir(exist_ok=True)
            stem = f"{door}-{hashlib.sha256(data).hexdigest()[:12]}"
            (FOUND / f"{stem}.bin").write_bytes(data)
            (FOUND / f"{stem}.txt").write_text(told, encoding="utf-8")
            sys.stderr.write(f"found: {stem}\n{told}\n")

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        r = random.Random(seed)
        if r.random() < 0.5:
            return atheris.Mutate(data, most)
        return mutate.inputs(r, [data, r.choice(given)])[:most]

    with tempfile.TemporaryDirectory(prefix="sqc-corpus-") as folder:
        for data in given:
            Path(folder, hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
        limits = [f"-max_len={LONGEST}", f"-max_total_time={seconds}", "-rss_limit_mb=3000", "-timeout=30"]
        atheris.Setup([sys.argv[0], folder, *limits, "-print_final_stats=1"], one, custom_mutator=mutated)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
