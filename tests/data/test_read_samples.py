"""The thirteen files of samples_zh are understood with no option, as their manifest says."""

import json
from pathlib import Path

import numpy as np
import pytest

from sqc.data.read import read_table

HERE = Path(__file__).parent / "samples_zh"
MANIFEST = {
    entry["file"]: entry for entry in json.loads((HERE / "manifest.json").read_text("utf-8"))["files"]
}

# A file of GB 2312 characters is GBK and GB 18030 at once; the smaller set is what sqc reports.
ENCODINGS = {
    "gbk": "GBK",
    "gb18030": "GBK",
    "utf-8": "UTF-8",
    "utf-8 with BOM": "UTF-8 BOM",
    "utf-16-le with BOM": "UTF-16 LE BOM",
    "big5": "Big5",
}


def table(name):
    return read_table(HERE / name)


def said(found, lang):
    return "; ".join(clause.render(lang) for clause in found.source.read)


@pytest.mark.parametrize("name", MANIFEST)
def test_bytes_encoding_rows_and_problems(name):
    entry, found = MANIFEST[name], table(name)
    assert found.source.size == entry["bytes"]
    assert found.source.encoding == ENCODINGS[entry["encoding"]]
    assert found.n_rows == found.source.n_read == entry["rows"]
    assert not [problem for column in found.columns for problem in column.problems]
    assert found.source.sha256 is not None


def numbers(found, name):
    column = found.find(name)
    assert column is not None and column.kind == "number"
    return column.numbers


def test_zhijing():
    entry, found = MANIFEST["zhijing_xbar_r_gbk.csv"], table("zhijing_xbar_r_gbk.csv")
    family = [column for column in found.columns if column.stem == "直径"]
    assert len(family) == entry["subgroup_columns"]
    assert {column.unit for column in family} == {"mm"}
    assert [column.header for column in family] == [f"直径{k}(mm)" for k in range(1, 6)]
    values = np.column_stack([column.numbers for column in family])
    assert values[0, 0] == entry["first_value"]
    assert values.mean() == pytest.approx(entry["grand_mean"], abs=5e-7)
    assert np.ptp(values, axis=1).mean() == pytest.approx(entry["mean_range"], abs=5e-6)
    assert {column.decimals for column in family} == {3}
    assert found.find("日期").kind == "date" and found.find("班次").kind == "text"
    assert found.find("子组").integer


def test_kanglaqiangdu():
    name = "kanglaqiangdu_imr_utf8bom.csv"
    entry, found = MANIFEST[name], table(name)
    column = found.find(entry["value_column"])
    assert (column.name, column.unit) == ("抗拉强度", entry["unit"])
    assert column.numbers.mean() == pytest.approx(entry["mean"], abs=5e-7)
    assert np.abs(np.diff(column.numbers)).mean() == pytest.approx(entry["mean_moving_range"], abs=5e-7)
    first = np.datetime64(int(found.find("日期").numbers[0]), "s")
    assert str(first)[:10] == entry["first_date"]
    assert found.find("批号").kind == "text"
    assert found.find("时间").cells[1] == "10:30"


def test_buhegelv():
    name = "buhegelv_p_fullwidth_gb18030.csv"
    entry, found = MANIFEST[name], table(name)
    assert found.source.delimiter == "，"
    assert numbers(found, "检验数").sum() == entry["total_inspected"]
    assert numbers(found, "不合格数").sum() == entry["total_nonconforming"]
    rate = found.find("不合格率")
    assert rate.unit == "%" and rate.numbers.mean() == pytest.approx(100 * entry["pbar"])
    assert found.find("批次").cells[19] == "20"
    assert said(found, "en") == "GBK, full-width digits and commas normalised"
    assert said(found, "zh") == "GBK，全角数字和逗号已转换"


def test_waiguan():
    name = "waiguan_hege_utf8.csv"
    entry, found = MANIFEST[name], table(name)
    column = found.find(entry["result_column"])
    assert column.kind == "verdict"
    assert column.numbers.sum() == entry["nonconforming"]
    assert {column.cells[int(i)] for i in np.flatnonzero(column.numbers)} == {entry["fail_value"]}


def test_buliang():
    name = "buliang_pareto_gbk.csv"
    entry, found = MANIFEST[name], table(name)
    assert numbers(found, "频数").sum() == entry["total"]
    assert set(found.find(entry["category_column"]).cells) == set(entry["order"])
    assert found.find("损失金额").numbers[0] == 3219.0
    assert found.find("损失金额").unit == "元"


