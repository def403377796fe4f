"""`sqc arl` as a person and as a script meet it."""

import csv
import io
import json

import pytest

from sqc.cli.main import main

EN = """\
[ok] A stable process signals falsely about once in 217 points; a shift of one sigma of the plotted points is seen after 17 points on average.

Run lengths: xbar, rules nelson:1,2
shift    ARL     SD  5 %  median  95 %  steady  limits only
  0.0  216.7  213.3   14     151   642   213.7        370.4
  0.5   57.8   53.2    8      42   164    56.2        155.2
  1.0   17.1   12.8    3      13    42    16.1         43.9
  1.5    8.5    5.3    1       9    18     7.9         15.0
  2.0    5.1    3.4    1       5     9     4.9          6.3
  3.0    2.0    1.4    1       1     5     2.0          2.0

Price     One stable chart of 25 points in 10 signals (9.8 %; limits only 6.5
          %).
Method    Markov chain built from the rules, 17 states, known mean and sigma,
          zero state; shift in sigma of the statistic that is plotted.
"""  # noqa: E501
CALL = ["arl", "xbar", "--rules", "nelson:1,2", "--shift", "0,0.5,1,1.5,2,3"]


def test_text(capsys):
    assert main([*CALL, "--lang", "en"]) == 0
    assert capsys.readouterr().out == EN


def test_chinese_line_1(capsys):
    assert main([*CALL, "--lang", "zh", "--quiet"]) == 0
    line = capsys.readouterr().out
    assert line == (
        "[正常] 受控过程约每 217 点虚发警报一次；均值偏移 1 倍（打点统计量的）标准差时，平均 17 点后发现。\n"
    )


def test_json(capsys):
    assert main([*CALL, "--format", "json", "--check"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["analysis"], found["kind"]) == ("arl", "xbar")
    assert set(found["facts"]) >= {"arl", "sdrl", "median_rl", "rl_5", "rl_95", "arl_steady"}
    assert found["tables"]["arl"]["shift"] == [0, 0.5, 1, 1.5, 2, 3]
    assert found["tables"]["arl"]["arl"][0] == found["facts"]["arl"]["value"]


def test_csv_has_a_row_per_shift(capsys):
    assert main([*CALL, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 6
    assert float(rows[0]["arl"]) == pytest.approx(216.6955438)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["xbr"],
        ["ewma", "--weight", "0"],
        ["ewma", "--weight", "x"],
        ["cusum", "--interval", "-1"],
        ["xbar", "--shift", "0,,1"],
        ["xbar", "--k", "50"],
        ["xbar", "--shft", "1"],
        ["xbar", "r"],
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_bad_input_exits_2_with_a_sentence(arguments, lang, capsys):
    assert main(["arl", *arguments, "--lang", lang]) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err.startswith({"en": "error: ", "zh": "错误："}[lang])
    assert "Traceback" not in seen.err
