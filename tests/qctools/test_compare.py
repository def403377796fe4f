"""`sqc compare`: the test that is chosen, the four states, what is looked at, what it refuses."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.cli.main import main
from sqc.qctools.compare.explain import COMPARE
from sqc.qctools.compare.options import TESTS as NAMES
from sqc.qctools.compare.tests import TESTS
from sqc.stats.multiplicity import holm

EXAMPLES = Path(__file__).parents[2] / "examples"
SLEEP = str(EXAMPLES / "sleep.csv")


def keys(result):
    return [finding.key for finding in result.findings_list()]


def groups(*means, n=12, sd=1.0, seed=11, digits=2):
    rng = np.random.default_rng(seed)
    names = list("ABCDEFG")[: len(means)]
    values = np.concatenate([rng.normal(mean, sd, n) for mean in means])
    return {"group": np.repeat(names, n).tolist(), "y": np.round(values, digits).tolist()}


def parts(data):
    group, y = np.array(data["group"]), np.array(data["y"])
    return [y[group == name] for name in dict.fromkeys(data["group"])]


def test_two_groups_by_welch_effect_and_interval_before_p():
    data = groups(10, 8)
    found = sqc.compare(data, by="group")
    x, y = parts(data)
    right = stats.ttest_ind(y, x, equal_var=False)
    low, high = right.confidence_interval(0.95)
    assert found["effect"] == pytest.approx(y.mean() - x.mean(), rel=1e-12)
    assert found.facts["effect"].interval == pytest.approx((low, high), rel=1e-9)
    assert found["p"] == pytest.approx(right.pvalue, rel=1e-9)
    assert (keys(found)[0], found.case.test.key) == ("difference", "welch")
    line = str(found).splitlines()[0]
    assert line.index("95 % interval") < line.index(" p ")
    assert "B is" in line and "lower than A" in line


def test_the_first_group_is_before_whatever_the_order_and_a_reference_can_be_named():
    data = {"when": ["after"] * 3 + ["before"] * 3, "y": [5.0, 5.1, 5.3, 7.0, 7.2, 7.1]}
    assert sqc.compare(data).case.sample.names == ("before", "after")
    assert sqc.compare(data, reference="after").case.sample.names == ("after", "before")
    assert sqc.compare(data, reference="after")["effect"] == -sqc.compare(data)["effect"]


def test_not_proven_says_what_could_be_missed_and_how_to_plan():
    found = sqc.compare(groups(10, 10.2), by="group")
    assert keys(found)[0] == "not-proven"
    assert "may be anything from" in str(found)
    assert "sqc samplesize --test t --given-sigma" in str(found)


def test_equivalence_has_three_answers_and_states_its_interval():
    same = groups(10, 10.05, n=40, sd=0.2)
    found = sqc.compare(same, by="group", margin=0.3)
    assert keys(found)[0] == "equivalent"
    assert "90 % interval" in str(found).splitlines()[0]
    x, y = parts(same)
    d, se = y.mean() - x.mean(), math.sqrt(x.var(ddof=1) / 40 + y.var(ddof=1) / 40)
    df = stats.ttest_ind(y, x, equal_var=False).df
    p = max(stats.t.sf((d + 0.3) / se, df), stats.t.sf((0.3 - d) / se, df))
    assert found["p_equivalence"] == pytest.approx(p, rel=1e-9)
    assert keys(sqc.compare(groups(10, 12, n=40, sd=0.2), by="group", margin=0.3))[0] == "not-equivalent"
    assert keys(sqc.compare(groups(10, 10.3, n=8, sd=0.5), by="group", margin=0.3))[0] == "not-proven"
    ratio = sqc.compare(groups(10, 10, n=200), by="group", kind="variances", margin=1.5)
    assert keys(ratio)[0] == "equivalent"


def test_pairs_by_column_and_beside_each_other():
    long = sqc.compare(SLEEP, paired="patient", test="t")
    assert (long["effect"], long["df"]) == (pytest.approx(1.58), 9)
    assert long["p"] == pytest.approx(0.00283289, abs=5e-9)
    x, y = (part.tolist() for part in long.case.sample.parts)
    wide = sqc.compare({"a": x, "b": y}, value="a,b", test="t")
    assert wide["p"] == long["p"]
    # the pairs are matched by name, whatever the order of the rows
    rows = [(i, "A", v) for i, v in enumerate(x)] + [(i, "B", v) for i, v in reversed(list(enumerate(y)))]
    data = dict(zip(("patient", "drug", "h"), map(list, zip(*rows, strict=True)), strict=True))
    assert sqc.compare(data, value="h", by="drug", paired="patient", test="t")["p"] == long["p"]
    # the differences do not look normal: ranks are chosen, and t stands beside them
    assert sqc.compare(SLEEP, paired="patient").case.test.key == "rank"
    assert sqc.compare({"a": x, "b": y}, value="a,b", test="welch").case.test.key == "welch"


def test_a_pair_without_its_other_half_is_left_out_and_told():
    data = {"part": [1, 2, 3, 1, 2, 4], "g": list("aaabbb"), "y": [1.0, 2.0, 3.0, 1.5, 2.7, 9.0]}
    found = sqc.compare(data, value="y", by="g", paired="part")
    assert "incomplete-pairs" in keys(found)
    assert len(found.case.sample.parts[0]) == 2
    wide = sqc.compare({"a": [1.0, 2.0, None, 4.0], "b": [1.5, 2.1, 3.0, 4.4]}, value="a,b", test="t")
    assert "incomplete-pairs" in keys(wide)


def test_one_group_against_a_target():
    found = sqc.compare({"y": [5.1, 5.3, 5.2, 5.4, 5.6]}, target=5)
    right = stats.ttest_1samp([5.1, 5.3, 5.2, 5.4, 5.6], 5)
    assert found["p"] == pytest.approx(right.pvalue, rel=1e-9)
    assert "above the target 5" in str(found)
    share = sqc.compare({"bad": [12], "n": [90]}, value="bad", inspected="n", target=0.1)
    assert share["p"] == pytest.approx(stats.binomtest(12, 90, 0.1).pvalue, rel=1e-12)
    rate = sqc.compare({"hits": [12]}, value="hits", inspected="9", kind="counts", target=1)
    assert rate["effect"] == pytest.approx(12 / 9)
    assert "the ratio may be anything" in str(rate)


def test_several_groups_and_their_pairs_are_named():
    data = groups(10, 10, 13, n=10)
    found = sqc.compare(data, by="group")
    assert found.case.test.key == "welch"
    assert "Games-Howell" in str(found)
    assert keys(found)[0] == "difference"
    pooled = sqc.compare(data, by="group", pooled=True)
    right = stats.tukey_hsd(*parts(data))
    assert [one.found.p for one in pooled.case.contrasts] == pytest.approx(
        [right.pvalue[1, 0], right.pvalue[2, 0], right.pvalue[2, 1]], rel=1e-9
    )
    assert pooled["p"] == pytest.approx(stats.f_oneway(*parts(data)).pvalue, rel=1e-9)
    ranks = sqc.compare(data, by="group", test="rank")
    assert ranks["p"] == pytest.approx(stats.kruskal(*parts(data)).pvalue, rel=1e-9)
    assert "Dunn with Holm" in str(ranks)
    assert keys(sqc.compare(groups(10, 10, 10), by="group"))[0] == "not-proven"


def test_every_group_against_one_by_dunnett():
    data = groups(10, 10, 13, n=10)
    found = sqc.compare(data, by="group", test="dunnett", reference="B")
    assert [(one.first, one.second) for one in found.case.contrasts] == [(0, 1), (0, 2)]
    a, b, c = parts(data)
    right = stats.dunnett(a, c, control=b, rng=np.random.default_rng(1))
    assert [one.found.p for one in found.case.contrasts] == pytest.approx(right.pvalue, abs=2e-4)
    assert found["statistic"] == pytest.approx(np.abs(right.statistic).max())
    assert found["p"] == min(one.found.p for one in found.case.contrasts)
    assert "C is" in str(found) and "1 of 2 groups are told apart from B" in str(found)
    assert not found.case.others
    assert "Dunnett" in found.explain("p")
    low = sqc.compare(groups(13, 10, 10, n=10), by="group", test="dunnett")
    assert "lower than A" in str(low).splitlines()[0]
    same = sqc.compare(groups(10, 10, 10, n=10, seed=3), by="group", test="dunnett")
    assert keys(same)[0] == "not-proven"
    assert "one may be up to" in str(same).splitlines()[0]
    assert keys(sqc.compare(groups(9, 9, 9), by="group", test="dunnett", margin=3.0))[0] == "equivalent"


def test_three_columns_are_three_groups():
    data = groups(1, 2, 3)
    wide = dict(zip(("x1", "x2", "x3"), (part.tolist() for part in parts(data)), strict=True))
    assert sqc.compare(wide, value="x1..x3")["p"] == sqc.compare(data, by="group")["p"]


def test_spread_by_f_when_normal_by_bonett_when_not():
    data = groups(10, 10, n=30)
    assert sqc.compare(data, by="group", kind="variances").case.test.key == "f"
    skewed = {"group": ["a"] * 40 + ["b"] * 40, "y": np.random.default_rng(2).lognormal(size=80).tolist()}
    found = sqc.compare(skewed, kind="variances")
    assert found.case.test.key == "bonett"
    assert "spread" in str(found)
    x, y = parts(data)
    brown = sqc.compare(data, by="group", test="brown-forsythe")
    assert brown["p"] == pytest.approx(stats.levene(x, y, center="median").pvalue, rel=1e-9)
    many = sqc.compare(groups(1, 1, 1, n=20), by="group", kind="variances")
    assert many["p"] == pytest.approx(stats.levene(*parts(groups(1, 1, 1, n=20))).pvalue, rel=1e-9)
    assert keys(sqc.compare({"g": ["a"] * 20 + ["b"] * 20, "y": [*range(20), *range(0, 200, 10)]},
                            kind="variances", test="f"))[0] == "difference"  # fmt: skip


def others(result):
    return [test.key for test, _ in result.case.others]


def test_bartlett_stands_beside_where_values_are_normal_fligner_killeen_where_not():
    calm = sqc.compare(groups(1, 1, 1, n=20), by="group", kind="variances")
    assert (calm.case.test.key, others(calm)) == ("brown-forsythe", ["bartlett"])
    rng = np.random.default_rng(2)
    skewed = {"g": list("abc") * 30, "y": rng.lognormal(size=90).tolist()}
    wild = sqc.compare(skewed, kind="variances")
    assert others(wild) == ["fligner"]
    found = sqc.compare(skewed, test="bartlett")
    right = stats.bartlett(*(skewed["y"][i::3] for i in range(3)))
    assert found["p"] == pytest.approx(right.pvalue, rel=1e-9)
    assert "F with Holm" in str(found)
    two = {"g": list("ab") * 30, "y": rng.lognormal(size=60).tolist()}
    assert others(sqc.compare(two, kind="variances")) == ["f", "brown-forsythe", "fligner"]
    one = sqc.compare(two, test="bartlett")
    assert "ratio and interval: F" in str(one)
    assert one["effect"] == sqc.compare(two, test="f")["effect"]


def test_skewed_small_groups_are_compared_by_ranks_large_ones_by_means():
    rng = np.random.default_rng(4)
    small = {"g": ["a"] * 15 + ["b"] * 15, "y": rng.lognormal(sigma=1.5, size=30).tolist()}
    assert sqc.compare(small).case.test.key == "rank"
    large = {"g": ["a"] * 60 + ["b"] * 60, "y": rng.lognormal(sigma=1.0, size=120).tolist()}
    found = sqc.compare(large)
    assert found.case.test.key == "welch"
    assert "not-normal" in keys(found)
    assert sqc.compare(groups(1, 2), by="group", kind="medians").case.test.key == "rank"


def test_shares_of_lots_and_of_verdicts():
    lots = {"when": ["before", "after"], "bad": [365, 128], "n": [8000, 8000]}
    found = sqc.compare(lots, value="bad", inspected="n", by="when")
    assert found.case.test.key == "chi-square"
    assert found.facts["effect"].interval == pytest.approx((-0.0350, -0.0243), abs=5e-5)
    assert "4.56 %" in str(found)
    rows = {"when": ["old"] * 40 + ["new"] * 40, "verdict": (["NG"] * 9 + ["OK"] * 31 + ["NG"] + ["OK"] * 39)}
    few = sqc.compare(rows, value="verdict", by="when")
    assert (few.case.test.key, few["count_1"], few["n_1"]) == ("chi-square", 9, 40)
    tiny = sqc.compare({"g": ["a", "b"], "bad": [3, 0], "n": [20, 20]}, value="bad", inspected="n")
    assert tiny.case.test.key == "fisher"
    assert keys(tiny)[0] == "not-proven"
    words = {"g": ["a"] * 6 + ["b"] * 6, "seal": ["tight", "leaky"] * 3 + ["tight"] * 6}
    assert sqc.compare(words, by="g", value="seal", nonconforming="leaky")["count_1"] == 3
    four = {"g": list("abcd"), "bad": [3, 3, 7, 12], "n": [86, 93, 136, 82]}
    many = sqc.compare(four, value="bad", inspected="n")
    assert many["p"] == pytest.approx(0.005585476661627025, rel=1e-9)
    assert keys(many)[0] == "difference"
    same = {"g": list("abc"), "bad": [5, 6, 5], "n": [90, 90, 90]}
    assert "points apart" in str(sqc.compare(same, value="bad", inspected="n"))


GAUGES = str(EXAMPLES / "gauges.csv")
JUDGED = {
    "part": [*range(12), *range(12)],
    "gauge": ["old"] * 12 + ["new"] * 12,
    "verdict": ["NG"] * 9 + ["OK"] * 3 + ["NG"] + ["OK"] * 10 + ["NG"],
}


def test_pairs_of_verdicts_by_mcnemar():
    found = sqc.compare(GAUGES, value="plug,air")
    assert (found.case.test.key, keys(found)[0]) == ("mcnemar", "difference")
    assert [found[name] for name in ("n_both", "n_first_only", "n_second_only", "n_neither")] == [
        8,
        20,
        2,
        170,
    ]
    assert found["p"] == pytest.approx(stats.binomtest(2, 22).pvalue, rel=1e-12)
    assert found["effect"] == pytest.approx(-18 / 200)
    low, high = stats.binomtest(2, 22).proportion_ci(0.95)
    assert found.facts["odds"].interval == pytest.approx((low / (1 - low), high / (1 - high)), rel=1e-9)
    assert "20 items count in plug only, 2 in air only: odds 10.00" in str(found)
    assert "the same 200 items" in str(found)
    again = sqc.compare(GAUGES, value="plug,air", reference="air")
    assert (again["effect"], again["odds"]) == (pytest.approx(0.09), 10.0)
    assert "(2 - 20) / 200" in found.explain("effect")
    assert "2 / 20" in found.explain("odds")


def test_pairs_of_verdicts_by_a_column_by_numbers_and_by_any_two_words():
    long = sqc.compare(JUDGED, value="verdict", by="gauge", paired="part")
    columns = {"old": JUDGED["verdict"][:12], "new": JUDGED["verdict"][12:]}
    wide = sqc.compare(columns, value="old,new")
    assert long["p"] == wide["p"] == pytest.approx(stats.binomtest(1, 9).pvalue)
    assert long.case.sample.names == ("old", "new")
    numbers = {name: [int(cell == "NG") for cell in cells] for name, cells in columns.items()}
    assert sqc.compare(numbers, value="old,new")["p"] == wide["p"]
    assert "old: 1" in str(sqc.compare(numbers, value="old,new"))
    words = {
        name: ["leaky" if cell == "NG" else "tight" for cell in cells] for name, cells in columns.items()
    }
    named = sqc.compare(words, value="old,new", nonconforming="leaky")
    assert (named["p"], named["n_first_only"]) == (wide["p"], wide["n_first_only"])
    # a column in which the other word does not occur
    clean = {"old": ["leaky", "tight", "leaky"], "new": ["tight"] * 3}
    assert sqc.compare(clean, value="old,new", nonconforming="leaky")["n_first_only"] == 2
    # 0 and 1 may be meant as values
    assert sqc.compare(numbers, value="old,new", kind="means").case.test.key == "t"
    assert sqc.compare(numbers, value="old,new", test="welch").case.test.key == "welch"


def test_columns_of_verdicts_beside_each_other_are_pairs_without_being_named():
    found = sqc.compare(GAUGES)
    assert (found.case.test.key, found["n_groups"]) == ("cochran", 3)
    columns = {
        "零件": [f"P{i}" for i in range(12)],
        "改善前": JUDGED["verdict"][:12],
        "改善后": JUDGED["verdict"][12:],
    }
    assert sqc.compare(columns)["p"] == pytest.approx(stats.binomtest(1, 9).pvalue)
    # what could group the rows is asked for
    lines = {**columns, "line": ["A", "B"] * 6}
    with pytest.raises(sqc.OptionError) as error:
        sqc.compare(lines)
    assert error.value.key == "which-column"
    assert sqc.compare(lines, value="改善前", by="line").case.shape == "two"


def test_items_that_were_not_judged_each_time_are_left_out_and_told():
    found = sqc.compare({"a": ["OK", "NG", "", ""], "b": ["NG", "OK", "OK", ""]}, value="a,b")
    assert "incomplete-pairs" in keys(found)
    assert found["n_1"] == 2
    long = {name: cells[:-1] for name, cells in JUDGED.items()}
    assert "incomplete-pairs" in keys(sqc.compare(long, value="verdict", by="gauge", paired="part"))


def test_too_few_changes_cannot_be_judged_but_may_be_equivalent():
    found = sqc.compare({"a": ["OK"] * 97 + ["NG"] * 3, "b": ["OK"] * 100}, value="a,b")
    assert (keys(found)[0], found.findings_list()[0].level) == ("cannot-judge", "act")
    assert "3 of 100 items changed, and McNemar's exact test needs 6" in str(found)
    same = sqc.compare({"a": ["OK"] * 97 + ["NG"] * 3, "b": ["OK"] * 100}, value="a,b", margin=0.1)
    assert keys(same)[0] == "equivalent"
    none = sqc.compare({"a": ["OK"] * 9 + ["NG"], "b": ["OK"] * 9 + ["NG"]}, value="a,b")
    assert "Changed   no item." in str(none)
    assert "odds" not in none.facts


def test_the_interval_and_the_exact_test_on_different_sides_are_told():
    found = sqc.compare({"a": ["NG"] * 7 + ["OK"] * 3, "b": ["OK"] * 7 + ["NG"] + ["OK"] * 2}, value="a,b")
    assert found["p"] > 0.05 > sqc.compare(
        {"a": ["NG"] * 7 + ["OK"] * 3, "b": ["OK"] * 7 + ["NG"] + ["OK"] * 2}, value="a,b", test="chi-square"
    )["p"]  # fmt: skip
    assert "border" in keys(found)
    assert "sqc samplesize --test paired-proportion --given-changed 0.8 --difference D" in " ".join(
        str(found).split()
    )
    assert "tests-disagree" not in keys(found)


def test_three_judgements_by_cochran_with_their_pairs():
    found = sqc.compare(GAUGES, value="plug..camera")
    assert (found.case.test.key, keys(found)[0]) == ("cochran", "difference")
    assert "McNemar, exact, with Holm" in str(found)
    plug, air, camera = found.case.sample.items
    pairs = [((x & ~y).sum(), (y & ~x).sum()) for x, y in ((plug, air), (plug, camera), (air, camera))]
    p = [stats.binomtest(int(b), int(b + c)).pvalue for b, c in pairs]
    assert [one.found.p for one in found.case.contrasts] == pytest.approx(holm(p).tolist(), rel=1e-9)
    rows = {"part": [], "gauge": [], "verdict": []}
    for name in ("plug", "air", "camera"):
        items = found.case.sample.items[found.case.sample.names.index(name)]
        rows["part"] += list(range(len(items)))
        rows["gauge"] += [name] * len(items)
        rows["verdict"] += ["NG" if one else "OK" for one in items]
    assert sqc.compare(rows, value="verdict", by="gauge", paired="part")["p"] == found["p"]
    same = sqc.compare({"a": [1, 0, 1], "b": [1, 0, 1], "c": [1, 0, 1]}, value="a..c")
    assert (same["statistic"], same["p"], keys(same)[0]) == (0.0, 1.0, "not-proven")


def test_counts_on_an_area():
    data = {"line": ["A", "B"], "hits": [21, 11], "area": [3011, 800]}
    found = sqc.compare(data, value="hits", inspected="area", kind="counts")
    assert found["effect"] == pytest.approx(1.971488, abs=5e-7)
    assert found.facts["effect"].interval == pytest.approx((0.8584264, 4.2772659), abs=5e-8)
    assert keys(found)[0] == "not-proven"
    assert "--test counts" in str(found)
    none = sqc.compare({"g": list("aabb"), "hits": [0, 0, 3, 9]}, value="hits", kind="counts")
    assert none["effect"] == math.inf
    assert "without limit" in str(none)
    three = sqc.compare({"g": list("abc"), "hits": [9, 10, 60]}, value="hits", kind="counts")
    assert "times that of" in str(three).splitlines()[0]
    assert "up to" in str(sqc.compare({"g": list("abc"), "hits": [9, 10, 12]}, value="hits", kind="counts"))


def test_rows_that_vary_more_than_counts_do_are_told():
    calm = {"g": ["a"] * 8 + ["b"] * 8, "hits": [4, 5, 3, 6, 4, 5, 5, 4, 6, 7, 5, 6, 7, 6, 5, 6]}
    assert "dispersion" in keys(sqc.compare(calm, value="hits", kind="counts"))
    wild = {**calm, "hits": [0, 19, 1, 0, 22, 0, 1, 25, 6, 7, 5, 6, 7, 6, 5, 6]}
    assert "overdispersed" in keys(sqc.compare(wild, value="hits", kind="counts"))


def test_what_cannot_be_judged_is_said():
    ranks = sqc.compare({"g": list("aaabbb"), "y": [1.0, 2.0, 3.0, 7.0, 8.0, 9.0]}, test="rank")
    assert keys(ranks)[0] == "cannot-judge"
    assert ranks.findings_list()[0].level == "act"
    pairs = sqc.compare({"a": [1.0, 2.0, 4.0], "b": [2.0, 4.0, 7.0]}, value="a,b", test="rank")
    assert keys(pairs)[0] == "cannot-judge"
    nothing = sqc.compare({"g": ["a", "b"], "bad": [0, 0], "n": [50, 60]}, value="bad", inspected="n")
    assert "nothing was counted in 110" in str(nothing)
    every = sqc.compare({"g": ["a", "b"], "bad": [50, 60], "n": [50, 60]}, value="bad", inspected="n")
    assert "all 110 inspected count" in str(every)


def test_drift_dependence_and_lost_order_within_a_group():
    rng = np.random.default_rng(5)
    up = np.linspace(0, 3, 30) + rng.normal(0, 0.3, 30)
    still = rng.normal(0, 0.3, 30)
    data = {"g": ["a"] * 30 + ["b"] * 30, "y": [*up, *still]}
    found = sqc.compare(data)
    assert "drift" in keys(found)
    assert "rises from row to row" in str(found)
    assert "falls from row to row" in str(sqc.compare({**data, "y": [*up[::-1], *still]}))
    assert "no-drift" in keys(sqc.compare({**data, "y": [*rng.permutation(up), *still]}))
    wave = np.repeat([0.0, 1.0, 0.0, 1.0, 0.0, 1.0], 5) + rng.normal(0, 0.05, 30)
    assert "dependent" in keys(sqc.compare({**data, "y": [*wave, *still]}))
    assert "order-lost" in keys(sqc.compare({**data, "y": [*np.sort(up), *np.sort(still)]}))
    by_time = {**data, "y": [*np.sort(up), *still], "t": rng.permutation(60)}
    assert "drift" not in keys(sqc.compare(by_time, value="y", order="t"))


def test_outliers_are_named_and_never_dropped():
    data = groups(10, 11, n=20, sd=0.2)
    data["y"][3] = 25.0
    found = sqc.compare(data, by="group")
    assert "outlier" in keys(found)
    assert found["n_1"] == 20
    data["y"][25] = 25.0
    assert "far from the rest of their groups" in str(sqc.compare(data, by="group"))


def test_another_spread_and_another_test_are_told():
    rng = np.random.default_rng(8)
    data = {"g": ["a"] * 25 + ["b"] * 25, "y": [*rng.normal(0, 1, 25), *rng.normal(0, 5, 25)]}
    assert "spread-differs" in keys(sqc.compare(data))
    assert "spread-alike" in keys(sqc.compare(groups(1, 2), by="group"))
    y = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0, 2.2, 2.4, 2.6, 40.0]
    skew = {"g": ["a"] * 15 + ["b"] * 15, "y": [*y, *(value + 0.8 for value in y)]}
    assert "tests-disagree" in keys(sqc.compare(skew))


def test_few_values_leave_normality_open():
    found = sqc.compare({"g": list("aaaabbbb"), "y": [1.0, 1.2, 1.1, 1.4, 3.0, 3.1, 3.3, 3.2]})
    assert "normality-unknown" in keys(found)


def test_a_constant_group_beside_others():
    data = {"g": list("aaabbbccc"), "y": [1.0, 1.0, 1.0, 2.0, 2.2, 2.1, 3.0, 3.3, 3.1]}
    assert sqc.compare(data).case.test.key == "rank"
    with pytest.raises(sqc.OptionError, match="some variation"):
        sqc.compare(data, test="welch")
    assert sqc.compare({"g": list("aaabbb"), "y": [1.0, 1.0, 1.0, 2.0, 2.2, 2.1]}).case.test.key == "welch"


def test_decimals_that_are_equal_are_equal():
    # 0.1 six times has a variance in binary, and 5.3 - 5.2 is not 5.2 - 5.1
    for value in (0.1, 5.1, 74.03):
        with pytest.raises(sqc.SqcError) as error:
            sqc.compare({"g": ["a"] * 7 + ["b"] * 7, "y": [value] * 7 + [9.97] * 7})
        assert error.value.key == "no-variation"
        data = {"g": ["a"] * 7 + ["b"] * 3 + ["c"] * 3, "y": [value] * 7 + [1.0, 1.2, 1.1, 2.0, 2.3, 2.1]}
        assert sqc.compare(data).case.test.key == "rank"
    with pytest.raises(sqc.SqcError) as error:
        sqc.compare({"a": [5.1, 5.2, 5.3, 5.9], "b": [5.2, 5.3, 5.4, 6.0]}, value="a,b")
    assert error.value.key == "no-variation"
    before = [5.1, 5.2, 5.3, 5.6, 5.0, 5.4, 5.8, 5.5]
    after = [5.2, 5.3, 5.4, 5.8, 5.3, 5.5, 6.2, 5.4]
    found = sqc.compare({"a": before, "b": after}, value="a,b", test="rank")
    tens = {name: [round(10 * one) for one in part] for name, part in (("a", before), ("b", after))}
    assert found["p"] == pytest.approx(sqc.compare(tens, value="a,b", test="rank")["p"], rel=1e-12)
    assert found.facts["effect"].interval[0] == 0.0


TWO = {"g": list("aaabbb"), "y": [1.0, 2.0, 3.0, 2.0, 4.0, 6.0]}


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ({"g": ["a"] * 4, "y": [1.0, 2.0, 3.0, 4.0]}, {}, "one-group"),
        ({"g": list("aaab"), "y": [1.0, 2.0, 3.0, 4.0]}, {}, "group-too-small"),
        ({"y": [4.0]}, {"target": 1.0}, "group-too-small"),
        ({"g": list("aabb"), "y": [5.0, 5.0, 5.0, 5.0]}, {}, "no-variation"),
        ({"g": list("aabb"), "y": [5.0, 5.0, 6.0, 6.0]}, {}, "no-variation"),
        ({"a": [1.0, 2.0], "b": [2.0, 3.0]}, {"value": "a,b"}, "no-variation"),
        ({"g": list("aabb"), "y": [1e-300, 2e-300, 3e-300, 1e-300]}, {}, "no-variation"),
        ({"a": [1.0, None], "b": [2.0, 3.0]}, {"value": "a,b"}, "group-too-small"),
        ({"g": list("ab"), "bad": [9, 30]}, {"value": "bad", "inspected": "20"}, "impossible-count"),
        ({"g": list("ab"), "bad": [9, 3]}, {"value": "bad", "kind": "proportions"}, "no-inspected"),
        ({"g": ["a", "a"], "bad": [9, 3]}, {"value": "bad", "inspected": "20"}, "one-group"),
        ({"g": list("ab"), "bad": [9, 3]}, {"value": "bad", "inspected": "0"}, "inspected-number"),
        ({"g": list("ab"), "bad": [9, 3], "c": [1, 1]}, {"value": "bad,c", "kind": "counts"}, "one-count"),
        ({"g": list("ab"), "bad": [9, 3]}, {"value": "bad", "kind": "counts", "paired": "g"}, "no-pairs"),
        ({"a": [1, 0], "b": [2, 0]}, {"value": "a,b", "kind": "proportions"}, "not-two-valued"),
        ({"a": ["OK", "NG"], "b": ["OK", ""]}, {"value": "a,b"}, "group-too-small"),
        ({"a": ["good", "poor"], "b": ["good", "good"]}, {"value": "a,b"}, "ambiguous-verdict"),
        ({"a": ["yes", "no"], "b": ["yes", "no"]}, {"value": "a,b"}, "ambiguous-verdict"),
        ({"a": ["OK", "NG"], "b": ["OK", "NG"]}, {"value": "a,b", "by": "b"}, "several-values"),
        ({"a": ["OK", "NG"], "b": ["OK", "NG"]}, {"value": "a,b", "paired": "b"}, "several-values"),
        ({"a": ["OK", "NG"], "b": ["OK", "NG"]}, {"value": "a,b", "test": "cochran"}, "no-such-test"),
        ({"p": [1, 1], "g": list("ab"), "v": ["OK", "NG"]}, {"value": "v", "by": "g", "paired": "p",
         "where": "g=a"}, "one-group"),
        ({"a": ["x", "y", "z"], "b": ["x"] * 3}, {"value": "a,b", "nonconforming": "x"}, "more-words"),
        ({"a": ["x", "y"], "b": ["x"] * 2}, {"value": "a,b", "nonconforming": "z"}, "unknown-word"),
        ({"p": [1, 1, 1], "g": list("aab"), "v": ["OK", "NG", "OK"]}, {"value": "v", "by": "g",
         "paired": "p"}, "pair-twice"),
        ({"g": list("ab"), "v": ["OK", "NG"]}, {"value": "v", "by": "g", "kind": "means"}, "no-values"),
        (TWO, {"reference": "c"}, "unknown-group"),
        (TWO, {"reference": "A "}, None),
        ({**TWO, "h": list("xyzxyz")}, {}, "which-column"),
        (TWO, {"by": "h"}, "unknown-column"),
        (TWO, {"test": "fisher"}, "no-such-test"),
        (TWO, {"test": "dunnett"}, "no-such-test"),
        (TWO, {"test": "t", "kind": "variances"}, "no-such-test"),
        (TWO, {"test": "rank", "pooled": True}, "option-clash"),
        (TWO, {"target": 1.0, "by": "g"}, "option-clash"),
        ({**TWO, "p": [1, 2, 3] * 2}, {"value": "y", "by": "g", "paired": "p", "target": 2.0},
         "option-clash"),
        (TWO, {"margin": -1.0}, "option-range"),
        (TWO, {"margin": 1.0, "confidence": 0.4}, "option-range"),
        (TWO, {"margin": 0.5, "kind": "variances"}, "option-range"),
        (TWO, {"confidence": 2.0}, "option-range"),
        (TWO, {"test": "bonett"}, "group-too-small"),
        ({"y": [1.0, 2.0]}, {"target": 1.0, "kind": "variances"}, "no-variances"),
        ({"bad": [3], "n": [9]}, {"value": "bad", "inspected": "n", "target": 3.0}, "option-range"),
        ({"bad": [3]}, {"value": "bad", "kind": "counts", "target": -3.0}, "option-range"),
        ({"a": [1.0, 2.0], "b": [1.0, 3.0]}, {"value": "a,b", "target": 3.0}, "several-values"),
        ({"p": [1, 1, 2], "g": list("aab"), "y": [1, 2, 3]}, {"value": "y", "paired": "p"}, "pair-twice"),
        ({"p": [1, 1, 1], "g": list("abc"), "y": [1, 2, 3]}, {"value": "y", "paired": "p"}, "two-groups"),
        ({"g": [f"g{i}" for i in range(40)], "y": list(range(40))}, {}, "too-many-groups"),
        ({"g": ["a", "b"], "y": [None, None], "z": [1.0, 2.0]}, {"value": "y"}, "no-data-left"),
        ({"g": ["a", "b"]}, {}, "no-data-left"),
        ({"g": list("aabb"), "y": [1.0, 2.0, 1.0, 2.0], "z": [1.0, 2.0, 1.0, 2.0]}, {}, "which-column"),
    ],
)  # fmt: skip
def test_what_has_no_answer_is_refused_in_one_sentence(data, options, key):
    if key is None:
        sqc.compare(data, **options)
        return
    with pytest.raises(sqc.SqcError) as error:
        sqc.compare(data, **options)
    assert error.value.key == key
    assert "\n" not in str(error.value)


def test_every_test_of_the_option_exists_and_every_finding_is_explained():
    offered = {test.key for tests in TESTS.values() for test in tests}
    assert offered | {"t"} == set(NAMES)
    assert "20 % interval" not in str(COMPARE)
    for found in (sqc.compare(TWO), sqc.compare(SLEEP, paired="patient")):
        assert {one.key for one in found.findings_list()} <= set(COMPARE.criteria)


def test_explain_does_the_arithmetic():
    text = sqc.compare(TWO).explain("effect")
    assert "4 - 2" in text
    lots = {"when": ["before", "after"], "bad": [365, 128], "n": [8000, 8000]}
    assert "128/8000 - 365/8000" in sqc.compare(lots, value="bad", inspected="n").explain("effect")
    hits = {"line": ["A", "B"], "hits": [21, 11], "area": [3011, 800]}
    text = sqc.compare(hits, value="hits", inspected="area", kind="counts").explain("effect")
    assert "(11/800) / (21/3011)" in text
    assert "SE" in sqc.compare(TWO, margin=3.0).explain("p_equivalence")


def test_blank_groups_and_values_are_left_out_and_told():
    data = {"g": ["a", "a", "", "b", "b", "b"], "y": [1.0, 2.0, 3.0, 4.0, None, 6.0]}
    found = sqc.compare(data)
    assert keys(found).count("rows-without") == 2
    assert found["n_2"] == 2


def test_numbered_groups_are_called_by_their_column():
    data = {"machine": ["1"] * 5 + ["2"] * 5, "y": [1.0, 1.1, 1.2, 1.0, 1.3, 2.0, 2.1, 2.2, 2.0, 2.4]}
    assert "machine 2 is" in str(sqc.compare(data, by="machine", value="y"))


def test_a_large_offset_loses_no_digit():
    data = groups(0, 1)
    # in steps that a double holds beside the offset
    data["y"] = [round(64 * value) / 64 for value in data["y"]]
    moved = {**data, "y": [value + 2.0**30 for value in data["y"]]}
    for test in ("welch", "pooled", "rank", "f", "brown-forsythe"):
        here, there = (sqc.compare(one, by="group", test=test)["p"] for one in (data, moved))
        assert there == pytest.approx(here, rel=1e-6)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pictures_of_every_shape(lang, tmp_path):
    one = {"y": [5.1, 5.3, 5.2, 5.4, 5.6]}
    shapes = [
        sqc.compare(groups(1, 2, n=500), by="group", margin=0.5),
        sqc.compare(groups(1, 2, 3, 4, 5, 6, 7), by="group"),
        sqc.compare(SLEEP, paired="patient"),
        sqc.compare(one, target=5),
        sqc.compare(groups(1, 2), by="group", kind="variances", margin=2.0),
        sqc.compare({"g": list("ab"), "hits": [0, 9]}, value="hits", kind="counts"),
        sqc.compare(GAUGES, value="plug,air"),
        sqc.compare(GAUGES, value="plug..camera"),
        sqc.compare(groups(1, 2, 3), by="group", test="dunnett", margin=2.0),
    ]
    for i, found in enumerate(shapes):
        found.save(tmp_path / f"{i}.svg", lang)
        assert (tmp_path / f"{i}.svg").stat().st_size > 5000


def test_the_command_line(capsys):
    lots = str(EXAMPLES / "rejects-before-after.csv")
    assert main(["compare", lots, "--value", "nonconforming", "--inspected", "inspected", "--quiet"]) == 0
    assert "lower (95 % interval" in capsys.readouterr().out
    plants = str(EXAMPLES / "plants.csv")
    assert main(["compare", plants, "--pooled", "--format", "csv"]) == 0
    assert main(["compare", "--explain", "p_equivalence"]) == 0
    assert main(["compare", plants, "--reference", "contrl"]) == 2
    assert "did you mean" in capsys.readouterr().err
    assert main(["compare", plants, "--margin", "0.01", "--check", "--quiet"]) == 1
    assert main(["compare", plants, "--test", "dunnett", "--reference", "control", "--lang", "zh"]) == 0
    assert "Dunnett 检验" in capsys.readouterr().out
