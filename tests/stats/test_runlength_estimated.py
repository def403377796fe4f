"""Limits from estimates: laws of sigma, charts of all sorts, each against a simulation of both phases."""

import math

import numpy as np
import pytest
import scipy.stats
from scipy.integrate import dblquad

from sqc.stats.constants import c4, c5, d2, d3
from sqc.stats.rules import Rule
from sqc.stats.runlength.chart import (
    design_of,
    growth_of,
    individuals_chart,
    means_chart,
    spread_chart,
    subgroups_chart,
)
from sqc.stats.runlength.counts import count_problem, counts_chart
from sqc.stats.runlength.designs import cusum_design, ewma_design, shewhart_design
from sqc.stats.runlength.estimated import estimated_arl, interpolated
from sqc.stats.runlength.estimated_counts import draw_centers, estimated_counts_arl
from sqc.stats.runlength.hotelling import t2_limit, t2_problem, t2_signal
from sqc.stats.runlength.refusals import NeverSignalsError, NoChainError
from sqc.stats.runlength.sigma_law import draw_sigma, mean_chi, sigma_rule, tail
from sqc.stats.runlength.simulate import simulate
from sqc.stats.runlength.t2_estimated import t2_estimated, weighted_tail

from .runlength_sets import LIMIT, NELSON, WESTERN

D2 = 2 / np.pi**0.5
CALM = np.zeros(1)


def moving_variance(m):
    """Of the mean moving range over its expectation: neighbours share a value."""
    own, neighbours = 2 - 4 / math.pi, 4 / math.pi * (math.sqrt(0.75) + math.pi / 12 - 1)
    return ((m - 1) * own + 2 * (m - 2) * neighbours) / (m - 1) ** 2 * math.pi / 4


@pytest.mark.parametrize(
    ("m", "n", "sigma", "variance"),
    [
        (25, 5, "pooled", 1 / mean_chi(100.0) ** 2 - 1),
        (25, 5, "range", (d3(5) / d2(5)) ** 2 / 25),
        (2, 2, "range", (d3(2) / d2(2)) ** 2 / 2),
        (1000, 10, "range", (d3(10) / d2(10)) ** 2 / 1000),
        (10, 8, "sd", (c5(8) / c4(8)) ** 2 / 10),
        (16, 1, "moving-range", moving_variance(16)),
        (400, 1, "moving-range", moving_variance(400)),
    ],
)
def test_moments_of_sigma(m, n, sigma, variance):
    w, weights = sigma_rule(m, n, sigma)
    assert weights.sum() == pytest.approx(1, abs=1e-9)
    assert weights @ w == pytest.approx(1, abs=1e-6)
    assert weights @ w**2 - (weights @ w) ** 2 == pytest.approx(variance, rel=1e-4)
    # the tilted rule says the same of what it is not made for
    w, weights = sigma_rule(m, n, sigma, growth=0.3 * min(tail(m, n, sigma), 30))
    assert weights @ w**2 - (weights @ w) ** 2 == pytest.approx(variance, rel=1e-4)


def test_ranges_of_two_are_standard_deviations_of_two():
    for growth in (0.0, 4.0):
        one, other = (sigma_rule(12, 2, sigma, growth=growth) for sigma in ("range", "sd"))
        np.testing.assert_allclose(one[1] @ np.exp(2 * one[0]), other[1] @ np.exp(2 * other[0]), rtol=1e-5)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8])
def test_growth_against_an_integral(share):
    """The mean of exp(growth w^2 / 2) for the mean range of two pairs."""
    growth, c = share * tail(2, 2, "range"), math.sqrt(2 / math.pi)

    def density(y, x):
        return 2 / math.pi * math.exp(-(x * x + y * y) / 2 + growth / 2 * ((x + y) / (2 * c)) ** 2)

    exact = dblquad(density, 0, 40, 0, 40, epsabs=1e-9)[0]
    w, weights = sigma_rule(2, 2, "range", growth=growth)
    assert weights @ np.exp(growth / 2 * w * w) == pytest.approx(exact, rel=1e-3)


