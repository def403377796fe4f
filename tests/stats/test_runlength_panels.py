"""Run lengths of R, S and MR panels, of two panels together, and of charts of counts."""

import numpy as np
import pytest
import scipy.stats as scipy
from hypothesis import given, settings
from hypothesis import strategies as some

from sqc.stats.rules import Rule
from sqc.stats.runlength.chart import individuals_chart, spread_chart, subgroups_chart
from sqc.stats.runlength.counts import count_problem, counts_chart
from sqc.stats.runlength.moving import i_mr_problem, mr_problem
from sqc.stats.runlength.shewhart import shewhart_problem
from sqc.stats.runlength.simulate import simulate
from sqc.stats.runlength.spread import scale_of, spread_problem, spread_zones, xbar_r_problem

from .runlength_sets import LIMIT, NAMES, NELSON, WESTERN

D2, D3 = 2 / np.pi**0.5, (2 - 4 / np.pi) ** 0.5


@pytest.mark.parametrize("n", [2, 5, 10])
def test_ranges_against_the_studentized_range(n):
    center, deviation = scale_of("r", n)
    for ratio in (1.0, 1.5):
        # scipy's studentized range with infinite degrees of freedom is the range over sigma
        tail = scipy.studentized_range.sf((center + 3 * deviation) / ratio, n, np.inf)
        lower = scipy.studentized_range.cdf(max(center - 3 * deviation, 0.0) / ratio, n, np.inf)
        assert spread_problem("r", n, LIMIT, ratio).mean()[0] == pytest.approx(1 / (tail + lower), rel=1e-7)


def test_standard_deviations_against_chi_square():
    for n in (2, 5, 12):
        center, deviation = scale_of("s", n)
        ends = np.maximum(center + deviation * np.array([-3.0, 3.0]), 0.0) ** 2 * (n - 1) / 1.3**2
        signal = scipy.chi2.cdf(ends[0], n - 1) + scipy.chi2.sf(ends[1], n - 1)
        assert spread_problem("s", n, LIMIT, 1.3).mean()[0] == pytest.approx(1 / signal, rel=1e-10)


def test_r_panel_as_known():
    # R with three-sigma limits: once in 109 at n = 2, in about 217 at n = 5
    assert round(spread_problem("r", 2, LIMIT, 1.0).mean()[0]) == 109
    assert round(spread_problem("r", 5, LIMIT, 1.0).mean()[0]) == 217
    # S of two values is R / sqrt 2
    for rules in (LIMIT, NELSON[:4]):
        assert spread_problem("s", 2, rules, 1.2).mean() == pytest.approx(
            spread_problem("r", 2, rules, 1.2).mean(), rel=1e-9
        )


def test_trend_does_not_care_for_the_distribution():
    rules = [NAMES["trend6"]]
    for ratio in (1.0, 2.0):
        assert spread_problem("r", 5, rules, ratio).mean()[0] == pytest.approx(421.59862603, rel=1e-9)


def grid_arl(limit, cells):
    """ARL of |x_t - x_{t-1}| > limit by a fine grid of the last value: crude, but by another road."""
    width = 17.0 / cells
    x = -8.5 + width * (np.arange(cells) + 0.5)
    overlap = np.minimum(x + width / 2, x[:, None] + limit) - np.maximum(x - width / 2, x[:, None] - limit)
    density = scipy.norm.pdf(x)
    arl = np.linalg.solve(np.eye(cells) - np.maximum(overlap, 0.0) * density, np.ones(cells))
    return 1 + density * width @ arl


def test_moving_range_against_a_grid():
    assert mr_problem(LIMIT, 1.0).mean()[0] == pytest.approx(grid_arl(D2 + 3 * D3, 1500), rel=2e-4)
    assert mr_problem(LIMIT, 1.5).mean()[0] == pytest.approx(grid_arl((D2 + 3 * D3) / 1.5, 1500), rel=2e-4)


