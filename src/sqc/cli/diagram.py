"""``sqc diagram``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.diagram.options import DIAGRAM_OPTIONS, KINDS
from sqc.qctools.kit.options import JUDGED, READING

command = tool(
    "diagram",
    Msg("sqc diagram KIND FILE: how do causes, ideas or activities hang together?"),
    (
        ("sqc diagram relation causes.txt", Msg("lines a -> b, or a table with from and to")),
        ("sqc diagram tree goal.txt", Msg("indented text: goal, measures, how to do these")),
        (
            "sqc diagram affinity ideas.txt",
            Msg("indented text: topic, groups, cards; or a table with group and idea"),
        ),
        ("sqc diagram matrix options.csv", Msg("strengths 3, 2, 1 or marks, a row of weights")),
        ("sqc diagram pdpc plan.txt", Msg("goal, steps, what may go wrong, countermeasures o or x")),
        ("sqc diagram arrow plan.csv -o plan.png", Msg("activity, duration, after: the critical path")),
    ),
    DIAGRAM_OPTIONS,
    ((Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.diagram.explain:DIAGRAM",
    tail=Msg("KIND: relation, tree, affinity, matrix, pdpc, arrow."),
    kinds=KINDS,
)
