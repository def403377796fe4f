"""The report card: what it looks at, what silences what, how often it cries wolf, what its words are from."""

from __future__ import annotations

import ast
import importlib.util
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

import sqc
from sqc.charts.card.context import look, looked, steps
from sqc.charts.catalog import KINDS
from sqc.charts.criteria import CRITERIA, FEW_SUBGROUPS, FEW_VALUES
from sqc.charts.kind import Estimation, load_kind
from sqc.charts.report_card import report_card
from sqc.data.sample import Individuals, Subgroups
from sqc.stats.grouped import describe
from sqc.stats.normality import anderson_darling, unrounded

ROOT = Path(__file__).parents[2]
NAN = float("nan")


def normal(*shape, seed=1, scale=1.0):
    return np.random.default_rng(seed).normal(10, scale, shape)


def found(chart, *levels):
    return {f.key: f for f in chart.findings if not levels or f.level in levels}


def groups(values, **options):
    table = {f"x{i}": column.round(3).tolist() for i, column in enumerate(np.asarray(values).T)}
    return sqc.chart(table, value=f"x0..x{len(table) - 1}", kind="xbar-r", **options)


def card(sample, kind):
    record = load_kind(kind)
    panels, _ = record.panels(sample, record.estimate(sample, Estimation()), Estimation(), None)
    return {f.key: f for f in report_card(look(record, sample, panels, False))}


# ---- many values


def test_a_million_values_are_not_looked_at_one_by_one():
    chart = sqc.chart(normal(100_000).round(3).tolist())
    assert found(chart)["amount"].values == {"k": 100_000, "looked": 20_000}
    assert "100,000 values (20,000 of them checked, at even distances)" in chart.to_text("en")
    assert "100,000 个值（等距抽查 20,000 个）" in chart.to_text("zh")


def test_stretches_of_neighbours_at_even_distances():
    places = looked(1_000_000, 20_000)
    assert len(places) == 20_000 and places[0] == 0 and places[-1] == 999_999
    jumps = np.diff(places)
    assert (jumps == 1).sum() == 20_000 - 200
    far = jumps[jumps > 1]
    assert np.ptp(far) <= 1


def test_thinned_series_keep_their_neighbours():
    """The correlation of neighbours of 200,000 values of a first-order process, from 20,000 of them."""
    rng, x = np.random.default_rng(3), np.zeros(200_000)
    noise = rng.normal(size=len(x))
    for i in range(1, len(x)):
        x[i] = 0.3 * x[i - 1] + noise[i]
    r = card(Individuals(x), "i-mr")["autocorrelation"].values["r"]
    assert r == pytest.approx(0.3, abs=0.03)


def test_thinned_subgroups_keep_their_values():
    values = normal(10_000, 5)
    values[9_990, 2] = 60.0
    stats = describe(values.ravel(), np.arange(10_000) * 5)
    sample = Subgroups(stats.n, stats.mean, stats.range, stats.sd, values=values.ravel())
    outlier = card(sample, "xbar-r")["outlier"]
    assert outlier.values == {"points": [9_991], "values": [60.0]}


# ---- order


def test_sorted_subgroups_and_counts_have_lost_their_order():
    means = normal(20, 5)
    chart = groups(means[np.argsort(means.mean(axis=1))])
    assert chart.findings[0].key == "order-lost"
    bad = sorted(np.random.default_rng(2).binomial(200, 0.1, 20).tolist())
    chart = sqc.chart({"bad": bad, "n": [200] * 20}, value="bad", inspected="n", kind="p")
    assert chart.findings[0].key == "order-lost"
    assert found(chart)["order-lost"].message.render("en").startswith("The counts are sorted")


def test_no_verdict_where_the_order_is_lost():
    """Signals, correlation and changes of a sorted series say nothing: one sentence does."""
    chart = sqc.chart(sorted(normal(60).round(3).tolist()))
    said = found(chart, "watch", "act")
    assert chart.findings[0].key == "order-lost" and chart.findings[0].level == "act"
    assert not {"signal-limit", "signal-spread", "autocorrelation", "variance-changed"} & set(said)


@pytest.mark.parametrize("values", [[0] * 9 + [1], [0] * 30 + [1, 2], [5, 6, 7, 8, 9, 10, 11, 12, 13]])
def test_what_chance_sorts_is_not_sorted(values):
    """Rare counts are often in order, and so are nine values."""
    assert "order-lost" not in found(sqc.chart({"d": values}, value="d", kind="c"))


