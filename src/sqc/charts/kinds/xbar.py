"""Xbar chart: means of subgroups alone.

The panel of means of the Xbar-R and Xbar-S charts: center = sum(n_i mean_i) / sum(n_i), limits center +/-
k sigma / sqrt(n_i). Sigma within by Rbar/d2 for subgroups of up to 10, else by Sbar/c4, unless another
estimator is asked for.

References: Shewhart 1931; ISO 7870-2:2013, 6.2; Montgomery, Introduction to Statistical Quality
Control, 6.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.subgrouped import estimate_subgroups, mean_panel, usual_sigma
from sqc.charts.words import MEAN
from sqc.data.sample import Subgroups
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def estimate(sample: Subgroups, estimation: Estimation) -> Parameters:
    """Return center and sigma within of each stage."""
    return estimate_subgroups(sample, estimation, usual_sigma(sample))


def panels(
    sample: Subgroups, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of means."""
    return (mean_panel(sample, parameters, estimation),), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import MEANS, ArlKind, by_rules, single_values

    needs = {"given_sigma": ("size",), "subgroups": ("size",)}
    return ArlKind(MEANS, by_rules(single_values, sigma="pooled"), needs_with=needs)


KIND = ChartKind(
    "xbar",
    Msg("Xbar chart"),
    "subgroup",
    estimate,
    panels,
    sigma_methods=("rbar", "sbar", "pooled", "rms", "mvlue-r", "mvlue-s"),
    words={"xbar": MEAN},
    run_length=run_length,
)
