"""The sample files from bytes to samples, against the numbers their generator wrote down."""

import json
from pathlib import Path

import numpy as np
import pytest
from handmade import finding, keys

from sqc.data.build import Roles, counts, individuals, subgroups
from sqc.data.read import read_table

HERE = Path(__file__).parent / "samples_zh"
TRUTH = {entry["file"]: entry for entry in json.loads((HERE / "manifest.json").read_text("utf-8"))["files"]}


def read(name):
    return read_table(HERE / name), TRUTH[name]


@pytest.mark.parametrize(
    ("name", "value", "n", "label_name"),
    [
        ("zhijing_xbar_r_gbk.csv", "直径1..直径5", 5, "子组"),
        ("kongjing_merged_header_gbk.csv", "3..5", 3, "日期"),
    ],
)
def test_rows_of_readings(name, value, n, label_name):
    table, truth = read(name)
    sample = subgroups(table, Roles(value=(value,)))
    about = sample.about
    assert sample.n.tolist() == [n] * truth["rows"]
    assert sample.mean.mean() == pytest.approx(truth["grand_mean"], abs=5e-7)
    if "mean_range" in truth:
        assert sample.range.mean() == pytest.approx(truth["mean_range"], abs=5e-7)
    assert (about.unit, about.decimals, about.label_name, about.order) == ("mm", 3, label_name, "time")
    assert about.source.n_used == about.source.n_read == n * truth["rows"]
    assert keys(sample) == []


def test_the_form_says_what_it_left_blank():
    table, _ = read("kongjing_merged_header_gbk.csv")
    sample = subgroups(table, Roles(value=("3..5",)))
    said = [c if isinstance(c, str) else c.render("en") for c in sample.about.source.read]
    assert sample.about.name == "孔径"
    assert said[-2:] == ["36 of 36 values used", "班次 has 6 blank cells"]


@pytest.mark.parametrize(
    ("name", "value"), [("kanglaqiangdu_imr_utf8bom.csv", "抗拉强度"), ("dianya_imr_big5.csv", "電壓(V)")]
)
def test_single_values(name, value):
    table, truth = read(name)
    sample = individuals(table, Roles(value=(value,)))
    assert len(sample.values) == truth["rows"]
    assert sample.values.mean() == pytest.approx(truth["mean"], abs=5e-7)
    if "mean_moving_range" in truth:
        assert np.abs(np.diff(sample.values)).mean() == pytest.approx(truth["mean_moving_range"], abs=5e-7)
    assert (keys(sample), sample.about.order) == ([], "time")


def test_date_and_time_columns_sort_together():
    table, _ = read("kanglaqiangdu_imr_utf8bom.csv")
    in_file, in_time = (individuals(table, Roles(value=("抗拉强度",), order=o)) for o in (None, "日期"))
    assert in_time.values.tolist() == in_file.values.tolist()


def test_cells_without_a_value():
    table, truth = read("jinghanliang_units_gbk.csv")
    sample = individuals(table, Roles(value=("净含量",)))
    gone = (np.flatnonzero(np.isnan(sample.values)) + 1).tolist()
    assert np.nanmean(sample.values) == pytest.approx(truth["mean"], abs=5e-7)
    assert len(sample.values) - len(gone) == truth["valid"] == sample.about.source.n_used
    assert sample.about.unit == truth["unit"]
    assert gone == truth["missing_rows"]
    assert finding(sample, "missing").message.render("en") == (
        '5 of 30 cells hold no value: lines 5 "/", 11 "—", 16 "未检", 22 empty, 27 "N/A". '
        "19 moving ranges remain; none is taken across a gap."
    )


@pytest.mark.parametrize(
    ("name", "value", "inspected", "proportion", "totals"),
    [
        (
            "buhegelv_p_fullwidth_gb18030.csv",
            "不合格数",
            "检验数",
            True,
            ("total_nonconforming", "total_inspected"),
        ),
        ("quexian_u_utf16.txt", "缺陷数", "检查面积", False, ("total_defects", "total_area")),
    ],
)
def test_counts(name, value, inspected, proportion, totals):
    table, truth = read(name)
    sample = counts(table, Roles(value=(value,), inspected=inspected), proportion=proportion)
    assert len(sample.count) == truth["rows"]
    assert [sample.count.sum(), sample.size.sum()] == [truth[key] for key in totals]


def test_verdicts_by_day():
    table, truth = read("waiguan_hege_utf8.csv")
    sample = counts(table, Roles(value=(truth["result_column"],), subgroup="生产日期"), proportion=True)
    assert sample.count.sum() == truth["nonconforming"]
    assert set(sample.size) == {10.0}
    assert sample.about.labels[0] == "2024-03-01"


def test_before_during_after():
    table, truth = read("qcxiaozu_xiaoguo_utf8bom.csv")
    sample = counts(table, Roles(value=("不合格数",), inspected="检查数"), proportion=True)
    stages = sample.about.stages
    assert stages.names == ("活动前", "活动中", "活动后")
    p = np.add.reduceat(sample.count, stages.starts) / np.add.reduceat(sample.size, stages.starts)
    assert p[[0, 2]] == pytest.approx([truth["p_before"], truth["p_after"]], abs=5e-7)
    assert sample.about.labels[0] == "2024-01"
    assert keys(sample) == ["stage-taken"]
