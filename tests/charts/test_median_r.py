"""Median-R: every limit against a slow reference, what it refuses, its price and picture."""

from __future__ import annotations

import statistics
from dataclasses import replace

import numpy as np
import pytest

import sqc
from sqc.charts.control import chart_sample
from sqc.charts.settings import Settings
from sqc.data.sample import About, Stages, Subgroups
from sqc.notes import DataError
from sqc.stats import constants
from sqc.stats.grouped import describe

SIZES = [5, 3, 4, 5, 2, 7, 5, 6, 1, 5]


def groups(sizes, seed=7):
    rng = np.random.default_rng(seed)
    return [np.round(rng.normal(50, 2, n), 2).tolist() for n in sizes]


def sample(sizes, stages=None, excluded=None, seed=7):
    values = np.array([v for g in groups(sizes, seed) for v in g])
    n = np.array(sizes)
    found = describe(values, np.cumsum(n) - n)
    about = About(stages=stages or About().stages, excluded=excluded, decimals=2)
    return Subgroups(found.n, found.mean, found.range, found.sd, about, values)


@pytest.mark.parametrize("sizes", [[5] * 10, SIZES])
@pytest.mark.parametrize("left_out", [None, 3])
@pytest.mark.parametrize("width", [{}, {"k": 2.0}, {"alpha": 0.01}])
def test_every_limit(sizes, left_out, width):
    excluded = None if left_out is None else np.arange(10) == left_out
    given = sample(sizes, excluded=excluded)
    chart = chart_sample(given, "median-r", Settings(rules="limits", **width))
    used = [i for i in range(10) if i != left_out]
    medians = [statistics.median(g) for g in groups(sizes)]
    center = sum(sizes[i] * medians[i] for i in used) / sum(sizes[i] for i in used)
    several = [i for i in used if sizes[i] > 1]
    sigma = np.mean([given.range[i] / constants.d2(sizes[i]) for i in several])
    assert chart["sigma_within"] == pytest.approx(sigma, rel=1e-12)
    panel, ranges = chart.panels
    for i, n in enumerate(sizes):
        one = 1.0 if n == 1 else constants.sd_median(n)
        far = width.get("k", 3.0) * one
        if "alpha" in width:
            far = 2.5758293035489004 if n == 1 else constants.median_quantile(0.995, n)
        assert panel.statistic[i] == pytest.approx(medians[i], rel=1e-14)
        assert panel.center[i] == pytest.approx(center, rel=1e-13)
        assert panel.upper[i] == pytest.approx(center + far * sigma, rel=1e-12)
        assert panel.lower[i] == pytest.approx(center - far * sigma, rel=1e-12)
        assert panel.sigma[i] == pytest.approx(one * sigma, rel=1e-12)
    whole = chart_sample(given, "xbar-r", Settings(rules="limits", **width)).panels[1]
    np.testing.assert_array_equal(ranges.upper, whole.upper)


def test_tabulated_factor_is_the_printed_one():
    given = sample([5] * 10)
    chart = chart_sample(given, "median-r", Settings(constants="tabulated"))
    rbar = float(given.range.mean())
    assert chart["median_upper"] - chart["median_center"] == pytest.approx(0.691 * rbar, rel=1e-12)


@pytest.mark.parametrize("method", ["sbar", "pooled", "rms", "mvlue-r", "mvlue-s"])
def test_any_estimator_of_subgroups(method):
    settings = Settings(sigma=method)
    ours, theirs = (chart_sample(sample(SIZES), kind, settings) for kind in ("median-r", "xbar-r"))
    assert ours["sigma_within"] == theirs["sigma_within"]


def test_stages_and_given_values():
    stages = Stages(np.array([0, 5]), ("a", "b"))
    chart = chart_sample(sample([5] * 10, stages), "median-r", Settings(rules="limits"))
    assert len(chart.parameters["center"]) == 2
    known = chart_sample(sample([4] * 10), "median-r", Settings(given_center=50.0, given_sigma=2.0))
    assert known["median_upper"] == pytest.approx(50 + 3 * 2 * constants.sd_median(4))


