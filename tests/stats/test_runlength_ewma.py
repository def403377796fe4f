"""Run lengths of EWMA charts: distributions, limiting cases, what is refused. Published ones: sqc verify."""

import numpy as np
import pytest

from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.lengths import run_length
from sqc.stats.tails import normal_cdf


def arl(weight, width, shift, **options):
    return ewma_problem(weight, width, np.asarray(shift, dtype=float), **options).mean()


def test_exact_limits_distribution():
    lengths = run_length("ewma", 0.2, 2.8, shift=[0.0, 1.0], limits="exact")
    left = lengths.survival(8000)
    n = np.arange(8001)
    assert lengths.arl == pytest.approx(left.sum(axis=1), rel=1e-8)
    second = (left * (2 * n + 1)).sum(axis=1)
    assert lengths.sdrl == pytest.approx(np.sqrt(second - lengths.arl**2), rel=1e-8)
    for p in (0.01, 0.5, 0.9):
        assert lengths.quantile(p).tolist() == (left > 1 - p).sum(axis=1).tolist()
    # the first point sees limits of its own standard deviation: a Shewhart chart
    assert left[:, 1] == pytest.approx(arl_of_shewhart_survival(2.8, [0.0, 1.0]), rel=1e-10)


def arl_of_shewhart_survival(width, shifts):
    return [1 - 1 / value for value in arl(1.0, width, shifts)]


def test_weight_one_is_shewhart():
    shift = np.array([0.0, 0.5, 2.0, 6.0])
    shewhart = 1 / (normal_cdf(shift - 3.0) + normal_cdf(-shift - 3.0))
    assert arl(1.0, 3.0, shift) == pytest.approx(shewhart, rel=1e-8)
    assert arl(1.0, 3.0, shift, limits="exact") == pytest.approx(shewhart, rel=1e-8)


@pytest.mark.parametrize(
    ("parameters", "options"),
    [
        ((0.0, 3.0), {}),
        ((1.2, 3.0), {}),
        ((0.2, 0.0), {}),
        ((0.2, float("nan")), {}),
        ((0.2, 3.0), {"head_start": 3.5}),
        ((0.03, 2.4), {"head_start": 1.2, "limits": "exact"}),
        ((0.2, 3.0), {"sides": "lower"}),
        ((0.2, 3.0), {"sides": "upper", "limits": "exact"}),
        ((1e-7, 3.0), {}),
    ],
)
def test_out_of_range(parameters, options):
    with pytest.raises(ValueError, match=r"weight|width|head_start|sides|one-sided|limits"):
        arl(*parameters, [0.0], **options)


def test_curve_is_one_stack():
    shifts = np.linspace(0, 5, 100)
    one_by_one = [arl(0.1, 2.7, [shift])[0] for shift in shifts]
    assert arl(0.1, 2.7, shifts) == pytest.approx(one_by_one, rel=1e-12)
    assert arl(0.1, 2.7, -shifts) == pytest.approx(one_by_one, rel=1e-10)
