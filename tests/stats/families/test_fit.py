"""Families fitted by the greatest likelihood, against scipy and against their own optimum."""

import math

import numpy as np
import pytest
from scipy import integrate, optimize, stats
from tests.stats.families.lives import BEARINGS

from sqc.stats.families.catalog import FLEXIBLE, VARIANTS, family
from sqc.stats.families.catalog import NAMES as EVERY
from sqc.stats.families.family import Curve, NoFitError
from sqc.stats.families.fit import (
    Failed,
    Fit,
    fit_all,
    fit_family,
    likeliest,
    likelihood_ratio,
)
from sqc.stats.families.resample import bootstrap, bootstrap_interval

X = np.array(BEARINGS)
NAMES = tuple(name for name in EVERY if name not in FLEXIBLE)
PARAMETERS = {1: (2.0,), 2: (1.5, 0.7), 3: (1.5, 0.7, 3.0)}


def scipy_law(name, p):
    return {
        "normal": lambda: stats.norm(*p),
        "lognormal": lambda: stats.lognorm(p[1], 0, math.exp(p[0])),
        "weibull": lambda: stats.weibull_min(p[0], 0, p[1]),
        "gamma": lambda: stats.gamma(p[0], 0, p[1]),
        "exponential": lambda: stats.expon(0, p[0]),
        "logistic": lambda: stats.logistic(*p),
        "loglogistic": lambda: stats.fisk(1 / p[1], 0, math.exp(p[0])),
        "smallest-extreme": lambda: stats.gumbel_l(*p),
        "largest-extreme": lambda: stats.gumbel_r(*p),
        "folded-normal": lambda: stats.foldnorm(p[0] / p[1], 0, p[1]),
        "rayleigh": lambda: stats.rayleigh(0, p[0]),
        "lognormal-3": lambda: stats.lognorm(p[1], p[2], math.exp(p[0])),
        "weibull-3": lambda: stats.weibull_min(p[0], p[2], p[1]),
        "gamma-3": lambda: stats.gamma(p[0], p[2], p[1]),
        "loglogistic-3": lambda: stats.fisk(1 / p[1], p[2], math.exp(p[0])),
        "exponential-2": lambda: stats.expon(p[1], p[0]),
    }[name]()


@pytest.mark.parametrize("name", NAMES)
def test_functions_agree_with_scipy(name):
    kind = family(name)
    p = PARAMETERS[len(kind.parameters)]
    curve, law = Curve(kind, p), scipy_law(name, p)
    shares = np.array([1e-9, 0.00135, 0.1, 0.5, 0.9, 0.99865, 1 - 1e-9])
    x = law.ppf(shares)
    assert np.allclose(curve.quantile(shares), x, rtol=1e-7)
    # near a threshold the values themselves have fewer digits
    near = 1e-9 if "threshold" not in kind.parameters else 1e-6
    assert np.allclose(curve.cdf(x), law.cdf(x), rtol=near)
    assert np.allclose(curve.sf(x), law.sf(x), rtol=near)
    assert np.allclose(curve.logpdf(x), law.logpdf(x), rtol=near)


@pytest.mark.parametrize("name", NAMES)
def test_far_tails_keep_their_digits(name):
    kind = family(name)
    p = PARAMETERS[len(kind.parameters)]
    curve, law = Curve(kind, p), scipy_law(name, p)
    for x in law.ppf([1e-12, 1e-15]):
        if law.cdf(x) > 0 and "threshold" not in kind.parameters:
            assert curve.cdf(x) == pytest.approx(law.cdf(x), rel=1e-8)
    for x in law.isf([1e-12, 1e-20]) if not name.startswith("loglogistic") else ():  # scipy loses that one
        assert curve.sf(x) == pytest.approx(law.sf(x), rel=1e-8)


@pytest.mark.parametrize("name", NAMES)
def test_density_has_area_one(name):
    kind = family(name)
    curve = Curve(kind, PARAMETERS[len(kind.parameters)])
    low, middle, high = map(float, curve.quantile([0.001, 0.5, 0.999]))
    area, _ = integrate.quad(lambda x: math.exp(curve.logpdf(x)), low, high, points=[middle], limit=500)
    assert area == pytest.approx(0.998, abs=1e-6)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "exponential-2"])
