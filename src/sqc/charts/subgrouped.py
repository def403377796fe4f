"""What the charts of subgroups share: their estimate and the panel of means."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sqc.charts.catalog import LARGEST_R
from sqc.charts.kind import (
    ControlPanel,
    Estimation,
    Floats,
    Parameters,
    stage_starts,
    used_points,
)
from sqc.charts.width import limits_origin, mean_half_width
from sqc.charts.words import MEAN
from sqc.data.sample import Counts, Individuals, Ints, Sample, Subgroups
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import OptionError
from sqc.stats import grouped
from sqc.stats import sigma as estimators
from sqc.stats.alike import compact, pointwise
from sqc.stats.mapped import release


def per_point(sample: Sample, parameters: Parameters, name: str) -> Floats:
    """Return a parameter for every point (a broadcast view where there is one stage)."""
    return grouped.expand(parameters[name], stage_starts(sample), length(sample))


def length(sample: Sample) -> int:
    """Return the number of points."""
    if isinstance(sample, Individuals):
        return len(sample.values)
    return len(sample.count) if isinstance(sample, Counts) else len(sample.mean)


def given(value: float | None, estimated: Floats) -> Floats:
    """Return what the user gave for every stage, else the estimate."""
    return estimated if value is None else np.full_like(estimated, value)


def estimate_subgroups(sample: Subgroups, estimation: Estimation, default: str) -> Parameters:
    """Return center and sigma within of each stage of subgroups of any sizes."""
    starts = stage_starts(sample)
    used = used_points(sample, sample.mean)
    n = sample.n if used.all() else np.where(used, sample.n, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        if len(compact(n)) == 1:
            center = grouped.segment_mean(sample.mean, starts)
            release(sample.mean)
        else:
            total = grouped.segment_sum(n.astype(float), starts)
            center = grouped.segment_sum(np.where(used, sample.mean, 0.0) * n, starts) / total
    method = estimation.sigma or default
    _has_spread(sample, method, estimation)
    estimator = estimators.SUBGROUP_METHODS[method]
    sigma, df = estimator(sample.n, sample.range, sample.sd, starts, used, tabulated=estimation.tabulated)
    release(sample.range, sample.sd)
    if estimation.given_sigma is not None:
        method = "given"
    values = {
        "center": given(estimation.given_center, center),
        "sigma": given(estimation.given_sigma, sigma),
    }
    return Parameters(values, method, df)


def _has_spread(sample: Subgroups, method: str, estimation: Estimation) -> None:
    """Raise where a table of summaries lacks the column that the estimator is made from."""
    needed = "range" if method in estimators.FROM_RANGES else "sd"
    if sample.values is None and estimation.given_sigma is None and np.isnan(getattr(sample, needed)).all():
        raise OptionError(
            "summary-columns",
            Msg("--sigma {sigma} is made from a column of the summaries that is not named.", sigma=method),
            hints=[Verbatim(f"--{needed} COLUMN")],
        )


def estimate_spread(sample: Subgroups, estimation: Estimation, default: str) -> Parameters:
    """Return sigma within alone: a chart of spread has no other parameter."""
    found = estimate_subgroups(sample, estimation, default)
    return replace(found, values={"sigma": found["sigma"]})


def usual_sigma(sample: Subgroups) -> str:
    """Return the estimator for subgroups whose chart nobody named: ranges while they are small."""
    ranges, sds = bool((sample.range >= 0).any()), bool((sample.sd >= 0).any())
    small = len(sample.n) > 0 and float(sample.n.mean()) <= LARGEST_R
    return "rbar" if ranges and (small or not sds) else "sbar"


def mean_panel(sample: Subgroups, parameters: Parameters, estimation: Estimation) -> ControlPanel:
    """Return the panel of subgroup means."""
    center = per_point(sample, parameters, "center")
    sigma = per_point(sample, parameters, "sigma")

    def lines(n: Ints, center: Floats, sigma: Floats) -> tuple[Floats, ...]:
        half = mean_half_width(n, sigma, estimation, parameters.method)
        return center - half, center + half, sigma / np.sqrt(n)

    lower, upper, spread = pointwise(lines, sample.n, center, sigma)
    return ControlPanel(
        "xbar",
        "location",
        MEAN,
        sample.mean,
        center,
        lower,
        upper,
        spread,
        limits_origin(parameters.method, estimation),
        formula="variables.MEANS",
    )
