"""The option table of `sqc distribution`. It imports nothing heavy."""

from __future__ import annotations

from sqc.charts.options import OPTIONS, READING, WHAT, Option
from sqc.i18n.message import Msg

FAMILIES, SPECIFICATION = "families", "specification"
PLAIN = (
    "normal", "lognormal", "weibull", "gamma", "exponential", "logistic", "loglogistic",
    "smallest-extreme", "largest-extreme",
)  # fmt: skip
THRESHOLD = ("lognormal-3", "weibull-3", "gamma-3", "loglogistic-3", "exponential-2")
FLEXIBLE = ("box-cox", "yeo-johnson", "johnson-sb", "johnson-sl", "johnson-su", "pearson")
DISTANCES = ("folded-normal", "rayleigh")
NAMES = (*PLAIN, *THRESHOLD, *FLEXIBLE, *DISTANCES)
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

__all__ = [
    "DISTANCES", "DISTRIBUTION_OPTIONS", "FAMILIES", "FLEXIBLE", "NAMES", "PLAIN", "READING", "SPECIFICATION",
    "THRESHOLD", "WHAT",
]  # fmt: skip
