"""p chart: fraction nonconforming.

Center pbar = sum of counts / sum inspected; limits pbar +/- k sqrt(pbar (1 - pbar) / n_i), cut at
0 and 1; with alpha the exact binomial quantiles.

References: ISO 7870-2:2013, 7; Montgomery, Introduction to Statistical Quality Control, 7.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.counted import count_panel, estimate_rate, size_of
from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.subgrouped import per_point
from sqc.charts.words import FRACTION
from sqc.data.sample import Counts
from sqc.i18n.message import Msg
from sqc.stats.tails import binomial_quantile

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def panels(
    sample: Counts, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of fractions."""
    n = size_of(sample)
    center = per_point(sample, parameters, "center")
    panel = count_panel(
        "p",
        FRACTION,
        "pbar",
        sample.count / n,
        center,
        np.sqrt(center * (1 - center) / n),
        1.0,
        estimation,
        lambda q: binomial_quantile(q, n, center) / n,
        "binomial",
        percent=True,
        formula="counts.SHARES",
    )
    return (panel,), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import COUNTS, ArlKind, by_counts

    return ArlKind(COUNTS, by_counts("p", "binomial"), needs=("given_center", "inspected"), place="attribute")


KIND = ChartKind(
    "p",
    Msg("p chart"),
    "lot",
    estimate_rate,
    panels,
    parameters=("center",),
    words={"p": FRACTION},
    center="share",
    dispersed="laney-p",
    run_length=run_length,
)
