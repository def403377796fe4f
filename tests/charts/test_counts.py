"""p, np, c and u: limits by hand, unequal sizes, exact quantiles."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom, poisson

import sqc

D = [4, 7, 2, 9, 5, 3]  # 30
N = [100, 120, 80, 150, 90, 60]  # 600


def chart(**options):
    return sqc.chart({"bad": D, "n": N}, value="bad", inspected="n", **options)


def test_p_with_lots_of_other_sizes():
    c = chart(kind="p")
    assert c["p_center"] == pytest.approx(0.05)
    for i, n in enumerate(N):
        s = math.sqrt(0.05 * 0.95 / n)
        assert c.panels[0].statistic[i] == pytest.approx(D[i] / n)
        assert c.panels[0].upper[i] == pytest.approx(0.05 + 3 * s)
        low = 0.05 - 3 * s
        assert math.isnan(c.panels[0].lower[i]) if low <= 0 else c.panels[0].lower[i] == pytest.approx(low)
    assert np.isnan(c.panels[0].lower).all()


def test_p_has_a_lower_limit_in_large_lots_only():
    c = sqc.chart({"bad": [20, 22, 1, 24], "n": [400, 400, 20, 400]}, value="bad", inspected="n", kind="p")
    lower = c.panels[0].lower
    assert math.isnan(lower[2])
    p = 67 / 1220
    assert lower[0] == pytest.approx(p - 3 * math.sqrt(p * (1 - p) / 400))


def test_p_limits_stay_inside_0_and_1():
    c = sqc.chart({"bad": [9, 10, 10, 9, 10], "n": [10] * 5}, value="bad", inspected="n", kind="p")
    assert c["p_upper"] == 1.0
    assert c.n_signals == 0


def test_np_by_hand():
    c = sqc.chart({"bad": D}, value="bad", inspected=100, kind="np")
    assert c["np_center"] == pytest.approx(5)
    assert c["np_upper"] == pytest.approx(5 + 3 * math.sqrt(5 * 0.95))
    assert "np_lower" not in c.facts


def test_np_refuses_lots_of_other_sizes():
    with pytest.raises(sqc.DataError, match=r"60 to 150") as caught:
        chart(kind="np")
    assert "--kind p" in [str(h) for h in caught.value.hints]


def test_c_by_hand():
    c = sqc.chart({"defects": [4, 7, 12, 9, 5, 11]}, value="defects", kind="c")
    assert c["c_center"] == 8
    assert c["c_upper"] == pytest.approx(8 + 3 * math.sqrt(8))
    assert "c_lower" not in c.facts
    many = sqc.chart({"defects": [24, 27, 22, 29, 25, 23]}, value="defects", kind="c")
    assert many["c_lower"] == pytest.approx(25 - 15)


def test_u_with_other_areas():
    area = [1.0, 2.0, 1.5, 1.0, 2.5, 2.0]  # 10
    c = sqc.chart({"defects": D, "area": area}, value="defects", inspected="area", kind="u")
    assert c["u_center"] == pytest.approx(3)
    for i, a in enumerate(area):
        assert c.panels[0].statistic[i] == pytest.approx(D[i] / a)
        assert c.panels[0].upper[i] == pytest.approx(3 + 3 * math.sqrt(3 / a))


@pytest.mark.parametrize("alpha", [0.01, 0.002, 0.2])
def test_alpha_gives_exact_quantiles(alpha):
    p = chart(kind="p", alpha=alpha)
    for i, n in enumerate(N):
        assert p.panels[0].upper[i] == pytest.approx(binom.ppf(1 - alpha / 2, n, 0.05) / n)
        low = binom.ppf(alpha / 2, n, 0.05) / n
        assert np.nan_to_num(p.panels[0].lower[i]) == pytest.approx(low)
    u = chart(kind="u", alpha=alpha)
    for i, n in enumerate(N):
        assert u.panels[0].upper[i] == pytest.approx(poisson.ppf(1 - alpha / 2, 0.05 * n) / n)
    c = sqc.chart({"defects": [24, 27, 22, 29, 25, 23]}, value="defects", kind="c", alpha=alpha)
    assert c["c_lower"] == poisson.ppf(alpha / 2, 25)
    assert c["c_upper"] == poisson.ppf(1 - alpha / 2, 25)
    np_ = sqc.chart({"bad": D}, value="bad", inspected=100, kind="np", alpha=alpha)
    assert np_["np_upper"] == binom.ppf(1 - alpha / 2, 100, 0.05)


def test_no_more_than_alpha_is_outside():
    for alpha in (0.05, 0.01, 0.0027):
        c = sqc.chart({"defects": [24, 27, 22, 29, 25, 23]}, value="defects", kind="c", alpha=alpha)
        outside = poisson.sf(c["c_upper"], 25) + poisson.cdf(c["c_lower"] - 1, 25)
        assert outside <= alpha


def test_given_center_is_a_fraction_for_p_and_np():
    assert chart(kind="p", given_center=0.1)["p_center"] == 0.1
    np_ = sqc.chart({"bad": D}, value="bad", inspected=100, kind="np", given_center=0.1)
    assert np_["np_center"] == pytest.approx(10)
    assert np_["np_upper"] == pytest.approx(19)
    assert sqc.chart({"d": D}, value="d", kind="c", given_center=4)["c_upper"] == 10


@pytest.mark.parametrize(("kind", "bad"), [("p", -0.1), ("p", 1.5), ("np", 2.0), ("c", -1.0), ("u", -3.0)])
def test_a_given_center_that_no_count_can_have_is_refused(kind, bad):
    options = {} if kind == "c" else {"inspected": "n"}
    with pytest.raises(sqc.SqcError):
        sqc.chart({"bad": D, "n": [100] * 6}, value="bad", kind=kind, given_center=bad, **options)


def test_exclusion():
    c = chart(kind="p", exclude="4")
    assert c["p_center"] == pytest.approx(21 / 450)
    u = chart(kind="u", exclude="1-2")
    assert u["u_center"] == pytest.approx(19 / 380)


def test_a_missing_count_is_a_gap_not_a_zero():
    c = sqc.chart({"bad": [4, None, 2], "n": [100, 100, 100]}, value="bad", inspected="n", kind="p")
    assert c["p_center"] == pytest.approx(0.03)
    assert "missing" in [f.key for f in c.findings]


def test_verdicts_are_counted_in_subgroups():
    cells = ["合格"] * 9 + ["不合格"] + ["合格"] * 8 + ["不合格"] * 2 + ["合格"] * 10
    c = sqc.chart({"外观": cells}, value="外观", size=10, kind="p")
    np.testing.assert_allclose(c.panels[0].statistic, [0.1, 0.2, 0.0])
    assert c["p_center"] == pytest.approx(0.1)


def test_nothing_nonconforming_at_all_is_no_proof():
    c = sqc.chart({"bad": [0] * 25, "n": [100] * 25}, value="bad", inspected="n", kind="p")
    assert c.findings[0].level == "act"
    assert c.findings[0].key == "undefined"
    every = sqc.chart({"bad": [100] * 25, "n": [100] * 25}, value="bad", inspected="n", kind="p")
    assert every.findings[0].key == "undefined"
    none = sqc.chart({"d": [0] * 25}, value="d", kind="c")
    assert none.findings[0].key == "undefined"
