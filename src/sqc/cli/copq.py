"""``sqc copq``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING
from sqc.sixsigma.copq.options import COPQ_OPTIONS

command = tool(
    "copq",
    Msg("sqc copq FILE: what does poor quality cost, and does it rise?"),
    (
        ("sqc copq costs.csv", Msg("category, account, month, amount as their heads say")),
        ("sqc copq costs.csv --sales 12000000", Msg("as a share of the sales")),
        ("sqc copq costs.csv --by department", Msg("departments told apart")),
        ("sqc copq costs.csv --cost amount --category kind", Msg("columns by name")),
        ("sqc copq costs.csv -o costs.png", Msg("a picture")),
    ),
    COPQ_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.sixsigma.copq.explain:COPQ",
    tail=Msg("Poor quality is internal and external failure; appraisal is not counted with it."),
)
