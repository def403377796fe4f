"""``sqc chart-design`` from the command line."""

from __future__ import annotations

import json

import pytest

from sqc.cli.main import main


def run(capsys, *arguments):
    code = main(["chart-design", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_line_one_names_the_chart(capsys):
    code, out, err = run(capsys, "ewma", "--arl0", "370", "--shift", "1", "--quiet", "--lang", "en")
    assert (code, err) == (0, "")
    assert out == (
        "[ok] Use EWMA with weight 0.141 and limits at 2.786 sigma: a shift of 1 sigma is seen after"
        " 9.6 points on average, a false signal comes once in 370 points.\n"
    )


@pytest.mark.parametrize("kind", ["xbar", "i", "ewma", "cusum", "t2", "mewma"])
def test_zh_is_chinese_throughout(capsys, kind):
    code, out, _ = run(capsys, kind, "--lang", "zh")
    assert code == 0
    for word in ("points", "values", "shift", "limit", "Method", "signal"):
        assert word not in out


def test_json(capsys):
    code, out, _ = run(capsys, "cusum", "--arl0", "370", "--format", "json", "--lang", "en")
    found = json.loads(out)
    assert code == 0
    assert found["kind"] == "cusum"
    assert {"reference", "interval", "arl0", "arl1", "phase1_subgroups"} <= set(found["facts"])
    assert found["tables"]["comparison"]["chart"] == ["Shewhart", "Shewhart nelson:1,2", "EWMA", "CUSUM"]


def test_a_picture_is_written(capsys, tmp_path):
    file = tmp_path / "design.svg"
    code, _, err = run(capsys, "xbar", "--points", "2", "-o", str(file), "--quiet", "--lang", "en")
    assert (code, err) == (0, "")
    assert file.read_bytes()[:5] == b"<?xml"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "a chart kind is missing"),
        (["xbra"], 'did you mean "xbar"'),
        (["ewma", "--arl0", "1"], "a number above 1"),
        (["ewma", "--shift", "0"], "a number above 0"),
        (["cusum", "--arl0", "1.3"], "out of reach"),
        (["ewma", "--reference", "1"], "--reference does not go with ewma"),
        (["ewma", "--arl0", "many"], "--arl0"),
    ],
)
def test_bad_input_is_one_sentence(capsys, arguments, said):
    code, out, err = run(capsys, *arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert said in err.replace("\n", " ")
