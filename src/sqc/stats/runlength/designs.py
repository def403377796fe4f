"""Charts as functions of the ratio of the estimated to the true sigma, for limits that stand on estimates."""

from __future__ import annotations

import math
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
        The in-control run length grows as exp(growth * ratio^2 / 2).
    memory : float
        About how many points the chart looks back: the run length falls the faster with a shift.

    Examples
    --------
    >>> ewma_design(0.2, 2.962).memory
    10.0
    """

    arl: Callable[[float, Floats], Floats]
    growth: float
    memory: float


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

    return Design(arl, width * width, 2.0)


def ewma_design(weight: float, width: float) -> Design:
    """Two-sided EWMA chart with fixed limits.

    Parameters
    ----------
    weight : float
        Weight of the newest point, inside (0, 1].
    width : float
        Limits in standard deviations of the plotted statistic.

    Returns
    -------
    Design

    Examples
    --------
    >>> ewma_design(0.2, 2.962).arl(1.0, np.array([1.0])).round(4)
    array([10.5417])
    """

    def arl(ratio: float, shift: Floats) -> Floats:
        return ewma_problem(weight, width * ratio, shift).mean()

    return Design(arl, width * width, 2.0 / weight)


def cusum_design(reference: float, interval: float) -> Design:
    """Two-sided CUSUM chart.

    Parameters
    ----------
    reference, interval : float
        In standard deviations of the plotted values.

    Returns
    -------
    Design

    Examples
    --------
    >>> cusum_design(0.5, 4.0).arl(1.0, np.array([1.0])).round(4)
    array([8.3831])
    """

    def arl(ratio: float, shift: Floats) -> Floats:
        # Kemp's form: half the matrix of the joined chain
        one = partial(cusum_problem, reference * ratio, interval * ratio, sides="upper")
        return np.asarray(1.0 / (1.0 / one(shift).mean() + 1.0 / one(-shift).mean()))

    memory = 1.5 * interval / reference + 1.5 if reference else math.inf
    return Design(arl, 4.0 * reference * interval, memory)
