"""What shape values have: every look at them with its number, and which of the known types that is."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sqc.stats.dip import dip, dip_p
from sqc.stats.discrete import binomial_cdf
from sqc.stats.fisher import t_sf
from sqc.stats.heaping import Heaping, heaping
from sqc.stats.normal import normal_sf
from sqc.stats.normality import anderson_darling, unrounded
from sqc.stats.outliers import generalised_esd
from sqc.stats.peaks import Peaks, two_peaks
from sqc.stats.skewness import Moment, kurtosis_test, skewness_test

Floats = npt.NDArray[np.float64]

FEWEST, DISTINCT = 50, 6
LEVEL = 0.01
# peaks: evidence (Kass and Raftery 1995: above 2 positive), depth of the valley, level of the dip test
GAIN, VALLEY, DIP = 2.0, 0.8, 0.01
# an island lies so many standard deviations off the rest
APART = 1.0
# a wall: within this many standard deviations of the edge the values stand so high, next to their peak
NEAR, WALL = 0.5, 0.5
SKEWED, LONG = 0.3, 1.0
LOOKED_AT = 2_000


class Island(NamedTuple):
    """Values apart from the rest: how many, the first of them, its Grubbs statistic and p."""

    n: int
    value: float
    statistic: float
    p: float


class Cut(NamedTuple):
    """An edge beyond which values are missing.

    Parameters
    ----------
    edge : float
    side : {"lower", "upper"}
    specified : bool
        The edge is a specification limit, else the last value.
    beyond : int
        Values beyond it.
    expected : float
        That the normal curve of the values has there.
    p : float
    """

    edge: float
    side: str
    specified: bool
    beyond: int
    expected: float
    p: float


class Shape(NamedTuple):
    """What was found; None: not looked for, or not found.

    `main` is the type: few, coarse, island, peaks, cut, flat, skewed, long, comb or bell, or unseen.
    """

    main: str
    n: int
    distinct: int
    island: Island | None = None
    peaks: Peaks | None = None
    dip: float = math.nan
    dip_p: float = math.nan
    cut: Cut | None = None
    skewness: Moment = Moment(math.nan, math.nan)
    kurtosis: Moment = Moment(math.nan, math.nan)
    comb: Heaping | None = None
    normal_p: float = math.nan


UNSEEN = Shape("unseen", 0, 0)


def shape_of(values: Floats, step: float, lsl: float = math.nan, usl: float = math.nan) -> Shape:
    """Return the shape of values.

    Parameters
    ----------
    values : float array
        All finite.
    step : float
        Their resolution; 0: not rounded.
    lsl, usl : float
        Where parts may have been sorted; NaN without.

    Examples
    --------
    >>> from sqc.stats.normal import normal_quantile
    >>> shape_of(normal_quantile((np.arange(200) + 0.5) / 200), 0.0).main
    'bell'
    """
    n, distinct = len(values), len(np.unique(values))
    if n < FEWEST or distinct < DISTINCT:
        return Shape("few" if n < FEWEST else "coarse", n, distinct)
    comb = heaping(values, step)
    comb = comb if comb is not None and comb.p <= LEVEL else None
    some = values[:: max(1, -(-n // LOOKED_AT))]
    island, rest = _island(unrounded(some, step) if comb is None else _combed(some, step, comb))
    found = dip(rest)
    chance = dip_p(found, len(rest)) if len(rest) >= FEWEST else math.nan
    peaks = two_peaks(rest)
    looked = Shape(
        "bell",
        n,
        distinct,
        island,
        peaks,
        found,
        chance,
        None,
        skewness_test(rest),
        kurtosis_test(rest),
        comb,
        anderson_darling(rest)[1],
    )
    looked = looked._replace(cut=_cut(looked, rest, values, (lsl, usl)))
    return looked._replace(main=_type(looked))


def has_two(shape: Shape) -> bool:
    """Return whether the values have two peaks, by the mixture or by the dip test."""
    return by_mixture(shape) or shape.dip_p <= DIP


def by_mixture(shape: Shape) -> bool:
    """Return whether two normal peaks fit better than everything with one, with a valley between."""
    peaks = shape.peaks
    return peaks is not None and peaks.gain > GAIN and peaks.valley < VALLEY


def is_flat(shape: Shape) -> bool:
    """Return whether the top is flat: shorter tails than normal values have, on both sides alike."""
    kurtosis, skew = shape.kurtosis, shape.skewness
    return kurtosis.p <= LEVEL and kurtosis.value < 0 and not _skewed(skew)


def _skewed(skew: Moment) -> bool:
    return skew.p <= LEVEL and abs(skew.value) >= SKEWED


def _type(shape: Shape) -> str:
    if has_two(shape):
        return "peaks"
    if shape.island is not None:
        return "island"
    if shape.cut is not None:
        return "cut"
    if is_flat(shape):
        return "flat"
    if _skewed(shape.skewness):
        return "skewed"
    if shape.comb is not None:
        return "comb"
    return "long" if shape.kurtosis.p <= LEVEL and shape.kurtosis.value >= LONG else "bell"


def _island(values: Floats) -> tuple[Island | None, Floats]:
    """Return the outlying values that stand apart, and the rest; long tails are no islands."""
    found = generalised_esd(values, alpha=LEVEL)
    if not found.outliers:
        return None, values
    out = found.position[: found.outliers]
    rest = np.delete(values, out)
    if np.ptp(rest) == 0 or _skewed(skewness_test(rest)):
        return None, values
    gap = APART * float(rest.std(ddof=1))
    away = np.maximum(values[out] - rest.max(), rest.min() - values[out])
    apart = np.flatnonzero(away >= gap)
    if len(apart) < len(out):
        return None, values
    first = int(apart[0])
    return (
        Island(len(out), float(values[out[first]]), float(found.statistic[first]), float(found.p[first])),
        rest,
    )


def _combed(values: Floats, step: float, comb: Heaping) -> Floats:
    """Return values spread over the step that they really have: the teeth of a comb are no peaks."""
    wide, first = step * comb.every, step * comb.place
    return unrounded(first + np.round((values - first) / wide) * wide, wide)


def _cut(shape: Shape, rest: Floats, values: Floats, limits: tuple[float, float]) -> Cut | None:
    """Return the edge that values are cut off at: a specification limit first, else the last value."""
    mean, sigma = float(rest.mean()), float(rest.std(ddof=1))
    found = []
    for side, limit, sign in (("lower", limits[0], -1.0), ("upper", limits[1], 1.0)):
        if math.isnan(limit):
            continue
        beyond = int(np.count_nonzero(sign * values > sign * limit))
        share = float(normal_sf(sign * (limit - mean) / sigma))
        p = float(binomial_cdf(beyond, len(values), share))
        inside = sign * rest[sign * rest <= sign * limit]
        if p <= LEVEL and len(inside) and _wall(inside, sign * limit, sigma):
            found.append(Cut(limit, side, True, beyond, len(values) * share, p))
    if found:
        return min(found, key=lambda one: one.p)
    if is_flat(shape) or has_two(shape):
        return None
    for side, sign in (("lower", -1.0), ("upper", 1.0)):
        edge = float((sign * rest).max())
        p = _short(abs(edge - sign * mean) / sigma, len(rest))
        if p <= LEVEL and _wall(sign * rest, edge, sigma):
            expected = len(values) * float(normal_sf((edge - sign * mean) / sigma))
            found.append(Cut(sign * edge, side, False, 0, expected, p))
    return min(found, key=lambda one: one.p, default=None)


def _short(distance: float, n: int) -> float:
    """Return the chance that the last of n normal values lies no further out, n independent ones taken."""
    room = (n - 1) ** 2 - n * distance**2
    t = math.sqrt(n * (n - 2) * distance**2 / room) if room > 0 else math.inf
    return float((1.0 - float(t_sf(t, n - 2))) ** n)


def _wall(values: Floats, edge: float, sigma: float) -> bool:
    """Return whether the values stand high up to an upper edge, next to where they stand highest."""
    ordered = np.sort(values)
    width = NEAR * sigma
    inside = np.searchsorted(ordered, ordered + width, "right") - np.arange(len(ordered))
    return float(np.count_nonzero(ordered > edge - width)) >= WALL * float(inside.max())
