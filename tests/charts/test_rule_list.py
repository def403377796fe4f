"""Published rule sets: what ships and what does not, what is said of each, what each costs."""

from __future__ import annotations

import json

import pytest

import sqc
from sqc.charts.rule_choice import rule_set
from sqc.charts.rule_list import listed_prices, rule_list
from sqc.charts.rule_reasons import LISTED, WITHHELD
from sqc.charts.ruleset_file import published_sets
from sqc.charts.rulesets import SETS
from sqc.cli.main import main

# may ship under their names; may ship with the words "as listed by"
OWN_NAME = {
    *("nelson", "western-electric", "gb-t-4091", "minitab", "jmp", "westgard", "nhs-plot-the-dots"),
    *("ihi-run-chart", "anhoej", "jasp-default", "qcc", "aiag-vda-yellow", "limits"),
}
SECONDHAND = {
    *("montgomery", "aiag-spc-1", "aiag-spc-2", "juran", "hughes", "gitlow", "duncan", "healthcare-shewhart")
}

# The sets' published simulation: 100,000 series of 25 points, 6,000 chains x 3,000 points for the length.
# set, share of 25-point series with a signal in %, average run length
SIMULATED = """
nelson 25.2 73.8  western-electric 21.7 92.2  montgomery 27.9 66.1  gb-t-4091 25.2 73.8  aiag-spc-2 33.4 54.4
aiag-spc-1 20.9 93.8  limits 6.4 370.3  aiag-vda-yellow 6.4 370.3  aiag-vda-yellow:1,2,3,4 21.2 88.3
aiag-vda-yellow:1,2,3,4,5,6,7,8 29.4 63.4  minitab 6.4 370.3  minitab:1,2,3,4 15.7 119.5
minitab:1,2,3,4,5,6,7,8 25.2 73.8  jmp 25.2 73.8  westgard 13.7 159.0  juran 22.3 89.3  hughes 23.5 80.4
gitlow 21.8 92.0  duncan 16.5 128.3  jasp-default:1,2,3 20.5 95.9  jasp-default 24.4 79.1
healthcare-shewhart 21.5 89.6  nhs-plot-the-dots 22.7 86.4
"""


@pytest.mark.parametrize(("name", "share", "arl0"), list(zip(*[iter(SIMULATED.split())] * 3, strict=True)))
def test_prices_against_the_published_simulation(name, share, arl0):
    found, p = listed_prices()[name], float(share) / 100
    assert abs(found.share - p) < 3 * (p * (1 - p) / 100_000) ** 0.5 + 0.0005  # and the rounding of the print
    # relative standard error up to 0.4 %, bias of short series 0.1 %
    assert found.arl0 == pytest.approx(float(arl0), rel=3 * 0.004 + 0.001)


@pytest.mark.parametrize(
    ("name", "arl0", "error"),
    [
        ("nelson", 73.479952, 0),
        ("western-electric", 91.7507731, 0),
        ("westgard", 158.270826, 0),
        ("nelson", 73.4655, 0.0162),
        ("western-electric", 91.7381, 0.0234),
        ("aiag-spc-2", 54.1776, 0.01),
    ],
)
def test_run_lengths_against_exact_chains_and_long_simulations(name, arl0, error):
    assert listed_prices()[name].arl0 == pytest.approx(arl0, abs=3 * error + 1e-6)


def test_what_ships():
    shipped = {*SETS, *published_sets()}
    assert shipped == OWN_NAME | SECONDHAND
    for name in SECONDHAND:
        assert rule_set(name).who
    for name in OWN_NAME:
        assert not rule_set(name).who
    assert rule_set("aiag-vda-yellow:all").who
    assert rule_set("aiag-vda-yellow:1").who == ""
    assert all(rule_set(name).source for name in shipped)


@pytest.mark.parametrize(
    "name",
    ["iso-7870-2", "gb-t-17989.2", "aiag-vda-final", "boeing-aqs", "trietsch", "bosch-booklet-7", "vw-10130"],
)
def test_a_set_that_nobody_read_is_named_with_the_nearest(name):
    with pytest.raises(sqc.OptionError) as caught:
        sqc.chart([1.0, 2.0, 3.0, 2.5], rules=name)
    assert caught.value.key == "rules-withheld"
    near = str(caught.value.hints[0]).removeprefix("--rules ")
    assert rule_set(near).rules
    assert name in WITHHELD


@pytest.mark.parametrize("name", ["montgomery:9", "minitab:B", "ihi-run-chart:3", "ihi-run-chart:4"])
def test_a_rule_that_is_listed_is_not_computed(name):
    with pytest.raises(sqc.OptionError, match="listed, not computed") as caught:
        rule_set(name)
    assert caught.value.key == "rule-not-computed"
    base, _, number = name.partition(":")
    assert rule_set(base).listed[number] in LISTED
    assert number not in rule_set(base).numbers


