"""`sqc ledger`: counts, adoption, days, savings by month and department, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from scipy import stats

import sqc
from sqc.report.marks import Rule

EXAMPLES = Path(__file__).parents[2] / "examples"
FOUR = {
    "date": ["2026-01-05", "2026-01-20", "2026-03-02", "2026-03-03"],
    "closed": ["2026-01-15", "2026-02-20", None, "2026-03-10"],
    "status": ["adopted", "declined", "open", "adopted"],
    "savings": [300.0, None, None, 500.0],
    "department": ["A", "A", "B", "B"],
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def test_counts_rate_days_and_savings_with_a_month_without_rows():
    found = sqc.ledger(FOUR)
    assert (found["n"], found["n_adopted"], found["n_declined"], found["n_open"]) == (4, 2, 1, 1)
    assert found["adoption_rate"] == pytest.approx(2 / 3)
    wilson = stats.binomtest(2, 3).proportion_ci(0.95, "wilson")
    assert found.facts["adoption_rate"].interval == pytest.approx((wilson.low, wilson.high))
    assert (found["days_median"], found["days_longest"]) == (10, 31)
    assert found["savings_month"] == pytest.approx(800 / 3)
    columns = found.stored_report.frame()
    assert columns["month"] == ["2026-01", "2026-02", "2026-03"]
    assert columns["made"] == [2, 0, 2]
    assert columns["savings"] == [300, 0, 500]
    assert "empty-months" in keys(found)


def test_what_is_closed_was_adopted_where_no_column_says_otherwise():
    found = sqc.ledger({name: FOUR[name] for name in ("date", "closed")})
    assert (found["n_adopted"], found["n_open"]) == (3, 1)


def test_the_example_in_chinese():
    found = sqc.ledger(EXAMPLES / "suggestions-gbk.csv")
    assert {"open-long", "empty-months", "departments-differ"} <= set(keys(found))
    text = found.to_text("zh")
    assert "合理化建议台账" in text
    assert "2025-08" in text


def test_departments_that_adopt_alike():
    data = {"date": ["2026-01-05"] * 8, "status": ["yes", "no"] * 4, "team": ["a"] * 4 + ["b"] * 4}
    assert "departments-alike" in keys(sqc.ledger(data, by="team"))


def test_none_decided_and_savings_below_0():
    data = {"date": ["2026-01-05", "2026-01-06"], "status": ["open", "pending"], "savings": [-5, 3]}
    assert keys(sqc.ledger(data))[0] == "none-decided"
    assert "savings-below-0" in keys(sqc.ledger(data))


def test_own_words():
    data = {"date": ["2026-01-05", "2026-01-06"], "status": ["gut", "nein"]}
    assert sqc.ledger(data, adopted="gut", declined="nein")["n_adopted"] == 1


def test_monthly_targets_are_reached_or_not():
    found = sqc.ledger(FOUR, target="suggestions=2,savings=200")
    assert {"suggestions-missed", "savings-reached"} <= set(keys(found))
    missed = next(one for one in found.findings_list() if one.key == "suggestions-missed")
    assert missed.level == "act"
    assert (missed.values["mean"], missed.values["months"]) == (pytest.approx(4 / 3), 2)
    turned = sqc.ledger(FOUR, target={"建议": 1, "节约": 300})
    assert {"suggestions-reached", "savings-missed"} <= set(keys(turned))
    assert turned["target_savings"] == 300


def test_the_share_adopted_is_held_against_its_target_by_its_interval():
    data = {"date": ["2026-01-05"] * 100, "status": ["yes"] * 80 + ["no"] * 20}
    for target, key in (
        ("rate=60%", "rate-reached"),
        ("rate=0.8", "rate-open"),
        ("采纳率=95%", "rate-missed"),
    ):
        assert key in keys(sqc.ledger(data, target=target))


def test_targets_are_lines_in_the_picture():
    plain = sqc.ledger(FOUR).stored_report.page().rows
    shown = sqc.ledger(FOUR, target="suggestions=9,savings=200,rate=50%").stored_report.page().rows
    assert len(shown) == len(plain) + 1
    rules = {plot.key: [mark.at for mark in plot.marks if isinstance(mark, Rule)] for (plot,) in shown}
    assert rules == {"made": [9.0], "saved": [200.0], "shares": [0.5], "departments": []}
    assert shown[0][0].y.limits[1] > 9
    assert not any(isinstance(mark, Rule) for (plot,) in plain for mark in plot.marks)


@pytest.mark.parametrize(
    "given",
    ["10", "suggestions=0", "suggestions=10%", "rate=1.5", "rate=60%,rate=70%", "x=3", "savings=a"],
)
def test_targets_that_mean_nothing_are_refused(given):
    with pytest.raises(sqc.SqcError) as error:
        sqc.ledger(FOUR, target=given)
    assert error.value.key == "option-range"


def test_a_target_of_savings_needs_savings():
    with pytest.raises(sqc.SqcError) as error:
        sqc.ledger({"date": FOUR["date"]}, target="savings=5")
    assert error.value.key == "no-savings"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"closed": ["2026-01-15", "2026-01-19", None, None]}, "closed-before"),
        ({"status": ["adopted", "perhaps", "open", "open"]}, "unknown-state"),
        ({"date": ["spring", "summer", "autumn", "winter"]}, "not-a-date"),
        ({"date": [None] * 4}, "no-data-left"),
    ],
)
def test_what_has_no_answer_is_refused(change, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.ledger({**FOUR, **change})
    assert error.value.key == key


def test_no_column_of_days():
    with pytest.raises(sqc.OptionError, match="--time"):
        sqc.ledger({"x": [1.0, 2.0]})


def test_the_error_names_line_and_column(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("date,closed\n2026-01-05,2026-01-07\n2026-01-09,2026-01-08\n")
    with pytest.raises(sqc.DataError) as error:
        sqc.ledger(path)
    assert (error.value.line, error.value.column) == (3, "closed")


def test_explain():
    assert "Wilson" in sqc.ledger(FOUR).explain("adoption_rate")


def test_a_column_of_days_that_no_head_names_is_said_by_its_meaning():
    with pytest.raises(sqc.OptionError, match=r"the day a suggestion was made .* --time"):
        sqc.ledger({"x": ["a", "b"], "y": [1, 2]})
