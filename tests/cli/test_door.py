"""The data door from the command line: words, percent, sheets, stages, summaries, names with commas."""

from __future__ import annotations

import hashlib
import json
import shlex
import sys
from importlib.resources import files

import jsonschema
import numpy as np
import openpyxl
import pytest

import sqc
from sqc.cli.main import main
from sqc.notes import SqcError

RNG = np.random.default_rng(7)
VALUES = [f"{v:.2f}" for v in 12 + RNG.normal(0, 0.1, 40).clip(-0.2, 0.2)]


@pytest.fixture
def write(folder):
    def put(name, rows, mark=","):
        (folder / name).write_text(
            "\n".join(mark.join(map(str, row)) for row in rows) + "\n", encoding="utf-8"
        )
        return name

    return put


def refused(capsys, *arguments):
    assert main(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def commands(err):
    return [
        shlex.split(line[line.index("sqc chart") :])[1:] for line in err.splitlines() if "sqc chart" in line
    ]


def printed(capsys, *arguments):
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def keys(chart):
    return {finding.key: finding for finding in chart.findings}


# 1: dates without a year


def yearless(head="日期", lots=30):
    return [(head, "检验数", "不合格数"), *((f"3/{k % 28 + 1}", 200, 3 + k % 4) for k in range(lots))]


@pytest.mark.parametrize("more", [[], ["--subgroup", "日期"], ["--time", "日期"], ["--order", "日期"]])
def test_a_date_without_a_year_is_no_label(write, capsys, more):
    err = refused(capsys, "chart", write("a.csv", yearless()), *more)
    assert err.startswith('error: a.csv, line 2, column 日期: "3/1" has no year, so no order.')


def test_look_describes_dates_without_a_year(write, capsys):
    found = printed(capsys, "look", write("a.csv", yearless()))
    assert found.startswith("[watch] Understood: 30 rows, 3 columns;")
    assert "日期      date" in found and found.count("has no year") == 1


def test_an_order_column_serves_where_dates_have_no_year(write):
    rows = [("序", *row) if k == 0 else (k, *row) for k, row in enumerate(yearless())]
    assert sqc.chart(write("a.csv", rows), order="序").kind.name == "p"


def test_dates_with_a_year_are_drawn(write):
    rows = [row if k == 0 else (f"2024/{row[0]}", *row[1:]) for k, row in enumerate(yearless(lots=28))]
    assert sqc.chart(write("a.csv", rows)).kind.name == "p"


# 2: the word that counts


def two_words(first="Y", second="N", head="结果"):
    cells = [second if k % 9 == 4 else first for k in range(100)]
    return [("日期", head), *((f"2024/3/{1 + k // 10}", cell) for k, cell in enumerate(cells))]


N_SECOND = sum(k % 9 == 4 for k in range(100))


@pytest.mark.parametrize("pair", [("Y", "N"), ("是", "否"), ("○", "×"), ("good", "poor"), ("1", "0")])
def test_two_words_are_asked_about_and_each_command_works(write, capsys, pair):
    name = write("a.csv", two_words(*pair))
    err = refused(capsys, "chart", name, "--value", "结果")
    found = commands(err)
    counted = [int(sum(sqc_counts(command))) for command in found if "--nonconforming" in command]
    assert sorted(counted) == [N_SECOND, 100 - N_SECOND]


def sqc_counts(command):
    given = dict(zip(command[2::2], command[3::2], strict=True))
    chart = sqc.chart(
        command[1], **{name.removeprefix("--"): text for name, text in given.items() if name != "--size"}
    )
    return chart.sample.count


def test_verdicts_alone_are_asked_about(write, capsys):
    err = refused(capsys, "chart", write("a.csv", two_words()))
    assert err.startswith('error: a.csv, column 结果: "Y" and "N" do not say which one is nonconforming.')
    assert len(commands(err)) == 2


def test_the_word_that_is_counted_is_said(write, capsys):
    name = write("a.csv", two_words())
    found = printed(capsys, "chart", name, "--nonconforming", "n", "--subgroup", "日期")
    assert '"n" in 结果 counts as nonconforming' in found
    assert "“结果”列中“n”计为不合格" in printed(
        capsys, "chart", name, "--nonconforming", "n", "--subgroup", "日期", "--lang", "zh"
    )
    assert "counts as nonconforming" not in printed(capsys, "chart", "good.csv")


def test_a_word_that_does_not_occur(write, capsys):
    err = refused(capsys, "chart", write("a.csv", two_words()), "--nonconforming", "NG")
    assert 'the word "NG" does not occur' in err and "words there: Y, N" in err
    err = refused(capsys, "chart", "good.csv", "--nonconforming", "NG")
    assert "has no column of two words" in err


def test_more_than_two_words_are_not_guessed(write, capsys):
    rows = [*two_words(), ("2024/3/11", "待检")]
    name = write("a.csv", rows)
    for value in ([], ["--value", "结果"]):
        err = refused(capsys, "chart", name, *value, "--nonconforming", "N", "--subgroup", "日期")
        assert "holds more than two words" in err and "--missing 待检" in err
    found = sqc.chart(name, value="结果", nonconforming="N", subgroup="日期", missing="待检")
    assert found.sample.count.sum() == N_SECOND


def test_clear_verdicts_can_be_turned_round(write):
    name = write("a.csv", two_words("合格", "不合格"))
    assert sqc.chart(name, value="结果", subgroup="日期").sample.count.sum() == N_SECOND
    turned = sqc.chart(name, nonconforming="合格", subgroup="日期")
    assert turned.sample.count.sum() == 100 - N_SECOND


def test_a_frame_counts_a_word():
    cells = [row[1] for row in two_words()[1:]]
    assert sqc.chart({"v": cells}, nonconforming="N", size=10).sample.count.sum() == N_SECOND
    numbers = [int(cell == "N") for cell in cells]
    assert sqc.chart({"v": numbers}, nonconforming=1, size=10).sample.count.sum() == N_SECOND
    assert sqc.chart({"v": numbers}, nonconforming=0, size=10).sample.count.sum() == 100 - N_SECOND


# 3: percent


def test_percent_cells_are_charted_as_they_stand(write, capsys):
    name = write("a.csv", [("含水率",), *((f"{float(v) / 5:.2f} %",) for v in VALUES)])
    chart = sqc.chart(name)
    fact = chart.facts["i_center"]
    assert fact.unit == "%" and fact.value == pytest.approx(np.mean([round(float(v) / 5, 2) for v in VALUES]))
    assert "I-MR chart of 含水率 (%)" in chart.to_text("en")
    assert str(chart.stored_report.page().rows[0][0].y.label) == "含水率, %"
    assert chart.to_dict()["facts"]["i_center"]["unit"] == "%"
    assert "to 2.43" in printed(capsys, "look", name)


# 4: spreadsheets


@pytest.fixture
def book(folder):
    made = openpyxl.Workbook()
    made.active.title = "说明"
    made.active.append(["本表由检验科填写"])
    made.active.append(["每班一次"])
    for title, start in (("一线", 0), ("二线", 5)):
        sheet = made.create_sheet(title)
        sheet.append(["n", "d(mm)"])
        for k, value in enumerate(VALUES[start:35]):
            sheet.append([k + 1, float(value)])
    made["一线"]["B4"], made["一线"]["B9"] = "#DIV/0!", "#N/A"
    made.save(folder / "a.xlsx")
    return "a.xlsx"


def test_error_cells_are_listed_as_missing(book):
    chart = sqc.chart(book)
    message = keys(chart)["missing"].message.render("en")
    assert message.startswith('2 of 35 cells hold no value: lines 4 "#DIV/0!", 9 "#N/A".')
    assert "missing" not in {k for k, f in keys(sqc.chart(book, sheet="二线")).items() if f.level != "ok"}


def test_error_texts_in_a_text_file(write):
    rows = [("d",), *((v,) for v in VALUES[:20]), ("#VALUE!",), *((v,) for v in VALUES[20:])]
    assert '22 "#VALUE!"' in keys(sqc.chart(write("a.csv", rows)))["missing"].message.render("en")


def test_other_sheets_are_said_and_chosen(book, capsys):
    assert "sheet 一线, 二线 holds data too (--sheet)" in printed(capsys, "look", book)
    for sheet in ("二线", "3"):
        found = sqc.chart(book, sheet=sheet)
        assert "sheet 二线" in found.to_text("en") and found.sample.about.source.n_read == 30
    err = refused(capsys, "chart", book, "--sheet", "三线x")
    assert 'a.xlsx has no sheet "三线x"' in err and "sheets: 说明, 一线, 二线" in err
    assert "--sheet 二线" in refused(capsys, "chart", book, "--sheet", "二线 ")
    assert "is no spreadsheet" in refused(capsys, "look", "good.csv", "--sheet", "1")
    with pytest.raises(SqcError, match="no sheets"):
        sqc.chart({"x": [1.0, 2.0]}, sheet=1)


def test_one_sheet_is_not_talked_about(folder):
    made = openpyxl.Workbook()
    for value in ("d", *map(float, VALUES)):
        made.active.append([value])
    made.save(folder / "one.xlsx")
    assert "--sheet" not in sqc.look("one.xlsx").to_text("en")


# 5: other files


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [("a.parquet", b"PAR1....PAR1", "Parquet"), ("b.csv", b"PAR1....", "Parquet"),
     ("a.feather", b"ARROW1..", "Feather"), ("a.arrow", b"ARROW1..", "Arrow")],
)  # fmt: skip
def test_column_stores_name_the_extra_that_reads_them(folder, capsys, monkeypatch, name, data, what):
    (folder / name).write_bytes(data)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    err = refused(capsys, "chart", name)
    assert err.startswith(f"error: {name} is a {what} file") and 'pip install "sqc[fast]"' in err


