"""Run lengths of Shewhart charts with rules: the automaton against the rules themselves, solvers, refusals.

Published ones: sqc verify.
"""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sqc.stats.rules import Rule
from sqc.stats.runlength import flow as flows
from sqc.stats.runlength.automaton import automaton_of
from sqc.stats.runlength.chart import means_chart
from sqc.stats.runlength.letters import borders, normal_zones
from sqc.stats.runlength.shewhart import panel_law, panel_machines, shewhart_problem
from sqc.stats.runlength.simulate import _signals, simulate
from sqc.verification.load import select

from .runlength_sets import LIMIT, NAMES, NELSON, WESTERN, named


def test_number_of_states():
    # six zones within the limits with rules 3 and 4: 5,248 states and the beginning
    assert shewhart_problem(NELSON, 0.0).info()["n_states"] == 5249
    # Champ and Woodall's chains are larger where they are not minimised (555 for Western Electric)
    assert shewhart_problem(WESTERN, 0.0).info() == {
        "n_states": 215,
        "n_reached": 233,
        "n_unknowns": 215,
        "exact": True,
    }


def first_signal(rules, points, limits=(-3.0, 3.0)):
    """Walk the automaton along a series; position of the signal from 1, 0 for none."""
    lines = borders(rules, limits)
    law = panel_law(rules, lines, lambda some: normal_zones(some, [0.0]))
    automaton = automaton_of(law, panel_machines(rules, limits, law))
    state = 0
    zones = np.searchsorted(lines, points)
    for i, zone in enumerate(zones):
        step = int(np.sign(points[i] - points[i - 1])) if i else 0
        letters = zip(law.zones[0], law.steps[0], strict=True)
        letter = list(letters).index((zone, step if len(law.sizes) > 1 else 0))
        state = automaton.table[state, letter]
        assert state != -2, "the law calls impossible what came"
        if state < 0:
            return i + 1
    return 0


SIDES = some.sampled_from(["each", "any", "upper", "lower"])
ANY_RULE = some.one_of(
    some.builds(
        lambda k, more, z, side: Rule("k", "k_of_m_beyond", k, k + more, z=z, side=side),
        some.integers(1, 4), some.integers(0, 3), some.sampled_from([0.5, 1.0, 2.0, None]), SIDES,
    ),
    some.builds(
        lambda k, more, side: Rule("r", "run_same_side", k, k + more, side=side),
        some.integers(2, 7), some.integers(0, 2), SIDES,
    ),
    some.builds(
        lambda k, more, last: Rule("n", "k_of_m_near_limit", k, k + more, z=0.8, last_point_required=last),
        some.integers(1, 3), some.integers(0, 2), some.booleans(),
    ),
    some.builds(
        lambda k, zone: Rule("z", "k_of_m_beyond", k, 4, z=1.0, zone=zone),
        some.integers(1, 3), some.sampled_from(["side", "upper"]),
    ),
    some.builds(
        lambda k, side, count: Rule("t", "trend", k, k, side=side, count_in=count),
        some.integers(2, 6), SIDES, some.sampled_from(["points", "steps"]),
    ),
    some.builds(lambda k: Rule("a", "alternation", k, k), some.integers(3, 8)),
    some.builds(
        lambda k, z: Rule("h", "hugging", k, k, z=z), some.integers(2, 9), some.sampled_from([1.0, 0.5])
    ),
    some.builds(
        lambda k, side: Rule("v", "avoidance", k, k, z=0.7, side=side),
        some.integers(2, 6), some.sampled_from(["both-required", "any"]),
    ),
    some.just(Rule("p", "range_pair", 2, 2, z=3.0, side="opposite")),
)  # fmt: skip


@settings(max_examples=150)
@given(
    rules=some.lists(ANY_RULE, min_size=1, max_size=4),
    seed=some.integers(0, 2**32 - 1),
    limits=some.sampled_from([(-3.0, 3.0), (-1.2, 2.0), (-np.inf, 1.5)]),
)
def test_automaton_signals_where_the_rules_do(rules, seed, limits):
    points = np.random.default_rng(seed).normal(0.2, 1.1, size=60)
    reach = max(rule.window for rule in rules) - 1
    padded = np.concatenate([np.full(reach, np.nan), points])[None]
    fired = np.flatnonzero(_signals(rules, limits, padded)[0, reach:])
    assert first_signal(rules, points, limits) == (fired[0] + 1 if len(fired) else 0)


