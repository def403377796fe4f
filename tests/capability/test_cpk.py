"""`sqc.cpk` against published and independent values, and the four states of its answer."""

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.notes import OptionError, SqcError

RINGS = "examples/pistonrings.csv"


@pytest.fixture(scope="module")
def rings():
    return sqc.cpk(RINGS, value="diameter", subgroup="sample", lsl=73.95, usl=74.05)


def test_piston_rings_equal_r(rings):
    # R package qcc 3.0, processCapability(): 25 subgroups of 5, exact d2, within
    assert rings["cp"] == pytest.approx(1.7032285788524428, rel=1e-12)
    assert rings["cpl"] == pytest.approx(1.743288515026603, rel=1e-12)
    assert rings["cpu"] == pytest.approx(1.6631686426782828, rel=1e-12)
    assert rings["cpk"] == rings["cpu"]
    assert rings["sigma_within"] == pytest.approx(0.009785337607413182, rel=1e-12)
    assert rings["sigma_overall"] == pytest.approx(0.010069968126291413, rel=1e-12)
    # its intervals take n - 1 = 124 degrees of freedom, ours the 90.8 of the mean range
    m = rings.case.moments
    nu = m.df_within
    assert nu == pytest.approx(90.8, abs=0.05)
    low, high = rings.facts["cp"].interval
    assert (low, high) == pytest.approx(
        tuple(rings["cp"] * np.sqrt(stats.chi2.ppf(p, nu) / nu) for p in (0.025, 0.975)), rel=1e-9
    )


def test_what_is_outside_is_tails(rings):
    m = rings.case.moments
    for name, sigma in (("within", m.sigma_within), ("overall", m.sigma_overall)):
        below, above = stats.norm.cdf(73.95, m.mean, sigma), stats.norm.sf(74.05, m.mean, sigma)
        assert rings[f"ppm_{name}"] == pytest.approx(1e6 * (below + above), rel=1e-9)
        assert rings[f"z_bench_{name}"] == pytest.approx(stats.norm.isf(below + above), rel=1e-9)
    assert rings["ppm_observed"] == 0
    assert rings["ppm_observed_bound"] == pytest.approx(1e6 * (1 - 0.05 ** (1 / 125)))


def test_the_answer_of_a_capable_process(rings):
    assert rings.findings[0].key == "capable"
    text = rings.to_text("en")
    assert text.startswith("[ok] Capable: Cpk 1.66, above 1.33 with 95 % confidence (at least 1.45).\n")
    for line in (
        "Capability of diameter, 73.95 to 74.05, 25 subgroups of 5",
        "Cp    1.70  1.46 to 1.95   sigma within 0.00979 (Rbar/d2, df 90.8)",
        "Cpk   1.66  1.41 to 1.91   upper side: USL - 74.00118; normal approximation",
        "Pp    1.66  1.45 to 1.86   sigma overall 0.01007 (s, df 124)",
        "expected, within       0.085       0.30                            0.39",
        "expected, overall       0.19       0.62                            0.81",
        "observed                   0          0  0 of 125 (proves only < 2.4 %)",
    ):
        assert line in text


def test_four_states():
    r = np.random.default_rng(4)
    values = r.normal(10, 1, 100).tolist()
    wide = sqc.cpk(values, lsl=0, usl=20)
    assert wide.findings[0].key == "capable"
    assert sqc.cpk(values, lsl=8, usl=12).findings[0].key == "not-capable"
    assert sqc.cpk(values, lsl=5.9, usl=14.1).findings[0].key == "capability-open"
    assert sqc.cpk(values[:5], lsl=0, usl=20).findings[0].key == "too-few-values"


def test_an_unstable_process_keeps_its_facts_without_a_claim():
    r = np.random.default_rng(5)
    values = r.normal(10, 1, 60)
    values[30] = 25.0
    study = sqc.cpk(values.tolist(), lsl=0, usl=40)
    assert study.findings[0].key == "not-stable" and study.findings[0].level == "act"
    assert study.facts["cpk"].claim is False and study.facts["ppk"].claim is True
    assert study.facts["cpk"].value > 0
    text = study.to_text("en")
    assert "Cp, Cpk   not stated" in text and "--exclude 31" in text
    cured = sqc.cpk(values.tolist(), lsl=0, usl=40, exclude="31")
    assert cured.findings[0].key == "capable" and cured["n"] == 59


def test_sorted_values_cannot_be_judged():
    values = np.sort(np.random.default_rng(6).normal(10, 1, 50)).round(3)
    study = sqc.cpk(values.tolist(), lsl=0, usl=20)
    assert {"order-lost", "p-indices-only"} <= {one.key for one in study.findings}
    assert study.facts["cpk"].claim is False


def test_one_limit_states_no_cp():
    values = np.random.default_rng(7).normal(10, 1, 60).tolist()
    study = sqc.cpk(values, lsl=5)
    assert "cp" not in study.facts and study["ppk"] == study["ppl"]
    assert study["ppm_overall_upper"] == 0


def test_glass_containers_have_one_limit():
    # Montgomery, chapter 8: Cpl 0.64 by Rbar / d2 of 20 samples of 5
    study = sqc.cpk("examples/glass-strength.csv", lsl=200, target=275)
    assert round(study["cpk"], 2) == 0.64 and study["ppm_observed"] == 30_000
    assert "cpm" not in study.facts and "Cp, Pp and Cpm need two limits" in study.to_text("en")
    assert "Cpm" not in sqc.cpk("examples/glass-strength.csv", lsl=200).to_text("en")
    assert "单侧规格不给出 Cp、Pp、Cpm" in study.to_text("zh").replace("\n          ", "")


