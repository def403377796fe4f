"""Bars and curve of a histogram, as every analysis draws them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sqc.report.marks import Bars, Line
from sqc.stats.classes import Classes, classes, resolution

SIDES = 201


def histogram(values: npt.NDArray[np.float64], decimals: int) -> Bars:
    """Return the bars of values that were written with so many decimals.

    The width is the narrower of those of Freedman and Diaconis (1981) and of Sturges (1926), in whole steps
    of the resolution; edges stand half a step off the values.

    Examples
    --------
    >>> float(histogram(np.array([1.0, 1.1, 1.1, 1.2]), 1).length.sum())
    4.0
    """
    return bars(classes(values, resolution(values, decimals)))


def bars(found: Classes) -> Bars:
    """Return the bars of classes."""
    return Bars(found.middles, found.counts.astype(np.float64), found.width)


def two_normal_curves(
    n: int, width: float, parts: Sequence[tuple[float, float, float]], ends: tuple[float, float]
) -> Line:
    """Return the sum of normal densities, each of a share, mean and sigma, at the scale of bars of n values.

    Examples
    --------
    >>> found = two_normal_curves(100, 1.0, [(0.5, -4.0, 1.0), (0.5, 4.0, 1.0)], (-8.0, 8.0))
    >>> round(float(found.y.max()), 2)
    19.95
    """
    curves = [normal_curve(n, width, mean, sigma, ends) for _, mean, sigma in parts]
    heights = [share * curve.y for (share, _, _), curve in zip(parts, curves, strict=True)]
    return Line(curves[0].x, np.sum(heights, axis=0), "fit")


def normal_curve(
    n: int, width: float, mean: float, sigma: float, ends: tuple[float, float], role: str = "fit"
) -> Line:
    """Return the normal density at the scale of bars of n values.

    Examples
    --------
    >>> round(float(normal_curve(100, 1.0, 0.0, 2.0, (-8.0, 8.0)).y.max()), 3)
    19.947
    """
    x = np.linspace(*ends, SIDES)
    height = n * width * np.exp(-0.5 * ((x - mean) / sigma) ** 2) / (sigma * math.sqrt(2 * math.pi))
    return Line(x, height, role)
