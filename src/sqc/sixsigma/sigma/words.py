"""Words of sigma levels, yields and DPMO: always with or without which shift."""

from __future__ import annotations

import math

from sqc.i18n.message import Msg, Words
from sqc.report.numbers import fixed, percent
from sqc.sixsigma.sigma.steps import Basis

BASIS: dict[Basis, Words] = {
    "passed": Msg("units without rework or scrap / units"),
    "good": Msg("1 - defects / units"),
    "poisson": Msg("exp(-DPU), Poisson approximation"),
}


def dpmo_text(value: float) -> str:
    """Return defects per million as they are printed: whole from 10 up, two figures below.

    Examples
    --------
    >>> dpmo_text(6209.67), dpmo_text(3.3977), dpmo_text(0.00197)
    ('6,210', '3.4', '0.0020')
    """
    if value >= 10 or value == 0:
        return f"{value:,.0f}"
    return fixed(value, 1 - math.floor(math.log10(value)))


def share_text(value: float) -> str:
    """Return a yield in percent, with enough decimals that it never reads 100 % where it is not.

    Examples
    --------
    >>> share_text(0.883872), share_text(0.9999966), share_text(1.0)
    ('88.39 %', '99.99966 %', '100 %')
    """
    if value >= 1:
        return "100 %"
    gap = 100.0 * (1.0 - value)
    return percent(value, min(max(2, 1 - math.floor(math.log10(gap))), 12))


def level_text(value: float) -> str:
    """Return a sigma level with two decimals; infinite ones are not known.

    Examples
    --------
    >>> level_text(4.0789), level_text(float("inf"))
    ('4.08', '-')
    """
    return fixed(value, 2) if math.isfinite(value) else "-"


def shift_text(shift: float) -> str:
    """Return the shift as it is called.

    Examples
    --------
    >>> shift_text(1.5)
    '1.5'
    """
    return f"{shift:g}"


def both_levels(level: float, shift: float) -> Words:
    """Return a sigma level with its shift and the one without."""
    if shift == 0:
        return Msg("{z} without shift", z=level_text(level))
    return Msg(
        "{level} with the {shift} shift ({z} without)",
        level=level_text(level), shift=shift_text(shift), z=level_text(level - shift),
    )  # fmt: skip


def level_name(shift: float) -> Words:
    """Return how the sigma level is called in a table."""
    if shift == 0:
        return Msg("sigma level, no shift")
    return Msg("sigma level, {shift} shift", shift=shift_text(shift))


def interval(low: str, high: str) -> Words:
    """Return an interval in words."""
    return Msg("{a} to {b}", a=low, b=high)
