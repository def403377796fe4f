"""Run lengths of EWMA charts against integral equations solved elsewhere, prints and simulation."""

import numpy as np
import pytest

from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.runlength.lengths import run_length

from .data_files import load
from .runlength_prints import check_prints

DATA = load("runlength_memory")
CURVES = [case for case in DATA["curves"] if "ewma" in case["id"]]
PROGRAMS = {case["id"]: case for case in DATA["programs"]}
PUBLISHED = {case["id"]: case for case in DATA["published"]}
# prints that are off by more than half their last digit, and what is true
OFF = {
    ("crowder_0.5", 1.25): (3.95, 3.590),
    ("crowder_0.5", 2.0): (1.94, 1.9452),
    ("arl_ewma_steiner_fixed", 0.25): (135, 133.589),
    ("arl_ewma_steiner_fixed", 0.5): (37.4, 37.326),
}
SIMULATED = [case for case in DATA["simulations"] if case["id"].startswith("ewma")]


def program(prefix):
    return [case for name, case in PROGRAMS.items() if name.startswith(prefix)]


def arl(weight, width, shift, **options):
    return ewma_problem(weight, width, np.asarray(shift, dtype=float), **options).mean()


@pytest.mark.parametrize("case", CURVES, ids=lambda case: case["id"])
def test_curves(case):
    p = case["parameters"]
    # the file has eight decimals
    assert arl(p["lambda_"], p["L"], case["shift"]) == pytest.approx(case["arl"], rel=1e-8)


@pytest.mark.parametrize("case", CURVES, ids=lambda case: case["id"])
def test_prints(case):
    p = case["parameters"]
    check_prints(case, arl(p["lambda_"], p["L"], case["shift"]), OFF)


def test_fixed_limits_zero_state():
    assert arl(0.2, 2.962, [0.0])[0] == pytest.approx(499.735, abs=5e-4)


@pytest.mark.parametrize("case", program("xewma_l"), ids=lambda case: case["id"])
def test_program_two_sided(case):
    p, expected = case["params"], case["expected"]
    assert arl(p["lambda"], p["L"], expected["mu"]) == pytest.approx(expected["arl"], rel=1e-8)


@pytest.mark.parametrize("case", program("xewma_one"), ids=lambda case: case["id"])
def test_program_one_sided(case):
    p, expected = case["params"], case["expected"]
    found = arl(p["lambda"], p["L"], expected["mu"], sides="upper")
    assert found == pytest.approx(expected["arl"], rel=1e-8)


@pytest.mark.parametrize("case", program("xewma_q"), ids=lambda case: case["id"])
def test_program_quantiles(case):
    p, expected = case["params"], case["expected"]
    lengths = run_length("ewma", p["lambda"], p["L"], shift=expected["mu"])
    assert lengths.quantile(p["alpha"]).tolist() == expected["rl_quantile"]


def test_program_survival():
    case = PROGRAMS["xewma_sf_l0.3"]
    p, expected = case["params"], case["expected"]
    left = run_length("ewma", p["lambda"], p["L"], shift=p["mu"]).survival(20)
    assert left[0, expected["n"]] == pytest.approx(expected["survival"], rel=1e-10)


@pytest.mark.parametrize("case", program("xewma_crit"), ids=lambda case: case["id"])
def test_program_steady_state(case):
    expected = case["expected"]
    lengths = run_length("ewma", case["params"]["lambda"], expected["L"], shift=1.0)
    assert lengths.steady()[0] == pytest.approx(expected["steady_state_arl_mu1"]["ad"], rel=1e-8)


@pytest.mark.parametrize("weight", [0.5, 0.05])
def test_crowder(weight):
    table = PUBLISHED["crowder"]
    case = {"id": f"crowder_{weight}", "shift": table["shift"], "published": table[f"weight_{weight}"]}
    check_prints(case, arl(weight, 2.0, case["shift"]), OFF)


@pytest.mark.parametrize(("weight", "width"), [(0.5, 3.071), (0.03, 2.437)])
def test_lucas_saccucci(weight, width):
    """Their Markov chain prints: fast initial response to 1.3 per cent, steady state to 3 per cent."""
    key = f"weight_{weight}_width_{width}"
    case = PUBLISHED["lucas_saccucci_fir"]
    assert arl(weight, width, case["shift"], head_start=width / 2) == pytest.approx(case[key], rel=0.013)
    case = PUBLISHED["lucas_saccucci_steady"]
    lengths = run_length("ewma", weight, width, shift=case["shift"])
    assert lengths.steady("cyclical") == pytest.approx(case[key], rel=0.03)


def test_sas():
    case = PUBLISHED["sas_ewma"]
    assert arl(0.25, 3.0, [1.0])[0] == pytest.approx(case["arl"], abs=1e-8)


@pytest.mark.parametrize("case", SIMULATED, ids=lambda case: case["id"])
def test_moving_limits_against_simulation(case):
    options = dict(case["parameters"])
    shift = options.pop("shift")
    found = arl(options.pop("weight"), options.pop("width"), [shift], **options)[0]
    assert abs(found - case["arl"]) < 3 * case["error"]


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
    case = PROGRAMS["shewhart_xbar_n5"]
    shift = np.array(case["expected"]["shift_sigma"]) * 5**0.5
    assert arl(1.0, 3.0, shift) == pytest.approx(case["expected"]["arl"], rel=1e-8)
    assert arl(1.0, 3.0, shift, limits="exact") == pytest.approx(case["expected"]["arl"], rel=1e-8)


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
