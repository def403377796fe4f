"""``sqc bar``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.graphs.options import BAR_OPTIONS
from sqc.qctools.kit.options import COLUMNS, READING, SHOWN

command = tool(
    "bar",
    Msg("sqc bar FILE: bars from zero; before, target and after are judged."),
    (
        ("sqc bar effect.csv", Msg("columns before, target and after by their heads")),
        ("sqc bar counts.csv --item machine --value scrap -o bar.png", Msg("one column")),
    ),
    BAR_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("The picture"), SHOWN), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.graphs.explain:BAR",
    tail=Msg("Bars start at zero; a target is hatched."),
)