def test_values_in_order_of_time_may_rise():
    times = [f"2026-03-02 {8 + i // 60:02}:{i % 60:02}" for i in range(20)]
    chart = sqc.chart({"time": times, "v": list(range(20))}, value="v", kind="i-mr")
    assert "order-lost" not in found(chart)


def test_changed_variance_of_subgroups_and_where():
    values = normal(40, 5)
    values[30:] = 10 + (values[30:] - 10) * 3
    finding = found(groups(values))["variance-changed"]
    assert "from subgroup 31 to subgroup 40" in finding.message.render("en")
    assert 2 < finding.values["ratio"] < 5


# ---- shape


def test_one_wild_value_is_an_outlier_and_not_a_shape():
    values = normal(60, seed=4).round(3).tolist()
    assert "not-normal" not in found(sqc.chart(values))
    values[20] = 19.5
    said = found(sqc.chart(values), "watch", "act")
    assert said["outlier"].values == {"points": [21], "values": [19.5]}
    assert "not-normal" not in said
    assert "19.500 at point 21" in said["outlier"].message.render("en")


def test_an_outlier_hides_in_a_subgroup():
    """Between two levels of the process, but far from its own subgroup."""
    values = normal(25, 5)
    values[::2] += 30
    values[4, 1] = 25.0
    assert found(groups(values))["outlier"].values == {"points": [5], "values": [25.0]}


def test_normality_matters_for_single_values_and_small_subgroups():
    skewed = np.random.default_rng(5).exponential(1, (60, 5))
    assert found(sqc.chart(skewed[:, 0].round(3).tolist()))["not-normal"].level == "watch"
    assert found(groups(skewed[:, :2]))["not-normal"].level == "watch"
    assert not {"not-normal", "normality"} & set(found(groups(skewed)))


@pytest.mark.parametrize(
    "values", [[5.02] * 20 + [5.03] + [5.02] * 19, [5.01, 5.02, 5.03] * 13, [1.0, 1.1] * 20 + [99.0]]
)
def test_a_few_distinct_values_have_no_normality(values):
    assert not {"normality", "not-normal"} & set(found(sqc.chart(values)))
    spread = np.round(normal(len(values)) * 2) / 2
    assert {"normality", "not-normal"} & set(found(sqc.chart(spread.tolist())))


def test_box_cox_is_offered_where_it_helps(tmp_path):
    def said(values, **options):
        finding = found(sqc.chart(values, **options)).get("not-normal")
        return None if finding is None else "--box-cox auto" in finding.message.render("en")

    skewed, toml = np.random.default_rng(5).exponential(1, 60).round(3) + 0.01, str(tmp_path / "a.toml")
    assert said(skewed.tolist(), save_limits=toml) is True
    assert said((skewed - 1).tolist()) is False  # not above 0
    assert said(skewed.tolist(), limits=toml) is False
    assert said(skewed.tolist(), box_cox="auto") is None
    assert said(skewed.tolist(), box_cox="1") is False


@pytest.mark.parametrize("step", [0.2, 0.5, 1.0])
def test_rounding_does_not_make_values_abnormal(step):
    """Rounded to one sigma every sample of 50 fails the plain test; unrounded, at most 5 % (99.9 % bound)."""
    rng, runs, plain, ours = np.random.default_rng(6), 400, 0, 0
    for _ in range(runs):
        x = np.round(rng.normal(0.3, 1, 50) / step) * step
        plain += anderson_darling(x)[1] < 0.05
        ours += anderson_darling(unrounded(x, step))[1] < 0.05
    assert ours <= binom.ppf(0.999, runs, 0.05)
    assert step < 1 or plain == runs


def test_unrounded_values_stay_where_they_were():
    x = np.array([1.0, 2.0, 2.0, 2.0, NAN, 5.0])
    assert unrounded(x, 1.0).tolist() == pytest.approx([1.0, 2 - 1 / 3, 2.0, 2 + 1 / 3, 5.0])
    assert unrounded(x, 0.0).tolist() == [1.0, 2.0, 2.0, 2.0, 5.0]


# ---- gauge


def test_step_of_values():
    assert steps(np.array([0.1 + 0.2, 0.3, 0.4, NAN])) == (2, pytest.approx(0.1))
    assert steps(np.array([5.0, 5.0])) == (1, 0.0) and steps(np.zeros(0)) == (0, 0.0)
    assert steps(1e9 + np.array([0.0, 0.25, 1.0]))[1] == 0.25


