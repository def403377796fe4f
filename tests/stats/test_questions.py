"""Normality, dependence, dispersion and change points."""

import numpy as np
import pytest
import scipy.stats as st

from sqc.stats.changepoint import step_change
from sqc.stats.dependence import autocorrelation
from sqc.stats.dispersion import dispersion_test
from sqc.stats.normality import anderson_darling

from .data_files import load


@pytest.mark.parametrize("case", load("normality")["cases"], ids=lambda case: case["id"])
def test_anderson_darling(case):
    """nortest 1.0-4: statistic to 1e-9, p to 1e-6 as its note says (3.7e-24 is its least p)."""
    a, p = anderson_darling(case["values"])
    assert a == pytest.approx(case["ad"]["A_star"], rel=1e-9)
    assert p == pytest.approx(case["ad"]["p"], rel=1e-6)


def test_anderson_darling_of_difficult_samples():
    with pytest.raises(ValueError, match="at least 8"):
        anderson_darling([1, 2, 3, np.nan, 4, 5, 6, 7])
    with pytest.raises(ValueError, match="equal"):
        anderson_darling([0.1] * 20)
    a, p = anderson_darling([0.0] * 4000 + [1.0])
    assert np.isfinite(a) and p == 3.7e-24
    one = anderson_darling(np.random.default_rng(0).normal(size=50))
    other = anderson_darling(np.random.default_rng(0).normal(size=50) * 1e-6 + 5)
    assert one == pytest.approx(other, rel=1e-6)


@pytest.mark.parametrize("case", load("nist_imr")["cases"], ids=lambda case: case["id"])
def test_autocorrelation(case):
    assert autocorrelation(case["values"]) == pytest.approx(case["expected"]["autocorr_lag1"], rel=1e-10)


def test_autocorrelation_of_hard_and_broken_series():
    """NIST StRD NumAcc3: -0.999, exact for the stored doubles."""
    hard = [1000000.2] + [1000000.1, 1000000.3] * 500
    assert autocorrelation(hard) == pytest.approx(-0.9989999999994185, rel=1e-9)
    assert np.isnan(autocorrelation([0.1] * 30)) and np.isnan(autocorrelation([1.0]))
    assert np.isnan(autocorrelation([1.0, np.nan, 2.0]))
    assert autocorrelation([1.0, 2.0, np.nan, 2.0, 1.0]) == pytest.approx(-0.5)
    assert autocorrelation([1.0, 5.0, 1.0, 5.0, 1.0, 5.0], lag=2) == pytest.approx(4 / 6)
    with pytest.raises(ValueError, match="lag"):
        autocorrelation([1.0, 2.0], 0)


@pytest.mark.parametrize(
    "case", [one for one in load("charts_attributes")["cases"] if one["id"].startswith("overdisp")]
)
def test_dispersion(case):
    """qcc 3.0 qccOverdispersionTest; p is printed to five digits."""
    size = case["data"].get("size") or 1
    ratio, p = dispersion_test(case["data"]["count"], size, case["params"]["type"])
    assert ratio == pytest.approx(case["expected"]["variance_ratio"], rel=1e-9)
    assert p == pytest.approx(case["expected"]["p_value"], rel=1e-4, abs=1e-15)


def test_dispersion_of_unequal_sizes_and_both_tails():
    count, size = np.array([3.0, 8, 2, 9, 5]), np.array([50.0, 90, 40, 100, 60])
    p = count.sum() / size.sum()
    chi2 = ((count - size * p) ** 2 / (size * p * (1 - p))).sum()
    ratio, tail = dispersion_test(count, size, "binomial")
    assert ratio == pytest.approx(chi2 / 4, rel=1e-12) and ratio < 1
    assert tail == pytest.approx(st.chi2.cdf(chi2, 4), rel=1e-10)
    assert dispersion_test([10, 30], 100, "poisson")[1] == pytest.approx(st.chi2.sf(10.0, 1), rel=1e-10)
    assert np.isnan(dispersion_test([0, 0, 0], 10, "poisson")).all()
    with pytest.raises(ValueError, match="at least 2"):
        dispersion_test([3], 10, "poisson")
    with pytest.raises(ValueError, match="no model"):
        dispersion_test([3, 4], 10, "normal")


def test_step_change_maximises_the_likelihood():
    rng = np.random.default_rng(3)
    for _ in range(50):
        x = rng.normal(10, 2, 30)
        x[rng.integers(5, 28) :] += 4
        first, mean = step_change(x, 10.0, 2.0)
        scores = [(30 - t) * (x[t:].mean() - 10) ** 2 for t in range(30)]
        assert first == int(np.argmax(scores)) and mean == pytest.approx(x[first:].mean())


def test_step_change_with_gaps_and_unequal_sigma():
    x = np.array([0.0, 0.1, np.nan, 2.0, 2.2])
    first, mean = step_change(x, np.zeros(5), np.array([1.0, 1.0, 1.0, 1.0, 0.5]))
    assert first == 3 and mean == pytest.approx((2.0 + 4 * 2.2) / 5)
    assert isinstance(first, int)
    with pytest.raises(ValueError, match="no point"):
        step_change([np.nan], 0.0, 1.0)
