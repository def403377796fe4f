"""The light reader, the large roads and pyarrow's own reader see the same in the same file."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from .engines import ENGINES, Seen, answer, light, small_parts  # noqa: F401
from .made import make

HELD = ("missing", "texts", "kind", "unit", "integer", "problems", "spellings")


def bits(numbers: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(numbers), np.nan, numbers).view(np.int64)


def same(one: Seen, other: Seen, name: str) -> None:
    for what in HELD:
        a, b = getattr(one, what), getattr(other, what)
        if a is not None and b is not None:
            assert a == b, (name, what)
    assert other.stopped_at is None or other.stopped_at in (one.problems or ()), name
    if one.decimals is not None and other.decimals is not None:
        # zeros at the end of a text are seen by those who read texts
        assert other.decimals <= one.decimals, name
    if one.numbers is not None and other.numbers is not None:
        np.testing.assert_array_equal(bits(one.numbers), bits(other.numbers), err_msg=name)


def compare(name: str, seed: int) -> str:
    """Compare a road with the light one on a file; return what it did with it."""
    file = make(random.Random(seed))
    found = answer(ENGINES[name], file)
    if found is None:
        return "left"
    expected = answer(light, file)
    if isinstance(found, str) or isinstance(expected, str):
        assert found == expected, (seed, file.data)
        return "refused"
    assert expected is not None
    for column, seen in found.items():
        same(expected[column], seen, f"file {seed}, column {column}")
    return "read"


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("name", ENGINES)
def test_every_road_sees_the_same_and_leaves_few_files(name):
    done = Counter(compare(name, seed) for seed in range(200))
    assert done["read"] > 0.5 * done.total(), done


@pytest.mark.slow
@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("name", ENGINES)
def test_every_road_sees_the_same_in_many_files(name):
    done = Counter(compare(name, seed) for seed in range(200, 2000))
    assert done["read"] > 0.5 * done.total(), done
