"""Grouped statistics against a plain loop, and certified values where the arithmetic is hard."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sqc.stats import grouped

VALUES = some.one_of(some.just(float("nan")), some.integers(-50, 50).map(lambda i: i / 10))
GROUPS = some.lists(some.lists(VALUES, max_size=8), min_size=1, max_size=12)


def flat(groups):
    lengths = [len(group) for group in groups]
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(int)
    return np.array([value for group in groups for value in group], dtype=float), starts


@given(GROUPS)
@settings(max_examples=300, deadline=None)
def test_describe_is_the_plain_loop(groups):
    values, starts = flat(groups)
    ours = grouped.describe(values, starts)
    for i, group in enumerate(groups):
        kept = np.array([value for value in group if value == value])
        assert ours.n[i] == len(kept)
        mean = kept.mean() if len(kept) else np.nan
        spread = np.ptp(kept) if len(kept) > 1 else np.nan
        sd = kept.std(ddof=1) if len(kept) > 1 else np.nan
        np.testing.assert_allclose(
            [ours.mean[i], ours.range[i], ours.sd[i]], [mean, spread, sd], rtol=1e-12, atol=1e-13
        )


@given(some.integers(1, 80), some.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_equal_groups_take_the_same_values(size, count):
    values = np.random.default_rng(size).normal(10, 1, size * count)
    starts = np.arange(0, size * count, size)
    fast = grouped.describe(values, starts)
    # one empty group more sends the same values down the general road
    slow = grouped.describe(values, np.append(starts, size * count))
    for name in ("n", "mean", "range", "sd"):
        np.testing.assert_allclose(getattr(fast, name), getattr(slow, name)[:-1], rtol=1e-12)


@pytest.mark.parametrize("extra", [[], [np.nan]])
def test_hard_arithmetic(extra):
    """NIST StRD NumAcc3 (average difficulty): mean 1000000.2, sd 0.1, exact for the stored doubles."""
    values = [1000000.2] + [1000000.1, 1000000.3] * 500
    ours = grouped.describe(values + extra, [0])
    assert ours.mean[0] == pytest.approx(1000000.200000000011583383, rel=1e-15)
    assert ours.sd[0] == pytest.approx(0.1000000000349245965480974, rel=1e-12)
    assert ours.n[0] == 1001


def test_equal_values_have_exactly_no_spread():
    ours = grouped.describe(np.full(21, 0.1), [0, 3, 10])
    assert (
        ours.sd.tolist() == [0, 0, 0] and ours.range.tolist() == [0, 0, 0] and ours.mean.tolist() == [0.1] * 3
    )


def test_shift_and_scale():
    values = np.random.default_rng(0).normal(size=100)
    one, other = (
        grouped.describe(values, np.arange(0, 100, 5)),
        grouped.describe(8 * values + 4, np.arange(0, 100, 5)),
    )
    np.testing.assert_allclose(other.mean, 8 * one.mean + 4, rtol=1e-13)
    np.testing.assert_allclose(other.sd, 8 * one.sd, rtol=1e-13)
    np.testing.assert_allclose(other.range, 8 * one.range, rtol=1e-13)


def test_huge_values_do_not_warn():
    ours = grouped.describe([1e308, -1e308, 1e308, 1e308], [0, 2])
    assert np.isfinite(ours.mean[1]) and ours.sd[1] == 0


def test_nothing_at_all():
    ours = grouped.describe([], [0])
    assert ours.n.tolist() == [0] and np.isnan(ours.mean[0])
    ours = grouped.describe([np.nan, np.nan], [0, 1])
    assert ours.n.tolist() == [0, 0] and np.isnan(ours.range).all()
    assert grouped.segment_median([np.nan], [0]).tolist() != [0.0]


@pytest.mark.parametrize("starts", [[1], [0, 3, 2], [0, 9], []])
def test_impossible_starts(starts):
    with pytest.raises(ValueError, match="starts"):
        grouped.describe(np.zeros(5), starts)


@given(GROUPS, some.integers(2, 4))
@settings(max_examples=200, deadline=None)
def test_moving_range_is_the_plain_loop(groups, span):
    values, starts = flat(groups)
    expected = []
    for group in groups:
        for i in range(len(group)):
            window = group[i - span + 1 : i + 1] if i >= span - 1 else [np.nan]
            expected.append(max(window) - min(window) if all(v == v for v in window) else np.nan)
    np.testing.assert_allclose(grouped.moving_range(values, starts, span), expected, rtol=1e-12)


def test_moving_range_needs_two():
    with pytest.raises(ValueError, match="at least 2"):
        grouped.moving_range([1.0, 2.0], [0], 1)


@given(GROUPS, some.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_segments_are_the_plain_loop(groups, random):
    values, starts = flat(groups)
    used = np.array([random.random() < 0.7 for _ in values], dtype=bool)
    ends = np.append(starts[1:], len(values))
    parts = [values[a:b][used[a:b] & ~np.isnan(values[a:b])] for a, b in zip(starts, ends, strict=True)]
    assert grouped.segment_count(values, starts, used).tolist() == [len(part) for part in parts]
    np.testing.assert_allclose(
        grouped.segment_sum(values, starts, used), [part.sum() for part in parts], atol=1e-12
    )
    means = [part.mean() if len(part) else np.nan for part in parts]
    np.testing.assert_allclose(grouped.segment_mean(values, starts, used), means, atol=1e-12)
    medians = [np.median(part) if len(part) else np.nan for part in parts]
    np.testing.assert_allclose(grouped.segment_median(values, starts, used), medians, atol=1e-12)


def test_expand():
    view = grouped.expand(np.array([2.5]), [0], 1_000_000)
    assert view.strides == (0,) and len(view) == 1_000_000
    assert grouped.expand(np.array([1, 2, 3]), [0, 2, 2], 5).tolist() == [1, 1, 3, 3, 3]


@pytest.mark.slow
def test_a_million_values():
    values, starts = np.random.default_rng(0).normal(size=1_000_000), np.arange(0, 1_000_000, 5)
    best = min(_time(values, starts) for _ in range(5))
    assert best < 0.1


def _time(values, starts):
    begin = time.perf_counter()
    grouped.describe(values, starts)
    return time.perf_counter() - begin
