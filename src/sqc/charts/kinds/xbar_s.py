"""Xbar-S chart: means over standard deviations of subgroups, any size from 2.

Means as on the Xbar-R chart, sigma within by Sbar/c4 unless another estimator is asked for.
Standard deviations: center c4(n_i) sigma, limits c4 sigma +/- k sigma sqrt(1 - c4^2), not below 0.

References: ISO 7870-2:2013, 6.2; Montgomery, Introduction to Statistical Quality Control, 6.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.subgrouped import estimate_subgroups, mean_panel, per_point
from sqc.charts.width import sd_panel
from sqc.charts.words import MEAN, STANDARD_DEVIATION
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def estimate(sample: Subgroups, estimation: Estimation) -> Parameters:
    """Return center and sigma within of each stage."""
    return estimate_subgroups(sample, estimation, "sbar")


def panels(
    sample: Subgroups, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panels of means and of standard deviations."""
    sigma = per_point(sample, parameters, "sigma")
    return (
        mean_panel(sample, parameters, estimation),
        sd_panel("s", STANDARD_DEVIATION, sample.sd, sample.n, sigma, estimation, parameters.method),
    ), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes the two panels together."""
    from sqc.charts.arl_kinds import FIVE, MEANS, TWO, ArlKind, by_rules, subgroups

    compute = by_rules(subgroups("s"), sigma="sd")
    return ArlKind(MEANS, compute, FIVE, least=TWO, below="dispersion")


KIND = ChartKind(
    "xbar-s",
    Msg("Xbar-S chart"),
    "subgroup",
    estimate,
    panels,
    sigma_methods=("sbar", "rbar", "pooled", "rms", "mvlue-s", "mvlue-r"),
    words={"xbar": MEAN, "s": STANDARD_DEVIATION},
    summary="sd",
    run_length=run_length,
)