@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e7])
def test_no_search_finds_a_greater_likelihood(name, scale):
    values = X * scale
    curve = likeliest(name, values)
    best = float(np.sum(curve.logpdf(values)))

    def height(logs):
        with np.errstate(all="ignore"):
            found = -float(np.sum(curve.family.logpdf(values, *(np.array(curve.values) * np.exp(logs)))))
        return found if math.isfinite(found) else 1e10

    found = optimize.minimize(
        height,
        np.full(len(curve.values), 0.01),
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-12},
    )
    assert best >= -found.fun - 1e-9
    assert found.x == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_fitted_as_each_alone(name):
    kind = family(name)
    rows = np.stack([X, X[::-1] * 3, X**0.5])
    together = kind.fit(rows)
    for row, found in zip(rows, together, strict=True):
        assert found == pytest.approx(kind.fit(row[None])[0], rel=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_large_samples_give_the_parameters_back(name):
    kind = family(name)
    p = PARAMETERS[len(kind.parameters)]
    values = Curve(kind, p).quantile(np.random.default_rng(3).random(20_000))
    assert fit_family(name, values).curve.values == pytest.approx(p, rel=0.05)


def test_bearings():
    # ppm below 15 by family, AICc and p values
    fits = {name: fit_family(name, X) for name in ("lognormal", "weibull", "normal")}
    assert [round(fit.aicc, 1) for fit in fits.values()] == [230.9, 232.0, 235.6]
    assert [float(f"{1e6 * fit.cdf(15.0):.2g}") for fit in fits.values()] == [2800, 28000, 63000]
    assert round(fits["lognormal"].ad_p, 3) == 0.894
    assert round(fits["normal"].ad_p, 3) == 0.103
    lognormal = fits["lognormal"]
    assert round(lognormal.quantile(0.5), 1) == 63.5 and round(lognormal.quantile(0.00135), 1) == 13.3


def test_bearings_bootstrap():
    lognormal = fit_family("lognormal", X)

    def ppk(curve):
        middle = curve.quantile(0.5)
        return (middle - 15) / (middle - curve.quantile(0.00135))

    low, high = bootstrap_interval(bootstrap(lognormal, ppk))
    assert (round(low, 2), round(high, 2)) == (0.86, 1.16)
    low, high = bootstrap_interval(bootstrap(lognormal, lambda curve: 1e6 * curve.cdf(15.0)))
    assert low == pytest.approx(21, rel=0.15) and high == pytest.approx(18_000, rel=0.05)


@pytest.mark.parametrize("name", NAMES)
def test_bootstrap_repeats_itself(name):
    fit = fit_family(name, X)
    first = bootstrap(fit, lambda curve: curve.sf(100.0), 500)
    assert len(first) == 500 or "threshold" in fit.parameters
    assert np.array_equal(first, bootstrap(fit, lambda curve: curve.sf(100.0), 500))
    low, high = bootstrap_interval(first)
    assert low < fit.sf(100.0) < high


def test_the_spread_of_the_normal_divides_by_n_minus_1():
    fit = fit_family("normal", X)
    assert fit.parameters["sd"] == pytest.approx(X.std(ddof=1), rel=1e-12)
    assert fit.loglik == pytest.approx(stats.norm(X.mean(), X.std()).logpdf(X).sum(), rel=1e-12)
    assert fit_family("lognormal-n-1", X).parameters["log_sd"] == pytest.approx(np.log(X).std(ddof=1))
    assert fit_family("lognormal", X).parameters["log_sd"] == pytest.approx(np.log(X).std())


def test_folded_normal_at_zero():
    # a fourth moment of 3 squared second ones or more: the half-normal
    values = np.array([0.01, 0.02, 0.05, 0.1, 0.2, 1.0, 4.0])
    assert fit_family("folded-normal", values).parameters["mean"] == 0


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("lognormal", [1.0, 2.0, 0.0, 4.0], "positive"),
        ("gamma", [1.0, -2.0, 3.0, 4.0], "positive"),
        ("exponential", [1.0, -2.0, 3.0, 4.0], "zero"),
        ("normal", [1.0, 1.0, 1.0, 1.0], "variation"),
        ("weibull", [1.0, 2.0], "few"),
    ],
)
def test_no_fit_says_why(name, values, reason):
    with pytest.raises(NoFitError) as error:
        fit_family(name, values)
    assert error.value.reason == reason


def test_all_by_aicc_then_those_that_failed():
    found = fit_all(np.append(X, -1.0), NAMES)
    fits = [one for one in found if isinstance(one, Fit)]
    failed = [one for one in found if isinstance(one, Failed)]
    assert [one.aicc for one in fits] == sorted(one.aicc for one in fits)
    assert {one.name for one in failed if one.reason != "maximum"} == {
        "lognormal", "weibull", "gamma", "exponential", "loglogistic", "folded-normal", "rayleigh",
    }  # fmt: skip
    assert found == (*fits, *failed)


def test_outliers_do_not_stop_the_search():
    values = np.append(np.random.default_rng(1).normal(10, 1, 5000), [1e6, -1e6])
    for name in ("normal", "logistic", "smallest-extreme", "largest-extreme"):
        assert isinstance(fit_all(values, [name])[0], Fit)


def test_likelihood_ratio_against_wilks():
    wide, narrow = fit_family("weibull", X), fit_family("exponential", X)
    expected = stats.chi2(1).sf(2 * (wide.loglik - narrow.loglik))
    assert likelihood_ratio(wide, narrow) == pytest.approx(expected, rel=1e-9)


def test_every_name_has_a_family():
    for name in (*EVERY, *VARIANTS):
        assert family(name).name == name


def test_three_parameters_of_the_bearings_against_scipy():
    # scipy searches from the fit and finds no better one; the Weibull threshold is 14.88 of 17.88
    fit = fit_family("weibull-3", X)
    shape, threshold, scale = stats.weibull_min.fit(X, 1.6, loc=14.9, scale=64)
    found = stats.weibull_min(shape, threshold, scale).logpdf(X).sum()
    assert fit.loglik >= found - 1e-9
    assert fit.curve.values == pytest.approx((shape, scale, threshold), rel=1e-3)


@pytest.mark.parametrize("name", ["weibull-3", "gamma-3"])
def test_a_likelihood_without_maximum_is_said(name):
    # a shape below 1: the likelihood is infinite where the threshold meets the smallest value
    values = stats.weibull_min(0.6, 3.0, 1.0).ppf((np.arange(60) + 0.5) / 60)
    with pytest.raises(NoFitError) as error:
        fit_family(name, values)
    assert error.value.reason == "maximum"
    # a longer lower tail: the threshold would move away without end
    with pytest.raises(NoFitError):
        fit_family("lognormal-3", -np.exp(np.linspace(-2, 2, 50)))


def test_the_threshold_of_the_exponential_has_an_exact_test():
    wide, narrow = fit_family("exponential-2", X), fit_family("exponential", X)
    n, least = len(X), X.min()
    ratio = (n * least) / ((X - least).sum() / (n - 1))
    assert likelihood_ratio(wide, narrow) == pytest.approx(stats.f(2, 2 * (n - 1)).sf(ratio), rel=1e-9)
