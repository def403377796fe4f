"""Capability by empirical quantiles: claimed from 2,000 values on, counts outside, both languages."""

import json
import pickle

import numpy as np
import pytest

import sqc
from sqc.notes import OptionError


@pytest.fixture(scope="module")
def many():
    return sqc.cpk(np.random.default_rng(2).normal(10, 1, 4000).tolist(), lsl=6, usl=14, dist="empirical")


@pytest.fixture(scope="module")
def few():
    return sqc.cpk(np.random.default_rng(2).normal(10, 1, 50).tolist(), lsl=6, usl=14, dist="empirical")


def test_indices_are_of_the_quantiles_of_type_8(many):
    values = np.random.default_rng(2).normal(10, 1, 4000)
    low, middle, high = np.quantile(values, [0.00135, 0.5, 0.99865], method="median_unbiased")
    assert many["pp"] == pytest.approx(8 / (high - low))
    assert many["ppk"] == pytest.approx(min((14 - middle) / (high - middle), (middle - 6) / (middle - low)))
    assert many["quantile_type"] == 8 and "quantile type 8 (Hyndman, Fan)" in many.to_text("en")
    assert many.facts["ppk"].claim is True
    low, high = many.facts["ppk"].interval
    assert low < 4 / 3 < high  # the true one


def test_below_2000_values_nothing_is_claimed(few):
    assert few.facts["ppk"].claim is False and few.facts["pp"].claim is False
    first = few.findings[0]
    assert (first.key, first.level) == ("empirical-too-few", "act")
    assert first.values["dist"] == "normal" and "--dist normal" in str(first.message)
    text = few.to_text("en")
    assert "Pp, Ppk   not stated" in text and "at least 2,000 values are needed" in text
    assert text.splitlines()[0].startswith("[act] Not stated: Ppk by empirical quantiles")
    assert json.loads(few.to_json())["facts"]["ppk"]["claim"] is False


def test_none_outside_proves_only_so_much(few):
    assert few["ppm_observed"] == 0
    assert few["ppm_observed_bound"] == pytest.approx(1e6 * (1 - 0.05 ** (1 / 50)))
    assert "0 of 50" in few.to_text("en") and "proves only < 5.82 %" in few.to_text("en")
    assert "ppm_overall" not in few.facts  # no curve that would say more


def test_the_interval_covers():
    from sqc.capability.empirical import empirical
    from sqc.capability.specification import Specification

    random, held = np.random.default_rng(11), []
    for _ in range(60):
        found = empirical(random.exponential(1.0, 3000), Specification(usl=10.0))
        true = (10 - np.log(2)) / (-np.log(0.00135) - np.log(2))
        held.append((found.ppk.interval[0] <= true <= found.ppk.interval[1], found.ppk.bounds[0] <= true))
    assert np.mean([one[0] for one in held]) > 0.9 and np.mean([one[1] for one in held]) > 0.9


def test_it_is_no_family_to_compare(many):
    with pytest.raises(OptionError) as caught:
        sqc.distribution([1.0, 2.0, 3.0, 4.0], dist="empirical")
    assert caught.value.key == "unknown-distribution"


def test_studies_pickle(many):
    lives = sqc.cpk([1.0, 2.0, 4.0, 3.0, 8.0, 2.5, 3.5, 1.5, 2.2, 5.0], usl=30, dist="lognormal")
    for study in (many, lives):
        assert pickle.loads(pickle.dumps(study)).to_text("en") == study.to_text("en")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view(few, many, lang, tmp_path):
    for study in (few, many):
        assert study.to_markdown(lang)
        for ending in ("png", "html", "json"):
            study.save(tmp_path / f"study.{ending}", lang=lang)
    assert lang == "en" or "经验分布" in many.to_text("zh")


def test_the_answer_takes_the_name_of_the_standard():
    values = np.random.default_rng(2).normal(10, 1, 125).tolist()
    study = sqc.cpk(values, lsl=6, usl=14, dist="empirical", standard="aiag-vda-yellow")
    assert study.to_text("en").startswith("[act] Not stated: Cpk.G by empirical quantiles")
    assert "不给出 Cpk.G：" in study.to_text("zh")
