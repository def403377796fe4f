"""``sqc distribution``."""

from __future__ import annotations

from sqc.capability.distribution_options import (
    DISTANCES,
    DISTRIBUTION_OPTIONS,
    FAMILIES,
    FLEXIBLE,
    PLAIN,
    READING,
    SPECIFICATION,
    THRESHOLD,
    WHAT,
)
from sqc.cli.tool import tool
from sqc.i18n.message import Msg

command = tool(
    "distribution",
    Msg("sqc distribution FILE: which distributions fit the values, and which can be told apart?"),
    (
        ("sqc distribution data.csv", Msg("every distribution")),
        ("sqc distribution data.csv --lsl 15", Msg("with the ppm that each expects outside")),
        ("sqc distribution data.csv --dist weibull,lognormal", Msg("two of them")),
        ("sqc distribution data.csv -o families.png", Msg("probability plots")),
    ),
    DISTRIBUTION_OPTIONS,
    (
        (Msg("Distributions"), FAMILIES),
        (Msg("Specification"), SPECIFICATION),
        (Msg("What to study"), WHAT),
        (Msg("Reading the file"), READING),
    ),
    explained="sqc.capability.distribution_explain:DISTRIBUTION",
    tail=Msg(
        "Distributions: {general}; with a threshold: {threshold}; transformed to the normal:"
        " {flexible}; for distances (position, form): {distances}.",
        general=" ".join(PLAIN),
        threshold=" ".join(THRESHOLD),
        flexible=" ".join(FLEXIBLE),
        distances=" ".join(DISTANCES),
    ),
)
