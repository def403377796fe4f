"""Estimated limits, and what is solved for a wanted ARL0. Published ones: sqc verify."""

import math

import numpy as np
import pytest
from scipy.integrate import quad

from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.designs import cusum_design, ewma_design, shewhart_design
from sqc.stats.runlength.estimated import estimated_arl, sigma_degrees
from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.optimum import best_ewma
from sqc.stats.runlength.phase1 import charts_of, enough_subgroups
from sqc.stats.runlength.solve import (
    cusum_interval,
    cusum_reference,
    ewma_weight,
    ewma_width,
    mewma_limit,
    t2_limit_for,
)
from sqc.stats.tails import normal_cdf

CALM = np.zeros(1)


def test_there_and_back():
    assert ewma_weight(2.962, ewma_problem(0.13, 2.962, CALM).mean()[0]) == pytest.approx(0.13, rel=1e-9)
    interval = cusum_interval(0.4, 370.0, head_share=0.5)
    assert cusum_problem(0.4, interval, CALM, head_start=interval / 2).mean()[0] == pytest.approx(
        370, rel=1e-9
    )
    arl = cusum_problem(0.7, 3.0, CALM).mean()[0]
    assert cusum_reference(3.0, arl) == pytest.approx(0.7, rel=1e-9)
    width = ewma_width(0.1, 500.0, limits="exact")
    assert ewma_problem(0.1, width, CALM, limits="exact").mean()[0] == pytest.approx(500, rel=1e-9)
    assert t2_limit_for(2, 200.0) == pytest.approx(10.5966347331, rel=1e-10)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda: ewma_width(0.2, 1.0),
        lambda: ewma_width(0.2, 1e12),
        lambda: ewma_weight(3.0, 100.0),
        lambda: cusum_interval(2.0, 15.0),
        lambda: cusum_reference(5.0, 1.5),
        lambda: cusum_interval(0.0, 1e8),
        lambda: mewma_limit(2, 1.5, 200.0),
        lambda: best_ewma(0.0, 370.0),
    ],
)
def test_out_of_reach(wanted):
    with pytest.raises(ValueError, match=r"arl0|limits|weight|shift"):
        wanted()


def test_best_weight():
    """No other weight with the same ARL0 sees the shift sooner."""
    weight, width = best_ewma(1.0, 370.0)
    best = ewma_problem(weight, width, np.ones(1)).mean()[0]
    for other in (0.05, 0.1, 0.12, 0.16, 0.2, 0.4):
        assert ewma_problem(other, ewma_width(other, 370.0), np.ones(1)).mean()[0] > best


def test_moving_ranges_against_simulated_phase_one():
    # 577.8 by 400,000 simulated phase I data; a chi of the same variance would be 1 per cent low
    found = estimated_arl(shewhart_design(3.0), 100, sigma="moving-range", shift=CALM)[0]
    assert abs(found - 577.8) < 3 * 1.4


def test_estimated_shewhart_by_adaptive_quadrature():
    m, n, width = 20, 4, 3.0
    degrees = m * (n - 1)
    center = math.sqrt(2 / degrees) * math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    arl = shewhart_design(width).arl

    def over_means(w):
        inner = quad(
            lambda z: math.exp(-z * z / 2) * arl(w / center, np.array([z / m**0.5]))[0], 0, 8, epsrel=1e-9
        )[0]
        log = (degrees - 1) * math.log(w) - degrees * w * w / 2 + degrees / 2 * math.log(degrees)
        log -= math.lgamma(degrees / 2) + (degrees / 2 - 1) * math.log(2)
        return inner * 2 / math.sqrt(2 * math.pi) * math.exp(log)

    expected = quad(over_means, 0.2, 2.2, epsrel=1e-8, limit=200)[0]
    found = estimated_arl(shewhart_design(width), m, n, shift=CALM)[0]
    assert found == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("design", [shewhart_design(3.0), ewma_design(0.2, 2.962), cusum_design(0.5, 5.0)])
def test_estimated_comes_to_known(design):
    shift = np.array([0.0, 0.5, -0.5, 2.0])
    known = design.arl(1.0, shift)
    found = estimated_arl(design, 10**7, 5, shift=shift)
    assert found == pytest.approx(known, rel=1e-4)
    assert found[1] == pytest.approx(found[2], rel=1e-10)


