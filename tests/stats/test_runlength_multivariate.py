"""Run lengths of MEWMA and T2 charts."""

import numpy as np
import pytest
import scipy.stats

from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.hotelling import t2_limit, t2_problem, t2_signal
from sqc.stats.runlength.lengths import run_length
from sqc.stats.runlength.mewma import distance_density, mewma_problem

from .data_files import load

DATA = load("runlength_memory")
SIMULATED = {case["id"]: case for case in DATA["simulations"]}
PUBLISHED = {case["id"]: case for case in DATA["published"]}
# error of the program's default number of nodes, found by more nodes and by simulation (see the data's note)
NODES = {
    "mewma_l0.05_p3": 4e-5,
    "mewma_l0.05_p10": 0.03,
    "mewma_l0.1_p3": 3e-8,
    "mewma_l0.1_p10": 6e-4,
    "mewma_l0.2_p3": 1e-9,
    "mewma_l0.2_p10": 6e-7,
}


def mewma(p, weight, limit, shift, **options):
    return mewma_problem(p, weight, limit, np.asarray(shift, dtype=float), **options).mean()


@pytest.mark.parametrize("p", [1, 2, 3, 10])
def test_density_of_distances(p):
    before, after = np.array([0.0, 0.4, 9.0]), np.array([0.2, 1.0, 8.5])
    expected = 2 * after * scipy.stats.ncx2.pdf(after**2, p, before[1:, None] ** 2)
    found = distance_density(p, before, after)
    assert found[0] == pytest.approx(scipy.stats.chi.pdf(after, p), rel=1e-12)
    assert found[1:] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("row", DATA["mewma"]["expected"], ids=lambda row: f"{row['p']}-{row['lambda_']}")
def test_in_control(row):
    assert mewma(row["p"], row["lambda_"], row["h4"], [0.0])[0] == pytest.approx(row["arl0"], rel=3e-9)


@pytest.mark.parametrize(
    "row", DATA["mewma_limits"]["expected"], ids=lambda row: f"{row['p']}-{row['lambda_']}"
)
def test_limits(row):
    # the limits have eight decimals
    assert mewma(row["p"], row["lambda_"], row["h4"], [0.0])[0] == pytest.approx(row["arl0"], rel=3e-9)


def test_two_variables_arl_200():
    assert mewma(2, 0.1, 8.633581, [0.0])[0] == pytest.approx(200, rel=1e-6)


@pytest.mark.parametrize("name", NODES)
def test_program(name):
    case = next(case for case in DATA["programs"] if case["id"] == name)
    p, expected = case["params"], case["expected"]
    if name == "mewma_l0.05_p10":
        expected = {"delta": [1], "arl": expected["arl"][2:3]} | {"h4": expected["h4"]}
    # what the program calls delta is the noncentrality
    found = mewma(p["p"], p["lambda"], expected["h4"], np.sqrt(expected["delta"]))
    assert found == pytest.approx(expected["arl"], rel=NODES[name])


def test_under_a_shift_against_simulation():
    case = SIMULATED["mewma_p10"]
    p = case["parameters"]
    assert abs(mewma(p["p"], p["weight"], p["limit"], [p["shift"]])[0] - case["arl"]) < 3 * case["error"]


def test_rigdon():
    case = PUBLISHED["rigdon"]  # printed 12.9, true 12.951
    assert mewma(5, 0.1, 14.56, [1.0])[0] == pytest.approx(case["arl"], abs=0.06)


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


@pytest.mark.parametrize(
    "row", DATA["t2"]["expected"], ids=lambda row: f"{row['p']}-{row['noncentrality_sqrt']}"
)
def test_t2_known(row):
    found = t2_problem(row["p"], row["ucl"], np.array([row["noncentrality_sqrt"]])).mean()[0]
    assert found == pytest.approx(row["arl"], rel=1e-9)
    assert t2_limit(row["p"], 0.005) == pytest.approx(row["ucl"], rel=1e-10)


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
