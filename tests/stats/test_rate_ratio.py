"""Exact binomial tests and ratios of rates, many at once, against scipy one by one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sqc.stats.rate_ratio import binomial_p, rate_ratios


def test_two_sided_binomial_tests_are_those_of_scipy():
    rng = np.random.default_rng(2)
    n = np.append(rng.integers(0, 12, 300), rng.integers(0, 3000, 300))
    share = np.where(np.arange(600) % 5 == 0, 0.5, rng.uniform(0.001, 0.999, 600))
    x = rng.binomial(n, np.clip(share + rng.normal(0, 0.05, 600), 0, 1))
    theirs = [
        stats.binomtest(int(a), int(b), c).pvalue if b else 1.0 for a, b, c in zip(x, n, share, strict=True)
    ]
    assert binomial_p(x, n, share) == pytest.approx(theirs, rel=1e-11)


def test_published_rates():
    # J. D. Boice, R. R. Monson (1977), Journal of the National Cancer Institute 59, 823-832: 21 cases in
    # 3,011 units of time, 11 in 800, as R's poisson.test prints them
    found = rate_ratios(21, 3011, 11, 800)
    assert [float(part) for part in found] == pytest.approx(
        [1.971488, 0.8584264, 4.2772659, 0.07967], abs=5e-6
    )


def test_nothing_counted_before_after_or_at_all():
    found = rate_ratios([5, 0, 0], 10, [0, 5, 0], 10)
    assert found.ratio.tolist()[:2] == [0, np.inf]
    assert np.isnan(found.ratio[2])
    assert found.lower[[0, 2]].tolist() == [0, 0]
    assert np.isinf(found.upper[1:]).all()
    assert found.p.tolist() == pytest.approx([0.0625, 0.0625, 1])
