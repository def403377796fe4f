"""Tests of groups: intervals that hold what the tests do not reject, exact distributions, coverage."""

from __future__ import annotations

import inspect
from itertools import combinations, product

import numpy as np
import pytest
from scipy import stats

from sqc.stats import differences, studentized
from sqc.stats.hypothesis import control, matched, means, ranks, several, shares, spreads
from sqc.stats.multiplicity import holm
from sqc.stats.oneway import kruskal
from sqc.stats.ties import tied


@pytest.mark.parametrize(("n", "m"), [(2, 3), (4, 4), (5, 7)])
def test_pairs_are_counted(n, m):
    sums = np.array([sum(chosen) for chosen in combinations(range(n + m), n)]) - n * (n - 1) // 2
    right = np.bincount(sums, minlength=n * m + 1) / len(sums)
    assert ranks.pair_counts(n, m) == pytest.approx(right, abs=1e-14)


@pytest.mark.parametrize("n", [1, 5, 9])
def test_signed_ranks_are_counted(n):
    sums = [sum(i for i, sign in enumerate(signs, 1) if sign) for signs in product((0, 1), repeat=n)]
    right = np.bincount(sums) / len(sums)
    assert ranks.rank_counts(n) == pytest.approx(right, abs=1e-14)


def test_large_exact_distributions_keep_their_digits():
    found = ranks.pair_counts(50, 50)
    assert found.sum() == pytest.approx(1, rel=1e-10)
    assert found == pytest.approx(found[::-1], rel=1e-6, abs=1e-14)


@pytest.mark.parametrize(("n", "m", "digits"), [(9, 8, 6), (30, 40, 6), (60, 70, 6), (12, 14, 1)])
def test_the_interval_of_a_shift_holds_what_the_test_does_not_reject(n, m, digits):
    rng = np.random.default_rng(n)
    x, y = rng.normal(0, 1, n).round(digits), rng.normal(0.8, 1, m).round(digits)
    found = ranks.mann_whitney(x, y)
    step = 1e-7
    for end, side in ((found.lower, 1), (found.upper, -1)):
        inside = ranks.mann_whitney(x + end + side * step, y)
        outside = ranks.mann_whitney(x + end - side * step, y)
        if digits == 6:
            assert inside.p > 0.05 >= outside.p
        else:  # ties at the shift change the variance a little
            assert inside.p > 0.03
            assert outside.p < 0.08
    assert np.median(np.subtract.outer(y, x)) == pytest.approx(found.effect, abs=1e-12)


@pytest.mark.parametrize("n", [8, 25, 80])
def test_the_interval_of_signed_ranks_holds_what_the_test_does_not_reject(n):
    x = np.random.default_rng(n).normal(0.4, 1, n)
    found = ranks.signed_rank(x)
    for end, side in ((found.lower, 1), (found.upper, -1)):
        assert ranks.signed_rank(x, end + side * 1e-7).p > 0.05 >= ranks.signed_rank(x, end - side * 1e-7).p
    i, j = np.triu_indices(n)
    assert found.effect == pytest.approx(float(np.median((x[i] + x[j]) / 2)), abs=1e-12)


def test_many_pairs_are_sought_not_held(monkeypatch):
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=90), rng.normal(0.3, 1, 110)
    held = ranks.mann_whitney(x, y), ranks.signed_rank(y)
    monkeypatch.setattr(ranks, "HELD", 10)
    sought = ranks.mann_whitney(x, y), ranks.signed_rank(y)
    for one, other in zip(held, sought, strict=True):
        assert other[:3] == pytest.approx(one[:3], abs=1e-12)


@pytest.mark.parametrize(
    ("n", "m", "digits"), [(9, 8, 6), (50, 50, 6), (50, 3, 6), (12, 14, 1), (300, 200, 2)]
)
@pytest.mark.parametrize("shift", [0.0, 0.7, 6.0])
def test_ranks_are_those_of_scipy(n, m, digits, shift):
    rng = np.random.default_rng(n + m)
    x, y = rng.normal(0, 1, n).round(digits), rng.normal(shift, 1, m).round(digits)
    found = ranks.mann_whitney(x, y)
    right = stats.mannwhitneyu(x, y, method="exact" if found.exact else "asymptotic")
    assert (found.statistic, found.p) == pytest.approx((right.statistic, right.pvalue), rel=1e-9, abs=0)
    found = ranks.signed_rank(y)
    kind = {"method": "exact"} if found.exact else {"method": "asymptotic", "correction": True}
    right = stats.wilcoxon(y, **kind)
    assert (found.statistic, found.p) == pytest.approx((right.statistic, right.pvalue), rel=1e-9, abs=0)
    groups = [x, y, np.concatenate((x[:2], y[:3]))]
    h, _, p = kruskal(np.concatenate(groups), [0, n, n + m])
    right = stats.kruskal(*groups)
    assert (h, p) == pytest.approx((right.statistic, right.pvalue), rel=1e-9, abs=0)


