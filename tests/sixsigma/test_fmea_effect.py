"""`sqc fmea` after the action: heads it knows, what counts as done, the effect, what is asked back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest

import sqc
from sqc.cli.main import main
from sqc.report.marks import Arrow
from sqc.stats.priority import LETTERS, action_priority

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = {
    "mode": ["leak", "noise", "loose"],
    "S": [9, 4, 8],
    "O": [4, 6, 5],
    "D": [5, 6, 7],
    "action": ["camera", "log", "poka yoke"],
    "owner": ["Li", "Wu", "He"],
    "status": ["done", "done", "done"],
    "S2": [9, 4, 8],
    "O2": [2, 3, 2],
    "D2": [3, 4, 3],
}


def form(**changes):
    return {name: cells for name, cells in {**FORM, **changes}.items() if cells is not None}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def finding(result, key):
    return next(one for one in result.findings_list() if one.key == key)


HEADS = [
    ("S2", "O2", "D2"),
    ("New S", "new_O", "NEW D"),
    ("S'", "O'", "D'"),
    ("Severity (after)", "Occurrence (after)", "Detection (after)"),
    ("Revised Sev", "Revised Occ", "Revised Det"),
    ("S after optimization", "O after optimization", "D after optimization"),
    ("改进后S", "改进后O", "改进后D"),
    ("严重度（改进后）", "频度（改进后）", "探测度（改进后）"),
    ("措施后严重度S", "措施后频度O", "措施后探测度D"),
    ("采取措施后S", "采取措施后O", "采取措施后D"),
    ("再评价 严重度", "再评价 发生度", "再评价 可探测度"),
    ("新严重度", "新频度", "新探测度"),
    ("优化_S", "优化_O", "优化_D"),
]


@pytest.mark.parametrize("heads", HEADS)
def test_second_ratings_by_their_heads(heads):
    cells = dict(zip(heads, (FORM["S2"], FORM["O2"], FORM["D2"]), strict=True))
    found = sqc.fmea(form(S2=None, O2=None, D2=None) | cells)
    assert found["n_again"] == 3
    assert sorted(found.to_frame()["rpn"]) == [48, 48, 54]
    assert "column-twice" not in keys(found)


def test_the_same_heads_a_second_time(tmp_path):
    """As the manual of 2008 and the handbook of 2019 print the form: S, O, D again, right of the actions."""
    lines = ["mode,S,O,D,RPN,action,owner,S,O,D,RPN", "leak,9,4,5,180,camera,Li,9,2,3,54"]
    file = tmp_path / "form.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    found = sqc.fmea(file)
    assert (found["rpn_first"], found["rpn_again"], found["n_high_first"], found["n_high_again"]) == (
        180,
        54,
        1,
        0,
    )
    assert "ratings after the action from S (2), O (2) and D (2)" in " ".join(str(found).split())
    assert "column-twice" not in keys(found)


@pytest.mark.parametrize("late", ["优化", "措施结果", "改进后", "Action results", "将来"])
def test_ratings_under_merged_heads(late, tmp_path):
    """A title, S, O and D under a head over each group, the other heads merged over two rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["PFMEA"])
    sheet.append(
        ["工序", "失效模式", "风险分析", None, None, "措施", "责任人", "状态", late, None, None, None]
    )
    sheet.append([None, None, "S", "O", "D", None, None, None, "S", "O", "D", "AP"])
    for block in ("A1:L1", "A2:A3", "B2:B3", "F2:F3", "G2:G3", "H2:H3", "C2:E2", "I2:L2"):
        sheet.merge_cells(block)
    sheet.append(["压装", "油封切伤", 9, 4, 5, "相机", "王工", "完成", 9, 2, 3, "L"])
    sheet.append(["压装", "油封漏装", 8, 3, 3, "联锁", None, None, None, None, None, None])
    book.save(tmp_path / "form.xlsx")
    found = sqc.fmea(tmp_path / "form.xlsx")
    assert (found["n_risks"], found["rpn_first"], found["rpn_again"]) == (2, 180, 54)
    assert keys(found) == ["all-low", "effect", "rpn-agrees"]


def test_a_column_that_the_user_names():
    found = sqc.fmea(
        form(S2=None, x=FORM["S2"], y=[1, 1, 1]), column=["severity_after=x", "occurrence_after=y"]
    )
    assert found["rpn_again"] == 9 * 3 + 4 * 4 + 8 * 3


def test_a_rating_without_a_second_column_is_that_of_before():
    found = sqc.fmea(form(S2=None))
    assert found["rpn_again"] == 9 * 2 * 3 + 4 * 3 * 4 + 8 * 2 * 3
    assert "from O2 and D2" in str(found)


