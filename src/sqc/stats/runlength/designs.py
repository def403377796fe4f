"""Charts as functions of the ratio of the estimated to the true sigma, for limits that stand on estimates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.cusum import cusum_problem
from sqc.stats.runlength.ewma import ewma_problem
from sqc.stats.tails import normal_cdf


class Design(NamedTuple):
    """A chart whose limits, in units of sigma, can stand on estimates.

    Parameters
    ----------
    arl : callable
        Average run lengths from the ratio of the estimated to the true sigma and an array of shifts.
    growth : float
        The in-control run length grows as exp(growth * ratio^2 / 2); 0: it is bounded.
    mirrored : bool
        The sign of a shift does not matter.

    Examples
    --------
    >>> ewma_design(0.2, 2.962).mirrored
    True
    """

    arl: Callable[[float, Floats], Floats]
    growth: float
    mirrored: bool = True


def shewhart_design(width: float) -> Design:
    """Chart of means or single values with limits alone.

    Parameters
    ----------
    width : float
        Limits in standard deviations of the plotted values.

    Returns
    -------
    Design

    Examples
    --------
    >>> shewhart_design(3.0).arl(1.0, np.array([0.0])).round(4)
    array([370.3983])
    """

    def arl(ratio: float, shift: Floats) -> Floats:
        limit = width * ratio
        return np.asarray(
            1.0 / (normal_cdf(np.asarray(shift - limit)) + normal_cdf(np.asarray(-shift - limit)))
        )

    return Design(arl, width * width)


def ewma_design(weight: float, width: float, head_start: float = 0.0) -> Design:
    """Two-sided EWMA chart with fixed limits.

    Parameters
    ----------
    weight : float
        Weight of the newest point, inside (0, 1].
    width : float
        Limits in standard deviations of the plotted statistic.
    head_start : float
        As in `ewma_problem`.

    Returns
    -------
    Design

    Examples
    --------
    >>> ewma_design(0.2, 2.962).arl(1.0, np.array([1.0])).round(4)
    array([10.5417])
    """

    def arl(ratio: float, shift: Floats) -> Floats:
        return ewma_problem(weight, width * ratio, shift, head_start=head_start * ratio).mean()

    return Design(arl, width * width)


def cusum_design(reference: float, interval: float, head_start: float = 0.0) -> Design:
    """Two-sided CUSUM chart.

    Parameters
    ----------
    reference, interval : float
        In standard deviations of the plotted values.
    head_start : float
        As in `cusum_problem`.

    Returns
    -------
    Design

    Examples
    --------
    >>> cusum_design(0.5, 4.0).arl(1.0, np.array([1.0])).round(4)
    array([8.3831])
    """

    def arl(ratio: float, shift: Floats) -> Floats:
        one = partial(cusum_problem, reference * ratio, interval * ratio)
        if head_start:
            return one(shift, head_start=head_start * ratio).mean()
        # Kemp's form: half the matrix of the joined chain
        upper, lower = (one(d, sides="upper").mean() for d in (shift, -shift))
        return np.asarray(1.0 / (1.0 / upper + 1.0 / lower))

    return Design(arl, 4.0 * reference * interval)
