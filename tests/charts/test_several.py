"""Several charts from one table: by a column, and by several columns of values."""

import json

import numpy as np
import pandas as pd
import polars as pl
import pytest

import sqc
from sqc.charts.several import ControlCharts
from sqc.cli.main import main
from sqc.notes import SqcError


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(3)
    data = pd.DataFrame(
        {
            "machine": ["A", "B", "C"] * 40,
            "length": rng.normal(10, 0.1, 120).round(3),
            "width": rng.normal(5, 0.05, 120).round(3),
        }
    )
    data.loc[90, "length"] = 11.0
    return data


@pytest.fixture
def file(frame, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    frame.to_csv("m.csv", index=False)
    return "m.csv"


def test_each_chart_is_the_chart_of_its_rows_alone(frame):
    charts = sqc.chart(frame, value="length", by="machine")
    assert isinstance(charts, ControlCharts) and list(charts.charts) == ["A", "B", "C"]
    for name, chart in charts.charts.items():
        alone = sqc.chart(frame[frame.machine == name].length.tolist(), kind="i-mr")
        assert np.allclose(chart.panels[0].statistic, alone.panels[0].statistic)
        assert chart["i_upper"] == alone["i_upper"]


def test_line_1_names_those_that_need_action(frame):
    charts = sqc.chart(frame, value="length", by="machine")
    assert charts.to_text().splitlines()[0] == "[act] 1 of 3 charts needs action: A."
    assert charts.to_text("zh").splitlines()[0] == "[处置] 3 张图中 1 张需要处置：A。"
    rows = charts.report().tables[0].rows
    assert rows[0][0] == "A"


def test_several_different_columns_are_a_chart_each(frame):
    charts = sqc.chart(frame, value="length,width")
    assert list(charts.charts) == ["length", "width"]
    both = sqc.chart(frame, value=["length", "width"], by="machine", kind="i-mr")
    assert list(both.charts) == [f"{m} {v}" for m in "ABC" for v in ("length", "width")]


def test_readings_of_one_thing_stay_subgroups():
    rows = {f"x{i}": [10.0 + 0.1 * ((i * 7 + j * 3) % 5) for j in range(25)] for i in range(1, 6)}
    assert sqc.chart(rows, value="x1,x2,x3,x4,x5").kind.name == "xbar-r"
    assert sqc.chart(rows, value="x1..x5").kind.name == "xbar-r"
    assert list(sqc.chart(rows, value="x1,x2", kind="i-mr").charts) == ["x1", "x2"]
    assert sqc.chart({"a": rows["x1"], "b": rows["x2"]}, value="a,b", kind="xbar-r").kind.name == "xbar-r"


def test_frames_of_all_charts_in_the_callers_library(frame):
    charts = sqc.chart(pl.from_pandas(frame), value="length", by="machine")
    assert isinstance(charts.signals, pl.DataFrame)
    assert set(charts.signals["machine"].to_list()) == {"A"}
    assert charts.limits.shape[0] == 120
    assert charts.to_frame().columns[0] == "machine"


def test_a_part_without_a_chart_is_said_and_the_others_are_drawn():
    data = {"m": ["A"] * 20 + ["B"] * 20, "x": [5.0] * 20 + [float(i % 3) for i in range(20)]}
    charts = sqc.chart(data, value="x", by="m", kind="i-mr")
    assert list(charts.charts) == ["B"]
    found = [finding for finding in charts.report().findings if finding.key == "no-chart"]
    assert found[0].level == "act" and "A" in found[0].message.render("en")
    with pytest.raises(SqcError) as raised:
        sqc.chart({"m": ["A", "A"], "x": [1.0, 1.0]}, value="x", by="m", kind="i-mr")
    assert raised.value.key == "no-variation"


def test_more_than_twenty_are_refused_with_a_way_to_choose(tmp_path):
    data = {"m": [f"M{i}" for i in range(21)] * 5, "x": [float(i % 7) for i in range(105)]}
    with pytest.raises(SqcError) as raised:
        sqc.chart(data, value="x", by="m")
    assert raised.value.key == "too-many-charts"
    assert raised.value.hints[0].render("en") == "--where m=M0"


def test_one_limits_file_for_several_charts_is_refused(file, capsys):
    assert main(["chart", file, "--value", "length", "--by", "machine", "--save-limits", "a.toml"]) == 2
    assert "is about one chart" in capsys.readouterr().err


def test_a_column_with_one_value_gives_one_chart(frame):
    chart = sqc.chart(frame[frame.machine == "B"], value="length", by="machine")
    assert chart.kind.name == "i-mr"


def test_a_folder_gets_a_picture_each_and_names_stay_in_it(file, frame, tmp_path, capsys):
    frame.assign(machine=frame.machine.map({"A": "../A", "B": "b/1", "C": "CON"})).to_csv(
        "n.csv", index=False
    )
    assert main(["chart", "n.csv", "--value", "length", "--by", "machine", "-o", "out/", "--quiet"]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["_A.png", "_CON.png", "b_1.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.csv", "n.csv", "out"]


def test_a_pdf_holds_a_sheet_each_and_one_picture_is_refused(file, tmp_path, capsys):
    command = ["chart", file, "--value", "length", "--by", "machine", "--quiet", "-o"]
    assert main([*command, "a.pdf"]) == 0
    assert (tmp_path / "a.pdf").read_bytes().count(b"/Type /Page ") == 3
    assert main([*command, "a.png"]) == 2
    assert "-o charts/" in capsys.readouterr().err


def test_markdown_links_its_pictures(file, tmp_path):
    assert main(["chart", file, "--value", "length", "--by", "machine", "--quiet", "-o", "a.md"]) == 0
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert all(f"](a-{name}.png)" in text and (tmp_path / f"a-{name}.png").is_file() for name in "ABC")
    assert main(["chart", file, "--value", "width", "--quiet", "-o", "b.md"]) == 0
    assert "](b.png)" in (tmp_path / "b.md").read_text(encoding="utf-8")
    assert (tmp_path / "b.png").is_file()


def test_json_holds_every_chart(file, capsys):
    main(["chart", file, "--value", "length", "--by", "machine", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert [part["name"] for part in found["parts"]] == ["A", "B", "C"]
    assert all(part["panels"] for part in found["parts"])


def test_where_picks_rows_before_anything_is_computed(file, frame):
    chart = sqc.chart(file, value="length", where="machine=B")
    alone = sqc.chart(frame[frame.machine == "B"].length.tolist(), kind="i-mr")
    assert chart["i_upper"] == alone["i_upper"]
    assert "80 rows left out by --where" in chart.to_text()


def test_points_stand_at_their_times_where_a_column_of_times_is_named(tmp_path):
    days = ["2024-03-01", "2024-03-02", "2024-03-05", "2024-03-06"]
    chart = sqc.chart({"day": days, "x": [1.0, 2.0, 1.5, 1.2]}, value="x", time="day", kind="i-mr")
    plot = chart.report().page().rows[0][0]
    assert plot.x.scale == "time"
    line = next(mark for mark in plot.marks if type(mark).__name__ == "Line")
    assert np.diff(line.x).tolist() == [86400.0, 3 * 86400.0, 86400.0]


def test_times_that_repeat_leave_points_side_by_side():
    days = ["2024-03-01", "2024-03-01", "2024-03-05"]
    chart = sqc.chart({"day": days, "x": [1.0, 2.0, 1.5]}, value="x", time="day", kind="i-mr")
    assert chart.report().page().rows[0][0].x.scale == "linear"
