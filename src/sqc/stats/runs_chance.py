"""How often the runs of a stable segment look unlikely: its longest run and its crossings together."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sqc.stats.tails import binomial_cdf

MOST = 2000


def unlikely_share(useful: int, longest: int, crossings: int, known: bool) -> float:
    """Return how many stable segments have a longer run or fewer crossings.

    Parameters
    ----------
    useful : int
        Points that are not on the line, at least 1.
    longest : int
        Longest run that is no signal.
    crossings : int
        Fewest crossings that are no signal.
    known : bool
        The line is known; else it is the median of the same points: half of them lie on either side.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        No point, or an odd number of them about their own median.

    Notes
    -----
    Runs of a fair coin have geometric lengths: the chance of r runs, all of them short enough, is a
    coefficient of the r-th power of one truncated geometric distribution. Above `MOST` points long runs are
    counted as Poisson events and crossings as independent of them.

    References
    ----------
    T. Wentzel-Larsen, J. Anhoej (2019), PLoS ONE 14(10), e0223233: joint distribution of both, known line.

    Examples
    --------
    >>> round(unlikely_share(24, 8, 8, known=True), 4), round(unlikely_share(24, 8, 8, known=False), 4)
    (0.0662, 0.0306)
    """
    if useful < 1 or (useful % 2 and not known):
        raise ValueError(f"{useful} points: at least 1, about their own median an even number")
    if useful > MOST:
        long_runs = ((useful - longest - 1) / 2.0 + 1.0) * 0.5**longest if longest < useful else 0.0
        few = float(binomial_cdf(crossings - 1, useful - 1, 0.5))
        return 1.0 - math.exp(-long_runs) * (1.0 - few)
    if known:
        return max(1.0 - 2.0 * float(_shares(useful, longest)[crossings + 1 :].sum()), 0.0)
    half = useful // 2
    shares = _shares(half, longest)
    kept = 0.0
    for runs in range(crossings + 1, useful + 1):
        one = runs // 2
        if runs % 2 == 0:
            kept += 2.0 * shares[one] ** 2 if one <= half else 0.0
        elif one + 1 <= half:
            kept += 2.0 * shares[one] * shares[one + 1]
    orders = math.exp(math.lgamma(useful + 1) - 2.0 * math.lgamma(half + 1) - useful * math.log(2.0))
    return max(1.0 - float(kept) / orders, 0.0)


def _shares(points: int, longest: int) -> NDArray[np.float64]:
    """Ways to cut so many points into r = 0, 1, ... runs of at most `longest`, each over 2**points."""
    lengths = 0.5 ** np.arange(1, min(longest, points) + 1)
    found = np.zeros(points + 1)
    power = np.zeros(points + 1)
    power[0] = 1.0
    for runs in range(1, points + 1):
        power = np.concatenate(([0.0], np.convolve(power, lengths)[:points]))
        found[runs] = power[points]
    return found
