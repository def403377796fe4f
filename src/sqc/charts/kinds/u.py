"""u chart: nonconformities per unit of inspected area.

Center ubar = sum of counts / sum of areas, limits ubar +/- k sqrt(ubar / n_i), cut at 0; with alpha
the exact Poisson quantiles of the count.

References: ISO 7870-2:2013, 7; Montgomery, Introduction to Statistical Quality Control, 7.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.counted import count_panel, estimate_rate, size_of
from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.subgrouped import per_point
from sqc.charts.words import RATE
from sqc.data.sample import Counts
from sqc.i18n.message import Msg
from sqc.stats.tails import poisson_quantile

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def panels(
    sample: Counts, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of rates."""
    area = size_of(sample)
    center = per_point(sample, parameters, "center")
    panel = count_panel(
        "u",
        RATE,
        "ubar",
        sample.count / area,
        center,
        np.sqrt(center / area),
        np.inf,
        estimation,
        lambda q: poisson_quantile(q, center * area) / area,
        "poisson",
        formula="counts.RATES",
    )
    return (panel,), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import COUNTS, ArlKind, by_counts

    return ArlKind(COUNTS, by_counts("u", "poisson"), needs=("given_center",), place="attribute")


KIND = ChartKind(
    "u",
    Msg("u chart"),
    "subgroup",
    estimate_rate,
    panels,
    parameters=("center",),
    words={"u": RATE},
    center="rate",
    dispersed="laney-u",
    run_length=run_length,
)
