"""Quantiles and shares of values by the values themselves, with intervals by order statistics."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats.discrete import binomial_quantile

Floats = NDArray[np.float64]
# Hyndman and Fan (1996), type 8: median-unbiased whatever the distribution
TYPE = 8


class Empirical(NamedTuple):
    """Values in rising order, as a distribution.

    Parameters
    ----------
    ordered : float array, shape (n,)
        Rising, without gaps.

    Examples
    --------
    >>> found = Empirical(np.array([1.0, 2.0, 4.0, 8.0]))
    >>> found.quantile(0.5), found.cdf(2.0), found.sf(2.0)
    (3.0, 0.25, 0.5)
    """

    ordered: Floats

    @property
    def name(self) -> str:
        """Its name among the families."""
        return "empirical"

    def quantile(self, p: ArrayLike) -> Any:
        """Value with the share p below it: type 8 of Hyndman and Fan, the extremes beyond what it reaches."""
        found = np.quantile(self.ordered, np.asarray(p, dtype=np.float64), method="median_unbiased")
        return float(found) if np.ndim(found) == 0 else found

    def cdf(self, x: float) -> float:
        """Share of the values below x."""
        return float(np.searchsorted(self.ordered, x, "left")) / len(self.ordered)

    def sf(self, x: float) -> float:
        """Share of the values above x."""
        return 1.0 - float(np.searchsorted(self.ordered, x, "right")) / len(self.ordered)


def quantile_interval(ordered: ArrayLike, p: float, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a quantile by order statistics, whatever the distribution.

    Parameters
    ----------
    ordered : float array, shape (n,)
        Rising.
    p : float
        Share below the quantile, 0 to 1.
    confidence : float
        At least this much; the ranks are whole.

    Returns
    -------
    lower, upper : float
        Infinite where the values are too few to bound the quantile on that side.

    Notes
    -----
    The number of values not above the quantile is binomial(n, p); with r its (1 - confidence) / 2 quantile
    and s that of (1 + confidence) / 2 the interval runs from the value of rank r to that of rank s + 1.

    References
    ----------
    W. R. Thompson (1936), Annals of Mathematical Statistics 7, 122-128; H. A. David, H. N. Nagaraja (2003),
    Order Statistics, 3rd ed., Wiley, section 7.1.

    Examples
    --------
    >>> quantile_interval(np.arange(1.0, 101.0), 0.5)
    (40.0, 61.0)
    """
    x = np.asarray(ordered, dtype=np.float64)
    ranks = [
        int(binomial_quantile(share, len(x), p)) for share in ((1 - confidence) / 2, (1 + confidence) / 2)
    ]
    ends = np.concatenate([[-np.inf], x, [np.inf]])
    return float(ends[ranks[0]]), float(ends[ranks[1] + 1])


def quantiles_drawn(
    ordered: ArrayLike, shares: ArrayLike, n: int = 10_000, seed: int = 1
) -> tuple[Floats, Floats]:
    """Draw the neighbours between which quantiles may lie, all of them at once.

    Parameters
    ----------
    ordered : float array, shape (values,)
        Rising.
    shares : float array, shape (k,)
        Rising.
    n, seed : int

    Returns
    -------
    below, above : float array, shape (n, k)
        Infinite beyond the smallest and the largest value. A function of the quantiles that falls with one of
        them is at least what `above` makes of it.

    Notes
    -----
    The numbers of values up to the quantiles are multinomial; a quantile with K values up to it lies between
    those of rank K and K + 1. The ends of the intervals of `quantile_interval` are quantiles of this law.

    References
    ----------
    H. A. David, H. N. Nagaraja (2003), Order Statistics, 3rd ed., Wiley, sections 2.5 and 7.1.

    Examples
    --------
    >>> below, above = quantiles_drawn(np.arange(1.0, 101.0), [0.5], 1000)
    >>> bool(np.all(above - below == 1.0))
    True
    """
    x, p = np.asarray(ordered, dtype=np.float64), np.asarray(shares, dtype=np.float64)
    pieces = np.diff(np.concatenate([[0.0], p, [1.0]]))
    counts = np.random.default_rng(seed).multinomial(len(x), pieces, n)[:, :-1].cumsum(axis=1)
    ends = np.concatenate([[-np.inf], x, [np.inf]])
    return ends[counts], ends[counts + 1]
