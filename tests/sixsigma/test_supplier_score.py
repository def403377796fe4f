"""`sqc supplier --weights` and deliveries on time: scores, what is proven of their order, what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.sixsigma.supplier.delivery import OnTime
from sqc.sixsigma.supplier.score import Counts, Score, weights_of
from sqc.stats.attribute import wilson
from sqc.stats.linear_limits import linear_limits

EXAMPLES = Path(__file__).parents[2] / "examples"
TWO = {"supplier": ["A", "B"], "bad": [5, 40], "inspected": [2000, 2000]}


def keys(result):
    return [finding.key for finding in result.findings_list()]


def test_square_and_add_is_newcombe_for_a_difference():
    # R. G. Newcombe (1998), Statistics in Medicine 17, 873-890, table II (a), method 10: 56/70 less 48/80
    low, high = wilson(np.array([56, 48]), np.array([70, 80]), 0.025, 0.975)
    found = linear_limits([1, -1], [56 / 70, 48 / 80], low, high)
    assert [float(end) for end in found] == pytest.approx([0.0524, 0.3339], abs=5e-5)


def test_a_score_by_hand():
    data = TWO | {"lots": [20, 20], "rejected": [1, 4], "delivery": [90.0, 80.0], "service": [70, 95]}
    found = sqc.supplier(data, target=5000, weights="quality=50,delivery=20,lots=20,service=10")
    # A: 2,500 ppm is below the target: 100; B: 20,000 ppm: 25
    want = [0.5 * 100 + 0.2 * 90 + 0.2 * 95 + 7, 0.5 * 25 + 0.2 * 80 + 0.2 * 80 + 9.5]
    assert found.case.score.totals.tolist() == pytest.approx(want)
    assert (found["best_score"], found["score"]) == ("A", pytest.approx(want[0]))
    assert list(found.to_frame()["score"]) == pytest.approx(want)
    named = sqc.supplier(data, target=5000, weights={"质量": 5, "交付": 2, "lots": 2, "service": 1})
    assert named["score"] == found["score"]
    text = str(found)
    assert "quality 100 at 5,000 ppm or below" in text


def test_the_interval_is_that_of_the_share_carried_over():
    found = sqc.supplier(TWO, target=5000, weights="quality=1")
    exact = stats.binomtest(40, 2000).proportion_ci(0.95, "exact")
    low, high = found.case.score.intervals
    assert (low[1], high[1]) == pytest.approx((100 * 0.005 / exact.high, 100 * 0.005 / exact.low))


def test_an_order_is_proven_only_where_the_counts_prove_it():
    assert "score-proven" in keys(sqc.supplier(TWO, target=5000, weights="quality=1"))
    noise = {"supplier": list("abc"), "bad": [10, 11, 9], "inspected": [1000] * 3}
    found = sqc.supplier(noise, target=5000, weights="quality=1")
    assert "score-open" in keys(found)
    assert [ranks.tolist() for ranks in found.case.score.ranks] == [[1, 1, 1], [3, 3, 3]]


def test_scores_without_an_interval_prove_nothing():
    given = {"supplier": list("ab"), "bad": [1, 1], "inspected": [100] * 2, "delivery": [99.0, 97.0]}
    found = keys(sqc.supplier(given, weights="delivery=1"))
    assert "score-exact" in found and "score-proven" not in found


def test_without_weights_nothing_is_scored():
    found = sqc.supplier(TWO, target=5000)
    assert found.case.score is None
    assert "score" not in found.facts
    assert "scores" not in str(found.to_dict()["tables"].keys())


def test_the_example_draws_the_scores_beside_the_shares():
    found = sqc.supplier(EXAMPLES / "suppliers.csv", target=5000, weights="quality=60,delivery=40")
    first = found.stored_report.page().rows[0]
    assert [plot.key for plot in first] == ["suppliers", "scores"]
    assert "评分" in found.to_text("zh")
    assert "98.4" not in found.explain("best_score")


@pytest.mark.slow
def test_equal_suppliers_are_ranked_in_five_percent_of_draws_at_most():
    rng = np.random.default_rng(3)
    n, false = np.full(4, 1500.0), 0
    for _ in range(2000):
        bad = rng.binomial(1500, 0.01, 4).astype(float)
        on_time = rng.binomial(60, 0.9, 4).astype(float)
        delivery = OnTime(100 * on_time / 60, on_time, np.full(4, 60.0))
        counts = Counts(bad, n, np.zeros(4), np.ones(4), delivery, 5000.0)
        scores = np.stack([counts.scores("quality"), counts.scores("delivery")], axis=1)

        def ends(level, counts=counts):
            found = [counts.ends(part, level) for part in ("quality", "delivery")]
            return np.stack([low for low, _ in found], 1), np.stack([high for _, high in found], 1)

        score = Score(("quality", "delivery"), np.array([0.6, 0.4]), scores, ends, 0.95)
        false += bool(score.above.any())
    assert false / 2000 <= 0.05


def test_yes_and_no_a_share_and_dates_say_the_same():
    rows = {"supplier": ["A"] * 4 + ["B"] * 4, "bad": [0] * 8, "inspected": [10] * 8}
    late = [0, 0, 1, 0, 1, 1, 1, 0]
    words = sqc.supplier(rows | {"on time": ["no" if one else "yes" for one in late]})
    numbers = sqc.supplier(rows | {"on time": [1 - one for one in late]})
    turned = sqc.supplier(rows | {"是否延误": ["是" if one else "否" for one in late]})
    due = ["2026-03-05"] * 8
    came = ["2026-03-06" if one else "2026-03-05 18:00" for one in late]
    dates = sqc.supplier(rows | {"promised": due, "received": came})
    for found in (words, numbers, turned, dates):
        assert found.case.delivery.on_time.tolist() == [3, 1]
        assert found.case.delivery.n.tolist() == [4, 4]
        assert found["on_time_share"] == 0.5
    share = sqc.supplier(rows | {"on time": [0.75] * 4 + [0.25] * 4})
    assert share.case.delivery.share.tolist() == words.case.delivery.share.tolist()
    assert not share.case.delivery.counted


def test_who_is_late_more_often_is_named_and_chance_is_not():
    rows = {"supplier": ["A"] * 60 + ["B"] * 60, "bad": [0] * 120, "inspected": [10] * 120}
    found = sqc.supplier(rows | {"on time": ["yes"] * 59 + ["no"] + ["yes"] * 40 + ["no"] * 20})
    assert "delivery-late" in keys(found)
    assert "delivery-late" not in keys(
        sqc.supplier(rows | {"on time": ["yes"] * 58 + ["no"] * 2 + ["yes"] * 60})
    )


def test_a_delivery_without_a_date_is_told():
    rows = {"supplier": list("AABB"), "bad": [0] * 4, "inspected": [9] * 4, "promised": ["2026-03-05"] * 4}
    found = sqc.supplier(rows | {"received": ["2026-03-05", None, "2026-03-05", "2026-03-09"]})
    assert "delivery-undated" in keys(found)
    assert found["n_deliveries"] == 3
    assert "delivery-undated" not in keys(sqc.supplier(rows | {"received": ["2026-03-05"] * 4}))


@pytest.mark.parametrize(
    ("more", "options", "key"),
    [
        ({}, {"weights": "quality=1"}, "score-target"),
        ({}, {"weights": "quality"}, "option-range"),
        ({}, {"weights": "quality=0", "target": 9.0}, "option-range"),
        ({}, {"weights": "lots=1,lots=2"}, "option-range"),
        ({}, {"weights": "quality=-1"}, "option-range"),
        ({}, {"weights": "nothing=1"}, "unknown-part"),
        ({}, {"weights": "lots=1"}, "no-score"),
        ({"service": [50, 120]}, {"weights": "service=1"}, "share-range"),
        ({"service": [50, 120]}, {"delivery": "service"}, "share-range"),
        ({"on time": ["yes", "maybe"]}, {}, "on-time-words"),
        ({"due": ["2026-03-05"] * 2}, {"promised": "due"}, "one-date"),
        (
            {"due": ["2026-03-05"] * 2, "came": [1.5, 2.5]},
            {"promised": "due", "received": "came"},
            "not-a-date",
        ),
    ],
)
def test_what_has_no_answer_is_refused(more, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.supplier(TWO | more, **options)
    assert error.value.key == key


def test_weights_are_read_as_typed():
    assert weights_of("Quality = 3，交期＝1") == {"quality": 3.0, "delivery": 1.0}
