"""--digits: decimals of values in data units in text, Markdown and pictures; data keep theirs."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from matplotlib.text import Text

import sqc
from sqc.cli.main import main
from sqc.notes import SqcError

RINGS = str(Path(__file__).parents[2] / "examples" / "pistonrings.csv")


@pytest.fixture(scope="module")
def rings():
    return sqc.chart(RINGS, value="diameter", subgroup="sample")


def said(result, **options) -> list[str]:
    return [text.get_text() for text in result.figure("en", **options).findobj(Text)]


def test_more_decimals_are_printed_everywhere_a_person_reads(rings):
    assert "73.98804759" in rings.to_text("en", digits=8)
    assert "73.98804759" in rings.to_markdown("en", digits=8)
    assert "LCL 73.98804759" in said(rings, digits=8)
    assert any("= 0.00978534" in line for line in said(rings, digits=8))


def test_the_rule_holds_again_afterwards(rings):
    before = rings.to_text("en")
    rings.to_text("en", digits=9)
    assert rings.to_text("en") == before
    assert "LCL 73.98805" in said(rings)


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_limits_and_center_never_read_the_same_and_sigma_never_0(rings, digits):
    row, sigma = (rings.to_text("en", digits=digits).splitlines()[i].split() for i in (4, 6))
    assert row[1:4] == ["73.99", "74.00", "74.01"]
    assert sigma[2] == "0.01"
    assert {"UCL 74.01", "LCL 73.99"} <= set(said(rings, digits=digits))


def test_a_value_and_the_limit_it_crossed_never_read_the_same():
    values = [10.0, 10.2, 9.8, 10.1, 9.9] * 10
    values[30] = 10.95
    chart = sqc.chart(values, given_center=10.0, given_sigma=0.31, rules="limits")
    text = chart.to_text("en", digits=0)
    row = next(line for line in text.splitlines() if line.lstrip().startswith("31  I"))
    _, _, value, limit, *_ = row.split()
    assert value != limit and float(value) > float(limit)
    assert "10.95" in text.splitlines()[0] and "10.93" in text.splitlines()[0]


def test_json_and_csv_stay_in_full_precision(rings, tmp_path, capsys):
    for name in ("a.json", "a.csv"):
        rings.save(tmp_path / name, digits=1)
        rings.save(tmp_path / f"full-{name}")
        assert (tmp_path / name).read_bytes() == (tmp_path / f"full-{name}").read_bytes()
    rings.save(tmp_path / "a.txt", digits=7)
    assert "73.9880476" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    main(["chart", RINGS, "--value", "diameter", "--subgroup", "sample", "--digits", "1", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["facts"]["xbar_lower"]["value"] == rings["xbar_lower"]


def test_the_command_line_takes_it(capsys):
    call = ["chart", RINGS, "--value", "diameter", "--subgroup", "sample", "--digits", "6"]
    assert main(call) == 0
    assert "73.988048" in capsys.readouterr().out
    assert main([*call, "--format", "md"]) == 0
    assert "73.988048" in capsys.readouterr().out


@pytest.mark.parametrize("digits", [-1, 16, 2.5])
def test_what_cannot_be_printed_is_refused(rings, digits, capsys):
    with pytest.raises(SqcError, match="whole number from 0 to 15"):
        rings.to_text("en", digits=digits)
    assert main(["chart", RINGS, "--digits", str(digits)]) == 2
    assert "--digits" in capsys.readouterr().err


def test_percent_panels_count_decimals_of_the_percentage():
    file = str(Path(RINGS).with_name("orange-juice.csv"))
    assert "23.1333 %" in sqc.chart(file, kind="p").to_text("en", digits=4)


def test_sentences_with_numbers_can_be_stored(rings):
    values = [10.0, 10.2, 9.8, 10.1, 9.9] * 10
    values[30] = 10.95
    chart = sqc.chart(values, given_center=10.0, given_sigma=0.31, rules="limits")
    assert pickle.loads(pickle.dumps(chart)) == chart
