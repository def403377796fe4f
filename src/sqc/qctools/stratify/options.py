"""The option table of `sqc stratify`. It imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, CONFIDENCE, FILES, JUDGED, SHOWN, UNIT, WHERE, Option

TESTS = ("auto", "welch", "anova", "kruskal")
KINDS = ("box", "multi-vari")

STRATIFY_OPTIONS: tuple[Option, ...] = (
    Option(
        "value",
        "text",
        COLUMNS,
        Msg("column with the measure, or with verdicts or nonconforming units"),
        "COLUMN",
    ),
    Option("by", "text", COLUMNS, Msg("columns of the strata: machine,shift; several are ranked"), "COLUMNS"),
    Option(
        "inspected", "text", COLUMNS, Msg("column with the units inspected: shares are compared"), "COLUMN"
    ),
    WHERE,
    Option("test", "choice", JUDGED, Msg("test of the means (auto: by what the data allow)"), "TEST", TESTS),
    CONFIDENCE,
    Option("kind", "choice", SHOWN, Msg("picture: box plots or a multi-vari chart"), "", KINDS),
    UNIT,
    *FILES,
)
