"""Throw so many inputs at a door; what gives something new is kept and mutated further."""

from __future__ import annotations

import random
import resource
import time
import traceback
from collections import Counter
from typing import NamedTuple

from hostile.fuzz.doors import DOORS, Hang, watched
from hostile.fuzz.mutate import inputs
from hostile.fuzz.seeds import seeds

MEMORY = 1_500_000_000  # bytes that the process may take beside what it has when it starts


class Crash(NamedTuple):
    """An input that broke a promise."""

    door: str
    data: bytes
    what: str

    def place(self) -> str:
        """Return the last lines of the traceback: crashes at one place are one crash."""
        return "\n".join(self.what.strip().splitlines()[-3:])


class Tried(NamedTuple):
    """What came of a run."""

    n: int
    seconds: float
    outcomes: Counter[str]
    crashes: list[Crash]


def try_one(door: str, data: bytes) -> tuple[str, Crash | None]:
    """Return what came of one input."""
    try:
        with watched():
            return DOORS[door](data), None
    except (Exception, Hang):
        return "crash", Crash(door, data, traceback.format_exc())


def fuzz(door: str, n: int, seed: int) -> Tried:
    """Throw `n` inputs at a door, the same ones for the same seed."""
    r = random.Random(f"{door}{seed}")
    kept = seeds(door)
    outcomes: Counter[str] = Counter()
    crashes: dict[str, Crash] = {}
    start = time.perf_counter()
    with bounded(MEMORY):
        for k in range(n):
            data = kept[k] if k < len(kept) and seed == 0 else inputs(r, kept)
            outcome, crash = try_one(door, data)
            if crash is not None:
                crashes.setdefault(crash.place(), crash)
            elif outcome not in outcomes and len(data) < 20_000:
                kept.append(data)
            outcomes[outcome] += 1
    return Tried(n, time.perf_counter() - start, outcomes, list(crashes.values()))


class bounded:  # noqa: N801
    """Memory beyond so many bytes is refused by the system."""

    def __init__(self, more: int) -> None:
        self.more = more

    def __enter__(self) -> None:
        self.before = resource.getrlimit(resource.RLIMIT_AS)
        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + self.more, self.before[1]))

    def __exit__(self, *_: object) -> None:
        resource.setrlimit(resource.RLIMIT_AS, self.before)
