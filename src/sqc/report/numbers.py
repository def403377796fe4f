"""How numbers are printed: decimals from the resolution and from sigma, percent, p values."""

from __future__ import annotations

import math

# a longer number holds more figures than a double has, or a long row of zeros
LONGEST = 18
MOST_PLACES = 6


def fixed(value: float, decimals: int) -> str:
    """Return the number with so many decimals, half to even; negative zero prints 0.

    A number that would take more than 18 characters is said with a power of ten and the same last place, but
    seven figures at most.

    Examples
    --------
    >>> fixed(-0.0001, 2), fixed(1e300, 1), fixed(1.05109e-20, 22)
    ('0.00', '1.000000e+300', '1.05e-20')
    """
    text = f"{value:.{max(decimals, 0)}f}"
    if len(text) > LONGEST and value == 0:
        return "0"
    if len(text) > LONGEST and math.isfinite(value):
        places = math.floor(math.log10(abs(value))) + decimals
        return f"{value:.{min(max(places, 2), MOST_PLACES)}e}"
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
