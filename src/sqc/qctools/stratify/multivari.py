"""The multi-vari chart: up to three columns nested, range bar, single values, means by stratum and cycle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sqc.i18n.message import Msg, Words
from sqc.qctools.stratify.boxes import sideways
from sqc.qctools.stratify.case import Case
from sqc.qctools.stratify.take import Way
from sqc.report.marks import Axis, Key, Line, Mark, Plot, Points, Rule, Segments, Strip
from sqc.report.numbers import fixed

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_SPOTS = 90
MOST_DOTS = 3_000
MOST_SHAPES = 5
GAP = 0.7


@dataclass(frozen=True, eq=False)
class Spots:
    """The combinations that hold values, in nested order.

    Parameters
    ----------
    codes : int array, shape (spots, columns)
        Outermost column first.
    x : float array, shape (spots,)
        Place on the axis; cycles of the outermost column stand apart.
    of_row : int array
        Spot of each value.
    """

    codes: Ints
    x: Floats
    of_row: Ints


def spots(case: Case) -> int:
    """Return the number of combinations that hold values."""
    return len(np.unique(_codes(case.rows.ways), axis=0))


def _codes(ways: tuple[Way, ...]) -> Ints:
    return np.stack([way.codes for way in ways], axis=1)


def _places(ways: tuple[Way, ...]) -> Spots:
    found, which = np.unique(_codes(ways), axis=0, return_inverse=True)
    x = np.arange(len(found), dtype=np.float64)
    if len(ways) > 1:
        x += GAP * np.concatenate(([0], np.cumsum(np.diff(found[:, 0]) > 0)))
    if len(ways) > 2:
        inner = np.any(np.diff(found[:, :2], axis=0) > 0, axis=1)
        x += 0.5 * GAP * np.concatenate(([0], np.cumsum(inner)))
    return Spots(found, x, which.ravel())


def multi_vari(case: Case) -> tuple[Plot, list[Words]]:
    """Return the panel, and what the footer says of it."""
    ways, values = case.rows.ways, case.rows.values
    found = _places(ways)
    k = len(found.x)
    counts = np.bincount(found.of_row, minlength=k)
    base = float(values[0])
    means = base + np.bincount(found.of_row, values - base, k) / counts
    low, high = np.full(k, np.inf), np.full(k, -np.inf)
    np.minimum.at(low, found.of_row, values)
    np.maximum.at(high, found.of_row, values)
    marks: list[Mark] = [Segments(found.x, low, found.x, high, "range")]
    dots = len(values) <= MOST_DOTS
    if dots:
        marks.append(_dots(found, values))
    marks += _cycles(found, means, ways, values)
    shapes = _shapes(ways)
    for code in range(shapes):
        at = found.codes[:, -1] == code
        marks.append(Points(found.x[at], means[at], f"s{code}", size=1.4))
    if not shapes:
        marks.append(Points(found.x, means, "data", size=1.3))
    ticks, label = _ticks(found, ways)
    left, right = float(found.x[0]) - 0.6, float(found.x[-1]) + 0.6
    if len(ways) > 1:
        marks += _strips(case, found, ways[0])
    keyed = bool(shapes) and len(ways) > 2  # else the names stand under the marks
    if keyed:
        rows: list[tuple[str, Words]] = [(f"s{i}", ways[-1].names[i]) for i in range(shapes)]
        marks.append(Key(tuple(rows), _corner(found.x, low, high)))
    footer: list[Words] = [Msg("dots: single values")] if dots else []
    footer.append(Msg("marks: means by {column}", column=ways[-1].name))
    if len(ways) > 1:
        footer.append(Msg("strips: {column} with its mean", column=ways[0].name))
    reach = float(high.max() - low.min())
    span = (float(low.min()) - 0.05 * reach, float(high.max()) + (0.06 + 0.055 * shapes) * reach)
    y = Axis(case.rows.measure, limits=span if keyed else None)
    return (
        Plot("multi_vari", tuple(marks), Axis(label, ticks, limits=(left, right), names=len(ticks) <= 24), y),
        footer,
    )


def _shapes(ways: tuple[Way, ...]) -> int:
    """Return how many strata of the innermost column have a shape of their own; 0: none."""
    k = len(ways[-1].names)
    return k if len(ways) > 1 and k <= MOST_SHAPES else 0


def _dots(found: Spots, values: Floats) -> Points:
    """Return the single values, spread sideways within their spot."""
    order = np.argsort(found.of_row, kind="stable")
    first = np.searchsorted(found.of_row[order], np.arange(len(found.x)))
    place = np.arange(len(values)) - first[found.of_row[order]]
    offsets = sideways(int(place.max()) + 1, 0.44)[place]
    return Points(found.x[found.of_row[order]] + offsets, values[order], "cloud")


def _cycles(found: Spots, means: Floats, ways: tuple[Way, ...], values: Floats) -> list[Mark]:
    """Return the means joined inside a cycle; of three columns also the means of the middle one."""
    if len(ways) == 1:
        return [Line(found.x, means, "data")]
    depth = len(ways) - 1
    breaks = np.flatnonzero(np.any(np.diff(found.codes[:, :depth], axis=0) > 0, axis=1)) + 1
    marks: list[Mark] = [Line(np.insert(found.x, breaks, np.nan), np.insert(means, breaks, np.nan), "data")]
    if len(ways) == 3:
        inner = np.concatenate(([0], np.cumsum(np.isin(np.arange(1, len(found.x)), breaks))))
        k = int(inner[-1]) + 1
        of_row = inner[found.of_row]
        middle = float(values[0]) + np.bincount(of_row, values - values[0], k) / np.bincount(
            of_row, minlength=k
        )
        x = np.bincount(inner, found.x, k) / np.bincount(inner, minlength=k)
        outer = found.codes[np.searchsorted(inner, np.arange(k)), 0]
        cut = np.flatnonzero(np.diff(outer) > 0) + 1
        marks.append(Line(np.insert(x, cut, np.nan), np.insert(middle, cut, np.nan), "ref"))
    return marks


def _strips(case: Case, found: Spots, outer: Way) -> list[Mark]:
    """Return the strip of each cycle with its mean, and the lines between cycles."""
    marks: list[Mark] = []
    base = float(case.rows.values[0])
    sums = np.bincount(outer.codes, case.rows.values - base)
    means = base + sums / np.bincount(outer.codes)
    edges: list[float] = []
    for code, name in enumerate(outer.names):
        at = found.x[found.codes[:, 0] == code]
        start, end = float(at[0]) - 0.5, float(at[-1]) + 0.5
        called = f"{outer.name} {name}" if name.isdigit() else name
        marks.append(Strip(start, end, called, f"X̄ {fixed(float(means[code]), case.digits)}"))
        edges.append(start)
    marks += [Rule(edge - GAP / 2, "x", role="stage") for edge in edges[1:]]
    return marks


def _ticks(found: Spots, ways: tuple[Way, ...]) -> tuple[tuple[tuple[float, str], ...], Words]:
    """Return the names under the spots: of one or two columns the innermost, of three the middle one."""
    if len(ways) < 3:
        inner = ways[-1]
        return tuple((float(x), inner.names[int(code)]) for x, code in
                     zip(found.x, found.codes[:, -1], strict=True)), inner.name  # fmt: skip
    middle = ways[1]
    fresh = np.concatenate(([True], np.any(np.diff(found.codes[:, :2], axis=0) > 0, axis=1)))
    group = np.cumsum(fresh) - 1
    x = np.bincount(group, found.x) / np.bincount(group)
    names = found.codes[fresh, 1]
    return tuple((float(p), middle.names[int(i)]) for p, i in zip(x, names, strict=True)), middle.name


def _corner(x: Floats, low: Floats, high: Floats) -> str:
    """Return the upper corner with more room under it."""
    half = float(x[0] + x[-1]) / 2
    left, right = x < half, x > half
    if not left.any() or not right.any():
        return "upper left"
    return "upper left" if high[left].max() <= high[right].max() else "upper right"
