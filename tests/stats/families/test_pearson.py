"""The Pearson system against the laws that are its types, its own moments and its equation."""

import math
import warnings

import numpy as np
import pytest
from scipy import integrate, stats

from sqc.stats.families.family import NoFitError
from sqc.stats.families.fit import fit_family
from sqc.stats.families.pearson import PEARSON, fit_moments
from sqc.stats.families.pearson_types import kinds
from sqc.stats.families.resample import refitted

SHARES = np.array([1e-12, 1e-6, 0.00135, 0.1, 0.5, 0.9, 0.99865])
# Elderton and Johnson (1969): the types by the names that their curves have today
LAWS = {
    "normal": (stats.norm(3, 2), 0),
    "I": (stats.beta(2, 5), 1),
    "I, mirrored": (stats.beta(6, 2), 1),
    "II": (stats.beta(3, 3, 1, 4), 1),
    "III": (stats.gamma(3), 2),
    "III, exponential": (stats.expon(), 2),
    "V": (stats.invgamma(7), 3),
    "VI": (stats.betaprime(3, 8), 1),
    "VI, F": (stats.f(10, 20), 1),
    "VII": (stats.t(7), 4),
    "VII, near the normal": (stats.t(1e6), 4),
}


def moments(law):
    mean, variance, skewness, excess = map(float, law.stats("mvsk"))
    return mean, math.sqrt(variance), skewness, excess + 3


@pytest.mark.parametrize("name", LAWS)
def test_types_with_a_closed_form(name):
    law, number = LAWS[name]
    own = moments(law)
    assert kinds(np.abs(own[2:3]), np.array(own[3:])).tolist() == [number]
    x, far = law.ppf(SHARES), law.isf(SHARES[:3])
    if name == "VI, F":  # older scipys have five digits at 1e-12: a step of Newton's method
        x = x - (law.cdf(x) - SHARES) / law.pdf(x)
    # next to an end of the curve x itself has no more digits than these
    digits = 1e-9 if name not in ("III, exponential",) else 3e-5
    assert PEARSON.cdf(x, *own) == pytest.approx(law.cdf(x), rel=digits)
    assert PEARSON.sf(far, *own) == pytest.approx(law.sf(far), rel=1e-9)
    assert PEARSON.logpdf(x, *own) == pytest.approx(law.logpdf(x), abs=1e-9)
    assert PEARSON.quantile(SHARES, *own) == pytest.approx(x, rel=1e-9, abs=1e-12)


FOUR = [(0.5, 4.0), (-0.5, 4.0), (1.0, 6.0), (0.2, 3.2), (2.0, 15.0), (0.05, 3.02), (0.0, 12.0), (3.0, 60.0)]


@pytest.mark.parametrize(("skewness", "kurtosis"), FOUR)
def test_type_4_has_the_moments_it_was_asked_for(skewness, kurtosis):
    own = (0.0, 1.0, skewness, kurtosis)
    assert kinds(np.array([abs(skewness)]), np.array([kurtosis])).tolist() == [4]

    def moment(power):
        def at(x):
            return x**power * math.exp(PEARSON.logpdf(x, *own))

        return integrate.quad(at, -np.inf, 0, limit=500)[0] + integrate.quad(at, 0, np.inf, limit=500)[0]

    wanted = [1.0, 0.0, 1.0, skewness, kurtosis]
    assert [moment(power) for power in range(5)] == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize(("skewness", "kurtosis"), FOUR)
def test_type_4_solves_the_equation(skewness, kurtosis):
    own = (0.0, 1.0, skewness, kurtosis)
    x = np.linspace(-2, 3, 41)
    slope = (PEARSON.logpdf(x + 1e-5, *own) - PEARSON.logpdf(x - 1e-5, *own)) / 2e-5
    a, square = 10 * kurtosis - 12 * skewness**2 - 18, skewness**2
    b = 4 * kurtosis - 3 * square, skewness * (kurtosis + 3), 2 * kurtosis - 3 * square - 6
    assert slope == pytest.approx(-(a * x + b[1]) / (b[0] + b[1] * x + b[2] * x * x), abs=1e-6)
    for end in (2.0, 4.0, 8.0):
        area = integrate.quad(
            lambda at: math.exp(PEARSON.logpdf(at, *own)), end, np.inf, epsabs=0, epsrel=1e-11, limit=500
        )[0]
        assert PEARSON.sf(end, *own) == pytest.approx(area, rel=1e-9)
    ends = PEARSON.quantile(SHARES, *own)
    assert PEARSON.cdf(ends, *own) == pytest.approx(SHARES, rel=1e-9)


def test_nothing_jumps_at_a_line_between_types():
    for skewness, kurtosis in ((1.0, 4.5), (0.5, 3.375), (1.0, 4.970388365322294)):
        at = [float(PEARSON.sf(4.0, 0.0, 1.0, skewness, kurtosis + by)) for by in (-1e-6, 0.0, 1e-6)]
        assert at[0] == pytest.approx(at[1], rel=1e-5) and at[2] == pytest.approx(at[1], rel=1e-5)


def test_parameters_are_the_four_moments():
    x = np.random.default_rng(4).gamma(3, 1, 500)
    found = fit_family("pearson", x)
    assert list(found.parameters.values()) == pytest.approx(
        [x.mean(), x.std(), stats.skew(x), stats.kurtosis(x) + 3]
    )
    assert math.isinf(found.aicc)  # by moments: no greatest likelihood to compare


def test_moments_that_no_curve_has():
    # two values: the kurtosis is 1 + skewness**2, the least of any distribution
    with pytest.raises(NoFitError, match="moments"):
        fit_family("pearson", [1.0, 1.0, 1.0, 2.0, 2.0])
    assert np.isnan(fit_moments(np.array([[1.0, 1.0, 2.0, 2.0]]))).all()


def test_refits_are_drawn_from_the_curve():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = refitted(fit_family("pearson", stats.gamma(4).ppf((np.arange(400) + 0.5) / 400)), 400)
    means = found.values[0]
    assert means.mean() == pytest.approx(4.0, abs=0.02) and means.std() == pytest.approx(0.1, rel=0.15)