@pytest.mark.parametrize(("m", "n", "sigma"), [(16, 1, "moving-range"), (5, 4, "range"), (5, 4, "sd")])
def test_higher_moments_of_sigma_simulated(m, n, sigma):
    random = np.random.default_rng(m)
    if n == 1:
        drawn = np.abs(np.diff(random.standard_normal((200_000, m)))).mean(axis=1) / D2
    else:
        x = random.standard_normal((200_000, m, n))
        drawn = (
            np.ptp(x, axis=2).mean(axis=1) / d2(n)
            if sigma == "range"
            else x.std(axis=2, ddof=1).mean(axis=1) / c4(n)
        )
    w, weights = sigma_rule(m, n, sigma)
    for k in (3, 5):
        powers = drawn**k
        assert abs(powers.mean() - weights @ w**k) < 3 * powers.std() / len(powers) ** 0.5


def test_tails():
    # the pooled one is that of chi-square; the least sum of squares behind moving ranges, by force
    assert tail(25, 5, "pooled") == pytest.approx(100 * mean_chi(100) ** 2)
    m = 7
    signs = (-1.0) ** np.arange(m)
    x = signs * np.array([0.5] + [1.0] * (m - 2) + [0.5])
    s = np.abs(np.diff(x)).sum()
    assert tail(m, 1, "moving-range") == pytest.approx(((m - 1) * d2(2)) ** 2 * (x @ x) / s**2)
    assert np.isinf(estimated_arl(shewhart_design(3.0), 28, 1, shift=CALM, sigma="moving-range"))
    assert np.isfinite(estimated_arl(shewhart_design(3.0), 30, 1, shift=CALM, sigma="moving-range"))


def test_refused_estimates():
    for wrong in ((1, 5, "range"), (20, 5, "moving-range"), (20, 1, "range"), (20, 1, "sd")):
        with pytest.raises(ValueError, match=r"must|are for"):
            sigma_rule(*wrong)
    with pytest.raises(NoChainError):
        sigma_rule(10, 1, "moving-range")
    with pytest.raises(ValueError, match="finite"):
        sigma_rule(3, 3, "range", growth=9.0)


def test_growth_of_rules():
    two, four = Rule("5", "k_of_m_beyond", 2, 3, z=2.0), Rule("6", "k_of_m_beyond", 4, 5, z=1.0)
    assert growth_of([*LIMIT, two, four], (-3.0, 3.0)) == 4.0
    assert growth_of([Rule("1", "beyond_limit", 1, 1, side="upper")], (-2.0, 3.0)) == 9.0
    assert growth_of(NELSON, (-3.0, 3.0)) == 0.0
    # what it says is what the run lengths do
    for rules in (LIMIT, [*LIMIT, two], [*LIMIT, four]):
        chart = means_chart(rules)
        logs = [math.log(chart.exact(CALM, np.full(1, 1 / w)).mean()[0]) for w in (1.9, 2.0)]
        assert (logs[1] - logs[0]) / (0.5 * (2.0**2 - 1.9**2)) == pytest.approx(chart.growth, rel=0.25)
    # a lower limit of ranges that stands too high signals
    assert spread_chart("r", 10, LIMIT).growth == 0.0


def test_interpolation():
    def lengths(x):
        return 1 + 400 * np.exp(-3 * np.abs(x) ** 2)

    points = np.linspace(-2.9, 2.9, 50)
    for even in (True, False):
        assert interpolated(lengths, -3.0, 3.0, points, even=even) == pytest.approx(lengths(points), rel=1e-7)


def test_rules_as_the_limits_alone():
    """The chain of one limit is the closed form."""
    shift = np.array([0.0, 0.7, 2.0])
    for m, n, sigma in ((25, 5, "pooled"), (25, 5, "range"), (60, 1, "moving-range")):
        np.testing.assert_allclose(
            estimated_arl(design_of(means_chart(LIMIT)), m, n, shift=shift, sigma=sigma),
            estimated_arl(shewhart_design(3.0), m, n, shift=shift, sigma=sigma),
            rtol=1e-7,
        )


