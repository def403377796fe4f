"""``sqc fishbone``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.fishbone.options import FISHBONE_OPTIONS
from sqc.qctools.kit.options import READING

command = tool(
    "fishbone",
    Msg("sqc fishbone FILE: which causes may an effect have, and which are confirmed?"),
    (
        ("sqc fishbone causes.txt", Msg("indented text: effect, categories, causes")),
        ("sqc fishbone causes.txt -o causes.png", Msg("the diagram as a picture")),
        ("sqc fishbone causes.toml", Msg("the same as TOML: effect, causes")),
        ("sqc fishbone causes.txt --format csv", Msg("a list to check off on the floor")),
    ),
    FISHBONE_OPTIONS,
    ((Msg("Reading the file"), READING),),
    explained="sqc.qctools.fishbone.explain:FISHBONE",
    tail=Msg(
        "The first line is the effect; one level of indentation is one why. A cause that the facts confirm"
        " ends in *."
    ),
)
