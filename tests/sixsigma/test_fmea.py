"""`sqc fmea`: the table of 2019, the order, what is open, what RPN hides, two copies, what it refuses."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import sqc
from sqc.sixsigma.fmea.explain import FMEA
from sqc.stats.priority import action_priority, is_rating, risk_priority_number
from sqc.verification.load import select

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = {
    "item": ["pump", "pump", "cover", "cover"],
    "failure mode": ["leak", "noise", "loose", "loose"],
    "cause": ["seal cut", "bearing", "torque low", "thread"],
    "S": [9, 4, 8, 3],
    "O": [4, 6, 5, 7],
    "D": [2, 6, 7, 8],
    "action": ["camera", None, "log", None],
    "owner": ["Li", None, "Wu", None],
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def said(result):
    return " ".join(finding.message.render("en") for finding in result.findings_list())


def form(**changes):
    return {**FORM, **changes}


def test_all_1000_cells_of_the_published_table():
    case = select(["action-priority-all"])[0]
    cells = [int(action_priority(*one)) + 1 for one in product(range(1, 11), repeat=3)]
    assert cells == case.expected["action_priority"]
    assert [cells.count(k) for k in (1, 2, 3)] == [468, 214, 318]


def test_priority_never_falls_when_a_rating_rises():
    for s, o, d in product(range(1, 11), repeat=3):
        here = action_priority(s, o, d)
        for higher in ((s + 1, o, d), (s, o + 1, d), (s, o, d + 1)):
            if max(higher) <= 10:
                assert action_priority(*higher) >= here


def test_the_ranges_that_explain_prints_are_those_of_the_table():
    def inside(text, value):
        low, _, high = text.partition("-")
        return int(low) <= value <= int(high or low)

    def meets(formula, s, o, d):
        for block in formula.split("; "):
            head, _, rest = block.partition(": ")
            if not inside(head.removeprefix("S "), s):
                continue
            for part in rest.split(" | "):
                need = dict(one.split(" ") for one in part.split(", "))
                if inside(need["O"], o) and inside(need.get("D", "1-10"), d):
                    return True
        return False

    high, medium = (FMEA.numbers[key].formula.render("en") for key in ("n_high", "n_medium"))
    for s, o, d in product(range(1, 11), repeat=3):
        assert (meets(high, s, o, d), meets(medium, s, o, d)) == tuple(
            int(action_priority(s, o, d)) == level for level in (2, 1)
        )


def test_rpn_is_the_product_and_ratings_are_whole_numbers_from_1_to_10():
    assert risk_priority_number([9, 10], [4, 10], [2, 10]).tolist() == [72, 1000]
    assert is_rating([1.0, 10.0, 0.0, 11.0, 1.5]).tolist() == [True, True, False, False, False]
    for wrong in (0, 11, 2.5, float("nan")):
        with pytest.raises(ValueError, match="whole numbers from 1 to 10"):
            action_priority(wrong, 1, 1)


def test_the_order_is_by_priority_then_severity_never_by_rpn():
    found = sqc.fmea(FORM)
    frame = found.to_frame()
    assert frame["ap"].tolist() == ["H", "H", "M", "L"]
    assert frame["rpn"].tolist() == [72, 280, 144, 168]
    assert frame["rank_by_rpn"].tolist() == [4, 1, 3, 2]
    assert (found["n_high"], found["n_open"], found["top"], found["top_rpn"]) == (2, 0, "pump / leak", 72)
    assert keys(found) == ["high-planned", "rpn-misleads"]
    assert "(S 9, AP H) has RPN 72, cover / loose (S 3, AP L) 168" in said(found)


def test_equal_ratings_keep_the_order_of_the_file():
    found = sqc.fmea({"mode": list("abc"), "S": [5] * 3, "O": [5] * 3, "D": [5] * 3})
    assert found.to_frame()["mode"].tolist() == ["a", "b", "c"]


@pytest.mark.parametrize("gone", ["action", "owner"])
@pytest.mark.parametrize("blank", [None, "TBD", "无", "-"])
def test_a_high_risk_without_action_or_owner_is_an_act(gone, blank):
    found = sqc.fmea(form(**{gone: [blank, None, "x", None]}))
    assert keys(found)[0] == "high-open"
    assert found.findings_list()[0].level == "act"
    assert found["n_open"] == 1
    assert "pump / leak (S 9, O 4, D 2)" in found.findings_list()[0].message.render("en")


def test_a_form_without_actions_says_so():
    data = {name: cells for name, cells in FORM.items() if name not in ("action", "owner")}
    found = sqc.fmea(data)
    assert found.findings_list()[0].level == "act"
    assert "no column of actions" in str(found)


def test_without_a_high_risk():
    found = sqc.fmea({"mode": ["a", "b"], "S": [5, 2], "O": [6, 2], "D": [6, 2]})
    assert keys(found) == ["no-high", "rpn-agrees"]
    found = sqc.fmea({"mode": ["a", "b"], "S": [2, 2], "O": [2, 2], "D": [2, 2]})
    assert keys(found)[0] == "all-low"
    found = sqc.fmea({"mode": ["a"], "S": [9], "O": [9], "D": [9], "action": [None], "owner": ["x"]})
    assert "The one risk of AP H" in str(found)


def test_a_planned_action_without_a_date():
    assert "no-date" in keys(sqc.fmea(form(due=["2026-12-01", None, None, None])))
    assert "no-date" not in keys(sqc.fmea(form(due=["2026-12-01", None, "2026-12-02", None])))


def test_a_blank_rating_is_no_rank_and_an_act():
    found = sqc.fmea(form(O=[4, None, 5, 7]))
    finding = next(one for one in found.findings_list() if one.key == "rating-missing")
    assert finding.level == "act"
    assert finding.values["parts"] == ["occurrence"]
    assert (found["n_risks"], found["n_unrated"]) == (3, 1)
    found = sqc.fmea(form(S=[9, None, 8, 3]))
    assert "--fill S" in str(found)


def test_merged_cells_of_names_take_the_one_above(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text("item,mode,cause,S,O,D\npump,leak,cut,9,4,2\n,,dry,,3,3\n", encoding="utf-8")
    found = sqc.fmea(str(path), fill="S")
    assert found.to_frame()[["item", "mode", "severity"]].values.tolist() == [["pump", "leak", 9]] * 2
    assert "filled from above" in str(found)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("cell", ["11", "0", "2.5", "-1", "high", "高", "9!"])
def test_what_is_no_rating_is_refused_with_its_place(cell, lang, tmp_path):
    path = tmp_path / "form.csv"
    path.write_text(f"mode,S,O,D\nleak,9,4,2\nnoise,5,{cell},3\nloose,4,4,4\n", encoding="utf-8")
    with pytest.raises(sqc.DataError) as error:
        sqc.fmea(str(path))
    found = error.value
    assert (found.key, found.line, found.column, found.cell) == ("bad-rating", 3, "O", cell)
    assert found.cells == ((3, "O", cell),)
    assert len(re.findall("[.。]", found.message.render(lang).replace(str(path), "").replace(cell, ""))) == 1


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"mode": ["a"], "S": [1], "O": [1]}, {}, "no-column"),
        ({"S": [1], "O": [1], "D": [1]}, {}, "no-column"),
        ({"mode": ["a"], "S": [None], "O": [1], "D": [1]}, {}, "no-data-left"),
        (FORM, {"column": "severity=Q"}, "unknown-column"),
        (FORM, {"column": "weight=S"}, "unknown-part"),
        (FORM, {"where": "item=bolt"}, "where-value"),
    ],
)
def test_what_has_no_answer_is_refused(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.fmea(data, **options)
    assert error.value.key == key


def test_a_second_column_of_the_same_part_is_told():
    found = sqc.fmea({"mode": ["a", "b"], "严重度": [5, 6], "O": [4, 4], "D": [4, 4], "S": [3, 3]})
    assert "column-twice" in keys(found)
    assert found.to_frame()["severity"].tolist() == [6, 5]
    assert "--column severity=5" in said(found)


def test_what_changed_since():
    before = form(S=[9, 4, 9, 3], O=[8, 6, 8, 7])
    found = sqc.fmea(form(cause=["seal cut", "bearing", "torque low", "glue"], S=[9, 4, 8, 3]), before=before)
    assert found.comparison.by == "names"
    assert [(one.what, one.letter_was, one.letter_now) for one in found.comparison.changes] == [
        ("new", "", "L"), ("changed", "H", "H"), ("changed", "H", "H"), ("closed", "L", ""),
    ]  # fmt: skip
    assert (found["n_new"], found["n_closed"], found["n_up"], found["n_down"]) == (1, 1, 0, 0)
    assert {"changes", "severity-lowered"} <= set(keys(found))
    assert "9 > 8" in str(found)


def test_ids_match_rows_whose_names_were_rewritten():
    now = form(id=[1, 2, 3, 4], cause=list("wxyz"))
    found = sqc.fmea(now, before=form(id=[1, 2, 3, 4], O=[1, 6, 5, 7]))
    assert found.comparison.by == "id"
    assert (found["n_up"], found["n_new"]) == (1, 0)
    finding = next(one for one in found.findings_list() if one.key == "changes")
    assert finding.level == "watch"


def test_rows_of_one_name_are_matched_in_their_order_and_told():
    now = form(cause=["a", "a", "a", "a"], **{"failure mode": ["x"] * 4}, item=["i"] * 4)
    found = sqc.fmea(now, before=now)
    assert "rows-alike" in keys(found)
    assert found.comparison.n_same == 4


def test_the_examples_say_the_same_in_both_languages(capsys):
    pump = sqc.fmea(EXAMPLES / "fmea-pump.csv", before=EXAMPLES / "fmea-pump-before.csv")
    assert (pump["n_high"], pump["n_medium"], pump["n_low"], pump["n_high_before"]) == (3, 2, 7, 2)
    assert keys(pump)[0] == "high-open"
    gbk = sqc.fmea(EXAMPLES / "fmea-gbk.csv")
    assert gbk.sheet.source.encoding == "GBK"
    assert gbk["top"] == "压装油封 / 油封切伤"
    assert "处置" in gbk.to_text("zh")


def test_the_workbook_and_the_page_hold_every_row():
    found = sqc.fmea(EXAMPLES / "fmea-pump.csv")
    page = found.to_html("en")
    assert "deburr and inspect" in page
    assert page.count("AIAG-VDA") > 1
    page = sqc.fmea(form(item=["<b>x</b>", "=1+1", "c", "d"])).to_html("en")
    assert "<b>x</b>" not in page
    assert "'=1+1" in sqc.fmea(form(item=["<b>x</b>", "=1+1", "c", "d"])).to_csv("en")


@pytest.mark.parametrize("size", ["page", "column", "a4"])
@pytest.mark.parametrize("before", [None, EXAMPLES / "fmea-pump-before.csv"])
def test_the_picture(size, before):
    found = sqc.fmea(EXAMPLES / "fmea-pump.csv", before=before)
    matrix, bars = found.stored_report.page().rows[0]
    cells = [mark for mark in matrix.marks if type(mark).__name__ == "Shape"]
    assert len(cells) == len({tuple(row) for row in found.to_frame()[["severity", "occurrence"]].values})
    assert bars.key == "priorities"
    assert found.figure("zh", size=size) is not None


def test_explain_does_the_arithmetic():
    text = sqc.fmea(FORM).explain("top_rpn")
    assert "9 x 4 x 2" in text
    assert "= 72" in text
