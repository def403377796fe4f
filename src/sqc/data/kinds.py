"""What a cell looks like at first sight."""

from __future__ import annotations

from functools import lru_cache

from sqc.data.cells import AMBIGUOUS, MISSING, NUMBER, WORD_BEGINS, censored, quantity, verdict
from sqc.data.dates import seconds, time_of_day


@lru_cache(maxsize=1024)
def kind_of(cell: str) -> str:
    """Return what a cleaned cell looks like: m missing, n number, d date or time, v verdict, t text."""
    if cell.casefold() in MISSING:
        return "m"
    if cell[0] in WORD_BEGINS:
        return "v" if verdict(cell) is not None or cell.casefold() in AMBIGUOUS else "t"
    if NUMBER.fullmatch(cell) or quantity(cell) or quantity(cell, comma=True) or censored(cell):
        return "n"
    if verdict(cell) is not None or cell.casefold() in AMBIGUOUS:
        return "v"
    return "d" if seconds(cell) is not None or time_of_day(cell) is not None else "t"
