"""What the values are held against: specification limits, goal, confidence."""

from __future__ import annotations

import math
from typing import NamedTuple

from sqc.i18n.message import Msg, Words
from sqc.notes import OptionError, out_of_range

GOAL, CONFIDENCE = 1.33, 0.95


class Specification(NamedTuple):
    """Limits, target, goal and confidence; NaN where there is no limit.

    `bound` names the limit that is a natural bound: nothing can lie beyond it, so it is no side to be capable
    on.
    """

    lsl: float = math.nan
    usl: float = math.nan
    target: float = math.nan
    goal: float = GOAL
    confidence: float = CONFIDENCE
    bound: str | None = None

    @property
    def low(self) -> float:
        """Lower specification limit, NaN where there is none or only a bound."""
        return math.nan if self.bound == "lsl" else self.lsl

    @property
    def high(self) -> float:
        """Upper specification limit, NaN where there is none or only a bound."""
        return math.nan if self.bound == "usl" else self.usl

    @property
    def two_sided(self) -> bool:
        """Both limits are specified."""
        return not (math.isnan(self.low) or math.isnan(self.high))

    def words(self) -> Words:
        """Return ``73.95 to 74.05``, or the one limit there is."""
        if self.two_sided:
            return Msg("{lsl} to {usl}", lsl=typed(self.lsl), usl=typed(self.usl))
        if math.isnan(self.high):
            return Msg("LSL {lsl} only", lsl=typed(self.low))
        if self.bound == "lsl":
            return Msg("USL {usl}, {bound} is a bound", usl=typed(self.usl), bound=typed(self.lsl))
        return Msg("USL {usl} only", usl=typed(self.high))


def typed(value: float) -> str:
    """Return a limit as it is typed: 73.95.

    Examples
    --------
    >>> typed(73.95), typed(8.0)
    ('73.95', '8')
    """
    return f"{value:.15g}"


def specification(
    lsl: float | None,
    usl: float | None,
    target: float | None,
    goal: float | None,
    confidence: float | None,
    bound: str | None,
) -> Specification:
    """Return the checked specification.

    Raises
    ------
    OptionError
        ``no-specification``, ``specification-order``, ``option-range``, ``no-bound``.
    """
    given = {"lsl": lsl, "usl": usl, "target": target, "goal": goal, "confidence": confidence}
    for name, value in given.items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise out_of_range(name, str(value), Msg("a number"))
        if value is not None and not math.isfinite(value):
            raise out_of_range(name, f"{value:g}", Msg("a finite number"))
    if goal is not None and goal <= 0:
        raise out_of_range("goal", f"{goal:g}", Msg("a number above 0"))
    if confidence is not None and not 0 < confidence < 1:
        raise out_of_range("confidence", f"{confidence:g}", Msg("a probability between 0 and 1"))
    if lsl is None and usl is None:
        raise OptionError(
            "no-specification",
            Msg(
                "capability needs a specification limit: {lsl}, {usl} or both.", lsl="--lsl X", usl="--usl X"
            ),
        )
    low, high, aim = (math.nan if value is None else float(value) for value in (lsl, usl, target))
    found = Specification(
        low,
        high,
        aim,
        GOAL if goal is None else float(goal),
        CONFIDENCE if confidence is None else float(confidence),
        bound,
    )
    _check(found)
    return found


def _check(found: Specification) -> None:
    if found.lsl >= found.usl:
        raise OptionError(
            "specification-order",
            Msg("LSL {lsl} is not below USL {usl}.",
                lsl=typed(found.lsl), usl=typed(found.usl)),
        )  # fmt: skip
    if found.target <= found.lsl or found.target >= found.usl:
        raise OptionError(
            "target-outside", Msg("the target {target} is not inside the limits.", target=typed(found.target))
        )
    if found.bound not in (None, "lsl", "usl"):
        raise out_of_range("bound", str(found.bound), Msg("lsl or usl"))
    if found.bound is not None and math.isnan(getattr(found, found.bound)):
        raise OptionError(
            "no-bound", Msg("{bound} says that {limit} is a natural bound, and {limit} is not given.",
                            bound=f"--bound {found.bound}", limit=f"--{found.bound}"),
        )  # fmt: skip
    if math.isnan(found.low) and math.isnan(found.high):
        raise OptionError(
            "no-specification", Msg("a natural bound is no specification: the other limit is needed too.")
        )
