"""Steady states of charts whose rules compare neighbours: the last value moves with the process."""

import numpy as np
import pytest

from sqc.stats.rules import Panel, masks
from sqc.stats.runlength.letters import normal_zones
from sqc.stats.runlength.moving import i_mr_problem, mr_problem
from sqc.stats.runlength.neighbours import _from_nought, _moved, shares
from sqc.stats.runlength.nodes import legendre
from sqc.stats.runlength.shewhart import shewhart_problem
from sqc.stats.runlength.spread import scale_of, spread_problem, xbar_r_problem

from .runlength_sets import LIMIT, NELSON

D2, D3 = 2 / np.pi**0.5, (2 - 4 / np.pi) ** 0.5
BEFORE, AFTER = 80, 1500


@pytest.mark.parametrize("count", [3, 4, 8])
def test_without_a_change_the_rest_is_geometric(count):
    """A chart that has not signalled for long loses the same share at each point."""
    for flow in (
        shewhart_problem(NELSON[:count], 0.0),
        spread_problem("r", 4, NELSON[2:4], 1.0),
        i_mr_problem(NELSON[:count], 0.0),
    ):
        assert flow.steady_mean()[0] == pytest.approx(1 / (1 - flow.settled().decay[0]), rel=1e-9)


def test_two_panels_without_a_change():
    flow = xbar_r_problem(5, NELSON[:3], 0.0)
    kept = flow.first.settled().decay[0] * flow.second.settled().decay[0]
    assert flow.steady_mean()[0] == pytest.approx(1 / (1 - kept), rel=1e-9)


def test_nodes_of_one_process_under_another():
    """Integrals from nought to where a value of the old process stands under the new one, by a fine grid."""
    lines = np.array([-1.0, 0.5])
    places = shares(lines, lambda some: normal_zones(some, [0.0, 0.8], [1.0, 1.3]))
    n = 6
    found = _moved(n, places[0, 1], places[:, 1])
    x = np.linspace(-1.0, 0.5, 4001)
    grid = normal_zones(x, [0.0, 0.8], [1.0, 1.3])[:, 1:-1]
    grid = np.cumsum(grid, axis=1) / grid.sum(axis=1, keepdims=True)
    # the mean of the integral under the old process, and its mean with weight t
    weights = legendre(n)[1] / 2
    t = (legendre(n)[0] + 1) / 2
    step = np.diff(grid[0], prepend=0.0)
    for k in (0, 1):
        integrals = _from_nought(n, 2 * grid[k] - 1)
        np.testing.assert_allclose(weights @ found[k], step @ integrals, atol=2e-3)
        np.testing.assert_allclose((weights * t) @ found[k], (step * grid[0]) @ integrals, atol=2e-3)


def fired(panels):
    """Points at which a rule of a panel fires, for (rules, statistics of many charts, center, deviation)."""
    found = False
    for rules, values, center, deviation in panels:
        charts, points = values.shape
        limits = center - 3 * deviation, center + 3 * deviation
        panel = Panel(values.ravel(), center, *limits, deviation)
        found = found | masks(rules, panel, np.arange(charts) * points).any(axis=0).reshape(charts, points)
    return found


