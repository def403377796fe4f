"""Intervals of a share of nonconforming units and of a rate of nonconformities."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.normal import normal_quantile


def clopper_pearson(events: ArrayLike, n: ArrayLike, low: float, high: float) -> tuple[Any, Any]:
    """Ends of the exact interval of a share.

    Parameters
    ----------
    events, n : float or array
        Nonconforming units among n; no whole numbers are needed.
    low, high : float
        Probabilities below the ends: 0.025 and 0.975 for a two-sided interval at 95 %.

    Returns
    -------
    lower, upper : float or array
        0 where nothing was seen, 1 where all were nonconforming.

    Notes
    -----
    Quantiles of beta(x, n - x + 1) and beta(x + 1, n - x).

    References
    ----------
    C. J. Clopper, E. S. Pearson (1934), Biometrika 26, 404-413.

    Examples
    --------
    >>> [round(float(end), 6) for end in clopper_pearson(4, 200, 0.025, 0.975)]
    [0.005476, 0.050414]
    """
    from sqc.stats.special import betaincinv

    x, m = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(n, dtype=float))
    none, rest = x <= 0, m - x
    all_of = rest <= 0
    lower = betaincinv(np.where(none, 1.0, x), rest + 1.0, low)
    upper = betaincinv(x + 1.0, np.where(all_of, 1.0, rest), high)
    return np.where(none, 0.0, lower), np.where(all_of, 1.0, upper)


def wilson(events: ArrayLike, n: ArrayLike, low: float, high: float) -> tuple[Any, Any]:
    """Ends of the score interval of a share, without correction for continuity.

    Parameters
    ----------
    events, n : float or array
    low, high : float
        Probabilities below the ends.

    Returns
    -------
    lower, upper : float or array

    Notes
    -----
    (p + z**2 / (2 n) + z sqrt(p q / n + z**2 / (4 n**2))) / (1 + z**2 / n), z the normal quantile of an end.

    References
    ----------
    E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> [round(float(end), 4) for end in wilson(81, 263, 0.025, 0.975)]
    [0.2553, 0.3662]
    """
    m = np.asarray(n, dtype=float)
    p = np.asarray(events, dtype=float) / m

    def end(probability: float) -> Any:
        z = float(normal_quantile(probability))
        spread = z * np.sqrt(p * (1.0 - p) / m + z * z / (4.0 * m * m))
        return np.clip((p + z * z / (2.0 * m) + spread) / (1.0 + z * z / m), 0.0, 1.0)

    return end(low), end(high)


def garwood(events: ArrayLike, size: ArrayLike, low: float, high: float) -> tuple[Any, Any]:
    """Ends of the exact interval of a rate of Poisson counts.

    Parameters
    ----------
    events : float or array
        Nonconformities.
    size : float or array
        Units or area on which they were counted.
    low, high : float
        Probabilities below the ends.

    Returns
    -------
    lower, upper : float or array

    Notes
    -----
    chi2(low; 2 x) / (2 size) and chi2(high; 2 x + 2) / (2 size), here as quantiles of the gamma distribution.

    References
    ----------
    F. Garwood (1936), Biometrika 28, 437-442.

    Examples
    --------
    >>> [round(float(end), 4) for end in garwood(10, 1, 0.025, 0.975)]
    [4.7954, 18.3904]
    """
    from sqc.stats.special import gammaincinv

    x, area = np.asarray(events, dtype=float), np.asarray(size, dtype=float)
    lower = gammaincinv(np.where(x > 0, x, 1.0), low)
    return np.where(x > 0, lower, 0.0) / area, gammaincinv(x + 1.0, high) / area


def units_needed(share: float, confidence: float) -> int:
    """Fewest units that prove a share when not one of them is nonconforming.

    Parameters
    ----------
    share, confidence : float
        Between 0 and 1.

    Returns
    -------
    int

    Notes
    -----
    log(1 - confidence) / log(1 - share), rounded up: the rule of three is 3 / share at 95 %.

    Examples
    --------
    >>> units_needed(0.01, 0.95)
    299
    """
    return int(np.ceil(np.log1p(-confidence) / np.log1p(-share) - 1e-9))
