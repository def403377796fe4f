"""Chance that a test sees a difference of two shares of the same items."""

from __future__ import annotations

import math

import numpy as np

from sqc.stats.power_counts import beyond_half, binomial_chances


def mcnemar_power(n: int, changed: float, difference: float, alpha: float = 0.05, sides: int = 2) -> float:
    """Power of McNemar's exact test of two shares of the same items.

    Parameters
    ----------
    n : int
        Items, each judged twice.
    changed : float
        True share of items whose two verdicts differ.
    difference : float
        True difference of the two shares, at most `changed`.
    alpha : float
    sides : {1, 2}

    Returns
    -------
    float

    Notes
    -----
    The mean over the binomial number of items that changed of the chance that the exact test rejects.

    References
    ----------
    S. W. Duffy (1984), Asymptotic and exact power for the McNemar test and its analogue with R controls per
    case, Biometrics 40, 1005-1015.

    Examples
    --------
    >>> round(mcnemar_power(144, 0.7, 0.2, 0.025, 1), 6)
    0.800919
    """
    mean = n * changed
    reach = 12.0 * math.sqrt(mean) + 40.0
    total = np.arange(max(0.0, math.floor(mean - reach)), min(float(n), math.ceil(mean + reach)) + 1.0)
    tails = beyond_half(total, 0.5 + 0.5 * abs(difference) / changed, alpha, sides)
    return float((binomial_chances(total, n, changed) * tails).sum())


def mcnemar_power_normal(
    n: float, changed: float, difference: float, alpha: float = 0.05, sides: int = 2
) -> float:
    """Power of McNemar's test by the normal distribution.

    Parameters
    ----------
    n, changed, difference, alpha, sides
        As for `mcnemar_power`; `n` need not be whole.

    Returns
    -------
    float

    Notes
    -----
    P(Z < (sqrt(n) |d| - z sqrt(c)) / sqrt(c - d**2)), c = `changed`, d = `difference`.

    References
    ----------
    R. J. Connor (1987), Sample size for testing differences in proportions for the paired-sample design,
    Biometrics 43, 207-211.

    Examples
    --------
    >>> round(mcnemar_power_normal(247.9973, 0.375, 0.125), 6)
    0.9
    """
    from sqc.stats.special import ndtr, ndtri

    null = float(ndtri(1.0 - alpha / sides)) * math.sqrt(changed)
    spread = math.sqrt(max(changed - difference**2, 1e-300))
    return float(ndtr((math.sqrt(n) * abs(difference) - null) / spread))
