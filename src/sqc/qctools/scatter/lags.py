"""Pairs of x with a later y: along the rows, or along the rows of each stratum."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Listing, Msg
from sqc.notes import Finding
from sqc.stats.correlation import Correlation, pearson
from sqc.stats.line import within

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Lag(NamedTuple):
    """Correlations at one lag: of all pairs (less the means of their strata), and of each stratum."""

    whole: Correlation
    parts: Mapping[str, Correlation]


def later(codes: Ints, k: int) -> tuple[Ints, Ints]:
    """Return the places of x and of y, k rows of the same stratum later.

    Parameters
    ----------
    codes : integer array, shape (rows,)
        Stratum of each row; a row of -1 is in none and does not count.
    k : int

    Returns
    -------
    x, y : integer arrays, shape (pairs,)
        In the order of the rows of x.

    Examples
    --------
    >>> [places.tolist() for places in later(np.array([0, 1, 0, 1, 0]), 1)]
    [[0, 1, 2], [2, 3, 4]]
    """
    order = np.argsort(codes, kind="stable")
    order = order[codes[order] >= 0]
    x, y = order[: max(len(order) - k, 0)], order[k:]
    same = codes[x] == codes[y]
    x, y = x[same], y[same]
    back = np.argsort(x, kind="stable")
    return x[back], y[back]


def lag_of_strata(
    x: Floats, y: Floats, codes: Ints, names: tuple[str, ...], k: int, confidence: float
) -> Lag:
    """Return the correlations of x with the y of k rows later.

    Parameters
    ----------
    x, y : float arrays, shape (rows,)
    codes : integer array, shape (rows,)
        Stratum of each row.
    names : tuple of str
        Of the strata; one is no stratum.
    k : int
    confidence : float
    """
    a, b = later(codes, k)
    u, v, inside = x[a], y[b], codes[a]
    held = ~np.isnan(u) & ~np.isnan(v)
    u, v, inside = u[held], v[held], inside[held]
    if len(names) < 2:
        return Lag(pearson(u, v, confidence), {})
    parts = {
        name: pearson(u[inside == i], v[inside == i], confidence)
        for i, name in enumerate(names)
        if (inside == i).any()
    }
    left_u, left_v, _, _ = within(u, v, inside)
    return Lag(pearson(left_u, left_v, confidence, len(parts) - 1), parts)


def left_out(names: Collection[str], parts: Collection[str]) -> list[Finding]:
    """Return which strata have too few rows for the lag."""
    short = [name for name in names if name and name not in parts]
    if not short:
        return []
    text = Msg("{names}: no pair at this lag, left out.", names=Listing(short))
    return [Finding("lag-too-long", "watch", text, {"strata": short})]
