"""``sqc oee``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING
from sqc.sixsigma.oee.options import OEE_OPTIONS

command = tool(
    "oee",
    Msg("sqc oee [FILE]: availability, performance, quality, and where the time goes."),
    (
        ("sqc oee --planned 480 --stops 47 --cycle 1 --count 19271 --good 18848", ""),
        ("sqc oee shifts.csv", Msg("a row a shift")),
        ("sqc oee shifts.csv --stop-log stops.csv", Msg("with the stops and their reasons")),
        ("sqc oee shifts.csv --by machine --goal 0.85", Msg("machines, against a goal")),
        ("sqc oee shifts.csv -o oee.png", Msg("a picture")),
    ),
    OEE_OPTIONS,
    (
        (Msg("Time and pieces"), COLUMNS),
        (Msg("How it is judged"), JUDGED),
        (Msg("Reading the file"), READING),
    ),
    explained="sqc.sixsigma.oee.explain:OEE",
    tail=Msg("Numbers are minutes, the cycle seconds; units may stand behind them: 8h, 90s."),
    needs_file=False,
)
