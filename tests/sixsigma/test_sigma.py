"""`sqc sigma`: exact intervals carried to the level, what no defect proves, yields in a row, refusals."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.cli.main import main
from sqc.stats.yields import level_of_share, rates_differ_p, rolled_ends, shares_differ_p

EXAMPLE = Path(__file__).parents[2] / "examples" / "bracket-steps.csv"


def keys(result):
    return [finding.key for finding in result.findings_list()]


def test_intervals_of_dpmo_and_level_are_those_of_the_exact_share():
    found = sqc.sigma(defects=47, units=1200, opportunities=8)
    low, high = stats.binomtest(47, 9600).proportion_ci(method="exact")
    assert found.facts["dpmo"].interval == pytest.approx((1e6 * low, 1e6 * high), rel=1e-10)
    ends = stats.norm.isf([high, low]) + 1.5
    assert found.facts["sigma_level"].interval == pytest.approx(tuple(ends), rel=1e-9)
    assert found["sigma_level"] - found["z"] == pytest.approx(1.5)
    assert found.facts["dpu"].interval == pytest.approx(
        (stats.chi2.ppf(0.025, 94) / 2400, stats.chi2.ppf(0.975, 96) / 2400), rel=1e-10
    )
    assert found["throughput_yield"] == pytest.approx(math.exp(-47 / 1200))


def test_no_defect_proves_a_bound_and_no_level():
    found = sqc.sigma(defects=0, units=1200, opportunities=8)
    assert keys(found)[0] == "no-defects"
    assert found["sigma_level"] is None
    assert found["dpmo_bound"] == pytest.approx(1e6 * (1 - 0.05 ** (1 / 9600)), rel=1e-10)
    assert found["sigma_level_bound"] == pytest.approx(level_of_share(1 - 0.05 ** (1 / 9600)))
    assert found.findings_list()[0].level == "watch"
    assert sqc.sigma(defects=0, units=1200, opportunities=8, goal=4.5).findings_list()[0].level == "ok"


def test_nothing_but_defects_has_no_level():
    assert keys(sqc.sigma(defects=10, units=10))[0] == "all-defects"


@pytest.mark.parametrize(("goal", "level"), [(3.5, "ok"), (4.1, "watch"), (5.0, "act")])
def test_a_goal_is_judged_by_the_interval(goal, level):
    first = sqc.sigma(defects=47, units=1200, opportunities=8, goal=goal).findings_list()[0]
    assert (first.key, first.level) == ("sigma-level", level)


def test_the_shift_is_always_said():
    assert "with the 1.5 shift (2.58 without)" in str(sqc.sigma(defects=47, units=1200, opportunities=8))
    plain = str(sqc.sigma(defects=47, units=1200, opportunities=8, shift=0))
    assert "2.58 without shift" in plain
    assert "1.5" not in plain


def test_steps_multiply_and_the_worst_is_named():
    found = sqc.sigma(EXAMPLE)
    yields = [1 - 14 / 1200, 1 - 38 / 1195, 1 - 81 / 1187, 1 - 35 / 1177, 1 - 20 / 1175]
    assert found["rty"] == pytest.approx(np.prod(yields))
    assert found["worst"] == "welding"
    assert found["rty_without"] == pytest.approx(np.prod(yields) / yields[2])
    assert found["normalised_yield"] == pytest.approx(np.prod(yields) ** 0.2)
    assert keys(found)[0] == "rolled-yield"
    assert "worst-proven" in keys(found)
    assert found["dpmo"] == pytest.approx(1e6 * 215 / (4800 + 7170 + 14244 + 5885 + 17625))


def test_rows_of_one_step_add_up_in_the_order_of_the_file():
    data = {"step": ["b", "a", "b"], "units": [100, 50, 100], "defects": [3, 1, 5]}
    steps = sqc.sigma(data).case.steps
    assert (steps.names, steps.units.tolist(), steps.defects.tolist()) == (("b", "a"), [200, 50], [8, 1])


def test_without_counted_units_the_yield_is_named_an_approximation():
    data = {"step": ["a", "b"], "units": [100, 100], "defects": [30, 10], "opportunities": [5, 5]}
    found = sqc.sigma(data)
    assert found["rty"] == pytest.approx(math.exp(-0.4))
    assert "Poisson approximation" in str(found)


@pytest.mark.parametrize("yields", [[0.988, 0.968, 0.932, 0.97], [0.9, 0.8, 0.95]])
def test_the_interval_of_the_rolled_yield_covers(yields):
    rng, n, runs = np.random.default_rng(5), 300, 600
    bad = rng.binomial(n, 1 - np.array(yields), (runs, len(yields)))
    low = 1 - stats.beta.ppf(0.975, bad + 1, n - bad)
    high = 1 - np.where(bad > 0, stats.beta.ppf(0.025, np.maximum(bad, 1), n - bad + 1), 0)
    ends = np.array([rolled_ends(1 - b / n, lo, hi) for b, lo, hi in zip(bad, low, high, strict=True)])
    inside = (ends[:, 0] <= np.prod(yields)) & (np.prod(yields) <= ends[:, 1])
    assert 0.93 <= inside.mean() <= 0.99


def test_two_alike_steps_are_not_ranked():
    data = {"step": ["a", "b"], "units": [100, 100], "defects": [5, 4]}
    assert "worst-open" in keys(sqc.sigma(data))
    assert shares_differ_p((5, 100), (4, 100)) == pytest.approx(1.0, abs=0.05)
    assert shares_differ_p((30, 100), (4, 100)) == pytest.approx(
        2 * stats.fisher_exact([[30, 70], [4, 96]], "greater")[1], rel=1e-9
    )
    assert rates_differ_p((0, 10), (0, 20)) == 1.0


def test_a_step_that_lost_nothing_is_not_proven_perfect():
    found = sqc.sigma({"step": ["a", "b"], "units": [100, 100], "defects": [5, 0]})
    said = next(one for one in found.findings_list() if one.key == "step-without-loss")
    assert said.values["yield_bound"] == pytest.approx(0.05**0.01)


def test_what_the_counts_do_not_say_is_said():
    assert "one-opportunity" in keys(sqc.sigma(defects=5, units=100))
    assert "half-counted" in keys(sqc.sigma({"step": ["a"], "units": [100], "rework": [4]}))
    grow = {"step": ["a", "b"], "units": [100, 120], "rework": [4, 2], "scrap": [1, 1]}
    assert "units-grow" in keys(sqc.sigma(grow))
    gap = {"step": ["a", "b", None], "units": [100, 120, 30], "defects": [4, 2, 1]}
    assert "rows-without" in keys(sqc.sigma(gap))


def test_rework_alone_gives_a_first_time_yield():
    found = sqc.sigma(units=100, rework=4, scrap=1)
    assert keys(found)[0] == "first-time-yield"
    assert found["first_time_yield"] == pytest.approx(0.95)


def test_goal_of_several_steps_is_that_of_the_normalised_yield():
    said = {one.key: one.level for one in sqc.sigma(EXAMPLE, goal=4).findings_list()}
    assert said["goal"] == "act"
    assert {one.key: one.level for one in sqc.sigma(EXAMPLE, goal=3).findings_list()}["goal"] == "ok"


@pytest.mark.parametrize(
    ("options", "dpmo"),
    [({"dpmo": 6210}, 6210), ({"yield_": "99.379%"}, 6210), ({"yield_": 0.99379}, 6210), ({"z": 6}, 3.3977)],
)
def test_a_number_is_converted(options, dpmo):
    found = sqc.sigma(**options)
    assert found["dpmo"] == pytest.approx(dpmo, rel=1e-4)
    assert keys(found) == ["converted"]


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        (None, {}, "missing-argument"),
        (None, {"defects": 3}, "missing-argument"),
        (None, {"defects": -1, "units": 10}, "option-range"),
        (None, {"defects": 11, "units": 10}, "too-many-defects"),
        (None, {"units": 10, "rework": 8, "scrap": 3}, "more-than-units"),
        (None, {"dpmo": 3, "z": 4}, "option-clash"),
        (None, {"dpmo": 0}, "option-range"),
        (None, {"yield_": "99.4"}, "option-range"),
        (None, {"z": 99.0}, "option-range"),
        (None, {"defects": 1, "units": 10, "shift": -1}, "option-range"),
        (None, {"defects": 1, "units": 10, "goal": 0}, "option-range"),
        ({"step": ["a"], "units": [10], "defects": [3]}, {"dpmo": 3}, "option-clash"),
        ({"step": ["a"], "units": [10], "defects": [-3]}, {}, "negative-count"),
        ({"step": ["a"], "units": [10], "defects": [13]}, {}, "too-many-defects"),
        ({"step": ["a"], "units": [10], "rework": [6], "scrap": [5]}, {}, "more-than-units"),
        ({"step": ["a"], "defects": [3]}, {}, "no-column"),
        ({"step": ["a"], "units": [3]}, {}, "no-column"),
        ({"step": ["a"], "units": [0], "defects": [0]}, {}, "no-data-left"),
        ({"step": ["a"], "units": [3], "defects": [1]}, {"opportunities": "-2"}, "option-range"),
    ],
)
def test_what_has_no_answer_is_refused(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.sigma(data, **options)
    assert error.value.key == key


def test_more_defects_than_there_can_be_are_refused_with_their_line(tmp_path, capsys):
    file = tmp_path / "steps.csv"
    file.write_text("step,units,defects,opportunities\na,10,3,1\nb,10,30,2\n")
    assert main(["sigma", str(file)]) == 2
    said = capsys.readouterr().err
    assert "line 3, column defects" in said
    assert "Traceback" not in said


def test_the_command_takes_counts_and_yield(capsys):
    assert main(["sigma", "--yield", "99.379%", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["facts"]["dpmo"]["value"] == pytest.approx(6210)
    assert main(["sigma", "--explain"]) == 0
    assert "rolled_yield" not in capsys.readouterr().err


def test_explain_does_the_arithmetic():
    text = sqc.sigma(EXAMPLE).explain("rty")
    assert "0.988333 x 0.968201" in text
    assert "0.85" in text
    assert "1000000 x 47 / 9600" in sqc.sigma(defects=47, units=1200, opportunities=8).explain("dpmo")


def test_pictures_have_the_worst_step_dark():
    first, second = (row[0] for row in sqc.sigma(EXAMPLE).stored_report.page().rows)
    assert (first.key, second.key) == ("rty", "lost")
    dark = next(mark for mark in second.marks if getattr(mark, "role", "") == "vital")
    assert dark.position.tolist() == [2.5]
    assert sqc.sigma(dpmo=3.4).stored_report.page().rows[0][0].key == "levels"
