"""How wide words are: the advances of DejaVu Sans, from a table that `scripts/advances.py` makes."""

from __future__ import annotations

import json
import os
import unicodedata
from functools import lru_cache

CHINESE_FROM = "\u2e80"
_FILE = os.path.join(os.path.dirname(__file__), "fonts", "advances.json")


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide words are, in points, from the advance of each character.

    Chinese characters are square, marks above a letter take no room.

    Examples
    --------
    >>> round(width("UCL 74.0143", 8.0), 1)
    51.5
    """
    known = _advances(bold)
    total = 0.0
    for char in text:
        advance = known.get(char)
        if advance is None:
            advance = known[char] = 0.0 if unicodedata.combining(char) else 1.0
        total += advance
    return total * size


@lru_cache(maxsize=2)
def _advances(bold: bool) -> dict[str, float]:
    """Return the advance in em of every character that DejaVu Sans sets."""
    with open(_FILE, encoding="utf-8") as file:
        table = json.load(file)
    em = table["em"]
    return {
        chr(first + i): 0.0 if unicodedata.combining(chr(first + i)) else advance / em
        for first, advances in table["bold" if bold else "regular"]
        for i, advance in enumerate(advances)
    }
