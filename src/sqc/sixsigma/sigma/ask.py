"""What is asked: counts without a file, steps of a file, or a number to convert."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sqc.i18n.message import Msg
from sqc.notes import OptionError, out_of_range
from sqc.qctools.kit.take import level_of
from sqc.sixsigma.kit.take import count_of
from sqc.sixsigma.sigma.steps import Basis, Steps
from sqc.stats.yields import MILLION, SHIFT, dpmo_of_level, level_of_share

CONVERTERS = ("dpmo", "yield_", "z")
COUNTED = ("defects", "units", "opportunities", "rework", "scrap")


@dataclass(frozen=True)
class Converted:
    """A number and what it comes to.

    Parameters
    ----------
    kind : {"dpmo", "yield", "z"}
        What was given.
    share : float
        Defects per opportunity.
    shift : float
    """

    kind: str
    share: float
    shift: float

    @property
    def level(self) -> float:
        """Sigma level with the shift."""
        return float(level_of_share(self.share, self.shift))

    @property
    def z(self) -> float:
        """Sigma level without a shift."""
        return float(level_of_share(self.share, 0.0))


def shift_of(given: float | None) -> float:
    """Return the shift, 1.5 where none is asked for.

    Raises
    ------
    OptionError
        ``option-range``.
    """
    if given is None:
        return SHIFT
    if not 0 <= given < 10:
        raise out_of_range("shift", f"{given:g}", Msg("a number from 0 up to 10"))
    return float(given)


def goal_of(given: float | None) -> float:
    """Return the sigma level that is asked for, NaN where none is.

    Raises
    ------
    OptionError
        ``option-range``.
    """
    if given is None:
        return math.nan
    if not 0 < given < 20:
        raise out_of_range("goal", f"{given:g}", Msg("a sigma level above 0, such as 4"))
    return float(given)


def converted(options: Mapping[str, Any]) -> Converted | None:
    """Return what a number comes to, None where no number is to be converted.

    Raises
    ------
    OptionError
        Several numbers, one out of range, or counts beside it.
    """
    given = [name for name in CONVERTERS if options.get(name) is not None]
    if not given:
        return None
    if len(given) > 1 or any(options.get(name) is not None for name in (*COUNTED, "step", "goal")):
        raise OptionError(
            "option-clash", Msg("--dpmo, --yield and --z convert one number; give one of them and no counts.")
        )
    name, shift = given[0], shift_of(options.get("shift"))
    return Converted(name.rstrip("_"), _SHARES[name](options[name], shift), shift)


def _of_dpmo(given: float, shift: float) -> float:
    if not 0 < given < MILLION:
        raise out_of_range("dpmo", f"{given:g}", Msg("a number above 0 and below 1,000,000"))
    return given / MILLION


def _of_yield(given: object, shift: float) -> float:
    text = str(given).strip().replace("％", "%")
    try:
        found = float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        found = math.nan
    if not 0 < found < 1:
        raise out_of_range("yield_", text, Msg("a share between 0 and 1, or with %: 0.9937 or 99.37%"))
    return 1.0 - found


def _of_level(given: float, shift: float) -> float:
    if not -20 < given < 20:
        raise out_of_range("z", f"{given:g}", Msg("a sigma level, such as 4"))
    return float(dpmo_of_level(given, shift)) / MILLION


_SHARES = {"dpmo": _of_dpmo, "yield_": _of_yield, "z": _of_level}


def counted(options: Mapping[str, Any]) -> tuple[Steps, bool]:
    """Return the counts that the options hold as one step, and whether opportunities were given.

    Raises
    ------
    OptionError
        A number that is missing, out of range, or more defects than opportunities.
    """
    given = {name: options.get(name) for name in COUNTED}
    fixed = {name: count_of(name, one, 1e-12 if name in ("units", "opportunities") else 0.0)
             for name, one in given.items() if one is not None}  # fmt: skip
    if "units" not in fixed or not fixed.keys() & {"defects", "rework", "scrap"}:
        raise OptionError(
            "missing-argument",
            Msg("a file is missing, or what was counted, or a number to convert."),
            hints=[
                "sqc sigma steps.csv",
                "sqc sigma --defects 47 --units 1200 --opportunities 8",
                "sqc sigma --dpmo 6210",
            ],
        )
    units, each = fixed["units"], fixed.get("opportunities", 1.0)
    defects = fixed.get("defects", math.nan)
    if defects > units * each * (1 + 1e-12):
        raise too_many(defects, units, each)
    rework, scrap = fixed.get("rework", 0.0), fixed.get("scrap", 0.0)
    if rework + scrap > units:
        raise OptionError(
            "more-than-units", Msg("--rework and --scrap are {n} units of {units}.",
                                   n=f"{rework + scrap:,.10g}", units=f"{units:,.10g}")
        )  # fmt: skip
    passed = "rework" in fixed or "scrap" in fixed
    basis: Basis = "passed" if passed else "good" if each == 1 else "poisson"
    u, d, o, r, s = (np.array([number]) for number in (units, defects, units * each, rework, scrap))
    confidence, shift = level_of(options.get("confidence")), shift_of(options.get("shift"))
    return Steps(("",), u, d, o, r, s, basis, confidence, shift), "opportunities" in fixed


def too_many(defects: float, units: float, each: float) -> OptionError:
    """Return the error of more defects than there are opportunities."""
    return OptionError(
        "too-many-defects",
        Msg("{defects} defects are more than {units} units x {each} opportunities.",
            defects=f"{defects:,.10g}", units=f"{units:,.10g}", each=f"{each:,.10g}"),
        hints=[Msg("--opportunities N: how many defects a unit can have")],
    )  # fmt: skip
