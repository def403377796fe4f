"""`sqc.tolerance`: the answers, what they rest on, and every error."""

import json

import numpy as np
import pytest

import sqc
from sqc.notes import OptionError, SqcError

RINGS = "examples/pistonrings.csv"
# Lieblein, Zelen (1956), Journal of Research of the NBS 57, 273-316: lives of 23 ball bearings
BEARINGS = [
    17.88, 28.92, 33.00, 41.52, 42.12, 45.60, 48.48, 51.84, 51.96, 54.12, 55.56, 67.80, 68.64, 68.64, 68.88,
    84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.40,
]  # fmt: skip


def rings(**options):
    return sqc.tolerance(RINGS, value="diameter", subgroup="sample", **options)


def first(found):
    return found.findings_list()[0]


def test_the_interval_is_mean_and_k_s():
    found = rings()
    values = found.case.values
    k = sqc.tolerance(n=125)["k"]
    assert found["k"] == k and found["n"] == 125
    assert found["lower"] == pytest.approx(values.mean() - k * values.std(ddof=1), rel=1e-12)
    assert found["upper"] == pytest.approx(values.mean() + k * values.std(ddof=1), rel=1e-12)
    text = found.to_text("en")
    assert text.startswith("[ok] 99 % of parts lie between 73.9721 and 74.0303, with 95 % confidence.\n")
    assert found.to_text("zh").startswith("[正常] 99 % 的产品在 73.9721 至 74.0303 之间")
    assert {one.key for one in found.findings_list()} == {"tolerance", "normality", "stable"}
    assert "73.97 " in rings().to_text("en", digits=2)


@pytest.mark.parametrize(
    ("limits", "key", "level"),
    [
        ({"lsl": 73.95, "usl": 74.05}, "inside", "ok"),
        ({"lsl": 73.973, "usl": 74.05}, "inside-open", "watch"),
        ({"lsl": 73.98, "usl": 74.02}, "not-inside", "act"),
        ({"usl": 74.03}, "inside", "ok"),
        ({"usl": 74.01}, "not-inside", "act"),
    ],
)
def test_against_a_specification(limits, key, level):
    found = rings(**limits)
    assert (first(found).key, first(found).level) == (key, level)
    assert ("lower" in found.facts) == ("lsl" in limits)
    needed = {one.key for one in found.findings_list()} & {"values-needed"}
    assert bool(needed) == (key == "inside-open")


def test_values_needed_show_it():
    found = rings(lsl=73.973, usl=74.05)
    needed = next(one.values["needed"] for one in found.findings_list() if one.key == "values-needed")
    k = sqc.tolerance(n=needed)["k"]
    assert found["mean"] - k * found["sigma_overall"] >= 73.973


def test_one_limit_takes_its_side():
    assert rings(lsl=73.9).case.ask.side == "lower" and rings(usl=74.9).case.ask.side == "upper"
    assert rings(usl=74.9, side="both").case.ask.side == "both"
    assert rings(usl=74.9)["k"] == sqc.tolerance(n=125, side="upper")["k"]


def test_lognormal_is_normal_of_the_logarithms():
    plain = sqc.tolerance(np.log(BEARINGS))
    found = sqc.tolerance(BEARINGS, dist="lognormal")
    assert found["lower"] == pytest.approx(np.exp(plain["lower"]), rel=1e-12)
    assert found["upper"] == pytest.approx(np.exp(plain["upper"]), rel=1e-12)


def test_lives():
    lower = sqc.tolerance(BEARINGS, dist="weibull", side="lower", coverage=0.9)
    both = sqc.tolerance(BEARINGS, dist="weibull", coverage=0.8, confidence=0.9)
    # each of two limits takes half of what may go wrong
    assert lower["lower"] == pytest.approx(both["lower"], rel=1e-9)
    assert (lower["shape"], lower["scale"]) == pytest.approx((2.102, 81.878), abs=5e-4)
    exponential = sqc.tolerance(BEARINGS, dist="exponential", side="lower", coverage=0.9)
    # 2 n mean (-ln 0.9) / chi2(0.95; 46), the quantile from a table: 62.83
    assert exponential["lower"] == pytest.approx(46 * np.mean(BEARINGS) * 0.1053605 / 62.83, rel=1e-4)


def test_order_statistics_say_their_confidence():
    found = rings(dist="any", coverage=0.95)
    values = np.sort(found.case.values)
    assert found["lower"] == values[0] and found["upper"] == values[-1]
    assert found["achieved_confidence"] == pytest.approx(1 - 0.95**125 - 125 * 0.05 * 0.95**124)
    one = rings(dist="any", coverage=0.9, side="upper")
    assert one["upper"] == values[-one.case.limits.ranks[1]] < values[-1]


def test_too_few_values_for_order_statistics():
    found = sqc.tolerance(BEARINGS, dist="any")
    assert first(found).key == "too-few-values" and first(found).level == "act"
    assert first(found).values["needed"] == 473
    assert found.facts["lower"].claim is False
    assert first(rings(dist="any", coverage=0.9)).key == "tolerance"


def test_a_doubtful_distribution_says_what_holds_without_it():
    r = np.random.default_rng(2)
    skew = np.exp(r.normal(0, 1, 600)).tolist()
    said = {one.key: one for one in sqc.tolerance(skew).findings_list()}
    assert "--dist any)" in said["not-normal"].message.render("en")
    free = sqc.tolerance(skew, dist="any")
    assert said["not-normal"].values["lower"] == free["lower"]
    said = {one.key: one for one in sqc.tolerance(skew[:60]).findings_list()}
    assert "needs 473 values" in said["not-normal"].message.render("en")
    assert "not-normal" not in {one.key for one in sqc.tolerance(skew, dist="lognormal").findings_list()}


