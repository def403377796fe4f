"""Empirical quantiles against tables, and what they are worth in the tails by simulation."""

import numpy as np
import pytest
from scipy import stats

from sqc.stats.empirical import Empirical, quantile_interval, quantiles_drawn


def test_quantiles_are_of_type_8():
    # Hyndman and Fan (1996): position p (n + 1/3) + 1/3, interpolated
    x = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    assert Empirical(x).quantile(0.25) == pytest.approx(1 + (0.25 * (5 + 1 / 3) + 1 / 3 - 1) * 1)
    assert Empirical(x).quantile([0.00135, 0.99865]).tolist() == [1.0, 16.0]


def test_shares_are_counts():
    found = Empirical(np.array([1.0, 2.0, 2.0, 3.0]))
    assert (found.cdf(2.0), found.sf(2.0), found.cdf(0.0), found.sf(9.0)) == (0.25, 0.25, 0.0, 0.0)


def test_interval_of_the_median():
    # the interval of the sign test: of 20 values those of rank 6 and 15 hold the median with 95.86 %
    assert quantile_interval(np.arange(1.0, 21.0), 0.5) == (6.0, 15.0)
    inside = stats.binom.cdf(14, 20, 0.5) - stats.binom.cdf(5, 20, 0.5)
    assert inside == pytest.approx(0.9586, abs=5e-5)


def test_the_tail_has_no_outer_end_below_2731_values():
    # (1 - 0.00135)**n <= 0.025 from n = 2731 on
    assert quantile_interval(np.arange(2730.0), 0.00135)[0] == -np.inf
    assert quantile_interval(np.arange(2731.0), 0.00135)[0] == 0.0
    assert quantile_interval(np.arange(2731.0), 0.99865)[1] == 2730.0


def test_drawn_ends_are_those_of_the_interval():
    x = np.arange(1.0, 5001.0)
    below, above = quantiles_drawn(x, [0.00135, 0.5], 100_000)
    for place, p in enumerate((0.00135, 0.5)):
        low, high = quantile_interval(x, p)
        assert np.quantile(below[:, place], 0.025) == pytest.approx(low, abs=2)
        assert np.quantile(above[:, place], 0.975) == pytest.approx(high, abs=2)


def test_at_50_values_the_empirical_range_flatters():
    # normal values whose Cp is 1: the range of 50 spans 4.5 sigma where 6 are meant
    x = np.random.default_rng(1).standard_normal((4000, 50))
    ends = np.quantile(x, [0.00135, 0.99865], axis=1, method="median_unbiased")
    assert (6 / (ends[1] - ends[0])).mean() == pytest.approx(1.37, abs=0.015)


def test_interval_covers():
    random = np.random.default_rng(7)
    held = []
    for _ in range(400):
        low, high = quantile_interval(np.sort(random.standard_normal(3000)), 0.00135)
        held.append(low <= -2.99998 < high)
    assert np.mean(held) > 0.93