def test_missing_values_leave_their_subgroup_smaller():
    table = {f"x{i}": column for i, column in enumerate(np.array(groups([5] * 10)).T.tolist())}
    table["x2"][4] = float("nan")
    chart = sqc.chart(table, value="x0..x4", kind="median-r")
    rest = [value for i, value in enumerate(groups([5] * 10)[4]) if i != 2]
    assert chart.panels[0].statistic[4] == pytest.approx(statistics.median(rest))


def test_phase_two(tmp_path):
    path = str(tmp_path / "a.toml")
    first = chart_sample(sample([5] * 25), "median-r")
    first.save_limits(path)
    again = chart_sample(sample([5] * 25, seed=8), "median-r", Settings(limits=path))
    assert again["median_upper"] == first["median_upper"]
    with pytest.raises(DataError) as caught:
        chart_sample(sample([5] * 25), "xbar-r", Settings(limits=path))
    assert caught.value.key == "limits-file-other-kind"


def test_a_shift_is_told_in_sigma_within(tmp_path):
    path = str(tmp_path / "a.toml")
    chart_sample(sample([5] * 40), "median-r").save_limits(path)
    given = sample([5] * 40, seed=9)
    moved = replace(given, values=given.values + 4.0 * (np.arange(200) >= 100), mean=given.mean)
    chart = chart_sample(moved, "median-r", Settings(limits=path))
    found = next(f for f in chart.findings if f.key == "change-point")
    # in sigma within, not in that of the median
    assert found.values["z"] == pytest.approx(found.values["d"] / chart.sigma, rel=1e-12)
    assert found.values["d"] == pytest.approx(4.0, abs=1.0)


def test_summaries_are_refused_with_the_reason():
    table = {"m": [5.0, 5.2, 4.9, 5.1], "r": [1.0, 1.2, 0.8, 1.1]}
    with pytest.raises(DataError) as caught:
        sqc.chart(table, kind="median-r", mean="m", range="r", n=5)
    assert caught.value.key == "median-values"
    assert "summaries" in caught.value.message.render("en")
    assert "单值" in caught.value.message.render("zh")


def test_signals_of_the_spread_name_the_median_chart():
    x = np.array(groups([5] * 25))
    x[11] = [42, 46, 50, 54, 58]
    chart = sqc.chart(x.tolist(), kind="median-r", rules="limits")
    found = {f.key: f for f in chart.findings}
    assert "the limits of the median chart do not hold" in found["signal-spread"].message.render("en")
    assert "中位数图的控制限不能采用" in found["signal-spread"].message.render("zh")


def test_clean_data_are_calm():
    assert chart_sample(sample([5] * 25), "median-r").findings[0].key == "no-signal"


@pytest.mark.parametrize(("n", "size"), [(25, 5), (20, 3)])
def test_the_price_is_that_of_a_simulation_of_this_very_chart(n, size):
    given = sample([size] * n, seed=3)
    shipped = chart_sample(given, "median-r").price
    own = chart_sample(given, "median-r", Settings(price=True)).price
    error = np.sqrt(own.any_signal / 20_000)
    assert shipped.any_signal == pytest.approx(own.any_signal, abs=5 * error)


def test_prices_of_moving_ranges_count_the_values():
    """25 values have 24 moving ranges; the row of the table is that of 25 values."""
    values = np.round(np.random.default_rng(2).normal(10, 1, 25), 2).tolist()
    shipped = sqc.chart(values, kind="mr", rules="limits").price
    own = sqc.chart(values, kind="mr", rules="limits", price=True).price
    assert shipped.any_signal == pytest.approx(own.any_signal, abs=0.012)


def test_picture():
    plots = [row[0] for row in chart_sample(sample([5] * 25), "median-r").report().page().rows]
    assert [plot.key for plot in plots] == ["median", "r"]
    assert plots[0].y.label.render("zh") == "子组中位数"
    assert not plots[0].y.from_zero


def test_run_lengths():
    found = sqc.arl("median-r", size=5, shift=[0, 1])
    assert found["arl0"] == pytest.approx(1 / (1 - (1 - 0.002909021) * (1 - 1 / 217.2)), rel=1e-3)
    assert "exact distribution of the median" in found.to_text("en")
