"""Bars of a histogram whose classes fit the resolution of the values."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sqc.report.marks import Bars

MOST = 60


def histogram(values: npt.NDArray[np.float64], decimals: int) -> Bars:
    """Return the bars: classes a whole number of steps wide, their edges half a step off the values.

    The width is that of Freedman and Diaconis (1981), 2 IQR n**(-1/3), rounded to whole steps of the
    resolution.

    Examples
    --------
    >>> float(histogram(np.array([1.0, 1.1, 1.1, 1.2]), 1).length.sum())
    4.0
    """
    step = 10.0**-decimals
    low, high = float(values.min()), float(values.max())
    quarter, three = np.percentile(values, [25, 75])
    width = 2.0 * (three - quarter) / len(values) ** (1 / 3)
    least = (high - low) / MOST
    steps = max(1, round(max(width, least) / step))
    width = steps * step
    first = math.floor(low / step) * step - step / 2
    n = max(1, math.ceil((high - first) / width + 1e-9))
    edges = first + width * np.arange(n + 1)
    counts, _ = np.histogram(values, edges)
    return Bars(edges[:-1] + width / 2, counts.astype(np.float64), width)
