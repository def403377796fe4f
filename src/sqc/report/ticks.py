"""Ticks: where they stand and what they say. Numbers only, no drawing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Tick = tuple[float, str]

MINUS = "\u2212"
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def step(low: float, high: float, smallest: float, whole: bool = False) -> float:
    """Return the distance of ticks: 1, 2 or 5 times a power of ten, at least `smallest`.

    A smaller one is taken where fewer than three ticks would stand on the axis.

    Parameters
    ----------
    low, high : float
        Ends of the axis.
    smallest : float
        The nearest that two ticks may come, in units of the axis.
    whole : bool
        Ticks on whole numbers only (positions, counts).

    Examples
    --------
    >>> step(73.985, 74.028, 0.005)
    0.005
    >>> step(0, 40, 3, whole=True)
    5.0
    """
    power = math.floor(math.log10(smallest)) if smallest > 0 else math.floor(math.log10(high - low))
    ladder = [factor * 10.0**exponent for exponent in range(power - 1, power + 2) for factor in (1, 2, 5)]
    if whole:
        ladder = [value for value in ladder if value >= 1.0] or [1.0]
    place = next((i for i, value in enumerate(ladder) if value >= smallest * (1 - 1e-9)), len(ladder) - 1)
    while place > 0 and len(multiples(low, high, ladder[place])) < 3:
        place -= 1
    return float(f"{ladder[place]:.6g}")


def multiples(low: float, high: float, distance: float) -> list[float]:
    """Return the multiples of `distance` on the axis.

    Examples
    --------
    >>> multiples(-0.5, 2.1, 1.0)
    [0.0, 1.0, 2.0]
    """
    slack = 1e-6 * distance
    first, last = math.ceil((low - slack) / distance), math.floor((high + slack) / distance)
    if last - first > 1000:  # an axis so narrow beside its offset that floats cannot hold the ticks
        return [low, high]
    return [i * distance for i in range(first, last + 1)]


def decimals(distance: float) -> int:
    """Return the decimals that a tick distance needs.

    Examples
    --------
    >>> decimals(0.05), decimals(20.0)
    (2, 0)
    """
    return max(0, -math.floor(math.log10(distance) + 1e-9))


def number(value: float, places: int) -> str:
    """Return a number as it stands in a figure: U+2212, commas from 1,000.

    Examples
    --------
    >>> number(-1234.5, 1)
    '−1,234.5'
    """
    text = f"{value:,.{places}f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def linear(
    low: float, high: float, smallest: float, percent: bool = False, whole: bool = False
) -> list[Tick]:
    """Return ticks of a linear axis with their words.

    Parameters
    ----------
    low, high : float
        Ends of the axis.
    smallest : float
        The nearest that two ticks may come, in units of the axis.
    percent : bool
        The values are fractions and are said as ``5 %``.
    whole : bool
        Whole numbers only.

    Examples
    --------
    >>> linear(0.0, 0.19, 0.05, percent=True)
    [(0.0, '0 %'), (0.05, '5 %'), (0.1, '10 %'), (0.15, '15 %')]
    """
    if percent:
        return [(at / 100, f"{words} %") for at, words in linear(low * 100, high * 100, smallest * 100)]
    distance = step(low, high, smallest, whole)
    places = multiples(low, high, distance)
    largest = max(abs(low), abs(high))
    if largest >= 1e7 or largest < 1e-4:
        return [(at, _powered(at, distance, largest)) for at in places]
    return [(float(f"{at:.12g}"), number(at, decimals(distance))) for at in places]


def _powered(value: float, distance: float, largest: float) -> str:
    exponent = math.floor(math.log10(largest))
    return powered(value, exponent, min(decimals(distance / 10.0**exponent), 15))


def powered(value: float, exponent: int, places: int) -> str:
    """Return a number with a power of ten.

    Examples
    --------
    >>> powered(-1.25e-8, -8, 2)
    '−1.25×10⁻⁸'
    """
    if value == 0:
        return "0"
    return f"{number(value / 10.0**exponent, places)}×10{str(exponent).translate(_RAISED)}"


def logarithmic(low: float, high: float) -> list[Tick]:
    """Return ticks of a logarithmic axis: 1, 2, 5 in each decade; only 1 over more than three decades.

    Examples
    --------
    >>> [words for _, words in logarithmic(0.8, 60)]
    ['1', '2', '5', '10', '20', '50']
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    factors: tuple[int, ...] = (1, 2, 5) if last - first <= 4 else (1,)
    found = [(factor * 10.0**power, power) for power in range(first, last + 1) for factor in factors]
    return [(at, number(at, max(0, -power))) for at, power in found if low <= at <= high]


def thin(
    ticks: Sequence[Tick], room: float, width: Callable[[str], float], em: float
) -> tuple[list[Tick], bool]:
    """Return every k-th of the given ticks so that neighbours keep one em, and whether words must be slanted.

    Parameters
    ----------
    ticks : sequence of (float, str)
        Positions in points along the axis, and words.
    room : float
        Length of the axis in points.
    width : callable
        Width of words in points.
    em : float
        The distance kept, in points.

    Examples
    --------
    >>> days = [(10.0 * i, f"day {i}") for i in range(1, 21)]
    >>> [words for _, words in thin(days, 200.0, lambda words: 4.0 * len(words), 8.0)[0]]
    ['day 5', 'day 10', 'day 15', 'day 20']
    """
    if not ticks:
        return [], False
    longest = sorted({words for _, words in ticks}, key=len)[-20:]
    widest = max(width(words) for words in longest)
    apart = abs(ticks[-1][0] - ticks[0][0]) / max(len(ticks) - 1, 1) or room
    every = _every(len(ticks), (widest + em) / apart)
    shown = list(ticks[every - 1 :: every])
    slanted = len(shown) < 3 <= len(ticks)
    if slanted:
        every = _every(len(ticks), 2.5 * em / apart)
        shown = list(ticks[every - 1 :: every])
    return shown, slanted


def _every(n: int, needed: float) -> int:
    power = 1
    while power <= n:
        for factor in (1, 2, 5):
            if factor * power >= needed - 1e-9:
                return factor * power
        power *= 10
    return max(1, math.ceil(needed))
