"""The option table of the run length tools, for command line, library and help. It imports nothing heavy."""

from __future__ import annotations

from sqc.charts.options import Option
from sqc.i18n.message import Msg

SHIFTS, PARAMETERS, CHARTED = "shifts", "parameters", "charted"

RUNLENGTH_OPTIONS: tuple[Option, ...] = (
    Option("shift", "text", SHIFTS, Msg("shifts to be seen: 0,0.5,1; default none"), "LIST"),
    Option("interval_time", "text", SHIFTS, Msg("time from point to point, for the ATS: 2h, 30min"), "TIME"),
    Option("rules", "text", CHARTED, Msg("rule set, or part of one: nelson:1,2 (limits)"), "SET"),
    Option("size", "integer", CHARTED, Msg("values per subgroup (r, s, xbar-r, xbar-s: 5)"), "N"),
    Option("k", "number", CHARTED, Msg("limits this many standard deviations away (3)"), "K"),
    Option("weight", "number", CHARTED, Msg("ewma, mewma: weight of the newest point (0.2; mewma 0.1)"), "W"),
    Option("reference", "number", CHARTED, Msg("cusum: reference value (0.5)"), "K"),
    Option("interval", "number", CHARTED, Msg("cusum: decision interval (5); mewma, t2: the limit"), "H"),
    Option("head_start", "number", CHARTED, Msg("cusum, ewma: head start, in sigma of what is summed"), "H"),
    Option("variables", "integer", CHARTED, Msg("mewma, t2: number of variables (2)"), "N"),
    Option(
        "arl0", "number", CHARTED, Msg("ewma, cusum, mewma, t2: limits for this ARL without a shift"), "ARL"
    ),
    Option("inspected", "number", CHARTED, Msg("p, np: units inspected in a lot; u: area (1)"), "N"),
    Option("given_center", "number", PARAMETERS, Msg("p, np: share nonconforming; c, u: mean count"), "X"),
    Option("given_sigma", "number", PARAMETERS, Msg("sigma of single values: shifts are in its unit"), "S"),
    Option("unit", "text", PARAMETERS, Msg("unit of sigma and shift"), "UNIT"),
    Option("subgroups", "integer", PARAMETERS, Msg("limits estimated from so many subgroups (values)"), "M"),
)
