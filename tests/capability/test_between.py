"""Sigma between/within: by hand, by known components, and whether its intervals hold what they promise."""

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

import sqc
from sqc.notes import SqcError
from sqc.stats.between import components

# three subgroups of two: means 10, 14, 12; ranges 2, 1, 3
SMALL = {"lot": [1, 1, 2, 2, 3, 3], "x": [9.0, 11.0, 13.5, 14.5, 10.5, 13.5]}


def study_of(levels, size, spread, rng, **options):
    values = np.repeat(levels, size) + rng.normal(0, spread, len(levels) * size)
    data = {"lot": np.repeat(np.arange(len(levels)), size).tolist(), "x": values.tolist()}
    return sqc.cpk(data, value="x", subgroup="lot", sigma="between-within", **options)


def test_a_small_case_by_hand():
    study = sqc.cpk(SMALL, value="x", subgroup="lot", sigma="between-within", lsl=0, usl=24)
    d2 = 2 / math.sqrt(math.pi)
    within, means = 2 / d2, 3 / d2  # Rbar = (2 + 1 + 3) / 3, MRbar = (4 + 2) / 2
    assert study["sigma_within"] == pytest.approx(within, rel=1e-12)
    assert study["sigma_means"] == pytest.approx(means, rel=1e-12)
    assert study["sigma_between"] == pytest.approx(math.sqrt(means**2 - within**2 / 2), rel=1e-12)
    both = math.sqrt(means**2 + within**2 / 2)
    assert study["sigma_bw"] == pytest.approx(both, rel=1e-12)
    assert study["cp"] == pytest.approx(24 / (6 * both), rel=1e-12)
    df = both**4 / (means**4 / (0.62 * 2) + (within**2 / 2) ** 2 / study["df_within"])
    assert study["df_bw"] == pytest.approx(df, rel=1e-12)
    # the mean of three levels and six values
    of_mean = study["sigma_between"] ** 2 / 3 + within**2 / 6
    assert study["n_effective"] == pytest.approx(both**2 / of_mean, rel=1e-12)


def test_known_components_are_found():
    levels = np.random.default_rng(1).normal(50, 2, 4000)
    study = study_of(levels, 4, 1.5, np.random.default_rng(2), lsl=30, usl=70)
    # relative standard errors: 1 / sqrt(2 df), df 2,480 of the means and 11,000 of the ranges
    assert study["sigma_means"] == pytest.approx(math.sqrt(4 + 2.25 / 4), rel=3 * 0.0142)
    assert study["sigma_between"] == pytest.approx(2, rel=0.05)
    assert study["sigma_bw"] == pytest.approx(2.5, rel=0.03)
    assert "sigma between/within" in study.to_text("en")


def test_unequal_sizes_take_the_harmonic_mean():
    means, n = np.array([10.0, 13.0, 11.0]), np.array([2, 4, 8])
    found = components(means, n, np.array([0]), n > 0, np.array([1.0]), np.array([11.0]))
    assert found.size[0] == pytest.approx(3 / (1 / 2 + 1 / 4 + 1 / 8))
    sigma = 2.5 / (2 / math.sqrt(math.pi))
    assert found.sigma_between[0] ** 2 == pytest.approx(sigma**2 - 1 / found.size[0])
    # the mean weighs a level by its values: (4 + 16 + 64) / 14^2
    of_mean = found.sigma_between[0] ** 2 * 84 / 196 + 1 / 14
    assert found.n_effective[0] == pytest.approx(found.sigma_bw[0] ** 2 / of_mean)


def test_no_variation_between_gives_the_study_of_sigma_within():
    rng = np.random.default_rng(3)
    level = np.zeros(30)
    study = next(
        one for one in (study_of(level, 5, 1, rng, lsl=-6, usl=6) for _ in range(20))
        if one["sigma_between"] == 0
    )  # fmt: skip
    assert study["sigma_bw"] == study["sigma_within"] and study["df_bw"] == study["df_within"]
    assert study["n_effective"] == pytest.approx(150)
    finding = next(one for one in study.findings if one.key == "between-none")
    assert finding.level == "watch"
    assert "组间标准差为 0" in study.to_text("zh")


def test_stability_is_judged_by_the_means_as_single_values():
    levels = np.random.default_rng(4).normal(50, 2, 30)
    rng = np.random.default_rng(5)
    study = study_of(levels, 5, 0.5, rng, lsl=38, usl=62)
    plain = sqc.cpk(study.given, value="x", subgroup="lot", lsl=38, usl=62)
    assert plain.findings[0].key == "not-stable"
    assert study.findings[0].key != "not-stable" and study.facts["cpk"].claim is True
    levels[20] += 30
    moved = study_of(levels, 5, 0.5, rng, lsl=38, usl=62)
    assert moved.findings[0].key == "not-stable" and 21 in moved.findings[0].values["points"]


def test_the_estimator_of_sigma_within_is_named():
    r = np.random.default_rng(6)
    data = {"lot": np.repeat(np.arange(20), 4).tolist(), "x": r.normal(0, 1, 80).tolist()}
    study = sqc.cpk(data, value="x", subgroup="lot", sigma="between-within-pooled", lsl=-5, usl=5)
    plain = sqc.cpk(data, value="x", subgroup="lot", sigma="pooled", lsl=-5, usl=5)
    assert study["sigma_within"] == plain["sigma_within"]
    assert "pooled s/c4 and MRbar/d2 of the means" in " ".join(study.to_text("en").split())


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ([1.0, 2.0, 3.0, 2.0, 1.5], {}, "sigma-kind"),
        (
            {"lot": [1, 1, 2, 2], "x": [1.0, 2.0, 3.0, 2.0]},
            {"value": "x", "subgroup": "lot"},
            "few-subgroups",
        ),
        (SMALL, {"value": "x", "by": "lot"}, "option-clash"),
    ],
)
def test_refused(data, options, key):
    with pytest.raises(SqcError) as caught:
        sqc.cpk(data, sigma="between-within", lsl=0, usl=24, **options)
    assert caught.value.key == key


def benchmark():
    path = Path(__file__).parents[2] / "benchmarks" / "capability.py"
    spec = importlib.util.spec_from_file_location("capability_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [0, 0.5, 1, 2])
def test_intervals_hold_the_true_index(ratio):
    bench = benchmark()
    runs, rng = 4000, np.random.default_rng(7)
    found = bench.between_within(bench.Design(25, 5), ratio, "rbar", runs, rng)
    held, error = bench.between_coverage(*found), 3 * math.sqrt(0.05 * 0.95 / runs)
    # 20,000 runs: from 1.5 points below, where few degrees of freedom are left, to 2.4 above, where
    # none lies between
    assert 0.95 - 0.017 - error < min(held) and max(held) < 0.95 + 0.025 + error
