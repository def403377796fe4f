"""``sqc pareto``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING
from sqc.qctools.pareto.options import PARETO_OPTIONS

command = tool(
    "pareto",
    Msg("sqc pareto FILE: which few items make most of the total?"),
    (
        ("sqc pareto defects.csv", Msg("items and counts as their heads say")),
        ("sqc pareto log.csv --item cause", Msg("a row an event: rows are counted")),
        ("sqc pareto defects.csv --cost loss", Msg("by loss, not by number")),
        ("sqc pareto log.csv --item cause,process", Msg("a second level inside the first item")),
        ("sqc pareto log.csv --item cause --stage when", Msg("before and after, on one scale")),
        ("sqc pareto defects.csv --stage when --inspected 9600,9450", Msg("rates per unit are compared")),
        ("sqc pareto log.csv --item cause --by machine -o pareto.png", Msg("a picture, by stratum")),
    ),
    PARETO_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.pareto.explain:PARETO",
    tail=Msg("Classes: A to 80 %, B to 90 %, C the others. Other, rest and the like stand last."),
)
