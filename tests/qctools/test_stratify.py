"""`sqc stratify`: what explains a measure, tests, several columns, shares, pictures, what it refuses."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.cli.main import main
from sqc.stats import differences, strata
from sqc.stats.columns import explained
from sqc.stats.contingency import cell_p, independent_p, share_difference
from sqc.stats.multiplicity import holm
from sqc.verification.load import select

EXAMPLES = Path(__file__).parents[2] / "examples"
OF_N = {"value": "x", "inspected": "n"}
PLANTS, INSECTS = (case.data for case in select(["r-groups-"]))


def keys(result):
    return [finding.key for finding in result.findings_list()]


def grouped(data):
    names = list(dict.fromkeys(data["group"]))
    return [
        np.array([y for y, g in zip(data["y"], data["group"], strict=True) if g == name]) for name in names
    ]


def made(sizes, shifts=None, sds=None, seed=1):
    """Return synthetic strata, named a, b, c."""
    rng = np.random.default_rng(seed)
    shifts, sds = shifts or [0.0] * len(sizes), sds or [1.0] * len(sizes)
    parts = [rng.normal(10 + d, s, n) for n, d, s in zip(sizes, shifts, sds, strict=True)]
    rows = [(chr(97 + i), x) for i, part in enumerate(parts) for x in part]
    return {"m": [name for name, _ in rows], "x": [round(float(x), 3) for _, x in rows]}


def test_the_effect_comes_first_with_its_interval():
    found = sqc.stratify(PLANTS, by="group")
    assert (found["highest"], found["lowest"], found["test"]) == ("trt2", "trt1", "anova")
    assert found["difference"] == pytest.approx(0.865)
    assert found.facts["difference"].interval == pytest.approx((0.1737839, 1.5562161), abs=1e-6)
    assert found.facts["share"].interval == pytest.approx(strata.share_interval(4.846087862380135, 2, 27))
    assert keys(found)[0] == "means-differ"
    assert "stratum-apart" in keys(found)


def test_numbers_are_those_of_scipy():
    groups = grouped(PLANTS)
    n, mean, sd = (np.array([f(g) for g in groups]) for f in (len, np.mean, lambda g: np.std(g, ddof=1)))
    theirs = stats.tukey_hsd(*groups)
    ends = theirs.confidence_interval(0.95)
    ours = np.ravel(differences.pairs(n, mean, sd, [2], [1], alike=True)[:4])
    found = [part[2, 1] for part in (theirs.statistic, ends.low, ends.high, theirs.pvalue)]
    assert list(ours) == pytest.approx(found, rel=1e-6)
    two = stats.ttest_ind(groups[1], groups[0], equal_var=False)
    ours = differences.pairs(n[:2], mean[:2], sd[:2], [1], [0], alike=False)
    assert ours.p == pytest.approx(two.pvalue, rel=1e-10)
    assert (ours.low[0], ours.high[0]) == pytest.approx(tuple(two.confidence_interval(0.95)), rel=1e-10)
    low, high = strata.share_interval(4.846087862380135, 2, 27)
    for share, tail in ((low, 0.975), (high, 0.025)):
        assert stats.ncf.cdf(4.846087862380135, 2, 27, 30 * share / (1 - share)) == pytest.approx(tail)
    assert independent_p([[3, 1], [1, 5]])[1]
    exact = stats.fisher_exact([[30, 10], [20, 40]])[1]
    assert cell_p([[30, 10], [20, 40]])[0, 0] == pytest.approx(exact, rel=0.3)
    assert holm([0.04, math.nan, 0.01]).tolist() == pytest.approx([0.04, math.nan, 0.02], nan_ok=True)


def test_the_share_interval_covers_what_it_says():
    """Share 0.2 of 4 strata of 8: the interval of 95 % holds it in 95 % of samples."""
    rng = np.random.default_rng(5)
    means = np.array([-1.0, 1.0, -1.0, 1.0]) * math.sqrt(0.25)
    held = 0
    for _ in range(1000):
        x = rng.normal(means[:, None], 1.0, (4, 8))
        f = 8 * x.mean(axis=1).var(ddof=1) / x.var(axis=1, ddof=1).mean()
        low, high = strata.share_interval(f, 3, 28)
        held += low <= 0.2 <= high
    assert held / 1000 == pytest.approx(0.95, abs=4 * math.sqrt(0.95 * 0.05 / 1000))


def test_values_that_would_show_a_share_do():
    n = strata.values_for_share(3, 0.06)
    for size, at_least in ((n, True), (n - 1, False)):
        limit = stats.f.ppf(0.95, 2, 3 * (size - 1))
        assert (stats.ncf.sf(limit, 2, 3 * (size - 1), 3 * size * 0.06 / 0.94) >= 0.8) == at_least


def test_a_large_offset_loses_no_digits():
    data = {
        "m": ["a", "b"] * 3,
        "x": [1e12 + 0.1, 1e12 + 0.4, 1e12 + 0.2, 1e12 + 0.5, 1e12 + 0.3, 1e12 + 0.6],
    }
    text = {"m": data["m"], "x": [f"{x:.1f}" for x in data["x"]]}
    found = sqc.stratify(text, by="m")
    assert found["difference"] == pytest.approx(0.3, rel=1e-12)
    assert found["f"] == pytest.approx(13.5, rel=1e-12)


def test_which_test_is_judged_by():
    assert sqc.stratify(INSECTS, by="group")["test"] == "welch"  # the spreads differ
    assert sqc.stratify(made([8, 30], [0, 1])).case.first.test == "welch"  # the sizes differ
    assert sqc.stratify(made([1, 8, 8])).case.first.test == "anova"  # one value
    assert sqc.stratify(made([5] * 25, sds=[0.2] * 12 + [3.0] * 13), by="m").case.first.test == "anova"
    rng = np.random.default_rng(3)
    skewed = {"m": ["a"] * 12 + ["b"] * 12, "x": np.round(np.exp(rng.normal(size=24) * 1.8), 3).tolist()}
    found = sqc.stratify(skewed)
    assert (found["test"], "far-from-normal" in keys(found)) == ("kruskal", True)
    assert "far-from-normal" in keys(sqc.stratify(skewed, test="anova"))
    many = {"m": ["a"] * 60 + ["b"] * 60, "x": np.round(np.exp(rng.normal(size=120) * 1.8), 3).tolist()}
    assert "enough-for-means" in keys(sqc.stratify(many))
    for test in ("anova", "kruskal", "welch"):
        assert sqc.stratify(PLANTS, by="group", test=test)["test"] == test
    assert "welch-coarse" in keys(sqc.stratify(made([3] * 25), by="m", test="welch"))


def test_four_states_of_knowledge():
    assert keys(sqc.stratify(made([6, 6])))[0] == "strata-open"
    assert keys(sqc.stratify(made([400, 400, 400])))[0] == "strata-alike"
    assert keys(sqc.stratify(made([900, 900], [0, 0.25])))[0] == "matters-little"
    assert keys(sqc.stratify(made([30, 30], [0, 3])))[0] == "means-differ"


def test_spreads_few_values_and_blank_strata_are_told():
    found = keys(sqc.stratify(made([30, 30, 3], sds=[1, 6, 1])))
    assert {"spread-differs", "few-values"} <= set(found)
    data = made([9, 9])
    data["m"][0] = None
    assert "rows-without" in keys(sqc.stratify(data))


def test_several_columns_are_ranked_and_read_together():
    path = str(EXAMPLES / "battery-life.csv")
    found = sqc.stratify(path, value="life", by="material,temperature")
    assert [one.name for one in found.case.groups] == ["temperature", "material"]
    assert found["p_joint"] == pytest.approx(0.01861116818894172, rel=1e-9)
    assert {"column-leads", "lead-open", "joint-action", "hidden-column"} <= set(keys(found))
    assert found["column"] == "temperature"


def test_a_difference_that_only_combinations_show():
    rng = np.random.default_rng(2)
    rows = [(a, b, (1 if a == b else -1) + rng.normal(0, 0.7)) for a in "xy" for b in "xy" for _ in range(12)]
    data = {"a": [r[0] for r in rows], "b": [r[1] for r in rows], "v": [round(r[2], 3) for r in rows]}
    assert keys(sqc.stratify(data))[0] == "hidden-together"


def test_what_a_column_seems_to_explain_may_be_another():
    """b follows a in nine rows of ten and has no effect of its own."""
    rng = np.random.default_rng(4)
    a = np.repeat([0, 1], 60)
    b = np.where(rng.random(120) < 0.85, a, 1 - a)
    v = np.round(2.0 * a + rng.normal(size=120), 3)
    data = {"a": [f"a{i}" for i in a], "b": [f"b{i}" for i in b], "v": v.tolist()}
    assert "carried" in keys(sqc.stratify(data, by="a,b"))
    bound = {**data, "b": [f"b{i}" for i in a]}
    assert "bound" in keys(sqc.stratify(bound, by="a,b"))
    assert "no-joint-action" in keys(sqc.stratify(data, by="a,b"))


def test_too_many_combinations_are_judged_alone():
    n = 3000
    rng = np.random.default_rng(6)
    data = {name: [f"{name}{i}" for i in rng.integers(0, 60, n)] for name in "ab"}
    data["v"] = np.round(rng.normal(size=n), 3).tolist()
    assert "too-many-cells" in keys(sqc.stratify(data, value="v", by="a,b"))


def test_no_replicates_leave_the_columns_as_error():
    found = explained([[0, 0], [0, 1], [1, 0], [1, 1]], [1.0, 2.0, 5.0, 6.1])
    assert found.joint is None
    assert found.beside[0].df_within == 1


def test_shares_by_stratum():
    data = {"supplier": ["a", "b", "c"], "rejected": [5, 17, 40], "n": [1000, 1000, 1000]}
    data = {name: column * 2 for name, column in data.items()}
    found = sqc.stratify(data, value="rejected", inspected="n", by="supplier")
    assert keys(found)[:2] == ["shares-differ", "stratum-apart"]
    table = [[10, 34, 80], [1990, 1966, 1920]]
    assert found["p_shares"] == pytest.approx(stats.chi2_contingency(table, correction=False)[1])
    value, low, high = share_difference([56, 48], [70, 80])  # Newcombe 1998, table II, case (a)
    assert (value, low, high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    few = {"shift": ["a", "b"] * 10, "result": ["OK"] * 18 + ["NG"] * 2}
    found = sqc.stratify(few)
    assert keys(found)[0] == "shares-open"
    assert "few-expected" in keys(found)


def test_pictures():
    path = str(EXAMPLES / "battery-life.csv")
    vari = sqc.stratify(path, value="life", by="material,temperature")
    assert [plot.key for row in vari.stored_report.page().rows for plot in row] == ["multi_vari"]
    boxes = sqc.stratify(path, value="life", by="material,temperature", kind="box")
    assert [plot.key for row in boxes.stored_report.page().rows for plot in row] == [
        "box_temperature",
        "box_material",
    ]
    single = sqc.stratify(INSECTS, by="group").stored_report.page().rows[0][0]
    assert sum(type(mark).__name__ == "Shape" for mark in single.marks) == 6
    beyond = [mark for mark in single.marks if type(mark).__name__ == "Points" and mark.role == "data"]
    assert sorted(float(y) for mark in beyond for y in mark.y) == [7.0, 12.0]
    many = {"m": [f"m{i}" for i in range(100)] * 2, "x": list(range(200))}
    with pytest.raises(sqc.OptionError) as error:
        sqc.stratify(many, by="m", kind="multi-vari").stored_report.page()
    assert error.value.key == "multi-vari-size"


def test_three_columns_nest_and_the_key_names_the_innermost():
    rows = [(a, b, c, i) for a in "xy" for b in "pq" for c in "uv" for i in range(3)]
    data = {name: [row[i] for row in rows] for i, name in enumerate("abc")}
    data["v"] = [float(row[3]) + (row[0] == "x") for row in rows]
    plot = sqc.stratify(data, value="v", by="a,b,c").stored_report.page().rows[0][0]
    kinds = [type(mark).__name__ for mark in plot.marks]
    assert (kinds.count("Strip"), kinds.count("Key"), kinds.count("Line")) == (2, 1, 2)


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"m": ["a", "b"] * 2, "x": [1, 1, 1, 1]}, {}, "no-variation"),
        ({"m": ["a", "a"], "x": [1, 2]}, {"by": "m"}, "one-stratum"),
        ({"m": ["a", "b"], "x": [1, 2]}, {"by": "m"}, "own-strata"),
        ({"m": ["a", "b"], "x": [None, None]}, {"value": "x", "by": "m"}, "no-data-left"),
        ({"x": [1.0, 2.0, 3.0]}, {}, "no-column"),
        ({"m": ["a", "b"]}, {}, "no-value"),
        ({"m": ["a", "b"] * 2, "x": [1, 2, 3, 4], "y": [1, 2, 3, 5]}, {}, "which-column"),
        ({"m": ["a", "b"] * 2, "x": [1, 2, 3, 4]}, {"by": "n"}, "unknown-column"),
        ({"m": ["a", "b"] * 2, "x": [1, 2, 3, 4]}, {"by": "m,m"}, "column-twice"),
        ({"m": ["a", "b"] * 2, "x": [1, 2, 3, 4]}, {"by": "x", "value": "x"}, "option-clash"),
        ({"m": ["a", "b"] * 2, "x": [1, 2, 3, 4]}, {"confidence": 1.0}, "option-range"),
        ({"m": ["a", "b"] * 2, "x": [1, 2, 3, 4]}, {"test": "t"}, "unknown-choice"),
        ({"m": ["a", "b"] * 2, "x": [1, 2, 3, 9], "n": [5] * 4}, OF_N, "impossible-count"),
        ({"m": ["a", "b"] * 2, "x": [1, 2, 3, -1], "n": [5] * 4}, OF_N, "negative-count"),
        ({"m": ["a", "b"] * 2, "x": [0] * 4, "n": [5] * 4}, OF_N, "no-variation"),
        ({"m": ["a", "b"] * 2, "x": [1] * 4, "n": [5] * 4}, {**OF_N, "kind": "box"}, "option-clash"),
    ],
)  # fmt: skip
def test_what_has_no_answer_is_refused_in_one_sentence(data, options, key):
    with pytest.raises(sqc.SqcError) as error:
        sqc.stratify(data, **options)
    assert error.value.key == key


def test_explain_puts_the_numbers_in():
    text = sqc.stratify(PLANTS, by="group").explain("share")
    assert "(3 - 1)(4.84609 - 1) / ((3 - 1)(4.84609 - 1) + 30)" in text


def test_the_command_line(capsys, monkeypatch):
    monkeypatch.chdir(EXAMPLES)
    for lang in ("en", "zh"):
        call = [
            "stratify",
            "silicon-resistivity.csv",
            "--value",
            "resistivity",
            "--by",
            "instrument",
            "--lang",
            lang,
        ]
        assert main(call) == 0
    assert "尚无定论" in capsys.readouterr().out
    assert main(["stratify", "silicon-resistivity.csv", "--by", "nothing"]) == 2
    assert "Traceback" not in capsys.readouterr().err
