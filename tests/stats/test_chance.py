"""How many points signal by chance: sums over all outcomes, simulation, and a simulated figure."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from sqc.stats import tails
from sqc.stats.chance import clumped_tail, expected_signals, signal_distribution
from sqc.stats.rules import Panel, Rule, masks


def every_outcome(up, down, far_up, far_down, run, most):
    """Sum over all 5**points outcomes: beyond above, above, on the center, below, beyond below."""
    chances = np.zeros(most + 1)
    for outcome in product(range(5), repeat=len(up)):
        p, length, side, count = 1.0, 0, 0, 0
        for i, place in enumerate(outcome):
            rest = 1 - up[i] - down[i]
            p *= (far_up[i], up[i] - far_up[i], rest, down[i] - far_down[i], far_down[i])[place]
            now = (1, 1, 0, -1, -1)[place]
            length = length + 1 if now and now == side else abs(now)
            side = now
            count += place in (0, 4) or (run > 0 and length >= run)
        chances[min(count, most)] += p
    return chances


@given(some.integers(0, 2**32 - 1), some.integers(1, 5), some.integers(0, 4), some.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_every_outcome(seed, points, run, most):
    rng = np.random.default_rng(seed)
    up, down, _ = rng.dirichlet([2, 2, 1], points).T
    far_up, far_down = up * rng.uniform(0, 1, points), down * rng.uniform(0, 1, points)
    ours = signal_distribution(up, down, far_up, far_down, run, most)
    assert ours.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(ours, every_outcome(up, down, far_up, far_down, run, most), atol=1e-13)


def test_limits_only_is_binomial():
    p = float(tails.normal_sf(3.0))
    ours = signal_distribution(np.full(25, 0.5), np.full(25, 0.5), np.full(25, p), np.full(25, p), 0, 4)
    exact = [25 * 2 * p * (1 - 2 * p) ** 24, 1 - (1 - 2 * p) ** 25]
    assert ours[1] == pytest.approx(exact[0], rel=1e-12)
    assert 1 - ours[0] == pytest.approx(exact[1], rel=1e-12)


def test_simulation_of_limits_and_run_of_nine():
    """200,000 charts of 25 points: counts 0 to 3 within 4 standard errors."""
    charts, points = 200_000, 25
    z = np.random.default_rng(5).normal(size=charts * points)
    rules = (Rule("1", "beyond_limit", 1, 1), Rule("2", "run_same_side", 9, 9))
    flags = masks(rules, Panel(z, 0.0, -3.0, 3.0, 1.0), np.arange(0, len(z), points)).any(axis=0)
    count = np.minimum(flags.reshape(charts, points).sum(axis=1), 4)
    p = float(tails.normal_sf(3.0))
    half, far = np.full(points, 0.5), np.full(points, p)
    ours = signal_distribution(half, half, far, far, 9, 4)
    shares = np.bincount(count, minlength=5) / charts
    assert (np.abs(shares - ours) < 4 * np.sqrt(ours / charts)).all()


def test_p_chart_of_twenty_lots():
    """p chart, 20 lots of 200, p = 2.63 %, rules 1 and 2, against 40,000 simulated charts (4 se).

    9.1 % of stable charts signal by known limits. With limits from the same data it is about 7.5 % (own
    simulation): the center then follows the lots, so runs are rarer.
    """
    n, p, points, charts = 200, 0.0263, 20, 40_000
    sd = np.sqrt(n * p * (1 - p))
    up, down = tails.binomial_sf(np.floor(n * p), n, p), tails.binomial_cdf(np.ceil(n * p) - 1, n, p)
    far = tails.binomial_sf(np.floor(n * p + 3 * sd), n, p)
    shape = np.ones(points)
    ours = 1 - signal_distribution(up * shape, down * shape, far * shape, 0 * shape, 9, 5)[0]
    assert ours == pytest.approx(0.0906, abs=1e-4)
    count = np.random.default_rng(0).binomial(n, p, (charts, points)).astype(float)
    rules = (Rule("1", "beyond_limit", 1, 1), Rule("2", "run_same_side", 9, 9))

    def share(center):
        spread = np.sqrt(center * (1 - center / n))
        panel = Panel(count.ravel(), center, np.nan, center + 3 * spread, spread)
        flags = masks(rules, panel, np.arange(0, count.size, points)).any(axis=0)
        return flags.reshape(charts, points).any(axis=1).mean()

    error = np.sqrt(ours * (1 - ours) / charts)
    assert share(np.full(count.size, n * p)) == pytest.approx(ours, abs=4 * error)
    assert share(np.repeat(count.mean(axis=1), points)) == pytest.approx(0.075, abs=4 * error)


def test_impossible_arguments():
    with pytest.raises(ValueError, match="probabilities"):
        signal_distribution([0.7], [0.7], [0.0], [0.0], 0, 1)
    with pytest.raises(ValueError, match="probabilities"):
        signal_distribution([0.1], [0.7], [0.2], [0.0], 0, 1)
    with pytest.raises(ValueError, match="max_count"):
        signal_distribution([0.5], [0.5], [0.0], [0.0], 0, 0)


@pytest.mark.parametrize("expected", [0.3, 4.0, 125.0, 3000.0])
@pytest.mark.parametrize("spread", [1.0, 1.75, 6.0])
def test_clumps_are_negative_binomial_and_single_events_poisson(expected, spread):
    counts = np.unique(np.linspace(0, 2 * expected + 20, 40).astype(int))
    exact = (
        stats.poisson(expected) if spread == 1.0 else stats.nbinom(expected / (spread - 1.0), 1.0 / spread)
    )
    assert clumped_tail(counts, expected, spread) == pytest.approx(exact.sf(counts - 1), abs=1e-9)


def test_nothing_expected_nothing_comes():
    assert clumped_tail([0, 1, 3], 0.0).tolist() == [1.0, 0.0, 0.0]
    assert clumped_tail(0, 2.0) == 1.0


@pytest.mark.parametrize("run", [0, 4, 9])
def test_the_mean_of_a_long_chart_is_that_of_its_distribution(run):
    rng = np.random.default_rng(run)
    up = rng.uniform(0.3, 0.5, 40)
    down, far_up, far_down = 0.9 - up, 0.02 * up, 0.01 * up
    chances = signal_distribution(up, down, far_up, far_down, run, 41)
    mean, _ = expected_signals(up, down, far_up, far_down, run)
    assert mean == pytest.approx(float(np.dot(np.arange(42), chances)), rel=1e-9)
    halves = [signal_distribution(*(part[s] for part in (up, down, far_up, far_down)), run, 41)
              for s in (slice(0, 15), slice(15, 40))]  # fmt: skip
    parted, _ = expected_signals(up, down, far_up, far_down, run, [0, 15])
    assert parted == pytest.approx(sum(float(np.dot(np.arange(42), one)) for one in halves), rel=1e-9)


def test_the_spread_of_a_long_chart_against_its_distribution():
    half, tail = np.full(400, 0.5), np.full(400, 0.00135)
    chances, counts = signal_distribution(half, half, tail, tail, 9, 120), np.arange(121)
    mean = float(np.dot(counts, chances))
    variance = float(np.dot((counts - mean) ** 2, chances))
    assert expected_signals(half, half, tail, tail, 9)[1] == pytest.approx(variance / mean, rel=0.05)
