"""Simulation, the last resort: rules without a chain, and what it says of its precision."""

import numpy as np
import pytest

from sqc.charts.rule_choice import rule_set
from sqc.stats.rules import Panel, Rule, masks
from sqc.stats.runlength.chart import Chart, means_chart, spread_chart
from sqc.stats.runlength.machines import k_of_m
from sqc.stats.runlength.refusals import NeverSignalsError, NoChainError
from sqc.stats.runlength.simulate import charts_in_time, simulate

from .runlength_sets import LIMIT, NELSON

MIDDLE = Rule("4", "middle_third", 11, 25, high=23)


@pytest.mark.parametrize("rules", [(*LIMIT, MIDDLE), (*LIMIT, Rule("k", "k_of_m_beyond", 12, 30, z=0.5))])
def test_rules_without_a_chain(rules):
    chart = means_chart(rules)
    with pytest.raises(NoChainError):
        chart.exact(np.zeros(1), np.ones(1))
    found = simulate(chart, charts=2000)
    assert 5 < found.arl < 371
    assert found.standard_error == pytest.approx(found.lengths.std(ddof=1) / 2000**0.5)


def test_a_rule_that_remembers_too_much_is_told_soon():
    with pytest.raises(NoChainError):
        k_of_m(15, 30)


def test_middle_third_of_complete_windows():
    """No window before the 25th point: until then only the limits."""
    found = simulate(means_chart([MIDDLE]), charts=4000)
    assert found.lengths.min() == 25
    # fewer than 11 or more than 23 of 25 with 0.6827 each: 0.0042
    share = np.mean(found.lengths == 25)
    assert abs(share - 0.0042) < 3 * (0.0042 / 4000) ** 0.5


def test_blocks_do_not_matter():
    """The same points, judged as one series."""
    kept = []

    def draw(random, rows, points):
        kept.append(random.standard_normal((len(rows.mean), points)))
        return kept[-1][None]

    found = simulate(Chart(None, ((NELSON, (-3.0, 3.0)),), draw, 0.0), charts=1, seed=5)
    series = np.concatenate(kept, axis=1)[0]
    fired = masks(NELSON, Panel(series, 0.0, -3.0, 3.0, 1.0), [0]).any(axis=0)
    assert found.lengths[0] == fired.argmax() + 1


def test_quantiles_and_shares():
    found = simulate(means_chart(LIMIT), 2.0, charts=20_000)
    p = 1 / 6.302958  # beyond three sigma with a shift of two
    n = np.arange(1, 30)
    for q in (0.05, 0.5, 0.95):
        assert abs(found.quantile(q) - n[1 - (1 - p) ** n >= q][0]) <= 1
    assert found.within(10) == pytest.approx(1 - (1 - p) ** 10, abs=0.011)
    assert found.deviation == pytest.approx((1 - p) ** 0.5 / p, rel=0.03)


def test_as_many_charts_as_there_is_time_for():
    chart = means_chart(LIMIT)
    assert charts_in_time(chart, 2.0) == 40_000
    assert 1000 < charts_in_time(chart, points=1e6) < 4000
    with pytest.raises(NeverSignalsError):
        charts_in_time(means_chart(LIMIT, (-6.0, 6.0)), points=1e6)


def test_refusals():
    with pytest.raises(ValueError, match="complete series"):
        simulate(means_chart(rule_set("anhoej").rules))
    with pytest.raises(NeverSignalsError):
        simulate(means_chart(()))
    with pytest.raises(NoChainError):
        spread_chart("mr", 2, NELSON[2:3]).exact(np.zeros(1), np.ones(1))
    assert simulate(spread_chart("mr", 2, NELSON[2:3]), charts=500).arl > 50
