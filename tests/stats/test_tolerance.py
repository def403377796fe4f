"""Tolerance factors beyond the published cases: ends of the range, order, coverage in simulation."""

import numpy as np
import pytest
from scipy import special, stats

from sqc.stats import tolerance as factors
from sqc.stats.tolerance_life import exponential_factor, weibull_fit, weibull_limit
from sqc.stats.tolerance_ranks import rank_confidence, ranks_left_out, values_for_ranks


@pytest.mark.parametrize("n", [2, 30, 10_000, 1_000_000, 100_000_000])
@pytest.mark.parametrize("coverage", [0.5, 0.99, 0.999999])
def test_one_sided_factors_solve_their_equation(n, coverage):
    for confidence in (0.05, 0.5, 0.95, 0.999):
        k = factors.one_sided_factor(n, coverage, confidence)
        shift = special.ndtri(coverage) * np.sqrt(n)
        assert special.nctdtr(n - 1, shift, k * np.sqrt(n)) == pytest.approx(confidence, abs=1e-9)


@pytest.mark.parametrize("n", [2, 5, 40])
def test_two_sided_factor_by_integrating_over_sigma(n):
    """The same probability the other way round: over s, the inner one a noncentral chi-square of the mean."""
    k, coverage = factors.two_sided_factor(n, 0.95, 0.9), 0.95

    def held(s):
        # the mean may be off by so much that mean +/- k s still holds the coverage
        inside = k * s
        if inside <= special.ndtri((1 + coverage) / 2):
            return 0.0
        low, high = 0.0, inside + 10
        for _ in range(100):
            middle = (low + high) / 2
            holds = special.ndtr(middle + inside) - special.ndtr(middle - inside) >= coverage
            low, high = (middle, high) if holds else (low, middle)
        return 1 - 2 * special.ndtr(-low * np.sqrt(n))

    df = n - 1
    node, weight = np.polynomial.legendre.leggauss(400)
    start = special.ndtri((1 + coverage) / 2) / k  # below it nothing is held
    end = np.sqrt(special.chdtri(df, 1e-15) / df)
    # a square root begins there: over its square the integrand is smooth
    u = np.sqrt(end - start) * (node + 1) / 2
    s = start + u**2
    density = stats.chi2.pdf(df * s**2, df) * 2 * df * s
    total = np.sqrt(end - start) / 2 * np.sum(weight * 2 * u * density * np.array([held(one) for one in s]))
    assert total == pytest.approx(0.9, abs=1e-8)


def test_factors_fall_to_the_normal_quantile():
    counts = [2, 3, 5, 10, 100, 1000, 10**6, 10**8]
    found = [factors.two_sided_factor(n, 0.99, 0.95) for n in counts]
    assert found == sorted(found, reverse=True)
    assert found[-1] == pytest.approx(special.ndtri(0.995), abs=1e-3) and found[-1] > special.ndtri(0.995)
    howe = [factors.howe_corrected_factor(n, 0.99, 0.95) for n in counts]
    assert found[-2:] == pytest.approx(howe[-2:], rel=1e-11)


def test_known_sigma_and_known_mean():
    k = factors.known_sigma_factor(10, 0.95, 0.95)
    off = special.ndtri(0.975) / np.sqrt(10)
    assert special.ndtr(off + k) - special.ndtr(off - k) == pytest.approx(0.95, abs=1e-12)
    one = factors.known_sigma_factor(10, 0.95, 0.95, False)
    assert one == pytest.approx(special.ndtri(0.95) * (1 + 1 / np.sqrt(10)))
    k = factors.known_mean_factor(10, 0.95, 0.95)
    # k s >= z sigma with the confidence: s**2 n / sigma**2 is chi-square
    assert stats.chi2.sf(10 * (special.ndtri(0.975) / k) ** 2, 10) == pytest.approx(0.95)
    assert factors.known_mean_factor(10, 0.3, 0.95, False) < 0
    below = factors.known_mean_factor(10, 0.3, 0.95, False)
    assert stats.chi2.cdf(10 * (special.ndtri(0.3) / below) ** 2, 10) == pytest.approx(0.95)


def test_values_for_a_factor():
    def exact(n):
        return factors.two_sided_factor(n, 0.99, 0.95)

    n = factors.values_for_factor(exact, 3.0)
    assert exact(n) <= 3.0 < exact(n - 1)
    assert factors.values_for_factor(exact, special.ndtri(0.995)) is None


def test_order_statistics_against_scipy():
    for n, cut, coverage in ((93, 2, 0.95), (40, 2, 0.9), (500, 7, 0.99)):
        beta = stats.beta.sf(coverage, n - cut + 1, cut)
        assert rank_confidence(n, cut, coverage) == pytest.approx(beta, rel=1e-12)
    for n in (10, 45, 46, 473, 5000):
        cut = ranks_left_out(n, 0.9, 0.95)
        assert cut == 0 or rank_confidence(n, cut, 0.9) >= 0.95
        assert rank_confidence(n, cut + 1, 0.9) < 0.95
    for cut in (1, 2, 5):
        n = values_for_ranks(0.97, 0.9, cut)
        assert rank_confidence(n, cut, 0.97) >= 0.9 > rank_confidence(n - 1, cut, 0.97)


def test_exponential_limits_by_their_pivot():
    for lower in (True, False):
        at = exponential_factor(8, 0.9, 0.95, lower)
        share_of_mean = -np.log(0.9) if lower else -np.log(0.1)
        # P(factor x mean is on the safe side of the true quantile), 2 n mean / theta chi-square
        low = stats.chi2.cdf(16 * share_of_mean / at, 16)
        assert (low if lower else 1 - low) == pytest.approx(0.95)


def test_weibull_fit_is_the_maximum():
    x = np.random.default_rng(3).weibull(1.4, 60) * 20
    fit = weibull_fit(x)
    shape, _, scale = stats.weibull_min.fit(x, floc=0)
    assert (fit.shape, fit.scale) == pytest.approx((shape, scale), rel=1e-3)
    near = [
        stats.weibull_min.logpdf(x, fit.shape * a, 0, fit.scale * b).sum()
        for a in (0.999, 1, 1.001)
        for b in (0.999, 1, 1.001)
    ]
    assert max(near) == near[4]


@pytest.mark.slow
@pytest.mark.parametrize("n", [2, 5, 25])
def test_weibull_limits_hold_with_their_confidence(n):
    """2,000 simulated samples: within three standard errors of 90 %."""
    r, runs = np.random.default_rng(n), 2000
    low, high = ((-np.log(p)) ** (1 / 1.7) for p in (0.9, 0.1))
    held = np.zeros(2)
    for _ in range(runs):
        x = r.weibull(1.7, n)
        fit = weibull_fit(x)
        held += (
            weibull_limit(x, 0.9, 0.9, True, fit) <= low,
            weibull_limit(x, 0.9, 0.9, False, fit) >= high,
        )
    assert np.all(np.abs(held / runs - 0.9) < 3 * np.sqrt(0.09 / runs))


def test_weibull_limits_follow_the_scale_and_a_power():
    x = np.random.default_rng(8).weibull(2.0, 12)
    limit = weibull_limit(x, 0.95, 0.9, True)
    assert weibull_limit(100 * x, 0.95, 0.9, True) == pytest.approx(100 * limit, rel=1e-9)
    assert weibull_limit(x**3, 0.95, 0.9, True) == pytest.approx(limit**3, rel=1e-8)
