"""MR chart: moving ranges of single values alone.

The lower panel of the I-MR chart: moving ranges of two neighbours, center d2 sigma, limits d2 sigma +/- k d3
sigma, not below 0; with alpha the exact quantiles. Sigma within by MRbar/d2(2) unless another estimator is
asked for. No moving range is taken across a gap or a stage.

References: ISO 7870-2:2013, 6.3; NIST/SEMATECH e-Handbook, 6.3.2.2.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqc.charts.individual import SIGMA_METHODS, estimate_individuals, moving_panel
from sqc.charts.kind import ChartKind, Estimation, Panels, Parameters, State
from sqc.charts.words import MOVING_RANGE
from sqc.data.sample import Individuals
from sqc.i18n.message import Msg

if TYPE_CHECKING:
    from sqc.charts.arl_kinds import ArlKind


def estimate(sample: Individuals, estimation: Estimation) -> Parameters:
    """Return sigma within of each stage."""
    found = estimate_individuals(sample, estimation)
    return replace(found, values={"sigma": found["sigma"]})


def panels(
    sample: Individuals, parameters: Parameters, estimation: Estimation, state: State = None
) -> tuple[Panels, State]:
    """Return the panel of moving ranges."""
    return (moving_panel(sample, parameters, estimation),), state


def run_length() -> ArlKind:
    """Return how `sqc arl` computes it."""
    from sqc.charts.arl_kinds import ArlKind, by_spread

    return ArlKind(("rules", "k", "subgroups"), by_spread("mr"), place="moving-range")


KIND = ChartKind(
    "mr",
    Msg("MR chart"),
    "range",
    estimate,
    panels,
    sigma_methods=SIGMA_METHODS,
    parameters=("sigma",),
    minimum=30,
    words={"mr": MOVING_RANGE},
    run_length=run_length,
)