def test_the_effect_by_hand():
    found = sqc.fmea(FORM)
    assert [LETTERS[i] for i in action_priority([9, 4, 8], [4, 6, 5], [5, 6, 7])] == ["H", "M", "H"]
    assert [LETTERS[i] for i in action_priority([9, 4, 8], [2, 3, 2], [3, 4, 3])] == ["L", "L", "L"]
    assert (found["rpn_first"], found["rpn_again"], found["rpn_removed"]) == (604, 150, 454)
    assert (found["n_high_first"], found["n_high_again"], found["n_high"], found["n_low"]) == (2, 0, 0, 3)
    assert keys(found) == ["all-low", "effect", "rpn-agrees"]
    assert "AP H 2 before, 0 after; RPN together 604, then 150" in " ".join(str(found).split())
    tables = json.loads(found.to_json())["tables"]
    assert tables["effect"] == {
        "ap": ["H", "M", "L", "RPN together"],
        "before": [2, 1, 0, 604],
        "after": [0, 0, 3, 150],
    }
    assert tables["actions"]["ap"] == ["H > L", "H > L", "M > L"]
    assert tables["actions"]["rpn"] == ["180 > 54", "280 > 48", "144 > 48"]
    frame = found.to_frame()
    assert frame["rpn_first"].tolist() == [180, 280, 144]
    assert frame["ap_after"].tolist() == ["L", "L", "L"]
    assert set(frame["outcome"]) == {"again"}


def test_a_form_without_second_ratings_says_nothing_of_them():
    found = sqc.fmea(form(S2=None, O2=None, D2=None, status=None))
    assert "n_again" not in found.facts
    assert "outcome" not in found.to_frame()
    assert keys(found) == ["high-planned", "rpn-agrees"]


def test_an_action_that_is_done_and_not_rated_again():
    found = sqc.fmea(form(S2=[None, 4, 8], O2=[None, 3, 2], D2=[None, 4, 3]))
    first = found.findings_list()[0]
    assert (first.key, first.level) == ("not-rated-again", "act")
    assert "(row 1): rate S, O and D of leak" in first.message.render("en")
    assert found["n_high"] == 1
    low = sqc.fmea(form(S2=[9, None, 8], O2=[2, None, 2], D2=[3, None, 3]))
    assert finding(low, "not-rated-again").level == "watch"
    assert "not-rated-again" not in keys(sqc.fmea(FORM))


@pytest.mark.parametrize(
    ("status", "counts"),
    [("done", 1), ("Completed", 1), ("已完成", 1), ("100%", 1), ("√", 1),
     ("Closed 2026-03-01", 1), ("100 %", 1), ("implementation complete", 1), ("", 1), (None, 1), ("-", 1),
     ("open", 0), ("in progress", 0), ("TBD", 0), ("进行中", 0), ("未完成", 0), ("not implemented", 0),
     ("80%", 0), ("待实施", 0), ("no", 0)],
)  # fmt: skip
def test_ratings_beside_an_action_that_is_open_are_a_forecast(status, counts):
    found = sqc.fmea(form(status=[status, "done", "done"]))
    assert found["n_again"] == 2 + counts
    assert ("forecast" in keys(found)) is not counts
    assert found["n_high"] == 1 - counts


def test_a_status_that_is_not_known_is_told():
    found = sqc.fmea(form(status=["done", "verified?", "grün"]))
    assert finding(found, "status-unknown").values == {"n": 2, "status": "verified?", "lines": [2, 3]}
    assert found["n_again"] == 3
    assert "status-unknown" not in keys(sqc.fmea(FORM))


@pytest.mark.parametrize("head", ["completed", "实际完成日期", "action taken", "采取的措施"])
def test_done_by_a_date_or_by_what_was_done(head):
    cells = {head: ["2026-03-01", None, None]}
    found = sqc.fmea(form(status=None, S2=None, O2=None, D2=None) | cells)
    assert finding(found, "not-rated-again").values["n"] == 1


def test_a_risk_that_stays_high():
    found = sqc.fmea(form(O2=[4, 3, 2], D2=[2, 4, 3]))
    first = found.findings_list()[0]
    assert (first.key, first.level, found["n_still_high"]) == ("high-after", "act", 1)
    assert "find a further one for leak (S 9, O 4, D 2)" in first.message.render("en")
    assert "high-after" not in keys(sqc.fmea(FORM))


