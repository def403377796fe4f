"""Errors teach: what stands where, what was expected, what works; in both languages and as JSON."""

from __future__ import annotations

import json

import pytest

from sqc.cli.main import main

BANNED = ["invalid", "illegal", "oops", "please", "sorry", "failed to", "unable to", "Traceback"]
BANNED_ZH = ["您", "请", "非法", "无效", "抱歉", "失败", "进行", "被", "Traceback"]


def fails(capsys, *arguments, lang="en"):
    code = main(["--lang", lang, *arguments])
    out, err = capsys.readouterr()
    assert code == 2, (arguments, out, err)
    assert out == ""
    for word in BANNED if lang == "en" else BANNED_ZH:
        assert word not in err
    assert err.startswith("error: " if lang == "en" else "错误：")
    return err


CALLS = [
    (["chrat", "good.csv"], 'did you mean "chart"'),
    (["nothing"], "there is no command"),
    (["chart", "good.cvs"], "good.csv"),
    (["chart", "good.csv", "--vaule", "d"], 'did you mean "--value"'),
    (["chart", "good.csv", "--zzz"], 'there is no option "--zzz"'),
    (["chart", "good.csv", "--value"], "--value"),
    (["chart", "good.csv", "--k", "three"], "--k"),
    (["chart", "good.csv", "--size", "2.5"], "--size"),
    (["chart", "good.csv", "--size", "0"], "--size"),
    (["chart", "good.csv", "--k", "nan"], "--k"),
    (["chart", "good.csv", "--alpha", "5"], "--alpha"),
    (["chart", "good.csv", "--kind", "xbarr"], "xbar-r"),
    (["chart", "good.csv", "--kind", "imr"], 'did you mean "i-mr"'),
    (["chart", "good.csv", "--rules", "nelsen"], 'did you mean "nelson"'),
    (["chart", "good.csv", "--rules", "nelson:12"], '"12"'),
    (["chart", "good.csv", "--sigma", "best"], "rbar"),
    (["chart", "good.csv", "--sigma", "rbar"], "--sigma rbar"),
    (["chart", "good.csv", "--value", "e"], "d"),
    (["chart", "good.csv", "--format", "xml"], "json"),
    (["chart", "good.csv", "--paper", "a5"], "column"),
    (["chart", "good.csv", "--dpi", "9"], "--dpi"),
    (["chart", "good.csv", "--color", "red"], "never"),
    (["chart", "good.csv", "--k", "3", "--alpha", "0.01"], "use one of them"),
    (["chart", "good.csv", "--limits", "a.toml", "--sigma", "mr"], "use one of them"),
    (["chart", "good.csv", "--limits", "a.toml", "--save-limits", "b.toml"], "use one of them"),
    (["chart", "good.csv", "--subgroup", "d", "--size", "5"], "use one of them"),
    (["chart", "good.csv", "--limits", "nothing.toml"], "nothing.toml"),
    (["chart", "good.csv", "--exclude", "99"], "99"),
    (["chart", "good.csv", "--approved-on", "20.11.2026", "--save-limits", "x.toml"], "20.11.2026"),
    (["chart", "good.csv", "bad.csv"], "bad.csv"),
    (["chart", "good.csv", "--encoding", "klingon"], "klingon"),
    (["chart", "good.csv", "--stage", "phase"], "phase"),
    (["chart", "good.csv", "--window", "8h"], "time"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), CALLS, ids=lambda x: " ".join(x) if isinstance(x, list) else None
)
def test_said_in_english_and_chinese(folder, capsys, arguments, said):
    err = fails(capsys, *arguments)
    assert said in " ".join(err.split())
    assert err.isascii()
    zh = fails(capsys, *arguments, lang="zh")
    zh.encode("gbk")
    assert [p for p in folder.iterdir() if p.name not in ("good.csv", "bad.csv")] == []


@pytest.mark.parametrize(
    ("arguments", "said"), CALLS[1:], ids=lambda x: " ".join(x) if isinstance(x, list) else None
)
def test_one_json_document(folder, capsys, arguments, said):
    if "--format" in arguments:
        return
    assert main([*arguments, "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    assert set(found) == {"sqc", "error"}
    assert set(found["error"]) == {"key", "message", "hint", "file", "line", "column", "cell"}
    assert found["error"]["key"]
    assert found["error"]["message"]


def test_column_error_names_file_and_columns(folder, capsys):
    (folder / "rings.csv").write_text(
        "sample,phase,diameter\n" + "\n".join(f"{i},1,{i % 3}.5" for i in range(9)), encoding="utf-8"
    )
    err = fails(capsys, "chart", "rings.csv", "--value", "diamter")
    assert 'rings.csv has no column "diamter"; did you mean "diameter"?' in " ".join(err.split())
    zh = fails(capsys, "chart", "rings.csv", "--value", "diamter", lang="zh")
    assert "rings.csv 没有“diamter”列，是否为“diameter”？" in zh


def test_bad_cell_points_at_the_cell(folder, capsys):
    (folder / "a.csv").write_text("lot,d\n1,12.01\n2,12.02\n3,12.0l8\n4,12.00\n5,12.03\n", encoding="utf-8")
    err = fails(capsys, "chart", "a.csv", "--value", "d")
    lines = err.splitlines()
    assert 'a.csv, line 4, column d: "12.0l8" is not a number' in lines[0]
    at = lines.index("  3,12.0l8")
    assert lines[at + 1] == "    ^^^^^^"
    main(["chart", "a.csv", "--value", "d", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["error"]
    assert (found["key"], found["file"], found["line"], found["column"], found["cell"]) == (
        "bad-cell",
        "a.csv",
        4,
        "d",
        "12.0l8",
    )
    assert main(["chart", "a.csv", "--value", "d", "--missing", "12.0l8"]) == 0


def test_lang_anywhere(folder, capsys):
    for arguments in (
        ["--lang", "zh", "chart", "good.csv"],
        ["chart", "--lang=zh", "good.csv"],
        ["chart", "good.csv", "--lang", "zh"],
    ):
        assert main(arguments) == 0
        assert capsys.readouterr().out.startswith("[正常]")


def test_unknown_language(folder, capsys):
    assert main(["chart", "good.csv", "--lang", "fr"]) == 2
    assert 'there is no language "fr"' in capsys.readouterr().err


def test_long_lines_are_filled(folder, capsys):
    err = fails(capsys, "chart", "good.csv", "--kind", "xbar-r")
    assert max(len(line) for line in err.splitlines()) <= 80
