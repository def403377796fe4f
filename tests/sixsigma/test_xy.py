"""`sqc xy`: totals, weights from the form or by hand, what one weight decides, signs, what it refuses."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

import sqc
from sqc.stats.weighting import moved_ranks, ranks_of, weighted_totals

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = {
    "input": ["weight", "torque", "paint", "oil"],
    "leak": [9, 9, 0, 3],
    "look": [3, 0, 9, 1],
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def said(result):
    return " ".join(finding.message.render("en") for finding in result.findings_list())


def test_totals_are_sums_of_products():
    found = sqc.xy(FORM)
    frame = found.to_frame()
    assert frame["input"].tolist() == ["torque", "oil", "paint"]
    assert frame["total"].tolist() == [81, 30, 27]
    assert (found["top"], found["top_total"], found["total"]) == ("torque", 81, 138)
    assert found["top_share"] == pytest.approx(81 / 138)
    assert sum(frame["share_of_total"]) == pytest.approx(1)


def test_ranks_and_moves_are_those_counted_by_hand():
    scores = np.random.default_rng(1).choice([0, 1, 3, 9], size=(7, 4))
    weights = np.array([9.0, 0.5, 3.0, 0.0])
    totals = [sum(s * w for s, w in zip(row, weights, strict=True)) for row in scores.tolist()]
    assert weighted_totals(scores, weights) == pytest.approx(totals)
    assert ranks_of(totals).tolist() == [1 + sum(b > a for b in totals) for a in totals]
    moved = moved_ranks(scores, weights)
    tried = []
    for sign, place in product((1, -1), range(4)):
        other = weights.copy()
        other[place] = max(other[place] + sign, 0)
        tried.append(ranks_of(scores @ other))
    assert (moved.ranks == np.array(tried)).all()
    every = np.vstack([*tried, ranks_of(totals)])
    assert (moved.best == every.min(axis=0)).all()
    assert (moved.worst == every.max(axis=0)).all()


def test_equal_totals_share_the_better_rank_in_spite_of_rounding():
    assert ranks_of([0.1 + 0.2, 0.3, 0.1]).tolist() == [1, 1, 3]


def test_the_first_stay_the_first_or_the_weights_decide():
    found = sqc.xy(FORM, top=1)
    assert (keys(found)[0], found["n_broken"], found["n_moves"]) == ("top-stable", 0, 4)
    data = {"input": ["a", "b", "c"], "x": [9, 3, 0], "y": [3, 9, 1]}
    found = sqc.xy(data, weights=[5, 4.5], top=1)
    first = found.findings_list()[0]
    assert (first.key, first.level, found["n_broken"]) == ("top-open", "watch", 2)
    assert "with y at 5.5, b passes a" in said(found)


def test_ties_within_the_places_set_nothing_apart():
    found = sqc.xy({"input": ["a", "b", "c"], "x": [9, 9, 9]}, weights="3")
    assert keys(found)[0] == "no-leader"


def test_inputs_and_outputs_without_a_score():
    data = {"input": ["a", "b", "c"], "x": [9, 3, 0], "y": [0, 0, 0]}
    found = sqc.xy(data, weights="1,1")
    assert {"output-without", "input-without"} <= set(keys(found))
    assert "No input has a score on y" in said(found)
    assert "c has no score" in said(found)


def test_scores_off_the_scale_are_told():
    found = sqc.xy({"input": ["a", "b"], "x": [9, 5]}, weights="1")
    assert "other-scores" in keys(found)
    assert "row 2, column x: 5" in said(found)


def test_signs_are_scores(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text(
        "输入,外观,尺寸,合计\n权重,9,7,\n温度,◎,△,88\n压力,○,,27\n合计,12,1,115\n", encoding="gbk"
    )
    found = sqc.xy(str(path))
    assert found.to_frame()["total"].tolist() == [88, 27]
    text = found.to_text("zh")
    assert "按 9、3、1 读入" in text.replace("\n          ", "")
    assert found.matrix.outputs == ("外观", "尺寸")


def test_weights_by_hand_win_over_those_of_the_form():
    found = sqc.xy(FORM, weights=[1, 9])
    assert found["top"] == "paint"
    assert "give way to --weights" in str(found)


@pytest.mark.parametrize("name", ["weight", "Weight", "importance", "权重", "重要度", "顾客重要度"])
def test_the_row_of_weights_is_known_by_its_name(name):
    assert sqc.xy({**FORM, "input": [name, "torque", "paint", "oil"]})["n_inputs"] == 3


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"input": ["a", "b"], "x": [9, 1]}, {}, "no-weights"),
        ({"input": ["weight", "weights", "b", "c"], "x": [9, 1, 3, 3]}, {}, "two-weights"),
        ({"input": ["weight", "b", "c"], "x": [9, 1, 3], "y": [None, 1, 3]}, {}, "no-weight"),
        ({"input": ["a", "b"], "x": [9, 1]}, {"weights": "9,1"}, "weights-count"),
        ({"input": ["a", "b"], "x": [9, 1]}, {"weights": "0"}, "weights-zero"),
        ({"input": ["a", "b"], "x": [9, 1]}, {"weights": "-1"}, "option-range"),
        ({"input": ["a", "b"], "x": [9, 1]}, {"weights": "high"}, "option-range"),
        ({"input": ["a", "b"], "x": [9, -1]}, {"weights": "1"}, "bad-score"),
        ({"input": ["a", "b", "c"], "x": ["9", "1", "strong"]}, {"weights": "1"}, "bad-score"),
        ({"input": ["a", "weight"], "x": [9, 1]}, {}, "no-data-left"),
        ({"input": ["a", "b"], "x": [9, 1]}, {"weights": "1", "top": 2}, "option-range"),
        ({"input": ["a", "b"], "y": ["c", "d"], "x": [9, 1]}, {"weights": "1"}, "which-column"),
        ({"input": ["a", "b"], "y": ["c", "d"]}, {"weights": "1"}, "no-column"),
        ({"x": [9, 1], "y": [3, 3]}, {"weights": "1,1"}, "no-column"),
        ({"input": ["a", "b"], "x": [9, 1]}, {"item": "name"}, "unknown-column"),
    ],
)
def test_what_has_no_answer_is_refused(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.xy(data, **options)
    assert error.value.key == key


def test_columns_by_name():
    data = {**FORM, "where": ["p", "q", "r", "s"], "other": [1, 2, 3, 4]}
    found = sqc.xy(data, item="input", value="leak,look")
    assert found.matrix.outputs == ("leak", "look")


@pytest.mark.parametrize("size", ["page", "column", "a4"])
def test_the_picture(size):
    found = sqc.xy(EXAMPLES / "xy-pump.csv")
    cells, bars = found.stored_report.page().rows[0]
    shapes = [mark for mark in cells.marks if type(mark).__name__ == "Shape"]
    assert len(shapes) == int(np.count_nonzero(found.matrix.scores))
    assert cells.y.limits == bars.y.limits
    assert found.figure("zh", size=size) is not None


def test_explain_does_the_arithmetic():
    text = sqc.xy(FORM).explain("top_total")
    assert "9 x 9" in text
    assert "= 81" in text