def test_nothing_but_zeros_is_no_shift():
    assert ranks.signed_rank([0.0, 0.0, 0.0]).p == 1.0


def test_games_howell_is_that_of_scipy():
    if "equal_var" not in inspect.signature(stats.tukey_hsd).parameters:
        pytest.skip("this scipy has none")
    rng = np.random.default_rng(1)
    groups = [rng.normal(mean, sd, n) for mean, sd, n in ((0, 1, 9), (1, 2, 14), (3, 0.5, 11))]
    right = stats.tukey_hsd(*groups, equal_var=False)
    ends = right.confidence_interval(0.95)
    for (i, j), one in zip(several.pairs_of(3), several.all_pairs(groups, alike=False), strict=True):
        assert one.p == pytest.approx(right.pvalue[j, i], rel=1e-6, abs=1e-12)
        assert (one.lower, one.upper) == pytest.approx((ends.low[j, i], ends.high[j, i]), rel=1e-6)


def test_welch_is_that_of_scipy():
    rng = np.random.default_rng(2)
    x, y = rng.normal(0, 1, 12), rng.normal(1, 3, 20)
    for pooled in (False, True):
        right = stats.ttest_ind(y, x, equal_var=pooled)
        found = means.by_t(means.mean_difference(x, y, pooled))
        mine = (found.statistic, found.p, found.df)
        assert mine == pytest.approx((right.statistic, right.pvalue, right.df), rel=1e-9)


def test_what_does_not_vary_has_no_test():
    for call in (
        lambda: means.mean_difference([1.0, 1.0], [2.0, 2.0]),
        lambda: means.mean_from([1.0, 1.0]),
        lambda: means.mean_from([1.0]),
        lambda: spreads.ratio_by_f([1.0, 1.0], [1.0, 2.0]),
        lambda: spreads.ratio_by_bonett([1.0, 2.0], [1.0, 2.0]),
        lambda: several.welch_anova([np.array([1.0, 1.0]), np.array([1.0, 2.0])]),
    ):
        with pytest.raises(ValueError):
            call()


def test_bonett_and_its_p_agree():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=30), rng.normal(0, 1.6, 25)
    p = spreads.ratio_by_bonett(x, y).p
    wide, narrow = (spreads.ratio_by_bonett(x, y, 1 - p + shift) for shift in (1e-6, -1e-6))
    assert narrow.lower > 1 > wide.lower
    assert spreads.ratio_by_bonett(x, x).p == pytest.approx(1, abs=1e-6)


def test_bonett_rejects_where_its_interval_leaves_1_out_of_few_values_too():
    rng = np.random.default_rng(1)
    for n, m in product(range(5, 10), repeat=2):
        x, y = rng.normal(size=n), rng.normal(0, 2, size=m)
        for confidence in (0.9, 0.95, 0.99):
            found = spreads.ratio_by_bonett(x, y, confidence)
            assert (found.p > 1 - confidence) == (found.lower <= 1 <= found.upper)


def test_signed_ranks_take_equal_decimals_as_equal():
    before = np.array([5.1, 5.2, 5.3, 5.6, 5.0, 5.4, 5.8, 5.5])
    after = np.array([5.2, 5.3, 5.4, 5.8, 5.3, 5.5, 6.2, 5.4])
    whole = ranks.signed_rank([1.0, 1, 1, 2, 3, 1, 4, -1])
    found = ranks.signed_rank(tied(after - before, 6.2))
    assert (found.p, found.statistic, found.exact) == (pytest.approx(whole.p), whole.statistic, whole.exact)
    assert found[:3] == pytest.approx([value / 10 for value in whole[:3]], abs=1e-12)
    assert (found.lower == 0.0) == (whole.lower == 0.0)
    against = ranks.signed_rank(after, 5.4)
    right = ranks.signed_rank(np.round(10 * after) - 54)
    assert (against.p, against.statistic) == (pytest.approx(right.p), right.statistic)


