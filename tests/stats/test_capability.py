"""Indices, intervals and tails against published and independent values."""

import math

import numpy as np
import pytest
from scipy import special, stats

from sqc.stats import capability as c

# closed forms with n - 1 degrees of freedom, by independent arithmetic
CASES = {
    "n 50": (50, 16.0, 2.0, 8.0, 20.0, 14.0, 0.95),
    "n 30": (30, 100.5, 1.1, 94.0, 106.0, 100.0, 0.90),
}
EXPECTED = {
    "n 50": {
        "cp": 1.0, "cpu": 0.66666666666667, "cpl": 1.3333333333333, "cpm": 0.70710678118655,
        "cp_ci": (0.8024823281501, 1.1971259252675), "cp_lower": 0.83213894074526,
        "cpk_ci": (0.50555131323826, 0.82778202009507), "cpu_lower": 0.52961322672288,
        "below": 31.67124183312, "above": 22750.131948179, "z_bench": 1.9994137411909,
    },
    "n 30": {
        "cp": 1.8181818181818, "cpu": 1.6666666666667, "cpl": 1.969696969697, "cpm": 1.6552117772047,
        "cp_ci": (1.4207823669997, 2.2025392171433), "cp_lower": 1.5011250102243,
        "cpk_ci": (1.2930406942884, 2.0402926390449), "cpu_lower": 1.3651661951496,
        "below": 0.0017200041644924, "above": 0.28665157187919,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_published_indices_and_intervals(name):
    n, mean, sd, lsl, usl, target, confidence = CASES[name]
    want = EXPECTED[name]
    found = c.indices(mean, sd, lsl, usl)
    half = (1 - confidence) / 2
    assert found.both == pytest.approx(want["cp"], rel=1e-12)
    assert found.upper == pytest.approx(want["cpu"], rel=1e-12)
    assert found.lower == pytest.approx(want["cpl"], rel=1e-12)
    assert found.smaller == min(found.lower, found.upper)
    assert c.taguchi(mean, sd, lsl, usl, target) == pytest.approx(want["cpm"], rel=1e-12)
    assert c.width_interval(found.both, n - 1, half, 1 - half) == pytest.approx(want["cp_ci"], rel=1e-10)
    assert c.width_interval(found.both, n - 1, 1 - confidence, 0.5)[0] == pytest.approx(
        want["cp_lower"], rel=1e-10
    )
    assert c.side_interval(found.smaller, n, n - 1, half, 1 - half) == pytest.approx(
        want["cpk_ci"], rel=1e-10
    )
    assert c.side_bound(float(found.upper), n, n - 1, confidence) == pytest.approx(
        want["cpu_lower"], rel=1e-8
    )
    below, above = c.outside(mean, sd, lsl, usl)
    assert (1e6 * below, 1e6 * above) == pytest.approx((want["below"], want["above"]), rel=1e-9)
    if "z_bench" in want:
        assert c.bench(below + above) == pytest.approx(want["z_bench"], rel=1e-10)


def test_montgomery_8_5():
    # Montgomery, Introduction to Statistical Quality Control, 8.3.5: n = 20, 1.33
    assert [round(float(end), 2) for end in c.side_interval(1.33, 20, 19, 0.025, 0.975)] == [0.88, 1.78]
    assert [round(float(end), 3) for end in c.width_interval(1.33, 19, 0.025, 0.975)] == [0.911, 1.749]


def test_tails_far_out_are_tails():
    below, above = c.outside(0.0, 1.0, -12.0, 20.0)
    assert below == pytest.approx(stats.norm.sf(12.0), rel=1e-9)
    assert above == pytest.approx(stats.norm.sf(20.0), rel=1e-9) and above > 0


def test_one_limit():
    found = c.indices(10.0, 1.0, math.nan, 13.0)
    assert found.smaller == 1.0 and math.isnan(found.both) and math.isnan(found.lower)
    assert c.outside(10.0, 1.0, math.nan, 13.0)[0] == 0.0


def test_many_characteristics_at_once():
    mean, sd = np.array([1.0, 2.0]), np.array([0.5, 0.1])
    found = c.indices(mean, sd, np.array([0.0, np.nan]), np.array([3.0, 2.5]))
    one = c.indices(2.0, 0.1, np.nan, 2.5)
    assert found.smaller[1] == one.smaller and np.isnan(found.both[1])


def test_the_exact_bound_is_where_the_noncentral_t_says():
    bound = c.side_bound(1.5, 40, 35.7, 0.95)
    scale = 3 * math.sqrt(40)
    assert stats.nct.cdf(1.5 * scale, 35.7, bound * scale) == pytest.approx(0.95, abs=1e-8)


def test_what_no_event_proves():
    assert c.proven_below(0, 125) == pytest.approx(1 - 0.05 ** (1 / 125), rel=1e-12)
    assert c.proven_below(3, 50) == pytest.approx(stats.beta.ppf(0.95, 4, 47), rel=1e-10)
    assert c.proven_below(5, 5) == 1.0
    for n in (2, 3, 12, 150, 10_000, 1_000_000):
        for events in (1, 2, 7, 99, 100, 101):
            for level in (0.5, 0.95, 0.999) if events < n else ():
                exact = special.betaincinv(events + 1, n - events, level)
                assert c.proven_below(events, n, level) == pytest.approx(exact, rel=2e-11)


def test_values_needed():
    assert c.values_needed(1.67, 1.33) == 37 and c.values_needed(2.0, 1.33) == 14
    assert c.values_needed(1.33, 1.33) is None
