"""What the Laney charts share: sigma z, the limits it widens, the ordinary limits beside them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sqc.charts.counted import estimate_rate, size_of
from sqc.charts.kind import (
    Beside,
    ControlPanel,
    Estimation,
    Floats,
    PanelWords,
    Parameters,
    stage_starts,
    used_points,
)
from sqc.charts.subgrouped import per_point
from sqc.charts.width import multiplier, with_width
from sqc.data.sample import Counts
from sqc.i18n.message import Msg, Words
from sqc.report.numbers import fixed
from sqc.stats import sigma as estimators

Variance = Callable[[Floats], Floats]
LEARNED = {"sigma_z": Msg("sigma z")}


def estimate_laney(sample: Counts, estimation: Estimation, variance: Variance) -> Parameters:
    """Return the pooled rate and sigma z of each stage.

    `variance` is that of one unit by chance, from the rate. The points in their own standard deviations
    are z; sigma z = mean moving range of z / d2(2).
    """
    rate = estimate_rate(sample, estimation)
    center, size = per_point(sample, rate, "center"), size_of(sample)
    with np.errstate(invalid="ignore", divide="ignore"):
        deviation = np.sqrt(variance(center) / size)
        z = np.where(deviation > 0, (sample.count / size - center) / deviation, 0.0)
    used = used_points(sample, sample.count) & (size > 0)
    sigma_z, df = estimators.mr(z, stage_starts(sample), used, tabulated=estimation.tabulated)
    return Parameters({**rate.values, "sigma_z": sigma_z}, "mr", df)


def laney_panel(
    sample: Counts,
    parameters: Parameters,
    estimation: Estimation,
    words: PanelWords,
    symbol: tuple[str, str],
    variance: Variance,
    highest: float,
    ordinary: Words,
) -> ControlPanel:
    """Return the panel of shares or rates; a lower limit that is not above 0 does not exist (NaN).

    `symbol` is the panel's key and how its center is written; `ordinary` names the limits by chance alone.
    """
    size, center = size_of(sample), per_point(sample, parameters, "center")
    chance = np.sqrt(variance(center) / size)
    sigma = chance * per_point(sample, parameters, "sigma_z")
    lower, upper = _limits(center, multiplier(estimation) * sigma, highest)
    plain = _limits(center, multiplier(estimation) * chance, highest)
    return ControlPanel(
        symbol[0],
        "attribute",
        words,
        sample.count / size,
        center,
        lower,
        upper,
        sigma,
        with_width(Msg("{center}, s x sigma z", center=symbol[1]), estimation),
        percent=highest == 1.0,
        beside=Beside(*plain, ordinary),
        formula="laney.SHARES" if highest == 1.0 else "laney.RATES",
    )


def _limits(center: Floats, half: Floats, highest: float) -> tuple[Floats, Floats]:
    lower = center - half
    return np.where(lower > 0, lower, np.nan), np.minimum(center + half, highest)


def remark(parameters: Parameters) -> Words | None:
    """Return how far the points spread, for the picture; None where stages differ in it."""
    sigma_z = parameters["sigma_z"]
    if len(sigma_z) > 1 or not np.isfinite(sigma_z[0]):
        return None
    return Msg("The points spread {z} times as far as chance takes them (dotted).", z=fixed(sigma_z[0], 2))
