"""``sqc pie``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.graphs.options import PIE_OPTIONS
from sqc.qctools.kit.options import COLUMNS, READING

command = tool(
    "pie",
    Msg("sqc pie FILE: parts of a whole, where a report asks for a pie."),
    (
        ("sqc pie parts.csv", Msg("up to seven parts")),
        ("sqc pie parts.csv --item cause --value count -o pie.png", Msg("columns by name")),
    ),
    PIE_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.graphs.explain:PIE",
    tail=Msg("Bars show the same better: sqc bar, sqc pareto."),
)
