"""I-MR: limits by hand, gaps, given values, exclusion."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

import sqc
from charts import slow

X = [10.0, 12.0, 11.0, 13.0, 12.0, 10.0]  # mean 34/3, moving ranges 2 1 2 1 2, mean 1.6
NAN = float("nan")


def test_by_hand():
    c = sqc.chart(X)
    assert c.kind.name == "i-mr"
    assert c["i_center"] == pytest.approx(34 / 3)
    # 3 / d2(2) = 2.6587, D4(2) = 3.2665
    assert c["i_upper"] == pytest.approx(34 / 3 + 2.6587 * 1.6, abs=2e-4)
    assert c["i_lower"] == pytest.approx(34 / 3 - 2.6587 * 1.6, abs=2e-4)
    assert c["mr_center"] == pytest.approx(1.6)
    assert c["mr_upper"] == pytest.approx(3.2665 * 1.6, abs=2e-4)
    assert c["mr_lower"] == 0
    assert c["sigma_within"] == pytest.approx(1.6 * math.sqrt(math.pi) / 2, rel=1e-13)


def test_the_first_moving_range_belongs_to_the_second_point():
    panel = sqc.chart(X).panels[1]
    assert math.isnan(panel.statistic[0])
    assert panel.statistic[1:].tolist() == [2, 1, 2, 1, 2]


def test_no_moving_range_across_a_gap():
    x = [10.0, 12.0, NAN, 30.0, 31.0, 29.0, NAN, NAN, 50.0, 51.0]
    c = sqc.chart(x)
    assert np.isnan(c.panels[1].statistic[[0, 2, 3, 6, 7, 8]]).all()
    assert c.panels[1].statistic[[1, 4, 5, 9]].tolist() == [2, 1, 2, 1]
    assert c["mr_center"] == pytest.approx(1.5)
    assert c["i_center"] == pytest.approx(slow.mean([v for v in x if v == v]))


def test_other_estimators():
    x = np.round(np.random.default_rng(2).normal(5, 1, 41), 3).tolist()
    ranges = sorted(slow.moving_ranges(x))
    median = (ranges[19] + ranges[20]) / 2
    # median of |N(0, 2)|: sqrt(2) times the upper quartile of the normal distribution
    assert sqc.chart(x, sigma="median-mr")["sigma_within"] == pytest.approx(
        median / (math.sqrt(2) * norm.ppf(0.75)), rel=1e-9
    )
    root = math.sqrt(sum(r * r for r in ranges) / (2 * len(ranges)))
    assert sqc.chart(x, sigma="mssd")["sigma_within"] == pytest.approx(root, rel=0.01)
    assert sqc.chart(x)["sigma_within"] == pytest.approx(slow.mean(ranges) / slow.d2(2), rel=1e-12)


def test_k_alpha_given():
    sigma = sqc.chart(X)["sigma_within"]
    assert sqc.chart(X, k=2)["i_upper"] == pytest.approx(34 / 3 + 2 * sigma)
    alpha = sqc.chart(X, alpha=0.01)
    assert alpha["i_upper"] == pytest.approx(34 / 3 + norm.isf(0.005) * sigma, rel=1e-9)
    # the range of two: |N(0, 2)|
    assert alpha["mr_upper"] == pytest.approx(math.sqrt(2) * norm.isf(0.0025) * sigma, rel=1e-8)
    assert alpha["mr_lower"] == pytest.approx(math.sqrt(2) * norm.ppf(0.5025) * sigma, rel=1e-6)
    given = sqc.chart(X, given_center=11, given_sigma=2)
    assert (given["i_lower"], given["i_upper"]) == (5, 17)
    assert given["mr_center"] == pytest.approx(2 * slow.d2(2))


def test_tabulated():
    c = sqc.chart(X, constants="tabulated")
    assert c["sigma_within"] == pytest.approx(1.6 / 1.128, rel=1e-12)
    assert c["i_upper"] == pytest.approx(34 / 3 + 3 * 1.6 / 1.128, rel=1e-9)
    assert c["mr_upper"] == pytest.approx(3.267 * 1.6, rel=1e-12)


def test_an_excluded_value_takes_its_moving_ranges_with_it():
    x = [10.0, 12.0, 11.0, 90.0, 12.0, 10.0, 11.0]
    c = sqc.chart(x, exclude="4")
    assert c["i_center"] == pytest.approx(66 / 6)
    assert c["mr_center"] == pytest.approx(slow.mean([2, 1, 2, 1]))
    assert [s.position for s in c.list_signals() if s.panel == "i"] == [4]
    # the ranges on both sides of it are still drawn
    assert c.panels[1].statistic[3] == 79


def test_wide_rows_one_by_one():
    rows = [[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]
    c = sqc.chart(rows, kind="i-mr")
    assert c.panels[0].statistic.tolist() == [1, 2, 3, 4, 5, 7]
