"""Run lengths by the front door: published and computed ones, units, estimated limits, refusals."""

import inspect
import re

import numpy as np
import pytest

import sqc
from sqc.charts.arl_kinds import line_of
from sqc.charts.catalog import run_lengths
from sqc.charts.runlength_options import RUNLENGTH_OPTIONS
from sqc.notes import OptionError

# kind, options, ARL; the published ones are cases of sqc verify. R: tables of the studentized range; p:
# binomial tails; MEWMA: Knoth 2017, by an independent program
COMPUTED = [
    ("mewma", {"interval": 8.633581}, 200.0, 1e-3),
    ("t2", {"arl0": 200}, 200.0, 1e-6),
    ("r", {"size": 2}, 109.3, 5e-2),
    ("r", {}, 217.2, 5e-2),
    ("p", {"given_center": 0.02, "inspected": 50}, 56.31, 5e-3),
]
NEEDED = {"given_center": 0.04, "inspected": 100}


def needs(kind):
    return {name: NEEDED[name] for name in line_of(kind).needs}


@pytest.mark.parametrize(("kind", "options", "length", "tolerance"), COMPUTED)
def test_run_length(kind, options, length, tolerance):
    assert sqc.arl(kind, **options)["arl"] == pytest.approx(length, abs=tolerance)


def test_table_options_and_function_agree():
    table = {option.name for option in RUNLENGTH_OPTIONS}
    assert set(inspect.signature(sqc.arl).parameters) - {"kind"} == table
    text = inspect.getdoc(sqc.arl)
    assert not [name for name in table if not re.search(rf"\b{name}\b", text)]
    assert {name for kind in run_lengths() for name in line_of(kind).takes} <= table


@pytest.mark.parametrize("kind", run_lengths())
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_kind_says_everything(kind, lang):
    found = sqc.arl(kind, **needs(kind))
    assert found["arl"] == found["arl0"] > 10
    assert found["rl_5"] < found["median_rl"] < found["rl_95"]
    assert found.to_text(lang).count("\n") > 5
    assert found.to_dict()["tables"]["arl"]["arl"] == [found["arl"]]


def test_geometric_run_length():
    """Limits alone: the run length is geometric."""
    found = sqc.arl("i", shift=1)
    p = 1 / found["arl"]
    assert found["sdrl"] == pytest.approx(np.sqrt(1 - p) / p)
    assert found["median_rl"] == np.ceil(np.log(0.5) / np.log1p(-p))
    assert found["arl_steady"] == pytest.approx(found["arl"])


def test_shifts_in_the_unit_of_sigma():
    ours = sqc.arl("xbar", size=4, given_sigma=0.02, unit="mm", shift=[0.01, 0.02])
    assert ours.columns["arl"] == sqc.arl("xbar", shift=[1, 2]).columns["arl"]
    assert "a shift of 0.01 mm is seen after 44 subgroups on average" in ours.to_text("en")
    assert "均值偏移 0.01 mm 时，平均 44 个子组后发现" in ours.to_text("zh")


def test_np_and_p_are_one_chart():
    options = {"given_center": 0.02, "inspected": 50, "shift": [0.02, 0.05]}
    assert sqc.arl("np", **options).columns["arl"] == pytest.approx(sqc.arl("p", **options).columns["arl"])


def test_time_to_signal():
    found = sqc.arl("i", shift=3, interval_time="2h")
    assert found["ats"] == 2 * found["arl"]
    assert found.facts["ats"].unit == "h"


def test_a_shift_given_twice_is_told_twice():
    assert sqc.arl("i", shift="1,0,1").columns["arl"] == sqc.arl("i", shift=[1, 0, 1]).columns["arl"]


def test_estimated_limits():
    """25 subgroups of 5: the ARL is longer than the nominal one; Jones, Champ and Rigdon's integral."""
    found = sqc.arl("xbar", size=5, subgroups=25, shift="0,1")
    assert found.columns["arl"] == pytest.approx([418.48, 59.1], abs=5e-3)
    assert found.columns["arl_known"] == pytest.approx([370.3983, 43.8947], abs=1e-4)
    assert found.findings_list()[0].level == "ok"
    assert sqc.arl("xbar", size=2, subgroups=2).findings_list()[0].key == "arl-infinite"


def test_limits_only_stand_beside_more_rules():
    assert sqc.arl("xbar", rules="nelson:1,2").columns["arl_limits_only"] == pytest.approx([370.3983])
    assert "arl_limits_only" not in sqc.arl("xbar").columns


@pytest.mark.parametrize(
    ("kind", "options", "key"),
    [
        ("xbr", {}, "unknown-kind"),
        ("xbar", {"weight": 0.2}, "option-kind"),
        ("xbar", {"rules": "nelsen"}, "unknown-rules"),
        ("ewma", {"weight": 0}, "option-range"),
        ("ewma", {"weight": 1.01}, "option-range"),
        ("cusum", {"interval": 0}, "option-range"),
        ("cusum", {"interval": 500}, "never-signals"),
        ("cusum", {"head_start": 5.5}, "option-range"),
        ("cusum", {"reference": 3, "arl0": 2}, "arl0-reach"),
        ("xbar", {"k": 50}, "never-signals"),
        ("r", {"rules": "nelson:7"}, "never-signals"),
        ("r", {"shift": 0}, "option-range"),
        ("p", {"given_center": 0.5, "inspected": 2}, "never-signals"),
        ("p", {}, "option-missing"),
        ("u", {"given_center": 1e9}, "too-large"),
        ("xbar-r", {"rules": "nelson"}, "too-large"),
        ("xbar", {"shift": "0,x"}, "bad-shift"),
        ("xbar", {"shift": float("nan")}, "option-range"),
        ("xbar", {"shift": []}, "option-range"),
        ("xbar", {"given_sigma": 1}, "option-missing"),
        ("xbar", {"subgroups": 25, "size": 5, "rules": "nelson"}, "not-computed"),
        ("i", {"interval_time": "soon"}, "interval-form"),
    ],
)
def test_refused_with_one_sentence(kind, options, key):
    with pytest.raises(OptionError) as caught:
        sqc.arl(kind, **options)
    assert caught.value.key == key
    assert str(caught.value).endswith((".", "?"))


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("xbar", {"rules": "nelson:1,2", "shift": "0,0.5,1,2,3"}),
        ("p", {"given_center": 0.02, "inspected": 50, "shift": 0.05}),
        ("ewma", {}),
        ("xbar", {"size": 5, "subgroups": 25}),
    ],
)
def test_picture(kind, options, tmp_path):
    sqc.arl(kind, **options).save(tmp_path / "arl.png")
    assert (tmp_path / "arl.png").stat().st_size > 5000