def test_the_chart_that_judges_can_be_named():
    single = sqc.cpk("examples/glass-strength.csv", lsl=200, kind="i-mr")
    assert "sigma within 31.5 (MRbar/d2, df 61.4)" in single.to_text("en")
    values = np.genfromtxt("examples/glass-strength.csv", delimiter=",", skip_header=1)[:, 1]
    assert single["sigma_within"] == pytest.approx(sqc.cpk(values.tolist(), lsl=200)["sigma_within"])
    spread = sqc.cpk("examples/glass-strength.csv", lsl=200, kind="xbar-s")
    assert "Sbar/c4" in spread.to_text("en") and "Sbar" in spread.to_text("zh")
    with pytest.raises(OptionError, match="i-mr, xbar-r, xbar-s, p, u is expected"):
        sqc.cpk("examples/glass-strength.csv", lsl=200, kind="run")
    with pytest.raises(OptionError, match="for measured values"):
        sqc.cpk("examples/glass-strength.csv", lsl=200, kind="u")


def test_a_natural_bound_is_no_side():
    values = np.abs(np.random.default_rng(8).normal(0.01, 0.002, 60)).tolist()
    study = sqc.cpk(values, lsl=0, usl=0.02, bound="lsl")
    assert "cpl" not in study.facts and study["ppk"] == study["ppu"]
    assert "is a bound" in study.to_text("en")


def test_a_target_off_the_middle():
    study = sqc.cpk([16, 14, 18, 15, 17, 16, 13, 19, 16, 16, 14, 18], lsl=8, usl=20, target=14)
    m = study.case.moments
    want = 6 / (3 * np.sqrt(m.sigma_overall**2 + (m.mean - 14) ** 2))
    assert study["cpm"] == pytest.approx(want)
    low, high = study.facts["cpm"].interval
    assert low < study["cpm"] < high


def test_excluded_subgroups_leave_the_overall_sigma_too(rings):
    study = sqc.cpk(RINGS, value="diameter", subgroup="sample", lsl=73.95, usl=74.05, exclude="14")
    assert study["n"] == 120 and study["sigma_overall"] != rings["sigma_overall"]


def test_unequal_subgroups_and_missing_values():
    data = {"x": [1.0, 2.0, None, 1.5, 2.5, 1.2, 1.8, 2.2, 1.9, 1.4, 2.1], "s": list("aaabbbbccdd")}
    study = sqc.cpk(data, value="x", subgroup="s", lsl=0, usl=4)
    assert study["n"] == 10 and any(one.key == "missing" and one.level == "watch" for one in study.findings)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({}, "no-specification"),
        ({"lsl": 5, "usl": 4}, "specification-order"),
        ({"lsl": 1, "usl": 4, "target": 9}, "target-outside"),
        ({"lsl": float("nan")}, "option-range"),
        ({"lsl": "a"}, "option-range"),
        ({"usl": 4, "goal": 0}, "option-range"),
        ({"usl": 4, "confidence": 1.0}, "option-range"),
        ({"usl": 4, "bound": "lsl"}, "no-bound"),
        ({"lsl": 0, "bound": "lsl"}, "no-specification"),
    ],
)
def test_a_wrong_specification_is_said(options, key):
    with pytest.raises(OptionError) as caught:
        sqc.cpk([1.0, 2.0, 3.0, 2.0], **options)
    assert caught.value.key == key


def test_what_cannot_be_computed():
    with pytest.raises(SqcError) as caught:
        sqc.cpk([2.0] * 12, lsl=1, usl=3)
    assert caught.value.key == "no-variation"
    counts = {"inspected": [100] * 12, "defective": [1, 2, 0, 3, 1, 2, 1, 0, 2, 1, 1, 2]}
    with pytest.raises(SqcError) as caught:
        sqc.cpk(counts, value="defective", usl=5)
    assert caught.value.exit_code == 2


def test_affine_values_have_the_same_indices(rings):
    import pandas as pd

    frame = pd.read_csv(RINGS)
    frame["diameter"] = 5.0 - 2.0 * frame["diameter"]
    study = sqc.cpk(frame, value="diameter", subgroup="sample", lsl=5 - 2 * 74.05, usl=5 - 2 * 73.95)
    for key in ("cp", "cpk", "pp", "ppk"):
        assert study[key] == pytest.approx(rings[key], rel=1e-9)
    assert study["cpl"] == pytest.approx(rings["cpu"], rel=1e-9)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view(rings, lang, tmp_path):
    assert rings.to_dict(lang)["facts"]["cpk"]["claim"] is True
    assert rings.to_json(lang) and rings.to_markdown(lang) and rings.to_csv(lang)
    for ending in ("png", "svg", "html", "xlsx"):
        path = tmp_path / f"cpk.{ending}"
        rings.save(path, lang=lang)
        assert path.stat().st_size > 1000


def test_two_values_say_nothing_of_the_gauge():
    keys = [one.key for one in sqc.cpk([10.0, 10.05], usl=11).findings]
    assert "rounding" not in keys and keys[0] == "too-few-values"


def test_that_all_values_lie_outside_is_said():
    found = sqc.cpk([9.9, 10.1, 10.0, 9.8, 10.2, 10.1, 9.9, 10.0, 10.1, 9.9], lsl=90, usl=110).findings
    assert found[0].key == "not-capable"
    assert next(one for one in found if one.key == "all-outside").level == "act"
