"""``sqc sipoc``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.sixsigma.forms.options import COLUMNS, READING
from sqc.sixsigma.sipoc.options import SIPOC_OPTIONS

command = tool(
    "sipoc",
    Msg("sqc sipoc FILE: who supplies what, and for whom is it?"),
    (
        ("sqc sipoc sipoc.csv", Msg("the five columns, and what is missing")),
        ("sqc sipoc sipoc.toml -o sipoc.png", Msg("steps as TOML, a picture")),
        ("sqc sipoc sipoc.xlsx --fill customer", Msg("merged cells of customers")),
        ("sqc sipoc sipoc.csv -o sipoc.pdf --paper a4", Msg("a sheet to print")),
    ),
    SIPOC_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("Reading the file"), READING)),
    explained="sqc.sixsigma.sipoc.explain:SIPOC",
    tail=Msg(
        "Parts: supplier input process output customer. TOML: [[step]] with process, and each of the others"
        " as a word or a list."
    ),
)
