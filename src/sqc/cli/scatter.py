"""``sqc scatter``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING
from sqc.qctools.scatter.options import SCATTER_OPTIONS

command = tool(
    "scatter",
    Msg("sqc scatter FILE: do two columns go together, and may I believe it?"),
    (
        ("sqc scatter oven.csv --value temperature,strength", Msg("x first, then y")),
        ("sqc scatter oven.csv --value temperature,strength --by lot", Msg("a line for each stratum")),
        ("sqc scatter oven.csv --value temperature,strength --lag 2", Msg("y two rows later")),
        ("sqc scatter oven.csv --value temperature,strength -o oven.png", Msg("a picture")),
    ),
    SCATTER_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.scatter.explain:SCATTER",
    tail=Msg("Correlation is no cause: strata, one point, a curve or a drift can make it."),
)
