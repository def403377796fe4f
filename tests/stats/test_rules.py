"""Run rules: qcc 3.0 (run_rules.json, charts), and a slow obvious implementation on random panels."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sqc.stats import constants, grouped
from sqc.stats.rules import KINDS, Panel, Rule, mask, masks, members

from .data_files import load

NELSON = (
    Rule("1", "beyond_limit", 1, 1),
    Rule("2", "run_same_side", 9, 9),
    Rule("3", "trend", 6, 6),
    Rule("4", "alternation", 14, 14),
    Rule("5", "k_of_m_beyond", 2, 3, z=2.0),
    Rule("6", "k_of_m_beyond", 4, 5, z=1.0),
    Rule("7", "hugging", 15, 15, z=1.0),
    Rule("8", "avoidance", 8, 8, z=1.0),
)
QCC = {
    "WE1": NELSON[0],
    "WE2": NELSON[4],
    "WE3": NELSON[5],
    "WE4": Rule("4", "run_same_side", 8, 8),
    "NEL1": NELSON[0],
} | {f"NEL{i}": NELSON[i - 1] for i in range(2, 9)}


def standard(z):
    return Panel(np.asarray(z, dtype=float), 0.0, -3.0, 3.0, 1.0)


@pytest.mark.parametrize("case", load("run_rules")["cases"], ids=lambda case: case["id"])
def test_series(case):
    for name, expected in case["expected"].items():
        found = np.flatnonzero(mask(QCC[name], standard(case["z"]), [0])) + 1
        assert found.tolist() == expected, name


# On variable n qcc judges a whole window by the newest point's limits (a defect); R and S panels there have
# one center line in qcc and one per point here. Both as noted with the data.
ZONES = {"WE2", "WE3", "NEL5", "NEL6"}
VARIABLES = load("charts_variables")
WITH_SIGNALS = [case for case in VARIABLES["cases"] if "signals_1based" in case["expected"]]


@pytest.mark.parametrize("case", WITH_SIGNALS, ids=lambda case: case["id"])
def test_charts_of_measurements(case):
    data, expected, kind = VARIABLES["data"][case["data"]], case["expected"], case["params"]["type"]
    sizes = np.array(data.get("sizes", [1] * len(data["value"])))
    groups = grouped.describe(data["value"], np.cumsum(sizes) - sizes)
    unequal = len(set(sizes)) > 1
    if kind in ("xbar", "individuals"):
        statistic, scale = groups.mean, 1 / np.sqrt(groups.n)
    else:
        statistic = groups.range if kind == "R" else groups.sd
        scale = constants.d3(groups.n) if kind == "R" else constants.c5(groups.n)
    panel = Panel(statistic, expected["center"], expected["lcl"], expected["ucl"], expected["sigma"] * scale)
    for name, signals in expected["signals_1based"].items():
        if signals is None or (unequal and name in ZONES):
            continue
        assert (np.flatnonzero(mask(QCC[name], panel, [0])) + 1).tolist() == signals, name


ATTRIBUTES = [case for case in load("charts_attributes")["cases"] if "signals_1based" in case["expected"]]


@pytest.mark.parametrize("case", ATTRIBUTES, ids=lambda case: case["id"])
def test_charts_of_counts(case):
    expected, kind = case["expected"], case["params"]["type"]
    statistic = np.array(expected["statistics"] + expected.get("newstats", []), dtype=float)
    limits = [np.array(expected[key], dtype=float) for key in ("lcl", "ucl")]
    if limits[0].size == 0:
        pytest.skip("qcc gives no limits for this chart")
    sd = (limits[1] - expected["center"]) / 3
    unequal = kind in ("p", "u") and limits[1].size > 1
    panel = Panel(statistic, expected["center"], *limits, sd)
    for name, signals in expected["signals_1based"].items():
        if signals is None or (unequal and name in ZONES):
            continue
        assert (np.flatnonzero(mask(QCC[name], panel, [0])) + 1).tolist() == signals, name


def near_limit(rule, z, center, lower, upper, sides, window):
    for far, sign in zip(sides, (1, -1), strict=True):
        past = [z[i] > upper[i] if sign > 0 else z[i] < lower[i] for i in window]
        found = [i for i, out in zip(window, past, strict=True) if far(i) and not out]
        there = all(np.sign(z[i] - center[i]) == sign for i in window)
        if there and len(found) >= rule.k and (window[-1] in found or not rule.last_point_required):
            return found
    return []


def plain(rule, z, center, sigma, lower, upper, stage, end):
    """Signal of a rule at one point, written down as the rule reads; also the points that make it up."""
    size = rule.window
    window = list(range(end - size + 1, end + 1))
    if window[0] < 0 or any(stage[i] != stage[end] for i in window) or any(np.isnan(z[i]) for i in window):
        return []

    def width(i, side):
        to_limit = (center[i] - lower[i] if side == "lower" else upper[i] - center[i]) / 3
        return {"sigma": sigma[i], "side": to_limit, "upper": (upper[i] - center[i]) / 3}[rule.zone]

    def above(i, level=rule.z):
        return z[i] > (upper[i] if level is None else center[i] + level * width(i, "upper"))

    def below(i, level=rule.z):
        return z[i] < (lower[i] if level is None else center[i] - level * width(i, "lower"))

    counted = rule.kind == "run_same_side" and rule.k < rule.m
    if rule.kind in ("beyond_limit", "k_of_m_beyond") or counted:
        sides = {"upper": [above], "lower": [below], "any": [lambda i: above(i) or below(i)]}
        if counted:
            sides = {"each": [lambda i: z[i] > center[i], lambda i: z[i] < center[i]]}
        for side in sides.get(rule.side, [above, below]):
            found = [i for i in window if side(i)]
            if len(found) >= rule.k and (side(end) or not rule.last_point_required):
                return found
        return []
    if rule.kind == "k_of_m_near_limit":
        return near_limit(rule, z, center, lower, upper, (above, below), window)
    if rule.kind == "middle_third":
        third = (upper - lower) / 3
        inside = sum(lower[i] + third[i] <= z[i] <= upper[i] - third[i] for i in window)
        judged = not any(np.isnan(third[i]) for i in window)
        return window if judged and (inside < rule.k or inside > rule.high) else []
    steps = [np.sign(z[i] - z[i - 1]) for i in window[1:]]
    answer = {
        "run_same_side": lambda: (
            all(z[i] > center[i] for i in window) or all(z[i] < center[i] for i in window)
        ),
        "repeat_zero": lambda: all(z[i] == 0 for i in window),
        "trend": lambda: all(step > 0 for step in steps) or all(step < 0 for step in steps),
        "alternation": lambda: all(a * b < 0 for a, b in pairwise(steps)),
        "hugging": lambda: not any(above(i) or below(i) for i in window),
        "avoidance": lambda: (
            all(above(i) or below(i) for i in window)
            and (rule.side == "any" or (any(map(above, window)) and any(map(below, window))))
        ),
        "range_pair": lambda: (
            (above(end, rule.z / 2) and below(end - 1, rule.z / 2))
            or (below(end, rule.z / 2) and above(end - 1, rule.z / 2))
        ),
    }[rule.kind]()
    return window if answer else []


SHORT = (
    Rule("a", "beyond_limit", 1, 1),
    Rule("b", "beyond_limit", 1, 1, side="upper"),
    Rule("c", "run_same_side", 3, 3),
    Rule("d", "trend", 3, 3),
    Rule("e", "trend", 3, 3, count_in="steps"),
    Rule("f", "alternation", 4, 4),
    Rule("g", "k_of_m_beyond", 2, 3, z=2.0),
    Rule("h", "k_of_m_beyond", 3, 5, z=1.0),
    Rule("i", "k_of_m_beyond", 2, 4, z=1.0, side="any", last_point_required=False),
    Rule("j", "k_of_m_beyond", 2, 2, z=None, side="lower"),
    Rule("k", "hugging", 3, 3, z=1.0),
    Rule("l", "avoidance", 3, 3, z=1.0, side="both-required"),
    Rule("m", "avoidance", 3, 3, z=1.0, side="any"),
    Rule("n", "range_pair", 2, 2, z=4.0, side="opposite"),
    Rule("o", "k_of_m_beyond", 4, 5, z=0.0),
    Rule("p", "run_same_side", 3, 4),
    Rule("q", "middle_third", 2, 5, high=3),
    Rule("r", "k_of_m_near_limit", 2, 3, z=2.0, last_point_required=False),
    Rule("s", "k_of_m_near_limit", 2, 3, z=1.0),
    Rule("t", "repeat_zero", 2, 2),
    Rule("u", "k_of_m_beyond", 2, 3, z=2.0, zone="side"),
    Rule("v", "k_of_m_beyond", 2, 3, z=2.0, zone="upper"),
    Rule("w", "hugging", 3, 3, z=1.0, zone="upper"),
    Rule("x", "avoidance", 3, 3, z=1.0, zone="side"),
)
# coarse steps: ties, points on the center and points on the lines are common
POINTS = some.lists(
    some.one_of(some.integers(-7, 7).map(lambda i: i / 2), some.just(float("nan"))), min_size=0, max_size=40
)


def test_every_kind_is_tried():
    assert {rule.kind for rule in SHORT} == set(KINDS)


@given(POINTS, some.integers(0, 2**32 - 1))
@settings(max_examples=400, deadline=None)
def test_masks_and_members_are_the_plain_reading(points, seed):
    rng = np.random.default_rng(seed)
    z, n = np.array(points, dtype=float), len(points)
    center = rng.choice([0.0, 0.5], n) if seed % 2 else np.zeros(n)
    sigma = rng.choice([1.0, 0.5], n) if seed % 3 else np.ones(n)
    lower, upper = center - 3 * sigma, center + 3 * sigma
    if seed % 7 == 0:
        upper = upper + rng.choice([0.0, 1.5], n)
    if seed % 5 == 0:
        lower = np.full(n, np.nan)
    starts = np.unique(np.concatenate(([0], rng.integers(0, n + 1, seed % 4)))).astype(int)
    stage = np.searchsorted(starts, np.arange(n), side="right")
    panel = Panel(z, center, lower, upper, sigma)
    found = masks(SHORT, panel, starts)
    for row, rule in zip(found, SHORT, strict=True):
        for end in range(n):
            expected = plain(rule, z, center, sigma, lower, upper, stage, end)
            assert row[end] == bool(expected), (rule.id, end)
            assert members(rule, panel, starts, end).tolist() == expected, (rule.id, end)


@pytest.mark.parametrize("shift", [0, 1, 7, 13])
def test_blocks_join_without_a_seam(shift):
    """A series longer than a block, its patterns set across the border of the blocks."""
    z = np.random.default_rng(1).normal(size=(1 << 17) + 100)
    border = 1 << 16
    z[border - 8 + shift : border + 8 + shift] = np.linspace(0.1, 0.9, 16)
    whole = masks(NELSON, standard(z), [0])
    part = masks(NELSON, standard(z[border - 100 : border + 100]), [0])
    # the first window of the part cannot look back
    assert (whole[:, border - 80 : border + 100] == part[:, 20:]).all()
    assert whole[:, border - 8 : border + 24].any()


def test_edges():
    assert masks(NELSON, standard([]), [0]).shape == (8, 0)
    assert masks((), standard([1.0]), [0]).shape == (0, 1)
    assert not mask(NELSON[0], standard([3.0, -3.0]), [0]).any()
    undefined = Panel(np.array([9.0, 9.0]), np.array([0.0, np.nan]), np.nan, 3.0, 1.0)
    assert mask(NELSON[0], undefined, [0]).tolist() == [True, False]
    assert not mask(Rule("x", "run_same_side", 2, 2), undefined, [0]).any()
    with pytest.raises(ValueError, match="line of 3"):
        mask(NELSON[0], Panel(np.zeros(2), np.zeros(3), 0.0, 0.0, 1.0), [0])
    with pytest.raises(ValueError, match="no rule kind"):
        Rule("1", "nonsense", 1, 1)
    with pytest.raises(ValueError, match="no window"):
        Rule("1", "k_of_m_beyond", 4, 3)
    with pytest.raises(ValueError, match="no window"):
        Rule("1", "alternation", 2, 2)


def test_lines_may_be_numbers_views_or_arrays():
    z = np.random.default_rng(4).normal(size=500)
    ones = np.ones(500)
    one = masks(NELSON, standard(z), [0])
    view = masks(NELSON, Panel(z, *(np.broadcast_to(v, 500) for v in (0.0, -3.0, 3.0, 1.0))), [0])
    full = masks(NELSON, Panel(z, 0 * ones, -3 * ones, 3 * ones, ones), [0])
    assert (one == view).all() and (one == full).all()


def test_ties_and_missing_points_can_be_left_out():
    """As the IHI run chart rules count: a point on the median is skipped, equal neighbours count once."""
    z = [1.0, 2.0, 0.0, 1.0, np.nan, 2.0]
    run = Rule("1", "run_same_side", 3, 3, tie="ignore")
    assert mask(run, standard(z), [0]).tolist() == [False, False, False, True, False, False]
    assert members(run, standard(z), [0], 3).tolist() == [0, 1, 3]
    both = Rule("1", "run_same_side", 3, 3, tie="ignore", missing="ignore")
    assert mask(both, standard(z), [0]).tolist() == [False, False, False, True, False, True]
    assert members(both, standard(z), [0], 5).tolist() == [1, 3, 5]
    rise = Rule("2", "trend", 4, 4, tie="ignore")
    steps = [0.0, 1.0, 1.0, 2.0, 3.0]
    assert mask(rise, standard(steps), [0]).tolist() == [False] * 4 + [True]
    assert members(rise, standard(steps), [0], 4).tolist() == [0, 1, 3, 4]
    # equal values on both sides of a border are not neighbours
    assert mask(Rule("2", "trend", 3, 3, tie="ignore"), standard(steps), [0, 2]).tolist() == [False] * 4 + [
        True
    ]
    assert masks((NELSON[0], rise), standard(steps), [0])[1].tolist() == [False] * 4 + [True]


def test_strictness_on_the_line():
    z = [1.0, -1.0, 1.0]
    assert mask(Rule("7", "hugging", 3, 3, z=1.0), standard(z), [0]).tolist() == [False, False, True]
    assert not mask(Rule("7", "hugging", 3, 3, z=1.0, strict=False), standard(z), [0]).any()
    assert not mask(Rule("8", "avoidance", 3, 3, z=1.0), standard(z), [0]).any()
    assert mask(Rule("8", "avoidance", 3, 3, z=1.0, strict=False), standard(z), [0])[2]
    assert mask(Rule("1", "beyond_limit", 1, 1, strict=False), standard([3.0]), [0])[0]


def test_no_signal_by_rounding_noise():
    """c chart with center 16: the limit is 28 and a count of 28 is on it."""
    center = 16.0
    panel = Panel(np.array([28.0, 29.0]), center, center - 3 * center**0.5, center + 3 * center**0.5, 4.0)
    assert mask(NELSON[0], panel, [0]).tolist() == [False, True]


@pytest.mark.slow
def test_flagged_fraction():
    """All eight, k-of-m counted in any window: 0.0251784 (own simulation of 1.3e9 points, se 7.5e-6)."""
    rules = [Rule(r.id, r.kind, r.k, r.m, r.z, last_point_required=r.kind != "k_of_m_beyond") for r in NELSON]
    z = np.random.default_rng(11).normal(size=10_000_000)
    assert masks(rules, standard(z), [0]).any(axis=0).mean() == pytest.approx(0.0251784, abs=4e-4)


@pytest.mark.slow
def test_westgard_range_pair():
    """R_4s: share of points that signal, exact by the normal tails: 2 (1 - Phi(2))**2."""
    z = np.random.default_rng(12).normal(size=10_000_000)
    share = mask(Rule("R4s", "range_pair", 2, 2, z=4.0), standard(z), [0]).mean()
    assert share == pytest.approx(0.00103513700732, rel=0.03)


@pytest.mark.slow
def test_speed():
    """All eight Nelson rules together: 25 million points a second on one core."""
    panel = standard(np.random.default_rng(0).normal(size=2_000_000))
    best = np.inf
    for _ in range(7):
        begin = time.perf_counter()
        masks(NELSON, panel, [0])
        best = min(best, time.perf_counter() - begin)
    assert 2 / best > 25


# What other programs were seen to do, as the sets' published comparison names it, against what the rule says.


def test_six_rises_need_six_points_not_seven():
    """Points against steps: a program that counts six rises signals one point late; another never."""
    rise = standard([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0])
    assert mask(Rule("3", "trend", 6, 6), rise, [0]).tolist() == [False] * 5 + [True] * 2
    assert mask(Rule("3", "trend", 6, 6, count_in="steps"), rise, [0]).tolist() == [False] * 6 + [True]
    # six points have five rises: a rule that asks for six rises among six points never fires
    assert mask(Rule("3", "trend", 6, 6), standard([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), [0])[-1]


def test_hugging_signals_at_the_fifteenth_point():
    """Another program asks for more than 15 points and signals at the 16th."""
    close = standard([0.5, -0.5] * 8)
    assert np.flatnonzero(mask(NELSON[6], close, [0])).tolist() == [14, 15]


def test_eight_beyond_one_sigma_need_both_sides():
    """Minitab's wording and JASP pool the sides; Nelson asks for both."""
    one_side, both = standard([1.5] * 8), standard([1.5] * 7 + [-1.5])
    pooled = Rule("8", "avoidance", 8, 8, z=1.0, side="any")
    assert [mask(rule, one_side, [0])[-1] for rule in (NELSON[7], pooled)] == [False, True]
    assert [mask(rule, both, [0])[-1] for rule in (NELSON[7], pooled)] == [True, True]


