"""Targets of a ledger: suggestions and savings a month, the share adopted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sqc.data.select import number_in
from sqc.data.suggest import fold
from sqc.i18n.message import Msg
from sqc.notes import OptionError, out_of_range
from sqc.sixsigma.kit.take import assigned

Floats = npt.NDArray[np.float64]

MADE, SAVED, RATE = "suggestions", "savings", "rate"
# the same in Chinese
CALLED = {"建议": MADE, "提案": MADE, "建议数": MADE, "节约": SAVED, "节约金额": SAVED, "采纳率": RATE}


@dataclass(frozen=True)
class Targets:
    """What is asked for; NaN where nothing is.

    Parameters
    ----------
    made, saved : float
        Suggestions and savings a month.
    rate : float
        Share adopted, from 0 to 1.
    """

    made: float = math.nan
    saved: float = math.nan
    rate: float = math.nan


def targets_of(given: str | Mapping[str, float | str] | None, money: bool) -> Targets:
    """Return targets as they were given: ``suggestions=10,savings=5000,rate=60%``.

    Parameters
    ----------
    given : str, mapping or None
    money : bool
        The file has savings.

    Raises
    ------
    OptionError
        ``option-range``, ``no-savings``.

    Examples
    --------
    >>> targets_of("suggestions=10, rate=60%", False)
    Targets(made=10.0, saved=nan, rate=0.6)
    """
    if given is None:
        return Targets()
    pairs = assigned(given) if isinstance(given, str) else [(name, str(one)) for name, one in given.items()]
    shown = ",".join(f"{name}={text}" for name, text in pairs) if not isinstance(given, str) else given
    found: dict[str, float] = {}
    for name, text in pairs:
        known = CALLED.get(fold(name), fold(name))
        number = number_in(text.rstrip("%％ "))
        percent = text != text.rstrip("%％ ")
        if number is not None and percent:
            number /= 100.0
        most = 1.0 if known == RATE else math.inf
        allowed = number is not None and 0 < number < math.inf and number <= most
        allowed = allowed and (known == RATE or not percent)
        if known not in (MADE, SAVED, RATE) or known in found or number is None or not allowed:
            raise out_of_range(
                "target",
                shown,
                Msg("a target above 0 for each, such as suggestions=10,savings=5000,rate=60%"),
            )
        found[known] = number
    if SAVED in found and not money:
        raise OptionError(
            "no-savings", Msg("a target of savings needs a column with them; name it with --value.")
        )
    return Targets(*(found.get(name, math.nan) for name in (MADE, SAVED, RATE)))


def months_reached(monthly: Floats, target: float) -> int:
    """Return in how many months a target was reached.

    Examples
    --------
    >>> months_reached(np.array([9.0, 10.0, 12.0]), 10.0)
    2
    """
    return int(np.count_nonzero(monthly >= target))
