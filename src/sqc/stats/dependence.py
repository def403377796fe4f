"""Do neighbouring values depend on each other?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def autocorrelation(x: ArrayLike, lag: int = 1) -> float:
    """Correlation of a series with itself `lag` points earlier.

    Parameters
    ----------
    x : array, shape (points,)
        Series in time order; NaN is missing, and pairs with a missing value do not count.
    lag : int
        Distance of the pairs, at least 1.

    Returns
    -------
    float
        NaN where the series is constant, infinite or has no pair.

    Raises
    ------
    ValueError
        A lag below 1.

    Notes
    -----
    sum over pairs of (x[i] - mean)(x[i + lag] - mean) / sum of (x[i] - mean)**2.

    References
    ----------
    G. E. P. Box, G. M. Jenkins (1976), Time Series Analysis, Holden-Day, section 2.1.

    Examples
    --------
    >>> autocorrelation([1.0, 2.0, 3.0, 4.0, 5.0])
    0.4
    """
    if lag < 1:
        raise ValueError(f"a lag of at least 1 is needed: got {lag}")
    values = np.asarray(x, dtype=np.float64)
    known = ~np.isnan(values)
    if known.sum() < 2 or len(values) <= lag or not (known[lag:] & known[:-lag]).any():
        return float("nan")
    if not np.isfinite(values[known]).all():
        return float("nan")
    # by a power of two, which changes no digit: squares then neither overflow nor vanish
    values = np.ldexp(values, -int(np.frexp(np.abs(values[known]).max())[1]))
    deviation = np.where(known, values - values[known].mean(), 0.0)
    squares = float((deviation**2).sum())
    if squares == 0 or np.ptp(values[known]) == 0:
        return float("nan")
    return float((deviation[lag:] * deviation[:-lag]).sum()) / squares
