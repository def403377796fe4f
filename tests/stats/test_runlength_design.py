"""Estimated limits, and what is solved for a wanted ARL0. Published ones: sqc verify."""

import math

import numpy as np
import pytest
from scipy.integrate import quad

from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.designs import cusum_design, ewma_design, shewhart_design
from sqc.stats.runlength.estimated import enough_subgroups, estimated_arl, sigma_degrees
from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.optimum import best_ewma
from sqc.stats.runlength.solve import (
    cusum_interval,
    cusum_reference,
    ewma_weight,
    ewma_width,
    mewma_limit,
    t2_limit_for,
)

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


def test_moving_range_is_approximate():
    # the chi of the same variance has a lighter upper tail: 1 per cent low from 100 values
    # 577.8 by 400,000 simulated phase I data (standard error 1.4)
    found = estimated_arl(shewhart_design(3.0), 100, sigma="moving-range", shift=CALM)[0]
    assert found == pytest.approx(577.8, rel=0.015)


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


@pytest.mark.parametrize("n", [1, 5])
def test_enough_subgroups(n):
    design = shewhart_design(3.0)
    m = enough_subgroups(design, n, share=0.05)
    nominal = design.arl(1.0, CALM)[0]
    off = [abs(estimated_arl(design, size, n, shift=CALM)[0] / nominal - 1) for size in (m - 1, m, 2 * m)]
    assert off[0] > 0.05 >= off[1] > off[2]
    with pytest.raises(ValueError, match="more than 100 subgroups"):
        enough_subgroups(design, n, share=0.001, most=100)
    with pytest.raises(ValueError, match="greater than 0"):
        enough_subgroups(design, n, share=0.0)
