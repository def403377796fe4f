"""`sqc control-plan`: what is missing, limits in words, charts and their commands, the layout, refusals."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

import sqc
from sqc.charts.catalog import KINDS
from sqc.report.marks import Shape
from sqc.sixsigma.control_plan.charts import _KINDS, chart_kind
from sqc.sixsigma.control_plan.rows import limits_in

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = {
    "process step": ["turn", None],
    "characteristic": ["diameter", "burr"],
    "specification": ["10.0 +/- 0.2 mm", "none on the edge"],
    "gauge": ["caliper", "visual"],
    "sample size": ["5", "100 %"],
    "frequency": ["every hour", "every part"],
    "control method": ["Xbar-R chart", "visual check"],
    "reaction plan": ["stop and call", "deburr"],
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def said(result):
    return " ".join(finding.message.render("en") for finding in result.findings_list())


def form(**changes):
    return {**FORM, **{name.replace("_", " "): cells for name, cells in changes.items()}}


def test_a_complete_plan():
    found = sqc.control_plan(FORM)
    assert keys(found) == ["plan-complete"]
    facts = ("n_characteristics", "n_open", "n_gaps", "n_charts")
    assert [found[key] for key in facts] == [2, 0, 0, 1]
    assert found.to_frame()["step"].tolist() == ["turn", "turn"]


@pytest.mark.parametrize(
    ("head", "key", "level"),
    [
        ("reaction plan", "no-reaction", "act"),
        ("gauge", "no-gauge", "act"),
        ("specification", "no-specification", "act"),
        ("control method", "no-method", "act"),
        ("sample size", "no-sample-size", "watch"),
        ("frequency", "no-frequency", "watch"),
    ],
)
@pytest.mark.parametrize("blank", [None, "TBD", "无"])
def test_what_is_missing_is_named_with_its_line(head, key, level, blank):
    found = sqc.control_plan({**FORM, head: [blank, FORM[head][1]]})
    finding = next(one for one in found.findings_list() if one.key == key)
    assert finding.level == level
    assert finding.values["n"] == 1
    assert keys(found)[0] == ("plan-open" if level == "act" else "plan-sample")
    plan = found.stored_report.page().rows[0][0]
    hatched = [mark for mark in plan.marks if isinstance(mark, Shape) and mark.role == "other"]
    assert len(hatched) == (1 if level == "act" else 0)


def test_a_column_that_is_not_there_is_offered():
    data = {name: cells for name, cells in FORM.items() if name != "reaction plan"}
    found = sqc.control_plan(data)
    assert "--column reaction=COLUMN" in said(found)
    assert keys(sqc.control_plan({**data, "todo": ["a", "b"]}, column="reaction=todo")) == ["plan-complete"]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("10.0 ± 0.2 mm", (9.8, 10.2, 10.0)), ("10 +/- 0.1", (9.9, 10.1, 10.0)),
        ("φ52 +0.02/-0.01", (51.99, 52.02, 52.0)),
        ("9.8-10.2", (9.8, 10.2, None)), ("9.8 ~ 10.2", (9.8, 10.2, None)),
        ("2.8 to 4.6 kN", (2.8, 4.6, None)),
        ("≤0.8", (None, 0.8, None)), ("Ra max 0.8", (None, 0.8, None)), ("0.8 max", (None, 0.8, None)),
        ("≥ 50 N", (50.0, None, None)), ("不小于 50", (50.0, None, None)), ("不大于 3", (None, 3.0, None)),
        ("no scratch", (None, None, None)), ("drawing 4711", (None, None, None)),
    ],
)  # fmt: skip
def test_limits_in_words(text, limits):
    assert limits_in(text) == pytest.approx(limits)


def test_limits_of_their_own_columns_win():
    found = sqc.control_plan(form(LSL=["9.7", None], USL=["10.3", None], target=["10", None]))
    row = found.plan.rows[0]
    assert (row.lsl, row.usl, row.target) == (9.7, 10.3, 10.0)
    assert found.plan.rows[1].lsl is None


def test_limits_alone_are_a_specification_in_both_languages():
    data = form(specification=[None, None], LSL=["9", None], USL=["11", "3"])
    found = sqc.control_plan(data)
    assert "no-specification" not in keys(found)
    assert "9 to 11" in str(found)
    assert "9 至 11" in found.to_text("zh")
    assert "不大于 3" in found.to_text("zh")


def test_limits_that_contradict():
    found = sqc.control_plan(form(LSL=["11", None], USL=["9", None]))
    assert keys(found)[:2] == ["plan-wrong", "limits-crossed"]
    found = sqc.control_plan(form(target=["12", None]))
    assert keys(found)[:2] == ["plan-wrong", "target-outside"]


def test_words_are_a_specification_only_where_yes_and_no_are_told_apart():
    assert "no-number" not in keys(sqc.control_plan(FORM))
    found = sqc.control_plan(form(gauge=["caliper", "hand"], control_method=["log", "log"]))
    assert "no-number" in keys(found)
    assert "burr" in said(found)


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("Xbar-R chart", "xbar-r"), ("X-bar R", "xbar-r"), ("X̄-R", "xbar-r"), ("X-R 图", "xbar-r"),
        ("均值-极差图", "xbar-r"),
        ("Xbar-S", "xbar-s"), ("X̄-s chart", "xbar-s"), ("均值-标准差控制图", "xbar-s"),
        ("median chart", "median-r"),
        ("I-MR", "i-mr"), ("X-MR chart", "i-mr"), ("单值-移动极差图", "i-mr"), ("Individuals chart", "i-mr"),
        ("p chart", "p"), ("P图", "p"), ("np chart", "np"), ("np图", "np"), ("不合格品率控制图", "p"),
        ("u-chart", "u"),
        ("c chart", "c"), ("SPC", ""), ("control chart", ""), ("控制图", ""), ("run chart", "run"),
        ("100 % check", None), ("torque log", None), ("poka-yoke", None), ("首件检验", None),
        ("gap stop", None),
    ],
)  # fmt: skip
def test_charts_by_their_names(method, kind):
    assert chart_kind(method) == kind


def test_the_commands_name_kinds_that_there_are():
    assert {kind for kind, _ in _KINDS if kind} <= set(KINDS)
    text = str(sqc.control_plan(FORM))
    assert "sqc chart FILE --kind xbar-r; sqc cpk FILE --lsl 9.8 --usl 10.2" in text
    found = sqc.control_plan(form(control_method=["p chart", "check"]))
    assert "sqc cpk" not in str(found)


@pytest.mark.parametrize(("method", "size", "told"), [
    ("Xbar-R", "1", True), ("Xbar-R", "5", False), ("I-MR", "5", True), ("I-MR", "1", False),
    ("Xbar-R", "100 %", False), ("p chart", "1", False),
])  # fmt: skip
def test_a_chart_needs_its_sample_size(method, size, told):
    found = sqc.control_plan(form(control_method=[method, "check"], sample_size=[size, "1"]))
    assert ("chart-size" in keys(found)) == told


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"gauge": ["a"], "method": ["b"]}, {}, "no-column"),
        ({"characteristic": [None], "gauge": ["x"]}, {}, "no-data-left"),
        (form(LSL=["about 9", None]), {}, "bad-limit"),
        (FORM, {"column": "reaction=nothing"}, "unknown-column"),
        (FORM, {"column": "react=gauge"}, "unknown-part"),
    ],
)
def test_what_has_no_answer_is_refused(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.control_plan(data, **options)
    assert error.value.key == key


def test_heads_in_chinese(tmp_path):
    path = tmp_path / "plan.csv"
    heads = "编号,工序,设备,产品特性,特殊特性分类,规格/公差,评价/测量技术,样本容量,频次,控制方法,反应计划"
    path.write_text(
        f"{heads}\n1,车,车床,外径,★,10±0.1,卡尺,5,每小时,均值-极差图,停机报告\n", encoding="utf-8"
    )
    found = sqc.control_plan(str(path))
    assert keys(found) == ["plan-complete"]
    assert found.plan.rows[0].usl == 10.1


def test_the_page_holds_the_usual_layout_and_escapes_the_data():
    page = sqc.control_plan(form(control_method=["<script>x</script>", "=1+1"])).to_html("en")
    assert "<script>x" not in page
    for head in ("characteristic", "specification", "gauge", "sample size", "frequency", "reaction plan"):
        assert head in page


def test_the_workbook_has_a_sheet_of_the_plan():
    openpyxl = pytest.importorskip("python_calamine")
    name, content = sqc.control_plan(EXAMPLES / "control-plan-pump.csv").files("plan.xlsx")[0]
    book = openpyxl.CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("plan").to_python()
    assert (name, len(rows)) == ("plan.xlsx", 10)
    assert rows[0][:4] == ["id", "process step", "machine", "characteristic"]


@pytest.mark.parametrize("size", ["page", "a4", "a4p"])
def test_the_picture(size):
    assert sqc.control_plan(EXAMPLES / "control-plan-pump.csv").figure("zh", size=size) is not None


def test_rows_beyond_a_sheet_are_said():
    data = {name: [cells[0]] * 90 for name, cells in FORM.items()}
    page = sqc.control_plan(data).stored_report.page()
    assert re.search(r"\d+ of 90 characteristics", page.footer[0].render("en"))


def test_the_example():
    found = sqc.control_plan(EXAMPLES / "control-plan-pump.csv")
    facts = ("n_characteristics", "n_open", "n_charts")
    assert [found[key] for key in facts] == [9, 3, 4]
    assert keys(found)[0] == "plan-open"
    assert "n_open" in found.explain()
