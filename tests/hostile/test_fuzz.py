"""Hostile inputs at every door: an answer that holds or an error that teaches, soon and in little memory."""

from __future__ import annotations

import pytest

from hostile.fuzz.doors import DOORS
from hostile.fuzz.engine import fuzz

# inputs of a run of `make test`, and of `make test-slow` in as many parts
QUICK = {"table": 600, "limits": 800, "rules": 800, "notes": 300, "cases": 500}
LONG = {
    "table": (60_000, 6),
    "limits": (65_000, 2),
    "rules": (50_000, 2),
    "notes": (10_000, 1),
    "cases": (20_000, 1),
}
PARTS = [(door, n // parts, part + 1) for door, (n, parts) in LONG.items() for part in range(parts)]


def thrown(door, n, seed):
    found = fuzz(door, n, seed)
    told = "\n\n".join(f"{one.door} {one.data!r}\n{one.what}" for one in found.crashes)
    assert not found.crashes, told
    assert found.outcomes.total() == n
    return found


@pytest.mark.parametrize("door", DOORS)
def test_a_door_holds(door):
    found = thrown(door, QUICK[door], 0)
    assert len(found.outcomes) > 4  # errors of several sorts, and answers
    assert any(":" in outcome for outcome in found.outcomes)


@pytest.mark.slow
@pytest.mark.parametrize(("door", "n", "part"), PARTS)
def test_a_door_holds_at_length(door, n, part):
    thrown(door, n, part)
