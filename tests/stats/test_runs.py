"""Runs of whole segments: published tables and examples, all orders of a few values, a plain reading."""

from __future__ import annotations

import itertools
import math
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sqc.stats.rules import Panel, Rule, mask, members
from sqc.stats.runs import crossings_needed, longest_allowed, runs_about
from sqc.stats.runs_chance import unlikely_share
from sqc.stats.runs_tests import runs_test, up_down_chances, up_down_test

# Anhoej and Olesen 2014 (PLoS ONE 9(11), e113825), Table 1: n, longest run allowed, crossings needed
ANHOEJ = """
10 6 2  11 6 2  12 7 3  13 7 3  14 7 4  15 7 4  16 7 4  17 7 5  18 7 5  19 7 6  20 7 6  21 7 6  22 7 7  23 8 7
24 8 8  25 8 8  26 8 8  27 8 9  28 8 9  29 8 10  30 8 10  40 8 14  50 9 19  60 9 23  100 10 41
"""


def test_limits_of_the_anhoej_rules():
    n, longest, crossings = np.array(ANHOEJ.split(), dtype=int).reshape(-1, 3).T
    assert longest_allowed(n).tolist() == longest.tolist()
    assert crossings_needed(n).tolist() == crossings.tolist()


@pytest.mark.parametrize(
    ("m", "n", "few", "many"),
    [(5, 5, 2, 10), (10, 10, 6, 16), (12, 12, 7, 19), (15, 15, 10, 22), (20, 20, 14, 28)],
)
def test_critical_numbers_of_runs(m, n, few, many):
    """Swed and Eisenhart 1943, Annals of Mathematical Statistics 14, 66-87: 2.5 % on either side."""
    assert runs_test(m, n, few).exact_few <= 0.025 < runs_test(m, n, few + 1).exact_few
    assert runs_test(m, n, many).exact_many <= 0.025 < runs_test(m, n, many - 1).exact_many


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 4), (3, 3), (2, 6), (5, 4)])
def test_number_of_runs_against_all_orders(m, n):
    counts = [
        sum(1 for _ in groupby(i in chosen for i in range(m + n)))
        for chosen in map(set, itertools.combinations(range(m + n), m))
    ]
    for runs in range(2, m + n + 1):
        found = runs_test(m, n, runs)
        assert found.exact_few == pytest.approx(np.mean(np.array(counts) <= runs))
        assert found.exact_many == pytest.approx(np.mean(np.array(counts) >= runs))
        assert found.expected == pytest.approx(np.mean(counts))
        if np.var(counts):
            assert found.z == pytest.approx((runs - np.mean(counts)) / np.std(counts))


@pytest.mark.parametrize("n", range(3, 9))
def test_runs_up_and_down_against_all_orders(n):
    orders = [up_down_test(list(map(float, order))) for order in itertools.permutations(range(n))]
    counts = np.array([found.observed for found in orders])
    assert up_down_chances(n) == pytest.approx(np.bincount(counts, minlength=n) / len(counts))
    assert orders[0].expected == pytest.approx(counts.mean())
    if n > 3:  # the formula of the variance begins at 4
        assert orders[0].z == pytest.approx((1 - counts.mean()) / counts.std())
    assert (orders[0].exact_few, orders[0].exact_many) == (
        pytest.approx(2 / math.factorial(n)),
        pytest.approx(1),
    )


def test_runs_up_and_down_have_the_moments_of_levene_and_wolfowitz():
    for n in (20, 200, 500):
        chances, runs = up_down_chances(n), np.arange(n)
        mean = (chances * runs).sum()
        assert mean == pytest.approx((2 * n - 1) / 3)
        assert (chances * (runs - mean) ** 2).sum() == pytest.approx((16 * n - 29) / 90)


def test_equal_neighbours_count_once_and_gaps_are_left_out():
    one = up_down_test([1.0, 2.0, 5.0, 4.0, 6.0])
    assert up_down_test([1.0, 2.0, np.nan, 5.0, 5.0, 4.0, 6.0, 6.0]) == one
    assert (one.points, one.observed) == (5, 3)


def test_too_few_values_are_not_judged():
    for found in (up_down_test([1.0, 2.0]), up_down_test([3.0] * 9), runs_test(5, 0, 1), runs_test(0, 0, 0)):
        assert math.isnan(found.expected)
        assert math.isnan(found.few)
        assert math.isnan(found.exact_many)


VALUES = some.lists(some.one_of(some.integers(-2, 2).map(float), some.just(math.nan)), max_size=40)


def plain_runs(x):
    """Return lengths and members of the runs about 0, value by value."""
    useful = [(i, v > 0) for i, v in enumerate(x) if v > 0 or v < 0]
    return [[i for i, _ in run] for _, run in groupby(useful, key=lambda item: item[1])]


