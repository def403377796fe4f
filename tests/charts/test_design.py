"""Designed charts against published designs and against the run lengths of their own limits."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pytest

import sqc
from sqc.charts.design_charts import KINDS
from sqc.charts.design_options import DESIGN_OPTIONS
from sqc.i18n.display import columns_of
from sqc.notes import OptionError
from sqc.stats.runlength import designs


def arl(kind, **options):
    return sqc.arl(kind, **options).to_frame()["arl"].tolist()


def test_limits_at_three_sigma_signal_once_in_370():
    """By normal tails: 1/(2 Phi(-3)) = 370.398; one sigma: 1/(Phi(-2) + Phi(-4)) = 43.895."""
    found = sqc.chart_design("i", arl0=370.398347)
    assert found["k"] == pytest.approx(3.0, abs=1e-8)
    assert found["arl1"] == pytest.approx(43.8947, abs=1e-3)
    assert found["power_1"] == pytest.approx(0.0227816, abs=1e-6)


def test_cusum_of_arl_465_has_interval_5():
    """Lucas and Crosier 1982: two-sided, reference 0.5, interval 5: 465 and, with one sigma, 10.4."""
    found = sqc.chart_design("cusum", arl0=465.443506, shift=1)
    assert (found["reference"], found["interval"]) == pytest.approx((0.5, 5.0), abs=1e-6)
    assert round(found["arl1"], 1) == 10.4


@pytest.mark.parametrize(("weight", "width", "seen"), [(0.5, 3.071, 17.5), (0.03, 2.437, 12.6)])
def test_ewma_of_arl_500(weight, width, seen):
    """Lucas and Saccucci 1990, Technometrics, table 3: by a Markov chain, good to 1 per cent."""
    found = sqc.chart_design("ewma", arl0=500, weight=weight)
    assert found["width"] == pytest.approx(width, abs=2e-3)
    assert found["arl1"] == pytest.approx(seen, rel=0.01)


def test_the_best_weight_sees_it_first():
    best = sqc.chart_design("ewma", arl0=500)["arl1"]
    assert all(sqc.chart_design("ewma", arl0=500, weight=w)["arl1"] >= best for w in (0.08, 0.11, 0.16, 0.3))


def test_a_weight_that_is_kept():
    found = sqc.chart_design("ewma", arl0=499.735122, weight=0.2)
    assert found["width"] == pytest.approx(2.962, abs=1e-6)


def test_mewma_of_arl_200():
    """Two variables, weight 0.1: 8.633581 by an integral equation (Knoth, R package spc, mewma.crit)."""
    found = sqc.chart_design("mewma", arl0=200, weight=0.1)
    assert found["limit"] == pytest.approx(8.633581, abs=1e-5)


def test_mewma_takes_the_better_weight():
    best = sqc.chart_design("mewma", arl0=200, shift=1)
    others = [sqc.chart_design("mewma", arl0=200, shift=1, weight=w)["arl1"] for w in (0.05, 0.1, 0.3)]
    assert best["arl1"] <= min(others)


def test_t2_limit_is_a_chi_square_quantile():
    assert sqc.chart_design("t2", arl0=200)["limit"] == pytest.approx(10.596635, abs=1e-6)


@pytest.mark.parametrize("arl0", [20.0, 370.0, 5000.0])
@pytest.mark.parametrize(
    ("kind", "known_as"),
    [
        ("i", {"k": "k"}),
        ("ewma", {"weight": "weight", "width": "k"}),
        ("cusum", {"reference": "reference", "interval": "interval"}),
        ("t2", {"limit": "interval"}),
    ],
)
def test_the_solved_limits_have_the_wanted_run_length(kind, known_as, arl0):
    found = sqc.chart_design(kind, arl0=arl0, shift=0.8)
    options = {name: found[key] for key, name in known_as.items()}
    assert arl(kind, shift=[0, 0.8], **options) == pytest.approx([arl0, found["arl1"]], rel=1e-6)


def test_all_charts_of_the_table_have_the_same_price():
    table = sqc.chart_design("ewma", arl0=370).to_frame()
    assert list(table["chart"]) == ["Shewhart", "Shewhart nelson:1,2", "EWMA", "CUSUM"]
    assert table["arl_0"].to_numpy() == pytest.approx(np.full(4, 370.0), rel=1e-6)
    assert (table["arl_double"] < table["arl_shift"]).all()


def test_what_cannot_have_the_price_is_left_out():
    """Nine in a row on one side come once in 511 points whatever the limits: 2^9 - 1."""
    there = list(sqc.chart_design("ewma", arl0=510).to_frame()["chart"])
    found = sqc.chart_design("ewma", arl0=512)
    assert "Shewhart nelson:1,2" in there
    assert "Shewhart nelson:1,2" not in list(found.to_frame()["chart"])
    assert "left out" in found.to_text("en")


def test_the_subgroup_size_for_a_wanted_delay():
    """Limits at 3 sigma and a shift of one sigma: 9 values put the mean on the limit, seen half the time."""
    assert sqc.chart_design("xbar", points=2)["size"] == 9
    found = sqc.chart_design("ewma", points=3)
    assert found["arl1"] <= 3.003
    assert sqc.chart_design("ewma", size=found["size"] - 1)["arl1"] > 3


def test_subgroups_make_the_shift_larger():
    four = sqc.chart_design("cusum", shift=0.5, size=4)
    one = sqc.chart_design("cusum", shift=1.0)
    assert four["interval"] == one["interval"]
    assert four["arl1"] == one["arl1"]


@pytest.mark.parametrize("kind", ["xbar", "ewma", "cusum"])
def test_phase_1(kind):
    """The limits of 400 charts from their own phase I: nine in ten have at least half the ARL."""
    found = sqc.chart_design(kind, size=5)
    m = found["phase1_subgroups"]
    assert f"{m} subgroups: nine charts in ten" in found.to_text("en")
    chart = found.chart
    random = np.random.default_rng(2)
    data = random.standard_normal((400, m, 5))
    sigma = np.sqrt(data.var(axis=2, ddof=1).mean(axis=1)) * (1 + 1 / (16 * m))  # unbiased to 1 / m^2
    error = data.mean(axis=(1, 2)) * np.sqrt(5)
    design = getattr(designs, KINDS[kind].estimated)(*chart.parameters.values())
    lengths = np.array([design.arl(s, np.array([e]))[0] for s, e in zip(sigma, error, strict=True)])
    assert 0.055 < np.mean(lengths < 0.5 * 370.4) < 0.145  # three standard errors about 0.1


def test_phase_1_of_several_variables_is_that_of_the_t2_chart():
    assert sqc.chart_design("t2")["phase1_subgroups"] == sqc.chart_design("mewma")["phase1_subgroups"]
    assert "this one needs more" in sqc.chart_design("mewma").to_text("en")


def test_a_shift_in_the_unit_of_the_characteristic():
    """One sigma is 0.02 mm: the same chart, its limits in mm too."""
    ours = sqc.chart_design("ewma", size=5, shift=0.02, given_sigma=0.02, unit="mm")
    plain = sqc.chart_design("ewma", size=5, shift=1)
    for key in ("weight", "width", "arl1", "power_5", "phase1_subgroups"):
        assert ours[key] == plain[key]
    assert ours.shifts == (0.0, 0.01, 0.02, 0.04)
    spread = np.sqrt(ours["weight"] / (2 - ours["weight"]))
    assert ours["half_width"] == pytest.approx(ours["width"] * spread * 0.02 / np.sqrt(5))
    assert ours.facts["half_width"].unit == "mm"
    assert "half_width" not in plain.facts
    assert "a shift of 0.02 mm is seen after 2.8 subgroups on average" in ours.to_text("en")
    assert "0.02 mm 的偏移平均在 2.8 个子组后发现" in ours.to_text("zh")
    assert ours.to_dict()["tables"]["comparison"] == plain.to_dict()["tables"]["comparison"]


def test_cusum_in_the_unit():
    found = sqc.chart_design("cusum", shift=0.02, given_sigma=0.02, unit="mm")
    assert found["reference_width"] == pytest.approx(0.01)
    assert found["interval_width"] == pytest.approx(found["interval"] * 0.02)
    text = found.to_text("en")
    assert "reference value 0.01 mm, decision interval 0.0955 mm." in text
    assert "ARL under a shift of, mm" in text and "power: shift, mm" in text


def test_limits_in_the_unit():
    found = sqc.chart_design("xbar", arl0=370.398347, size=4, given_sigma=2.0)
    assert found["half_width"] == pytest.approx(3.0)
    assert found.shifts == (0.0, 1.0, 2.0, 4.0)  # one sigma when no shift is given
    assert "a shift of 2 is seen" in found.to_text("en")


def test_limits_that_are_kept_solve_the_weight():
    found = sqc.chart_design("ewma", arl0=499.735122, k=2.962)
    assert (found["weight"], found["width"]) == pytest.approx((0.2, 2.962), abs=1e-6)


def test_an_interval_that_is_kept_solves_the_reference_value():
    found = sqc.chart_design("cusum", arl0=465.443506, interval=5)
    assert (found["reference"], found["interval"]) == pytest.approx((0.5, 5.0), abs=1e-6)


def test_a_chart_that_sees_it_sooner_is_told():
    keys = [finding.key for finding in sqc.chart_design("i").findings_list()]
    assert keys == ["design", "sooner"]
    assert [finding.key for finding in sqc.chart_design("ewma").findings_list()] == ["design"]


def test_result_travels():
    found = sqc.chart_design("ewma")
    assert found == sqc.chart_design("ewma")
    assert json.loads(found.to_json())["analysis"] == "chart-design"


@pytest.mark.parametrize("kind", KINDS)
def test_results_pickle(kind):
    found = sqc.chart_design(kind)
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pictures_have_two_panels(kind, lang):
    found = sqc.chart_design(kind)
    page = found.stored_report.page()
    assert [plot.key for plot in page.rows[0]] == ["arl", "oc"]
    assert found.figure(lang) is not None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tables_fit_eighty_columns(kind, lang):
    lines = sqc.chart_design(kind).to_text(lang).splitlines()[1:]  # line 1 is one physical line
    assert not [line for line in lines if columns_of(line) > 80]


BAD = [
    ("ewma", {"arl0": 1}, "option-range"),
    ("ewma", {"arl0": float("nan")}, "option-range"),
    ("ewma", {"arl0": 1e9}, "option-range"),
    ("cusum", {"arl0": 1.3}, "arl0-reach"),
    ("cusum", {"reference": 5.0}, "arl0-reach"),
    ("xbar", {"shift": 0}, "option-range"),
    ("xbar", {"shift": "one"}, "option-range"),
    ("xbra", {}, "unknown-kind"),
    ("i", {"size": 5}, "option-kind"),
    ("xbar", {"size": 0}, "option-range"),
    ("xbar", {"size": 5, "points": 2}, "option-clash"),
    ("xbar", {"shift": 0.001, "points": 1.1}, "points-reach"),
    ("ewma", {"weight": 1.5}, "option-range"),
    ("ewma", {"weight": 0.2, "k": 2.7}, "option-clash"),
    ("cusum", {"reference": 0.5, "interval": 5}, "option-clash"),
    ("ewma", {"k": 3.5}, "arl0-reach"),
    ("cusum", {"interval": 0}, "option-range"),
    ("xbar", {"given_sigma": 0}, "option-range"),
    ("xbar", {"unit": "mm"}, "option-missing"),
    ("xbar", {"given_sigma": 0.01, "shift": 1.5}, "option-range"),
    ("t2", {"given_sigma": 1}, "option-kind"),
    ("mewma", {"variables": 1}, "option-range"),
]


@pytest.mark.parametrize(("kind", "options", "key"), BAD)
def test_bad_input(kind, options, key):
    with pytest.raises(OptionError) as error:
        sqc.chart_design(kind, **options)
    assert error.value.key == key


def test_every_option_is_described():
    text = sqc.chart_design.__doc__
    assert not [option.name for option in DESIGN_OPTIONS if f"{option.name} : " not in text]
