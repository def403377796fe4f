"""`sqc supplier`: shares, intervals, ranks that the data prove, months, target, what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.stats.multiplicity import holm
from sqc.stats.rates import different_p, fisher_p, rank_ranges

EXAMPLES = Path(__file__).parents[2] / "examples"
SIX = {
    "供应商": ["华东精密", "华东精密", "北辰五金", "北辰五金", "粤兴塑胶", "粤兴塑胶"],
    "月份": ["2024-01-01", "2024-02-01"] * 3,
    "来料批数": [20, 21, 22, 23, 24, 25],
    "不合格批数": [0, 1, 2, 0, 1, 2],
    "抽检数": [1000, 1050, 1100, 1150, 1200, 1250],
    "不合格数": [1, 4, 7, 10, 13, 16],
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def test_sums_shares_and_intervals():
    found = sqc.supplier(SIX)
    case = found.case
    assert case.names == ("华东精密", "北辰五金", "粤兴塑胶")
    assert case.months == ("2024-01", "2024-02")
    assert 1e6 * case.bad[0, 0] / case.inspected[0, 0] == 1000.0
    low, high = case.intervals
    exact = stats.binomtest(29, 2450).proportion_ci(0.95, "exact")
    assert (low[2], high[2]) == pytest.approx((exact.low, exact.high), rel=1e-9)
    assert found["lot_reject_share"] == 6 / 135


def test_fisher_is_twice_the_smaller_tail_of_the_hypergeometric():
    table = [[5, 2045], [46, 4654]]
    one_sided = min(stats.fisher_exact(table, side)[1] for side in ("less", "greater"))
    assert fisher_p(5, 2050, 46, 4700) == pytest.approx(2 * one_sided, rel=1e-9)


def test_holm_is_that_of_the_procedure():
    p = np.array([0.01, 0.02, 0.03, 0.005])
    assert holm(p).tolist() == pytest.approx([0.03, 0.04, 0.04, 0.02])  # R p.adjust(method = "holm")


def test_ranks_are_no_finer_than_the_data():
    best, worst = rank_ranges([1, 20, 22], [1000, 1000, 1000])
    assert (best.tolist(), worst.tolist()) == ([1, 2, 2], [1, 3, 3])
    assert (different_p([10, 11, 9], [1000] * 3) > 0.05).all()


def test_noise_is_not_ranked():
    found = sqc.supplier({"supplier": list("abc"), "bad": [10, 11, 9], "inspected": [1000] * 3})
    assert keys(found)[0] == "suppliers-alike"
    assert found.case.ranks[0].tolist() == [1, 1, 1]


def test_one_better_than_the_others():
    found = sqc.supplier({"supplier": list("abcd"), "bad": [1, 30, 31, 29], "inspected": [1000] * 4})
    assert keys(found)[0] == "supplier-better"


def test_the_example_shows_who_differs_and_the_month():
    found = sqc.supplier(EXAMPLES / "suppliers.csv", target=5000)
    assert keys(found)[:2] == ["target-missed", "supplier-differs"]
    assert keys(sqc.supplier(EXAMPLES / "suppliers.csv"))[0] == "supplier-differs"
    assert "supplier-signal" in keys(found)
    text = found.to_text("zh")
    assert "粤兴塑胶" in text.splitlines()[0]
    assert "2025-09" in text


def test_targets():
    data = {"supplier": list("ab"), "bad": [1, 2], "inspected": [1000] * 2}
    assert "target-open" in keys(sqc.supplier(data, target=3000))
    assert "target-kept" in keys(sqc.supplier(data, target=30_000))


def test_lots():
    data = {
        "supplier": list("ab"),
        "bad": [1, 2],
        "inspected": [1000] * 2,
        "lots": [50, 50],
        "rejected": [1, 20],
    }
    assert "lots-rejected" in keys(sqc.supplier(data))


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"supplier": ["a", "b"], "bad": [1, 2]}, {}, "no-column"),
        ({"supplier": ["a", "b"], "bad": [1, -2], "inspected": [9, 9]}, {}, "negative-count"),
        ({"supplier": ["a", "b"], "bad": [1, 12], "inspected": [9, 9]}, {}, "impossible-count"),
        ({"supplier": ["a", "a"], "bad": [1, 2], "inspected": [9, 9]}, {}, "one-supplier"),
        ({"supplier": ["a", "b"], "bad": [0, 0], "inspected": [0, 0]}, {}, "no-data-left"),
        ({"supplier": ["a", "b"], "bad": [1, 2], "inspected": [9, 9]}, {"target": -1.0}, "option-range"),
    ],
)
def test_what_has_no_answer_is_refused(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.supplier(data, **options)
    assert error.value.key == key


def test_a_row_without_a_supplier_is_left_out_and_told():
    found = sqc.supplier({"supplier": ["a", "", "b"], "bad": [1, 2, 3], "inspected": [9, 9, 9]})
    assert "rows-without" in keys(found)
    assert found["n_inspected"] == 18


def test_explain():
    assert "Clopper" in sqc.supplier(SIX).explain("worst_ppm")


def test_a_column_that_no_head_names_is_said_by_its_meaning():
    with pytest.raises(sqc.OptionError, match=r"no column of units inspected .* --inspected"):
        sqc.supplier({"supplier": ["a", "b"], "bad": [1, 2]}, value="bad")
