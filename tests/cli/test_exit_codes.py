"""0 ran, 1 --check and act, 2 no answer, 3 a fault inside, 130 stopped."""

from __future__ import annotations

import json

import pytest

from sqc.cli.main import main


def test_ran(folder, capsys):
    assert main(["chart", "good.csv"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("[ok] ")
    assert err == ""


def test_check_only_changes_the_exit_code(folder, capsys):
    assert main(["chart", "good.csv", "--check"]) == 0
    good = capsys.readouterr().out
    assert main(["chart", "good.csv"]) == 0
    assert capsys.readouterr().out == good
    assert main(["chart", "bad.csv"]) == 0
    bad = capsys.readouterr().out
    assert bad.startswith("[act] ")
    assert main(["chart", "bad.csv", "--check"]) == 1
    assert capsys.readouterr().out == bad


def test_check_is_1_when_the_question_has_no_answer(folder, capsys):
    (folder / "zero.csv").write_text("defects\n" + "0\n" * 25, encoding="utf-8")
    assert main(["chart", "zero.csv", "--kind", "c", "--check"]) == 1
    assert capsys.readouterr().out.startswith("[act] Cannot be judged")


def test_check_passes_watch(folder, capsys):
    (folder / "few.csv").write_text(
        "d\n" + "\n".join(["1.2", "1.4", "1.1", "1.3", "1.5", "1.2", "1.6", "1.3"]) + "\n", encoding="utf-8"
    )
    assert main(["chart", "few.csv", "--check"]) == 0
    assert capsys.readouterr().out.startswith("[watch] ")


def test_check_is_1_on_act_in_every_format(folder, capsys):
    for form in ("text", "json", "csv", "md"):
        assert main(["chart", "bad.csv", "--check", "--format", form]) == 1
        assert main(["chart", "good.csv", "--check", "--format", form]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_answer(folder, capsys, lang):
    assert main(["chart", "nothing.csv", "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: " if lang == "en" else "错误：")


def broken(monkeypatch, error):
    def fail(*a, **k):
        raise error

    monkeypatch.setattr("sqc.charts.control.chart", fail)


def test_fault_inside(folder, capsys, monkeypatch):
    broken(monkeypatch, ZeroDivisionError("secret"))
    assert main(["chart", "good.csv"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: a fault inside sqc, not in your file; nothing was written.")
    assert "Traceback" not in err
    assert main(["chart", "good.csv", "--lang", "zh"]) == 3
    assert capsys.readouterr().err.startswith("错误：sqc 内部故障，与数据无关，未写出任何文件。")


def test_fault_inside_as_json(folder, capsys, monkeypatch):
    broken(monkeypatch, ZeroDivisionError("secret"))
    assert main(["chart", "good.csv", "--format", "json"]) == 3
    out, _ = capsys.readouterr()
    assert json.loads(out)["error"]["key"] == "fault"


def test_fault_inside_shown_on_request(folder, monkeypatch):
    broken(monkeypatch, ZeroDivisionError("secret"))
    monkeypatch.setenv("SQC_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["chart", "good.csv"])


def test_recursion_and_memory_are_faults_not_tracebacks(folder, capsys, monkeypatch):
    for error in (RecursionError(), MemoryError()):
        broken(monkeypatch, error)
        assert main(["chart", "good.csv"]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_stopped(folder, capsys, monkeypatch):
    broken(monkeypatch, KeyboardInterrupt())
    assert main(["chart", "good.csv"]) == 130
    out, err = capsys.readouterr()
    assert out == ""
    assert "stopped" in err


def test_help_and_version(folder, capsys):
    for arguments in (
        ["--help"],
        ["-h"],
        [],
        ["chart", "--help"],
        ["look", "--help"],
        ["verify", "--help"],
        ["--version"],
        ["chart", "--kinds"],
        ["chart", "--rules", "?"],
    ):
        assert main(arguments) == 0, arguments
        out, err = capsys.readouterr()
        assert out.strip()
        assert err == ""


def test_kinds_lists_all(folder, capsys):
    from sqc.charts.catalog import KINDS

    main(["chart", "--kinds"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(KINDS)


def test_rules_lists_all(folder, capsys):
    assert main(["chart", "--rules", "?"]) == 0
    out = capsys.readouterr().out
    for name in ("limits", "nelson", "western-electric", "minitab"):
        assert name in out
    assert main(["chart", "--rules", "nelson:?"]) == 0
    assert "9 in a row on one side" in capsys.readouterr().out
    assert main(["chart", "--rules", "nelson:?", "--lang", "zh"]) == 0
    assert "连续 9 点" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["chart", "look"])
def test_a_file_is_missing(folder, capsys, verb):
    assert main([verb]) == 2
    assert "a file is missing" in capsys.readouterr().err
