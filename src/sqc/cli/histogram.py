"""``sqc histogram``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.histogram.options import HISTOGRAM_OPTIONS
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING

command = tool(
    "histogram",
    Msg("sqc histogram FILE: what shape have the values, and do they lie inside the specification?"),
    (
        ("sqc histogram rings.csv --value diameter", Msg("classes and shape")),
        ("sqc histogram rings.csv --value diameter --lsl 73.95 --usl 74.05", Msg("with the specification")),
        ("sqc histogram rings.csv --value diameter --by machine", Msg("strata on the same scale")),
        (
            "sqc histogram rings.csv --value x1..x5 --classes sturges",
            Msg("several columns; classes by Sturges"),
        ),
        ("sqc histogram rings.csv --value diameter -o rings.png", Msg("a picture")),
    ),
    HISTOGRAM_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.histogram.explain:HISTOGRAM",
    tail=Msg("Classes are whole steps of the resolution; the shape is judged from 50 values on."),
)
