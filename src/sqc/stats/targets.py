"""Targets of indices that depend on the number of values; indices by what lies outside (exceedance)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sqc.stats.capability import Indices, bench
from sqc.stats.chisquare import chi2_quantile

BASE, TAIL = 125, 0.0001


def adjusted_target(goal: float, n: int, base: int = BASE, tail: float = TAIL) -> float:
    """Target of an index when a study has fewer values than the target was set for.

    Parameters
    ----------
    goal : float
        Target at `base` values.
    n : int
        Values of the study, 2 or more.
    base : int
        125 for a process, 50 for a machine.
    tail : float
        Probability of the lower tail.

    Returns
    -------
    float
        `goal` itself from `base` values on.

    Notes
    -----
    goal sqrt([chi2(tail; base - 1) / (base - 1)] [(n - 1) / chi2(tail; n - 1)]).

    References
    ----------
    AIAG and VDA, Statistical Process Control, Yellow Volume (draft), February 2026, tables 8-1 and 9-3.

    Examples
    --------
    >>> round(adjusted_target(1.33, 75), 4), round(adjusted_target(1.67, 20, base=50), 4)
    (1.4503, 2.3566)
    """
    if n >= base:
        return goal
    low = [float(chi2_quantile(tail, size - 1)) / (size - 1) for size in (base, n)]
    return goal * float(np.sqrt(low[0] / low[1]))


def exceedance_indices(below: ArrayLike, above: ArrayLike) -> Indices:
    """Pp and Ppk of any distribution by the shares that it has outside.

    Parameters
    ----------
    below, above : float or array
        Shares below LSL and above USL; NaN where there is no such limit.

    Returns
    -------
    Indices

    Notes
    -----
    z of a side is the standard normal quantile that leaves its share beyond: Ppl = z_L / 3, Ppu = z_U / 3,
    Ppk = min(z_L, z_U) / 3, Pp = (z_L + z_U) / 6. Infinite where nothing can be outside.

    References
    ----------
    AIAG and VDA, Statistical Process Control, Yellow Volume (draft), February 2026, 7.8.2.3; method M4 of
    ISO 21747:2006.

    Examples
    --------
    >>> found = exceedance_indices(0.00135, 0.0227501)
    >>> round(float(found.smaller), 3), round(float(found.both), 3)
    (0.667, 0.833)
    """
    low, high = _z(below), _z(above)
    return Indices((low + high) / 6.0, low / 3.0, high / 3.0, np.fmin(low, high) / 3.0)


def _z(share: ArrayLike) -> Any:
    p = np.asarray(share, dtype=float)
    inside = np.where(p > 0, np.where(p < 1, p, np.nan), np.nan)
    return np.where(p <= 0, np.inf, np.where(p >= 1, -np.inf, bench(inside)))
