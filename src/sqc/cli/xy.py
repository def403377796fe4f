"""``sqc xy``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.sixsigma.forms.options import COLUMNS, JUDGED, READING
from sqc.sixsigma.xy.options import XY_OPTIONS

command = tool(
    "xy",
    Msg("sqc xy FILE: which inputs act most on what counts?"),
    (
        ("sqc xy xy.csv", Msg("rows inputs, columns outputs, a row named weight")),
        ("sqc xy xy.csv --weights 9,7,3", Msg("other weights")),
        ("sqc xy xy.csv --item input --value leak,noise", Msg("columns by name")),
        ("sqc xy xy.csv --top 5 -o xy.png", Msg("five inputs to start with, a picture")),
    ),
    XY_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.sixsigma.xy.explain:XY",
    tail=Msg("Scores: 0 none, 1 weak, 3 medium, 9 strong; a blank cell is 0."),
)
