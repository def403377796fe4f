"""`sqc histogram`: classes on the grid of the readings, the specification, every shape, what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import linprog

import sqc
from sqc.cli.main import main
from sqc.stats.classes import class_width, classes, resolution
from sqc.stats.dip import dip, dip_p
from sqc.stats.heaping import heaping
from sqc.stats.peaks import two_peaks
from sqc.stats.skewness import kurtosis_test, skewness_test

NORMAL = stats.norm.ppf((np.arange(200) + 0.5) / 200)


def shown(values, decimals=2, **options):
    return sqc.histogram({"x": np.round(np.asarray(values), decimals)}, **options)


def keys(result):
    return [finding.key for finding in result.findings_list()]


def rng(seed=1):
    return np.random.default_rng(seed)


def test_edges_stand_half_a_step_off_the_readings_and_classes_are_whole_steps():
    values = np.round(rng().normal(10, 0.1, 300), 2)
    for rule in ("auto", "sturges", "scott", "freedman-diaconis"):
        found = classes(values, 0.01, rule)
        steps = (found.edges - 0.005) / 0.01
        assert np.round(steps) == pytest.approx(steps, abs=1e-6)
        assert found.counts.sum() == 300
        assert found.counts[0] > 0 and found.counts[-1] > 0
        # within the rounding to steps, and to two figures where there are many of them
        assert found.width == pytest.approx(class_width(values, found.rule), abs=0.0051)


def test_rules_are_those_of_numpy():
    values = rng(3).gamma(3, size=500)
    for ours, theirs in (("scott", "scott"), ("freedman-diaconis", "fd"), ("sturges", "sturges")):
        edges = np.histogram_bin_edges(values, theirs)
        n = np.ptp(values) / class_width(values, ours)
        assert int(np.ceil(n)) == len(edges) - 1


def test_the_resolution_is_the_step_of_the_readings():
    assert resolution(np.arange(30) * 0.05, 2) == pytest.approx(0.05)
    assert resolution(np.round(NORMAL, 2), 2) == pytest.approx(0.01)
    assert resolution(NORMAL, 2) == 0.0


def test_values_that_are_not_rounded_get_edges_of_two_figures():
    found = sqc.histogram({"x": NORMAL})
    assert found["resolution"] is None
    assert f"{found['class_width']:.2g}" == f"{found['class_width']:.10g}"
    assert sum(found.to_dict()["facts"]["n"][key] for key in ("value",)) == 200


def test_a_number_of_classes_is_met_as_nearly_as_steps_allow():
    assert shown(NORMAL, classes=8)["n_classes"] == 8
    assert "8 classes asked for" in str(shown(NORMAL, classes="8"))
    assert "Scott" in str(shown(NORMAL, classes="scott"))


def brute_dip(x):
    """The definition by linear programming: the nearest distribution that is convex, then concave."""
    values, counts = np.unique(x, return_counts=True)
    above = np.cumsum(counts) / len(x)
    below, m, dx, best = above - counts / len(x), len(values), np.diff(values), 1.0
    for k in range(m):  # the mode; column m is the limit from the left there, the last one the distance
        rows, ends = [], []

        def add(pairs, end, rows=rows, ends=ends):
            row = np.zeros(m + 2)
            for place, weight in pairs:
                row[place] += weight
            rows.append(row)
            ends.append(end)

        for i in range(m):
            add([(i, -1), (m + 1, -1)], -above[i])
            add([(i if i != k else m, 1), (m + 1, -1)], below[i])
        add([(m, 1), (k, -1)], 0)
        for i in range(1, k):
            end = m if i + 1 == k else i + 1
            add([(i, 1 / dx[i - 1] + 1 / dx[i]), (i - 1, -1 / dx[i - 1]), (end, -1 / dx[i])], 0)
        for i in range(k + 1, m - 1):
            add([(i + 1, 1 / dx[i]), (i, -1 / dx[i] - 1 / dx[i - 1]), (i - 1, 1 / dx[i - 1])], 0)
        cost = np.zeros(m + 2)
        cost[-1] = 1
        free = [(None, None)] * (m + 1) + [(0, None)]
        found = linprog(cost, A_ub=np.array(rows), b_ub=ends, bounds=free)
        best = min(best, found.fun) if found.status == 0 else best
    return best


@pytest.mark.parametrize("seed", range(12))
def test_the_dip_is_its_definition(seed):
    n = 6 + seed
    values = np.concatenate([rng(seed).normal(size=n), rng(seed + 99).normal(size=n // 2) + 4])
    values = np.round(values, 0) if seed % 3 == 0 else values
    assert dip(values) == pytest.approx(brute_dip(values), abs=1e-8)


def test_chances_of_the_dip_are_those_of_uniform_values():
    draws = [dip_p(dip(one), 60) for one in rng(4).random((2000, 60))]
    for level in (0.2, 0.05, 0.01):
        seen = np.mean(np.array(draws) <= level)
        assert seen == pytest.approx(level, abs=3.5 * np.sqrt(level / 2000))
    with pytest.raises(ValueError, match="50 values"):
        dip_p(0.1, 20)


def test_skewness_and_kurtosis_are_those_of_scipy():
    values = rng(5).gamma(3, size=77)
    skew, kurt = skewness_test(values), kurtosis_test(values)
    assert skew.value == pytest.approx(stats.skew(values), rel=1e-12)
    assert skew.p == pytest.approx(stats.skewtest(values).pvalue, rel=1e-10)
    assert kurt.value == pytest.approx(stats.kurtosis(values), rel=1e-12)
    assert kurt.p == pytest.approx(stats.kurtosistest(values).pvalue, rel=1e-10)


def test_two_peaks_are_estimated_and_one_is_not_taken_for_two():
    found = two_peaks(np.concatenate([NORMAL[::2], NORMAL[::2] + 6]))
    assert (found.low, found.high) == pytest.approx((0.0, 6.0), abs=0.05)
    assert found.gain > 50
    for values in (NORMAL, rng().random(200), rng().exponential(size=200), np.exp(NORMAL / 2)):
        assert two_peaks(values).gain < 2


def test_last_digits():
    plain = np.round(rng(6).normal(0, 12, 400))
    assert heaping(plain, 1.0).p > 0.01
    fives = np.where(rng(7).random(400) < 0.5, np.round(plain / 5) * 5, plain)
    assert (heaping(fives, 1.0).every, heaping(fives, 1.0).p < 1e-6) in ((5, True), (10, True))
    assert heaping(np.array([1.0, 1.0, 2.0] * 20), 1.0) is None


SHAPES = {
    "bell-shaped": NORMAL,
    "two-peaks": np.concatenate([NORMAL[::2], NORMAL[::2] + 4.5]),
    "island": np.append(NORMAL, [7.0, 7.2]),
    "flat-top": np.linspace(0, 10, 200),
    "skewed": stats.gamma.ppf((np.arange(300) + 0.5) / 300, 5),
    "cut-off": NORMAL[NORMAL < 0.9],
    "long-tails": stats.t.ppf((np.arange(300) + 0.5) / 300, 6) * 1.0,
    "few-values": NORMAL[::8],
}


@pytest.mark.parametrize("key", SHAPES)
def test_each_shape_is_called_by_its_name(key):
    found = shown(SHAPES[key], 3)
    assert keys(found)[0] == key
    assert found.findings_list()[0].level == ("ok" if key == "bell-shaped" else "watch")


def test_a_comb_is_no_crowd_of_peaks():
    plain = np.round(rng(8).normal(100, 12, 300))
    fives = np.where(rng(9).random(300) < 0.6, np.round(plain / 5) * 5, plain)
    assert keys(shown(fives, 0))[0] == "comb"
    assert keys(shown(np.append(fives, [fives.max() + 100]), 0))[-1] == "comb"


def test_few_distinct_values_have_no_shape():
    assert keys(shown(np.arange(100) % 4, 0)) == ["coarse"]


def test_parts_sorted_at_a_limit():
    found = shown(NORMAL[NORMAL < 0.8], 3, usl=0.8)
    assert keys(found)[:1] == ["cut-off"]
    assert "USL 0.8" in str(found)
    assert "inside" in keys(found)


def test_what_lies_outside_is_told_with_what_it_proves():
    found = shown(NORMAL, usl=1.5, lsl=-3.0, target=0.0)
    low, high = stats.binomtest(13, 200).proportion_ci(0.95, "exact")
    fact = found.facts["share_outside"]
    assert (found["n_above"], found["n_below"]) == (13, 0)
    assert fact.interval == pytest.approx((low, high), rel=1e-9)
    assert keys(found)[0] == "outside"
    assert found.findings_list()[0].level == "act"
    none = shown(NORMAL, usl=5.0)
    assert none.facts["share_outside"].interval[1] == pytest.approx(1 - 0.05 ** (1 / 200), rel=1e-9)
    assert "inside" in keys(none)


def test_the_target_is_judged_by_the_interval_of_the_mean():
    assert "on-target" in keys(shown(NORMAL, target=0.05))
    for target in (0.5, -0.5):
        assert keys(shown(NORMAL, target=target))[0] == "off-target"


def test_strata_share_their_classes():
    data = {"x": np.round(np.concatenate([NORMAL, NORMAL + 3]), 2), "m": ["a"] * 200 + ["b"] * 200}
    found = sqc.histogram(data, by="m")
    assert keys(found) == ["strata-differ"]
    page = found.stored_report.page()
    first, second = (row[0] for row in page.rows)
    assert first.y.limits == second.y.limits
    assert first.x.limits == second.x.limits
    assert sum(one.counts.sum() for one in found.case.parts.values()) == 400
    assert found["strata_p"] == pytest.approx(stats.f_oneway(data["x"][:200], data["x"][200:]).pvalue)
    data["x"] = np.concatenate([NORMAL, NORMAL])
    assert "strata-alike" in keys(sqc.histogram(data, by="m"))
    data["x"] = np.concatenate([NORMAL, 2 * NORMAL])
    assert "spread-differs" in keys(sqc.histogram(data, by="m"))


def test_many_strata_are_drawn_and_counted_but_not_looked_at():
    data = {"x": np.round(np.tile(NORMAL, 4), 2), "m": [f"m{i % 20}" for i in range(800)]}
    found = sqc.histogram(data, by="m")
    assert {one.shape.main for one in found.case.parts.values()} == {"unseen"}
    assert len(found.stored_report.page().rows) == 6


def test_two_peaks_offer_the_columns_that_stratify():
    data = {"x": np.concatenate([NORMAL, NORMAL + 5]), "m": ["a"] * 200 + ["b"] * 200}
    assert "--by m" in str(sqc.histogram(data))


def test_columns_side_by_side_are_one_characteristic():
    data = {f"x{k}": np.round(NORMAL[:50] + k / 10, 2) for k in range(1, 4)}
    assert sqc.histogram(data)["n"] == 150
    assert sqc.histogram(data, value="x1..x2")["n"] == 100


def test_the_picture_has_the_specification_full_height_and_what_is_beyond_tinted():
    from sqc.report.marks import Bars, Region, Rule

    (plot,) = shown(NORMAL, lsl=-4.0, usl=4.0, target=0.5).stored_report.page().rows[0]
    kinds = [type(mark) for mark in plot.marks]
    assert (kinds.count(Region), kinds.count(Rule), kinds.count(Bars)) == (2, 3, 1)
    assert all(mark.start is None for mark in plot.marks if isinstance(mark, Rule))


def test_a_rejected_normal_curve_is_dashed():
    from sqc.report.marks import Line

    def roles(values):
        (plot,) = shown(values, 3).stored_report.page().rows[0]
        return [mark.role for mark in plot.marks if isinstance(mark, Line)]

    assert roles(NORMAL) == ["fit"]
    assert roles(SHAPES["two-peaks"]) == ["fit2", "fit"]
    assert roles(SHAPES["skewed"]) == ["fit2"]


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"x": [1.0, 2.5]}, {"lsl": 3.0, "usl": 2.0}, "specification-order"),
        ({"x": [1.0, 2.5]}, {"usl": 2.0, "target": 3.0}, "target-outside"),
        ({"x": [1.0, 2.5]}, {"usl": float("nan")}, "option-range"),
        ({"x": [1.0, 2.5]}, {"classes": "many"}, "option-range"),
        ({"x": [1.0, 2.5]}, {"classes": 1}, "option-range"),
        ({"x": [1.0, 2.5]}, {"confidence": 1.0}, "option-range"),
        ({"x": [1.0, 1.0]}, {}, "all-equal"),
        ({"x": [1.0, 2.5], "y": [100.0, 250.0]}, {}, "which-column"),
        ({"x": ["a", "b"]}, {}, "no-value"),
        ({"x": [1.0, 2.5]}, {"value": "y"}, "unknown-column"),
        ({"x": [1.5, 2.5], "m": ["", ""]}, {"value": "x", "by": "m"}, "no-data-left"),
        ({"x": np.arange(300.0) / 2, "m": [f"m{i}" for i in range(300)]}, {"value": "x", "by": "m"},
         "too-many-strata"),
    ],
)  # fmt: skip
def test_what_has_no_answer_is_refused_in_one_sentence(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.histogram(data, **options)
    assert error.value.key == key


def test_missing_values_are_left_out_and_told():
    found = sqc.histogram({"x": [1.5, None, 2.5, 3.5]})
    assert found["n"] == 3
    assert "rows-without" in keys(found)


def test_the_command_line_answers_and_refuses(tmp_path, capsys):
    file = tmp_path / "a.csv"
    file.write_text("x\n" + "\n".join(f"{value:.2f}" for value in NORMAL), encoding="utf-8")
    assert main(["histogram", str(file), "--usl", "9", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("[ok] Bell-shaped")
    assert main(["histogram", str(file), "--classes", "0"]) == 2
    assert main(["histogram", str(file), "--explain", "dip"]) == 0


def test_explain_does_the_arithmetic():
    text = shown(NORMAL, usl=1.5).explain("share_outside")
    assert "13 / 200" in text and "0.065" in text


@pytest.mark.slow
def test_false_alarms_of_the_shape_on_normal_values():
    draws = rng(11)
    for n in (50, 100, 500):
        found = [shown(draws.normal(size=n), 3)["shape"] for _ in range(300)]
        assert np.mean(np.array(found) != "bell") <= 0.07
