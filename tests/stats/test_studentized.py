"""The studentized range against tables, scipy and Student's t."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sqc.stats.studentized import range_quantile, range_sf

# E. S. Pearson, H. O. Hartley (1966), Biometrika Tables for Statisticians 1, table 29, upper 5 and 1 percent
TABLE = [
    (0.95, 3, 5, 4.60), (0.95, 3, 10, 3.88), (0.95, 5, 10, 4.65), (0.95, 10, 20, 5.01), (0.95, 4, 60, 3.74),
    (0.95, 20, np.inf, 5.01), (0.99, 3, 10, 5.27), (0.99, 5, 20, 5.29), (0.99, 2, 2, 14.04),
]  # fmt: skip


@pytest.mark.parametrize(("p", "k", "df", "q"), TABLE)
def test_quantiles_are_those_of_the_tables(p, k, df, q):
    assert range_quantile(p, k, df) == pytest.approx(q, abs=0.0051)


@pytest.mark.parametrize("k", [3, 10, 40])
@pytest.mark.parametrize("df", [1, 2.5, 10, 79, np.inf])
def test_tails_are_those_of_scipy(k, df):
    q = np.array([0.5, 2.0, 3.5, 6.0])
    assert range_sf(q, k, df) == pytest.approx(stats.studentized_range.sf(q, k, df), abs=2e-7)


@pytest.mark.parametrize("df", [1, 2, 7.5, 100, 1e7])
def test_the_range_of_two_is_students_t(df):
    q = np.array([0.1, 1.0, 4.0, 12.0])
    assert range_sf(q, 2, df) == pytest.approx(2 * stats.t.sf(q / np.sqrt(2), df), rel=1e-9, abs=1e-14)


def test_a_known_sigma_is_the_limit():
    assert range_sf(3.6, 5, 1e9) == pytest.approx(range_sf(3.6, 5, np.inf), rel=1e-8)


@pytest.mark.parametrize("k", [2, 3, 200])
def test_quantiles_are_where_the_tail_is(k):
    for p in (0.05, 0.95, 0.9999):
        assert range_sf(range_quantile(p, k, 12.0), k, 12.0) == pytest.approx(1 - p, rel=1e-10)


@pytest.mark.parametrize(
    ("k", "least", "right"),
    [(9, 4.2, 1e-9), (3, 1.0, 1e-6), (10, 2.0, 1e-6), (30, 2.0, 1e-6), (30, 1.0, 1e-4)],
)
def test_many_quantiles_share_a_curve(k, least, right):
    df = np.geomspace(least, 60, 20)
    assert range_quantile(0.95, k, df) == pytest.approx(
        [range_quantile(0.95, k, one) for one in df.tolist()], rel=right
    )


def test_impossible_questions():
    for ask in ((1.0, 3, 5.0), (0.95, 1, 5.0), (0.95, 3, 0.5)):
        with pytest.raises(ValueError, match="needed"):
            range_quantile(*ask)
