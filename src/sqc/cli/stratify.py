"""``sqc stratify``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING, SHOWN
from sqc.qctools.stratify.options import STRATIFY_OPTIONS

command = tool(
    "stratify",
    Msg("sqc stratify FILE: does it differ by machine, shift, supplier, and which explains most?"),
    (
        ("sqc stratify data.csv --by machine", Msg("one column: how much, which stratum")),
        ("sqc stratify data.csv --by machine,shift", Msg("several: which to stratify by")),
        ("sqc stratify data.csv --value diameter", Msg("all columns of names")),
        ("sqc stratify lots.csv --value bad --inspected n", Msg("shares of nonconforming units")),
        ("sqc stratify data.csv --by day,shift -o vari.png", Msg("a multi-vari chart")),
    ),
    STRATIFY_OPTIONS,
    (
        (Msg("Columns"), COLUMNS),
        (Msg("How it is judged"), JUDGED),
        (Msg("Picture"), SHOWN),
        (Msg("Reading the file"), READING),
    ),
    explained="sqc.qctools.stratify.explain:STRATIFY",
    tail=Msg("auto: ANOVA where spreads and sizes are alike, else Welch; by ranks where far from normal."),
)
