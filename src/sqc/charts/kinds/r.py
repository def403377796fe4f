"""R chart: ranges of subgroups alone.

The lower panel of the Xbar-R chart: center d2(n_i) sigma, limits d2(n_i) sigma +/- k d3(n_i) sigma, not below
0; with alpha the exact quantiles of the range. Sigma within by Rbar/d2 unless another estimator is asked for.

References: ISO 7870-2:2013, 6.2; Montgomery, Introduction to Statistical Quality Control, 6.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.subgrouped import estimate_spread, per_point
from sqc.charts.width import range_panel
from sqc.charts.words import RANGE
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def estimate(sample: Subgroups, estimation: Estimation) -> Parameters:
    """Return sigma within of each stage."""
    return estimate_spread(sample, estimation, "rbar")


def panels(
    sample: Subgroups, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of ranges."""
    sigma = per_point(sample, parameters, "sigma")
    panel = range_panel("r", RANGE, sample.range, sample.n, sigma, estimation, parameters.method)
    return (panel,), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import FIVE, TWO, ArlKind, by_spread

    takes = ("rules", "size", "k", "subgroups")
    return ArlKind(takes, by_spread("r"), FIVE, least=TWO, place="dispersion")


KIND = ChartKind(
    "r",
    Msg("R chart"),
    "subgroup",
    estimate,
    panels,
    sigma_methods=("rbar", "sbar", "pooled", "rms", "mvlue-r", "mvlue-s"),
    parameters=("sigma",),
    words={"r": RANGE},
    summary="range",
    run_length=run_length,
)
