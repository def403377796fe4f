"""``sqc ledger``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING
from sqc.sixsigma.ledger.options import LEDGER_OPTIONS

command = tool(
    "ledger",
    Msg("sqc ledger FILE: what became of the suggestions, and what did they save?"),
    (
        ("sqc ledger suggestions.csv", Msg("columns as their heads say")),
        ("sqc ledger suggestions.csv --by team --value benefit", Msg("columns by name")),
        ("sqc ledger suggestions.csv --target suggestions=10,rate=60%", Msg("against targets")),
        ("sqc ledger suggestions.csv --adopted ok,good -o ledger.png", Msg("your own words for adopted")),
    ),
    LEDGER_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.sixsigma.ledger.explain:LEDGER",
    tail=Msg(
        "Months without a suggestion count as 0; open ones are as old as on the latest day of the file."
    ),
)