@given(some.lists(VALUES, min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_segments_against_a_plain_reading(parts):
    starts = np.cumsum([0, *map(len, parts)])[:-1]
    found = runs_about([v for part in parts for v in part], 0.0, starts)
    for i, part in enumerate(parts):
        runs = plain_runs(part)
        longest = max(runs, key=len, default=[])
        assert found.useful[i] == sum(map(len, runs))
        assert found.above[i] == sum(v > 0 for v in part)
        assert found.crossings[i] == max(len(runs) - 1, 0)
        assert found.longest[i] == len(longest)
        ends = (starts[i] + longest[0], starts[i] + longest[-1]) if longest else (-1, -1)
        assert (found.first[i], found.last[i]) == ends


def test_a_value_on_the_line_may_belong_to_the_run_below():
    x = [1.0, 0.0, 1.0, 0.0, -1.0]
    assert runs_about(x, 0.0, [0]).runs.tolist() == [2]
    assert runs_about(x, 0.0, [0], "below").runs.tolist() == [4]


def standard(z):
    return Panel(np.asarray(z, dtype=float), 0.0, np.nan, np.nan, np.nan)


def test_a_rule_about_a_segment_signals_once_at_its_last_useful_point():
    z = [1.0, -1.0] * 4 + [2.0, 0.0] * 8 + [-1.0, np.nan, 0.0]
    rule = Rule("1", "longest_run", 1, 1)
    # 17 useful points allow a run of 7; the longest has 8 or 9
    assert np.flatnonzero(mask(rule, standard(z), [0])).tolist() == [24]
    assert members(rule, standard(z), [0], 24).tolist() == list(range(8, 24, 2))
    assert members(rule, standard(z), [0], 23).tolist() == []


def test_segments_are_judged_apart():
    calm, clumped = [1.0, -1.0, -1.0, 1.0, 1.0, -1.0] * 4, [1.0] * 12 + [-1.0] * 12
    z = [*calm, *clumped, *calm]
    for kind, points in (("longest_run", 12), ("crossings", 24), ("runs_count", 24)):
        rule = Rule("1", kind, 1, 1)
        assert np.flatnonzero(mask(rule, standard(z), [0, 24, 48])).tolist() == [47]
        found = members(rule, standard(z), [0, 24, 48], 47)
        assert (len(found), found[0]) == (points, 24)


def test_too_many_runs_are_counted_too():
    z = [1.0, -1.0] * 12
    assert mask(Rule("1", "runs_count", 1, 1), standard(z), [0]).sum() == 1
    assert not mask(Rule("1", "crossings", 1, 1), standard(z), [0]).any()


@pytest.mark.parametrize("z", [[], [0.0] * 9, [np.nan] * 9, [1.0]])
def test_nothing_useful_is_no_signal_of_a_rule(z):
    for kind in ("longest_run", "crossings", "runs_count"):
        assert not mask(Rule("1", kind, 1, 1), standard(z), [0]).any()


@pytest.mark.parametrize(("n", "share"), [(10, 0.045), (20, 0.071), (24, 0.066), (40, 0.079), (100, 0.071)])
def test_false_alarms_of_the_anhoej_rules(n, share):
    """A simulation of both rules together about a known median, published with the sets."""
    longest, crossings = int(longest_allowed(n)), int(crossings_needed(n))
    assert unlikely_share(n, longest, crossings, known=True) == pytest.approx(share, abs=0.0011)


@pytest.mark.parametrize("n", [10, 25, 60])
@pytest.mark.parametrize("known", [True, False])
def test_false_alarms_against_a_simulation(n, known):
    """About their own median stable points signal less often: half of them lie on either side."""
    z = np.random.default_rng(n).standard_normal((40_000, n))
    z -= 0.0 if known else np.median(z, axis=1, keepdims=True)
    starts = np.arange(40_000) * n
    found = [
        mask(Rule("1", kind, 1, 1), standard(z.ravel()), starts) for kind in ("longest_run", "crossings")
    ]
    useful = n if known else n - n % 2
    exact = unlikely_share(useful, int(longest_allowed(useful)), int(crossings_needed(useful)), known)
    assert (found[0] | found[1]).sum() / 40_000 == pytest.approx(exact, abs=3 * math.sqrt(exact / 40_000))


def test_chances_of_every_order_add_up():
    for known in (True, False):
        assert unlikely_share(12, 12, 0, known) == pytest.approx(0, abs=1e-12)
    assert unlikely_share(12, 1, 0, known=True) == pytest.approx(1 - 2 / 2**12)
    assert unlikely_share(12, 1, 0, known=False) == pytest.approx(1 - 2 / math.comb(12, 6))
    with pytest.raises(ValueError, match="even number"):
        unlikely_share(11, 5, 2, known=False)
