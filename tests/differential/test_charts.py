"""Every kind of chart against the obvious reference: each line of each point, each signal of each rule."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sqc
from sqc.charts.catalog import KINDS

from . import obvious
from .obvious import Panel, Point

SEEDS = st.integers(0, 2**32)
FAST = settings(max_examples=8)
LINES = ("statistic", "center", "lower", "upper", "sigma")
SUBGROUPS = ["xbar-r", "xbar-s", "median-r", "xbar", "r", "s"]
SINGLE = ["i-mr", "i", "mr"]
COUNTS = ["p", "np", "c", "u", "laney-p", "laney-u"]
CLOSE = 1e-12


def normal(r: random.Random, n: int) -> list[float]:
    """Values of some size and roundness, some with a shift, some with a far value."""
    middle, width = r.choice([(74.0, 0.01), (0.0, 1.0), (-500.0, 20.0), (1e6, 0.5), (0.003, 1e-5)])
    digits = r.choice([None, 2, 1]) if width >= 0.5 else None
    x = [r.gauss(middle, width) for _ in range(n)]
    if r.random() < 0.4:
        x[n // 2 :] = [v + 1.5 * width for v in x[n // 2 :]]
    if r.random() < 0.3:
        x[r.randrange(n)] += r.choice([-6, 6]) * width
    return x if digits is None else [round(v, digits) for v in x]


def staged(r: random.Random, n: int) -> list[int]:
    """One to three stages of eight points and more."""
    borders = sorted(r.sample(range(8, n - 8, 8), min(r.choice([0, 0, 1, 2]), (n - 16) // 8 or 0)))
    return [sum(i >= border for border in borders) for i in range(n)]


def left_out(r: random.Random, n: int) -> set[int]:
    return set(r.sample(range(n), r.choice([0, 0, 1, 3])))


def told(out: set[int]) -> dict[str, str]:
    return {"exclude": ",".join(str(i + 1) for i in sorted(out))} if out else {}


def panels_of(chart: sqc.ControlChart) -> dict[str, Panel]:
    return {
        p.key: [Point(*map(float, line)) for line in zip(*(getattr(p, name) for name in LINES), strict=True)]
        for p in chart.panels
    }


def same_lines(found: dict[str, Panel], expected: dict[str, Panel]) -> None:
    assert list(found) == list(expected)
    for key, panel in expected.items():
        assert len(found[key]) == len(panel)
        for i, (one, other) in enumerate(zip(found[key], panel, strict=True)):
            if math.isnan(other.center):
                assert math.isnan(one.statistic)
                continue
            # what cancels is as exact as what it is made of
            largest = max(abs(v) for v in other if not math.isnan(v))
            if abs(one.lower) <= CLOSE * largest and math.isnan(other.lower):
                one = one._replace(lower=math.nan)  # 0 but for rounding: not above it
            for name, a, b in zip(LINES, one, other, strict=True):
                assert a == pytest.approx(b, rel=CLOSE, abs=CLOSE * largest, nan_ok=True), (key, i, name)


def same_signals(chart: sqc.ControlChart, stages: list[int], rules: str) -> None:
    """The rules by brute force, on the chart's own lines: a tie is a tie for both."""
    expected = {
        (key, end + 1, f"{rules}-{rule}", tuple(i + 1 for i in points))
        for key, panel in panels_of(chart).items()
        for end, rule, points in obvious.signals(key, panel, stages, rules)
    }
    assert {(s.panel, s.position, s.rule, s.points) for s in chart.list_signals()} == expected


def with_stages(columns: dict[str, list[object]], stages: list[object]) -> dict[str, str]:
    if len(set(stages)) == 1:
        return {}
    columns["stage"] = [f"stage {one}" for one in stages]
    return {"stage": "stage"}


def subgroup_chart(kind: str, rules: str, seed: int) -> None:
    r = random.Random(seed)
    n = r.randint(24, 40)
    sizes = [r.choice([4, 5])] * n if r.random() < 0.5 else [r.randint(2, 9) for _ in range(n)]
    x = normal(r, sum(sizes))
    groups = [[x.pop() for _ in range(size)] for size in sizes]
    often = r.choice([0, 0, 0.05])
    groups = [[g[0], *(None if r.random() < often else v for v in g[1:])] for g in groups]
    stages, out = staged(r, n), left_out(r, n)
    method = r.choice(["rbar", "sbar", "pooled", "rms", "mvlue-r", "mvlue-s"])
    k = r.choice([3.0, 3.0, 2.0])
    columns = {
        "x": [v for g in groups for v in g],
        "subgroup": [f"g{i:03}" for i, g in enumerate(groups) for _ in g],
    }
    stage = with_stages(columns, [s for s, g in zip(stages, groups, strict=True) for _ in g])
    chart = sqc.chart(
        columns,
        value="x",
        subgroup="subgroup",
        kind=kind,
        sigma=method,
        k=k,
        rules=rules,
        **stage,
        **told(out),
    )
    same_lines(panels_of(chart), obvious.subgroup_chart(kind, groups, stages, out, method, k))
    same_signals(chart, stages, rules)


