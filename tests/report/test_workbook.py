"""The Excel view, read back with another library."""

import io
import sys
import zipfile

import openpyxl
import pytest

import sqc
from sqc.notes import SqcError
from sqc.report.workbook import workbook

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "http://example.org", "\x01\x1b", "<b>&\"'"]


def opened(result, lang="en"):
    return openpyxl.load_workbook(io.BytesIO(workbook(result.stored_report, lang)))


@pytest.fixture(scope="module")
def chart():
    values = [10.0, 10.2, 9.9, 10.1, 10.0, 9.8, 10.1, 10.0, 13.0, 10.1, None, 10.0]
    return sqc.chart(values, kind="i-mr", given_center=10.0, given_sigma=0.2)


def test_values_and_limits_are_numbers_in_full_precision(chart):
    sheet = opened(chart)["Values"]
    head = [cell.value for cell in sheet[1]]
    assert sheet.cell(10, head.index("i") + 1).value == 13.0
    assert sheet.cell(10, head.index("i_upper") + 1).value == chart["i_upper"]
    assert sheet.cell(12, head.index("i") + 1).value is None
    assert sheet.max_row == 13
    signals = [cell.value for cell in sheet[10] if cell.column > len(chart.to_frame().columns)]
    assert signals[0] == 13.0


def test_a_signal_is_red_in_its_cell_and_in_the_native_chart(chart):
    sheet = opened(chart)["Values"]
    head = [cell.value for cell in sheet[1]]
    assert sheet.cell(10, head.index("i") + 1).font.color.rgb == "FFC1121F"
    with zipfile.ZipFile(io.BytesIO(workbook(chart.stored_report))) as file:
        names = [name for name in file.namelist() if name.startswith("xl/charts/chart")]
        assert len(names) == 2
        drawn = file.read("xl/charts/chart1.xml").decode()
    assert "C1121F" in drawn and 'symbol val="diamond"' in drawn
    assert 'prstDash val="dash"' in drawn


def test_the_result_sheet_says_what_the_text_says(chart):
    cells = [
        str(cell.value) for row in opened(chart)["Result"].rows for cell in row if cell.value is not None
    ]
    assert cells[0] == "[act]"
    assert cells[1] == chart.findings[0].message.render("en")
    assert "sigma_within" in cells


def test_both_languages(chart):
    book = opened(chart, "zh")
    assert book.sheetnames[:3] == ["结果", "控制图", "数据"]
    assert book["结果"]["A1"].value == "[处置]"


def test_text_of_the_data_never_becomes_a_formula_or_a_link():
    frame = {"lot": [*HOSTILE, "a", "b", "c"], "x": [float(i % 3) for i in range(10)]}
    result = sqc.chart(frame, value="x", kind="i-mr")
    sheet = opened(result)["Values"]
    for row in sheet.rows:
        for cell in row:
            assert cell.data_type != "f" and cell.hyperlink is None


def test_the_same_result_gives_the_same_bytes(chart):
    assert workbook(chart.stored_report) == workbook(chart.stored_report)


def test_a_result_without_a_chart_is_written_too():
    book = opened(sqc.look([1.0, 2.0, 3.0]))
    assert book.sheetnames[0] == "Result"


def test_a_missing_extra_is_named(chart, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(SqcError) as raised:
        workbook(chart.stored_report)
    assert raised.value.key == "missing-extra"
    assert 'pip install "sqc[xlsx]"' in str(raised.value.hints[0])
