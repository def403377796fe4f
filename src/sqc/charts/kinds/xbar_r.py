"""Xbar-R chart: means over ranges of subgroups.

Means: center = sum(n_i mean_i) / sum(n_i), limits center +/- k sigma / sqrt(n_i).
Ranges: center d2(n_i) sigma, limits d2(n_i) sigma +/- k d3(n_i) sigma, not below 0.
Sigma within by Rbar/d2 unless another estimator is asked for.

References: Shewhart 1931; ISO 7870-2:2013, 6.2; Montgomery, Introduction to Statistical Quality
Control, 6.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.subgrouped import estimate_subgroups, mean_panel, per_point
from sqc.charts.width import range_panel
from sqc.charts.words import MEAN, RANGE
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def estimate(sample: Subgroups, estimation: Estimation) -> Parameters:
    """Return center and sigma within of each stage."""
    return estimate_subgroups(sample, estimation, "rbar")


def panels(
    sample: Subgroups, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panels of means and of ranges."""
    sigma = per_point(sample, parameters, "sigma")
    return (
        mean_panel(sample, parameters, estimation),
        range_panel("r", RANGE, sample.range, sample.n, sigma, estimation, parameters.method),
    ), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes the two panels together."""
    from sqc.charts.arl_kinds import FIVE, MEANS, TWO, ArlKind, by_rules, subgroups

    compute = by_rules(subgroups("r"), sigma="range")
    return ArlKind(MEANS, compute, FIVE, least=TWO, below="dispersion")


KIND = ChartKind(
    "xbar-r",
    Msg("Xbar-R chart"),
    "subgroup",
    estimate,
    panels,
    sigma_methods=("rbar", "sbar", "pooled", "rms", "mvlue-r", "mvlue-s"),
    words={"xbar": MEAN, "r": RANGE},
    summary="range",
    run_length=run_length,
)
