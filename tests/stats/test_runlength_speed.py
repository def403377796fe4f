"""What the run lengths may cost: one EWMA or CUSUM within a millisecond, a curve as one stack."""

import time

import numpy as np
import pytest

from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.ewma import ewma_problem

# to ten digits by independent programs: Lucas and Saccucci's and Lucas and Crosier's charts
CHARTS = [(ewma_problem, (0.2, 2.962), 499.7351222), (cusum_problem, (0.5, 5.0), 465.4435061)]


@pytest.mark.parametrize(("build", "parameters", "arl"), CHARTS, ids=["ewma", "cusum"])
def test_one_within_a_millisecond(build, parameters, arl):
    times = []
    for _ in range(50):
        begin = time.perf_counter()
        found = build(*parameters, np.zeros(1)).mean()[0]
        times.append(time.perf_counter() - begin)
    assert found == pytest.approx(arl, rel=1e-8 / 3)
    assert min(times) < 1e-3  # the others wait for the machine


@pytest.mark.parametrize(("build", "parameters", "arl"), CHARTS, ids=["ewma", "cusum"])
def test_a_curve_is_one_stack(build, parameters, arl):
    shifts = np.linspace(0.0, 3.0, 100)
    problem = build(*parameters, shifts)
    assert problem.Q.shape[0] == 100
    alone = [build(*parameters, shifts[i : i + 1]).mean()[0] for i in (0, 33, 99)]
    np.testing.assert_allclose(problem.mean()[[0, 33, 99]], alone, rtol=1e-9)
