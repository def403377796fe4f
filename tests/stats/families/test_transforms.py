"""Box-Cox, Yeo-Johnson and the Johnson system, against scipy and against curves that are known."""

import math

import numpy as np
import pytest
from scipy import integrate, stats
from tests.stats.families.lives import BEARINGS

from sqc.stats.boxcox import estimate
from sqc.stats.families.catalog import FLEXIBLE
from sqc.stats.families.family import NoFitError
from sqc.stats.families.fit import fit_family
from sqc.stats.families.johnson import by_quantiles, choose
from sqc.stats.families.transforms import power_interval

X = np.array(BEARINGS)


def test_box_cox():
    fit = fit_family("box-cox", X)
    power = estimate(X, [0]).value
    assert fit.parameters["lambda"] == pytest.approx(power, rel=1e-12)
    assert fit.loglik == pytest.approx(
        stats.boxcox_llf(power, X) - 23 / 2 * (1 + math.log(2 * math.pi)), rel=1e-10
    )
    with pytest.raises(NoFitError, match="positive"):
        fit_family("box-cox", [-1.0, 2.0, 3.0])


@pytest.mark.parametrize("values", [X, X - 70.0, -X], ids=["above", "both", "below"])
def test_yeo_johnson(values):
    fit = fit_family("yeo-johnson", values)
    assert fit.parameters["lambda"] == pytest.approx(stats.yeojohnson_normmax(values), abs=2e-5)
    best = stats.yeojohnson_llf(stats.yeojohnson_normmax(values), values)
    assert fit.loglik == pytest.approx(best - 23 / 2 * (1 + math.log(2 * math.pi)), abs=1e-7)


@pytest.mark.parametrize(("name", "law"), [("johnson-su", stats.johnsonsu), ("johnson-sb", stats.johnsonsb)])
def test_johnson_gives_its_parameters_back(name, law):
    # quantiles of a known curve at even shares
    true = law(0.5, 1.2, 3.0, 2.0)
    values = true.ppf((np.arange(2000) + 0.5) / 2000)
    fit = fit_family(name, values)
    assert fit.curve.values == pytest.approx((0.5, 1.2, 3.0, 2.0), rel=0.02)
    x = true.ppf([0.001, 0.1, 0.5, 0.9, 0.999])
    same = law(*fit.curve.values)
    assert fit.cdf(x) == pytest.approx(same.cdf(x), rel=1e-9)
    assert fit.sf(x) == pytest.approx(same.sf(x), rel=1e-9)
    assert fit.curve.logpdf(x) == pytest.approx(same.logpdf(x), rel=1e-9)
    assert math.isinf(fit.aicc)  # no fit of the greatest likelihood


def test_the_other_kind_of_johnson_is_told():
    normal = stats.norm.ppf((np.arange(400) + 0.5) / 400)
    assert by_quantiles(np.sinh(normal), 0.5)[0] == "su"
    assert by_quantiles(1 / (1 + np.exp(-normal)), 0.5)[0] == "sb"
    many = stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000)
    assert by_quantiles(np.exp(many), 0.524)[0] == "sl"
    assert by_quantiles(np.round(normal), 0.25) is None  # quantiles that coincide


def test_choice_by_the_ratio_of_the_gaps():
    shares = (np.arange(20_000) + 0.5) / 20_000
    laws = {
        "johnson-su": stats.johnsonsu(0.5, 1.2),
        "johnson-sb": stats.johnsonsb(0.5, 1.2),
        "johnson-sl": stats.lognorm(0.5, 10, 3),
    }
    for name, law in laws.items():
        assert choose(law.ppf(shares)).name == name
    assert choose(np.array([1.0, 2.0, 3.0])) is None


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_johnson_sl_gives_the_lognormal_back(side):
    # ln((x - 10) / 3) is normal with standard deviation 1/2: delta 2, gamma -2 ln 3, xi 10
    law = stats.lognorm(0.5, 10, 3)
    values = side * law.ppf((np.arange(20_000) + 0.5) / 20_000)
    fit = fit_family("johnson-sl", values)
    wanted = (-2 * math.log(3), 2.0, side * 10.0, side)
    assert fit.curve.values == pytest.approx(wanted, rel=1e-3)
    same = stats.lognorm(1 / fit.curve.values[1], 0, math.exp(-fit.curve.values[0] / fit.curve.values[1]))
    x = same.ppf([0.001, 0.1, 0.5, 0.9, 0.999])
    at = fit.curve.values[2] + side * x
    assert (fit.cdf(at) if side > 0 else fit.sf(at)) == pytest.approx(same.cdf(x), rel=1e-9)
    assert (fit.sf(at) if side > 0 else fit.cdf(at)) == pytest.approx(same.sf(x), rel=1e-9)
    assert fit.curve.logpdf(at) == pytest.approx(same.logpdf(x), rel=1e-9)
    assert fit.quantile(0.1) == pytest.approx(at[1] if side > 0 else at[3], rel=1e-9)


@pytest.mark.parametrize("name", FLEXIBLE)
def test_functions_agree_with_each_other(name):
    fit = fit_family(name, X)
    shares = np.array([0.00135, 0.1, 0.5, 0.9, 0.99865])
    x = fit.quantile(shares)
    assert fit.cdf(x) == pytest.approx(shares, rel=1e-9)
    assert fit.sf(x) == pytest.approx(1 - shares, rel=1e-9)
    low, high = float(x[0]), float(x[-1])
    area, _ = integrate.quad(lambda at: math.exp(fit.curve.logpdf(at)), low, high, limit=300)
    assert area == pytest.approx(0.9973, abs=1e-6)


def test_intervals_of_lambda():
    # the profile likelihood of scipy has fallen by half the chi-square quantile at both ends
    drop = stats.chi2.ppf(0.95, 1) / 2
    cases = (("box-cox", X, stats.boxcox_llf), ("yeo-johnson", X - 70.0, stats.yeojohnson_llf))
    for name, values, height in cases:
        power = fit_family(name, values).parameters["lambda"]
        low, high = power_interval(name, values, power)
        assert low < power < high
        for end in (low, high):
            assert height(power, values) - height(end, values) == pytest.approx(drop, abs=1e-6)
    assert power_interval("box-cox", X, 0.2, 0.9)[0] > power_interval("box-cox", X, 0.2)[0]
