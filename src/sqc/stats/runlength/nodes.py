"""Gauss-Legendre nodes for the integral equations of run lengths."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from sqc.stats._gamma import Floats

_WIDEST = 500
_ROOT_TAU = math.sqrt(2.0 * math.pi)


@cache
def legendre(n: int) -> tuple[Floats, Floats]:
    """Gauss-Legendre nodes and weights on (-1, 1).

    Parameters
    ----------
    n : int
        Number of nodes.

    Returns
    -------
    nodes, weights : float arrays, shape (n,)

    Examples
    --------
    >>> legendre(1)[1]
    array([2.])
    """
    nodes, weights = np.polynomial.legendre.leggauss(n)
    return np.asarray(nodes, dtype=float), np.asarray(weights, dtype=float)


def enough(width: float) -> int:
    """How many nodes an interval needs for a normal kernel, to about 1e-10 of the run length.

    Parameters
    ----------
    width : float
        Length of the interval in standard deviations of one step.

    Returns
    -------
    int
        An odd number, so the middle is a node.

    Raises
    ------
    ValueError
        More than 500 standard deviations of one step: the matrices would not fit.

    Examples
    --------
    >>> enough(5.0)
    25
    """
    if width > _WIDEST:
        raise ValueError(f"the limits are more than {_WIDEST} standard deviations of one step apart")
    return 2 * math.ceil(7.0 + 0.9 * width) + 1


def normal_density(z: Floats) -> Floats:
    """Density of the standard normal distribution.

    Parameters
    ----------
    z : float array
        Standard deviations from the mean.

    Returns
    -------
    float array

    Examples
    --------
    >>> normal_density(np.array([0.0])).round(6)
    array([0.398942])
    """
    return np.asarray(np.exp(-0.5 * z * z) / _ROOT_TAU)
