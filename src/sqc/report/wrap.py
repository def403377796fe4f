"""Breaking words into lines: Latin at spaces, Chinese between any two characters but not before a mark."""

from __future__ import annotations

from collections.abc import Callable

NEVER_FIRST = frozenset("，。、；：）”’》】！？％,.;:)%")
_NEVER_LAST = frozenset("（“‘《【(")
_CHINESE_FROM = "\u2e80"


def pieces(text: str) -> list[str]:
    """Return the parts between which a line may break; a space stays with the part before it.

    Examples
    --------
    >>> pieces("3 of 40")
    ['3 ', 'of ', '40']
    >>> pieces("受控，σ 由")
    ['受', '控，', 'σ ', '由']
    """
    out: list[str] = []
    for char in text:
        last = out[-1][-1] if out else ""
        breaks = last.isspace() or last >= _CHINESE_FROM or char >= _CHINESE_FROM
        stays = char.isspace() or char in NEVER_FIRST or last in _NEVER_LAST
        if out and (stays or not breaks):
            out[-1] += char
        else:
            out.append(char)
    return out


def wrap(text: str, width: Callable[[str], float], room: float) -> list[str]:
    """Return the lines of `text`, none wider than `room`; a single longer part is cut.

    Parameters
    ----------
    text : str
        One paragraph.
    width : callable
        Width of words in points.
    room : float
        Points there are.

    Examples
    --------
    >>> wrap("one two three", len, 8)
    ['one two', 'three']
    """
    if width(text) <= room:
        return [text]
    lines, line = [], ""
    for piece in pieces(text):
        if line and width((line + piece).rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while width(line.rstrip()) > room and len(line) > 1:
            head = _head(line, width, room)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() else lines


def _head(line: str, width: Callable[[str], float], room: float) -> str:
    """Return as much of an unbreakable part as fits, at least one character."""
    return line[: max(min(fitting(line, width, room), len(line) - 1), 1)]


def fitting(text: str, width: Callable[[str], float], room: float) -> int:
    """Return how many characters from the first on fit; a name from the data may have thousands.

    Examples
    --------
    >>> fitting("after the change", len, 8)
    8
    """
    low, high = 0, 1
    while high < len(text) and width(text[:high]) <= room:
        low, high = high, 2 * high
    high = min(high, len(text)) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if width(text[:middle]) <= room else (low, middle)
    return low


def shorten(text: str, width: Callable[[str], float], room: float) -> str:
    """Return the text, cut with an ellipsis where there is no room for all of it.

    Examples
    --------
    >>> shorten("after the change", len, 9)
    'after th…'
    """
    if width(text) <= room:
        return text
    end = fitting(text, lambda piece: width(piece.rstrip() + "…"), room)
    return text[: max(end, 1)].rstrip() + "…"
