"""Every finding of the report card fires once when it should and is silent on clean data."""

from __future__ import annotations

import numpy as np
import pytest

import sqc
from sqc.charts.catalog import KINDS

CHECKS = {
    "autocorrelation",
    "sawtooth",
    "variance-changed",
    "not-normal",
    "outlier",
    "hugging",
    "between-large",
    "resolution",
    "rounding",
    "ties-zero",
    "order-lost",
    "time-gap",
    "low-counts",
    "rare-events",
    "limits-old",
    "overdispersed",
    "underdispersed",
    "no-lower-limit",
    "missing",
}
NAN = float("nan")


def keys(chart, *levels):
    return [f.key for f in chart.findings if not levels or f.level in levels]


def clean(n=60, seed=1):
    """Normal quantiles in a shuffled order: no check has anything to say."""
    from scipy.stats import norm

    x = norm.ppf((np.arange(n) + 0.5) / n)
    np.random.default_rng(seed).shuffle(x)
    return (10 + x).round(3).tolist()


def ar(n, phi, seed=2):
    rng, x = np.random.default_rng(seed), [0.0]
    for e in rng.normal(0, 1, n - 1):
        x.append(phi * x[-1] + e)
    return np.round(x, 3).tolist()


def counts(values, n=100, kind="p"):
    if kind == "c":
        return sqc.chart({"d": values}, value="d", kind="c")
    return sqc.chart({"bad": values, "n": [n] * len(values)}, value="bad", inspected="n", kind=kind)


def groups(values):
    """A row is a subgroup of 5."""
    table = {f"x{i}": column for i, column in enumerate(np.asarray(values).round(3).T.tolist())}
    return sqc.chart(table, value="x0..x4", kind="xbar-r")


def normal_groups(seed=11, k=30, n=5):
    return np.random.default_rng(seed).normal(10, 1, (k, n))


FIRES = {
    "autocorrelation": lambda: sqc.chart(ar(100, 0.45)),
    "sawtooth": lambda: sqc.chart(ar(100, -0.7)),
    "not-normal": lambda: sqc.chart(np.random.default_rng(3).exponential(1, 60).round(3).tolist()),
    "variance-changed": lambda: sqc.chart(
        [10 + (v - 10) * (1 + 3 * (i >= 40)) for i, v in enumerate(clean(80))]
    ),
    "outlier": lambda: sqc.chart([*clean(30), 17.5, *clean(30, 5)]),
    "hugging": lambda: groups(normal_groups() + np.arange(5) * 3),
    "between-large": lambda: groups(normal_groups() + np.random.default_rng(1).normal(0, 2, (30, 1))),
    "rounding": lambda: sqc.chart((np.round(np.array(clean()) * 2) / 2).tolist()),
    "rare-events": lambda: counts([0, 1, 0, 0, 2, 0, 1, 0, 0, 0, 1, 0], 500),
    "low-counts": lambda: counts([1, 0, 2, 1, 1, 0, 3, 1, 1, 2] * 2, 50),
    "resolution": lambda: sqc.chart(np.random.default_rng(3).integers(0, 3, 60).tolist()),
    "ties-zero": lambda: sqc.chart([5.0, 5.0, 5.0, 6.0, 6.0, 6.0, 7.0, 7.0, 7.0, 4.0, 4.0, 4.0] * 3),
    "order-lost": lambda: sqc.chart(sorted(clean())),
    "overdispersed": lambda: counts([1, 30, 2, 25, 3, 28, 1, 26, 2, 24] * 2),
    "underdispersed": lambda: counts([20, 21, 20, 20, 21, 20, 21, 20] * 3),
    "no-lower-limit": lambda: counts([2, 3, 1, 4, 2, 3, 1, 4, 2, 3] * 2),
    "missing": lambda: sqc.chart([*clean(), NAN, 10.0]),
    "few-subgroups": lambda: sqc.chart(clean(20)),
    "unequal-n": lambda: sqc.chart({"bad": [9, 30], "n": [100, 200]}, value="bad", inspected="n", kind="p"),
    "signal-limit": lambda: sqc.chart([*clean(), 30.0]),
    "signal-spread": lambda: sqc.chart([*clean(120), *[12.2, 7.8] * 6, *clean(60, 5)], rules="limits"),
}


@pytest.mark.parametrize("key", FIRES)
def test_fires_once(key):
    chart = FIRES[key]()
    assert keys(chart).count(key) == 1
    finding = next(f for f in chart.findings if f.key == key)
    assert finding.message.render("en").isascii()
    assert finding.message.render("zh") != finding.message.render("en")


def test_silent_on_clean_values():
    assert not CHECKS & set(keys(sqc.chart(clean()), "watch", "act"))


def test_silent_on_clean_subgroups():
    groups = np.random.default_rng(11).normal(10, 1, (30, 5)).round(3).tolist()
    assert not CHECKS & set(keys(sqc.chart(groups, kind="xbar-r"), "watch", "act"))


