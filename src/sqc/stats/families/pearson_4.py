"""Pearson's type IV, whose shares below have no closed form: quadrature along the angle.

With t = (x - location) / scale the density is (1 + t**2)**-m exp(-v atan t); along the angle a = atan t it is
cos(a)**h exp(-v a) with h = 2 m - 2, whose logarithm is concave. Every integral runs from a point outwards to
where it has fallen by exp(-45), by 64 nodes of Gauss and Legendre.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_FALL = 45.0
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)
_AT, _OF = 0.5 * (_NODES + 1.0), 0.5 * _WEIGHTS
_NEWTON = 12
_STEPS = 60
_BLOCK = 4096
_RIGHT = 0.5 * math.pi


def height(angle: Floats, h: Floats, v: Floats) -> Floats:
    """Logarithm of the density along the angle, not normed.

    Parameters
    ----------
    angle, h, v : float array

    Returns
    -------
    float array

    Examples
    --------
    >>> height(np.array([0.5]), np.array([4.0]), np.array([1.0])).round(6).tolist()
    [-1.022337]
    """
    sine = np.sin(angle)
    # near 0 the cosine has no digits left for what it lacks to 1
    logs = np.where(np.abs(angle) < 0.8, 0.5 * np.log1p(-np.minimum(sine * sine, 0.9)), np.log(np.cos(angle)))
    return np.asarray(h * logs - v * angle)


def _outwards(angle: Floats, side: Floats, h: Floats, v: Floats) -> Floats:
    """Integral from an angle outwards, over the density there; the density falls on that side."""
    room = _RIGHT - side * angle
    start = height(angle, h, v)
    slope = np.maximum(h * side * np.tan(angle) + side * v, 0.0)
    # the logarithm bends by at least h, so beyond this it has fallen by more
    far = 2.0 * _FALL / (slope + np.sqrt(slope * slope + 2.0 * h * _FALL))
    reach = np.minimum(far, room * (1.0 - 1e-12))
    for _ in range(_NEWTON):  # convex and rising: from the right Newton's method only comes nearer
        at = angle + side * reach
        over = start - height(at, h, v) - _FALL
        reach = np.where(over > 0, reach - over / (h * side * np.tan(at) + side * v), reach)
    at = angle[:, None] + side[:, None] * reach[:, None] * _AT
    fallen = np.exp(height(at, h[:, None], v[:, None]) - start[:, None])
    return np.asarray(reach * (fallen @ _OF))


def mode_and_mass(h: Floats, v: Floats) -> tuple[Floats, Floats, Floats]:
    """Angle of the greatest density, the integral over that density, and the share of it below.

    Parameters
    ----------
    h, v : float array, shape (k,)

    Returns
    -------
    mode, mass, below : float array, shape (k,)

    Examples
    --------
    >>> mode, mass, below = mode_and_mass(np.array([4.0]), np.array([0.0]))
    >>> bool(abs(mass[0] - 3 * np.pi / 8) < 1e-12), below.tolist()
    (True, [0.5])
    """
    mode = -np.arctan(v / h)
    down, up = (_outwards(mode, np.full(mode.shape, side), h, v) for side in (-1.0, 1.0))
    return mode, down + up, down / (down + up)


def tail(angle: Floats, h: Floats, v: Floats, mode: Floats, mass: Floats) -> Floats:
    """Share beyond an angle, away from the mode.

    Parameters
    ----------
    angle, h, v : float array, shape (k,)
    mode, mass : float array, shape (k,)
        As `mode_and_mass` gives them.

    Returns
    -------
    float array, shape (k,)

    Notes
    -----
    Relative error about 1e-12, as far out as doubles reach.

    References
    ----------
    J. Heinrich (2004), A Guide to the Pearson Type IV Distribution, CDF/MEMO/STATISTICS/PUBLIC/6820.

    Examples
    --------
    >>> h, v = np.array([4.0]), np.array([0.0])
    >>> tail(np.array([0.0]), h, v, *mode_and_mass(h, v)[:2]).tolist()
    [0.5]
    """
    found = np.empty(angle.shape)
    for start in range(0, len(angle), _BLOCK):
        one = slice(start, start + _BLOCK)
        a, side = angle[one], np.where(angle[one] < mode[one], -1.0, 1.0)
        less = height(a, h[one], v[one]) - height(mode[one], h[one], v[one])
        found[one] = np.exp(less) * _outwards(a, side, h[one], v[one]) / mass[one]
    return found


def angle_of(p: Floats, q: Floats, h: Floats, v: Floats, mode: Floats, mass: Floats, below: Floats) -> Floats:
    """Angle with the share p below it and q above it.

    Parameters
    ----------
    p, q : float array, shape (k,)
    h, v, mode, mass, below : float array, shape (k,)
        As `mode_and_mass` gives them.

    Returns
    -------
    float array, shape (k,)

    Notes
    -----
    The logarithm of a tail is concave: from outside Newton's method only comes nearer.

    Examples
    --------
    >>> h, v, p = np.array([4.0]), np.array([0.0]), np.array([0.5])
    >>> angle_of(p, p, h, v, *mode_and_mass(h, v)).tolist()
    [0.0]
    """
    side = np.where(p < below, -1.0, 1.0)
    wanted = np.log(np.where(side < 0, p, q))
    start = height(mode, h, v)
    away = np.zeros(p.shape)
    room = _RIGHT - side * mode
    active = np.flatnonzero(np.isfinite(wanted))
    for _ in range(_STEPS):
        if not len(active):
            break
        s, far, d = side[active], room[active], away[active]
        at = mode[active] + s * d
        width = _outwards(at, s, h[active], v[active])
        logs = height(at, h[active], v[active]) - start[active] + np.log(width / mass[active])
        step = (logs - wanted[active]) * width
        new = np.clip(d + step, 0.0, 0.5 * (d + far))
        away[active] = new
        active = active[np.abs(new - d) > 4e-16 * far]
    found = mode + side * away
    return np.where(np.isfinite(wanted), found, np.where(wanted < 0, side * _RIGHT, np.nan))
