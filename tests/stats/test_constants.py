"""Constants against two independent integrals (constants.json, 15 digits) and printed tables."""

import numpy as np
import pytest

from sqc.stats import _constants_beyond as beyond
from sqc.stats import constants

from .data_files import load

TRUTH = {name: np.array(column) for name, column in load("constants")["columns"].items()}
N = TRUTH["n"].astype(int)


@pytest.mark.parametrize(
    ("function", "column"),
    [
        ("d2", "d2"),
        ("d3", "d3"),
        ("d4", "d4_median_range"),
        ("c4", "c4"),
        ("c5", "c5"),
        ("c4_mssd", "c4_mssd"),
    ],
)
def test_table(function, column):
    ours = getattr(constants, function)
    np.testing.assert_allclose(ours(N), TRUTH[column], rtol=1e-14)
    assert ours(5) == ours(np.array([5]))[0] and type(ours(5)) is float


def test_table_of_the_median():
    odd = N % 2 == 1
    ours, truth = constants.sd_median(N), TRUTH["sd_median"]
    np.testing.assert_allclose(ours[odd], truth[odd], rtol=1e-14)
    np.testing.assert_allclose(ours[~odd], truth[~odd], rtol=1e-11)  # twelve decimals


@pytest.mark.parametrize("name", constants.FACTORS)
def test_factors(name):
    np.testing.assert_allclose(constants.factor(name, N), TRUTH[name], rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(
    ("function", "column"),
    [("d2", "d2"), ("d3", "d3"), ("d4", "d4_median_range"), ("c4_mssd", "c4_mssd")],
)
def test_computation_agrees_with_the_table(function, column):
    ours = getattr(beyond, function)(N.astype(float))
    # 15 printed digits; d3 loses some by the difference E(R^2) - d2^2
    np.testing.assert_allclose(ours, TRUTH[column], rtol=1e-12)


def test_series_of_c4_agrees_where_it_is_used():
    large = N >= 60
    np.testing.assert_allclose(beyond.c4(N[large].astype(float)), TRUTH["c4"][large], rtol=1e-14)
    np.testing.assert_allclose(beyond.c5(N[large].astype(float)), TRUTH["c5"][large], rtol=2e-13)


@pytest.mark.parametrize("name", ["d2", "d3", "d4", "c4", "c5", "c4_mssd"])
def test_no_step_at_the_end_of_the_table(name):
    values = getattr(constants, name)(np.arange(90, 112))
    # a smooth sequence: its fourth differences are all tiny, also across n = 100
    assert np.abs(np.diff(values, 4)).max() < 2e-6


def test_large_sizes():
    n = 1_000_000
    assert constants.c4(n) == pytest.approx(1 - 1 / (4 * (n - 1)), rel=1e-12)
    assert constants.c5(n) == pytest.approx((2 * (n - 1)) ** -0.5, rel=1e-6)
    # mean square of half the squared successive differences has variance (3 n - 4)/(n - 1)^2
    assert constants.c4_mssd(n) == pytest.approx(1 - (3 * n - 4) / (n - 1) ** 2 / 8, rel=1e-11)
    assert 6.4 < constants.d2(1000) < 6.5


def test_too_small_sizes():
    for function in (constants.d2, constants.d3, constants.c4, constants.c4_mssd):
        with pytest.raises(ValueError, match="at least 2"):
            function(1)
        with pytest.raises(ValueError, match="whole number"):
            function(2.5)
        found = function(np.array([0, 1, 2, 150]))
        assert np.isnan(found[:2]).all() and np.isfinite(found[2:]).all()
    with pytest.raises(ValueError, match="no factor"):
        constants.factor("A9", 5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        constants.range_quantile(1.0, 5)


def test_printed_values():
    """As textbooks print them, among others ISO 7870-2:2013 and NIST/SEMATECH 6.3.2.2."""
    assert constants.d2(np.array([2, 3, 5, 10]), tabulated=True).tolist() == [1.128, 1.693, 2.326, 3.078]
    assert constants.d3(np.array([2, 5]), tabulated=True).tolist() == [0.853, 0.864]
    assert constants.c4(np.array([2, 5, 25]), tabulated=True).tolist() == [0.7979, 0.94, 0.9896]
    printed = {
        ("A2", 2): 1.880, ("A2", 5): 0.577, ("A3", 5): 1.427, ("B3", 6): 0.030, ("B4", 5): 2.089,
        ("D3", 5): 0.0, ("D3", 7): 0.076, ("D4", 2): 3.267, ("D4", 5): 2.114, ("E2", 2): 2.660,
    }  # fmt: skip
    for (name, n), value in printed.items():
        assert constants.factor(name, n, tabulated=True) == value


def test_misprints_of_printed_tables():
    """We hold the correct rounding; each row names a table whose print differs."""
    columns = {"d3": constants.d3, "d4_median_range": constants.d4}
    for table, name, n, printed, correct, exact in load("printed_table_errors")["rows"]:
        if name in columns:
            value, rounded = columns[name](n), columns[name](n, tabulated=True)
        else:
            value, rounded = constants.factor(name, n), constants.factor(name, n, tabulated=True)
        assert value == pytest.approx(exact, rel=1e-12)
        assert round(value, 3) == float(correct), (table, name, n)
        # E2 is no misprint: tables make it of the rounded d2, and tabulated E2 follows them
        assert rounded == (float(printed) if name == "E2" else float(correct)), (table, name, n)


def test_factor_for_another_k():
    assert constants.factor("A2", 5, k=2) == pytest.approx(constants.factor("A2", 5) * 2 / 3, rel=1e-15)
    assert constants.factor("E2", 2, k=2, tabulated=True) == pytest.approx(2 / 1.128, rel=1e-15)
    assert constants.factor("D4", 5, k=2, tabulated=True) == pytest.approx(1 + 2 * 0.864 / 2.326, rel=1e-15)


def test_published_xbar_r():
    """ISO 7870-2:2013, pp. 25-27: A2 = 0.577, D4 = 2.114; four printed decimals."""
    case = load("published")["cases"][0]
    mean, r = np.mean(case["data"]["average"]), np.mean(case["data"]["range"])
    a2, d4 = (constants.factor(name, 5, tabulated=True) for name in ("A2", "D4"))
    ours = {
        "xbarbar": mean,
        "r_bar": r,
        "xbar_ucl": mean + a2 * r,
        "xbar_lcl": mean - a2 * r,
        "r_ucl": d4 * r,
    }
    for key, value in ours.items():
        assert value == pytest.approx(case["expected"][key], abs=0.5001e-4), key


def test_published_individuals():
    """NIST/SEMATECH e-Handbook 6.3.2.2: limits from MR-bar / 1.128 (not from E2 = 2.660: 55.8049)."""
    case = load("published")["cases"][1]
    x = np.array(case["data"]["flowrate"])
    r, d2 = np.abs(np.diff(x)).mean(), constants.d2(2, tabulated=True)
    expected = case["expected"]
    assert r == pytest.approx(expected["mr_bar"], abs=0.5001e-4)
    assert x.mean() + 3 * r / d2 == pytest.approx(expected["ucl"], abs=0.5001e-4)
    assert x.mean() - 3 * r / d2 == pytest.approx(expected["lcl"], abs=0.5001e-4)


CONF = [case for case in load("charts_variables")["cases"] if "confidence_level" in case["params"]]


@pytest.mark.parametrize("case", CONF, ids=lambda case: case["id"])
def test_probability_limits(case):
    """qcc confidence.level = 0.9973. S by chi-square to 1e-9; R: to 1e-6, where qtukey stops."""
    kind, expected = case["params"]["type"], case["expected"]
    if kind == "xbar":
        return
    sizes = np.array(load("charts_variables")["data"][case["data"]]["sizes"][: case["phase1"]])
    quantile = constants.range_quantile if kind == "R" else constants.sd_quantile
    for key, p in (("lcl", 0.00135), ("ucl", 0.99865)):
        ours = quantile(p, sizes)
        theirs = np.broadcast_to(np.array(expected[key]) / expected["sigma"], ours.shape)
        if kind == "S":
            np.testing.assert_allclose(ours, theirs, rtol=1e-9)
        else:
            np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-6)


def test_range_quantile_for_two():
    """R of two values is sqrt(2) |z|: its quantile is known."""
    from scipy.special import ndtri

    for p in (0.00135, 0.5, 0.99865):
        assert constants.range_quantile(p, 2) == pytest.approx(2**0.5 * ndtri((1 + p) / 2), rel=1e-13)


def test_range_quantile_against_the_studentized_range():
    from scipy.stats import studentized_range

    for n in (3, 5, 10):
        w = constants.range_quantile(0.99865, n)
        assert studentized_range.cdf(w, n, np.inf) == pytest.approx(0.99865, abs=1e-9)
