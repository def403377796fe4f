"""Estimates of sigma against qcc 3.0 with exact constants (1e-9) and NIST Dataplot (its 15 digits)."""

import numpy as np
import pytest

from sqc.stats import constants, grouped, sigma

from .data_files import load

QCC = load("charts_variables")
METHODS = {
    "UWAVE-R": "rbar",
    "UWAVE-SD": "sbar",
    "MVLUE-R": "mvlue-r",
    "MVLUE-SD": "mvlue-s",
    "RMSDF": "pooled",
}
SUBGROUPED = [case for case in QCC["cases"] if case["params"].get("sigma_method") in METHODS]
INDIVIDUAL = [case for case in QCC["cases"] if case["params"]["type"] == "individuals"]
ONE = np.array([0])


def phase_one(case):
    data = QCC["data"][case["data"]]
    sizes = data["sizes"][: case["phase1"]]
    return grouped.describe(data["value"][: sum(sizes)], np.cumsum([0, *sizes[:-1]]))


@pytest.mark.parametrize("case", SUBGROUPED, ids=lambda case: case["id"])
def test_subgroups(case):
    groups = phase_one(case)
    used = np.ones(len(groups.n), dtype=bool)
    method = METHODS[case["params"]["sigma_method"]]
    if case["id"] == "faithful_by27_xbar_conf0.9973":
        # labelled UWAVE-R, but qcc takes RMSDF by default beyond n = 25, and its sigma is that one
        method = "pooled"
    found, df = sigma.SUBGROUP_METHODS[method](groups.n, groups.range, groups.sd, ONE, used)
    assert found[0] == pytest.approx(case["expected"]["sigma"], rel=1e-9)
    assert 0 < df[0] <= (groups.n - 1).sum() * (1 + 1e-9)


@pytest.mark.parametrize("case", INDIVIDUAL, ids=lambda case: case["id"])
def test_individuals(case):
    x = np.array(QCC["data"][case["data"]]["value"])
    used = np.ones(len(x), dtype=bool)
    method = case["params"]["sigma_method"]
    if method == "s/c4(n)":
        found, _ = sigma.overall(x, ONE, used, unbiased=True)
    else:
        span = 2 if method == "MRbar/d2(2)" else int(method[-1])
        found, _ = sigma.mr(x, ONE, used, span=span)
    assert found[0] == pytest.approx(case["expected"]["sigma"], rel=1e-9)


@pytest.mark.parametrize(
    "case", [case for case in QCC["cases"] if case["params"]["type"] == "MR"], ids=lambda case: case["id"]
)
def test_median_and_successive_differences(case):
    x = np.array(QCC["data"][case["data"]]["value"])
    used, expected = np.ones(len(x), dtype=bool), case["expected"]
    assert sigma.median_mr(x, ONE, used)[0][0] == pytest.approx(expected["sigma_from_median_mr"], rel=1e-9)
    assert sigma.mssd(x, ONE, used)[0][0] == pytest.approx(expected["sqrt_mssd"], rel=1e-9)


@pytest.mark.parametrize("case", load("nist_imr")["cases"], ids=lambda case: case["id"])
def test_dataplot(case):
    """Exact constants; the mean squared successive difference as it stands, not unbiased."""
    x, expected = np.array(case["values"]), case["expected"]["sigma"]
    used = np.ones(len(x), dtype=bool)
    for name, key in (("mr", "mr_bar"), ("median-mr", "median_mr"), ("overall", "sd"), ("mssd", "mssd")):
        found, df = sigma.INDIVIDUAL_METHODS[name](x, ONE, used)
        assert found[0] == pytest.approx(expected[key], rel=1e-11), name
        assert 0 < df[0] <= len(x) - 1


def test_degrees_of_freedom():
    """Rbar of 25 subgroups of 5: 90.8 of the possible 100; the pooled one has them all."""
    n, used = np.full(25, 5), np.ones(25, dtype=bool)
    some = np.random.default_rng(0).uniform(1, 2, 25)
    cv = constants.d3(5) / (constants.d2(5) * 5)
    assert sigma.rbar(n, some, some, ONE, used)[1][0] == pytest.approx(1 / (2 * cv**2) + 0.25)
    assert sigma.pooled(n, some, some, ONE, used)[1][0] == 100
    assert sigma.rms(n, some, some, ONE, used)[1][0] == 100
    cv = constants.c5(5) / (constants.c4(5) * 5)
    assert sigma.sbar(n, some, some, ONE, used)[1][0] == pytest.approx(1 / (2 * cv**2) + 0.25)
    x = np.arange(25.0)
    assert sigma.mr(x, ONE, used)[1][0] == pytest.approx(0.62 * 24)
    assert sigma.mssd(x, ONE, used)[1][0] == pytest.approx(2 * 24**2 / 71)
    assert sigma.overall(x, ONE, used)[1][0] == 24


