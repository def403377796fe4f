"""Run lengths by the front door: published and computed ones, units, estimated limits, refusals."""

import inspect
import re

import numpy as np
import pytest

import sqc
from sqc.charts.arl_kinds import line_of
from sqc.charts.catalog import KINDS, run_lengths
from sqc.charts.kind import load_kind
from sqc.charts.runlength_options import RUNLENGTH_OPTIONS
from sqc.i18n.display import columns_of
from sqc.notes import OptionError
from sqc.verification.load import select

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

# near 1e12 points the equations are singular to the last digit, and the library decides what comes out
ROUNDS = pytest.mark.skipif(
    np.lib.NumpyVersion(np.__version__) < "2.2.0", reason="solves a singular system to a number"
)


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
    assert max(columns_of(line) for line in found.to_text(lang).splitlines()[1:]) <= 80


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


ESTIMATED = [
    # kind, options, ARL without a shift: by simulations of phase I and phase II in tests/stats
    ("xbar-r", {"subgroups": 25}, 193.28),
    ("xbar-s", {"subgroups": 25, "rules": "nelson:1,2"}, 74.61),
    ("i-mr", {"subgroups": 50}, 201.63),
    ("i", {"subgroups": 100}, 579.86),
    ("r", {"subgroups": 25}, 366.68),
    ("s", {"subgroups": 25, "rules": "nelson:1,2"}, 135.77),
    ("mr", {"subgroups": 50}, 227.58),
    ("p", {"subgroups": 25, "given_center": 0.04, "inspected": 100, "rules": "nelson:1,2"}, 107.55),
    ("np", {"subgroups": 25, "given_center": 0.04, "inspected": 100, "rules": "nelson:1,2"}, 107.55),
    ("c", {"subgroups": 50, "given_center": 4}, 255.88),
    ("u", {"subgroups": 50, "given_center": 4}, 255.88),
]


@pytest.mark.parametrize(("kind", "options", "length"), ESTIMATED)
def test_every_kind_with_estimated_limits(kind, options, length):
    found = sqc.arl(kind, **options)
    assert found["arl"] == pytest.approx(length, rel=2e-4)
    known = {name: value for name, value in options.items() if name != "subgroups"}
    assert found["arl_known"] == pytest.approx(sqc.arl(kind, **known)["arl"])
    assert "standard_error" not in found.facts


def test_estimated_limits_too_large_for_chains_are_simulated():
    found = sqc.arl("i", subgroups=10, rules="nelson:1,2")
    assert found["standard_error"] < 0.02 * found["arl"]
    assert "standard error" in found.to_text("en")
    assert "seed 20261120" in " ".join(found.to_text("en").split())


def test_large_counts_with_estimated_centers_are_simulated():
    """Counts of 20,000 are all but normal: single values with a known sigma and an estimated center."""
    found = sqc.arl("c", given_center=20_000, subgroups=25, rules="nelson:1,2")
    assert abs(found["arl"] - found["arl_known"]) < 0.5 * found["arl_known"]
    assert found["standard_error"] > 0


def test_t2_with_estimated_parameters():
    """The limit gives one false signal in 370 on average; the run length averaged over charts is longer."""
    found = sqc.arl("t2", subgroups=25, size=5)
    assert abs(found["arl"] - 584) < 3 * found["standard_error"] + 3
    assert found["arl_known"] == pytest.approx(370.398, abs=1e-3)


def test_rules_that_remember_too_much_are_simulated():
    found = sqc.arl("xbar", rules="aiag-vda-yellow:1,2,3,4", shift=[0, 1])
    # 88.3 with a relative standard error of 0.3 per cent in the table of the sets; ours has its own
    assert abs(found["arl"] - 88.3) < 3 * np.hypot(found["standard_error"], 0.3)
    error = found.columns["standard_error"]
    assert error[0] == found.facts["standard_error"].value > error[1] > 0
    assert found.to_dict()["tables"]["arl"]["standard_error"] == error
    assert f"(simulated, standard error {error[0]:.2g})" in " ".join(found.to_text("en").split())
    assert "（模拟，标准误" in found.to_text("zh")
    text = " ".join(found.to_text("en").split())
    assert "simulation of 40,000 charts a shift, judged by the rules, seed 20261120" in text
    again = sqc.arl("xbar", rules="aiag-vda-yellow:1,2,3,4", shift=[0, 1])
    assert again.columns == found.columns


