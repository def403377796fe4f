"""``sqc compare``."""

from __future__ import annotations

from sqc.cli.tool import tool
from sqc.i18n.message import Msg
from sqc.qctools.compare.options import COMPARE_OPTIONS
from sqc.qctools.kit.options import COLUMNS, JUDGED, READING

command = tool(
    "compare",
    Msg("sqc compare FILE: do groups differ, by how much, and how sure is that?"),
    (
        ("sqc compare data.csv --value size --by period", Msg("before and after")),
        ("sqc compare data.csv --by period --paired part", Msg("the same parts twice")),
        (
            "sqc compare data.csv --value before,after",
            Msg("two columns, a row a pair; numbers, or OK and NG"),
        ),
        ("sqc compare lots.csv --value bad --inspected n --by period", Msg("shares of units inspected")),
        ("sqc compare data.csv --by line --kind variances", Msg("does the spread differ?")),
        ("sqc compare data.csv --by line --test dunnett --reference A", Msg("each group against A")),
        ("sqc compare data.csv --value size --target 5.0", Msg("one group and a number")),
        ("sqc compare data.csv --by gauge --margin 0.02", Msg("are they equivalent?")),
    ),
    COMPARE_OPTIONS,
    ((Msg("Columns"), COLUMNS), (Msg("How it is judged"), JUDGED), (Msg("Reading the file"), READING)),
    explained="sqc.qctools.compare.explain:COMPARE",
    tail=Msg("The test is chosen by the data, and the result says why; --test names another."),
)
