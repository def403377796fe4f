"""What the charts of counts share: their estimate, k sigma limits and exact limits by alpha."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from sqc.charts.kind import (
    ControlPanel,
    Estimation,
    Floats,
    PanelWords,
    Parameters,
    stage_starts,
    used_points,
)
from sqc.charts.subgrouped import given
from sqc.charts.width import with_width
from sqc.data.sample import Counts
from sqc.i18n.message import Verbatim, Words
from sqc.stats import grouped

Quantile = Callable[[float], Floats]


def size_of(sample: Counts) -> Floats:
    """Return what each count was counted on; 1 where the area has no name."""
    return np.ones(len(sample.count)) if sample.size is None else sample.size


def estimate_rate(sample: Counts, estimation: Estimation) -> Parameters:
    """Return the pooled rate, sum of counts over sum of sizes, of each stage."""
    starts = stage_starts(sample)
    size = size_of(sample)
    used = used_points(sample, sample.count) & np.isfinite(size) & (size > 0)
    counts = grouped.segment_sum(np.where(used, sample.count, 0.0), starts)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = counts / grouped.segment_sum(np.where(used, size, 0.0), starts)
    method = "" if estimation.given_center is None else "given"
    return Parameters({"center": given(estimation.given_center, rate)}, method)


def count_panel(
    key: str,
    words: PanelWords,
    symbol: str,
    statistic: Floats,
    center: Floats,
    sigma: Floats,
    highest: float,
    estimation: Estimation,
    quantile: Quantile,
    model: Literal["binomial", "poisson"],
    percent: bool = False,
    whole: bool = False,
    formula: str = "",
) -> ControlPanel:
    """Return a panel of counts; a lower limit that is not above 0 does not exist (NaN).

    `quantile(q)` is the exact quantile of the statistic; it serves `alpha`. `model`, `whole` and `formula`
    as on `ControlPanel`.
    """
    if estimation.alpha is not None:
        lower, upper = quantile(estimation.alpha / 2), quantile(1 - estimation.alpha / 2)
    else:
        half = estimation.k * sigma
        lower, upper = center - half, np.minimum(center + half, highest)
    lower = np.where(lower > 0, lower, np.nan)
    origin: Words = Verbatim(f"{symbol} +/- {estimation.k:g} s")
    if estimation.alpha is not None:
        origin = with_width(Verbatim(symbol), estimation)
    return ControlPanel(
        key,
        "attribute",
        words,
        statistic,
        center,
        lower,
        upper,
        sigma,
        origin,
        percent=percent,
        model=model,
        whole=whole,
        formula=formula,
    )
