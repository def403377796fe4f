"""Box-Cox inside the chart. The estimates themselves are published cases (`r-boxcox-...`)."""

import numpy as np
import pytest
from scipy import stats as scipy_stats

import sqc
from sqc.notes import SqcError
from sqc.stats import boxcox

LIVES = np.exp(np.random.default_rng(5).normal(3.0, 0.6, 60)).round(1)


def test_one_group_is_scipys_estimate():
    found = boxcox.estimate(LIVES, [0])
    assert found.value == pytest.approx(scipy_stats.boxcox_normmax(LIVES, method="mle"), abs=1e-6)
    assert boxcox.transform(LIVES, found.value) == pytest.approx(scipy_stats.boxcox(LIVES, found.value))


@pytest.mark.parametrize("power", [-2.0, -0.5, 0.0, 1e-9, 0.3, 2.0])
def test_there_and_back_and_in_order(power):
    there = boxcox.transform(LIVES, power)
    assert boxcox.inverse(there, power) == pytest.approx(LIVES, rel=1e-9)
    assert (np.argsort(there) == np.argsort(LIVES)).all()


def test_groups_vary_about_their_own_mean():
    rng = np.random.default_rng(6)
    means = np.repeat(rng.normal(4.0, 1.0, 40), 5)
    values = np.exp(means + rng.normal(0.0, 0.1, 200))
    assert boxcox.estimate(values, np.arange(0, 200, 5)).rounded == 0.0


def test_the_estimate_does_not_feel_the_unit():
    assert boxcox.estimate(LIVES * 1000.0, [0]).value == pytest.approx(boxcox.estimate(LIVES, [0]).value)


@pytest.mark.parametrize("values", [[1.0, 0.0, 2.0], [1.0, -1.0], [2.0, 2.0, 2.0], []])
def test_what_has_no_estimate(values):
    with pytest.raises(ValueError, match=r"above 0|variation"):
        boxcox.estimate(values, [0])


def test_a_chart_of_transformed_values_has_their_limits():
    chart = sqc.chart(LIVES.tolist(), kind="i-mr", box_cox=0)
    plain = sqc.chart(np.log(LIVES).tolist(), kind="i-mr")
    assert chart["i_upper"] == pytest.approx(plain["i_upper"], rel=1e-12)
    assert f"{np.exp(plain['i_upper']):.2f}" in chart.to_text()
    assert "ln(value)" in chart.to_text() and "ln(value)" in chart.to_text("zh")


def test_subgroups_are_transformed_value_by_value():
    frame = {f"x{i}": LIVES[i::5].tolist() for i in range(5)}
    chart = sqc.chart(frame, value="x0..x4", kind="xbar-r", box_cox=0.5)
    rows = boxcox.transform(np.column_stack(list(frame.values())), 0.5)
    assert chart.panels[0].statistic == pytest.approx(rows.mean(axis=1))
    assert chart.panels[1].statistic == pytest.approx(np.ptp(rows, axis=1))


def test_the_estimate_leaves_excluded_points_out():
    values = [*LIVES.tolist(), 1e6]
    with_it = sqc.chart(values, kind="i-mr", box_cox="auto").sample.about.transformation
    without = sqc.chart(values, kind="i-mr", box_cox="auto", exclude="61").sample.about.transformation
    assert without.estimate[0] == pytest.approx(boxcox.estimate(LIVES, [0]).value)
    assert with_it.estimate[0] != pytest.approx(without.estimate[0])
    assert without.n == 60


def test_where_1_will_do_the_values_stay_as_they_are():
    values = np.random.default_rng(7).normal(100.0, 1.0, 50).round(2).tolist()
    chart = sqc.chart(values, kind="i-mr", box_cox="auto")
    assert chart["i_upper"] == sqc.chart(values, kind="i-mr")["i_upper"]
    assert "taken as they are" in chart.to_text()


def test_missing_values_stay_gaps():
    values = [*LIVES[:10].tolist(), None, *LIVES[10:].tolist()]
    chart = sqc.chart(values, kind="i-mr", box_cox=0)
    assert np.isnan(chart.panels[0].statistic[10])


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ([1.0, 2.0, -3.0, 4.0], {"box_cox": "auto"}, "box-cox-positive"),
        ([1.0, 2.0, 3.0], {"box_cox": "big"}, "box-cox-form"),
        ([1.0, 2.0, 3.0], {"box_cox": 9}, "box-cox-form"),
        ([1.0, 2.0, 3.0], {"box_cox": 0, "save_limits": "a.toml"}, "option-clash"),
        ({"c": [1, 2, 3]}, {"box_cox": 0, "kind": "c", "value": "c"}, "box-cox-sample"),
        ([2.0, 2.0, 2.0], {"box_cox": "auto"}, "no-variation"),
    ],
)
def test_what_cannot_be_transformed_is_said(data, options, key):
    with pytest.raises(SqcError) as raised:
        sqc.chart(data, **({"kind": "i-mr"} | options))
    assert raised.value.key == key