def test_zones_of_a_cut_limit_would_cry_wolf():
    """R of two: the lower limit is 0; thirds of that distance signal at 7.9 % of points, sigma never."""
    pairs = np.random.default_rng(5).normal(size=(200_000, 2))
    center, sigma = constants.d2(2), constants.d3(2)
    panel = Panel(np.ptp(pairs, axis=1), center, 0.0, center + 3 * sigma, sigma)
    lower = {"kind": "k_of_m_beyond", "k": 2, "m": 3, "z": 2.0, "side": "lower"}
    assert mask(Rule("2", zone="side", **lower), panel, [0]).mean() == pytest.approx(0.079, abs=0.002)
    assert not mask(Rule("2", **lower), panel, [0]).any()


def test_a_k_of_m_rule_marks_the_point_that_is_itself_beyond():
    """Any window marks one point more, the first signal is the same."""
    z = standard([0.0, 2.5, 2.5, 0.0, 0.0])
    asked = mask(Rule("5", "k_of_m_beyond", 2, 3, z=2.0), z, [0])
    anywhere = mask(Rule("5", "k_of_m_beyond", 2, 3, z=2.0, last_point_required=False), z, [0])
    assert np.flatnonzero(asked).tolist() == [2]
    assert np.flatnonzero(anywhere).tolist() == [2, 3]