def test_moving_range_as_known():
    """Limits alone: 107 is quoted from a simulation, 109.3 is 1 / P(beyond), the run length is 120.48.

    Ranges beyond the limit come in pairs, as two of them share the value that lies far out; from the
    beginning of a chart to its first signal it is longer than one over their share. 107 is neither.
    """
    limit = D2 + 3 * D3
    share = 2 * scipy.norm.sf(limit / 2**0.5)
    arl = mr_problem(LIMIT, 1.0).mean()[0]
    assert 1 / share == pytest.approx(109.3, abs=0.05)
    assert arl == pytest.approx(120.48, abs=5e-3)
    ranges = np.abs(np.diff(np.random.default_rng(107).standard_normal((8000, 2500))))
    beyond = ranges > limit
    error = 4 * (share / beyond.size) ** 0.5  # ranges beyond are no independent ones
    assert abs(beyond.mean() - share) < error
    assert 1 / (share + error) > 107.5
    found = beyond.argmax(axis=1)[beyond.any(axis=1)] + 2  # the first range comes with the second value
    assert abs(found.mean() - arl) < 3 * found.std() / len(found) ** 0.5


def test_moving_range_that_never_signals_leaves_the_individuals():
    for rules in (WESTERN, NELSON[:3]):
        flow = i_mr_problem(rules, [0.0, 1.0], [1.0, 1.2], range_rules=())
        alone = shewhart_problem(rules, [0.0, 1.0], spread=[1.0, 1.2])
        np.testing.assert_allclose(flow.mean(), alone.mean(), rtol=1e-8)


def simulated_i_mr(rules, range_rules, charts, seed):
    """Individuals and moving ranges, walked value by value with limits and runs of nine only."""
    random = np.random.default_rng(seed)
    lengths, running = np.zeros(charts), np.arange(charts)
    last, runs = np.full(charts, np.nan), np.zeros((4, charts), dtype=int)
    for point in range(1, 100_000):
        x = random.standard_normal(len(running))
        moving = np.abs(x - last)
        sides = np.array([x > 0, x < 0, moving > D2, moving < D2])
        runs = np.where(sides, runs + 1, 0)
        fired = (np.abs(x) > 3) | (moving > D2 + 3 * D3)
        fired |= ((runs[:2] >= 9).any(axis=0)) & (len(rules) > 1)
        fired |= ((runs[2:] >= 9).any(axis=0)) & (len(range_rules) > 1)
        lengths[running[fired]] = point
        running, last, runs = running[~fired], x[~fired], runs[:, ~fired]
        if not len(running):
            break
    return lengths.mean(), lengths.std() / charts**0.5


@pytest.mark.slow
@pytest.mark.parametrize("rules", [LIMIT, NELSON[:2]], ids=["limits", "runs"])
@pytest.mark.parametrize("range_rules", [LIMIT, NELSON[:2]], ids=["limits", "runs"])
def test_individuals_and_moving_range_simulated(rules, range_rules):
    arl, error = simulated_i_mr(rules, range_rules, 60_000, 5)
    exact = i_mr_problem(rules, 0.0, range_rules=range_rules).mean()[0]
    assert abs(arl - exact) < 3 * error


def test_two_independent_panels():
    # limits alone: the chances of no signal multiply
    for panel in ("r", "s"):
        alone = 1 / shewhart_problem(LIMIT, [0.0, 1.0], spread=[1.0, 1.3]).mean()
        spread = 1 / spread_problem(panel, 4, LIMIT, [1.0, 1.3]).mean()
        both = xbar_r_problem(4, LIMIT, [0.0, 1.0], [1.0, 1.3], panel=panel)
        np.testing.assert_allclose(1 / both.mean(), 1 - (1 - alone) * (1 - spread), rtol=1e-10)


