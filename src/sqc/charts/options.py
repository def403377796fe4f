"""The option table of the charts; command line, library and help read it. It imports nothing heavy.

One row an option: name, what it takes, section of the help page, one line of help.
"""

from __future__ import annotations

from typing import NamedTuple

from sqc.i18n.message import Msg


class Option(NamedTuple):
    """One option: `name` (``_`` is ``-`` on the command line), type, help section and help line."""

    name: str
    takes: str
    section: str
    help: Msg
    metavar: str = ""
    choices: tuple[str, ...] = ()
    data: bool = False


WHAT, LIMITS, RULES, READING, RESULT = "what", "limits", "rules", "reading", "result"

SIGMAS = ("rbar", "sbar", "pooled", "rms", "mvlue-r", "mvlue-s", "mr", "median-mr", "mssd")

OPTIONS: tuple[Option, ...] = (
    Option("value", "text", WHAT, Msg("column with the values; a,b or x1..x5 for several"), "COLUMN"),
    Option("subgroup", "text", WHAT, Msg("column that names the subgroup of a row"), "COLUMN"),
    Option("size", "integer", WHAT, Msg("so many consecutive rows are a subgroup"), "N"),
    Option("time", "text", WHAT, Msg("column with the time"), "COLUMN"),
    Option("window", "text", WHAT, Msg("rows of this stretch of time are a subgroup: 8h, 30min, 1d"), "TIME"),
    Option("inspected", "text", WHAT, Msg("number or area inspected: a column, or a number"), "COLUMN"),
    Option("nonconforming", "text", WHAT, Msg("the word that counts as nonconforming"), "TEXT"),
    Option("stage", "text", WHAT, Msg("column whose value starts new limits where it changes"), "COLUMN"),
    Option("order", "text", WHAT, Msg("column to sort the rows by"), "COLUMN"),
    Option("by", "text", WHAT, Msg("a chart for each value of this column"), "COLUMN"),
    Option("where", "texts", WHAT, Msg("rows that are used: shift=night, x>3 (repeatable)"), "CONDITION"),
    Option("mean", "text", WHAT, Msg("summary rows: column with the subgroup means"), "COLUMN"),
    Option("range", "text", WHAT, Msg("summary rows: column with the ranges"), "COLUMN"),
    Option("sd", "text", WHAT, Msg("summary rows: column with the standard deviations"), "COLUMN"),
    Option("n", "text", WHAT, Msg("summary rows: column with the subgroup sizes, or a number"), "COLUMN"),
    Option("kind", "text", WHAT, Msg("kind of chart; --kinds lists them"), "KIND"),
    Option("sigma", "choice", LIMITS, Msg("estimator of sigma within"), "METHOD", SIGMAS),
    Option(
        "constants",
        "choice",
        LIMITS,
        Msg("exact, or rounded as tables print them"),
        "",
        ("exact", "tabulated"),
    ),
    Option("k", "number", LIMITS, Msg("limits this many standard deviations away (3)"), "K"),
    Option("alpha", "number", LIMITS, Msg("limits by probability: total outside both"), "P"),
    Option(
        "exclude", "text", LIMITS, Msg("points drawn but left out of the estimate: 18 or 5,9-12"), "POINTS"
    ),
    Option("given_center", "number", LIMITS, Msg("center that is known"), "X"),
    Option("given_sigma", "number", LIMITS, Msg("sigma within that is known"), "S"),
    Option("box_cox", "text", LIMITS, Msg("transform the values: auto, or lambda (0: logarithm)"), "LAMBDA"),
    Option("limits", "text", LIMITS, Msg("phase II: judge by this file, estimate nothing"), "FILE"),
    Option("save_limits", "text", LIMITS, Msg("phase I: write the limits to this file"), "FILE"),
    Option("approved_by", "text", LIMITS, Msg("who approved the saved limits"), "NAME"),
    Option("approved_on", "text", LIMITS, Msg("the day they were approved, 2026-11-20"), "DATE"),
    Option("rules", "text", RULES, Msg("rule set, or part of one: nelson:1,2; ? lists them"), "SET"),
    Option("price", "flag", RULES, Msg("simulate what these rules cost, where no table tells it")),
    Option("notes", "text", WHAT, Msg("table of point, cause, action, who: drawn and listed"), "FILE"),
    Option("unit", "text", READING, Msg("unit of the values"), "UNIT"),
    Option("encoding", "text", READING, Msg("encoding of the file"), "NAME", data=True),
    Option("delimiter", "text", READING, Msg("what separates the columns"), "CHAR", data=True),
    Option("sheet", "text", READING, Msg("sheet of a spreadsheet: its name or number"), "NAME", data=True),
    Option("missing", "texts", READING, Msg("cell text that means no value (repeatable)"), "TEXT", data=True),
    Option(
        "censored",
        "choice",
        READING,
        Msg("what <0.01 counts as: half of it, the limit, or left out"),
        "",
        ("half", "limit", "drop"),
        data=True,
    ),
    Option(
        "fill",
        "texts",
        READING,
        Msg("column whose blank cells take the cell above (repeatable)"),
        "COLUMN",
        data=True,
    ),
    Option("sha256", "flag", READING, Msg("checksum of a file of any size (else to 64 MB)"), data=True),
    Option(
        "max_size", "text", READING, Msg("most that a packed file may unpack to (1GB)"), "SIZE", data=True
    ),
    Option(
        "points",
        "choice",
        RESULT,
        Msg("json: every point, or those that signal (default above 100,000 points)"),
        "",
        ("all", "signals"),
    ),
)