def test_too_few_values_have_no_average():
    assert estimated_arl(shewhart_design(3.0), 3, 4, shift=CALM)[0] == math.inf


def test_degrees():
    assert sigma_degrees(25, 5) == 100
    assert sigma_degrees(25) == 24
    # Patnaik's degrees per subgroup of 5 come to d2^2 / (2 d3^2)
    assert sigma_degrees(10**6, 5, "range") / 10**6 == pytest.approx(3.62, abs=0.01)
    for wrong in ((1, 5), (20, 5, "moving-range"), (20, 1, "range")):
        with pytest.raises(ValueError, match=r"must|is for"):
            sigma_degrees(*wrong)


def simulated_charts(m, n, width, charts, seed):
    """Average run lengths of Shewhart charts with limits from m subgroups: closed form, errors drawn."""
    random, degrees = np.random.default_rng(seed), m * (n - 1)
    c4 = math.sqrt(2 / degrees) * math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    ratio = np.sqrt(random.chisquare(degrees, charts) / degrees) / c4
    error = random.standard_normal(charts) / math.sqrt(m)
    return 1 / (normal_cdf(error - width * ratio) + normal_cdf(-error - width * ratio))


@pytest.mark.parametrize(("m", "n"), [(25, 5), (52, 5), (8, 9), (4, 20), (2, 100)])
def test_run_lengths_of_all_charts_with_estimated_limits(m, n):
    lengths, charts = simulated_charts(m, n, 3.0, 400_000, 1), charts_of(shewhart_design(3.0), n, least=m)
    for length in (100.0, 185.2, 300.0, 600.0):
        share = float(np.mean(lengths < length))
        error = math.sqrt(share * (1 - share) / len(lengths))
        assert abs(charts.below(m, length) - share) < 4 * error


@pytest.mark.parametrize("design", [ewma_design(0.141, 2.786), cusum_design(0.5, 4.774)])
@pytest.mark.parametrize("n", [1, 5])
def test_a_table_serves_every_larger_number(design, n):
    sigma = "moving-range" if n == 1 else "pooled"
    wide, own = (charts_of(design, n, sigma=sigma, least=least) for least in (64, 200))
    for length in (100.0, 200.0, 350.0):
        assert wide.below(200, length) == pytest.approx(own.below(200, length), abs=2e-4)


def test_charts_with_memory_against_simulated_errors():
    """Every chart solved by itself: 1,500 errors of mean and sigma."""
    m, n, design = 100, 5, ewma_design(0.2, 2.86)
    random, degrees = np.random.default_rng(3), m * (n - 1)
    c4 = math.sqrt(2 / degrees) * math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    ratios = np.sqrt(random.chisquare(degrees, 1500) / degrees) / c4
    errors = random.standard_normal(1500) / math.sqrt(m)
    lengths = [design.arl(ratio, np.array([error]))[0] for ratio, error in zip(ratios, errors, strict=True)]
    share, found = np.mean(np.array(lengths) < 185.0), charts_of(design, n).below(m, 185.0)
    assert abs(found - share) < 3 * math.sqrt(found * (1 - found) / 1500)


@pytest.mark.parametrize("design", [shewhart_design(3.0), ewma_design(0.05, 2.49), cusum_design(1.5, 1.6)])
@pytest.mark.parametrize("n", [1, 5, 40])
def test_enough_subgroups(design, n):
    sigma = "moving-range" if n == 1 else "pooled"
    m = enough_subgroups(design, n, sigma=sigma)
    half = 0.5 * design.arl(1.0, CALM)[0]
    charts = charts_of(design, n, sigma=sigma, least=m - 1)
    assert charts.below(m - 1, half) > 0.1 >= charts.below(m, half)


def test_enough_subgroups_refuses():
    design = shewhart_design(3.0)
    with pytest.raises(ValueError, match="more than 100 subgroups"):
        enough_subgroups(design, 5, share=0.99, most=100)
    with pytest.raises(ValueError, match="inside"):
        enough_subgroups(design, 5, share=1.0)
