"""Causes and actions that people wrote down for points."""

import json

import pytest

import sqc
from sqc.cli.main import main
from sqc.data.notes_file import read_notes
from sqc.notes import SqcError
from sqc.report.marks import Note

VALUES = [10.0, 10.2, 9.9, 10.1, 10.0, 9.8, 10.1, 10.0, 13.0, 10.1, None, 10.0]


def notes(text, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_points_are_found_by_the_names_of_the_chart(tmp_path):
    path = notes("批号,原因,措施,责任人\nL3,换刀,首检,赵敏\nL1,量具归零,,\n", tmp_path)
    found = read_notes(path, ["L1", "L2", "L3"], 3)
    assert [(note.place, note.cause, note.who) for note in found] == [
        (0, "量具归零", ""),
        (2, "换刀", "赵敏"),
    ]


def test_without_names_a_point_is_its_position():
    assert read_notes({"point": ["9"], "cause": ["new tool"]}, None, 12)[0].place == 8


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("point,cause\n99,x\n", "unknown-point"),
        ("a,b\n1,x\n", "notes-columns"),
        ("point,who\n1,x\n", "notes-columns"),
    ],
)
def test_what_cannot_be_placed_is_said(text, key, tmp_path):
    with pytest.raises(SqcError) as raised:
        read_notes(notes(text, tmp_path), None, 12)
    assert raised.value.key == key


def test_they_are_drawn_listed_and_in_json(tmp_path, capsys):
    path = notes(
        "point,cause,action\n9,tool broken at the tip and left in the part for a while,stop\n", tmp_path
    )
    chart = sqc.chart(VALUES, kind="i-mr", notes=path)
    marks = chart.report().page().rows[0][0].marks
    drawn = [mark for mark in marks if isinstance(mark, Note) and mark.role == "note"]
    assert len(drawn) == 1 and (drawn[0].x, drawn[0].y) == (9.0, 13.0)
    assert "tool broken at the tip and left in the part for a while" in chart.to_text()
    assert json.loads(chart.to_json())["tables"]["notes"]["point"] == ["9"]
    assert "who" not in json.loads(chart.to_json())["tables"]["notes"]


def test_a_note_at_a_gap_is_listed_and_not_drawn(tmp_path):
    chart = sqc.chart(VALUES, kind="i-mr", notes={"point": ["11"], "cause": ["gauge away"]})
    marks = chart.report().page().rows[0][0].marks
    assert not [mark for mark in marks if isinstance(mark, Note) and mark.role == "note"]
    assert "gauge away" in chart.to_text()


def test_a_chart_without_notes_has_no_such_table():
    assert "notes" not in sqc.chart(VALUES, kind="i-mr").to_dict()["tables"]


def test_notes_of_several_charts_are_refused(tmp_path, capsys):
    path = notes("point,cause\n1,x\n", tmp_path)
    data = tmp_path / "a.csv"
    data.write_text("m,x\n" + "".join(f"{'AB'[i % 2]},{i % 7}\n" for i in range(40)), encoding="utf-8")
    assert main(["chart", str(data), "--value", "x", "--by", "m", "--notes", path]) == 2
    assert "is about one chart" in capsys.readouterr().err
