"""I-MR chart: single values over their moving ranges.

Values: center = mean, limits center +/- k sigma, sigma within by MRbar/d2(2) unless another
estimator is asked for. Moving ranges of two neighbours: center d2 sigma, limits d2 sigma +/- k d3
sigma, not below 0. No moving range is taken across a gap or a stage.

References: ISO 7870-2:2013, 6.3; NIST/SEMATECH e-Handbook, 6.3.2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.kind import (
    ChartKind,
    ControlPanel,
    Estimation,
    Floats,
    Panels,
    Parameters,
    State,
    stage_starts,
    used_points,
)
from sqc.charts.subgrouped import given, per_point
from sqc.charts.width import limits_origin, multiplier, range_panel
from sqc.charts.words import MOVING_RANGE, VALUE
from sqc.data.sample import Individuals
from sqc.i18n.message import Msg
from sqc.stats import grouped
from sqc.stats import sigma as estimators

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind, Ask
    from sqc.stats.runlength.flow import Flow


def estimate(sample: Individuals, estimation: Estimation) -> Parameters:
    """Return center and sigma within of each stage."""
    starts = stage_starts(sample)
    used = used_points(sample, sample.values)
    center = grouped.segment_mean(sample.values, starts, used)
    method = estimation.sigma or "mr"
    sigma, df = estimators.INDIVIDUAL_METHODS[method](
        sample.values, starts, used, tabulated=estimation.tabulated
    )
    if estimation.given_sigma is not None:
        method = "given"
    values = {
        "center": given(estimation.given_center, center),
        "sigma": given(estimation.given_sigma, sigma),
    }
    return Parameters(values, method, df)


def panels(
    sample: Individuals, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panels of values and of moving ranges."""
    center = per_point(sample, parameters, "center")
    sigma = per_point(sample, parameters, "sigma")
    half = multiplier(estimation) * sigma
    values = ControlPanel(
        "i",
        "location",
        VALUE,
        sample.values,
        center,
        center - half,
        center + half,
        sigma,
        limits_origin(parameters.method, estimation),
        single_values=True,
    )
    ranges = grouped.moving_range(sample.values, stage_starts(sample))
    pairs = np.broadcast_to(np.int64(2), ranges.shape)
    return (
        values,
        range_panel("mr", MOVING_RANGE, ranges, pairs, sigma, estimation, parameters.method, span=2),
    ), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes the two panels together."""
    from sqc.charts.arl_kinds import SIGMA, ArlKind, by_rules
    from sqc.stats.runlength.moving import i_mr_problem

    def both(ask: Ask, shift: Floats) -> Flow:
        return i_mr_problem(ask.rules, shift, limits=ask.limits, range_limits=ask.limits)

    return ArlKind(("rules", "k", *SIGMA), by_rules(both))


KIND = ChartKind(
    "i-mr",
    Msg("I-MR chart"),
    "value",
    estimate,
    panels,
    sigma_methods=("mr", "median-mr", "mssd"),
    minimum=30,
    words={"i": VALUE, "mr": MOVING_RANGE},
    run_length=run_length,
)
