"""A rule set of one's own: read, judged, and every error with its line and column."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

import sqc
from sqc.charts.rule_choice import rule_set
from sqc.cli.main import main

GOOD = """# shop floor 3
name = "line-3"
edition = "2026-11"
source = "work instruction 17"

[[rule]]
id = "1"
kind = "beyond_limit"

[[rule]]
id = "run"
kind = "run_same_side"
k = 5
panels = ["location", "attribute"]

[[rule]]
id = 3
kind = "k_of_m_beyond"
k = 2
m = 3
z = 1.5
side = "upper"
on = false
"""
X = np.round(np.random.default_rng(3).normal(10, 1, 40), 2).tolist()


@pytest.fixture
def write(tmp_path):
    def made(text, name="my.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return made


def test_an_own_set_is_judged(write):
    path = write(GOOD)
    c = sqc.chart(X, kind="i-mr", rules=path)
    assert [rule.id for rule in c.judged[0].rules] == ["1", "run"]
    assert [rule.id for rule in c.judged[1].rules] == ["1"]
    assert {s.rule for s in c.list_signals()} <= {"line-3-1", "line-3-run"}
    line = " ".join(c.to_text("en").split())
    assert "line-3 (2026-11) 1, run: limits; 5 in a row on one side (MR: limits only)" in line
    assert c.to_dict()["provenance"]["rules_source"] == "work instruction 17"


def test_a_part_of_an_own_set(write):
    path = write(GOOD)
    assert rule_set(f"{path}:run,3").numbers == ("run", "3")
    assert rule_set(f"{path}:all").numbers == ("1", "run", "3")
    assert rule_set(f"{path}:3").rules[0].side == "upper"
    with pytest.raises(sqc.OptionError, match='no rule "2"'):
        rule_set(f"{path}:2")


def test_an_own_set_on_the_command_line(write, capsys, tmp_path):
    data = tmp_path / "x.csv"
    data.write_text("x\n" + "\n".join(map(str, X)) + "\n", encoding="utf-8")
    path = write(GOOD)
    assert main(["chart", str(data), "--rules", f"{path}:1", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["provenance"]["rules"].endswith("my.toml:1")
    assert main(["chart", "--rules", f"{path}:?"]) == 0
    assert "5 in a row on one side" in capsys.readouterr().out


def test_name_and_edition_may_be_left_out(write):
    found = rule_set(write('[[rule]]\nid = "a"\nkind = "trend"\nk = 7\n', "shop.toml"))
    assert (found.id, found.edition, found.rules[0].m) == ("shop", "", 7)


def test_every_field_of_a_rule_can_be_set(write):
    text = (
        '[[rule]]\nid = "a"\nkind = "trend"\nk = 7\ncount_in = "steps"\ntie = "ignore"\nmissing = "ignore"\n'
        '[[rule]]\nid = "b"\nkind = "middle_third"\nk = 11\nm = 25\nhigh = 23\n'
        '[[rule]]\nid = "c"\nkind = "hugging"\nk = 4\nz = 0.5\nstrict = false\nzone = "side"\n'
        '[[rule]]\nid = "d"\nkind = "k_of_m_beyond"\nk = 2\nm = 3\nlast_point_required = false\n'
        '[[rule]]\nid = "e"\nkind = "crossings"\nalpha = 0.01\n'
    )
    a, b, c, d, e = rule_set(write(text)).rules
    assert (a.count_in, a.tie, a.missing, a.window) == ("steps", "ignore", "ignore", 8)
    assert (b.k, b.m, b.high) == (11, 25, 23)
    assert (c.z, c.strict, c.zone) == (0.5, False, "side")
    assert (d.z, d.last_point_required) == (None, False)
    assert e.alpha == 0.01


RULE = '[[rule]]\nid = "1"\n'
BAD = [
    ('kind = "beyond_limits"', 'did you mean "beyond_limit"', 3, 8),
    ('kind = "nonsense"', "is no kind of rule", 3, 8),
    ("kind = 5", "is no kind of rule", 3, 8),
    ('kind = "run_same_side"', "has no k", 1, 1),
    ('kind = "k_of_m_beyond"\nk = 4\nm = 3', "is more than m", 4, 5),
    ('kind = "alternation"\nk = 2', "too few: at least 3", 4, 5),
    ('kind = "trend"\nk = 2.5', "not a whole number", 4, 5),
    ('kind = "trend"\nk = "6"', "not a whole number", 4, 5),
    ('kind = "trend"\nk = true', "not a whole number", 4, 5),
    ('kind = "trend"\nk = 100000000', "not a whole number", 4, 5),
    ('kind = "hugging"\nk = 4\nz = "1"', "is not a number", 5, 5),
    ('kind = "hugging"\nk = 4\nz = nan', "is not a number", 5, 5),
    ('kind = "hugging"\nk = 4\nz = -1', "is not between 0 and 100", 5, 5),
    ('kind = "crossings"\nalpha = 1.5', "is not between 0 and 1", 4, 9),
    ('kind = "trend"\nk = 6\nsteps = 3', "has no entry", 5, 9),
    ('kind = "trend"\nk = 6\ncont_in = "steps"', 'did you mean "count_in"', 5, 11),
    ('kind = "trend"\nk = 6\nside = "left"', "is not known", 5, 8),
    ('kind = "trend"\nk = 6\nstrict = "yes"', "neither true nor false", 5, 10),
    ('kind = "trend"\nk = 6\npanels = ["xbar"]', "no list of panels", 5, 10),
    ('kind = "trend"\nk = 6\npanels = "location"', "no list of panels", 5, 10),
    ('kind = "middle_third"\nk = 11\nm = 25', "has no high", 1, 1),
    ('kind = "middle_third"\nk = 11\nm = 25\nhigh = 25', "not between k and m", 6, 8),
    ('kind = "trend"\nk = 6\n[[rule]]\nid = "1"\nkind = "beyond_limit"', "the id of two rules", 6, 6),
]


@pytest.mark.parametrize(
    ("entries", "said", "line", "column"), BAD, ids=[row[1] + str(i) for i, row in enumerate(BAD)]
)
def test_what_is_wrong_is_said_with_its_place(write, entries, said, line, column):
    with pytest.raises(sqc.DataError) as caught:
        sqc.chart(X, rules=write(RULE + entries + "\n"))
    error = caught.value
    assert error.key == "rules-file-broken"
    assert said in str(error)
    assert (error.line, error.column) == (line, str(column))
    assert f"line {line}" in str(error)


def test_the_place_in_a_list_of_rules_on_one_line_each(write):
    text = 'rule = [\n  { id = "1", kind = "beyond_limit" },\n  { id = "2", kind = "trend", k = 1 },\n]\n'
    with pytest.raises(sqc.DataError) as caught:
        rule_set(write(text))
    assert (caught.value.line, caught.value.column) == (3, "35")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no rule"),
        ("rule = 5\n", "holds no rule"),
        ("rule = []\n", "holds no rule"),
        ('name = "x"\n', "holds no rule"),
        ("name = 7\n" + RULE + 'kind = "beyond_limit"\n', "is not text in quotes"),
        ('name = "nelson"\n' + RULE + 'kind = "beyond_limit"\n', "published rule set"),
        ('nmae = "x"\n' + RULE + 'kind = "beyond_limit"\n', 'did you mean "name"'),
        ('[[rule]]\nkind = "beyond_limit"\n', "has no id"),
        ('[[rule]]\nid = "a b"\nkind = "beyond_limit"\n', "no id of a rule"),
        ('[[rule]]\nid = "1"\n', "has no kind"),
        ("id = one\n", "text stands in quotes"),
        ("[[rule]\n", "text stands in quotes"),
        ("[[rule]]\n" * 101, "at most 100"),
    ],
)
def test_a_file_that_is_no_rule_set(write, text, said):
    with pytest.raises(sqc.DataError) as caught:
        rule_set(write(text))
    assert said in str(caught.value)
    assert caught.value.key == "rules-file-broken"


def test_files_that_cannot_be_read(tmp_path, write):
    with pytest.raises(sqc.DataError, match="there is no file"):
        rule_set(str(tmp_path / "none.toml"))
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(sqc.DataError, match="is a folder"):
        rule_set(str(tmp_path / "folder.toml"))
    path = tmp_path / "gbk.toml"
    path.write_bytes('name = "三号线"\n'.encode("gbk"))
    with pytest.raises(sqc.DataError, match="UTF-8"):
        rule_set(str(path))


def test_nothing_in_the_file_is_run(write, tmp_path):
    mark = tmp_path / "ran"
    text = f"name = \"__import__('os').mkdir('{mark.as_posix()}')\"\n" + RULE + 'kind = "beyond_limit"\n'
    rule_set(write(text))
    assert not os.path.exists(mark)


def test_the_user_sees_his_own_line(write, tmp_path, capsys):
    data = tmp_path / "x.csv"
    data.write_text("x\n" + "\n".join(map(str, X)) + "\n", encoding="utf-8")
    assert main(["chart", str(data), "--rules", write(RULE + 'kind = "trend"\nk = 1\n')]) == 2
    lines = capsys.readouterr().err.splitlines()
    at = lines.index("  k = 1")
    assert lines[at + 1] == "      ^"


def test_chinese_errors(write, tmp_path, capsys):
    data = tmp_path / "x.csv"
    data.write_text("x\n" + "\n".join(map(str, X)) + "\n", encoding="utf-8")
    assert main(["chart", str(data), "--rules", write(RULE + 'kind = "trnd"\n'), "--lang", "zh"]) == 2
    assert "是否为“trend”" in capsys.readouterr().err
