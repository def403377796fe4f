"""``sqc matrix-data``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING
from sqc.qctools.matrix_data.options import MATRIX_DATA_OPTIONS

command = tool(
    "matrix-data",
    Msg("sqc matrix-data FILE: what do several columns have in common?"),
    (
        ("sqc matrix-data boiler.csv", Msg("all columns of numbers")),
        ("sqc matrix-data boiler.csv --value t1..t8", Msg("these columns")),
        ("sqc matrix-data rivals.csv --item maker -o map.png", Msg("a map with the names of the rows")),
        ("sqc matrix-data boiler.csv --format csv", Msg("the place of every row on the components")),
    ),
    MATRIX_DATA_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.matrix_data.explain:MATRIX_DATA",
    tail=Msg("Principal components of the correlation matrix; how many stand out is told by shuffling."),
)
