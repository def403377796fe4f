"""``sqc radar``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.graphs.options import RADAR_OPTIONS
from sqc.qctools.kit.options import COLUMNS, READING, SHOWN

command = tool(
    "radar",
    Msg("sqc radar FILE: profiles of before and after on several axes."),
    (
        ("sqc radar skills.csv --most 5", Msg("axes from 0 to 5")),
        ("sqc radar skills.csv --item skill --value before,after -o radar.png", Msg("columns by name")),
    ),
    RADAR_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("The picture"), SHOWN), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.graphs.explain:RADAR",
    tail=Msg("All axes have one scale from 0."),
)
