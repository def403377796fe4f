"""What `sqc tolerance` is asked for, checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqc.capability.specification import typed
from sqc.capability.tolerance_options import DISTS, METHODS, SIDES
from sqc.i18n.message import Listing, Msg, Words
from sqc.notes import OptionError, flag, out_of_range

COVERAGE, CONFIDENCE = 0.99, 0.95
NORMAL = ("normal", "lognormal")


class Asked(NamedTuple):
    """The interval that is asked for; NaN where a number is not given.

    Parameters
    ----------
    coverage, confidence : float
    side : {"both", "lower", "upper"}
    dist, method : str
    center, sigma : float
        What is known of a normal distribution.
    lsl, usl : float
    """

    coverage: float = COVERAGE
    confidence: float = CONFIDENCE
    side: str = "both"
    dist: str = "normal"
    method: str = "exact"
    center: float = math.nan
    sigma: float = math.nan
    lsl: float = math.nan
    usl: float = math.nan

    @property
    def specified(self) -> bool:
        """There is a specification limit to compare with."""
        return not (math.isnan(self.lsl) and math.isnan(self.usl))

    @property
    def share(self) -> str:
        """``99 %``."""
        return in_percent(self.coverage)

    @property
    def sure(self) -> str:
        """``95``."""
        return in_percent(self.confidence).removesuffix(" %")


def in_percent(share: float) -> str:
    """Return a probability in percent as it was typed.

    Examples
    --------
    >>> in_percent(0.9973)
    '99.73 %'
    """
    return f"{100 * share:.10g} %"


def asked(options: Mapping[str, Any]) -> Asked:
    """Return the checked question.

    Raises
    ------
    OptionError
        ``option-range``, ``specification-order``, ``option-without-meaning``.
    """
    given = {name: value for name, value in options.items() if value is not None}
    for name in ("coverage", "confidence"):
        if name in given:
            given[name] = _number(name, given[name], Msg("a probability between 0 and 1"), 0.0, 1.0)
    for name in ("given_center", "lsl", "usl"):
        if name in given:
            given[name] = _number(name, given[name], Msg("a finite number"))
    if "given_sigma" in given:
        given["given_sigma"] = _number("given_sigma", given["given_sigma"], Msg("a number above 0"), 0.0)
    for name, known in (("dist", DISTS), ("method", METHODS), ("side", SIDES)):
        if name in given and given[name] not in known:
            raise out_of_range(name, str(given[name]), Listing(known, open_end=True))
    _meaning(given)
    side = given.get("side")
    if side is None:
        side = "both"
        if ("lsl" in given) != ("usl" in given):
            side = "lower" if "lsl" in given else "upper"
    return Asked(
        given.get("coverage", COVERAGE),
        given.get("confidence", CONFIDENCE),
        side,
        given.get("dist", "normal"),
        given.get("method", "exact"),
        given.get("given_center", math.nan),
        given.get("given_sigma", math.nan),
        given.get("lsl", math.nan),
        given.get("usl", math.nan),
    )


def _number(
    name: str, value: object, allowed: Words, low: float = -math.inf, high: float = math.inf
) -> float:
    real = isinstance(value, int | float) and not isinstance(value, bool)
    if not real or not low < float(value) < high:  # type: ignore[arg-type]
        raise out_of_range(name, str(value), allowed)
    return float(value)  # type: ignore[arg-type]


def _meaning(given: Mapping[str, Any]) -> None:
    """Raise where options do not go together."""
    if given.get("lsl", -math.inf) >= given.get("usl", math.inf):
        text = Msg("LSL {lsl} is not below USL {usl}.", lsl=typed(given["lsl"]), usl=typed(given["usl"]))
        raise OptionError("specification-order", text)
    if "given_sigma" in given and "given_center" in given:
        raise _without_meaning("given_sigma", Msg("with the mean known too there is nothing to estimate"))
    known = "given_sigma" in given or "given_center" in given
    dist, side = given.get("dist", "normal"), given.get("side", "both")
    for name in ("given_center", "given_sigma"):
        if name in given and dist != "normal":
            raise _without_meaning(name, Msg("it is for --dist normal"))
    if "method" in given and (dist not in NORMAL or side != "both" or known):
        raise _without_meaning(
            "method", Msg("it is for two-sided normal intervals with mean and sigma estimated")
        )


def _without_meaning(name: str, why: Words) -> OptionError:
    text = Msg("{option} has no meaning here: {why}.", option=flag(name), why=why)
    return OptionError("option-without-meaning", text)