def test_vertical_bars_part_columns(write):
    chart = sqc.chart(write("a.txt", [("n", "d(mm)"), *enumerate(VALUES, 1)], mark="|"))
    assert chart.sample.about.unit == "mm" and 'delimiter "|"' in chart.to_text("en")


def test_a_table_in_markdown(folder):
    rows = "".join(f"| {k} | {v} |\n" for k, v in enumerate(VALUES, 1))
    (folder / "a.md.txt").write_text("| n | d(mm) |\n|---|---:|\n" + rows, encoding="utf-8")
    chart = sqc.chart("a.md.txt")
    assert (chart.sample.about.name, chart.sample.about.unit) == ("d", "mm") and len(
        chart.sample.values
    ) == 40


# 6: a stage of one row


def staged(sizes):
    names = [name for name, n in zip("前中后", sizes, strict=True) for _ in range(n)]
    return [("阶段", "d"), *zip(names, VALUES, strict=False)]


def test_a_stage_of_one_row_is_said(write):
    name = write("a.csv", staged((19, 19, 1)))
    chart = sqc.chart(name)
    assert keys(chart)["stage-not-taken"].message.render("en") == (
        "Column 阶段 is not taken as the stage: 后 holds one row only (line 40); --stage 阶段 takes it."
    )
    assert len(chart.sample.about.stages.names) == 1
    assert len(sqc.chart(name, stage="阶段").sample.about.stages.names) == 3


