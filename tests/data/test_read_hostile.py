"""Files nobody prepared: the error names line, column and text, or the table is right; never a traceback."""

import gzip
import io
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sqc.data.read import ReadOptions, read_table
from sqc.i18n.message import words
from sqc.notes import OptionError, SqcError


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def put(data, name="data.csv", encoding="utf-8"):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
        return name

    return put


def refused(source, options=None, lang="en"):
    with pytest.raises(SqcError) as caught:
        read_table(source, options)
    return caught.value, words(caught.value.message, lang)


def problem(name, column, options=None):
    found = read_table(name, options).find(column)
    assert found.problems
    return found.problems[0]


@pytest.mark.parametrize(
    ("data", "key", "sentence"),
    [
        (b"", "empty-file", "data.csv is empty (0 bytes)."),
        (b"\r\n\r\n  \r\n", "empty-file", "data.csv has blank lines only."),
        (b"a,b\n", "empty-file", "data.csv has a header but no rows."),
        (b"\x00\x01\x02\x03" * 50, "not-text", "data.csv is not a text file."),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "not-text", "data.csv is not a text file."),
        (b"PK\x03\x04 some other archive", "not-text", "data.csv is not a text file."),
    ],
)
def test_refused_files(write, data, key, sentence):
    error, text = refused(write(data))
    assert (error.key, text) == (key, sentence)


def test_directory_and_vanished_file(write, tmp_path):
    write("a\n1\n", "rings.csv")
    (tmp_path / "folder").mkdir()
    error, text = refused("folder")
    assert (error.key, text) == ("not-a-file", "folder is a folder, not a file.")
    error, text = refused("rings.cvs")
    assert error.key == "file-not-found"
    assert text == "there is no file rings.cvs in this folder; rings.csv is there."
    assert words(error.message, "zh") == "当前文件夹没有 rings.cvs，有 rings.csv。"
    assert refused("nothing_like_it.dat")[1] == "there is no file nothing_like_it.dat."
    assert refused("a\0b")[0].key == "file-not-found"
    assert refused("rings.csv/x")[0].key == "file-not-found"


def test_wrong_endings(write):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["d"])
    book.active.append([1.5])
    stream = io.BytesIO()
    book.save(stream)
    error, text = refused(write(stream.getvalue()))
    assert error.key == "not-text"
    assert text == "data.csv is a spreadsheet (xlsx) with the wrong ending; rename it to data.xlsx."
    assert words(error.message, "zh") == "data.csv 实为 xlsx 表格，扩展名不符，改名为 data.xlsx。"
    error, text = refused(write("a,b\n1,2\n", "data.xlsx"))
    assert text == "data.xlsx is a text file with the ending of a spreadsheet; rename it to data.csv."


def test_bad_cell_in_the_form_of_the_voice(write):
    name = write("批号,班次,直径(mm),判定\nL1,白班,12.01,OK\nL2024-118,白班,12.0l8,OK\nL3,白班,12.02,OK\n")
    error = problem(name, "直径")
    assert error.key == "bad-cell"
    assert (error.line, error.column, error.cell) == (3, "直径(mm)", "12.0l8")
    assert words(error.message, "en") == 'data.csv, line 3, column 直径(mm): "12.0l8" is not a number.'
    assert words(error.message, "zh") == "data.csv 第 3 行“直径(mm)”列：“12.0l8”不是数值。"
    assert [words(line) for line in error.details] == [
        "L2024-118,白班,12.0l8,OK",
        "               ^^^^^^",
    ]
    (hint,) = error.hints
    assert words(hint, "en") == "correct the cell, or leave its row out: --missing 12.0l8"
    assert words(hint, "zh") == "改正该单元格，或按缺失处理：--missing 12.0l8"
    left_out = read_table(name, ReadOptions(missing=("12.0l8",))).find("直径")
    assert not left_out.problems and left_out.missing.tolist() == [1]


@pytest.mark.parametrize(
    "cell", ["9.8-10.2", "OL", "9。8", "12.0l8", "inf", "1.2.3", "1_000", "١٢", "1e999", "0x1F"]
)
def test_unreadable_cells_are_never_silently_text(write, cell):
    name = write(f"n,d(mm)\n1,9.9\n2,{cell}\n3,9.8\n")
    column = read_table(name).find("d")
    assert column.kind == "number"
    assert [error.cell for error in column.problems] == [cell]
    assert np.isnan(column.numbers[1])


def test_1e308_is_a_number(write):
    assert read_table(write("d\n1e308\n1.5\n")).find("d").numbers[0] == 1e308