def test_ties_keep_what_differs():
    x = np.array([0.1, -0.1, 0.1 + 1e-12, 3e-16, 0.0, -2.0])
    found = tied(x, 5.0)
    assert found.tolist() == [0.1, -0.1, 0.1 + 1e-12, 0.0, 0.0, -2.0]
    assert not np.signbit(found[3:5]).any()
    assert tied([], 1.0).tolist() == []


@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_ties_of_distances_are_those_of_the_decimals(offset):
    # 5.3 - 5.2 and 5.2 - 5.1 are one distance, though not in binary
    tied = [np.array([5.1, 5.2, 5.3, 5.6]), np.array([5.0, 5.2, 5.4, 5.9])]
    whole = [np.round(10 * part) for part in tied]
    right = stats.fligner(*whole)
    found = spreads.fligner_killeen([part + offset for part in tied])
    assert (found.statistic, found.p) == pytest.approx((right.statistic, right.pvalue), rel=1e-12)


def test_bartlett_of_two_is_near_the_f_test():
    rng = np.random.default_rng(12)
    x, y = rng.normal(size=20), rng.normal(0, 2, 20)
    assert spreads.bartlett([x, y]).p == pytest.approx(spreads.ratio_by_f(x, y).p, rel=0.05)
    with pytest.raises(ValueError):
        spreads.bartlett([x, np.ones(3)])


@pytest.mark.parametrize(
    ("first", "second", "n"), [(7, 1, 21), (6, 16, 161), (0, 3, 40), (5, 0, 5), (4, 4, 30)]
)
def test_tango_s_interval_holds_what_the_score_does_not_reject(first, second, n):
    # the score itself: likelihood under a difference that is given, by a search of its own
    def z(d):
        q = np.linspace(max(0.0, -d), (1 - d) / 2, 400_001)[1:-1]
        chance = first * np.log(q) + second * np.log(q + d) + (n - first - second) * np.log1p(-2 * q - d)
        best = q[np.argmax(chance)]
        return (second - first - n * d) / np.sqrt(n * (2 * best + d - d * d))

    for end, sign in zip(matched.paired_interval(first, second, n), (1, -1), strict=True):
        if abs(end) < 1:
            assert z(end) == pytest.approx(sign * 1.959964, abs=2e-4)


@pytest.mark.parametrize(("n", "least", "most"), [(15, 0.94, 1.0), (80, 0.945, 0.96)])
def test_tango_s_interval_covers(n, least, most):
    tables = np.array([(b, c) for b in range(n + 1) for c in range(n + 1 - b)])
    ends = np.array([matched.paired_interval(b, c, n) for b, c in tables.tolist()])
    counts = np.column_stack((tables, n - tables.sum(axis=1)))
    for up, down in ((0.05, 0.05), (0.15, 0.05), (0.3, 0.1), (0.02, 0.1), (0.4, 0.4), (0.25, 0.0001)):
        chance = stats.multinomial.pmf(counts, n, [up, down, 1 - up - down])
        held = (ends[:, 0] <= down - up) & (down - up <= ends[:, 1])
        assert least < chance[held].sum() < most


def test_tango_s_interval_agrees_with_mcnemar_s_chi_square():
    rng = np.random.default_rng(0)
    for _ in range(300):
        n = int(rng.integers(2, 200))
        first = int(rng.integers(0, n))
        second = int(rng.integers(0, n - first + 1))
        found = matched.mcnemar(first, second, n, exact=False)
        assert (found.lower <= 0 <= found.upper) == (found.p > 0.05)
        assert -1 <= found.lower <= found.effect <= found.upper <= 1


def test_no_change_is_no_difference_within_what_so_many_items_show():
    found = matched.mcnemar(0, 0, 10)
    z = 1.959963984540054**2
    assert (found.p, found.effect) == (1.0, 0.0)
    assert (found.lower, found.upper) == pytest.approx((-z / (10 + z), z / (10 + z)), rel=1e-9)


def test_cochran_of_two_is_mcnemar():
    rng = np.random.default_rng(4)
    judged = rng.random((2, 60)) < [[0.2], [0.4]]
    first, second = int((judged[0] & ~judged[1]).sum()), int((judged[1] & ~judged[0]).sum())
    right = matched.mcnemar(first, second, 60, exact=False)
    found = matched.cochran_q(judged)
    assert (found.statistic, found.p) == pytest.approx((right.statistic, right.p), rel=1e-12)
    assert matched.cochran_q([[1, 0], [1, 0], [1, 0]]).p == 1.0