def test_head_starts():
    shift = np.array([0.0, 1.0])
    many = 10**7
    for design, plain in (
        (ewma_design(0.2, 2.9, 1.0), ewma_design(0.2, 2.9)),
        (cusum_design(0.5, 5.0, 2.5), cusum_design(0.5, 5.0)),
    ):
        assert estimated_arl(design, many, 5, shift=shift) == pytest.approx(design.arl(1.0, shift), rel=1e-4)
        assert np.all(design.arl(1.0, shift) < plain.arl(1.0, shift))


def phases(chart, m, n, sigma, shift, ratio, charts, seed):
    """Phase I values drawn, then phase II with the limits they give; none of the laws above."""
    random = np.random.default_rng(seed)
    mean, own = np.empty(charts), np.empty(charts)
    for i in range(0, charts, 1000):
        x = random.standard_normal((1000, m, n))
        mean[i : i + 1000] = x.mean(axis=(1, 2)) * n**0.5
        if sigma == "pooled":
            own[i : i + 1000] = np.sqrt(x.var(axis=2, ddof=1).mean(axis=1)) / mean_chi(m * (n - 1))
        elif sigma == "range":
            own[i : i + 1000] = np.ptp(x, axis=2).mean(axis=1) / d2(n)
        elif sigma == "sd":
            own[i : i + 1000] = x.std(axis=2, ddof=1).mean(axis=1) / c4(n)
        else:
            own[i : i + 1000] = np.abs(np.diff(x[:, :, 0])).mean(axis=1) / D2
    return simulate(chart, (shift - mean) / own, ratio / own, seed=seed + 1, charts=charts)


