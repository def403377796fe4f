"""--explain of sqc cpk: a pocket calculator gets from every printed line to the value that is stated."""

import math

import numpy as np
import pytest
from tests.calculator import formulas

import sqc
from sqc.capability.attribute_explain import CRITERIA as CRITERIA_OF_COUNTS
from sqc.capability.explain_general import of_capability
from sqc.capability.explain_words import CRITERIA, ENTRIES
from sqc.cli.main import main
from sqc.i18n.display import columns_of
from sqc.notes import OptionError
from sqc.stats.families.catalog import FAMILIES

RINGS = "examples/pistonrings.csv"


@pytest.fixture(scope="module")
def rings():
    return sqc.cpk(RINGS, value="diameter", subgroup="sample", lsl=73.95, usl=74.05)


def studies():
    rng = np.random.default_rng(3)
    values = rng.normal(-3, 0.2, 60).round(3)
    groups = {"x": rng.normal(5, 0.4, 58).round(3), "s": np.repeat(range(15), [3, 4, 5] * 4 + [4, 3, 3])}
    yield sqc.cpk(RINGS, value="diameter", subgroup="sample", lsl=73.95, usl=74.05, target=74.002)
    for sigma in ("mr", "median-mr", "mssd"):
        yield sqc.cpk(values.tolist(), lsl=-4, usl=-2.2, target=-3, sigma=sigma)
    for sigma in ("rbar", "sbar", "pooled", "rms", "mvlue-r", "mvlue-s"):
        yield sqc.cpk(groups, value="x", subgroup="s", lsl=3, usl=7.5, sigma=sigma, confidence=0.9)
    for sigma in ("between-within", "between-within-pooled"):
        yield sqc.cpk(groups, value="x", subgroup="s", lsl=3, usl=7.5, sigma=sigma)
    yield sqc.cpk(RINGS, value="diameter", subgroup="sample", lsl=73.95, usl=74.05, sigma="between-within")
    yield sqc.cpk(values.tolist(), usl=-2.2)
    yield sqc.cpk(values.tolist(), lsl=-3.2)  # the mean near the limit
    yield sqc.cpk(values.tolist(), lsl=-2.9, usl=-2)  # outside: the index is below 0
    yield sqc.cpk(np.abs(values).tolist(), lsl=0, usl=4, bound="lsl")
    yield sqc.cpk(values[:6].tolist(), lsl=-4, usl=-2.2)
    for standard in ("iso-22514", "aiag-vda-yellow"):
        yield sqc.cpk(np.tile(values, 3).tolist(), lsl=-4, usl=-2.2, target=-3, standard=standard)
    yield sqc.cpk(np.tile(np.abs(values), 3).tolist(), lsl=0, usl=4, bound="lsl", standard="aiag-vda-yellow")
    values[30] = 5.0
    yield sqc.cpk(values.tolist(), lsl=-4, usl=-2.2)


def curves():
    rng = np.random.default_rng(4)
    right, left = rng.weibull(1.7, 40) * 3 + 2, 12 - rng.weibull(1.7, 40)
    for name in ("lognormal", "weibull", "exponential-2", "loglogistic"):
        yield sqc.cpk(right.tolist(), lsl=1.8, usl=11, dist=name)
    yield sqc.cpk(left.tolist(), lsl=8.5, dist="smallest-extreme")
    yield sqc.cpk(right.tolist(), usl=9, dist="largest-extreme")
    for name in ("gamma", "gamma-3", "box-cox", "yeo-johnson", "johnson-su", "johnson-sl"):
        yield sqc.cpk(right.tolist(), lsl=1.8, usl=11, dist=name)
    yield sqc.cpk((right * 1000).tolist(), lsl=1800, usl=11000, dist="box-cox")
    yield sqc.cpk(left.tolist(), lsl=8.5, dist="johnson-sl")  # lambda -1
    yield sqc.cpk((right - 6).tolist(), lsl=-4.5, usl=5, dist="yeo-johnson")
    normal = rng.normal(0, 1, 60)
    yield sqc.cpk(np.abs(normal).tolist(), usl=4, dist="folded-normal")
    yield sqc.cpk(np.abs(normal + 1).tolist(), lsl=0.1, usl=6, dist="folded-normal")
    yield sqc.cpk(np.abs([*normal, 4.5]).tolist(), lsl=0.001, usl=4, dist="folded-normal")  # half a normal


