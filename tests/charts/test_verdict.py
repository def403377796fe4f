"""Line 1: stability in three states, and never "in control" where nothing can be judged."""

from __future__ import annotations

import numpy as np
import pytest

import sqc

NAN = float("nan")


def stable(n, seed):
    return np.random.default_rng(seed).normal(10, 1, n).round(2).tolist()


def quiet(n):
    """Values that signal nowhere: from a fixed order that alternates in pairs."""
    base = [0.3, -0.4, 0.5, 0.2, -0.6, 0.4, -0.1, -0.5, 0.6, -0.3]
    return [10 + base[i % 10] + 0.01 * (i * 7 % 5) for i in range(n)]


def test_no_signal_is_stable():
    c = sqc.chart(quiet(40))
    assert (c.findings[0].key, c.findings[0].level) == ("no-signal", "ok")


def test_too_few_are_not_called_stable():
    assert sqc.chart(quiet(29)).findings[0].key == "few-subgroups"
    assert sqc.chart(quiet(30)).findings[0].key == "no-signal"
    few = sqc.chart(quiet(95), value="value", size=5, kind="xbar-r")
    assert (few.findings[0].key, few.findings[0].level) == ("few-subgroups", "watch")
    assert sqc.chart(quiet(100), value="value", size=5, kind="xbar-r").findings[0].key == "no-signal"


def test_gaps_are_not_points():
    c = sqc.chart([*quiet(20), *[NAN] * 3, *quiet(5), NAN])
    assert c.findings[0].key == "few-subgroups"
    assert c["n_points"] == 25
    assert "25 values" in c.to_text()


def test_what_chance_gives_as_well_is_watch():
    x = quiet(60)
    x[30] = 12.2  # a moving range a little beyond its limit
    c = sqc.chart(x)
    assert c.n_signals >= 1
    assert c.price.chance_of(c.n_signals) > 0.01
    assert (c.findings[0].key, c.findings[0].level) == ("signal-expected", "watch")


def test_a_point_far_out_is_act_however_large_the_chart():
    x = stable(400, 3)
    x[200] = 30.0
    c = sqc.chart(x)
    assert c.findings[0].level == "act"
    assert any(f.key == "signal-limit" for f in c.findings)
    assert 201 in [s.position for s in c.list_signals()]


def test_more_signals_than_chance_gives_are_act():
    x = quiet(60)
    for i in range(5, 60, 9):
        x[i] += 1.9
    c = sqc.chart(x, rules="limits", given_center=10.0, given_sigma=0.55)
    assert c.n_signals > 4
    assert c.price.chance_of(c.n_signals) <= 0.01
    assert c.findings[0].level == "act"


def test_most_stable_large_charts_are_not_called_unstable():
    """With any signal = unstable 58.7 % of stable charts of 100 subgroups would fail."""
    act = 0
    for seed in range(200):
        data = np.random.default_rng(seed).normal(0, 1, (100, 5)).round(3).tolist()
        act += any(f.level == "act" for f in sqc.chart(data, kind="xbar-r").findings)
    # 1 % by count and 1 % by size, each on all panels: about 2 %
    assert act <= 10


def test_a_rule_without_price_signals_act():
    c = sqc.chart([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 6.5, 3.0, 2.0], rules="nelson:3")
    assert c.n_signals
    assert c.findings[0].level == "act"


@pytest.mark.parametrize(
    "make",
    [
        lambda: sqc.chart([1.0, NAN, 3.0, NAN, 2.0]),
        lambda: sqc.chart([1.0, 2.0, 3.0, 4.0], exclude="1-3"),
        lambda: sqc.chart({"v": [1.0, 2, 3, 4, 3, 2, 9], "stage": list("aaabbbc")}, value="v", stage="stage"),
        lambda: sqc.chart({"v": [1.0, 2, 3, 4, 4, 4], "stage": list("aaabbb")}, value="v", stage="stage"),
        lambda: sqc.chart([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]] * 10, kind="xbar-r"),
        lambda: sqc.chart([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]] * 10, kind="xbar-s"),
        lambda: sqc.chart([1.0] * 29 + [2.0], sigma="median-mr"),
        lambda: sqc.chart({"d": [0] * 30}, value="d", kind="c"),
        lambda: sqc.chart({"d": [0] * 30, "n": [9] * 30}, value="d", inspected="n", kind="u"),
        lambda: sqc.chart({"d": [0] * 30}, value="d", inspected=9, kind="np"),
        lambda: sqc.chart({"d": [9] * 30}, value="d", inspected=9, kind="np"),
        lambda: sqc.chart({"d": [9] * 30, "n": [9] * 30}, value="d", inspected="n", kind="p"),
    ],
)
def test_undefined_limits_are_never_in_control(make):
    c = make()
    assert (c.findings[0].key, c.findings[0].level) == ("undefined", "act")
    assert not any(f.key in ("no-signal", "few-subgroups") for f in c.findings)
    assert "Cannot be judged" in c.to_text().splitlines()[0]
    c.to_json()
    c.to_csv()
    c.figure()


@pytest.mark.parametrize("data", [[5.0], [NAN, 5.0, NAN], [5.02] * 40, [NAN] * 5, []])
def test_nothing_to_compute_is_an_error(data):
    with pytest.raises(sqc.SqcError):
        sqc.chart(data)


def test_one_subgroup_is_not_stable():
    c = sqc.chart([[1.0, 2.0, 4.0, 3.0, 7.0]], kind="xbar-r")
    assert c.findings[0].level != "ok"


def test_line_one_and_exit_agree_when_data_are_act():
    c = sqc.chart(sorted(stable(40, 9)))
    assert c.findings[0].level == "act"
    assert sum(f.key == "order-lost" for f in c.findings) == 1


def test_direction_and_names_of_points():
    x = quiet(30)
    x[11] = 0.0
    c = sqc.chart(
        {"v": x, "subgroup": [f"L{i:02d}" for i in range(30)]}, value="v", subgroup="subgroup", kind="i-mr"
    )
    first = next(f for f in c.findings if f.key == "signal-limit")
    assert "below the lower limit" in str(first.message)
    assert "L11" in str(first.message)