def test_rounding_says_what_it_adds():
    finding = found(sqc.chart((np.round(normal(200) * 2) / 2).tolist()))["rounding"]
    sigma = np.sqrt(0.5**2 / 12 / finding.values["p"])
    assert finding.values["h"] == 0.5 and sigma == pytest.approx(1.04, abs=0.1)


# ---- between and within


@pytest.mark.parametrize("seed", range(3))
def test_ranges_alone_tell_what_values_tell(seed):
    """A table of means and ranges: the F of both agrees within what Rbar is less certain than s."""
    for shift, key in ((np.arange(5) * 3.0, "hugging"), (None, "between-large")):
        values = normal(30, 5, seed=seed)
        values += shift if shift is not None else np.random.default_rng(seed).normal(0, 2.5, (30, 1))
        stats = describe(values.ravel(), np.arange(30) * 5)
        full = Subgroups(stats.n, stats.mean, stats.range, stats.sd)
        ranges = Subgroups(stats.n, stats.mean, stats.range, np.full(30, NAN))
        assert card(full, "xbar-r")[key].values["f"] == pytest.approx(
            card(ranges, "xbar-r")[key].values["f"], rel=0.2
        )


def test_stages_are_compared_within():
    """Two levels in two stages are not a difference between subgroups."""
    values = normal(30, 5, seed=2)
    values[15:] += 20
    table = {f"x{i}": values[:, i].round(3).tolist() for i in range(5)}
    table["stage"] = ["a"] * 15 + ["b"] * 15
    assert "between-large" in found(groups(values))
    assert "between-large" not in found(sqc.chart(table, value="x0..x4", stage="stage", kind="xbar-r"))


# ---- time


def clocked(intervals, **options):
    times, now = [], datetime(2026, 3, 2, 8)
    for hours in [0, *intervals]:
        now += timedelta(hours=hours)
        times.append(f"{now:%Y-%m-%d %H:%M}")
    values = normal(len(times), seed=4).round(3).tolist()
    return sqc.chart({"time": times, "v": values}, value="v", kind="i-mr", **options)


def test_a_gap_in_time():
    chart = clocked([1] * 20 + [30] + [1] * 20)
    finding = found(chart)["time-gap"]
    assert finding.values == {"seconds": 30 * 3600.0, "after": 21}
    assert finding.message.render("en").startswith("There is a gap of 30 hours after 2026-03-03 04:00 (")
    assert "中断 30 小时" in finding.message.render("zh")


@pytest.mark.parametrize(
    "intervals",
    [
        [1] * 40,
        ([1] * 7 + [17]) * 5,  # nights
        [1] * 20 + [9] + [1] * 20,
        [1, 1, 1, 40],  # too few to know what is usual
    ],
)
def test_no_gap_in_time(intervals):
    assert "time-gap" not in found(clocked(intervals))


def test_no_gap_at_the_border_of_two_stages():
    times = [f"2026-03-{day:02} {h:02}:00" for day in (2, 30) for h in range(20)]
    table = {"time": times, "v": normal(40).round(3).tolist(), "stage": ["a"] * 20 + ["b"] * 20}
    assert "time-gap" in found(sqc.chart(table, value="v", stage="none", kind="i-mr"))
    assert "time-gap" not in found(sqc.chart(table, value="v", stage="stage", kind="i-mr"))


@pytest.mark.parametrize(
    ("approved", "old"), [("2025-03-01", True), ("2025-03-10", False), (None, False), ("2027-01-01", False)]
)
def test_old_limits_by_the_dates_of_the_data(tmp_path, approved, old):
    toml = str(tmp_path / "a.toml")
    clocked([1] * 40, save_limits=toml, approved_by="W", approved_on=approved)
    chart = clocked([1] * 40, limits=toml)
    assert ("limits-old" in found(chart)) == old
    if old:
        assert found(chart)["limits-old"].values == {"approved_on": approved, "days": 368}


def test_limits_are_of_no_age_where_data_have_no_dates(tmp_path):
    toml = str(tmp_path / "a.toml")
    sqc.chart(normal(40).round(3).tolist(), save_limits=toml, approved_by="W", approved_on="2001-01-01")
    assert "limits-old" not in found(sqc.chart(normal(40, seed=2).round(3).tolist(), limits=toml))


# ---- charts of one panel