def counts():
    rng = np.random.default_rng(5)
    size = rng.integers(50, 80, 24)
    data = {"bad": rng.binomial(size, 0.05).tolist(), "n": size.tolist()}
    yield sqc.cpk(data, value="bad", inspected="n", target=0.1)
    yield sqc.cpk({"bad": [0] * 12, "n": [50] * 12}, value="bad", inspected="n")
    yield sqc.cpk(data, value="bad", inspected="n", kind="u", confidence=0.9)
    yield sqc.cpk({"bad": [0] * 12, "n": [50] * 12}, value="bad", inspected="n", kind="u")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_number_can_be_computed_by_hand(lang):
    for study in (*studies(), *curves(), *counts()):
        for key, fact in study.facts.items():
            one = study.explain_dict(key, lang)["explanations"][0]
            assert one["value"] == fact.value or (fact.value != fact.value and one["value"] is None)
            text = study.explain(key, lang)
            assert max(map(columns_of, text.splitlines())) <= 80, text
            if "lines" not in one:
                continue
            found = formulas(text)
            for name, values in found:
                for value in values:
                    assert math.isclose(value, values[-1], rel_tol=1e-5, abs_tol=1e-12), (name, text)
            assert math.isclose(found[0][1][-1], fact.value, rel_tol=1e-5, abs_tol=1e-12), text


def test_cpk_of_the_piston_rings(rings):
    text = rings.explain("cpk", "en")
    for line in (
        "Cpk = 1.66: the nearer specification limit against 3 sigma within.",
        "  Cpk = min(USL - mean, mean - LSL) / (3 sigma_within)",
        "      = min(74.05 - 74.001176, 74.001176 - 73.95) / (3 x 0.00978534)",
        "      = min(0.048824, 0.051176) / 0.029356",
        "      = 1.66317",
        "               = 0.02276 / 2.325929",
        "pooled s/c4 1.64598; pooled s 1.6501;",
        "Ppk 1.61616",
        "ISO 22514-2:2017",
        "Bissell 1990",
    ):
        assert line in text
    ends = [values[-1] for name, values in formulas(text) if "interval" in name]
    assert ends == pytest.approx(rings.facts["cpk"].interval, rel=1e-5)
    zh = rings.explain("cpk", "zh")
    assert zh.startswith("Cpk = 1.66：较近一侧规格限到均值的距离，与 3 倍组内标准差之比。")
    assert "  Cpk = min(USL - 均值, 均值 - LSL) / (3 x 组内标准差)" in zh


def test_the_main_ones_and_the_list(rings):
    text = rings.explain(None, "en")
    assert text.startswith("Cpk = 1.66") and "Keys      cp, cpl, cpu, cpk" in text
    assert "Here      Capable: Cpk 1.66" in rings.explain("capable", "en")
    assert "Here" not in rings.explain("not-stable", "en")
    for key in rings.stored_report.explain().known:
        assert rings.explain(key, "zh")


def test_what_is_no_claim_says_so():
    values = np.random.default_rng(5).normal(10, 1, 60)
    values[30] = 25.0
    study = sqc.cpk(values.tolist(), lsl=0, usl=40)
    assert "Here      stability is not shown" in study.explain("cpk", "en")
    assert "Here" not in study.explain("ppk", "en")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_a_file_there_are_formulas(lang, capsys):
    general = of_capability()
    for key in general.explainer.known:
        text = general.explain(key, lang)
        assert max(map(columns_of, text.splitlines())) <= 80, text
        written = " = " in text
        assert written or key in (*CRITERIA, *CRITERIA_OF_COUNTS, "distribution", "n_lots"), text
    for key in (*ENTRIES, *CRITERIA):
        assert key in general.explainer.known
    assert main(["cpk", "--explain", "cpk", "--lang", lang]) == 0
    assert "(3" in capsys.readouterr().out
    assert main(["cpk", "--explain", "cpx", "--lang", lang]) == 2
    assert "cpk" in capsys.readouterr().err
    assert main(["cpk", "--explain", RINGS, "--lang", lang]) == 2
    assert f"sqc cpk {RINGS} --explain" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_a_file_everything_a_study_states_is_known(lang):
    plain = {"n", "goal", "lsl", "usl", "target", "quantile_type", "method"}  # what was given
    for study in (*studies(), *curves(), *counts()):
        curve = study.facts["distribution"].value if "distribution" in study.facts else None
        general = of_capability(curve)
        for key in study.facts.keys() - plain:
            assert general.explain(key, lang), key


@pytest.mark.parametrize("name", FAMILIES)
def test_without_a_file_a_family_has_its_quantiles_in_letters(name):
    general = of_capability(name)
    text = general.explain("x_high", "en")
    if name not in ("normal", "pearson"):
        assert all(letter in text for letter in FAMILIES[name].parameters)
    for parameter in FAMILIES[name].parameters:
        if name != "normal":
            assert general.explain(f"fit_{parameter}", "en")
    with pytest.raises(OptionError, match="did you mean"):
        of_capability(name + "x")


def test_a_formula_is_of_the_family_that_was_asked_for():
    assert "of a fitted curve = min((USL - X50)" in of_capability().explain("ppk", "en")
    assert "sigma" not in of_capability("gamma").explain("ppk", "en").split("Needs")[0]
    assert "four quantiles" in of_capability("johnson-su").explain("fit_xi", "en")
    assert "kurtosis" in of_capability("pearson").explain("fit_mean", "en")
    assert "of counts: the upper confidence bound" in of_capability().explain("capable", "en").replace(
        "\n", " "
    )
