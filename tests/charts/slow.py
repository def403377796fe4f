"""Slow and obvious references: constants by integration, limits and rules point by point in plain Python."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy.integrate import quad
from scipy.special import ndtr
from scipy.stats import norm


@lru_cache
def d2(n: int) -> float:
    """Mean of the range of n standard normal values."""
    return quad(lambda x: 1 - (1 - ndtr(x)) ** n - ndtr(x) ** n, -12, 12, epsabs=1e-13, limit=200)[0]


@lru_cache
def range_cdf(w: float, n: int) -> float:
    """P(range of n standard normal values <= w)."""
    x = np.linspace(-9, 9, 1001)
    y = n * norm.pdf(x) * (ndtr(x + w) - ndtr(x)) ** (n - 1)
    return float(y.sum() * (x[1] - x[0]))  # smooth and zero at both ends: sums converge fast


@lru_cache
def d3(n: int) -> float:
    """Standard deviation of the range of n standard normal values."""
    w = np.linspace(0, 14, 701)
    tail = np.array([1 - range_cdf(float(v), n) for v in w])
    y = 2 * w * tail
    step = w[1] - w[0]
    second = step / 3 * (y[0] + 4 * y[1:-1:2].sum() + 2 * y[2:-1:2].sum() + y[-1])
    return math.sqrt(second - d2(n) ** 2)


def c4(n: int) -> float:
    """Mean of the standard deviation of n standard normal values."""
    return math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))


def c5(n: int) -> float:
    """Standard deviation of the standard deviation of n standard normal values."""
    return math.sqrt(1 - c4(n) ** 2)


def mean(x: list[float]) -> float:
    return math.fsum(x) / len(x)


def sd(x: list[float]) -> float:
    m = mean(x)
    return math.sqrt(math.fsum((v - m) ** 2 for v in x) / (len(x) - 1))


def sigma_within(groups: list[list[float]], method: str) -> float:
    """The estimators of sigma within as the books write them."""
    several = [g for g in groups if len(g) > 1]
    ranges = [(max(g) - min(g), len(g)) for g in several]
    sds = [(sd(g), len(g)) for g in several]
    df = sum(n - 1 for _, n in sds)
    pooled = math.sqrt(sum((n - 1) * s * s for s, n in sds) / df)
    if method == "rbar":
        return mean([r / d2(n) for r, n in ranges])
    if method == "sbar":
        return mean([s / c4(n) for s, n in sds])
    if method == "pooled":
        return pooled / c4(df + 1)
    if method == "rms":
        return pooled
    if method == "mvlue-r":
        weights = [(d2(n) / d3(n)) ** 2 for _, n in ranges]
        return sum(w * r / d2(n) for w, (r, n) in zip(weights, ranges, strict=True)) / sum(weights)
    if method == "mvlue-s":
        weights = [(c4(n) / c5(n)) ** 2 for _, n in sds]
        return sum(w * s / c4(n) for w, (s, n) in zip(weights, sds, strict=True)) / sum(weights)
    raise ValueError(method)


def center(groups: list[list[float]]) -> float:
    """The grand mean of all values."""
    return mean([v for g in groups for v in g])


def moving_ranges(x: list[float]) -> list[float]:
    return [abs(b - a) for a, b in pairwise(x) if not (math.isnan(a) or math.isnan(b))]


def runs(x: list[float], middle: float, k: int) -> list[int]:
    """Points (from 0) that end k in a row on one side of the middle."""
    found = []
    for i in range(k - 1, len(x)):
        part = x[i - k + 1 : i + 1]
        if all(v > middle for v in part) or all(v < middle for v in part):
            found.append(i)
    return found
