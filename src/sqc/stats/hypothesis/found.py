"""What a test of two groups found: the effect before the probability."""

from __future__ import annotations

from typing import NamedTuple

NAN = float("nan")


class Found(NamedTuple):
    """An effect with its interval, and the test that goes with them.

    Parameters
    ----------
    effect : float
        The second group against the first: a difference, or a ratio.
    lower, upper : float
        Ends of its interval.
    p : float
        Two-sided probability of an effect as large by chance.
    statistic : float
        That of the test; NaN where an exact test has none.
    df : float
        Its degrees of freedom; NaN where it has none.
    exact : bool
        The probability is that of the exact distribution.

    Examples
    --------
    >>> Found(0.5, 0.1, 0.9, 0.02).lower
    0.1
    """

    effect: float
    lower: float
    upper: float
    p: float
    statistic: float = NAN
    df: float = NAN
    exact: bool = False


class Overall(NamedTuple):
    """A test of all groups at once.

    Parameters
    ----------
    statistic : float
        F or chi-square.
    df, df2 : float
        Degrees of freedom; `df2` of the denominator, NaN where there is none.
    p : float

    Examples
    --------
    >>> Overall(4.8, 2.0, 27.0, 0.016).p
    0.016
    """

    statistic: float
    df: float
    df2: float
    p: float
