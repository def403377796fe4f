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
from sqc.stats.families.johnson import by_quantiles
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
    assert by_quantiles(np.exp(normal), 0.0001) is None  # no gap between the quantiles that could be told


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
