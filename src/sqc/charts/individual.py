"""What the charts of single values share: their estimate, the panel of values and that of moving ranges."""

from __future__ import annotations

import numpy as np

from sqc.charts.kind import ControlPanel, Estimation, Parameters, stage_starts, used_points
from sqc.charts.subgrouped import given, per_point
from sqc.charts.width import limits_origin, multiplier, range_panel
from sqc.charts.words import MOVING_RANGE, VALUE
from sqc.data.sample import Individuals
from sqc.stats import grouped
from sqc.stats import sigma as estimators
from sqc.stats.alike import pointwise

SIGMA_METHODS = ("mr", "median-mr", "mssd")


def estimate_individuals(sample: Individuals, estimation: Estimation) -> Parameters:
    """Return center and sigma within of each stage."""
    starts = stage_starts(sample)
    used = used_points(sample, sample.values)
    center = grouped.segment_mean(sample.values, starts, used)
    method = estimation.sigma or SIGMA_METHODS[0]
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


def value_panel(sample: Individuals, parameters: Parameters, estimation: Estimation) -> ControlPanel:
    """Return the panel of single values."""
    center = per_point(sample, parameters, "center")
    sigma = per_point(sample, parameters, "sigma")
    k = multiplier(estimation)
    lower, upper = pointwise(lambda center, sigma: (center - k * sigma, center + k * sigma), center, sigma)
    return ControlPanel(
        "i",
        "location",
        VALUE,
        sample.values,
        center,
        lower,
        upper,
        sigma,
        limits_origin(parameters.method, estimation),
        single_values=True,
        formula="variables.VALUES",
    )


def moving_panel(sample: Individuals, parameters: Parameters, estimation: Estimation) -> ControlPanel:
    """Return the panel of moving ranges of two neighbours."""
    ranges = grouped.moving_range(sample.values, stage_starts(sample))
    pairs = np.broadcast_to(np.int64(2), ranges.shape)
    sigma = per_point(sample, parameters, "sigma")
    return range_panel("mr", MOVING_RANGE, ranges, pairs, sigma, estimation, parameters.method, span=2)