def test_ranges_alone_are_not_judged_as_means():
    """Neighbouring moving ranges share a value, and ranges are not normal."""
    values = normal(60).round(3).tolist()
    said = set(found(sqc.chart(values, kind="mr")))
    assert not {"autocorrelation", "sawtooth", "normality", "not-normal"} & said
    far = normal(30, 5) + np.random.default_rng(1).normal(0, 2, (30, 1))
    table = {f"x{i}": column.round(3).tolist() for i, column in enumerate(far.T)}
    assert "between-large" in found(sqc.chart(table, value="x0..x4", kind="xbar"))
    assert "between-large" not in found(sqc.chart(table, value="x0..x4", kind="r"))


@pytest.mark.parametrize("kind", ["i", "mr"])
def test_single_values_sorted_on_any_chart(kind):
    assert "order-lost" in found(sqc.chart(sorted(normal(40).round(3).tolist()), kind=kind))


# ---- counts


def test_few_counts_are_not_called_rare():
    chart = sqc.chart({"d": [0, 0, 1, 0, 2]}, value="d", kind="c")
    assert "rare-events" not in found(chart)
    chart = sqc.chart({"d": [0, 3, 4, 2, 0, 3, 1, 2, 4, 3, 2, 0] * 2}, value="d", kind="c")
    assert "rare-events" not in found(chart)


# ---- all well


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chart_that_is_well_fits_fifteen_lines(lang, tmp_path):
    path = tmp_path / "rings.csv"
    rows = [f"{i},{v:.3f}" for i, row in enumerate(normal(25, 5, seed=3), 1) for v in row]
    path.write_text("\n".join(["sample,diameter", *rows]) + "\n", encoding="utf-8")
    chart = sqc.chart(str(path), value="diameter", subgroup="sample")
    assert chart.findings[0].level == "ok" and not found(chart, "watch", "act")
    assert len(chart.to_text(lang).strip().splitlines()) <= 15


# ---- false alarms


def benchmark():
    path = ROOT / "benchmarks" / "report_card.py"
    spec = importlib.util.spec_from_file_location("report_card_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MEASURED = {"i-mr-50": 0.0947, "xbar-r-25x5": 0.0303}


@pytest.mark.parametrize("name", MEASURED)
def test_false_alarms(name):
    """500 seeds: as many as the 10,000 of the benchmark say (99.9 % bounds), which is under 11 %."""
    module, runs = benchmark(), 500
    design = next(one for one in module.DESIGNS if one.name == name)
    hits = round(module.shares(design, runs).get("together", 0.0) * runs)
    low, high = binom.ppf([0.0005, 0.9995], runs, MEASURED[name])
    assert low <= hits <= high


@pytest.mark.slow
@pytest.mark.parametrize("name", MEASURED)
def test_false_alarms_of_ten_thousand_charts(name):
    module = benchmark()
    design = next(one for one in module.DESIGNS if one.name == name)
    together = module.shares(design, 10_000)["together"]
    assert together <= module.ALLOWED
    assert together == pytest.approx(MEASURED[name], abs=5e-5)


# ---- where the words are from


def keys_in(*paths):
    """Return the keys of all findings that these modules can say at watch or act."""
    said = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                key, level = node.args[:2]
                if not (isinstance(level, ast.Constant) and level.value == "ok"):
                    said.add(key.value)
    return said


def test_every_finding_has_its_criterion_and_source():
    package = ROOT / "src" / "sqc"
    said = keys_in(
        *(package / "charts" / "card").glob("*.py"),
        package / "charts" / "rule_findings.py",
        package / "data" / "gaps.py",
    )
    assert said - set(CRITERIA) == {"excluded"}  # no criterion: the user left them out
    for criterion in CRITERIA.values():
        for text in (criterion.fires, criterion.source):
            assert "{" not in text.render("en") and "{" not in text.render("zh")


def test_few_points_are_those_of_the_kinds():
    for name in KINDS:
        kind = load_kind(name)
        assert kind.minimum == (FEW_VALUES if kind.noun in ("value", "range") else FEW_SUBGROUPS)


@pytest.mark.parametrize(("lang", "page"), [("en", "report-card.md"), ("zh", "report-card.zh.md")])
def test_the_guide_prints_every_criterion(lang, page):
    text = (ROOT / "docs" / "guide" / page).read_text(encoding="utf-8")
    missing = [
        f"| `{key}` | {criterion.fires.render(lang)} | {criterion.source.render(lang)} |"
        for key, criterion in CRITERIA.items()
        if f"| {criterion.fires.render(lang)} | {criterion.source.render(lang)} |" not in text
        or f"| `{key}` |" not in text
    ]
    assert not missing, "\n".join(missing)
    for share in MEASURED.values():
        assert f"{100 * share:.1f} %" in text