@pytest.mark.parametrize(
    "rules", [WESTERN, NELSON[:3], (NAMES["trend6"], NAMES["R_4s"])], ids=["zones", "nelson 1-3", "trend"]
)
def test_large_chains_as_small_ones(rules, monkeypatch):
    flow = shewhart_problem(rules, [0.0, 0.8])

    def everything():
        found = [flow.mean(), flow.deviation(), flow.survival(300), flow.quantile(0.5), flow.quantile(0.9)]
        return [*found, flow.steady_mean(), flow.steady_mean(1), flow.steady_mean(restarts=True)]

    monkeypatch.setattr(flows, "_DENSE", 1000)
    small = everything()
    monkeypatch.setattr(flows, "_DENSE", 0)
    flow = shewhart_problem(rules, [0.0, 0.8])
    assert not flow.small
    for one, other in zip(small, everything(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9)


def test_steady_state():
    # one point beyond a limit: nothing is remembered, so the steady state is the zero state
    flow = shewhart_problem(LIMIT, [0.0, 1.0])
    np.testing.assert_allclose(flow.steady_mean(), flow.mean())
    # a run of two on one side by hand: in control every chart that did not signal is one point from a signal
    flow = shewhart_problem([Rule("r", "run_same_side", 2, 2)], [0.0])
    assert flow.mean()[0] == pytest.approx(3.0)
    assert flow.steady_mean()[0] == pytest.approx(2.0)


def test_a_curve_is_the_stack_of_its_points():
    shifts = np.linspace(0.0, 3.0, 100)
    curve = shewhart_problem(WESTERN, shifts).mean()
    assert np.all(np.diff(curve) < 0)
    np.testing.assert_allclose(
        curve[[0, 40]], [shewhart_problem(WESTERN, shifts[i]).mean()[0] for i in (0, 40)]
    )


def test_unpacks_to_matrices():
    Q, start, info = shewhart_problem(WESTERN, [0.0, 1.0])
    assert Q.shape == (2, 215, 215)
    assert start.sum() == 1.0
    assert info["exact"]
    with pytest.raises(ValueError, match="too many for a matrix"):
        _, _, _ = shewhart_problem(NELSON, 0.0)


def test_bad_input():
    with pytest.raises(ValueError, match="never signal"):
        shewhart_problem(LIMIT, 0.0, limits=(-np.inf, np.inf))
    with pytest.raises(ValueError, match="spread"):
        shewhart_problem(LIMIT, 0.0, spread=0.0)


@pytest.mark.parametrize("kind", ["middle_third", "longest_run", "crossings", "runs_count", "repeat_zero"])
def test_rules_without_an_exact_run_length(kind):
    with pytest.raises(ValueError, match="no exact run length"):
        shewhart_problem([*LIMIT, Rule("x", kind, 1, 3, high=2)], 0.0)


def test_one_sided_limit():
    assert shewhart_problem(LIMIT, 0.0, limits=(np.nan, 3.0)).mean()[0] == pytest.approx(2 * 370.398347345)


def test_all_eight_within_two_seconds():
    code = (
        "import time; begin = time.perf_counter()\n"
        "from sqc.stats.rules import Rule\n"
        "from sqc.stats.runlength.shewhart import shewhart_problem\n"
        "kinds = [('beyond_limit', 1, 1, None), ('run_same_side', 9, 9, None), ('trend', 6, 6, None),\n"
        " ('alternation', 14, 14, None), ('k_of_m_beyond', 2, 3, 2.0), ('k_of_m_beyond', 4, 5, 1.0),\n"
        " ('hugging', 15, 15, 1.0), ('avoidance', 8, 8, 1.0)]\n"
        "rules = [Rule('', kind, k, m, z=z) for kind, k, m, z in kinds]\n"
        "print(float(shewhart_problem(rules, 0.0).mean()[0]), time.perf_counter() - begin)\n"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    arl, seconds = map(float, printed.split())
    known = select(["chain-nelson-1-2-3-4-5-6-7-8"])[0].expected["arl_at_0"]
    assert arl == pytest.approx(known, abs=5e-7)
    assert seconds < 2.0


@pytest.mark.slow
@pytest.mark.parametrize("shift", [0.0, 1.0])
@pytest.mark.parametrize(
    "rules", [WESTERN, NELSON, NELSON[2:4], named("1:beyond3", "2_2s", "R_4s", "4_1s", "side10")]
)
def test_simulation_within_three_standard_errors(rules, shift):
    found = simulate(means_chart(rules), shift, charts=40_000, seed=11)
    assert abs(found.arl - shewhart_problem(rules, shift).mean()[0]) < 3 * found.standard_error
