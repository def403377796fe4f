"""Median-R chart: medians over ranges of subgroups.

Medians: center = sum(n_i median_i) / sum(n_i), limits center +/- k sd_median(n_i) sigma, where sd_median is
the exact standard deviation of the median of n normal values (3 sd_median / d2 = A4 of the tables); with
alpha the exact quantiles of the median. Ranges as on the Xbar-R chart. Sigma within by Rbar/d2 unless another
estimator is asked for. Medians need the single values: summaries of subgroups do not hold them.

References: ISO 7870-2:2013, 6.4; AIAG, Statistical Process Control, 2nd ed., median charts; SAS/QC User's
Guide, SHEWHART procedure, MRCHART statement.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sqc.charts.kind import ChartKind, ControlPanel, Estimation, Floats, Panels, PanelWords, Parameters, State
from sqc.charts.subgrouped import estimate_subgroups, per_point
from sqc.charts.width import limits_origin, median_half_width, range_panel
from sqc.charts.words import RANGE
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg, Verbatim
from sqc.notes import DataError
from sqc.stats import constants

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind, Ask
    from sqc.stats.runlength.chart import Chart

MEDIAN = PanelWords(Msg("Median"), Msg("subgroup median"), "X̃", Msg("median chart"))


def _medians(sample: Subgroups) -> Floats:
    if sample.median is None:
        raise DataError(
            "median-values",
            Msg(
                "{file} holds summaries of subgroups; a median chart needs their single values.",
                file=sample.about.source.name,
            ),
            hints=[Verbatim("--kind xbar-r")],
            file=sample.about.source.name,
        )
    return sample.median


def estimate(sample: Subgroups, estimation: Estimation) -> Parameters:
    """Return center and sigma within of each stage.

    Raises
    ------
    DataError
        If only summaries of the subgroups are known.
    """
    return estimate_subgroups(replace(sample, mean=_medians(sample)), estimation, "rbar")


def panels(
    sample: Subgroups, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panels of medians and of ranges."""
    center, sigma = (per_point(sample, parameters, name) for name in ("center", "sigma"))
    half = median_half_width(sample.n, sigma, estimation, parameters.method)
    medians = ControlPanel(
        "median",
        "location",
        MEDIAN,
        _medians(sample),
        center,
        center - half,
        center + half,
        np.where(sample.n == 1, 1.0, constants.sd_median(sample.n)) * sigma,
        limits_origin(parameters.method, estimation),
        formula="medians.MEDIANS",
    )
    ranges = range_panel("r", RANGE, sample.range, sample.n, sigma, estimation, parameters.method)
    return (medians, ranges), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes the two panels together."""
    from sqc.charts.arl_kinds import FIVE, TWO, ArlKind, by_rules

    def both(ask: Ask) -> Chart:
        from sqc.stats.runlength.median import median_chart

        return median_chart(ask.size, ask.rules, ask.below, ask.limits)

    said = Msg("exact distribution of the median"), Msg("median and range taken as independent (within 2 %)")
    return ArlKind(("rules", "size", "k"), by_rules(both, *said), FIVE, least=TWO, below="dispersion")


KIND = ChartKind(
    "median-r",
    Msg("Median-R chart"),
    "subgroup",
    estimate,
    panels,
    sigma_methods=("rbar", "sbar", "pooled", "rms", "mvlue-r", "mvlue-s"),
    words={"median": MEDIAN, "r": RANGE},
    summary="range",
    run_length=run_length,
)
