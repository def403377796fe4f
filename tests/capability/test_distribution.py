"""``sqc distribution``: the table of families, its verdicts, its page, in both languages."""

import json

import numpy as np
import pytest
from tests.stats.families.lives import BEARINGS

import sqc
from sqc.capability.distribution_explain import CRITERIA, NUMBERS
from sqc.capability.distribution_judge import family_open
from sqc.capability.distribution_options import NAMES as OFFERED
from sqc.cli.main import main
from sqc.data.sample import About, Counts
from sqc.notes import DataError, OptionError
from sqc.stats.families.catalog import NAMES
from sqc.verification.load import select

BEEF = select(["r-fitdist-groundbeef-gamma"])[0].data["value"]


def first(result):
    return result.findings[0]


def test_the_help_offers_every_family():
    assert OFFERED == NAMES


def test_bearings_cannot_be_told_apart():
    result = sqc.distribution(BEARINGS)
    assert (first(result).key, first(result).level) == ("distributions-alike", "watch")
    families = first(result).values["families"]
    assert {"lognormal", "weibull", "normal"} < set(families) and "exponential" not in families
    # a Rayleigh fits them best, but speaks of distances: only where it is asked for
    assert result["best"] == "rayleigh" and "rayleigh" not in families
    asked = sqc.distribution(BEARINGS, dist="rayleigh,weibull")
    assert first(asked).values["families"] == ["rayleigh", "weibull"]


def test_bearings_below_15():
    result = sqc.distribution(BEARINGS, lsl=15, dist=["normal", "lognormal", "weibull"])
    assert (first(result).key, first(result).level) == ("family-open", "act")
    assert "3 that fit say 2,800, 28,000 and 63,000 ppm" in str(first(result).message)
    assert "2,800、28,000、63,000 ppm" in first(result).message.render("zh")
    table = result.to_frame()
    assert [round(one, 1) for one in table["aicc"]] == [230.9, 232.0, 235.6]


def test_all_families_of_the_bearings():
    result = sqc.distribution(BEARINGS, lsl=15)
    assert first(result).key == "family-open" and "7 that fit say 2,800 to 69,000 ppm" in str(
        first(result).message
    )


def test_rounded_values_fit_nothing():
    # 254 serving sizes, 33 different values (fitdistrplus, groundbeef)
    result = sqc.distribution(BEEF)
    assert (first(result).key, first(result).level) == ("no-distribution", "act")
    assert "rounded to 33 values between 10 and 200" in str(first(result).message)
    found = dict(zip(result.to_frame()["family"], result.to_frame()["ad"], strict=True))
    assert {name: round(found[name], 2) for name in ("normal", "weibull", "gamma", "lognormal")} == {
        "normal": 5.28, "weibull": 3.57, "gamma": 3.57, "lognormal": 4.54,
    }  # fmt: skip


def test_two_streams_fit_nothing():
    random = np.random.default_rng(3)
    values = np.concatenate([random.normal(10, 1, 200), random.normal(30, 1, 200)])
    result = sqc.distribution(values)
    assert first(result).key == "no-distribution" and "stratify" in str(first(result).message)


def test_one_distribution():
    values = np.random.default_rng(5).exponential(3.0, 600)
    result = sqc.distribution(values, dist="exponential,normal,logistic")
    assert (first(result).key, first(result).level) == ("one-distribution", "ok")
    assert "the other 2 are rejected" in str(first(result).message)
    alone = sqc.distribution(values, dist="exponential")
    assert first(alone).key == "one-distribution" and "no other was compared" in str(first(alone).message)


def test_impossible_families_say_why():
    result = sqc.distribution([-0.3, 0.5, 1.0, 1.2, 2.0, 2.2, 2.9, 3.1])
    text = result.to_text("en")
    assert "needs values above 0; the smallest is -0.3" in " ".join(text.split())
    frame = result.to_frame()
    assert dict(zip(frame["family"], frame["reason"], strict=True))["weibull"] == "positive"


