"""``sqc checksheet``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.checksheet.options import CHECKSHEET_OPTIONS
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING

command = tool(
    "checksheet",
    Msg("sqc checksheet FILE: what was found, and where? Without a file a blank sheet."),
    (
        ("sqc checksheet log.csv --item defect --by shift", Msg("tally a file with a row an event")),
        ('sqc checksheet --item "scratch,pore" --by "Mon,Tue" -o sheet.pdf', Msg("a blank sheet to print")),
        ("sqc checksheet filled.csv", Msg("read a filled-in sheet, check its totals")),
        ("sqc checksheet filled.csv -o counts.csv", Msg("counts for sqc pareto and sqc chart")),
    ),
    CHECKSHEET_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.checksheet.explain:CHECKSHEET",
    tail=Msg("Filled in: items in the first column, counts or tally marks (||||) in the others."),
    needs_file=False,
)
