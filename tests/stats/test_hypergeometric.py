"""Hypergeometric tails against scipy."""

import numpy as np
import pytest
from scipy import stats

from sqc.stats.hypergeometric import fisher_p
from sqc.stats.tails import hypergeometric_cdf, hypergeometric_sf


@pytest.mark.parametrize(
    ("total", "marked", "drawn"), [(4000, 105, 200), (50, 5, 10), (100, 90, 60), (30, 0, 5), (30, 30, 5)]
)
def test_tails_agree_with_scipy(total, marked, drawn):
    k = np.arange(-1, drawn + 2)
    law = stats.hypergeom(total, marked, drawn)
    np.testing.assert_allclose(
        hypergeometric_cdf(k, total, marked, drawn), law.cdf(k), rtol=1e-10, atol=1e-14
    )
    np.testing.assert_allclose(hypergeometric_sf(k, total, marked, drawn), law.sf(k), rtol=1e-9, atol=1e-14)


def test_lots_of_several_sizes():
    drawn = np.array([50, 80, 50])
    found = hypergeometric_sf([3, 5, 3], 1000, 60, drawn)
    np.testing.assert_allclose(found, stats.hypergeom(1000, 60, drawn).sf([3, 5, 3]), rtol=1e-10)


@pytest.mark.parametrize(("total", "marked", "drawn"), [(8, 4, 4), (40, 9, 15), (2000, 60, 700), (30, 0, 5)])
def test_fishers_test_is_that_of_scipy(total, marked, drawn):
    for k in range(max(0, drawn + marked - total), min(marked, drawn) + 1):
        table = [[k, drawn - k], [marked - k, total - marked - drawn + k]]
        right = stats.fisher_exact(table).pvalue
        assert fisher_p(k, total, marked, drawn) == pytest.approx(right, rel=1e-9)