def test_many_bad_cells_show_three_and_count(write):
    body = "".join(f"{k},{'OL' if k % 3 == 0 else 5 + k / 10}\n" for k in range(1, 61))
    error = problem(write("n,d\n" + body), "d")
    assert len(error.details) == 7
    assert words(error.details[-1]) == "and 17 more cells"


def test_long_lines_are_cut_around_the_cell(write):
    before = ",".join("x" * 30 for _ in range(6))
    error = problem(write("a,b,c,d,e,f,z\n" + f"{before},1.5\n" * 3 + f"{before},1.5x5\n"), "z")
    line, carets = (words(part) for part in error.details)
    assert len(line) <= 80
    assert line[carets.index("^") : carets.rindex("^") + 1] == "1.5x5"


def test_censored_cells(write):
    name = write("批,含量(mg)\n1,0.05\n2,<0.01\n3,>100\n4,0.07\n", "lab.csv")
    error = problem(name, "含量")
    assert error.key == "censored-cell" and error.line == 3
    assert (
        words(error.message, "en")
        == 'lab.csv, line 3, column 含量(mg): "<0.01" is below the detection limit.'
    )
    hint = words(error.hints[0], "en")
    assert hint == "--censored limit (takes 0.01), half (0.005) or drop; it changes the result"
    assert (
        words(error.hints[0], "zh")
        == "--censored limit（取 0.01）、half（取 0.005）或 drop（剔除）；结果会不同"
    )
    for how, expected in (("limit", [0.01, 100]), ("half", [0.005, 100]), ("drop", [np.nan, np.nan])):
        found = read_table(name, ReadOptions(censored=how))
        column = found.find("含量")
        np.testing.assert_array_equal(column.numbers[1:3], expected)
        assert not column.problems
        assert column.missing.tolist() == ([1, 2] if how == "drop" else [])
        (finding,) = found.findings
        assert (finding.key, finding.level, finding.values["lines"]) == ("censored", "watch", [3, 4])
        assert "3 and 4" in finding.message.render("en")
    assert refused(name, ReadOptions(censored="zero"))[0].key == "unknown-choice"


def test_ragged_rows(write):
    header = "日期,班次,a,b,判定\n2024/3/4,白班,8.1,7.9,OK\n"
    error, text = refused(write(header + "2024/3/5,白班,8,004,7.998,OK\n"))
    assert error.key == "ragged-rows" and error.line == 3
    assert text == "data.csv, line 3: 6 cells where the header has 5."
    assert words(error.message, "zh") == "data.csv 第 3 行有 6 个单元格，表头只有 5 列。"
    assert [words(line) for line in error.details] == ["2024/3/5,白班,8,004,7.998,OK"]
    assert words(error.hints[0]) == 'quote the cell if 8,004 is one number: "8,004"; or --delimiter ";"'


def test_blank_cells_at_the_end_and_short_rows_are_no_error(write):
    found = read_table(write("a,b\n1,2,,\n3,4,\n5\n6,7\n"))
    assert found.n_rows == 4
    assert found.find("b").missing.tolist() == [2]


def test_open_quote(write):
    error, text = refused(write('a,b\n1,"2\n3,4\n5,6\n'))
    assert (error.key, error.line) == ("open-quote", 2)
    assert text == "data.csv, line 2: a quotation mark opens a cell and nothing closes it."
    assert refused(write('a\n"' + "x" * 200_000))[0].key == "long-cell"


@pytest.mark.parametrize(
    ("cell", "key"),
    [("3/5", "date-without-year"), ("3月5日", "date-without-year"), ("3/4/2024", "ambiguous-date")],
)
def test_dates_that_cannot_be_ordered_still_label(write, cell, key):
    name = write(f"日期,d\n{cell},1.5\n{cell},1.6\n")
    column = read_table(name).find("日期")
    assert column.problems[0].key == key
    assert list(column.cells) == [cell, cell]


def test_date_without_year_sentence(write):
    error = problem(write("n,日期,d\n1,3/5,1.5\n2,3/6,1.6\n"), "日期")
    assert words(error.message, "en") == 'data.csv, line 2, column 日期: "3/5" has no year, so no order.'
    assert words(error.message, "zh") == "data.csv 第 2 行“日期”列：“3/5”缺年份，无法确定时间先后。"


def test_verdicts(write):
    found = read_table(write("n,a,b,c,d\n1,OK,√,pass,Y\n2,NG,×,fail,N\n3,ok,√,PASS,Y\n"))
    for name in "abc":
        assert found.find(name).kind == "verdict"
        assert found.find(name).numbers.tolist() == [0.0, 1.0, 0.0]
    asked = found.find("d").problems[0]
    assert asked.key == "ambiguous-verdict"
    assert words(asked.message) == 'data.csv, column d: "N" and "Y" do not say which one is nonconforming.'


