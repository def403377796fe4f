"""How amounts and items of a Pareto are said."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Words
from sqc.report.numbers import fixed


def amount_text(value: float) -> str:
    """Return a count or a loss: whole numbers with commas, others with four figures at least.

    Examples
    --------
    >>> amount_text(12300.0), amount_text(0.25), amount_text(1234.5)
    ('12,300', '0.25', '1,234.5')
    """
    if value == math.floor(value):
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 100 else fixed(value, 4).rstrip("0")


def name_of(name: str) -> Words:
    """Return an item as it is called; the sum of small ones has no name of the user's."""
    return name or Msg("other")