def single_chart(kind: str, rules: str, seed: int) -> None:
    r = random.Random(seed)
    n = r.randint(24, 80)
    often = r.choice([0, 0, 0.1])
    x = [None if r.random() < often else v for v in normal(r, n)]
    stages, out = staged(r, n), left_out(r, n)
    method, k = r.choice(["mr", "median-mr", "mssd"]), r.choice([3.0, 3.0, 2.0])
    columns = {"x": x}
    stage = with_stages(columns, stages)
    chart = sqc.chart(columns, value="x", kind=kind, sigma=method, k=k, rules=rules, **stage, **told(out))
    same_lines(panels_of(chart), obvious.single_chart(kind, x, stages, out, method, k))
    same_signals(chart, stages, rules)


def run_chart(kind: str, rules: str, seed: int) -> None:
    r = random.Random(seed)
    n = r.randint(24, 80)
    often = r.choice([0, 0, 0.1])
    x = [None if r.random() < often else v for v in normal(r, n)]
    stages, out = staged(r, n), left_out(r, n)
    columns = {"x": x}
    stage = with_stages(columns, stages)
    chart = sqc.chart(columns, value="x", kind=kind, **stage, **told(out))
    found = panels_of(chart)
    same_lines(found, obvious.run_chart(x, stages, out))
    expected = {(end + 1, f"anhoej-{rule}") for end, rule in obvious.anhoej(found["run"], stages, out)}
    assert {(s.position, s.rule) for s in chart.list_signals()} == expected


def count_chart(kind: str, rules: str, seed: int) -> None:
    r = random.Random(seed)
    n = r.randint(24, 60)
    equal = kind in ("np", "c") or r.random() < 0.3
    areas = kind in ("u", "laney-u")
    sizes: list[float] = [r.uniform(0.5, 4) if areas else r.randint(60, 400) for _ in range(n)]
    if equal:
        sizes = [1.0 if kind == "c" else sizes[0]] * n
    rate = r.choice([0.01, 0.05, 0.3]) if kind in ("p", "np", "laney-p") else r.choice([2.0, 9.0]) / sizes[0]
    often = r.choice([0, 0, 0.1])
    counts = [None if r.random() < often else float(_count(r, rate, size)) for size in sizes]
    counts[0] = 3.0
    stages = staged(r, n)
    out = {i for i in left_out(r, n) if i and counts[i] is not None}
    columns = {"lot": [f"A{i:03}" for i in range(n)], "x": counts}
    parts = {"exclude": ",".join(f"A{i:03}" for i in sorted(out))} if out else {}
    if kind != "c":
        columns["n"], parts["inspected"] = sizes, "n"
    parts |= with_stages(columns, stages)
    k = r.choice([3.0, 3.0, 2.0])
    chart = sqc.chart(columns, value="x", kind=kind, k=k, rules=rules, **parts)
    # a row without a count is no point
    rows = [i for i, count in enumerate(counts) if count is not None]
    counts, sizes, stages = ([of[i] for i in rows] for of in (counts, sizes, stages))
    out = {rows.index(i) for i in out}
    same_lines(panels_of(chart), obvious.count_chart(kind, counts, sizes, stages, out, k))
    same_signals(chart, stages, rules)


def _count(r: random.Random, rate: float, size: float) -> int:
    return max(0, min(int(size) if rate < 1 else 10**6, round(r.gauss(rate * size, math.sqrt(rate * size)))))


CHECKS = {
    **dict.fromkeys(SUBGROUPS, subgroup_chart),
    **dict.fromkeys(SINGLE, single_chart),
    **dict.fromkeys(COUNTS, count_chart),
    "run": run_chart,
}


@pytest.mark.parametrize("rules", obvious.RULES)
@pytest.mark.parametrize("kind", CHECKS)
@FAST
@given(SEEDS)
def test_every_line_and_every_signal(kind, rules, seed):
    CHECKS[kind](kind, rules, seed)


@pytest.mark.slow
@pytest.mark.parametrize("rules", obvious.RULES)
@pytest.mark.parametrize("kind", CHECKS)
def test_every_line_and_every_signal_of_many_charts(kind, rules):
    for seed in range(300):
        CHECKS[kind](kind, rules, seed)


def test_every_kind_has_its_reference():
    assert set(CHECKS) == set(KINDS)
