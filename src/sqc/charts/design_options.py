"""The option table of ``sqc chart-design``; it imports nothing heavy."""

from __future__ import annotations

from sqc.charts.options import Option
from sqc.i18n.message import Msg

WANTED, FIXED, PROCESS = "wanted", "fixed", "process"

DESIGN_OPTIONS: tuple[Option, ...] = (
    Option("arl0", "number", WANTED, Msg("points from one false signal to the next (370.4)"), "ARL"),
    Option("shift", "number", WANTED, Msg("shift to be seen, in sigma within of single values (1)"), "S"),
    Option("points", "number", WANTED, Msg("see it after so many points: solves the subgroup size"), "ARL"),
    Option("size", "integer", FIXED, Msg("values per subgroup (xbar 5, else 1)"), "N"),
    Option("weight", "number", FIXED, Msg("ewma, mewma: keep this weight (default: the best one)"), "W"),
    Option("k", "number", FIXED, Msg("ewma: keep limits at so many sigma, solve the weight"), "K"),
    Option("reference", "number", FIXED, Msg("cusum: keep this reference value (half the shift)"), "K"),
    Option("interval", "number", FIXED, Msg("cusum: keep this interval, solve the reference value"), "H"),
    Option("variables", "integer", FIXED, Msg("mewma, t2: number of variables (2)"), "N"),
    Option("given_sigma", "number", PROCESS, Msg("sigma of single values: the shift is in its unit"), "S"),
    Option("unit", "text", PROCESS, Msg("unit of sigma and shift"), "UNIT"),
)