@pytest.mark.parametrize("rules", [NELSON[:2], WESTERN], ids=["runs", "western"])
def test_two_panels_as_one_chain(rules):
    """The states of both panels multiplied: one large chain, solved."""
    both = xbar_r_problem(3, rules, [0.4], 1.1)
    (first, start, _), (second, other, _) = both.first, both.second
    joint = np.kron(first[0], second[0])
    arl = np.linalg.solve(np.eye(len(joint)) - joint, np.ones(len(joint)))
    assert both.mean()[0] == pytest.approx(np.kron(start, other) @ arl, rel=1e-10)
    squares = 2 * np.linalg.solve(np.eye(len(joint)) - joint, arl) - arl
    assert both.deviation()[0] == pytest.approx((squares[0] - arl[0] ** 2) ** 0.5, rel=1e-9)
    left = both.survival(3000)[0]
    assert np.searchsorted(-left, -0.5) == both.quantile(0.5)[0]
    assert left.sum() == pytest.approx(arl[0], rel=1e-9)


def test_two_panels_by_their_joint_automaton():
    # computed once by one automaton of the states of both panels, 257, 7,821 and 2,997 states
    for rules, arl in ((NELSON[:2], 89.6526), (NELSON[:3], 65.1610), (WESTERN, 52.5925)):
        assert xbar_r_problem(5, rules, 0.0).mean()[0] == pytest.approx(arl, abs=1e-4)


def test_a_panel_that_never_signals_leaves_the_other():
    # rules of zones are not for ranges
    assert xbar_r_problem(5, NELSON[4:6], [0.0, 1.0]).mean() == pytest.approx(
        shewhart_problem(NELSON[4:6], [0.0, 1.0]).mean()
    )
    alone = xbar_r_problem(5, LIMIT, 0.0, limits=(-np.inf, np.inf)).mean()
    assert alone == pytest.approx(spread_problem("r", 5, LIMIT, 1.0).mean())


@pytest.mark.slow
@pytest.mark.parametrize("panel", ["r", "s"])
@pytest.mark.parametrize(
    "rules", [NELSON[:2], NELSON[:3], WESTERN, NELSON], ids=["1-2", "1-3", "western", "nelson"]
)
def test_two_panels_simulated(rules, panel):
    found = simulate(subgroups_chart(panel, 5, rules), 0.5, 1.1, charts=20_000, seed=2)
    exact = xbar_r_problem(5, rules, [0.5], 1.1, panel=panel).mean()[0]
    assert abs(found.arl - exact) < 3 * found.standard_error


def test_zones_of_a_panel_are_all_there():
    lines = np.array([-3.0, -1.0, 0.0, 1.0, 3.0])
    for panel in ("r", "s"):
        zones = spread_zones(panel, 5, lines, [0.5, 1.0, 4.0])
        assert np.all(zones >= 0)
        np.testing.assert_allclose(zones.sum(axis=1), 1.0, rtol=1e-12)


@pytest.mark.parametrize(
    ("kind", "center", "size", "signal"),
    [
        ("p", 0.02, 50, scipy.binom.sf(3, 50, 0.02)),  # UCL 0.0794: four of fifty
        (
            "np",
            10.0,
            100,
            scipy.binom.sf(19, 100, 0.1) + scipy.binom.cdf(0, 100, 0.1),
        ),  # limits 1 and 19: not beyond
        ("c", 4.0, 1, scipy.poisson.sf(10, 4.0)),  # a count of 10 stands on the limit
        ("u", 2.0, 2.5, scipy.poisson.sf(11, 5.0)),  # 5 + 3 sqrt 5 = 11.7
    ],
)
def test_counts_beyond_the_limits(kind, center, size, signal):
    assert count_problem(kind, center, size, LIMIT, center).mean()[0] == pytest.approx(1 / signal, rel=1e-11)


def test_p_chart_of_fifty():
    # p = 0.02 and n = 50: a false signal in 56, not in 370
    assert round(count_problem("p", 0.02, 50, LIMIT, 0.02).mean()[0]) == 56


