"""When did the mean move? The likelihood estimate of one step change."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def step_change(x: ArrayLike, center: ArrayLike, sigma: ArrayLike) -> tuple[int, float]:
    """Most likely start of a step change from a known center, and the mean since then.

    Parameters
    ----------
    x : array, shape (points,)
        Plotted statistic up to and with the signal; NaN is missing.
    center : float or array, shape (points,)
        Mean before the change.
    sigma : float or array, shape (points,)
        Standard deviation of the statistic.

    Returns
    -------
    first : int
        Position, from 0, of the first point after the change.
    mean : float
        Mean since then; for a center that varies, the center at `first` plus the mean departure.

    Raises
    ------
    ValueError
        No point that has a value, a center and a sigma.

    Notes
    -----
    The t that maximises [sum w_i (x_i - center_i)]**2 / sum w_i over i > t, w_i = 1 / sigma_i**2. For
    constant sigma this is (T - t) (mean of the last T - t - center)**2.

    References
    ----------
    T. R. Samuel, J. J. Pignatiello, J. A. Calvin (1998), Identifying the time of a step change with Xbar
    control charts, Quality Engineering 10, 521-527.

    Examples
    --------
    >>> step_change([0.1, -0.2, 0.0, 1.1, 0.9, 1.0], 0.0, 1.0)
    (3, 1.0)
    """
    values, middle, sd = np.broadcast_arrays(
        np.asarray(x, dtype=np.float64), np.asarray(center, float), np.asarray(sigma, float)
    )
    good = np.flatnonzero(np.isfinite(values) & np.isfinite(middle) & (sd > 0))
    if len(good) == 0:
        raise ValueError("no point has a value, a center and a standard deviation")
    weight = 1.0 / sd[good] ** 2
    departure = np.cumsum((weight * (values[good] - middle[good]))[::-1])[::-1]
    total = np.cumsum(weight[::-1])[::-1]
    # the root of the score: the same maximum, and no square that overflows
    best = int(np.argmax(np.abs(departure) / np.sqrt(total)))
    first = int(good[best])
    return first, float(middle[first] + departure[best] / total[best])
