"""Dates and times as people write them; a date without a year is not one."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(
    r"(\d{4})(?:\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号號])?|([-/.])(\d{1,2})(?:\4(\d{1,2}))?)",
    re.ASCII,
)
_TIME = (
    r"(?P<half>上午|下午|晚上|AM|PM|am|pm)?\s*(?P<hour>\d{1,2})(?:[:：]|时|時|点|點)"
    r"(?:(?P<minute>\d{1,2})(?:分|[:：](?P<second>\d{1,2}(?:[.,]\d{1,9})?)秒?)?)?\s*(?P<after>AM|PM|am|pm)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT = r"((?:19|20)\d{2})(\d{2})(\d{2})"
_YEAR_LAST = r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T\s]\s*(.*))?"
_SHORT_YEAR = r"\d{1,2}([-/.])\d{1,2}\1\d{2}(?:\s.*)?"
_NO_YEAR = r"(?:\d{1,2}\s*月\s*\d{1,2}\s*[日号號]?|\d{1,2}[-/]\d{1,2})(?:\s+(.*))?"

DATE_HEAD = re.compile(r"日期|时间|時間|年月|月日|date|time|day\b", re.IGNORECASE)
_AFTER_DAY = frozenset("T ")
_TIME_BEGINS = frozenset("0123456789上下晚AaPp")
_EPOCH = date(1970, 1, 1).toordinal()
_EXCEL_EPOCH = date(1899, 12, 30).toordinal()


def seconds(text: str) -> float | None:
    """Return the seconds since 1970-01-01 of a date, with or without a time of day; None if it is none.

    Examples
    --------
    >>> seconds("2024年3月5日") == seconds("2024/3/5") == seconds("2024-03-05T00:00")
    True
    >>> seconds("2024年1月") == seconds("2024-01-01")
    True
    """
    match = _DAY.match(text)
    if match is None:
        return compact(text[:8], text[8:]) if text[8:9] in _AFTER_DAY else None
    day, rest = match[3] or match[6], text[match.end() :]
    if day is None:
        return _day(match[1], match[2] or match[5], "1") if not rest and match[4] != "." else None
    if rest and not (rest[0] in "T " or match[3]):
        return None
    return _day(match[1], match[2] or match[5], day, rest.lstrip("T ") if rest else "")


def compact(text: str, rest: str = "") -> float | None:
    """Return the seconds of a date in eight digits, ``20240305``, and of the time of day behind it.

    Examples
    --------
    >>> compact("20240305") == seconds("2024-03-05")
    True
    """
    match = re.fullmatch(_COMPACT, text, re.ASCII)
    return _day(match[1], match[2], match[3], rest.lstrip("T ")) if match else None


def excel_serial(number: float) -> float | None:
    """Return the seconds of an Excel serial day between 1982 and 2064, None outside.

    Examples
    --------
    >>> excel_serial(45356) == seconds("2024-03-05")
    True
    """
    if not 30000 <= number <= 60000:
        return None
    return round((number + _EXCEL_EPOCH - _EPOCH) * 86400.0)


def year_last(texts: list[str]) -> list[float | None] | None:
    """Return the seconds of dates such as ``25/3/2024``; None where day and month cannot be told apart.

    Points (``5.3.2024``) mean day, month, year. With other marks a first or second number over 12 in
    any of the cells decides for all of them.

    Examples
    --------
    >>> year_last(["3/4/2024"]) is None
    True
    """
    matches = [re.fullmatch(_YEAR_LAST, text, re.ASCII) for text in texts]
    found = [m for m in matches if m]
    first = any(int(m[1]) > 12 or m[2] == "." for m in found)
    second = any(int(m[3]) > 12 for m in found)
    if first == second:
        return None
    day, month = (1, 3) if first else (3, 1)
    return [_day(m[4], m[month], m[day], m[5] or "") if m else None for m in matches]


def is_year_last(text: str) -> bool:
    """Say whether a text is a date with its year at the end."""
    return re.fullmatch(_YEAR_LAST, text, re.ASCII) is not None


def lacks_year(text: str, headed: bool) -> bool:
    """Say whether a text is a date without a year; `headed`: the column's head speaks of dates.

    Examples
    --------
    >>> lacks_year("3/5", True), lacks_year("3/5", False), lacks_year("3月5日", False)
    (True, False, True)
    """
    if not headed and "月" not in text:
        return False
    match = re.fullmatch(_NO_YEAR, text, re.ASCII)
    return match is not None and (not match[1] or time_of_day(match[1]) is not None)


def has_short_year(text: str) -> bool:
    """Say whether a text is a date whose year has two digits."""
    return re.fullmatch(_SHORT_YEAR, text, re.ASCII) is not None


def time_of_day(text: str) -> float | None:
    """Return the seconds since midnight of a time: ``8:30``, ``8时30分``, ``下午2:05``.

    Examples
    --------
    >>> time_of_day("8:30")
    30600.0
    """
    match = re.fullmatch(_TIME, text, re.ASCII) if text[:1] in _TIME_BEGINS else None
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    second = float((match["second"] or "0").replace(",", "."))
    half = (match["half"] or match["after"] or "").upper()
    if half in ("下午", "晚上", "PM") and hour < 12:
        hour += 12
    elif half in ("上午", "AM") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or second >= 61 or (hour == 24 and (minute or second)):
        return None
    return hour * 3600.0 + minute * 60.0 + second - _zone(match["zone"])


def _zone(zone: str | None) -> int:
    if not zone or zone == "Z":
        return 0
    return (int(zone[1:3]) * 3600 + int(zone[-2:]) * 60) * (-1 if zone[0] == "-" else 1)


def _day(year: str, month: str, day: str, clock: str = "") -> float | None:
    try:
        days = date(int(year), int(month), int(day)).toordinal() - _EPOCH
    except ValueError:
        return None
    if not clock:
        return days * 86400.0
    time = time_of_day(clock)
    return None if time is None else days * 86400.0 + time
