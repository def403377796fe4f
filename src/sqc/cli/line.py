"""``sqc line``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.graphs.options import LINE_OPTIONS
from sqc.qctools.kit.options import COLUMNS, READING, SHOWN

command = tool(
    "line",
    Msg("sqc line FILE: the course of numbers over times or items."),
    (
        ("sqc line months.csv", Msg("every column of numbers is a line")),
        ("sqc line months.csv --item month --value ppm --target 500 -o line.png", Msg("with a target")),
    ),
    LINE_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("The picture"), SHOWN), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.graphs.explain:LINE",
    tail=Msg("A missing number is a gap. Whether a change is more than chance: sqc chart."),
)
