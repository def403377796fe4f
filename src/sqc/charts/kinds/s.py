"""S chart: standard deviations of subgroups alone.

The lower panel of the Xbar-S chart: center c4(n_i) sigma, limits c4 sigma +/- k sigma sqrt(1 - c4^2), not
below 0; with alpha the exact quantiles of the standard deviation. Sigma within by Sbar/c4 unless another
estimator is asked for.

References: ISO 7870-2:2013, 6.2; Montgomery, Introduction to Statistical Quality Control, 6.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.subgrouped import estimate_spread, per_point
from sqc.charts.width import sd_panel
from sqc.charts.words import STANDARD_DEVIATION
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def estimate(sample: Subgroups, estimation: Estimation) -> Parameters:
    """Return sigma within of each stage."""
    return estimate_spread(sample, estimation, "sbar")


def panels(
    sample: Subgroups, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of standard deviations."""
    sigma = per_point(sample, parameters, "sigma")
    panel = sd_panel("s", STANDARD_DEVIATION, sample.sd, sample.n, sigma, estimation, parameters.method)
    return (panel,), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import FIVE, TWO, ArlKind, by_spread

    takes = ("rules", "size", "k", "subgroups")
    return ArlKind(takes, by_spread("s"), FIVE, least=TWO, place="dispersion")


KIND = ChartKind(
    "s",
    Msg("S chart"),
    "subgroup",
    estimate,
    panels,
    sigma_methods=("sbar", "rbar", "pooled", "rms", "mvlue-s", "mvlue-r"),
    parameters=("sigma",),
    words={"s": STANDARD_DEVIATION},
    summary="sd",
    run_length=run_length,
)