def test_a_verdict_column_with_another_word(write):
    error = problem(write("n,v\n1,合格\n2,不合格\n3,待定\n4,合格\n"), "v")
    assert error.key == "bad-cell" and error.cell == "待定"


def test_missing_words(write):
    tokens = ["-", "—", "--", "/", "N/A", "NA", "nan", "null", "未检", "缺", "无", "*", ""]
    rows = "".join(f"{k};{token}\n{k};1.5\n{k};1.5\n" for k, token in enumerate(tokens))
    column = read_table(write("n;d\n" + rows)).find("d")
    assert not column.problems
    assert column.missing.tolist() == list(range(0, 39, 3))
    assert [text for _, text in column.spellings] == tokens[:-1]


def test_words_for_nothing_stay_words_in_a_column_of_words(write):
    column = read_table(write("n,缺陷\n1,无\n2,划伤\n3,\n")).find("缺陷")
    assert column.kind == "text" and column.missing.tolist() == [2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "，"])
def test_delimiters_and_line_ends(write, end, mark):
    text = end.join(["批次,d(mm),备注", "1,9.8,x", "", "2,9.9,y", "3,10.1,z", ""]).replace(",", mark)
    found = read_table(write(text))
    assert found.source.delimiter == mark
    assert found.find("d").numbers.tolist() == [9.8, 9.9, 10.1]
    assert found.lines.tolist() == [2, 4, 5]


def test_decimal_comma_and_thousands(write):
    found = read_table(write("n;d\n1;12,5\n2;1.012,75\n3;-0,5\n"))
    assert found.find("d").numbers.tolist() == [12.5, 1012.75, -0.5]
    assert found.find("d").decimals == 2
    assert found.source.read[-1].render("en") == "decimal comma"
    found = read_table(write('n,d\n1,"3,219.00"\n2,"814.5"\n3,"1,234,567"\n'))
    assert found.find("d").numbers.tolist() == [3219.0, 814.5, 1234567.0]
    # In a file with semicolons a lone comma is a decimal mark; where points are decimals it is not.
    assert read_table(write("n;d\n1;3,219\n2;4,118\n")).find("d").numbers[0] == 3.219
    assert read_table(write("n;d\n1;3,219\n2;4.5\n")).find("d").numbers[0] == 3219.0


def test_points_and_commas_mixed_are_asked(write):
    column = read_table(write("n;d\n1;12.5\n2;12.6\n3;12,7\n")).find("d")
    assert [error.cell for error in column.problems] == ["12,7"]


def test_sep_line_comment_and_quotes(write):
    found = read_table(write('sep=;\nn;"d; (mm)"\n1;"9.8"\n2;9.9\n'))
    assert found.source.delimiter == ";" and found.lines.tolist() == [3, 4]
    found = read_table(write("# exported by gauge 7\nn,d\n1,9.8\n2,9.9\n"))
    assert [column.name for column in found.columns] == ["n", "d"]
    found = read_table(write('n,note,d\n1,"two\nlines",9.8\n2,"a ""b""",9.9\n'))
    assert found.lines.tolist() == [2, 4]
    assert found.find("note").cells[1] == 'a "b"'


def test_no_header(write):
    found = read_table(write("1,9.8\n2,9.9\n3,10.1\n"))
    assert [column.name for column in found.columns] == ["column 1", "column 2"]
    assert "no header line" in found.source.read[1].render("en")
    assert read_table(write("9.8\n9.9\n")).columns[0].name == "value"


def test_header_of_numbers_over_decimals(write):
    found = read_table(write("1,2,3\n9.81,9.92,9.8\n9.7,9.9,9.85\n"))
    assert [column.name for column in found.columns] == ["1", "2", "3"]
    assert found.n_rows == 2


def test_duplicate_and_unnamed_columns(write):
    from sqc.data.select import column

    found = read_table(write("n,value,,value,直径(mm),直径(μm)\n1,2,3,4,5,6\n2,3,4,5,6,7\n"))
    assert [c.name for c in found.columns] == [
        "n", "value", "column 3", "value (2)", "直径(mm)", "直径(μm)",
    ]  # fmt: skip
    with pytest.raises(SqcError) as caught:
        column(found, "value")
    assert caught.value.key == "duplicate-column"
    assert column(found, "4").numbers.tolist() == [4.0, 5.0]
    assert column(found, "value (2)").numbers.tolist() == [4.0, 5.0]