def test_stages_of_several_rows_are_taken(write):
    chart = sqc.chart(write("a.csv", staged((18, 19, 2))))
    assert "stage-not-taken" not in keys(chart) and "stage-taken" in keys(chart)


# 7: summaries


@pytest.mark.parametrize(
    ("heads", "options"),
    [(("均值", "极差", "n"), "--mean 均值 --range 极差 --n n"),
     (("mean", "sd", "size"), "--mean mean --sd sd --n size"),
     (("Xbar", "R", None), "--mean Xbar --range R --n 5")],
)  # fmt: skip
def test_a_table_of_summaries_is_offered_its_command(write, capsys, heads, options):
    rows = [heads, *((v, f"{0.2 + k % 7 / 100:.2f}", 5) for k, v in enumerate(VALUES))]
    width = 3 if heads[2] else 2
    name = write("a.csv", [row[:width] for row in rows])
    found = commands(refused(capsys, "chart", name))
    assert " ".join(found[0]) == f"chart a.csv {options}"
    assert main(found[0]) == 0


def test_other_tables_are_offered_no_summary(write, capsys):
    err = refused(
        capsys, "chart", write("a.csv", [("length", "width"), *zip(VALUES, reversed(VALUES), strict=True)])
    )
    assert "--mean" not in err
    rows = [("x1", "x2", "mean", "range"), *((v, v, v, 0.1) for v in VALUES)]
    assert "--mean" not in refused(capsys, "chart", write("b.csv", rows))


# 8: every bad cell


