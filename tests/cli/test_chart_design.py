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


def test_in_the_unit_of_the_characteristic(capsys):
    options = ("--given-sigma", "0.02", "--unit", "mm", "--shift", "0.02", "--size", "5", "--lang", "en")
    code, out, _ = run(capsys, "xbar", *options)
    assert code == 0
    assert "a shift of 0.02 mm is seen after 4.5 subgroups on average" in out.splitlines()[0]
    assert "Limits    0.02683 mm above and below the center line." in out


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
        (["ewma", "--weight", "0.2", "--k", "3"], "--arl0 solves one of --weight and --k"),
        (["xbar", "--given-sigma", "0.01", "--shift", "2"], "above 0 and up to 1 is expected"),
        (["t2", "--given-sigma", "1"], "--given-sigma does not go with t2"),
    ],
)
def test_bad_input_is_one_sentence(capsys, arguments, said):
    code, out, err = run(capsys, *arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert said in err.replace("\n", " ")
