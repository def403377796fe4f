"""`sqc pareto`: order, classes, what is proven, levels, before and after, strata, what it refuses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.qctools.pareto.ranking import pooled, ranking
from sqc.stats.contingency import alike_p
from sqc.stats.loss_ratio import loss_shares, sum_ratios
from sqc.stats.shares import equal_p, order_p

COUNTS = {
    "item": ["划伤", "气孔", "其他", "尺寸超差", "毛刺", "漏装", "变形"],
    "频数": [87, 54, 9, 31, 22, 6, 11],
}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def test_the_rest_stands_last_and_the_vital_few_sum_to_80_percent():
    found = sqc.pareto(COUNTS)
    whole = found.case.whole
    assert whole.names == ("划伤", "气孔", "尺寸超差", "毛刺", "变形", "漏装", "其他")
    assert whole.classes == ("A", "A", "A", "B", "C", "C", "C")
    assert (found["n_vital"], found["n_total"], found["top"]) == (3, 220, "划伤")
    assert whole.sums * 100 == pytest.approx(
        [39.5455, 64.0909, 78.1818, 88.1818, 93.1818, 95.9091, 100], abs=5e-5
    )
    assert keys(found) == ["vital-few", "order-open"]


def test_a_single_large_item_is_class_a_alone():
    whole = ranking(["a", "b"], [95, 5], True)
    assert (whole.n_vital, whole.classes) == (1, ("A", "C"))


def test_tests_are_those_of_scipy():
    for a, b in ((87, 54), (31, 22), (5, 0), (7, 7)):
        assert order_p(a, b) == pytest.approx(stats.binomtest(a, a + b, 0.5).pvalue, rel=1e-12)
    assert equal_p([12, 9, 11, 8]) == pytest.approx(stats.chisquare([12, 9, 11, 8]).pvalue, rel=1e-10)
    table = [[30, 10, 4], [20, 40, 9]]
    assert alike_p(table) == pytest.approx(stats.chi2_contingency(table, correction=False)[1], rel=1e-10)
    assert math.isnan(alike_p([[3, 4]]))
    with pytest.raises(ValueError, match="falling order"):
        order_p(3, 4)


def test_few_counts_are_judged_by_draws_that_are_the_same_each_time():
    # exact: of the 27 ways to put 3 events into 3 items, 3 have all in one
    assert equal_p([3, 0, 0]) == pytest.approx(3 / 27, abs=3 * math.sqrt(3 / 27 * 24 / 27 / 9999))
    assert equal_p([3, 0, 0]) == equal_p([3, 0, 0])


def test_noise_is_called_noise():
    found = sqc.pareto({"item": list("abcd"), "count": [12, 9, 11, 8]})
    assert keys(found)[0] == "no-vital-few"
    assert "stands out" in str(found)


def test_raw_rows_are_counted_and_equal_the_counts():
    rows = [name for name, n in zip(*COUNTS.values(), strict=True) for _ in range(n)]
    raw = sqc.pareto({"item": rows})
    assert raw.case.whole.names == sqc.pareto(COUNTS).case.whole.names
    assert raw["top_share"] == sqc.pareto(COUNTS)["top_share"]


def test_by_loss_the_order_is_another_and_nothing_is_proven():
    data = {"item": ["a", "b", "c"], "count": [30, 20, 10], "loss": [10.0, 90.5, 20.0]}
    found = sqc.pareto(data, cost="loss")
    assert found.case.whole.names == ("b", "c", "a")
    assert "loss-not-number" in keys(found)
    assert found.facts["top_share"].interval is None
    assert "--cost loss" in str(sqc.pareto(data))


def test_a_row_for_each_loss_gives_intervals_and_proves_an_order():
    rng = np.random.default_rng(4)
    item = ["a"] * 60 + ["b"] * 50 + ["c"] * 5
    data = {"item": item, "loss": np.concatenate([rng.exponential(9, 60), rng.exponential(2, 50), [1.0] * 5])}
    found = sqc.pareto(data, cost="loss")
    whole = found.case.whole
    loss, is_b = data["loss"], np.array(item) == "b"
    sums = [loss[:60].sum(), loss[is_b].sum(), 5.0]
    squares = [(loss[:60] ** 2).sum(), (loss[is_b] ** 2).sum(), 5.0]
    low, high = loss_shares(sums, squares)
    assert whole.intervals[0] == pytest.approx(low)
    assert found.facts["top_share"].interval == pytest.approx((low[0], high[0]))
    p = float(sum_ratios(sums[0], squares[0], sums[1], squares[1]).p)
    assert whole.p_next[0] == pytest.approx(p, rel=1e-6)
    assert whole.p_next[0] < 0.001
    assert "order-open" not in keys(found)
    data["loss"][:50] = data["loss"][60:110]
    data["loss"][50:60] = 0.1
    assert "order-open" in keys(sqc.pareto(data, cost="loss"))


def test_totals_of_losses_have_no_interval_and_say_so():
    data = {"item": ["a", "b", "c"], "loss": [10.0, 90.5, 20.0]}
    found = sqc.pareto(data, cost="loss")
    assert np.isnan(found.case.whole.intervals[0]).all()
    assert "totals of losses have no interval" in str(found)
    several = {"item": ["a", "b", "a"], "count": [3, 1, 2], "loss": [10.0, 90.5, 20.0]}
    assert sqc.pareto(several, cost="loss").case.whole.squares is None


def test_the_second_level_is_inside_the_first_item():
    data = {"cause": ["x", "x", "x", "y"], "process": ["p", "p", "q", "q"]}
    within = sqc.pareto(data, item="cause,process").case.within
    assert (within.names, within.amounts.tolist()) == (("p", "q"), [2, 1])


def test_before_and_after_share_one_scale_and_the_treated_item_is_dark_in_both():
    data = {
        "item": ["a", "b", "c"] * 2,
        "when": ["before"] * 3 + ["after"] * 3,
        "count": [87, 54, 31, 23, 50, 29],
    }
    found = sqc.pareto(data, stage="when")
    assert keys(found)[0] == "change"
    assert (found["top_before"], found["top_after"], found["total_after"]) == (87, 23, 102)
    first, second = found.stored_report.page().rows[0]
    assert first.y.limits == second.y.limits
    for plot in (first, second):
        dark = [bars for bars in plot.marks if getattr(bars, "role", "") == "vital"]
        assert [bars.labels for bars in dark] in ([("87",)], [("23",)])


def test_strata_with_another_mix_are_told():
    data = {"item": ["a", "b"] * 2, "machine": ["1", "1", "2", "2"], "count": [60, 10, 20, 50]}
    assert "strata-differ" in keys(sqc.pareto(data, by="machine", item="item"))
    data["count"] = [60, 10, 55, 12]
    assert "strata-alike" in keys(sqc.pareto(data, by="machine", item="item"))


def test_more_items_than_are_drawn_are_summed_up_as_the_rest():
    whole = ranking([f"i{k}" for k in range(30)], list(range(30, 0, -1)), True)
    drawn = pooled(whole, 10)
    assert (len(drawn.names), drawn.names[-1], drawn.total) == (11, "", whole.total)


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"item": ["a", "b"], "count": [1, -2]}, {}, "negative-count"),
        ({"item": ["a", "a"], "count": [1, 2]}, {}, "one-item"),
        ({"item": ["a", "b"], "count": [0, 0]}, {}, "no-data-left"),
        ({"x": [1.0, 2.0]}, {}, "no-column"),
        ({"a": ["x", "y"], "b": ["u", "v"]}, {}, "which-column"),
        ({"item": ["a", "b"]}, {"item": "itme"}, "unknown-column"),
        ({"item": ["a", "b"]}, {"confidence": 2.0}, "option-range"),
        ({"item": ["a", "b"]}, {"top": 0}, "option-range"),
        ({"item": ["a", "b"], "s": ["1", "2"]}, {"item": "item", "stage": "s", "by": "s"}, "option-clash"),
        ({"item": ["a", "b", "a"], "s": ["1", "2", "3"]}, {"item": "item", "stage": "s"}, "two-stages"),
        ({"item": ["a", "b"], "s": ["1", "2"]}, {"item": "item,s,item"}, "item-levels"),
    ],
)
def test_what_has_no_answer_is_refused_in_one_sentence(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.pareto(data, **options)
    assert error.value.key == key


def test_blank_items_are_left_out_and_told():
    found = sqc.pareto({"item": ["a", None, "b"], "count": [9, 2, 1]})
    assert found["n_total"] == 10
    assert "rows-without" in keys(found)


def test_explain_does_the_arithmetic():
    text = sqc.pareto(COUNTS).explain("top_share")
    assert "87 / 220" in text
    assert "0.395455" in text


def test_a_table_of_shares_is_not_counted_by_its_rows():
    table = {"缺陷": ["划伤", "气泡", "缺口"], "比率": [45, 30, 25]}
    with pytest.raises(sqc.SqcError) as error:
        sqc.pareto(table)
    assert error.value.key == "which-column"
    assert sqc.pareto(table, value="比率")["top"] == "划伤"
    assert sqc.pareto({name: cells * 2 for name, cells in table.items()})["n_total"] == 6
