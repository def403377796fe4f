"""`sqc sipoc`: steps from a form or TOML, what is missing, the picture, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

import sqc
from sqc.report.marks import Arrow, Shape, Text
from sqc.sixsigma.forms.boxes import em
from sqc.sixsigma.sipoc.page import BOX

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = {
    "supplier": ["foundry", "tool room", "seal maker"],
    "input": ["casting", "reamer", "seal"],
    "process": ["bore", "", "press"],
    "output": ["housing", "chips", "pump"],
    "customer": ["press", "recycler", "plant"],
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def form(**changes):
    return {**FORM, **changes}


def test_a_row_without_a_step_goes_on_with_the_one_above():
    found = sqc.sipoc(FORM)
    bore, press = found.sipoc.steps
    assert (bore.name, bore.ins) == ("bore", (("foundry", "casting"), ("tool room", "reamer")))
    assert press.outs == (("pump", "plant"),)
    assert keys(found) == ["complete"]
    facts = ("n_steps", "n_inputs", "n_outputs", "n_suppliers", "n_customers", "n_gaps")
    assert [found[key] for key in facts] == [2, 3, 3, 3, 3, 0]
    assert found.to_frame()["process"].tolist() == ["bore", "bore", "press"]


def test_a_step_named_in_each_of_its_rows_is_one_step():
    assert sqc.sipoc(form(process=["bore", "bore", "press"]))["n_steps"] == 2


@pytest.mark.parametrize(
    ("changes", "key", "name"),
    [
        ({"output": ["a", "b", ""], "customer": ["c", "d", ""]}, "step-without-output", "press"),
        ({"input": ["casting", "reamer", "-"], "supplier": ["f", "t", "无"]}, "step-without-input", "press"),
        ({"customer": ["press", "", "plant"]}, "output-without-customer", "chips"),
        ({"output": ["housing", "", "pump"]}, "customer-without-output", "recycler"),
        ({"supplier": ["foundry", "", "seal maker"]}, "input-without-supplier", "reamer"),
        ({"input": ["casting", "", "seal"]}, "supplier-without-input", "tool room"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(changes, key, name):
    found = sqc.sipoc(form(**changes))
    assert keys(found) == ["gaps", key]
    assert found["n_gaps"] == 1
    assert found.findings_list()[1].values["names"] == [name]
    assert [finding.level for finding in found.findings_list()] == ["watch", "watch"]


def test_merged_cells_are_filled_on_demand():
    data = form(customer=["press", "", "plant"])
    assert "--fill customer" in sqc.sipoc(data).findings_list()[1].message.render("en")
    assert keys(sqc.sipoc(data, fill="customer")) == ["complete"]


def test_a_flow_chart_is_no_sipoc():
    data = {name: [f"{name} {i}" for i in range(9)] for name in FORM}
    assert keys(sqc.sipoc(data)) == ["complete", "many-steps"]


def test_the_last_row_of_words_is_no_footer(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text("供方,输入,过程,输出,顾客\n甲,料,下料,坯,乙\n丙,油,,,\n", encoding="gbk")
    assert len(sqc.sipoc(str(path)).sipoc.steps[0].ins) == 2


def test_toml_says_the_same_as_a_form(tmp_path):
    found = sqc.sipoc(EXAMPLES / "sipoc-incoming.toml")
    assert keys(found) == ["complete"]
    assert found.sipoc.title == "Incoming inspection"
    first = found.sipoc.steps[0]
    assert first.ins == (("carrier", "lot"), ("supplier", "delivery note"))
    assert first.outs == (("entry in the stock system", "inspector"),)
    path = tmp_path / "one.toml"
    text = '[["步骤"]]\n"过程" = "下料"\n"供方" = "甲"\n"输入" = ["料", "油"]\n"输出" = "坯"\n"顾客" = "乙"\n'
    path.write_text(text, encoding="utf-8")
    step = sqc.sipoc(str(path)).sipoc.steps[0]
    assert step.ins == (("甲", "料"), ("甲", "油"))


@pytest.mark.parametrize("text", ["[[step]\n", "a = 1\n", "[[step]]\nprocess = \n"])
def test_toml_that_is_none(text, tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(sqc.DataError) as error:
        sqc.sipoc(str(path))
    assert error.value.key == "sipoc-file"


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"input": ["a"], "output": ["b"]}, {}, "no-column"),
        ({"process": ["", "-"], "output": ["a", "b"]}, {}, "no-data-left"),
        (FORM, {"column": "customer=Who"}, "unknown-column"),
        (FORM, {"column": "client=customer"}, "unknown-part"),
        ("absent.toml", {}, "file-not-found"),
    ],
)
def test_what_has_no_answer_is_refused(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.sipoc(data, **options)
    assert error.value.key == key


def boxes(plot):
    return [
        (mark.x.min(), mark.y.min(), mark.x.max(), mark.y.max(), mark.role)
        for mark in plot.marks
        if isinstance(mark, Shape)
    ]


def test_boxes_do_not_overlap_and_hold_their_words():
    long = ["a very long name of a thing that no box holds in one line", "x" * 60, "供方名称很长很长很长很长"]
    found = sqc.sipoc(form(input=long, customer=long))
    plot = found.stored_report.page().rows[0][0]
    drawn = boxes(plot)
    for i, (x0, y0, x1, y1, _) in enumerate(drawn):
        for a0, b0, a1, b1, _ in drawn[i + 1 :]:
            assert x1 <= a0 or a1 <= x0 or y1 <= b0 or b1 <= y0
    for text in (mark for mark in plot.marks if isinstance(mark, Text) and isinstance(mark.text, str)):
        assert em(text.text) <= BOX
        assert any(x0 <= text.x <= x1 and y0 <= text.y <= y1 for x0, y0, x1, y1, _ in drawn)


def test_what_is_missing_is_hatched_and_has_no_arrow():
    whole, gap = (
        sqc.sipoc(data).stored_report.page().rows[0][0]
        for data in (FORM, form(customer=["press", "", "plant"]))
    )
    assert "other" not in {box[-1] for box in boxes(whole)}
    assert [box[-1] for box in boxes(gap)].count("other") == 1
    arrows = [sum(isinstance(mark, Arrow) for mark in plot.marks) for plot in (whole, gap)]
    assert arrows == [13, 12]


@pytest.mark.parametrize("size", ["page", "a4", "a4p"])
def test_the_picture(size):
    assert sqc.sipoc(EXAMPLES / "sipoc-pump.csv").figure("zh", size=size) is not None


def test_a_column_is_too_narrow(tmp_path):
    found = sqc.sipoc(FORM)
    for call in (found.figure, found.to_html, lambda size: found.save(tmp_path / "a.png", size=size)):
        with pytest.raises(sqc.OptionError, match="page, a4 or a4p"):
            call(size="column")


def test_steps_beyond_a_sheet_are_said():
    data = {name: [f"{name} {i}" for i in range(90)] for name in FORM}
    page = sqc.sipoc(data).stored_report.page()
    assert "of 90 steps" in page.footer[0].render("en")


def test_the_example_names_its_gaps():
    found = sqc.sipoc(EXAMPLES / "sipoc-pump.csv")
    assert (found["n_steps"], found["n_gaps"]) == (5, 3)
    assert "空缺" in found.to_text("zh")
    assert "n_gaps" in found.explain()
