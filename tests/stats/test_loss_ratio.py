"""Shares and ratios of losses: the case of equal losses, and coverage by a seeded simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sqc.stats.loss_ratio import loss_shares, sum_ratios


def test_equal_losses_are_counts_on_the_logit_scale():
    # B. Woolf (1955), Annals of Human Genetics 19, 251-253: the log odds of x of n have the variance
    # 1/x + 1/(n - x); many counts, so t is nearly the normal distribution
    x, rest = 400_000.0, 600_000.0
    low, high = loss_shares([7 * x, 7 * rest], [49 * x, 49 * rest])
    error = 1.959963984540054 * np.sqrt(1 / x + 1 / rest)
    log = np.log(x / rest)
    assert low[0] == pytest.approx(1 / (1 + np.exp(error - log)), rel=1e-7)
    assert high[0] == pytest.approx(1 / (1 + np.exp(-error - log)), rel=1e-7)


def test_variance_is_that_of_the_ratio_estimator():
    # Cochran (1977), Sampling Techniques, 3rd ed., chapter 6, of an infinite population: squared residuals
    rng = np.random.default_rng(5)
    loss, item = rng.lognormal(size=500), rng.random(500) < 0.3
    share = loss[item].sum() / loss.sum()
    error = np.sqrt((loss**2 * (item - share) ** 2).sum()) / loss.sum()
    sums = [loss[item].sum(), loss[~item].sum()]
    squares = [(loss[item] ** 2).sum(), (loss[~item] ** 2).sum()]
    a, b = squares[0] / sums[0] ** 2, squares[1] / sums[1] ** 2
    reach = stats.t.ppf(0.975, (a + b) ** 2 / (a**3 + b**3) - 1) * error / (share * (1 - share))
    low, high = loss_shares(sums, squares)
    logit = np.log(share / (1 - share))
    assert (low[0], high[0]) == pytest.approx(tuple(1 / (1 + np.exp(-logit + s * reach)) for s in (1, -1)))


def test_a_sum_of_nothing_has_no_interval_and_one_loss_proves_nothing():
    found = sum_ratios([0, 5, 0], [0, 25, 0], [5, 0, 0], [25, 0, 0])
    assert np.isnan(found.p).all()
    assert np.isnan(found.lower).all()
    one = sum_ratios(1000.0, 1000.0**2, 10.0, 10.0)
    assert one.p > 0.05


def _sums(rng, means, sizes, sigma, draws):
    """Return sums and sums of squares of lognormal losses of items, of Poisson numbers, in so many draws."""
    sums, squares = np.zeros((2, draws, len(means)))
    for i, (mean, size) in enumerate(zip(means, sizes, strict=True)):
        n = rng.poisson(mean, draws)
        place = np.repeat(np.arange(draws), n)
        loss = size * rng.lognormal(-(sigma**2) / 2, sigma, len(place))
        sums[:, i] = np.bincount(place, loss, draws)
        squares[:, i] = np.bincount(place, loss**2, draws)
    return sums, squares


@pytest.mark.slow
@pytest.mark.parametrize("n", [30, 100, 300, 2000])
@pytest.mark.parametrize(("sigma", "least"), [(0.0, 0.94), (1.0, 0.935), (1.5, 0.905)])
def test_coverage_of_shares(n, sigma, least):
    """Smallest coverage of six items by 95 % intervals, in 4,000 draws (standard error 0.4 points)."""
    rng = np.random.default_rng(1)
    means, sizes = n * np.array([0.4, 0.25, 0.15, 0.1, 0.07, 0.03]), np.array([1.0, 2, 4, 1, 8, 0.5])
    sums, squares = _sums(rng, means, sizes, sigma, 4000)
    true = means * sizes / (means @ sizes)
    found = sum_ratios(sums.sum(1)[:, None] - sums, squares.sum(1)[:, None] - squares, sums, squares)
    odds = true / (1 - true)
    seen = sums > 0
    covered = ((found.lower <= odds) & (odds <= found.upper) & seen).sum(0) / seen.sum(0)
    assert covered.min() >= least


@pytest.mark.slow
@pytest.mark.parametrize("means", [(10, 10), (5, 20), (30, 30), (10, 100), (100, 100)])
@pytest.mark.parametrize(("sigma", "most"), [(0.0, 0.055), (1.0, 0.065), (1.5, 0.085)])
def test_items_of_equal_losses_are_seldom_ranked(means, sigma, most):
    """Share of 20,000 draws in which two items of one expected loss are told apart at 5 %."""
    rng = np.random.default_rng(2)
    sums, squares = _sums(rng, means, (means[1], means[0]), sigma, 20_000)
    kept = (sums > 0).all(axis=1)
    p = sum_ratios(sums[kept, 0], squares[kept, 0], sums[kept, 1], squares[kept, 1]).p
    assert (p <= 0.05).mean() <= most
