"""Run charts. What R prints of the Nile is a published case (`qicharts2-nile-run`); chances: tests/stats."""

from pathlib import Path

import numpy as np
import pytest

import sqc
from sqc.notes import SqcError
from sqc.report.model import Num

NILE = Path(__file__).parents[2] / "examples" / "nile.csv"
STABLE = np.random.default_rng(1).normal(10.0, 1.0, 40).round(2).tolist()


def test_a_shifted_series_is_not_random():
    chart = sqc.chart(NILE, value="flow", kind="run")
    assert chart["run_center"] == 893.5
    assert chart.findings[0].key == "signal-pattern" and chart.findings[0].level == "act"
    assert {signal.rule for signal in chart.list_signals()} == {"anhoej-1", "anhoej-2"}
    assert "runs-clustering" in [finding.key for finding in chart.findings]
    assert "29 times in 100 points" in chart.to_text().splitlines()[0]
    assert "100 点中穿越中位数 29 次" in chart.to_text("zh").splitlines()[0]


def test_a_stable_series_is_quiet():
    chart = sqc.chart(STABLE, kind="run")
    assert chart.findings[0].key == "no-signal"
    assert "runs-tests" in [finding.key for finding in chart.findings]
    assert not {finding.key for finding in chart.findings if finding.level != "ok"}


def test_there_are_no_limits_and_none_can_be_asked_for():
    chart = sqc.chart(STABLE, kind="run")
    assert "run_upper" not in chart.facts and "LCL" not in chart.to_text()
    for options in ({"k": 2}, {"alpha": 0.01}, {"given_sigma": 1.0}, {"sigma": "mr"}):
        with pytest.raises(SqcError) as raised:
            sqc.chart(STABLE, kind="run", **options)
        assert raised.value.key == "no-limits"


@pytest.mark.parametrize("values", [[1.0], [5.0, 5.0, 5.0, 5.0], [1.0, 2.0]])
def test_too_little_is_never_called_stable(values):
    try:
        chart = sqc.chart(values, kind="run")
    except SqcError as error:
        assert error.key in ("too-few-values", "no-variation")
    else:
        assert chart.findings[0].key in ("undefined", "few-subgroups")
        assert chart.findings[0].level != "ok"


def test_new_values_are_judged_by_the_median_that_was_kept(tmp_path):
    path = str(tmp_path / "median.toml")
    sqc.chart(STABLE, kind="run").save_limits(path)
    high = [value + 3.0 for value in STABLE[:20]]
    later = sqc.chart(high, kind="run", limits=path)
    assert later["run_center"] == sqc.chart(STABLE, kind="run")["run_center"]
    assert later.findings[0].level == "act"
    assert sqc.chart(STABLE[::-1], kind="run", limits=path).findings[0].level == "ok"


def test_points_left_out_and_gaps_do_not_count():
    with_gap = [*STABLE[:20], None, *STABLE[20:]]
    facts = sqc.chart(with_gap, kind="run").facts
    assert facts["longest_run"].value == sqc.chart(STABLE, kind="run").facts["longest_run"].value
    without = sqc.chart([*STABLE, 99.0], kind="run", exclude="41")
    assert without["run_center"] == sqc.chart(STABLE, kind="run")["run_center"]


def test_other_sets_that_look_at_order_can_be_chosen():
    chart = sqc.chart(NILE, value="flow", kind="run", rules="ihi-run-chart")
    assert {signal.set for signal in chart.list_signals()} == {"ihi-run-chart"}
    # rules about limits have nothing to look at
    assert "1" not in [rule.id for rule in sqc.chart(STABLE, kind="run", rules="nelson").judged[0].rules]


def test_the_longest_run_is_marked_where_it_signals():
    marks = sqc.chart(NILE, value="flow", kind="run").report().page().rows[0][0].marks
    member = next(mark for mark in marks if getattr(mark, "role", "") == "member")
    assert member.x.tolist() == list(range(48, 59))


def test_a_rule_about_the_series_shows_what_it_counts_not_the_last_value():
    chart = sqc.chart(NILE, value="flow", kind="run")
    rows = next(table for table in chart.report().tables if table.key == "signals").rows
    assert [row[2:4] for row in rows] == [(11, None), (29, None)]
    points = sqc.chart(NILE, value="flow", kind="run", rules="nelson")
    rows = next(table for table in points.report().tables if table.key == "signals").rows
    assert rows and all(isinstance(row[2], Num) for row in rows)


def test_one_value_off_the_median_is_no_test_of_runs_about_it():
    facts = sqc.chart([5.1, 5.1, 5.1, 5.2, 5.1, 5.1], kind="run").facts
    for test in ("clustering", "mixtures"):
        assert not np.isfinite(facts[f"p_{test}"].value)
        assert not np.isfinite(facts[f"p_{test}_exact"].value)


def test_rules_that_cannot_signal_have_no_one_in_so_many():
    assert "Practically no stable chart of this size signals." in sqc.chart([5.1, 5.2], kind="run").to_text()
    assert "1 in " in sqc.chart(STABLE, kind="run").to_text()
