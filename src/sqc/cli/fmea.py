"""``sqc fmea``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.sixsigma.fmea.options import FMEA_OPTIONS
from sqc.sixsigma.forms.options import COLUMNS, JUDGED, READING

command = tool(
    "fmea",
    Msg("sqc fmea FILE: which risks come first, and what is open?"),
    (
        ("sqc fmea fmea.csv", Msg("action priority of every row, ranked")),
        ("sqc fmea fmea.csv --before fmea-may.csv", Msg("new, closed, and what moved since")),
        ("sqc fmea fmea.csv --column severity=Sev", Msg("a column that has another head")),
        ("sqc fmea fmea.xlsx --fill S", Msg("cells of severity that the form merges")),
        ("sqc fmea fmea.csv -o fmea.png -o fmea.xlsx", Msg("a picture and a workbook")),
    ),
    FMEA_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.sixsigma.fmea.explain:FMEA",
    tail=Msg(
        "Parts: id item mode effect cause severity occurrence detection action owner due. AP: AIAG-VDA 2019;"
        " FMEA-MSR has another table and is not covered."
    ),
)
