"""Charts of one panel: xbar, r, s, i, mr are the panels of the charts of two, whatever the options."""

from __future__ import annotations

import numpy as np
import pytest

import sqc
from sqc.charts.control import chart_sample
from sqc.charts.settings import Settings
from sqc.data.sample import About, Individuals, Stages, Subgroups
from sqc.notes import DataError, OptionError
from sqc.stats.grouped import describe

WIDTHS = [{}, {"k": 2.5}, {"alpha": 0.01}, {"constants": "tabulated"}, {"given_sigma": 1.5}]


def subgroups(sizes, stages=None, excluded=None, values=True):
    rng = np.random.default_rng(11)
    x = np.round(rng.normal(50, 2, sum(sizes)), 2)
    found = describe(x, np.concatenate(([0], np.cumsum(sizes)[:-1])))
    about = About(stages=stages or About().stages, excluded=excluded, decimals=2)
    return Subgroups(found.n, found.mean, found.range, found.sd, about, x if values else None)


def individuals(n=40):
    x = np.round(np.random.default_rng(3).normal(10, 1, n), 2)
    x[7] = np.nan
    return Individuals(x, About(stages=Stages(np.array([0, 20]), ("a", "b")), decimals=2))


def same(one, other):
    assert (one.key, one.family, one.words, one.spread, one.span) == (
        other.key, other.family, other.words, other.spread, other.span,
    )  # fmt: skip
    for name in ("statistic", "center", "lower", "upper", "sigma"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("options", WIDTHS, ids=str)
@pytest.mark.parametrize(
    ("kind", "whole", "place"),
    [("xbar", "xbar-r", 0), ("r", "xbar-r", 1), ("xbar", "xbar-s", 0), ("s", "xbar-s", 1)],
)
@pytest.mark.parametrize("sizes", [[5] * 9, [3, 5, 4, 5, 2, 7, 5, 6, 9]])
def test_one_panel_of_subgroups(kind, whole, place, sizes, options):
    sigma = {"xbar-r": "rbar", "xbar-s": "sbar"}[whole]
    settings = Settings(sigma=sigma, rules="limits", **options)
    excluded = np.arange(len(sizes)) == 4
    sample = subgroups(sizes, Stages(np.array([0, 5]), ("a", "b")), excluded)
    one, two = (chart_sample(sample, name, settings) for name in (kind, whole))
    assert len(one.panels) == 1
    same(one.panels[0], two.panels[place])
    np.testing.assert_array_equal(one.parameters["sigma"], two.parameters["sigma"])


@pytest.mark.parametrize("options", [*WIDTHS, {"sigma": "median-mr"}, {"sigma": "mssd"}], ids=str)
@pytest.mark.parametrize(("kind", "place"), [("i", 0), ("mr", 1)])
def test_one_panel_of_single_values(kind, place, options):
    settings = Settings(rules="limits", **options)
    one, two = (chart_sample(individuals(), name, settings) for name in (kind, "i-mr"))
    same(one.panels[0], two.panels[place])


@pytest.mark.parametrize(
    ("sizes", "method"),
    [([5] * 8, "rbar"), ([10] * 8, "rbar"), ([11] * 8, "sbar"), ([3] * 4 + [20] * 4, "sbar")],
)
def test_means_alone_take_the_estimator_of_the_chart_of_their_size(sizes, method):
    chart = chart_sample(subgroups(sizes), "xbar")
    assert chart.parameters.method == method
    whole = "xbar-r" if method == "rbar" else "xbar-s"
    same(chart.panels[0], chart_sample(subgroups(sizes), whole).panels[0])


@pytest.mark.parametrize("kind", ["xbar", "r", "s", "i", "mr"])
def test_phase_two_by_a_limits_file(kind, tmp_path):
    path = str(tmp_path / "a.toml")
    sample = Individuals(individuals().values) if kind in ("i", "mr") else subgroups([5] * 25)
    first = chart_sample(sample, kind)
    first.save_limits(path)
    again = chart_sample(sample, kind, Settings(limits=path))
    assert again.phase == 2
    for name in ("center", "lower", "upper"):
        np.testing.assert_array_equal(getattr(again.panels[0], name), getattr(first.panels[0], name))
    held = (tmp_path / "a.toml").read_text(encoding="utf-8")
    assert ("center" in held) == ("center" in first.kind.parameters)


def test_limits_of_ranges_serve_other_sizes(tmp_path):
    path = str(tmp_path / "a.toml")
    chart_sample(subgroups([5] * 25), "r").save_limits(path)
    panel = chart_sample(subgroups([3, 4, 6, 8]), "r", Settings(limits=path)).panels[0]
    assert len(set(panel.upper.tolist())) == 4


def test_limits_of_ranges_typed_by_hand(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('[limits]\nkind = "r"\nn = 5\ncenter = 4.6\nlower = 0\nupper = 9.8\n', encoding="utf-8")
    chart = chart_sample(subgroups([5] * 25), "r", Settings(limits=str(path)))
    assert chart["r_upper"] == 9.8
    assert np.isnan(chart.sigma)
    with pytest.raises(DataError) as caught:
        chart_sample(subgroups([4] * 25), "r", Settings(limits=str(path)))
    assert caught.value.key == "limits-file-other-size"


def test_a_chart_of_spread_says_that_the_spread_changed(tmp_path):
    x = np.tile([1.0, 2.0, 3.0, 4.0, 5.0], (25, 1)) + np.random.default_rng(1).normal(0, 0.2, (25, 5))
    x[11] *= 6
    first = sqc.chart(x.tolist(), kind="r", rules="limits").findings[0]
    assert (first.key, first.level) == ("signal-spread", "act")
    assert first.message.render("en") == "The spread changed at subgroup 12; look for its cause."
    both = sqc.chart(x.tolist(), kind="xbar-r", rules="limits")
    said = next(f for f in both.findings if f.key == "signal-spread").message.render("en")
    assert "the limits of the mean chart do not hold" in said


def test_a_chart_of_spread_is_calm_on_stable_data():
    assert chart_sample(subgroups([5] * 25), "s").findings[0].key == "no-signal"
    assert chart_sample(individuals(), "mr").n_signals == 0


def test_moving_ranges_are_counted_and_not_tested_for_dependence():
    chart = sqc.chart([float(v) for v in np.random.default_rng(5).normal(0, 1, 40)], kind="mr")
    assert "39 moving ranges" in chart.to_text("en")
    assert "39 个移动极差" in chart.to_text("zh")
    assert not {"autocorrelation", "normality"} & {finding.key for finding in chart.findings}
    assert {"autocorrelation", "normality"} <= {
        finding.key for finding in sqc.chart([float(v) for v in chart.sample.values], kind="i").findings
    }


@pytest.mark.parametrize("kind", ["r", "s", "mr"])
def test_no_center_can_be_given_to_a_chart_of_spread(kind):
    sample = individuals() if kind == "mr" else subgroups([5] * 25)
    with pytest.raises(OptionError) as caught:
        chart_sample(sample, kind, Settings(given_center=3.0))
    assert caught.value.key == "center-kind"


def test_a_spread_that_is_given_makes_the_price_known():
    sample = subgroups([5] * 25)
    assert chart_sample(sample, "r", Settings(given_sigma=2.0)).parameters.method == "given"


SUMMARY = {"m": [5.0, 5.2, 4.9, 5.1], "r": [1.0, 1.2, 0.8, 1.1], "s": [0.4, 0.5, 0.35, 0.45]}


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"kind": "xbar", "mean": "m", "range": "r", "n": 5, "sigma": "sbar"}, "summary-columns"),
        ({"kind": "xbar", "mean": "m", "sd": "s", "n": 5, "sigma": "rbar"}, "summary-columns"),
        ({"kind": "s", "mean": "m", "range": "r", "n": 5}, "no-spread"),
        ({"kind": "r", "range": "r", "n": 5}, "summary-columns"),
        ({"kind": "i", "mean": "m", "range": "r", "n": 5}, "summary-kind"),
        ({"kind": "p", "mean": "m", "range": "r", "n": 5}, "summary-kind"),
    ],
    ids=str,
)
def test_summaries_that_do_not_serve(options, key):
    with pytest.raises(OptionError) as caught:
        sqc.chart(SUMMARY, **options)
    assert caught.value.key == key


@pytest.mark.parametrize("kind", ["xbar", "r"])
def test_summaries_serve(kind):
    assert sqc.chart(SUMMARY, kind=kind, mean="m", range="r", n=5).parameters.method == "rbar"
    assert sqc.chart(SUMMARY, kind="xbar", mean="m", sd="s", n=5).parameters.method == "sbar"


@pytest.mark.parametrize(("kind", "told"), [("r", "subgroups"), ("xbar", "subgroups")])
def test_a_chart_of_subgroups_asks_for_them(kind, told):
    with pytest.raises(DataError) as caught:
        sqc.chart({"value": [1.0, 2.0, 3.0, 4.5]}, kind=kind)
    assert caught.value.key == "no-subgroups"


def test_too_few_values_are_undefined():
    chart = sqc.chart([1.0, 2.0], kind="mr")
    assert chart.findings[0].key in ("few-subgroups", "undefined")
    with pytest.raises(DataError):
        sqc.chart([1.0, 1.0, 1.0], kind="mr")
