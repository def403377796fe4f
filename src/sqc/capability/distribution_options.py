"""The option table of `sqc distribution`. It imports nothing heavy."""

from __future__ import annotations

from sqc.charts.options import OPTIONS, READING, WHAT, Option
from sqc.i18n.message import Msg

FAMILIES, SPECIFICATION = "families", "specification"
NAMES = (
    "normal", "lognormal", "weibull", "gamma", "exponential", "logistic", "loglogistic",
    "smallest-extreme", "largest-extreme", "folded-normal", "rayleigh",
)  # fmt: skip
_VALUES = ("value", "subgroup", "size", "where", "exclude")

DISTRIBUTION_OPTIONS: tuple[Option, ...] = (
    Option("dist", "text", FAMILIES, Msg("distributions that are tried: weibull,lognormal (all)"), "NAMES"),
    Option("lsl", "number", SPECIFICATION, Msg("lower specification limit"), "X"),
    Option("usl", "number", SPECIFICATION, Msg("upper specification limit"), "X"),
    *(
        option._replace(section=WHAT) if option.name in _VALUES else option
        for option in OPTIONS
        if option.name in _VALUES or option.section == READING
    ),
)

__all__ = ["DISTRIBUTION_OPTIONS", "FAMILIES", "NAMES", "READING", "SPECIFICATION", "WHAT"]
