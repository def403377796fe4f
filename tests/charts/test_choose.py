"""Which chart fits: every choice with its reason, every question with commands that work."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

import sqc
from sqc.cli.main import main
from sqc.notes import SqcError

SAMPLES = Path(__file__).parents[1] / "data" / "samples_zh"
DRAWN = {
    "zhijing_xbar_r_gbk.csv": ("xbar-r", {"xbar_center": 12.000032, "r_center": 0.04764}),
    "kanglaqiangdu_imr_utf8bom.csv": ("i-mr", {"i_center": 449.860667, "mr_center": 0.921695}),
    "buhegelv_p_fullwidth_gb18030.csv": ("p", {"p_center": 0.02625}),
    "kongjing_merged_header_gbk.csv": ("xbar-r", {"xbar_center": 8.000556}),
    "quexian_u_utf16.txt": ("u", {"u_center": 113 / 45}),
    "dianya_imr_big5.csv": ("i-mr", {"i_center": 3.297575}),
    "qcxiaozu_xiaoguo_utf8bom.csv": ("p", {}),
}
ASKED = [
    "waiguan_hege_utf8.csv",
    "msa_grr_gb18030.csv",
    "jinghanliang_units_gbk.csv",
    "gongyingshang_utf8.csv",
    "shouming_weibull_gbk.csv",
]


@pytest.mark.parametrize("name", DRAWN)
def test_drawn_without_a_flag(name):
    kind, facts = DRAWN[name]
    c = sqc.chart(str(SAMPLES / name))
    assert c.kind.name == kind
    for key, value in facts.items():
        assert c[key] == pytest.approx(value, rel=1e-6)
    assert "Chosen" in c.to_text()
    assert sqc.look(str(SAMPLES / name))["chart"] == kind


def test_before_and_after_are_stages():
    c = sqc.chart(str(SAMPLES / "qcxiaozu_xiaoguo_utf8bom.csv"))
    assert c.sample.about.stages.names == ("活动前", "活动中", "活动后")
    assert c.panels[0].center[0] == pytest.approx(0.045625)
    assert c.panels[0].center[-1] == pytest.approx(0.016)


@pytest.mark.parametrize("name", ASKED)
def test_asked_with_commands_that_work(name, tmp_path, monkeypatch, capsys):
    shutil.copy(SAMPLES / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["chart", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    commands = [line[line.index("sqc chart") :] for line in err.splitlines() if "sqc chart" in line]
    assert commands
    for command in commands:
        words = shlex.split(command)
        assert words[0] == "sqc"
        assert main(words[1:]) == 0, (command, capsys.readouterr().err)
    capsys.readouterr()
    assert sqc.look(name)["chart"] is None


def write(tmp_path, text, name="a.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def rows(head, lines):
    return head + "\n" + "\n".join(lines) + "\n"


CHOICES = [
    ("value\n" + "\n".join(f"{9 + i % 7 / 10}" for i in range(30)), "i-mr", "--kind"),
    (rows("lot,d", [f"{i // 5},{9 + i % 7 / 10}" for i in range(30)]), "i-mr", "--subgroup lot"),
    (rows("subgroup,d", [f"{i // 5},{9 + i % 7 / 10}" for i in range(30)]), "xbar-r", "--kind i-mr"),
    (rows("sample no.,d", [f"{i // 12},{9 + i % 7 / 10}" for i in range(36)]), "xbar-s", "--kind i-mr"),
    (rows("组号,直径", [f"{i // 5},{9 + i % 7 / 10}" for i in range(30)]), "xbar-r", "--kind i-mr"),
    (
        rows("x1,x2,x3", [f"{9 + i % 7 / 10},{9 + i % 5 / 10},{9 + i % 3 / 10}" for i in range(20)]),
        "xbar-r",
        "3 readings",
    ),
    (
        rows("lot,x1,x2", [f"{i},{9 + i % 7 / 10},{9 + i % 5 / 10}" for i in range(20)]),
        "xbar-r",
        "2 readings",
    ),
    (
        rows(
            ",".join(f"x{k}" for k in range(12)),
            [",".join(f"{9 + (i * k) % 7 / 10}" for k in range(12)) for i in range(20)],
        ),
        "xbar-s",
        "12 readings",
    ),
    (rows("day,defectives,inspected", [f"{i},{i % 4},100" for i in range(20)]), "p", "inspected"),
    (rows("day,defects,area", [f"{i},{i % 4},2.5" for i in range(20)]), "u", "area"),
    (rows("day,defects", [f"{i},{i % 4}" for i in range(20)]), "c", "--kind"),
    (rows("lot,不合格品数,检验数", [f"{i},{i % 4},100" for i in range(20)]), "p", "inspected"),
]


@pytest.mark.parametrize(("text", "kind", "reason"), CHOICES)
def test_choice_and_reason(tmp_path, text, kind, reason):
    c = sqc.chart(write(tmp_path, text))
    assert c.kind.name == kind
    assert reason in c.sample.about.choice.render("en")
    assert c.sample.about.choice.render("zh") != c.sample.about.choice.render("en")


QUESTIONS = [
    ("two-readings", rows("weight,height", [f"{9 + i % 7 / 10},{90 + i % 5 / 10}" for i in range(20)])),
    (
        "two-readings",
        rows("t1,t2,t3", [f"{9 + i % 7 / 10},{90 + i % 5 / 10},{500 + i % 3 / 10}" for i in range(20)]),
    ),
    ("two-readings", rows("rejected lots,defectives,inspected", [f"{i % 3},{i % 5},100" for i in range(20)])),
    (
        "two-readings",
        rows("hours,state", ["100,failed", "120,censored", "130,failed", "90,failed", "70,censored"]),
    ),
    ("two-readings", rows("result", ["OK", "NG", "OK", "OK", "OK", "NG"] * 10)),
    (
        "two-readings",
        rows("date,result", [f"2024-03-{1 + i // 10:02d},{'NG' if i % 9 == 0 else 'OK'}" for i in range(60)]),
    ),
]


@pytest.mark.parametrize(("key", "text"), QUESTIONS)
@pytest.mark.parametrize("name", ["a.csv", "my file.csv"])
def test_question_with_commands_that_work(tmp_path, monkeypatch, capsys, key, text, name):
    write(tmp_path, text, name)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart(name)
    assert caught.value.key == key
    assert caught.value.hints
    for _, command in caught.value.hints:
        assert main(shlex.split(command)[1:]) == 0, (command, capsys.readouterr().err)


def test_names_with_spaces_and_signs_are_quoted(tmp_path, monkeypatch, capsys):
    write(tmp_path, rows("a b,c$d,e'f", [f"{9 + i % 7 / 10},{90 + i % 5},{50 + i % 3}" for i in range(20)]))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart("a.csv")
    for _, command in caught.value.hints:
        assert main(shlex.split(command)[1:]) == 0, (command, capsys.readouterr().err)


def test_no_column_of_numbers(tmp_path):
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart(write(tmp_path, rows("name,colour", ["a,red", "b,blue", "c,green"])))
    assert caught.value.key == "no-values"
    assert "name, colour" in " ".join(str(d) for d in caught.value.details)


def test_xbar_needs_subgroups(tmp_path):
    path = write(tmp_path, "value\n" + "\n".join(f"{9 + i % 7 / 10}" for i in range(30)))
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart(path, kind="xbar-r")
    assert caught.value.key == "no-subgroups"


@pytest.mark.parametrize(
    ("kind", "options"), [("i-mr", {"sigma": "rbar"}), ("xbar-r", {"sigma": "mr"}), ("p", {"sigma": "rbar"})]
)
def test_an_estimator_of_another_kind_is_refused(kind, options):
    data = (
        {"d1": [1, 2, 3, 2], "d2": [2, 3, 1, 2]} if kind == "xbar-r" else {"bad": [1, 2, 3, 2], "n": [9] * 4}
    )
    if kind == "p":
        options = {**options, "inspected": "n"}
    if kind != "xbar-r":
        options = {**options, "value": "bad"}
    with pytest.raises(sqc.OptionError) as caught:
        sqc.chart(data, kind=kind, **options)
    assert caught.value.key == "sigma-kind"


def test_whole_numbers_without_a_telling_head_are_asked_about():
    data = {"days": [1000 + 37 * (i % 5) for i in range(24)], "found": [i % 7 for i in range(24)]}
    with pytest.raises(SqcError) as raised:
        sqc.chart(data, kind="u")
    assert raised.value.hints[0].render() == "--value found --inspected days"


def test_points_left_out_are_not_counted_in_line_1():
    values = [10.0 + (i * 7 % 11) / 10 for i in range(32)]
    assert "in 32 values" in sqc.chart(values, kind="i-mr").to_text().splitlines()[0]
    line = sqc.chart(values, kind="i-mr", exclude="1,2,3").to_text().splitlines()[0]
    assert "29 values are too few" in line


def test_a_file_of_missing_cells_says_so(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x\n-\n-\n/\n", encoding="utf-8")
    with pytest.raises(SqcError) as raised:
        sqc.chart(path)
    assert raised.value.key == "no-data-left"
    assert "3 rows read, 3 without a value in x" in str(raised.value)


@pytest.mark.parametrize("head", ["lot,defectives,inspected", "lot,count,x", "批号,缺陷数,面积"])
def test_a_fraction_among_counts_is_named_not_asked_about(tmp_path, head):
    lines = [f"{i},{2 + i % 3},50" for i in range(1, 9)]
    with pytest.raises(SqcError) as caught:
        sqc.chart(write(tmp_path, "\n".join([head, *lines, "9,2.5,50"])))
    assert caught.value.key == "impossible-count" and caught.value.line == 10
    sqc.chart(write(tmp_path, "\n".join([head, *lines])))


def test_counts_of_kinds_are_offered_no_chart():
    """Kinds have no order, so no command draws them."""
    with pytest.raises(SqcError) as caught:
        sqc.chart(str(SAMPLES / "buliang_pareto_gbk.csv"))
    assert "names kinds, each once" in caught.value.message.render("en")
    assert [hint.render("en").partition(":")[0] for hint in caught.value.hints] == ["count by day or lot"]
    assert sqc.look(str(SAMPLES / "buliang_pareto_gbk.csv"))["chart"] is None
