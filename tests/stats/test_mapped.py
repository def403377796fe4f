"""Mapped arrays give the same answers as arrays in memory."""

import numpy as np
import pytest

from sqc.stats import mapped
from sqc.stats.rules import Panel, Rule, masks

RULES = (Rule("1", "beyond_limit", 1, 1), Rule("5", "k_of_m_beyond", 2, 3, z=2.0))


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(mapped, "MAPPED_FROM", 1)
    monkeypatch.setattr(mapped, "_PIECE", 7)


def on_disk(values):
    found = mapped.zeros(values.shape, values.dtype.type)
    found[:] = values
    assert isinstance(found, np.memmap)
    return found


def test_what_was_given_back_is_read_again(small):
    values = np.arange(100.0)
    there = on_disk(values)
    mapped.release(there, there[3:], np.asarray(there)[5:], values)
    np.testing.assert_array_equal(there, values)


def test_pieces_are_put_together(small):
    values = np.where(np.arange(100) % 9 == 0, np.nan, np.arange(100.0))
    there = on_disk(values)
    np.testing.assert_array_equal(mapped.finite(there), np.isfinite(values))
    assert mapped.extent(there) == mapped.extent(values) == (0.0, 98.0)
    for places in (np.array([0, 6, 7, 8, 50, 99]), np.array([], dtype=np.int64), np.arange(100)):
        np.testing.assert_array_equal(mapped.take(there, places), values[places])


def test_rules_judge_mapped_points_alike(small):
    values = np.random.default_rng(3).normal(size=200_000)
    want = masks(RULES, Panel(values, 0.0, -3.0, 3.0, 1.0), [0])
    found = masks(RULES, Panel(on_disk(values), 0.0, -3.0, 3.0, 1.0), [0])
    np.testing.assert_array_equal(found, want)
