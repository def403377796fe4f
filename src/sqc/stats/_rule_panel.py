"""The arrays of a control panel as the run rules see them. Working part of `rules`."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sqc.stats._rule_kinds import Flags, Floats, Line


class Panel(NamedTuple):
    """Arrays of a control panel, each of one value per point or one for all.

    Parameters
    ----------
    statistic : float array, shape (points,)
        Plotted values; NaN is missing.
    center : float or float array
        NaN where undefined: such a point never signals.
    lower, upper : float or float array
        Control limits; NaN is no limit on that side.
    sigma : float or float array
        Standard deviation of the plotted statistic, for the zones.

    Examples
    --------
    >>> Panel(np.array([0.2, 3.4]), center=0.0, lower=-3.0, upper=3.0, sigma=1.0).upper
    3.0
    """

    statistic: Floats
    center: ArrayLike
    lower: ArrayLike
    upper: ArrayLike
    sigma: ArrayLike


Arrays = tuple[Floats, Line, Line, Line, Line]


def line(values: ArrayLike) -> Line:
    """A number where all points share it (a broadcast view does), else the array."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0:
        return float(array)
    if len(array) > 0 and (len(array) == 1 or array.strides == (0,)):
        return float(array[0])
    return array


def arrays_of(panel: Panel) -> Arrays:
    """Statistic and lines, their lengths checked."""
    x = np.asarray(panel.statistic, dtype=np.float64)
    lines = line(panel.center), line(panel.lower), line(panel.upper), line(panel.sigma)
    for values in lines:
        if not isinstance(values, float) and len(values) != len(x):
            raise ValueError(f"a panel of {len(x)} points has a line of {len(values)}")
    return x, *lines


def part_of(arrays: Arrays, place: slice | NDArray[np.intp] | Flags) -> Arrays:
    """Points of all arrays at a place."""
    x, *lines = arrays
    center, lower, upper, sigma = (part if isinstance(part, float) else part[place] for part in lines)
    return x[place], center, lower, upper, sigma
