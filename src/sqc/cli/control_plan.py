"""``sqc control-plan``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.sixsigma.control_plan.options import CONTROL_PLAN_OPTIONS
from sqc.sixsigma.forms.options import COLUMNS, READING

command = tool(
    "control-plan",
    Msg("sqc control-plan FILE: does every characteristic have what its control needs?"),
    (
        ("sqc control-plan plan.csv", Msg("what is missing, and the commands of its charts")),
        ("sqc control-plan plan.xlsx -o plan.html", Msg("the usual layout as a page")),
        ("sqc control-plan plan.csv -o plan.xlsx", Msg("and as a workbook")),
        ("sqc control-plan plan.csv --column reaction=todo", Msg("a column that has another head")),
    ),
    CONTROL_PLAN_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("Reading the file"), READING)),
    explained="sqc.sixsigma.control_plan.explain:CONTROL_PLAN",
    tail=Msg(
        "Parts: id step machine characteristic parameter class specification lsl usl target measurement size"
        " frequency method reaction."
    ),
)
