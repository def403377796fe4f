"""Names, goals and methods by standard: what is printed, what the keys hold, what is refused."""

import numpy as np
import pytest
from tests.calculator import formulas

import sqc
from sqc.capability.explain_general import of_capability
from sqc.capability.explain_words import OF_STANDARD
from sqc.capability.moments import Moments
from sqc.capability.normal import normal_study
from sqc.capability.options import CPK_OPTIONS
from sqc.capability.specification import Specification
from sqc.capability.standards import STANDARDS, named
from sqc.notes import OptionError

RINGS = "examples/pistonrings.csv"
YELLOW = "AIAG-VDA SPC, Yellow Volume (draft), February 2026"


def rings(**options):
    return sqc.cpk(RINGS, value="diameter", subgroup="sample", lsl=73.95, usl=74.05, **options)


def flatness(n=80):
    return np.random.default_rng(11).gamma(9, 0.018, n).round(4).tolist()


def test_the_option_offers_what_the_table_holds():
    option = next(one for one in CPK_OPTIONS if one.name == "standard")
    assert option.choices == tuple(STANDARDS)


def test_figure_7_6():
    # one-sided with natural limit 0: Cpk 1.71, Cp* 1.46 (the upper limit 0.40 is inferred)
    spec = Specification(0.0, 0.40, bound="lsl")
    moments = Moments(np.full(125, 0.166), 0.166, 0.0457, 124.0, "overall", 0.0457)
    found = named(normal_study(moments, spec), STANDARDS["aiag-vda-yellow"], True, moments, spec)
    assert (found.of("ppk").name, round(found.of("ppk").value, 2)) == ("Cpk", 1.71)
    assert (found.of("pp_star").name, round(found.of("pp_star").value, 2)) == ("Cp*", 1.46)


@pytest.mark.parametrize(
    ("standard", "edition"), [("aiag-vda-yellow", YELLOW), ("iso-22514", "ISO 22514-2:2017")]
)
def test_a_stable_process_has_c_names_by_the_sigma_of_all_values(standard, edition):
    plain, study = rings(), rings(standard=standard)
    assert study.facts["ppk"].label.render("en") == "Cpk" and study["ppk"] == plain["ppk"]
    assert study["cpk"] == plain["cpk"] and study.facts["cpk"].claim is False
    assert study.case.headline.key == "ppk"
    text = study.to_text("en")
    assert text.startswith("[ok] Capable: Cpk 1.62, above 1.33 with 95 % confidence (at least 1.44).\n")
    assert edition in text and "C names: stability is shown." in " ".join(text.split())
    assert "Ppk" not in text and "within" not in text
    made = study.to_dict("en")["provenance"]
    assert (made["standard"], made["standard_edition"]) == (standard, edition)
    assert study.to_frame()["name"].tolist()[:1] == ["Cp"]


def test_the_index_by_sigma_within_is_no_c_index():
    yellow, iso = rings(standard="aiag-vda-yellow"), rings(standard="iso-22514")
    names = [yellow.facts[key].label.render("en") for key in ("cp", "cpk")]
    assert names == ["Cw", "Cwk"]
    assert [iso.facts[key].label.render("en") for key in ("cp", "cpk")] == ["Pp_within", "Ppk_within"]
    assert yellow.facts["ppm_within"].claim is False
    assert "no claim" in " ".join(yellow.explain("cpk", "en").split())


def test_without_a_standard_nothing_changes():
    plain = rings()
    assert plain.to_text("en").startswith("[ok] Capable: Cpk 1.66,")
    assert "standard" not in plain.to_dict("en")["provenance"] and "name" not in plain.to_frame()


@pytest.mark.parametrize("standard", list(STANDARDS))
def test_p_names_until_stability_is_shown(standard):
    values = np.random.default_rng(5).normal(10, 1, 130)
    values[30] = 25.0
    study = sqc.cpk(values.tolist(), lsl=0, usl=40, target=20, standard=standard)
    assert study.findings[0].key == "not-stable"
    text = study.to_text("en")
    assert "P names: stability is not shown" in " ".join(text.split())
    assert study.facts["ppk"].label.render("en") == "Ppk" and "\nPpk" in text
    assert study.facts["cpm"].claim is False and "\nCpm" not in text
    # what leaving the point out would give is that of a stable process: a C name, the same key
    assert "gives Cpk" in text.replace("\n", " ") or "give Cpk" in text.replace("\n", " ")


def test_fewer_values_are_asked_for_more():
    study = rings(where="sample<=15", standard="aiag-vda-yellow")
    assert (study["goal"], study["goal_at_n"]) == (1.33, 1.45)
    text = " ".join(study.to_text("en").split())
    assert "Cpk 1.59, above 1.33 with 95 % confidence" in text
    assert "goal 1.33 at 125 values is 1.45 at 75: Cpk 1.59 reaches it." in text
    assert "goal_at_n" not in rings(where="sample<=15", standard="iso-22514").facts
    assert "goal_at_n" not in rings(standard="aiag-vda-yellow").facts
    few = rings(where="sample<=5", standard="aiag-vda-yellow")
    assert "does not reach it" in " ".join(few.to_text("en").split()) and few["goal_at_n"] == 2.01
    found = formulas(study.explain("goal_at_n", "en"))
    assert found[0][1][-1] == pytest.approx(1.4503, abs=1e-4)


