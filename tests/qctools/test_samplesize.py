"""`sqc samplesize`: n, power, the difference that n shows; what it refuses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.cli.main import main
from sqc.qctools.samplesize.explain import SAMPLESIZE
from sqc.qctools.samplesize.options import TESTS
from sqc.stats.power import equivalence_power
from sqc.stats.power_counts import fisher_power, rate_power, units_needed
from sqc.stats.power_paired import mcnemar_power, mcnemar_power_normal


def key(result):
    return result.findings_list()[0].key


def test_n_is_the_fewest_with_the_power():
    found = sqc.samplesize(test="t", difference=0.5, given_sigma=1.0, power=0.9)
    assert (found["n"], found["n_total"], found["n_known_sigma"]) == (86, 172, 85)
    assert sqc.samplesize(test="t", effect=0.5, n=86)["power"] >= 0.9
    assert sqc.samplesize(test="t", effect=0.5, n=85)["power"] < 0.9
    assert "Measure 86 values in each of 2 groups" in str(found)
    assert "20 % larger" in str(found)


def test_the_pairs_of_the_handbook():
    found = sqc.samplesize(test="one-sample", effect=1, power=0.9, side="one")
    assert (found["n"], found["n_known_sigma"]) == (11, 9)


def test_n_and_a_difference_give_the_power_n_alone_the_difference():
    low = sqc.samplesize(test="t", effect=0.5, n=20)
    assert (key(low), low.findings_list()[0].level) == ("power-low", "watch")
    assert "64 would give 80 %" in str(low)
    assert key(sqc.samplesize(test="t", effect=0.5, n=64)) == "power"
    seen = sqc.samplesize(test="t", n=20, given_sigma=0.8)
    assert key(seen) == "size-seen"
    again = sqc.samplesize(test="t", difference=seen["difference"], given_sigma=0.8, n=20)
    assert again["power"] == pytest.approx(0.8, abs=1e-9)


def test_powers_are_those_of_scipy():
    d, n = 0.7, 18
    t = stats.t.isf(0.025, 2 * n - 2)
    right = stats.nct.sf(t, 2 * n - 2, d * math.sqrt(n / 2)) + stats.nct.cdf(
        -t, 2 * n - 2, d * math.sqrt(n / 2)
    )
    assert sqc.samplesize(test="t", effect=d, n=n)["power"] == pytest.approx(right, rel=1e-9)
    f = stats.f.isf(0.05, 2, 42)
    right = stats.ncf.sf(f, 2, 42, 3 * 15 * 0.3**2)
    assert sqc.samplesize(test="anova", groups=3, effect=0.3, n=15)["power"] == pytest.approx(right, rel=1e-7)
    f = stats.f.isf(0.025, 29, 29)
    right = stats.f.sf(f / 2.25, 29, 29) + stats.f.sf(f * 2.25, 29, 29)
    assert sqc.samplesize(test="variance", effect=1.5, n=30)["power"] == pytest.approx(right, rel=1e-9)
    assert sqc.samplesize(test="variance", effect=1 / 1.5, n=30)["power"] == pytest.approx(right, rel=1e-9)


def test_exact_powers_count_every_table():
    n, p, q = 9, 0.2, 0.75
    x = np.arange(n + 1)
    first, second = stats.binom.pmf(x, n, p), stats.binom.pmf(x, n, q)
    right = sum(
        first[a] * second[b]
        for a in x
        for b in x
        if stats.fisher_exact([[a, b], [n - a, n - b]]).pvalue <= 0.05
    )
    assert fisher_power(n, p, q) == pytest.approx(right, rel=1e-10)
    right = sum(
        stats.poisson.pmf(a, 8) * stats.poisson.pmf(b, 20)
        for a in range(40)
        for b in range(70)
        if a + b > 0 and stats.binomtest(a, a + b, 0.5).pvalue <= 0.05
    )
    assert rate_power(4, 2.0, 5.0) == pytest.approx(right, rel=1e-8)


def test_equivalence_against_a_simulation():
    rng = np.random.default_rng(1)
    n, margin, true = 12, 1.2, 0.3
    x, y = rng.normal(0, 1, (40_000, n)), rng.normal(true, 1, (40_000, n))
    d, se = y.mean(1) - x.mean(1), np.sqrt((x.var(1, ddof=1) + y.var(1, ddof=1)) / n)
    inside = np.abs(d) + stats.t.isf(0.05, 2 * n - 2) * se < margin
    assert equivalence_power(n, true, margin) == pytest.approx(inside.mean(), abs=0.01)
    one = sqc.samplesize(test="equivalence", margin=0.5, given_sigma=0.8, groups=1)
    two = sqc.samplesize(test="equivalence", margin=0.5, given_sigma=0.8)
    assert one["n"] < two["n"]
    assert equivalence_power(3, 0.0, 0.01) < 1e-9


def test_shares_by_all_tables_or_by_the_normal_curve():
    exact = sqc.samplesize(test="proportion", given_center=0.2, difference=-0.15)
    assert exact["power"] == pytest.approx(fisher_power(exact["n"], 0.2, 0.05), rel=1e-12)
    normal = sqc.samplesize(test="proportion", given_center=0.2, difference=-0.15, method="normal")
    assert normal["n"] < exact["n"]
    assert "normal approximation" in str(normal)
    large = sqc.samplesize(test="proportion", given_center=0.05, difference=-0.03)
    assert "n_fraction" in large.facts
    counted = sqc.samplesize(test="proportion", given_center=0.2, difference=-0.15, method="exact", n=60)
    assert counted["power"] == pytest.approx(fisher_power(60, 0.2, 0.05), rel=1e-12)
    table = sqc.samplesize(test="proportion", groups=4, effect=0.2)
    assert table["n_total"] == 4 * table["n"]
    one = sqc.samplesize(test="proportion", given_center=0.2, difference=-0.15, side="one")
    assert "one-sided" in str(one)


def test_shares_on_the_scale_of_arcsines():
    found = sqc.samplesize(test="proportion", given_center=0.05, difference=0.05, method="arcsine", n=150)
    h = 2 * (math.asin(math.sqrt(0.1)) - math.asin(math.sqrt(0.05)))
    away, z = h * math.sqrt(75), stats.norm.isf(0.025)
    assert found["power"] == pytest.approx(stats.norm.cdf(away - z) + stats.norm.cdf(-away - z), rel=1e-12)
    assert "h = 0.1925" in str(found)
    seen = sqc.samplesize(test="proportion", given_center=0.05, method="arcsine", n=150)
    again = sqc.samplesize(test="proportion", given_center=0.05, difference=seen["difference"], n=150,
                           method="arcsine")  # fmt: skip
    assert again["power"] == pytest.approx(0.8, abs=1e-9)
    lower = sqc.samplesize(test="proportion", given_center=0.1, difference=-0.05, method="arcsine")
    assert "n_fraction" in lower.facts


def test_the_same_items_judged_twice():
    found = sqc.samplesize(test="paired-proportion", given_changed=0.3, difference=-0.15)
    assert found["power"] == mcnemar_power(found["n"], 0.3, 0.15) >= 0.8
    assert f"Inspect {found['n']} items twice" in str(found)
    assert "30.0 % of the items change" in str(found)
    normal = sqc.samplesize(test="paired-proportion", given_changed=0.3, difference=0.15, method="normal")
    assert normal["n"] < found["n"]
    large = sqc.samplesize(test="paired-proportion", given_changed=0.02, difference=0.003)
    assert large["n"] > 2000
    assert large["power"] == pytest.approx(mcnemar_power_normal(large["n"], 0.02, 0.003), rel=1e-12)
    seen = sqc.samplesize(test="paired-proportion", given_changed=0.3, n=100)
    assert mcnemar_power(100, 0.3, seen["difference"]) == pytest.approx(0.8, abs=1e-9)


@pytest.mark.parametrize("sides", [1, 2])
def test_the_power_of_mcnemar_counts_every_table(sides):
    n, up, down = 14, 0.35, 0.1
    power = 0.0
    side = "two-sided" if sides == 2 else "greater"
    for b in range(n + 1):
        for c in range(n + 1 - b):
            if b + c and stats.binomtest(b, b + c, alternative=side).pvalue <= 0.05 * (1 + 1e-12):
                power += stats.multinomial.pmf([b, c, n - b - c], n, [up, down, 1 - up - down])
    assert mcnemar_power(n, up + down, up - down, 0.05, sides) == pytest.approx(power, rel=1e-9)


def test_counts():
    found = sqc.samplesize(test="counts", given_center=4, difference=-2)
    assert found["power"] >= 0.8 > rate_power(found["n"] - 1, 4, 2)
    assert "Inspect 13 units" in str(found)


def test_a_saw_tooth_is_followed_until_it_stays_up():
    saw = [0.1, 0.5, 0.85, 0.7, *[0.9] * 20]
    assert units_needed(lambda n: saw[n - 1], 0.8, 3, 24) == 5
    assert units_needed(lambda n: 0.1, 0.8, 1, 30) is None


def test_every_test_has_a_picture_an_explanation_and_chinese(tmp_path):
    asked = {
        "t": {"effect": 0.6}, "paired": {"effect": 0.6}, "one-sample": {"effect": 0.6},
        "anova": {"effect": 0.4}, "proportion": {"given_center": 0.9, "difference": 0.08},
        "variance": {"effect": 1.5}, "correlation": {"effect": 0.8},
        "counts": {"given_center": 2.0, "difference": 2.0},
        "paired-proportion": {"given_changed": 0.5, "difference": 0.3},
        "equivalence": {"margin": 1.0, "given_sigma": 1.0, "difference": 0.2},
    }  # fmt: skip
    assert set(asked) == set(TESTS)
    for test, options in asked.items():
        found = sqc.samplesize(test=test, **options)
        found.save(tmp_path / f"{test}.svg", "zh")
        assert {one.key for one in found.findings_list()} <= set(SAMPLESIZE.criteria)
        assert "power" in found.explain("power")
        assert "概率" in found.to_text("zh")
        assert len(found.to_frame()) > 10


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({}, "no-test"),
        ({"test": "t"}, "no-effect"),
        ({"test": "counts", "given_center": 2.0}, "no-effect"),
        ({"test": "equivalence", "given_sigma": 1.0}, "no-effect"),
        ({"test": "variance"}, "no-effect"),
        ({"test": "correlation"}, "no-effect"),
        ({"test": "t", "difference": 1.0}, "no-sigma"),
        ({"test": "equivalence", "margin": 1.0}, "no-sigma"),
        ({"test": "equivalence", "margin": 1.0, "given_sigma": 1.0, "difference": 2.0}, "option-range"),
        ({"test": "equivalence", "margin": 1.0, "given_sigma": 1.0, "groups": 3}, "option-range"),
        ({"test": "proportion", "difference": 0.1}, "no-center"),
        ({"test": "proportion", "given_center": 0.1, "difference": -0.2}, "option-range"),
        ({"test": "proportion", "given_center": 0.1, "difference": 0.0}, "option-range"),
        ({"test": "proportion", "given_center": 1.1, "difference": -0.2}, "option-range"),
        ({"test": "proportion", "effect": 0.2, "given_center": 0.1}, "option-clash"),
        ({"test": "proportion", "groups": 3, "given_center": 0.1}, "no-effect"),
        ({"test": "paired-proportion", "difference": 0.1}, "no-changed"),
        ({"test": "paired-proportion", "given_changed": 0.1}, "no-effect"),
        ({"test": "paired-proportion", "given_changed": 0.1, "difference": 0.2}, "option-range"),
        ({"test": "paired-proportion", "given_changed": 1.5, "difference": 0.2}, "option-range"),
        (
            {"test": "paired-proportion", "given_changed": 0.5, "difference": 0.2, "method": "arcsine"},
            "option-clash",
        ),
        ({"test": "paired-proportion", "given_changed": 0.5, "n": 4}, "too-few-values"),
        ({"test": "t", "effect": 0.5, "given_changed": 0.5}, "option-unused"),
        ({"test": "t", "difference": 1.0, "effect": 1.0}, "option-clash"),
        ({"test": "t", "effect": 0.0}, "option-range"),
        ({"test": "t", "effect": 0.5, "given_sigma": -1.0}, "option-range"),
        ({"test": "t", "effect": 0.5, "power": 1.0}, "option-range"),
        ({"test": "t", "effect": 0.5, "power": 0.04}, "option-range"),
        ({"test": "t", "effect": 0.5, "n": 1}, "option-range"),
        ({"test": "t", "effect": 0.5, "groups": 3}, "option-unused"),
        ({"test": "t", "effect": 1e-5}, "too-many-values"),
        ({"test": "proportion", "given_center": 0.5, "n": 3, "method": "exact"}, "too-few-values"),
        ({"test": "anova", "groups": 1, "effect": 0.4}, "option-range"),
        ({"test": "variance", "effect": 1.0}, "option-range"),
        ({"test": "correlation", "effect": 1.0}, "option-range"),
    ],
)
def test_what_has_no_answer_is_refused_in_one_sentence(options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.samplesize(**options)
    assert error.value.key == key
    assert "\n" not in str(error.value)


def test_the_command_line(capsys):
    assert main(["samplesize", "--test", "t", "--effect", "0.5", "--quiet"]) == 0
    assert "64 values in each of 2 groups" in capsys.readouterr().out
    assert main(["samplesize", "--explain", "n_known_sigma"]) == 0
    assert main(["samplesize"]) == 2
    assert main(["samplesize", "--test", "t", "--effect", "0.5", "--format", "json"]) == 0
