"""The price of the published sets on every kind: exact run lengths, other names, fresh simulations."""

from __future__ import annotations

import numpy as np
import pytest

import sqc
from sqc.charts.catalog import KINDS
from sqc.charts.kind import load_kind
from sqc.charts.price_listed import listed_prices
from sqc.charts.price_sets import _read, _unpacked
from sqc.charts.price_simulated import simulated_share
from sqc.charts.rule_choice import rule_set
from sqc.charts.ruleset_file import published_sets
from sqc.charts.rulesets import SETS, rules_at
from sqc.cli.main import main
from sqc.stats.runlength.moving import i_mr_problem
from sqc.stats.runlength.shewhart import shewhart_problem
from sqc.stats.runlength.spread import spread_problem, spread_share, xbar_r_problem

from .joint import three_standard_errors

CHARTS = 20_000
MEASURED = [name for name, line in KINDS.items() if line.family == "variables"]
FULL = (
    "limits",
    "aiag-spc-1",
    "minitab",
    "minitab:1,2,3,4",
    "nelson:1,2",
)  # no window is met before it is full


def error(share):
    # and what the rounding of the table adds, half a step of the square root
    return np.hypot(np.sqrt(share * (1 - share) / CHARTS), 0.0005 * 2 * np.sqrt(share))


def rows(kind, phase, name):
    table, sizes, points, names = _read("price_named", kind, phase)
    found = _unpacked(table[..., names.index(name)], sizes, points)
    return {(int(n), int(m)): row for n, by_points in found.items() for m, row in by_points.items()}


def test_every_set_and_kind_stands_in_the_table():
    for kind in MEASURED:
        for phase in (1, 2):
            names = _read("price_named", kind, phase)[3]
            assert {*SETS, *published_sets()} <= set(names), kind


def compare(kind, name, survival):
    """Compare P(N >= 1) of all sizes with exact run lengths: their errors are standard normal."""
    far = []
    for (n, m), (at_least, *_) in rows(kind, 2, name).items():
        share = 1 - survival(n)[m]
        if 1e-9 < share < 0.999:
            far.append((at_least[0] - share) / error(share))
    three_standard_errors(far)  # each row is simulated on its own


@pytest.mark.parametrize("name", FULL)
def test_one_panel_of_normal_points(name):
    exact = shewhart_problem(rules_at("location", rule_set(name)), [0.0]).survival(200)[0]
    for kind in ("xbar", "i"):
        compare(kind, name, lambda n: exact)


@pytest.mark.parametrize("name", ["limits", "aiag-spc-1", "nelson:1,2"])
@pytest.mark.parametrize("kind", ["r", "s"])
def test_one_panel_of_spread(kind, name):
    rules = rules_at("dispersion", rule_set(name))
    exact = {
        n: spread_problem(kind, n, rules, [1.0]).survival(200)[0] for n in _read("price_named", kind, 2)[1]
    }
    compare(kind, name, exact.__getitem__)


@pytest.mark.parametrize("name", ["limits", "nelson:1,2", "aiag-vda-yellow"])
@pytest.mark.parametrize("panel", ["r", "s"])
def test_means_and_spread_together(panel, name):
    kind, rules = f"xbar-{panel}", rule_set(name).rules
    exact = {
        n: xbar_r_problem(n, rules, [0.0], panel=panel, spread_rules=spread_share(rules)).survival(200)[0]
        for n in _read("price_named", kind, 2)[1]
    }
    compare(kind, name, exact.__getitem__)


@pytest.mark.parametrize("name", ["limits", "nelson:1,2"])
def test_single_values_and_moving_ranges_together(name):
    exact = i_mr_problem(rule_set(name).rules, [0.0]).survival(200)[0]
    compare("i-mr", name, lambda n: exact)


@pytest.mark.parametrize("name", sorted(listed_prices()))
def test_the_listed_share_is_that_of_25_points_with_known_limits(name):
    if name not in _read("price_named", "i", 2)[3]:
        assert ":" in name
        return
    share = listed_prices()[name].share
    assert abs(rows("i", 2, name)[2, 25][0][0] - share) < 3 * error(share)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("gb-t-4091", "nelson"),
        ("gb-t-4091:1,2", "nelson:1,2"),
        ("qcc", "western-electric"),
        ("minitab", "limits"),
        ("westgard:10_x", None),
        ("aiag-vda-yellow:1", "limits"),
        ("montgomery:1,2,3,4", "western-electric"),
        ("juran:1,5,4", "nelson:1,2,3"),
        ("jmp", None),
        ("jmp:1,2", None),  # the run on moving ranges too
    ],
)
def test_the_same_rules_cost_the_same_under_any_name(name, same):
    x = np.random.default_rng(5).normal(size=30).tolist()
    found = sqc.chart(x, kind="i-mr", rules=name).price
    if same is None:
        others = [
            sqc.chart(x, kind="i-mr", rules=other).price for other in ("nelson", "nelson:1,2", "limits")
        ]
        assert found is None or found not in others
    else:
        assert found == sqc.chart(x, kind="i-mr", rules=same).price


@pytest.mark.parametrize("kind", MEASURED)
def test_every_published_set_has_its_price(kind):
    x = np.random.default_rng(6).normal(size=(30, 4))
    data = x[:, 0].tolist() if KINDS[kind].takes == "individuals" else x.tolist()
    for name in (*SETS, *published_sets()):
        try:
            chart = sqc.chart(data, kind=kind, rules=name)
        except sqc.OptionError as found:
            assert found.key == "never-signals"
            continue
        assert chart.price is not None, name
        assert 0 < chart["false_signal_share"] < 1


