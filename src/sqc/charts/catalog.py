"""The chart kinds: one line each. Help, options, tests and docs read this table; it imports nothing heavy."""

from __future__ import annotations

from typing import NamedTuple

from sqc.i18n.message import Msg


class Line(NamedTuple):
    """One kind.

    Parameters
    ----------
    takes : {"subgroups", "individuals", "counts"}
        The sample.
    family : {"variables", "attribute"}
    help : Msg
        One line.
    shift : {"mean", "ratio", "share", "rate", "distance", ""}
        How `sqc arl` says a shift of its process; "": it has no run lengths.
    """

    takes: str
    family: str
    help: Msg
    shift: str = ""


KINDS: dict[str, Line] = {
    "xbar-r": Line("subgroups", "variables", Msg("means and ranges of subgroups of 2 to 10"), "mean"),
    "xbar-s": Line(
        "subgroups", "variables", Msg("means and standard deviations of subgroups, any size"), "mean"
    ),
    "i-mr": Line("individuals", "variables", Msg("single values and their moving ranges"), "mean"),
    "median-r": Line("subgroups", "variables", Msg("medians and ranges of subgroups"), "mean"),
    "xbar": Line("subgroups", "variables", Msg("means of subgroups alone"), "mean"),
    "r": Line("subgroups", "variables", Msg("ranges of subgroups alone"), "ratio"),
    "s": Line("subgroups", "variables", Msg("standard deviations of subgroups alone"), "ratio"),
    "i": Line("individuals", "variables", Msg("single values alone"), "mean"),
    "mr": Line("individuals", "variables", Msg("moving ranges of single values alone"), "ratio"),
    "run": Line("individuals", "variables", Msg("single values about their median, no limits")),
    "p": Line("counts", "attribute", Msg("fraction nonconforming of what was inspected"), "share"),
    "np": Line("counts", "attribute", Msg("number of nonconforming units in lots of one size"), "share"),
    "c": Line("counts", "attribute", Msg("number of nonconformities on equal areas"), "rate"),
    "u": Line("counts", "attribute", Msg("nonconformities per unit of inspected area"), "rate"),
    "laney-p": Line(
        "counts", "attribute", Msg("fraction nonconforming that varies more than chance lets it"), "mean"
    ),
    "laney-u": Line(
        "counts", "attribute", Msg("nonconformities per unit that vary more than chance lets them"), "mean"
    ),
}

# kinds that `sqc arl` knows and that are no chart yet: how a shift is said
_NO_CHART = {
    "ewma": "mean",
    "cusum": "mean",
    "mewma": "distance",
    "t2": "distance",
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
# ranges of more values lose too much
LARGEST_R = 10


def run_lengths() -> dict[str, str]:
    """Return, for every kind that has run lengths, how a shift of its process is said.

    Examples
    --------
    >>> run_lengths()["p"], run_lengths()["t2"]
    ('share', 'distance')
    """
    return {name: line.shift for name, line in KINDS.items() if line.shift} | _NO_CHART


def module_of(name: str) -> str:
    """Return the module that holds the kind's record.

    Examples
    --------
    >>> module_of("xbar-r")
    'sqc.charts.kinds.xbar_r'
    """
    return "sqc.charts.kinds." + name.replace("-", "_")
