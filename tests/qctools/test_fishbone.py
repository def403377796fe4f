"""`sqc fishbone`: what hangs on what, what is confirmed, no words that meet, what it refuses."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.qctools.boxes import wrong

import sqc
from sqc.cli.main import main
from sqc.qctools.fishbone.page import plot
from sqc.report.figure import picture
from sqc.report.marks import Line, Text

EXAMPLE = Path(__file__).parents[2] / "examples" / "scratches-causes.txt"
ZH = "人机料法环测量工件夹具磨损不足培训温度湿度刀具转速进给冷却液压力堆放层数规定标准更新检验频次样件"
EN = ("operator", "machine", "material", "jaws", "coolant", "pressure", "liner", "training", "staff")


def keys(result):
    return [finding.key for finding in result.findings_list()]


def outline(seed, bones, causes, lang, depth=1, indent="  "):
    """Return an outline with so many bones and causes in made-up words."""
    draw = random.Random(seed)

    def said(low, high):
        n = draw.randint(low, high)
        return "".join(draw.choices(ZH, k=n)) if lang == "zh" else " ".join(draw.choices(EN, k=(n + 3) // 4))

    lines, level = [said(4, 12) + " 39.5 %"], 0
    names = [said(1, 4) for _ in range(bones)]
    for i, name in enumerate(names):
        lines.append(indent + name)
        level = 2
        for k in range(i, causes, bones):
            lines.append(level * indent + said(3, 14) + (" *" if k % 9 == 4 else ""))
            level = 2 if draw.random() < 0.5 else min(level + 1, depth + 1)
    return "\n".join(lines)


def test_the_example_of_the_sheet():
    found = sqc.fishbone(EXAMPLE)
    assert keys(found) == ["confirmed"]
    assert [found[key] for key in ("n_bones", "n_causes", "n_end_causes", "n_confirmed", "depth")] == [
        6, 25, 25, 2, 1,
    ]  # fmt: skip
    assert (found.case.effect, found.case.share) == ("壳体划伤", "39.5 %")
    assert [one.node.text for one in found.case.confirmed] == ["周转箱无隔板", "堆放层数未规定"]


@pytest.mark.parametrize(
    ("head", "effect", "share"),
    [
        ("壳体划伤 39.5 %", "壳体划伤", "39.5 %"),
        ("壳体划伤（占 39.5%）", "壳体划伤", "（占 39.5%）"),
        ("Scratches, 39.5%", "Scratches", "39.5%"),
        ("5 % loss of yield", "5 % loss of yield", ""),
        ("型号 12", "型号 12", ""),
    ],
)
def test_a_share_behind_the_effect_is_kept_as_it_was_written(head, effect, share):
    case = sqc.fishbone(f"{head}\n a\n  b").case
    assert (case.effect, case.share) == (effect, share)


def test_confirmed_causes_are_red_and_bold_and_nothing_else_is():
    marks = plot(sqc.fishbone(EXAMPLE).case).marks
    red = [mark.text for mark in marks if isinstance(mark, Text) and mark.role == "confirmed"]
    assert red == ["周转箱无隔板", "堆放层数未规定"]
    assert sum(isinstance(mark, Line) and mark.role == "signal" for mark in marks) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("bones", "causes", "depth"), [(6, 40, 1), (5, 40, 3), (4, 40, 6), (13, 40, 2)])
def test_no_words_meet_with_forty_causes(lang, bones, causes, depth):
    for seed in range(8):
        found = sqc.fishbone(outline(seed, bones, causes, lang, depth))
        assert wrong(plot(found.case)) == []


def test_text_toml_and_dict_say_the_same(tmp_path):
    text = "scratches\n  machine\n    no liner *\n      never ordered\n  method\n    stacked too high"
    toml = tmp_path / "a.toml"
    toml.write_text(
        'effect = "scratches"\n[causes]\nmethod = ["stacked too high"]\n'
        '[causes.machine]\n"no liner *" = ["never ordered"]\n',
        encoding="utf-8",
    )
    nested = {
        "effect": "scratches",
        "causes": {"machine": {"no liner *": ["never ordered"]}, "method": "stacked too high"},
    }
    a, b, c = (sqc.fishbone(one).to_frame() for one in (text, toml, nested))
    assert list(a["cause"]) == list(c["cause"]) == ["no liner", "never ordered", "stacked too high"]
    assert sorted(b["cause"]) == sorted(a["cause"])
    assert list(a["confirmed"]) == [True, False, False]


def test_tabs_bullets_full_width_and_other_encodings_are_read(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes("划伤\r\n\u3000机\r\n\u3000\u3000- 无隔板！\r\n\u3000\u30002. 跳动\r\n".encode("gbk"))
    found = sqc.fishbone(file)
    assert [one.node.text for one in found.case.causes] == ["无隔板", "跳动"]
    assert found["n_confirmed"] == 1
    assert sqc.fishbone("a\n\tb\n\t\tc")["n_causes"] == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a\n b\n  c", "none-confirmed"),
        ("a\n b\n  c *\n   d", "confirmed-not-end"),
        ("a\n b\n  c\n e", "empty-bone"),
        ("a\n b\n  c\n d\n  c", "repeated-cause"),
    ],
)
def test_findings(text, key):
    assert key in keys(sqc.fishbone(text))


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("a\n  b\n\tc", "indentation-mixed", 3, "1"),
        ("a\n \tb\n", "indentation-mixed", 2, "2"),
        ("a\n  b\n      c", "indentation-jump", 3, "7"),
        ("a\n    b", "no-causes", None, None),
        ("a\nb", "second-top", 2, "1"),
        ("  a\n b", "first-line-indented", 1, "3"),
        ("a\n  b\n   c", "indentation-uneven", 3, "4"),
        ("\n \n", "empty-file", None, None),
        ("effect = 'x'\ncauses = [", "not-toml", 2, "1"),
        ("effect = 'x'\ncause = ['a']", "outline-key", 2, "1"),
        ("effect = 'x'\ncauses = 3", "outline-value", None, None),
        ("a\n" + " b\n" * 600, "too-many-entries", 501, "1"),
        ("a\n" + "".join(" " * i + "b\n" for i in range(1, 20)), "too-deep", 14, "1"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(text, key, line, column):
    with pytest.raises(sqc.DataError) as error:
        sqc.fishbone(text)
    assert (error.value.key, error.value.line, error.value.column) == (key, line, column)


@pytest.mark.parametrize("data", [{"causes": {"a": ["b"]}}, {"effect": "x", "causes": {"a": {"b": 3}}}])
def test_a_dict_that_is_none(data):
    with pytest.raises(sqc.DataError):
        sqc.fishbone(data)


def test_the_command_refuses_with_exit_2(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text("a\n  b\n\tc\n", encoding="utf-8")
    assert main(["fishbone", str(file), "--lang", "en"]) == 2
    assert "line 3, column 1: tabs here, spaces before" in " ".join(capsys.readouterr().err.split())
    assert main(["fishbone", str(file), "--lang", "zh"]) == 2
    assert "第 1 列：" in capsys.readouterr().err
    assert main(["fishbone", "--lang", "en"]) == 2
    assert main(["fishbone", "--explain", "depth", "--lang", "en"]) == 0


def test_a_large_file_is_refused_before_it_is_read_through(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("a\n" + " b\n" * 100_000, encoding="utf-8")
    with pytest.raises(sqc.DataError) as error:
        sqc.fishbone(file)
    assert error.value.key == "too-large"


def test_a_column_holds_it_at_page_width_and_the_bytes_are_the_same_twice():
    page = sqc.fishbone(EXAMPLE).stored_report.page
    assert picture(page(), "zh", size="column") == picture(page(), "zh", size="page")
    assert sqc.fishbone(EXAMPLE).to_html("zh", size="column") == sqc.fishbone(EXAMPLE).to_html("zh")
    assert sqc.fishbone(EXAMPLE).to_plot("en") == sqc.fishbone(EXAMPLE).to_text("en")