def test_segments_exclusion_and_gaps():
    rng = np.random.default_rng(2)
    n = np.array([5, 5, 4, 1, 5, 3, 5, 5])
    groups = grouped.describe(rng.normal(size=n.sum()), np.cumsum(n) - n)
    starts, used = np.array([0, 4]), np.array([1, 1, 1, 1, 1, 0, 1, 1], dtype=bool)
    for name, estimate in sigma.SUBGROUP_METHODS.items():
        both, df = estimate(groups.n, groups.range, groups.sd, starts, used)
        for i, part in enumerate((slice(0, 3), [4, 6, 7])):
            arrays = groups.n[part], groups.range[part], groups.sd[part]
            alone, alone_df = estimate(*arrays, ONE, np.ones(3, dtype=bool))
            assert both[i] == pytest.approx(alone[0], rel=1e-12), name
            assert df[i] == pytest.approx(alone_df[0], rel=1e-12), name
    x = np.array([1.0, 2.0, np.nan, 4.0, 4.5, 9.0, 9.5])
    used = np.array([1, 1, 1, 1, 1, 0, 1], dtype=bool)
    # ranges 1 and 0.5: none across the gap, none with the value left out
    found, df = sigma.mr(x, ONE, used)
    assert found[0] == pytest.approx(0.75 / constants.d2(2)) and df[0] == pytest.approx(1.24)


def test_nothing_to_estimate_from():
    n, nothing = np.array([1, 1]), np.full(2, np.nan)
    for estimate in sigma.SUBGROUP_METHODS.values():
        for used in (np.ones(2, dtype=bool), np.zeros(2, dtype=bool)):
            found, df = estimate(n, nothing, nothing, ONE, used)
            assert np.isnan(found[0]) and df[0] == 0
    for estimate in sigma.INDIVIDUAL_METHODS.values():
        found, df = estimate(np.array([1.0, np.nan]), ONE, np.ones(2, dtype=bool))
        assert np.isnan(found[0]) and df[0] == 0
    found, df = sigma.mssd(np.array([1.0]), ONE, np.ones(1, dtype=bool), unbiased=True)
    assert np.isnan(found[0]) and df[0] == 0


def test_tabulated_constants():
    n, r, used = np.array([5, 5]), np.array([2.0, 3.0]), np.ones(2, dtype=bool)
    assert sigma.rbar(n, r, r, ONE, used, tabulated=True)[0][0] == pytest.approx(2.5 / 2.326, rel=1e-15)
    assert sigma.sbar(n, r, r, ONE, used, tabulated=True)[0][0] == pytest.approx(2.5 / 0.94, rel=1e-15)
    x = np.array([1.0, 2.0, 4.0])
    assert sigma.mr(x, ONE, np.ones(3, bool), tabulated=True)[0][0] == pytest.approx(1.5 / 1.128, rel=1e-15)


def test_unbiased():
    """Mean of the estimates over 20,000 segments of normal values; standard error about 0.25 %."""
    rng = np.random.default_rng(7)
    groups = grouped.describe(rng.normal(size=20_000 * 20), np.arange(0, 20_000 * 20, 4))
    starts, used = np.arange(0, 100_000, 5), np.ones(100_000, dtype=bool)
    for name, estimate in sigma.SUBGROUP_METHODS.items():
        if name != "rms":
            found = estimate(groups.n, groups.range, groups.sd, starts, used)[0]
            assert found.mean() == pytest.approx(1, abs=0.005), name
    x, used = rng.normal(size=400_000), np.ones(400_000, dtype=bool)
    for name, options in (("mr", {}), ("mssd", {"unbiased": True}), ("overall", {"unbiased": True})):
        found = sigma.INDIVIDUAL_METHODS[name](x, np.arange(0, 400_000, 20), used, **options)[0]
        assert found.mean() == pytest.approx(1, abs=0.008), name


@pytest.mark.slow
@pytest.mark.parametrize("span", [2, 3, 5, 10, 25])
def test_degrees_of_freedom_by_simulation(span):
    """Degrees of freedom from the scatter of 20,000 series of 500 values (about 1 %)."""
    rng = np.random.default_rng(span)
    x = rng.normal(size=20_000 * 500)
    starts, used = np.arange(0, len(x), 500), np.ones(len(x), dtype=bool)
    for estimate in (sigma.mr, sigma.median_mr):
        found, df = estimate(x, starts, used, span=span)
        assert df[0] == pytest.approx(0.5 * (found.mean() / found.std()) ** 2, rel=0.05)
