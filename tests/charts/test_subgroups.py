"""Xbar-R and Xbar-S: every limit against a slow reference, also where subgroups differ in size."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import chi2, norm

import sqc
from charts import slow

# hand-checkable: means 2, 4, 3, 5; ranges 2, 2, 2, 4
SMALL = [[1.0, 3.0], [3.0, 5.0], [2.0, 4.0], [3.0, 7.0]]


def long(groups):
    """A long table: one row a value, one label a subgroup."""
    return {
        "value": [v for g in groups for v in g],
        "subgroup": [f"g{i:03d}" for i, g in enumerate(groups) for _ in g],
    }


def ragged(seed, sizes):
    rng = np.random.default_rng(seed)
    return [np.round(rng.normal(50, 2, n), 2).tolist() for n in sizes]


def test_xbar_r_by_hand():
    c = sqc.chart(SMALL, kind="xbar-r")
    # Rbar = 2.5, d2(2) = 2/sqrt(pi), A2 = 3 / (d2 sqrt 2) = 1.8800, D4 = 3.2665
    assert c["xbar_center"] == pytest.approx(3.5)
    assert c["xbar_upper"] == pytest.approx(3.5 + 1.880 * 2.5, abs=2e-3)
    assert c["xbar_lower"] == pytest.approx(3.5 - 1.880 * 2.5, abs=2e-3)
    assert c["r_center"] == pytest.approx(2.5)
    assert c["r_upper"] == pytest.approx(3.2665 * 2.5, abs=2e-3)
    assert c["r_lower"] == 0
    assert c["sigma_within"] == pytest.approx(2.5 * math.sqrt(math.pi) / 2, rel=1e-12)


def test_xbar_s_by_hand():
    c = sqc.chart(SMALL, kind="xbar-s")
    sbar = slow.mean([slow.sd(g) for g in SMALL])
    # A3(2) = 2.659, B4(2) = 3.267
    assert c["s_center"] == pytest.approx(sbar, rel=1e-12)
    assert c["xbar_upper"] == pytest.approx(3.5 + 2.659 * sbar, abs=2e-3)
    assert c["s_upper"] == pytest.approx(3.267 * sbar, abs=2e-3)
    assert c["s_lower"] == 0


@pytest.mark.parametrize("method", ["rbar", "sbar", "pooled", "rms", "mvlue-r", "mvlue-s"])
@pytest.mark.parametrize("kind", ["xbar-r", "xbar-s"])
@pytest.mark.parametrize("sizes", [[5] * 8, [3, 5, 4, 5, 2, 7, 5, 6, 12]])
def test_every_limit_of_every_subgroup(kind, method, sizes):
    groups = ragged(7, sizes)
    c = sqc.chart(long(groups), value="value", subgroup="subgroup", kind=kind, sigma=method)
    sigma = slow.sigma_of_groups(groups, method)
    middle = slow.center(groups)
    assert c["sigma_within"] == pytest.approx(sigma, rel=1e-7)
    means, spread = c.panels
    for i, g in enumerate(groups):
        n = len(g)
        assert means.statistic[i] == pytest.approx(slow.mean(g), rel=1e-12)
        assert means.center[i] == pytest.approx(middle, rel=1e-12)
        assert means.upper[i] == pytest.approx(middle + 3 * sigma / math.sqrt(n), rel=1e-8)
        assert means.lower[i] == pytest.approx(middle - 3 * sigma / math.sqrt(n), rel=1e-8)
        if kind == "xbar-r":
            statistic, mean_factor, sd_factor = max(g) - min(g), slow.d2(n), slow.d3(n)
        else:
            statistic, mean_factor, sd_factor = slow.sd(g), slow.c4(n), slow.c5(n)
        assert spread.statistic[i] == pytest.approx(statistic, rel=1e-12)
        assert spread.center[i] == pytest.approx(mean_factor * sigma, rel=1e-7)
        assert spread.upper[i] == pytest.approx((mean_factor + 3 * sd_factor) * sigma, rel=1e-6)
        assert spread.lower[i] == pytest.approx(
            max(0, mean_factor - 3 * sd_factor) * sigma, rel=1e-5, abs=1e-9
        )


def test_limits_that_differ_are_not_one_number():
    c = sqc.chart(long(ragged(1, [3, 4, 5] * 4)), value="value", subgroup="subgroup")
    assert "xbar_upper" not in c.facts
    assert c["xbar_center"] is not None
    assert "3 to 5" in c.to_text()


def test_missing_values_make_a_subgroup_smaller():
    groups = ragged(3, [5] * 6)
    holes = [list(g) for g in groups]
    holes[2][1] = float("nan")
    c = sqc.chart(holes, kind="xbar-r")
    groups[2].pop(1)
    sigma = slow.sigma_of_groups(groups, "rbar")
    assert c.sample.n.tolist() == [5, 5, 4, 5, 5, 5]
    assert c["sigma_within"] == pytest.approx(sigma, rel=1e-8)
    assert c.panels[0].upper[2] == pytest.approx(slow.center(groups) + 3 * sigma / 2, rel=1e-8)
    assert [f.key for f in c.findings].count("missing") == 1


def test_a_subgroup_of_one_mixed_in_is_drawn_and_said():
    groups = ragged(5, [5, 5, 1, 5, 5, 5])
    c = sqc.chart(long(groups), value="value", subgroup="subgroup", kind="xbar-r")
    sigma = slow.sigma_of_groups(groups, "rbar")
    assert c["sigma_within"] == pytest.approx(sigma, rel=1e-8)
    assert c.panels[0].upper[2] == pytest.approx(slow.center(groups) + 3 * sigma, rel=1e-8)
    assert math.isnan(c.panels[1].statistic[2])
    assert [f.key for f in c.findings].count("subgroup-of-one") == 1
    assert c.findings[0].key != "undefined"


@pytest.mark.parametrize("kind", ["xbar-r", "xbar-s"])
@pytest.mark.parametrize("k", [2.0, 2.5, 3.09])
def test_k_moves_all_limits_and_no_zone(kind, k):
    groups = ragged(11, [4] * 10)
    c, three = sqc.chart(groups, kind=kind, k=k), sqc.chart(groups, kind=kind)
    sigma = c["sigma_within"]
    assert c["xbar_upper"] - c["xbar_center"] == pytest.approx(k * sigma / 2)
    factor = slow.d3(4) if kind == "xbar-r" else slow.c5(4)
    panel = c.panels[1]
    assert panel.upper[0] - panel.center[0] == pytest.approx(k * factor * sigma, rel=1e-6)
    for one, other in zip(c.panels, three.panels, strict=True):
        np.testing.assert_array_equal(one.sigma, other.sigma)


@pytest.mark.parametrize("alpha", [0.01, 0.002, 0.1])
def test_alpha_is_the_total_outside_both_limits(alpha):
    groups = ragged(13, [3, 5, 4, 5, 6, 5])
    r = sqc.chart(long(groups), value="value", subgroup="subgroup", kind="xbar-r", alpha=alpha)
    s = sqc.chart(long(groups), value="value", subgroup="subgroup", kind="xbar-s", alpha=alpha)
    z = norm.isf(alpha / 2)
    for c in (r, s):
        sigma, middle = c["sigma_within"], c["xbar_center"]
        for i, g in enumerate(groups):
            assert c.panels[0].upper[i] == pytest.approx(middle + z * sigma / math.sqrt(len(g)), rel=1e-9)
    for i, g in enumerate(groups):
        n = len(g)
        low, high = (math.sqrt(chi2.ppf(q, n - 1) / (n - 1)) for q in (alpha / 2, 1 - alpha / 2))
        assert s.panels[1].lower[i] == pytest.approx(low * s["sigma_within"], rel=1e-7)
        assert s.panels[1].upper[i] == pytest.approx(high * s["sigma_within"], rel=1e-7)
        inside = slow.range_below(float(r.panels[1].upper[i] / r["sigma_within"]), n)
        below = slow.range_below(float(r.panels[1].lower[i] / r["sigma_within"]), n)
        assert inside == pytest.approx(1 - alpha / 2, abs=1e-7)
        assert below == pytest.approx(alpha / 2, abs=1e-7)


def test_center_and_sigma_that_are_given():
    groups = ragged(17, [5] * 6)
    c = sqc.chart(groups, kind="xbar-r", given_center=49.0, given_sigma=1.5)
    assert c["xbar_center"] == 49.0
    assert c["sigma_within"] == 1.5
    assert c["xbar_upper"] == pytest.approx(49 + 3 * 1.5 / math.sqrt(5))
    assert c["r_center"] == pytest.approx(slow.d2(5) * 1.5)
    only_center = sqc.chart(groups, kind="xbar-r", given_center=49.0)
    assert only_center["sigma_within"] == pytest.approx(slow.sigma_of_groups(groups, "rbar"))
    only_sigma = sqc.chart(groups, kind="xbar-s", given_sigma=1.5)
    assert only_sigma["xbar_center"] == pytest.approx(slow.center(groups))
    assert only_sigma["s_center"] == pytest.approx(slow.c4(5) * 1.5)


def test_tabulated_constants_are_those_of_the_books():
    """AIAG SPC, appendix E: A2(5) 0.577, D4(5) 2.114, D3(7) 0.076, A3(5) 1.427, B4(5) 2.089, d2 2.326."""
    groups = ragged(19, [5] * 10)
    rbar = slow.mean([max(g) - min(g) for g in groups])
    sbar = slow.mean([slow.sd(g) for g in groups])
    middle = slow.center(groups)
    r = sqc.chart(groups, kind="xbar-r", constants="tabulated")
    assert r["xbar_upper"] == pytest.approx(middle + 0.577 * rbar, rel=1e-12)
    assert r["r_upper"] == pytest.approx(2.114 * rbar, rel=1e-12)
    assert r["sigma_within"] == pytest.approx(rbar / 2.326, rel=1e-12)
    s = sqc.chart(groups, kind="xbar-s", constants="tabulated")
    assert s["xbar_lower"] == pytest.approx(middle - 1.427 * sbar, rel=1e-12)
    assert s["s_upper"] == pytest.approx(2.089 * sbar, rel=1e-12)
    seven = ragged(19, [7] * 10)
    rbar = slow.mean([max(g) - min(g) for g in seven])
    assert sqc.chart(seven, kind="xbar-r", constants="tabulated")["r_lower"] == pytest.approx(0.076 * rbar)


def test_excluded_points_are_drawn_but_do_not_enter():
    groups = ragged(23, [4] * 9)
    groups[4] = [v + 30 for v in groups[4]]
    groups[4][0] += 40
    kept = [g for i, g in enumerate(groups) if i != 4]
    for kind, method in (("xbar-r", "rbar"), ("xbar-s", "sbar")):
        c = sqc.chart(groups, kind=kind, exclude="5")
        assert c["xbar_center"] == pytest.approx(slow.center(kept))
        assert c["sigma_within"] == pytest.approx(slow.sigma_of_groups(kept, method))
        assert len(c.panels[0].statistic) == 9
        assert 5 in [s.position for s in c.list_signals()]
    two = sqc.chart(groups, kind="xbar-r", exclude="5,7-8")
    kept = [g for i, g in enumerate(groups) if i not in (4, 6, 7)]
    assert two["sigma_within"] == pytest.approx(slow.sigma_of_groups(kept, "rbar"))


def test_size_and_window_give_the_same_subgroups_as_a_column():
    values = [v for g in ragged(29, [5] * 8) for v in g]
    times = [f"2024-03-{1 + i // 15:02d} {8 + (i // 5 % 3) * 5:02d}:{i % 5:02d}" for i in range(40)]
    labels = [str(i // 5 + 1) for i in range(40)]
    data = {"value": values, "lot": labels, "time": times}
    by_column = sqc.chart(data, value="value", subgroup="lot")
    by_size = sqc.chart(data, value="value", size=5)
    by_window = sqc.chart(data, value="value", time="time", window="1h")
    for other in (by_size, by_window):
        assert other.kind.name == "xbar-r"
        np.testing.assert_array_equal(other.panels[0].statistic, by_column.panels[0].statistic)
        assert other["xbar_upper"] == by_column["xbar_upper"]


def test_a_summary_table_gives_the_chart_of_its_values():
    groups = ragged(31, [3, 5, 4, 5, 6, 5])
    c = sqc.chart(long(groups), value="value", subgroup="subgroup", kind="xbar-r")
    table = {
        "m": [slow.mean(g) for g in groups],
        "r": [max(g) - min(g) for g in groups],
        "s": [slow.sd(g) for g in groups],
        "n": [len(g) for g in groups],
    }
    by_r = sqc.chart(table, mean="m", range="r", n="n")
    assert by_r.kind.name == "xbar-r"
    np.testing.assert_allclose(by_r.panels[0].upper, c.panels[0].upper, rtol=1e-12)
    np.testing.assert_allclose(by_r.panels[1].upper, c.panels[1].upper, rtol=1e-12)
    by_s = sqc.chart(table, mean="m", sd="s", n="n")
    assert by_s.kind.name == "xbar-s"
    s = sqc.chart(long(groups), value="value", subgroup="subgroup", kind="xbar-s")
    np.testing.assert_allclose(by_s.panels[1].upper, s.panels[1].upper, rtol=1e-12)


def test_a_summary_table_without_ranges_has_no_r_chart():
    table = {"m": [1.0, 2.0, 3.0], "s": [0.5, 0.6, 0.4], "n": [5, 5, 5]}
    with pytest.raises(sqc.SqcError):
        sqc.chart(table, mean="m", sd="s", n="n", kind="xbar-r")
    table = {"m": [1.0, 2.0, 3.0], "r": [0.5, 0.6, 0.4], "n": [5, 5, 5]}
    with pytest.raises(sqc.SqcError):
        sqc.chart(table, mean="m", range="r", n="n", kind="xbar-s")


def test_panels_of_a_long_series_judged_in_threads_are_the_same(monkeypatch):
    values = np.random.default_rng(5).normal(10.0, 1.0, 500)
    usual = sqc.chart(values, size=5, rules="nelson")
    monkeypatch.setattr("sqc.charts.control._LONG", 1)
    threaded = sqc.chart(values, size=5, rules="nelson")
    assert usual.to_text() == threaded.to_text()
    for one, other in zip(usual.judged, threaded.judged, strict=True):
        assert one.panel.key == other.panel.key
        np.testing.assert_array_equal(one.masks, other.masks)
