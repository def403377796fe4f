"""The median of normal values: its distribution against independent integrals, its run lengths."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import betainc, ndtr, ndtri

from sqc.stats import _constants_beyond as beyond
from sqc.stats import constants
from sqc.stats.grouped import segment_median
from sqc.stats.median import median_cdf, median_sf
from sqc.stats.rules import Rule
from sqc.stats.runlength.median import median_chart, median_problem, median_zones

X = np.linspace(-5, 5, 41)
LIMIT = [Rule("1", "beyond_limit", 1, 1)]
RUN = Rule("2", "run_same_side", 9, 9)


def density(t, n):
    """Density of the mean of the two middle values: over half their distance, by another road."""
    nodes, weights = np.polynomial.legendre.leggauss(300)
    u, w = 4.5 * (nodes + 1), 4.5 * weights
    m, t = n // 2, np.asarray(t)[:, None]
    phi = np.exp(-(t**2 + u**2)) / (2 * math.pi)
    many = math.exp(math.lgamma(n + 1) - 2 * math.lgamma(m))
    return (2 * many * w * (ndtr(t - u) * ndtr(-t - u)) ** (m - 1) * phi).sum(axis=1)


@pytest.mark.parametrize("n", [1, 3, 5, 25, 101])
def test_odd_medians_are_a_beta_of_the_normal(n):
    m = n // 2
    np.testing.assert_allclose(median_cdf(X, n), betainc(m + 1, m + 1, ndtr(X)), rtol=1e-11, atol=1e-300)


def test_the_median_of_two_is_their_mean():
    np.testing.assert_allclose(median_cdf(X, 2), ndtr(X * math.sqrt(2)), rtol=1e-11)


@pytest.mark.parametrize("n", [4, 6, 10, 50])
def test_even_medians_by_their_density(n):
    nodes, weights = np.polynomial.legendre.leggauss(200)
    for x in (-2.5, -1.0, -0.3, 0.4, 1.5):
        t = x - 5.0 * (nodes + 1)
        assert float(median_cdf(x, n)) == pytest.approx((5 * weights * density(t, n)).sum(), rel=1e-9)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 12, 40])
def test_both_tails(n):
    np.testing.assert_allclose(median_cdf(X, n) + median_sf(X, n), 1.0, rtol=1e-13)
    assert (np.diff(median_cdf(X, n)) >= 0).all()
    # far out: at least half of the values are beyond
    assert 0 < float(median_sf(8.0, n)) < 1e-12


@pytest.mark.parametrize("n", [2, 3, 7, 10, 25, 100])
def test_table_and_quadrature_agree(n):
    assert beyond._sd_median(float(n)) == pytest.approx(constants.sd_median(n), rel=2e-13)


@pytest.mark.parametrize("n", [120, 151])
def test_beyond_the_table(n):
    nodes, weights = np.polynomial.legendre.leggauss(300)
    if n % 2:
        m, g = n // 2, 3.0 * nodes
        f = (ndtr(g) * ndtr(-g)) ** m * np.exp(-(g**2) / 2)
        expected = math.sqrt((weights * g**2 * f).sum() / (weights * f).sum())
    else:
        t = 1.5 * nodes
        f = density(t, n)
        expected = math.sqrt((1.5 * weights * t**2 * f).sum())
    assert constants.sd_median(n) == pytest.approx(expected, rel=1e-10)
    assert constants.sd_median(n) == pytest.approx(math.sqrt(math.pi / (2 * n)), rel=0.01)


@pytest.mark.parametrize("n", [2, 4, 5, 9])
@pytest.mark.parametrize("p", [0.00135, 0.3, 0.5, 0.99865])
def test_quantiles_are_roots(n, p):
    root = constants.median_quantile(p, n)
    assert float(median_cdf(root, n)) == pytest.approx(p, rel=1e-12)
    assert constants.median_quantile(p, 2) == pytest.approx(ndtri(p) / math.sqrt(2), rel=1e-10, abs=1e-14)


def test_impossible_sizes():
    with pytest.raises(ValueError, match="at least 2"):
        constants.sd_median(1)
    assert np.isnan(constants.sd_median(np.array([0, 1]))).all()


def test_medians_of_segments():
    rng = np.random.default_rng(1)
    for sizes in ([5] * 40, [4] * 40, [1] * 40, rng.integers(1, 9, 40).tolist()):
        x = rng.normal(size=sum(sizes))
        starts = np.cumsum(sizes) - sizes
        expected = [np.median(x[a : a + n]) for a, n in zip(starts, sizes, strict=True)]
        np.testing.assert_allclose(segment_median(x, starts), expected, rtol=1e-14)


def test_false_signals_as_published():
    """SAS/QC, data set Detlim of the MRCHART example: ALPHA of 3 sigma limits, n = 5, .002909021."""
    zones = median_zones(5, np.array([-3.0, 3.0]), [0.0])[0]
    assert zones[0] + zones[2] == pytest.approx(0.002909021, abs=5e-10)
    assert median_problem(5, LIMIT, [0.0]).mean()[0] == pytest.approx(1 / 0.002909021, rel=1e-6)


def test_means_and_medians_of_two_run_alike():
    from sqc.stats.runlength.chart import subgroups_chart

    rules, below = [*LIMIT, RUN], [*LIMIT, RUN]
    mean, ratio = np.array([0.0, 1.0]), np.array([1.0, 1.2])
    ours = median_chart(2, rules, below).exact(mean, ratio).mean()
    np.testing.assert_allclose(
        ours, subgroups_chart("r", 2, rules, below).exact(mean, ratio).mean(), rtol=1e-9
    )


def test_together_the_panels_run_up_to_two_percent_longer():
    """Simulated with the true dependence of median and range, 20 million subgroups of three: 115.5."""
    stated = float(median_chart(3, LIMIT, LIMIT).exact(np.zeros(1), np.ones(1)).mean()[0])
    assert 1.0 < 115.5 / stated < 1.02
    chart = median_chart(3, LIMIT, LIMIT)
    from sqc.stats.runlength.chart import Rows

    rows = Rows(np.zeros((400, 1)), np.ones((400, 1)), np.full((2, 400, 1), np.nan))
    points = chart.draw(np.random.default_rng(8), rows, 2_000)
    rate = float((np.abs(points) > 3).any(axis=0).mean())
    assert 1 / rate == pytest.approx(115.5, rel=4 / math.sqrt(rate * 800_000) + 0.003)


def test_one_panel_may_never_signal():
    zone = [Rule("5", "k_of_m_beyond", 2, 3, z=2.0)]
    chart = median_chart(5, zone, [])
    assert np.isfinite(chart.exact(np.zeros(1), np.ones(1)).mean()).all()
    chart = median_chart(5, [], LIMIT)
    assert chart.exact(np.zeros(1), np.ones(1)).mean()[0] == pytest.approx(217.2, abs=0.05)
