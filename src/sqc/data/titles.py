"""Specifications written in the title lines of a form: ``8.000±0.030 mm``, ``LSL 7.97 USL 8.03``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from sqc.data.cells import clean, is_unit
from sqc.data.table import Specification

_N = r"(?:\d+(?:\.\d+)?)"
_UNIT = r"(?:\s*(?P<unit>[^\s\d,;:()/、，；：（）]{1,8}(?:/[^\s\d,;:()]{1,6})?))?"
_PLUS_MINUS = re.compile(rf"(?P<nominal>[+-]?{_N})\s*(?:±|\+/-|\+-)\s*(?P<plus>{_N}){_UNIT}")
_TWO_SIDED = re.compile(
    rf"(?P<nominal>[+-]?{_N})\s*[(（]?\s*(?P<a>[+-]{_N})\s*[/,，~;\s]\s*(?P<b>[+-]?{_N})\s*[)）]?{_UNIT}"
)
_LOWER = re.compile(
    rf"(?:\bLSL\b|规格下限|下限|規格下限)\s*[:：=]?\s*(?P<limit>[+-]?{_N}){_UNIT}", re.IGNORECASE
)
_UPPER = re.compile(
    rf"(?:\bUSL\b|规格上限|上限|規格上限)\s*[:：=]?\s*(?P<limit>[+-]?{_N}){_UNIT}", re.IGNORECASE
)
_RANGE = re.compile(
    rf"(?:规格|規格|公差|技术要求|标准|spec\w*|tolerance)\s*[:：]?\s*(?P<low>[+-]?{_N})\s*(?:~|～|—|-|至|to)\s*(?P<high>{_N}){_UNIT}",
    re.IGNORECASE,
)


def specifications(titles: Iterable[tuple[int, list[str]]]) -> tuple[Specification, ...]:
    """Return the specifications in title lines; limits are computed in decimal arithmetic.

    Parameters
    ----------
    titles : iterable of (line, cells)

    Examples
    --------
    >>> spec, = specifications([(2, ["规格：", "8.000±0.030 mm"])])
    >>> spec.lsl, spec.usl, spec.target, spec.unit, spec.line
    (7.97, 8.03, 8.0, 'mm', 2)
    """
    found = []
    for line, cells in titles:
        text = " ".join(part for cell in cells if (part := clean(cell)))
        spec = _one(text, line)
        if spec is not None:
            found.append(spec)
    return tuple(found)


def _one(text: str, line: int) -> Specification | None:
    match = _PLUS_MINUS.search(text)
    if match:
        middle, plus = Decimal(match["nominal"]), Decimal(match["plus"])
        return _specification(match, line, middle - plus, middle + plus, middle)
    match = _TWO_SIDED.search(text)
    if match:
        middle = Decimal(match["nominal"])
        ends = sorted((Decimal(match["a"]), Decimal(match["b"])))
        if ends[0] <= 0 <= ends[1] and ends[0] < ends[1]:
            return _specification(match, line, middle + ends[0], middle + ends[1], middle)
    match = _RANGE.search(text)
    if match and Decimal(match["low"]) < Decimal(match["high"]):
        return _specification(match, line, Decimal(match["low"]), Decimal(match["high"]), None)
    low, high = _LOWER.search(text), _UPPER.search(text)
    match = low or high
    if match:
        lsl = Decimal(low["limit"]) if low else None
        usl = Decimal(high["limit"]) if high else None
        return _specification(match, line, lsl, usl, None, " ".join(_shown(m) for m in (low, high) if m))
    return None


def _shown(match: re.Match[str]) -> str:
    """Return what was matched without a word behind the number that is no unit."""
    text, unit = match[0], match["unit"]
    return (text if not unit or is_unit(unit) else text[: match.start("unit") - match.start()]).strip()


def _specification(
    match: re.Match[str],
    line: int,
    low: Decimal | None,
    high: Decimal | None,
    middle: Decimal | None,
    text: str = "",
) -> Specification:
    unit = match["unit"] or ""
    lsl, usl, target = (None if value is None else float(value) for value in (low, high, middle))
    return Specification(text or _shown(match), line, lsl, usl, target, unit=unit if is_unit(unit) else "")
