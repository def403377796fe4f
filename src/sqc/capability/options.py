"""The option table of `sqc cpk`: the specification, and what a chart takes. It imports nothing heavy."""

from __future__ import annotations

from sqc.charts.options import LIMITS, OPTIONS, READING, RULES, SIGMAS, WHAT, Option
from sqc.i18n.message import Msg

SPECIFICATION = "specification"

# what reads, groups and judges the values as the chart of the same data does
CHARTED = (
    "value", "subgroup", "size", "time", "window", "order", "where", "sigma", "constants", "exclude", "rules",
    "inspected",
)  # fmt: skip

# sigma between and within, and the estimator of sigma within beside it; None: that of the chart
BETWEEN: dict[str, str | None] = {"between-within": None, "between-within-pooled": "pooled"}
# charts that judge stability
MEASURED_KINDS, COUNTED_KINDS = ("i-mr", "xbar-r", "xbar-s"), ("p", "u")
_OWN = {"sigma": Option(
    "sigma", "choice", LIMITS, Msg("estimator of sigma within; between-within: and of that between"),
    "METHOD", (*SIGMAS, *BETWEEN),
)}  # fmt: skip

CPK_OPTIONS: tuple[Option, ...] = (
    Option("specs", "text", SPECIFICATION, Msg("file with a row of limits for each characteristic"), "FILE"),
    Option("by", "text", WHAT, Msg("column that names the characteristic of a row"), "COLUMN"),
    Option("lsl", "number", SPECIFICATION, Msg("lower specification limit"), "X"),
    Option("usl", "number", SPECIFICATION, Msg("upper specification limit"), "X"),
    Option(
        "target",
        "number",
        SPECIFICATION,
        Msg("target; with it Cpm is stated; of counts: the share that is allowed"),
        "X",
    ),
    Option("goal", "number", SPECIFICATION, Msg("index that is asked for (1.33)"), "X"),
    Option(
        "confidence", "number", SPECIFICATION, Msg("confidence of intervals and of the answer (0.95)"), "P"
    ),
    Option(
        "dist",
        "text",
        SPECIFICATION,
        Msg("distribution: normal (default), a family by name, johnson, auto or empirical"),
        "NAME",
    ),
    Option(
        "bound",
        "choice",
        SPECIFICATION,
        Msg("limit that is a natural bound (0 of a flatness), no specification"),
        "",
        ("lsl", "usl"),
    ),
    Option(
        "standard",
        "choice",
        SPECIFICATION,
        Msg("names and goals of a standard, its edition printed"),
        "",
        ("iso-22514", "aiag-vda-yellow"),
    ),
    Option(
        "kind",
        "choice",
        WHAT,
        Msg("i-mr takes values one by one, xbar-r in subgroups; of counts p: units, u: nonconformities"),
        "KIND",
        (*MEASURED_KINDS, *COUNTED_KINDS),
    ),
    *(
        _OWN.get(option.name, option)
        for option in OPTIONS
        if option.name in CHARTED or option.section == READING
    ),
)

__all__ = ["BETWEEN", "CPK_OPTIONS", "LIMITS", "READING", "RULES", "SPECIFICATION", "WHAT"]
