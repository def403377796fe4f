"""`sqc checksheet`: tallies, cells that stand out, blank sheets, sheets read back, what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sqc
from sqc.cli.main import main
from sqc.qctools.checksheet.marks import Tally, count_of
from sqc.verification.load import select

EXAMPLES = Path(__file__).parents[2] / "examples"


def keys(result):
    return [finding.key for finding in result.findings_list()]


def written(tmp_path, text, name="sheet.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 7, 24])
def test_marks_are_read_back_in_both_languages(n):
    assert count_of(Tally(n).render("en")) == n
    assert count_of(Tally(n).render("zh")) == n
    Tally(n).render("zh").encode("gb2312")
    assert count_of(f"{n} {Tally(n).render('en')}".strip()) == n


def test_events_are_tallied_and_rows_with_counts_are_summed():
    data = {"defect": ["scratch", "pore", "scratch"], "shift": ["day", "day", "night"], "n": [4, 1, 2]}
    assert sqc.checksheet(data, item="defect", by="shift").case.counts.tolist() == [[1, 1], [1, 0]]
    assert sqc.checksheet(data, item="defect", by="shift", value="n").case.counts.tolist() == [[4, 2], [1, 0]]


def test_residuals_are_those_of_r_and_cells_that_stand_out_are_named():
    table = select(["r-table-haireye"])[0].data["table"]
    names = [(i, j) for i in range(4) for j in range(4) for _ in range(table[i][j])]
    data = {"hair": [f"h{i}" for i, _ in names], "eye": [f"e{j}" for _, j in names]}
    found = sqc.checksheet(data, item="hair", by="eye")
    assert keys(found)[0] == "cells-stand-out"
    assert found.case.residuals[3, 1] == pytest.approx(9.967550121154481)
    assert found.case.standing[0] == (3, 1)


@pytest.mark.slow
def test_the_level_holds_for_all_cells_together():
    rng = np.random.default_rng(1)
    alarms = 0
    for _ in range(300):
        table = rng.poisson(6.0, (4, 5))
        rows = [(i, j) for i in range(4) for j in range(5) for _ in range(table[i, j])]
        data = {"item": [f"i{i}" for i, _ in rows], "by": [f"b{j}" for _, j in rows]}
        alarms += sqc.checksheet(data, item="item", by="by")["n_standing"] > 0
    assert alarms / 300 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


def test_the_other_verdicts():
    plain = {"a": ["x", "y"] * 20, "b": ["p"] * 20 + ["q"] * 20}
    assert keys(sqc.checksheet(plain, item="a", by="b"))[0] == "no-cell"
    assert keys(sqc.checksheet({"a": ["x"] * 4, "b": ["p", "q"] * 2}, item="a", by="b"))[0] == "one-way"
    counts = [[20, 9, 9], [9, 20, 9], [9, 9, 20], [8, 8, 8]]
    rows = [(i, j) for i in range(4) for j in range(3) for _ in range(counts[i][j])]
    mixed = {"a": [f"i{i}" for i, _ in rows], "b": [f"j{j}" for _, j in rows]}
    assert keys(sqc.checksheet(mixed, item="a", by="b", alpha=0.001))[0] == "mix-differs"
    uneven = {"a": ["x", "y"] * 30, "b": ["p"] * 48 + ["q"] * 12}
    assert "totals-differ" in keys(sqc.checksheet(uneven, item="a", by="b"))
    blank = {"a": ["x", None, "y"] * 9, "b": ["p", "q", "q"] * 9}
    assert "rows-without" in keys(sqc.checksheet(blank, item="a", by="b"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_blank_sheet_is_written_and_read_back_when_it_is_filled_in(tmp_path, lang, ending):
    blank = sqc.checksheet(item="划伤,气孔", by="周一,周二")
    path = tmp_path / f"blank.{ending}"
    blank.save(path, lang)
    with pytest.raises(sqc.DataError) as error:  # read as a sheet, with nothing in it
        sqc.checksheet(str(path))
    assert error.value.key == "no-data-left"
    if ending == "csv":
        text = (
            path.read_text(encoding="utf-8-sig")
            .replace("划伤,,,", "划伤,正一,||,8")
            .replace("气孔,,,", "气孔,下,,")
        )
        found = sqc.checksheet(written(tmp_path, text))
        assert found.case.counts.tolist() == [[6, 2], [3, 0]]
        assert found.case.sheet.by == ("周一", "周二")
        assert "totals-agree" in keys(found)


def test_a_sheet_of_bars_alone_is_no_table_of_bars(tmp_path):
    text = "item\tMon\tTue\nscratch\t||||| |\t|||\npore\t||\t|\n"
    assert sqc.checksheet(written(tmp_path, text)).case.counts.tolist() == [[6, 3], [2, 1]]
    text = "item,Mon\nscratch,卌 |\npore,||\n"
    assert sqc.checksheet(written(tmp_path, text)).case.counts.tolist() == [[6], [2]]


def test_heads_may_be_numbers_and_items_may_stand_twice(tmp_path):
    found = sqc.checksheet(written(tmp_path, "item,1,2,3\na,3,4,5\nb,1,0,2\na,1,1,1\n"))
    assert found.case.sheet.by == ("1", "2", "3")
    assert found.case.counts.tolist() == [[4, 5, 6], [1, 0, 2]]


def test_wrong_totals_are_the_first_thing_said(tmp_path):
    found = sqc.checksheet(str(EXAMPLES / "check-sheet.csv"))
    first = found.findings_list()[0]
    assert (first.key, first.level, first.values["line"], first.values["column"]) == (
        "wrong-total",
        "act",
        12,
        "total",
    )
    assert (first.values["written"], first.values["sum"]) == (5, 4)
    assert "cells-stand-out" in keys(found)
    many = "item,a,b,total\n" + "".join(f"i{k},1,2,9\n" for k in range(7))
    assert keys(sqc.checksheet(written(tmp_path, many))).count("wrong-total") == 6


def test_counts_feed_pareto_and_charts(tmp_path):
    path = tmp_path / "counts.csv"
    sqc.checksheet(str(EXAMPLES / "check-sheet.csv")).save(path)
    assert sqc.pareto(str(path), item="item")["top"] == "scratch"
    assert sqc.chart(str(path), value="count", where="item=scratch", kind="c").facts


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        (None, {}, "missing-argument"),
        (None, {"item": "a,b"}, "missing-argument"),
        ({"a": ["x"], "b": ["p"], "c": ["u"]}, {}, "which-column"),
        ({"a": ["x", "y"]}, {"item": "a"}, "no-column"),
        ({"a": ["x", "y"], "b": ["p", "q"]}, {"item": "z", "by": "b"}, "unknown-column"),
        ({"a": ["x", "y"], "b": ["p", "q"]}, {"item": "a", "by": "b", "alpha": 1.0}, "option-range"),
        ({"a": ["x"], "b": ["p"], "n": [-1]}, {"item": "a", "by": "b", "value": "n"}, "negative-count"),
        ({"a": ["x"], "b": ["p"], "n": [1.5]}, {"item": "a", "by": "b", "value": "n"}, "bad-cell"),
        ({"a": ["x"], "b": ["p"], "n": [0]}, {"item": "a", "by": "b", "value": "n"}, "no-data-left"),
    ],
)
def test_what_has_no_answer_is_refused_in_one_sentence(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.checksheet(data, **options)
    assert error.value.key == key


def test_a_cell_that_is_no_count_is_named(tmp_path):
    text = "item,Mon,Tue\nscratch,1,2\npore,3,many\nburr,1,1\n"
    with pytest.raises(sqc.DataError) as error:
        sqc.checksheet(written(tmp_path, text))
    assert (error.value.key, error.value.line, error.value.column, error.value.cell) == (
        "bad-cell",
        3,
        "Tue",
        "many",
    )


def test_pictures_in_both_languages():
    page = sqc.checksheet(str(EXAMPLES / "check-sheet.csv")).stored_report.page()
    marks = page.rows[0][0].marks
    assert any(type(mark).__name__ == "Region" for mark in marks)
    tallies = [mark.text for mark in marks if isinstance(getattr(mark, "text", None), Tally)]
    assert tallies[0].render("zh") == "正一"
    blank = sqc.checksheet(item="a,b", by="p,q").stored_report.page()
    assert [plot.key for row in blank.rows for plot in row] == ["fields", "sheet"]


def test_the_command_line(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(EXAMPLES)
    assert main(["checksheet", "check-sheet.csv", "--check"]) == 1
    call = [
        "checksheet",
        "--item",
        "a,b",
        "--by",
        "p,q",
        "-o",
        str(tmp_path / "s.html"),
        "-o",
        str(tmp_path / "s.pdf"),
    ]
    assert main(call) == 0
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert main(["checksheet"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert main(["checksheet", "--explain", "alpha"]) == 0
