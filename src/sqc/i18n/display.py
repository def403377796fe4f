"""How wide a text stands on a terminal."""

from __future__ import annotations

import unicodedata


def columns_of(text: str) -> int:
    """Return the display columns of a text: wide characters 2, combining marks 0, the rest 1.

    Examples
    --------
    >>> columns_of("孔径 mm")
    7
    """
    if text.isascii():
        return len(text)
    total = 0
    for char in text:
        if not unicodedata.combining(char):
            total += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return total