def conditional(statistics, charts, seed):
    """Mean number of points to the signal of charts that did not signal before the change, and its error."""
    random, lengths = np.random.default_rng(seed), []
    for _ in range(charts // 2000):
        signals = fired(statistics(random, 2000))
        silent = ~signals[:, :BEFORE].any(axis=1)
        lengths.append(signals[silent, BEFORE:].argmax(axis=1) + 1)
        assert signals[silent, BEFORE:].any(axis=1).all()
    lengths = np.concatenate(lengths)
    return lengths.mean(), lengths.std() / len(lengths) ** 0.5


def changing(random, shape, shift, ratio, axis=1):
    """Normal values whose mean and deviation change after the first points."""
    x = random.standard_normal(shape)
    x[:, BEFORE:] = x[:, BEFORE:] * ratio + shift
    return x


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 4, 8])
@pytest.mark.parametrize(("shift", "ratio"), [(1.0, 1.0), (2.5, 1.0), (1.2, 0.7)])
def test_values_simulated(count, shift, ratio):
    rules = NELSON[:count]

    def statistics(random, charts):
        return [(rules, changing(random, (charts, BEFORE + AFTER), shift, ratio), 0.0, 1.0)]

    found, error = conditional(statistics, 20_000, count)
    exact = shewhart_problem(rules, [0.0, shift], spread=[1.0, ratio]).steady_mean()[1]
    assert abs(found - exact) < 3 * error


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [0.7, 1.3])
def test_ranges_simulated(ratio):
    rules, n = NELSON[:4], 4
    center, deviation = scale_of("r", n)

    def statistics(random, charts):
        x = changing(random, (charts, BEFORE + 1200, n), 0.0, ratio)
        return [(rules, np.ptp(x, axis=2), center, deviation)]

    found, error = conditional(statistics, 20_000, 3)
    assert abs(found - spread_problem("r", n, rules, [1.0, ratio]).steady_mean()[1]) < 3 * error


@pytest.mark.slow
@pytest.mark.parametrize("shift", [0.5, 2.0])
def test_individuals_and_moving_ranges_simulated(shift):
    rules = NELSON[:4]

    def statistics(random, charts):
        x = changing(random, (charts, BEFORE + 1200), shift, 1.0)
        moving = np.abs(np.diff(x, axis=1, prepend=np.nan))
        return [(rules, x, 0.0, 1.0), (LIMIT, moving, D2, D3)]

    found, error = conditional(statistics, 20_000, 4)
    assert abs(found - i_mr_problem(rules, [0.0, shift]).steady_mean()[1]) < 3 * error


@pytest.mark.slow
def test_moving_ranges_alone_simulated():
    def statistics(random, charts):
        x = changing(random, (charts, BEFORE + 1200), 0.0, 1.5)
        return [(LIMIT, np.abs(np.diff(x, axis=1, prepend=np.nan)), D2, D3)]

    found, error = conditional(statistics, 40_000, 5)
    assert abs(found - mr_problem(LIMIT, [1.0, 1.5]).steady_mean()[1]) < 3 * error


@pytest.mark.slow
def test_two_panels_simulated():
    rules, n = NELSON[:4], 5
    center, deviation = scale_of("r", n)

    def statistics(random, charts):
        x = changing(random, (charts, BEFORE + 800, n), 0.4, 1.1)
        return [(rules, x.mean(axis=2), 0.0, n**-0.5), (rules, np.ptp(x, axis=2), center, deviation)]

    found, error = conditional(statistics, 20_000, 6)
    exact = xbar_r_problem(n, rules, [0.0, 0.4 * n**0.5], [1.0, 1.1]).steady_mean()[1]
    assert abs(found - exact) < 3 * error


def cyclical(statistics, charts, seed):
    """The same of charts that begin anew after each signal before the change."""
    random, lengths = np.random.default_rng(seed), []
    rules, values, _, _ = statistics(random, charts)[0]
    points = values.shape[1]
    starts = np.zeros(charts, dtype=np.int64)
    while True:
        rows = np.arange(charts) * points
        begin = np.unique(np.concatenate([rows, rows + starts]))
        signals = masks(rules, Panel(values.ravel(), 0.0, -3.0, 3.0, 1.0), begin).any(axis=0)
        signals = signals.reshape(charts, points)
        signals[np.arange(points) < starts[:, None]] = False
        first = signals.argmax(axis=1)
        again = signals.any(axis=1) & (first < BEFORE)
        if not again.any():
            break
        starts[again] = first[again] + 1
    lengths = signals[:, BEFORE:].argmax(axis=1) + 1
    return lengths.mean(), lengths.std() / charts**0.5


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 8])
def test_charts_that_begin_anew_simulated(count):
    rules = NELSON[:count]

    def statistics(random, charts):
        return [(rules, changing(random, (charts, BEFORE + 600), 1.0, 1.0), 0.0, 1.0)]

    found, error = cyclical(statistics, 20_000, 7)
    exact = shewhart_problem(rules, [0.0, 1.0]).steady_mean(restarts=True)[1]
    assert abs(found - exact) < 3 * error