def test_equal_values_allow_no_fit():
    result = sqc.distribution([2.0] * 12)
    assert (first(result).key, first(result).level) == ("no-fit", "act")


def test_coarse_values_are_spread_for_the_test():
    values = np.round(np.random.default_rng(2).normal(10, 1, 400))
    result = sqc.distribution(values, dist="normal")
    assert result.to_frame()["ad_p"][0] > 0.05
    assert "spread over their rounding step" in " ".join(result.to_text("en").split())
    fine = sqc.distribution(np.random.default_rng(2).normal(10, 1, 400), dist="normal")
    assert "rounding step" not in fine.to_text("en")


def test_family_open_is_silent_where_it_does_not_matter():
    study = sqc.distribution(BEARINGS, dist="normal,lognormal,weibull").study
    assert family_open(study.fitting, 15.0, float("nan"), 23).key == "family-open"
    assert family_open(study.fitting, float("nan"), 100.0, 23) is None
    # far outside: parts in a thousand million, whatever the family
    tight = sqc.distribution(
        100 + np.random.default_rng(1).normal(0, 0.01, 100), dist="normal,lognormal"
    ).study
    assert family_open(tight.fitting, 99.0, 101.0, 100) is None


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"dist": "weibul"}, "unknown-distribution"),
        ({"lsl": 5.0, "usl": 4.0}, "specification-order"),
        ({"lsl": "x"}, "option-range"),
    ],
)
def test_options_that_have_no_meaning(options, key):
    with pytest.raises(OptionError) as error:
        sqc.distribution(BEARINGS, **options)
    assert error.value.key == key


def test_several_columns_ask_for_one(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("a,b\n" + "\n".join(f"{1 + i % 7},{900 + i % 5}" for i in range(30)))
    with pytest.raises(sqc.SqcError):
        sqc.distribution(str(path))


def test_counts_are_no_measured_values():
    sample = Counts(np.arange(20.0) % 4, np.full(20, 100.0), About("bad"))
    with pytest.raises(DataError) as error:
        sqc.distribution(sample)
    assert error.value.key == "no-single-values"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("suffix", ["png", "svg", "html", "json", "csv", "md"])
def test_files(tmp_path, lang, suffix):
    sqc.set_language(lang)
    try:
        path = tmp_path / f"families.{suffix}"
        sqc.distribution(BEARINGS, lsl=15).save(str(path))
        assert path.stat().st_size > 300
    finally:
        sqc.set_language("en")


def test_json_holds_every_number():
    told = json.loads(sqc.distribution(BEARINGS, lsl=15).to_json())
    assert told["analysis"] == "distribution" and told["facts"]["n"]["value"] == 23
    assert told["findings"][0]["values"]["families"]["lognormal"] == pytest.approx(2845, abs=1)


def test_command_line(tmp_path, capsys):
    path = tmp_path / "bearings.csv"
    path.write_text("time\n" + "\n".join(map(str, BEARINGS)))
    code = main(["distribution", str(path), "--value", "time", "--lsl", "15", "--check"])
    out = capsys.readouterr().out
    assert code == 1 and out.startswith("[act] The answer hangs on the family: 7")
    assert main(["distribution", str(path), "--value", "time", "--lang", "zh"]) == 0
    assert "[关注] 7 种分布拟合相当：伽马、对数正态、最大极值及另外 4 种" in capsys.readouterr().out
    assert main(["distribution"]) == 2


def test_explain(capsys):
    result = sqc.distribution(BEARINGS, lsl=15)
    assert "AICc = -2 ln L" in result.explain("aicc") and "229.672" in result.explain("aicc")
    assert "more than threefold" in result.explain("family-open")
    for key in (*NUMBERS, *CRITERIA):
        assert main(["distribution", "--explain", key]) == 0
        assert main(["distribution", "--explain", key, "--lang", "zh"]) == 0
    assert "超出规格的 ppm" in capsys.readouterr().out
    assert set(result.facts) <= set(NUMBERS)
