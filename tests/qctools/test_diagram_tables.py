"""Matrix and affinity diagrams from files as people have them: workbooks, titles, merged cells, GBK."""

from __future__ import annotations

import gzip

import openpyxl
import pandas as pd
import pytest

import sqc
from sqc.cli.main import main

MATRIX = [["对策", "效果", "成本"], ["权重", 4, 2], ["加装隔板", "◎", "○"], ["更换夹具", 3, "△"]]
CARDS = [["组", "意见"], ["运输", "纸箱压坏"], [None, "堆放过高"], ["标识", "标签脱落"], ["-", "数量短缺"]]


def workbook(path, rows, merged=(), others=()):
    book = openpyxl.Workbook()
    book.active.title = "表"
    for row in rows:
        book.active.append(row)
    for block in merged:
        book.active.merge_cells(block)
    for name in others:
        book.create_sheet(name)
    book.save(path)
    return path


def text(path, rows, encoding="utf-8"):
    path.write_text("\n".join(",".join("" if c is None else str(c) for c in row) for row in rows), encoding)
    return path


def answer(found):
    return found.to_frame().to_dict("list")


def test_a_matrix_says_the_same_from_every_sort_of_file(tmp_path):
    plain = sqc.diagram("matrix", text(tmp_path / "m.csv", MATRIX))
    assert answer(plain)["total"] == [16, 14]  # 3 x 4 + 2 x 2, 3 x 4 + 1 x 2
    book = workbook(tmp_path / "m.xlsx", [["对策评价表"], [], *MATRIX], ["A1:C1"])
    for other in (
        sqc.diagram("matrix", book),
        sqc.diagram("matrix", text(tmp_path / "gbk.csv", MATRIX, "gbk")),
        sqc.diagram("matrix", text(tmp_path / "title.csv", [["对策评价表"], *MATRIX])),
    ):
        assert answer(other) == answer(plain)
    assert "sheet 表, 5 rows" in str(sqc.diagram("matrix", book))


@pytest.mark.parametrize(("kind", "rows"), [("matrix", MATRIX), ("affinity", CARDS)])
def test_packed_files_are_read_too(kind, rows, tmp_path):
    plain = sqc.diagram(kind, text(tmp_path / "a.csv", rows, "gbk"))
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress((tmp_path / "a.csv").read_bytes()))
    assert answer(sqc.diagram(kind, packed)) == answer(plain)


def test_a_cell_of_a_workbook_is_named_where_it_stands(tmp_path):
    book = workbook(tmp_path / "m.xlsx", [["title"], ["", "x"], ["a", "strong"]], ["A1:B1"])
    with pytest.raises(sqc.DataError) as error:
        sqc.diagram("matrix", book)
    assert (error.value.key, error.value.line, error.value.column) == ("not-a-strength", 3, "x")


@pytest.mark.parametrize("kind", ["matrix", "affinity"])
def test_sheets_and_endings(kind, tmp_path, capsys):
    rows = MATRIX if kind == "matrix" else CARDS
    book = workbook(tmp_path / "m.xlsx", rows, others=["b"])
    assert main(["diagram", kind, str(book), "--sheet", "表", "--lang", "en"]) == 0
    assert main(["diagram", kind, str(book), "--sheet", "c", "--lang", "en"]) == 2
    assert "sheets: 表, b" in capsys.readouterr().err
    wrong = tmp_path / "m.csv"
    wrong.write_bytes(book.read_bytes())
    for file, options, key in (
        (wrong, {}, "not-text"),
        (text(tmp_path / "t.xlsx", rows), {}, "not-text"),
        (text(tmp_path / "t.csv", rows), {"sheet": "a"}, "no-sheets"),
    ):
        with pytest.raises(sqc.SqcError) as error:
            sqc.diagram(kind, file, **options)
        assert error.value.key == key


def test_cards_say_the_same_from_text_and_from_every_sort_of_table(tmp_path):
    lines = sqc.diagram("affinity", "意见\n 运输\n  纸箱压坏\n  堆放过高\n 标识\n  标签脱落\n 数量短缺\n")
    whole = [["运输", "纸箱压坏"], ["运输", "堆放过高"], ["标识", "标签脱落"], ["-", "数量短缺"]]
    for other in (
        sqc.diagram("affinity", text(tmp_path / "意见.csv", CARDS, "gbk")),
        sqc.diagram("affinity", workbook(tmp_path / "a.xlsx", [["客户意见"], *CARDS], ["A1:B1", "A3:A4"])),
        sqc.diagram("affinity", pd.DataFrame(whole, columns=["组", "意见"])),
        sqc.diagram("affinity", {"idea": [row[1] for row in whole], "group": [row[0] for row in whole]}),
    ):
        assert answer(other) == answer(lines)
        assert "card-alone" in {one.key for one in other.findings_list()}


def test_what_the_diagram_of_a_table_is_about(tmp_path):
    titled = workbook(tmp_path / "a.xlsx", [["客户意见"], *CARDS], ["A1:B1"])
    assert "Affinity diagram of 客户意见\n" in str(sqc.diagram("affinity", titled))
    assert "Affinity diagram of 客户卡片\n" in str(
        sqc.diagram("affinity", text(tmp_path / "客户卡片.csv", CARDS))
    )
    assert "Affinity diagram of idea\n" in str(
        sqc.diagram("affinity", {"group": ["a", "a"], "idea": ["b", "c"]})
    )


def test_cells_that_were_filled_are_told(tmp_path):
    found = str(sqc.diagram("affinity", text(tmp_path / "a.csv", CARDS)))
    assert "1 blank cell of 组 filled from above" in found
    assert "filled" not in str(sqc.diagram("affinity", text(tmp_path / "b.csv", [CARDS[0], CARDS[1]])))


def test_any_two_columns_will_do_more_need_heads(tmp_path):
    two = text(tmp_path / "two.csv", [["what", "who"], ["print", "faint"], ["print", "smeared"]])
    assert answer(sqc.diagram("affinity", two)) == {"group": ["print"] * 2, "card": ["faint", "smeared"]}
    turned = text(tmp_path / "turned.csv", [["意见", "x"], ["faint", "print"], ["smeared", "print"]])
    assert answer(sqc.diagram("affinity", turned)) == answer(sqc.diagram("affinity", two))
    three = text(
        tmp_path / "three.csv", [["no", "theme", "note"], [1, "print", "faint *"], [2, "print", "dull"]]
    )
    assert answer(sqc.diagram("affinity", three)) == {"group": ["print"] * 2, "card": ["faint", "dull"]}


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([["a", "b", "c"], ["1", "2", "3"]], "columns-by-head"),
        ([["组"], ["运输"]], "columns-by-head"),
        ([["组", "意见"], ["运输", ""]], "no-groups"),
        ([["组", "意见"], ["-", "短缺"]], "no-groups"),
        ([["组", "意见"], *([["a", f"b{i}"] for i in range(501)])], "too-many-entries"),
        ([[""]], "empty-file"),
    ],
)
def test_a_table_that_holds_no_cards_is_refused(rows, key, tmp_path):
    with pytest.raises(sqc.SqcError) as error:
        sqc.diagram("affinity", text(tmp_path / "a.csv", rows))
    assert error.value.key == key
