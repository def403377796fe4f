"""P values of the Anderson-Darling statistic: the published points, and their level in simulations."""

import math

import numpy as np
import pytest
from tests.stats.families.lives import BEARINGS

from sqc.stats.families.catalog import NAMES, family
from sqc.stats.families.family import Curve
from sqc.stats.families.fit import fit_family
from sqc.stats.families.goodness import p_value

X = np.zeros(10**6)
# D'Agostino and Stephens (1986): upper tail points of the modified statistic
POINTS = {
    "exponential": {0.15: 0.916, 0.10: 1.062, 0.05: 1.321, 0.025: 1.591, 0.01: 1.959},
    "extreme": {0.25: 0.474, 0.10: 0.637, 0.05: 0.757, 0.025: 0.877, 0.01: 1.038},
    "logistic": {0.25: 0.426, 0.10: 0.563, 0.05: 0.660, 0.025: 0.769, 0.01: 0.906, 0.005: 1.010},
}


def curve_of(law):
    kind = next(family(name) for name in NAMES if family(name).law == law)
    return Curve(kind, (1.5, 0.7)[: len(kind.parameters)])


@pytest.mark.parametrize("law", POINTS)
def test_published_points(law):
    for share, point in POINTS[law].items():
        assert p_value(curve_of(law), point, X).p == pytest.approx(share, rel=0.02)


@pytest.mark.parametrize("name", [name for name in NAMES if family(name).law is not None])
@pytest.mark.parametrize("n", [10, 40])
def test_level(name, n):
    kind = family(name)
    true = Curve(kind, (1.5, 0.7)[: len(kind.parameters)])
    unused = 1 if kind.tested is not None else 0
    rows = np.sort(true.quantile(np.random.default_rng(5).random((20_000, n + unused))), axis=1)
    fits = Curve(kind, tuple(column[:, None] for column in kind.fit(rows).T))
    if unused:
        fits = Curve(kind, (fits.values[0] * (n + 1) / n, fits.values[1]))
    rows = rows[:, unused:]
    logs = np.log(fits.cdf(rows)) + np.log(fits.sf(rows[:, ::-1]))
    statistics = -n - ((2 * np.arange(1, n + 1) - 1) * logs).mean(axis=1)
    if kind.law == "normal":  # its law is of the spread that divides by n - 1
        p = np.array([fit_family(name, row).ad_p for row in rows[:4000]])
    else:
        p = np.array([p_value(true, a2, rows[0]).p for a2 in statistics])
    assert name != "gamma" or np.mean(p < 0.05) < 0.055  # its points are of large samples
    # three standard errors, and what the published formulas are off by (extreme value: 0.009)
    assert np.mean(p < 0.05) == pytest.approx(0.05, abs=3 * math.sqrt(0.05 * 0.95 / len(p)) + 0.009)


def test_where_the_table_ends():
    assert p_value(curve_of("logistic"), 0.2, X[:100]) == (0.25, ">")
    assert p_value(curve_of("logistic"), 3.0, X[:100]) == (0.005, "<")


def test_none_where_none_is_published():
    assert math.isnan(fit_family("folded-normal", BEARINGS).ad_p)
    assert math.isnan(fit_family("weibull", BEARINGS[:7]).ad_p)
    assert not fit_family("folded-normal", BEARINGS).rejected


def test_without_a_law_the_point_for_known_parameters_rejects():
    values = np.append(np.full(60, 5.0) + np.linspace(0, 0.01, 60), 500.0)
    fit = fit_family("folded-normal", values)
    assert fit.ad > 2.492 and fit.rejected
