"""Absorbing chains: moments, distribution and steady states against what is known in closed form."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sqc.stats.runlength import chain
from sqc.stats.runlength.problem import Problem


@pytest.mark.parametrize("p", [0.3, 0.05, 0.0027])
def test_geometric(p):
    Q, start = np.array([[1 - p]]), np.ones(1)
    assert chain.mean(Q, start) == pytest.approx(1 / p, rel=1e-12)
    assert chain.deviation(Q, start) == pytest.approx((1 - p) ** 0.5 / p, rel=1e-12)
    for level in (0.01, 0.5, 0.9, 0.999):
        exact = np.ceil(np.log1p(-level) / np.log1p(-p))
        assert chain.quantile(Q, start, level) == exact


def test_run_of_three():
    # three heads in a row: 2 + 4 + 8 throws
    Q = np.array([[0.5, 0.5, 0], [0.5, 0, 0.5], [0.5, 0, 0]])
    assert chain.mean(Q, np.array([1.0, 0, 0])) == pytest.approx(14, rel=1e-12)
    assert chain.means(Q) == pytest.approx([14, 12, 8])
    assert chain.deviation(Q, np.array([1.0, 0, 0])) == pytest.approx(142**0.5, rel=1e-12)


@settings(deadline=None, max_examples=40)
@given(some.integers(1, 6), some.integers(0, 2**32 - 1))
def test_moments_and_quantiles_are_those_of_the_survival(s, seed):
    rng = np.random.default_rng(seed)
    Q = rng.dirichlet(np.ones(s + 1), (3, s))[..., :s] * 0.95
    start = rng.dirichlet(np.ones(s))
    left = chain.survival(Q, start, 600)
    n = np.arange(601)
    assert chain.mean(Q, start) == pytest.approx(left.sum(axis=-1), rel=1e-9)
    assert chain.second_moment(Q, start) == pytest.approx((left * (2 * n + 1)).sum(axis=-1), rel=1e-9)
    for p in (0.1, 0.5, 0.95):
        assert chain.quantile(Q, start, p) == pytest.approx((left > 1 - p).sum(axis=-1))


def test_steady_states():
    rng = np.random.default_rng(1)
    Q = rng.dirichlet(np.ones(6), (2, 5))[..., :5]
    calm = chain.conditional_start(Q)
    after = np.einsum("ks,kst->kt", calm, Q)
    assert after / after.sum(axis=-1, keepdims=True) == pytest.approx(calm, rel=1e-10)
    start = np.eye(5)[2]
    cycle = chain.cyclical_start(Q, start)
    renewed = np.einsum("ks,kst->kt", cycle, Q + (1 - Q.sum(axis=-1))[..., None] * start)
    assert renewed == pytest.approx(cycle, rel=1e-10)


def test_conditional_start_of_a_chain_with_a_period():
    assert chain.conditional_start(np.array([[0.0, 0.9], [0.9, 0.0]])) == pytest.approx([0.5, 0.5])


def test_a_head_is_points_before_the_chain():
    Q = np.array([[[0.9]]])
    whole = Problem(Q, np.ones(1))
    parted = Problem(Q, np.array([[0.9**4]]), 0.9 ** np.arange(4.0)[None])
    assert parted.mean() == pytest.approx(whole.mean(), rel=1e-12)
    assert parted.deviation() == pytest.approx(whole.deviation(), rel=1e-12)
    assert parted.survival(9) == pytest.approx(whole.survival(9), rel=1e-12)
    assert parted.survival(2) == pytest.approx(whole.survival(2), rel=1e-12)
    for p in (0.05, 0.1, 0.2, 0.3, 0.35, 0.5, 0.99):
        assert parted.quantile(p) == whole.quantile(p)


def test_never_signals():
    with pytest.raises(ValueError, match="never signals"):
        chain.mean(np.eye(2), np.array([1.0, 0.0]))
    with pytest.raises(ValueError, match="does not signal"):
        chain.quantile(np.eye(2), np.array([1.0, 0.0]), 0.5)
    with pytest.raises(ValueError, match=r"inside \(0, 1\)"):
        chain.quantile(np.array([[0.5]]), np.ones(1), 1.0)