@pytest.mark.parametrize(
    ("action", "asked"),
    [("camera", True), ("interlock at the press", True), ("redesign of the lip", False),
     ("设计变更：加大圆角", False),
     ("more inspection", True), ("换材料", False), ("增加检验", True)],
)  # fmt: skip
def test_a_severity_that_falls_asks_for_the_design(action, asked):
    found = sqc.fmea(form(S2=[6, 4, 8], action=[action, "log", "log"]))
    assert ("severity-after" in keys(found)) is asked
    assert found["n_lowered"] == asked
    if asked:
        assert "from 9 to 6 at leak" in finding(found, "severity-after").message.render("en")


def test_ratings_in_part_and_ratings_that_rose():
    found = sqc.fmea(form(O2=[None, 3, 2], status=[None, "done", "done"]))
    assert finding(found, "again-in-part").values["n"] == 1
    assert found["n_high"] == 1
    found = sqc.fmea(form(O2=[2, 10, 2]))
    assert finding(found, "higher-after").values["lines"] == [2]
    assert not {"again-in-part", "higher-after"} & set(keys(sqc.fmea(FORM)))


def test_a_second_rating_that_is_none_is_refused():
    with pytest.raises(sqc.DataError, match="takes whole numbers from 1 to 10") as error:
        sqc.fmea(form(O2=[2, 11, 2]))
    assert (error.value.key, error.value.column) == ("bad-rating", "O2")


def test_two_copies_are_compared_as_they_stand_now():
    found = sqc.fmea(FORM, before=form(S2=None, O2=None, D2=None, status=None))
    assert (found["n_high_before"], found["n_high"], found["n_down"]) == (2, 0, 3)


def test_the_picture_shows_where_risks_came_from():
    found = sqc.fmea(EXAMPLES / "fmea-pump-after.csv")
    matrix, bars = found.stored_report.page().rows[0]
    assert sum(isinstance(mark, Arrow) for mark in matrix.marks) == 3  # one risk keeps S and O
    before = next(mark for mark in bars.marks if getattr(mark, "role", "") == "before")
    assert np.asarray(before.length).tolist() == [3, 3, 6]
    assert not any(
        isinstance(mark, Arrow) for mark in sqc.fmea(EXAMPLES / "fmea-pump.csv")._page().rows[0][0].marks
    )
    assert found.figure("zh", size="column") is not None


@pytest.mark.parametrize(
    ("name", "head"), [("fmea-pump-after.csv", "RPN before"), ("fmea-after-gbk.csv", "RPN before")]
)
def test_the_examples(name, head, capsys):
    found = sqc.fmea(EXAMPLES / name)
    assert {"high-after", "not-rated-again", "severity-after", "forecast", "effect"} <= set(keys(found))
    assert (found["n_again"], found["rpn_first"], found["rpn_again"]) == (4, 840, 418)
    assert head in found.to_html("en")
    assert main(["fmea", str(EXAMPLES / name), "--explain", "rpn_removed", "--lang", "zh"]) == 0
    assert main(["fmea", str(EXAMPLES / name), "--check", "--lang", "zh"]) == 1
    assert "措施后 AP 仍为 H" in capsys.readouterr().out


def test_ap_and_rpn_that_the_form_states():
    right = {
        "AP": ["H", "medium", "高"],
        "RPN": [180, 144, 280],
        "AP2": ["L", "低", None],
        "新RPN": [54, 48, 48],
    }
    assert not {"ap-differs", "rpn-differs"} & set(keys(sqc.fmea(form(**right))))
    wrong = {"AP": ["H", "H", "?"], "AP2": ["L", "L", "M"], "RPN": [180, 140, None]}
    found = sqc.fmea(form(**right | wrong))
    ap, rpn = finding(found, "ap-differs"), finding(found, "rpn-differs")
    assert ap.values == {"n": 2, "lines": [2, 3]}
    assert ap.message.render("en").endswith("H there, S 4, O 6, D 6 is M.")
    assert rpn.message.render("en").endswith("states 140, S 4, O 6, D 6 gives 144.")
    found = sqc.fmea(form(S2=None, O2=None, D2=None, AP=["L"] * 3, RPN=[1] * 3))
    assert {"ap-differs", "rpn-differs"} <= set(keys(found))


def test_rpn_and_ap_a_second_time_belong_to_the_second_ratings(tmp_path):
    file = tmp_path / "form.csv"
    file.write_text("mode,S,O,D,RPN,AP,S,O,D,RPN,AP\nleak,9,4,5,180,H,9,2,3,54,H\n", encoding="utf-8")
    found = sqc.fmea(file)
    assert "column-twice" not in keys(found)
    assert finding(found, "ap-differs").values["n"] == 1