def test_msa():
    entry, found = MANIFEST["msa_grr_gb18030.csv"], table("msa_grr_gb18030.csv")
    column = found.find("测量值（mm）")
    assert (column.name, column.unit) == ("测量值", "mm")
    assert column.numbers.mean() == pytest.approx(entry["mean"], abs=5e-7)
    assert len(set(found.find("零件号").numbers)) == entry["parts"]
    assert len(set(found.find("评价人").cells)) == entry["operators"]
    assert len(set(found.find("试验次数").numbers)) == entry["trials"]


def test_kongjing():
    name = "kongjing_merged_header_gbk.csv"
    entry, found = MANIFEST[name], table(name)
    assert list(found.header_lines) == entry["header_rows"]
    assert [column.header for column in found.columns] == entry["columns"]
    assert len(found.footer_lines) == entry["skip_footer"]
    family = [column for column in found.columns if column.stem == "孔径"]
    assert [column.unit for column in family] == ["mm"] * 3
    values = np.column_stack([column.numbers for column in family])
    assert values.mean() == pytest.approx(entry["grand_mean"], abs=5e-7)
    (spec,) = found.specifications
    assert (spec.lsl, spec.usl, spec.target) == (entry["lsl"], entry["usl"], 8.0)
    assert (spec.text, spec.line, spec.unit) == ("8.000±0.030 mm", 2, "mm")
    assert len(found.find("班次").missing) == 6
    assert found.find("外观").numbers.sum() == 1
    assert found.lines.tolist() == list(range(5, 17))
    assert said(found, "en") == (
        "GBK, comma; header lines 3-4, data lines 5-16, footer lines 17-18 left out (合计, 检验员)"
    )
    assert said(found, "zh") == (
        "GBK，逗号分隔; 表头第 3-4 行，数据第 5-16 行，第 17-18 行为表尾（合计、检验员），未使用"
    )


def test_quexian():
    entry, found = MANIFEST["quexian_u_utf16.txt"], table("quexian_u_utf16.txt")
    assert found.source.delimiter == "\t"
    assert numbers(found, "缺陷数").sum() == entry["total_defects"]
    assert numbers(found, "检查面积").sum() == entry["total_area"]
    assert found.find("检查面积").unit == "m²"


def test_dianya():
    entry, found = MANIFEST["dianya_imr_big5.csv"], table("dianya_imr_big5.csv")
    assert found.columns[2].header == "電壓(V)"
    assert found.columns[2].numbers.mean() == pytest.approx(entry["mean"], abs=5e-7)
    assert found.columns[3].kind == "verdict"


def test_jinghanliang():
    name = "jinghanliang_units_gbk.csv"
    entry, found = MANIFEST[name], table(name)
    column = found.find("净含量")
    assert found.source.delimiter == entry["delimiter"]
    assert (column.missing + 1).tolist() == entry["missing_rows"]
    assert np.isfinite(column.numbers).sum() == entry["valid"]
    assert np.nanmean(column.numbers) == pytest.approx(entry["mean"], abs=5e-6)
    assert column.unit == entry["unit"] and column.unit_from_cells
    assert column.spellings == ((3, "/"), (9, "—"), (14, "未检"), (25, "N/A"))
    assert found.find("温度").unit == "℃"


def test_gongyingshang():
    entry, found = MANIFEST["gongyingshang_utf8.csv"], table("gongyingshang_utf8.csv")
    months = found.find("月份")
    assert months.kind == "date" and sorted(set(months.cells)) == entry["months"]
    assert 1e6 * numbers(found, "不合格数")[0] / numbers(found, "抽检数")[0] == entry["ppm_first"]
    assert found.find("准时交付率").unit == "%"


def test_shouming():
    entry, found = MANIFEST["shouming_weibull_gbk.csv"], table("shouming_weibull_gbk.csv")
    state = list(found.find("状态").cells)
    assert state.count(entry["fail_value"]) == entry["failures"]
    assert state.count(entry["censor_value"]) == entry["censored"]


def test_qcxiaozu():
    entry, found = MANIFEST["qcxiaozu_xiaoguo_utf8bom.csv"], table("qcxiaozu_xiaoguo_utf8bom.csv")
    stage = np.array(found.find("阶段").cells)
    for name, rate in (("活动前", entry["p_before"]), ("活动后", entry["p_after"])):
        rows = stage == name
        found_rate = numbers(found, "不合格数")[rows].sum() / numbers(found, "检查数")[rows].sum()
        assert found_rate == pytest.approx(rate)
