"""Run lengths of MEWMA and T2 charts: limiting cases, what is refused. Published ones: sqc verify."""

import numpy as np
import pytest
import scipy.stats

from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.hotelling import t2_limit, t2_problem, t2_signal
from sqc.stats.runlength.lengths import run_length
from sqc.stats.runlength.mewma import distance_density, mewma_problem


def mewma(p, weight, limit, shift, **options):
    return mewma_problem(p, weight, limit, np.asarray(shift, dtype=float), **options).mean()


@pytest.mark.parametrize("p", [1, 2, 3, 10])
def test_density_of_distances(p):
    before, after = np.array([0.0, 0.4, 9.0]), np.array([0.2, 1.0, 8.5])
    expected = 2 * after * scipy.stats.ncx2.pdf(after**2, p, before[1:, None] ** 2)
    found = distance_density(p, before, after)
    assert found[0] == pytest.approx(scipy.stats.chi.pdf(after, p), rel=1e-12)
    assert found[1:] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize(("p", "weight", "limit"), [(2, 0.1, 8.63), (3, 0.3, 11.0), (7, 0.15, 19.0)])
def test_plane_and_distance_agree_in_control(p, weight, limit):
    alone = mewma_problem(p, weight, limit, np.zeros(1))
    plane = mewma_problem(p, weight, limit, np.zeros(1), plane=True)
    assert plane.mean() == pytest.approx(alone.mean(), rel=1e-8)
    assert plane.deviation() == pytest.approx(alone.deviation(), rel=1e-8)
    assert plane.quantile(0.5) == alone.quantile(0.5)


@pytest.mark.parametrize("p", [2, 3])
def test_weight_one_is_t2(p):
    shifts = np.array([0.0, 0.5, 2.0])
    assert mewma(p, 1.0, 11.0, shifts) == pytest.approx(t2_problem(p, 11.0, shifts).mean(), rel=1e-8)


def test_one_dimension_is_the_ewma():
    from sqc.stats.runlength.mewma import _calm
    from sqc.stats.runlength.problem import Problem

    radius = 2.7 / (0.2 * 1.8) ** 0.5
    assert Problem(*_calm(1, 0.2, radius)).mean() == pytest.approx(
        ewma_problem(0.2, 2.7, np.zeros(1)).mean(), rel=1e-8
    )


def test_steady_state_of_the_mewma():
    lengths = run_length("mewma", 2, 0.2, 9.65, shift=[0.0, 1.0])
    steady, cycle = lengths.steady(), lengths.steady("cyclical")
    assert np.all(steady < lengths.arl) and np.all(cycle < lengths.arl)
    assert steady == pytest.approx(cycle, rel=0.02)


def test_t2_subgroups_scale_the_distance():
    one, four = (t2_signal(3, 12.0, np.array([shift]), n=n)[0] for shift, n in ((1.0, 1), (0.5, 4)))
    assert one == pytest.approx(four, rel=1e-12)


@pytest.mark.parametrize(("p", "n", "m"), [(2, 1, 30), (3, 1, 50), (2, 5, 25)])
def test_t2_estimated(p, n, m):
    """Tracy, Young and Mason's limits; the noncentral F of scipy."""
    degrees = m - p if n == 1 else m * (n - 1) - p + 1
    scale = p * (m + 1) * (m - 1) / (m * (m - p)) if n == 1 else p * (m + 1) * (n - 1) / degrees
    limit = t2_limit(p, 0.005, n=n, m=m)
    assert limit == pytest.approx(scale * scipy.stats.f.isf(0.005, p, degrees), rel=1e-10)
    shift = np.array([0.0, 0.7, 2.0])
    found = t2_signal(p, limit, shift, n=n, m=m)
    noncentrality = n * shift[1:] ** 2 / (1 + 1 / m)
    assert found[0] == pytest.approx(0.005, rel=1e-10)
    assert found[1:] == pytest.approx(scipy.stats.ncf.sf(limit / scale, p, degrees, noncentrality), rel=1e-8)


def test_t2_small_alarm():
    assert t2_limit(3, 1e-9) == pytest.approx(scipy.stats.chi2.isf(1e-9, 3), rel=1e-10)


@pytest.mark.parametrize(
    "parameters", [(1, 0.1, 9.0), (2, 0.0, 9.0), (2, 0.1, 0.0), (2, 0.1, 9.0, -1.0), (2, 1e-4, 9.0, 1.0)]
)
def test_mewma_out_of_range(parameters):
    with pytest.raises(ValueError, match=r"p must|weight|limit|distance"):
        mewma(*parameters[:3], [parameters[3] if len(parameters) > 3 else 0.0])


def test_t2_out_of_range():
    for wrong in (lambda: t2_limit(3, 0.005, m=3), lambda: t2_limit(0, 0.005), lambda: t2_limit(2, 0.0)):
        with pytest.raises(ValueError, match=r"few|must"):
            wrong()
    with pytest.raises(ValueError, match="greater than 0"):
        t2_signal(2, 0.0, np.zeros(1))


def test_unknown_kind():
    with pytest.raises(ValueError, match="ewma, cusum, mewma and t2"):
        run_length("xbar", 3.0)
    with pytest.raises(ValueError, match="conditional or cyclical"):
        run_length("t2", 2, 10.6).steady("other")