@settings(max_examples=12)
@given(
    mean=some.sampled_from([1.0, 4.0, 6.5]),
    rules=some.sampled_from(
        [
            (Rule("t", "trend", 4, 4),),
            (Rule("t", "trend", 4, 4, tie="ignore"),),
            (Rule("r", "run_same_side", 5, 5),),
            (Rule("r", "run_same_side", 5, 5, tie="ignore"),),
            (Rule("a", "alternation", 5, 5), Rule("1", "beyond_limit", 1, 1)),
            (Rule("k", "k_of_m_beyond", 2, 3, z=1.0, strict=False),),
        ]
    ),
)
def test_ties_of_counts_as_the_rules_have_them(mean, rules):
    exact = count_problem("c", mean, 1, rules, mean).mean()[0]
    found = simulate(counts_chart("c", mean, 1, rules), mean, seed=3, charts=4000)
    assert abs(found.arl - exact) < 3 * found.standard_error


def test_zeros_in_a_row():
    """Runs of k successes with chance p: (1 - p^k) / (q p^k)."""
    rules, p = [Rule("z", "repeat_zero", 3, 3)], np.exp(-1.0)
    arl = count_problem("c", 1.0, 1, rules, 1.0).mean()[0]
    assert arl == pytest.approx((1 - p**3) / ((1 - p) * p**3), rel=1e-12)
    found = simulate(counts_chart("c", 1.0, 1, rules), 1.0, charts=4000)
    assert abs(found.arl - arl) < 3 * found.standard_error


COUNTS = [
    counts_chart("p", 0.04, 100, NELSON[:2]),
    counts_chart("p", 0.04, 100, NELSON[:4]),
    counts_chart("np", 10.0, 100, NELSON[:3]),
    counts_chart("c", 4.0, 1, (*NELSON[:2], NELSON[3])),
    counts_chart("u", 2.0, 2.5, NELSON[:4]),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chart", "means"),
    list(zip(COUNTS, [(0.04, 0.07), (0.04, 0.05), (10.0, 13.0), (4.0, 6.0), (2.0, 2.6)], strict=True)),
    ids=["p 1-2", "p 1-4", "np 1-3", "c 1-2-4", "u 1-4"],
)
def test_counts_simulated(chart, means):
    exact = chart.exact(np.array(means), np.ones(2)).mean()
    for mean, arl in zip(means, exact, strict=True):
        found = simulate(chart, mean, charts=20_000, seed=4)
        assert abs(found.arl - arl) < 3 * found.standard_error


@pytest.mark.slow
@pytest.mark.parametrize(
    "chart",
    [
        spread_chart("r", 5, NELSON[:4]),
        spread_chart("s", 8, NELSON[:4]),
        spread_chart("s", 3, WESTERN[::3]),
        spread_chart("mr", 2, LIMIT),
        individuals_chart(NELSON),
        individuals_chart(WESTERN),
    ],
    ids=["r 1-4", "s 1-4", "s runs of 8", "mr", "i-mr nelson", "i-mr western"],
)
def test_panels_simulated(chart):
    for ratio in (1.0, 1.2):
        found = simulate(chart, 0.0, ratio, charts=20_000, seed=6)
        exact = chart.exact(np.zeros(1), np.full(1, ratio)).mean()[0]
        assert abs(found.arl - exact) < 3 * found.standard_error


def test_bad_input():
    with pytest.raises(ValueError, match="whole number"):
        count_problem("p", 0.02, 50.5, LIMIT, 0.02)
    with pytest.raises(ValueError, match="center"):
        count_problem("c", 0.0, 1, LIMIT, 1.0)
    with pytest.raises(ValueError, match="ratio"):
        spread_problem("r", 5, LIMIT, 0.0)
    with pytest.raises(ValueError, match="simulate"):
        mr_problem([NAMES["trend6"]], 1.0)
    with pytest.raises(ValueError, match="never signal"):
        spread_problem("r", 5, LIMIT, 1.0, limits=(-np.inf, np.inf))
