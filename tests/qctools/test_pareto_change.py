"""`sqc pareto --inspected`: before and after per unit, what is proven of it, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import sqc
from sqc.report.marks import Text
from sqc.stats.loss_ratio import sum_ratios
from sqc.stats.multiplicity import holm
from sqc.stats.rate_ratio import rate_ratios

DATA = {
    "item": ["a", "b", "c"] * 2,
    "when": ["before"] * 3 + ["after"] * 3,
    "count": [87, 54, 31, 23, 50, 29],
}


def asked(inspected, data=DATA, **options):
    return sqc.pareto(data, stage="when", item="item", inspected=inspected, **options)


def keys(result):
    return [finding.key for finding in result.findings_list()]


def test_published_rates_as_a_pareto():
    # Boice and Monson (1977): 21 in 3,011 and 11 in 800; the rest only makes it a Pareto
    data = {"item": ["a", "other"] * 2, "when": ["t", "t", "u", "u"], "count": [21, 0, 11, 0]}
    data["item"][1] = data["item"][3] = "b"
    found = asked((3011, 800), data)
    assert found["ratio"] == pytest.approx(1.971488, abs=5e-7)
    assert found.facts["ratio"].interval == pytest.approx((0.8584264, 4.2772659), abs=5e-8)
    assert found["p"] == pytest.approx(0.07967, abs=5e-6)


def test_each_item_has_its_ratio_and_holm_is_over_all_items():
    found = asked("9600,4800")
    before, after = [87, 54, 31], [23, 50, 29]
    ratios = rate_ratios(before, 9600, after, 4800)
    frame = found.to_frame()
    assert list(frame["ratio"]) == pytest.approx(ratios.ratio.tolist())
    assert list(frame["p_change"]) == pytest.approx(holm(ratios.p).tolist())
    assert found["fewer"] == pytest.approx(172 / 2 - 102)
    assert keys(found)[:2] == ["change", "total-change"]
    # b and c rose per unit although fewer were counted
    assert "others-rose" in keys(found)
    assert "check whether a is now counted there" in str(found)
    assert "others-rose" not in keys(asked("9600,9450"))


def test_a_drop_is_ok_an_open_change_and_a_rise_are_watched():
    assert [one.level for one in asked("9600,9450").findings_list()[:2]] == ["ok", "ok"]
    assert asked("9600,2600").findings_list()[0].level == "watch"
    assert str(asked("9600,2600")).startswith("[watch] Not proven that a changed")
    assert "a rose from" in str(asked("9600,600"))
    assert "The total rose" in str(asked("9600,600"))
    assert "c too" not in str(asked("9600,9450"))
    assert "others-fell" in keys(asked("9600,96000"))


def test_the_picture_shows_counts_when_as_much_was_inspected_and_rates_when_not():
    first, second = asked("5000,5000").stored_report.page().rows[0]
    assert first.y.limits[1] > 172
    assert first.y.limits == second.y.limits
    first, second = asked("9600,4800").stored_report.page().rows[0]
    assert first.y.limits == second.y.limits
    assert first.y.limits[1] == pytest.approx(1.06 * 100 * 102 / 4800)
    assert "per 100 units" in first.y.label.render("en")
    dark = [bars for bars in second.marks if getattr(bars, "role", "") == "vital"]
    assert [bars.labels for bars in dark] == [("0.48",)]


def test_equal_numbers_give_the_p_of_counts():
    p = sqc.pareto(DATA, stage="when", item="item").findings_list()[0].values["p"]
    assert asked("5000,5000").case.change.items.p[0] == pytest.approx(p)
    assert asked(5000)["ratio"] == asked("5000,5000")["ratio"]


def test_a_column_holds_one_number_in_each_period():
    data = DATA | {"n": [9600] * 3 + [9450] * 3}
    assert asked("n", data)["ratio"] == asked((9600, 9450))["ratio"]
    with pytest.raises(sqc.SqcError) as error:
        asked("n", data | {"n": [9600, 9500, 9600, 9450, 9450, 9450]}, value="count")
    assert error.value.key == "inspected-differs"
    with pytest.raises(sqc.SqcError) as error:
        asked("n", data | {"n": [9600] * 3 + [None] * 3}, value="count")
    assert error.value.key == "inspected-blank"


def test_nothing_left_after_is_drawn_and_said():
    data = {"item": ["a", "b"] * 2, "when": ["x", "x", "y", "y"], "count": [10, 5, 0, 0]}
    found = asked("100,120", data)
    assert found["ratio"] == 0
    _, second = found.stored_report.page().rows[0]
    assert any("x: 15.0" in str(mark.text) for mark in second.marks if isinstance(mark, Text))


def test_amounts_that_are_no_counts_have_rates_alone():
    found = asked("9600,4800", DATA | {"loss": [1.5, 2, 3, 1, 1, 1]}, value="count", cost="loss")
    assert "p" not in found.facts
    assert found["ratio"] == pytest.approx(3 / 4800 / (6.5 / 9600))


def test_losses_of_single_events_have_ratios_with_intervals():
    rows = {"item": ["a", "b"] * 40, "when": ["x"] * 40 + ["y"] * 40, "cost": [10.0, 2] * 20 + [1.0, 2] * 20}
    found = asked((100, 50), rows, cost="cost")
    assert found["ratio"] == pytest.approx((60 / 50) / (240 / 100))
    s, q = np.array([200.0, 40]), np.array([2000.0, 80])
    want = sum_ratios(s / 100, q / 100**2, np.array([20.0, 40]) / 50, np.array([20.0, 80]) / 50**2)
    assert found.case.change.items.upper == pytest.approx(want.upper)
    assert keys(found)[0] == "change"
    assert "p_top" in found.facts


def test_losses_that_end_have_no_interval():
    rows = {"item": ["a", "b"] * 6, "when": ["x"] * 6 + ["y"] * 6, "cost": [9.0, 2] * 3 + [0.0, 2] * 3}
    text = str(asked((100, 50), rows, cost="cost"))
    assert "a went from" in text
    assert "nan" not in text


def test_a_file_that_begins_with_after_is_turned():
    data = {name: column[3:] + column[:3] for name, column in DATA.items()}
    assert asked("9600,9450", data)["ratio"] == asked("9600,9450")["ratio"]


@pytest.mark.parametrize("given", ["0,5", "1,2,3", "x,y", (-1, 2), "nan,3"])
def test_numbers_that_mean_nothing_are_refused(given):
    with pytest.raises(sqc.SqcError) as error:
        asked(given)
    assert error.value.key == "option-range"


def test_inspected_needs_two_periods():
    with pytest.raises(sqc.SqcError) as error:
        sqc.pareto(DATA, item="item", inspected="5,6")
    assert error.value.key == "inspected-alone"


def test_explain_does_the_arithmetic_of_the_ratio():
    assert "(102 / 4800) / (172 / 9600)" in asked("9600,4800").explain("ratio")


def test_a_large_file_says_the_same(tmp_path, monkeypatch):
    file = tmp_path / "defects.csv"
    rows = zip(DATA["item"], DATA["when"], DATA["count"], [9600] * 3 + [9450] * 3, strict=True)
    lines = [",".join(map(str, row)) for row in rows]
    file.write_text("\n".join(["item,when,count,n", *lines]) + "\n", encoding="utf-8")
    small = asked("9600,9450")["ratio"]
    monkeypatch.setattr("sqc.data.large_file.STREAM_FROM", 1)
    for inspected, value in (("9600,9450", "count"), ("n", "count"), ("n", None)):
        assert asked(inspected, file, value=value)["ratio"] == small


def test_the_total_of_before_stands_left_where_no_sum_is_written():
    _, second = asked("9600,9450").stored_report.page().rows[0]
    (said,) = (mark for mark in second.marks if isinstance(mark, Text) and mark.role == "ref")
    assert (said.anchor, said.x < 0.5) == ("left", True)
