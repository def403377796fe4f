"""What the forms share: columns by their heads, blank cells, words in boxes, rows without a number."""

from __future__ import annotations

import pytest

import sqc
from sqc.data.read import read_table
from sqc.data.sheet import ReadOptions
from sqc.qctools.kit.take import filled_down
from sqc.sixsigma.control_plan.rows import PARTS as PLAN_PARTS
from sqc.sixsigma.fmea.sheet import PARTS
from sqc.sixsigma.forms.boxes import ACROSS, em, folded
from sqc.sixsigma.forms.cells import form_of, is_blank, texts
from sqc.sixsigma.forms.heads import parts_of
from sqc.sixsigma.sipoc.steps import PARTS as SIPOC_PARTS


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("Severity", "severity"), ("Sev.", "severity"), ("S", "severity"), ("严重度", "severity"),
        ("严重度(S)", "severity"), ("严重度 S", "severity"), ("Severity 严重度", "severity"),
        ("O", "occurrence"), ("频度", "occurrence"), ("发生度", "occurrence"),
        ("Occurrence (O)", "occurrence"),
        ("探测度", "detection"), ("Det", "detection"), ("Potential Failure Mode", "mode"),
        ("失效模式", "mode"),
        ("Item/Function", "item"), ("潜在失效后果", "effect"), ("Potential Cause(s)", "cause"),
        ("责任人", "owner"),
        ("Recommended Action", "action"), ("目标完成日期", "due"), ("序号", "id"), ("No.", "id"),
        ("RPN", "rpn"), ("AP", "ap"), ("措施优先级", "ap"),
    ],
)  # fmt: skip
def test_heads_of_an_fmea(head, part):
    assert list(parts_of(read_table({head: ["1", "2"]}), PARTS).columns) == [part]


@pytest.mark.parametrize("parts", [PARTS, PLAN_PARTS, SIPOC_PARTS])
def test_a_head_names_one_part(parts):
    heads = [head for part in parts for head in part.known]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize("head", ["comment", "备注", "S*O*D"])
def test_other_heads_play_no_part(head):
    assert not parts_of(read_table({head: ["1", "2"]}), PARTS).columns


def test_a_column_is_named_by_hand_as_text_list_or_mapping():
    table = read_table({"a": [1, 2], "b": ["x", "y"]})
    for given in ("severity=a", ("severity=a", "mode=b"), {"severity": "a"}):
        assert parts_of(table, PARTS, given).columns["severity"].name == "a"
    for given in ("serverity=a", "severity", "severity="):
        with pytest.raises(sqc.OptionError) as error:
            parts_of(table, PARTS, given)
        assert error.value.key == "unknown-part"


@pytest.mark.parametrize("text", ["", " - ", "N/A", "TBD", "无", "／", "待定"])
def test_what_people_write_where_there_is_nothing(text):
    assert is_blank(text)


def test_cells_as_words():
    table = read_table({"a": [1.0, float("nan"), 2.5], "b": ["x  y", "", "n/a"]})
    assert texts(table.columns[0], 3) == ["1.0", "", "2.5"]
    assert texts(table.columns[1], 3) == ["x y", "", ""]
    assert texts(None, 2) == ["", ""]
    assert filled_down(["a", "", "b", ""]) == (["a", "a", "b", "b"], 2)


def test_rows_without_a_number_are_rows_of_a_form(tmp_path):
    """A table of measurements takes them for titles or footers; here they are what was written."""
    path = tmp_path / "plan.csv"
    path.write_text("what,lsl,usl\nlook,,\nlength,9,11\nsmell,,\n", encoding="utf-8")
    assert form_of(str(path), {}).columns[0].cells == ["look", "length", "smell"]
    assert len(read_table(str(path), ReadOptions()).columns[0].cells) < 3


@pytest.mark.parametrize("text", ["a long sentence of many words that goes on", "一句很长的话" * 6, "x" * 80])
def test_lines_fit_their_box(text):
    lines = folded(text, 8.0, 3)
    assert len(lines) <= 3
    assert all(em(line) <= 8.0 for line in lines)
    assert folded("short", 8.0, 3) == ["short"]
    assert folded("", 8.0, 3) == []
    assert ACROSS > 60
