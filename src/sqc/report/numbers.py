"""How numbers are printed: decimals from the resolution and from sigma, percent, p values."""

from __future__ import annotations

import math


def fixed(value: float, decimals: int) -> str:
    """Return the number with so many decimals, half to even; negative zero prints 0.

    Examples
    --------
    >>> fixed(-0.0001, 2)
    '0.00'
    """
    text = f"{value:.{max(decimals, 0)}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def percent(value: float, decimals: int) -> str:
    """Return a fraction as percent with a space before the sign.

    Examples
    --------
    >>> percent(0.02625, 2)
    '2.62 %'
    """
    return f"{fixed(100.0 * value, decimals)} %"


def panel_decimals(decimals: int, sigma: float) -> int:
    """Return one count of decimals for a panel: one more than the data, or three figures of sigma.

    Examples
    --------
    >>> panel_decimals(3, 0.00979)
    5
    """
    if not (math.isfinite(sigma) and sigma > 0):
        return decimals + 1
    return max(decimals + 1, 2 - math.floor(math.log10(sigma)), 0)


def apart(value: float, limit: float, decimals: int) -> int:
    """Return enough decimals to print a value and the limit it has crossed differently."""
    while decimals < 15 and value != limit and fixed(value, decimals) == fixed(limit, decimals):
        decimals += 1
    return decimals


def p_value(p: float) -> str:
    """Return ``= 0.781`` or ``< 0.001``.

    Examples
    --------
    >>> p_value(0.0000004)
    '< 0.001'
    """
    if p < 0.001:
        return "< 0.001"
    text = f"{p:.3f}"
    return f"= {p:.4f}" if (text == "0.050") and p < 0.05 else f"= {text}"
