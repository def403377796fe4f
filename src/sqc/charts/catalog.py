"""The chart kinds: one line each. Help, options, tests and docs read this table; it imports nothing heavy."""

from __future__ import annotations

from typing import NamedTuple

from sqc.i18n.message import Msg


class Line(NamedTuple):
    """One kind: the sample it takes ("subgroups", "individuals", "counts"), its family, one line of help."""

    takes: str
    family: str
    help: Msg


KINDS: dict[str, Line] = {
    "xbar-r": Line("subgroups", "variables", Msg("means and ranges of subgroups of 2 to 10")),
    "xbar-s": Line("subgroups", "variables", Msg("means and standard deviations of subgroups, any size")),
    "i-mr": Line("individuals", "variables", Msg("single values and their moving ranges")),
    "p": Line("counts", "attribute", Msg("fraction nonconforming of what was inspected")),
    "np": Line("counts", "attribute", Msg("number of nonconforming units in lots of one size")),
    "c": Line("counts", "attribute", Msg("number of nonconformities on equal areas")),
    "u": Line("counts", "attribute", Msg("nonconformities per unit of inspected area")),
}

# what a chart is when nobody names one: the only place that names kinds for what they show
AUTOMATIC = {
    "individuals": "i-mr",
    "small subgroups": "xbar-r",
    "subgroups": "xbar-s",
    "share": "p",
    "rate": "u",
    "count": "c",
}


def module_of(name: str) -> str:
    """Return the module that holds the kind's record.

    Examples
    --------
    >>> module_of("xbar-r")
    'sqc.charts.kinds.xbar_r'
    """
    return "sqc.charts.kinds." + name.replace("-", "_")