def test_rules_that_are_on_only_when_they_are_named():
    assert rule_set("minitab").numbers == ("1",)
    assert rule_set("minitab:1,2").numbers == ("1", "2")
    assert rule_set("minitab:all").numbers == tuple("12345678")
    assert rule_set("westgard").numbers == ("1_3s", "2_2s", "R_4s", "4_1s", "10_x")
    assert rule_set("westgard:12_x").rules[0].k == 12
    assert rule_set("qcc:nelson-5").rules[0].z == 2.0


X = [0.1, 0.4, -0.3, 0.2, -0.2, 0.5, -0.4, 0.3, 0.0, -0.1] * 3


def given(chart):
    return {one.panel.key: [rule.id for rule in one.rules] for one in chart.judged}


@pytest.mark.parametrize(
    ("rules", "individuals", "means", "ranges", "moving", "counts"),
    [
        ("minitab:all", "12345678", "12345678", "1234", "1234", "1234"),
        ("jmp", "12345678", "12345678", "12345678", "12345678", "12345678"),
        ("jasp-default", "123456", "123", "123", "123", "123"),
        ("aiag-vda-yellow:all", "12345678", "12345678", "1237", "1", "1237"),
        ("healthcare-shewhart", "12345", "12345", "123", "1", "12345"),
        ("anhoej", "12", "12", "", "", "12"),
        ("nhs-plot-the-dots", "1234", "1234", "124", "1", "124"),
    ],
)
def test_which_panel_gets_what(rules, individuals, means, ranges, moving, counts):
    i_mr = sqc.chart(X, kind="i-mr", rules=rules)
    xbar = sqc.chart([X[i : i + 3] for i in range(0, 30, 3)], kind="xbar-r", rules=rules)
    c = sqc.chart({"d": [4, 7, 2, 9, 5, 3] * 4}, value="d", kind="c", rules=rules)
    assert given(i_mr) == {"i": list(individuals), "mr": list(moving)}
    assert given(xbar) == {"xbar": list(means), "r": list(ranges)}
    assert given(c) == {"c": list(counts)}


def test_a_set_says_who_lists_it_and_that_it_was_withdrawn():
    said = sqc.chart(X, kind="i-mr", rules="montgomery").to_text("en")
    assert "montgomery (4th ed., as listed by QI Macros) 1, 2, 3, 4, 5, 6, 7, 8:" in " ".join(said.split())
    said = sqc.chart(X, kind="i-mr", rules="gb-t-4091:1,2").to_text("zh")
    assert "gb-t-4091（2001，2020-10-01 废止） 1、2：点出界" in said
    d = sqc.chart(X, kind="i-mr", rules="juran").to_dict()
    assert d["provenance"]["rules_listed_by"] == "Quinn-Curtis"
    d = sqc.chart(X, kind="i-mr", rules="gb-t-4091").to_dict()
    assert d["provenance"]["rules_withdrawn"] == "2020-10-01"
    assert "rules_listed_by" not in d["provenance"] or d["provenance"]["rules_listed_by"] is None


def test_the_list_of_sets(capsys):
    assert main(["chart", "--rules", "?"]) == 0
    out = capsys.readouterr().out
    rows = {line.split()[0]: line for line in out.splitlines() if line.split()}
    assert "25.5 %" in rows["nelson"] and "73.5" in rows["nelson"]
    assert "1 of 8" in rows["minitab"]
    assert "as listed by Quinn-Curtis" in rows["hughes"]
    assert "withdrawn 2020-10-01" in rows["gb-t-4091"]
    assert "as listed by" not in rows["aiag-vda-yellow"]


def test_the_list_as_json(capsys):
    assert main(["chart", "--rules", "?", "--format", "json"]) == 0
    d = json.loads(capsys.readouterr().out)
    sets = {one["id"]: one for one in d["rule_sets"]}
    assert sets["western-electric"]["arl0"] == pytest.approx(91.750773)
    assert sets["minitab"]["rules"][1]["on"] is False
    assert sets["minitab"]["rules"][1]["panels"] == ["location", "dispersion", "moving-range", "attribute"]
    assert sets["montgomery"]["listed_by"]["1"] == "QI Macros"
    assert [rule["id"] for rule in sets["montgomery"]["not_computed"]] == ["9", "10"]
    assert sets["gb-t-4091"]["withdrawn"] == "2020-10-01"


@pytest.mark.parametrize("name", sorted(OWN_NAME | SECONDHAND))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_rules_of_one_set(name, lang, capsys):
    assert main(["chart", "--rules", f"{name}:?", "--lang", lang]) == 0
    out = capsys.readouterr().out
    chosen = rule_set(name)
    for rule in (*chosen.rules, *chosen.more):
        assert any(line.split()[:1] == [rule.id] for line in out.splitlines())


def test_the_list_has_a_frame():
    frame = rule_list().to_frame()
    assert set(frame["set"]) == OWN_NAME | SECONDHAND
    assert len(frame[frame["set"] == "westgard"]) == 13
