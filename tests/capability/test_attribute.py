"""`sqc cpk --inspected`: counts of nonconforming units and of nonconformities."""

import math

import numpy as np
import pytest
from scipy import stats

import sqc
from sqc.cli.main import main
from sqc.notes import OptionError, SqcError
from sqc.stats.attribute import clopper_pearson, garwood, units_needed, wilson

SIZE = np.random.default_rng(2).integers(150, 400, 30)


def lots(rate, seed=2, size=SIZE):
    bad = np.random.default_rng(seed).binomial(size, rate)
    return {"inspected": size.tolist(), "bad": bad.tolist()}


def study(data, **options):
    return sqc.cpk(data, value="bad", inspected="inspected", **options)


def keys(found):
    return {one.key for one in found.findings}


def test_intervals_equal_scipy():
    for x, n in ((0, 30), (4, 200), (18, 20), (20, 20)):
        ours = [float(end) for end in clopper_pearson(x, n, 0.025, 0.975)]
        theirs = stats.binomtest(x, n).proportion_ci(0.95, "exact")
        assert ours == pytest.approx([theirs.low, theirs.high], rel=1e-9)
        score = stats.binomtest(x, n).proportion_ci(0.95, "wilson")
        assert [float(e) for e in wilson(x, n, 0.025, 0.975)] == pytest.approx(
            [score.low, score.high], abs=1e-12
        )
    for x in (0, 3, 12):
        low = stats.chi2.ppf(0.025, 2 * x) / 2 if x else 0
        assert [float(e) for e in garwood(x, 4, 0.025, 0.975)] == pytest.approx(
            [low / 4, stats.chi2.ppf(0.975, 2 * x + 2) / 8], rel=1e-9
        )


def test_units_needed_is_the_smallest():
    for share, level in ((0.01, 0.95), (1e-4, 0.9), (0.5, 0.5)):
        n = units_needed(share, level)
        assert 1 - (1 - level) ** (1 / n) <= share * (1 + 1e-9)
        assert n == 1 or 1 - (1 - level) ** (1 / (n - 1)) > share


def test_facts_of_a_share():
    data = lots(0.012)
    found = study(data)
    x, n = sum(data["bad"]), sum(data["inspected"])
    assert found["p"] == x / n and found["ppm"] == pytest.approx(1e6 * x / n)
    exact = stats.binomtest(x, n).proportion_ci(0.95, "exact")
    assert found.facts["p"].interval == pytest.approx((exact.low, exact.high), rel=1e-9)
    assert found["z"] == pytest.approx(stats.norm.isf(x / n), rel=1e-9)
    low, high = found.facts["z"].interval
    assert (low, high) == pytest.approx((stats.norm.isf(exact.high), stats.norm.isf(exact.low)), rel=1e-9)
    assert found.facts["p"].claim is True and found.findings[0].key == "rate-stated"
    assert {"stable", "as-chance"} <= keys(found) and "overdispersed" not in keys(found)
    assert found.to_dict()["kind"] == "binomial"


def test_states_against_a_target():
    data = lots(0.012)
    assert study(data, target=0.05).findings[0].key == "capable"
    assert study(data, target=0.005).findings[0].key == "not-capable"
    assert study(data, target=1.05 * study(data)["p"]).findings[0].key == "capability-open"


def test_an_unstable_process_promises_nothing():
    found = sqc.cpk("examples/orange-juice.csv", inspected="inspected")
    assert found.findings[0].key == "not-stable" and found.findings[0].level == "act"
    assert found.facts["p"].claim is False
    over = next(one for one in found.findings if one.key == "overdispersed")
    low, high = over.values["lower"], over.values["upper"]
    exact = found.facts["p"].interval
    assert low < exact[0] < exact[1] < high
    ratio = found["variance_ratio"]
    assert (low, high) == pytest.approx(
        tuple(float(e) for e in clopper_pearson(347 / ratio, 1500 / ratio, 0.025, 0.975)), rel=1e-12
    )


def test_excluded_lots_leave_the_rate():
    found = sqc.cpk("examples/orange-juice.csv", inspected="inspected", exclude="15,23")
    assert found["n_lots"] == 28 and found["n_units"] == 1400


def test_what_none_of_n_proves():
    data = {"inspected": SIZE.tolist(), "bad": [0] * 30}
    found = study(data, target=1e-4)
    said = next(one for one in found.findings if one.key == "none-seen")
    n = int(SIZE.sum())
    assert said.values["bound"] == pytest.approx(1 - 0.05 ** (1 / n), rel=1e-9)
    assert f"{units_needed(1e-4, 0.95):,} without one" in said.message.render("en")
    assert "z" not in found.facts and "stability-open" in keys(found)
    assert "none-seen" not in keys(study(lots(0.012), target=0.05))


def test_nonconformities_per_unit():
    found = sqc.cpk(
        "examples/hospital-infections.csv", value="infections", inspected="patient_days", kind="u"
    )
    x, n = found["n_events"], found["n_units"]
    assert found["dpu"] == x / n and found["share_without"] == pytest.approx(math.exp(-x / n))
    assert found.facts["dpu"].interval == pytest.approx(
        (stats.chi2.ppf(0.025, 2 * x) / 2 / n, stats.chi2.ppf(0.975, 2 * x + 2) / 2 / n), rel=1e-9
    )
    assert found.to_dict()["kind"] == "poisson" and found.findings[0].key == "rate-stated"


def test_few_lots_cannot_show_stability():
    data = {key: values[:5] for key, values in lots(0.012).items()}
    assert "stability-open" in keys(study(data)) and study(data).facts["p"].claim is False


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"lsl": 1}, "no-limits-of-counts"),
        ({"goal": 1.33}, "no-limits-of-counts"),
        ({"dist": "weibull"}, "no-limits-of-counts"),
        ({"specs": "limits.csv"}, "no-limits-of-counts"),
        ({"target": 2}, "option-range"),
        ({"confidence": 1}, "option-range"),
        ({"kind": "c"}, "option-range"),
    ],
)
def test_options_that_are_not_for_counts(options, key):
    with pytest.raises(OptionError) as caught:
        study(lots(0.012), **options)
    assert caught.value.key == key


def test_measured_values_are_no_counts():
    with pytest.raises(SqcError) as caught:
        sqc.cpk("examples/pistonrings.csv", value="diameter", inspected="sample")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view(lang, tmp_path):
    for data in (lots(0.012), lots(0.012, size=np.full(30, 200)), lots(0.0)):
        found = study(data, target=0.02)
        assert found.to_text(lang) and found.to_json(lang) and found.to_csv(lang) and found.explain("p", lang)
        for ending in ("png", "html", "xlsx"):
            found.save(tmp_path / f"a.{ending}", lang=lang)


def test_the_command(capsys):
    assert main(["cpk", "examples/orange-juice.csv", "--inspected", "inspected", "--check"]) == 1
    assert "21.0 % to 25.4 %" in capsys.readouterr().out