def test_json_lists_every_bad_cell(write, capsys):
    cells = ["x" if k % 5 == 0 else v for k, v in enumerate(VALUES * 4)]
    name = write("a.csv", [("n", "d"), *enumerate(cells, 1)])
    assert main(["chart", name, "--format", "json"]) == 2
    found = json.loads(capsys.readouterr().out)
    schema = json.loads(files("sqc.report").joinpath("schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema)
    listed = found["error"]["cells"]
    assert [one["line"] for one in listed] == [k + 2 for k in range(160) if k % 5 == 0]
    assert listed[0] == {"line": 2, "column": "d", "cell": "x"} and found["error"]["line"] == 2
    assert "and 29 more cells" in refused(capsys, "chart", name)
    look = sqc.look(name).to_dict()
    assert next(f for f in look["findings"] if f["key"] == "bad-cell")["values"]["n"] == 32


def test_json_lists_censored_and_huge_cells(write, capsys):
    for text, key in (("<0.01", "censored-cell"), ("1e200", "bad-cell")):
        rows = [("d",), *((text if k in (3, 30) else v,) for k, v in enumerate(VALUES))]
        main(["chart", write("a.csv", rows), "--format", "json"])
        error = json.loads(capsys.readouterr().out)["error"]
        assert error["key"] == key
        assert [(one["line"], one["cell"]) for one in error["cells"]] == [(5, text), (32, text)]


def test_an_error_without_cells_lists_none(folder, capsys):
    main(["chart", "no.csv", "--format", "json"])
    assert "cells" not in json.loads(capsys.readouterr().out)["error"]


# 9: names with commas


def test_a_name_with_a_comma_is_typed_in_marks(write, capsys):
    name = write("a.csv", [('"a,b"', "c"), *zip(VALUES, reversed(VALUES), strict=True)])
    for value in ('"a,b"', "1"):
        assert printed(capsys, "chart", name, "--value", value).count("I-MR chart of a,b") == 1
    assert sqc.chart(name, value=['"a,b"', "c"], kind="xbar-r").kind.name == "xbar-r"
    err = refused(capsys, "chart", name, "--value", "a,b")
    assert 'has no column "a"' in err and "--value '\"a,b\"'" in err
    for command in commands(refused(capsys, "chart", name)):
        assert main(command) == 0
    capsys.readouterr()
    assert "quotation marks" not in refused(capsys, "chart", name, "--value", "x")


# 10: rates beside counts


def rates(wrong=(), form="{:.1f}%"):
    lots = [(k + 1, 200, 2 + k % 5) for k in range(25)]
    cells = [form.format(n / 2 + (k in wrong)) for k, (_, _, n) in enumerate(lots)]
    return [
        ("批号", "检验数", "不合格数", "不合格率"),
        *((*lot, c) for lot, c in zip(lots, cells, strict=True)),
    ]


@pytest.mark.parametrize("form", ["{:.1f}%", "{:.2f}", "{:.0f}%"])
def test_a_rate_that_agrees_is_in_the_short_list(write, form):
    text = sqc.chart(write("a.csv", rates(form=form))).to_text("en")
    assert "column 不合格率 agrees with the counts" in text and "disagrees" not in text


def test_a_rate_that_disagrees_is_a_finding(write):
    found = keys(sqc.chart(write("a.csv", rates(wrong=(3, 20)))))["rate-disagrees"]
    assert found.level == "watch" and found.values["lines"] == [5, 22]
    assert "in 2 rows (lines 5, 22)" in found.message.render("en")


def test_a_rate_of_the_good_and_other_columns(write):
    rows = rates()
    good = [(*row[:3], "合格率" if k == 0 else f"{100 - row[2] / 2:.1f}%") for k, row in enumerate(rows)]
    assert "rate-agrees" in keys(sqc.chart(write("a.csv", good)))
    other = [(*row[:3], "开工率" if k == 0 else "87%") for k, row in enumerate(rows)]
    assert not {"rate-agrees", "rate-disagrees"} & set(keys(sqc.chart(write("b.csv", other))))


# 12: checksum of a large file


def test_checksum_of_large_files_on_request(folder, monkeypatch):
    monkeypatch.setattr("sqc.data.read.CHECKSUM_TO", 10)
    assert "sha256" not in sqc.chart("good.csv").to_dict()["source"]
    digest = hashlib.sha256((folder / "good.csv").read_bytes()).hexdigest()
    assert sqc.chart("good.csv", sha256=True).to_dict()["source"]["sha256"] == digest


def test_checksum_of_a_streamed_file(folder, monkeypatch, capsys):
    monkeypatch.setattr("sqc.data.large.CHECKSUM_TO", 10)
    monkeypatch.setattr("sqc.data.read.STREAM_FROM", 10)
    (folder / "a.csv").write_text(
        "n,d\n" + "".join(f"{k},{v}\n" for k, v in enumerate(VALUES)), encoding="utf-8"
    )
    digest = hashlib.sha256((folder / "a.csv").read_bytes()).hexdigest()
    assert digest not in printed(capsys, "chart", "a.csv", "--value", "d", "--format", "json")
    assert digest in printed(capsys, "chart", "a.csv", "--value", "d", "--format", "json", "--sha256")


# 13: all files or none


def test_a_second_file_that_cannot_be_made_leaves_the_first(folder, capsys, monkeypatch):
    (folder / "a.csv").write_text("old", encoding="utf-8")

    def stop(*_):
        raise SqcError("no-figure", "stop")

    monkeypatch.setattr("sqc.report.written.picture_of", stop)
    assert main(["chart", "good.csv", "-o", "a.csv", "-o", "b.png"]) == 2
    assert (folder / "a.csv").read_text(encoding="utf-8") == "old"
    assert {path.name for path in folder.iterdir()} == {"a.csv", "good.csv", "bad.csv"}


def test_two_files_are_written(folder, capsys):
    assert main(["chart", "good.csv", "-o", "a.csv", "-o", "b.json"]) == 0
    assert (folder / "a.csv").exists() and (folder / "b.json").exists()
