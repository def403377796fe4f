"""``sqc gantt``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.graphs.options import GANTT_OPTIONS
from sqc.qctools.kit.options import COLUMNS, READING, SHOWN

command = tool(
    "gantt",
    Msg("sqc gantt FILE: plan and progress; planned dashed, done solid."),
    (
        ("sqc gantt plan.csv", Msg("columns as their heads say")),
        ("sqc gantt plan.csv --start from,to --done began,ended", Msg("columns by name")),
        ("sqc gantt plan.csv --today 2026-03-01 -o plan.png", Msg("what is behind on a day")),
    ),
    GANTT_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("The picture"), SHOWN), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.graphs.explain:GANTT",
    tail=Msg("Without --today delays are judged by the latest day done in the file."),
)
