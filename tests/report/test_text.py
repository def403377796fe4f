"""The text view: display width, where lines break, tables, levels; both languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqc.i18n.display import columns_of
from sqc.i18n.message import Join, Listing, Msg, Verbatim
from sqc.notes import Finding
from sqc.report.model import Column, Num, Table
from sqc.report.report import Report
from sqc.report.text import fill, next_lines, pad, table_text, to_text, verdict_line

CLOSING = ("，", "。", "、", "；", "：", "）", "”", "！", "？")


def _broken(text: str, width: int = 80, indent: int = 0) -> list[str]:
    return fill(text, indent, width).split("\n")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Rbar/d2, k = 3", 14),
        ("孔径", 4),
        ("孔径（mm）", 10),  # full-width parentheses are wide
        ("２６", 4),
        ("“不合格率”", 10),  # quotation marks are ambiguous: 1 column
        ("X\u0305", 1),  # a combining bar takes no column
        ("σ ± 3", 5),
    ],
)
def test_display_width_follows_unicode_annex_11(text, columns):
    assert columns_of(text) == columns


def test_pad_counts_display_columns():
    assert pad("读入", 10) == "读入      "
    assert pad("中心线", 8, right=True) == "  中心线"
    assert pad("longer than that", 4) == "longer than that"


def test_english_breaks_at_spaces_only():
    text = "header lines 3-4, footer lines 17-18 left out (合计, 检验员); 36 of 36 values used"
    assert _broken(text, 50) == [
        "header lines 3-4, footer lines 17-18 left out",
        "(合计, 检验员); 36 of 36 values used",
    ]


def test_chinese_breaks_between_characters_and_keeps_numbers_with_their_units():
    text = "同样大小的受控图约每 6 张有 1 张虚发警报（17.6 %）。"
    for width in range(24, 60):
        lines = _broken(text, width)
        assert "".join(lines) == text
        assert all(columns_of(line) <= width for line in lines)
        for whole in ("每 6 张", "有 1 张", "17.6 %）。"):
            assert any(whole in line for line in lines), (width, whole, lines)


def test_chinese_prefers_to_break_at_a_mark_near_the_end():
    text = "单位、子组大小、图种与控制限文件一致，15 个子组，子组大小相等，35 个不同取值，无缺失。"
    assert _broken(text, 70)[0] == "单位、子组大小、图种与控制限文件一致，15 个子组，子组大小相等，"


def test_a_parenthesis_goes_to_the_next_line_as_a_whole_where_it_can():
    text = "均值-极差控制图：每行有 3 个读数，一行即一个子组（逐个作图用 --kind i-mr）。"
    assert _broken(text, 70) == [
        "均值-极差控制图：每行有 3 个读数，一行即一个子组",
        "（逐个作图用 --kind i-mr）。",
    ]


@pytest.mark.parametrize("width", range(28, 80))
def test_commands_are_never_broken(width):
    text = "仅一列数值，按文件顺序；用 --subgroup 生产批号 改作均值-极差图，或 --size 5，每 5 行一组。"
    lines = _broken(text, width)
    assert any("--subgroup 生产批号" in line for line in lines)
    assert any("--size 5" in line for line in lines)


CLAUSE = st.tuples(
    st.sampled_from(["均值", "（极差）", "“直径”列", "组内标准差"]),
    st.sampled_from(["", " 25 个", " 3.5 mm", " 用 --size 5", " Rbar/d2"]),
    st.sampled_from(["", "，", "；", "。", "、"]),
).map("".join)


@given(
    clauses=st.lists(CLAUSE, min_size=1, max_size=20), width=st.integers(40, 80), indent=st.integers(0, 10)
)
def test_no_chinese_line_is_too_wide_or_begins_or_ends_wrongly(clauses, width, indent):
    text = "".join(clauses) + "。"
    lines = _broken(text, width, indent)
    assert "".join(line.strip() for line in lines) == text
    assert columns_of(lines[0]) + indent <= width
    assert all(columns_of(line) <= width for line in lines[1:])
    assert not [line for line in lines[1:] if line.strip().startswith(CLOSING)]
    assert not [line for line in lines if line.endswith(("（", "“"))]


def test_a_word_longer_than_the_line_is_cut():
    assert _broken("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def _table() -> Table:
    columns = (
        Column("panel", "", "left"),
        Column("lower", Msg("LCL")),
        Column("center", Msg("center")),
        Column("from", Msg("from"), "left"),
    )
    rows = (
        (Msg("Xbar"), Num(73.98805, 5), Num(74.00118, 5), Verbatim("Rbar/d2")),
        (Msg("sigma within"), Num(None, 5, undefined=Msg("none")), Num(0.00979, 5), None),
    )
    return Table("limits", columns, rows)


def test_tables_put_points_under_each_other_in_both_languages():
    assert table_text(_table(), "en").split("\n") == [
        "                   LCL    center  from",
        "Xbar          73.98805  74.00118  Rbar/d2",
        "sigma within      none   0.00979  -",
    ]
    zh = table_text(_table(), "zh").split("\n")
    assert zh == [
        "            控制下限    中心线  依据",
        "均值 Xbar   73.98805  74.00118  Rbar/d2",
        "组内标准差        无   0.00979  -",
    ]


def _report() -> Report:
    act = Msg(
        "Cannot be judged: {why}; no statement about the process is made.", why=Listing(["37", "38", "39"])
    )
    watch = Msg("There is no lower limit, so the chart cannot show an improvement.")
    return Report(
        "chart",
        "xbar-r",
        (Finding("a", "act", act), Finding("b", "watch", watch), Finding("c", "ok", Msg("nothing missing"))),
        Msg("limits from {file}", file="a.toml"),
        {},
        (_table(),),
        (
            (Msg("Checked"), Msg("{list}.", list=Join([Msg("equal sizes"), Msg("nothing missing")], ", "))),
            (Msg("Charts"), Verbatim("sqc chart a.csv " + "--value x " * 9)),
        ),
        dict,
        next=(Verbatim("sqc chart a.csv --save-limits a.toml"),),
    )


def test_the_skeleton_of_a_result():
    lines = to_text(_report(), "en").split("\n")
    assert lines[0].startswith("[act] Cannot be judged: 37, 38 and 39; no")
    assert lines[1] == ""
    assert lines[2] == "limits from a.toml"
    assert lines[6] == ""
    assert lines[7].startswith("[watch] There is no lower limit")
    assert lines[8] == "Checked   equal sizes, nothing missing."
    assert lines[9] == "Charts    sqc chart a.csv" + " --value x" * 9 + " "  # a command is never broken
    assert "nothing missing" not in lines[7]  # findings at ok have no line of their own


def test_the_skeleton_in_chinese():
    text = to_text(_report(), "zh")
    assert text.startswith("[处置] 无法判定：37、38、39；不对过程作任何结论。\n")
    assert "\n[关注] 控制下限不存在，本图显示不出改善。\n已检查    子组大小相等，无缺失。\n" in text
    assert next_lines(_report(), "zh") == "下一步    sqc chart a.csv --save-limits a.toml\n"
    text.encode("gbk")


def test_line_1_is_one_line_unless_a_terminal_wraps_it():
    finding = Finding("a", "watch", Msg("{a} to {b}", a="word " * 20, b="end"))
    assert "\n" not in verdict_line(finding, "en")
    wrapped = verdict_line(finding, "en", wrap=True).split("\n")
    assert len(wrapped) == 2
    assert wrapped[1].startswith("        word")


def test_colour_changes_no_width():
    plain = to_text(_report(), "zh").split("\n")
    coloured = to_text(_report(), "zh", colour=True).split("\n")
    for one, other in zip(plain, coloured, strict=True):
        for code in ("\x1b[1;31m", "\x1b[33m", "\x1b[2m", "\x1b[0m"):
            other = other.replace(code, "")
        assert one == other


def test_the_safe_set_of_the_layout():
    """English layout is ASCII; every character of the Chinese one is in GBK and of one width class."""
    assert to_text(_report(), "en").isascii()
    zh = to_text(_report(), "zh")
    zh.encode("gbk")
    assert not [char for char in zh if unicodedata.combining(char)]
