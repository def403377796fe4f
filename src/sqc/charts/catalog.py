"""The chart kinds: one line each. Help, options, tests and docs read this table; it imports nothing heavy."""

from __future__ import annotations

from sqc.i18n.message import Msg

KINDS: dict[str, tuple[str, str, Msg]] = {
    # name: (takes, family, one line)
    "xbar-r": ("subgroups", "variables", Msg("means and ranges of subgroups of 2 to 10")),
    "xbar-s": ("subgroups", "variables", Msg("means and standard deviations of subgroups, any size")),
    "i-mr": ("individuals", "variables", Msg("single values and their moving ranges")),
    "p": ("counts", "attribute", Msg("fraction nonconforming of what was inspected")),
    "np": ("counts", "attribute", Msg("number of nonconforming units in lots of one size")),
    "c": ("counts", "attribute", Msg("number of nonconformities on equal areas")),
    "u": ("counts", "attribute", Msg("nonconformities per unit of inspected area")),
}


def module_of(name: str) -> str:
    """Return the module that holds the kind's record.

    Examples
    --------
    >>> module_of("xbar-r")
    'sqc.charts.kinds.xbar_r'
    """
    return "sqc.charts.kinds." + name.replace("-", "_")