def test_what_is_said_of_the_values():
    r = np.random.default_rng(5)
    clean = r.normal(10, 1, 60)
    keys = {one.key for one in sqc.tolerance(clean.tolist()).findings_list()}
    assert not keys & {"few-values", "not-stable", "outlier"}
    assert "few-values" in {one.key for one in sqc.tolerance(clean[:5].tolist()).findings_list()}
    clean[30] = 25.0
    keys = {one.key for one in sqc.tolerance(clean.tolist()).findings_list()}
    assert {"not-stable", "outlier"} <= keys
    assert first(sqc.tolerance(clean.tolist())).level == "watch"
    assert first(sqc.tolerance(clean.tolist(), lsl=0, usl=40)).key == "not-stable"
    assert first(sqc.tolerance(clean.tolist(), lsl=9, usl=11)).key == "not-inside"
    # the order does not matter, so its loss is no finding
    assert "order-lost" not in {one.key for one in sqc.tolerance(BEARINGS).findings_list()}


def test_a_plan():
    assert sqc.tolerance(n=10, coverage=0.95)["k"] == pytest.approx(3.393, abs=5e-4)
    assert sqc.tolerance(n=10, coverage=0.95, side="lower")["k"] == pytest.approx(2.911, abs=5e-4)
    wanted = sqc.tolerance(k=3)
    assert sqc.tolerance(n=wanted["n"])["k"] <= 3 < sqc.tolerance(n=wanted["n"] - 1)["k"]
    assert sqc.tolerance(dist="any")["n"] == 473
    assert sqc.tolerance(dist="any", side="lower")["n"] == 299
    assert first(sqc.tolerance(dist="any", n=100)).key == "too-few-values"
    ranks = sqc.tolerance(dist="any", n=5000)
    assert first(ranks).key == "tolerance-ranks" and ranks["achieved_confidence"] >= 0.95
    assert sqc.tolerance(n=30, method="howe")["k"] == pytest.approx(3.350789, abs=5e-7)


def test_known_mean_and_sigma():
    sigma = rings(given_sigma=0.01)
    assert sigma["upper"] - sigma["lower"] == pytest.approx(2 * sigma["k"] * 0.01)
    assert sigma["k"] < rings()["k"]
    center = rings(given_center=74)
    assert center["upper"] + center["lower"] == pytest.approx(148)
    assert center["sigma_overall"] == pytest.approx(np.sqrt(np.mean((center.case.values - 74) ** 2)))


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({}, "missing-argument"),
        ({"lsl": 3}, "missing-argument"),
        ({"dist": "weibull"}, "missing-argument"),
        ({"n": 1}, "option-range"),
        ({"n": 30, "k": 2}, "option-without-meaning"),
        ({"k": -1}, "option-range"),
        ({"k": 2.5}, "unreachable"),
        ({"k": 3, "dist": "any"}, "option-without-meaning"),
        ({"n": 9, "coverage": 1}, "option-range"),
        ({"n": 9, "confidence": 0}, "option-range"),
        ({"n": 9, "dist": "gamma"}, "option-range"),
        ({"n": 9, "given_sigma": 0}, "option-range"),
        ({"n": 9, "given_sigma": 1, "given_center": 1}, "option-without-meaning"),
        ({"n": 9, "given_sigma": 1, "dist": "any"}, "option-without-meaning"),
        ({"n": 9, "method": "howe", "side": "lower"}, "option-without-meaning"),
        ({"data": [1, 2, 3], "n": 3}, "plan-with-data"),
        ({"data": [1, 2, 3], "lsl": 3, "usl": 2}, "specification-order"),
    ],
)
def test_options_without_meaning(options, key):
    with pytest.raises(OptionError) as caught:
        sqc.tolerance(**options)
    assert caught.value.key == key
    assert str(caught.value) and caught.value.message.render("zh")


@pytest.mark.parametrize(
    ("values", "options", "key"),
    [
        ([5.0, 5, 5, 5], {}, "no-variation"),
        ([5.0], {}, "few-values"),
        ([5.0, -1, 3], {"dist": "weibull"}, "not-positive"),
        ([5.0, 0, 3], {"dist": "lognormal"}, "not-positive"),
    ],
)
def test_values_that_allow_no_interval(values, options, key):
    with pytest.raises(SqcError) as caught:
        sqc.tolerance(values, **options)
    assert caught.value.key == key


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "options", [{}, {"dist": "lognormal"}, {"dist": "any", "coverage": 0.9}, {"usl": 74.04}]
)
def test_every_view(options, lang, tmp_path):
    found = rings(**options)
    assert found.to_text(lang) and found.explain(None, lang)
    document = json.loads(found.to_json(lang))
    assert document["analysis"] == "tolerance" and document["facts"]["coverage"]["value"] <= 0.99
    assert found.to_frame()["n"].tolist() == [125]
    assert found.to_html(lang).startswith("<!doctype html>")
    for ending in ("png", "csv", "md", "xlsx"):
        found.save(tmp_path / f"a.{ending}", lang)


def test_explained_lines_are_arithmetic():
    found = rings()
    line = found.explain("lower", "en")
    assert "74.0012 - 2.89102 x 0.01007" in line and "GB/T 3359" in line
    shown = sqc.tolerance(n=125, method="howe").explain("k", "en")
    assert "z(0.995) sqrt((1 + 1/125) 124 / chi2(0.05; 124))" in shown
    assert "noncentral" not in shown


def test_a_factor_has_a_picture(tmp_path):
    sqc.tolerance(n=30).save(tmp_path / "k.png")
    sqc.tolerance(k=3).save(tmp_path / "k.svg")
    with pytest.raises(OptionError):
        sqc.tolerance(dist="any").save(tmp_path / "k.png")