def test_a_value_on_the_center_breaks_a_run_or_is_left_out():
    """Broken: qcc, JASP, NHS. Left out: Anhoej on the median, IHI."""
    z = standard([1.0, 1.0, 0.0, 1.0, 1.0])
    assert not mask(Rule("2", "run_same_side", 4, 4), z, [0]).any()
    assert mask(Rule("2", "run_same_side", 4, 4, tie="ignore"), z, [0]).tolist() == [False] * 4 + [True]


def test_two_in_three_of_the_nhs_is_stricter():
    """A point outside the limit does not count, and the third point must lie on the same side."""
    nhs = Rule("3", "k_of_m_near_limit", 2, 3, z=2.0, last_point_required=False)
    western = Rule("2", "k_of_m_beyond", 2, 3, z=2.0)
    for z, found in (
        ([2.5, 0.5, 2.5], (True, True)),
        ([3.5, 0.5, 2.5], (False, True)),
        ([2.5, -0.5, 2.5], (False, True)),
    ):
        assert (mask(nhs, standard(z), [0])[-1], mask(western, standard(z), [0])[-1]) == found


def test_middle_third_at_its_borders():
    """Exact binomial: fewer than 11 of 25 with probability 0.33 %, more than 23 with 0.09 % (p = 0.6827)."""
    rule = Rule("4", "middle_third", 11, 25, high=23)
    for inside, fires in ((10, True), (11, False), (23, False), (24, True)):
        z = standard([0.0] * inside + [1.5] * (25 - inside))
        assert mask(rule, z, [0])[-1] == fires
    share = mask(rule, standard(np.random.default_rng(2).normal(size=2_000_000)), [0]).mean()
    assert share == pytest.approx(0.0033 + 0.0009, rel=0.05)
