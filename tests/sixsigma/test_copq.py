"""`sqc copq`: categories in any words, months in a row, trend, share of sales, refusals with their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from scipy import stats

import sqc
from sqc.cli.main import main
from sqc.stats.trend import slope, trend_p

EXAMPLE = Path(__file__).parents[2] / "examples" / "quality-costs-gbk.csv"
MONTHS = [f"2026-{month:02d}" for month in range(1, 8)]


def keys(result):
    return [finding.key for finding in result.findings_list()]


def rising(amounts, **more):
    return {"month": MONTHS, "category": ["internal failure"] * 7, "amount": amounts, **more}


def test_totals_are_those_of_the_file():
    found = sqc.copq(EXAMPLE, sales=9_800_000)
    rows = [line.split(",") for line in EXAMPLE.read_text(encoding="gbk").splitlines()[1:]]
    for key, word in (
        ("prevention", "预防"),
        ("appraisal", "鉴定"),
        ("internal", "内部损失"),
        ("external", "外部损失"),
    ):
        assert found[key] == sum(int(row[4]) for row in rows if row[1] == word)
    assert found["failure"] == found["internal"] + found["external"]
    assert found["failure_of_sales"] == pytest.approx(found["failure"] / 9_800_000)
    largest = sum(int(row[4]) for row in rows if row[2] == "废品损失")
    assert found["account"] == "废品损失"
    assert found["account_share"] == pytest.approx(largest / found["failure"])
    assert found.findings_list()[0].level == "watch"
    assert "trend-up" in keys(found)


@pytest.mark.parametrize(
    "words",
    [
        ("P", "A", "IF", "EF"),
        ("预防成本", "鉴定费用", "内部故障成本", "外部失败成本"),
        ("Prevention", "Inspection", "internal", "external"),
    ],
)
def test_categories_are_known_in_many_words(words):
    found = sqc.copq({"category": list(words), "amount": [1, 2, 3, 4]})
    assert list(found.case.totals.values()) == [1, 2, 3, 4]


def test_months_without_a_row_are_0_and_told():
    data = {"month": ["2026-01", "2026-03"], "category": ["internal", "external"], "amount": [5, 7]}
    found = sqc.copq(data)
    assert found.case.months == ("2026-01", "2026-02", "2026-03")
    assert found.case.by_month.tolist() == [5, 0, 7]
    assert {"months-empty", "few-months", "category-empty"} <= set(keys(found))


def test_days_make_months():
    data = {
        "date": ["2026-01-05", "2026-01-31", "2026-02-01"],
        "category": ["internal"] * 3,
        "amount": [1, 2, 4],
    }
    assert sqc.copq(data).case.by_month.tolist() == [3, 4]


@pytest.mark.parametrize(
    ("amounts", "key"),
    [
        ([1, 2, 3, 4, 5, 6, 7], "trend-up"),
        ([7, 6, 5, 4, 3, 2, 1], "trend-down"),
        ([4, 2, 6, 1, 7, 3, 5], "trend-open"),
    ],
)
def test_the_trend_is_judged(amounts, key):
    assert key in keys(sqc.copq(rising(amounts)))


def test_the_trend_is_that_of_scipy():
    for values in ([3, 4, 6, 5, 8, 9], [1, 2, 3, 4, 5, 6, 7], [4, 2, 6, 1, 7, 3, 5]):
        assert trend_p(values)[1] == pytest.approx(
            stats.kendalltau(range(len(values)), values, method="exact").pvalue, rel=1e-12
        )
        assert slope(values) == pytest.approx(stats.theilslopes(values).slope)
    assert trend_p([5, 5, 5, 5]) == (0, 1.0)
    long = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9]
    assert trend_p(long)[1] == pytest.approx(
        stats.kendalltau(range(15), long, method="asymptotic").pvalue, abs=0.01
    )


def test_by_sales_of_each_month_the_share_is_judged():
    found = sqc.copq(rising([1, 2, 3, 4, 5, 6, 7], sales=[100, 200, 300, 400, 500, 600, 700]), sales="sales")
    assert "trend-open" in keys(found)
    assert found["failure_of_sales"] == pytest.approx(0.01)
    up = rising([1, 2, 3, 4, 5, 6, 7], sales=[100] * 7)
    assert "of sales a month" in str(sqc.copq(up, sales="sales"))
    down = rising([7, 6, 5, 4, 3, 2, 1], sales=[100] * 7)
    assert "of sales a month" in str(sqc.copq(down, sales="sales"))


def test_departments_are_told_apart():
    found = sqc.copq(EXAMPLE, by="部门")
    assert "parts" in keys(found)
    assert sum(float(one.sum()) for one in found.case.parts.values()) == found["total"]
    assert next(iter(found.case.parts)) == "机加车间"


def test_without_accounts_the_larger_failure_is_named():
    data = {"category": ["internal", "external", "appraisal", "prevention"], "amount": [60, 30, 5, 5]}
    assert "start with internal failure (66.7 %" in str(sqc.copq(data))
    assert "9.00 % of the sales" in str(sqc.copq(data, sales=1000))


def test_nothing_booked_is_told():
    assert keys(sqc.copq({"category": ["prevention"], "amount": [5]}))[0] == "no-failure-costs"
    assert keys(sqc.copq({"category": ["internal"], "amount": [0]}))[0] == "no-costs"
    gaps = {"month": ["2026-01", None], "category": ["internal", "internal"], "amount": [1, 2]}
    assert "rows-without" in keys(sqc.copq(gaps))


TWO = {"category": ["internal", "external"], "amount": [1, 2]}


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({**TWO, "amount": [1, -2]}, {}, "negative-count"),
        ({**TWO, "category": ["internal", "scrap"]}, {}, "unknown-category"),
        ({"amount": [1, 2], "x": ["a", "b"]}, {}, "no-column"),
        ({"category": ["internal"]}, {}, "no-column"),
        ({**TWO, "cost": [1, 2]}, {}, "which-column"),
        (TWO, {"sales": 0}, "option-range"),
        (TWO, {"top": 0}, "option-range"),
        (TWO, {"sales": "amount"}, "sales-need-months"),
        (TWO, {"item": "acount"}, "unknown-column"),
        ({**TWO, "category": [None, None]}, {}, "no-data-left"),
        (
            {**TWO, "month": ["2026-01"] * 2, "sales": [5, 6]},
            {"cost": "amount", "sales": "sales"},
            "sales-differ",
        ),
        (
            {**TWO, "month": ["2026-01"] * 2, "sales": [0, 0]},
            {"cost": "amount", "sales": "sales"},
            "negative-count",
        ),
        (
            {**TWO, "month": ["2026-01", "2026-03"], "sales": [5, 5]},
            {"cost": "amount", "sales": "sales"},
            "sales-missing",
        ),
        ({**TWO, "month": ["1926-01", "2126-03"]}, {}, "months-too-far"),
    ],
)
def test_what_has_no_answer_is_refused(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.copq(data, **options)
    assert error.value.key == key


def test_a_word_that_is_no_category_is_refused_with_line_and_column(tmp_path, capsys):
    file = tmp_path / "costs.csv"
    file.write_text("category,amount\ninternal,5\nscrap,7\n")
    assert main(["copq", str(file)]) == 2
    said = capsys.readouterr().err
    assert "line 3, column category" in said
    assert "prevention, appraisal, internal, external" in said


def test_explain_does_the_arithmetic():
    data = {"category": ["internal", "external", "appraisal"], "amount": [60, 30, 10]}
    text = sqc.copq(data, sales=1000).explain("failure_of_sales")
    assert "90 / 1000" in text
    assert "60 + 30" in sqc.copq(data).explain("failure")


def test_the_picture_stacks_the_months():
    rows = sqc.copq(EXAMPLE).stored_report.page().rows
    assert [row[0].key for row in rows] == ["months", "accounts"]
    bars = [mark for mark in rows[0][0].marks if hasattr(mark, "horizontal")]
    tops = {}
    for bar in bars:
        at = float(bar.position[0])
        assert bar.base == pytest.approx(tops.get(at, 0.0))
        tops[at] = bar.base + float(bar.length[0])
    assert sum(tops.values()) == pytest.approx(sqc.copq(EXAMPLE)["total"])
    assert sqc.copq(TWO).stored_report.page().rows[0][0].key == "categories"
