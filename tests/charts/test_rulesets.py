"""Rule sets: names, parts, which panel gets what, and every rule a point breaks."""

from __future__ import annotations

import numpy as np
import pytest

import sqc
from charts import slow

X = np.round(np.random.default_rng(4).normal(0, 1, 60), 3).tolist()
GROUPS = np.round(np.random.default_rng(4).normal(0, 1, (25, 5)), 3).tolist()


def given(chart):
    return {one.panel.key: [rule.id for rule in one.rules] for one in chart.judged}


@pytest.mark.parametrize(
    ("name", "location", "spread"),
    [
        ("limits", "1", "1"),
        ("nelson", "12345678", "1234"),
        ("western-electric", "1234", "14"),
        ("nelson:1,2", "12", "12"),
        ("nelson:5,1", "15", "1"),
        ("NELSON:2", "2", "2"),
        ("nelson: 1, 3 ", "13", "13"),
        ("western-electric:1,2", "12", "1"),
    ],
)
def test_what_each_panel_gets(name, location, spread):
    assert given(sqc.chart(GROUPS, kind="xbar-r", rules=name)) == {"xbar": list(location), "r": list(spread)}
    assert given(sqc.chart(GROUPS, kind="xbar-s", rules=name)) == {"xbar": list(location), "s": list(spread)}
    moving = ["1"] if "1" in spread else []
    assert given(sqc.chart(X, rules=name)) == {"i": list(location), "mr": moving}
    counts = sqc.chart({"d": [4, 7, 2, 9, 5, 3]}, value="d", kind="c", rules=name)
    assert given(counts) == {"c": list(spread)}


@pytest.mark.parametrize(
    "name", ["nelsen", "nelson:9", "nelson:", "nelson:x", "", "limits:2", "western-electric:5", ":1"]
)
def test_sets_and_rules_that_do_not_exist(name):
    with pytest.raises(sqc.OptionError) as caught:
        sqc.chart(X, rules=name)
    assert caught.value.key in ("unknown-rules", "unknown-rule")


def test_a_part_that_names_no_rule_says_what_can_be_named():
    with pytest.raises(sqc.OptionError, match='"nelson:" names no rule') as caught:
        sqc.chart(X, rules="nelson:")
    assert [hint.render("en") for hint in caught.value.hints] == ["--rules nelson", "--rules nelson:1,2"]
    assert len(sqc.chart(X, rules="nelson").rule_set.rules) == 8


def test_a_misspelt_set_gets_one_suggestion():
    with pytest.raises(sqc.OptionError, match='did you mean "nelson"'):
        sqc.chart(X, rules="nelsen")


def test_every_rule_a_point_breaks_is_reported_with_its_points():
    x = [0.1, -0.1] * 10 + [0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 3.0]
    c = sqc.chart(x, rules="nelson", given_center=0.0, given_sigma=0.25)
    last = [s for s in c.list_signals() if s.panel == "i" and s.position == 29]
    assert {s.rule for s in last} >= {"nelson-1", "nelson-2", "nelson-3", "nelson-5", "nelson-6"}
    by_rule = {s.rule: s for s in last}
    assert by_rule["nelson-1"].points == (29,)
    assert by_rule["nelson-2"].points == tuple(range(21, 30))
    assert by_rule["nelson-3"].points == tuple(range(24, 30))
    assert by_rule["nelson-1"].value == 3.0
    assert by_rule["nelson-1"].limit == pytest.approx(0.75)
    assert by_rule["nelson-2"].limit is None


def test_runs_of_nine_against_a_slow_reference():
    x = np.round(np.random.default_rng(6).normal(0, 1, 400).cumsum() / 8, 2).tolist()
    c = sqc.chart(x, rules="nelson:2")
    found = [s.position - 1 for s in c.list_signals()]
    assert found == slow.runs(x, float(c.panels[0].center[0]), 9)


def test_a_point_on_the_limit_does_not_signal():
    c = sqc.chart([0.0, 3.0, -3.0, 1.0], given_center=0, given_sigma=1, rules="limits")
    assert [s for s in c.list_signals() if s.panel == "i"] == []


def test_zones_are_of_the_plotted_statistic_not_thirds_of_a_cut_limit():
    # np.random: R of pairs is often near 0; a third of the lower distance would signal falsely
    rng = np.random.default_rng(12)
    data = rng.normal(0, 1, (400, 2)).tolist()
    c = sqc.chart(data, kind="xbar-r", rules="western-electric")
    assert not [s for s in c.list_signals() if s.panel == "r" and s.rule == "western-electric-2"]


def test_k_moves_limits_not_zones():
    wide, narrow = (sqc.chart(X, rules="nelson:5,6", k=k) for k in (3.0, 1.0))
    assert [s.position for s in wide.list_signals()] == [s.position for s in narrow.list_signals()]


def test_set_edition_and_meaning_are_said():
    d = sqc.chart(X, rules="nelson:1,2").to_dict()
    assert d["provenance"]["rules"] == "nelson:1,2"
    assert "1984" in d["provenance"]["rules_source"]
    assert "9 in a row on one side" in sqc.chart(X, rules="nelson:1,2").to_text()
