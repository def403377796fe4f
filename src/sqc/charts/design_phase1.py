"""How many phase I subgroups make limits from estimates behave like known ones, and how that is said."""

from __future__ import annotations

import numpy as np

from sqc.charts.arl_words import about
from sqc.charts.design_charts import KINDS, Solved, Wanted, t2
from sqc.i18n.message import Msg, Words, plural
from sqc.report.numbers import percent
from sqc.stats.search import fewest

SHARE = 0.5  # of the wanted ARL that most charts with limits from estimates reach
SURE = 0.9  # share of the charts
NEAR = 0.1  # of T2: distance of the average rate of false signals from the wanted one
_MOST = 2**20  # subgroups


def enough(asked: Wanted, chart: Solved) -> int | None:
    """Return from how many subgroups (values) on the limits behave; None: more than a million.

    Parameters
    ----------
    asked : Wanted
    chart : Solved
        Charts of several variables: the T2 chart counts, whatever the kind.
    """
    try:
        with np.errstate(all="ignore"):
            if KINDS[asked.kind].estimated:
                return _most_charts(asked, chart)
            return _t2(asked, t2(asked).parameters["limit"])
    except ValueError:
        return None


def _most_charts(asked: Wanted, chart: Solved) -> int:
    from sqc.stats.runlength import designs
    from sqc.stats.runlength.phase1 import enough_subgroups

    design = getattr(designs, KINDS[asked.kind].estimated)(*chart.parameters.values())
    sigma = "moving-range" if asked.size == 1 else "pooled"
    return enough_subgroups(design, asked.size, share=SHARE, sure=SURE, sigma=sigma)  # type: ignore[arg-type]


def _t2(asked: Wanted, limit: float) -> int | None:
    """Return from how many on the exact false signals of the limit for known parameters are near."""
    from sqc.stats.runlength.hotelling import t2_signal

    def near(m: int) -> bool:
        alarm = t2_signal(asked.variables, limit, np.zeros(1), n=asked.size, m=m)
        return bool(abs(1.0 / (float(alarm[0]) * asked.arl0) - 1.0) <= NEAR)

    fewer = asked.variables + 1  # leave no covariance
    return fewest(near, fewer + 1, _MOST, 2 * fewer)


def sentence(asked: Wanted, m: int) -> Words:
    """Return the line on phase I.

    Parameters
    ----------
    asked : Wanted
    m : int
        From so many on the limits behave.
    """
    count = plural("{n} value", "{n} values", m) if asked.size == 1 else Msg("{n} subgroups", n=m)
    if KINDS[asked.kind].estimated:
        return Msg(
            "{count}: nine charts in ten with limits from so many have an ARL of at least {half}, half the"
            " wanted one.",
            count=count, half=about(SHARE * asked.arl0),
        )  # fmt: skip
    text = Msg(
        "{count} bring the false signals of the T2 chart within {share} of one in {arl0}",
        count=count, share=percent(NEAR, 0), arl0=about(asked.arl0),
    )  # fmt: skip
    if KINDS[asked.kind].solve is t2:
        return Msg("{text}.", text=text)
    return Msg("{text}; this one needs more.", text=text)
