"""How indices, intervals and parts per million are printed."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Words
from sqc.report.numbers import fixed


def index_text(value: float, goal: float | None = None) -> str:
    """Return an index with two decimals, a third where the second hides on which side of the goal it is.

    Examples
    --------
    >>> index_text(1.6632), index_text(1.329, 1.33), index_text(float("nan"))
    ('1.66', '1.329', '-')
    """
    if not math.isfinite(value):
        return "-"
    text = fixed(value, 2)
    if goal is not None and value != goal and (float(text) >= goal) != (value >= goal):
        return fixed(value, 3)
    return text


def interval_text(ends: tuple[float, float]) -> Words:
    """Return ``1.41 to 1.91``."""
    if not all(math.isfinite(end) for end in ends):
        return "-"
    return Msg("{a} to {b}", a=fixed(ends[0], 2), b=fixed(ends[1], 2))
