"""Run lengths of CUSUM charts: the plane of both sums, what is refused. Published ones: sqc verify."""

import numpy as np
import pytest

from sqc.stats.runlength import chain
from sqc.stats.runlength.cusum import cusum_problem


def problem(reference, interval, shift, **options):
    return cusum_problem(reference, interval, np.asarray(shift, dtype=float), **options)


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