def test_a_natural_bound_has_p_without_a_goal():
    study = sqc.cpk(flatness(), lsl=0, usl=0.5, bound="lsl", standard="aiag-vda-yellow")
    assert study["pp_star"] == pytest.approx(0.5 / (6 * study["sigma_overall"]))
    text = study.to_text("en")
    assert "\nCp* " in text and "no goal" in text
    assert "pp_star" not in sqc.cpk(flatness(), lsl=0, usl=0.5, bound="lsl", standard="iso-22514").facts
    fitted = sqc.cpk(flatness(), lsl=0, usl=0.5, bound="lsl", standard="aiag-vda-yellow", dist="lognormal")
    low, high = fitted["x_low"], fitted["x_high"]
    assert fitted["pp_star"] == pytest.approx(0.5 / (high - low))


@pytest.mark.parametrize(
    ("standard", "names"),
    [
        ("aiag-vda-yellow", ["Cp.G", "Cpk.G", "Cp.Z", "Cpk.Z"]),
        ("iso-22514", ["Cp", "Cpk", "Cp M4", "Cpk M4"]),
    ],
)
def test_a_fitted_curve_by_quantiles_and_by_exceedance(standard, names):
    study = sqc.cpk(flatness(130), lsl=0.01, usl=0.5, standard=standard, dist="lognormal")
    assert study.to_frame()["name"].tolist() == names
    assert [study.facts[key].label.render("en") for key in ("pp", "ppk", "pp_z", "ppk_z")] == names
    fit = study.case.curved.fit
    from scipy import stats

    z = stats.norm.isf(float(fit.sf(0.5))), stats.norm.isf(float(fit.cdf(0.01)))
    assert study["ppk_z"] == pytest.approx(min(z) / 3, rel=1e-9)
    assert study["pp_z"] == pytest.approx(sum(z) / 6, rel=1e-9)
    low, high = study.facts["ppk_z"].interval
    assert low < study["ppk_z"] < high
    assert names[1] in study.to_text("en").splitlines()[0]
    plain = sqc.cpk(flatness(130), lsl=0.01, usl=0.5, dist="lognormal")
    assert study["ppk"] == plain["ppk"] and "ppk_z" not in plain.facts


@pytest.mark.parametrize(
    "limits", [{"usl": 0.5}, {"lsl": 0.01}, {"lsl": 0.01, "usl": 0.5}, {"lsl": 0, "usl": 0.5, "bound": "lsl"}]
)
def test_the_numbers_of_a_curve_can_be_computed_by_hand(limits):
    study = sqc.cpk(flatness(), **limits, standard="aiag-vda-yellow", dist="lognormal")
    for key in {"pp_z", "ppk_z", "pp_star", "goal_at_n"} & set(study.facts):
        for name, values in formulas(study.explain(key, "en")):
            assert all(value == pytest.approx(values[-1], rel=1e-5) for value in values), name
        assert study.explain_dict(key, "en")["explanations"][0]["value"] == study[key]
    assert study.explain("ppk", "en").startswith("Cpk.G = ")


def test_for_a_normal_curve_both_methods_are_the_classical_one():
    from sqc.capability.curved import curved

    values = np.random.default_rng(1).normal(10, 1, 200)
    found = curved("normal", values, Specification(5, 16), STANDARDS["aiag-vda-yellow"], True)
    by = {one.key: one.value for one in found.more}
    # 0.135 % is three sigma to four figures
    assert by["ppk_z"] == pytest.approx(found.ppk.value, rel=1e-4)
    assert by["pp_z"] == pytest.approx(found.pp, rel=1e-4)


def test_one_limit_has_only_the_k_index():
    study = sqc.cpk(flatness(130), usl=0.5, standard="aiag-vda-yellow", dist="lognormal")
    assert {"pp", "pp_z", "pp_star"}.isdisjoint(study.facts) and "ppk_z" in study.facts


def test_iso_prints_the_method():
    assert "(s, df 124); M1(1,5)" in rings(standard="iso-22514").to_text("en")
    fitted = sqc.cpk(flatness(130), usl=0.5, standard="iso-22514", dist="lognormal")
    assert "M1(2,1)" in fitted.to_text("en") and fitted["method"] == "M1(2,1)"


def test_the_general_formulas():
    for key in OF_STANDARD:
        assert of_capability().explain(key, "en")


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"usl": 4, "standard": "aiag"}, "option-range"),
        ({"usl": 4, "by": "x", "standard": "iso-22514"}, "standard-one"),
        ({"inspected": 9, "standard": "iso-22514"}, "no-limits-of-counts"),
    ],
)
def test_what_is_refused(options, key):
    with pytest.raises(OptionError) as caught:
        sqc.cpk([1.0, 2.0, 3.0, 2.0], **options)
    assert caught.value.key == key


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("dist", [None, "lognormal"])
def test_every_view(lang, dist, tmp_path):
    study = sqc.cpk(flatness(), lsl=0, usl=0.5, bound="lsl", standard="aiag-vda-yellow", dist=dist)
    assert study.to_json(lang) and study.to_markdown(lang)
    for ending in ("png", "html"):
        study.save(tmp_path / f"flat.{ending}", lang=lang)


@pytest.mark.parametrize("n", [80, 2500])
def test_quantiles_of_the_values_bear_the_names_of_the_standard(n):
    values = np.random.default_rng(2).normal(10.0, 0.1, n)
    study = sqc.cpk(values, lsl=9.5, usl=10.5, dist="empirical", standard="aiag-vda-yellow")
    name = study.case.curved.ppk.name
    assert name == "Cpk.G" and study.facts["ppk"].label.render("en") == name
    text = study.to_text("en")
    assert ("Cp.G, Cpk.G" in text) if n < 2000 else ("\nCpk.G" in text and "\nPpk " not in text)
