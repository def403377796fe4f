"""The option table of `sqc samplesize`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import JUDGED, Option

PLANNED = "planned"
TESTS = (
    "t", "paired", "one-sample", "anova", "proportion", "paired-proportion", "variance", "correlation",
    "counts", "equivalence",
)  # fmt: skip
METHODS = ("exact", "normal", "arcsine")
SIDES = ("both", "one")

SAMPLESIZE_OPTIONS: tuple[Option, ...] = (
    Option("test", "choice", PLANNED, Msg("comparison that is planned"), "NAME", TESTS),
    Option("difference", "number", PLANNED, Msg("difference that matters, in the unit of the values"), "D"),
    Option("effect", "number", PLANNED, Msg("the same without a unit: d, f, w, r, ratio of sigmas"), "E"),
    Option("given_sigma", "number", PLANNED, Msg("sigma of a value; of the differences of pairs"), "S"),
    Option("given_center", "number", PLANNED, Msg("share or rate without the difference"), "P"),
    Option("given_changed", "number", PLANNED, Msg("share of items whose two verdicts differ"), "P"),
    Option("margin", "number", PLANNED, Msg("equivalence: largest difference that does not matter"), "D"),
    Option("n", "number", PLANNED, Msg("values in each group: what do they show?"), "N"),
    Option("groups", "integer", PLANNED, Msg("groups of equal size (2)"), "K"),
    Option("power", "number", JUDGED, Msg("chance to see the difference (0.8)"), "P"),
    Option("alpha", "number", JUDGED, Msg("chance of a false alarm (0.05)"), "P"),
    Option("side", "choice", JUDGED, Msg("differences to both sides count, or to one"), "", SIDES),
    Option("method", "choice", JUDGED, Msg("shares: counted exactly, or by the normal curve"), "", METHODS),
)
