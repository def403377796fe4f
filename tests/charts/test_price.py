"""The price of a chart: how often stable charts of its size signal, against simulations."""

from __future__ import annotations

import numpy as np
import pytest

import sqc
from charts import slow


def individuals(n, seed=1):
    return np.random.default_rng(seed).normal(0, 1, n).round(3).tolist()


def groups(k, n, seed=1):
    return np.random.default_rng(seed).normal(0, 1, (k, n)).round(3).tolist()


# own simulation of the reference, independent normal data, 40,000 charts each
VOICE = [
    (lambda: sqc.chart(individuals(20)), 0.142),
    (lambda: sqc.chart(individuals(25)), 0.189),
    (lambda: sqc.chart(individuals(50)), 0.396),
    (lambda: sqc.chart(individuals(60)), 0.464),
    (lambda: sqc.chart(individuals(100)), 0.666),
]


@pytest.mark.parametrize(("chart", "share"), VOICE)
def test_price_of_the_default_rules(chart, share):
    assert chart()["false_signal_share"] == pytest.approx(share, abs=0.012)


def simulated_xbar_r(k, n, charts=20_000):
    """Share of stable Xbar-R charts with a point beyond a limit or nine on one side, either panel."""
    rng = np.random.default_rng(k * n)
    found = 0
    for _ in range(charts // 2000):
        x = rng.normal(0, 1, (2000, k, n))
        means, ranges = x.mean(2), np.ptp(x, axis=2)
        middle, rbar = means.mean(1, keepdims=True), ranges.mean(1, keepdims=True)
        sigma = rbar / slow.d2(n)
        signal = (np.abs(means - middle) > 3 * sigma / np.sqrt(n)).any(1)
        signal |= (np.abs(ranges - rbar) > 3 * slow.d3(n) * sigma).any(1)
        for side in (means > middle, means < middle, ranges > rbar, ranges < rbar):
            run = np.zeros(len(side), dtype=int)
            for point in side.T:
                run = (run + 1) * point
                signal |= run >= 9
        found += int(signal.sum())
    return found / charts


@pytest.mark.parametrize(("k", "n"), [(12, 3), (25, 5), (50, 5), (100, 5)])
def test_price_of_xbar_r_against_a_simulation(k, n):
    share = simulated_xbar_r(k, n, 4000 if k > 50 else 10_000)
    assert sqc.chart(groups(k, n), kind="xbar-r")["false_signal_share"] == pytest.approx(share, abs=0.022)


def test_location_panel_alone():
    assert sqc.chart(individuals(50)).price.location == pytest.approx(0.165, abs=0.01)


def test_between_the_sizes_of_the_table():
    few, between, many = (sqc.chart(individuals(n))["false_signal_share"] for n in (50, 55, 60))
    assert few < between < many
    assert between == pytest.approx(0.431, abs=0.012)


def test_a_chart_smaller_than_the_table_costs_less():
    shares = [sqc.chart(individuals(n))["false_signal_share"] for n in (3, 5, 8, 10, 12)]
    assert shares == sorted(shares)
    assert shares[0] < shares[3] / 2


def test_phase_two_costs_what_known_limits_cost(tmp_path):
    toml = str(tmp_path / "a.toml")
    sqc.chart(groups(25, 5), kind="xbar-r", save_limits=toml)
    c = sqc.chart(groups(15, 5, seed=2), kind="xbar-r", limits=toml)
    assert c["false_signal_share"] == pytest.approx(0.104, abs=0.012)


@pytest.mark.parametrize("rules", ["nelson", "western-electric", "nelson:1,2,5", "nelson:2"])
def test_every_set_has_a_price(rules):
    c = sqc.chart(individuals(50), rules=rules)
    assert 0 < c["false_signal_share"] < 1
    assert "not computed yet" not in " ".join(c.to_text().split())


def test_a_larger_set_costs_more():
    sets = [
        "limits",
        "nelson:1,5",
        "nelson:1,5,6",
        "western-electric",
        "nelson:1,2,5,6",
        "nelson:1,2,3,5,6",
        "nelson",
    ]
    shares = [sqc.chart(groups(25, 5), kind="xbar-r", rules=rules)["false_signal_share"] for rules in sets]
    we = shares.pop(3)
    assert shares == sorted(shares)
    assert shares[2] < we


def test_other_widths_have_no_price():
    assert sqc.chart(individuals(50), k=2).price is None
    assert sqc.chart(individuals(50), alpha=0.01).price is None


def test_nelson_1_is_limits():
    assert (
        sqc.chart(individuals(50), rules="nelson:1").price == sqc.chart(individuals(50), rules="limits").price
    )


def test_above_100_points_the_expected_number():
    c = sqc.chart(individuals(1000))
    # one in 370 on the I panel, one in 107 on the MR panel, and some runs of nine
    assert 1000 / 370 + 1000 / 107 < c["false_signals_expected"] < 22
    assert "false signals are expected" in " ".join(c.to_text().split())


def _simulated(rng, limits, draw, size, charts=4000):
    lower, upper = limits
    return np.mean([((x > upper) | (x < lower)).any() for x in (draw(rng, size) for _ in range(charts))])


@pytest.mark.parametrize(("p", "n", "k"), [(0.02, 50, 25), (0.1, 200, 40), (0.3, 30, 20)])
def test_known_limits_of_counts_against_a_simulation(tmp_path, p, n, k):
    toml = tmp_path / "p.toml"
    toml.write_text(f'[limits]\nkind = "p"\ncenter = {p}\n', encoding="utf-8")
    rng = np.random.default_rng(3)
    bad = rng.binomial(n, p, k)
    c = sqc.chart({"bad": bad, "n": [n] * k}, value="bad", inspected="n", limits=str(toml))
    limits = np.nan_to_num(c.panels[0].lower, nan=-1)[0], c.panels[0].upper[0]
    share = _simulated(rng, limits, lambda r, size: r.binomial(n, p, size) / n, k, 20_000)
    assert c["false_signal_share"] == pytest.approx(share, abs=0.012)


def test_known_limits_of_c_and_u_against_a_simulation(tmp_path):
    toml = tmp_path / "u.toml"
    toml.write_text('[limits]\nkind = "u"\ncenter = 2.5\n', encoding="utf-8")
    rng = np.random.default_rng(4)
    area = np.tile([1.0, 2.0, 4.0], 10)
    c = sqc.chart(
        {"d": rng.poisson(2.5 * area), "area": area}, value="d", inspected="area", limits=str(toml), kind="u"
    )
    limits = np.nan_to_num(c.panels[0].lower, nan=-1), c.panels[0].upper
    share = _simulated(rng, limits, lambda r, _: r.poisson(2.5 * area) / area, 30, 20_000)
    assert c["false_signal_share"] == pytest.approx(share, abs=0.012)


def test_estimated_limits_of_a_p_chart():
    bad = np.random.default_rng(5).binomial(200, 0.02625, 20)
    bad[0] += 105 - bad.sum()
    c = sqc.chart({"bad": bad, "n": [200] * 20}, value="bad", inspected="n", kind="p")
    # 40,000 simulated charts of 20 lots of 200 at 2.63 %, limits estimated from the same data
    assert c["false_signal_share"] == pytest.approx(0.075, abs=0.012)


def test_a_long_chart_of_counts_expects_the_signals_of_its_runs_too():
    rng = np.random.default_rng(6)
    found, expected = [], []
    for _ in range(30):
        c = sqc.chart({"bad": rng.binomial(200, 0.03, 1000)}, value="bad", inspected=200, kind="p")
        found.append(c.n_signals)
        expected.append(c["false_signals_expected"])
        assert c.findings[0].level == "watch"
    assert np.mean(found) == pytest.approx(np.mean(expected), rel=0.15)
