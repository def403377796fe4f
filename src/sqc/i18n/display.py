"""How wide a text stands on a terminal, and a text cut to a width."""

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


def printable(text: str) -> str:
    """Return the text with a blank for each character that would move the cursor.

    Examples
    --------
    >>> printable("a" + chr(9) + "b")
    'a b'
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def cut(text: str, columns: int = 40) -> str:
    """Return the text, cut to so many display columns with ``...``.

    Examples
    --------
    >>> cut("a" * 50, 10)
    'aaaaaaa...'
    """
    text = printable(text[: columns + 1])
    if columns_of(text) <= columns:
        return text
    while columns_of(text) > columns - 3:
        text = text[:-1]
    return text + "..."