def test_silent_on_clean_counts():
    bad = np.random.default_rng(5).binomial(400, 0.1, 30).tolist()
    assert not CHECKS & set(keys(counts(bad, 400), "watch", "act"))


def test_strong_autocorrelation_is_act():
    found = {f.key: f.level for f in sqc.chart(ar(200, 0.9)).findings}
    assert found["autocorrelation"] == "act"


def test_autocorrelation_is_not_judged_on_few_values():
    assert "autocorrelation" not in keys(sqc.chart(ar(29, 0.9)))


def test_missing_is_act_over_a_fifth():
    x = clean(40)
    half = [NAN if i % 3 == 0 else v for i, v in enumerate(x)]
    assert {f.key: f.level for f in sqc.chart(half).findings}["missing"] == "act"
    few = [NAN if i % 10 == 0 else v for i, v in enumerate(x)]
    assert {f.key: f.level for f in sqc.chart(few).findings}["missing"] == "watch"


def test_resolution_is_not_of_the_unit():
    """Picofarads in farads are not coarse."""
    x = np.array(clean())
    for scale in (1e-15, 1e-12, 1e9):
        found = {f.key: f.level for f in sqc.chart((x * scale).tolist()).findings}
        assert found["resolution"] == "ok"


def test_the_size_that_would_have_a_lower_limit():
    chart = counts([5, 6, 4, 5, 5, 5], 200)
    finding = next(f for f in chart.findings if f.key == "no-lower-limit")
    n = finding.values["n"]
    p = chart["p_center"]
    assert p - 3 * np.sqrt(p * (1 - p) / n) > 0 >= p - 3 * np.sqrt(p * (1 - p) / (n - 1))


def test_a_lower_limit_in_some_lots_is_no_finding():
    chart = sqc.chart({"bad": [40, 44, 1], "n": [400, 400, 10]}, value="bad", inspected="n", kind="p")
    assert "no-lower-limit" not in keys(chart, "watch", "act")


def test_a_change_point_says_when(tmp_path):
    toml = str(tmp_path / "a.toml")
    sqc.chart(clean(), save_limits=toml)
    new = [v + (4 if i >= 12 else 0) for i, v in enumerate(clean(24, 7))]
    chart = sqc.chart(new, limits=toml)
    finding = next(f for f in chart.findings if f.key == "change-point")
    assert finding.values["label"] == "13"
    assert 3 < finding.values["d"] < 5
    assert keys(sqc.chart(clean(24, 7), limits=toml)).count("change-point") == 0


def test_order_act_then_watch_then_ok():
    chart = sqc.chart(sorted([*clean(), NAN, 99.0]))
    rank = {"act": 0, "watch": 1, "ok": 2}
    levels = [rank[f.level] for f in chart.findings[1:]]
    assert levels == sorted(levels)


def test_low_counts_are_told_by_their_exact_tails(tmp_path):
    """p = 0.024 in lots of 50: UCL 0.0889, so 5 or more; P(X >= 5) of binomial(50, 0.024) = 0.0069."""
    from scipy.stats import binom

    low = {f.key: f for f in FIRES["low-counts"]().findings}["low-counts"]
    assert low.values["rate"] == pytest.approx(binom.sf(4, 50, 12 / 500), rel=1e-9)
    assert "signal falsely once in 145 points, not in 370; --alpha 0.0027" in low.message.render("en")
    values = [1, 0, 2, 1, 1, 0, 3, 1, 1, 2] * 2
    table = {"bad": values, "n": [50] * 20}
    exact = sqc.chart(table, value="bad", inspected="n", alpha=0.0027)
    assert "low-counts" not in keys(exact)
    path = str(tmp_path / "p.toml")
    sqc.chart(table, value="bad", inspected="n", save_limits=path)
    judged = sqc.chart(table, value="bad", inspected="n", limits=path)
    assert "low-counts" not in keys(judged)  # the file sets the limits


@pytest.mark.parametrize(
    ("kind", "laney"), [("p", "laney-p"), ("np", "laney-p"), ("c", "laney-u"), ("u", "laney-u")]
)
def test_counts_that_vary_too_much_or_too_little_are_told_of_laney(kind, laney):
    for key, values in (
        ("overdispersed", [1, 30, 2, 25, 3, 28, 1, 26, 2, 24] * 2),
        ("underdispersed", [20, 21, 20, 20, 21, 20, 21, 20] * 3),
    ):
        found = {f.key: f for f in counts(values, kind=kind).findings}[key]
        assert f"(--kind {laney})" in found.message.render("en")
        assert KINDS[laney].takes == "counts"


def test_a_point_left_out_has_no_part_in_the_dispersion():
    values = [*np.random.default_rng(5).binomial(400, 0.1, 24).tolist(), 120]
    table = {"bad": values, "n": [400] * 25}
    assert "overdispersed" in keys(sqc.chart(table, value="bad", inspected="n"))
    assert "overdispersed" not in keys(sqc.chart(table, value="bad", inspected="n", exclude="25"))
