"""Single cells: numbers, units, dates, verdicts, specifications in titles, names of columns."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqc.data.cells import censored, clean, comma_evidence, decimals_of, is_unit, quantity, unit_key
from sqc.data.dates import compact, excel_serial, lacks_year, seconds, time_of_day, year_last
from sqc.data.decimals import shown_decimals
from sqc.data.header import understand
from sqc.data.heads import heads_of, split_unit
from sqc.data.problems import marked
from sqc.data.sniff import cell_span
from sqc.data.titles import specifications
from sqc.i18n.display import columns_of, cut


@pytest.mark.parametrize(
    ("cell", "value", "unit", "decimals"),
    [
        ("12", 12, "", 0),
        ("-12.030", -12.03, "", 3),
        ("+.5", 0.5, "", 1),
        ("5.", 5, "", 0),
        ("1.5e-3", 0.0015, "", 4),
        ("3,219.00", 3219, "", 2),
        ("1,234,567", 1234567, "", 0),
        ("500.7g", 500.7, "g", 1),
        ("22 ℃", 22, "℃", 0),
        ("96.5%", 96.5, "%", 1),
        ("1e308", 1e308, "", 0),
        ("１２．５", 12.5, "", 1),
        ("－０．５", -0.5, "", 1),
        ("−3", -3, "", 0),
        ("12.5 mm", 12.5, "mm", 1),
        ("3，219.5", 3219.5, "", 1),
        ("8.5°C", 8.5, "°C", 1),
    ],
)
def test_numbers(cell, value, unit, decimals):
    found = quantity(clean(cell))
    assert (found.value, found.unit, found.decimals) == (value, unit, decimals)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "OL",
        "9。8",
        "9.8-10.2",
        "1.2.3",
        "12.0l8",
        "inf",
        "nan",
        "1_000",
        "1e999",
        "0x10",
        "12,34.5",
        "1,23",
        "5A5",
        "B240301",
        "1#",
        "٣",
        "--5",
        "+-5",
        "1 2",
        "5 apples",
        "e5",
        ".",
        "²",
    ],
)
def test_no_numbers(cell):
    assert quantity(clean(cell)) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_is_read_back(value):
    assert quantity(repr(value)).value == value


@given(st.text(max_size=12))
def test_no_text_breaks_a_cell(text):
    cell = clean(text)
    for comma in (False, True):
        found = quantity(cell, comma)
        assert found is None or math.isfinite(found.value)
        censored(cell, comma)
    assert comma_evidence(cell) in ("", "point", "open", "decimal", "thousands")
    seconds(cell)
    time_of_day(cell)
    compact(cell)
    year_last([cell])
    lacks_year(cell, True)
    split_unit(text)
    specifications([(1, [text])])


def test_decimal_comma():
    assert quantity("12,5", comma=True).value == 12.5
    assert quantity("1.234,5", comma=True).value == 1234.5
    assert quantity("12,5 mm", comma=True).unit == "mm"
    assert quantity("12,5") is None
    assert quantity("12.5", comma=True).value == 12.5
    assert decimals_of("7") == 0


@pytest.mark.parametrize(
    ("cell", "side", "value"),
    [
        ("<0.01", "<", 0.01),
        ("＜０．０１", "<", 0.01),
        ("≤ 5", "<", 5),
        (">100", ">", 100),
        ("≥1.5mm", ">", 1.5),
    ],
)
def test_censored(cell, side, value):
    found = censored(clean(cell))
    assert (found[0], found[1].value) == (side, value)


def test_units():
    assert unit_key("µm") == unit_key("μm") == unit_key("um")
    assert unit_key("°C") == unit_key("℃")
    assert not is_unit("batch") and is_unit("MPa") and is_unit("件")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年3月5日", "2024-03-05T00:00"),
        ("2024/3/5 8:30", "2024-03-05T08:30"),
        ("2024-03-01", "2024-03-01T00:00"),
        ("2024.3.5", "2024-03-05T00:00"),
        ("2024年1月", "2024-01-01T00:00"),
        ("2024-01", "2024-01-01T00:00"),
        ("2024-03-05T08:30:00Z", "2024-03-05T08:30"),
        ("2024-03-05 08:30:00+08:00", "2024-03-05T00:30"),
        ("2024年3月5日 下午2:05", "2024-03-05T14:05"),
        ("2024年3月5日8时30分", "2024-03-05T08:30"),
        ("2024/3/5 2:05 PM", "2024-03-05T14:05"),
        ("2024/12/31 24:00", "2025-01-01T00:00"),
        ("20240305 08:30", "2024-03-05T08:30"),
        ("0001-01-01", "0001-01-01T00:00"),
    ],
)
def test_dates(text, iso):
    assert seconds(text) == np.datetime64(iso, "s").astype(float)


@pytest.mark.parametrize(
    "text",
    [
        "2024/13/5",
        "2024-02-30",
        "2024",
        "3/5",
        "2024-03-05x",
        "2024/3/5 25:00",
        "12.5",
        "2024.5",
        "2024-3-5-6",
        "20240305",
    ],
)
def test_no_dates(text):
    assert seconds(text) is None


def test_other_dates():
    assert compact("20240305") == seconds("2024-03-05")
    assert excel_serial(45356) == seconds("2024-03-05")
    assert excel_serial(45356.25) == seconds("2024-03-05 6:00")
    assert excel_serial(12.5) is None
    assert year_last(["25/3/2024", "4/3/2024"]) == [seconds("2024-03-25"), seconds("2024-03-04")]
    assert year_last(["3/25/2024", "3/4/2024"]) == [seconds("2024-03-25"), seconds("2024-03-04")]
    assert year_last(["5.3.2024 8:30"]) == [seconds("2024-03-05 8:30")]
    assert year_last(["25/3/2024", "3/25/2024"]) is None
    assert year_last(["3/4/2024"]) is None
    assert time_of_day("8:30") == 30600
    assert time_of_day("8.30") is None


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("直径(mm)", "直径", "mm"),
        ("直径（mm）", "直径", "mm"),
        ("直径/mm", "直径", "mm"),
        ("直径[mm]", "直径", "mm"),
        ("检查面积(m²)", "检查面积", "m²"),
        ("频数(件)", "频数", "件"),
        ("密度(g/cm3)", "密度", "g/cm3"),
        ("密度/g/cm3", "密度", "g/cm3"),
        ("长度(单位：mm)", "长度", "mm"),
        ("合格/不合格", "合格/不合格", ""),
        ("value (n=5)", "value (n=5)", ""),
        ("直径(平均)", "直径(平均)", ""),
        ("mm", "mm", ""),
        ("(mm)", "(mm)", ""),
        ("rate (%)", "rate", "%"),
        ("孔径(mm)_1", "孔径_1", "mm"),
    ],
)
def test_units_in_headers(header, name, unit):
    assert split_unit(header) == (name, unit)


def test_families_and_equal_names():
    stems = [
        head.stem for head in heads_of(["day", "x1", "x2", "x4", "y 1(mm)", "y 2(mm)", "z1(mm)", "z2(g)"])
    ]
    assert stems == ["", "x", "x", "", "y", "y", "", ""]
    assert [head.name for head in heads_of(["d", "d", "d (2)", "d(mm)", ""])] == [
        "d",
        "d (3)",
        "d (2)",
        "d(mm)",
        "column 5",
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["产品", "规格：", "8.000±0.030 mm"], (7.97, 8.03, 8.0, "mm", "8.000±0.030 mm")),
        (["8.000+0.030/-0.020"], (7.98, 8.03, 8.0, "", "8.000+0.030/-0.020")),
        (["Ø 25 (+0.021, 0)"], None),
        (["25 (+0.021/-0.000) mm"], (25.0, 25.021, 25.0, "mm", "25 (+0.021/-0.000) mm")),
        (["LSL 7.97 USL 8.03"], (7.97, 8.03, None, "", "LSL 7.97 USL 8.03")),
        (["LSL", "7.97", "USL", "8.03"], (7.97, 8.03, None, "", "LSL 7.97 USL 8.03")),
        (["规格上限：8.03 mm"], (None, 8.03, None, "mm", "规格上限：8.03 mm")),
        (["规格：7.97~8.03mm"], (7.97, 8.03, None, "mm", "规格：7.97~8.03mm")),
        (["0.1 +/- 0.03"], (0.07, 0.13, 0.1, "", "0.1 +/- 0.03")),
        (["图号：CT-0815", "2024-03-05"], None),
    ],
)
def test_specifications(cells, expected):
    found = specifications([(2, cells)])
    if expected is None:
        assert found == () or found[0].lsl == 25.0
        return
    (spec,) = found
    assert (spec.lsl, spec.usl, spec.target, spec.unit, spec.text) == expected
    assert spec.line == 2


def test_marks_under_wide_characters():
    assert columns_of("直径 mm") == 7
    line, carets = marked("L2024-118,白班,12.0l8,OK", 13, 19)
    assert line == "L2024-118,白班,12.0l8,OK"
    assert carets == " " * 15 + "^" * 6
    assert cut("直" * 30, 10) == "直直直..."
    assert cell_span('a,"b,c",d', ",", 1) == (2, 7)
    assert cell_span("a,b", ",", 5) == (3, 3)


@given(st.text(max_size=200), st.integers(0, 210), st.integers(0, 40))
def test_any_line_is_marked(line, start, length):
    shown, carets = marked(line, min(start, len(line)), min(start + length, len(line)))
    assert columns_of(shown) <= 160 and carets.strip(" ^") == "" and carets.endswith("^")


def test_decimals_of_numbers_without_text():
    assert shown_decimals(np.array([12.025, 11.9])) == 3
    assert shown_decimals(np.array([0.1 + 0.2, 0.7])) == 1
    assert shown_decimals(np.random.default_rng(1).normal(size=50)) == 0
    assert shown_decimals(np.array([1e300, 2.5])) == 0
    assert shown_decimals(np.array([0.0, 0.5])) == 1


LAYOUTS = {
    "two header rows of words": (
        [
            ["日期", "孔径", "", "外径", ""],
            ["", "上午", "下午", "上午", "下午"],
            ["2024/3/5", "1.5", "1.6", "2.5", "2.6"],
        ],
        ["日期", "孔径_上午", "孔径_下午", "外径_上午", "外径_下午"],
    ),
    "a row of units": (
        [["n", "d", "t"], ["", "mm", "℃"], ["1", "2.5", "20"], ["2", "2.6", "21"]],
        ["n", "d", "t"],
    ),
    "one merged header row": (
        [["n", "孔径(mm)", ""], ["1", "2.5", "2.6"], ["2", "2.6", "2.7"]],
        ["n", "孔径_1", "孔径_2"],
    ),
    "blank cells in the first row are no second header": (
        [["n", "a", "b"], ["1", "", "3.5"], ["2", "2.6", "2.7"]],
        ["n", "a", "b"],
    ),
    "all words": ([["缺陷", "班次"], ["划伤", "白班"], ["毛刺", "夜班"]], ["缺陷", "班次"]),
    "one row": ([["a", "b"], ["1", "2"]], ["a", "b"]),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_headers(name):
    rows, names = LAYOUTS[name]
    layout = understand(rows)
    assert [head.name for head in layout.heads] == names
    assert layout.body[-1] == len(rows) - 1


def test_units_of_a_row_of_units():
    layout = understand(LAYOUTS["a row of units"][0])
    assert [head.unit for head in layout.heads] == ["", "mm", "℃"]
    assert layout.header == (0, 1)


def test_a_second_title_over_words_and_numbers_is_no_merged_head():
    rows = [
        ["2025年不良统计表", "", ""],
        ["车间：一车间", "", ""],
        ["缺陷", "数量", "损失"],
        ["划伤", "32", "1200"],
        ["气泡", "18", "2400"],
    ]
    layout = understand(rows)
    assert layout.titles == (0, 1)
    assert [head.name for head in layout.heads] == ["缺陷", "数量", "损失"]
    over = understand([["孔径", "", ""], ["上", "中", "下"], ["1.1", "1.2", "1.3"], ["1.2", "1.1", "1.3"]])
    assert [head.stem for head in over.heads] == ["孔径"] * 3
