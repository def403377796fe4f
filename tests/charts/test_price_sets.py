"""The price of any set of rules: the shipped table against exact run lengths and simulations of its own."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

import sqc
from sqc.charts.kind import Estimation, load_kind
from sqc.charts.price import Price, price_of
from sqc.charts.price_counts import simulated_counts
from sqc.charts.price_sets import SETS, bits_of, column_of, rows_of
from sqc.charts.rule_choice import rule_set
from sqc.charts.rulesets import rules_for
from sqc.charts.signals import judge
from sqc.data.sample import About, Individuals, Stages, Subgroups
from sqc.stats.grouped import describe
from sqc.stats.runlength import machines
from sqc.stats.runlength.counts import count_problem
from sqc.stats.runlength.machines import k_of_m
from sqc.stats.runlength.shewhart import shewhart_problem

from .joint import three_standard_errors

CHARTS = 40_000
KINDS = ("xbar-r", "xbar-s", "i-mr")


def error(share, charts=CHARTS):
    # and what the rounding of the table adds, half a step of the square root
    return np.hypot(np.sqrt(share * (1 - share) / charts), 0.0005 * 2 * np.sqrt(share))


@cache
def full_windows(k, m):
    """Machine of k of m points, the last of them among these, that waits for m points."""
    if k == m:
        return k_of_m(k, m)

    def step(state, hit):
        recent = (*state, hit)[-m:]
        return None if len(recent) == m and hit and sum(recent) >= k else recent[1 - m :]

    return machines.explore(step, (), 2)


def table_of(kind, phase, rules):
    judged = _judged(kind, rules, phase, 25, 5, 1, np.random.default_rng(0))
    return rows_of(kind, phase, rule_set(rules), judged)


def test_every_subset_stands_in_the_table_once():
    names = [f"nelson:{','.join(str(i + 1) for i in range(8) if bits >> i & 1)}" for bits in range(1, 256)]
    assert [column_of(bits_of(rule_set(name).rules)) for name in names] == list(range(255))
    assert len(set(SETS.tolist())) == len(SETS) == 263
    assert bits_of(rule_set("western-electric:1,2,3").rules) == bits_of(rule_set("nelson:1,5,6").rules)


@pytest.mark.parametrize(
    ("rules", "share"), [("nelson", 0.252), ("western-electric", 0.217), ("limits", 0.0654)]
)
def test_location_panel_of_25_points_with_known_limits(rules, share):
    """Published simulation of the sets (100,000 series of 25 independent normal points)."""
    for kind in KINDS:
        for rows in table_of(kind, 2, rules).values():
            assert rows["25"][1] == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(
    "rules",
    ["nelson", "western-electric", "nelson:1,5,6", "nelson:2,3,6", "nelson:4", "nelson:7", "nelson:8"],
)
def test_location_panel_against_exact_run_lengths(rules, monkeypatch):
    """The chains of the run lengths fire as soon as k points are met, a chart when its window is full."""
    monkeypatch.setattr(machines, "k_of_m", full_windows)
    exact = 1 - shewhart_problem(rule_set(rules).rules, [0.0]).survival(200)[0]
    far = []
    for kind in KINDS:
        for rows in table_of(kind, 2, rules).values():
            for points, row in rows.items():
                share = exact[int(points)]
                if share < 1e-12:
                    assert row[1] == 0
                elif share < 0.999:
                    far.append((row[1] - share) / error(share))
    three_standard_errors(far)  # of 70 to 80 rows, each simulated on its own


@pytest.mark.parametrize("kind", KINDS)
def test_the_default_sets_cost_the_same_in_both_tables(kind):
    size = 1.0 if kind == "i-mr" else 5.0
    for phase in (1, 2):
        for rules in ("limits", "nelson:1,2"):
            rows = table_of(kind, phase, rules)[str(max(int(size), 2))]
            for points in (25, 50, 100):
                share = _price(kind, rules, phase, points, size).any_signal
                assert abs(rows[str(points)][0][0] - share) < 3 * np.sqrt(2) * error(share)


def _price(kind: str, rules: str, phase: int, points: int, size: float) -> Price:
    judged = _judged(kind, rules, phase, points, int(size), 1, np.random.default_rng(0))
    found = price_of(kind, rule_set(rules), judged, size, phase, 1)
    assert found is not None
    return found


def _judged(kind, rules, phase, points, n, charts, rng):
    starts = np.arange(charts, dtype=np.int64) * points
    about = About(stages=Stages(starts, ("",) * charts))
    values = rng.standard_normal(charts * points * n)
    if kind == "i-mr":
        sample = Individuals(values, about)
    else:
        found = describe(values, np.arange(0, len(values), n))
        sample = Subgroups(found.n, found.mean, found.range, found.sd, about)
    record = load_kind(kind)
    parameters = record.estimate(sample, Estimation())
    if phase == 2:
        parameters = replace(parameters, values={"center": np.zeros(charts), "sigma": np.ones(charts)})
    panels, _ = record.panels(sample, parameters, Estimation(), None)
    return tuple(judge(panel, rule_set(rules), starts) for panel in panels)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_random_subsets_against_a_fresh_simulation(seed):
    rng = np.random.default_rng([77, seed])
    rules = "nelson:" + ",".join(str(i + 1) for i in np.flatnonzero(rng.random(8) < 0.5).tolist() or [4])
    for kind, n in (("xbar-r", 5), ("xbar-s", 12), ("i-mr", 1)):
        for phase, points in ((1, 25), (2, 25), (1, 50)):
            judged = _judged(kind, rules, phase, points, n, 10_000, rng)
            signals = sum(one.signalling.reshape(-1, points).sum(axis=1) for one in judged)
            price = _price(kind, rules, phase, points, float(n))
            for j in (1, 2, 3):
                share = price.chance_of(j)
                # 10,000 charts here and 40,000 there
                assert (
                    abs(np.mean(signals >= j) - share)
                    < 3 * np.hypot(error(share), error(share, 10_000)) + 1e-4
                )
            mean_error = np.sqrt(signals.var() * (1 / 10_000 + 1 / CHARTS))
            assert abs(signals.mean() - price.expected) < 3 * mean_error + 2e-3


@pytest.mark.slow
@pytest.mark.parametrize("rules", ["nelson", "western-electric"])
def test_a_long_chart_with_any_set(rules):
    """Beyond the table each point adds what the last points of known limits add."""
    found, price = [], []
    for seed in range(10):
        c = sqc.chart(np.random.default_rng(seed).normal(size=(20_000, 5)), kind="xbar-r", rules=rules)
        found.append(c["n_signals"])
        price.append(c["false_signals_expected"])
    assert np.mean(found) == pytest.approx(np.mean(price), rel=0.05)


def test_a_long_chart_with_alternation_alone():
    """Of 14! orders of 14 points 2 x 199,360,981 alternate (Euler's zigzag numbers), on both panels."""
    x = np.random.default_rng(1).normal(size=(20_000, 5))
    c = sqc.chart(x, kind="xbar-r", rules="nelson:4")
    expected = 2 * 20_000 * 2 * 199_360_981 / math.factorial(14)
    assert c["false_signals_expected"] == pytest.approx(expected, rel=0.03)


def test_many_signals_fall_off_slowly():
    price = _price("i-mr", "nelson", 1, 100, 1.0)
    chances = [price.chance_of(j) for j in range(1, 20)]
    assert all(a > b > 0 for a, b in pairwise(chances))


def _p_chart(**more):
    bad = np.random.default_rng(5).binomial(200, 0.05, 25)
    return sqc.chart({"bad": bad, "n": [200] * 25}, value="bad", inspected="n", kind="p", **more), bad


@pytest.mark.parametrize("rules", ["nelson", "western-electric", "nelson:2,3", "nelson:1,2"])
def test_counts_with_known_limits_against_exact_run_lengths(rules):
    c, bad = _p_chart()
    p = bad.sum() / 5000
    exact = 1 - count_problem("p", p, 200, rules_for(c.panels[0], rule_set(rules)), [p]).survival(25)[0, -1]
    signals = simulated_counts(c.judged[0], rule_set(rules), 2)
    assert np.mean(signals > 0) == pytest.approx(exact, abs=3 * np.sqrt(exact * (1 - exact) / len(signals)))


def test_c_chart_on_its_center_against_exact_run_lengths():
    """A count on the center breaks a run: mean count 3, a whole number."""
    c = sqc.chart([1, 5, 3, 3, 2, 4, 6, 0, 3, 3] * 3, kind="c")
    rules = rule_set("western-electric")
    exact = 1 - count_problem("c", 3.0, 1, rules_for(c.panels[0], rules), [3.0]).survival(30)[0, -1]
    share = np.mean(simulated_counts(c.judged[0], rules, 2) > 0)
    assert share == pytest.approx(exact, abs=3 * np.sqrt(exact * (1 - exact) / 13_333))


def test_counts_with_estimated_limits_against_a_simulation():
    """Lots of 200 at 5 %, their limits from the same 25 lots: beyond a limit or eight on one side."""
    x = np.random.default_rng(8).binomial(200, 0.05, (20_000, 25))
    center = x.mean(axis=1, keepdims=True)
    signal = (np.abs(x - center) > 3 * np.sqrt(center * (1 - center / 200))).any(axis=1)
    for side in (x > center, x < center):
        signal |= np.lib.stride_tricks.sliding_window_view(side, 8, axis=1).all(axis=2).any(axis=1)
    shares = []
    for seed in range(20):
        bad = np.random.default_rng(seed).binomial(200, 0.05, 25)
        c = sqc.chart(
            {"bad": bad, "n": [200] * 25}, value="bad", inspected="n", kind="p", rules="western-electric"
        )
        shares.append(c["false_signal_share"])
    assert np.mean(shares) == pytest.approx(np.mean(signal), abs=0.015)


def test_counts_too_many_to_price():
    counts = np.random.default_rng(1).poisson(9, 20_001)
    assert sqc.chart(counts, kind="c", rules="nelson").price is None


def test_counts_with_gaps_and_stages():
    bad = np.random.default_rng(5).binomial(200, 0.05, 40)
    data = {"stage": ["a"] * 20 + ["b"] * 20, "bad": bad, "n": [200, 150] * 20}
    c = sqc.chart(data, value="bad", inspected="n", stage="stage", kind="p", rules="nelson")
    single = sqc.chart(
        {"bad": bad[:20], "n": [200, 150] * 10}, value="bad", inspected="n", kind="p", rules="nelson"
    )
    assert single["false_signal_share"] < c["false_signal_share"] < 2 * single["false_signal_share"] + 0.02