def test_both_panels_with_all_eight_rules_of_nelson_are_exact():
    found = sqc.arl("xbar-r", rules="nelson")
    assert found["arl"] == pytest.approx(43.9, abs=0.1)
    assert "standard_error" not in found.facts


def test_steady_state_where_rules_compare_neighbours():
    found = sqc.arl("xbar", rules="nelson:1,2,3", shift=1)
    assert found["arl_steady"] == pytest.approx(15.568, abs=1e-3)  # tests/stats simulates it


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
        ("xbar", {"k": "3"}, "option-range"),
        ("xbar", {"k": [3]}, "option-range"),
        ("xbar", {"size": "5"}, "option-range"),
        ("xbar", {"size": 5.5}, "option-range"),
        ("xbar", {"rules": 3}, "option-range"),
        ("i-mr", {"interval_time": 3}, "option-range"),
        (3, {}, "unknown-kind"),
        ("ewma", {"weight": 1.01}, "option-range"),
        ("cusum", {"interval": 0}, "option-range"),
        pytest.param("cusum", {"interval": 500}, "never-signals", marks=ROUNDS),
        ("cusum", {"interval": 1000}, "too-large"),
        ("mewma", {"weight": 0.001}, "too-large"),
        ("ewma", {"weight": 0.001, "subgroups": 30}, "too-large"),
        ("cusum", {"arl0": 1e9}, "option-range"),
        ("cusum", {"head_start": 5.5}, "option-range"),
        ("cusum", {"reference": 3, "arl0": 2}, "arl0-reach"),
        ("xbar", {"k": 50}, "never-signals"),
        ("r", {"rules": "nelson:7"}, "never-signals"),
        ("r", {"shift": 0}, "option-range"),
        ("p", {"given_center": 0.5, "inspected": 2}, "never-signals"),
        ("p", {}, "option-missing"),
        ("u", {"given_center": 1e9}, "too-large"),
        ("xbar", {"shift": "0,x"}, "bad-shift"),
        ("xbar", {"shift": float("nan")}, "option-range"),
        ("xbar", {"shift": []}, "option-range"),
        ("xbar", {"given_sigma": 1}, "option-missing"),
        ("xbar", {"rules": "anhoej"}, "no-run-length"),
        ("xbar-r", {"rules": "anhoej"}, "no-run-length"),
        ("mewma", {"subgroups": 25}, "option-kind"),
        ("xbar", {"subgroups": 25}, "option-missing"),
        ("xbar-r", {"subgroups": 1}, "option-range"),
        ("i-mr", {"subgroups": 1}, "option-range"),
        ("r", {"subgroups": 25, "size": 1}, "option-range"),
        ("s", {"subgroups": 0}, "option-range"),
        ("mr", {"subgroups": 25, "size": 5}, "option-kind"),
        ("ewma", {"subgroups": 25, "weight": 0}, "option-range"),
        ("ewma", {"subgroups": 25, "arl0": 1}, "option-range"),
        ("cusum", {"subgroups": 25, "interval": 0}, "option-range"),
        ("cusum", {"subgroups": 25, "reference": 3, "arl0": 2}, "arl0-reach"),
        ("cusum", {"subgroups": 25, "head_start": 5.5}, "option-range"),
        ("t2", {"subgroups": 2}, "option-range"),
        ("t2", {"subgroups": 5, "size": 4}, "option-range"),
        ("p", {"subgroups": 2, "given_center": 0.001, "inspected": 50}, "option-range"),
        ("p", {"subgroups": 25, "given_center": 0.5, "inspected": 2}, "never-signals"),
        ("xbar", {"subgroups": 25, "size": 5, "k": 50}, "never-signals"),
        ("xbar", {"rules": "aiag-vda-yellow:1,4", "k": 9}, "never-signals"),
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
        ("xbar", {"rules": "aiag-vda-yellow:1,2,3,4", "shift": "0,1,2"}),
    ],
)
def test_picture(kind, options, tmp_path):
    sqc.arl(kind, **options).save(tmp_path / "arl.png")
    assert (tmp_path / "arl.png").stat().st_size > 5000


def test_the_sentence_in_the_unit_of_the_characteristic():
    """Subgroups of 5 and one sigma: 4.495 by normal tails (R 4.2.2, case r-shewhart-xbar-n5)."""
    found = sqc.arl("xbar", size=5, given_sigma=0.02, unit="mm", shift=0.02)
    assert "a shift of 0.02 mm is seen after 4.5 subgroups on average." in found.to_text("en")
    assert "均值偏移 0.02 mm 时，平均 4.5 个子组后发现。" in found.to_text("zh")
    plain = sqc.arl("i", given_sigma=2, shift=1)
    assert "a shift of 1 is seen after 155 points on average." in plain.to_text("en")