OWN = """
[[rule]]
id = "1"
kind = "beyond_limit"
[[rule]]
id = "2"
kind = "run_same_side"
k = 5
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def test_an_own_set_has_its_price_when_it_is_asked_for(own):
    x = np.random.default_rng(8).normal(size=(25, 5)).tolist()
    silent = sqc.chart(x, kind="xbar-r", rules=own)
    assert silent.price is None
    assert "--price simulates it" in silent.to_text("en")
    priced = sqc.chart(x, kind="xbar-r", rules=own, price=True)
    assert priced.price.charts == 20_000
    assert "Simulated on 20,000 stable charts, standard error" in " ".join(priced.to_text("en").split())
    assert priced.to_text() == sqc.chart(x, kind="xbar-r", rules=own, price=True).to_text()


def test_a_simulated_price_agrees_with_the_table(tmp_path):
    """The default rules under another name: the table of 40,000 charts against 20,000 of this very shape."""
    path = tmp_path / "own.toml"
    path.write_text(
        OWN.replace("k = 5", "k = 9").replace('id = "1"', 'id = "1"\nside = "any"'), encoding="utf-8"
    )
    for kind, data in (
        ("xbar-r", np.random.default_rng(8).normal(size=(25, 5)).tolist()),
        ("i-mr", np.random.default_rng(9).normal(size=50).tolist()),
    ):
        own, usual = sqc.chart(data, kind=kind, rules=str(path), price=True), sqc.chart(data, kind=kind)
        assert own.price.charts
        assert not usual.price.charts
        assert abs(own["false_signal_share"] - usual["false_signal_share"]) < 3 * own.price.error * 1.3
        assert own["false_signals_expected"] == pytest.approx(usual["false_signals_expected"], rel=0.1)


def test_a_simulated_price_of_known_limits_stages_and_other_widths(own):
    x = np.random.default_rng(8).normal(size=40)
    known = sqc.chart(x.tolist(), kind="i", rules=own, price=True, given_center=0.0, given_sigma=1.0)
    rules = rule_set(own).rules
    exact = 1 - shewhart_problem(rules, [0.0]).survival(40)[0, -1]
    assert abs(known["false_signal_share"] - exact) < 3 * known.price.error
    narrow = sqc.chart(x.tolist(), kind="i", rules=own, price=True, given_center=0.0, given_sigma=1.0, k=2.0)
    exact = 1 - shewhart_problem(rules, [0.0], limits=(-2.0, 2.0)).survival(40)[0, -1]
    assert abs(narrow["false_signal_share"] - exact) < 3 * narrow.price.error
    data = {"x": x.tolist(), "s": ["a"] * 20 + ["b"] * 20}
    staged = sqc.chart(data, value="x", stage="s", kind="i", rules=own, price=True)
    single = sqc.chart(x[:20].tolist(), kind="i", rules=own, price=True)
    both = 1 - (1 - single["false_signal_share"]) ** 2
    assert staged["false_signal_share"] == pytest.approx(both, abs=0.02)


def test_a_set_that_signals_often_is_said(own):
    x = np.random.default_rng(3).normal(size=30).tolist()

    def found(**options):
        return {f.key: f for f in sqc.chart(x, kind="i-mr", **options).findings}.get("too-many-rules")

    assert found() is None
    assert found(rules="limits") is None
    assert found(rules="duncan") is None
    assert found(rules="minitab:1,2,3,4") is None
    for name, share in (
        ("nelson", 0.255),
        ("western-electric", 0.218),
        ("aiag-spc-2", 0.337),
        ("juran", 0.225),
    ):
        finding = found(rules=name)
        assert finding.level == "watch"
        assert finding.values["share_25"] == pytest.approx(share, abs=0.003)
    assert "These 8 rules signal on 25.5 % of stable charts of 25 points" in str(
        found(rules="nelson").message
    )
    assert (
        found(rules="nelson:1,2,5,6").values["share_25"] == pytest.approx(0.19, abs=0.02)
        if found(rules="nelson:1,2,5,6")
        else True
    )
    assert found(rules=own) is None  # not computed
    assert found(rules=own, price=True).values["share_25"] == pytest.approx(
        simulated_share(rule_set(own)), abs=1e-12
    )


def test_a_rule_that_needs_more_points_is_said():
    x = np.random.default_rng(3).normal(size=12).tolist()

    def found(x, **options):
        chart = sqc.chart(x, kind="i-mr", **options)
        return [f.values["rule"] for f in chart.findings if f.key == "short-for-rule"]

    assert found(x, rules="nelson") == ["4", "7"]
    assert found(x) == []
    assert found(x[:8]) == ["2"]
    assert found(x[:8], rules="limits") == []
    assert found(np.tile(x, 2).tolist(), rules="nelson") == []
    staged = {"x": x * 2, "s": ["a"] * 12 + ["b"] * 12}
    chart = sqc.chart(staged, value="x", stage="s", kind="i-mr", rules="nelson")
    assert [f.values["rule"] for f in chart.findings if f.key == "short-for-rule"] == ["4", "7"]


def test_price_on_the_command_line(own, tmp_path, capsys):
    data = tmp_path / "x.csv"
    data.write_text("x\n" + "\n".join(f"{v:.2f}" for v in np.random.default_rng(1).normal(9, 1, 40)), "utf-8")
    assert main(["chart", str(data), "--rules", own, "--price"]) == 0
    assert "standard error" in capsys.readouterr().out
    assert main(["chart", str(data), "--rules", own, "--lang", "zh"]) == 0
    assert "--price 可模拟求得" in capsys.readouterr().out


def test_a_set_without_a_rule_for_the_kind():
    x = np.random.default_rng(3).normal(size=12).tolist()
    with pytest.raises(sqc.OptionError, match="no rule for the kind mr"):
        sqc.chart(x, kind="mr", rules="anhoej")
    assert load_kind("mr").name == "mr"
