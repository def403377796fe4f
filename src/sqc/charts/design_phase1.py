"""How many phase I subgroups make limits from estimates behave like known ones, and how that is said."""

from __future__ import annotations

import numpy as np

from sqc.charts.arl_words import about
from sqc.charts.design_charts import Solved, Wanted
from sqc.i18n.message import Msg, Words, plural
from sqc.report.numbers import percent

SHARE = 0.1  # distance of the run length with estimated limits from that with known ones
_MOST = 2**20  # subgroups


def enough(asked: Wanted, simplest: Solved) -> int | None:
    """Return from how many subgroups (values) on the limits behave; None: more than a million.

    Parameters
    ----------
    asked : Wanted
    simplest : Solved
        The Shewhart or T2 chart; of charts with a memory it takes seconds.
    """
    try:
        with np.errstate(all="ignore"):
            if "k" in simplest.parameters:
                return _shewhart(asked, simplest.parameters["k"])
            return _t2(asked, simplest.parameters["limit"])
    except ValueError:
        return None


def _shewhart(asked: Wanted, k: float) -> int:
    from sqc.stats.runlength.designs import shewhart_design
    from sqc.stats.runlength.estimated import enough_subgroups

    sigma = "moving-range" if asked.size == 1 else "pooled"
    return enough_subgroups(shewhart_design(k), asked.size, share=SHARE, sigma=sigma)  # type: ignore[arg-type]


def _t2(asked: Wanted, limit: float) -> int | None:
    """Return from how many on the exact false signals of the limit for known parameters are near."""
    from sqc.stats.runlength.hotelling import t2_signal

    def off(m: int) -> bool:
        alarm = t2_signal(asked.variables, limit, np.zeros(1), n=asked.size, m=m)
        return bool(abs(1.0 / (float(alarm[0]) * asked.arl0) - 1.0) > SHARE)

    low = asked.variables + 1  # fewer leave no covariance
    high = 2 * low
    while off(high):
        low, high = high, 2 * high
        if high > _MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if off(middle) else (low, middle)
    return high


def sentence(asked: Wanted, m: int, kind_has_memory: bool) -> Words:
    """Return the line on phase I.

    Parameters
    ----------
    asked : Wanted
    m : int
        Of the simplest chart.
    kind_has_memory : bool
        The chart that was asked for needs more.
    """
    values = {"share": percent(SHARE, 0), "arl0": about(asked.arl0)}
    single = asked.size == 1
    count = plural("{n} value", "{n} values", m) if single else Msg("{n} subgroups", n=m)
    if asked.kind in ("t2", "mewma"):
        text = Msg(
            "{count} bring the false signals of the T2 chart within {share} of one in {arl0}",
            count=count, **values,
        )  # fmt: skip
        return (
            Msg("{text}; this one needs more.", text=text) if kind_has_memory else Msg("{text}.", text=text)
        )
    text = Msg(
        "{count} bring the ARL of the Shewhart chart, averaged over all such charts, within {share}"
        " of {arl0}",
        count=count, **values,
    )  # fmt: skip
    if kind_has_memory:
        return Msg("{text}; this one needs more: sqc arl tells with --subgroups.", text=text)
    return Msg("{text}.", text=text)
