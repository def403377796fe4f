"""Points that are compared with the one before them: the letter is (zone, up or down).

Of a continuous statistic only its place within its zone matters, measured as probability: t from 0 to 1. A
later point of the same zone is below it with probability t. Run lengths are smooth in t, so Gauss-Legendre
nodes inside the zones (collocation) are exact to many digits with few nodes.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.letters import Law
from sqc.stats.runlength.nodes import legendre


def nodes_needed(largest: float) -> int:
    """How many nodes a zone needs for ten digits of the run length.

    Parameters
    ----------
    largest : float
        Greatest probability of a zone.

    Returns
    -------
    int

    Examples
    --------
    >>> nodes_needed(0.34), nodes_needed(1.0)
    (4, 9)
    """
    return 9 if largest > 0.9 else 6 if largest > 0.6 else 4


@cache
def parts(n: int) -> tuple[Floats, Floats, Floats]:
    """Weights that integrate a polynomial from its values at Gauss-Legendre nodes of (0, 1).

    Parameters
    ----------
    n : int
        Number of nodes.

    Returns
    -------
    whole : float array, shape (n,)
        Weights of the integral over (0, 1).
    below, above : float arrays, shape (n, n)
        Row i: weights of the integrals from 0 to node i, from node i to 1.

    Examples
    --------
    >>> whole, below, above = parts(3)
    >>> np.allclose(below + above, whole)
    True
    """
    x, weights = legendre(n)
    # values at the nodes to Legendre coefficients, then their integrals from -1
    to_coefficients = np.linalg.inv(np.polynomial.legendre.legvander(x, n - 1))
    integral = np.polynomial.legendre.legint(np.eye(n), lbnd=-1, axis=0)
    below = np.polynomial.legendre.legvander(x, n) @ integral @ to_coefficients / 2.0
    whole = weights / 2.0
    return whole, below, whole - below


def compared(chances: Floats, nodes: int | None = None) -> Law:
    """Law of independent values of a continuous statistic, compared with the value before.

    Parameters
    ----------
    chances : float array, shape (k, zones)
        Probabilities of the zones, from the lowest to the highest.
    nodes : int, optional
        Nodes in each zone; by default what ten digits need.

    Returns
    -------
    Law
        Cell 0, then one cell per zone; letters (zone, down), (zone, first), (zone, up).

    Examples
    --------
    >>> law = compared(np.array([[0.5, 0.5]]), nodes=3)
    >>> law.sizes, sorted(law.kernels)
    ((1, 3, 3), [(0, 1), (0, 4), (1, 0), (1, 2), (1, 5), (2, 0), (2, 3), (2, 5)])
    """
    count = chances.shape[1]
    n = nodes or nodes_needed(float(chances.max()))
    whole, below, above = parts(n)
    kernels = {}
    for zone in range(count):
        p = chances[:, zone, None, None]
        if not p.any():
            continue
        kernels[0, 3 * zone + 1] = p * whole
        for last in range(count):
            if not chances[:, last].any():
                continue
            if last == zone:
                kernels[last + 1, 3 * zone], kernels[last + 1, 3 * zone + 2] = p * below, p * above
            else:
                up = 2 if zone > last else 0
                kernels[last + 1, 3 * zone + up] = p * np.broadcast_to(whole, (n, n))
    zones = np.repeat(np.arange(count), 3)
    steps = (-1, 0, 1) * count
    return Law((1,) + (n,) * count, tuple((zones + 1).tolist()), (tuple(zones.tolist()),), (steps,), kernels)


def compared_counts(chances: Floats) -> Law:
    """Law of independent counts, compared with the count before.

    Parameters
    ----------
    chances : float array, shape (k, values)
        Probabilities of the values, from the lowest to the highest; each is a zone of its own.

    Returns
    -------
    Law
        Cell 0, then one cell per value; letters (value, down), (value, equal or first), (value, up).

    Examples
    --------
    >>> sorted(compared_counts(np.array([[0.5, 0.5]])).kernels)
    [(0, 1), (0, 4), (1, 1), (1, 5), (2, 0), (2, 4)]
    """
    count = chances.shape[1]
    possible = [zone for zone in range(count) if chances[:, zone].any()]
    kernels = {}
    for zone in possible:
        p = chances[:, zone, None, None]
        kernels[0, 3 * zone + 1] = p
        for last in possible:
            kernels[last + 1, 3 * zone + 1 + int(np.sign(zone - last))] = p
    zones = np.repeat(np.arange(count), 3)
    steps = (-1, 0, 1) * count
    return Law((1,) * (count + 1), tuple((zones + 1).tolist()), (tuple(zones.tolist()),), (steps,), kernels)
