"""What must hold between two charts of the same kind, whatever the numbers are."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sqc

from .test_charts import COUNTS, SINGLE, SUBGROUPS, normal, panels_of

SEEDS = st.integers(0, 2**32)
FAST = settings(max_examples=4)


def columns_of(kind: str, r: random.Random, n: int = 30) -> tuple[dict[str, list], dict[str, str]]:
    """Columns of n points and the options that say what they are."""
    if kind in SINGLE or kind == "run":
        return {"x": normal(r, n)}, {"value": "x"}
    if kind in SUBGROUPS:
        label = [f"g{i // 4:03}" for i in range(4 * n)]
        return {"x": normal(r, 4 * n), "g": label}, {"value": "x", "subgroup": "g"}
    same = kind in ("np", "c")
    size = [200 if same else r.randint(100, 300) for _ in range(n)]
    counts = {"x": [r.randint(1, 25) for _ in range(n)]}
    return (
        (counts, {"value": "x"}) if kind == "c" else (counts | {"n": size}, {"value": "x", "inspected": "n"})
    )


def close(a: float, b: float, size: float) -> bool:
    return a == pytest.approx(b, rel=1e-10, abs=1e-11 * size, nan_ok=True)


def alike(one, other, f=lambda point: point) -> None:
    """The same lines, but for what `f` does to the points of the first."""
    for a, b in zip(one, other, strict=True):
        size = max(abs(v) for v in b if not math.isnan(v))
        assert all(close(x, y, size) for x, y in zip(f(a), b, strict=True)), (a, b)


@pytest.mark.parametrize("kind", [*SINGLE, *SUBGROUPS])
@FAST
@given(SEEDS)
def test_the_mirror_image(kind, seed):
    columns, told = columns_of(kind, random.Random(seed))
    one = sqc.chart(columns, kind=kind, rules="nelson", **told)
    other = sqc.chart(columns | {"x": [-v for v in columns["x"]]}, kind=kind, rules="nelson", **told)
    turned = panels_of(other)
    for key, panel in panels_of(one).items():
        if key in ("r", "s", "mr"):
            alike(panel, turned[key])
        else:
            mirror = lambda p: (-p.statistic, -p.center, -p.upper, -p.lower, p.sigma)  # noqa: E731
            alike(panel, turned[key], mirror)
    assert {s[:2] + s[3:6] for s in one.list_signals()} == {s[:2] + s[3:6] for s in other.list_signals()}


@pytest.mark.parametrize("kind", [*SUBGROUPS, "p", "np", "c", "u"])
@FAST
@given(SEEDS)
def test_limits_do_not_depend_on_the_order_of_the_points(kind, seed):
    r = random.Random(seed)
    columns, told = columns_of(kind, r)
    rows = 4 if kind in SUBGROUPS else 1
    order = r.sample(range(30), 30)
    mixed = {
        name: cells if name == "g" else [cells[rows * i + j] for i in order for j in range(rows)]
        for name, cells in columns.items()
    }
    one, other = (panels_of(sqc.chart(c, kind=kind, **told)) for c in (columns, mixed))
    for key, panel in one.items():
        alike([panel[i] for i in order], other[key])


@pytest.mark.parametrize("kind", [*SINGLE, *SUBGROUPS, *COUNTS, "run"])
@FAST
@given(SEEDS)
def test_a_stage_is_a_chart_of_its_own(kind, seed):
    r = random.Random(seed)
    columns, told = columns_of(kind, r)
    rows = len(columns["x"])
    border = rows * 2 // 5
    staged = columns | {"stage": ["a" if i < border else "b" for i in range(rows)]}
    whole = sqc.chart(staged, kind=kind, stage="stage", rules="nelson" if kind != "run" else None, **told)
    for part, first in ((slice(0, border), 0), (slice(border, rows), 12)):
        own = {name: cells[part] for name, cells in columns.items()}
        chart = sqc.chart(own, kind=kind, rules="nelson" if kind != "run" else None, **told)
        for key, panel in panels_of(chart).items():
            alike(panel, panels_of(whole)[key][first : first + len(panel)])
        inside = {
            (s.panel, s.position - first, s.rule)
            for s in whole.list_signals()
            if first < s.position <= first + len(panel)
        }
        assert {(s.panel, s.position, s.rule) for s in chart.list_signals()} == inside


PAIRS = [("xbar-r", "xbar"), ("xbar-r", "r"), ("xbar-s", "s"), ("i-mr", "i"), ("i-mr", "mr")]


@pytest.mark.parametrize(("both", "alone"), PAIRS)
@FAST
@given(SEEDS)
def test_a_panel_alone_is_the_panel_of_the_pair(both, alone, seed):
    columns, told = columns_of(both, random.Random(seed))
    one = sqc.chart(columns, kind=both, rules="nelson", **told)
    other = sqc.chart(columns, kind=alone, rules="nelson", **told)
    alike(panels_of(one)[alone], panels_of(other)[alone])
    assert [s for s in one.list_signals() if s.panel == alone] == other.list_signals()


@FAST
@given(SEEDS)
def test_np_is_n_times_p_and_c_is_u_of_one(seed):
    columns, _ = columns_of("np", random.Random(seed))
    p, np = (sqc.chart(columns, value="x", inspected="n", kind=kind) for kind in ("p", "np"))
    alike(panels_of(p)["p"], panels_of(np)["np"], lambda point: [200 * v for v in point])
    c = sqc.chart({"x": columns["x"]}, value="x", kind="c")
    u = sqc.chart(columns | {"n": [1] * 30}, value="x", inspected="n", kind="u")
    alike(panels_of(c)["c"], panels_of(u)["u"])


@FAST
@given(SEEDS, st.sampled_from([0.25, 4.0, 1024.0]))
def test_areas_in_another_unit(seed, times):
    columns, told = columns_of("u", random.Random(seed))
    for kind in ("u", "laney-u"):
        one = sqc.chart(columns, kind=kind, **told)
        other = sqc.chart(columns | {"n": [n * times for n in columns["n"]]}, kind=kind, **told)
        alike(panels_of(one)["u"], panels_of(other)["u"], lambda point: [v / times for v in point])
