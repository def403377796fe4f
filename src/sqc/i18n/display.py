"""Text of the data as it may be shown: how wide it is, what steers a terminal or a page spelt out."""

from __future__ import annotations

import re
import unicodedata

# what moves a cursor, ends a line, turns the direction of writing, or may not stand in XML
STEERS = (
    r"\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufeff\ufffe\uffff"
)
STEERING = re.compile(rf"[{STEERS}\x1b]")


def visible(text: str, steering: re.Pattern[str] = STEERING) -> str:
    r"""Return text of the data with the characters that steer or break what shows it spelt out.

    Examples
    --------
    >>> print(visible("a" + chr(27) + "[2J" + chr(0x202E) + "b").replace(chr(92), "/"))
    a/x1b[2J/u202eb
    """
    return text if text.isprintable() else steering.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def on_one_line(text: str) -> str:
    """Return visible text as it may stand in a line: a tab or a line feed, too, is spelt out.

    Examples
    --------
    >>> print(on_one_line("a" + chr(10) + "[ok] b").replace(chr(92), "/"))
    a/x0a[ok] b
    """
    return visible(text).replace("\n", "\\x0a").replace("\t", "\\x09")


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
