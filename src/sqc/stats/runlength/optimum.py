"""The EWMA chart that sees a given shift soonest."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sqc.stats.runlength.ewma import Limits, ewma_problem
from sqc.stats.runlength.solve import ewma_width

_GOLDEN = 0.5 * (math.sqrt(5.0) - 1.0)


def best_ewma(shift: float, arl0: float, *, limits: Limits = "fixed") -> tuple[float, float]:
    """Weight and width of the two-sided EWMA chart that sees a shift soonest.

    Parameters
    ----------
    shift : float
        In standard deviations of the plotted values, greater than 0.
    arl0 : float
        Wanted in-control average run length, up to 1e8.
    limits
        As in `ewma_problem`.

    Returns
    -------
    weight, width : float
        Weight from 0.005 to 1, to three digits: the optimum is flat.

    Raises
    ------
    ValueError
        A parameter outside its range; `arl0` out of reach.

    References
    ----------
    S. V. Crowder (1989), Journal of Quality Technology 21, 155-162.

    Examples
    --------
    >>> weight, width = best_ewma(1.0, 370.0)
    >>> round(weight, 2), round(width, 2)
    (0.14, 2.79)
    """
    if not 0.0 < shift < math.inf:
        raise ValueError("shift must be greater than 0")

    def delay(log_weight: float) -> float:
        weight = math.exp(log_weight)
        width = ewma_width(weight, arl0, limits=limits)
        return float(ewma_problem(weight, width, np.array([shift]), limits=limits).mean()[0])

    weight = float(f"{math.exp(_least(delay, math.log(0.005), 0.0)):.3g}")
    return weight, ewma_width(weight, arl0, limits=limits)


def _least(f: Callable[[float], float], low: float, high: float) -> float:
    # golden section
    a, b = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    f_a, f_b = f(a), f(b)
    while high - low > 1e-3:
        if f_a < f_b:
            high, b, f_b = b, a, f_a
            a = high - _GOLDEN * (high - low)
            f_a = f(a)
        else:
            low, a, f_a = a, b, f_b
            b = low + _GOLDEN * (high - low)
            f_b = f(b)
    return 0.5 * (low + high)
