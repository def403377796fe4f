"""Tolerance intervals between order statistics: they hold for any continuous distribution."""

from __future__ import annotations

import math

from sqc.stats.search import fewest

_MOST = 1 << 60


def rank_confidence(n: int, left_out: int, coverage: float) -> float:
    """Confidence that the stretch between two order statistics holds at least the coverage.

    Parameters
    ----------
    n : int
        Values.
    left_out : int
        Ranks that are cut off, both ends together: 2 between the smallest and the largest value, 1 from the
        smallest value upwards.
    coverage : float
        Between 0 and 1.

    Returns
    -------
    float

    Notes
    -----
    P(B >= left_out) for a binomial B of n trials with probability 1 - coverage.

    References
    ----------
    S. S. Wilks (1941), Annals of Mathematical Statistics 12, 91-96. ISO 16269-6:2014 (GB/T 3359).

    Examples
    --------
    >>> round(rank_confidence(93, 2, 0.95), 4)
    0.95
    """
    from sqc.stats.special import bdtrc

    return float(bdtrc(left_out - 1, n, 1.0 - coverage)) if left_out <= n else 0.0


def ranks_left_out(n: int, coverage: float, confidence: float) -> int:
    """Most ranks that can be cut off, both ends together; 0 where not even the extreme values suffice.

    Parameters
    ----------
    n : int
    coverage, confidence : float

    Returns
    -------
    int

    Examples
    --------
    >>> ranks_left_out(98, 0.90, 0.95), ranks_left_out(28, 0.90, 0.95)
    (5, 0)
    """
    low, high = 0, n + 1
    while high - low > 1:
        middle = (low + high) // 2
        if rank_confidence(n, middle, coverage) >= confidence:
            low = middle
        else:
            high = middle
    return low


def values_for_ranks(coverage: float, confidence: float, left_out: int = 2) -> int:
    """Fewest values between whose order statistics the coverage lies with the confidence.

    Parameters
    ----------
    coverage, confidence : float
    left_out : int
        2 between the extreme values, 1 on one side of one of them.

    Returns
    -------
    int

    References
    ----------
    S. S. Wilks (1941), Annals of Mathematical Statistics 12, 91-96.

    Examples
    --------
    >>> values_for_ranks(0.95, 0.95), values_for_ranks(0.95, 0.95, 1)
    (93, 59)
    """
    begin = max(left_out, math.ceil(math.log1p(-confidence) / math.log(coverage)))
    found = fewest(lambda n: rank_confidence(n, left_out, coverage) >= confidence, left_out, _MOST, begin)
    assert found is not None  # the confidence rises to 1
    return found
