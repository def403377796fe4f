"""``sqc supplier``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING
from sqc.sixsigma.supplier.options import SUPPLIER_OPTIONS

command = tool(
    "supplier",
    Msg("sqc supplier FILE: whose deliveries differ, and may they be ranked?"),
    (
        ("sqc supplier deliveries.csv", Msg("columns as their heads say")),
        ("sqc supplier deliveries.csv --value bad --inspected checked", Msg("columns by name")),
        ("sqc supplier deliveries.csv --target 5000 -o suppliers.png", Msg("against a target in ppm")),
        (
            "sqc supplier in.csv --target 5000 --weights quality=6,lots=4",
            Msg("with a weighted score"),
        ),
    ),
    SUPPLIER_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.sixsigma.supplier.explain:SUPPLIER",
    tail=Msg("A rank is given from and to: what the data do not tell apart shares its ranks."),
)