CHARTS = {
    "xbar": (means_chart(LIMIT), 25, 5, "pooled"),
    "xbar 1-2": (means_chart(NELSON[:2]), 25, 5, "range"),
    "xbar western": (means_chart(WESTERN), 20, 4, "sd"),
    "i 1-2": (means_chart(NELSON[:2]), 40, 1, "moving-range"),
    "i 1-3": (means_chart(NELSON[:3]), 30, 1, "moving-range"),
    "xbar-r": (subgroups_chart("r", 5, LIMIT), 25, 5, "range"),
    "xbar-r 1-2": (subgroups_chart("r", 4, NELSON[:2]), 20, 4, "range"),
    "xbar-s 1-2": (subgroups_chart("s", 8, NELSON[:2]), 15, 8, "sd"),
    "i-mr": (individuals_chart(LIMIT), 60, 1, "moving-range"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CHARTS)
def test_charts_simulated(name):
    chart, m, n, sigma = CHARTS[name]
    shifts = np.array([0.0, 1.0])
    exact = estimated_arl(design_of(chart), m, n, shift=shifts, sigma=sigma, nodes=12, same=1e-5)
    for shift, arl in zip(shifts, exact, strict=True):
        found = phases(chart, m, n, sigma, shift, 1.0, 30_000, 3)
        assert abs(found.arl - arl) < 3 * found.standard_error


SPREADS = {
    "r": (spread_chart("r", 5, LIMIT), 25, 5, "range"),
    "r 1-4": (spread_chart("r", 5, NELSON[:4]), 25, 5, "range"),
    "s 1-2": (spread_chart("s", 8, NELSON[:2]), 15, 8, "sd"),
    "mr": (spread_chart("mr", 2, LIMIT), 60, 1, "moving-range"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SPREADS)
def test_panels_of_spread_simulated(name):
    chart, m, n, sigma = SPREADS[name]
    ratios = np.array([1.0, 1.4])
    design = design_of(chart, "ratio")
    exact = estimated_arl(design, m, n, shift=ratios, sigma=sigma, estimated="sigma")
    for ratio, arl in zip(ratios, exact, strict=True):
        found = phases(chart, m, n, sigma, 0.0, ratio, 30_000, 8)
        assert abs(found.arl - arl) < 3 * found.standard_error


def test_drawn_sigmas_are_those_of_the_law():
    random = np.random.default_rng(2)
    for m, n, sigma in (
        (25, 5, "pooled"),
        (25, 5, "range"),
        (25, 5, "sd"),
        (40, 1, "moving-range"),
        (6, 1, "moving-range"),
    ):
        drawn = draw_sigma(random, 40_000, m, n, sigma)
        assert abs(drawn.mean() - 1) < 3 * drawn.std() / 200
        if m > 15:
            w, weights = sigma_rule(m, n, sigma)
            cubes = drawn**3
            assert abs(cubes.mean() - weights @ w**3) < 3 * cubes.std() / 200


COUNTED = {
    "p": ("p", 0.04, 100, 25, NELSON[:2], 0.07),
    "np": ("np", 4.0, 100, 20, NELSON[:3], 6.0),
    "c": ("c", 4.0, 1, 25, LIMIT, 6.0),
    "u": ("u", 2.0, 2.5, 30, NELSON[:3], 2.6),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", COUNTED)
def test_counts_simulated(name):
    kind, center, size, m, rules, new = COUNTED[name]
    exact = estimated_counts_arl(kind, center, size, m, rules, [center, new])
    unit = size if kind in ("p", "u") else 1
    random = np.random.default_rng(12)
    binomial = kind in ("p", "np")
    for mean, arl in zip((center, new), exact, strict=True):
        shape = (30_000, m)
        lots = (
            random.binomial(size, center * unit / size, shape)
            if binomial
            else random.poisson(center * unit, shape)
        )
        own = lots.mean(axis=1) / unit / center
        found = simulate(counts_chart(kind, center, size, rules), mean, own, charts=30_000, seed=13)
        assert abs(found.arl - arl) < 3 * found.standard_error


def test_counts_from_many_lots_are_known():
    known = count_problem("c", 4.3, 1, NELSON[:2], [4.3, 6.0]).mean()
    assert estimated_counts_arl("c", 4.3, 1, 10**5, NELSON[:2], [4.3, 6.0]) == pytest.approx(known, rel=1e-3)


def test_one_limit_of_counts_by_a_plain_sum():
    m, n, p = 20, 50, 0.05
    totals = np.arange(1, m * n)
    own = totals / (m * n)
    wide = 3 * np.sqrt(own * (1 - own) / n)
    signal = scipy.stats.binom.sf(np.floor((own + wide) * n + 1e-9), n, p)
    signal = signal + np.where(
        own > wide, scipy.stats.binom.cdf(np.ceil((own - wide) * n - 1e-9) - 1, n, p), 0
    )
    weights = scipy.stats.binom.pmf(totals, m * n, p)
    kept = weights > 1e-14
    exact = np.sum(weights[kept] / signal[kept]) / weights[kept].sum()
    assert estimated_counts_arl("p", p, n, m, LIMIT, p)[0] == pytest.approx(exact, rel=1e-9)


def test_refused_counts():
    with pytest.raises(ValueError, match="too few"):
        estimated_counts_arl("p", 0.001, 50, 2, LIMIT, 0.001)
    with pytest.raises(ValueError, match="m must"):
        estimated_counts_arl("c", 4.0, 1, 1, LIMIT, 4.0)
    with pytest.raises(NoChainError):
        estimated_counts_arl("c", 60.0, 1, 25, NELSON[:4], 60.0)
    with pytest.raises(NeverSignalsError):
        estimated_counts_arl("c", 4.0, 1, 25, LIMIT, 4.0, limits=(-math.inf, math.inf))
    centers = draw_centers(np.random.default_rng(1), 1000, "p", 0.001, 50, 60)
    assert centers.min() > 0


def test_weighted_tail():
    # equal weights: non-central chi-square
    means = np.array([[0.5, 1.0, 0.0], [3.0, 0.0, 2.0]])
    squares = (means**2).sum(axis=1)
    for limit in (2.0, 12.0, 40.0):
        exact = scipy.stats.ncx2.sf(limit / 1.7, 3, squares)
        assert weighted_tail(np.full((2, 3), 1.7), means, limit) == pytest.approx(exact, abs=1e-9)
    random = np.random.default_rng(3)
    weights = np.array([1.0, 4.0, 0.3])
    sums = (random.standard_normal((1_000_000, 3)) + means[0]) ** 2 @ weights
    for limit in (4.0, 20.0):
        share = weighted_tail(weights[None], means[:1], limit)[0]
        assert abs(np.mean(sums > limit) - share) < 3 * (share / 1e6) ** 0.5


def test_t2_of_one_variable_is_the_chart_of_means():
    """Of one variable T2 has limits at the root, on the pooled standard deviation as it is."""
    limit, m, n = 9.5, 25, 5
    width = limit**0.5 * mean_chi(m * (n - 1.0))
    for shift in (0.0, 0.8):
        exact = estimated_arl(shewhart_design(width), m, n, shift=np.array([shift * n**0.5]))[0]
        found = t2_estimated(1, limit, np.array([shift]), m, n=n)
        assert abs(found.arl[0] - exact) < 3 * found.standard_error[0]


def test_t2_above_the_bound():
    """The mean of a reciprocal is above the reciprocal of the mean; with many subgroups they meet."""
    limit = t2_limit(3, 1 / 300, n=4, m=30)
    found = t2_estimated(3, limit, CALM, 30, n=4)
    assert found.arl[0] > 300 * 1.2
    many = t2_estimated(3, 14.0, np.array([0.0, 0.5]), 10**6, n=4, charts=1000)
    assert many.arl == pytest.approx(t2_problem(3, 14.0, np.array([0.0, 0.5]), n=4).mean(), rel=1e-3)


def t2_phases(p, limit, distance, m, n, charts, seed):
    """Phase I vectors drawn, their mean and covariance, then phase II until T2 passes the limit."""
    random = np.random.default_rng(seed)
    lengths = np.zeros(charts)
    for i in range(charts):
        x = random.standard_normal((m, n, p))
        away = (x - x.mean(axis=1, keepdims=True) if n > 1 else x - x.mean(axis=0)).reshape(-1, p)
        inverse = np.linalg.inv(away.T @ away / (m * (n - 1) if n > 1 else m - 1)).reshape(p, p)
        shift = np.eye(p)[0] * distance * n**0.5 - x.mean(axis=(0, 1)) * n**0.5
        while True:
            y = random.standard_normal((256, p)) + shift
            beyond = np.flatnonzero(((y @ inverse) * y).sum(axis=1) > limit)
            if len(beyond):
                lengths[i] += beyond[0] + 1
                break
            lengths[i] += 256
    return lengths.mean(), lengths.std() / charts**0.5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("p", "n", "m", "distance"), [(2, 5, 25, 0.0), (3, 4, 30, 0.5), (2, 1, 60, 0.0), (5, 1, 100, 1.0)]
)
def test_t2_simulated(p, n, m, distance):
    limit = t2_limit(p, 0.01, n=n, m=m)
    found = t2_estimated(p, limit, np.array([distance]), m, n=n)
    arl, error = t2_phases(p, limit, distance, m, n, 6000, 7)
    assert abs(found.arl[0] - arl) < 3 * math.hypot(error, found.standard_error[0])
    # the signal probability itself is exact
    assert t2_signal(p, limit, CALM, n=n, m=m)[0] == pytest.approx(0.01)


def test_t2_refused():
    assert np.isinf(t2_estimated(2, 30.0, CALM, 4, n=4).arl[0])
    with pytest.raises(ValueError, match="standard error"):
        t2_estimated(2, 20.0, CALM, 5, n=4)
    with pytest.raises(ValueError, match="too few"):
        t2_estimated(3, 14.0, CALM, 3)
