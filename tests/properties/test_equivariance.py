"""What must not depend on the unit, the zero of the scale or the order inside a subgroup."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sqc
from sqc.data.sample import Individuals, Subgroups

# whole numbers up to 2**20, scaled by powers of two and shifted by whole numbers: every sum is exact
VALUES = st.lists(st.integers(-(2**20), 2**20), min_size=6, max_size=40).filter(lambda x: len(set(x)) > 2)
GROUPS = (
    st.integers(2, 8)
    .flatmap(
        lambda n: st.lists(
            st.lists(st.integers(-(2**16), 2**16), min_size=n, max_size=n), min_size=3, max_size=15
        )
    )
    .filter(lambda g: any(len(set(row)) > 1 for row in g))
)
SCALES = st.integers(-20, 20).map(lambda e: 2.0**e)
SHIFTS = st.integers(-(2**20), 2**20)
FAST = settings(deadline=None, max_examples=40)
RULES = ("nelson", "western-electric")


def places(chart):
    return [(s.panel, s.position, s.rule, s.points) for s in chart.list_signals()]


def same(a, b):
    np.testing.assert_allclose(a, b, rtol=1e-9, atol=0, equal_nan=True)


def individuals(x):
    return Individuals(np.asarray(x, dtype=float))


def subgroups(rows):
    x = np.asarray(rows, dtype=float)
    n = np.full(len(x), x.shape[1])
    return Subgroups(n, x.mean(1), np.ptp(x, axis=1), x.std(1, ddof=1), values=x.ravel())


@FAST
@given(VALUES, SCALES, SHIFTS, st.sampled_from(RULES))
def test_individuals_move_with_their_unit(x, scale, shift, rules):
    one = sqc.chart([float(v) for v in x], rules=rules, kind="i-mr")
    other = sqc.chart([float(v) * scale for v in x], rules=rules, kind="i-mr")
    for a, b in zip(one.panels, other.panels, strict=True):
        for name in ("statistic", "center", "lower", "upper", "sigma"):
            same(getattr(a, name) * scale, getattr(b, name))
    assert places(one) == places(other)
    moved = sqc.chart([float(v) + shift for v in x], kind="i-mr", rules="limits")
    for name in ("center", "lower", "upper"):
        np.testing.assert_allclose(
            getattr(one.panels[0], name) + shift, getattr(moved.panels[0], name), rtol=1e-9, atol=1e-6
        )
    np.testing.assert_allclose(one.panels[1].upper, moved.panels[1].upper, rtol=1e-9)


@FAST
@given(GROUPS, SCALES, st.sampled_from(["xbar-r", "xbar-s"]), st.sampled_from(RULES))
def test_subgroups_move_with_their_unit(rows, scale, kind, rules):
    one = sqc.chart(subgroups(rows), kind=kind, rules=rules)
    other = sqc.chart(subgroups(np.asarray(rows) * scale), kind=kind, rules=rules)
    for a, b in zip(one.panels, other.panels, strict=True):
        for name in ("statistic", "center", "lower", "upper", "sigma"):
            same(getattr(a, name) * scale, getattr(b, name))
    assert places(one) == places(other)


@FAST
@given(VALUES, st.integers(-20, 20))
def test_the_verdict_does_not_depend_on_the_unit(x, e):
    one = sqc.chart([float(v) for v in x], kind="i-mr")
    other = sqc.chart([float(v) * 2.0**e for v in x], kind="i-mr")
    assert [(f.key, f.level) for f in one.findings] == [(f.key, f.level) for f in other.findings]


@FAST
@given(GROUPS, st.randoms(use_true_random=False), st.sampled_from(["xbar-r", "xbar-s"]))
def test_the_order_inside_a_subgroup_means_nothing(rows, random, kind):
    shuffled = [random.sample(row, len(row)) for row in rows]
    a, b = (
        sqc.chart(
            {
                "v": [float(v) for row in g for v in row],
                "subgroup": [str(i) for i, row in enumerate(g) for _ in row],
            },
            value="v",
            subgroup="subgroup",
            kind=kind,
        )
        for g in (rows, shuffled)
    )
    for one, other in zip(a.panels, b.panels, strict=True):
        np.testing.assert_allclose(one.statistic, other.statistic, rtol=1e-12, atol=1e-9)
        np.testing.assert_allclose(one.upper, other.upper, rtol=1e-12)
    assert [f.level for f in a.findings] == [f.level for f in b.findings]


@FAST
@given(GROUPS, st.sampled_from(["xbar-r", "xbar-s"]))
def test_five_arrays_are_as_good_as_a_file(tmp_path_factory, rows, kind):
    path = tmp_path_factory.mktemp("rows") / "a.csv"
    path.write_text(
        "subgroup,v\n" + "\n".join(f"{i + 1},{v}" for i, row in enumerate(rows) for v in row) + "\n",
        encoding="utf-8",
    )
    by_file = sqc.chart(str(path), value="v", subgroup="subgroup", kind=kind)
    by_arrays = sqc.chart(subgroups(rows), kind=kind)
    for one, other in zip(by_file.panels, by_arrays.panels, strict=True):
        for name in ("statistic", "center", "lower", "upper", "sigma"):
            np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-12, atol=1e-9)
    assert by_file.findings[0].key == by_arrays.findings[0].key


@FAST
@given(VALUES, st.sampled_from(["nelson", "limits", "western-electric"]))
def test_json_round_trip(x, rules):
    chart = sqc.chart([float(v) / 8 for v in x], kind="i-mr", rules=rules)

    def refuse(name):
        raise AssertionError(name)

    text = chart.to_json()
    found = json.loads(text, parse_constant=refuse)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["panels"][0]["statistic"] == [float(v) / 8 for v in x]
    assert found["panels"][0]["upper"] == chart.panels[0].upper.tolist()
    assert [s["position"] for s in found["signals"]] == [s.position for s in chart.list_signals()]
    for key, fact in found["facts"].items():
        assert fact["value"] == chart[key]
    assert chart.to_json() == text


@FAST
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(30, 200)), min_size=3, max_size=30),
    st.sampled_from(["p", "u"]),
)
def test_counts_in_any_lots(lots, kind):
    bad, n = (list(part) for part in zip(*lots, strict=True))
    chart = sqc.chart({"bad": bad, "n": n}, value="bad", inspected="n", kind=kind)
    panel = chart.panels[0]
    assert panel.center[0] == pytest.approx(sum(bad) / sum(n))
    lower = np.nan_to_num(panel.lower)
    assert (lower >= 0).all()
    assert (lower <= panel.center).all()
    assert (panel.upper >= panel.center).all()
    if kind == "p":
        assert (panel.upper <= 1).all()
    if sum(bad) == 0:
        assert chart.findings[0].key == "undefined"
    json.loads(chart.to_json())


@FAST
@given(VALUES, st.data())
def test_any_point_may_be_left_out(x, data):
    values = [float(v) for v in x]
    at = data.draw(st.integers(0, len(values) - 1))
    rest = values[:at] + values[at + 1 :]
    if len(set(rest)) < 2:
        return
    chart = sqc.chart(values, kind="i-mr", exclude=str(at + 1))
    assert chart.panels[0].center[0] == pytest.approx(np.mean(rest), abs=1e-6)
    assert len(chart.panels[0].statistic) == len(values)


@FAST
@given(VALUES)
def test_limits_of_a_file_are_the_limits(tmp_path_factory, x):
    toml = str(tmp_path_factory.mktemp("limits") / "a.toml")
    values = [float(v) for v in x]
    if sqc.chart(values, kind="i-mr").findings[0].key == "undefined":
        return
    old = sqc.chart(values, kind="i-mr", save_limits=toml)
    new = sqc.chart(values, limits=toml, rules="nelson:1,2")
    for one, other in zip(old.panels, new.panels, strict=True):
        np.testing.assert_array_equal(one.upper, other.upper)
        np.testing.assert_array_equal(one.lower, other.lower)
    assert places(old) == places(new)
