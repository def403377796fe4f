"""np chart: number of nonconforming units in lots of one size.

Center n pbar, limits n pbar +/- k sqrt(n pbar (1 - pbar)), cut at 0 and n; with alpha the exact
binomial quantiles. Lots of different sizes belong on a p chart.

References: ISO 7870-2:2013, 7; Montgomery, Introduction to Statistical Quality Control, 7.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from sqc.charts.counted import count_panel, estimate_rate, size_of
from sqc.charts.kind import ChartKind, Estimation, Panels, PanelWords, Parameters, State
from sqc.charts.subgrouped import per_point
from sqc.data.sample import Counts
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import DataError
from sqc.stats.segments import distinct
from sqc.stats.tails import binomial_quantile

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind

NUMBER = PanelWords(Verbatim("np"), Msg("nonconforming units"), "np̄")


def estimate(sample: Counts, estimation: Estimation) -> Parameters:
    """Return the center as a fraction and the lot size.

    Raises
    ------
    DataError
        If the lots differ in size.
    """
    size = size_of(sample)
    sizes = distinct(size[numpy.isfinite(size)])
    if len(sizes) != 1:
        raise DataError(
            "np-unequal",
            Msg(
                "the lots run from {a} to {b} units; an np chart needs lots of one size.",
                a=f"{sizes[0]:g}",
                b=f"{sizes[-1]:g}",
            ),
            hints=[Verbatim("--kind p")],
        )
    rate = estimate_rate(sample, estimation)
    return Parameters({**rate.values, "size": numpy.full_like(rate["center"], sizes[0])}, rate.method)


def panels(
    sample: Counts, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of counts."""
    n = size_of(sample)
    p = per_point(sample, parameters, "center")
    panel = count_panel(
        "np",
        NUMBER,
        "n pbar",
        sample.count,
        n * p,
        numpy.sqrt(n * p * (1 - p)),
        float(n[0]),
        estimation,
        lambda q: binomial_quantile(q, n, p),
        "binomial",
        whole=True,
        formula="counts.NUMBERS",
    )
    return (panel,), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import COUNTS, ArlKind, by_counts

    return ArlKind(
        COUNTS,
        by_counts("np", "binomial", whole=True),
        needs=("given_center", "inspected"),
        place="attribute",
    )


KIND = ChartKind(
    "np",
    Msg("np chart"),
    "lot",
    estimate,
    panels,
    parameters=("center",),
    words={"np": NUMBER},
    center="share",
    sized="one",
    dispersed="laney-p",
    run_length=run_length,
)
