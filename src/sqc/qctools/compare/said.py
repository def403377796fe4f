"""How effects are said: differences in data units, points of percent, ratios."""

from __future__ import annotations

import math

import numpy as np

from sqc.i18n.message import Msg, Words
from sqc.qctools.compare.case import Case, Contrast
from sqc.qctools.compare.checks import checked_parts
from sqc.qctools.compare.sample import Counted, Values
from sqc.report.numbers import fixed, panel_decimals, percent, ratio_text


def level_text(confidence: float) -> str:
    """Return a confidence as it stands before the percent sign.

    Examples
    --------
    >>> level_text(0.95), level_text(0.9)
    ('95', '90')
    """
    return f"{100 * confidence:.10g}"


def digits(case: Case) -> int:
    """Return the decimals of differences and means."""
    sample = case.sample
    if not isinstance(sample, Values):
        return 2
    parts = checked_parts(sample)
    df = sum(len(part) - 1 for part in parts)
    square = sum(float(((part - part.mean()) ** 2).sum()) for part in parts) / max(df, 1)
    return panel_decimals(sample.decimals, math.sqrt(square))


def rate_text(rate: float) -> str:
    """Return a rate per unit with four figures.

    Examples
    --------
    >>> rate_text(0.0123456), rate_text(12.0)
    ('0.01235', '12.00')
    """
    if rate == 0:
        return "0"
    return fixed(rate, max(0, min(12, 3 - math.floor(math.log10(abs(rate))))))


def number(case: Case, value: float) -> Words:
    """Return an effect, or an end of its interval, without its unit."""
    if math.isinf(value):
        return Msg("without limit")
    if math.isnan(value):
        return Msg("undefined")
    if case.test.scale == "ratio":
        return ratio_text(value)
    return fixed(100.0 * value, 2) if case.test.scale == "share" else fixed(value, digits(case))


def amount(case: Case, value: float) -> Words:
    """Return an effect with its unit."""
    said = number(case, value)
    if case.test.scale == "share":
        return Msg("{d} points", d=said)
    return f"{said} {case.reading.unit}" if case.test.scale == "difference" and case.reading.unit else said


def ends(case: Case, one: Contrast, *, turned: bool = False) -> dict[str, Words]:
    """Return the ends of an interval; `turned` as those of the difference the other way round."""
    low, high = one.found.lower, one.found.upper
    if turned:
        low, high = -high, -low
    return {"low": number(case, low), "high": number(case, high)}


def level_of_group(case: Case, i: int) -> Words:
    """Return what a group holds: its share, its rate, its mean."""
    sample = case.sample
    if isinstance(sample, Counted):
        value = float(sample.events[i] / sample.sizes[i])
        return percent(value, 2) if sample.proportion else rate_text(value)
    middle = np.median if case.test.about == "medians" else np.mean
    return fixed(float(middle(sample.parts[i])), digits(case))


def names(case: Case, one: Contrast) -> tuple[str, str]:
    """Return the names of the first and the second group."""
    return case.sample.names[one.first], case.sample.names[one.second]


def called(case: Case, i: int) -> str:
    """Return a group as a sentence calls it: a bare number stands behind the head of its column."""
    name = case.sample.names[i]
    return f"{case.reading.by} {name}" if case.reading.by and name[:1].isdigit() else name
