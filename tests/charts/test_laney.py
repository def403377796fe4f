"""Laney p' and u': against a slow reference, with stages and points left out; their price and picture."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

import sqc
from sqc.charts.control import chart_sample
from sqc.charts.settings import Settings
from sqc.data.sample import About, Counts, Stages
from sqc.notes import DataError, OptionError
from sqc.report.marks import Rule, Step

SIZES = [200, 180, 240, 200, 160, 220, 200, 210, 190, 200, 250, 200]
COUNTS = [21, 8, 40, 12, 25, 9, 30, 14, 22, 5, 33, 18]
D2 = 2 / math.sqrt(math.pi)


def sample(stages=None, excluded=None, counts=COUNTS, sizes=SIZES):
    about = About(stages=stages or About().stages, excluded=excluded)
    size = None if sizes is None else np.array(sizes, dtype=float)
    return Counts(np.array(counts, dtype=float), size, about, "" if sizes is None else "n")


def slow(kind, counts, sizes, used, center=None):
    """Return center, sigma z and the standard deviation by chance of every point, one loop each."""
    if center is None:
        pairs = [(c, n) for c, n, u in zip(counts, sizes, used, strict=True) if u]
        center = sum(c for c, _ in pairs) / sum(n for _, n in pairs)
    variance = center * (1 - center) if kind == "laney-p" else center
    chance = [math.sqrt(variance / n) for n in sizes]
    z = [(c / n - center) / s for c, n, s in zip(counts, sizes, chance, strict=True)]
    ranges = [abs(b - a) for i, (a, b) in enumerate(pairwise(z)) if used[i] and used[i + 1]]
    return center, sum(ranges) / len(ranges) / D2, chance


@pytest.mark.parametrize("kind", ["laney-p", "laney-u"])
@pytest.mark.parametrize("left_out", [None, 2])
@pytest.mark.parametrize("given", [None, 0.08])
def test_every_limit(kind, left_out, given):
    used = [i != left_out for i in range(12)]
    excluded = None if left_out is None else ~np.array(used)
    chart = chart_sample(sample(excluded=excluded), kind, Settings(given_center=given))
    center, sigma_z, chance = slow(kind, COUNTS, SIZES, used, given)
    assert chart["sigma_z"] == pytest.approx(sigma_z, rel=1e-12)
    panel = chart.panels[0]
    for i, s in enumerate(chance):
        assert panel.statistic[i] == COUNTS[i] / SIZES[i]
        assert panel.center[i] == pytest.approx(center, rel=1e-12)
        assert panel.upper[i] == pytest.approx(center + 3 * s * sigma_z, rel=1e-12)
        low = center - 3 * s * sigma_z
        assert (math.isnan(panel.lower[i]) and low <= 0) or panel.lower[i] == pytest.approx(low, rel=1e-9)
        assert panel.beside.upper[i] == pytest.approx(center + 3 * s, rel=1e-12)


def test_stages_have_a_sigma_z_of_their_own():
    chart = chart_sample(sample(Stages(np.array([0, 6]), ("a", "b"))), "laney-p", Settings(rules="limits"))
    for stage, part in enumerate((slice(0, 6), slice(6, 12))):
        center, sigma_z, chance = slow("laney-p", COUNTS[part], SIZES[part], [True] * 6)
        assert chart.parameters["sigma_z"][stage] == pytest.approx(sigma_z, rel=1e-12)
        assert chart.panels[0].upper[part][0] == pytest.approx(center + 3 * chance[0] * sigma_z, rel=1e-12)
    assert "sigma_z" not in chart.facts
    assert chart.to_text("en").count("sigma z") == 2 + 1  # a row a stage, and the origin of the limits


def test_width_by_probability_takes_the_normal_quantile():
    usual = chart_sample(sample(), "laney-u").panels[0]
    wide = chart_sample(sample(), "laney-u", Settings(alpha=0.0027)).panels[0]
    ratio = (wide.upper - wide.center) / (usual.upper - usual.center)
    np.testing.assert_allclose(ratio, 2.9999769927034015 / 3, rtol=1e-9)  # normal quantile of 0.99865


def test_limits_stay_in_the_range_of_a_share():
    panel = chart_sample(sample(counts=[2 * c + 90 for c in COUNTS], sizes=[200] * 12), "laney-p").panels[0]
    assert np.nanmax(panel.upper) == 1.0
    assert np.nanmax(chart_sample(sample(), "laney-u").panels[0].upper) < 1.0


def test_without_sizes_areas_are_equal():
    chart = chart_sample(sample(sizes=None), "laney-u")
    assert chart["u_center"] == pytest.approx(np.mean(COUNTS))


def test_phase_two(tmp_path):
    path = str(tmp_path / "a.toml")
    first = chart_sample(sample(), "laney-p")
    first.save_limits(path)
    again = chart_sample(sample(counts=COUNTS[::-1]), "laney-p", Settings(limits=path))
    assert again["sigma_z"] == first["sigma_z"]
    np.testing.assert_array_equal(again.panels[0].upper, first.panels[0].upper)
    broken = tmp_path / "b.toml"
    broken.write_text('[limits]\nkind = "laney-p"\n[parameters]\ncenter = 0.1\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        chart_sample(sample(), "laney-p", Settings(limits=str(broken)))
    assert "holds no sigma_z" in caught.value.message.render("en")
    typed = tmp_path / "c.toml"
    typed.write_text('[limits]\nkind = "laney-p"\nn = 200\ncenter = 0.1\nupper = 0.2\n', encoding="utf-8")
    chart = chart_sample(sample(sizes=[200] * 12), "laney-p", Settings(limits=str(typed)))
    assert chart["p_upper"] == 0.2
    assert chart.price is None  # nothing says how far the points spread


@pytest.mark.parametrize("kind", ["laney-p", "laney-u"])
def test_no_sigma_can_be_given_or_chosen(kind):
    for options in ({"given_sigma": 1.0}, {"sigma": "mr"}):
        with pytest.raises(OptionError) as caught:
            chart_sample(sample(), kind, Settings(**options))
        assert caught.value.key == "sigma-kind"


@pytest.mark.parametrize("counts", [[0] * 12, [20] * 12])
def test_counts_without_variation_are_undefined(counts):
    chart = chart_sample(sample(counts=counts, sizes=[200] * 12), "laney-p")
    assert chart.findings[0].key == "undefined"


def test_impossible_counts_are_refused():
    with pytest.raises(DataError) as caught:
        sqc.chart({"bad": [3, 250], "n": [200, 200]}, value="bad", inspected="n", kind="laney-p")
    assert caught.value.key == "impossible-count"
    with pytest.raises(OptionError) as asked:
        sqc.chart({"bad": [3, 5]}, value="bad", kind="laney-p")
    assert asked.value.key == "no-inspected"


def test_the_ordinary_checks_of_counts_are_silent():
    """Sigma z allows for the dispersion; no number of units is promised to give a lower limit."""
    found = {f.key: f for f in chart_sample(sample(), "laney-p").findings}
    assert not {"overdispersed", "underdispersed", "dispersion"} & set(found)
    assert "n" not in found["no-lower-limit"].values


def test_rules_are_those_of_counts():
    judged = chart_sample(sample(), "laney-p", Settings(rules="nelson")).judged[0]
    assert [rule.id for rule in judged.rules] == ["1", "2", "3", "4"]


def normal_counts(n, seed=4):
    rng = np.random.default_rng(seed)
    return Counts(np.round(rng.normal(500, 60, n)), np.full(n, 5000.0), About())


def test_price_of_known_limits_is_that_of_normal_points(tmp_path):
    path = str(tmp_path / "a.toml")
    first = chart_sample(normal_counts(25), "laney-p")
    first.save_limits(path)
    price = chart_sample(normal_counts(25), "laney-p", Settings(limits=path)).price
    exact = 1 - (1 - math.erfc(3 / math.sqrt(2))) ** 25
    assert price.any_signal == pytest.approx(exact, abs=4 * math.sqrt(exact / 16_000))


def test_price_of_estimated_limits_is_that_of_single_values():
    """With equal sizes the chart is the I chart of z: 40,000 simulated charts of the shipped table."""
    for n, settings in ((25, Settings(rules="limits")), (50, Settings(rules="limits"))):
        ours = chart_sample(normal_counts(n), "laney-u", settings).price
        theirs = sqc.chart([float(v) for v in normal_counts(n).count], kind="i-mr", rules="limits").price
        error = math.sqrt(theirs.location * (400_000 // n) ** -1)
        assert ours.any_signal == pytest.approx(theirs.location, abs=4 * error)


def test_price_follows_stages_and_length():
    halves = chart_sample(
        Counts(
            normal_counts(40).count, np.full(40, 5000.0), About(stages=Stages(np.array([0, 20]), ("a", "b")))
        ),
        "laney-p",
        Settings(rules="limits"),
    )
    assert 0.02 < halves.price.any_signal < 0.2
    assert chart_sample(normal_counts(300), "laney-p").price.expected > 0.3


def test_a_signal_is_measured_by_the_normal_tail():
    counts = normal_counts(30).count.copy()
    counts[20] = 1400
    chart = chart_sample(Counts(counts, np.full(30, 5000.0), About()), "laney-p")
    assert chart.findings[0].key == "signal-limit"


def test_picture():
    chart = chart_sample(sample(), "laney-p")
    page = chart.report().page()
    marks = page.rows[0][0].marks
    dotted = [mark for mark in marks if isinstance(mark, Rule | Step) and mark.role == "warning"]
    assert dotted
    assert f"The points spread {chart['sigma_z']:.2f} times as far" in page.subtitle.render("en")
    assert "（点线）" in page.subtitle.render("zh")
    plain = chart_sample(sample(), "p").report().page()
    assert not [m for m in plain.rows[0][0].marks if getattr(m, "role", "") == "warning"]


def test_counts_far_above_nought_are_not_drawn_from_it():
    near = chart_sample(sample(), "p").report().page().rows[0][0]
    far = chart_sample(sample(counts=[n - c for c, n in zip(COUNTS, SIZES, strict=True)]), "p")
    assert near.y.from_zero
    assert not far.report().page().rows[0][0].y.from_zero


def test_run_lengths_are_those_of_normal_points():
    assert sqc.arl("laney-p")["arl"] == pytest.approx(370.398347, abs=1e-5)
    assert sqc.arl("laney-u", rules="nelson:1,2", shift=1)["arl"] == pytest.approx(
        sqc.arl("i", rules="nelson:1,2", shift=1)["arl"]
    )


@pytest.mark.parametrize("kind", ["laney-p", "laney-u"])
def test_lots_of_one_size_are_a_chart_of_single_values(kind):
    """So `sqc arl` takes limits from estimates from there."""
    lots = chart_sample(sample(sizes=[200] * 12), kind).panels[0]
    values = sqc.chart([c / 200 for c in COUNTS], kind="i").panels[0]
    np.testing.assert_allclose(lots.upper, values.upper)
    np.testing.assert_allclose(lots.center, values.center)
    options = {"rules": "nelson:1,2", "subgroups": 25, "shift": [0, 1]}
    assert sqc.arl(kind, **options).columns["arl"] == sqc.arl("i", **options).columns["arl"]
    assert "lots of one size" in " ".join(sqc.arl(kind, **options).to_text("en").split())
