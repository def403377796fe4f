"""Published against ours: one row per published value, a list being one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from sqc.data.sample import Floats
from sqc.verification.load import Known, PublishedCase
from sqc.verification.topics import TOPICS, Array

Verdict = Literal["agrees", "known", "differs"]
EXACT = 1e-9  # relative tolerance of the right value beside a known disagreement


@dataclass(frozen=True)
class Row:
    """One published value.

    Parameters
    ----------
    case : PublishedCase
    quantity : str
    published, ours : float, tuple of int or None
        Of a list the element that lies furthest off in units of its tolerance; positions of signals are
        given whole. None: undefined.
    element, n : int
        Place of that element, from 1, among so many.
    tolerance : float
        Absolute.
    verdict : {"agrees", "known", "differs"}
    reason : str
        Why it differs, a key of `reasons.REASONS`; "" unless known.
    remedy : float or None
        Our value with the settings of the publication, where these make it agree.
    """

    case: PublishedCase
    quantity: str
    published: float | tuple[int, ...] | None
    ours: float | tuple[int, ...] | None
    element: int
    n: int
    tolerance: float
    verdict: Verdict
    reason: str = ""
    remedy: float | None = None


def compare(case: PublishedCase) -> list[Row]:
    """Return the rows of a case.

    Examples
    --------
    >>> from sqc.verification.load import select
    >>> [row.verdict for row in compare(select(["nist-6322-imr"])[0])]
    ['agrees', 'agrees', 'known', 'known']
    """
    found = TOPICS[case.topic](case)
    return [
        _judge(case, quantity, published, found.get(quantity, np.array(np.nan)))
        for quantity, published in case.expected.items()
    ]


def _judge(case: PublishedCase, quantity: str, published: Any, ours: Array) -> Row:
    row = _row(case, quantity, published, ours)
    known = case.known.get(quantity)
    if row.verdict == "agrees" or known is None or not _is_exact(known, ours):
        return row
    row = replace(row, verdict="known", reason=known.reason)
    return _with_settings(row, known, published) if known.settings else row


def _row(case: PublishedCase, quantity: str, published: Any, ours: Array) -> Row:
    if ours.ndim == 1 and ours.dtype.kind == "i":
        positions, expected = tuple(ours.tolist()), tuple(published)
        verdict: Verdict = "agrees" if positions == expected else "differs"
        return Row(case, quantity, expected, positions, 1, 1, 0.0, verdict)
    theirs, mine = _numbers(published), _numbers(ours)
    single = theirs.ndim == 0
    if not single and theirs.shape != mine.shape:
        return Row(case, quantity, None, None, 1, theirs.size, 0.0, "differs")
    theirs, mine = (np.atleast_1d(part) for part in np.broadcast_arrays(theirs, mine))
    tolerance = _tolerance(case, quantity, theirs)
    off = _distance(theirs, mine, tolerance)
    worst = int(np.argmax(off))
    verdict = "agrees" if off[worst] <= 1.0 else "differs"
    n, element = (1, 1) if single else (len(theirs), worst + 1)
    pair = _number(theirs[worst]), _number(mine[worst])
    return Row(case, quantity, *pair, element, n, float(tolerance[worst]), verdict)


def _numbers(values: Any) -> Floats:
    return np.array(values, dtype=np.float64)


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _tolerance(case: PublishedCase, quantity: str, published: Floats) -> Floats:
    """Return the absolute tolerance: the case's own; else half a unit of the last print, or relative."""
    if quantity in case.tolerance:
        return np.broadcast_to(_numbers(case.tolerance[quantity]), published.shape)
    relative = np.asarray(case.relative * np.abs(published))
    if quantity in case.decimals:
        # a hair more than half a unit, for a value that lies on the half itself
        return np.maximum(relative, 0.5 * 10.0 ** -case.decimals[quantity] * (1 + 1e-9))
    return relative


def _distance(published: Floats, ours: Floats, tolerance: Floats) -> Floats:
    """Return how far ours lies off in units of the tolerance; both undefined agree, one alone does not."""
    gap = np.abs(ours - published)
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.where(gap == 0, 0.0, gap / tolerance)
    both = np.isnan(published) & np.isnan(ours)
    return np.where(both, 0.0, np.where(np.isnan(gap), np.inf, off))


def _is_exact(known: Known, ours: Array) -> bool:
    """Return whether ours is the right value that stands beside a known disagreement."""
    if ours.ndim == 1 and ours.dtype.kind == "i":
        return tuple(ours.tolist()) == tuple(known.exact)
    right, mine = np.broadcast_arrays(_numbers(known.exact), _numbers(ours))
    return bool(np.all(_distance(right, mine, EXACT * np.abs(right)) <= 1.0))


def _with_settings(row: Row, known: Known, published: Any) -> Row:
    """Return the row with our value by the settings of the publication; they must make it agree."""
    case = replace(row.case, settings={**row.case.settings, **known.settings}, known={})
    ours = TOPICS[case.topic](case)[row.quantity]
    again = _row(case, row.quantity, published, ours)
    if again.verdict != "agrees" or not isinstance(again.ours, float):
        return replace(row, verdict="differs", reason="")
    return replace(row, remedy=again.ours)
