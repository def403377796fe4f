"""Runs about a line, of whole segments: how long, how many, and what chance allows."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._segment_parts import bounds
from sqc.stats.tails import binomial_quantile

Ints = NDArray[np.int64]


class Runs(NamedTuple):
    """Runs about a line, one entry per segment.

    Parameters
    ----------
    useful, above : integer arrays
        Points that are not on the line, and those of them above it.
    longest : integer array
        Points in the longest run, 0 where no point is useful.
    first, last : integer arrays
        Positions, from 0, where the longest run begins and ends; the earliest of several; -1 without one.
    crossings : integer array
        How often the line is crossed.

    Examples
    --------
    >>> runs_about([1.0, 2.0, 5.0, 4.0, 6.0], 3.0, [0]).crossings.tolist()
    [1]
    """

    useful: Ints
    above: Ints
    longest: Ints
    first: Ints
    last: Ints
    crossings: Ints

    @property
    def below(self) -> Ints:
        """Useful points below the line."""
        return self.useful - self.above

    @property
    def runs(self) -> Ints:
        """Number of runs."""
        return np.where(self.useful > 0, self.crossings + 1, 0)


def runs_about(
    x: ArrayLike, center: ArrayLike, starts: ArrayLike, on_line: Literal["ignore", "below"] = "ignore"
) -> Runs:
    """Return the runs of every segment about a line.

    Parameters
    ----------
    x : float array, shape (points,)
        NaN is missing and left out.
    center : float or float array, shape (points,)
    starts : integer array, shape (segments,)
        First index of every segment, rising from 0.
    on_line : {"ignore", "below"}
        A point on the line is left out, or belongs to the run below.

    Returns
    -------
    Runs

    Raises
    ------
    ValueError
        Impossible `starts`.

    Notes
    -----
    One pass over the points, all segments together.

    References
    ----------
    J. Anhoej, A. V. Olesen (2014), PLoS ONE 9(11), e113825: points on the median are no useful observations.
    Minitab, Methods and formulas for Run Chart: they belong to the run below.

    Examples
    --------
    >>> found = runs_about([1.0, 2.0, 5.0, 4.0, 6.0, 3.0], 3.0, [0])
    >>> found.longest.tolist(), found.first.tolist(), found.last.tolist(), found.useful.tolist()
    ([3], [2], [4], [5])
    """
    values = np.asarray(x, dtype=np.float64)
    first, _ = bounds(starts, len(values))
    line = np.asarray(center, dtype=np.float64)
    over = values > line
    under = values < line if on_line == "ignore" else values <= line
    keep = over | under
    before = np.concatenate(([0], np.cumsum(keep)))
    begin = before[first]
    useful = np.diff(begin, append=before[-1])
    places = np.flatnonzero(keep)
    up = over[places]
    fresh = np.ones(len(places), dtype=bool)
    fresh[1:] = up[1:] != up[:-1]
    fresh[begin[useful > 0]] = True
    heads = np.flatnonzero(fresh)
    lengths = np.diff(heads, append=len(places))
    # an empty segment begins where the next one does: the last of them holds the run
    segment = np.searchsorted(begin, heads, side="right") - 1
    above = np.bincount(segment, np.where(up[heads], lengths, 0), len(first)).astype(np.int64)
    longest = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(longest, segment, lengths)
    at = np.full((2, len(first)), -1, dtype=np.int64)
    best = np.flatnonzero(lengths == longest[segment])[::-1]  # the earliest is written last
    at[0, segment[best]] = places[heads[best]]
    at[1, segment[best]] = places[heads[best] + lengths[best] - 1]
    crossings = np.maximum(np.bincount(segment, minlength=len(first)) - 1, 0)
    return Runs(useful, above, longest, at[0], at[1], crossings)


def longest_allowed(useful: ArrayLike) -> NDArray[np.float64]:
    """Return the longest run that chance explains, by Anhoej's rule.

    Parameters
    ----------
    useful : integer array
        Points that are not on the line, at least 1.

    Returns
    -------
    float array
        round(log2 n) + 3, halves to even.

    References
    ----------
    J. Anhoej, A. V. Olesen (2014), PLoS ONE 9(11), e113825, after M. F. Schilling (2012), College Mathematics
    Journal 43, 141-149.

    Examples
    --------
    >>> longest_allowed([10, 24, 100]).tolist()
    [6.0, 8.0, 10.0]
    """
    return np.asarray(np.round(np.log2(np.maximum(np.asarray(useful, dtype=float), 1.0))) + 3.0)


def crossings_needed(useful: ArrayLike, alpha: float = 0.05) -> NDArray[np.float64]:
    """Return the fewest crossings that chance explains.

    Parameters
    ----------
    useful : integer array
        Points that are not on the line.
    alpha : float
        Share of stable series with fewer, at most.

    Returns
    -------
    float array
        The `alpha` quantile of a binomial distribution with n - 1 trials of probability 1/2.

    References
    ----------
    Z. Chen (2010), Journal of Quality Technology 42, 282-290; J. Anhoej, A. V. Olesen (2014).

    Examples
    --------
    >>> crossings_needed([10, 24, 100]).tolist()
    [2.0, 8.0, 41.0]
    """
    trials = np.maximum(np.asarray(useful, dtype=float) - 1.0, 0.0)
    return np.asarray(binomial_quantile(alpha, trials, 0.5), dtype=float)
