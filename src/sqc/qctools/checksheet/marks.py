"""Tally marks: counts written as bars or as strokes of 正, and read back."""

from __future__ import annotations

import re
import unicodedata

from sqc.i18n.message import Msg

# what one sign counts: bars, strokes of 正 in their order, five bars as one sign
SIGNS = {
    **dict.fromkeys("|Il丨│︱/\\一\U0001d377", 1),
    **dict.fromkeys("丅丁T", 2),
    "下": 3,
    "止": 4,
    **dict.fromkeys("正卌\U0001d378", 5),
}
_STROKES = ("", "一", "丁", "下", "止")
_NUMBER = re.compile(r"\d+")
_BOTH = re.compile(r"(\d+)\s+(\D+)")


def count_of(cell: str) -> int | None:
    """Return what a cell of a check sheet counts; nothing in it is 0, None: neither a number nor marks.

    Examples
    --------
    >>> count_of("|||| |"), count_of("正正丅"), count_of("12"), count_of(" "), count_of("7 ||||/ ||")
    (5, 12, 12, 0, 7)
    >>> count_of("x"), count_of("7 ||")
    (None, None)
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if _NUMBER.fullmatch(text):
        return int(text)
    both = _BOTH.fullmatch(text)
    if both:  # a number with its marks: they say the same, or nothing
        return int(both[1]) if count_of(both[2]) == int(both[1]) else None
    signs = [SIGNS.get(sign) for sign in text if not sign.isspace()]
    return None if None in signs else sum(sign for sign in signs if sign is not None)


class Tally(Msg):
    """A count as tally marks: ``||||/ ||`` in English, strokes of 正 in Chinese.

    Examples
    --------
    >>> Tally(7).render("en"), Tally(7).render("zh"), Tally(0).render("en")
    ('||||/ ||', '正丁', '')
    """

    __slots__ = ("n",)

    def __init__(self, n: int) -> None:
        super().__init__("")
        self.n = n

    def render(self, lang: str | None = None) -> str:
        """Return the marks."""
        from sqc.i18n.catalog import language

        fives, rest = divmod(self.n, 5)
        if (lang or language()) == "zh":
            return "正" * fives + _STROKES[rest]
        return " ".join([*["||||/"] * fives, *(["|" * rest] if rest else [])])

    def _key(self) -> tuple[object, ...]:
        return (self.n,)
