"""Run lengths of CUSUM charts: integral equations solved elsewhere, prints, and the plane of both sums."""

import numpy as np
import pytest

from sqc.stats.runlength import chain
from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.lengths import run_length

from .data_files import load
from .runlength_prints import check_prints

DATA = load("runlength_memory")
CURVES = [case for case in DATA["curves"] if "cusum" in case["id"]]
# Hawkins' 370.4 is what his charts were meant to have, not what they have
PRINTED = [case for case in CURVES if "hawkins" not in case["id"]]
PROGRAMS = {case["id"]: case for case in DATA["programs"]}
# prints that are off by more than half their last digit, and what is true
OFF = {
    ("arl_cusum_waldmann", 0): (117.4, 117.596),
    ("arl_cusum_lucas_crosier_h4_fir", 3): (1.32, 1.3254),
    ("arl_cusum_sas_fir", 2.5): (4.1061588131, 4.10615884),
    ("arl_cusum_sas_two", 2.5): (4.1500826715, 4.15008373),
}


def program(prefix):
    return [case for name, case in PROGRAMS.items() if name.startswith(prefix)]


def problem(reference, interval, shift, **options):
    return cusum_problem(reference, interval, np.asarray(shift, dtype=float), **options)


@pytest.mark.parametrize("case", CURVES, ids=lambda case: case["id"])
def test_curves(case):
    p = case["parameters"]
    sides = "two" if "two-sided" in p["chart"] else "upper"
    found = problem(p["k"], p["h"], case["shift"], sides=sides, head_start=p["head_start"]).mean()
    assert found == pytest.approx(case["arl"], rel=1e-8)


@pytest.mark.parametrize("case", PRINTED, ids=lambda case: case["id"])
def test_prints(case):
    p = case["parameters"]
    sides = "two" if "two-sided" in p["chart"] else "upper"
    found = problem(p["k"], p["h"], case["shift"], sides=sides, head_start=p["head_start"]).mean()
    check_prints(case, found, OFF)


@pytest.mark.parametrize(("interval", "arl"), [(5.0, 465.4435), (4.0, 167.6838)])
def test_two_sided_half_sigma(interval, arl):
    assert problem(0.5, interval, [0.0]).mean()[0] == pytest.approx(arl, abs=5e-5)


@pytest.mark.parametrize("case", program("xcusum_k"), ids=lambda case: case["id"])
def test_program(case):
    p, expected = case["params"], case["expected"]
    sides = "two" if p["sided"] == "two" else "upper"
    # rounding grows with the run length, to 1e-7 at 43 million points: a signal has 1e-8 of a row there
    tolerance = max(1e-8, 1e-14 * max(expected["arl"]))
    found = problem(p["k"], p["h"], expected["mu"], sides=sides).mean()
    assert found == pytest.approx(expected["arl"], rel=tolerance)
    fast = problem(p["k"], p["h"], expected["mu"], sides=sides, head_start=p["h"] / 2).mean()
    assert fast == pytest.approx(expected["arl_fir_h2"], rel=tolerance)


@pytest.mark.parametrize("shift", ["0.5", "2"])
def test_program_steady_state(shift):
    case = PROGRAMS[f"xcusum_ad_mu{shift}"]
    lengths = run_length("cusum", 0.5, 5.0, shift=float(shift), sides="upper")
    assert lengths.steady()[0] == pytest.approx(case["expected"]["steady_state_arl"]["ad"], rel=1e-8)


def test_program_quantiles():
    expected = PROGRAMS["xcusum_q_0.5"]["expected"]
    lengths = run_length("cusum", 0.5, 5.0, shift=[0.0, 1.0], sides="upper")
    assert lengths.quantile(0.5).tolist() == [expected["q_mu0"]["q"], expected["q_mu1"]["q"]]


