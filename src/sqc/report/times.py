"""Ticks of a time axis: round times, as much of the date as tells them apart. ISO, in every language."""

from __future__ import annotations

import numpy as np

from sqc.report.ticks import Tick, step

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
# distance of ticks: so many of a unit (numpy's letter), with their length in seconds
_STEPS = (
    *((n, "s", float(n)) for n in (1, 2, 5, 10, 15, 30)),
    *((n, "m", n * MINUTE) for n in (1, 2, 5, 10, 15, 30)),
    *((n, "h", n * HOUR) for n in (1, 2, 3, 6, 12)),
    *((n, "D", n * DAY) for n in (1, 2, 5, 10)),
    *((n, "M", n * 30.44 * DAY) for n in (1, 2, 3, 6)),
)
_YEAR = 365.25 * DAY
_FINE = "smh"


def times(low: float, high: float, smallest: float) -> list[Tick]:
    """Return ticks at round times of an axis in seconds since 1970-01-01.

    Parameters
    ----------
    low, high : float
        Ends of the axis.
    smallest : float
        The nearest that two ticks may come, in seconds.

    Examples
    --------
    >>> day = 1709596800.0
    >>> [words for _, words in times(day, day + 3 * DAY, 0.5 * DAY)]
    ['03-05', '03-05 12:00', '03-06', '03-06 12:00', '03-07', '03-07 12:00', '03-08']
    >>> [words for _, words in times(day, day + 200 * DAY, 50 * DAY)]
    ['2024-05', '2024-07', '2024-09']
    """
    found = next((one for one in _STEPS if one[2] >= smallest), None)
    n, unit = (max(round(step(0.0, high / _YEAR, smallest / _YEAR)), 1), "Y") if found is None else found[:2]
    places = _rounded(low, high, n, unit)
    years = len({str(place)[:4] for place in places}) > 1
    return [
        (float(place.astype("datetime64[s]").astype(float)), _said(place, unit, years)) for place in places
    ]


def _rounded(low: float, high: float, n: int, unit: str) -> list[np.datetime64]:
    """Return the multiples of n units on the axis; days are counted from the first of their month."""
    first, last = (np.datetime64(round(end), "s") for end in (low, high))
    every = np.arange(first.astype(f"datetime64[{unit}]"), last.astype(f"datetime64[{unit}]") + 1)
    if unit == "D":
        number = (every - every.astype("datetime64[M]")).astype(int)
        kept = (number % n == 0) & ((n == 1) | (number + n <= 31))
    else:
        number = every.astype(int) % {"s": 60, "m": 60, "h": 24, "M": 12, "Y": 10_000}[unit]
        number = every.astype("datetime64[Y]").astype(int) + 1970 if unit == "Y" else number
        kept = number % n == 0
    inside = (every.astype("datetime64[s]") >= first) & (every.astype("datetime64[s]") <= last)
    return list(every[kept & inside])


def _said(place: np.datetime64, unit: str, years: bool) -> str:
    text = str(
        place.astype("datetime64[s]" if unit == "s" else "datetime64[m]" if unit in _FINE else place.dtype)
    )
    if unit in ("Y", "M"):
        return text
    day, _, clock = text.partition("T")
    day = day if years else day[5:]
    return day if clock in ("", "00:00", "00:00:00") else f"{day} {clock}"
