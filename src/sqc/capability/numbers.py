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


def ppm_text(share: float, n: int) -> str:
    """Return a share in parts per million: two figures below 10, whole to 999, then two or three figures.

    Parameters
    ----------
    share : float
        From 0 to 1.
    n : int
        Values behind it: over 1,000 give a third figure.

    Examples
    --------
    >>> [ppm_text(share / 1e6, 23) for share in (0.0, 0.3866, 1.3e-5, 99.2, 2812.0)]
    ['0', '0.39', '1.3e-05', '99', '2,800']
    """
    ppm = 1e6 * share
    if ppm == 0 or not math.isfinite(ppm):
        return "0" if ppm == 0 else "-"
    if ppm < 10:
        return f"{ppm:.2g}" if ppm < 1e-3 else fixed(ppm, 1 - math.floor(math.log10(ppm)))
    if ppm < 999.5:
        return fixed(ppm, 0)
    figures = 3 if n > 1000 else 2
    step = 10 ** (math.floor(math.log10(ppm)) - figures + 1)
    return f"{round(ppm / step) * step:,.0f}"
