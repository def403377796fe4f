"""Sentences of `sqc arl`: how a shift of each scale is said, checked and put in the unit of the statistic."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from sqc.i18n.message import Msg, Words

FAR = 1e9  # a shift beyond is a slip


class Scale(NamedTuple):
    """What a shift of a kind is.

    Parameters
    ----------
    telling : float or None
        The shift that line 1 tells of is the nearest to this; None: the smallest above no shift.
    possible : callable
        Whether a shift has a meaning.
    allowed : Msg
        What has one.
    seen : callable
        From the shift and the number of points to the clause of line 1.
    axis, unit : Msg
        Title of the axis; the clause of the Method line.
    """

    telling: float | None
    possible: Callable[[float], bool]
    allowed: Msg
    seen: Callable[[float, Words], Msg]
    axis: Msg
    unit: Msg


def number(shift: float) -> str:
    """Return a shift as short as it was typed."""
    return f"{shift:.10g}"


def about(length: float) -> str:
    """Return a run length for a sentence: whole, three figures from 1,000, one decimal below 10.

    Examples
    --------
    >>> about(216.7), about(4.51), about(21437.2)
    ('217', '4.5', '21,400')
    """
    if length < 9.95:
        return f"{length:.1f}"
    places = min(0, 2 - math.floor(math.log10(length)))
    return f"{round(length, places):,.0f}"


def _sigmas(shift: float, n: Words) -> Msg:
    if shift == 1.0:
        return Msg("a shift of one sigma of the plotted points is seen after {n} on average", n=n)
    return Msg(
        "a shift of {shift} sigma of the plotted points is seen after {n} on average",
        shift=number(shift),
        n=n,
    )


def _ratio(shift: float, n: Words) -> Msg:
    return Msg("a sigma {ratio} times as large is seen after {n} on average", ratio=number(shift), n=n)


def _share(shift: float, n: Words) -> Msg:
    return Msg(
        "a share of {share} nonconforming is seen after {n} on average", share=f"{100 * shift:.6g} %", n=n
    )


def _rate(shift: float, n: Words) -> Msg:
    return Msg("{rate} nonconformities a unit are seen after {n} on average", rate=number(shift), n=n)


def _distance(shift: float, n: Words) -> Msg:
    return Msg("a shift by the distance {d} is seen after {n} on average", d=number(shift), n=n)


def in_unit(shift: float, unit: str, n: Words) -> Msg:
    """Return the clause of line 1 for a shift in the unit of the values."""
    return Msg(
        "a shift of {shift} is seen after {n} on average", shift=f"{number(shift)} {unit}".strip(), n=n
    )


SCALES: dict[str, Scale] = {
    "mean": Scale(
        1.0,
        lambda shift: abs(shift) <= FAR,
        Msg("a number up to 1e9"),
        _sigmas,
        Msg("shift of the mean, in {sigma} of the plotted statistic", sigma="σ"),
        Msg("shift in sigma of the statistic that is plotted"),
    ),
    "ratio": Scale(
        2.0,
        lambda shift: 0 < shift <= FAR,
        Msg("a number above 0"),
        _ratio,
        Msg("sigma over sigma without a shift"),
        Msg("shift as the ratio of sigma to that without a shift"),
    ),
    "share": Scale(
        None,
        lambda shift: 0 <= shift <= 1,
        Msg("a share between 0 and 1"),
        _share,
        Msg("share nonconforming"),
        Msg("shift as the new share nonconforming"),
    ),
    "rate": Scale(
        None,
        lambda shift: 0 <= shift <= FAR,
        Msg("a number from 0"),
        _rate,
        Msg("nonconformities per unit"),
        Msg("shift as the new mean of nonconformities"),
    ),
    "distance": Scale(
        1.0,
        lambda shift: 0 <= shift <= FAR,
        Msg("a number from 0"),
        _distance,
        Msg("distance of the mean (Mahalanobis)"),
        Msg("shift as a distance in sigma (Mahalanobis)"),
    ),
}
