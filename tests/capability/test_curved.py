"""Capability by fitted families: the ball bearings of Lieblein and Zelen (1956), and what auto may say."""

import numpy as np
import pytest

import sqc
from sqc.notes import FitError, OptionError

LIVES = [
    17.88, 28.92, 33.0, 41.52, 42.12, 45.6, 48.48, 51.84, 51.96, 54.12, 55.56, 67.8,
    68.64, 68.64, 68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.4,
]  # fmt: skip


@pytest.fixture(scope="module")
def lives():
    return sqc.cpk(LIVES, lsl=15, dist="lognormal")


def test_the_lives_by_the_lognormal(lives):
    # closed forms: the logarithms have mean and standard deviation (n) of the fit
    logs = np.log(LIVES)
    middle, low = np.exp(logs.mean()), np.exp(logs.mean() - 3 * logs.std())
    assert lives["x_middle"] == pytest.approx(middle)
    assert lives["x_low"] == pytest.approx(low, rel=1e-4)
    assert lives["ppk"] == pytest.approx((middle - 15) / (middle - lives["x_low"]))
    text = lives.to_text("en")
    for line in (
        "[act] Not capable: Ppk 0.97, below 1.33 (95 % interval 0.86 to 1.16).",
        "Capability of value, LSL 15 only, 23 values, lognormal distribution",
        "Ppk               0.97  0.86 to 1.16   (X50 - LSL) / (X50 - X0.135), bootstrap",
        "lognormal         230.9   0.894        2,800",
        "loglogistic       231.3  > 0.25        7,700",
    ):
        assert line in text


def test_the_answer_hangs_on_the_family(lives):
    found = {one.key: one for one in lives.findings}
    values = found["family-open"].values
    assert [round(values[name], -3) for name in ("lognormal", "weibull", "normal")] == [3000, 28000, 63000]
    assert "order-lost" in found


@pytest.mark.parametrize("dist", ["normal", None])
def test_the_normal_family_is_the_normal_study(dist):
    study = sqc.cpk(LIVES, lsl=15, dist=dist)
    assert study.case.curved is None and "distribution" not in study.facts


def test_quantiles_of_a_normal_curve_are_three_sigma():
    values = np.random.default_rng(1).normal(10, 1, 200)
    from sqc.capability.curved import curved
    from sqc.capability.specification import Specification

    found = curved("normal", values, Specification(5, 15))
    s = found.fit.parameters
    scale = next(value for name, value in s.items() if name != "mean")
    assert found.ppk.value == pytest.approx(
        min(15 - values.mean(), values.mean() - 5) / (3 * scale), rel=1e-4
    )


def test_auto_takes_what_fits_and_says_what_else_does():
    values = np.random.default_rng(2).lognormal(1, 0.6, 120)
    study = sqc.cpk(values.tolist(), usl=30, dist="auto")
    assert study["distribution"] in {"lognormal", "loglogistic", "gamma"}
    assert len(study.case.curved.fitting) >= 1


def test_a_rejected_family_is_said():
    values = np.random.default_rng(3).lognormal(1, 0.9, 300)
    study = sqc.cpk(values.tolist(), usl=60, dist="logistic")
    assert "distribution-rejected" in {one.key for one in study.findings}


def test_what_cannot_be_fitted():
    with pytest.raises(OptionError) as caught:
        sqc.cpk(LIVES, lsl=15, dist="lognorml")
    assert caught.value.key == "unknown-distribution"
    with pytest.raises(FitError) as caught:
        sqc.cpk([-1.0, 2.0, 3.0, 1.0, 2.5, 0.5, 1.5, 2.2, 1.1, 0.4, 1.9, 2.8], usl=6, dist="weibull")
    assert caught.value.key == "distribution-impossible"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view(lives, lang, tmp_path):
    assert lives.to_json(lang) and lives.to_markdown(lang)
    for ending in ("png", "html"):
        lives.save(tmp_path / f"lives.{ending}", lang=lang)


@pytest.mark.parametrize("dist", ["box-cox", "yeo-johnson"])
def test_lambda_has_its_interval_and_says_that_it_is_not_rounded(dist):
    from sqc.stats.boxcox import estimate

    study = sqc.cpk(LIVES, lsl=15, dist=dist)
    found = study.facts["fit_lambda"]
    low, high = found.interval
    assert low < found.value < high and found.confidence == 0.95
    if dist == "box-cox":
        assert (found.value, low, high) == pytest.approx(estimate(LIVES, [0]))
    text = " ".join(study.to_text("en").split())
    assert (
        f"lambda {found.value:.2f} {low:.2f} to {high:.2f} power of the transformation, not rounded;" in text
    )
    assert "未取整" in study.to_text("zh")


def test_johnson_says_which_curve_it_took():
    values = np.sinh(np.random.default_rng(3).normal(0.3, 0.8, 200)).tolist()
    study = sqc.cpk(values, lsl=-20, usl=20, dist="johnson")
    assert study["distribution"] in ("johnson-sb", "johnson-sl", "johnson-su")
    found = {one.key: one for one in study.findings}["johnson-chosen"]
    ratio = found.values["ratio"]
    assert study["distribution"] == f"johnson-{'su' if ratio > 1.001 else 'sb' if ratio < 0.999 else 'sl'}"
    assert f"is {ratio:.3f} at z" in " ".join(study.to_text("en").split())
    with pytest.raises(FitError, match="no curve of this kind"):
        sqc.cpk([1.0, 2.0, 3.0, 4.0, 5.0], lsl=0, dist="johnson")


def test_of_many_values_refits_are_fewer_and_scaled():
    from sqc.capability.curved import curved
    from sqc.capability.specification import Specification

    values = np.random.default_rng(6).normal(10, 1, 40_000)
    found = curved("normal", values, Specification(5, 15))
    assert (found.replicates, found.refitted) == (500, 10_000)
    # Bissell (1990): half the interval is z sqrt(1 / (9 n) + Ppk**2 / (2 n))
    half = 1.96 * np.sqrt(1 / (9 * 40_000) + found.ppk.value**2 / (2 * 40_000))
    low, high = found.ppk.interval
    assert (high - low) / 2 == pytest.approx(half, rel=0.12)
    study = sqc.cpk(values, lsl=5, usl=15, dist="logistic")
    assert "bootstrap 500 of 10,000 values each, scaled to 40,000" in " ".join(study.to_text("en").split())


def test_the_frame_of_a_fitted_curve_holds_its_own_indices():
    study = sqc.cpk("examples/bearings.csv", lsl=15, dist="weibull")
    frame = study.to_frame()
    assert list(frame["index"]) == ["ppk"] and frame["value"][0] == study["ppk"]
