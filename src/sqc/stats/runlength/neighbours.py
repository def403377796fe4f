"""Points that are compared with the one before them: the letter is (zone, up or down).

Of a continuous statistic only its place within its zone matters, measured as probability: t from 0 to 1. A
later point of the same zone is below it with probability t. Run lengths are smooth in t, so Gauss-Legendre
nodes inside the zones (collocation) are exact to many digits with few nodes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from sqc.stats._gamma import Floats
from sqc.stats.runlength.letters import Law
from sqc.stats.runlength.nodes import legendre

_FINE = 64  # nodes through a zone, to follow its values from one process to another
_NOTHING = 1e-17  # probability beyond the outer zones

Zones = Callable[[Floats], Floats]  # from lines to the probabilities of the zones between them


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
    whole = weights / 2.0
    below = _from_nought(n, x)
    return whole, below, whole - below


@cache
def _to_coefficients(n: int) -> Floats:
    # values at the nodes to Legendre coefficients
    return np.asarray(np.linalg.inv(np.polynomial.legendre.legvander(legendre(n)[0], n - 1)))


def _from_nought(n: int, x: Floats) -> Floats:
    """Weights of the integrals from 0 to (x + 1) / 2, in a last axis."""
    integral = np.polynomial.legendre.legint(np.eye(n), lbnd=-1, axis=0)
    return np.asarray(np.polynomial.legendre.legvander(x, n) @ (integral @ _to_coefficients(n)) / 2.0)


def _end(line: float, side: int, zones: Zones) -> float:
    """Where nothing begins, on one side of the outermost line: sharp, as a statistic may end with a jump."""

    def beyond(far: float) -> float:
        return float(zones(np.array([line + side * far]))[:, 0 if side < 0 else 1].max())

    near, far = 0.0, 1.0
    while far < 1e9 and beyond(far) > _NOTHING:
        near, far = far, 2.0 * far
    for _ in range(40):
        middle = 0.5 * (near + far)
        near, far = (middle, far) if beyond(middle) > _NOTHING else (near, middle)
    return line + side * far


def shares(lines: Floats, zones: Zones) -> Floats:
    """How much of each zone's probability lies below Gauss-Legendre nodes that go through it.

    Parameters
    ----------
    lines : float array, shape (zones - 1,)
        Borders in rising order.
    zones : callable
        From any such lines to the probabilities of the zones between, shape (k, zones).

    Returns
    -------
    float array, shape (k, zones, nodes)
        From 0 to 1.

    Examples
    --------
    >>> from sqc.stats.runlength.letters import normal_zones
    >>> found = shares(np.array([-1.0, 1.0]), lambda lines: normal_zones(lines, [0.0, 0.5]))
    >>> found.shape, found[:, 1, 31:33].mean(axis=1).round(3).tolist()
    ((2, 3, 64), [0.5, 0.387])
    """
    inner = lines if len(lines) else np.zeros(1)
    ends = np.concatenate([[_end(inner[0], -1, zones)], lines, [_end(inner[-1], 1, zones)]])
    nodes = ends[:-1, None] + 0.5 * np.diff(ends)[:, None] * (legendre(_FINE)[0] + 1.0)
    points = np.concatenate([ends[:-1, None], nodes], axis=1)
    steps = zones(np.append(points, ends[-1]))[:, 1:-1].reshape(-1, *points.shape)
    below = np.cumsum(steps, axis=2)
    whole = below[:, :, -1:]
    return np.asarray(below[:, :, :-1] / np.where(whole > 0, whole, 1.0))


@cache
def _slopes() -> Floats:
    # from values at the nodes to Gauss-Legendre weights times their derivatives there
    x, weights = legendre(_FINE)
    derivatives = np.polynomial.legendre.legder(np.eye(_FINE), axis=0)
    values = np.polynomial.legendre.legvander(x, _FINE - 2) @ derivatives @ _to_coefficients(_FINE)
    return np.asarray(weights[:, None] * values)


def _moved(n: int, before: Floats, after: Floats) -> Floats:
    """Weights of the integrals from 0 to where the nodes of one process stand under others, shape (k, n, n).

    The integral is a function of the place in the zone before the change. It is taken as its best polynomial
    there, which the weights of the states integrate exactly. `before`: shape (nodes,), `after`: (k, nodes).
    """
    polynomials = np.polynomial.legendre.legvander(2.0 * before - 1.0, n - 1)
    mass = _slopes() @ before  # probability before the change
    moments = np.einsum("i,id,kij->kdj", mass, polynomials, _from_nought(n, 2.0 * after - 1.0))
    best = moments * (2.0 * np.arange(n) + 1.0)[:, None]
    return np.asarray(np.polynomial.legendre.legvander(legendre(n)[0], n - 1) @ best)


def compared(lines: Floats, zones: Zones, nodes: int | None = None) -> Law:
    """Law of independent values of a continuous statistic, compared with the value before.

    Parameters
    ----------
    lines, zones
        As in `shares`.
    nodes : int, optional
        Nodes in each zone; by default what ten digits need.

    Returns
    -------
    Law
        Cell 0, then one cell per zone; letters (zone, down), (zone, first), (zone, up).

    Examples
    --------
    >>> from sqc.stats.runlength.letters import normal_zones
    >>> law = compared(np.zeros(1), lambda lines: normal_zones(lines, [0.0]), nodes=3)
    >>> law.sizes, sorted(law.kernels)
    ((1, 3, 3), [(0, 1), (0, 4), (1, 0), (1, 2), (1, 5), (2, 0), (2, 3), (2, 5)])
    """
    chances = zones(lines)
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
    places = np.repeat(np.arange(count), 3)
    return Law(
        (1,) + (n,) * count,
        tuple((places + 1).tolist()),
        (tuple(places.tolist()),),
        ((-1, 0, 1) * count,),
        kernels,
        partial(_changed, kernels, chances, n, partial(shares, lines, zones)),
    )


def _changed(
    kernels: dict[tuple[int, int], Floats],
    chances: Floats,
    n: int,
    of_zones: Callable[[], Floats],
    before: int,
) -> dict[tuple[int, int], Floats]:
    """Kernels of the first point after a change: only within a zone it matters where the last one stood."""
    found, places = dict(kernels), of_zones()
    for zone in range(chances.shape[1]):
        if (zone + 1, 3 * zone) in kernels:
            p = chances[:, zone, None, None]
            below = p * _moved(n, places[before, zone], places[:, zone])
            found[zone + 1, 3 * zone], found[zone + 1, 3 * zone + 2] = below, p * parts(n)[0] - below
    return found


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
