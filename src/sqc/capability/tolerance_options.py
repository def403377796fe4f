"""The option table of `sqc tolerance`. It imports nothing heavy."""

from __future__ import annotations

from sqc.charts.options import OPTIONS, READING, WHAT, Option
from sqc.i18n.message import Msg

INTERVAL, PLAN = "interval", "plan"

DISTS = ("normal", "lognormal", "exponential", "weibull", "any")
METHODS = ("exact", "howe", "howe-corrected", "wald-wolfowitz")
SIDES = ("both", "lower", "upper")
# what reads, groups and leaves out values as the chart of the same data does
CHARTED = ("value", "subgroup", "size", "time", "window", "order", "where", "exclude")

TOLERANCE_OPTIONS: tuple[Option, ...] = (
    Option("coverage", "number", INTERVAL, Msg("share of the parts that the interval holds (0.99)"), "P"),
    Option("confidence", "number", INTERVAL, Msg("confidence that it holds them (0.95)"), "P"),
    Option("side", "choice", INTERVAL, Msg("an interval, or one limit (by the specification)"), "", SIDES),
    Option(
        "dist", "choice", INTERVAL, Msg("distribution of the values; any: between order statistics"),
        "|".join(DISTS), DISTS,
    ),
    Option(
        "method", "choice", INTERVAL, Msg("factor of the two-sided normal interval (exact)"),
        "|".join(METHODS), METHODS,
    ),
    Option("given_center", "number", INTERVAL, Msg("mean that is known"), "X"),
    Option("given_sigma", "number", INTERVAL, Msg("sigma that is known"), "S"),
    Option("lsl", "number", INTERVAL, Msg("lower specification limit to compare with"), "X"),
    Option("usl", "number", INTERVAL, Msg("upper specification limit to compare with"), "X"),
    Option("n", "integer", PLAN, Msg("without a file: the factor for so many values"), "N"),
    Option("k", "number", PLAN, Msg("without a file: values needed for a factor of at most this"), "K"),
    *(option for option in OPTIONS if option.name in CHARTED or option.section == READING),
)  # fmt: skip

__all__ = ["DISTS", "INTERVAL", "METHODS", "PLAN", "READING", "SIDES", "TOLERANCE_OPTIONS", "WHAT"]
