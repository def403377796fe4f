"""`sqc bar`, `line`, `pie`, `radar`, `gantt`: what they say, draw and refuse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sqc
from sqc.report.marks import Bars, Line, Shape, Text

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = {
    "task": ["a", "b", "c"],
    "planned start": ["2026-01-05", "2026-02-02", "2026-03-02"],
    "planned end": ["2026-01-30", "2026-02-27", "2026-03-31"],
    "actual start": ["2026-01-05", "2026-02-02", None],
    "actual end": ["2026-02-03", None, None],
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def marks(result, kind):
    return [mark for mark in result.stored_report.page().rows[0][0].marks if isinstance(mark, kind)]


def test_before_target_and_after_are_judged_and_told_apart():
    found = sqc.bar(EXAMPLES / "circle-effect.csv")
    assert keys(found) == ["target-reached"]
    assert [bars.role for bars in marks(found, Bars)] == ["before", "other", "vital"]
    assert "达到目标" in found.to_text("zh")
    data = {"item": ["a", "b"], "before": [5.0, 6.0], "target": [2.0, 3.0], "after": [1.0, 4.0]}
    assert keys(sqc.bar(data)) == ["target-missed"]


def test_more_is_better_where_the_target_lies_above_before():
    assert keys(sqc.bar({"i": ["oee"], "before": [60], "after": [80]}, target=75)) == ["target-reached"]
    assert keys(sqc.bar({"i": ["oee"], "before": [60], "after": [70]}, target=75)) == ["target-missed"]
    assert keys(sqc.bar({"i": ["oee"], "before": [60], "after": [70]})) == ["effect"]


def test_bars_start_at_zero_and_a_target_is_seen():
    found = sqc.bar({"i": ["a", "b"], "n": [5, 9]}, target=20)
    assert keys(found) == ["longest", "above-target"]
    low, high = found.stored_report.page().rows[0][0].y.limits
    assert low == 0
    assert high > 20


def test_a_line_has_a_gap_where_a_number_is_missing():
    found = sqc.line({"month": ["1", "2", "3"], "x": [9.0, None, 6.0]})
    assert keys(found) == ["course", "gaps"]
    (line,) = marks(found, Line)
    assert np.isnan(line.y[1])
    assert keys(sqc.line({"month": ["1"], "x": [9.0]})) == ["one-point"]


def test_a_pie_has_the_rest_last_and_says_what_is_better():
    found = sqc.pie({"part": ["other", "a", "b"], "n": [50, 20, 30]})
    assert keys(found) == ["largest-part", "bars-better"]
    assert [str(text.text).split()[0] for text in marks(found, Text)] == ["b", "a", "other"]
    assert [shape.role for shape in marks(found, Shape)][-1] == "other"
    angles = [np.ptp(np.unwrap(np.arctan2(shape.y[1:], shape.x[1:]))) for shape in marks(found, Shape)]
    assert np.array(angles) / (2 * np.pi) == pytest.approx([0.3, 0.2, 0.5], abs=1e-9)


def test_a_radar_has_one_scale():
    found = sqc.radar(EXAMPLES / "circle-skills.csv", most=5)
    assert keys(found) == ["gained", "radar-area"]
    assert found.findings_list()[0].values["item"] == "QC知识"
    line = marks(found, Line)[-1]
    assert np.hypot(line.x[0], line.y[0]) == pytest.approx(4.2 / 5)
    assert keys(sqc.radar({"s": list("abc"), "x": [3, 1, 2]}))[0] == "weakest"


def test_a_plan_shows_what_is_behind_on_a_day():
    found = sqc.gantt(PLAN, today="2026-03-05")
    assert keys(found) == ["behind", "done-late"]
    assert (found["n_done"], found["n_behind"], found["days_behind"]) == (1, 1, 6)
    assert keys(sqc.gantt(PLAN))[0] == "on-plan"
    assert len(marks(found, Shape)) == 2
    assert sqc.gantt(EXAMPLES / "circle-plan.csv", today="2025-05-20").findings_list()[0].level == "act"


@pytest.mark.parametrize(
    ("verb", "data", "options", "key"),
    [
        ("bar", {"a": ["x", "y"]}, {}, "no-numbers"),
        ("bar", {"a": ["x", "x"], "n": [1, 2]}, {}, "item-twice"),
        ("bar", {"a": ["x"], **{f"n{i}": [i] for i in range(7)}}, {}, "many-series"),
        ("pie", {"a": ["x", "y"], "n": [1, -2]}, {}, "negative-part"),
        ("pie", {"a": ["x"], "n": [1]}, {}, "parts"),
        ("pie", {"a": ["x", "y"], "n": [1, 2], "m": [1, 2]}, {}, "one-series"),
        ("radar", {"a": ["x", "y"], "n": [1, 2]}, {}, "axes"),
        ("radar", {"a": list("xyz"), "n": [1, None, 2]}, {}, "axis-number"),
        ("radar", {"a": list("xyz"), "n": [1, 9, 2]}, {"most": 5.0}, "option-range"),
        ("gantt", {"task": ["a"], "x": [1]}, {}, "no-plan"),
        ("gantt", {**PLAN, "actual end": ["2026-01-01", None, None]}, {}, "ends-before"),
        ("gantt", {**PLAN, "planned end": ["soon"] * 3}, {}, "not-a-date"),
        ("gantt", PLAN, {"today": "soon"}, "not-a-day"),
        ("gantt", PLAN, {"start": "planned start"}, "two-columns"),
    ],
)
def test_what_cannot_be_drawn_is_refused(verb, data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        getattr(sqc, verb)(data, **options)
    assert error.value.key == key


@pytest.mark.parametrize("verb", ["bar", "line", "pie", "radar", "gantt"])
def test_explain_knows_its_keys(verb):
    data = PLAN if verb == "gantt" else {"a": list("xyz"), "n": [3, 1, 2]}
    found = getattr(sqc, verb)(data)
    for key in found.facts:
        assert key in found.explain(key)
