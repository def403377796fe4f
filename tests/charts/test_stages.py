"""Stages: limits of their own, no moving range and no rule window across a break."""

from __future__ import annotations

import numpy as np
import pytest

import sqc

RNG = np.random.default_rng(5)
A = np.round(RNG.normal(10, 1, 24), 2).tolist()
B = np.round(RNG.normal(14, 2, 31), 2).tolist()
STAGED = {"value": [*A, *B], "phase": ["before"] * 24 + ["after"] * 31}


def test_each_stage_is_a_chart_of_its_own():
    both = sqc.chart(STAGED, value="value", stage="phase")
    for part, piece in ((sqc.chart(A), slice(0, 24)), (sqc.chart(B), slice(24, 55))):
        for one, other in zip(both.panels, part.panels, strict=True):
            for name in ("statistic", "center", "lower", "upper", "sigma"):
                np.testing.assert_array_equal(getattr(one, name)[piece], getattr(other, name))


def test_counts_in_stages():
    bad, n = [4, 7, 2, 9, 15, 13], [100, 120, 80, 150, 90, 60]
    data = {"bad": bad, "n": n, "stage": list("aaabbb")}
    c = sqc.chart(data, value="bad", inspected="n", stage="stage", kind="p")
    assert c.panels[0].center[0] == pytest.approx(13 / 300)
    assert c.panels[0].center[5] == pytest.approx(37 / 300)
    table = c.to_dict()["tables"]["stages"]
    assert table["stage"] == ["a", "b"]
    assert table["center"] == pytest.approx([13 / 300, 37 / 300])


def test_no_run_crosses_a_break():
    # 5 above the center, break, 5 above: no 9 or 8 in a row
    one = [9.0, 8.9, 9.1, 9.0, 8.8, 11.0, 11.2, 11.1, 10.9, 11.3]
    data = {
        "value": [*one, 21.0, 21.1, 20.9, 21.2, 21.3, 19.0, 19.1, 18.9, 18.8, 19.2],
        "stage": list("a" * 10 + "b" * 10),
    }
    c = sqc.chart(data, value="value", stage="stage", rules="western-electric")
    assert not [s for s in c.list_signals() if s.rule == "western-electric-4"]
    # the same points without the break run on
    flat = [9.0, 8.9, 9.1, 9.0, 8.8, 11.0, 11.2, 11.1, 10.9, 11.3, 11.0, 11.1, 10.9, 11.2, 11.3]
    alone = sqc.chart(flat, rules="western-electric")
    assert [s for s in alone.list_signals() if s.rule == "western-electric-4"]


def test_a_trend_stops_at_the_break():
    rising = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]
    data = {"value": rising, "stage": list("aaaaabbbbb")}
    whole = sqc.chart(rising, rules="nelson:3")
    staged = sqc.chart(data, value="value", stage="stage", rules="nelson:3")
    assert [s.position for s in whole.list_signals()] == [6, 7, 8, 9, 10]
    assert staged.n_signals == 0


def test_first_moving_range_of_a_stage_is_missing():
    c = sqc.chart(STAGED, value="value", stage="phase")
    assert np.flatnonzero(np.isnan(c.panels[1].statistic)).tolist() == [0, 24]


def test_facts_hold_only_what_is_common():
    c = sqc.chart(STAGED, value="value", stage="phase")
    assert "i_center" not in c.facts
    assert "sigma_within" not in c.facts
    stages = c.to_dict()["tables"]["stages"]
    assert stages["stage"] == ["before", "after"]
    assert stages["center"][0] == pytest.approx(np.mean(A))


def test_a_column_headed_stage_is_taken_and_said():
    data = {"阶段": STAGED["phase"], "直径": STAGED["value"]}
    c = sqc.chart(data)
    assert c.sample.about.stages.names == ("before", "after")
    assert "stage-taken" in [f.key for f in c.findings]
    none = sqc.chart(data, stage="none")
    assert len(none.sample.about.stages.names) == 1


def test_limits_of_stages_are_not_saved(tmp_path):
    with pytest.raises(sqc.OptionError, match="2 stages"):
        sqc.chart(STAGED, value="value", stage="phase", save_limits=str(tmp_path / "a.toml"))
    assert list(tmp_path.iterdir()) == []