def test_a_row_for_each_shift_and_the_facts_of_the_first():
    found = sqc.arl("xbar", rules="nelson:1,2", shift="0.5,0,1", interval_time="30min")
    table = found.to_dict()["tables"]["arl"]
    keys = ("arl", "sdrl", "rl_5", "median_rl", "rl_95", "arl_steady", "arl_limits_only", "ats")
    assert table["shift"] == [0.5, 0.0, 1.0]
    assert list(table) == ["shift", *keys]
    assert all(len(table[key]) == 3 for key in keys)
    assert all(found[key] == table[key][0] for key in keys)
    assert found["arl0"] == table["arl"][1]
    assert list(found.to_frame()["arl"]) == table["arl"]


def published(name, quantity):
    """Return settings and the published value of a case of sqc verify."""
    case = select([name])[0]
    return case.settings, case.expected[quantity]


def test_steady_state():
    """R 4.2.2, package spc: xewma.ad."""
    asked, arl = published("r-spc-xewma-crit-l02-l0500-steady", "arl_at_1")
    found = sqc.arl("ewma", weight=asked["weight"], k=asked["width"], shift=1)
    assert found["arl_steady"] == pytest.approx(arl, rel=1e-9)
    assert found["arl_steady"] < found["arl"]


def test_median():
    """R 4.2.2, package spc: xewma.q."""
    asked, medians = published("r-spc-xewma-q-l01-a05", "quantile_0.5")
    found = sqc.arl("ewma", weight=asked["weight"], k=asked["width"], shift=asked["shift"])
    assert found.columns["median_rl"] == medians
    low, high = (np.array(found.columns[key]) for key in ("rl_5", "rl_95"))
    assert np.all(low < medians) and np.all(medians < high)


def test_quantiles_of_a_geometric_run_length():
    found = sqc.arl("xbar", shift=[0, 1, 2])
    p = 1 / np.array(found.columns["arl"])
    for key, level in (("rl_5", 0.05), ("median_rl", 0.5), ("rl_95", 0.95)):
        assert found.columns[key] == np.ceil(np.log1p(-level) / np.log1p(-p)).tolist()


def test_estimated_limits_of_an_ewma():
    """A simulation of 10^8 charts: Jones, Champ and Rigdon's chart."""
    asked, arl = published("jones-2001", "arl_at_0")
    found = sqc.arl(
        "ewma", weight=asked["weight"], k=asked["width"], subgroups=asked["m"], size=asked["n"], shift=0
    )
    assert found["arl"] == pytest.approx(arl, abs=0.066)
    assert "estimated from 20 subgroups of 5" in " ".join(found.to_text("en").split())


@pytest.mark.parametrize(("kind", "options"), [("xbar", {"size": 5}), ("i", {}), ("ewma", {}), ("cusum", {})])
def test_estimated_limits_stand_beside_known_ones(kind, options):
    found = sqc.arl(kind, subgroups=200, shift=[0, 1], **options)
    known = sqc.arl(kind, shift=[0, 1], **options)
    assert found.columns["arl_known"] == pytest.approx(known.columns["arl"])
    assert found.columns["arl"] != found.columns["arl_known"]


@pytest.mark.parametrize(
    ("given", "unit", "per"), [("30min", "min", 30), ("2h", "h", 2), ("0.5 h", "h", 0.5)]
)
def test_time_to_signal_has_its_unit(given, unit, per):
    found = sqc.arl("cusum", shift=[0, 1], interval_time=given)
    assert found.columns["ats"] == [per * length for length in found.columns["arl"]]
    assert f"ATS, {unit}" in found.to_text("en")
    assert f"平均时间，{unit}" in found.to_text("zh")


def test_the_defaults_are_limits_and_no_shift():
    assert sqc.arl("xbar").columns == sqc.arl("xbar", rules="limits", shift=0).columns


def test_kinds():
    """Of the catalogue with limits, with memory or of several variables, and one panel alone."""
    limited = {name for name in KINDS if load_kind(name).limited}
    assert {*limited, "ewma", "cusum", "mewma", "t2", "xbar", "r", "s", "i", "mr"} == set(run_lengths())