def test_totals_signatures_and_repeated_headers_are_left_out_and_said(write):
    text = "批,数\n1,20\n2,30\n小计,50\n批,数\n3,25\n4,25\n合计,100\n平均,25\n审核：王强,\n"
    found = read_table(write(text))
    assert found.find("数").numbers.tolist() == [20, 30, 25, 25]
    assert [line for line, _ in found.footer_lines] == [4, 5, 8, 9, 10]
    assert found.source.read[1].render("en") == (
        "header line 1, data lines 2-7, lines 4 and 5 left out (小计, 批), "
        "footer lines 8-10 left out (合计, 平均, 审核)"
    )


def test_fill(write):
    name = write("班次,d\n白班,1.5\n,1.6\n夜班,1.7\n,1.8\n")
    found = read_table(name, ReadOptions(fill=("班次",)))
    assert list(found.find("班次").cells) == ["白班", "白班", "夜班", "夜班"]
    assert found.source.read[-1].render("en") == "2 blank cells of 班次 filled from above"
    assert refused(name, ReadOptions(fill=("班",)))[0].key == "unknown-column"


def test_units(write):
    found = read_table(write("a/mm,b[kN],c（MPa）,d,e\n1,2,3,5.5kg,3%\n1,2,3,5.6kg,4%\n"))
    assert [(c.name, c.unit) for c in found.columns] == [
        ("a", "mm"), ("b", "kN"), ("c", "MPa"), ("d", "kg"), ("e", "%"),
    ]  # fmt: skip
    assert found.find("e").numbers.tolist() == [3.0, 4.0]
    error = problem(write("n,d\n1,5.5kg\n2,5600g\n"), "d")
    assert error.key == "unit-mixed"
    assert words(error.message) == "data.csv, column d holds kg and g: nothing was converted."
    assert problem(write("n,d\n1,5%\n2,0.06\n"), "d").key == "unit-mixed"


def test_codes_are_text(write):
    found = read_table(write("lot,machine,d\nB240301,1#,1\nB240302,2#,2\n007,3#,3\n"))
    assert found.find("lot").kind == "text"
    assert found.find("machine").kind == "text"


def test_standard_input_and_gzip(write, monkeypatch):
    data = "直径(mm)\n12.5\n12.6\n".encode("gbk")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = read_table("-")
    assert found.find("直径").numbers.tolist() == [12.5, 12.6]
    assert found.source.read[0].render("en") == "GBK"
    name = write(gzip.compress(data), "data.csv.gz")
    assert read_table(name).find("直径").numbers.tolist() == [12.5, 12.6]
    assert refused(write(gzip.compress(data)[:-9], "cut.csv.gz"))[0].key == "broken-file"


def test_options_that_do_not_exist(write):
    name = write("a;b\n1;2\n")
    for options in (
        ReadOptions(encoding="utf-9"),
        ReadOptions(encoding="base64"),
        ReadOptions(delimiter="<>"),
    ):
        with pytest.raises(OptionError):
            read_table(name, options)
    assert read_table(name, ReadOptions(delimiter="semicolon")).find("b").numbers.tolist() == [2.0]


ALPHABET = st.sampled_from(
    [*'0123456789.,;\t"\n\r -+<%/:年月日合格直径mMgA（），。', "NG", "2024/3/5", "合计"]
)


def only_sqc_errors(data, options=None):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(data)
        try:
            found = read_table(path, options)
        except SqcError as error:
            assert words(error.message, "en") and words(error.message, "zh")
            return
    for column in found.columns:
        assert column.cells is not None and len(column.cells) == found.n_rows == len(found.lines)
        assert column.numbers is None or len(column.numbers) == found.n_rows
        for error in column.problems:
            for sentence in (error.message, *error.details, *error.hints):
                assert isinstance(words(sentence, "zh"), str)
    assert [clause.render("zh") for clause in found.source.read]


@settings(max_examples=300)
@given(st.binary(max_size=400))
@example(b"\xff\xfe1\x00")
@example(b"\xef\xbb\xbf")
@example(b"\x1f\x8b\x08")
@example(b"sep=;")
@example(b'"')
def test_any_bytes(data):
    only_sqc_errors(data)


@settings(max_examples=400)
@given(
    st.lists(ALPHABET, max_size=60).map("".join),
    st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig"]),
    st.sampled_from([None, "half", "drop"]),
)
def test_any_text(text, encoding, censored):
    only_sqc_errors(text.encode(encoding), ReadOptions(censored=censored))
