"""The option table of `sqc compare`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, CONFIDENCE, FILES, JUDGED, UNIT, WHERE, Option

KINDS = ("means", "medians", "variances", "proportions", "counts")
TESTS = (
    "t", "welch", "pooled", "dunnett", "rank", "f", "bonett", "brown-forsythe", "bartlett", "fligner",
    "fisher", "chi-square", "mcnemar", "cochran", "poisson",
)  # fmt: skip

COMPARE_OPTIONS: tuple[Option, ...] = (
    Option("value", "text", COLUMNS, Msg("column with the values, counts or verdicts; a,b: pairs"), "COLUMN"),
    Option("by", "text", COLUMNS, Msg("column that names the groups: before and after, A, B, C"), "COLUMN"),
    Option(
        "paired", "text", COLUMNS, Msg("column that names the pair of a row: the part, the place"), "COLUMN"
    ),
    Option("inspected", "text", COLUMNS, Msg("number or area inspected: a column, or a number"), "COLUMN"),
    Option("nonconforming", "text", COLUMNS, Msg("the word that counts as nonconforming"), "TEXT"),
    Option("reference", "text", COLUMNS, Msg("group that the others are compared with (the first)"), "GROUP"),
    Option("order", "text", COLUMNS, Msg("column to sort the rows by"), "COLUMN"),
    WHERE,
    Option(
        "kind",
        "choice",
        JUDGED,
        Msg("means, medians, variances, proportions or counts (by the data)"),
        "KIND",
        KINDS,
    ),
    Option(
        "test",
        "choice",
        JUDGED,
        Msg("t, welch, pooled, rank, f, bonett, fisher, ... (by the data)"),
        "NAME",
        TESTS,
    ),
    Option("pooled", "flag", JUDGED, Msg("one variance for all groups: --test pooled")),
    Option("target", "number", JUDGED, Msg("compare with this number, not between groups"), "X"),
    Option("margin", "number", JUDGED, Msg("are they equivalent, within this difference (or ratio)?"), "D"),
    CONFIDENCE,
    UNIT,
    *FILES,
)
