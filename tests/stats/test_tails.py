"""Tails and quantiles against scipy, and against exact sums of whole-number arithmetic."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb

import numpy as np
import pytest
import scipy.stats as st
from hypothesis import given, settings
from hypothesis import strategies as some

from sqc.stats import tails


def test_normal():
    z = np.linspace(-37, 37, 3001)
    np.testing.assert_allclose(tails.normal_cdf(z), st.norm.cdf(z), rtol=2e-13)
    np.testing.assert_allclose(tails.normal_sf(z), st.norm.sf(z), rtol=2e-13)
    p = np.concatenate(
        [np.logspace(-300, -0.31, 500), np.linspace(0.001, 0.999, 999), 1 - np.logspace(-15, -1, 99)]
    )
    np.testing.assert_allclose(tails.normal_quantile(p), st.norm.ppf(p), rtol=1e-14, atol=1e-15)
    assert tails.normal_quantile(0.5) == 0 and type(tails.normal_quantile(0.3)) is float
    ends = tails.normal_quantile(np.array([0.0, 1.0, -0.1, np.nan]))
    assert ends[0] == -np.inf and ends[1] == np.inf and np.isnan(ends[2:]).all()


@pytest.mark.parametrize("n", [1, 5, 50, 1000, 100_000])
def test_binomial_against_scipy(n):
    rng = np.random.default_rng(n)
    p = rng.uniform(0, 1, 300) ** 3
    k = np.clip(np.floor(n * p + np.sqrt(n * p * (1 - p)) * rng.uniform(-6, 6, 300)), 0, n)
    # scipy itself is good to about 5e-12 in the lower tail at n = 100,000 (checked with 40 digits)
    np.testing.assert_allclose(tails.binomial_cdf(k, n, p), st.binom.cdf(k, n, p), rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(tails.binomial_sf(k, n, p), st.binom.sf(k, n, p), rtol=1e-11, atol=1e-300)
    for q in (0.00135, 0.5, 0.99865):
        assert (tails.binomial_quantile(q, n, p) == st.binom.ppf(q, n, p)).all()


@given(some.integers(1, 60), some.integers(0, 60), some.integers(1, 99))
@settings(max_examples=100, deadline=None)
def test_binomial_exactly(n, k, percent):
    p = Fraction(float(percent / 100))
    lower = sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(min(k, n) + 1))
    assert tails.binomial_cdf(k, n, percent / 100) == pytest.approx(float(lower), rel=1e-12)
    assert tails.binomial_sf(k, n, percent / 100) == pytest.approx(float(1 - lower), rel=1e-12, abs=0)


def test_large_binomial_exactly():
    """n = 100,000, p = 0.3, k = mean + 4.1 sd: the sum of integer terms, all digits kept."""
    n, k, p = 100_000, 30_600, Decimal.from_float(0.3)
    with localcontext() as context:
        context.prec = 40
        term = Decimal(comb(n, k + 1)) * p ** (k + 1) * (1 - p) ** (n - k - 1)
        total = Decimal(0)
        for i in range(k + 1, k + 2000):
            total += term
            term *= Decimal(n - i) / (i + 1) * p / (1 - p)
    assert tails.binomial_sf(k, n, 0.3) == pytest.approx(float(total), rel=1e-12)


def test_binomial_edges():
    np.testing.assert_array_equal(tails.binomial_cdf([-1, 0, 5, 9], 5, 0.0), [0, 1, 1, 1])
    np.testing.assert_array_equal(tails.binomial_sf([-1, 4, 5], 5, 1.0), [1, 1, 0])
    assert tails.binomial_cdf(2.7, 5, 0.5) == tails.binomial_cdf(2, 5, 0.5)
    assert np.isnan(tails.binomial_cdf(1, 5, 1.2)) and np.isnan(tails.binomial_sf(1, 5, np.nan))
    np.testing.assert_array_equal(tails.binomial_quantile([0.0, 1.0, 0.5], 5, [0.3, 0.3, 0.0]), [0, 5, 0])
    assert np.isnan(tails.binomial_quantile(1.1, 5, 0.5))
    # a tail that is itself given back is reached
    for k in range(12):
        assert tails.binomial_quantile(tails.binomial_cdf(k, 12, 0.37), 12, 0.37) == k


@pytest.mark.parametrize("scale", [0.3, 5.0, 200.0, 1e5])
def test_poisson_against_scipy(scale):
    rng = np.random.default_rng(3)
    mean = scale * rng.uniform(0.1, 2, 300)
    k = np.maximum(np.floor(mean + np.sqrt(mean) * rng.uniform(-6, 6, 300)), 0)
    np.testing.assert_allclose(tails.poisson_cdf(k, mean), st.poisson.cdf(k, mean), rtol=1e-12)
    np.testing.assert_allclose(tails.poisson_sf(k, mean), st.poisson.sf(k, mean), rtol=1e-12)
    for q in (0.00135, 0.5, 0.99865):
        assert (tails.poisson_quantile(q, mean) == st.poisson.ppf(q, mean)).all()


def test_poisson_edges():
    np.testing.assert_array_equal(tails.poisson_cdf([-1, 0, 3], 0.0), [0, 1, 1])
    np.testing.assert_array_equal(tails.poisson_sf([-1, 0], [2.0, 0.0]), [1, 0])
    assert np.isnan(tails.poisson_cdf(1, -1.0))
    assert tails.poisson_quantile(1.0, 3.0) == np.inf and tails.poisson_quantile(0.0, 3.0) == 0


@pytest.mark.parametrize("df", [9_999.0, 1e4, 12_345.6, 1e6])
def test_the_expansion_of_chi_square_quantiles_has_the_tails_that_are_asked_for(df):
    # sums to the last digit; scipy's quantile is off by 1e-13 at p = 1e-6 and 1e6 degrees of freedom
    p = np.array([1e-6, 0.00135, 0.025, 0.3, 0.5, 0.95, 0.99865])
    x = tails.chi2_quantile(p, df)
    np.testing.assert_allclose(tails.chi2_cdf(x, df)[:5], p[:5], rtol=1e-10)
    np.testing.assert_allclose(tails.chi2_sf(x, df)[4:], (1 - p)[4:], rtol=1e-10)


@pytest.mark.parametrize("df", [1, 2, 3, 29, 199, 10_000])
def test_chi_square(df):
    x = df + np.sqrt(2 * df) * np.linspace(-6, 20, 400)
    x = x[x > 0]
    np.testing.assert_allclose(tails.chi2_sf(x, df), st.chi2.sf(x, df), rtol=1e-11)
    np.testing.assert_allclose(tails.chi2_cdf(x, df), st.chi2.cdf(x, df), rtol=1e-11)
    p = np.array([1e-10, 0.00135, 0.3, 0.5, 0.99865, 1 - 1e-10])
    np.testing.assert_allclose(tails.chi2_quantile(p, df), st.chi2.ppf(p, df), rtol=1e-12)
    assert tails.chi2_sf(0, df) == 1 and tails.chi2_sf(np.inf, df) == 0
    assert tails.chi2_quantile(0.0, df) == 0 and tails.chi2_quantile(1.0, df) == np.inf


@pytest.mark.parametrize(
    "case", ["orangejuice_np_np_conf", "circuit_c_conf", "warpbreaks_c_conf", "pb4_defects_c_conf"]
)
def test_limits_by_exact_quantiles(case):
    """R 4.2.2, stats::qbinom and qpois at 0.00135 and 0.99865."""
    from .data_files import load

    found = next(one for one in load("charts_attributes")["cases"] if one["id"] == case)
    expected, p = found["expected"], np.array([0.5 * (1 - 0.9973), 0.5 * (1 + 0.9973)])
    if "np" in case:
        n = found["data"]["size"][0]
        ours = tails.binomial_quantile(p, n, expected["center"] / n)
    else:
        ours = tails.poisson_quantile(p, expected["center"])
    assert ours.tolist() == [expected["lcl"], expected["ucl"]]