def test_dunnett_is_that_of_scipy_within_what_scipy_simulates():
    rng = np.random.default_rng(3)
    parts = [rng.normal(mean, 1, n) for mean, n in ((0, 8), (0.4, 5), (1.2, 20), (-0.9, 60))]
    right = stats.dunnett(*parts[1:], control=parts[0], rng=np.random.default_rng(1))
    found = control.dunnett(parts)
    assert [one.statistic for one in found] == pytest.approx(right.statistic, rel=1e-9)
    assert [one.p for one in found] == pytest.approx(right.pvalue, abs=2e-4)
    ends = right.confidence_interval(0.95)
    assert [one.lower for one in found] == pytest.approx(ends.low, abs=5e-3)
    assert [one.upper for one in found] == pytest.approx(ends.high, abs=5e-3)
    assert control.dunnett(parts) == found


def test_dunnett_of_a_few_values_against_very_many_is_quick():
    # what both share is all but everything: the quadrature needs thousands of nodes
    shared = (200_000 / 200_003) ** 0.5
    two = control.outside(2.0, [shared, shared], 1e5)
    assert two == pytest.approx(2 * stats.t.sf(2.0, 1e5), abs=3e-4)
    assert control.outside(2.0, [shared], 1e5) == pytest.approx(2 * stats.t.sf(2.0, 1e5), abs=1e-9)


def test_dunnett_of_one_group_is_student():
    rng = np.random.default_rng(7)
    x, y = rng.normal(size=9), rng.normal(1, 1, 14)
    right = means.by_t(means.mean_difference(x, y, pooled=True))
    (found,) = control.dunnett([x, y])
    assert found[:6] == pytest.approx(right[:6], rel=1e-7)


@pytest.mark.parametrize(("sizes", "first"), [((2, 2, 1000), 2), ((3, 30, 300), 5), ((4,) * 19, 4)])
@pytest.mark.parametrize("df", [3, 12, 300, 5000])
def test_dunnett_s_quadrature_holds_its_digits(sizes, first, df, monkeypatch):
    shared = np.sqrt(np.array(sizes) / (np.array(sizes) + first))
    edges = (0.8, 2.5, 6.0)
    mine = [control.outside(edge, shared, df) for edge in edges]
    monkeypatch.setattr(studentized, "_WIDEST", 0.01)
    monkeypatch.setattr(studentized, "_PART", 0.1)
    monkeypatch.setattr(control, "STEP", 0.02)
    assert mine == pytest.approx([control.outside(edge, shared, df) for edge in edges], abs=1e-7)


def test_a_difference_that_is_shown_is_one_whose_interval_leaves_out_zero():
    rng = np.random.default_rng(11)
    for _ in range(20):
        parts = [rng.normal(shift, 1, n) for shift, n in ((0, 5), (0.9, 7), (1.5, 4))]
        for one in control.dunnett(parts):
            assert (one.p <= 0.05) == (not one.lower <= 0 <= one.upper)
    with pytest.raises(ValueError):
        control.dunnett([np.ones(3), np.ones(4)])


def test_counts_without_events():
    assert shares.two_shares((0, 0), (10, 12)).p == 1.0
    assert shares.two_rates((0, 0), (10.0, 12.0)).p == 1.0
    assert shares.two_rates((0, 5), (10.0, 10.0)).upper == np.inf
    assert several.rates_test([0, 0], [1.0, 1.0]).p == 1.0
    assert shares.table_test([[5, 5], [0, 0]]).p == 1.0
    assert 0 < shares.one_rate(0, 10.0, 1.0).p < 1e-3


def test_a_group_of_one_value_has_no_interval_of_its_own_spread():
    given = ([1, 3, 3], [1.0, 2.0, 3.0], [np.nan, 0.1, 1.0], [0, 1], [1, 2])
    own, alike = (differences.pairs(*given, one) for one in (False, True))
    assert np.isnan([own.low[0], own.high[0], own.p[0]]).all()
    assert own.low[1] < 0 < own.high[1] and own.p[1] > 0.05
    assert np.isfinite([alike.low, alike.high, alike.p]).all()


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.005]).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]).tolist() == []


@pytest.mark.slow
@pytest.mark.parametrize("draw", ["standard_normal", "random", "standard_exponential"])
@pytest.mark.parametrize(("n", "m"), [(10, 10), (25, 25), (10, 40)])
def test_bonett_covers_whatever_the_distribution(draw, n, m):
    rng = np.random.default_rng(9)
    make = getattr(rng, draw)
    for ratio, least in ((1.0, 0.94), (2.0, 0.915)):
        found = [spreads.ratio_by_bonett(make(n), ratio * make(m)) for _ in range(4000)]
        assert np.mean([one.lower <= ratio <= one.upper for one in found]) > least
