"""`sqc scatter`: correlation and line against published numbers, every fallacy, what it refuses."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.cli.main import main
from sqc.qctools.scatter.tables import line_words
from sqc.stats.correlation import pearson, ranks, spearman, without_each
from sqc.stats.line import fit_line, slopes_p
from sqc.stats.regression import bend, fit_curve, least_squares

EXAMPLES = Path(__file__).parents[2] / "examples"


def keys(result):
    return [finding.key for finding in result.findings_list()]


def rng(seed=1):
    return np.random.default_rng(seed)


def cloud(n=60, slope=1.0, seed=1):
    draws = rng(seed)
    x = draws.normal(10, 2, n)
    return {"x": x, "y": slope * x + draws.normal(0, 1.5, n)}


def anscombe(name):
    with (EXAMPLES / "anscombe.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == name]
    return {axis: [float(row[axis]) for row in rows] for axis in "xy"}


@pytest.mark.parametrize(
    ("name", "verdict"), [("I", "correlated"), ("II", "curved"), ("III", "one-point"), ("IV", "one-point")]
)
def test_the_quartet_of_anscombe_is_told_apart(name, verdict):
    """F. J. Anscombe (1973): four sets with one line and one correlation."""
    found = sqc.scatter(anscombe(name))
    assert (found["r"], found["slope"], found["intercept"]) == pytest.approx((0.816, 0.5, 3.0), abs=0.003)
    assert keys(found)[0] == verdict
    assert "few-points" in keys(found)


def test_line_and_intervals_are_those_of_scipy():
    data = cloud()
    found, theirs = sqc.scatter(data, confidence=0.9), stats.linregress(data["x"], data["y"])
    assert found["slope"] == pytest.approx(theirs.slope, rel=1e-12)
    assert found["slope_se"] == pytest.approx(theirs.stderr, rel=1e-12)
    assert found["intercept_se"] == pytest.approx(theirs.intercept_stderr, rel=1e-12)
    half = stats.t.ppf(0.95, 58) * theirs.stderr
    assert found.facts["slope"].interval == pytest.approx((theirs.slope - half, theirs.slope + half))
    r = stats.pearsonr(data["x"], data["y"])
    assert found["r_p"] == pytest.approx(r.pvalue, rel=1e-9)
    assert found.facts["r"].interval == pytest.approx(tuple(r.confidence_interval(0.9)))
    rho = stats.spearmanr(data["x"], data["y"])
    assert (found["rho"], found["rho_p"]) == pytest.approx((rho.statistic, rho.pvalue), rel=1e-9)


def test_bands_of_the_mean_and_of_single_values():
    data = cloud()
    line = fit_line(data["x"], data["y"])
    mean, single = line.half_widths([line.mean_x, 20.0], 0.95)
    t = stats.t.ppf(0.975, 58)
    assert mean[0] == pytest.approx(t * line.sd / np.sqrt(60))
    assert single**2 - mean**2 == pytest.approx((t * line.sd) ** 2)
    rows = sqc.scatter(data).to_frame()
    assert list(rows.columns)[:4] == ["row", "x", "y", "fit"]
    inside = (rows.y > rows.prediction_lower) & (rows.y < rows.prediction_upper)
    assert inside.mean() > 0.9


def test_far_from_zero_no_digit_is_lost():
    x = 1e9 + np.arange(20.0)
    assert fit_line(x, 3 * np.arange(20.0) + 5e8).slope == pytest.approx(3.0, rel=1e-12)


def test_ranks_and_bonett_wright():
    assert ranks([3, 1, 3, 2]).tolist() == [3.5, 1.0, 3.5, 2.0]
    found = spearman(*cloud().values())
    half = 1.959964 * np.sqrt((1 + found.r**2 / 2) / 57)
    assert np.arctanh(found.high) - np.arctanh(found.r) == pytest.approx(half, rel=1e-6)


def test_the_interval_of_spearman_covers():
    """Share of intervals that hold rho of the normal distribution with r 0.7: 6/pi asin(r/2)."""
    rho, draws, held = 6 / np.pi * np.arcsin(0.35), rng(2), 0
    for _ in range(800):
        x = draws.normal(size=40)
        found = spearman(x, 0.7 * x + np.sqrt(1 - 0.49) * draws.normal(size=40))
        held += found.low <= rho <= found.high
    assert held / 800 == pytest.approx(0.95, abs=0.025)


def test_each_point_left_out_in_turn():
    data = cloud(12)
    for i, r in enumerate(without_each(data["x"], data["y"])):
        kept = np.arange(12) != i
        assert r == pytest.approx(np.corrcoef(data["x"][kept], data["y"][kept])[0, 1], rel=1e-10)


def test_a_quadratic_term_is_tested_by_its_t():
    x = np.linspace(0, 4, 30)
    y = x + 0.2 * x**2 + rng(4).normal(0, 0.5, 30)
    design = np.column_stack([np.ones(30), x, x**2])
    beta, rest, *_ = np.linalg.lstsq(design, y, rcond=None)
    se = np.sqrt(rest[0] / 27 * np.linalg.inv(design.T @ design)[2, 2])
    found = bend(x, y)
    assert found.p == pytest.approx(2 * stats.t.sf(abs(beta[2] / se), 27), rel=1e-8)
    assert found.curve_sd == pytest.approx(np.sqrt(rest[0] / 27), rel=1e-9)
    assert bend([1, 2, 1, 2, 1], [1, 2, 3, 4, 5]) is None


def test_simpson_turns_the_sign():
    draws, data = rng(5), {"x": [], "y": [], "lot": []}
    for k, lot in enumerate("abc"):
        x = draws.normal(4 * k, 1, 30)
        data["x"] += x.tolist()
        data["y"] += (x - 8 * k + draws.normal(0, 0.5, 30)).tolist()
        data["lot"] += [lot] * 30
    found = sqc.scatter(data, by="lot")
    assert keys(found)[0] == "reversed"
    assert found["r"] < -0.5 < 0.5 < found["r_within"]
    assert keys(sqc.scatter(data))[0] == "correlated"
    assert "--by lot" in str(sqc.scatter(data))
    data["y"] = [y + 8 * "abc".index(lot) + 12 * "abc".index(lot) for y, lot in zip(data["y"], data["lot"],
                                                                                   strict=True)]  # fmt: skip
    assert keys(sqc.scatter(data, by="lot"))[0] == "mixed-strata"


def test_strata_that_agree_are_told_and_slopes_are_compared():
    data = {**cloud(90), "m": ["a", "b", "c"] * 30}
    assert "strata-alike" in keys(sqc.scatter(data, by="m"))
    steep = {"x": data["x"], "y": np.where(np.arange(90) % 3 == 0, -1.0, 1.0) * data["x"], "m": data["m"]}
    steep["y"] = steep["y"] + rng(6).normal(0, 0.3, 90)
    assert "slopes-differ" in keys(sqc.scatter(steep, by="m"))


def test_equal_slopes_by_the_two_sums_of_squares():
    data, codes = cloud(60), np.arange(60) % 2
    x, y = data["x"], data["y"]
    common = np.column_stack([np.ones(60), codes, x])
    own = np.column_stack([common, codes * x])
    sse = [np.linalg.lstsq(design, y, rcond=None)[1][0] for design in (common, own)]
    p = stats.f.sf((sse[0] - sse[1]) / (sse[1] / 56), 1, 56)
    assert slopes_p(x, y, codes) == pytest.approx(p, rel=1e-9)


def test_a_lag_is_found_and_all_lags_are_shown():
    x = rng(7).normal(size=80)
    y = np.roll(x, 2) + 0.2 * rng(8).normal(size=80)
    found = sqc.scatter({"x": x, "y": y}, lag=2)
    assert found["n"] == 78
    assert found["r"] > 0.9
    assert found["r"] == pytest.approx(np.corrcoef(x[:-2], y[2:])[0, 1])
    assert [len(table.rows) for table in found.stored_report.tables] == [6, 3]
    assert keys(sqc.scatter({"x": x, "y": y}))[0] == "not-proven"


def test_lags_go_along_the_rows_of_each_stratum():
    x, noise = rng(7).normal(size=120), rng(8).normal(size=120)
    machine = np.array(["a", "b"])[rng(9).integers(0, 2, 120)]
    y = np.empty(120)
    for name, level in (("a", 0.0), ("b", 50.0)):
        mine = machine == name
        y[mine] = level + np.roll(x[mine], 1) + 0.2 * noise[mine]
    data = {"x": x, "y": y, "machine": machine}
    found = sqc.scatter(data, value="x,y", by="machine", lag=1)
    assert found["n"] == 118
    pairs = [(x[machine == name][:-1], y[machine == name][1:]) for name in "ab"]
    at_1 = found.case.lags[1]
    assert [at_1.parts[name].r for name in "ab"] == pytest.approx(
        [np.corrcoef(*pair)[0, 1] for pair in pairs]
    )
    u, v = (np.concatenate([side - side.mean() for side in sides]) for sides in zip(*pairs, strict=True))
    assert at_1.whole.r == pytest.approx(np.corrcoef(u, v)[0, 1])
    assert at_1.whole.r == pytest.approx(found["r_within"])
    assert at_1.whole.r > 0.9 > 0.3 > found.case.lags[0].whole.r
    assert "1 row later within machine" in str(found)
    assert "lag-too-long" not in keys(found)
    few = min("ab", key=lambda name: np.count_nonzero(machine == name))
    longest = sqc.scatter(data, value="x,y", by="machine", lag=int(np.count_nonzero(machine == few)))
    assert "lag-too-long" in keys(longest)
    assert f"{few}: no pair at this lag" in str(longest)
    # without strata the neighbour is often of the other machine
    assert sqc.scatter(data, value="x,y", lag=1)["r"] < 0.3


def test_rows_are_sorted_before_they_are_lagged():
    data = {"x": [3.0, 1.0, 2.0, 4.5], "y": [1.0, 0.0, 2.0, 5.0], "t": [3, 1, 2, 4]}
    found = sqc.scatter(data, value="x,y", order="t", lag=1)
    assert found.case.whole.x.tolist() == [1.0, 2.0, 3.0]
    assert found.case.whole.y.tolist() == [2.0, 1.0, 5.0]


def test_two_columns_that_drift_together():
    t = np.arange(60.0)
    data = {"x": t / 5 + rng(9).normal(size=60), "y": t / 5 + rng(10).normal(size=60)}
    assert "common-drift" in keys(sqc.scatter(data))


def test_neighbours_that_depend_on_each_other():
    walk = np.cumsum(rng(11).normal(size=80))
    x = rng(12).normal(size=80)
    assert "dependent" in keys(sqc.scatter({"x": x, "y": 3 * x + walk}))


def test_a_narrow_range_and_few_points():
    data = {"x": [10.1, 10.2, 10.3] * 12, "y": np.round(rng(13).normal(5, 1, 36), 2)}
    assert "narrow" in keys(sqc.scatter(data))
    assert "few-points" in keys(sqc.scatter(cloud(20)))
    assert not {"narrow", "few-points"} & set(keys(sqc.scatter(cloud())))


def test_falling_relations_say_so():
    assert "falls as" in str(sqc.scatter(cloud(slope=-1.0)))
    assert "rises with" in str(sqc.scatter(cloud()))


def test_the_picture_has_line_band_and_dotted_prediction():
    from sqc.report.marks import Band, Key, Line, Note, Points

    (plot,) = sqc.scatter(cloud()).stored_report.page().rows[0]
    assert [mark.role for mark in plot.marks if isinstance(mark, Line)] == ["warning", "warning", "fit"]
    assert any(isinstance(mark, Band) for mark in plot.marks)
    (plot,) = sqc.scatter(anscombe("III")).stored_report.page().rows[0]
    assert any(isinstance(mark, Note) for mark in plot.marks)
    data = {**cloud(90), "m": ["a", "b", "c"] * 30}
    (plot,) = sqc.scatter(data, by="m").stored_report.page().rows[0]
    assert [mark.role for mark in plot.marks if isinstance(mark, Points)] == ["s0", "s1", "s2"]
    assert any(isinstance(mark, Key) for mark in plot.marks)
    data["m"] = list("abcdef") * 15
    assert len(sqc.scatter(data, by="m").stored_report.page().rows) == 2


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"x": [1.0, 2.5, 3.0]}, {}, "two-columns"),
        ({"x": [1.0, 2.5, 3.0], "y": [1.0, 2.0, 4.0]}, {"value": "x"}, "two-columns"),
        ({"x": [1.0, 2.5], "y": [1.5, 2.0]}, {}, "too-few-points"),
        ({"x": [1.0, 2.5, 3.0], "y": [1.5, 2.0, 4.0]}, {"lag": 1}, "too-few-points"),
        ({"x": [1.0, 2.5, 3.0], "y": [1.5, None, None]}, {}, "too-few-points"),
        ({"x": [1.5, None, None], "y": [None, 2.5, 1.5]}, {}, "no-data-left"),
        ({"x": [1.5, 1.5, 1.5], "y": [1.5, 2.0, 4.0]}, {}, "all-equal"),
        ({"x": [1.0, 2.5, 3.0], "y": [2.5, 2.5, 2.5]}, {}, "all-equal"),
        ({"a": [1.5, 2.5, 3.0], "b": [100.5, 2.0, 4.0], "c": [7.5, 9.0, 8.0]}, {}, "which-column"),
        ({"x": [1.0, 2.5, 3.0], "y": [1.5, 2.0, 4.0]}, {"value": "x,z"}, "unknown-column"),
        ({"x": [1.0, 2.5, 3.0], "y": [1.5, 2.0, 4.0]}, {"lag": -1}, "option-range"),
        ({"x": [1.0, 2.5, 3.0], "y": [1.5, 2.0, 4.0]}, {"confidence": 0.0}, "option-range"),
        ({"x": [1.0, 2.5, 3.0], "y": [1.5, 2.0, 4.0], "m": list("aab")}, {"by": "m", "lag": 1},
         "too-few-points"),
        ({"x": np.arange(150.5), "y": np.arange(150.5) ** 2, "m": [f"m{i}" for i in range(151)]},
         {"value": "x,y", "by": "m"}, "too-many-strata"),
    ],
)  # fmt: skip
def test_what_has_no_answer_is_refused_in_one_sentence(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.scatter(data, **options)
    assert error.value.key == key


def test_a_row_that_lacks_one_number_is_left_out_and_told():
    data = cloud(40)
    data["y"][3] = np.nan
    found = sqc.scatter(data)
    assert found["n"] == 39
    assert "rows-without" in keys(found)


def test_an_exact_line_has_no_error():
    found = sqc.scatter({"x": [1.0, 2.0, 3.0, 4.5, 7.0], "y": [2.0, 4.0, 6.0, 9.0, 14.0]})
    assert (found["r"], found["slope"]) == pytest.approx((1.0, 2.0))
    assert str(found)


def test_the_command_line_answers_and_refuses(capsys):
    file = str(EXAMPLES / "bonding.csv")
    assert main(["scatter", file, "--by", "lot", "--quiet"]) == 0
    assert "The sign turns" in capsys.readouterr().out
    assert main(["scatter", file, "--value", "lot"]) == 2
    assert main(["scatter", "--explain", "rho"]) == 0


def test_explain_does_the_arithmetic():
    text = sqc.scatter(anscombe("I")).explain("slope")
    assert "55.01 / 110" in text


@pytest.mark.slow
def test_false_alarms_on_plain_clouds():
    false = {"one-point", "curved", "dependent", "common-drift", "narrow"}
    draws = [sqc.scatter(cloud(50, seed=seed)) for seed in range(300)]
    assert np.mean([bool(false & set(keys(one))) for one in draws]) <= 0.06


def test_pearson_of_what_does_not_vary_is_undefined():
    assert np.isnan(pearson([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]).r)


def bent(n=40, seed=3):
    draws = rng(seed)
    x = draws.uniform(150, 200, n).round(1)
    return {"x": x, "y": 30 - 0.02 * (x - 178) ** 2 + draws.normal(0, 1, n)}


def test_a_curve_says_where_it_turns():
    data = bent()
    assert "--degree 2" in str(sqc.scatter(data).findings_list()[0].message)
    found = sqc.scatter(data, degree=2)
    right = np.polynomial.polynomial.polyfit(data["x"], data["y"], 2)
    assert [found[f"b{k}"] for k in range(3)] == pytest.approx(right, rel=1e-6)
    assert keys(found)[0] == "turns"
    low, high = found.facts["turn"].interval
    assert low < 178 < high
    assert found["turn"] == pytest.approx(-right[1] / (2 * right[2]), rel=1e-7)
    assert "slope" not in found.facts
    assert found["residual_sd"] < 1.3


def test_a_valley_and_a_curve_without_turn_are_told_apart():
    x = np.arange(30.0)
    noise = rng(5).normal(0, 0.5, 30)
    low = sqc.scatter({"x": x, "y": 0.05 * (x - 14) ** 2 + noise}, value="x,y", degree=2)
    assert (keys(low)[0], "lowest" in str(low.findings_list()[0].message)) == ("turns", True)
    rising = sqc.scatter({"x": x, "y": 0.05 * (x + 3) ** 2 + noise}, value="x,y", degree=2)
    assert keys(rising)[0] == "curve"


def test_a_curve_that_is_not_needed():
    found = sqc.scatter(cloud(), degree=3)
    assert keys(found)[0] == "curve-not-proven"
    assert "--degree 2" in str(found.findings_list()[0].message)


@pytest.mark.parametrize("degree", [0, 6, 1.5, True])
def test_degrees_that_are_none(degree):
    with pytest.raises(sqc.SqcError, match="from 1 to 5"):
        sqc.scatter(cloud(), degree=degree)


def test_a_curve_needs_different_x():
    data = {"x": [1, 1, 2, 2, 3, 3], "y": [1, 2, 2, 3, 5, 4]}
    with pytest.raises(sqc.SqcError, match="3 different x"):
        sqc.scatter(data, degree=3)
    assert sqc.scatter(data, degree=2)["b2"] == pytest.approx(0.5)  # means 1.5, 2.5, 4.5
    with pytest.raises(sqc.SqcError, match="--by"):
        sqc.scatter({**data, "s": list("aabbab")}, value="x,y", by="s", degree=2)


def test_the_band_of_a_curve_is_that_of_its_normal_equations():
    data = bent(25)
    curve = fit_curve(data["x"], data["y"], 3)
    design = np.vander((data["x"] - 175) / 25, 4, increasing=True)
    at = np.vander((np.array([160.0, 190.0]) - 175) / 25, 4, increasing=True)
    inside = np.einsum("ij,jk,ik->i", at, np.linalg.inv(design.T @ design), at)
    mean, single = curve.half_widths([160.0, 190.0], 0.95)
    t = stats.t.ppf(0.975, 21) * curve.fit.sd
    assert mean == pytest.approx(t * np.sqrt(inside), rel=1e-8)
    assert single == pytest.approx(t * np.sqrt(1 + inside), rel=1e-8)


def test_the_interval_of_the_turn_holds_it():
    x = np.linspace(0, 10, 30)
    draws, held = rng(8), 0
    for _ in range(400):
        low, high = fit_curve(x, (x - 6) ** 2 + draws.normal(0, 8, 30), 2).turn_ends(0.95)
        held += low <= 6 <= high
    assert 0.92 < held / 400 < 0.98


def test_terms_that_follow_from_each_other():
    x = np.arange(6.0)
    for terms, said in (((x, 2 * x), "each other"), ((x, 0 * x), "0 everywhere"), ((x,) * 6, "more points")):
        with pytest.raises(ValueError, match=said):
            least_squares(np.column_stack(terms), x)


@pytest.mark.parametrize(("n", "p"), [(3, 0.3333), (4, 0.08333), (5, 0.01667)])
def test_ranks_in_perfect_order_are_no_proof_by_themselves(n, p):
    # exact: 2 of n! orders are perfect
    found = spearman(list(range(n)), list(range(n)))
    assert (found.r, found.p) == (1.0, pytest.approx(p, abs=5e-5))
    assert math.isnan(spearman([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]).p)


def test_three_pairs_have_no_interval_and_say_so():
    said = str(sqc.scatter({"x": [1, 2, 3], "y": [2, 3, 5]}, value="x,y"))
    assert "3 pairs give r = 0.982 and no interval" in said
    assert "no interval" not in str(sqc.scatter({"x": [1, 2, 3, 4], "y": [2, 5, 3, 4]}, value="x,y"))


@pytest.mark.parametrize("degree", [2, 3, 5])
def test_the_equation_of_a_curve_gives_its_values_back(degree):
    data = bent()
    found = sqc.scatter(data, degree=degree)
    said = str(line_words(found.case)).partition(" = ")[2].replace("−", "-").replace("- ", "-")
    said = said.translate(str.maketrans("", "", "²³⁴⁵")).replace("+ ", "").replace(" × x", "")
    fit = np.polynomial.polynomial.polyval(data["x"], [float(part) for part in said.split()])
    assert np.abs(fit - found.case.whole.curve.at(data["x"])).max() < 0.1 * found["residual_sd"]