def test_crosier_steady_state():
    """His Markov chain prints, to 1 per cent; and a simulation."""
    case = next(case for case in DATA["published"] if case["id"] == "crosier_steady")
    lengths = run_length("cusum", 0.5, 4.0, shift=case["shift"])
    assert lengths.steady() == pytest.approx(case["arl"], rel=0.01)
    simulated = next(case for case in DATA["simulations"] if case["id"] == "cusum_steady")
    assert (
        abs(run_length("cusum", 0.5, 4.0, shift=1.0).steady()[0] - simulated["steady"])
        < 3 * simulated["error"]
    )


def plane(reference, interval, shift, points, start):
    """Survival of the two-sided chart of a discretised normal variable by the chain of both sums together."""
    width = 0.25  # all sums are multiples of it
    x = np.arange(-24, 25) * width
    share = np.exp(-0.5 * (x - shift) ** 2)
    share /= share.sum()
    sums = {(start, start): 1.0}
    left = [1.0]
    for _ in range(points):
        after = {}
        for (up, low), mass in sums.items():
            for value, p in zip(x, share, strict=True):
                pair = max(0.0, up + value - reference), max(0.0, low - value - reference)
                if max(pair) <= interval:
                    after[pair] = after.get(pair, 0.0) + mass * p
        sums = after
        left.append(sum(sums.values()))
    return np.array(left)


def single(reference, interval, shift, start):
    """The chain of one sum of the same discrete variable, its states 0, the multiples and the start."""
    width = 0.25
    x = np.arange(-24, 25) * width
    share = np.exp(-0.5 * (x - shift) ** 2)
    share /= share.sum()
    states = np.arange(0.0, interval + 1e-9, width)
    Q = np.zeros((len(states), len(states)))
    for i, state in enumerate(states):
        for value, p in zip(x, share, strict=True):
            j = round(max(0.0, state + value - reference) / width)
            if j < len(states):
                Q[i, j] += p
    begin = np.zeros(len(states))
    begin[round(start / width)] = 1.0
    return Q, begin


@pytest.mark.parametrize("start", [0.0, 1.0])
@pytest.mark.parametrize("shift", [0.0, 0.6])
def test_joined_chain_is_the_plane(shift, start):
    """Every point of the two-sided distribution, not its mean alone."""
    from sqc.stats.runlength.cusum import join

    upper, begin = single(0.5, 2.0, shift, start)
    lower, _ = single(0.5, 2.0, -shift, start)
    Q, first = join(upper, lower, begin)
    exact = plane(0.5, 2.0, shift, 12, start)
    assert chain.survival(Q, first, 12) == pytest.approx(exact, rel=1e-12)


def test_two_sided_mean_is_kemps():
    shifts = np.linspace(0, 3, 13)
    both = problem(0.5, 4.0, shifts)
    upper, lower = problem(0.5, 4.0, shifts, sides="upper"), problem(0.5, 4.0, -shifts, sides="upper")
    assert 1 / both.mean() == pytest.approx(1 / upper.mean() + 1 / lower.mean(), rel=1e-10)
    left = both.survival(3000)
    assert np.all(np.diff(left, axis=1) <= 1e-15) and np.all(left > -1e-15)
    assert left.sum(axis=1) == pytest.approx(both.mean(), rel=1e-7)
    assert both.quantile(0.5).tolist() == (left > 0.5).sum(axis=1).tolist()


def test_steady_weights_are_shares():
    calm = problem(0.5, 4.0, [0.0])
    for weights in (chain.conditional_start(calm.Q)[0], chain.cyclical_start(calm.Q, calm.start)[0]):
        assert np.all(weights > -1e-15)
        assert weights.sum() == pytest.approx(1.0)
        assert weights[: len(weights) // 2].sum() == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("parameters", "options"),
    [
        ((-0.1, 4.0), {}),
        ((0.5, 0.0), {}),
        ((0.5, 4.0), {"head_start": 4.5}),
        ((0.5, 4.0), {"head_start": 3.0}),
        ((0.5, 4.0), {"sides": "lower"}),
        ((0.0, 1e5), {}),
    ],
)
def test_out_of_range(parameters, options):
    with pytest.raises(ValueError, match=r"reference|interval|head_start|sides|limits"):
        problem(*parameters, [0.0], **options)
