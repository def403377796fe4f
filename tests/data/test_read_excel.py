"""Spreadsheets as people have them."""

import datetime
import io

import numpy as np
import openpyxl
import pytest
import xlwt

from sqc.data.header import understand
from sqc.data.read import ReadOptions, read_table
from sqc.data.read import read_table as read
from sqc.i18n.message import words
from sqc.notes import SqcError


@pytest.fixture
def form(tmp_path):
    """A form with a cover sheet, titles, merged heads, merged body cells, footer lines."""
    book = openpyxl.Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("数据")
    sheet.append(["尺寸检验记录表"])
    sheet.merge_cells("A1:F1")
    sheet.append(["规格", "8.000±0.030 mm"])
    sheet.append(["日期", "班次", "孔径(mm)", None, None, "备注"])
    sheet.append([None, None, 1, 2, 3, None])
    for block in ("C3:E3", "A3:A4", "B3:B4"):
        sheet.merge_cells(block)
    for k in range(6):
        when = datetime.datetime(2024, 3, 5 + k // 2, 8 if k % 2 == 0 else 20, 30)
        sheet.append([when, "白班" if k % 2 == 0 else None, 8.004 + k / 1000, 7.998, 8.01, None])
    sheet.merge_cells("B5:B6")
    sheet.append(["合计"])
    sheet.append(["检验员：赵敏"])
    path = tmp_path / "form.xlsx"
    book.save(path)
    return path


def test_a_form_of_words_with_heads_in_two_rows(tmp_path):
    """O under a merged head is a head, though alone it may mean good."""
    rows = [
        ["工序", "措施结果", None, None, None],
        [None, "S", "O", "D", "AP"],
        ["压装", 9, 2, 3, "L"],
        ["拧紧", 5, 3, 4, "L"],
    ]
    path = saved(tmp_path, rows)
    found = read_table(path, ReadOptions(form=True))
    heads = [column.header for column in found.columns]
    assert heads == ["工序", "措施结果_S", "措施结果_O", "措施结果_D", "措施结果_AP"]
    assert found.n_rows == 2
    verdicts = understand([["外观", "", "备注"], ["OK", "NG", ""], ["OK", "OK", ""]], form=True)
    assert (verdicts.header, list(verdicts.body)) == ((0,), [1, 2])


def test_form(form):
    found = read_table(form)
    assert [column.header for column in found.columns][:5] == [
        "日期", "班次", "孔径(mm)_1", "孔径(mm)_2", "孔径(mm)_3",
    ]  # fmt: skip
    assert found.columns[0].kind == "date"
    assert found.columns[0].cells[0] == "2024-03-05 08:30"
    assert found.columns[0].numbers[0] == np.datetime64("2024-03-05T08:30", "s").astype(float)
    assert list(found.columns[1].cells) == ["白班", "白班", "白班", "", "白班", ""]
    assert found.columns[2].numbers.tolist() == [8.004, 8.005, 8.006, 8.007, 8.008, 8.009]
    assert (found.columns[2].decimals, found.columns[2].stem) == (3, "孔径")
    assert found.lines.tolist() == list(range(5, 11))
    assert (found.specifications[0].lsl, found.specifications[0].usl) == (7.97, 8.03)
    assert found.source.read[0].render("en") == "form.xlsx: sheet 数据, 1 merged block of cells filled"
    assert found.source.read[0].render("zh") == "form.xlsx：工作表 数据，1 处合并单元格已填入"
    assert found.source.read[1].render("en") == (
        "header lines 3-4, data lines 5-10, footer lines 11-12 left out (合计, 检验员)"
    )


def test_old_format_with_serial_dates(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for place, head in enumerate(["日期", "d(mm)", "n"]):
        sheet.write(0, place, head)
    for k in range(4):
        for place, cell in enumerate([45356 + k, 12.5 + k / 10, k]):
            sheet.write(k + 1, place, cell)
    path = tmp_path / "old.xls"
    book.save(str(path))
    found = read(path)
    assert found.columns[0].kind == "date" and list(found.columns[0].cells)[:2] == [
        "2024-03-05",
        "2024-03-06",
    ]
    assert found.columns[1].numbers.tolist() == [12.5, 12.6, 12.7, 12.8]
    assert found.columns[1].decimals == 1 and found.columns[2].integer


def saved(tmp_path, rows, name="a.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


def test_cells_that_are_no_numbers(tmp_path):
    path = saved(tmp_path, [["d", "v"], [1, 2.5], [2, "OL"], [3, "<0.01"], [4, 2.5], [5, "２.25"]])
    column = read(path).columns[1]
    assert column.kind == "number" and column.numbers[4] == 2.25
    assert [(error.key, error.line, error.cell) for error in column.problems] == [
        ("bad-cell", 3, "OL"),
        ("censored-cell", 4, "<0.01"),
    ]
    assert [words(line) for line in column.problems[0].details] == ["2 | OL", "    ^^"]
    assert not read(path, ReadOptions(missing=("OL",), censored="limit")).columns[1].problems


def test_blank_area_before_the_data_and_times(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for k, row in enumerate(
        [["日期", "时间", "d"], [datetime.date(2024, 3, 5), datetime.time(8, 30), 1.5]] * 1
    ):
        for place, cell in enumerate(row):
            sheet.cell(row=4 + k, column=3 + place, value=cell)
    sheet.cell(row=6, column=3, value=datetime.date(2024, 3, 6))
    sheet.cell(row=6, column=4, value=datetime.time(9, 0))
    sheet.cell(row=6, column=5, value=1.75)
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert found.lines.tolist() == [5, 6]
    by_name = {column.name: column for column in found.columns}
    assert by_name["d"].numbers.tolist() == [1.5, 1.75]
    assert list(by_name["时间"].cells) == ["08:30", "09:00"]
    assert by_name["日期"].kind == "date"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"PK\x03\x04 xl/ broken", "broken-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "broken-file"),
        (b"PK\x03\x04", "not-text"),
        (b"", "empty-file"),
    ],
)
def test_broken_files(tmp_path, data, key):
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(SqcError) as caught:
        read(tmp_path / "a.xlsx")
    assert caught.value.key == key


def test_every_cut_of_a_spreadsheet_is_refused_or_read(tmp_path):
    path = saved(tmp_path, [["d"], [1.5], [2.5]])
    data = path.read_bytes()
    for end in range(0, len(data), max(len(data) // 40, 1)):
        path.write_bytes(data[:end])
        with pytest.raises(SqcError):
            read(path)


def test_flipped_bytes_never_give_a_traceback(tmp_path):
    path = saved(tmp_path, [["d"], [1.5], [2.5]])
    data = bytearray(path.read_bytes())
    r = np.random.default_rng(3)
    for _ in range(150):
        broken = bytearray(data)
        for place in r.integers(4, len(data), 3):
            broken[place] ^= int(r.integers(1, 255))
        path.write_bytes(bytes(broken))
        try:
            read(path)
        except SqcError as error:
            assert words(error.message)


def test_no_sheet_with_data(tmp_path):
    with pytest.raises(SqcError) as caught:
        read(saved(tmp_path, []))
    assert caught.value.key == "empty-file"


def test_standard_input(tmp_path, monkeypatch):
    import sys

    data = saved(tmp_path, [["d"], [1.5], [2.5]]).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert read("-").columns[0].numbers.tolist() == [1.5, 2.5]
